"""The scenario job: a contract in, with its outcome or with cases; its report out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis, analyse
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.sharing.contract import Contract, QualityRule
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

UNANSWERED = (
    "Kwaliteit is in dit contract een poort. Of die open is, staat nergens: geef met met_quality_standard "
    "aan of de standaard is gehaald, en anders met met_alternative_standard of de andere is gehaald."
)


def run_scenario(
    scenario_file: Path, output_folder: Path, cases_file: Path | None = None
) -> tuple[list[Path], Sequence[Finding]]:
    """Compute a scenario and write its three files, all or none.

    Args:
        scenario_file: TOML file with the contract and the outcome; see ``voorbeelden/scenario_wijk.toml``.
        output_folder: Where the files go; made when it does not exist.
        cases_file: A workbook with cases that gives the outcome; the file then names no amounts by stream.

    Returns:
        The files written (``scenario.html``, ``.xlsx`` and ``.json``), and what deserves a look in the cases.

    Raises:
        InputError: The file has problems; carries all of them. Nothing is written.
        WorkbookError: The cases have errors; carries all of them.
        UsageError: The contract asks for a figure that the scenario lacks.
        OutputError: The files cannot be written; the old ones are kept.
    """
    if cases_file is None:
        return save(render(evaluate(read_scenario(scenario_file))), output_folder), ()
    analysis = analyse(read_workbook(cases_file))
    made = read_scenario(scenario_file, cases=case_outcome(analysis))
    return save(render(evaluate(made)), output_folder), analysis.findings


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
        ('17.0%', {'inkomensoverdracht'})
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
        )
    )
