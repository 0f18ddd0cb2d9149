"""What a house in the wijk costs: a year, a visit, a visitor, a vulnerable resident; and when it pays.

Three counts are kept apart: visits (who comes twice counts twice), unique visitors a week (once in each
week), and unique visitors a year. None can be computed from another. From unique visitors a week only
bounds follow: at least so many visits in a week, and at least so many people in a year.

Source of the example: Ons Huis van de Wijk (Leergeschiedenis Proeftuin Ruwaard, 2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular

WEEKS = 52
MILLI = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(Tabular):
    """A preventive facility as it is counted; what is None is not known.

    Attributes:
        name: Its name.
        yearly_cents: What it costs in a year [cent].
        weekly_unique: Visitors in a week, each once.
        yearly_visits: Visits in a year.
        yearly_unique: Visitors in a year, each once.
        vulnerable: Vulnerable residents reached in a year, each once.
        volunteers: Number of volunteers.
        weekly_volunteer_milli: Hours of all volunteers together in a week [1/1000 hour].
        volunteer_hour_cents: What an hour of a volunteer is valued at [cent].
        weeks: Weeks a year that it is open.
        days: Days a week that it is open.
        activities: Activities a week, at least.
        walk_in_hours: Walk-in consultations a week.
        source: Where the figures stand.
    """

    name: str
    yearly_cents: int
    weekly_unique: int | None = None
    yearly_visits: int | None = None
    yearly_unique: int | None = None
    vulnerable: int | None = None
    volunteers: int | None = None
    weekly_volunteer_milli: int | None = None
    volunteer_hour_cents: int | None = None
    weeks: int = WEEKS
    days: int | None = None
    activities: int | None = None
    walk_in_hours: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.yearly_cents < 0 or not 1 <= self.weeks <= 53:
            raise UsageError("Facility: geef kosten van 0 of meer, en 1 tot 53 weken.")
        counts = (self.weekly_unique, self.yearly_visits, self.yearly_unique, self.vulnerable)
        if any(count is not None and count < 1 for count in counts):
            raise UsageError("Facility: een aantal is minstens 1. Laat weg wat u niet weet.")
        if self.yearly_unique is not None:
            if self.weekly_unique is not None and self.yearly_unique < self.weekly_unique:
                raise UsageError(
                    "Facility: per jaar komen er minstens zo veel verschillende mensen als per week."
                )
            if self.yearly_visits is not None and self.yearly_visits < self.yearly_unique:
                raise UsageError(
                    "Facility: elke bezoeker komt minstens één keer. Er zijn te weinig bezoeken."
                )
            if self.vulnerable is not None and self.yearly_unique < self.vulnerable:
                raise UsageError(
                    "Facility: er zijn meer kwetsbare bewoners dan bezoekers. Verbeter een van de twee."
                )


RUWAARD = Facility(
    name="Ons Huis van de Wijk",
    yearly_cents=2_800_000,
    weekly_unique=320,
    volunteers=26,
    days=7,
    activities=20,
    walk_in_hours=3,
    source="Leergeschiedenis Proeftuin Ruwaard, 2018 (jaarkosten: ongeveer)",
)


@dataclass(frozen=True, slots=True)
class UnitCost(Tabular):
    """What one of something costs [cent].

    Attributes:
        what: Of what: ``bezoeker per week``, ``bezoek``, ``bezoeker per jaar``, ``kwetsbare bewoner``.
        count: How many there are in a year; a lowest number where ``is_at_most``.
        cents: Cost without volunteers' hours.
        valued_cents: Cost with volunteers' hours at their value; None where hours or value are unknown.
        is_at_most: The count is a lowest number, so the cost is a highest one.
    """

    what: str
    count: int
    cents: int
    valued_cents: int | None
    is_at_most: bool = False


@dataclass(frozen=True, slots=True)
class FacilityCosts(Tabular):
    """What a facility costs in a year [cent].

    Attributes:
        yearly_cents: Without volunteers' hours.
        volunteers_cents: Value of the volunteers' hours; None where hours or value are unknown. No money.
        units: Cost of one of each thing that is known or has a bound.
        unknown: What is not counted, so that its cost is unknown.
    """

    rows_in: ClassVar[str] = "units"

    yearly_cents: int
    volunteers_cents: int | None
    units: tuple[UnitCost, ...]
    unknown: tuple[str, ...]

    @property
    def valued_cents(self) -> int | None:
        """With volunteers' hours at their value."""
        return None if self.volunteers_cents is None else self.yearly_cents + self.volunteers_cents


