"""What takes more than one cell to see: double counts, mixed prices, unknown parties, nothing put in."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    CARD,
    CASES,
    EFFECTS,
    INVESTMENT,
    INVESTMENT_SHEET,
    PARTIES,
    VALUE_MAP,
    WELLBEING,
    WELLBEING_WORTH,
    WITH,
    WITHOUT,
    CardKind,
)
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, fold
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk import check_wijk
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

# Before this year no Dutch discount rate is known (valuation/rates.toml).
FIRST_DUTCH_RATE = 2009
_YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])")


def check_card(raw: RawCard, found: CollectedFindings) -> None:
    """Run every check over a card and note what is wrong.

    Args:
        raw: What was read.
        found: Where findings go.
    """
    if raw.kind is CardKind.WIJK:
        check_wijk(raw, found)
        return
    _rate(raw, found)
    _price_years(raw, found)
    _not_empty(raw, found)
    _lasting(raw, found)
    _ranges(raw, found)
    _CHECKS[raw.kind](raw, found)


def _rate(raw: RawCard, found: CollectedFindings) -> None:
    cell, own = raw.cells.get("rate", ""), raw.settings.get("rate")
    if own is not None and not _YEAR.search(raw.settings.get("rate_source", "")):
        text = "Deze discontovoet heeft geen bron met een jaar."
        found.error(
            CARD.sheet, cell, "discontovoet_zonder_bron", text, "Vul discontovoet_bron in, met het jaar."
        )
    if own is None and raw.settings.get("rate_source"):
        text = "Er is een bron, maar geen eigen discontovoet: de Nederlandse is gebruikt."
        advice = "Vul discontovoet in, of maak discontovoet_bron leeg."
        found.warning(CARD.sheet, raw.cells["rate_source"], "discontovoet_leeg", text, advice)
    year = raw.settings.get("start_year")
    if own is None and year is not None and year < FIRST_DUTCH_RATE:
        text = "Voor dit startjaar is geen Nederlandse discontovoet bekend."
        place = raw.cells.get("start_year", "")
        found.error(CARD.sheet, place, "discontovoet_onbekend", text, "Vul zelf discontovoet en de bron in.")


def _price_years(raw: RawCard, found: CollectedFindings) -> None:
    year = raw.settings.get("price_year", raw.settings.get("start_year"))
    for sheet, rows in raw.rows.items():
        for row in rows:
            if row.get("price_year", year) != year:
                text = "Dit bedrag is in prijzen van een ander jaar dan de kaart."
                advice = "Breng het bedrag naar het prijspeil van de kaart, of zet dat jaar op blad Kaart."
                found.error(sheet, row.cells["price_year"], "prijspeil_gemengd", text, advice)


def _ranges(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse half a range, and one that does not hold the amount itself."""
    for sheet, rows in raw.rows.items():
        middle = "proxy" if sheet == VALUE_MAP.sheet else "amount"
        for row in rows:
            for name, other in (("low", "high"), ("high", "low")):
                if name not in row.values and other in row.values:
                    text = "Hier staat laag of hoog zonder de andere."
                    place = row.cells.get(name) or row.cells[other]
                    found.error(sheet, place, "bereik_half", text, "Vul allebei in, of laat allebei leeg.")
            values = [row.values[name] for name in ("low", middle, "high") if name in row.values]
            if len(values) == 3 and values != sorted(values):
                text = "Laag, het bedrag zelf en hoog staan niet op volgorde."
                advice = "Zet bij laag het kleinste en bij hoog het grootste; wat u verwacht ligt ertussen."
                found.error(sheet, row.cells["low"], "bereik_volgorde", text, advice)


def _name(text: object) -> str:
    """Give the form in which names of effects are compared: as ``fold``, one space between words."""
    return " ".join(fold(str(text)).split())


def _lasting(raw: RawCard, found: CollectedFindings) -> None:
    """Point at a row that lasts no time: it stands on the card and counts for nothing."""
    for sheet, rows in raw.rows.items():
        for row in rows:
            if row.get("duration") == 0:
                text = "De duur is 0: deze regel telt dan niet mee."
                advice = "Vul in hoeveel jaren dit duurt, of haal de regel weg."
                found.warning(sheet, row.cells["duration"], "duur_nul", text, advice)


