"""Exact products in frames that only know 64-bit integers.

A line's amount is quantity x (reading at its end - reading at its start) / divisor, where a reading is a
fraction with a large denominator. Readings are stored as whole numbers in base 2**30, least limb first, the
lowest ``fraction_limbs`` behind the point, each cut off downwards. The product is formed limb by limb and
carried upwards; every intermediate stays below 2**62, and every division is of an exact multiple of a power
of two, so that engines that divide through floats give the same integers.

Why the rounding is exact: a true amount plus a half is a multiple of 1 / (2 x denominator x divisor). A
difference of two readings that were cut off, plus one unit of the last limb, is too high by less than two
such units. With ``fraction_limbs_needed`` limbs that excess, times the largest quantity, is below one such
multiple, so taking the floor gives what exact fractions would give, ties included.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

LIMB_BITS = 30
BASE = 1 << LIMB_BITS
# Added before a carry is taken, so that the dividend is never negative (engines differ there); taken off
# after.
BIAS_CARRY = 1 << 31
BIAS = BIAS_CARRY << LIMB_BITS
LARGEST_RESULT = 1 << 62


def fraction_limbs_needed(denominator: int, largest_quantity: int) -> int:
    """How many limbs behind the point keep every rounding exact: 2**bits > 4 x denominator x quantity.

    Example:
        >>> fraction_limbs_needed(1000 * 100 * 377580, 100_000_000)
        3
    """
    return max(1, -(-(4 * denominator * max(1, largest_quantity)).bit_length() // LIMB_BITS))


def limbs(number: int, count: int) -> tuple[int, ...]:
    """Write a whole number in base 2**30, least limb first.

    Example:
        >>> limbs(5 * 2**30 + 7, 3)
        (7, 5, 0)
    """
    if number < 0 or number >> (LIMB_BITS * count):
        raise OverflowError(f"{number.bit_length()} bits do not fit in {count} limbs")
    return tuple((number >> (LIMB_BITS * place)) & (BASE - 1) for place in range(count))


def with_rounded_product(
    frame: Any,
    *,
    into: str,
    quantity: Sequence[str],
    end_reading: Sequence[str],
    start_reading: Sequence[str],
    fraction_limbs: int,
    divisor: str,
) -> Any:
    """Add the column ``into`` = half-up(quantity x (end - start) / divisor), exact.

    Args:
        frame: A narwhals frame.
        into: Name of the new int64 column.
        quantity: Columns with the limbs of the quantity, least first; each from 0 to 2**30.
        end_reading: Columns with the limbs of the reading at the end.
        start_reading: The same at the start; never above the end as a number.
        fraction_limbs: How many of the limbs of a reading stand behind the point.
        divisor: Column with a whole number above 0.

    Returns:
        The frame with ``into`` added.
    """
    places = len(quantity) + len(end_reading) - 1
    kept = [*frame.collect_schema().names(), into]
    terms: dict[str, Any] = {}
    for i, limb in enumerate(quantity):
        for j, (end, start) in enumerate(zip(end_reading, start_reading, strict=True)):
            # One unit of the last place more: see the module's text.
            difference = nw.col(end) - nw.col(start) + (1 if j == 0 else 0)
            term = nw.col(limb) * difference
            name = _place(i + j)
            terms[name] = terms[name] + term if name in terms else term
    frame = frame.with_columns(**terms)
    for place in range(places - 1):
        low, high = _place(place), _place(place + 1)
        digit = (nw.col(low) + BIAS) % BASE
        carry = (nw.col(low) + BIAS - digit) // BASE - BIAS_CARRY
        frame = frame.with_columns(**{low: digit, high: nw.col(high) + carry})
    whole = nw.col(_place(fraction_limbs))
    for place in range(fraction_limbs + 1, places):
        whole = whole + nw.col(_place(place)) * (1 << (LIMB_BITS * (place - fraction_limbs)))
    half = nw.when(nw.col(_place(fraction_limbs - 1)) >= BASE // 2).then(nw.lit(1)).otherwise(nw.lit(0))
    rest = whole % nw.col(divisor)
    up = nw.when(2 * rest + half >= nw.col(divisor)).then(nw.lit(1)).otherwise(nw.lit(0))
    rounded = (whole - rest) // nw.col(divisor) + up
    return frame.with_columns(**{into: rounded.cast(nw.Int64)}).select(*kept)


def _place(number: int) -> str:
    return f"_place{number}"
