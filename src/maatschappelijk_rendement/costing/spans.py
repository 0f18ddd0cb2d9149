"""Which days of a line count: those it shares with its window, and where its meter stands on them."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import NO_DAY, as_number
from maatschappelijk_rendement.costing.kinds import MOMENTS
from maatschappelijk_rendement.domain.vocabulary import Moment


def with_spans(lines: Any, *, has_own_price: bool, has_repeats: bool) -> Any:
    """Put the days on which each line reads its meter in place of its window and dates.

    Args:
        lines: _start and _end [day number, ``NO_DAY`` where empty], quantity_milli, price_e4 where
            ``has_own_price``, the bounds of the windows of its case, and what ``with_kinds`` adds.
        has_own_price: Whether a line may bring its own price.
        has_repeats: Whether there is a line of a repeat.

    Returns:
        The lines with first_day and end_day, _start_at and _end_at (the rows of the two readings),
        _divisor, _multiplicand and _runs_on (1 where it runs on its window's last day).
    """
    col, lit, when = nw.col, nw.lit, nw.when
    starts, ends = col("_mdo_day"), col("_after_end")
    if has_repeats:
        is_repeat = col("_moment") == MOMENTS[Moment.REPEAT]
        starts = when(is_repeat).then(col("_repeat_start")).otherwise(starts)
        ends = when(is_repeat).then(col("_repeat_end")).otherwise(ends)
    is_before = col("_moment") == MOMENTS[Moment.BEFORE]
    spread, dated, multiplicand = col("_spread"), col("_dated"), col("quantity_milli").cast(nw.Int64)
    if has_own_price:
        has_own = ~col("price_e4").is_null()
        spread = when(has_own).then(col("_own_spread")).otherwise(spread)
        dated = when(has_own).then(col("_own_dated")).otherwise(dated)
        # Engines that fill in floats for empty integers must not touch large ones: empty becomes 1 first.
        multiplicand = multiplicand * col("price_e4").fill_null(1).cast(nw.Int64)
    has_start, has_end = col("_start") != NO_DAY, col("_end") != NO_DAY
    is_recurring = (col("_is_one_off") + col("_is_total")) == 0
    lines = lines.with_columns(
        _window_start=when(is_before).then(col("_before_start")).otherwise(starts),
        _window_end=when(is_before).then(col("_mdo_day")).otherwise(ends),
        _multiplicand=multiplicand,
        _is_recurring=is_recurring,
        _is_spread=is_recurring & (col("_start") + col("_end") == NO_DAY),
    ).drop("_mdo_day", "_before_start", "_after_end", "_moment")
    start, end = col("_window_start"), col("_window_end")
    lines = lines.with_columns(
        _meter=when(col("_is_spread")).then(spread).otherwise(dated),
        _own_start=when(has_start).then(col("_start")).otherwise(start),
        _own_end=when(has_end).then(col("_end")).otherwise(end),
    ).drop("_start", "_end", "_spread", "_dated")
    own_start, own_end = col("_own_start"), col("_own_end")
    own_end = when(col("_is_one_off") == 1).then(own_start + 1).otherwise(own_end)
    lines = lines.with_columns(
        _own_end=own_end, first_day=when(own_start > start).then(own_start).otherwise(start)
    )
    own_end = col("_own_end")
    lines = lines.with_columns(end_day=when(own_end < end).then(own_end).otherwise(end))
    # A line outside its window reads one day twice: it needs no price and costs nothing.
    is_inside = col("end_day") > col("first_day")
    lines = lines.with_columns(
        first_day=when(is_inside).then(col("first_day")).otherwise(start),
        end_day=when(is_inside).then(col("end_day")).otherwise(start),
    )
    first_day, end_day = col("first_day"), col("end_day")
    own_days = when(own_end > own_start).then(own_end - own_start).otherwise(lit(1))
    rest = when(col("_is_total") == 1).then(own_days).otherwise(lit(1))
    runs_on = col("_is_recurring") & (end_day == end)
    return lines.with_columns(
        _divisor=when(col("_is_spread")).then(end - start).otherwise(rest),
        _runs_on=as_number(runs_on),
        _start_at=col("_meter") + first_day,
        _end_at=col("_meter") + end_day,
    )
