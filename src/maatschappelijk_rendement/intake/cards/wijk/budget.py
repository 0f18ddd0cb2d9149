"""Checks of the sheets of a budget: definitions for every partner, totals that match, prices for hours."""

from __future__ import annotations

from decimal import Decimal

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.tariffs.indices import known_years
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.domain.wijk_sheets.budget import (
    BUDGET,
    DEFINITIONS,
    GROWTH,
    LUMP_SUMS,
    RISK_SHARES,
    TOTALS,
)
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.places import once, within_years
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

MOST_ASSUMPTIONS = 6
_AMOUNTS = ("budgeted", "realised", "budgeted_hours", "realised_hours", "people")


def check_budget(raw: RawCard, found: CollectedFindings) -> None:
    """Check every sheet of the budget."""
    for table in (DEFINITIONS, BUDGET, LUMP_SUMS, GROWTH, RISK_SHARES):
        once(raw, table, found)
    for table in (BUDGET, LUMP_SUMS):
        within_years(raw, table, found)
    _definitions(raw, found)
    _totals(raw, found)
    _lump_sums(raw, found)
    _growth(raw, found)
    _shares(raw, found)


def _definitions(raw: RawCard, found: CollectedFindings) -> None:
    posts = {_post(row): row for row in raw.rows.get(DEFINITIONS.sheet, ())}
    partners = {partner for partner, _ in posts}
    compared = bool(raw.rows.get(LUMP_SUMS.sheet))
    for row in raw.rows.get(BUDGET.sheet, ()):
        if "partner" not in row.values or "term" not in row.values:
            continue
        if _post(row)[0] not in partners:
            text = "Deze partner heeft geen enkele definitie."
            advice = "Zet op blad Definities wat zijn posten zijn: doel, stroom en uren."
            found.error(BUDGET.sheet, row.cells["partner"], "partner_zonder_definitie", text, advice)
            continue
        definition = posts.get(_post(row))
        if definition is None:
            text = "Deze post heeft geen definitie. Hij telt mee, en staat apart als niet te vertalen."
            found.warning(
                *(BUDGET.sheet, row.cells["term"], "post_zonder_definitie", text),
                "Zet de post op blad Definities.",
            )
        has_hours = "budgeted_hours" in row.values or "realised_hours" in row.values
        if compared and has_hours and (definition is None or "hour_price" not in definition.values):
            text = "Hier staan uren zonder prijs; zo is niet te zeggen wat PxQ had gekost."
            cell = row.cells["realised_hours" if "realised_hours" in row.values else "budgeted_hours"]
            found.error(BUDGET.sheet, cell, "uren_zonder_prijs", text, "Vul uurprijs in op blad Definities.")
        if not any(name in row.values for name in _AMOUNTS):
            text = "Deze regel heeft geen enkel getal."
            found.error(BUDGET.sheet, row.cells["budgeted"], "regel_leeg", text, "Vul een getal in.")


def _totals(raw: RawCard, found: CollectedFindings) -> None:
    for total in raw.rows.get(TOTALS.sheet, ()):
        own = [
            row
            for row in raw.rows.get(BUDGET.sheet, ())
            if ("year" not in total.values or row.get("year") == total.get("year"))
            and ("partner" not in total.values or fold(row.get("partner", "")) == fold(total.get("partner")))
        ]
        for name in ("budgeted", "realised"):
            if name not in total.values:
                continue
            if any(name not in row.values for row in own):
                text = "Dit totaal is niet na te tellen: van een post is het bedrag niet bekend."
                found.warning(
                    TOTALS.sheet, total.cells[name], "som_onbekend", text, "Vul het bedrag van elke post in."
                )
            elif sum((row.get(name) for row in own), Decimal(0)) != total.get(name):
                text = "Dit totaal is niet gelijk aan de som van de posten."
                advice = "Kijk het totaal en de posten van dit jaar en deze partner na."
                found.error(TOTALS.sheet, total.cells[name], "som_ongelijk", text, advice)


