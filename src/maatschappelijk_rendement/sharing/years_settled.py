"""Settle an agreement over years on what was observed, and split every year to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import Split, split
from maatschappelijk_rendement.sharing.years_engine import (
    YearColumns,
    YearInput,
    run_years,
    uncapped_benchmark,
    year_scenario,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledYear:
    """One year of the agreement, settled and split [cent].

    Attributes:
        year: Calendar year.
        is_expected: Whether its figures are an expectation.
        is_assumed: Whether they follow from what was assumed after a caseload.
        is_unsettled: Whether a cost of it is an estimate, as of a year that a triangle completed.
        is_renewed: Whether the base years moved before this year.
        persons: Persons of that year.
        benchmark_cents: Of all streams.
        cost_cents: Of all streams.
        settled_cents: What the contract of one year pays.
        paid_cents: The same after the cap over years.
        reserve_in_cents: Set aside.
        reserve_used_cents: Paid by the reserve for the providers.
        reserve_released_cents: Came free.
        reserve_left_cents: In the reserve after this year.
        absorbed_cents: By stream: what a new benchmark, or a cap on the case mix, no longer counts; it stays
            with the payer.
        above_cap_cents: By stream: the part of it that the cap on the case mix left out.
        split: Who gets what; its reserve is what was set aside less what was used and came free.
    """

    year: int
    is_expected: bool
    is_assumed: bool
    is_unsettled: bool
    is_renewed: bool
    persons: int
    benchmark_cents: int
    cost_cents: int
    settled_cents: int
    paid_cents: int
    reserve_in_cents: int
    reserve_used_cents: int
    reserve_released_cents: int
    reserve_left_cents: int
    absorbed_cents: tuple[int, ...]
    above_cap_cents: tuple[int, ...]
    split: Split

    @property
    def standing(self) -> str:
        """What the figures of the year are, in one Dutch word; empty where they were measured."""
        if self.is_assumed:
            return "aanname"
        return "verwacht" if self.is_expected else ""

    @property
    def kind(self) -> str:
        """What kind of year it is, in Dutch words; never empty."""
        return self.standing or ("nog niet afgerekend" if self.is_unsettled else "gemeten")

    @property
    def renewed_cents(self) -> tuple[int, ...]:
        """By stream: what base years that moved no longer count as a saving [cent]."""
        pairs = zip(self.absorbed_cents, self.above_cap_cents, strict=True)
        return tuple(absorbed - above for absorbed, above in pairs)

    @property
    def pool_cents(self) -> int:
        """What the providers get, the reserve included."""
        return self.split.pool_cents

    @property
    def kept_cents(self) -> int:
        """What the payers keep, beside the benchmark of this year."""
        return self.split.kept_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledYears(Tabular):
    """All years of an agreement, and their totals.

    Attributes:
        years: In order.
        reserve_start_cents: What was in the reserve before the first year.
    """

    years: tuple[SettledYear, ...]
    reserve_start_cents: int

    def total(self, name: str) -> int:
        """Sum an amount of ``SettledYear`` over the years [cent]."""
        return sum(int(getattr(year, name)) for year in self.years)

    def stream_totals(self) -> tuple[int, ...]:
        """Give what each payer has over all years: its result, and what a new benchmark left with it."""
        count = len(self.years[0].absorbed_cents)
        return tuple(
            sum(year.split.streams[s].result_cents + year.absorbed_cents[s] for year in self.years)
            for s in range(count)
        )

    def provider_totals(self) -> tuple[int, ...]:
        """Give what each provider has over all years; one amount where they are not named."""
        if not self.years[0].split.providers:
            return (self.total("pool_cents"),)
        return tuple(
            sum(year.split.providers[p][1] for year in self.years)
            for p in range(len(self.years[0].split.providers))
        )


def settle_years(scenario: Scenario, agreement: YearsAgreement) -> SettledYears:
    """Settle the years of an agreement.

    Args:
        scenario: Contract, parties and standards; its own outcome of one year is not looked at.
        agreement: What was observed, and the rules over years.

    Returns:
        Every year, split to the cent. Nothing appears or vanishes: per year the saving is investment,
        providers, payers and what the reserve gained.

    Raises:
        UsageError: The streams of the years are not those of the scenario, or a figure is missing.

    Example:
        >>> from fractions import Fraction
        >>> from maatschappelijk_rendement.sharing import Contract, PayerStream
        >>> from maatschappelijk_rendement.sharing.agreement import StreamYear, YearsRules
        >>> wmo = PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000, after_cents=1_000)
        >>> contract = Contract(name="Half", source="eigen", share=Fraction(1, 2))
        >>> scenario = Scenario(title="", is_synthetic=True, contract=contract, streams=(wmo,), persons=10)
        >>> def year(number, cents):
        ...     cost = (StreamYear(stream="Wmo", cost_cents=cents),)
        ...     return AgreementYear(year=number, persons=10, streams=cost)
        >>> rules = YearsRules(weights=(Fraction(1),), renew_after=1)
        >>> agreement = YearsAgreement(base_years=(year(2023, 1_000),),
        ...                            years=(year(2024, 800), year(2025, 800)), rules=rules)
        >>> [(one.pool_cents, one.kept_cents, one.absorbed_cents[0])
        ...  for one in settle_years(scenario, agreement).years]
        [(100, 100, 0), (0, 0, 200)]
    """
    check_streams(scenario, agreement)
    inputs = [
        YearInput(cost_cents=observed_costs(year), quality=quality_of(scenario, year))
        for year in agreement.years
    ]
    columns = run_years(scenario, agreement, inputs)
    settled = [_settled_year(scenario, agreement, number, one) for number, one in enumerate(columns)]
    return SettledYears(years=tuple(settled), reserve_start_cents=agreement.rules.reserve_start_cents)


def check_streams(scenario: Scenario, agreement: YearsAgreement) -> None:
    """Refuse an agreement about other streams than the scenario's.

    Raises:
        UsageError: A stream is unknown, missing or in another order.
    """
    names: Sequence[str] = [stream.stream for stream in scenario.streams]
    if list(agreement.stream_names) != list(names):
        raise UsageError(
            "stroom: de jaren noemen niet dezelfde stromen als [[stroom]]. Gebruik dezelfde namen, elke "
            "stroom één keer en in dezelfde volgorde."
        )


def observed_costs(year: AgreementYear) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Give the cost of each stream of a year, as one row [cent]."""
    return np.array([[stream.cost_cents for stream in year.streams]], dtype=np.int64)


