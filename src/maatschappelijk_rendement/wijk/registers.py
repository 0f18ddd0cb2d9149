"""The other registers: the goal tree, the weighing of change, and what was promised and delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.wijk_sheets.registers import GOAL_LEVELS, PLEDGES, UNIT_OF

TOTAL = "totaal"


@dataclass(frozen=True, slots=True)
class TreePart:
    """A goal, effort or means, with the depth at which it stands.

    Attributes:
        level: ``strategisch``, ``operationeel``, ``inspanning`` or ``middel``.
        name: What it is.
        parent: What it belongs to; empty at the top.
        indicator: By what one sees it; empty where nothing was given.
        goal: Of the three goals; empty where none was given.
    """

    level: str
    name: str
    parent: str = ""
    indicator: str = ""
    goal: str = ""

    @property
    def depth(self) -> int:
        """How far below the top."""
        return GOAL_LEVELS.index(self.level)


@dataclass(frozen=True, slots=True)
class Weighing:
    """What going on or stopping yields or costs for somebody."""

    choice: str
    side: str
    whom: str
    what: str
    source: str


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a partner promised and delivered in a year; delivered is None where nobody knows."""

    year: int
    partner: str
    kind: str
    promised: Decimal
    delivered: Decimal | None
    source: str

    @property
    def unit(self) -> str:
        """Hours of people, euros of means."""
        return UNIT_OF[self.kind]


def tree_part(row: CardRow) -> TreePart:
    """Turn a row of sheet Doelenboom into a part of the tree."""
    return TreePart(*(str(row.get(name, "")) for name in ("level", "name", "parent", "indicator", "goal")))


def weighing(row: CardRow) -> Weighing:
    """Turn a row of sheet Veranderboekhouding into a weighing."""
    return Weighing(*(str(row.get(name)) for name in ("choice", "side", "whom", "what", "source")))


def pledge(row: CardRow) -> Pledge:
    """Turn a row of sheet Doorrekening into a pledge."""
    return Pledge(
        int(row.get("year")),
        str(row.get("partner")),
        str(row.get("kind")),
        row.get("promised"),
        row.get("delivered"),
        str(row.get("source")),
    )


def in_order(parts: Iterable[TreePart]) -> tuple[TreePart, ...]:
    """Put a tree in order: each part under what it belongs to.

    Example:
        >>> top, under = TreePart("strategisch", "A"), TreePart("operationeel", "B", "A")
        >>> [part.name for part in in_order([under, TreePart("strategisch", "C"), top])]
        ['C', 'A', 'B']
    """
    known = list(parts)

    def under(part: TreePart) -> list[TreePart]:
        below = [
            each
            for each in known
            if each.depth == part.depth + 1 and each.parent.casefold() == part.name.casefold()
        ]
        return [part, *(other for each in below for other in under(each))]

    return tuple(each for part in known if part.depth == 0 for each in under(part))


def with_totals(pledges: Iterable[Pledge]) -> tuple[Pledge, ...]:
    """Add a total for each year and kind; what is delivered in all is unknown where one part of it is.

    Example:
        >>> given = [Pledge(2018, name, "mensen", Decimal(5), Decimal(4), "") for name in "ab"]
        >>> [(each.partner, each.promised, each.delivered) for each in with_totals(given)][-1]
        ('totaal', Decimal('10'), Decimal('8'))
    """
    known = sorted(pledges, key=lambda each: (each.year, PLEDGES.index(each.kind)))
    found: list[Pledge] = []
    for year, kind in dict.fromkeys((each.year, each.kind) for each in known):
        mine = [each for each in known if (each.year, each.kind) == (year, kind)]
        delivered = [each.delivered for each in mine if each.delivered is not None]
        whole = sum(delivered, Decimal(0)) if len(delivered) == len(mine) else None
        found += mine
        found.append(
            Pledge(year, TOTAL, kind, sum((each.promised for each in mine), Decimal(0)), whole, "Som")
        )
    return tuple(found)
