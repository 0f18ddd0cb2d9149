"""High cost of cases: the error of their saving is that of the same cases before and after."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.high_cost_cases import high_cost


def test_cases_that_all_save_the_same_leave_no_chance_in_their_saving() -> None:
    # 1.000, 2.000 and 9.000 each cost 100 less: the saving is 300 whoever is dear.
    costs = CaseCosts(("Wmo",), np.array([[1_000], [2_000], [9_000]]), np.array([[900], [1_900], [8_900]]))
    made = high_cost(costs, (5_000,), Fraction(0)).limits[0]
    assert made.error == 0
    # Cut at 5.000 they save 100, 100 and 0: variance 10.000 / 3, times 3 cases, root.
    assert made.error_cut == pytest.approx(100)


def test_the_error_of_one_case_is_not_known() -> None:
    costs = CaseCosts(("Wmo",), np.array([[1_000]]), np.array([[900]]))
    made = high_cost(costs, (500,), Fraction(0)).limits[0]
    assert (made.error, made.error_cut) == (None, None)