def _lump_sums(raw: RawCard, found: CollectedFindings) -> None:
    rows = sorted(
        (row for row in raw.rows.get(LUMP_SUMS.sheet, ()) if "year" in row.values),
        key=lambda row: row.get("year"),
    )
    if not rows:
        return
    posts = raw.rows.get(BUDGET.sheet, ())
    first = int(rows[0].get("year"))
    before = sorted(
        {int(row.get("year")) for row in posts if "year" in row.values and row.get("year") < first}
    )
    if not any(_is_real(posts, year) for year in before[-1:]):
        text = f"Van {first - 1} is niet van elke post bekend wat hij werkelijk kostte."
        advice = "Zet het jaar voor de lumpsum op blad Begroting: daarmee wordt vergeleken."
        found.error(LUMP_SUMS.sheet, rows[0].cells["year"], "geen_eerder_jaar", text, advice)
    for place, row in enumerate(rows):
        year = int(row.get("year"))
        if place and year != int(rows[place - 1].get("year")) + 1:
            text = "Tussen dit jaar en het jaar ervoor mist een jaar."
            found.error(LUMP_SUMS.sheet, row.cells["year"], "jaar_mist", text, "Geef elk jaar een regel.")
        if "amount" in row.values:
            continue
        _grown(row, place, before, found)
        if row.get("is_rebased") == "ja" and not (place and _is_real(posts, year - 1)):
            text = "Herijken kan niet: wat het vorige jaar werkelijk kostte, is niet van elke post bekend."
            advice = "Vul op blad Begroting werkelijk in, of zet het bedrag zelf op dit blad."
            found.error(LUMP_SUMS.sheet, row.cells["is_rebased"], "herijken_zonder_jaar", text, advice)


def _grown(row: CardRow, place: int, before: list[int], found: CollectedFindings) -> None:
    """Check that an empty amount says how it grows, by an index that is known for the years it needs."""
    year = int(row.get("year"))
    if "index" not in row.values and "growth" not in row.values:
        text = "Dit bedrag is leeg, en er staat niet hoe het meegroeit."
        found.error(
            LUMP_SUMS.sheet, row.cells["amount"], "groei_onbekend", text, "Vul lumpsum, index of groei in."
        )
    if "index" in row.values:
        from_years = [year - 1] if place else before
        known = known_years(str(row.get("index")))
        if not {*from_years, year} <= known:
            text = "Voor dit jaar, of een jaar waarvandaan het meegroeit, is deze index niet bekend."
            listed = f"{min(known)} tot en met {max(known)}"
            advice = f"Bekend is {listed}. Kies een andere index, of vul groei in met een eigen bron."
            found.error(LUMP_SUMS.sheet, row.cells["index"], "indexjaar_onbekend", text, advice)


def _growth(raw: RawCard, found: CollectedFindings) -> None:
    rows = raw.rows.get(GROWTH.sheet, ())
    for row in rows:
        given = [row.get(name) for name in ("low", "middle", "high")]
        if None not in given and given != sorted(given):
            text = "Laag, midden en hoog staan niet in die volgorde."
            found.error(GROWTH.sheet, row.cells["low"], "volgorde", text, "Wissel de getallen om.")
    for row in rows[MOST_ASSUMPTIONS:]:
        text = f"Er zijn meer dan {MOST_ASSUMPTIONS} aannames over groei."
        found.error(GROWTH.sheet, row.cells["name"], "te_veel_aannames", text, "Voeg er een paar samen.")


def _shares(raw: RawCard, found: CollectedFindings) -> None:
    rows = raw.rows.get(RISK_SHARES.sheet, ())
    if not rows or any("share" not in row.values for row in rows):
        return
    if sum(row.get("share") for row in rows) != 1:
        text = "De aandelen zijn samen niet precies 1."
        found.error(
            RISK_SHARES.sheet,
            rows[0].cells["share"],
            "aandelen_geen_1",
            text,
            "Verdeel precies 1, zoals 0,4 en 0,6.",
        )
    named = {fold(row.get("partner", "")) for row in rows}
    partners = {fold(row.get("partner", "")) for row in raw.rows.get(BUDGET.sheet, ())}
    if named != partners:
        text = "De partners op dit blad zijn niet die van blad Begroting."
        found.error(
            *(RISK_SHARES.sheet, rows[0].cells["partner"], "partners_ongelijk", text),
            "Geef elke partner een aandeel; 0 mag.",
        )


def _is_real(posts: tuple[CardRow, ...] | list[CardRow], year: int) -> bool:
    """Say whether of every post of a year the real amount is known, and there is one."""
    own = [row for row in posts if row.get("year") == year]
    return bool(own) and all("realised" in row.values for row in own)


def _post(row: CardRow) -> tuple[str, str]:
    return fold(row.get("partner", "")), fold(row.get("term", ""))
