"""The first year of an agreement beside the outcome of one year: where both are one event, it has one number.

An outcome of one year and the years of an agreement are drawn apart. Where the first year is that outcome,
and no rule over years touches it, the odds that the providers are paid are the odds of the same thing; two
estimates of them would only raise a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maatschappelijk_rendement.sharing.agreement import YearsAgreement
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.simulation import Odds
from maatschappelijk_rendement.sharing.years_drawn import DrawnYear
from maatschappelijk_rendement.sharing.years_engine import year_scenario
from maatschappelijk_rendement.sharing.years_settled import SettledYears


def with_one_number(
    drawn: Sequence[DrawnYear], odds: Odds | None, scenario: Scenario, settled: SettledYears | None
) -> tuple[DrawnYear, ...]:
    """Give the first year the odds of the outcome, where it is that outcome.

    Args:
        drawn: The years over all draws; may be empty.
        odds: The outcome of one year over all draws.
        scenario: What was computed.
        settled: The years as they were settled.
    """
    agreement = scenario.agreement
    if not drawn or odds is None or agreement is None or settled is None:
        return tuple(drawn)
    if not is_the_outcome(scenario, agreement, settled):
        return tuple(drawn)
    first = replace(drawn[0], odds_gain=odds.odds_gain, odds_loss=odds.odds_loss)
    return (first, *drawn[1:])


def is_the_outcome(scenario: Scenario, agreement: YearsAgreement, settled: SettledYears) -> bool:
    """Whether the first year is the outcome of one year, and no rule over years touches its payment."""
    year, rules = agreement.years[0], agreement.rules
    noise = None if scenario.uncertainty is None else scenario.uncertainty.noise
    is_same = (
        tuple(result.stream for result in settled.years[0].split.streams) == scenario.streams
        and replace(year_scenario(scenario, year), streams=scenario.streams) == scenario
        and (noise is None or noise.persons == year.persons)
        and not settled.years[0].is_unsettled
    )
    is_free_at_once = len(agreement.years) == 1 and rules.reserve_released_at_end
    return (
        is_same
        and rules.cap_so_far is None
        and rules.loss_cap_so_far is None
        and rules.reserve_start_cents == 0
        and rules.reserve_cap_cents is None
        and not (is_free_at_once and scenario.contract.reserve)
    )
