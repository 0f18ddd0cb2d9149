"""The job of a wijk: a card in, a report out, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maatschappelijk_rendement.app.health_join import HealthJoin
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.domain.card import Card
from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.cards import read_card
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.report.save import save
from maatschappelijk_rendement.report.wijk import FORMATS, USUAL, render
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.wijk.card_wijk import value_card

OTHER_MUNICIPALITY = "De casussen zijn van een andere gemeente dan de kaart. Kies de werkmap van deze."
OTHER_WIJK = (
    "De casussen zijn niet alleen van de wijk van de kaart. Zet in een kopie van de werkmap alleen casussen "
    "van deze wijk, en begin de naam van een deel van de wijk met de naam van de wijk."
)
NO_WIJK = "Dit is geen kaart van een wijk. Maak er een met mr sjabloon wijk.xlsx --soort wijk."


def run_wijk(
    card_file: Path,
    output_folder: Path,
    formats: Sequence[str] = USUAL,
    cases_file: Path | None = None,
    health_file: Path | None = None,
) -> tuple[list[Path], Sequence[Finding]]:
    """Compute a card of a wijk and write its report, all files or none.

    Args:
        card_file: The workbook; see ``mr sjabloon --soort wijk``.
        output_folder: Where the files go; made when it does not exist.
        formats: Any of ``html``, ``xlsx``, ``docx``, ``pdf``.
        cases_file: A workbook with cases of the same wijk; only what may be published of it is joined.
        health_file: A series of ``mr opendata ggd``; it fills sheet Gezondheid where the card has no row.

    Returns:
        The files written (``wijkrapport.<format>`` and ``wijkrapport.json``), and what deserves a look.

    Raises:
        WorkbookError: The card has errors; carries all of them. Nothing is written.
        InputError: The series is of another wijk, municipality or subject; nothing is written.
        UsageError: It is a card of a valuation, or the cases are of another municipality or wijk.
        PublicationRefusedError: Of the cases too little may be shown.
        OutputError: The files cannot be written; the old ones are kept.
    """
    join = None if health_file is None else HealthJoin(health_file)
    card = read_card(card_file, more=join)
    if card.kind is not CardKind.WIJK:
        raise UsageError(NO_WIJK)
    cases, of_cases = _published(card, cases_file) if cases_file else (None, ())
    files = render(value_card(card, cases), formats)
    outdated = [f"wijkrapport.{name}" for name in FORMATS]
    return save(files, output_folder, outdated=outdated), (
        *card.warnings,
        *of_cases,
        *(join.findings if join else ()),
    )


def _published(card: Card, cases_file: Path) -> tuple[Results, Sequence[Finding]]:
    """Give what may be published of the cases of the wijk, and what deserves a look in them."""
    analysis = analyse(read_workbook(cases_file))
    results = analysis.publish().results
    if fold(results.settings.municipality) != fold(card.settings["municipality"]):
        raise UsageError(OTHER_MUNICIPALITY)
    wijk = fold(card.settings["wijk"])
    if not all(wijk in fold(name) or fold(name) in wijk for name in results.settings.wijken):
        raise UsageError(OTHER_WIJK)
    return results, analysis.findings
