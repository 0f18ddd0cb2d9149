"""What may be published: figures, each a sum of atoms with whole numbers, and the sums that a reader knows.

Every reader knows these numbers: na - voor, twelve months of a yearly amount, a count. So is every
combination of figures a form of atoms, and all of them are judged alike: by what each case puts into them.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Form
from maatschappelijk_rendement.disclosure.matrix.tiers import PAYERS, TIERS

Key = tuple[str | None, ...]
Name = tuple[str, Key, str]
"""Table, key of the row, column."""

MONTHS = 12


class Unit(Enum):
    """What a figure counts."""

    EURO = "euro"
    HOURS = "uur"
    CASES = "casussen"
    RESIDENTS = "bewoners"
    SCORE = "score"
    SQUARE = "kwadraat"
    LINES = "regels"


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of atoms that is printed.

    Attributes:
        name: Where it stands.
        unit: What it counts.
        tier: How much it weighs, see ``tiers``.
        form: Its atoms.
        about: The number of cases (of residents, for a score) that it is about, as a form; empty where only
            who has an amount counts.
        bundle: Figures with the same bundle are shown or hidden together; None when it stands alone.
        is_split: Its bundle divides a group over categories.
        is_of_residents: Equal amounts give everyone's amount away; not so for hours of an MDO.
        is_share: A score of 0 or 1 each, so that the mean is a part of the residents.
    """

    name: Name
    unit: Unit
    tier: str
    form: Form
    about: Form = field(default_factory=dict)
    bundle: Hashable | None = None
    is_split: bool = False
    is_of_residents: bool = True
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A printed number that follows from others, or that is about single cases whatever else is shown.

    Attributes:
        name: Where it stands.
        needs: The figures without which it is not shown; none: it never is.
    """

    name: Name
    needs: tuple[Name, ...] = ()


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything that disclosure control decides about.

    Attributes:
        atoms: The atoms.
        figures: What may be published.
        derived: What follows from it.
        known: Forms that a reader knows, most to be zero (n = risen + fallen + equal).
        never_negative: Forms that a reader knows to be zero or more.
        months: Length of the window.
    """

    atoms: Atoms
    figures: Sequence[Figure]
    derived: Sequence[Derived]
    known: Sequence[Form]
    never_negative: Sequence[Form]
    months: int

    def of(self, numbers: Sequence[int]) -> Problem:
        """Give the problem with these figures only."""
        figures = [self.figures[number] for number in numbers]
        names = {figure.name for figure in figures}
        derived = [one for one in self.derived if names.issuperset(one.needs)]
        return replace(self, figures=figures, derived=derived)

    @cached_property
    def sizes(self) -> Sequence[float]:
        """What all cases together put into each figure, whatever its sign."""
        return self.atoms.sizes([figure.form for figure in self.figures])

    @cached_property
    def peaks(self) -> Mapping[int, float]:
        """The most that one case puts into each amount, by the number of the figure."""
        rows: dict[frozenset[tuple[int, int]], float] = {}
        found = {}
        for number, figure in enumerate(self.figures):
            if figure.unit is Unit.EURO and figure.form:
                key = frozenset(figure.form.items())
                if key not in rows:
                    rows[key] = float(self.atoms.peak_row(figure.form).max(initial=0.0))
                found[number] = rows[key]
        return found

    @cached_property
    def by_weight(self) -> Sequence[list[int]]:
        """The numbers of the figures, those that go together in one, the dearest first.

        Of two that weigh alike the larger goes first, and then the first by name, so that the same caseload
        always gives the same publication.
        """
        bundles: dict[object, list[int]] = {}
        for number, figure in enumerate(self.figures):
            key = (
                ("los", number) if figure.bundle is None else ("bundel", figure.bundle, figure.tier == PAYERS)
            )
            bundles.setdefault(key, []).append(number)

        def weight(members: list[int]) -> tuple[int, float, str]:
            figures = [self.figures[number] for number in members]
            return (
                min(TIERS.index(figure.tier) for figure in figures),
                -max(self.sizes[number] for number in members),
                min(str(figure.name) for figure in figures),
            )

        return sorted(bundles.values(), key=weight)
