"""Judging what stands beside an amount: counts, the parts of an amount, the structural amount, the split of
cases.

A place that is hidden hides all of these. A place that is shown may still hide one of them, for instance
one-off costs that come from three cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.layout import COUNT, MAIN, PARTS, SPLIT, STRUCTURAL, ExactTable
from maatschappelijk_rendement.disclosure.primary import judge_count, judge_split
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, Place, place_of, unit_of

HEADER_COUNTS: Mapping[str, str | None] = {"n_casussen": None, "n_bestaand": "bestaand", "n_nieuw": "nieuw"}
WEIGHT_HEADER: Mapping[str, float] = {"n_casussen": 5.0, "n_bestaand": 8.0, "n_nieuw": 4.0}
WEIGHT_COMPLETENESS = 0.5


def judge_counts(
    tables: Sequence[ExactTable], header: Mapping[str, object], main: Pattern, rules: Rules
) -> Judged:
    """Judge the counts of cases, with the completeness table and the counts in the header."""
    draft = Draft(rules)
    forced: set[Unit] = set()
    merged: set[Unit] = set()
    counts: dict[tuple[str, Place], int] = {}
    for table in tables:
        if table.name in COST_TABLES:
            for row, key in table.judged():
                place = place_of(table.name, key)
                counts[f"{table.name} {key['moment']}", place] = table.stats["som_eur"][table.key(row)].n
    lines: dict[Hashable, dict[tuple[str, ...], Hashable]] = defaultdict(dict)
    for (table_moment, place), count in counts.items():
        unit = (COUNT, place)
        name = (COUNT, table_moment, place)
        draft.add_count(name, unit, count)
        lines[table_moment, place[:3], place[4]][place[3],] = name
        whole = counts.get((table_moment, (*place[:4], TOTAL)), count)
        draft.judges.append((unit, _difference(whole - count)))
        draft.weights[unit] = (
            1.0 if TOTAL not in place[3:] else 20.0 if place[3:] != (TOTAL, TOTAL) else 400.0
        )
        if place in main.hidden:
            forced.add(unit)
        if place in main.merged:
            merged.add(unit)
    for line in lines.values():
        draft.add_table(line, [True])
    _add_header(draft, header)
    for table in tables:
        if table.name == "volledigheid":
            _add_completeness(draft, table)
    return judge_beside(draft, frozenset(forced), frozenset(merged))


def _difference(apart: int) -> Callable[[Rules], Rule | None]:
    return lambda rules: Rule.DIFFERENCE if judge_count(apart, rules) else None


def _group_total(table_moment: str, group: str, stream: str) -> Hashable:
    moment = table_moment.split()[1]
    place = ("kosten", group, "na" if moment == "voor" else moment, TOTAL, stream)
    return (COUNT, table_moment, place)


def _add_header(draft: Draft, header: Mapping[str, object]) -> None:
    for column, group in HEADER_COUNTS.items():
        count = header.get(column)
        if isinstance(count, int):
            name = ("analyse", column)
            draft.add_count(name, name, count)
            draft.weights[name] = WEIGHT_HEADER[column]
            if group:
                for table_moment in ("verschil na", "stromen voor", "stromen na"):
                    draft.tie([name], [_group_total(table_moment, group, TOTAL)])
    draft.tie([("analyse", "n_casussen")], [("analyse", "n_bestaand"), ("analyse", "n_nieuw")])


def _add_completeness(draft: Draft, table: ExactTable) -> None:
    for row, key in table.judged():
        unit = unit_of(table, row, MAIN)
        for column in table.layout.figures[MAIN]:
            draft.add_count((*unit, column), unit, _whole(row[column]))
        draft.weights[unit] = WEIGHT_COMPLETENESS
        known, unknown = ((*unit, column) for column in table.layout.figures[MAIN])
        table_moment = f"stromen {key['moment']}"
        groups = [
            name
            for group in ("bestaand", "nieuw")
            if (name := _group_total(table_moment, group, key["stroom"])) in draft.numbers
        ]
        draft.tie([known], groups)
        wholes = [
            name
            for group in ("bestaand", "nieuw")
            if (name := _group_total(table_moment, group, TOTAL)) in draft.numbers
        ]
        draft.tie([known, unknown], wholes)
        for column in HEADER_COUNTS:
            draft.tie([known, unknown], [("analyse", column)])


def judge_part(table: ExactTable, figure: str, main: Pattern, counts: Judged, rules: Rules) -> Judged:
    """Judge the parts of an amount, the structural amount or the split, in ``verschil`` or ``vermeden``."""
    draft = Draft(rules)
    forced: set[Unit] = set()
    merged: set[Unit] = set()
    grids: dict[Hashable, dict[tuple[str, ...], Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of(table.name, key)
        unit = (figure, place)
        names = []
        for column in table.layout.figures[figure]:
            name = (figure, column, place)
            names.append(name)
            if figure == SPLIT:
                draft.add_count(name, unit, _whole(row[column]), judged=False)
                grids[column, place[:3], place[4]][place[3],] = name
            else:
                draft.add_amount(name, unit, table.stats[column][table.key(row)], signed=True)
                grids[column, place[:3]][place[3:]] = name
        if figure == SPLIT:
            draft.judges.append(
                (unit, _split([_whole(row[column]) for column in table.layout.figures[figure]]))
            )
        hidden = place in main.hidden or (figure == SPLIT and (COUNT, place) in counts.pattern.hidden)
        if hidden:
            forced.add(unit)
        elif len(names) > 1:
            # The sum of the parts is shown, so one part would give the other.
            draft.tie(names, [], exactly=False)
        if place in main.merged:
            merged.add(unit)
    for grid in grids.values():
        draft.add_table(grid, [True] if figure == SPLIT else [True, False])
    return judge_beside(draft, frozenset(forced), frozenset(merged))


def _split(counts: Sequence[int]) -> Callable[[Rules], Rule | None]:
    return lambda rules: judge_split(counts, rules)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def judge_lines(table: ExactTable, rules: Rules) -> Judged:
    """Judge the numbers of usage lines per provenance; their sum may be known from the rows that were read."""
    draft = Draft(rules)
    names: dict[tuple[str, ...], Hashable] = {}
    for row, key in table.judged():
        name = unit_of(table, row, MAIN)
        draft.add_count(name, name, _whole(row["n_regels"]))
        names[key["herkomst"],] = name
    total = ("herkomst_gebruik", TOTAL)
    draft.add_count(total, total, sum(cell.value for cell in draft.cells), judged=False)
    draft.fixed.add(total)
    draft.add_table({**names, (TOTAL,): total}, [True])
    return judge_beside(draft, frozenset())


PART_FIGURES = (PARTS, STRUCTURAL, SPLIT)
