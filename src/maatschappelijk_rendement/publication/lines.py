"""The priced lines behind an internal report, for the workbook with formulas; never part of a public one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.calendar import window
from maatschappelijk_rendement.costing.explain import Line, Product, explain
from maatschappelijk_rendement.money import euro_string
from maatschappelijk_rendement.vocabulary import Payer, Per, fold

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.costing import PricedUsage
    from maatschappelijk_rendement.exact import ExactAnalysis

Row = dict[str, Any]
Explain = Callable[[Row], Product | str]
Lines = dict[str, list[Row]]


def priced_lines(analysis: ExactAnalysis) -> Lines | None:
    """Give every priced line, every row of MDO hours and every case, in a fixed order.

    Args:
        analysis: Exact results.

    Returns:
        ``casussen``, ``regels`` and ``mdo`` with Dutch keys and euros as strings; None where a text in them
        may not be shown: without its own name a row cannot be found back.
    """
    texts = ("case_id", "wijk", "payer", "receiver", "function")
    fetch = analysis.delivery.fetch
    usage, mdo = (_records(fetch(priced.lines)) for priced in (analysis.usage, analysis.mdo))
    shown = {fold(str(row[key])) for row in (*usage, *mdo) for key in texts if row.get(key)}
    cases = analysis.delivery.cases
    shown |= {fold(text) for text in (*cases["case_id"], *cases["wijk"])}
    if shown & analysis.delivery.reading.not_shown:
        return None
    months = analysis.settings.period_months
    explained = _explainer(analysis, analysis.usage, _dates(analysis), months)
    # An hour has no dates of its own: it counts on the day of the MDO.
    explained_hours = _explainer(analysis, analysis.mdo, None, 1)
    return {
        "casussen": [
            {"casus_id": case_id, "groep": case_type}
            for case_id, case_type in zip(cases["case_id"], cases["case_type"], strict=True)
        ],
        "regels": sorted((_line(row, explained) for row in usage), key=_order),
        "mdo": sorted((_hours(row, explained_hours) for row in mdo), key=_order),
    }


def _records(frame: pd.DataFrame) -> list[Row]:
    rows: list[Any] = frame.to_dict("records")
    return rows


def _order(row: Row) -> tuple[str, ...]:
    first = ("casus_id", "stroom", "moment")
    return (*(row.get(key, "") for key in first), *(str(row[key]) for key in row if key not in first))


Dates = Mapping[int, tuple[date | None, date | None]]
HALF_A_CENT = "een getal: aantal x keer x prijs ligt op een halve cent"
UNNUMBERED = "een getal: de regels van deze map hebben geen nummer"


def _dates(analysis: ExactAnalysis) -> Dates:
    """Give the first day and the end of each usage line by its number; pricing lines drops them."""
    usage = analysis.delivery.fetch(analysis.delivery.usage)
    if "line" not in usage:
        return {}
    days = zip(_days(usage["start"]), _days(usage["end"]), strict=True)
    return dict(zip(usage["line"].tolist(), days, strict=True))


def _days(column: pd.Series[Any]) -> list[date | None]:
    return [None if is_empty else day.date() for day, is_empty in zip(column, column.isna(), strict=True)]


def _explainer(analysis: ExactAnalysis, priced: PricedUsage, dates: Dates | None, months: int) -> Explain:
    """Make what says how the amount of a row came about."""
    prices = {line.code: line for line in priced.known_prices}
    cases = analysis.delivery.cases
    mdo_dates = dict(zip(cases["case_id"], _days(cases["mdo_date"]), strict=True))
    repeat_dates = dict(zip(cases["case_id"], _days(cases["repeat_date"]), strict=True))

    def explained(row: Row) -> Product | str:
        mdo_date = mdo_dates[row["case_id"]]
        if mdo_date is None or (dates is not None and row.get("line") not in dates):
            return UNNUMBERED
        start, end = (None, None) if dates is None else dates[row["line"]]
        own = row.get("price_e4")
        line = Line(
            per=Per(row["per"]),
            quantity=Fraction(int(row["quantity_milli"]), 1000),
            window=window(row["moment"], mdo_date, months, repeat_dates[row["case_id"]]),
            start=start,
            end=end,
            price_eur=None if own is None or own != own else Fraction(int(own), 10_000),
            cents=int(row["in_window_cents"]) + int(row["one_off_cents"]),
            structural_cents=int(row["structural_cents"]),
        )
        return explain(line, prices.get(row["product_code"]), months)

    return explained


def _said(product: Product | str) -> Row:
    """Write what is multiplied: numbers as fractions, for they seldom end."""
    if isinstance(product, str):
        return {"keer": None, "prijs": None, "keer_per_jaar": None, "formule": False, "berekening": product}
    return {
        "keer": str(product.times),
        "prijs": str(product.price_eur),
        "keer_per_jaar": None if product.per_year is None else str(product.per_year),
        "formule": not product.is_near_half,
        "berekening": HALF_A_CENT if product.is_near_half else "aantal x keer x prijs",
    }


def _line(row: Row, explained: Explain) -> Row:
    return {
        "casus_id": row["case_id"],
        "groep": row["case_type"],
        "wijk": row["wijk"],
        "stroom": row["stream"],
        "moment": row["moment"],
        "productcode": row["product_code"],
        "aantal": _thousandths(row["quantity_milli"]),
        "per": row["per"],
        "financier": row["payer"],
        "ontvanger": row["receiver"],
        "geldstroom": row["money_kind"],
        "in_venster_eur": euro_string(int(row["in_window_cents"])),
        "eenmalig_eur": euro_string(int(row["one_off_cents"])),
        "structureel_per_jaar_eur": euro_string(int(row["structural_cents"])),
        **_said(explained(row)),
    }


def _hours(row: Row, explained: Explain) -> Row:
    return {
        "casus_id": row["case_id"],
        "groep": row["case_type"],
        "productcode": row["product_code"],
        "uren": _thousandths(row["quantity_milli"]),
        "financier": row["payer"] or Payer.ONBEKEND.value,
        "mdo_eur": euro_string(int(row["one_off_cents"])),
        **_said(explained(row)),
    }


def _thousandths(milli: int) -> str:
    return str(Decimal(int(milli)).scaleb(-3))
