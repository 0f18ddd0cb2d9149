"""Chance: published odds, simulation beside the formula, and words for a board."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.chance import (
    MEDICARE_COST_VARIATION as CV,
)
from maatschappelijk_rendement.sharing.chance import (
    Noise,
    board_sentences,
    credibility,
    denial_odds,
    next_year_slope,
    required_persons,
    reward_odds,
)
from maatschappelijk_rendement.sharing.threshold import statistical_rate

PUBLIC_FILE = Path(__file__).resolve().parents[1] / "oracles" / "mssp_2014_2022.csv"


@pytest.mark.parametrize(("persons", "normal", "published"), [(5_000, 0.255, 0.24), (50_000, 0.019, 0.02)])
def test_odds_of_a_false_reward_are_those_of_delia(persons: int, normal: float, published: float) -> None:
    odds = reward_odds(Noise(persons, CV), 0.02)
    assert odds == pytest.approx(normal, abs=0.0005)
    assert odds == pytest.approx(published, abs=0.02)


@pytest.mark.parametrize(("persons", "published"), [(5_000, 0.24), (50_000, 0.02)])
def test_simulated_skewed_cost_gives_delias_odds(persons: int, published: float) -> None:
    # The yearly cost of a person as a gamma with CV 2,15: the sum of n of them is a gamma as well, exactly.
    shape = persons / CV**2
    means = np.random.default_rng(7).gamma(shape, 1 / shape, 200_000)
    assert float((1 - means >= 0.02).mean()) == pytest.approx(published, abs=0.02)


def test_simulated_persons_give_delias_odds() -> None:
    # Lognormal cost of each of 5.000 persons, with the same CV, drawn one by one.
    spread = np.sqrt(np.log(1 + CV**2))
    draw = np.random.default_rng(11)
    means = np.array([draw.lognormal(-(spread**2) / 2, spread, 5_000).mean() for _ in range(4_000)])
    assert float((1 - means >= 0.02).mean()) == pytest.approx(0.24, abs=0.02)


def test_benchmark_noise_does_not_shrink_with_size() -> None:
    assert Noise(10**9, CV, 0.01).spread == pytest.approx(0.01, rel=1e-4)
    assert reward_odds(Noise(10**9, CV, 0.01), 0.01) == pytest.approx(0.159, abs=0.001)


def test_without_any_noise_the_truth_decides() -> None:
    certain = Noise(10, 0.0)
    assert (reward_odds(certain, 0.02, 0.02), reward_odds(certain, 0.02, 0.01)) == (1.0, 0.0)


@given(
    st.integers(1, 10**6),
    st.floats(0.1, 5),
    st.floats(0, 0.05),
    st.floats(0, 0.2),
    st.floats(-0.2, 0.2),
)
def test_reward_and_denial_are_each_others_complement(
    persons: int, variation: float, tau: float, threshold: float, truth: float
) -> None:
    noise = Noise(persons, variation, tau)
    assert reward_odds(noise, threshold, truth) + denial_odds(noise, threshold, truth) == pytest.approx(1)
    assert reward_odds(noise, threshold, truth) >= reward_odds(noise, threshold, truth - 0.01)


@given(st.floats(0.005, 0.3), st.floats(0.2, 4), st.floats(0.6, 0.995))
def test_the_required_size_is_the_smallest_that_does(
    rate: float, variation: float, confidence: float
) -> None:
    persons = required_persons(rate, variation, confidence)
    assert persons is not None
    assert float(statistical_rate(persons, variation, confidence)) <= rate * (1 + 1e-6) + 1e-9
    if persons > 1:
        assert float(statistical_rate(persons - 1, variation, confidence)) > rate * (1 - 1e-6) - 1e-9


def test_no_size_is_enough_when_the_benchmark_itself_is_too_noisy() -> None:
    assert required_persons(0.02, CV, 0.90, benchmark_noise=0.02) is None


def test_credibility_is_half_at_k_and_grows_to_one() -> None:
    assert credibility(1_000, 1_000) == 0.5
    assert credibility(9_000, 1_000) == 0.9


def test_savings_of_public_organisations_fall_back_a_year_later() -> None:
    # The public file to 2022 holds ids from 2018: 1.761 pairs of consecutive years.
    rows = pd.read_csv(PUBLIC_FILE).dropna(subset="aco_id").drop_duplicates(["aco_id", "performance_year"])
    rows["rate"] = 1 - rows["abtotexp"] / rows["abtotbnchmk"]
    later = rows.assign(performance_year=rows["performance_year"] - 1)
    pairs = rows.merge(later, on=["aco_id", "performance_year"], suffixes=("", "_later"))
    assert len(pairs) == 1_761
    slope = next_year_slope(pairs["rate"].tolist(), pairs["rate_later"].tolist())
    assert slope == pytest.approx(np.polyfit(pairs["rate"], pairs["rate_later"], 1)[0], abs=1e-9)
    assert 0.5 < slope < 0.8


@pytest.mark.parametrize(("first", "second"), [([0.1], [0.1]), ([0.1, 0.1], [0, 1]), ([0, 1], [0])])
def test_a_slope_needs_pairs_that_differ(first: list[float], second: list[float]) -> None:
    with pytest.raises(UsageError, match="twee groepen"):
        next_year_slope(first, second)


def test_a_board_reads_that_32_cases_cannot_prove_much() -> None:
    sentences = board_sentences(Noise(32, 1.0), measured_rate=0.15, minimum_rate=0.02, confidence=0.9)
    assert sentences[0] == (
        "Bij 32 personen is pas een daling van 22,7 % of meer met 90 % zekerheid geen toeval."
    )
    assert "minder dan die grens" in sentences[1]
    assert "in 45 % van de jaren" in sentences[2]


def test_a_board_reads_when_chance_is_no_explanation() -> None:
    sentences = board_sentences(Noise(60_000, CV), measured_rate=0.05, minimum_rate=0.02, confidence=0.99)
    assert "Toeval alleen verklaart haar niet" in sentences[1]
    assert "in 1 % van de jaren" in sentences[2]


def test_a_rise_is_judged_as_a_rise_and_no_change_as_none() -> None:
    # 1,2816 x 1 / root of 32 = 22,7 %: a rise of 30 % lies beyond, one of 10 % does not.
    beyond = board_sentences(Noise(32, 1.0), measured_rate=-0.30, minimum_rate=0.02, confidence=0.9)
    assert beyond[0].startswith("Bij 32 personen is pas een stijging van 22,7 %")
    assert beyond[1] == (
        "De gemeten stijging is 30,0 %: dat is meer dan die grens. Toeval alleen verklaart haar niet."
    )
    within = board_sentences(Noise(32, 1.0), measured_rate=-0.10, minimum_rate=0.02, confidence=0.9)
    assert "minder dan die grens" in within[1]
    level = board_sentences(Noise(32, 1.0), measured_rate=0.0, minimum_rate=0.02, confidence=0.9)
    assert level[1] == "Er is geen verschil gemeten."
    assert not [line for line in (*beyond, *level) if "werkelijke daling" in line]


@pytest.mark.parametrize("wrong", [(0, 1.0, 0.0), (1, -1.0, 0.0), (1, 1.0, -0.1)])
def test_impossible_noise_is_refused(wrong: tuple[int, float, float]) -> None:
    with pytest.raises(UsageError, match="minstens 1 persoon"):
        Noise(*wrong)
