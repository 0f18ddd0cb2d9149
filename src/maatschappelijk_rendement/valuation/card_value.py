"""From a card to its outcome: the functions that anyone calls, with the rows of the workbook as input."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from maatschappelijk_rendement.domain.card import Card
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    CASES,
    DISCOUNTED,
    EFFECTS,
    INVESTMENT_SHEET,
    PARTIES,
    UNKNOWN,
    VALUE_MAP,
    WITH,
    CardKind,
)
from maatschappelijk_rendement.valuation.card_ranges import CardRanges, ranges_of
from maatschappelijk_rendement.valuation.card_rows import activity, effect, sroi_row
from maatschappelijk_rendement.valuation.card_wellbeing import WellbeingEntry, wellbeing_of
from maatschappelijk_rendement.valuation.effects import EffectCalculation, effect_calculator
from maatschappelijk_rendement.valuation.exact_numbers import number
from maatschappelijk_rendement.valuation.flows import Party, Timeline
from maatschappelijk_rendement.valuation.rates import dutch_rate
from maatschappelijk_rendement.valuation.societal_case import BusinessCase, business_case
from maatschappelijk_rendement.valuation.value_map import Sroi, sroi

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
        wellbeing: The ledger of wellbeing in euros; counted nowhere else.
        ranges: What the lowest and highest amounts do to the outcome; None where the card has none.
    """

    card: Card
    title: str
    timeline: Timeline
    rate: Fraction
    outcome: Outcome
    unknown: tuple[tuple[str, str], ...]
    wellbeing: tuple[WellbeingEntry, ...] = ()
    ranges: CardRanges | None = None

    @property
    def kind(self) -> CardKind:
        """Its instrument."""
        return self.card.kind

    @property
    def is_confidential(self) -> bool:
        """Whether it is about single cases: then no file of it is to be published."""
        return self.kind is CardKind.EFFECTS

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
    return CardValue(
        card=card,
        title=str(settings["title"]),
        timeline=timeline,
        rate=number(timeline.rate, "rate"),
        outcome=outcome,
        unknown=unknown,
        wellbeing=wellbeing_of(card, timeline),
        ranges=None
        if isinstance(outcome, EffectCalculation)
        else ranges_of(card, timeline, outcome.net, outcome.investment),
    )


def _sroi(card: Card, timeline: Timeline) -> Sroi:
    paid = [Fraction(0)] * timeline.years
    for row in card.of(INVESTMENT_SHEET):
        paid[int(row.get("start", 0))] += number(row.get("amount"), "amount")
    rows = [sroi_row(row) for row in card.of(VALUE_MAP)]
    return sroi(rows, timeline.rate, timeline.first, investment=paid)


def _mkba(card: Card, timeline: Timeline) -> BusinessCase:
    parties = [Party(str(row.get("party")), row.get("is_public") == "ja") for row in card.of(PARTIES)]
    effects = [effect(row) for row in card.of(EFFECTS)]
    return business_case(
        effects,
        parties,
        timeline,
        null_alternative=str(card.settings["null_alternative"]),
        project_alternative=str(card.settings["project"]),
        budget_years=int(card.settings.get("budget_years", USUAL_BUDGET_YEARS)),
        unknown=[str(row.get("what")) for row in card.of(UNKNOWN)],
    )


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
