"""The job of a wijk: a card in, a report out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.intake.cards import read_card
from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.wijk import FORMATS, USUAL, render
from maatschappelijk_rendement.wijk.card_wijk import value_card

NO_WIJK = "Dit is geen kaart van een wijk. Maak er een met mr sjabloon wijk.xlsx --soort wijk."


def run_wijk(
    card_file: Path,
    output_folder: Path,
    formats: Sequence[str] = USUAL,
) -> tuple[list[Path], Sequence[Finding]]:
    """Compute a card of a wijk and write its report, all files or none.

    Args:
        card_file: The workbook; see ``mr sjabloon --soort wijk``.
        output_folder: Where the files go; made when it does not exist.
        formats: Any of ``html``, ``xlsx``, ``docx``, ``pdf``.

    Returns:
        The files written (``wijkrapport.<format>`` and ``wijkrapport.json``), and what deserves a look.

    Raises:
        WorkbookError: The card has errors; carries all of them. Nothing is written.
        UsageError: It is a card of a valuation.
        OutputError: The files cannot be written; the old ones are kept.
    """
    card = read_card(card_file)
    if card.kind is not CardKind.WIJK:
        raise UsageError(NO_WIJK)
    files = render(value_card(card), formats)
    outdated = [f"wijkrapport.{name}" for name in FORMATS]
    return save(files, output_folder, outdated=outdated), card.warnings
