"""Draws over years: without noise they are the settlement itself; with noise they follow their model."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.sharing.test_years_settled import HALF, a_year, an_agreement

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Noise, PayerStream, Provider, Scenario
from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.contract import Contract, PayerKey
from maatschappelijk_rendement.sharing.scenario import Uncertainty
from maatschappelijk_rendement.sharing.years_drawn import DrawnYear, draw_years
from maatschappelijk_rendement.sharing.years_settled import settle_years

STREAMS = tuple(PayerStream(stream=name, payer="A", before_cents=1, after_cents=1) for name in ("Wmo", "Zvw"))


def drawn(noise: Noise, agreement: YearsAgreement, **more: object) -> tuple[DrawnYear, ...]:
    return draw_years(uncertain(noise, **more), agreement)


def uncertain(noise: Noise, contract: Contract = HALF, **more: object) -> Scenario:
    uncertainty = replace(Uncertainty(noise=noise, confidence=Fraction(9, 10), draws=20_000), **more)  # type: ignore[arg-type]
    return Scenario(
        title="",
        is_synthetic=True,
        contract=contract,
        streams=STREAMS,
        persons=100,
        providers=(Provider("X"), Provider("Y")),
        uncertainty=uncertainty,
    )


def test_without_noise_every_draw_is_the_settlement() -> None:
    contract = replace(HALF, reserve=Fraction(1, 10), payer_key=PayerKey.INCIDENCE)
    years = [
        a_year(2020 + n, costs)
        for n, costs in enumerate(((10_001, 999), (8_003, 900), (9_000, 801), (7_001, 1_002)))
    ]
    agreement = an_agreement(*years, renew_after=1, cap_so_far=Fraction(1, 20), reserve_released_after=1)
    scenario = uncertain(Noise(100, 0.0), contract, draws=1_000)
    settled = settle_years(scenario, agreement)
    last = draw_years(scenario, agreement)[-1]
    found = [party.so_far_cents for party in last.parties]
    totals = (*settled.stream_totals(), *settled.provider_totals())
    # On draws a benchmark is made in floating point; here it comes out on the cent all the same.
    assert found == [(total, total, total) for total in totals]


def test_the_spread_over_independent_years_grows_with_their_square_root_and_with_ties_faster() -> None:
    # Only noise of the benchmark: 1 % of 1.000.000 a year, shared by halves. Four years: 5.000 x 2 = 10.000
    # without a tie and 5.000 x 4 = 20.000 where every year has the same noise; 90 % lies within 1,645 of it.
    contract = replace(HALF, loss=HALF.loss.FLAT, loss_rate=Fraction(1, 2))
    years = [a_year(2020 + n, (500_000, 500_000)) for n in range(5)]
    widths = []
    for tie in (Fraction(0), Fraction(1)):
        agreement = an_agreement(*years, noise_correlation=tie)
        low, _, high = draw_years(uncertain(Noise(100, 0.0, 0.01), contract), agreement)[-1].pool_so_far_cents
        widths.append((high - low) / 2 / 1.645)
    assert np.allclose(widths, (10_000, 20_000), rtol=0.03)


def test_an_unsettled_year_has_a_wider_spread() -> None:
    plain = an_agreement(a_year(2023, (500_000, 500_000)), a_year(2024, (500_000, 500_000)))
    (year,) = plain.years
    streams = tuple(replace(one, error_cents=20_000) for one in year.streams)
    wide = replace(plain, years=(replace(year, streams=streams),))
    spans = []
    for agreement in (plain, wide):
        low, _, high = drawn(Noise(100, 0.1), agreement)[-1].payers_so_far_cents
        spans.append(high - low)
    # Own noise of a stream: 0,1 / 10 x root(500.000 x 1.000.000) = 7.071, beside an error of 20.000.
    assert spans[1] > 1.5 * spans[0]


def test_nothing_real_gives_nothing_on_average() -> None:
    contract = replace(HALF, loss=HALF.loss.FLAT, loss_rate=Fraction(1, 2))
    agreement = an_agreement(a_year(2023, (500_000, 500_000)), a_year(2024, (400_000, 500_000)))
    (year,) = draw_years(uncertain(Noise(100, 0.1), contract, part_real=Fraction(0)), agreement)
    assert abs(sum(party.mean_cents for party in year.parties)) < 300


def test_the_same_seed_gives_the_same_years() -> None:
    agreement = an_agreement(a_year(2023, (500_000, 500_000)), a_year(2024, (480_000, 470_000)))
    assert drawn(Noise(100, 1.0, 0.01), agreement) == drawn(Noise(100, 1.0, 0.01), agreement)


def test_what_is_too_much_to_draw_or_to_add_up_is_refused() -> None:
    agreement = an_agreement(*(a_year(2000 + n, (500_000, 500_000)) for n in range(30)))
    with pytest.raises(UsageError, match=r"trekkingen: .* hoogstens 517241"):
        drawn(Noise(100, 0.1), agreement, draws=1_000_000)
    huge = an_agreement(a_year(2023, (10**14, 10**14)), a_year(2024, (10**14, 10**14)))
    with pytest.raises(UsageError, match="trekkingen: de bedragen zijn te groot"):
        drawn(Noise(1, 100.0), huge, draws=20_000)


def test_a_benchmark_that_grows_beyond_bounds_is_refused() -> None:
    years = [a_year(2000 + n, (10**13, 10**13), growth=Fraction(1)) for n in range(20)]
    with pytest.raises(UsageError, match=r"groei: .* tien biljoen"):
        settle_years(uncertain(Noise(100, 0.1)), an_agreement(*years))
    years = [a_year(2000 + n, (10**10, 10**10), growth=Fraction(9, 10)) for n in range(24)]
    with pytest.raises(UsageError, match=r"groei: .* tien biljoen"):
        drawn(Noise(100, 0.1), an_agreement(*years, renew_after=12), draws=10)
