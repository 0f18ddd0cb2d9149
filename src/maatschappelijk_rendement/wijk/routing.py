"""Where questions for help go: straight to a collective provision, led there, or always one to one at home.

Source: Leergeschiedenis Proeftuin Ruwaard, 2018: 70 % direct, 25 % led there by a professional, 5 % always
individual at home. A scenario: volumes are expected numbers, exact, so they need not be whole. A difference
is always that of somebody: each price says who pays it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.sensitivity import OutcomeSwing, tornado


class Route(StrEnum):
    """Where a question ends up."""

    DIRECT = "direct collectief"
    GUIDED = "toegeleid"
    INDIVIDUAL = "individueel thuis"
    OVERFLOW = "collectief vol, dus individueel"
    RETURNED = "niet gebleven, dus individueel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares(Tabular):
    """Parts of the questions by route; together exactly 1.

    Example:
        >>> Shares(direct=Fraction(1, 2), guided=Fraction(1, 2), individual=Fraction(0)).guided
        Fraction(1, 2)
    """

    direct: Fraction
    guided: Fraction
    individual: Fraction

    def __post_init__(self) -> None:
        parts = (self.direct, self.guided, self.individual)
        if min(parts) < 0 or sum(parts) != 1:
            raise UsageError(
                "Shares: de delen zijn samen niet precies 1. "
                "Geef delen van 0 of meer, zoals 0,70, 0,25 en 0,05."
            )


RUWAARD = Shares(direct=Fraction(70, 100), guided=Fraction(25, 100), individual=Fraction(5, 100))
"""Leergeschiedenis Proeftuin Ruwaard, 2018."""
ALL_INDIVIDUAL = Shares(direct=Fraction(0), guided=Fraction(0), individual=Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionType(Tabular):
    """Questions of one type in a year.

    Attributes:
        name: Such as ``eenzaamheid``.
        volume: Questions a year.
        shares: Where they go; left out: as in the Ruwaard.
        before: Where they went before; left out: all individual at home.
    """

    name: str
    volume: int
    shares: Shares = RUWAARD
    before: Shares = ALL_INDIVIDUAL

    def __post_init__(self) -> None:
        if self.volume < 0:
            raise UsageError("QuestionType.volume: geef een aantal van 0 of meer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices(Tabular):
    """What a question costs by route, and who pays [cent].

    Attributes:
        collective_cents: A place in the collective provision for a year.
        guidance_cents: Leading one person there, once, above the place.
        individual_cents: Individual help at home for a year.
        collective_payer: Who pays the collective provision.
        individual_payer: Who pays guidance and individual help.
        source: Where the prices stand.
    """

    collective_cents: int
    guidance_cents: int
    individual_cents: int
    collective_payer: str = "gemeente"
    individual_payer: str = "gemeente"
    source: str = ""

    def __post_init__(self) -> None:
        if min(self.collective_cents, self.guidance_cents, self.individual_cents) < 0:
            raise UsageError("Prices: een prijs is 0 of meer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Tabular):
    """The collective provision.

    Attributes:
        capacity: Places a year; None where there is always room.
        stays: Part of those who come that needs no individual help as well.
    """

    capacity: int | None = None
    stays: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        if not 0 <= self.stays <= 1 or (self.capacity is not None and self.capacity < 0):
            raise UsageError("Provision: geef een capaciteit van 0 of meer, en stays van 0 tot en met 1.")


@dataclass(frozen=True, slots=True)
class RouteRow(Tabular):
    """Questions of one type on one route.

    Attributes:
        question: Type of question.
        route: Its route.
        volume: Expected number, exact; those who return are among the direct and guided as well.
        cost_cents: What they cost on this route [cent].
    """

    question: str
    route: Route
    volume: Fraction
    cost_cents: int


@dataclass(frozen=True, slots=True)
class PayerDifference(Tabular):
    """What one payer pays, now and before [cent].

    Attributes:
        payer: Who.
        cost_cents: What it pays now.
        before_cents: What it paid before.
    """

    payer: str
    cost_cents: int
    before_cents: int

    @property
    def delta_cents(self) -> int:
        """Now minus before; below zero it pays less."""
        return self.cost_cents - self.before_cents

    @property
    def sentence(self) -> str:
        """Say whose difference this is."""
        word = "minder dan" if self.delta_cents < 0 else "meer dan" if self.delta_cents else "evenveel als"
        return f"{self.payer} betaalt {word} eerst"


@dataclass(frozen=True, slots=True)
class Routing(Tabular):
    """Where questions go and what that costs.

    Attributes:
        rows: A row for each type and route that is used.
        payers: What each payer pays, now and before.
        asked: Expected number that asks for a place in the collective provision.
        placed: Expected number that gets one.
    """

    rows_in: ClassVar[str] = "rows"

    rows: tuple[RouteRow, ...]
    payers: tuple[PayerDifference, ...]
    asked: Fraction
    placed: Fraction

    @property
    def over_capacity(self) -> Fraction:
        """Expected number for whom there is no room; they get individual help."""
        return self.asked - self.placed

    @property
    def cost_cents(self) -> int:
        """What all payers pay together."""
        return sum(payer.cost_cents for payer in self.payers)

    @property
    def before_cents(self) -> int:
        """What all payers paid together before."""
        return sum(payer.before_cents for payer in self.payers)


def route_questions(
    questions: Sequence[QuestionType], prices: Prices, provision: Provision | None = None
) -> Routing:
    """Send questions along their routes and price each.

    Who finds the provision full gets individual help; each type has its part of the places. The same
    provision prices the shares as they were, so where nothing changed nobody pays more or less.

    Args:
        questions: Types with volume and shares.
        prices: Price by route.
        provision: Capacity and who stays; left out: always room, and everyone stays.

    Example:
        >>> found = route_questions([QuestionType(name="eenzaamheid", volume=100)],
        ...                         Prices(collective_cents=100, guidance_cents=50, individual_cents=1_000))
        >>> [(row.route.value, int(row.volume), row.cost_cents) for row in found.rows]
        [('direct collectief', 70, 7000), ('toegeleid', 25, 3750), ('individueel thuis', 5, 5000)]
        >>> found.payers[0].sentence, found.payers[0].delta_cents
        ('gemeente betaalt minder dan eerst', -84250)
    """
    provision = provision or Provision()
    names = [question.name for question in questions]
    if not questions or len(set(names)) < len(names):
        raise UsageError("questions: geef elk soort vraag één keer, en minstens één.")
    asked = sum((_asking(each.volume, each.shares) for each in questions), Fraction(0))
    room, old_room = _room(asked, provision), _room(_asked_before(questions), provision)
    rows: list[RouteRow] = []
    paid: dict[str, int] = {prices.individual_payer: 0, prices.collective_payer: 0}
    before = dict(paid)
    for each in questions:
        of_route: dict[Route, tuple[Fraction, int]] = {}
        for route, volume, collective, individual in _legs(each, prices, room, provision.stays):
            costs = half_up(volume * collective), half_up(volume * individual)
            paid[prices.collective_payer] += costs[0]
            paid[prices.individual_payer] += costs[1]
            so_far, cents = of_route.get(route, (Fraction(0), 0))
            of_route[route] = so_far + volume, cents + sum(costs)
        rows += [RouteRow(each.name, route, *found) for route, found in of_route.items() if found[0]]
        for _, volume, collective, individual in _legs(
            replace(each, shares=each.before), prices, old_room, provision.stays
        ):
            before[prices.collective_payer] += half_up(volume * collective)
            before[prices.individual_payer] += half_up(volume * individual)
    payers = tuple(PayerDifference(payer, paid[payer], before[payer]) for payer in paid)
    return Routing(tuple(rows), payers, asked, asked * room)


def break_even_stay(
    questions: Sequence[QuestionType], prices: Prices, provision: Provision | None = None
) -> Fraction | None:
    """Give the part that must stay for all payers together to pay as much as before.

    Returns:
        The exact part, from 0 to 1; None where no part gives it.

    Example:
        >>> break_even_stay([QuestionType(name="eenzaamheid", volume=100)],
        ...                 Prices(collective_cents=100, guidance_cents=80, individual_cents=1_000))
        Fraction(23, 190)
    """
    provision = provision or Provision()
    none, every = (_gap(questions, prices, replace(provision, stays=Fraction(part))) for part in (0, 1))
    if none == every:
        return None
    part = none / (none - every)
    return part if 0 <= part <= 1 else None


def routing_sensitivity(
    questions: Sequence[QuestionType],
    prices: Prices,
    ranges: Mapping[str, tuple[Any, Any]],
    provision: Provision | None = None,
) -> tuple[OutcomeSwing, ...]:
    """Change one input at a time and give the difference of all payers together, now minus before [cent].

    Args:
        questions: Types with volume and shares.
        prices: Price by route.
        ranges: Low and high of ``stays``, ``capacity``, ``volume`` (a factor on every volume),
            ``collective_cents``, ``guidance_cents`` or ``individual_cents``.
        provision: Capacity and who stays.

    Returns:
        A swing an input, the widest first.

    Example:
        >>> swings = routing_sensitivity([QuestionType(name="eenzaamheid", volume=100)],
        ...     Prices(collective_cents=100, guidance_cents=80, individual_cents=1_000), {"stays": (0, 1)})
        >>> swings[0].name, int(swings[0].low), int(swings[0].high)
        ('stays', 11500, -83500)
    """
    own = provision or Provision()
    base: dict[str, Any] = {
        "stays": own.stays,
        "capacity": _places(questions) if own.capacity is None else own.capacity,
        "volume": 1,
        "collective_cents": prices.collective_cents,
        "guidance_cents": prices.guidance_cents,
        "individual_cents": prices.individual_cents,
    }
    if unknown := ranges.keys() - base.keys():
        raise UsageError(f"ranges: kies uit {', '.join(base)}. {len(unknown)} naam staat daar niet bij.")

    def gap(**given: Any) -> Fraction:
        values = {**base, **given}
        now = replace(prices, **{name: values[name] for name in values if name.endswith("_cents")})
        # Where there is always room, a range of places has all who ask for its middle.
        is_middle = own.capacity is None and values["capacity"] == base["capacity"]
        capacity = None if is_middle else values["capacity"]
        seen = Provision(capacity=capacity, stays=Fraction(values["stays"]))
        return _gap(questions, now, seen, Fraction(values["volume"]))

    middles = {name: base[name] for name in ranges}
    return tornado(gap, ranges, base=middles)


def _gap(
    questions: Sequence[QuestionType], prices: Prices, provision: Provision, factor: Fraction = Fraction(1)
) -> Fraction:
    """Give now minus before of all payers together, exactly."""
    asked = sum((_asking(each.volume * factor, each.shares) for each in questions), Fraction(0))
    room, total = _room(asked, provision), Fraction(0)
    old_room = _room(_asked_before(questions) * factor, provision)
    for each in questions:
        now = _legs(each, prices, room, provision.stays)
        old = _legs(replace(each, shares=each.before), prices, old_room, provision.stays)
        total += sum((volume * (one + other) for _, volume, one, other in now), Fraction(0))
        total -= sum((volume * (one + other) for _, volume, one, other in old), Fraction(0))
    return total * factor


def _asking(volume: Fraction | int, shares: Shares) -> Fraction:
    return volume * (shares.direct + shares.guided)


def _asked_before(questions: Sequence[QuestionType]) -> Fraction:
    return sum((_asking(each.volume, each.before) for each in questions), Fraction(0))


def _places(questions: Sequence[QuestionType]) -> int:
    """Give so many places that there is room for everyone."""
    now = sum((_asking(each.volume, each.shares) for each in questions), Fraction(0))
    return ceil(max(now, _asked_before(questions)))


def _room(asked: Fraction, provision: Provision) -> Fraction:
    """Give the part of those who ask that gets a place."""
    if provision.capacity is None or asked <= provision.capacity:
        return Fraction(1)
    return provision.capacity / asked


def _legs(
    question: QuestionType, prices: Prices, room: Fraction, stays: Fraction
) -> tuple[tuple[Route, Fraction, int, int], ...]:
    """Give route, volume, and price of one question for the collective and for the individual payer.

    Who is led to a full provision has had the guidance, so the overflow carries it.
    """
    direct, guided, individual = (
        question.volume * part
        for part in (question.shares.direct, question.shares.guided, question.shares.individual)
    )
    placed = (direct + guided) * room
    return (
        (Route.DIRECT, direct * room, prices.collective_cents, 0),
        (Route.GUIDED, guided * room, prices.collective_cents, prices.guidance_cents),
        (Route.INDIVIDUAL, individual, 0, prices.individual_cents),
        (Route.OVERFLOW, direct * (1 - room), 0, prices.individual_cents),
        (Route.OVERFLOW, guided * (1 - room), 0, prices.individual_cents + prices.guidance_cents),
        (Route.RETURNED, placed * (1 - stays), 0, prices.individual_cents),
    )
