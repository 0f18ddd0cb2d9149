"""The same results for one reader: the municipality, the health insurer, or the residents themselves.

A page for a reader leaves things out and computes nothing: its totals are those of the main report.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from maatschappelijk_rendement.report import layouts
from maatschappelijk_rendement.report.cells import euro, grade
from maatschappelijk_rendement.report.document import Block, Bullets, Paragraph, Report, Section
from maatschappelijk_rendement.report.rows import (
    MAIN_INSTRUMENT,
    Results,
    is_shown,
    main_instrument,
    mean_score,
    ordered,
    select,
    total_delta,
)
from maatschappelijk_rendement.report.wording import months, residents
from maatschappelijk_rendement.vocabulary import Payer


class Reader(StrEnum):
    """Who a page is for."""

    MUNICIPALITY = "gemeente"
    INSURER = "verzekeraar"
    RESIDENT = "bewoner"


PARTIES = {Reader.MUNICIPALITY: Payer.GEMEENTE.value, Reader.INSURER: Payer.ZORGVERZEKERAAR.value}


def report_for(reader: Reader, report: Report, results: Results) -> Report:
    """Make the report of one reader out of the main report.

    Args:
        reader: Who it is for.
        report: The main report.
        results: Published results (the content of ``resultaten.json``).

    Returns:
        A shorter report with the same title, warnings and figures.
    """
    if reader is Reader.RESIDENT:
        sections: tuple[Section, ...] = (Section("kort", "Wat hebben we gezien?", _for_residents(results)),)
    else:
        main = {section.name: section for section in report.sections}
        own = Section("partij", f"Wat betekent dit voor de {PARTIES[reader]}", _for_party(reader, results))
        sections = (main["samenvatting"], own, main["onzekerheid"], main["grenzen"])
    subtitle = f"{report.subtitle}. Voor de {reader.value}"
    return replace(report, subtitle=subtitle, sections=sections)


def _for_party(reader: Reader, results: Results) -> tuple[Block, ...]:
    party = PARTIES[reader]
    rows = select(results["partijen"], partij=party)
    streams = select(results["verschil"], moment="na", groep="bestaand", wijk="totaal")
    blocks: list[Block] = []
    if rows:
        title = f"Wat de {party} investeert en wat bij haar minder kost (bestaande casussen)"
        blocks.append(layouts.PARTIES.table(rows, title=title))
    else:
        blocks.append(Paragraph(f"In deze cijfers staat geen bedrag van de {party}."))
    blocks.append(
        layouts.DELTAS.table(
            ordered(streams),
            name="verschil-lezer",
            title="Verschil in kosten per stroom, alle partijen samen (bestaande casussen)",
            without="moment groep wijk n_gestegen n_gedaald n_gelijk som_zonder_grootste_eur mediaan_eur",
        )
    )
    blocks.append(layouts.MDO.table([results["mdo"]]))
    return tuple(blocks)


def _for_residents(results: Results) -> tuple[Block, ...]:
    """Say it in half a page of plain Dutch (B1)."""
    setting = results["analyse"]
    period = months(setting["periode_maanden"])
    is_estimate = setting["basis_na"] == "raming"
    estimate = " De kosten na het gesprek zijn een schatting." if is_estimate else ""
    return (
        Paragraph(
            f"In {setting['gemeente']} praten bewoners en hulpverleners samen aan tafel over hulp. Zo'n "
            "gesprek heet een MDO. De bewoner zit er zelf bij. Samen maken zij een plan."
        ),
        Paragraph(
            f"Wij keken naar de {period} voor het gesprek en de {period} erna. Wat kostten zorg, hulp en "
            f"uitkeringen? En hoe ging het met de bewoners?{estimate}"
        ),
        Bullets((_costs(results, "bestaand"), _costs(results, "nieuw"), _wellbeing(results))),
        Paragraph(
            "Weten we nu zeker dat dit door het gesprek komt? Nee. We zien wat er veranderde. We weten niet "
            "waardoor. Zonder het gesprek kon er ook iets veranderen."
        ),
        Paragraph(
            "We laten alleen cijfers zien van groepen, nooit van een persoon. Gaat een cijfer over te weinig "
            "mensen? Dan laten we het weg."
        ),
    )


WHO = {
    "bestaand": "Bewoners die al hulp kregen",
    "nieuw": "Bewoners van wie de hulp pas begon",
}


def _costs(results: Results, group: str) -> str:
    who = WHO[group]
    row = total_delta(results, group)
    if row is None:
        return f"{who}: die waren er niet."
    if not is_shown(row, "som_eur"):
        return f"{who}: hoe de kosten veranderden, laten we niet zien of weten we niet."
    total = Decimal(row["som_eur"])
    if total == 0:
        return f"{who}: de kosten bleven samen gelijk."
    word = "hoger" if total > 0 else "lager"
    return f"{who}: de kosten zijn samen {euro(abs(total))} {word} dan voor het gesprek."


def _wellbeing(results: Results) -> str:
    instrument = main_instrument(results)
    if instrument is None:
        return "Hoe het met de bewoners ging, is niet gemeten."
    if instrument != MAIN_INSTRUMENT:
        return "Hoe het met de bewoners ging, staat in het hele rapport."
    before, after = (mean_score(results, moment, instrument) for moment in ("voor", "na"))
    if not (is_shown(before, "gemiddelde") and is_shown(after, "gemiddelde")):
        return "Hoe het met de bewoners ging, laten we niet zien of weten we niet."
    first, then = (
        f"{grade(Decimal(row['gemiddelde']))} ({residents(row['n_bewoners'])})" for row in (before, after)
    )
    return f"Hoe gaat het met u? Bewoners gaven daar eerst gemiddeld een {first} voor en daarna een {then}."
