"""The limb arithmetic against plain fractions."""

from __future__ import annotations

from fractions import Fraction

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.costing.exact import (
    BASE,
    LIMB_BITS,
    fraction_limbs_needed,
    limbs,
    with_rounded_product,
)
from maatschappelijk_rendement.domain.money import half_up


def rounded(quantity: int, start: Fraction, end: Fraction, divisor: int, denominator: int) -> int:
    """Multiply in a frame as costing does: readings cut off to limbs, quantity in two limbs."""
    behind = fraction_limbs_needed(denominator, quantity)
    count = behind + 2
    shift = LIMB_BITS * behind
    row: dict[str, list[int]] = {
        "low": [quantity % BASE],
        "high": [quantity // BASE],
        "divisor": [divisor],
    }
    for name, reading in (("start", start), ("end", end)):
        cut = (reading.numerator << shift) // reading.denominator
        for place, limb in enumerate(limbs(cut, count)):
            row[f"{name}{place}"] = [limb]
    frame = with_rounded_product(
        nw.from_native(pd.DataFrame(row)),
        into="cents",
        quantity=("low", "high"),
        end_reading=[f"end{place}" for place in range(count)],
        start_reading=[f"start{place}" for place in range(count)],
        fraction_limbs=behind,
        divisor="divisor",
    )
    return int(frame.to_native()["cents"].iloc[0])


@given(
    quantity=st.integers(0, 10**11),
    numerator=st.integers(0, 10**9),
    more=st.integers(0, 10**7),
    denominator=st.integers(1, 10**16),
    divisor=st.integers(1, 800),
)
def test_the_product_in_limbs_equals_half_up_of_exact_fractions(
    quantity: int, numerator: int, more: int, denominator: int, divisor: int
) -> None:
    start, end = Fraction(numerator, denominator), Fraction(numerator + more, denominator)
    expected = half_up(quantity * (end - start) / divisor)
    assert rounded(quantity, start, end, divisor, denominator) == expected


@given(quantity=st.integers(1, 10**8), tie=st.integers(0, 10**4), start=st.integers(0, 10**6))
def test_a_tie_goes_up_whatever_the_reading_at_the_start(quantity: int, tie: int, start: int) -> None:
    # quantity x difference = tie + 1/2, exactly.
    difference = Fraction(2 * tie + 1, 2 * quantity)
    begin = Fraction(start, 7 * quantity)
    assert rounded(quantity, begin, begin + difference, 1, 14 * quantity) == tie + 1


@given(quantity=st.integers(1, 10**8), whole=st.integers(0, 10**4))
def test_just_below_a_tie_goes_down(quantity: int, whole: int) -> None:
    denominator = 2 * quantity * 10**12
    difference = Fraction((2 * whole + 1) * 10**12 - 1, denominator)
    assert rounded(quantity, Fraction(0), difference, 1, denominator) == whole


def test_a_number_that_does_not_fit_its_limbs_is_refused() -> None:
    with pytest.raises(OverflowError):
        limbs(BASE**2, 2)


def test_a_negative_number_has_no_limbs() -> None:
    with pytest.raises(OverflowError):
        limbs(-1, 2)
