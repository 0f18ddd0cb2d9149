"""The budget of a wijk: the same posts added up by year, partner, goal and stream, to the cent.

Every sum is a sum of posts, so two ways to the same total cannot differ. What is unknown is counted beside
the sum, and never added as zero. People are another matter: who is reached by two partners is in both
counts, so of more posts together only a lowest and a highest number are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.wijk.definitions import BudgetLine

UNSPENT_IS_NOT_SAVED = (
    "Geld dat overblijft is nog niet bespaard: de hulp kan later komen, of ergens anders. Van besparing "
    "spreken wij pas als dezelfde mensen met minder geld geholpen zijn."
)


class Axis(StrEnum):
    """What a budget is added up by."""

    YEAR = "jaar"
    PARTNER = "partner"
    GOAL = "doel"
    STREAM = "stroom"


_READ: Mapping[Axis, Callable[[BudgetLine], str]] = {
    Axis.YEAR: lambda line: str(line.own.year),
    Axis.PARTNER: lambda line: line.own.partner,
    Axis.GOAL: lambda line: line.goal,
    Axis.STREAM: lambda line: line.stream,
}


@dataclass(frozen=True, slots=True)
class Sum(Tabular):
    """A sum of what is known.

    Attributes:
        known: The sum of the posts that are known.
        missing: How many posts are not.
    """

    known: int
    missing: int

    @property
    def whole(self) -> int | None:
        """The sum; None where a post is unknown."""
        return None if self.missing else self.known


@dataclass(frozen=True, slots=True)
class BudgetSum(Tabular):
    """What the posts with the same names come to.

    Attributes:
        names: Name on each axis, in the order asked.
        posts: How many posts.
        budgeted: Budgeted amounts [cent].
        realised: Real amounts [cent].
        budgeted_hours: Budgeted hours in the one definition [1/1000 hour].
        realised_hours: Real hours in the one definition [1/1000 hour].
        people_at_least: The largest count of one post: so many at least are reached; None where unknown.
        people_at_most: All counts together: so many at most, when nobody is reached twice.
        has_few: One of the counts is of so few people that neither it nor a sum with it may be published.
    """

    names: tuple[str, ...]
    posts: int
    budgeted: Sum
    realised: Sum
    budgeted_hours: Sum
    realised_hours: Sum
    people_at_least: int | None
    people_at_most: int | None
    has_few: bool = False

    @property
    def unspent_cents(self) -> int | None:
        """Budgeted minus real; None where one of the two is unknown. Unspent is not saved."""
        budgeted, realised = self.budgeted.whole, self.realised.whole
        return None if budgeted is None or realised is None else budgeted - realised


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTotal(Tabular):
    """A total that a partner handed in beside its posts; what is None counts over all.

    Attributes:
        budgeted_cents: Budgeted total; None when not given [cent].
        realised_cents: Real total; None when not given [cent].
        year: Calendar year.
        partner: Name of the partner.
    """

    budgeted_cents: int | None = None
    realised_cents: int | None = None
    year: int | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class UnequalTotal(Tabular):
    """A given total that is not the sum of its posts.

    Attributes:
        place: Which of the totals given, from 1.
        what: ``begroot`` or ``gerealiseerd``.
        gap_cents: Given minus sum; None where a post is unknown, so that it cannot be checked.
    """

    place: int
    what: str
    gap_cents: int | None


def budget_sums(lines: Sequence[BudgetLine], *axes: Axis | str) -> tuple[BudgetSum, ...]:
    """Add a budget up by one or more axes; without an axis, to one total.

    Args:
        lines: Posts in the one definition.
        axes: ``jaar``, ``partner``, ``doel``, ``stroom``; in any order.

    Returns:
        A sum for each combination that occurs, in the order in which it first does.

    Example:
        >>> from maatschappelijk_rendement.wijk import BudgetLine, OwnLine
        >>> lines = [BudgetLine(OwnLine(year=2018, partner=partner, term="hulp", budgeted_cents=100,
        ...                             realised_cents=90), "preventie", "Wmo") for partner in "AB"]
        >>> [(each.names, each.budgeted.whole, each.unspent_cents) for each in budget_sums(lines, "doel")]
        [(('preventie',), 200, 20)]
    """
    readers = [_READ[Axis(axis)] for axis in axes]
    groups: dict[tuple[str, ...], list[BudgetLine]] = {} if axes else {(): []}
    spelled: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in lines:
        names = tuple(read(line) for read in readers)
        key = tuple(map(fold, names))
        spelled.setdefault(key, names)
        groups.setdefault(key, []).append(line)
    return tuple(_sum(spelled.get(key, ()), group) for key, group in groups.items())


def unequal_totals(lines: Sequence[BudgetLine], totals: Iterable[GivenTotal]) -> tuple[UnequalTotal, ...]:
    """Find the totals that partners gave and that are not the sum of their posts.

    Example:
        >>> from maatschappelijk_rendement.wijk import BudgetLine, OwnLine
        >>> own = OwnLine(year=2018, partner="A", term="hulp", budgeted_cents=100)
        >>> line = BudgetLine(own, "preventie", "Wmo")
        >>> unequal_totals([line], [GivenTotal(year=2018, budgeted_cents=101)])
        (UnequalTotal(place=1, what='begroot', gap_cents=1),)
    """
    found = []
    for place, total in enumerate(totals, 1):
        own = [
            line
            for line in lines
            if (total.year is None or line.own.year == total.year)
            and (total.partner is None or fold(line.own.partner) == fold(total.partner))
        ]
        (whole,) = budget_sums(own)
        for what, given, summed in (
            ("begroot", total.budgeted_cents, whole.budgeted),
            ("gerealiseerd", total.realised_cents, whole.realised),
        ):
            if given is not None and given != summed.whole:
                gap = None if summed.whole is None else given - summed.whole
                found.append(UnequalTotal(place, what, gap))
    return tuple(found)


def _sum(names: tuple[str, ...], group: Sequence[BudgetLine]) -> BudgetSum:
    people = [line.own.people for line in group if line.own.people is not None]
    return BudgetSum(
        names,
        len(group),
        _added(line.own.budgeted_cents for line in group),
        _added(line.own.realised_cents for line in group),
        _added(line.budgeted_hours_milli for line in group),
        _added(line.realised_hours_milli for line in group),
        max(people, default=None),
        sum(people) if people else None,
        any(0 < count < DEFAULT_MINIMUM for count in people),
    )


def _added(amounts: Iterable[int | None]) -> Sum:
    known = missing = 0
    for amount in amounts:
        known += amount or 0
        missing += amount is None
    return Sum(known, missing)
