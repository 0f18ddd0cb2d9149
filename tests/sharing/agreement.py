"""Compare the engine with the independent computation, and look at what must hold whatever the contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
from tests.sharing.independent import Outcome, settled
from tests.sharing.random_contracts import random_scenario

from maatschappelijk_rendement.sharing.contract import PayerKey, QualityRule, ShortfallRule
from maatschappelijk_rendement.sharing.joint_result import payer_results
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_savings, split_measured
from maatschappelijk_rendement.sharing.split import Split


def disagreements(seed: int) -> Iterator[str]:
    """Say in what the engine differs or a rule is broken for a random scenario; nothing when all is well."""
    made = random_scenario(seed)
    for key in PayerKey:
        split, expected = split_measured(made, key), settled(made, key.value)
        yield from _differences(split, expected)
        yield from _lost_cents(split)
        yield from _wronged(made, split)
    yield from _draws(made, Random(seed))
    yield from _falls(made, Random(seed))


def _differences(split: Split, expected: Outcome) -> Iterator[str]:
    found = {
        "reserve": (split.reserve_cents, expected.reserve),
        "pool": (split.pool_cents, expected.pool),
        "kept": (split.kept_cents, expected.kept),
        "results": ([one.result_cents for one in split.streams], expected.results),
        "side payments": ([one.side_payment_cents for one in split.streams], expected.side_payments),
        "providers": ([cents for _, cents in split.providers], expected.providers),
    }
    yield from (f"{split.key}: {name} {a} for {b}" for name, (a, b) in found.items() if a != b)


def _lost_cents(split: Split) -> Iterator[str]:
    side = sum(one.side_payment_cents for one in split.streams)
    if side + split.pool_cents + split.reserve_cents != 0:
        yield f"{split.key}: side payments, pool and reserve are not nothing together"
    if (
        split.pool_cents + split.kept_cents + split.investment_cents + split.reserve_cents
        != split.saving_cents
    ):
        yield f"{split.key}: the saving is not what was divided"
    if split.providers and sum(cents for _, cents in split.providers) != split.pool_cents:
        yield f"{split.key}: the providers do not divide the pool"
    if sum(one.result_cents for one in split.streams) != split.kept_cents:
        yield f"{split.key}: the payers do not divide what they keep"


def _wronged(made: Scenario, split: Split) -> Iterator[str]:
    """No key puts the loss of one payer on another, unless the contract says so; nor past its stop-loss."""
    if split.kept_cents >= 0:
        if any(one.result_cents < 0 for one in split.streams):
            yield f"{split.key}: somebody is below nothing while something is kept"
        return
    if made.contract.shortfall is ShortfallRule.OWN:
        funding = split.pool_cents + split.reserve_cents
        savings = sum(max(0, one.stream.saving_cents) for one in split.streams)
        for one in split.streams:
            # What a payer that saved may lose is its part of what the providers and the reserve get.
            paid = Fraction(max(0, funding) * max(0, one.stream.saving_cents), savings) if savings else 10**15
            if one.result_cents < one.own_result_cents - paid - 1:
                yield f"{split.key}: a payer is worse off than on its own"
        return
    for limit in made.stop_losses:
        mine = [one for one in split.streams if one.stream.payer == limit.payer]
        own = sum(one.own_result_cents for one in mine)
        is_funded = split.pool_cents + split.reserve_cents <= 0
        if is_funded and sum(one.result_cents for one in mine) < min(own, -limit.limit_cents):
            yield f"{split.key}: a payer ends below its stop-loss and its own result"


def _draws(made: Scenario, draw: Random) -> Iterator[str]:
    """Columns of draws give what each draw gives by itself."""
    rows = [[draw.randrange(-(10**8), 10**8) for _ in made.streams] for _ in range(6)]
    savings = np.array(rows)
    payments, reserves = settle_savings(made, savings.sum(axis=1))
    funding = payments.payment_cents + reserves
    kept = savings.sum(axis=1) - made.investment_cents - funding
    results = payer_results(
        made.streams,
        kept,
        funding,
        made.contract.payer_key,
        shortfall=made.contract.shortfall,
        stop_losses=made.stop_losses,
        savings_cents=savings,
    )
    for row, found in zip(rows, results.tolist(), strict=True):
        streams = tuple(
            replace(one, after_cents=one.before_cents - saving)
            for one, saving in zip(made.streams, row, strict=True)
        )
        expected = settled(replace(made, streams=streams), made.contract.payer_key.value)
        if found != expected.results:
            yield f"draw {row}: {found} for {expected.results}"


def _falls(made: Scenario, draw: Random) -> Iterator[str]:
    """A better quality and a larger saving never pay the providers less."""
    if made.contract.quality is not QualityRule.NONE or made.contract.quality_bonus:
        scores = sorted(Fraction(draw.randrange(0, 1_001), 1_000) for _ in range(4))
        pools = [split_measured(replace(made, quality=score)).pool_cents for score in scores]
        if pools != sorted(pools):
            yield f"the pool falls as quality rises: {pools}"
    if made.has_relief and not made.contract.first_dollar:
        return  # below the threshold all of a saving counts, just above it only the excess: so it was agreed
    before = made.benchmark_cents
    savings = sorted(draw.randrange(-before // 4, before // 4 + 1) for _ in range(40))
    settled_all, _ = settle_savings(made, np.array(savings))
    pools = settled_all.payment_cents.tolist()
    if pools != sorted(pools):
        yield "the pool falls as the saving rises"
