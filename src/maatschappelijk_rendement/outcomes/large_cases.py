"""The cases that stand by themselves where many stand together: of small cells, and those that are large."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import as_number, distinct, numbers_of, small
from maatschappelijk_rendement.costing.lookups import join_numbers, looked_up

BLOCK = ("wijk", "case_type", "again", "described")
"""What tells apart the cells of a release: where and what a case is, and which comparisons it has."""
PARTS = ("D", "S", "O")
"""What a window costs more than its part of what runs on in a year, what runs on, and what is one-off."""
SMALL_CELL = 100
"""The cases of a cell of at most so many stand by themselves."""
LARGE_PART = 50
"""So does a case that is this part of its cell or more: no cell has more of those than this."""


def largest_of_cells(cases: Any, amounts: Any) -> Any:
    """Give the cases of small cells, and those that are much of theirs.

    Args:
        cases: A narwhals frame of case_id and ``BLOCK``.
        amounts: case_id, _label (of stream, payer, receiver, kind of money and moment) and of each of
            ``PARTS`` its size.

    Returns:
        case_id, in which one may stand more than once.
    """
    blocks = small(distinct(cases, *BLOCK))
    names = sorted(tuple(str(row[name]) for name in BLOCK) for row in blocks)
    columns: dict[str, Sequence[object]] = {
        name: [block[place] if place < 2 else int(block[place]) for block in names]
        for place, name in enumerate(BLOCK)
    }
    numbered = looked_up(cases, {**columns, "_block": range(len(names))}, BLOCK)
    numbered = numbered.select("case_id", _block=nw.col("_block").cast(nw.Int16))
    there = numbers_of(numbered, "case_id")
    rows = join_numbers(amounts, numbered, "case_id", there)
    sizes = [f"_size{part}" for part in PARTS]
    has = {f"_n{part}": as_number(nw.col(f"_size{part}") > 0) for part in PARTS}
    cells = small(rows.with_columns(**has).group_by("_block", "_label").agg(nw.col(*sizes, *has).sum()))
    bounds: dict[str, list[object]] = {
        "_block": [],
        "_label": [],
        **{f"_least{part}": [] for part in PARTS},
    }
    for cell in cells:
        bounds["_block"].append(int(cell["_block"]))
        bounds["_label"].append(int(cell["_label"]))
        for part in PARTS:
            n, whole = int(cell[f"_n{part}"]), int(cell[f"_size{part}"])
            bounds[f"_least{part}"].append(1 if n <= SMALL_CELL else -(-whole // LARGE_PART))
    # What is large in no block is left out before the blocks of the cases are looked up again.
    rows = looked_up(amounts, _in_any_block(bounds), ["_label"]).filter(_is_large())
    rows = join_numbers(rows.select("case_id", "_label", *sizes), numbered, "case_id", there)
    return looked_up(rows, bounds, ["_block", "_label"]).filter(_is_large()).select("case_id")


def _in_any_block(bounds: Mapping[str, Sequence[Any]]) -> dict[str, list[int]]:
    """Give for each label the least of the bounds of all blocks."""
    labels = sorted(set(bounds["_label"]))
    found = {"_label": labels}
    for part in PARTS:
        pairs = list(zip(bounds["_label"], bounds[f"_least{part}"], strict=True))
        found[f"_least{part}"] = [min(least for of, least in pairs if of == label) for label in labels]
    return found


def _is_large() -> nw.Expr:
    sizes = ((nw.col(f"_size{part}"), nw.col(f"_least{part}")) for part in PARTS)
    return nw.any_horizontal(*((size > 0) & (size >= least) for size, least in sizes), ignore_nulls=False)


def changed_much(deltas: Any) -> Any:
    """Give the cases that are much of the spread of a difference, which a margin asks for.

    Args:
        deltas: As ``case_changes.case_deltas`` or ``case_totals`` gives.

    Returns:
        case_id, in which one may stand more than once.
    """
    by = [name for name in ("comparison", "stream", "wijk", "case_type") if name in deltas.collect_schema()]
    delta = nw.col("delta_cents").cast(nw.Float64)
    rows = deltas.select("case_id", *by, _square=delta * delta)
    sums = rows.group_by(*by).agg(_whole=nw.col("_square").sum())
    rows = rows.join(sums, on=by, how="inner").filter(nw.col("_square") > 0)
    return rows.filter(LARGE_PART * nw.col("_square") >= nw.col("_whole")).select("case_id")
