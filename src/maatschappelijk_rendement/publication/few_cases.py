"""Prices that too few cases use: together "overige producten" without a price, and in no other text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import distinct, small
from maatschappelijk_rendement.costing.own_contribution import by_payer
from maatschappelijk_rendement.costing.prices import ALL_DAYS
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.results.sections import Price, PriceUseRow
from maatschappelijk_rendement.results.words import TRACEABLE

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.costing import PricedUsage

HELP, MDO = "hulp", "mdo"
CODE, DESCRIPTION = "OVERIG", "overige producten"
NOT_SAID = "niet getoond"
OF_A_PRODUCT = "Product "
_USE = ("payer", "receiver", "money_kind")
ONE_IN = 50
"""Of many lines the cases are counted of one case in so many first."""


@dataclass(frozen=True)
class Withheld:
    """A price that is not printed.

    Attributes:
        used_for: ``hulp`` or ``mdo``.
        row: Its row.
        is_whole: Whether the whole product has too few cases, and not only this price of it.
    """

    used_for: str
    row: Price
    is_whole: bool


def cases_up_to(lines: Any, by: Sequence[str], minimum: int) -> dict[tuple[Hashable, ...], int]:
    """Count the cases of each group of lines: all of them only where they may be fewer than the minimum.

    Whether something may be said asks no more. A part of the cases tells it of nearly every group.

    Args:
        lines: Priced lines, on any engine.
        by: Columns, product_code among them.
        minimum: Where a group has as many cases, any number from there on will do.
    """
    if isinstance(lines, nw.DataFrame):
        return _cases_by(lines, by)
    found = {key: n for key, n in _cases_by(_some(lines), by).items() if n >= minimum}
    left = {key_of(row, by) for row in small(distinct(lines, *by))} - found.keys()
    if left:
        codes = sorted({str(key[by.index("product_code")]) for key in left})
        found |= _cases_by(lines.filter(nw.col("product_code").is_in(codes)), by)
    return found


def _some(lines: Any) -> Any:
    return lines.filter(nw.col("case_number") % ONE_IN == 0)


def _cases_by(lines: Any, by: Sequence[str]) -> dict[tuple[Hashable, ...], int]:
    counted = small(distinct(lines, *by, "case_number").group_by(*by).agg(n=nw.len()))
    return {key_of(row, by): int(row["n"]) for row in counted}


def key_of(row: Mapping[str, Hashable], by: Sequence[str]) -> tuple[Hashable, ...]:
    """Give what a row has in some columns; what is empty is None, also where pandas has a float for it."""
    return tuple(value if value == value else None for value in (row[name] for name in by))


def cases_of_products(priced: PricedUsage, minimum: int) -> dict[str, int]:
    """Count the cases with each product on days that count, as ``cases_up_to`` does."""
    lines = _on_days(nw.from_native(priced.lines))
    return {str(code): n for (code,), n in cases_up_to(lines, ["product_code"], minimum).items()}


def cases_of_prices(
    priced: PricedUsage,
    days: Sequence[tuple[str, Sequence[Period]]],
    counted: Mapping[str, int],
    minimum: int,
) -> list[int]:
    """Count, for each price, the cases with a line that it is the price of, as ``cases_up_to`` does.

    Args:
        priced: Priced lines.
        days: Of each price the product, and the days on which that has this price.
        counted: The cases with each product, whatever its price.
        minimum: Where a price has as many cases, any number from there on will do.
    """
    lines = _on_days(nw.from_native(priced.lines))
    own = set()
    if "price_e4" in lines.collect_schema().names():
        is_listed = nw.col("price_e4").is_null()
        own = {str(row["product_code"]) for row in small(distinct(lines.filter(~is_listed), "product_code"))}
        lines = lines.filter(is_listed) if own else lines
    found = [counted.get(code, 0) for code, _ in days]
    # A product with one price has that in each of its cases.
    asked = [
        place
        for place, (code, periods) in enumerate(days)
        if code in own or any(period != ALL_DAYS for period in periods)
    ]
    for part in (lines,) if isinstance(lines, nw.DataFrame) else (_some(lines), lines):
        if not asked:
            break
        uses = {f"prijs_{place}": _uses_price(*days[place]).cast(nw.Int64) for place in asked}
        part = part.filter(nw.col("product_code").is_in(sorted({days[place][0] for place in asked})))
        cases = part.select("case_number", **uses).group_by("case_number").agg(nw.col(*uses).max())
        row = small(cases.select(nw.col(*uses).sum()))[0]
        for place in asked:
            found[place] = int(row[f"prijs_{place}"] or 0)
        asked = [place for place in asked if found[place] < minimum]
    return found


def _uses_price(code: str, periods: Sequence[Period]) -> nw.Expr:
    then = [
        (nw.col("first_day") < period.end.toordinal()) & (nw.col("end_day") > period.start.toordinal())
        for period in periods
    ]
    return (nw.col("product_code") == code) & nw.any_horizontal(*then, ignore_nulls=False)


def _on_days(lines: Any) -> Any:
    return lines.filter(nw.col("end_day") > nw.col("first_day"))


def _cases(lines: Any) -> int:
    return int(small(distinct(lines, "case_number").select(n=nw.len()))[0]["n"])


def other_products(analysis: ExactAnalysis, rest: Sequence[Withheld], rules: Rules) -> list[Price]:
    """Give the rows for prices that are not printed: of a stream where enough cases use them, else one.

    Args:
        analysis: Exact results.
        rest: The prices that are not printed.
        rules: The parameters of disclosure control.

    Example:
        >>> other_products(None, [], Rules())
        []
    """
    found: list[Price] = []
    left = list(rest)
    lines = nw.from_native(analysis.usage.lines) if rest else None
    streams = sorted({one.row.stream for one in rest if one.used_for == HELP and one.is_whole})
    for stream in streams:
        here = [o for o in left if (o.used_for, o.row.stream, o.is_whole) == (HELP, stream, True)]
        codes = sorted({one.row.code for one in here})
        theirs = _on_days(lines).filter(nw.col("product_code").is_in(codes))
        if _cases(theirs) >= rules.minimum:
            found.append(replace(_row(here), stream=stream, uses=_uses(theirs, rules)))
            left = [one for one in left if one not in here]
    if left:
        kinds = dict.fromkeys(one.used_for for one in left)
        uses = (PriceUseRow(used_for=k, payer=NOT_SAID, receiver=None, money_kind=NOT_SAID) for k in kinds)
        found.append(replace(_row(left), uses=tuple(uses)))
    return found


def _row(rest: Sequence[Withheld]) -> Price:
    return Price(
        code=CODE,
        description=DESCRIPTION,
        stream="",
        unit="",
        price=None,
        valid_from="",
        valid_until="",
        kind=None,
        basis=None,
        source="onderdrukt",
        address=None,
        is_own=False,
        is_indexed=any(one.row.is_indexed for one in rest),
        note=TRACEABLE,
        is_other_basis=any(one.row.is_other_basis for one in rest),
        uses=(),
        hidden=("prijs_eur", "bron"),
    )


def _uses(lines: Any, rules: Rules) -> tuple[PriceUseRow, ...]:
    """Say who pays and gets these products, where enough cases have that."""
    counted = distinct(by_payer(lines), *_USE, "case_number").group_by(*_USE).agg(n=nw.len())
    rows = sorted(
        tuple(str(row[key] or "") for key in _USE) for row in small(counted) if int(row["n"]) >= rules.minimum
    )
    return tuple(
        PriceUseRow(used_for=HELP, payer=payer, receiver=receiver or None, money_kind=kind)
        for payer, receiver, kind in rows
    )


def without_products(found: Iterable[Finding], analysis: ExactAnalysis, rules: Rules) -> list[Finding]:
    """Name no product in a finding that too few cases have.

    Args:
        found: Warnings.
        analysis: Exact results.
        rules: The parameters of disclosure control.
    """
    said = list(found)
    if not any(OF_A_PRODUCT in one.text for one in said):
        return said
    few = set()
    for priced in (analysis.usage, analysis.mdo):
        counted = cases_of_products(priced, rules.minimum)
        few |= {line.code for line in priced.known_prices if counted.get(line.code, 0) < rules.minimum}
    return [replace(one, text=_without(one.text, few)) for one in said]


def _without(text: str, codes: Iterable[str]) -> str:
    """Leave the code of a product out of a text.

    Example:
        >>> _without("Product W heeft in 2018 geen prijs.", ["W"])
        'Een van de overige producten heeft in 2018 geen prijs.'
    """
    for code in codes:
        text = text.replace(f"{OF_A_PRODUCT}{code} heeft ", "Een van de overige producten heeft ")
    return text
