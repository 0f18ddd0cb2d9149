"""What each command of ``mr`` does: calls the pipeline and prints. No logic of its own."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from maatschappelijk_rendement.app.progress import Progress
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError, describe
from maatschappelijk_rendement.domain.files import stopping

MOST_HEAVY_LINES = 10


def show(findings: Sequence[Finding], *, as_json: bool, to: TextIO | None = None) -> None:
    """Print findings: as text, a line for each cause, or as JSON on stdout, a row for each place."""
    if as_json:
        rows = [
            {
                "niveau": finding.level,
                "blad": finding.sheet,
                "cel": finding.cell,
                "code": finding.code,
                "tekst": f"{finding.text} {finding.advice}".strip(),
                "aantal": finding.count,
            }
            for finding in findings
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif findings:
        print(describe(findings), file=to or sys.stderr)


def template(arguments: argparse.Namespace) -> int:
    """Make a workbook, empty or with the example."""
    from maatschappelijk_rendement.app.pipeline import make_template

    if arguments.lopend and arguments.soort:
        raise UsageError("--lopend hoort bij een werkmap met casussen: laat --soort weg.")
    make_template(
        arguments.uit,
        example="lopend" if arguments.lopend else bool(arguments.voorbeeld),
        kind=arguments.soort or "",
    )
    print(arguments.uit)
    return 0


def read_in(arguments: argparse.Namespace) -> int:
    """Turn a file of somebody else into a workbook, or propose a profile for it."""
    from maatschappelijk_rendement.app.read_in import propose_profile, read_in

    if (arguments.uit is None) == (arguments.stel_voor is None):
        raise UsageError("Kies --uit UIT.xlsx om in te lezen, of --stel-voor PROFIEL.toml voor een voorstel.")
    if arguments.stel_voor is not None:
        propose_profile(arguments.bron, arguments.stel_voor)
        print(arguments.stel_voor)
        return 0
    result = read_in(
        arguments.bron,
        arguments.profiel,
        arguments.uit,
        settings=dict(arguments.instelling),
        key_file=arguments.sleutel,
    )
    show(result.warnings, as_json=arguments.json)
    if not arguments.json:
        print(result.report)
        print(f"\n{arguments.uit}")
    return 0


def combine(arguments: argparse.Namespace) -> int:
    """Put workbooks together and print the name of the new one."""
    from maatschappelijk_rendement.app import pipeline

    whole = pipeline.combine_workbooks(arguments.werkmap, arguments.uit, settings=dict(arguments.instelling))
    print(
        f"{len(arguments.werkmap)} werkmappen, {len(whole.cases)} casussen, {len(whole.usage)} regels gebruik"
    )
    print(arguments.uit)
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Check a workbook and print every finding, and what a report will show."""
    from maatschappelijk_rendement.app import pipeline
    from maatschappelijk_rendement.app.checks import check_all

    if (
        arguments.aantekeningen is not None
        and arguments.aantekeningen.resolve() == arguments.werkmap.resolve()
    ):
        raise UsageError(
            "Kies voor --aantekeningen een andere naam dan de werkmap zelf; anders raakt u die kwijt."
        )
    if arguments.aantekeningen is not None and arguments.aantekeningen.is_file():
        raise UsageError(
            "Het bestand bij --aantekeningen bestaat al en wordt niet overschreven: er kunnen verbeteringen "
            "van u in staan. Kijk dat bestand na, en kies voor --aantekeningen een nieuwe naam."
        )
    steps = pipeline.steps_in(arguments.werkmap, to_report=False)
    shares = pipeline.shares_in(arguments.werkmap, to_report=False)
    with Progress(steps, shares=shares) as progress:
        checked = check_all(
            arguments.werkmap,
            carry=arguments.indexeer,
            bounded=arguments.veilig,
            memory=arguments.geheugen,
            say=progress,
            today=datetime.now(UTC).date(),
            most=MOST_HEAVY_LINES,
            tables=True,
        )
    findings = checked.findings
    if arguments.aantekeningen is not None:
        from maatschappelijk_rendement.intake.door import annotate_bounded
        from maatschappelijk_rendement.intake.workbook import annotate_workbook

        annotate = annotate_bounded if arguments.veilig else annotate_workbook
        annotate(arguments.werkmap, findings, arguments.aantekeningen)
        if not arguments.json:
            print(arguments.aantekeningen)
    findings = checked.told
    if not findings and not arguments.json:
        print("Geen fouten en geen waarschuwingen.")
    # What is found is what was asked for, so it goes where results go.
    show(findings, as_json=arguments.json, to=sys.stdout)
    if checked.heaviest and not arguments.json:
        print("De regels die het meest wegen, met hun deel van alle kosten van hun moment:")
        for line in checked.heaviest:
            print(f"- {line}")
    if checked.foresight is not None and not arguments.json:
        print(*checked.foresight.lines(), sep="\n")
    return 0 if checked.analysis is not None else InputError.exit_code


