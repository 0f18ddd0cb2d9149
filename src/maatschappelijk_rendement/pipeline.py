"""The main job, step by step: a workbook in, a report out, or nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from maatschappelijk_rendement.analysis import MicroAnalysis, analyse
from maatschappelijk_rendement.calendar import dutch_date
from maatschappelijk_rendement.delivery import delivery_of
from maatschappelijk_rendement.errors import Finding, InputError, OutputError, UsageError, WorkbookError
from maatschappelijk_rendement.lake import caseload_of, is_lake, open_lake
from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.pricing import price
from maatschappelijk_rendement.report import Reader, check_choice, read_house_style
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.workbook import (
    survey_bounded,
    survey_workbook,
    write_template,
    write_workbook,
)
from maatschappelijk_rendement.workbook.findings import sort_findings
from maatschappelijk_rendement.workbook.gate import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the user asked of the report; the defaults are safe to publish."""

    internal: bool = False
    formats: Sequence[str] = ("html", "xlsx")
    carry: bool = False
    report_date: date | None = None
    minimum: int = 10
    reason: str | None = None
    rounding: bool = False
    ledger: Path | None = None
    key_file: Path | None = None
    style_file: Path | None = None
    readers: Sequence[str] = ()
    bounded: bool = False


def make_template(target: Path, *, example: bool) -> None:
    """Write the template or the example; a file that is there already is never replaced by another one.

    Args:
        target: An ``.xlsx`` file to make.
        example: Fill it with the synthetic cases.

    Raises:
        UsageError: The name does not end in ``.xlsx``, or another file has it.
        OutputError: The file cannot be written.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError("Kies een naam die eindigt op .xlsx.")
    content = BytesIO()
    write_template(content, example=example)
    if target.exists():
        if target.is_file() and target.read_bytes() == content.getvalue():
            return
        raise UsageError("Dit bestand bestaat al en wordt niet overschreven. Kies een andere naam.")
    write_template(target, example=example)


def level_in(folder: Path) -> str | None:
    """Say whether the report in a folder is ``openbaar`` or ``intern``; None where there is no report."""
    try:
        found = json.loads((folder / "resultaten.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    level = found.get("niveau") if isinstance(found, dict) else None
    return level if isinstance(level, str) else None


def check(
    workbook: Path, *, carry: bool = False, bounded: bool = False
) -> tuple[MicroAnalysis | None, tuple[Finding, ...]]:
    """Check a workbook to the end: the file, its cells, and whether every line can be priced.

    Args:
        workbook: An ``.xlsx`` file, or a folder of Parquet or CSV files in the columns of the workbook.
        carry: Under current prices, index a missing price.
        bounded: Read in a child process with a bound on time and memory.

    Returns:
        The analysis, or None where there are errors; and every finding.

    Raises:
        UsageError: There is no such file, or the folder holds more lines than a workbook may.
    """
    tariffs = Tariffs.load()
    source = _as_workbook(workbook) if is_lake(workbook) else workbook
    survey = survey_bounded(source) if bounded else survey_workbook(source, tariffs=tariffs)
    try:
        if survey.caseload is not None:
            analysis = analyse(survey.caseload, tariffs, carry=carry)
            return analysis, analysis.findings
        if survey.sound is not None and survey.sound.cases:
            # The rows without an error are priced too, so that a missing price is said in the same run.
            price(delivery_of(survey.sound), tariffs, carry=carry)
    except InputError as error:
        return None, tuple(sort_findings({*error.findings, *survey.findings}))
    return None, survey.findings


def _as_workbook(folder: Path) -> bytes:
    """Put a folder of files into a workbook, so that it passes the very same checks."""
    lake = open_lake(folder)
    lines = max(lake.rows.values(), default=0)
    if lines > DEFAULT_LIMITS.rows:
        raise UsageError(
            f"Deze map heeft {dutch_number(lines)} regels op één blad; "
            f"meer dan {dutch_number(DEFAULT_LIMITS.rows)} gaat niet. "
            "Reken grotere bestanden uit in Python; zie docs/schaal.md."
        )
    content = BytesIO()
    write_workbook(caseload_of(lake), content)
    return content.getvalue()


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
    workbook: Path, folder: Path, options: ReportOptions
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Turn a workbook into a report; nothing is written when the workbook has errors.

    Args:
        workbook: An ``.xlsx`` file.
        folder: Where the report goes.
        options: What the user asked.

    Returns:
        The files written, and the warnings.

    Raises:
        WorkbookError: The workbook has errors; carries every finding.
        PublicationRefusedError: Too little may be shown.
        UsageError: A field of the house style is wrong, or the formats and readers do not go together.
        OutputError: The report cannot be written.
    """
    # Before the long work, and before a release is recorded.
    check_choice(options.formats, [Reader(name) for name in options.readers], confidential=options.internal)
    if options.style_file is not None:
        read_house_style(options.style_file)
    analysis, findings = check(workbook, carry=options.carry, bounded=options.bounded)
    if analysis is None:
        raise WorkbookError(findings)
    report = analysis.publish(
        minimum=options.minimum,
        reason=options.reason,
        rounding=options.rounding,
        internal=options.internal,
        report_date=dutch_date(options.report_date) if options.report_date else None,
    )
    if options.key_file is not None:
        report = report.mark(options.key_file)
    if options.ledger is not None:
        # A release that is recorded and then cannot be written only makes later checks stricter.
        title = analysis.settings.title
        day = f", {dutch_date(options.report_date)}" if options.report_date else ""
        report = report.register(options.ledger, label=f"{title}{day}")
    paths = report.save(folder, options.formats, style=options.style_file, readers=options.readers)
    if options.internal and "xlsx" in options.formats and report.lines is None:
        findings = (*findings, NO_FORMULAS)
    return paths, findings


# What this program writes: the files of a report, and those of a ledger.
OWN_FILES = (
    "rapport.*",
    "rapport-*.xlsx",
    "rapport-gemeente.*",
    "rapport-verzekeraar.*",
    "rapport-bewoner.*",
    "resultaten.json",
    "herkomst.json",
    "uitgave-*.json",
    "register.sleutel",
)


def own_files(folder: Path) -> list[Path]:
    """Give the files in a folder that this program wrote there: report, results and ledger.

    Args:
        folder: Folder of a report or a ledger.
    """
    return sorted({path for pattern in OWN_FILES for path in folder.glob(pattern) if path.is_file()})


def clean_up(folder: Path) -> list[Path]:
    """Delete what this program wrote in a folder; other files are left alone.

    Args:
        folder: Folder of a report or a ledger; removed too when nothing else is in it.

    Returns:
        The files that were deleted.

    Raises:
        OutputError: A file cannot be deleted.
    """
    paths = own_files(folder)
    try:
        for path in paths:
            path.unlink()
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(
            f"Een bestand kan niet worden gewist ({error.strerror}). Sluit het en probeer opnieuw."
        ) from error
    return paths
