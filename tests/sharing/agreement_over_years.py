"""Random agreements over years from a seed, and what the engine makes of them otherwise than it should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from fractions import Fraction
from random import Random

from tests.sharing.independent_years import YearOutcome, settled_years
from tests.sharing.random_contracts import random_scenario

from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.years_settled import SettledYear, SettledYears, settle_years

MOST_BASES, MOST_YEARS = 4, 7


def random_agreement(seed: int) -> Scenario:
    """Make one scenario with an agreement over years."""
    draw = Random(seed)
    made = random_scenario(seed)
    bases = draw.randrange(1, MOST_BASES)
    years = tuple(
        _year(draw, made, number, is_base=number < bases)
        for number in range(bases + draw.randrange(1, MOST_YEARS))
    )
    agreement = YearsAgreement(base_years=years[:bases], years=years[bases:], rules=_rules(draw, bases))
    return replace(made, agreement=agreement)


def year_disagreements(seed: int) -> Iterator[str]:
    """Say in what the engine differs or a rule is broken; nothing when all is well."""
    made = random_agreement(seed)
    assert made.agreement is not None
    settled = settle_years(made, made.agreement)
    expected = settled_years(made, made.contract.payer_key.value)
    for year, other in zip(settled.years, expected, strict=True):
        yield from _differences(year, other)
    yield from _lost(made, settled)


def _differences(year: SettledYear, expected: YearOutcome) -> Iterator[str]:
    found = YearOutcome(
        year.benchmark_cents,
        year.settled_cents,
        year.paid_cents,
        year.reserve_in_cents,
        year.reserve_used_cents,
        year.reserve_released_cents,
        year.reserve_left_cents,
        year.pool_cents,
        year.kept_cents,
        list(year.absorbed_cents),
        [one.result_cents for one in year.split.streams],
        [cents for _, cents in year.split.providers],
    )
    for entry in fields(YearOutcome):
        one, other = getattr(found, entry.name), getattr(expected, entry.name)
        if one != other:
            yield f"{year.year}: {entry.name} {one} for {other}"


def _lost(made: Scenario, settled: SettledYears) -> Iterator[str]:
    agreement = made.agreement
    assert agreement is not None
    reserve, benchmarks, paid = settled.reserve_start_cents, Fraction(0), 0
    for year in settled.years:
        split = year.split
        gained = year.reserve_in_cents - year.reserve_used_cents - year.reserve_released_cents
        reserve += gained
        if split.saving_cents != split.investment_cents + split.pool_cents + split.kept_cents + gained:
            yield f"{year.year}: the saving is not what was divided"
        if sum(one.side_payment_cents for one in split.streams) + split.pool_cents + gained != 0:
            yield f"{year.year}: side payments, pool and reserve are not nothing together"
        if not year.reserve_left_cents == reserve >= 0:
            yield f"{year.year}: the reserve is not what went in and out"
        benchmarks += year.benchmark_cents * (1 - made.contract.discount)
        paid += year.pool_cents
        rules = agreement.rules
        if rules.cap_so_far is not None and paid > rules.cap_so_far * benchmarks:
            yield f"{year.year}: the providers have more than the cap over years"
        if rules.loss_cap_so_far is not None and paid < -rules.loss_cap_so_far * benchmarks:
            yield f"{year.year}: the providers paid more than the cap over years"
    total = sum(settled.stream_totals())
    if total != settled.total("kept_cents") + sum(sum(year.absorbed_cents) for year in settled.years):
        yield "the totals of the payers are not those of the years"
    if sum(settled.provider_totals()) != settled.total("pool_cents"):
        yield "the totals of the providers are not those of the years"


def _year(draw: Random, made: Scenario, number: int, *, is_base: bool) -> AgreementYear:
    trend = Fraction(draw.randrange(-150, 150), 1_000)
    return AgreementYear(
        year=2010 + number,
        persons=draw.choice([made.persons, draw.randrange(made.persons // 2 + 1, 2 * made.persons + 2)]),
        risk=draw.choice([Fraction(1), Fraction(draw.randrange(800, 1_250), 1_000)]),
        quality=None if is_base else draw.choice([None, Fraction(draw.randrange(0, 101), 100)]),
        met_quality_standard=None if is_base else draw.choice([None, True, False]),
        met_alternative_standard=None if is_base else draw.choice([None, True, False]),
        streams=tuple(
            StreamYear(
                stream=one.stream,
                cost_cents=max(
                    1_000, int(one.before_cents * (1 - trend) * draw.randrange(900, 1_100) // 1_000)
                ),
                investment_cents=0 if is_base else draw.choice([0, one.investment_cents]),
                growth=Fraction(draw.randrange(-100, 101), 1_000),
            )
            for one in made.streams
        ),
    )


def _rules(draw: Random, bases: int) -> YearsRules:
    parts = [draw.randrange(0, 11) for _ in range(bases)]
    parts[-1] += not sum(parts)
    start = draw.choice([0, 0, draw.randrange(0, 10**7)])
    return YearsRules(
        weights=tuple(Fraction(one, sum(parts)) for one in parts),
        renew_after=draw.choice([None, 1, 2, 3]),
        cap_so_far=draw.choice([None, Fraction(draw.randrange(0, 100), 1_000)]),
        loss_cap_so_far=draw.choice([None, Fraction(draw.randrange(0, 100), 1_000)]),
        reserve_start_cents=start,
        reserve_cap_cents=draw.choice([None, start + draw.randrange(0, 10**8)]),
        reserve_covers_loss=draw.random() < 0.5,
        reserve_released_after=draw.choice([None, 1, 2, 3, 9]),
        reserve_released_at_end=draw.random() < 0.6,
        released_to_providers=draw.choice([Fraction(0), Fraction(draw.randrange(0, 101), 100)]),
    )