def _not_empty(raw: RawCard, found: CollectedFindings) -> None:
    needed = {
        CardKind.SROI: (INVESTMENT_SHEET, VALUE_MAP),
        CardKind.MKBA: (PARTIES, EFFECTS),
        CardKind.EFFECTS: (CASES, ACTIVITIES),
    }
    for table in needed[raw.kind]:
        if table.sheet in raw.rows and not raw.rows[table.sheet]:
            text = f"Blad {table.sheet} heeft geen regels."
            found.error(table.sheet, "A2", "blad_leeg", text, "Vul minstens één regel in.")


def _sroi(raw: RawCard, found: CollectedFindings) -> None:
    paid = raw.rows.get(INVESTMENT_SHEET.sheet, ())
    if paid and not sum(row.get("amount", 0) for row in paid):
        text = "Er is niets geïnvesteerd: zonder investering is er geen ratio."
        found.error(
            INVESTMENT_SHEET.sheet, paid[0].cells["amount"], "geen_investering", text, "Vul de kosten in."
        )
    _from_both(INVESTMENT_SHEET.sheet, paid, found)
    _within_line(raw, INVESTMENT_SHEET.sheet, found)
    _within_line(raw, VALUE_MAP.sheet, found)
    _within_line(raw, WELLBEING.sheet, found)
    for row in raw.rows.get(VALUE_MAP.sheet, ()):
        if sum((row.get(name, Decimal(0)) for name in ("deadweight", "attribution")), Decimal(0)) > 1:
            text = "Deadweight en attributie zijn samen meer dan 1: opgeteld blijft er minder dan niets over."
            advice = "Attributie is het deel van anderen van wat na deadweight overblijft. Verlaag er een."
            found.error(VALUE_MAP.sheet, row.cells["attribution"], "aandelen_te_hoog", text, advice)
    _once(raw, VALUE_MAP.sheet, ("stakeholder", "outcome"), "outcome", found)


def _mkba(raw: RawCard, found: CollectedFindings) -> None:
    parties = raw.rows.get(PARTIES.sheet, ())
    _once(raw, PARTIES.sheet, ("party",), "party", found)
    known = {_name(row.get("party", "")) for row in parties}
    rows = raw.rows.get(EFFECTS.sheet, ())
    for row in rows:
        for name in ("party", "counterparty"):
            if name in row.values and known and _name(row.get(name)) not in known:
                text = "Deze partij staat niet op blad Partijen."
                advice = "Zet haar op blad Partijen, of verbeter de naam."
                found.error(EFFECTS.sheet, row.cells[name], "partij_onbekend", text, advice)
        is_transfer = row.get("money") == MoneyKind.TRANSFER
        if is_transfer and "counterparty" not in row.values:
            text = "Bij een inkomensoverdracht ontbreekt wie haar betaalt."
            found.error(
                EFFECTS.sheet, row.cells["counterparty"], "overdracht_half", text, "Vul van_partij in."
            )
        if "money" in row.values and not is_transfer and "counterparty" in row.values:
            text = "Alleen een inkomensoverdracht komt van een andere partij."
            advice = "Kies geldstroom inkomensoverdracht, of maak deze cel leeg."
            found.error(EFFECTS.sheet, row.cells["counterparty"], "overdracht_half", text, advice)
        if is_transfer and _name(row.get("counterparty", "")) == _name(row.get("party", "-")):
            text = "Deze inkomensoverdracht gaat van een partij naar zichzelf."
            found.error(
                EFFECTS.sheet, row.cells["counterparty"], "overdracht_zelf", text, "Kies de andere partij."
            )
        if row.get("role") == INVESTMENT and row.get("money") == MoneyKind.TRANSFER:
            text = "Een investering is geen inkomensoverdracht."
            found.error(
                EFFECTS.sheet, row.cells["money"], "investering_overdracht", text, "Kies een andere rol."
            )
    if rows and not any(_is_paid(row) for row in rows):
        text = "Er is geen investering: dan is er geen ratio en betaalt niemand."
        advice = "Zet wat de aanpak kost op een regel met rol investering."
        found.error(EFFECTS.sheet, rows[0].cells["role"], "geen_investering", text, advice)
    _from_both(EFFECTS.sheet, tuple(row for row in rows if row.get("role") == INVESTMENT), found)
    _within_line(raw, EFFECTS.sheet, found)
    _within_line(raw, WELLBEING.sheet, found)
    _counted_once(rows, found)
    _wellbeing(rows, found)


