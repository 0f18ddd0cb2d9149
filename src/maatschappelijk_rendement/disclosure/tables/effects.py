"""Judging the effects: each by its own cases and by those it was compared with, and so is its margin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.matrix.figures import Key, Name
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.cells import CellStats
from maatschappelijk_rendement.disclosure.rules.primary import judge_squares
from maatschappelijk_rendement.disclosure.rules.single_cell import judge_money
from maatschappelijk_rendement.disclosure.tables.hiding import Verdicts
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.results.words import TOTAL

EXISTING: Key = ("bestaand", "na", TOTAL, TOTAL)
"""The difference that every effect is about."""


MARGIN = ("bi95_laag_eur", "bi95_hoog_eur", "marge_te_smal")


def judge_effects(table: ExactTable, main: Verdicts, rules: Rules) -> dict[Name, Rule | None]:
    """Judge each effect; it is shown only where the difference and its number of cases are shown too.

    Args:
        table: The exact table ``effect``.
        main: What is hidden of the amounts and of the counts of cases.
        rules: The parameters.
    """
    needs = [main.get(("verschil", EXISTING, column), Rule.SECONDARY) for column in ("som_eur", "n")]
    found: dict[Name, Rule | None] = {}
    for row in table.rows:
        key = table.key(row)
        stats = [table.stats[column][key] for column in table.layout.stats]
        rule = _first(judge_money(one, rules) for one in stats)
        rule = rule or (Rule.LINKED if any(needs) else None)
        margin = rule or _first(judge_squares(squares, rules, len(squares)) for squares in _spreads(stats))
        found |= {
            (table.name, key, column): margin if column in MARGIN else rule for column in table.layout.columns
        }
    return found


def _first(broken: Iterator[Rule | None]) -> Rule | None:
    """Give the first rule, in their order, of those that hide something."""
    rules = set(broken)
    return next((rule for rule in Rule if rule in rules), None)


def _spreads(stats: list[CellStats]) -> Iterator[npt.NDArray[np.float64]]:
    """Give what a margin tells the squares of [square euro]: each side, and the pairs where there are pairs.

    The margin of the difference itself stands in ``verschil``: with it, that of an effect gives the spread of
    what it was set against.
    """
    sides = [one.contributions for one in stats if one.contributions is not None]
    yield from ((side / 100.0) ** 2 for side in sides)
    if len({len(side) for side in sides}) == 1:
        yield (np.subtract(*sides) / 100.0) ** 2
