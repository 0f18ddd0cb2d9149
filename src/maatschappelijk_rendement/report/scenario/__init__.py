"""The report of a scenario: what the contract pays, who gains, what chance does, and the years ahead."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.document import ReportDocument, Section
from maatschappelijk_rendement.report.html import page
from maatschappelijk_rendement.report.json import to_bytes
from maatschappelijk_rendement.report.scenario.account import account
from maatschappelijk_rendement.report.scenario.agreement_years import agreement_years
from maatschappelijk_rendement.report.scenario.audit import InputMark, audit
from maatschappelijk_rendement.report.scenario.board import board_page
from maatschappelijk_rendement.report.scenario.certainty import stream_certainty
from maatschappelijk_rendement.report.scenario.figures import figures
from maatschappelijk_rendement.report.scenario.forms import forms
from maatschappelijk_rendement.report.scenario.high_cost_table import high_cost_table
from maatschappelijk_rendement.report.scenario.live import live_workbook
from maatschappelijk_rendement.report.scenario.marks import marks
from maatschappelijk_rendement.report.scenario.may_it import may_it
from maatschappelijk_rendement.report.scenario.measured import parties, settlement, summary
from maatschappelijk_rendement.report.scenario.outlook import chance, what_if, years
from maatschappelijk_rendement.results.sections import Price
from maatschappelijk_rendement.sharing.evaluation import Evaluation


def document(evaluation: Evaluation) -> ReportDocument:
    """Build the report.

    Args:
        evaluation: The results of a scenario.
    """
    scenario = evaluation.scenario
    sections = (
        Section("samenvatting", "Samenvatting", summary(evaluation)),
        Section("afrekening", "Van daling naar uitkering", settlement(evaluation)),
        Section("partijen", "Wie investeert, wie profiteert", parties(evaluation)),
        Section("grond", "Mag dit geld zo lopen?", may_it(evaluation)),
        Section("toeval", "Is het meer dan toeval?", (*chance(evaluation), *stream_certainty(scenario))),
        Section("hoge-kosten", "Hoge kosten van een casus", high_cost_table(scenario)),
        Section("wat-als", "Wat als het anders loopt?", what_if(evaluation)),
        Section("jaren", "De jaren vooruit", years(evaluation)),
        Section("afspraak-jaren", "De afspraak over jaren", agreement_years(evaluation)),
        Section("betaalvormen", "Dezelfde zorg onder andere betaalvormen", forms(evaluation.forms)),
        Section("verantwoording", "Verantwoording", account(evaluation)),
    )
    return ReportDocument(
        title=scenario.title,
        subtitle=f"Scenario bij het contract '{scenario.contract.name}'",
        marks=marks([scenario]),
        confidential=scenario.is_confidential,
        sections=tuple(section for section in sections if section.blocks),
        version=__version__,
    )


def render(
    evaluation: Evaluation, sources: Sequence[InputMark] = (), prices: Sequence[Price] = ()
) -> dict[str, bytes]:
    """Render a scenario.

    Args:
        evaluation: Its results.
        sources: Marks of the input files, for the account in ``scenario.json``.
        prices: Prices behind the amounts of a caseload, for the same.

    Returns:
        Content by file name: ``scenario.html``, ``scenario.xlsx`` (live formulas), ``scenario.json`` and
        ``scenario-bestuur.html`` (one page for a board).
    """
    report = document(evaluation)
    return {
        "scenario.html": page(report).encode("utf-8"),
        "scenario.xlsx": live_workbook(evaluation, report),
        "scenario.json": to_bytes(
            figures(evaluation) | {"verantwoording": audit(evaluation.scenario, sources, prices)}
        ),
        "scenario-bestuur.html": page(board_page(evaluation)).encode("utf-8"),
    }
