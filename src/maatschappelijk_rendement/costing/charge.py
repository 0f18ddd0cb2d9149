"""From two readings of a meter to whole cents: look up, take the difference, multiply, round once."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.exact import BASE, rounded_quotient, with_rounded_product
from maatschappelijk_rendement.costing.lookups import look_up
from maatschappelijk_rendement.costing.meters import MeterTable

# What a line needs to be charged, once its window and kind are known.
READ_COLUMNS = ("_start_at", "_end_at", "_divisor", "_multiplicand", "_is_one_off", "_runs_on")


def with_readings(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    """Look up the readings at a line's first day and at its end, and what its last day costs per year."""
    gaps = ["gaps"] if table.has_gaps else []
    at_end = [*table.limbs_of("reading"), *(table.limbs_of("yearly") if structural else ()), *gaps]
    if table.is_narrow:
        at_end.append("denominator")
    at_start = [*table.limbs_of("reading"), *gaps]
    lines = look_up(lines, {f"_start_{name}": table.columns[name] for name in at_start}, at="_start_at")
    return look_up(lines, {f"_end_{name}": table.columns[name] for name in at_end}, at="_end_at")


def with_amounts(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    """Multiply, round once, and put the amount under recurring or one-off."""
    col, lit = nw.col, nw.lit
    charge = _charge_narrow if table.is_narrow else _charge_wide
    lines = charge(lines, table, structural=structural)
    runs_on = col("_yearly_cents") * col("_runs_on") if structural else lit(0, nw.Int64)
    one_off = col("_cost_cents") * col("_is_one_off")
    return lines.with_columns(
        in_window_cents=col("_cost_cents") - one_off, one_off_cents=one_off, structural_cents=runs_on
    )


def _charge_narrow(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    col, engine = nw.col, lines.implementation
    denominator = col("_end_denominator")
    terms = {
        "_product": col("_multiplicand") * (col("_end_reading0") - col("_start_reading0")),
        "_divisor": denominator * col("_divisor"),
    }
    if structural:
        terms["_yearly"] = col("_multiplicand") * col("_end_yearly0")
    lines = lines.with_columns(**terms)
    amounts = {"_cost_cents": rounded_quotient(col("_product"), col("_divisor"), engine)}
    if structural:
        amounts["_yearly_cents"] = rounded_quotient(col("_yearly"), denominator, engine)
    return lines.with_columns(**{name: amount.cast(nw.Int64) for name, amount in amounts.items()})


def _charge_wide(lines: Any, table: MeterTable, *, structural: bool) -> Any:
    quantity = ["_multiplicand"]
    if table.largest_quantity >= BASE:
        low = nw.col("_multiplicand") % BASE
        lines = lines.with_columns(_low=low, _high=(nw.col("_multiplicand") - low) // BASE)
        quantity = ["_low", "_high"]
    lines = lines.with_columns(_one=nw.lit(1, nw.Int64))
    ends = [f"_end_{name}" for name in table.limbs_of("reading")]
    starts = [f"_start_{name}" for name in table.limbs_of("reading")]
    lines = with_rounded_product(
        lines,
        into="_cost_cents",
        quantity=quantity,
        end_reading=ends,
        start_reading=starts,
        fraction_limbs=table.fraction_limbs,
        divisor="_divisor",
    ).drop(*starts, *ends)
    if not structural:
        return lines
    return with_rounded_product(
        lines,
        into="_yearly_cents",
        quantity=quantity,
        end_reading=[f"_end_{name}" for name in table.limbs_of("yearly")],
        start_reading=None,
        fraction_limbs=table.fraction_limbs,
        divisor="_one",
    )
