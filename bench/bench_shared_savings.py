"""Time the scenario engine on one core: settlements a second, and a Monte Carlo over twenty parties.

Run:
    taskset -c 0 .venv/bin/python bench/bench_shared_savings.py

Times are processor seconds of one core, so that a busy machine does not count. Beside the engine stands the
same settlement in plain numpy floats, as an analyst would write it: fast, but it rounds where the engine is
exact.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from statistics import median

import numpy as np

from maatschappelijk_rendement.sharing import Contract, PayerStream, Provider, Scenario, mssp_contract
from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.chance import Noise
from maatschappelijk_rendement.sharing.contract import PayerKey, QualityRule
from maatschappelijk_rendement.sharing.scenario import Uncertainty
from maatschappelijk_rendement.sharing.settlement import settle
from maatschappelijk_rendement.sharing.simulation import simulate
from maatschappelijk_rendement.sharing.years_drawn import draw_years

ROWS = 1_000_000
AGREEMENT_YEARS = 10
RUNS = 5


def timed(work: Callable[[], object]) -> float:
    """Give the median time of some runs [s]."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def outcomes() -> dict[str, np.ndarray]:
    """Draw a million outcomes: amounts in whole dollars, quality with four decimals."""
    draw = np.random.default_rng(1)
    benchmark = draw.integers(50_000_000, 2_000_000_000, ROWS)
    return {
        "benchmark": benchmark,
        "expenditure": (benchmark * draw.uniform(0.85, 1.10, ROWS)).astype(np.int64),
        "persons": draw.integers(3_000, 100_000, ROWS),
        "quality": np.round(draw.uniform(0.5, 1, ROWS), 4),
    }


def plain(rows: dict[str, np.ndarray]) -> np.ndarray:
    """Settle Track 1 with a fixed threshold in plain floats."""
    saving = rows["benchmark"] - rows["expenditure"]
    paid = np.minimum(saving * 0.5 * rows["quality"] * 0.98, 0.10 * rows["benchmark"])
    return np.round(np.where(saving / rows["benchmark"] >= 0.02, paid, 0), 2)


def wide_scenario(key: PayerKey) -> Scenario:
    """Give twelve streams and eight providers: twenty parties."""
    contract = Contract(
        name="Meting",
        source="Verzonnen",
        share=Fraction(1, 2),
        quality=QualityRule.MULTIPLIES,
        reserve=Fraction(1, 10),
        payer_key=key,
    )
    streams = tuple(
        PayerStream(
            stream=f"Stroom {number}",
            payer="betaler",
            before_cents=300_000_00 * number,
            after_cents=285_000_00 * number,
            investment_cents=1_000_00,
        )
        for number in range(1, 13)
    )
    return Scenario(
        title="Meting",
        is_synthetic=True,
        contract=contract,
        streams=streams,
        providers=tuple(Provider(f"Aanbieder {number}") for number in range(1, 9)),
        persons=5_000,
        quality=Fraction(9, 10),
        uncertainty=Uncertainty(
            noise=Noise(5_000, 2.15, 0.01),
            confidence=Fraction(9, 10),
            quality_low=Fraction(3, 4),
            quality_high=Fraction(19, 20),
        ),
    )


def ten_years(scenario: Scenario, renew_after: int | None) -> YearsAgreement:
    """Give three base years and ten years, with every rule over years in use."""

    def year(number: int, part: Fraction) -> AgreementYear:
        streams = tuple(
            StreamYear(
                stream=one.stream,
                cost_cents=int(one.before_cents * part * Fraction(103, 100) ** number),
                investment_cents=one.investment_cents,
                growth=Fraction(3, 100),
                error_cents=one.before_cents // 100,
            )
            for one in scenario.streams
        )
        return AgreementYear(year=2020 + number, persons=5_000, streams=streams, risk=Fraction(101, 100))

    return YearsAgreement(
        base_years=tuple(year(number, Fraction(1)) for number in range(3)),
        years=tuple(year(number + 3, Fraction(96, 100)) for number in range(AGREEMENT_YEARS)),
        rules=YearsRules(
            weights=(Fraction(1, 10), Fraction(3, 10), Fraction(6, 10)),
            renew_after=renew_after,
            cap_so_far=Fraction(3, 100),
            loss_cap_so_far=Fraction(3, 100),
            reserve_covers_loss=True,
            reserve_released_after=3,
            released_to_providers=Fraction(1, 2),
            noise_correlation=Fraction(1, 2),
        ),
    )


def main() -> None:
    rows = outcomes()
    print(f"Settlements of {ROWS:,} outcomes, median of {RUNS} runs")
    for track, year in (("TRACK1", 2018), ("TRACK3", 2018), ("BASIC A", 2022), ("ENHANCED", 2022)):
        contract = mssp_contract(track, year)
        seconds = timed(lambda contract=contract: settle(contract, **rows).payment_cents)
        print(
            f"  {track:<9} {year}, exact cents      {seconds:5.2f} s  {ROWS / seconds / 1e6:5.1f} million/s"
        )
    contract = mssp_contract("TRACK1", 2018)
    seconds = timed(lambda: settle(contract, **rows).payment)
    print(f"  TRACK1    2018, as Decimal       {seconds:5.2f} s  {ROWS / seconds / 1e6:5.1f} million/s")
    seconds = timed(lambda: plain(rows))
    print(f"  plain floats, fixed threshold    {seconds:5.2f} s  {ROWS / seconds / 1e6:5.1f} million/s")
    one = {name: column[0].item() for name, column in rows.items()}
    seconds = timed(lambda: [settle(contract, **one) for _ in range(1_000)])
    print(f"  one row at a time                {seconds:5.2f} ms a row")
    print("Monte Carlo, 100.000 draws x 20 parties")
    for key in (PayerKey.EQUAL, PayerKey.INCIDENCE, PayerKey.HOLD_HARMLESS):
        scenario = wide_scenario(key)
        print(f"  {key:<17}                {timed(lambda scenario=scenario: simulate(scenario)):5.2f} s")
    large = replace(scenario, streams=tuple(_thousandfold(stream) for stream in scenario.streams))
    print(f"  {key:<17} x 1.000        {timed(lambda: simulate(large)):5.2f} s  (beyond 64 bits)")
    print(
        f"An agreement of {AGREEMENT_YEARS} years, 100.000 draws x 20 parties, every draw settled and split"
    )
    for renew in (None, 1, 3):
        for key in (PayerKey.EQUAL, PayerKey.HOLD_HARMLESS):
            scenario = wide_scenario(key)
            agreement = ten_years(scenario, renew)
            seconds = timed(lambda scenario=scenario, agreement=agreement: draw_years(scenario, agreement))
            print(f"  {key:<17} base years move after {renew or 'never':<5} {seconds:5.2f} s")


def _thousandfold(stream: PayerStream) -> PayerStream:
    return replace(stream, before_cents=stream.before_cents * 1_000, after_cents=stream.after_cents * 1_000)


if __name__ == "__main__":
    main()
