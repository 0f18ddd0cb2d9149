"""From a card to its outcome: the functions that anyone calls, with the rows of the workbook as input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    BENEFIT,
    CASES,
    DISCOUNTED,
    EFFECTS,
    INVESTMENT,
    INVESTMENT_SHEET,
    PARTIES,
    UNKNOWN,
    VALUE_MAP,
    WITH,
    CardKind,
)
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.valuation.effects import Activity, EffectCalculation, effect_calculator
from maatschappelijk_rendement.valuation.exact_numbers import number
from maatschappelijk_rendement.valuation.flows import Effect, Factor, Party, Timeline
from maatschappelijk_rendement.valuation.rates import dutch_rate
from maatschappelijk_rendement.valuation.societal_case import BusinessCase, business_case
from maatschappelijk_rendement.valuation.value_map import Sroi, SroiRow, sroi

USUAL_BUDGET_YEARS = 5

Outcome = Sroi | BusinessCase | EffectCalculation


@dataclass(frozen=True, slots=True)
class CardValue:
    """A card, computed.

    Attributes:
        card: What was read.
        title: Its title.
        timeline: Years and rate.
        rate: The rate a year.
        outcome: What its instrument gives.
        unknown: PM posts: what, and why it is not in the sums.
    """

    card: Card
    title: str
    timeline: Timeline
    rate: Fraction
    outcome: Outcome
    unknown: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> CardKind:
        """Its instrument."""
        return self.card.kind

    @property
    def is_synthetic(self) -> bool:
        """Whether it is a made-up example."""
        return bool(self.card.settings.get("is_synthetic") == "ja")


def value_card(card: Card) -> CardValue:
    """Compute a card.

    Args:
        card: A card without errors.

    Example:
        >>> import io
        >>> from maatschappelijk_rendement.intake.cards import read_card, write_card_template
        >>> stream = io.BytesIO()
        >>> write_card_template(stream, "sroi", example=True)
        >>> round(value_card(read_card(stream.getvalue())).outcome.ratio, 2)
        Decimal('2.26')
    """
    settings = card.settings
    start = int(settings["start_year"])
    rule = None if "rate" in settings else dutch_rate(date(start, 1, 1))
    timeline = Timeline(
        start=start,
        years=int(settings["years"]),
        rate=rule.rate if rule else settings["rate"],
        first=1 if settings.get("first_year") == DISCOUNTED else 0,
        price_year=int(settings.get("price_year", start)),
        source=rule.source if rule else settings["rate_source"],
    )
    outcome = _COMPUTED[card.kind](card, timeline)
    unknown = tuple((str(row.get("what")), str(row.get("why"))) for row in card.of(UNKNOWN))
    return CardValue(card, str(settings["title"]), timeline, number(timeline.rate, "rate"), outcome, unknown)


def sroi_row(row: CardRow) -> SroiRow:
    """Turn a row of sheet Waardekaart into one of a value map."""
    names = (
        "quantity",
        "proxy",
        "duration",
        "deadweight",
        "displacement",
        "attribution",
        "drop_off",
        "start",
    )
    texts = ("stakeholder", "input", "output", "outcome", "indicator", "source")
    given: dict[str, Any] = {name: row.values[name] for name in (*names, *texts) if name in row.values}
    return SroiRow(**given)


def effect(row: CardRow) -> Effect:
    """Turn a row of sheet Effecten into an effect; what is paid gets its minus sign here."""
    factors = tuple(
        Factor(label, row.values[name], str(row.get("source", "")))
        for name, label in (("chance", "kans"), ("optimism", "correctie voor optimisme"))
        if name in row.values
    )
    return Effect(
        name=row.get("effect"),
        party=row.get("party"),
        amount=row.get("amount") if row.get("role") == BENEFIT else -row.get("amount"),
        worth=row.get("worth"),
        money=row.get("money"),
        counterparty=row.get("counterparty", "") if row.get("money") == MoneyKind.TRANSFER else "",
        is_investment=row.get("role") == INVESTMENT,
        start=row.get("start", 0),
        duration=row.get("duration"),
        drop_off=row.get("drop_off", 0),
        factors=factors,
        certainty=row.get("certainty"),
        source=row.get("source"),
        activity=row.get("activity"),
    )


def activity(row: CardRow) -> Activity:
    """Turn a row of sheet Activiteiten into an activity."""
    names = ("product", "quantity", "price", "party", "terrain", "case", "start", "duration", "source")
    given: dict[str, Any] = {name: row.values[name] for name in names if name in row.values}
    return Activity(**given)


def _sroi(card: Card, timeline: Timeline) -> Sroi:
    paid = [Fraction(0)] * timeline.years
    for row in card.of(INVESTMENT_SHEET):
        paid[int(row.get("start", 0))] += number(row.get("amount"), "amount")
    rows = [sroi_row(row) for row in card.of(VALUE_MAP)]
    return sroi(rows, timeline.rate, timeline.first, investment=paid)


def _mkba(card: Card, timeline: Timeline) -> BusinessCase:
    spelled = {str(row.get("party")).casefold(): str(row.get("party")) for row in card.of(PARTIES)}
    parties = [Party(str(row.get("party")), row.get("is_public") == "ja") for row in card.of(PARTIES)]
    effects = [_spelled(effect(row), spelled) for row in card.of(EFFECTS)]
    return business_case(
        effects,
        parties,
        timeline,
        null_alternative=str(card.settings["null_alternative"]),
        project_alternative=str(card.settings["project"]),
        budget_years=int(card.settings.get("budget_years", USUAL_BUDGET_YEARS)),
        unknown=[str(row.get("what")) for row in card.of(UNKNOWN)],
    )


def _spelled(given: Effect, spelled: Mapping[str, str]) -> Effect:
    """Write the names of parties as sheet Partijen does."""
    party, other = spelled[given.party.casefold()], given.counterparty
    return replace(given, party=party, counterparty=spelled[other.casefold()] if other else "")


def _effects(card: Card, timeline: Timeline) -> EffectCalculation:
    rows = card.of(ACTIVITIES)
    cases = card.of(CASES)
    used = {row.get("case") for row in rows}
    return effect_calculator(
        [activity(row) for row in rows if row.get("scenario") == WITH],
        [activity(row) for row in rows if row.get("scenario") != WITH],
        timeline,
        probability={row.get("case"): row.get("chance") for row in cases},
        ground={row.get("case"): row.get("ground") for row in cases},
        grades={
            row.get("case"): (row.get("grade_with"), row.get("grade_without"))
            for row in cases
            if row.get("case") in used
        },
    )


_COMPUTED: Mapping[CardKind, Callable[[Card, Timeline], Outcome]] = {
    CardKind.SROI: _sroi,
    CardKind.MKBA: _mkba,
    CardKind.EFFECTS: _effects,
}
