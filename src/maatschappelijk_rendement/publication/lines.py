"""The priced lines behind an internal report, for the workbook with formulas; never part of a public one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.costing.explain import ExplainedLine, Multiplication, explain
from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION
from maatschappelijk_rendement.domain.calendar import window
from maatschappelijk_rendement.domain.vocabulary import Payer, Per, fold
from maatschappelijk_rendement.results.codec import to_json
from maatschappelijk_rendement.results.columns import Row, columns_of
from maatschappelijk_rendement.results.lines import CaseKind, MdoHours, Multiplied, PricedLine, PricedLines

if TYPE_CHECKING:
    import pandas as pd

    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.costing import PricedUsage

Found = Mapping[str, Any]
"""A record of a frame."""
Explain = Callable[[Found], Multiplication | str]


def priced_lines(analysis: ExactAnalysis) -> PricedLines | None:
    """Give every priced line, every row of MDO hours and every case, in a fixed order.

    Args:
        analysis: Exact results.

    Returns:
        The lines; None where a text in them may not be shown: without its name a row cannot be found back.
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
    return PricedLines(
        [
            CaseKind(case_id=case_id, group=case_type)
            for case_id, case_type in zip(cases["case_id"], cases["case_type"], strict=True)
        ],
        sorted((line for row in usage for line in _by_payer(row, explained)), key=_order),
        sorted((_hours(row, explained_hours) for row in mdo), key=_order),
    )


def _records(frame: pd.DataFrame) -> list[Found]:
    rows: list[Any] = frame.to_dict("records")
    return rows


def _order(row: Row) -> tuple[str, ...]:
    texts = to_json(row, columns_of(type(row)))
    first, last = ["casus_id", "stroom", "moment"], [column.key for column in columns_of(Multiplied)]
    between = [key for key in texts if key not in (*first, *last)]
    return tuple(str(texts.get(key, "")) for key in (*first, *between, *last))


Dates = Mapping[int, tuple[date | None, date | None]]
HALF_A_CENT = "een getal: aantal x keer x prijs ligt op een halve cent"
OWN = "een getal: eigen bijdrage, een deel van de regel"
LESS = "aantal x keer x prijs, min de eigen bijdrage"
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

    def explained(row: Found) -> Multiplication | str:
        mdo_date = mdo_dates[row["case_id"]]
        if mdo_date is None or (dates is not None and row.get("line") not in dates):
            return UNNUMBERED
        start, end = (None, None) if dates is None else dates[row["line"]]
        own = row.get("price_e4")
        line = ExplainedLine(
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


def _said(product: Multiplication | str) -> Multiplied:
    """Tell what is multiplied."""
    if isinstance(product, str):
        return Multiplied(how=product)
    return Multiplied(
        times=product.times,
        price=product.price_eur,
        times_a_year=product.per_year,
        is_formula=not product.is_near_half,
        how=HALF_A_CENT if product.is_near_half else "aantal x keer x prijs",
    )


def _by_payer(row: Found, explained: Explain) -> Iterator[PricedLine]:
    """Give a line, and beside it what the resident pays of it."""
    product = _said(explained(row))
    own = int(row.get(CONTRIBUTION, 0))
    if not own:
        yield _line(row, product)
        return
    is_one_off = bool(row["one_off_cents"])
    of_window, of_one_off = (0, own) if is_one_off else (own, 0)
    how = LESS if product.is_formula else product.how
    less = {
        "in_window_cents": row["in_window_cents"] - of_window,
        "one_off_cents": row["one_off_cents"] - of_one_off,
    }
    yield replace(_line({**row, **less}, replace(product, how=how)), own_contribution=own)
    paid = {
        "in_window_cents": of_window,
        "one_off_cents": of_one_off,
        "structural_cents": 0,
        "quantity_milli": 0,
    }
    yield _line({**row, **paid, "payer": Payer.BEWONER.value}, Multiplied(how=OWN))


def _line(row: Found, product: Multiplied) -> PricedLine:
    return PricedLine(
        case_id=row["case_id"],
        group=row["case_type"],
        wijk=row["wijk"],
        stream=row["stream"],
        moment=row["moment"],
        product=row["product_code"],
        quantity=int(row["quantity_milli"]),
        per=row["per"],
        payer=row["payer"],
        receiver=row["receiver"],
        money_kind=row["money_kind"],
        in_window=int(row["in_window_cents"]),
        one_off=int(row["one_off_cents"]),
        structural=int(row["structural_cents"]),
        **vars(product),
    )


def _hours(row: Found, explained: Explain) -> MdoHours:
    return MdoHours(
        case_id=row["case_id"],
        group=row["case_type"],
        product=row["product_code"],
        hours=int(row["quantity_milli"]),
        payer=row["payer"] or Payer.ONBEKEND.value,
        cost=int(row["one_off_cents"]),
        **vars(_said(explained(row))),
    )