def _is_paid(row: CardRow) -> bool:
    """Say whether a row puts something in: an amount that no chance or correction makes nothing of."""
    factors = (row.get("chance", 1), row.get("optimism", 1))
    return bool(row.get("role") == INVESTMENT and row.get("amount") and all(factors))


def _from_both(sheet: str, paid: tuple[CardRow, ...], found: CollectedFindings) -> None:
    """Point at investments that stand on the card while others come from cases (those stand on no row)."""
    own = [row for row in paid if row.row]
    if own and len(own) < len(paid):
        text = "Er staan investeringen op de kaart, en er komen er bij uit de casussen."
        advice = "Kijk of niets dubbel telt: uren van het MDO en het programma komen al uit --casussen."
        place = own[0].cells.get("amount", "")
        found.warning(sheet, place, "investering_uit_twee_bronnen", text, advice)


def _wellbeing(rows: tuple[CardRow, ...], found: CollectedFindings) -> None:
    """Refuse a euro value of wellbeing that does not say of which scale and in prices of which year it is."""
    for row in rows:
        if row.get("worth") != WELLBEING_WORTH:
            continue
        for name, header in (("scale", "schaal"), ("price_year", "prijspeil")):
            if name not in row.values:
                text = f"Welbevinden in euro heeft hier geen {header}."
                place = row.cells.get(name) or row.cells["worth"]
                advice = f"Vul de kolom {header} in, of zet welbevinden op blad Welbevinden."
                found.error(EFFECTS.sheet, place, "welbevinden_onbekend", text, advice)


def _counted_once(rows: tuple[CardRow, ...], found: CollectedFindings) -> None:
    """Refuse an effect on two rows: priced by two streams, or as a transfer and as a saving."""
    seen: dict[str, CardRow] = {}
    for row in rows:
        name = _name(row.get("effect", ""))
        before = seen.setdefault(name, row)
        if not name or before is row:
            continue
        kinds = {each.get("money") == MoneyKind.TRANSFER for each in (before, row)}
        text = f"Dit effect telt al mee in rij {before.row}."
        if len(kinds) > 1:
            text = f"Dit effect telt al mee in rij {before.row}: het is een overdracht of een besparing."
        advice = "Laat één regel staan, of noem wat er bij de andere partij verandert bij een eigen naam."
        found.error(EFFECTS.sheet, row.cells["effect"], "dubbel_geteld", text, advice)


def _effects(raw: RawCard, found: CollectedFindings) -> None:
    _once(raw, CASES.sheet, ("case",), "case", found)
    known = {row.get("case") for row in raw.rows.get(CASES.sheet, ())}
    terrains: dict[tuple[str, ...], CardRow] = {}
    for row in raw.rows.get(ACTIVITIES.sheet, ()):
        if "case" in row.values and row.get("case") not in known:
            text, advice = "Deze casus staat niet op blad Casussen.", "Zet de casus op dat blad."
            found.error(ACTIVITIES.sheet, row.cells["case"], "casus_onbekend", text, advice)
        key = (row.get("case", ""), row.get("scenario", ""), _name(row.get("product", "")))
        before = terrains.setdefault(key, row)
        if _name(before.get("terrain", "")) != _name(row.get("terrain", "")):
            text = f"Deze activiteit van deze casus telt al mee op een ander terrein, in rij {before.row}."
            found.error(ACTIVITIES.sheet, row.cells["terrain"], "dubbel_terrein", text, "Kies één terrein.")
    _priced_once(raw, found)
    _with_and_without(raw, found)
    _within_line(raw, ACTIVITIES.sheet, found, whole=True)


