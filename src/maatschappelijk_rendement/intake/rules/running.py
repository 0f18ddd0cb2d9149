"""Runs the rules where the rows are: one pass for all rules on single rows, then one a broken rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import small, worked_out
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.intake.canonical import LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, RowRule, SetRule
from maatschappelijk_rendement.intake.rules.facts import SourceFacts


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule with the rows that break it.

    Attributes:
        rule: The rule.
        rows: Line and detail of the first of them, in order.
        count: How many there are.
    """

    rule: InputRule
    rows: tuple[tuple[int, str], ...]
    count: int

    def findings(self, facts: SourceFacts) -> Iterator[Finding]:
        """Say it of each row that is named; the last one stands for those that are not."""
        for position, (line, detail) in enumerate(self.rows, 1):
            place = facts.tables.place
            cell = place(self.rule.table, self.rule.column, line)
            count = 1 if position < len(self.rows) else self.count - len(self.rows) + 1
            yield self.rule.finding(facts, cell, detail, count)


def run(rules: Iterable[InputRule], facts: SourceFacts, *, most: int | None = None) -> Iterator[Broken]:
    """Give every rule that is broken, in the order of the rules.

    Args:
        rules: The rules; those on single rows of one table are one pass.
        facts: What they look at.
        most: How many rows of a rule are named; all when left out.
    """
    listed = list(rules)
    counts: dict[str, dict[int, int]] = {}
    for place, rule in enumerate(listed):
        if isinstance(rule, SetRule):
            yield from _run_across(rule, facts, most)
        elif isinstance(rule, RowRule):
            sheet = rule.table.sheet
            if sheet not in counts:
                counts[sheet] = _counted(rule.table, listed, facts)
            if count := counts[sheet].get(place, 0):
                rows = facts.of(rule.table).filter(rule.condition(facts))
                yield Broken(rule, _first(rows, rule.detail, most), count)


def _counted(table: SheetTable, rules: Sequence[InputRule], facts: SourceFacts) -> dict[int, int]:
    """Count the rows of a table that break each rule on single rows, by the place of the rule."""
    fitting = {
        place: rule.condition(facts)
        for place, rule in enumerate(rules)
        if isinstance(rule, RowRule) and rule.table is table and (rule.needs is None or rule.needs(facts))
    }
    if not fitting or not facts.tables.has_rows(table):
        return {}
    flags = {f"_rule{place}": condition.cast(nw.Int64).sum() for place, condition in fitting.items()}
    counts = small(facts.of(table).select(**flags))[0]
    return {place: int(counts[f"_rule{place}"] or 0) for place in fitting}


def _run_across(rule: SetRule, facts: SourceFacts, most: int | None) -> Iterator[Broken]:
    rows = rule.find(facts) if rule.needs is None or rule.needs(facts) else None
    if rows is None:
        return
    if isinstance(rows, list):
        count = len(rows)
        first = tuple(rows[:most])
    else:
        detail = "detail" if "detail" in rows.collect_schema().names() else ""
        # Counted and named from one answer: a rule across rows takes long.
        rows = worked_out(rows.select(LINE, *([detail] if detail else [])))
        count = len(rows) if isinstance(rows, nw.DataFrame) else int(small(rows.select(n=nw.len()))[0]["n"])
        first = _first(rows, detail, most) if count else ()
    if count:
        yield Broken(rule, first, count)


def _first(rows: Any, detail: str, most: int | None) -> tuple[tuple[int, str], ...]:
    found = rows.select(LINE, *([detail] if detail else [])).sort(LINE)
    if most is not None:
        found = found.head(most)
    return tuple((int(row[LINE]), str(row[detail]) if detail else "") for row in small(found))
