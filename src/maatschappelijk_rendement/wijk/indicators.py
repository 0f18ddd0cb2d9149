"""The register of indicators: how a wijk stands beside something else, and how it went over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM
from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.wijk_sheets.indicators import (
    ASKED,
    COUNTED,
    MEASURED,
    MODELLED,
    may_be_people,
    out_of,
)
from maatschappelijk_rendement.wijk.estimates import Estimate, Signal, difference, of_share, signal

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Indicator(Tabular):
    """An indicator of one year.

    Attributes:
        perspective: Who looks: one of six.
        goal: ``goed_leven``, ``mooi_werk`` or ``financieel_gezond``.
        name: What is measured.
        unit: In what.
        direction: ``hoger`` or ``lager`` where that is better, else ``geen``.
        year: Of the measurement.
        state: ``gemeten``, ``niet_gemeten`` or ``niet_beschikbaar``.
        nature: ``geteld``, ``gevraagd`` or ``gemodelleerd``.
        source: Where it comes from.
        found: The wijk; None where it was not measured.
        other: What it is compared with; None where there is nothing.
        against: What that is.
        n: People behind it; None where nobody knows.
        aim: Of the quadruple aim; empty where none was given.
        is_quoted: Whether it stands in a published source as it is.
        group: Of whom, such as an age group; empty for everyone.
    """

    perspective: str
    goal: str
    name: str
    unit: str
    direction: str
    year: int
    state: str
    nature: str
    source: str
    found: Estimate | None = None
    other: Estimate | None = None
    against: str = ""
    n: int | None = None
    aim: str = ""
    is_quoted: bool = False
    group: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it is a figure of our own on people: a model tells of no one, a quote is published."""
        return not self.is_quoted and self.nature != MODELLED

    @property
    def is_too_small(self) -> bool:
        """Whether too few people stand behind a figure of our own.

        Of a share both sides count: who says yes, and who does not; a share of everyone tells of each. A
        number in a unit of which it is not sure that no people are counted in it counts as people, with what
        is left of n and of the other.
        """
        if self.found is None or not self.is_own:
            return False
        if _is_few(self.n):
            return True
        value, out = Fraction(self.found.value), out_of(self.unit)
        if out is not None:
            yes = 0 if self.n is None else half_up(value * self.n / out)
            return self.n is not None and (_is_few(yes) or _is_few(self.n - yes) or yes == self.n > 0)
        if not may_be_people(self.unit):
            return False
        other = None if self.other is None else abs(Fraction(self.other.value) - value)
        return _is_few(abs(value)) or _is_few(other) or (self.n is not None and _is_few(self.n - value))

    @property
    def is_other_too_small(self) -> bool:
        """Whether what it is compared with is itself a number of too few people."""
        is_count = self.other is not None and self.is_own and may_be_people(self.unit)
        return is_count and self.other is not None and _is_few(abs(Fraction(self.other.value)))


def _is_few(number: Fraction | int | None) -> bool:
    return number is not None and 0 < number < DEFAULT_MINIMUM


@dataclass(frozen=True, slots=True)
class ResultArea(Tabular):
    """An agreed result.

    Attributes:
        number: Its place in the list.
        area: What was agreed.
        verdict: What was found of it; one of ``VERDICTS``.
        ground: On what the verdict rests; never empty.
        who: Who gives it.
        source: Where it stands.
    """

    number: int
    area: str
    verdict: str
    ground: str
    who: str
    source: str

    def __post_init__(self) -> None:
        if not self.ground.strip() or not self.who.strip():
            raise UsageError("Een oordeel heeft een grond nodig, en wie het geeft.")


@dataclass(frozen=True, slots=True)
class FrameLine(Tabular):
    """A line of the frame for monitoring: for whom, what, why, how."""

    perspective: str
    goal: str
    what: str
    why: str
    how: str


@dataclass(frozen=True, slots=True)
class Standing(Tabular):
    """An indicator beside what it is compared with.

    Attributes:
        indicator: The indicator.
        gap: Wijk minus the other; None where one of them is not there.
        signal: What that says.
    """

    indicator: Indicator
    gap: Estimate | None
    signal: Signal


