"""From the sheets of a card to routes of questions and to preventive facilities."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.wijk_sheets.facility import FACILITIES
from maatschappelijk_rendement.domain.wijk_sheets.routing import (
    COLLECTIVE,
    GUIDANCE,
    INDIVIDUAL,
    QUESTIONS,
    ROUTES,
)
from maatschappelijk_rendement.valuation.sensitivity import OutcomeSwing
from maatschappelijk_rendement.wijk.card_budget import cents
from maatschappelijk_rendement.wijk.facility import (
    WEEKS,
    Facility,
    FacilityCosts,
    facility_costs,
    hours_to_replace,
)
from maatschappelijk_rendement.wijk.routing import (
    ALL_INDIVIDUAL,
    Prices,
    Provision,
    QuestionType,
    Routing,
    Shares,
    break_even_stay,
    route_questions,
    routing_sensitivity,
)

NEAR = Fraction(1, 10)
"""Without a low and a high of its own, an input is moved by a tenth."""
_PRICE_OF = {COLLECTIVE: "collective_cents", GUIDANCE: "guidance_cents", INDIVIDUAL: "individual_cents"}


@dataclass(frozen=True, slots=True)
class CardRouting:
    """The routes of a card, computed.

    Attributes:
        questions: Types of question.
        provision: Places and who stays.
        routing: Where they go and what it costs.
        break_even: Part that must stay for all payers together to pay as much as before; None where no part
            does.
        swings: What changes when one input is another, the widest first.
    """

    questions: tuple[QuestionType, ...]
    provision: Provision
    routing: Routing
    break_even: Fraction | None
    swings: tuple[OutcomeSwing, ...]


@dataclass(frozen=True, slots=True)
class CardFacility:
    """A facility of a card, computed.

    Attributes:
        facility: What was counted.
        costs: What it costs.
        hour_cents: Price of an hour of individual guidance [cent]; None where not given.
        hour_source: Where that price stands.
        hours: Hours a week to replace; None without a price.
        valued_hours: The same with the value of volunteers' hours; None where that is unknown.
    """

    facility: Facility
    costs: FacilityCosts
    hour_cents: int | None
    hour_source: str
    hours: Fraction | None
    valued_hours: Fraction | None


def card_routing(card: Card) -> CardRouting | None:
    """Compute the routes of a card without errors; None where it has no questions."""
    rows = card.of(QUESTIONS)
    if not rows:
        return None
    questions = tuple(_question(row) for row in rows)
    routes = {str(row.get("route")): row for row in card.of(ROUTES)}
    amounts = {_PRICE_OF[name]: cents(row.get("price")) or 0 for name, row in routes.items()}
    prices = Prices(
        collective_cents=amounts["collective_cents"],
        guidance_cents=amounts["guidance_cents"],
        individual_cents=amounts["individual_cents"],
        collective_payer=str(routes[COLLECTIVE].get("payer")),
        individual_payer=str(routes[INDIVIDUAL].get("payer")),
    )
    capacity, stays = routes[COLLECTIVE].get("capacity"), routes[COLLECTIVE].get("stays", 1)
    provision = Provision(capacity=None if capacity is None else int(capacity), stays=Fraction(stays))
    ranges: dict[str, tuple[Any, Any]] = {
        _PRICE_OF[name]: _range(row, amounts[_PRICE_OF[name]]) for name, row in routes.items()
    }
    ranges["volume"] = (1 - NEAR, 1 + NEAR)
    ranges["stays"] = (max(Fraction(0), provision.stays - NEAR), min(Fraction(1), provision.stays + NEAR))
    if provision.capacity is not None:
        ranges["capacity"] = (int(provision.capacity * (1 - NEAR)), int(provision.capacity * (1 + NEAR)))
    return CardRouting(
        questions,
        provision,
        route_questions(questions, prices, provision),
        break_even_stay(questions, prices, provision),
        routing_sensitivity(questions, prices, ranges, provision),
    )


def card_facilities(card: Card) -> tuple[CardFacility, ...]:
    """Compute the facilities of a card without errors."""
    return tuple(_facility(row) for row in card.of(FACILITIES))


def _question(row: CardRow) -> QuestionType:
    now, before = ("direct", "guided", "individual"), "direct_before"
    return QuestionType(
        name=str(row.get("question")),
        volume=int(row.get("volume")),
        shares=Shares(**{name: Fraction(row.get(name)) for name in now}),
        before=Shares(**{name: Fraction(row.get(f"{name}_before")) for name in now})
        if before in row.values
        else ALL_INDIVIDUAL,
    )


def _range(row: CardRow, amount: int) -> tuple[int, int]:
    low, high = cents(row.get("low")), cents(row.get("high"))
    if low is None or high is None:
        return int(amount * (1 - NEAR)), int(amount * (1 + NEAR))
    return low, high


def _facility(row: CardRow) -> CardFacility:
    hours = row.get("volunteer_hours")
    facility = Facility(
        name=str(row.get("facility")),
        yearly_cents=cents(row.get("cost")) or 0,
        weekly_unique=_whole(row, "weekly_unique"),
        yearly_visits=_whole(row, "yearly_visits"),
        yearly_unique=_whole(row, "yearly_unique"),
        vulnerable=_whole(row, "vulnerable"),
        volunteers=_whole(row, "volunteers"),
        weekly_volunteer_milli=None if hours is None else int(hours * 1_000),
        volunteer_hour_cents=cents(row.get("volunteer_value")),
        weeks=int(row.get("weeks", WEEKS)),
        days=_whole(row, "days"),
        activities=_whole(row, "activities"),
        walk_in_hours=_whole(row, "walk_in"),
        source=str(row.get("source")),
    )
    costs, price = facility_costs(facility), cents(row.get("hour_price"))
    has_value = price is not None and costs.valued_cents is not None
    return CardFacility(
        facility,
        costs,
        price,
        str(row.get("price_source", "")),
        None if price is None else hours_to_replace(facility, price),
        hours_to_replace(facility, price, with_volunteers=True) if price is not None and has_value else None,
    )


def _whole(row: CardRow, name: str) -> int | None:
    value = row.get(name)
    return None if value is None else int(value)
