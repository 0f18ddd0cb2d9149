"""From the sheets of a card to the budget of a wijk: posts, lump sum, forms of payment, growth and risk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.vocabulary import Stream, fold
from maatschappelijk_rendement.domain.wijk_sheets.budget import (
    BUDGET,
    DEFINITIONS,
    GROWTH,
    LUMP_SUMS,
    PRICE,
    RISK_SHARES,
    VOLUME,
    PolicyGoal,
)
from maatschappelijk_rendement.wijk.budget import Axis, budget_sums
from maatschappelijk_rendement.wijk.definitions import BudgetLine, Definition, OwnLine, translate
from maatschappelijk_rendement.wijk.forms import FormsOfYear, PaidPost, PricedUse, forms_by_year
from maatschappelijk_rendement.wijk.growth import FanYear, GrowthAssumption, budget_fan, index_factor
from maatschappelijk_rendement.wijk.lump_sum import lump_sum_base
from maatschappelijk_rendement.wijk.risk_sharing import PartnerResult, RiskKey, share_risk

MILLI = 1_000


@dataclass(frozen=True, slots=True)
class AgreedYear:
    """The lump sum of a year [cent], and how it came about."""

    year: int
    cents: int
    how: str
    source: str


@dataclass(frozen=True, slots=True)
class CardBudget:
    """The budget of a card, computed.

    Attributes:
        lines: Every post in the one definition.
        agreed: The lump sum of each year; empty without one.
        forms: Lump sum, PxQ and nothing changed of each year.
        fan: What the first lump sum grows to under the assumptions; empty without assumptions.
        assumptions: What grows (``prijs`` or ``volume``) with each assumption.
        risks: Year, key and result of each partner, for years whose real cost is known.
    """

    lines: tuple[BudgetLine, ...]
    agreed: tuple[AgreedYear, ...] = ()
    forms: tuple[FormsOfYear, ...] = ()
    fan: tuple[FanYear, ...] = ()
    assumptions: tuple[tuple[str, GrowthAssumption], ...] = ()
    risks: tuple[tuple[int, RiskKey, tuple[PartnerResult, ...]], ...] = ()


def card_budget(card: Card) -> CardBudget | None:
    """Compute the budget of a card without errors; None where it has no posts.

    Args:
        card: A card of a wijk.
    """
    rows = card.of(BUDGET)
    if not rows:
        return None
    lines = translate([_own(row) for row in rows], [_definition(row) for row in card.of(DEFINITIONS)])
    assumptions = tuple((str(row.get("grows")), _assumption(row)) for row in card.of(GROWTH))
    agreed = _agreed(sorted(card.of(LUMP_SUMS), key=lambda row: int(row.get("year"))), lines)
    if not agreed:
        return CardBudget(lines, assumptions=assumptions)
    first = agreed[0].year
    sums = {each.year: each.cents for each in agreed}
    use, posts = _use(card, lines, first - 1)
    fan = budget_fan(sums[first], first, len(sums), [each for _, each in assumptions]) if assumptions else ()
    return CardBudget(
        lines,
        agreed,
        forms_by_year(
            use,
            sums,
            posts=posts,
            prices={year: _level(assumptions, PRICE, year - first + 1) for year in sums},
            volumes={year: _level(assumptions, VOLUME, year - first + 1) for year in sums},
        ),
        fan,
        assumptions,
        _risks(card, lines, sums),
    )


def cents(value: Decimal | None) -> int | None:
    """Give an amount in cents; None stays None."""
    return None if value is None else half_up(Fraction(value) * 100)


def _own(row: CardRow) -> OwnLine:
    people = row.get("people")
    return OwnLine(
        year=int(row.get("year")),
        partner=str(row.get("partner")),
        term=str(row.get("term")),
        budgeted_cents=cents(row.get("budgeted")),
        realised_cents=cents(row.get("realised")),
        budgeted_hours_milli=_milli(row.get("budgeted_hours")),
        realised_hours_milli=_milli(row.get("realised_hours")),
        people=None if people is None else int(people),
    )


def _definition(row: CardRow) -> Definition:
    goal, stream, factor = row.get("goal"), row.get("stream"), row.get("hours_factor")
    return Definition(
        partner=str(row.get("partner")),
        term=str(row.get("term")),
        goal=PolicyGoal(goal) if goal else None,
        stream=Stream(stream) if stream else None,
        hours_factor=None if factor is None else Fraction(factor),
        source=str(row.get("source", "")),
        why=str(row.get("why", "")),
    )


def _assumption(row: CardRow) -> GrowthAssumption:
    low, middle, high = (Fraction(row.get(name)) for name in ("low", "middle", "high"))
    return GrowthAssumption(
        name=str(row.get("name")), low=low, middle=middle, high=high, source=str(row.get("source"))
    )


def _agreed(rows: Sequence[CardRow], lines: Sequence[BudgetLine]) -> tuple[AgreedYear, ...]:
    """Give the lump sum of each year: as agreed, from earlier years, or grown from the year before."""
    real = {
        int(each.names[0]): each.realised.whole
        for each in budget_sums(lines, Axis.YEAR)
        if each.realised.whole is not None
    }
    found: list[AgreedYear] = []
    exact = Fraction(0)
    for row in rows:
        year, index, source = int(row.get("year")), row.get("index"), str(row.get("source"))
        if "amount" in row.values:
            exact, how = Fraction(cents(row.get("amount")) or 0), "afgesproken"
        elif not found:
            earlier = {each: amount for each, amount in real.items() if each < year}
            exact = Fraction(lump_sum_base(earlier, year, index=index))
            how = f"gemiddelde van {len(earlier)} eerdere jaren"
            if index:
                how += f", in prijzen van {year} ({index})"
            elif row.get("growth") is not None:
                exact *= 1 + Fraction(row.get("growth"))
        else:
            is_again = row.get("is_rebased") == "ja"
            if is_again:
                exact = Fraction(real[year - 1])
            growth = index_factor(index, year - 1, year).factor if index else 1 + Fraction(row.get("growth"))
            exact *= growth
            how = "herijkt op het vorige jaar" if is_again else "vorig jaar"
            how += f" plus {index}" if index else " plus eigen groei"
        found.append(AgreedYear(year, half_up(exact), how, source))
    return tuple(found)


def _use(
    card: Card, lines: Sequence[BudgetLine], base_year: int
) -> tuple[tuple[PricedUse, ...], tuple[PaidPost, ...]]:
    """Give the hours with their price, and the posts without hours, before and in each year."""
    prices = {
        _key(row.get("partner"), row.get("term")): row.get("hour_price") for row in card.of(DEFINITIONS)
    }
    posts: dict[tuple[str, str], list[OwnLine]] = {}
    for line in lines:
        posts.setdefault(_key(line.own.partner, line.own.term), []).append(line.own)
    use, paid = [], []
    for key, own in posts.items():
        by_year = {each.year: each for each in own}
        before = by_year.get(base_year)
        if any(
            each.budgeted_hours_milli is not None or each.realised_hours_milli is not None for each in own
        ):
            use.append(
                PricedUse(
                    name=own[0].term,
                    price_cents=cents(prices.get(key)),
                    before_milli=(before.realised_hours_milli or 0) if before else 0,
                    real_milli={
                        year: each.realised_hours_milli
                        for year, each in by_year.items()
                        if each.realised_hours_milli is not None
                    },
                )
            )
        else:
            real = {
                year: each.realised_cents for year, each in by_year.items() if each.realised_cents is not None
            }
            paid.append(PaidPost(before_cents=real.get(base_year, 0), real_cents=real))
    return tuple(use), tuple(paid)


def _level(assumptions: Sequence[tuple[str, GrowthAssumption]], grows: str, years: int) -> Fraction:
    level = Fraction(1)
    for kind, each in assumptions:
        if kind == grows:
            level *= (1 + each.middle) ** years
    return level


def _risks(
    card: Card, lines: Sequence[BudgetLine], sums: dict[int, int]
) -> tuple[tuple[int, RiskKey, tuple[PartnerResult, ...]], ...]:
    given = {fold(row.get("partner")): Fraction(row.get("share")) for row in card.of(RISK_SHARES)}
    found: list[tuple[int, RiskKey, tuple[PartnerResult, ...]]] = []
    for year in sums:
        parts = budget_sums([line for line in lines if line.own.year == year], Axis.PARTNER)
        budgets = {each.names[0]: each.budgeted.whole for each in parts}
        real = {each.names[0]: each.realised.whole for each in parts}
        known_budgets = {name: amount for name, amount in budgets.items() if amount is not None}
        known_real = {name: amount for name, amount in real.items() if amount is not None}
        if not parts or len(known_budgets) < len(parts) or len(known_real) < len(parts):
            continue
        shares = {name: given[fold(name)] for name in budgets} if given else None
        if shares is not None and sum(shares.values()) != 1:
            continue  # a partner of the shares has no post in this year
        if shares is None and not sum(known_budgets.values()):
            continue
        found += [(year, key, share_risk(known_budgets, known_real, key, shares=shares)) for key in RiskKey]
    return tuple(found)


def _key(partner: Any, term: Any) -> tuple[str, str]:
    return fold(str(partner)), fold(str(term))


def _milli(value: Decimal | None) -> int | None:
    return None if value is None else half_up(Fraction(value) * MILLI)