def _priced_once(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse an activity of a case that stands on the card twice in the same time.

    Rows of a workbook with cases (they stand on no row) were checked there.
    """
    seen: dict[tuple[str, ...], list[CardRow]] = {}
    for row in raw.rows.get(ACTIVITIES.sheet, ()):
        if not row.row or "product" not in row.values:
            continue
        key = (row.get("case", ""), row.get("scenario", ""), _name(row.get("product")))
        before = next((each for each in seen.setdefault(key, []) if _overlap(each, row)), None)
        if before and _name(before.get("terrain", "")) == _name(row.get("terrain", "")):
            text = f"Deze activiteit van deze casus telt al mee in rij {before.row}, in dezelfde jaren."
            advice = "Laat één regel staan, of geef het deel van elke partij een eigen naam."
            found.error(ACTIVITIES.sheet, row.cells["product"], "dubbel_geteld", text, advice)
        seen[key].append(row)


def _overlap(one: CardRow, other: CardRow) -> bool:
    first, second = sorted((one, other), key=lambda row: row.get("start", 0))
    return bool(first.get("start", 0) + first.get("duration", 0) > second.get("start", 0))


def _with_and_without(raw: RawCard, found: CollectedFindings) -> None:
    """Refuse what compares nothing: a case without activities, an absent line, one grade of two."""
    activities = raw.rows.get(ACTIVITIES.sheet, ())
    used = {row.get("case") for row in activities}
    for row in raw.rows.get(CASES.sheet, ()):
        if activities and "case" in row.values and row.get("case") not in used:
            text = "Van deze casus staat er geen enkele activiteit."
            advice = "Zet op blad Activiteiten wat er met en zonder gebeurt, of haal de casus weg."
            found.error(CASES.sheet, row.cells["case"], "casus_leeg", text, advice)
        for name, other in (("grade_with", "grade_without"), ("grade_without", "grade_with")):
            if name not in row.values and other in row.values:
                text = "Hier staat één van de twee cijfers; dan is er niets te vergelijken."
                place = row.cells.get(name) or row.cells[other]
                found.error(CASES.sheet, place, "cijfer_half", text, "Vul beide in, of laat beide leeg.")
    lines = {row.get("scenario") for row in activities if "scenario" in row.values}
    for line in (WITH, WITHOUT) if lines else ():
        if line not in lines:
            text = f"De lijn {line} heeft geen regels: dan is er niets te vergelijken."
            advice = f"Zet op een regel wat er {line} de aanpak gebeurt; is dat niets, dan met prijs 0."
            place = activities[0].cells.get("scenario", "")
            found.error(ACTIVITIES.sheet, place, "lijn_leeg", text, advice)


def _within_line(raw: RawCard, sheet: str, found: CollectedFindings, *, whole: bool = False) -> None:
    """Refuse what begins (or, where nothing may be cut off, ends) after the time line."""
    years = raw.settings.get("years")
    for row in raw.rows.get(sheet, ()) if years is not None else ():
        start, length = row.get("start", 0), row.get("duration", Decimal(0))
        if start >= years:
            text = "Dit begint pas na het laatste jaar van de tijdlijn."
            found.error(sheet, row.cells["start"], "na_tijdlijn", text, "Verhoog jaren op blad Kaart.")
        elif start + length > years:
            text = "Dit loopt door na het laatste jaar van de tijdlijn."
            advice = "Verhoog jaren op blad Kaart; anders telt de rest niet mee."
            note = found.error if whole or raw.kind is CardKind.SROI else found.warning
            note(sheet, row.cells["duration"], "voorbij_tijdlijn", text, advice)


def _once(raw: RawCard, sheet: str, key: tuple[str, ...], at: str, found: CollectedFindings) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in raw.rows.get(sheet, ()):
        if not all(name in row.values for name in key):
            continue
        words = tuple(_name(row.get(name)) for name in key)
        before = seen.setdefault(words, row.row)
        if before != row.row:
            text = f"Dit staat al in rij {before}; zo telt het dubbel."
            found.error(sheet, row.cells[at], "dubbel", text, "Laat één van de twee staan.")


_CHECKS: dict[CardKind, Callable[[RawCard, CollectedFindings], None]] = {
    CardKind.SROI: _sroi,
    CardKind.MKBA: _mkba,
    CardKind.EFFECTS: _effects,
}
