"""Intervals, differences and signals, computed by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maatschappelijk_rendement.wijk import Estimate, Signal, difference, of_share, signal


def estimate(value: str, low: str | None = None, high: str | None = None) -> Estimate:
    return Estimate(Decimal(value), *(None if bound is None else Decimal(bound) for bound in (low, high)))


def test_the_interval_of_a_share_is_that_of_newcombe_1998() -> None:
    # Newcombe (1998), table I, method 3: 81 of 263 gives .2553 to .3662; 15 of 148 gives .0624 to .1605.
    for yes, n, low, high in ((81, 263, "25.53", "36.62"), (15, 148, "6.24", "16.05")):
        found = of_share(Decimal(100 * yes) / n, n)
        assert found.low is not None
        assert found.high is not None
        assert (round(found.low, 2), round(found.high, 2)) == (Decimal(low), Decimal(high))


def test_the_interval_of_none_and_of_all_stays_within_the_scale() -> None:
    none, whole = of_share(Decimal(0), 20), of_share(Decimal(100), 20)
    # 1.96 squared over (20 + 1.96 squared) = 3.8415 / 23.8415
    assert (none.low, none.high) == (Decimal("0.000"), Decimal("16.113"))
    assert (whole.low, whole.high) == (Decimal("83.887"), Decimal("100.000"))


def test_a_difference_adds_the_squares_of_the_widths_that_face_each_other() -> None:
    # Below: 3 and 4 make 5; above: 6 and 8 make 10.
    gap = difference(estimate("50", "47", "56"), estimate("40", "32", "44"))
    assert gap == estimate("10", "5.000", "20.000")


def test_a_difference_without_an_interval_says_nothing() -> None:
    gap = difference(estimate("50"), estimate("40", "30", "50"))
    assert (gap.low, signal(gap, "hoger")) == (None, Signal.UNKNOWN)


@pytest.mark.parametrize(
    ("bounds", "direction", "expected"),
    [
        (("1", "9"), "hoger", Signal.BETTER),
        (("1", "9"), "lager", Signal.WORSE),
        (("1", "9"), "geen", Signal.OTHER),
        (("0", "10"), "hoger", Signal.NOISE),
    ],
)
def test_a_signal_is_given_only_where_nought_is_left_out(
    bounds: tuple[str, str], direction: str, expected: Signal
) -> None:
    assert signal(estimate("5", *bounds), direction) is expected
