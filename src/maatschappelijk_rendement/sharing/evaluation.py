"""Everything a scenario report shows, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.chance import board_sentences
from maatschappelijk_rendement.sharing.first_year import with_one_number
from maatschappelijk_rendement.sharing.payment_forms import FormYear, compare_forms
from maatschappelijk_rendement.sharing.scenario import (
    Scenario,
    possible_keys,
    settle_measured,
    split_measured,
)
from maatschappelijk_rendement.sharing.settlement import Settlement
from maatschappelijk_rendement.sharing.simulation import Odds, simulate
from maatschappelijk_rendement.sharing.split import Split
from maatschappelijk_rendement.sharing.what_if import (
    BreakEven,
    Grid,
    Swing,
    break_even,
    grid,
    tornado,
)
from maatschappelijk_rendement.sharing.years_ahead import YearAhead, look_ahead
from maatschappelijk_rendement.sharing.years_drawn import DrawnYear, draw_years
from maatschappelijk_rendement.sharing.years_settled import SettledYears, settle_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation(Tabular):
    """The results of a scenario; amounts in cents.

    Attributes:
        scenario: What was computed.
        steps: Steps from measured saving to payment: Dutch label, change, in order; they add up to the pool.
        settlement: The settlement itself, a column of one row.
        split: By the contract's own key.
        splits: By every key whose figures are there, the contract's own among them.
        capacity_cents: Part of the saving that is freed capacity and no cash.
        odds: Simulation; None where nothing is said about uncertainty.
        sentences: For a board; empty without uncertainty.
        grid: Payment by saving and quality.
        break_even: From which saving each side is better off.
        swings: Tornado, widest first; empty without uncertainty.
        years: Years ahead; empty without a horizon.
        settled_years: An agreement over years, settled; None without one.
        drawn_years: The same over draws; empty without one, or without uncertainty.
        forms: Payment forms; empty without terms.
    """

    rows_in: ClassVar[str] = "split.streams"

    scenario: Scenario
    steps: tuple[tuple[str, int], ...]
    settlement: Settlement
    split: Split
    splits: tuple[Split, ...]
    capacity_cents: int
    odds: Odds | None
    sentences: tuple[str, ...]
    grid: Grid
    break_even: BreakEven
    swings: tuple[Swing, ...]
    years: tuple[YearAhead, ...]
    settled_years: SettledYears | None
    drawn_years: tuple[DrawnYear, ...]
    forms: tuple[FormYear, ...]


def evaluate(scenario: Scenario) -> Evaluation:
    """Compute everything.

    Args:
        scenario: What to compute.

    Raises:
        UsageError: The contract asks for a figure that the scenario lacks.
    """
    settled, reserve = settle_measured(scenario)
    even, agreement = break_even(scenario), scenario.agreement
    odds = None if scenario.uncertainty is None else simulate(scenario)
    settled_years = None if agreement is None else settle_years(scenario, agreement)
    drawn = () if agreement is None or odds is None else draw_years(scenario, agreement)
    return Evaluation(
        scenario=scenario,
        steps=_steps(scenario, settled, reserve),
        settlement=settled,
        split=split_measured(scenario),
        splits=tuple(split_measured(scenario, key) for key in possible_keys(scenario)),
        capacity_cents=sum(
            stream.saving_cents for stream in scenario.streams if stream.money is MoneyKind.CAPACITY
        ),
        odds=odds,
        sentences=_sentences(scenario, even),
        grid=grid(scenario),
        break_even=even,
        swings=tornado(scenario),
        years=() if scenario.horizon is None else look_ahead(scenario),
        settled_years=settled_years,
        drawn_years=with_one_number(drawn, odds, scenario, settled_years),
        forms=() if scenario.terms is None else compare_forms(scenario.services, scenario.terms),
    )


def effective_threshold(scenario: Scenario, even: BreakEven) -> Fraction | None:
    """Give the saving from which the providers are paid, as a part of the benchmark."""
    if even.provider_cents is None:
        return None
    return Fraction(even.provider_cents, scenario.benchmark_cents)


def _sentences(scenario: Scenario, even: BreakEven) -> tuple[str, ...]:
    threshold = effective_threshold(scenario, even)
    if scenario.uncertainty is None or threshold is None:
        return ()
    return tuple(
        board_sentences(
            scenario.uncertainty.noise,
            measured_rate=float(scenario.saving_rate),
            minimum_rate=float(threshold),
            confidence=float(scenario.uncertainty.confidence),
        )
    )


def _steps(scenario: Scenario, settled: Settlement, reserve: int) -> tuple[tuple[str, int], ...]:
    """The waterfall from the measured saving on, with what comes off before the contract settles."""
    saving = scenario.saving_cents
    steps = [("Gemeten daling" if saving >= 0 else "Gemeten stijging", saving)]
    if scenario.contract.investment_first:
        steps += [("Investeringen eerst terug", -scenario.investment_cents), ("Reserve", -reserve)]
    settled_steps = [(step.label, int(step.change_cents[0])) for step in settled.waterfall]
    discount = settled_steps[0][1] - sum(change for _, change in steps)
    steps += [("Korting op de benchmark", discount), *settled_steps[1:]]
    return tuple((label, change) for label, change in steps if change != 0)