def quality_of(scenario: Scenario, year: AgreementYear) -> object:
    """Give the quality of a year, the scenario's where the year has none of its own."""
    return scenario.quality if year.quality is None else year.quality


def _settled_year(
    scenario: Scenario, agreement: YearsAgreement, number: int, columns: YearColumns
) -> SettledYear:
    year = agreement.years[number]
    streams = tuple(
        replace(stream, before_cents=int(before), after_cents=int(after))
        for stream, before, after in zip(
            year_scenario(scenario, year).streams,
            columns.benchmark_cents[0],
            columns.cost_cents[0],
            strict=True,
        )
    )
    aside, used, released = (
        int(column[0])
        for column in (columns.reserve_in_cents, columns.reserve_used_cents, columns.reserve_released_cents)
    )
    return SettledYear(
        year=year.year,
        is_expected=year.is_expected,
        is_assumed=year.is_expected and agreement.assumed is not None,
        is_unsettled=any(stream.error_cents for stream in year.streams),
        is_renewed=agreement.is_renewed(number),
        persons=year.persons,
        benchmark_cents=sum(stream.before_cents for stream in streams),
        cost_cents=sum(stream.after_cents for stream in streams),
        settled_cents=int(columns.settled_cents[0]),
        paid_cents=int(columns.paid_cents[0]),
        reserve_in_cents=aside,
        reserve_used_cents=used,
        reserve_released_cents=released,
        reserve_left_cents=int(columns.reserve_left_cents[0]),
        absorbed_cents=tuple(columns.absorbed_cents[0].tolist()),
        above_cap_cents=tuple((uncapped_benchmark(agreement, number) - columns.benchmark_cents)[0].tolist()),
        split=split(
            streams,
            pool_cents=int(columns.pool_cents[0]),
            reserve_cents=aside - used - released,
            key=scenario.contract.payer_key,
            providers=scenario.providers,
            provider_key=scenario.contract.provider_key,
            shortfall=scenario.contract.shortfall,
            stop_losses=scenario.stop_losses,
        ),
    )
