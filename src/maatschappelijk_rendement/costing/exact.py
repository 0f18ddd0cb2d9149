"""Exact products in frames that only know 64-bit integers.

A line's amount is quantity x (reading at its end - reading at its start) / (denominator x divisor), rounded
half-up once. Where that fits in 64 bits (``fits``), readings are whole numbers over their meter's
denominator and the amount is one product and one division of whole numbers: ``rounded_quotient``.

Otherwise readings are stored in base 2**30, least limb first, the lowest ``fraction_limbs`` behind the
point, each cut off downwards: ``with_rounded_product``. The product is formed limb by limb and carried
upwards; every intermediate stays below 2**62, and every division is of an exact multiple of a power of two,
so that engines that divide through floats give the same integers.

Why that rounding is exact too: a true amount plus a half is a multiple of 1 / (2 x denominator x divisor). A
difference of two readings that were cut off, plus one unit of the last limb, is too high by less than two
such units. With ``fraction_limbs_needed`` limbs that excess, times the largest quantity, is below one such
multiple, so taking the floor gives what exact fractions would give, ties included.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import whole_quotient

LIMB_BITS = 30
BASE = 1 << LIMB_BITS
# Added before a carry is taken, so that the dividend is never negative (engines differ there), and taken off
# after.
BIAS_CARRY = 1 << 31
BIAS = BIAS_CARRY << LIMB_BITS
# A larger amount [euro cent] is refused: a float, through which some engines divide, holds every integer
# below it; and so is a larger amount x divisor, which would not fit in 64 bits.
LARGEST_RESULT = 1 << 53
LARGEST_WHOLE = (1 << 63) - (1 << 32)
# In 64 bits: twice the product and the divisor together, and the largest amount (see ``whole_quotient``).
LARGEST_INTERMEDIATE = 1 << 62
LARGEST_NARROW_RESULT = 1 << 50


def fits(largest_product: int, largest_divisor: int, smallest_divisor: int) -> bool:
    """Whether ``rounded_quotient`` can compute every amount in 64 bits.

    Args:
        largest_product: No line has a larger quantity x difference of readings.
        largest_divisor: Nor a larger denominator x divisor,
        smallest_divisor: nor a smaller one.

    Example:
        >>> fits(10**15, 1000, 1000), fits(10**19, 1000, 1000)
        (True, False)
    """
    return (
        2 * (largest_product + largest_divisor) < LARGEST_INTERMEDIATE
        and largest_product < LARGEST_NARROW_RESULT * smallest_divisor
    )


def rounded_quotient(product: Any, divisor: Any, engine: nw.Implementation) -> Any:
    """Give half-up(product / divisor) of whole numbers from 0 on, exact; see ``fits`` for the bounds."""
    return whole_quotient(2 * product + divisor, 2 * divisor, engine)


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
    start_reading: Sequence[str] | None,
    fraction_limbs: int,
    divisor: str,
) -> Any:
    """Add the column ``into`` = half-up(quantity x (end - start) / divisor), exact.

    Args:
        frame: A narwhals frame.
        into: Name of the new int64 column.
        quantity: Columns with the limbs of the quantity, least first; each from 0 to 2**30.
        end_reading: Columns with the limbs of the reading at the end.
        start_reading: The same at the start; never above the end as a number. Left out: 0.
        fraction_limbs: How many of the limbs of a reading stand behind the point.
        divisor: Column with a whole number above 0.

    Returns:
        The frame with ``into`` added.
    """
    places = len(quantity) + len(end_reading) - 1
    kept = [*frame.collect_schema().names(), into]
    terms: dict[str, Any] = {}
    for i, limb in enumerate(quantity):
        for j, end in enumerate(end_reading):
            difference = nw.col(end) - nw.col(start_reading[j]) if start_reading else nw.col(end)
            if j == 0:
                # One unit of the last place more: see the module's text.
                difference = difference + 1
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
    frame = frame.with_columns(_whole=whole, _half=half, _rest=whole % nw.col(divisor))
    frame = frame.with_columns(_quotient=(nw.col("_whole") - nw.col("_rest")) // nw.col(divisor))
    # A float may have made a large quotient one too high or too low; that leaves a divisor less or more.
    left = nw.col("_whole") - nw.col("_rest") - nw.col("_quotient") * nw.col(divisor)
    corrected = nw.col("_quotient") + nw.when(left > 0).then(nw.lit(1)).otherwise(nw.lit(0))
    corrected = corrected - nw.when(left < 0).then(nw.lit(1)).otherwise(nw.lit(0))
    is_up = 2 * nw.col("_rest") + nw.col("_half") >= nw.col(divisor)
    rounded = corrected + nw.when(is_up).then(nw.lit(1)).otherwise(nw.lit(0))
    return frame.with_columns(**{into: rounded.cast(nw.Int64)}).select(*kept)


def _place(number: int) -> str:
    return f"_place{number}"
