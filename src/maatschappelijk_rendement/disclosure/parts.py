"""Judging the parts of an amount, the structural amount, and how many cases rose and fell.

A place that is hidden hides all of these. A place that is shown may still hide one of them, for instance
one-off costs that come from three cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from maatschappelijk_rendement.disclosure.costs import place_weight
from maatschappelijk_rendement.disclosure.counts import whole
from maatschappelijk_rendement.disclosure.draft import Draft, amount_judge, uneven
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.layout import COUNT, PARTS, SPLIT, STRUCTURAL, ExactTable
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.system import TableKey, Unit
from maatschappelijk_rendement.disclosure.units import place_of

RECURS, RUNS_ON = "in_venster_eur", "structureel_per_jaar_eur"
MONTHS_A_YEAR = 12
# Each line is rounded by itself, so that over a year a case may be a little off.
NEARLY_CENTS_PER_CASE = 100


def judge_amounts_beside(table: ExactTable, main: Pattern, months: int, step: Step) -> Judged:
    """Judge the parts of an amount and the structural amount, in ``verschil`` or ``vermeden``.

    Where no help ends or begins within the window, what runs on is what recurs, over a year; then the one
    gives the other, and with the sum also what was one-off.

    Args:
        table: The exact table.
        main: What is hidden of the amounts.
        months: Length of the window.
        step: The minimum, and what lower ones hid.
    """
    draft = Draft(step)
    leans_on: dict[Unit, list[Unit]] = {}
    same: dict[Unit, Unit] = {}
    grids: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of(table.name, key)
        parts, structural = (PARTS, place), (STRUCTURAL, place)
        stats = {column: table.stats[column][table.key(row)] for column in table.layout.stats}
        weight = place_weight(place, stats[RUNS_ON].n)
        for column in table.layout.figures[PARTS]:
            draft.add_amount((column, place), parts, stats[column], signed=True)
            grids[column, place[:3]][place[3:]] = (column, place)
        draft.weights[parts] = weight
        leans_on[parts] = [place]
        if place not in main.hidden:
            # The sum of the parts is shown, so one part gives the other.
            draft.know_sum((column, place) for column in table.layout.figures[PARTS])
        if stats[RUNS_ON].sum_cents == stats[RECURS].sum_cents and months == MONTHS_A_YEAR:
            # One number in two columns.
            same[structural] = parts
            draft.judges.append((parts, amount_judge(stats[RUNS_ON])))
            grids[RUNS_ON, place[:3]][place[3:]] = (RECURS, place)
            continue
        draft.add_amount((RUNS_ON, place), structural, stats[RUNS_ON], signed=True)
        grids[RUNS_ON, place[:3]][place[3:]] = (RUNS_ON, place)
        draft.weights[structural] = weight
        leans_on[structural] = [place]
        nearly = stats[RUNS_ON].n * NEARLY_CENTS_PER_CASE
        draft.tie_in_proportion((RECURS, place), months, (RUNS_ON, place), MONTHS_A_YEAR, nearly)
    for grid in grids.values():
        draft.add_table(grid, [True, False])
    return judge_beside(draft, main, leans_on).also(same)


def judge_splits(table: ExactTable, main: Pattern, step: Step) -> Judged:
    """Judge how many cases rose, fell and stayed equal; the three are shown or hidden together.

    Args:
        table: The exact table.
        main: What is hidden of the amounts and of the counts of cases.
        step: The minimum, and what lower ones hid.
    """
    draft = Draft(step)
    leans_on: dict[Unit, list[Unit]] = {}
    lines: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of(table.name, key)
        unit = (SPLIT, place)
        counts = {column: whole(row[column]) for column in table.layout.figures[SPLIT]}
        for column, count in counts.items():
            draft.add_count((column, place), unit, count, judged=False, most=sum(counts.values()))
            lines[column, place[:3], place[4]][place[3],] = (column, place)
        draft.judges.append((unit, uneven(list(counts.values()))))
        draft.weights[unit] = place_weight(place, sum(counts.values()))
        leans_on[unit] = [place, (COUNT, place)]
        if main.hidden.isdisjoint(leans_on[unit]):
            # The number of cases is shown, so two counts give the third.
            draft.know_sum((column, place) for column in counts)
    for line in lines.values():
        draft.add_table(line, [True])
    return judge_beside(draft, main, leans_on)


def judge_parts(table: ExactTable, main: Pattern, counts: Pattern, months: int, step: Step) -> list[Judged]:
    """Judge everything that stands beside the amounts of ``verschil`` or ``vermeden``, but the counts."""
    both = Pattern(main.hidden | counts.hidden, main.merged)
    return [judge_amounts_beside(table, main, months, step), judge_splits(table, both, step)]
