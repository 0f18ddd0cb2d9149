"""The integer attacker finds what is planted, and nothing in a public report.

``bench/bench_disclosure.py whole`` runs it on as many caseloads as one has time for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.disclosure.attackers.attack import attack_figures, attack_files, attack_numbers
from tests.disclosure.attackers.figures import Printed, read_figures
from tests.disclosure.attackers.lattice import joint_quantities, single_sums
from tests.disclosure.attackers.linear import distinct, dominated, small_sums
from tests.disclosure.attackers.whole import Whole, random_whole
from tests.remembered import choose_once

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.publication.facts import facts_of

pytestmark = [pytest.mark.rounded, pytest.mark.slow, pytest.mark.usefixtures("verdicts_once")]
# 11: two wijken of three existing cases each were the total less the two wijken that are shown.
# 244: 52 months of one product and 9 of another that one case has were all that fitted 80.400 euro.
# 416: nine cases are left of what help cost after, twice the difference and what the payer saves by it.
# 432: so they are of a total, less one wijk before and another after.
# 202: the total less two streams left 22 euro for a sum of which its own grid left nine amounts.
# 1296: of two wijken only one number of units fitted, which left ten euro for few cases in a third.
SEEDS = (1, 2, 3, 11, 202, 244, 416, 432, 1296)


@cache
def both(seed: int) -> tuple[Whole, Mapping[str, Any], Mapping[str, Any]]:
    """A caseload with its public and its internal figures."""
    whole = random_whole(seed)
    found = analyse(whole.loaded(seed))
    return whole, found.publish().data, found.publish(internal=True).data


@pytest.mark.parametrize("seed", SEEDS)
def test_the_attacker_has_every_printed_amount_right(seed: int) -> None:
    """To the cent in an internal report, and within half a step of its grid in a public one."""
    whole, public, internal = both(seed)
    for figure in read_figures(internal, whole, noise=False):
        assert figure.value == pytest.approx(figure.row.sum()), figure.name
    for figure in read_figures(public, whole):
        assert abs(figure.value - figure.row.sum()) <= figure.noise + 1, figure.name
    assert len(read_figures(public, whole)) > 10


def test_what_a_party_pays_is_judged_where_it_follows_already_from_coarser_figures() -> None:
    """What the MDO cost follows from its hours, to five hours; in euros beside the balance it told a case."""
    whole, public, _ = both(913)
    assert attack_figures(public, whole).lines == []


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_follows_from_the_figures_of_a_public_report(seed: int) -> None:
    whole, public, _ = both(seed)
    found = attack_figures(public, whole)
    assert found.lines == []
    assert found.tried > 0


def test_no_number_of_few_cases_follows_in_whole_cases() -> None:
    whole, public, _ = both(1)
    exact = analyse(whole.loaded(1))
    found = attack_numbers(public, exact, choose_once(facts_of(exact), Rules()).design)
    assert found.lines == []


def test_the_same_report_without_hiding_and_in_cents_gives_cases_away_to_every_attacker() -> None:
    whole, _, internal = both(2)
    figures = read_figures(internal, whole, noise=False)
    once = distinct(figures)
    assert list(small_sums(once))
    assert list(dominated(once, len(whole.groups)))
    assert single_sums(figures, whole, first=True).known


def test_the_same_figures_in_cents_are_a_puzzle_with_one_solution() -> None:
    """What is hidden stays hidden; only the grid is gone."""
    whole, public, _ = both(2)
    figures = read_figures(public, whole)
    exact = [replace(one, value=float(one.row.sum()), noise=0.0) for one in figures]
    assert joint_quantities(exact, whole, first=True).known
    of_one = [one for one in exact if one.name.startswith("stromen bestaand totaal Zvw")]
    assert single_sums(of_one, whole, first=True).known
    assert joint_quantities(figures, whole).known == []
    assert single_sums(figures, whole).known == []


def test_a_case_that_is_in_one_of_two_figures_is_found_in_their_difference() -> None:
    """Thirty cases, and the same without one of them: on a grid of € 100 that one is still known."""
    row = np.arange(1_000_00.0, 1_000_00 + 30, 1.0)
    less = row.copy()
    less[7] = 0.0
    figures = [
        Printed("alle", row.sum(), 50_00.0, row, {}),
        Printed("min een", less.sum(), 50_00.0, less, {}),
    ]
    assert list(small_sums(figures)) == ["alle - min een"]
    assert [one.split(":")[0] for one in dominated(figures, 30)] == ["case 7"]
    rough = [replace(one, noise=5_000_00.0) for one in figures]
    assert list(small_sums(rough)) == []
    assert list(dominated(rough, 30)) == []


def test_three_figures_that_leave_nine_cases_are_found() -> None:
    """All, less two wijken of which each leaves enough: the nine of the third one are left."""
    everyone = np.full(49, 900_00.0) + np.arange(49) * 100
    first, second = everyone.copy(), everyone.copy()
    first[20:], second[:20], second[40:] = 0.0, 0.0, 0.0
    rows = {"alle": everyone, "Noord": first, "Zuid": second}
    figures = [Printed(name, row.sum(), 50_00.0, row, {}) for name, row in rows.items()]
    assert list(small_sums(figures)) == ["alle - Noord - Zuid"]


@pytest.mark.parametrize("is_public", [True, False])
def test_what_one_case_costs_stands_in_a_file_of_an_internal_report_only(
    tmp_path: Path, is_public: bool
) -> None:
    whole = random_whole(2)
    report = analyse(whole.loaded(2)).publish(internal=not is_public)
    report.save(tmp_path, ("html", "xlsx", "docx"))
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    found = attack_files(files, whole, report.data)
    assert {line.split(": ")[1] for line in found.lines} == (
        set()
        if is_public
        else {"rapport.html", "rapport.xlsx", "rapport.docx", "rapport-formules.xlsx", "resultaten.json"}
    )
