"""The scenario job: a contract in, with its outcome or with cases; its report out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.publication.prices import prices
from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.audit import InputMark, mark_file
from maatschappelijk_rendement.report.scenario.compared import YEARS_CSV, render_comparison
from maatschappelijk_rendement.report.scenario.tidy import TIDY_NAMES, draw_files, tidy_files
from maatschappelijk_rendement.results.sections import Price
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome
from maatschappelijk_rendement.sharing.comparison import compare_contracts
from maatschappelijk_rendement.sharing.contract import Contract, QualityRule
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

UNANSWERED = (
    "Kwaliteit is in dit contract een poort. Of die open is, staat nergens: geef met met_quality_standard "
    "aan of de standaard is gehaald, en anders met met_alternative_standard of de andere is gehaald."
)


def run_scenario(
    scenario_file: Path,
    output_folder: Path,
    cases_file: Path | None = None,
    *,
    with_draws: bool = False,
) -> tuple[list[Path], Sequence[Finding]]:
    """Compute a scenario and write its files, all or none.

    Args:
        scenario_file: TOML file with the contract and the outcome; see ``voorbeelden/scenario_wijk.toml``.
        output_folder: Where the files go; made when it does not exist.
        cases_file: A workbook with cases that gives the outcome; the file then names no amounts by stream.
        with_draws: Also write every draw.

    Returns:
        The files written (``scenario.html``, ``.xlsx`` and ``.json``, ``scenario-bestuur.html`` and the tidy
        tables), and what deserves a look in the cases.

    Raises:
        InputError: The file has problems; carries all of them. Nothing is written.
        WorkbookError: The cases have errors; carries all of them.
        UsageError: The contract asks for a figure that the scenario lacks.
        OutputError: The files cannot be written; the old ones are kept.
    """
    outcome, analysis = _cases(cases_file)
    evaluation = evaluate(read_scenario(scenario_file, cases=outcome))
    sources = _sources(scenario_file, evaluation.scenario, cases_file)
    files = render(evaluation, sources, _prices(analysis)) | tidy_files(evaluation)
    if with_draws:
        files |= draw_files(evaluation)
    return save(files, output_folder, outdated=TIDY_NAMES), _findings(analysis)


def run_comparison(
    scenario_files: Sequence[Path], output_folder: Path, cases_file: Path | None = None
) -> tuple[list[Path], Sequence[Finding]]:
    """Put contracts side by side and write the four files, all or none.

    Args:
        scenario_files: Two to twelve TOML files with the same outcome and another contract.
        output_folder: Where the files go; made when it does not exist.
        cases_file: A workbook with cases that gives the outcome of all of them.

    Returns:
        The files written (``vergelijking.html``, ``.xlsx``, ``.json`` and ``.csv``, over years
        ``vergelijking-jaren.csv`` too), and what deserves a look in the cases.

    Raises:
        InputError: A file has problems; carries all of them. Nothing is written.
        WorkbookError: The cases have errors; carries all of them.
        UsageError: The outcomes differ, or a contract asks for a figure that is not there.
        OutputError: The files cannot be written; the old ones are kept.
    """
    outcome, analysis = _cases(cases_file)
    comparison = compare_contracts(*(read_scenario(path, cases=outcome) for path in scenario_files))
    sources = [
        _sources(path, one, cases_file)
        for path, one in zip(scenario_files, comparison.scenarios, strict=True)
    ]
    files = render_comparison(comparison, sources, _prices(analysis))
    return save(files, output_folder, outdated=[YEARS_CSV]), _findings(analysis)


def _sources(scenario_file: Path, scenario: Scenario, cases_file: Path | None) -> list[InputMark]:
    agreement = scenario.agreement
    triangles = () if agreement is None else agreement.triangle_files
    return [
        mark_file("afspraak", scenario_file),
        *([] if cases_file is None else [mark_file("casussen", cases_file)]),
        *(mark_file("driehoek", scenario_file.parent / name) for name in triangles),
    ]


def _prices(analysis: MicroAnalysis | None) -> Sequence[Price]:
    return () if analysis is None else prices(analysis, Rules(), internal=True)


def _cases(cases_file: Path | None) -> tuple[CaseOutcome | None, MicroAnalysis | None]:
    if cases_file is None:
        return None, None
    analysis = analyse(read_workbook(cases_file))
    return case_outcome(analysis), analysis


def _findings(analysis: MicroAnalysis | None) -> Sequence[Finding]:
    return () if analysis is None else analysis.findings


def scenario(
    result: MicroAnalysis,
    contract: Contract | str | Path,
    *,
    quality: Fraction | None = None,
    met_quality_standard: bool | None = None,
    met_alternative_standard: bool | None = None,
    control_growth: Fraction | None = None,
) -> Evaluation:
    """Settle a contract over the existing cases of a micro-analysis, and split what comes of it.

    Args:
        result: From ``analyse``. Cash and freed capacity are split; income transfers only stand beside them.
        contract: The rules, or a TOML file with them (as ``mr scenario CONTRACT.toml --casussen``), which
            then also answers what follows here.
        quality: Score from 0 to 1, where the contract looks at it.
        met_quality_standard: Whether the quality standard is met; must be said where quality is a gate.
        met_alternative_standard: Whether the alternative standard is met; must be said where the first is
            not.
        control_growth: By which part the cost of the control group grew, for a contract that compares with
            one.

    Returns:
        Settlement, split by each key, break-even and the rest. Its amounts are of a few cases: confidential.

    Raises:
        InputError: The file has problems.
        UsageError: The contract wants a comparison or an answer that is not there.

    Example:
        >>> from fractions import Fraction
        >>> import maatschappelijk_rendement as mr
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> from maatschappelijk_rendement.sharing import Contract
        >>> contract = Contract(name="Proef", source="eigen", share=Fraction(1, 2))
        >>> made = mr.scenario(mr.analyse(ruwaard()), contract).scenario
        >>> f"{float(made.saving_rate):.1%}", {stream.money.value for stream in made.transfers}
        ('17.1%', {'inkomensoverdracht'})
    """
    outcome = case_outcome(result)
    if not isinstance(contract, Contract):
        return evaluate(read_scenario(Path(contract), cases=outcome))
    if contract.quality is QualityRule.GATE and (
        met_quality_standard is None or (not met_quality_standard and met_alternative_standard is None)
    ):
        raise UsageError(UNANSWERED)
    return evaluate(
        Scenario(
            title=f"Gedeelde besparing: {contract.name}",
            is_synthetic=False,
            contract=contract,
            streams=outcome.compared(contract, control_growth),
            persons=outcome.persons,
            quality=quality,
            met_quality_standard=met_quality_standard is not False,
            met_alternative_standard=met_alternative_standard is not False,
            origin=outcome.origin(contract),
            is_confidential=True,
            months=outcome.months,
            is_cut=contract.truncation_cents is not None,
        )
    )