def report(arguments: argparse.Namespace) -> int:
    """Make the report and print the names of its files."""
    from maatschappelijk_rendement.app import pipeline

    options = pipeline.ReportOptions(
        internal=arguments.intern,
        formats=arguments.formaat,
        carry=arguments.indexeer,
        report_date=arguments.datum,
        minimum=arguments.minimum,
        reason=arguments.reden,
        grid=arguments.rooster,
        ledger=arguments.register,
        key_file=arguments.sleutel,
        style_file=arguments.huisstijl,
        readers=arguments.voor,
        bounded=arguments.veilig,
        memory=arguments.geheugen,
    )
    replaced, old = pipeline.level_in(arguments.uit), pipeline.files_in(arguments.uit)
    steps = pipeline.steps_in(arguments.werkmap, to_report=True)
    shares = pipeline.shares_in(arguments.werkmap, to_report=True)
    with Progress(steps, shares=shares) as progress:
        paths, findings = pipeline.make_report(arguments.werkmap, arguments.uit, options, progress)
    if replaced not in (None, pipeline.level_in(arguments.uit)):
        print(
            f"Let op: in deze map stond een rapport met niveau {replaced}; dat is vervangen.", file=sys.stderr
        )
    gone = [name for name in old if name not in pipeline.files_in(arguments.uit)]
    if gone:
        print(
            f"Let op: van het vorige rapport in deze map is weggehaald: {', '.join(gone)}.", file=sys.stderr
        )
    show(findings, as_json=arguments.json)
    if not arguments.json:
        for path in paths:
            print(path)
    return 0


def releases(arguments: argparse.Namespace) -> int:
    """Print what a ledger holds."""
    from maatschappelijk_rendement.app import pipeline

    releases = pipeline.releases_in(arguments.register)
    for release in releases:
        topics = ", ".join(f"{topic} ({number})" for topic, number in release.topics.items())
        print(f"{release.number}: {release.label}, {release.cases} casussen, minimum {release.minimum}")
        print(f"   cijfers: {topics}")
    if not releases:
        print("In dit register staat nog geen uitgave.")
    return 0


def key(arguments: argparse.Namespace) -> int:
    """Make a key file."""
    from maatschappelijk_rendement.app import pipeline

    pipeline.make_key_file(arguments.uit)
    print(arguments.uit)
    return 0


def clean(arguments: argparse.Namespace) -> int:
    """Print, or remove, the files of this program in a folder."""
    from maatschappelijk_rendement.app import pipeline

    if arguments.ja:
        stopping.from_here("Een deel van de bestanden kan al gewist zijn.")
    paths = pipeline.clean_up(arguments.map) if arguments.ja else pipeline.own_files(arguments.map)
    for path in paths:
        print(path)
    if not arguments.ja:
        print("Er is niets gewist. Wissen: geef dezelfde opdracht met --ja.")
    return 0


def tariffs(arguments: argparse.Namespace) -> int:
    """Print prices, what is missing, or what is old."""
    from maatschappelijk_rendement.domain.tariffs import Tariffs
    from maatschappelijk_rendement.domain.tariffs.listing import list_gaps, list_old, list_tariffs

    store, words = Tariffs.load(), " ".join(arguments.zoek) or None
    stream, unit = arguments.stroom, arguments.eenheid
    if arguments.ontbreekt:
        print(list_gaps(store, words, stream, unit=unit))
    elif arguments.oud or arguments.peildatum:
        clock = arguments.peildatum or datetime.now(UTC).date()
        print(list_old(store, clock, words, stream, unit=unit))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        print(list_tariffs(store, words, stream, unit=unit, width=width))
    return 0


def scenario(arguments: argparse.Namespace) -> int:
    """Work out an agreement and print the names of its files."""
    from maatschappelijk_rendement.app.scenario_run import run_comparison, run_scenario

    first, *others = arguments.afspraak
    if others and arguments.trekkingen:
        raise UsageError("--trekkingen hoort bij één contract: laat het weg, of geef één bestand.")
    if others:
        paths, warnings = run_comparison([first, *others], arguments.uit, arguments.casussen)
    else:
        paths, warnings = run_scenario(
            first, arguments.uit, arguments.casussen, with_draws=arguments.trekkingen
        )
    show(warnings, as_json=False)
    for path in paths:
        print(path)
    return 0


def value(arguments: argparse.Namespace) -> int:
    """Compute a card and print the names of its files."""
    from maatschappelijk_rendement.app.valuation_run import run_valuation

    paths, warnings = run_valuation(arguments.kaart, arguments.uit, arguments.casussen)
    show(warnings, as_json=False)
    for path in paths:
        print(path)
    return 0


def wijk(arguments: argparse.Namespace) -> int:
    """Make the report of a wijk and print the names of its files."""
    from maatschappelijk_rendement.app.wijk_run import run_wijk

    paths, warnings = run_wijk(
        arguments.kaart, arguments.uit, arguments.formaat, arguments.casussen, arguments.gezondheid
    )
    show(warnings, as_json=False)
    for path in paths:
        print(path)
    return 0


def open_data(arguments: argparse.Namespace) -> int:
    """Make a series of downloaded files and print what was read and what was left out."""
    from maatschappelijk_rendement.app.open_data_run import OpenDataJob, run_open_data

    job = OpenDataJob(
        kind=arguments.soort,
        files=tuple(arguments.bestand),
        areas=tuple(arguments.wijk),
        places=tuple(arguments.gemeente),
        target=arguments.uit,
        year=arguments.jaar,
        columns=dict(arguments.kolom),
        borders=arguments.kaart,
        indicator=arguments.indicator,
        standardise=arguments.standaardiseer,
    )
    with Progress(len(job.files) + 1) as progress:
        done = run_open_data(job, progress)
    show(done.findings, as_json=arguments.json)
    if not arguments.json:
        print(*done.lines, sep="\n")
        for path in done.paths:
            print(path)
    return 0
