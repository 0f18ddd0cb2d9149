"""Checks across cells, rows and sheets: what one cell cannot tell. Each check yields findings.

A cell with an error of its own is left out of these checks, so that one mistake gives one message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement import instruments
from maatschappelijk_rendement.calendar import Period, window
from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.tables import CASES, MDO, USAGE, WELLBEING
from maatschappelijk_rendement.vocabulary import ALL_STREAMS_WORD, HELP, CaseType, Moment, Per, Stream, fold
from maatschappelijk_rendement.workbook.columns import Meaning
from maatschappelijk_rendement.workbook.products import Products
from maatschappelijk_rendement.workbook.rows import Sheet

HELP_STREAMS = frozenset(HELP)
_HOUR = "uur"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What other sheets need to know of a case; None where its cell is wrong.

    Attributes:
        spelling: The id as written on sheet Casussen.
        observed: Streams that were looked at; None is every stream, or not known.
    """

    spelling: str
    case_type: Meaning
    mdo_date: date | None
    repeat_date: date | None
    observed: frozenset[str] | None


@dataclass(slots=True)
class Cases:
    """The cases of a workbook by id; ids compare trimmed, NFC and without regard to case.

    Attributes:
        is_complete: Sheet Casussen was read to its end, so an unknown id is really unknown.
    """

    by_id: dict[str, CaseFacts]
    is_complete: bool
    _known: dict[Meaning, CaseFacts | None] = field(default_factory=dict)

    def get(self, case_id: Meaning) -> CaseFacts | None:
        """Give the case with this id, however it is spelled."""
        if case_id not in self._known:
            self._known[case_id] = self.by_id.get(fold(case_id)) if isinstance(case_id, str) else None
        return self._known[case_id]


class Forms(dict[Meaning, Meaning]):
    """Folded forms of texts, each made once; other values are their own form."""

    def __missing__(self, meaning: Meaning) -> Meaning:
        form = self[meaning] = fold(meaning) if isinstance(meaning, str) else meaning
        return form


def gather_cases(sheet: Sheet | None) -> Cases:
    """Collect the cases that other sheets may name; the first of two with the same id counts."""
    if sheet is None:
        return Cases({}, is_complete=False)
    by_id: dict[str, CaseFacts] = {}
    names = ("case_id", "case_type", "mdo_date", "repeat_date", "observed_streams")
    for case_id, case_type, mdo_date, repeat_date, observed in zip(
        *map(sheet.columns.get, names), strict=True
    ):
        if isinstance(case_id, str):
            streams = frozenset(observed) if isinstance(observed, tuple) else None
            facts = CaseFacts(
                case_id,
                case_type,
                mdo_date if isinstance(mdo_date, date) else None,
                repeat_date if isinstance(repeat_date, date) else None,
                None if streams and ALL_STREAMS_WORD in streams else streams,
            )
            by_id.setdefault(fold(case_id), facts)
    # Without any row, or without the column, the one message about that says it all.
    has_ids = bool(sheet.rows) and "case_id" in sheet.scan.columns
    return Cases(by_id, sheet.scan.is_readable and has_ids)


def has_rows(sheet: Sheet) -> Iterator[Finding]:
    """A caseload without cases says nothing; one without usage says that nothing was used."""
    if sheet.rows or not sheet.scan.is_readable:
        return
    if sheet.table is CASES:
        yield Finding("fout", CASES.sheet, "", "geen_casus", "Er is geen enkele casus.", "Vul het blad in.")
    elif sheet.table is USAGE:
        text = "Er is geen enkele regel gebruik; alle kosten zijn dan 0."
        yield Finding("waarschuwing", USAGE.sheet, "", "geen_gebruik", text, "Controleer of dit klopt.")


def keys_are_unique(sheet: Sheet) -> Iterator[Finding]:
    """The same key twice is nearly always a double count."""
    key = sheet.table.key
    if not all(sheet.table.column(name).may_be_absent or name in sheet.scan.columns for name in key):
        return  # without a column of its key no two rows can be told apart
    forms = Forms()
    seen: dict[tuple[Meaning, ...], int] = {}
    for line, values in enumerate(zip(*(sheet.columns[name] for name in key), strict=True)):
        if not sheet.is_sound(line, *key):
            continue
        form = tuple([forms[value] for value in values])
        first = seen.setdefault(form, line)
        if first != line:
            cell = sheet.cell(line, key[0]) if len(key) == 1 else str(sheet.rows[line])
            headers = ", ".join(sheet.table.column(name).header for name in key)
            text = f"Deze rij staat dubbel: {headers} zijn gelijk aan die van rij {sheet.rows[first]}."
            if len(key) == 1:
                text = f"Deze {headers} staat dubbel: ook in rij {sheet.rows[first]}."
            advice = "Haal een van de twee weg, of verbeter wat verschilt."
            yield Finding("fout", sheet.table.sheet, cell, "dubbel", text, advice)


