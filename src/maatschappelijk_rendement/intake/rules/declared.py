"""What a rule is: declared once, run on every source and every engine.

A rule says what is wrong in Dutch, where that is, and which rows break it. A ``RowRule`` looks at one row
with what its case and product say of it; a ``SetRule`` looks across rows. Neither knows where the rows came
from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from maatschappelijk_rendement.domain.errors import Finding, Level
from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.intake.canonical import WRONG, bit

if TYPE_CHECKING:
    from maatschappelijk_rendement.intake.rules.facts import SourceFacts

Words = Callable[["SourceFacts", str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRule:
    """What every rule has.

    Attributes:
        code: Short stable name.
        table: Table that the finding is about.
        column: Field of the cell to look at; "" for the whole row, or the whole table where there is no row.
        text: Dutch sentence. ``{}`` stands for the detail: a word from a closed list, or a row number.
        advice: Dutch sentence: what to do now.
        level: ``fout`` or ``waarschuwing``.
        hint: Gives a sentence before the advice, from the detail.
        needs: Says whether what the rule compares with was read; if not, that has been said already.
    """

    code: str
    table: SheetTable
    column: str = ""
    text: str
    advice: str = ""
    level: Level = "fout"
    hint: Words | None = None
    needs: Callable[[SourceFacts], bool] | None = None

    def finding(self, facts: SourceFacts, cell: str, detail: str, count: int) -> Finding:
        """Say it of one place.

        Args:
            facts: What the hint may need.
            cell: Where it is.
            detail: Fills ``{}``.
            count: How many rows it stands for.
        """
        hint = self.hint(facts, detail) if self.hint else ""
        text, advice = self.text.replace("{}", detail), f"{hint} {self.advice}".strip()
        return Finding(self.level, self.table.sheet, cell, self.code, text, advice, count)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule(InputRule):
    """A rule about single rows.

    Attributes:
        breaks: Gives the condition under which a row breaks it, over the columns of the facts of its table.
        detail: Column of the facts that fills ``{}``.
        sound: Fields that must have been read for the rule to say something.
    """

    breaks: Callable[[], nw.Expr]
    detail: str = ""
    sound: tuple[str, ...] = ()

    def condition(self, facts: SourceFacts) -> nw.Expr:
        """Give the condition, false where a field that it needs could not be read."""
        found = self.breaks()
        for name in self.sound if facts.has_wrong(self.table) else ():
            found = found & is_sound(self.table, name)
        return found.fill_null(value=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRule(InputRule):
    """A rule across rows.

    Attributes:
        find: Gives the rows that break it: a frame with line, and detail [text] where the words need one.
            None is no row, a list of (line, detail) is good too. ``NO_LINE`` is the whole table.
    """

    find: Callable[[SourceFacts], Any]


def is_sound(table: SheetTable, column: str) -> nw.Expr:
    """Say of each row whether the cell of a column could be read (blank counts as read)."""
    return (nw.col(WRONG) // bit(table, column)) % 2 == 0


def has(column: str) -> nw.Expr:
    """Say of each row whether it has a value."""
    return ~nw.col(column).is_null()


def lacks(column: str) -> nw.Expr:
    """Say of each row whether it has no value."""
    return nw.col(column).is_null()
