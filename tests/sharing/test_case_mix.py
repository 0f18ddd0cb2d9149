"""Case mix: an index by hand, a ratio with its cap, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.case_mix import case_mix_index, case_mix_years

RELATIVE = {"jong": Fraction(1, 2), "oud": Fraction(2)}
MIXES = {2023: {"jong": 75, "oud": 25}, 2024: {"jong": 65, "oud": 35}, 2025: {"jong": 90, "oud": 10}}


def test_a_heavier_year_counts_up_to_the_cap_and_a_lighter_one_in_full() -> None:
    # Indexes 0,875, 1,025 and 0,65: ratios 41/35 (capped at 1,03) and 26/35.
    years = case_mix_years(MIXES, RELATIVE, base_year=2023, cap=Fraction(3, 100))
    assert [year.index for year in years] == [Fraction(7, 8), Fraction(41, 40), Fraction(13, 20)]
    assert [year.counted for year in years] == [1, Fraction(103, 100), Fraction(26, 35)]
    assert case_mix_years(MIXES, RELATIVE, base_year=2023)[1].counted == Fraction(41, 35)


@pytest.mark.parametrize(
    ("persons", "relative", "words"),
    [
        ({"jong": 1, "nieuw": 1}, RELATIVE, "heeft geen gewicht"),
        ({"jong": -1, "oud": 2}, RELATIVE, "0 of meer personen"),
        ({"jong": 0}, RELATIVE, "samen minstens 1"),
        ({}, RELATIVE, "samen minstens 1"),
        ({"jong": 1}, {"jong": Fraction(0)}, "boven 0"),
        ({"jong": 1}, {"jong": Fraction(10**6)}, "tot 1000"),
    ],
)
def test_wrong_groups_are_refused(persons: dict[str, int], relative: dict[str, Fraction], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        case_mix_index(persons, relative)


def test_a_base_year_that_is_not_there_and_an_odd_cap_are_refused() -> None:
    with pytest.raises(UsageError, match="basisjaar"):
        case_mix_years(MIXES, RELATIVE, base_year=2020)
    with pytest.raises(UsageError, match="risicoplafond"):
        case_mix_years(MIXES, RELATIVE, base_year=2023, cap=Fraction(-1))
