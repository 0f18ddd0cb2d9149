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

MOST_KINDS = 20
"""Of so many kinds, such as streams, each is named with its own number of rows."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule with the rows that break it.

    Attributes:
        rule: The rule.
        rows: Line and detail of some of them, in order, and for how many rows each stands.
    """

    rule: InputRule
    rows: tuple[tuple[int, str, int], ...]

    def findings(self, facts: SourceFacts) -> Iterator[Finding]:
        """Say it of each row that is named."""
        for line, detail, count in self.rows:
            cell = facts.tables.place(self.rule.table, self.rule.column, line)
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
                yield Broken(rule, _named(rows, rule.detail, most, count))


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
        named = _counted_on([(line, detail) for line, detail in rows[:most]], len(rows))
    else:
        detail = "detail" if "detail" in rows.collect_schema().names() else ""
        # Counted and named from one answer: a rule across rows takes long.
        rows = worked_out(rows.select(LINE, *([detail] if detail else [])))
        count = len(rows) if isinstance(rows, nw.DataFrame) else int(small(rows.select(n=nw.len()))[0]["n"])
        named = _named(rows, detail, most, count) if count else ()
    if named:
        yield Broken(rule, named)


def _named(rows: Any, detail: str, most: int | None, count: int) -> tuple[tuple[int, str, int], ...]:
    """Name rows: all, or where that is too many one of each kind, or the first with how many there are."""
    if most is not None and detail:
        kinds = rows.group_by(detail).agg(_n=nw.len(), _line=nw.col(LINE).min()).sort("_line")
        found = small(kinds.head(MOST_KINDS + 1))
        if len(found) <= MOST_KINDS:
            return tuple((int(row["_line"]), str(row[detail]), int(row["_n"])) for row in found)
    listed = rows.select(LINE, *([detail] if detail else [])).sort(LINE)
    if most is not None:
        listed = listed.head(most)
    first = [(int(row[LINE]), str(row[detail]) if detail else "") for row in small(listed)]
    return _counted_on(first, count)


def _counted_on(first: Sequence[tuple[int, str]], count: int) -> tuple[tuple[int, str, int], ...]:
    """Let the last of the first rows stand for those that are not named."""
    last = len(first) - 1
    return tuple(
        (line, detail, 1 if place < last else count - last) for place, (line, detail) in enumerate(first)
    )
