"""The effect calculator: what is done for a case with the approach, and what without it, on one time line.

Without the approach is a hypothesis: it has a probability and a ground, and both are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.discounting import worth_now
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    form_of,
    number,
    rooted,
    shaped,
    share,
)
from maatschappelijk_rendement.valuation.flows import LONGEST_LINE, Party, Timeline
from maatschappelijk_rendement.valuation.rates import schedule_of


@dataclass(frozen=True, slots=True)
class Activity(Tabular):
    """Something that is done for a case, and what it costs.

    Attributes:
        product: What is done.
        quantity: How much a year; of something done once, how much in all.
        price: Price of one [euro]; what the resident gets has its price too.
        party: Who pays.
        terrain: Field of life or policy.
        case: For which case.
        start: Years before it begins.
        duration: Years it goes on; of a last year in part, that part counts.
        source: Where price and quantity come from.
    """

    product: str
    quantity: Any
    price: Any
    party: str
    terrain: str = ""
    case: str = ""
    start: Any = 0
    duration: Any = 1
    source: str = ""

    def __post_init__(self) -> None:
        given: Any = self.party
        if isinstance(given, Party):  # it may stand in the place of its name
            object.__setattr__(self, "party", given.name)


@dataclass(frozen=True, slots=True)
class CostGap(Tabular):
    """Costs with and without, of a party, a terrain, a case or all.

    Attributes:
        name: Of whom or what.
        with_cost: Cost with the approach, over the whole time line.
        without_cost: Cost without it, if the hypothesis holds.
        difference: with - without: a saving has a minus sign.
        expected: with - probability x without: what to reckon with.
        expected_present_value: That discounted.
    """

    name: str
    with_cost: Amount
    without_cost: Amount
    difference: Amount
    expected: Amount
    expected_present_value: Amount


@dataclass(frozen=True, slots=True)
class EffectCalculation(Tabular):
    """An effect calculator, computed.

    Attributes:
        timeline: The years.
        with_by_year: Cost a year with the approach.
        without_by_year: Cost a year without it.
        total: Everything together.
        parties: By name.
        terrains: By name.
        cases: By name.
        probabilities: Of the hypothesis, by case.
        grounds: Why it is likely, by case.
        grades: How the resident is off: (with, without) by case, on the scale the user names.
    """

    rows_in: ClassVar[str] = "parties"

    timeline: Timeline
    with_by_year: tuple[Amount, ...]
    without_by_year: tuple[Amount, ...]
    total: CostGap
    parties: tuple[CostGap, ...]
    terrains: tuple[CostGap, ...]
    cases: tuple[CostGap, ...]
    probabilities: Mapping[str, Amount]
    grounds: Mapping[str, str]
    grades: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class _Line:
    activity: Activity
    amounts: tuple[Fraction, ...]
    is_with: bool


def effect_calculator(
    with_approach: Iterable[Activity],
    without: Iterable[Activity],
    timeline: Timeline,
    *,
    probability: Any = 1,
    ground: Any = "",
    grades: Mapping[str, tuple[Any, Any]] | None = None,
) -> EffectCalculation:
    """Compare what is done with and without the approach.

    Args:
        with_approach: The activities with it, of one case or more.
        without: The activities without it, priced alike.
        timeline: Years and rate.
        probability: That things go as in ``without`` if nothing is done: a share, or one a case. If they do
            not, none of it is taken to happen; what is done with the approach is paid either way.
        ground: Why; a text, or one a case.
        grades: How the resident is off: (with, without) by case.

    Raises:
        UsageError: An activity of a case stands under two terrains, or a number is out of bounds.

    Example:
        >>> found = effect_calculator(
        ...     [Activity("woonbegeleiding", 50, 60, "gemeente")],
        ...     [Activity("uithuiszetting", 1, 9000, "woningcorporatie")],
        ...     Timeline(2026, 1, 0),
        ...     probability="0.5",
        ... )
        >>> found.total.difference, found.total.expected
        (Decimal('-6000'), Decimal('-1500'))
    """
    given = (tuple(with_approach), tuple(without))
    if not any(given):
        raise UsageError("with_approach, without: geef minstens één activiteit.")
    _once_each(given)
    cases = sorted({each.case for lines in given for each in lines})
    chances = {case: share(_of(probability, case), "probability") for case in cases}
    schedule, first = schedule_of(timeline.rate), number(timeline.first, "first")
    numbers = [(each.quantity, each.price, each.start, each.duration) for lines in given for each in lines]
    form = max(form_of(numbers, list(_all(probability))), schedule.form)
    if first.denominator > 1:
        form = rooted(form)
    lines = [
        _Line(each, _amounts(each, timeline, f"{name}[{place}]"), name == "with_approach")
        for name, activities in zip(("with_approach", "without"), given, strict=True)
        for place, each in enumerate(activities, 1)
    ]

    def difference(name: str, chosen: Callable[[Activity], bool]) -> CostGap:
        own = [line for line in lines if chosen(line.activity)]
        sides = [
            sum((sum(line.amounts, Fraction(0)) for line in own if line.is_with is side), Fraction(0))
            for side in (True, False)
        ]
        expected = [Fraction(0)] * timeline.years
        for line in own:
            weight = Fraction(1) if line.is_with else -chances[line.activity.case]
            for year, amount in enumerate(line.amounts):
                expected[year] += weight * amount
        return CostGap(
            name,
            shaped(sides[0], form),
            shaped(sides[1], form),
            shaped(sides[0] - sides[1], form),
            shaped(sum(expected, Fraction(0)), form),
            shaped(worth_now(tuple(expected), schedule, first), form),
        )

    def each(field: str) -> tuple[CostGap, ...]:
        def is_of(name: str) -> Callable[[Activity], bool]:
            return lambda activity: getattr(activity, field) == name

        names = sorted({getattr(line.activity, field) for line in lines})
        return tuple(difference(name, is_of(name)) for name in names)

    def by_year(side: bool) -> tuple[Amount, ...]:
        sums = (
            sum(line.amounts[year] for line in lines if line.is_with is side)
            for year in range(timeline.years)
        )
        return tuple(shaped(Fraction(amount), form) for amount in sums)

    return EffectCalculation(
        timeline=timeline,
        with_by_year=by_year(True),
        without_by_year=by_year(False),
        total=difference("totaal", lambda _: True),
        parties=each("party"),
        terrains=each("terrain"),
        cases=each("case"),
        probabilities={case: shaped(chance, form) for case, chance in chances.items()},
        grounds={case: str(_of(ground, case)) for case in cases},
        grades=dict(grades or {}),
    )


def _amounts(activity: Activity, timeline: Timeline, where: str) -> tuple[Fraction, ...]:
    amount = number(activity.quantity, f"{where}.quantity", 0) * number(activity.price, f"{where}.price")
    start = number(activity.start, f"{where}.start", 0, LONGEST_LINE)
    length = number(activity.duration, f"{where}.duration", 0, LONGEST_LINE)
    if start + length > timeline.years:
        raise UsageError(f"{where}: dit loopt langer door dan de tijdlijn. Maak de tijdlijn langer.")
    found = []
    for year in range(timeline.years):
        part = min(start + length, Fraction(year + 1)) - max(start, Fraction(year))
        found.append(amount * max(part, Fraction(0)))
    return tuple(found)


def _once_each(given: tuple[tuple[Activity, ...], ...]) -> None:
    """Refuse an activity of a case that is counted under two terrains."""
    for name, lines in zip(("with_approach", "without"), given, strict=True):
        terrains: dict[tuple[str, str], str] = {}
        for place, each in enumerate(lines, 1):
            if not isinstance(each, Activity):
                raise UsageError(f"{name}[{place}]: geef een Activity.")
            if terrains.setdefault((each.case, each.product), each.terrain) != each.terrain:
                raise UsageError(
                    f"{name}[{place}]: deze activiteit van deze casus telt al mee op een ander terrein. "
                    "Kies één terrein."
                )


def _of(given: Any, case: str) -> Any:
    if not isinstance(given, Mapping):
        return given
    if case not in given:
        raise UsageError("probability, ground: voor een casus ontbreekt deze waarde. Vul haar aan.")
    return given[case]


def _all(given: Any) -> Iterable[Any]:
    return given.values() if isinstance(given, Mapping) else (given,)