def facility_costs(facility: Facility) -> FacilityCosts:
    """Give the cost of a year and of one visit, visitor and vulnerable resident.

    A visitor in a week costs a week of the facility, divided over the visitors of that week. From that count
    also follows what a visit, and a visitor in a year, cost at most.

    Example:
        >>> from maatschappelijk_rendement.wijk.facility import RUWAARD
        >>> [(unit.what, unit.cents, unit.is_at_most) for unit in facility_costs(RUWAARD).units]
        [('bezoeker per week', 168, False), ('bezoek', 168, True), ('bezoeker per jaar', 8750, True)]
    """
    volunteers = None
    if facility.weekly_volunteer_milli is not None and facility.volunteer_hour_cents is not None:
        milli = facility.weekly_volunteer_milli * facility.weeks
        volunteers = half_up(Fraction(milli * facility.volunteer_hour_cents, MILLI))
    units, unknown = [], []
    weekly = facility.weekly_unique
    in_weeks = None if weekly is None else weekly * facility.weeks
    for what, known, least in (
        ("bezoeker per week", in_weeks, None),
        ("bezoek", facility.yearly_visits, facility.yearly_unique if in_weeks is None else in_weeks),
        ("bezoeker per jaar", facility.yearly_unique, weekly),
        ("kwetsbare bewoner", facility.vulnerable, None),
    ):
        count = known if known is not None else least
        if count is None:
            unknown.append(what)
            continue
        valued = None if volunteers is None else _each(facility.yearly_cents + volunteers, count)
        units.append(UnitCost(what, count, _each(facility.yearly_cents, count), valued, known is None))
    return FacilityCosts(facility.yearly_cents, volunteers, tuple(units), tuple(unknown))


def hours_to_replace(facility: Facility, hour_cents: int, *, with_volunteers: bool = False) -> Fraction:
    """Give the hours of individual guidance a week that the facility must replace to pay for itself.

    Args:
        facility: The facility.
        hour_cents: Price of an hour of individual guidance [cent].
        with_volunteers: Also earn back the value of the volunteers' hours.

    Raises:
        UsageError: The price is not above zero, or the volunteers' hours have no value.

    Example:
        >>> from maatschappelijk_rendement.wijk.facility import RUWAARD
        >>> round(hours_to_replace(RUWAARD, 64_00), 2)
        Fraction(841, 100)
    """
    if hour_cents <= 0:
        raise UsageError("hour_cents: geef een uurprijs boven 0.")
    costs = facility_costs(facility)
    cents = costs.valued_cents if with_volunteers else costs.yearly_cents
    if cents is None:
        raise UsageError("facility: de uren van vrijwilligers, of hun waarde, zijn niet bekend.")
    return Fraction(cents, hour_cents * facility.weeks)


def replaced_balance_cents(facility: Facility, hour_cents: int, weekly_hours: Fraction) -> int:
    """Give the value of hours replaced in a year minus the cost of the facility [cent].

    Freed hours: money only where the payer really buys fewer.

    Example:
        >>> from maatschappelijk_rendement.wijk.facility import RUWAARD
        >>> replaced_balance_cents(RUWAARD, 64_00, hours_to_replace(RUWAARD, 64_00))
        0
    """
    return half_up(weekly_hours * facility.weeks * hour_cents - facility.yearly_cents)


@dataclass(frozen=True, slots=True)
class Substitution(Tabular):
    """Hours of individual guidance in the cases of a published micro-analysis, beside what is needed.

    Attributes:
        cases: Number of cases it is about.
        weekly_hours: Hours a week that fell away in those cases together; below zero they grew.
        needed_hours: Hours a week that must be replaced.
    """

    cases: int
    weekly_hours: Fraction
    needed_hours: Fraction

    @property
    def part(self) -> Fraction:
        """Which part of what is needed was seen in these cases."""
        return self.weekly_hours / self.needed_hours


def measured_substitution(
    facility: Facility, hour_cents: int, *, cases: int, before_cents: int, after_cents: int
) -> Substitution:
    """Put individual guidance that fell away in a micro-analysis beside what the facility must replace.

    It does not say that the facility did it: the cases may not be its visitors.

    Args:
        facility: The facility.
        hour_cents: Price of an hour of individual guidance [cent].
        cases: Number of cases of the micro-analysis.
        before_cents: Published cost of individual guidance in the year before [cent].
        after_cents: Published cost in the year after, of the same cases [cent].

    Example:
        >>> from maatschappelijk_rendement.wijk.facility import RUWAARD
        >>> seen = measured_substitution(RUWAARD, 64_00, cases=32, before_cents=5_000_000,
        ...                              after_cents=3_600_000)
        >>> seen.part
        Fraction(1, 2)
    """
    needed = hours_to_replace(facility, hour_cents)
    if cases < 1 or not needed:
        raise UsageError("cases: geef minstens één casus, en een voorziening die iets kost.")
    weekly = Fraction(before_cents - after_cents, hour_cents * facility.weeks)
    return Substitution(cases, weekly, needed)


def _each(cents: int, count: int) -> int:
    return half_up(Fraction(cents, count))
