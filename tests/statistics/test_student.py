"""The quantile of Student's t: that of the printed tables, of scipy, and of its own definition."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from maatschappelijk_rendement.statistics.student import SERIES_FREEDOM, t_quantile, within

# R. Fisher and F. Yates, Statistical Tables (1963), table III; two-sided 90 %, 95 % and 99 %.
PRINTED = {
    1: (6.314, 12.706, 63.657),
    2: (2.920, 4.303, 9.925),
    3: (2.353, 3.182, 5.841),
    4: (2.132, 2.776, 4.604),
    9: (1.833, 2.262, 3.250),
    10: (1.812, 2.228, 3.169),
    19: (1.729, 2.093, 2.861),
    30: (1.697, 2.042, 2.750),
    60: (1.671, 2.000, 2.660),
    120: (1.658, 1.980, 2.617),
}


@pytest.mark.parametrize("freedom", PRINTED)
def test_a_quantile_is_that_of_the_printed_table(freedom: int) -> None:
    assert tuple(round(t_quantile(freedom, level), 3) for level in (0.90, 0.95, 0.99)) == PRINTED[freedom]


def test_for_a_population_it_is_the_normal_one() -> None:
    assert round(t_quantile(10**7, 0.95), 4) == 1.9600
    assert round(t_quantile(10**7, 0.99), 4) == 2.5758


@pytest.mark.parametrize("freedom", [*range(1, 60), 199, 500, SERIES_FREEDOM, SERIES_FREEDOM + 1, 10**5])
@pytest.mark.parametrize("level", [0.01, 0.5, 0.9, 0.95, 0.999, 0.9999])
def test_a_quantile_is_that_of_scipy(freedom: int, level: float) -> None:
    assert t_quantile(freedom, level) == pytest.approx(float(stdtrit(freedom, (1 + level) / 2)), rel=1e-10)


@given(st.integers(1, 400), st.floats(0.001, 0.9999))
def test_so_much_of_the_distribution_lies_within_its_quantile(freedom: int, level: float) -> None:
    assert within(freedom, t_quantile(freedom, level)) == pytest.approx(level, rel=1e-11)


def test_a_margin_by_whole_degrees_of_freedom_loads_no_scipy() -> None:
    code = (
        "import sys\n"
        "from maatschappelijk_rendement.statistics.mean import interval_of_mean\n"
        "interval_of_mean([-300, -100, 200])\n"
        "print([name for name in sys.modules if name.startswith('scipy')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