def cases_are_known(sheet: Sheet, cases: Cases) -> Iterator[Finding]:
    """A casus_id stands on sheet Casussen."""
    if not cases.is_complete:
        return
    for line, case_id in enumerate(sheet.columns["case_id"]):
        if case_id is not None and cases.get(case_id) is None:
            text = "Deze casus_id staat niet op blad Casussen."
            advice = "Voeg de casus toe aan Casussen, of verbeter het nummer."
            yield Finding(
                "fout", sheet.table.sheet, sheet.cell(line, "case_id"), "casus_onbekend", text, advice
            )


def products_are_known(sheet: Sheet, products: Products) -> Iterator[Finding]:
    """A product code stands in a price list."""
    for line, code in enumerate(sheet.columns["product_code"]):
        if isinstance(code, str) and products.is_unknown(code):
            search = "Zoek de code met mr tarieven, of zet een prijs op blad Tarieven."
            yield Finding(
                "fout",
                sheet.table.sheet,
                sheet.cell(line, "product_code"),
                "product_onbekend",
                "Deze productcode is onbekend.",
                f"{products.suggestion(code)} {search}".strip(),
            )


def units_match(sheet: Sheet, products: Products) -> Iterator[Finding]:
    """The unit, where given, is that of the product."""
    for line, (unit, code) in enumerate(
        zip(sheet.columns["unit"], sheet.columns["product_code"], strict=True)
    ):
        if unit is None or not isinstance(code, str):
            continue
        product = products.get(code)
        if product is not None and product.unit != unit:
            text = f"De eenheid is anders dan die van het product: dat gaat per '{product.unit}'."
            advice = f"Reken het aantal om naar '{product.unit}', of kies een ander product."
            yield Finding("fout", sheet.table.sheet, sheet.cell(line, "unit"), "eenheid_anders", text, advice)


def prices_have_a_source(sheet: Sheet) -> Iterator[Finding]:
    """An own price and its source go together; a price of 0 is no exception."""
    header = sheet.table.column("price_eur").header
    for line, (price, source) in enumerate(
        zip(sheet.columns["price_eur"], sheet.columns["price_source"], strict=True)
    ):
        if (price is None) == (source is None) or not sheet.is_sound(line, "price_eur", "price_source"):
            continue
        if source is None:
            text = f"De prijsbron ontbreekt bij deze {header}; ook een {header} van 0 heeft er een nodig."
            cell = sheet.cell(line, "price_source")
            yield Finding(
                "fout", sheet.table.sheet, cell, "prijsbron_ontbreekt", text, "Vul de prijsbron in."
            )
        else:
            text = f"De {header} ontbreekt bij deze prijsbron."
            advice = f"Vul de {header} in, of maak de prijsbron leeg."
            yield Finding(
                "fout", sheet.table.sheet, sheet.cell(line, "price_eur"), "prijs_ontbreekt", text, advice
            )


def days_run_forward(sheet: Sheet) -> Iterator[Finding]:
    """An einddatum is not before its startdatum."""
    for line, (start, end) in enumerate(zip(sheet.columns["start"], sheet.columns["end"], strict=True)):
        # The end is half-open: one day after the day that was written.
        if isinstance(start, date) and isinstance(end, date) and end <= start:
            text = "De einddatum ligt voor de startdatum."
            cell = sheet.cell(line, "end")
            yield Finding(
                "fout",
                sheet.table.sheet,
                cell,
                "einddatum_voor_startdatum",
                text,
                "Verbeter een van de twee.",
            )


def new_cases_had_no_help(sheet: Sheet, cases: Cases, products: Products) -> Iterator[Finding]:
    """A new case has no help before its MDO."""
    columns = (sheet.columns[name] for name in ("case_id", "moment", "product_code"))
    for line, (case_id, moment, code) in enumerate(zip(*columns, strict=True)):
        if moment != Moment.BEFORE or not isinstance(code, str):
            continue
        case = cases.get(case_id)
        if case is None or case.case_type != CaseType.NEW:
            continue
        product = products.get(code)
        if product is not None and product.stream in HELP_STREAMS:
            text = f"Een nieuwe casus heeft voor het MDO nog geen hulp uit de stroom {product.stream.value}."
            advice = "Maak de casus bestaand op blad Casussen, of verbeter het moment."
            yield Finding(
                "fout", sheet.table.sheet, sheet.cell(line, "moment"), "nieuw_met_voor", text, advice
            )


def streams_were_observed(sheet: Sheet, cases: Cases, products: Products) -> Iterator[Finding]:
    """Usage belongs to a stream that stromen_bekend of its case names."""
    columns = (sheet.columns[name] for name in ("case_id", "product_code"))
    for line, (case_id, code) in enumerate(zip(*columns, strict=True)):
        case = cases.get(case_id)
        if case is None or case.observed is None or not isinstance(code, str):
            continue
        product = products.get(code)
        if product is not None and product.stream.value not in case.observed:
            text = f"De stroom {product.stream.value} staat niet bij stromen_bekend van deze casus."
            advice = "Vul de stroom daar aan op blad Casussen, of verbeter de productcode."
            cell = sheet.cell(line, "product_code")
            yield Finding("fout", sheet.table.sheet, cell, "stroom_niet_bekend", text, advice)


