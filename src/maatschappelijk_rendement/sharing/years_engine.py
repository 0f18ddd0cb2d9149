"""Run an agreement year by year, on one row or on columns of draws: the same steps, to the cent.

Per year, with S the saving against the benchmark of that year, I the investments, R what is set aside, U what
the reserve pays of a loss, L what comes free, P what the providers get and M what the payers keep:
S = I + P + M + (R - U - L). What a lower benchmark no longer counts stays with the payer of its stream.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.benchmark import capped_risk_ratio
from maatschappelijk_rendement.sharing.exact import ZERO, Exact, Numbers, largest
from maatschappelijk_rendement.sharing.largest_remainder import INT64_SAFE, Whole
from maatschappelijk_rendement.sharing.scenario import Scenario, cents, settle_savings

LEAST_NOISE = 0.01
LARGEST_BENCHMARK_CENTS = 10**15
TOO_LARGE = (
    "groei: met deze groei, personen en zorgzwaarte wordt de benchmark groter dan tien biljoen euro. "
    "Controleer de groei en de aantallen van de jaren."
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class YearInput:
    """What is known, or was drawn, about one agreement year.

    Attributes:
        cost_cents: Rows by streams [cent].
        quality: One score, or one a row; None where the contract does not look at it.
        noise: Factor on the benchmark, one a row; None for none.
    """

    cost_cents: Whole
    quality: Numbers | None
    noise: Any = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class YearColumns:
    """One agreement year, a column of rows each; rows by streams where it says so [cent].

    Attributes:
        benchmark_cents: Rows by streams.
        without_change_cents: What the first base years say it would have cost, rows by streams.
        cost_cents: Rows by streams.
        settled_cents: What the contract of one year pays, before the cap over years.
        paid_cents: The same after the cap over years.
        reserve_in_cents: R.
        reserve_used_cents: U.
        reserve_released_cents: L.
        reserve_left_cents: In the reserve after this year.
        pool_cents: P.
        kept_cents: M.
    """

    benchmark_cents: Whole
    without_change_cents: Whole
    cost_cents: Whole
    settled_cents: Whole
    paid_cents: Whole
    reserve_in_cents: Whole
    reserve_used_cents: Whole
    reserve_released_cents: Whole
    reserve_left_cents: Whole
    pool_cents: Whole
    kept_cents: Whole

    @property
    def savings_cents(self) -> Whole:
        """Benchmark minus cost, rows by streams."""
        saved: Whole = self.benchmark_cents - self.cost_cents
        return saved

    @property
    def absorbed_cents(self) -> Whole:
        """What the benchmark of this year no longer counts as a saving, rows by streams."""
        absorbed: Whole = self.without_change_cents - self.benchmark_cents
        return absorbed


def run_years(
    scenario: Scenario, agreement: YearsAgreement, inputs: Sequence[YearInput]
) -> Iterator[YearColumns]:
    """Settle each year in turn.

    Args:
        scenario: Its contract, parties and standards.
        agreement: Base years and rules.
        inputs: One an agreement year; all with the same rows.

    Yields:
        A set of columns for each year.

    Raises:
        UsageError: A benchmark grows beyond all bounds.
    """
    contract, rules = scenario.contract, agreement.rules
    rows = max(len(one.cost_cents) for one in inputs)
    costs: list[Whole] = [_observed(year) for year in agreement.base_years]
    free_share = 1 - contract.discount
    cap_base: Whole = np.zeros(rows, dtype=np.int64)
    paid_so_far: Whole = np.zeros(rows, dtype=np.int64)
    deposits: list[Whole] = [np.full(rows, rules.reserve_start_cents, dtype=np.int64)]
    last = len(agreement.years) - 1
    for number, (year, given) in enumerate(zip(agreement.years, inputs, strict=True)):
        plain = _expected(agreement, number, agreement.window(number), costs, contract.risk_ratio_cap)
        benchmark = plain if given.noise is None else _noisy(plain, given.noise)
        without_change = _expected(agreement, number, range(len(agreement.base_years)), costs, None)
        savings = (benchmark - given.cost_cents).sum(axis=1)
        # Settling asks for a benchmark above 0; a draw in which every cost is 0 has none.
        whole = np.maximum(benchmark.sum(axis=1), 1)
        this_year = year_scenario(scenario, year)
        room = None
        if rules.reserve_cap_cents is not None:
            room = rules.reserve_cap_cents - sum(deposits)
        reserve = _set_aside(this_year, savings, room)
        settled = _settle(this_year, savings, whole, reserve, given.quality)
        cap_base = cap_base + whole
        paid = settled
        if rules.cap_so_far is not None:
            paid = np.minimum(paid, part_of(cap_base, rules.cap_so_far * free_share) - paid_so_far)
        if rules.loss_cap_so_far is not None:
            paid = np.maximum(paid, -part_of(cap_base, rules.loss_cap_so_far * free_share) - paid_so_far)
        used: Whole = np.zeros(rows, dtype=np.int64)
        if rules.reserve_covers_loss:
            used = _take(deposits, np.maximum(-paid, 0))
        deposits.append(reserve)
        released = _release(deposits, rules.reserve_released_after, number, rows)
        if number == last and rules.reserve_released_at_end:
            released = released + _take(deposits, sum(deposits))
        to_providers = part_of(released, rules.released_to_providers)
        if rules.cap_so_far is not None:
            free = part_of(cap_base, rules.cap_so_far * free_share) - paid_so_far - paid - used
            to_providers = np.minimum(to_providers, np.maximum(free, 0))
        pool = paid + used + to_providers
        paid_so_far = paid_so_far + pool
        investment = this_year.investment_cents
        yield YearColumns(
            benchmark_cents=benchmark,
            without_change_cents=without_change,
            cost_cents=given.cost_cents,
            settled_cents=settled,
            paid_cents=paid,
            reserve_in_cents=reserve,
            reserve_used_cents=used,
            reserve_released_cents=released,
            reserve_left_cents=np.array(sum(deposits)),
            pool_cents=pool,
            kept_cents=savings - investment - reserve - paid + released - to_providers,
        )
        costs.append(given.cost_cents)


def uncapped_benchmark(agreement: YearsAgreement, number: int) -> Whole:
    """Give the observed benchmark of a year as it would be without a cap on the case mix, as one row [cent].

    What it leaves out of the cost without the change is what base years that moved no longer count; what the
    benchmark then lies below it, is what the cap left out.
    """
    costs = [_observed(year) for year in agreement.all_years]
    return _expected(agreement, number, agreement.window(number), costs, None)


def year_scenario(scenario: Scenario, year: AgreementYear) -> Scenario:
    """The scenario of one agreement year: its persons, quality and investments."""
    streams = tuple(
        replace(stream, investment_cents=one.investment_cents)
        for stream, one in zip(scenario.streams, year.streams, strict=True)
    )
    given = {
        "quality": year.quality,
        "met_quality_standard": year.met_quality_standard,
        "met_alternative_standard": year.met_alternative_standard,
    }
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(scenario, streams=streams, persons=year.persons, **changed)


def part_of(amounts_cents: Any, part: Fraction) -> Whole:
    """Take a part of amounts, rounded down to whole cents: never more than the part.

    Example:
        >>> part_of(np.array([101]), Fraction(1, 2)).tolist()
        [50]
    """
    amounts = np.asarray(amounts_cents)
    largest_amount = int(np.abs(amounts).max()) if amounts.size else 0
    if largest_amount * part.numerator >= INT64_SAFE or part.denominator >= INT64_SAFE:
        wide = amounts.astype(object) * part.numerator // part.denominator
        return np.asarray(wide).astype(np.int64)
    taken: Whole = amounts * np.int64(part.numerator) // np.int64(part.denominator)
    return taken


def _observed(year: AgreementYear) -> Whole:
    return np.array([[stream.cost_cents for stream in year.streams]], dtype=np.int64)


def _expected(
    agreement: YearsAgreement, number: int, window: range, costs: Sequence[Whole], risk_cap: Fraction | None
) -> Whole:
    """Bring the cost a person of the base years to this year; exact on one row, to the cent on draws."""
    years = agreement.all_years
    place = len(agreement.base_years) + number
    this_year = years[place]
    factors = []
    for weight, base in zip(agreement.rules.weights, window, strict=True):
        ratio = capped_risk_ratio(this_year.risk / years[base].risk, risk_cap)
        size = weight * ratio * Fraction(this_year.persons, years[base].persons)
        row = []
        for stream in range(len(this_year.streams)):
            growth = Fraction(1)
            for later in range(base + 1, place + 1):
                growth *= 1 + years[later].streams[stream].growth
            row.append(size * growth)
        factors.append(row)
    columns = [costs[base] for base in window]
    if all(len(column) == 1 for column in columns):
        sums = [
            sum(
                (factor[s] * int(column[0, s]) for factor, column in zip(factors, columns, strict=True)),
                Fraction(0),
            )
            for s in range(len(this_year.streams))
        ]
        if max(sums) > LARGEST_BENCHMARK_CENTS:
            raise UsageError(TOO_LARGE)
        return np.array([[half_up(amount) for amount in sums]], dtype=np.int64)
    total: Any = 0.0
    for factor, column in zip(factors, columns, strict=True):
        total = total + column * np.array([float(one) for one in factor])
    if float(np.max(total)) > LARGEST_BENCHMARK_CENTS:
        raise UsageError(TOO_LARGE)
    expected: Whole = np.rint(total).astype(np.int64)
    return expected


def _noisy(benchmark: Whole, noise: Any) -> Whole:
    noisy: Whole = np.rint(benchmark * np.maximum(noise, LEAST_NOISE)[:, np.newaxis]).astype(np.int64)
    return noisy


def _set_aside(scenario: Scenario, savings: Whole, room: Any) -> Whole:
    part = scenario.contract.reserve
    if part == 0:
        return np.zeros(len(savings), dtype=np.int64)
    left = largest(ZERO, cents(savings) - cents(scenario.investment_cents))
    aside: Whole = (left * Exact.of(part)).cents()
    return aside if room is None else np.minimum(aside, np.maximum(room, 0))


def _settle(
    scenario: Scenario, savings: Whole, benchmark: Whole, reserve: Whole, quality: Numbers | None
) -> Whole:
    """Settle as a contract of one year, with a reserve that is already known."""
    without = replace(scenario, contract=replace(scenario.contract, reserve=Fraction(0)))
    settled, _ = settle_savings(
        without,
        savings,
        benchmark_cents=benchmark,
        investment_cents=scenario.investment_cents + reserve,
        quality=quality,
    )
    payment: Whole = settled.payment_cents
    return payment


def _take(deposits: list[Whole], wanted: Any) -> Whole:
    """Take from the oldest deposits first, as far as there is something; they are changed in place."""
    left, taken = np.asarray(wanted), np.zeros(len(deposits[0]), dtype=np.int64)
    for place, deposit in enumerate(deposits):
        part = np.minimum(deposit, left)
        deposits[place] = deposit - part
        left, taken = left - part, taken + part
    return taken


def _release(deposits: list[Whole], after: int | None, number: int, rows: int) -> Whole:
    """Free the deposit that has waited long enough: deposit 0 is the start, deposit n that of year n."""
    due = -1 if after is None else number + 1 - after
    if due < 0:
        return np.zeros(rows, dtype=np.int64)
    released = deposits[due]
    deposits[due] = np.zeros(rows, dtype=np.int64)
    return released
