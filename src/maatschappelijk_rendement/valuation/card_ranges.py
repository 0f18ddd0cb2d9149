"""What a lowest and highest amount on a card do to its outcome: one at a time, and all at once in draws.

Every outcome of a card is a straight line in every amount, so that the swings are exact: what one euro more
of an amount adds to the net value and to the investment is all there is to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    BENEFIT,
    EFFECTS,
    INVESTMENT_SHEET,
    PERT,
    VALUE_MAP,
    CardKind,
)
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.valuation.card_rows import effect, sroi_row
from maatschappelijk_rendement.valuation.discounting import factor, worth_now
from maatschappelijk_rendement.valuation.flows import Timeline, amounts_of
from maatschappelijk_rendement.valuation.rates import schedule_of
from maatschappelijk_rendement.valuation.sensitivity import tornado
from maatschappelijk_rendement.valuation.societal_case import COUNTED
from maatschappelijk_rendement.valuation.value_map import yearly_values

DRAWS, SEED = 100_000, 2026


@dataclass(frozen=True, slots=True)
class RangedAmount:
    """An amount that has a lowest and a highest on the card.

    Attributes:
        place: The how manieth row of the flows it is: effects, or outcomes and then investments.
        row: The row of the card.
        name: What it is.
        who: Of which party.
        low: Lowest.
        base: As the outcome counts it.
        high: Highest.
        net: What one euro more adds to the net value.
        invested: What one euro more adds to the investment.
    """

    place: int
    row: CardRow
    name: str
    who: str
    low: Fraction
    base: Fraction
    high: Fraction
    net: Fraction
    invested: Fraction


@dataclass(frozen=True, slots=True)
class CardSwing:
    """The outcome of a card at the lowest and the highest of one amount.

    Attributes:
        amount: The amount.
        net: Net value at its lowest and at its highest.
        ratio: The ratio at both; None where nothing is put in.
        width: How far the net value moves.
    """

    amount: RangedAmount
    net: tuple[Fraction, Fraction]
    ratio: tuple[Fraction | None, Fraction | None]
    width: Fraction


@dataclass(frozen=True, slots=True)
class CardDraws:
    """What the draws of all ranges together came to.

    Attributes:
        distribution: ``pert`` or ``driehoek``.
        draws: How many.
        seed: With which they can be drawn again.
        net: Below which one in twenty, half, and nineteen in twenty lie.
        probability_positive: Share of draws with a net value above zero.
        ratio: One in twenty and nineteen in twenty; None where nothing may be put in.
    """

    distribution: str
    draws: int
    seed: int
    net: tuple[float, float, float]
    probability_positive: float
    ratio: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class CardRanges:
    """The swings, widest first, and the draws.

    Attributes:
        swings: One an amount with a range.
        draws: All of them at once.
    """

    swings: tuple[CardSwing, ...]
    draws: CardDraws


def ranges_of(card: Card, timeline: Timeline, net: Any, investment: Any) -> CardRanges | None:
    """Give what the ranges of a card do; None where it has none.

    Args:
        card: A card without errors.
        timeline: Its years and rate.
        net: Its net value.
        investment: What is put in.
    """
    found = [amount for amount in _amounts(card, timeline) if "low" in amount.row.values]
    if not found:
        return None
    at_net, at_investment = Fraction(net), Fraction(investment)
    known = {f"{place:06}": amount for place, amount in enumerate(found)}

    def outcome(values: Mapping[str, Any]) -> Any:
        return at_net + sum(each.net * (values[key] - each.base) for key, each in known.items())

    def ratio(amount: RangedAmount, value: Fraction, worth: Fraction) -> Fraction | None:
        put_in = at_investment + amount.invested * (value - amount.base)
        return (worth + put_in) / put_in if put_in > 0 else None

    swings = []
    for swing in tornado(outcome, {key: (each.low, each.base, each.high) for key, each in known.items()}):
        amount = known[swing.name]
        at_low, at_high = Fraction(swing.low), Fraction(swing.high)
        ratios = ratio(amount, amount.low, at_low), ratio(amount, amount.high, at_high)
        swings.append(CardSwing(amount, (at_low, at_high), ratios, Fraction(swing.width)))
    draws = _draws(known, at_net, at_investment, str(card.settings.get("distribution", PERT)))
    return CardRanges(tuple(swings), draws)


def _draws(
    known: Mapping[str, RangedAmount], net: Fraction, investment: Fraction, distribution: str
) -> CardDraws:
    from maatschappelijk_rendement.valuation.distributions import Pert, Triangular
    from maatschappelijk_rendement.valuation.draws import monte_carlo

    kind = Pert if distribution == PERT else Triangular
    least = investment + sum(
        (
            each.invested * ((each.low if each.invested > 0 else each.high) - each.base)
            for each in known.values()
        ),
        Fraction(0),
    )
    slopes = {key: (float(each.net), float(each.invested), float(each.base)) for key, each in known.items()}

    def outcomes(values: Mapping[str, Any]) -> dict[str, Any]:
        worth, put_in = float(net), float(investment)
        for key, (of_net, of_investment, base) in slopes.items():
            worth = worth + of_net * (values[key] - base)
            put_in = put_in + of_investment * (values[key] - base)
        return {"net": worth, "ratio": (worth + put_in) / put_in} if least > 0 else {"net": worth}

    drawn = monte_carlo(
        outcomes, {key: kind(each.low, each.base, each.high) for key, each in known.items()}, DRAWS, SEED
    )
    worth, ratio = drawn["net"], drawn.get("ratio")
    return CardDraws(
        distribution=distribution,
        draws=DRAWS,
        seed=SEED,
        net=(worth.p05, worth.p50, worth.p95),
        probability_positive=worth.probability_positive,
        ratio=None if ratio is None else (ratio.p05, ratio.p95),
    )


def _amounts(card: Card, timeline: Timeline) -> Iterator[RangedAmount]:
    return _of_effects(card, timeline) if card.kind is CardKind.MKBA else _of_value_map(card, timeline)


def _of_effects(card: Card, timeline: Timeline) -> Iterator[RangedAmount]:
    schedule, first = schedule_of(timeline.rate), Fraction(timeline.first)
    for place, row in enumerate(card.of(EFFECTS)):
        given = effect(row)
        one = replace(given, amount=1 if row.get("role") == BENEFIT else -1)
        worth = worth_now(amounts_of(one, timeline), schedule, first)
        counts = given.worth in COUNTED and given.money != MoneyKind.TRANSFER
        net = worth if counts else Fraction(0)
        invested = -net if given.is_investment else Fraction(0)
        yield _ranged(place, row, given.name, given.party, "amount", net, invested)


def _of_value_map(card: Card, timeline: Timeline) -> Iterator[RangedAmount]:
    schedule, first = schedule_of(timeline.rate), Fraction(timeline.first)
    rows = card.of(VALUE_MAP)
    for place, row in enumerate(rows):
        given = sroi_row(row)
        worth = worth_now(yearly_values(replace(given, proxy=1))[3], schedule, first)
        yield _ranged(place, row, given.outcome, given.stakeholder, "proxy", worth, Fraction(0))
    for place, row in enumerate(card.of(INVESTMENT_SHEET), len(rows)):
        cost = factor(Fraction(row.get("start", 0)), schedule)
        yield _ranged(place, row, str(row.get("post")), str(row.get("party")), "amount", -cost, cost)


def _ranged(
    place: int, row: CardRow, name: str, who: str, middle: str, net: Fraction, invested: Fraction
) -> RangedAmount:
    base = Fraction(row.get(middle))
    low, high = (Fraction(row.get(end, base)) for end in ("low", "high"))
    return RangedAmount(place, row, name, who, low, base, high, net, invested)
