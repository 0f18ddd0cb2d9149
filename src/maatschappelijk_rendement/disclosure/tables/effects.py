"""Judging the effects: each by its own cases and by those it was compared with."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.matrix.figures import Key, Name
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.rules.single_cell import judge_money
from maatschappelijk_rendement.disclosure.tables.hiding import Verdicts
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.results.words import TOTAL

EXISTING: Key = ("bestaand", "na", TOTAL, TOTAL)
"""The difference that every effect is about."""


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
        own = [judge_money(table.stats[column][key], rules) for column in table.layout.stats]
        broken = [rule for rule in Rule if rule in own]
        rule = broken[0] if broken else Rule.LINKED if any(needs) else None
        found |= {(table.name, key, column): rule for column in table.layout.columns}
    return found
