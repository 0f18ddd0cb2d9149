"""The same results for one reader: the municipality, the health insurer, or the residents themselves.

A page for a reader begins with what is about that reader, leaves other things out and computes nothing: its
totals are those of the main report.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from maatschappelijk_rendement.domain.vocabulary import Payer
from maatschappelijk_rendement.report.cells import euro, euros
from maatschappelijk_rendement.report.document import Block, Bullets, ReportDocument, Section
from maatschappelijk_rendement.report.headlines import NAMES
from maatschappelijk_rendement.report.layouts import MDO, show
from maatschappelijk_rendement.report.resident import resident_page
from maatschappelijk_rendement.report.rows import (
    first,
    ordered,
    select,
    total_delta,
)
from maatschappelijk_rendement.report.summary import NO_CAUSE
from maatschappelijk_rendement.report.wording import absent
from maatschappelijk_rendement.results import costs
from maatschappelijk_rendement.results.balance import BALANCE
from maatschappelijk_rendement.results.balance import MDO as MDO_POST
from maatschappelijk_rendement.results.balance import PROGRAMME as PROGRAMME_POST
from maatschappelijk_rendement.results.sections import PRICES, PROGRAMME
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TOTAL


class Reader(StrEnum):
    """Who a page is for."""

    MUNICIPALITY = "gemeente"
    INSURER = "verzekeraar"
    RESIDENT = "bewoner"


PARTIES = {Reader.MUNICIPALITY: Payer.GEMEENTE.value, Reader.INSURER: Payer.ZORGVERZEKERAAR.value}


def report_for(reader: Reader, report: ReportDocument, results: Results) -> ReportDocument:
    """Make the report of one reader out of the main report.

    Args:
        reader: Who it is for.
        report: The main report.
        results: Published results (the content of ``resultaten.json``).

    Returns:
        A shorter report with the same title, warnings and figures.
    """
    if reader is Reader.RESIDENT:
        sections: tuple[Section, ...] = (Section("kort", "Wat hebben we gezien?", resident_page(results)),)
    else:
        main = {section.name: section for section in report.sections}
        own = Section("partij", f"Wat betekent dit voor de {PARTIES[reader]}", _for_party(reader, results))
        streams = Section("stromen", "Kosten per stroom", _streams(reader, results))
        who, *others = main["samenvatting"].blocks  # who and when; then the first page, and the sentences
        words = tuple(block for block in others if isinstance(block, Bullets))
        whole = Section("samenvatting", "Alle partijen samen", (who, *words))
        sections = (own, streams, whole, main["onzekerheid"], main["grenzen"])
    subtitle = f"{report.subtitle}. Voor de {reader.value}"
    return replace(report, subtitle=subtitle, sections=sections)


def _for_party(reader: Reader, results: Results) -> tuple[Block, ...]:
    party = PARTIES[reader]
    row = first(results.of(costs.PARTIES), partij=party)
    blocks: list[Block] = [Bullets(_said(party, row, results))]
    if row is not None:
        title = f"Wat de {party} investeert en wat bij haar minder kost (bestaande casussen)"
        blocks.append(show(costs.PARTIES, [row], title=title))
    posts = select(results.of(PROGRAMME), financier=party)
    if posts:
        blocks.append(show(PROGRAMME, posts, title=f"Wat de {party} betaalt aan het programma"))
    return tuple(blocks)


def _said(party: str, row: costs.OfParty | None, results: Results) -> tuple[str, ...]:
    """Say what a party pays more and less, and over whom."""
    if row is None:
        return (f"In deze cijfers staat geen bedrag van de {party}.",)
    number = results.settings.n_existing
    whom = "de bestaande casussen" if number is None else f"{number} bestaande casussen"
    known = total_delta(results, "bestaand")
    unknown = " Niet alle stromen zijn bekend." if known and known.status == "onvolledig" else ""
    invested = "MDO, programma en stromen waarin zij meer betaalt"
    missing = [
        NAMES[post.post]
        for post in select(results.of(BALANCE), partij=TOTAL, status="onbekend")
        if post.post in (MDO_POST, PROGRAMME_POST)
    ]
    without = f" Niet opgegeven, en dus onbekend: {' en '.join(missing)}." if missing else ""
    said = [
        f"Wat de {party} investeert ({invested}): {_amount(row, 'investeert_eur', row.invests)}.{without}",
        f"Wat de {party} minder betaalt in andere stromen: {_amount(row, 'profiteert_eur', row.gains)}.",
        f"Dit gaat over {whom}.{unknown} {NO_CAUSE}",
    ]
    if row.receives:
        said.insert(2, f"Wat de {party} aan inkomen ontvangt: {_amount(row, 'ontvangt_eur', row.receives)}.")
    return tuple(said)


def _amount(row: costs.OfParty, key: str, cents: int | None) -> str:
    return euro(euros(cents)) if cents is not None else absent(row, key)


def _streams(reader: Reader, results: Results) -> tuple[Block, ...]:
    """Give the streams in which a party pays first, where that is known, then all of them together."""
    party = PARTIES[reader]
    rows = ordered(select(results.of(costs.DIFFERENCES), moment="na", groep="bestaand", wijk="totaal"))
    paid = {
        price.stream
        for price in results.of(PRICES)
        for use in price.uses
        if use.used_for == "hulp" and use.payer == party
    }
    if paid:
        rows = [row for row in rows if row.stream in paid]
    whose = f"waarin de {party} betaalt" if paid else "van alle partijen samen"
    table = show(
        costs.DIFFERENCES,
        rows,
        name="verschil-lezer",
        title=f"Verschil in kosten in de stromen {whose} (bestaande casussen)",
        without="moment groep wijk in_venster_eur bi95_laag_eur bi95_hoog_eur n_gestegen n_gedaald n_gelijk "
        "som_zonder_grootste_eur mediaan_eur",
    )
    others = " In een stroom kunnen ook anderen betalen." if paid else ""
    note = f"Verschil is na min voor: een daling heeft een minteken.{others} {costs.PARTS_NOTE}"
    return replace(table, note=note), show(MDO, [results.mdo])
