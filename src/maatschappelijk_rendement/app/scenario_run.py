"""The scenario job: a TOML file in, a report, a workbook with formulas and JSON out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.compared import render_comparison
from maatschappelijk_rendement.sharing.comparison import compare_contracts
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


def run_comparison(scenario_files: Sequence[Path], output_folder: Path) -> list[Path]:
    """Put contracts side by side and write the four files, all or none.

    Args:
        scenario_files: Two to twelve TOML files with the same outcome and another contract.
        output_folder: Where the files go; made when it does not exist.

    Returns:
        The files written: ``vergelijking.html``, ``.xlsx``, ``.json`` and ``.csv``.

    Raises:
        InputError: A file has problems; carries all of them. Nothing is written.
        UsageError: The outcomes differ, or a contract asks for a figure that is not there.
        OutputError: The files cannot be written; the old ones are kept.
    """
    return save(render_comparison(compare_contracts(*scenario_files)), output_folder)
