"""The main job, step by step: a workbook in, a report out, or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from maatschappelijk_rendement.app.checks import analysis_of
from maatschappelijk_rendement.app.checks import check as check
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.calendar import dutch_date
from maatschappelijk_rendement.domain.errors import (
    Finding,
    OutputError,
    UsageError,
    WorkbookError,
)
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.intake.folder import MEMORY, Say, is_lake, silent
from maatschappelijk_rendement.intake.workbook import write_template, write_workbook
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.publication import Report, after_is_over
from maatschappelijk_rendement.publication.report import FormatName, ReaderName
from maatschappelijk_rendement.report import (
    Reader,
    check_choice,
    file_names,
    read_house_style,
    refuse_changed,
)
from maatschappelijk_rendement.report.hidden import mostly_hidden
from maatschappelijk_rendement.report.save import STAGE
from maatschappelijk_rendement.results.shown import Results

if TYPE_CHECKING:
    from maatschappelijk_rendement.disclosure.ledger.release import Release


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the user asked of the report; the defaults are safe to publish."""

    internal: bool = False
    formats: Sequence[str] = ("html", "xlsx")
    carry: bool = False
    report_date: date | None = None
    minimum: int = 10
    reason: str | None = None
    grid: int = 100
    ledger: Path | None = None
    key_file: Path | None = None
    style_file: Path | None = None
    readers: Sequence[str] = ()
    bounded: bool = False
    memory: str = MEMORY


