"""Check what a user has: every finding, and with no error what weighs most and what a report will show."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maatschappelijk_rendement.analysis.heaviest import HeavyLine, heaviest_lines
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis, analyse
from maatschappelijk_rendement.costing.priced_delivery import price
from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM
from maatschappelijk_rendement.domain.errors import Finding, InputError, PublicationRefusedError, UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import survey_bounded, survey_workbook
from maatschappelijk_rendement.intake.folder import MEMORY, Say, is_lake, silent
from maatschappelijk_rendement.intake.rules.publishing import enough_cases_to_publish
from maatschappelijk_rendement.intake.workbook.findings import sort_findings
from maatschappelijk_rendement.publication import after_is_over
from maatschappelijk_rendement.publication.foresight import MANY_CASES, Foresight, foresee
from maatschappelijk_rendement.publication.other_prices import other_prices
from maatschappelijk_rendement.report.hidden import mostly_hidden


@dataclass(frozen=True)
class CheckUp:
    """What a check found.

    Attributes:
        analysis: The analysis, without the lines of a folder; None where there are errors.
        findings: Every finding.
        heaviest: The lines that weigh most.
        foresight: What a public report will show; None where there are errors.
        hidden: What its maker will be warned of: tables of which most will be hidden.
    """

    analysis: MicroAnalysis | None
    findings: tuple[Finding, ...]
    heaviest: tuple[HeavyLine, ...] = ()
    foresight: Foresight | None = None
    hidden: tuple[Finding, ...] = ()

    @property
    def told(self) -> tuple[Finding, ...]:
        """What a user is told: every finding, that there are too few cases, and what will be hidden.

        The last two stand on no cell: nothing in the workbook can be mended to make them go away.
        """
        if self.analysis is None:
            return self.findings
        too_few = enough_cases_to_publish(self.analysis.delivery.n_cases, DEFAULT_MINIMUM)
        return tuple(sort_findings([*self.findings, *too_few, *self.hidden]))


def check(
    source: Path, *, carry: bool = False, bounded: bool = False, memory: str = MEMORY, say: Say = silent
) -> tuple[MicroAnalysis | None, tuple[Finding, ...]]:
    """Check a workbook or a folder to the end: the file, its cells, and whether every line can be priced.

    Args:
        source: An ``.xlsx`` file, or a folder of Parquet or CSV files in the columns of the workbook.
        carry: Under current prices, index a missing price.
        bounded: Read a workbook in a child process with a bound on time and memory.
        memory: How much memory the tables of a folder may take, such as ``4GB``.
        say: Is told each step, in Dutch.

    Returns:
        The analysis, or None where there are errors; and every finding. The lines of a folder are gone from
        the analysis.

    Raises:
        UsageError: There is no such file.
    """
    with ExitStack() as opened:
        return analysis_of(source, carry, bounded, memory, say, opened)


def check_all(
    source: Path,
    *,
    carry: bool = False,
    bounded: bool = False,
    memory: str = MEMORY,
    say: Say = silent,
    today: date | None = None,
    most: int = 10,
    ahead: bool = True,
    tables: bool = False,
) -> CheckUp:
    """Check as ``check`` does, give the lines that weigh most, and say what a public report will show.

    Args:
        source: An ``.xlsx`` file, or a folder of Parquet or CSV files in the columns of the workbook.
        carry: Under current prices, index a missing price.
        bounded: Read a workbook in a child process with a bound on time and memory.
        memory: How much memory the tables of a folder may take, such as ``4GB``.
        say: Is told each step, in Dutch.
        today: Day on which is checked, for what only the clock can tell.
        most: How many lines.
        ahead: Whether to say what a public report will show; that takes as long as deciding it.
        tables: With that, whether to say of which tables most will be hidden; of more cases than
            ``MANY_CASES`` it is not, for it takes as long as the report.

    Raises:
        UsageError: There is no such file.
    """
    with ExitStack() as opened:
        analysis, findings = analysis_of(source, carry, bounded, memory, say, opened)
        if analysis is None:
            return CheckUp(None, findings)
        found = tuple(sort_findings({*findings, *after_is_over(analysis, today), *other_prices(analysis)}))
        heaviest = heaviest_lines(analysis, most)
        if not ahead:
            return CheckUp(analysis, found, heaviest)
        say("vooruitkijken naar het rapport")
        foresight = foresee(analysis)
        is_small = analysis.delivery.n_cases <= MANY_CASES
        hidden = _hidden(analysis) if tables and is_small and not foresight.is_refused else ()
        return CheckUp(analysis, found, heaviest, foresight, hidden)


def _hidden(analysis: MicroAnalysis) -> tuple[Finding, ...]:
    """Give the warning that the maker of the report gets, in the same words."""
    try:
        return mostly_hidden(analysis.publish().results)
    except PublicationRefusedError:
        return ()


def analysis_of(
    source: Path, carry: bool, bounded: bool, memory: str, say: Say, opened: ExitStack
) -> tuple[MicroAnalysis | None, tuple[Finding, ...]]:
    """Read, check and analyse; the lines of a folder are there as long as what is opened stays open.

    Args:
        source: An ``.xlsx`` file, or a folder of Parquet or CSV files in the columns of the workbook.
        carry: Under current prices, index a missing price.
        bounded: Read a workbook in a child process with a bound on time and memory.
        memory: How much memory the tables of a folder may take, such as ``4GB``.
        say: Is told each step, in Dutch.
        opened: Where what is opened goes.

    Raises:
        UsageError: There is no such file.
    """
    tariffs = Tariffs.load()
    if is_lake(source):
        if bounded:
            raise UsageError("--veilig is voor een werkmap. Laat het weg bij een map met bestanden.")
        from maatschappelijk_rendement.intake.doors.folder import open_lake

        try:
            delivered = opened.enter_context(open_lake(source, tariffs, memory=memory, say=say)).delivery
            say("regels prijzen en vergelijken")
            analysis = analyse(delivered, tariffs, carry=carry)
        except InputError as error:
            return None, error.findings
        return analysis, tuple(sort_findings(analysis.findings))
    import pandas as pd

    # As objects of Python the texts of a workbook take less time and memory than as those of Arrow, which
    # pandas takes where that is installed.
    opened.enter_context(pd.option_context("mode.string_storage", "python"))
    say("werkmap lezen")
    survey = survey_bounded(source) if bounded else survey_workbook(source, tariffs=tariffs)
    say("regels prijzen en vergelijken")
    try:
        if survey.delivery is not None:
            analysis = analyse(survey.delivery, tariffs, carry=carry)
            return analysis, tuple(sort_findings(analysis.findings))
        if survey.sound is not None and len(survey.sound.cases):
            # The rows without an error are priced too, so that a missing price is said in the same run.
            price(survey.sound, tariffs, carry=carry)
    except InputError as error:
        return None, tuple(sort_findings({*error.findings, *survey.findings}))
    return None, survey.findings
