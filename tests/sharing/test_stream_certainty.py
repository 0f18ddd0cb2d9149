"""Intervals by stream and payer follow the simulation; credibility weighs a stream with all together."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Contract, Noise, PayerStream, Scenario
from maatschappelijk_rendement.sharing.scenario import Uncertainty
from maatschappelijk_rendement.sharing.simulation import draw_savings
from maatschappelijk_rendement.sharing.stream_certainty import credible_savings, saving_intervals


def stream(name: str, payer: str, before: int, after: int) -> PayerStream:
    return PayerStream(stream=name, payer=payer, before_cents=before, after_cents=after)


STREAMS = (
    stream("Wmo", "gemeente", 10_000_000, 9_500_000),
    stream("Jeugdwet", "gemeente", 5_000_000, 5_100_000),
    stream("Zvw", "verzekeraar", 20_000_000, 18_000_000),
)
NOISE = Noise(500, 1.5, 0.02)


def test_a_payer_has_the_noise_of_its_streams_together() -> None:
    rows = saving_intervals(STREAMS, NOISE)
    assert [(row.name, row.is_payer) for row in rows] == [
        ("Wmo", False),
        ("Jeugdwet", False),
        ("Zvw", False),
        ("gemeente", True),
        ("verzekeraar", True),
    ]
    wmo, youth, zvw, town, insurer = rows
    assert town.saving_cents == wmo.saving_cents + youth.saving_cents == 400_000
    assert (insurer.low_cents, insurer.high_cents) == (zvw.low_cents, zvw.high_cents)
    # Between persons: 1,5^2 / 500 x 15 x 35 million^2, beside 2 % of 15 million.
    expected = (1.5**2 / 500 * 15e6 * 35e6 + (0.02 * 15e6) ** 2) ** 0.5
    assert town.error_cents == round(expected)


def test_the_intervals_are_those_of_the_draws() -> None:
    uncertainty = Uncertainty(noise=NOISE, confidence=Fraction(9, 10), draws=50_000)
    contract = Contract(name="c", source="e", share=Fraction(1, 2))
    scenario = Scenario(
        title="", is_synthetic=True, contract=contract, streams=STREAMS, persons=500, uncertainty=uncertainty
    )
    drawn = draw_savings(scenario, uncertainty, np.random.default_rng(1), Fraction(1))
    for row, column in zip(saving_intervals(STREAMS, NOISE), drawn.T, strict=False):
        inside = ((column >= row.low_cents) & (column <= row.high_cents)).mean()
        assert inside == pytest.approx(0.9, abs=0.01)


def test_without_noise_an_interval_is_a_point() -> None:
    row = saving_intervals(STREAMS, Noise(500, 0.0))[0]
    assert (row.low_cents, row.high_cents, row.odds_real) == (500_000, 500_000, 1.0)


def test_credibility_weighs_own_and_together_by_size() -> None:
    # Together 1 of 10; own 2 of 10 with Z = 1/2: 0,15. Own 0 with Z = 3/4: 0,025.
    two = (stream("Wmo", "a", 1_000, 800), stream("Zvw", "b", 1_000, 1_000))
    rows = credible_savings(two, (100, 300), 100)
    assert [row.credible_rate for row in rows] == [Fraction(3, 20), Fraction(1, 40)]
    assert [row.credible_cents for row in rows] == [150, 25]


def test_without_cost_before_chance_is_not_known() -> None:
    new = stream("Welzijn", "gemeente", 0, 300_000)
    alone = stream("Sport", "club", 0, 10)
    rows = {(row.name, row.is_payer): row for row in saving_intervals((*STREAMS, new, alone), NOISE)}
    for key in (("Welzijn", False), ("Sport", False), ("club", True)):
        row = rows[key]
        assert (row.error_cents, row.low_cents, row.high_cents, row.odds_real) == (None,) * 4
    assert rows["Welzijn", False].saving_cents == -300_000
    # Its payer has the noise of its other streams: 1,5^2 / 500 x 15 x 35 million^2, beside 2 % of 15 million.
    assert rows["gemeente", True].error_cents == error_of_the_town()
    weighed = credible_savings((*STREAMS, new), (500,) * 4, 500)[-1]
    assert (weighed.weight, weighed.own_rate, weighed.credible_rate) == (Fraction(1, 2), None, None)
    assert weighed.credible_cents is None


def error_of_the_town() -> int:
    return round((1.5**2 / 500 * 15e6 * 35e6 + (0.02 * 15e6) ** 2) ** 0.5)


@pytest.mark.parametrize(
    ("persons", "half", "words"),
    [((1,), 1, "personen: "), ((0, 1, 1), 1, "personen: "), ((1, 1, 1), 0, "halfwaarde_personen: ")],
)
def test_wrong_sizes_are_refused(persons: tuple[int, ...], half: int, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        credible_savings(STREAMS, persons, half)
    with pytest.raises(UsageError, match="zekerheid"):
        saving_intervals(STREAMS, NOISE, confidence=Fraction(1))
