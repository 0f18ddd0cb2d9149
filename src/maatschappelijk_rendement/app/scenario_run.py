"""The scenario job: a TOML file in, a report, a workbook with formulas and JSON out, or nothing."""

from __future__ import annotations

from pathlib import Path

from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.scenario_file import read_scenario


def run_scenario(scenario_file: Path, output_folder: Path) -> list[Path]:
    """Compute a scenario and write its three files, all or none.

    Args:
        scenario_file: TOML file with the contract and the outcome; see ``voorbeelden/scenario_wijk.toml``.
        output_folder: Where the files go; made when it does not exist.

    Returns:
        The files written: ``scenario.html``, ``scenario.xlsx`` and ``scenario.json``.

    Raises:
        InputError: The file has problems; carries all of them. Nothing is written.
        UsageError: The contract asks for a figure that the scenario lacks.
        OutputError: The files cannot be written; the old ones are kept.
    """
    return save(render(evaluate(read_scenario(scenario_file))), output_folder)
