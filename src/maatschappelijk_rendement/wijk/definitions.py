"""One definition for what every partner calls by another name.

Source: Leergeschiedenis Proeftuin Ruwaard, 2018: the analysis of the virtual budget of the wijk "took more
effort than expected to make the definitions of the organisations equal". So a partner's own post is
translated by a row that anyone can read, and what cannot be translated keeps its amount and says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import Stream, fold
from maatschappelijk_rendement.domain.wijk_sheets.budget import PolicyGoal as PolicyGoal

UNTRANSLATED = "niet te vertalen"
"""The goal and the stream of a post that no definition gives one."""
NO_ROW = "Voor deze post is geen definitie gegeven."
NO_FACTOR = "Niet bekend hoe deze uren zich verhouden tot gewerkte uren."
NO_GOAL = "De partner kan deze post niet bij één doel of stroom zetten."


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Tabular):
    """What a partner's own post is in the one definition.

    Attributes:
        partner: Name of the partner.
        term: What the partner calls the post.
        goal: Its goal; None where it has no single one.
        stream: Its financing stream; None where it has no single one.
        hours_factor: Hours worked for an hour of the partner's own count, such as 1,25 where it counts only
            hours with a resident; None where nobody knows, so that its hours are shown apart.
        source: Where the translation stands, or who agreed to it.
        why: Why there is no goal, stream or factor.
    """

    partner: str
    term: str
    goal: PolicyGoal | None = None
    stream: Stream | None = None
    hours_factor: Fraction | None = Fraction(1)
    source: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not self.partner or not self.term:
            raise UsageError("Definition: geef partner en term.")
        if self.hours_factor is not None and not 0 < self.hours_factor <= 100:
            raise UsageError("Definition.hours_factor: geef een getal boven 0, hoogstens 100.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine(Tabular):
    """A post of a year as the partner handed it in; None is unknown, never zero.

    Attributes:
        year: Calendar year.
        partner: Name of the partner.
        term: What the partner calls it.
        budgeted_cents: Budgeted amount [cent].
        realised_cents: Real amount [cent].
        budgeted_hours_milli: Budgeted hours in its own count [1/1000 hour].
        realised_hours_milli: Real hours in its own count [1/1000 hour].
        people: Residents reached, each once within this post.
    """

    year: int
    partner: str
    term: str
    budgeted_cents: int | None = None
    realised_cents: int | None = None
    budgeted_hours_milli: int | None = None
    realised_hours_milli: int | None = None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class BudgetLine(Tabular):
    """A post in the one definition.

    Attributes:
        own: What the partner handed in.
        goal: Its goal, or ``UNTRANSLATED``.
        stream: Its stream, or ``UNTRANSLATED``.
        hours_factor: Hours worked for an hour of the partner's own count; None where unknown.
        why: Why something could not be translated; empty when all was.
    """

    own: OwnLine
    goal: str
    stream: str
    hours_factor: Fraction | None = field(default_factory=lambda: Fraction(1))
    why: str = ""

    @property
    def is_translated(self) -> bool:
        """Whether goal, stream and, where there are any, hours have the one definition."""
        given = (self.own.budgeted_hours_milli, self.own.realised_hours_milli)
        has_hours = any(milli is not None for milli in given)
        return UNTRANSLATED not in (self.goal, self.stream) and not (has_hours and self.hours_factor is None)

    @property
    def budgeted_hours_milli(self) -> int | None:
        """Budgeted hours in the one definition; None where unknown."""
        return self._hours(self.own.budgeted_hours_milli)

    @property
    def realised_hours_milli(self) -> int | None:
        """Real hours in the one definition; None where unknown."""
        return self._hours(self.own.realised_hours_milli)

    def _hours(self, milli: int | None) -> int | None:
        return None if milli is None or self.hours_factor is None else half_up(milli * self.hours_factor)


def translate(lines: Iterable[OwnLine], definitions: Iterable[Definition]) -> tuple[BudgetLine, ...]:
    """Bring every post of every partner to one definition; nothing is left out.

    Args:
        lines: Posts as handed in.
        definitions: What each post is.

    Returns:
        A line a post, in order. A post without a row, goal or stream has ``UNTRANSLATED`` and says why.

    Raises:
        UsageError: A partner has no definition at all, or a post has two.

    Example:
        >>> house = Definition(partner="Welzijn Oost", term="inloop", goal=PolicyGoal.COLLECTIVE,
        ...                    stream=Stream.WELZIJN, hours_factor=Fraction(5, 4))
        >>> posts = [OwnLine(year=2018, partner="Welzijn Oost", term=term, budgeted_cents=100,
        ...                  budgeted_hours_milli=4_000) for term in ("Inloop", "overhead")]
        >>> [(line.goal, line.budgeted_hours_milli) for line in translate(posts, [house])]
        [('collectieve zorg', 5000), ('niet te vertalen', None)]
    """
    rows: dict[tuple[str, str], Definition] = {}
    for definition in definitions:
        key = fold(definition.partner), fold(definition.term)
        if key in rows:
            raise UsageError("definitions: een post van een partner staat er twee keer. Laat er één staan.")
        rows[key] = definition
    partners = {partner for partner, _ in rows}
    found = []
    for place, line in enumerate(lines, 1):
        if fold(line.partner) not in partners:
            raise UsageError(
                f"lines[{place}]: deze partner heeft geen enkele definitie. "
                "Geef er minstens één, of zeg bij welke partner dit hoort."
            )
        found.append(_translated(line, rows.get((fold(line.partner), fold(line.term)))))
    return tuple(found)


def _translated(line: OwnLine, row: Definition | None) -> BudgetLine:
    if row is None:
        return BudgetLine(line, UNTRANSLATED, UNTRANSLATED, None, NO_ROW)
    goal = str(row.goal) if row.goal else UNTRANSLATED
    stream = str(row.stream) if row.stream else UNTRANSLATED
    found = BudgetLine(line, goal, stream, row.hours_factor)
    if found.is_translated:
        return found
    return replace(found, why=row.why or (NO_GOAL if UNTRANSLATED in (goal, stream) else NO_FACTOR))
