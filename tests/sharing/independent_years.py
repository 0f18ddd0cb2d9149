"""An agreement over years once more, in fractions, written from its description and not from the engine.

Nothing of the engine is called here: a scenario with its agreement is only read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

from tests.sharing.independent import cents, divide, payers, payment


@dataclass(frozen=True)
class YearOutcome:
    """What comes out of one year, in cents."""

    benchmark: int
    settled: int
    paid: int
    aside: int
    used: int
    released: int
    left: int
    pool: int
    kept: int
    absorbed: list[int]
    results: list[int]
    providers: list[int]


def settled_years(made: Any, key: str) -> list[YearOutcome]:
    """Settle every year in turn."""
    agreement, contract = made.agreement, made.contract
    rules = agreement.rules
    waiting: list[int] = [rules.reserve_start_cents]
    found: list[YearOutcome] = []
    benchmarks, given = Fraction(0), 0
    for number, year in enumerate(agreement.years):
        first = 0 if rules.renew_after is None else number - number % rules.renew_after
        expected = [
            benchmark(made, number, first, s, contract.risk_ratio_cap) for s in range(len(year.streams))
        ]
        at_start = [benchmark(made, number, 0, s, None) for s in range(len(year.streams))]
        this_year = one_year(made, year, expected)
        saving = sum(expected) - sum(one.cost_cents for one in year.streams)
        invested = sum(one.investment_cents for one in year.streams)
        aside = cents(contract.reserve * max(0, saving - invested))
        if rules.reserve_cap_cents is not None:
            aside = min(aside, max(0, rules.reserve_cap_cents - sum(waiting)))
        settled = payment(this_year, saving, invested, aside)
        benchmarks += sum(expected) * (1 - contract.discount)
        most = None if rules.cap_so_far is None else floor(rules.cap_so_far * benchmarks)
        paid = settled if most is None else min(settled, most - given)
        if rules.loss_cap_so_far is not None:
            paid = max(paid, -floor(rules.loss_cap_so_far * benchmarks) - given)
        used = take(waiting, max(0, -paid)) if rules.reserve_covers_loss else 0
        waiting.append(aside)
        released = 0
        if rules.reserve_released_after is not None and number + 1 >= rules.reserve_released_after:
            due = number + 1 - rules.reserve_released_after
            released, waiting[due] = waiting[due], 0
        if number == len(agreement.years) - 1 and rules.reserve_released_at_end:
            released += take(waiting, sum(waiting))
        to_providers = floor(rules.released_to_providers * released)
        if most is not None:
            to_providers = min(to_providers, max(0, most - given - paid - used))
        pool = paid + used + to_providers
        given += pool
        kept = saving - invested - pool - (aside - used - released)
        parts = [
            one.agreed if contract.provider_key.value == "afgesproken" else Fraction(1)
            for one in made.providers
        ]
        found.append(
            YearOutcome(
                sum(expected),
                settled,
                paid,
                aside,
                used,
                released,
                sum(waiting),
                pool,
                kept,
                [whole - counted for whole, counted in zip(at_start, expected, strict=True)],
                payers(this_year, key, kept, saving - invested - kept),
                divide(pool, parts) if parts else [],
            )
        )
    return found


def benchmark(made: Any, number: int, first: int, stream: int, cap: Fraction | None) -> int:
    """Cost a person of each base year, at the level, mix and size of this year, weighed [cent]."""
    agreement = made.agreement
    years, bases = agreement.all_years, len(agreement.base_years)
    now = years[bases + number]
    total = Fraction(0)
    for place in range(bases):
        base = years[first + place]
        heavier = Fraction(now.risk) / base.risk
        if cap is not None and heavier > 1 + cap:
            heavier = 1 + cap
        a_person = Fraction(base.streams[stream].cost_cents, base.persons)
        for later in years[first + place + 1 : bases + number + 1]:
            a_person *= 1 + later.streams[stream].growth
        total += agreement.rules.weights[place] * a_person * heavier * now.persons
    return cents(total)


def one_year(made: Any, year: Any, expected: list[int]) -> Any:
    """The scenario with the figures of one year."""
    streams = tuple(
        replace(
            stream,
            before_cents=before,
            after_cents=one.cost_cents,
            investment_cents=one.investment_cents,
        )
        for stream, one, before in zip(made.streams, year.streams, expected, strict=True)
    )
    changed = {
        "quality": year.quality,
        "met_quality_standard": year.met_quality_standard,
        "met_alternative_standard": year.met_alternative_standard,
    }
    given = {name: value for name, value in changed.items() if value is not None}
    return replace(made, streams=streams, persons=year.persons, **given)


def take(waiting: list[int], wanted: int) -> int:
    """Take from what waits longest; the list is changed."""
    taken = 0
    for place, amount in enumerate(waiting):
        part = min(amount, wanted - taken)
        waiting[place] -= part
        taken += part
    return taken