def make_template(target: Path, *, example: bool | Literal["constant", "lopend"], kind: str = "") -> None:
    """Write the template or the example; a file that is there already is never replaced by another one.

    Args:
        target: An ``.xlsx`` file to make.
        example: Fill it with the synthetic cases: ``lopend`` with those at the price of each day.
        kind: Of which instrument a card is made (``sroi``, ``mkba``, ``effecten``); the workbook with cases
            when left out.

    Raises:
        UsageError: The name does not end in ``.xlsx``, or another file has it.
        OutputError: The file cannot be written.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError("Kies een naam die eindigt op .xlsx.")
    content = BytesIO()
    if kind:
        from maatschappelijk_rendement.intake.cards import write_card_template

        write_card_template(content, kind, example=bool(example))
    else:
        write_template(content, example=example)
    if target.exists():
        if target.is_file() and target.read_bytes() == content.getvalue():
            return
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")
    save_file(content.getvalue(), target)


def combine_workbooks(
    sources: Sequence[Path], target: Path, *, settings: Mapping[str, str] | None = None
) -> CaseLoad:
    """Put workbooks together in a new one; the name of each file, without its ending, goes before the ids.

    Args:
        sources: Workbooks without errors, at least two.
        target: An ``.xlsx`` file to make; one that is there already is not replaced.
        settings: Settings of the whole by their names on sheet Analyse, where the parts differ.

    Returns:
        What was written.

    Raises:
        WorkbookError: A workbook has errors; carries every finding, with the name of its part.
        InputError: The settings differ, or an id becomes too long.
        UsageError: There are not two, or the name will not do.
        OutputError: The file cannot be written.
    """
    from maatschappelijk_rendement.intake.combining import combine

    if len(sources) < 2:
        raise UsageError("Geef ten minste twee werkmappen om samen te voegen.")
    if target.suffix.lower() != ".xlsx":
        raise UsageError("Kies een naam die eindigt op .xlsx.")
    if target.exists():
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")
    parts: dict[str, CaseLoad] = {}
    findings: list[Finding] = []
    for number, source in enumerate(sources, 1):
        name = "".join(c if c.isalnum() or c in "-_" else "-" for c in source.stem)
        if name in parts:
            raise UsageError("Twee werkmappen hebben dezelfde naam. Geef een van de twee een andere naam.")
        try:
            parts[name] = read_workbook(source)
        except WorkbookError as error:
            # The name of a file may be a person's: the part is named by its place.
            errors = (finding for finding in error.findings if finding.level == "fout")
            findings += [replace(f, text=f"Werkmap {number}: {f.text}") for f in errors]
    if findings:
        raise WorkbookError(findings)
    whole = combine(parts, settings=settings)
    write_workbook(whole, target)
    return whole


def level_in(folder: Path) -> str | None:
    """Say whether the report in a folder is ``openbaar`` or ``intern``; None where there is no report."""
    try:
        found = json.loads((folder / "resultaten.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    level = found.get("niveau") if isinstance(found, dict) else None
    return level if isinstance(level, str) else None


def files_in(folder: Path) -> list[str]:
    """Give the names of the files in a folder that belong to a report."""
    return [name for name in file_names() if (folder / name).is_file()]


def steps_in(source: Path, *, to_report: bool) -> int:
    """Give how many steps ``check``, or ``make_report``, tells of.

    Args:
        source: A workbook or a folder of files.
        to_report: Whether a report is made of it.
    """
    return (_steps_of_a_folder() if is_lake(source) else 1) + (3 if to_report else 2)


def shares_in(source: Path, *, to_report: bool) -> tuple[float, ...]:
    """Give what part of the work each step of a large folder usually is; nothing of a workbook.

    Args:
        source: A workbook or a folder of files.
        to_report: Whether a report is made of it.

    Source:
        bench/bench_whole_job.py, ten million lines (docs/schaal.md).
    """
    if not is_lake(source):
        return ()
    parts: tuple[float, ...] = (*SHARES, *(SHARES_OF_A_REPORT if to_report else (SHARE_OF_AHEAD,)))
    return tuple(part / sum(parts) for part in parts)


# Own prices, programme, cases, lines, scores, hours, rules, prices.
SHARES = (0.001, 0.001, 0.02, 0.07, 0.02, 0.01, 0.2, 0.26)
SHARES_OF_A_REPORT = (0.41, 0.01)
SHARE_OF_AHEAD = 0.4


def _steps_of_a_folder() -> int:
    from maatschappelijk_rendement.intake.doors.folder import STEPS

    return STEPS


def _refuse_each_case(analysis: MicroAnalysis, options: ReportOptions) -> None:
    """Refuse what is written or compared case by case when there are too many of them."""
    most, cases = DEFAULT_LIMITS.rows, analysis.delivery.n_cases
    lines = max((sheet.read for sheet in analysis.delivery.reading.sheets), default=0)
    if options.internal and lines > most:
        raise UsageError(
            f"Een intern rapport toont elke casus en gaat tot {dutch_number(most)} regels; deze map heeft er "
            f"{dutch_number(lines)}. Laat --intern weg, of reken in Python met de tabellen van de analyse."
        )
    if options.ledger is not None and cases > most:
        raise UsageError(
            f"Een register gaat tot {dutch_number(most)} casussen; deze map heeft er {dutch_number(cases)}. "
            "Laat --register weg."
        )


# Without its own name a row of that workbook cannot be found back, see publication.lines.
NO_FORMULAS = Finding(
    "waarschuwing",
    "",
    "",
    "formules_niet_gemaakt",
    "rapport-formules.xlsx is niet gemaakt: een id, wijk, functie of financier in de werkmap lijkt op een "
    "persoonsgegeven en wordt niet getoond.",
    "Kies daarvoor in de werkmap een andere tekst; de meldingen zeggen in welke cel.",
)


def make_report(
    source: Path,
    folder: Path,
    options: ReportOptions,
    say: Say = silent,
    *,
    known: tuple[MicroAnalysis, tuple[Finding, ...]] | None = None,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Turn a workbook or a folder of files into a report; nothing is written when it has errors.

    Args:
        source: An ``.xlsx`` file, or a folder of Parquet or CSV files in the columns of the workbook.
        folder: Where the report goes.
        options: What the user asked.
        say: Is told each step, in Dutch.
        known: What ``check`` gave of this workbook with the same ``carry``; it is then not read again.

    Returns:
        The files written, and the warnings.

    Raises:
        WorkbookError: The workbook has errors; carries every finding.
        PublicationRefusedError: Too little may be shown.
        UsageError: A field of the house style is wrong, the formats and readers do not go together, the
            key or the ledger lies in the folder of the report, a file there was changed by hand, or there
            are too many cases to show or register each of them.
        OutputError: The report cannot be written.
    """
    # Before the long work, and before a release is recorded.
    check_choice(options.formats, [Reader(name) for name in options.readers], confidential=options.internal)
    if options.style_file is not None:
        read_house_style(options.style_file)
    for secret, what in (
        (options.key_file, "de sleutel"),
        (options.ledger, "het register, met zijn sleutel,"),
    ):
        if secret is not None and secret.resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                f"Bewaar {what} buiten de map van het rapport; wie het rapport krijgt, krijgt die mee."
            )
    refuse_changed(folder, file_names())
    with ExitStack() as opened:
        analysis, findings = known or analysis_of(
            source, options.carry, options.bounded, options.memory, say, opened
        )
        if analysis is None:
            raise WorkbookError(findings)
        _refuse_each_case(analysis, options)
        say("op herleidbaarheid controleren")
        report = _publish(analysis, options)
        findings = (*findings, *after_is_over(analysis, options.report_date))
    say("rapport schrijven")
    # The command checked both lists of words; ``save`` refuses any other.
    formats = cast("Sequence[FormatName]", options.formats)
    readers = cast("Sequence[ReaderName]", options.readers)
    paths = report.save(folder, formats, style=options.style_file, readers=readers)
    findings = (*findings, *mostly_hidden(Results(report.data)))
    if options.internal and "xlsx" in options.formats and report.lines is None:
        findings = (*findings, NO_FORMULAS)
    return paths, findings


