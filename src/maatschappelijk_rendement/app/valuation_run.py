"""The valuation job: a card in, a report, a workbook with formulas and JSON out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from maatschappelijk_rendement.app.card_cases import rows_of_cases
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.intake.cards import read_card
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.valuation import render
from maatschappelijk_rendement.valuation.card_value import value_card


def run_valuation(
    card_file: Path, output_folder: Path, cases_file: Path | None = None
) -> tuple[list[Path], Sequence[Finding]]:
    """Compute a card and write its three files, all or none.

    Args:
        card_file: The workbook; see ``mr sjabloon --soort``.
        output_folder: Where the files go; made when it does not exist.
        cases_file: A workbook with cases, as a source of rows: of a business case what may be published, of
            an effect calculator each case by itself.

    Returns:
        The files written (``waardering.html``, ``.xlsx`` and ``.json``), and what deserves a look.

    Raises:
        WorkbookError: The card has errors; carries all of them. Nothing is written.
        UsageError: It is the card of a wijk, or cases do not go with it.
        OutputError: The files cannot be written; the old ones are kept.
    """
    more, of_cases = None, tuple[Finding, ...]()
    if cases_file is not None:
        analysis = analyse(read_workbook(cases_file))
        more, of_cases = partial(rows_of_cases, analysis), analysis.findings
    card = read_card(card_file, more=more)
    if card.kind is CardKind.WIJK:
        raise UsageError("Dit is een kaart van een wijk. Gebruik mr wijk.")
    return save(render(value_card(card)), output_folder), (*card.warnings, *of_cases)
