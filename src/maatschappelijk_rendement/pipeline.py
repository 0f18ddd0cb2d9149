"""The main job, step by step: a workbook in, a report out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maatschappelijk_rendement.analysis import MicroAnalysis, analyse, price
from maatschappelijk_rendement.calendar import dutch_date
from maatschappelijk_rendement.errors import Finding, InputError, WorkbookError
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.workbook import survey_workbook
from maatschappelijk_rendement.workbook.findings import sort_findings


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


def check(workbook: Path, *, carry: bool = False) -> tuple[MicroAnalysis | None, tuple[Finding, ...]]:
    """Check a workbook to the end: the file, its cells, and whether every line can be priced.

    Args:
        workbook: An ``.xlsx`` file.
        carry: Under current prices, index a missing price.

    Returns:
        The analysis, or None where there are errors; and every finding.
    """
    tariffs = Tariffs.load()
    survey = survey_workbook(workbook, tariffs=tariffs)
    try:
        if survey.caseload is not None:
            analysis = analyse(survey.caseload, tariffs, carry=carry)
            return analysis, analysis.findings
        if survey.sound is not None and survey.sound.cases:
            # The rows without an error are priced too, so that a missing price is said in the same run.
            price(survey.sound, tariffs, carry=carry)
    except InputError as error:
        return None, tuple(sort_findings({*error.findings, *survey.findings}))
    return None, survey.findings


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
        OutputError: The report cannot be written.
    """
    analysis, findings = check(workbook, carry=options.carry)
    if analysis is None:
        raise WorkbookError(findings)
    report = analysis.publish(
        minimum=options.minimum,
        reason=options.reason,
        rounding=options.rounding,
        internal=options.internal,
        report_date=dutch_date(options.report_date) if options.report_date else None,
    )
    return report.save(folder, options.formats), findings