def _publish(analysis: MicroAnalysis, options: ReportOptions) -> Report:
    report = analysis.publish(
        minimum=options.minimum,
        reason=options.reason,
        grid=options.grid,
        internal=options.internal,
        report_date=options.report_date,
        account=options.internal,
    )
    if options.key_file is not None:
        report = report.mark(options.key_file)
    if options.ledger is not None:
        # A release that is recorded and then cannot be written only makes later checks stricter.
        title = analysis.settings.title
        day = f", {dutch_date(options.report_date)}" if options.report_date else ""
        report = report.register(options.ledger, label=f"{title}{day}")
    return report


def make_key_file(path: Path) -> None:
    """Make a key file, outside every folder with a report.

    Raises:
        UsageError: There is a report in its folder.
        OutputError: The file exists already or cannot be written.
    """
    from maatschappelijk_rendement.disclosure.ledger.pseudonyms import make_key

    if files_in(path.resolve().parent):
        raise UsageError(
            "In deze map staat een rapport. Kies een andere map: wie het rapport krijgt, krijgt de sleutel "
            "mee."
        )
    make_key(path)


def releases_in(folder: Path) -> list[Release]:
    """Give every release in a ledger, the first one first.

    Raises:
        UsageError: The folder is not there or is no ledger.
    """
    from maatschappelijk_rendement.disclosure.ledger.chain import FILES
    from maatschappelijk_rendement.disclosure.ledger.releases import list_releases

    if not _is_there(folder, FILES):
        raise UsageError("Deze map is geen register. Een register ontstaat met: mr rapport --register MAP")
    return list_releases(folder)


def own_files(folder: Path) -> list[Path]:
    """Give the files in a folder that this program wrote there: report, ledger, and what a killed run left.

    Args:
        folder: Folder of a report or a ledger.

    Raises:
        UsageError: The folder is not there, or holds nothing of this program.
    """
    from maatschappelijk_rendement.disclosure.ledger.chain import FILES

    if not _is_there(folder, (*file_names(), *FILES, STAGE)):
        raise UsageError(
            "In deze map staat niets dat dit programma heeft geschreven. Controleer de plek en de naam."
        )
    found = [path for pattern in (*file_names(), *FILES) for path in folder.glob(pattern)]
    return sorted(path for path in [*found, *(folder / STAGE).rglob("*")] if path.is_file())


def _is_there(folder: Path, patterns: Sequence[str]) -> bool:
    """Tell whether one of these names is in a folder; a folder that is not there is a slip of the user."""
    if not folder.is_dir():
        raise UsageError("Deze map bestaat niet. Controleer de plek en de naam.")
    return any(True for pattern in patterns for _ in folder.glob(pattern))


def clean_up(folder: Path) -> list[Path]:
    """Delete what this program wrote in a folder; other files are left alone.

    Args:
        folder: Folder of a report or a ledger; removed too when nothing else is in it.

    Returns:
        The files that were deleted.

    Raises:
        UsageError: The folder is not there, or holds nothing of this program.
        OutputError: A file cannot be deleted.
    """
    paths = own_files(folder)
    try:
        for path in paths:
            path.unlink()
        shutil.rmtree(folder / STAGE, ignore_errors=True)  # by now its folders are empty
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(
            "Een bestand is niet te wissen. Sluit het, controleer uw rechten en probeer het opnieuw."
        ) from error
    return paths