@dataclass(frozen=True, slots=True)
class Trend(Tabular):
    """An indicator in its last year beside its first.

    Attributes:
        first: In the first year that was measured.
        last: In the last.
        gap: Last minus first.
        signal: What that says.
    """

    first: Indicator
    last: Indicator
    gap: Estimate
    signal: Signal


def indicator(row: CardRow) -> Indicator:
    """Turn a row of sheet Indicatoren into an indicator.

    Where a share of people that was counted or asked comes without bounds, its interval follows from n.
    """
    unit, n = str(row.get("unit")), row.get("n")
    found, other = found_in(row, is_share=out_of(unit) == HUNDRED), estimate_in(row, "other")
    return Indicator(
        perspective=str(row.get("perspective")),
        goal=str(row.get("goal")),
        name=str(row.get("indicator")),
        unit=unit,
        direction=str(row.get("direction")),
        year=int(row.get("year")),
        state=str(row.get("state")),
        nature=str(row.get("nature")),
        source=str(row.get("source")),
        found=found,
        other=other,
        against=str(row.get("against", "")),
        n=None if n is None else int(n),
        aim=str(row.get("aim", "")),
        is_quoted=row.get("is_quoted") == "ja",
    )


def result_area(row: CardRow) -> ResultArea:
    """Turn a row of sheet Resultaatgebieden into a result area."""
    texts = {name: str(row.get(name, "")) for name in ("area", "verdict", "ground", "who", "source")}
    return ResultArea(int(row.get("number")), **texts)


def frame_line(row: CardRow) -> FrameLine:
    """Turn a row of sheet Monitor into a line of the frame."""
    return FrameLine(*(str(row.get(name)) for name in ("perspective", "goal", "what", "why", "how")))


def standing(one: Indicator) -> Standing:
    """Compare an indicator with what stands beside it.

    Example:
        >>> from decimal import Decimal
        >>> health = Indicator(
        ...     perspective="wijk", goal="goed_leven", name="Gezond", unit="%", direction="hoger",
        ...     year=2016, state="gemeten", nature="gemodelleerd", source="GGD",
        ...     found=Estimate(*map(Decimal, (60, 55, 65))), other=Estimate(*map(Decimal, (70, 69, 71))),
        ... )
        >>> standing(health).signal.value
        'slechter'
    """
    if one.found is None or one.other is None:
        return Standing(one, None, Signal.UNKNOWN)
    gap = difference(one.found, one.other)
    return Standing(one, gap, signal(gap, one.direction))


def trends(given: Iterable[Indicator]) -> tuple[Trend, ...]:
    """Compare the last year of each indicator with its first; one that was measured once has no trend.

    Args:
        given: Indicators of any years.
    """
    by_name: dict[tuple[str, str], list[Indicator]] = {}
    for one in given:
        if one.found is not None:
            by_name.setdefault((one.name.casefold(), one.group.casefold()), []).append(one)
    return tuple(_trend(each) for each in by_name.values() if len(each) > 1)


def _trend(given: list[Indicator]) -> Trend:
    ordered = sorted(given, key=lambda one: one.year)
    first, last = ordered[0], ordered[-1]
    if first.found is None or last.found is None:
        raise ValueError("a trend needs two years that were measured")
    gap = difference(last.found, first.found)
    # One year without an interval leaves open how much of the difference is noise.
    sure = first.found.has_interval and last.found.has_interval
    return Trend(first, last, gap, signal(gap if sure else Estimate(gap.value), last.direction))


def found_in(row: CardRow, *, is_share: bool) -> Estimate | None:
    """Read what was found in the wijk; of a share of people that were asked or counted, its interval too."""
    found, n = estimate_in(row, "value"), row.get("n")
    if found is None or row.get("state") != MEASURED:
        return None
    if not found.has_interval and is_share and row.get("nature") in (COUNTED, ASKED) and n:
        return of_share(found.value, int(n))
    return found


def estimate_in(row: CardRow, name: str) -> Estimate | None:
    """Read a value with its bounds; None where it is not there."""
    if row.get(name) is None:
        return None
    low, high = ("low", "high") if name == "value" else (f"{name}_low", f"{name}_high")
    return Estimate(row.get(name), row.get(low), row.get(high))
