"""The register of indicators: how a wijk stands beside something else, and how it went over the years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.indicators import ASKED, COUNTED, MEASURED
from maatschappelijk_rendement.wijk.estimates import Estimate, Signal, difference, of_share, signal

PERCENT = ("%", "procent", "percentage")
"""Units of a share."""


@dataclass(frozen=True, slots=True)
class Indicator:
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

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit.casefold() in PERCENT


@dataclass(frozen=True, slots=True)
class Standing:
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
class Trend:
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
    unit, nature, n = str(row.get("unit")), str(row.get("nature")), row.get("n")
    found, other = _estimate(row, "value", "low", "high"), _estimate(row, "other", "other_low", "other_high")
    is_share = unit.casefold() in PERCENT
    if found and not found.has_interval and is_share and nature in (COUNTED, ASKED) and n:
        found = of_share(found.value, int(n))
    return Indicator(
        perspective=str(row.get("perspective")),
        goal=str(row.get("goal")),
        name=str(row.get("indicator")),
        unit=unit,
        direction=str(row.get("direction")),
        year=int(row.get("year")),
        state=str(row.get("state")),
        nature=nature,
        source=str(row.get("source")),
        found=found if row.get("state") == MEASURED else None,
        other=other,
        against=str(row.get("against", "")),
        n=None if n is None else int(n),
        aim=str(row.get("aim", "")),
        is_quoted=row.get("is_quoted") == "ja",
    )


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
    by_name: dict[str, list[Indicator]] = {}
    for one in given:
        if one.found is not None:
            by_name.setdefault(one.name.casefold(), []).append(one)
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


def _estimate(row: CardRow, value: str, low: str, high: str) -> Estimate | None:
    if row.get(value) is None:
        return None
    return Estimate(row.get(value), row.get(low), row.get(high))