def scores_fit(sheet: Sheet) -> Iterator[Finding]:
    """A score lies on the scale of its instrument, and its onderdeel belongs to it."""
    definitions = instruments.load()
    columns = (sheet.columns[name] for name in ("instrument", "item", "score"))
    for line, (instrument, item, score) in enumerate(zip(*columns, strict=True)):
        definition = definitions.get(str(instrument))
        if definition is None or not sheet.is_sound(line, "item") or not isinstance(score, Decimal):
            continue
        item_text = item if isinstance(item, str) else None
        problem = definition.check(item_text, score)
        if problem:
            item_fits = definition.item(item_text) is not None if definition.items else item_text is None
            cell = sheet.cell(line, "score" if item_fits else "item")
            yield Finding("fout", WELLBEING.sheet, cell, "score_past_niet", problem)


def hours_have_a_price(sheet: Sheet, products: Products) -> Iterator[Finding]:
    """An MDO row names a product or an own price; a product that is not per hour deserves a look."""
    for line, (code, price) in enumerate(
        zip(sheet.columns["product_code"], sheet.columns["price_eur"], strict=True)
    ):
        if code is None and price is None and sheet.is_sound(line, "product_code", "price_eur"):
            text = "Er staat geen productcode en geen uurprijs: een van de twee is nodig."
            cell = sheet.cell(line, "product_code")
            yield Finding("fout", MDO.sheet, cell, "uren_zonder_prijs", text, "Vul een van de twee in.")
        product = products.get(code) if isinstance(code, str) and price is None else None
        if product is not None and product.unit != _HOUR:
            text = f"Dit product gaat niet per uur maar per '{product.unit}'."
            cell = sheet.cell(line, "product_code")
            yield Finding(
                "waarschuwing", MDO.sheet, cell, "product_niet_per_uur", text, "Kies een product per uur."
            )


def wlz_ends_other_help(
    sheet: Sheet, cases: Cases, products: Products, period_months: Meaning
) -> Iterator[Finding]:
    """Warn of a Wlz line beside help that a Wlz indication normally ends: a double count on those days.

    A line without a resident may be about any resident of its case.
    """
    if not isinstance(period_months, int):
        return
    # Days by case, moment and resident: as sets, for a case may have many lines of both kinds.
    wlz: dict[tuple[Meaning, ...], set[int]] = {}
    wlz_of_anyone: dict[tuple[Meaning, ...], set[int]] = {}
    others: list[tuple[int, tuple[Meaning, ...], Meaning, range]] = []
    forms = Forms()
    for line, code in enumerate(sheet.columns["product_code"]):
        product = products.get(code) if isinstance(code, str) else None
        if product is None or not (product.stream is Stream.WLZ or product.ends_with_wlz):
            continue
        period = _days(sheet, line, cases, period_months)
        if period is None or sheet.columns["per"][line] == Per.ONE_OFF:
            continue
        days = range(period.start.toordinal(), period.end.toordinal())
        resident = forms[sheet.columns["resident"][line]]
        group: tuple[Meaning, ...] = (forms[sheet.columns["case_id"][line]], sheet.columns["moment"][line])
        if product.stream is Stream.WLZ:
            wlz.setdefault((*group, resident), set()).update(days)
            wlz_of_anyone.setdefault(group, set()).update(days)
        else:
            others.append((line, group, resident, days))
    for line, group, resident, days in others:
        found = [wlz.get((*group, resident)), wlz.get((*group, None))]
        if resident is None:
            found = [wlz_of_anyone.get(group)]
        if any(taken and not taken.isdisjoint(days) for taken in found):
            text = "Op dezelfde dagen loopt ook een Wlz-regel: zo'n overlap is meestal een dubbeltelling."
            advice = "Laat deze hulp eindigen waar de Wlz begint, of vul bij bewoner in om wie het gaat."
            cell = sheet.cell(line, "product_code")
            yield Finding("waarschuwing", USAGE.sheet, cell, "overlap_wlz", text, advice)


def _days(sheet: Sheet, line: int, cases: Cases, period_months: int) -> Period | None:
    """Give the days of a line within its window; None when there are none or a cell it needs is wrong."""
    case = cases.get(sheet.columns["case_id"][line])
    moment = sheet.columns["moment"][line]
    if case is None or case.mdo_date is None or moment is None or not sheet.is_sound(line, "start", "end"):
        return None
    whole = window(str(moment), case.mdo_date, period_months, case.repeat_date)
    start, end = sheet.columns["start"][line], sheet.columns["end"][line]
    first = max(whole.start, start) if isinstance(start, date) else whole.start
    last = min(whole.end, end) if isinstance(end, date) else whole.end
    return Period(first, last) if first < last else None
