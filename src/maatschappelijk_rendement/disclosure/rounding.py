"""Rounding of published figures, only when asked for (``--afronden``).

Inner cells are rounded and then summed, so that the page adds up by itself; its totals may then differ from
rounded exact totals, and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from maatschappelijk_rendement.disclosure.layout import ExactTable, Row
from maatschappelijk_rendement.money import half_up
from maatschappelijk_rendement.results.columns import Figures, Kind
from maatschappelijk_rendement.results.columns import Row as Declared
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES
from maatschappelijk_rendement.results.words import TOTAL

COUNT_STEP = 5
EURO_CENTS = 100
EURO_STEP_CENTS = 1_000_00
HOURS_STEP_MILLI = 5_000
MEAN_STEP_HUNDREDTHS = 10

MONEY = (Kind.EURO, Kind.DELTA)
STEPS: Mapping[Kind, int] = {
    Kind.COUNT: COUNT_STEP,
    Kind.EURO: EURO_STEP_CENTS,
    Kind.DELTA: EURO_STEP_CENTS,
    Kind.QUANTITY: HOURS_STEP_MILLI,
    Kind.GRADE: MEAN_STEP_HUNDREDTHS,
    Kind.GRADE_DELTA: MEAN_STEP_HUNDREDTHS,
}
WORKED_ON = "casussen_in_totaal"


def round_to(value: int, step: int) -> int:
    """Round a whole number to a multiple of ``step``, ties away from zero.

    Example:
        >>> round_to(-132_394_00, 1_000_00), round_to(32, 5), round_to(-2_50, 5_00)
        (-13200000, 30, -500)
    """
    return half_up(Fraction(value, step)) * step


# For each group, moment and stream ("" is all groups) the exact number of cases and the rounded one.
KnownCounts = Mapping[tuple[str, str, str], tuple[int, int]]


def rounded_counts(tables: Sequence[ExactTable]) -> KnownCounts:
    """Give how each number of cases over all wijken reads: as the sum of its rounded wijken.

    Without it one number would be rounded in two ways on one page, which tells more than either.
    """
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for table in tables:
        if table.name != "verschil":
            continue
        for exact, rounded in zip(table.rows, round_rows(table), strict=True):
            pair = exact.get("n"), rounded.get("n")
            if exact["wijk"] != TOTAL or not all(isinstance(n, int) for n in pair):
                continue
            moment, stream = str(exact["moment"]), str(exact["stroom"])
            for group in (str(exact["groep"]), ""):
                so_far = found.get((group, moment, stream), (0, 0))
                found[group, moment, stream] = so_far[0] + whole(pair[0]), so_far[1] + whole(pair[1])
    return found


def whole(value: object) -> int:
    """Read a count; one that is not there counts as none."""
    return value if isinstance(value, int) else 0


def _alike(row: Row, value: object, known: KnownCounts) -> int | None:
    """Give how a number of cases reads that is that of its stream, its group or all cases."""
    moment = str(row.get("moment", "na")).replace("voor", "na")
    group = str(row.get("groep", ""))
    for stream in (str(row.get("stroom", TOTAL)), TOTAL):
        exact, rounded = known.get((group, moment, stream), (None, 0))
        if exact is not None and exact == value:
            return rounded
    return None


def round_rows(table: ExactTable, known: KnownCounts = MappingProxyType({})) -> list[dict[str, object]]:
    """Round every figure of a table and sum inner cells anew.

    Args:
        table: The exact table.
        known: How numbers of cases read elsewhere, as ``rounded_counts`` gives.

    Returns:
        The rows with rounded figures; what is hidden is still to be taken out.
    """
    declared = TABLES[table.name]
    rows = [_rounded(row, declared) for row in table.rows]
    if declared.counts_as_its_group:
        for exact, row in zip(table.rows, rows, strict=True):
            for column in (key for key, one in declared.columns.items() if one.kind is Kind.COUNT):
                same = _alike(exact, exact.get(column), known) if exact.get(column) else None
                row |= {} if same is None else {column: same}
    for key, declaration in declared.columns.items():
        if declaration.adds and declaration.kind in MONEY:
            _sum_inner(table, rows, key, declared.amounts_over)
        # A number of pairs is rounded by itself.
        elif declaration.kind is Kind.COUNT and declaration.figure != Figures.PAIRED:
            _sum_inner(table, rows, key, declared.counts_over)
    for key, declaration in declared.columns.items():
        for row in rows if declaration.mean_of else ():
            if row.get(key) is not None and row.get("n"):
                mean = Fraction(whole(row[declaration.mean_of]), whole(row["n"]))
                row[key] = round_to(half_up(mean), EURO_CENTS)
    return rows


def _rounded(row: Row, declared: ResultTable[Declared]) -> dict[str, object]:
    """Round each number of a row by what it is; a mean follows when its sum is known."""
    steps = {
        key: STEPS[column.kind]
        for key, column in declared.columns.items()
        if column.kind in STEPS and not column.mean_of
    }
    return {
        key: round_to(value, steps[key]) if key in steps and isinstance(value, int) else value
        for key, value in row.items()
    }


def _sum_inner(
    table: ExactTable, rows: Sequence[dict[str, object]], column: str, over: Sequence[str]
) -> None:
    """Replace every margin over ``over`` by the sum of the inner rows below it."""
    if not over:
        return
    fixed = [name for name in table.layout.key if name not in over]
    inner: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if all(row[name] != TOTAL for name in over):
            inner[tuple(row[name] for name in fixed)].append(row)
    for row in rows:
        if any(row[name] == TOTAL for name in over) and row.get(column) is not None:
            parts = [
                part[column]
                for part in inner[tuple(row[name] for name in fixed)]
                if part.get(column) is not None and all(row[name] in (TOTAL, part[name]) for name in over)
            ]
            if parts:
                row[column] = sum(map(whole, parts))


def _worked_on(cases: int, known: KnownCounts) -> int:
    """Round how many cases were worked on: as many as were analysed where that is so, and never fewer."""
    exact, analysed = known.get(("", "na", TOTAL), (cases + 1, 0))
    nearest = round_to(cases, COUNT_STEP)
    if cases < exact:
        return nearest
    return analysed if cases == exact else max(nearest, analysed)


def round_header(
    header: Mapping[str, object],
    differences: Sequence[Row] = (),
    known: KnownCounts = MappingProxyType({}),
) -> dict[str, object]:
    """Round the counts of cases in the header and drop the exact sum of all cents.

    Args:
        header: The header.
        differences: Rounded rows of ``verschil``: their totals are sums of rounded parts, and the header must
            say the same number.
        known: How numbers of cases read in the tables: what was worked on is never less than was analysed.
    """
    rounded = dict(header)
    analysis, control = header.get("analyse"), header.get("controle")
    if isinstance(analysis, Mapping):
        counts = _rounded(analysis, SECTIONS["analyse"])
        groups = {
            f"n_{row['groep']}": row["n"]
            for row in differences
            if (row["moment"], row["wijk"], row["stroom"]) == ("na", TOTAL, TOTAL)
        }
        counts |= {column: n for column, n in groups.items() if counts.get(column) is not None}
        parts = [counts.get(column) for column in ("n_bestaand", "n_nieuw")]
        if groups and counts.get("n_casussen") is not None and None not in parts:
            counts["n_casussen"] = sum(int(str(part)) for part in parts)
        worked_on = analysis.get(WORKED_ON)
        if isinstance(worked_on, int):
            counts[WORKED_ON] = _worked_on(worked_on, known)
        rounded["analyse"] = counts
    if isinstance(control, Mapping):
        cents = [column for column in ("centen_in", "centen_uit") if column in control]
        rounded["controle"] = {**control, **dict.fromkeys(cents)}
    return rounded
