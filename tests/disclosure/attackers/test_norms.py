"""Nothing follows from norms by the month, which a case has one of at a time, in a public report.

``bench/bench_disclosure.py norms`` runs the attack on as many caseloads as one has time for.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from tests.disclosure.attackers.figures import Printed, read_figures
from tests.disclosure.attackers.lattice import Limit, joint_quantities
from tests.disclosure.attackers.norms import attack_norms, limits, random_norms, single_norms
from tests.disclosure.attackers.whole import Bought, Whole

from maatschappelijk_rendement import analyse

pytestmark = [pytest.mark.rounded, pytest.mark.slow, pytest.mark.usefixtures("verdicts_once")]
# On the grid of 100 euro, or as coarse as one sum at a time asks for, each of these gave a product away:
# 15: five of thirty cases have another kind of sheltered living than all others.
# 24: one case has another price of budget management; it took the sums of all wijken together.
SEEDS = (15, 24)


@cache
def published(seed: int) -> tuple[Whole, list[Printed], list[Limit], int]:
    whole = random_norms(seed)
    data = analyse(whole.loaded(seed)).publish().data
    return whole, read_figures(data, whole), limits(data, whole), data["analyse"]["rooster_delen_eur"]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_attacker_has_every_printed_amount_right(seed: int) -> None:
    _, figures, known, _ = published(seed)
    assert known
    for figure in figures:
        assert abs(figure.value - figure.row.sum()) <= figure.noise + 1, figure.name


@pytest.mark.parametrize("seed", SEEDS)
def test_what_gave_a_product_away_stands_on_a_coarser_grid_than_the_headline(seed: int) -> None:
    whole, figures, known, grid = published(seed)
    assert grid > 100
    assert attack_norms(figures, whole, known).known == []


@pytest.mark.parametrize("seed", SEEDS)
def test_on_a_grid_of_a_hundred_euro_the_same_figures_give_it_away(seed: int) -> None:
    whole, figures, known, _ = published(seed)
    finer = [replace(one, value=round(one.row.sum() / 100_00) * 100_00, noise=50_00.0) for one in figures]
    assert attack_norms(finer, whole, known).known


def test_without_the_number_of_cases_there_are_other_ways() -> None:
    """Thirty cases: 25 times 41.901,24 and 5 times 26.491,08.

    With 37 cases 13 and 24 times would be 515,64 euro more: 19 of the one are about 12 of the other.
    """
    whole = Whole(["bestaand"] * 30, ["wijk"] * 30, hours=[0] * 30)
    whole.bought += [Bought(number, "na", "K3" if number < 5 else "K1", 1, "maand") for number in range(30)]
    units = {("bestaand", "wijk", f"{code} maand", "na"): 1 for code in ("K1", "K3")}
    row = np.array([float(one.cents) for one in whole.bought])
    figure = Printed("Wmo", row.sum(), 600_00.0, row, units)
    known = Limit(dict.fromkeys(units, 1.0), 30.0)
    assert [one for found in single_norms([figure], whole, [known]) for one in found.known]
    assert joint_quantities([figure], whole, limits=[replace(known, most=60.0)]).known == []
