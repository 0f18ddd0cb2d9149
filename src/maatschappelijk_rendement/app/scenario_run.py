"""The scenario job: a TOML file in, a report, a workbook, JSON and tables out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.audit import mark_file
from maatschappelijk_rendement.report.scenario.compared import render_comparison
from maatschappelijk_rendement.report.scenario.tidy import TIDY_NAMES, draw_files, tidy_files
from maatschappelijk_rendement.sharing.comparison import compare_contracts
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.scenario_file import read_scenario


def run_scenario(scenario_file: Path, output_folder: Path, *, with_draws: bool = False) -> list[Path]:
    """Compute a scenario and write its files, all or none.

    Args:
        scenario_file: TOML file with the contract and the outcome; see ``voorbeelden/scenario_wijk.toml``.
        output_folder: Where the files go; made when it does not exist.
        with_draws: Also write every draw.

    Returns:
        The files written: ``scenario.html``, ``scenario.xlsx``, ``scenario.json``, ``scenario-bestuur.html``
        and the tidy tables.

    Raises:
        InputError: The file has problems; carries all of them. Nothing is written.
        UsageError: The contract asks for a figure that the scenario lacks.
        OutputError: The files cannot be written; the old ones are kept.
    """
    evaluation = evaluate(read_scenario(scenario_file))
    agreement = evaluation.scenario.agreement
    triangles = () if agreement is None else agreement.triangle_files
    sources = [
        mark_file("afspraak", scenario_file),
        *(mark_file("driehoek", scenario_file.parent / name) for name in triangles),
    ]
    files = render(evaluation, sources) | tidy_files(evaluation)
    if with_draws:
        files |= draw_files(evaluation)
    return save(files, output_folder, outdated=TIDY_NAMES)


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
