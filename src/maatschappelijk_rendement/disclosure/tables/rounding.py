"""Rounding of published figures, by design: each on a grid that fits what the cases put into it.

A sum in cents beside printed prices and whole quantities is a puzzle with one solution; on a grid it is not,
and rounding is what the certificate of ``matrix.certificate`` counts on. It never replaces hiding. Exact
cents are for an internal report. Each figure is rounded by itself, so a total may differ from its parts; the
page says by how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from maatschappelijk_rendement.disclosure.attack.certificate import grid_of
from maatschappelijk_rendement.disclosure.matrix.atoms import CENT
from maatschappelijk_rendement.disclosure.matrix.figures import Name, Problem, Unit
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable, Row
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.results.columns import Kind
from maatschappelijk_rendement.results.tables import TABLES

EURO_CENTS = 100
HOURS_STEP_MILLI = 5_000
MEAN_STEP_HUNDREDTHS = 10
NARROW_STEP_HUNDREDTHS = 1
"""Of a mean on a scale of at most 2 points a tenth would say too little: it stays a hundredth."""
MONEY = (Kind.EURO, Kind.DELTA)
STEPS: Mapping[Kind, int] = {
    Kind.QUANTITY: HOURS_STEP_MILLI,
    Kind.GRADE: MEAN_STEP_HUNDREDTHS,
    Kind.GRADE_DELTA: MEAN_STEP_HUNDREDTHS,
}
Grids = Mapping[Name, int]
NO_FLOORS: Grids = {}
BOTH = 2
EXACT = 0
"""The grid of an amount that is of no case."""


def round_to(value: int, step: int) -> int:
    """Round a whole number to a multiple of ``step``, ties away from zero.

    Example:
        >>> round_to(-132_394_00, 1_000_00), round_to(32, 5), round_to(-2_50, 5_00)
        (-13200000, 30, -500)
    """
    return half_up(Fraction(value, step)) * step


def whole(value: object) -> int:
    """Read a count; one that is not there counts as none."""
    return value if isinstance(value, int) else 0


def grids_of(problem: Problem) -> dict[Name, int]:
    """Give for each figure of money the grid that fits the contributions of its cases [euro cent].

    Args:
        problem: The figures that were judged.
    """
    found = {}
    for number, figure in enumerate(problem.figures):
        if figure.unit is Unit.EURO:
            # Of no case: the programme, or nothing.
            found[figure.name] = grid_of(problem.peaks[number]) // CENT if figure.form else EXACT
    return found


def rounded(table: ExactTable, grids: Grids, least_cents: int, floors: Grids = NO_FLOORS) -> ExactTable:
    """Round every figure of a table; a mean follows from its rounded sum, in whole euros.

    Args:
        table: The exact table.
        grids: The own grid of each figure of money [euro cent].
        least_cents: The finest grid that was asked for [euro cent]; also that of what is no sum.
        floors: The finest grid of each sum, and of the margin around its mean [euro cent]; ``least_cents``
            where it is left out.
    """
    return ExactTable(
        table.name, [_rounded(table, row, grids, least_cents, floors) for row in table.rows], table.stats
    )


def _rounded(table: ExactTable, row: Row, grids: Grids, least_cents: int, floors: Grids) -> dict[str, object]:
    columns, key = TABLES[table.name].columns, table.key(row)
    found = dict(row)
    for name, value in row.items():
        column = columns.get(name)
        if column is None or not isinstance(value, int):
            continue
        if column.kind in MONEY:
            own = grids.get((table.name, key, name), least_cents)
            floor = floors.get((table.name, key, name), least_cents)
            found[name] = value if own == EXACT else round_to(value, max(floor, own))
        elif column.kind in STEPS:
            is_narrow = column.kind is not Kind.QUANTITY and row.get("gemiddelde_als")
            found[name] = round_to(value, NARROW_STEP_HUNDREDTHS if is_narrow else STEPS[column.kind])
    for name, column in columns.items():
        if column.mean_of and found.get(name) is not None and row.get("n"):
            mean = Fraction(whole(found[column.mean_of]), whole(row["n"]))
            found[name] = round_to(half_up(mean), EURO_CENTS)
    bounds = [name for name, column in columns.items() if column.around and isinstance(row.get(name), int)]
    if len(bounds) == BOTH:
        low, high = (whole(row[name]) for name in bounds)
        around = columns[bounds[0]].around
        floor = floors.get((table.name, key, columns[around].mean_of), least_cents)
        found |= zip(bounds, _bounds(whole(found[around]), low, high, floor), strict=True)
    return found


def _bounds(estimate: int, low: int, high: int, step: int) -> tuple[int, int]:
    """Set the reach of an interval, rounded up, around the estimate as it is printed.

    The middle of the exact bounds is the exact mean. Rounded by themselves they would give it away on a finer
    grid than that of its sum; from these follows no more than the printed mean and the reach.
    """
    reach = -(-(high - low) // (2 * step)) * step
    middle = round_to(estimate, step)
    return middle - reach, middle + reach
