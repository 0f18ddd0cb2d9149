"""Is it more than chance? Odds of a false reward and of a denied saving, and the size a group must have.

The measured saving rate of a group is taken as normal around the true rate, with variance CV^2 / n + tau^2:
the spread of cost between persons shrinks with size, the noise of the benchmark does not. Paired cases are
tested by ``statistics.permutation``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt
from statistics import NormalDist

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.threshold import statistical_rate

# DeLia e.a., Medicare & Medicaid Research Review 2(4) (2012): the spread of a beneficiary's yearly cost that
# agrees with the statutory table.
MEDICARE_COST_VARIATION = 2.15


@dataclass(frozen=True, slots=True)
class Noise(Tabular):
    """What makes a measured saving differ from the true one.

    Attributes:
        persons: Persons or cases that were measured.
        cost_variation: Standard deviation of a person's cost divided by its mean (CV).
        benchmark: Noise of the benchmark that does not shrink with size (tau) [fraction of the benchmark].
    """

    persons: int
    cost_variation: float
    benchmark: float = 0.0

    def __post_init__(self) -> None:
        if self.persons < 1 or self.cost_variation < 0 or self.benchmark < 0:
            raise UsageError("Geef minstens 1 persoon, en een spreiding en ruis van 0 of meer.")

    @property
    def spread(self) -> float:
        """Standard deviation of the measured saving rate.

        Example:
            >>> round(Noise(5_000, 2.15).spread, 4)
            0.0304
        """
        return sqrt(self.cost_variation**2 / self.persons + self.benchmark**2)


def reward_odds(noise: Noise, minimum_rate: float, true_rate: float = 0.0) -> float:
    """Give the probability that the measured saving reaches the threshold.

    Args:
        noise: Size and spread of the group.
        minimum_rate: Threshold [fraction of the benchmark].
        true_rate: True saving; 0 gives the odds of a false reward.

    Source: normal model of DeLia e.a. 2012.

    Example:
        >>> round(reward_odds(Noise(5_000, 2.15), 0.02), 3), round(reward_odds(Noise(50_000, 2.15), 0.02), 3)
        (0.255, 0.019)
    """
    if noise.spread == 0:
        return float(true_rate >= minimum_rate)
    return 1 - NormalDist(true_rate, noise.spread).cdf(minimum_rate)


def denial_odds(noise: Noise, minimum_rate: float, true_rate: float) -> float:
    """Give the probability that a true saving is not rewarded.

    Example:
        >>> round(denial_odds(Noise(5_000, 2.15), 0.039, 0.039), 2)
        0.5
    """
    return 1 - reward_odds(noise, minimum_rate, true_rate)


def required_persons(
    minimum_rate: float, cost_variation: float, confidence: float, benchmark_noise: float = 0.0
) -> int | None:
    """Give the smallest group in which chance alone stays under a threshold with this confidence.

    Args:
        minimum_rate: Threshold [fraction of the benchmark].
        cost_variation: CV of a person's cost.
        confidence: One-sided, between 0,5 and 1.
        benchmark_noise: Tau [fraction of the benchmark].

    Returns:
        Persons, or None where the benchmark's own noise is too large for any size.

    Example:
        >>> required_persons(0.02, 2.15, 0.90)
        18980
        >>> required_persons(0.01, 2.15, 0.90, benchmark_noise=0.01) is None
        True
    """
    allowed = (minimum_rate / NormalDist().inv_cdf(confidence)) ** 2 - benchmark_noise**2
    return None if allowed <= 0 else ceil(cost_variation**2 / allowed)


def credibility(persons: float, half_credible_persons: float) -> float:
    """Give the weight of a group's own result beside that of all groups: Z = n / (n + K).

    Args:
        persons: Size of the group (n).
        half_credible_persons: Size at which the own result counts for half (K).

    Source: H. Bühlmann, Mathematical Methods in Risk Theory (1970).

    Example:
        >>> credibility(5_000, 5_000)
        0.5
    """
    return persons / (persons + half_credible_persons)


def next_year_slope(first: Sequence[float], second: Sequence[float]) -> float:
    """Give what is left, on average, of a difference in saving rates a year later (regression to the mean).

    Args:
        first: Saving rate of each group in a year.
        second: Saving rate of the same groups a year later.

    Returns:
        Slope of the least squares line; 1 means that differences stay, 0 that they were chance.

    Example:
        >>> next_year_slope([0.0, 0.1], [0.02, 0.07])
        0.5
    """
    if len(first) != len(second) or len(set(first)) < 2:
        raise UsageError("Geef van minstens twee groepen met een verschillend begin de daling in twee jaren.")
    middle_first, middle_second = sum(first) / len(first), sum(second) / len(second)
    products = sum((x - middle_first) * (y - middle_second) for x, y in zip(first, second, strict=True))
    return round(products / sum((x - middle_first) ** 2 for x in first), 12)


def board_sentences(
    noise: Noise, *, measured_rate: float, minimum_rate: float, confidence: float
) -> list[str]:
    """Say to a board what the numbers allow, in plain Dutch.

    Args:
        noise: Size and spread of the group.
        measured_rate: Measured saving [fraction of the benchmark].
        minimum_rate: Threshold of the contract.
        confidence: Confidence that the board wants, one-sided.

    Example:
        >>> print(board_sentences(Noise(32, 2.15), measured_rate=0.1, minimum_rate=0.02, confidence=0.9)[0])
        Bij 32 personen is pas een daling van 48,7 % of meer met 90 % zekerheid geen toeval.
    """
    needed = float(statistical_rate(noise.persons, noise.cost_variation, confidence, noise.benchmark))
    persons, change = dutch_number(noise.persons), "stijging" if measured_rate < 0 else "daling"
    verdict = (
        "meer dan die grens. Toeval alleen verklaart haar niet"
        if abs(measured_rate) >= needed
        else "minder dan die grens. Ze kan toeval zijn, maar ook echt"
    )
    sentences = [
        (
            f"Bij {persons} personen is pas een {change} van {_percent(needed)} of meer met "
            f"{_percent(confidence, 0)} zekerheid geen toeval."
        ),
        (
            f"De gemeten {change} is {_percent(abs(measured_rate))}: dat is {verdict}."
            if measured_rate
            else "Er is geen verschil gemeten."
        ),
        (
            "Verandert er in werkelijkheid niets, dan haalt de groep de drempel van "
            f"{_percent(minimum_rate)} toch in {_percent(reward_odds(noise, minimum_rate), 0)} van de jaren."
        ),
    ]
    if measured_rate > 0:
        missed = _percent(denial_odds(noise, minimum_rate, measured_rate), 0)
        sentences.append(
            f"Is de werkelijke daling {_percent(measured_rate)}, dan mist de groep de drempel in {missed} "
            "van de jaren."
        )
    return sentences


def _percent(part: float, decimals: int = 1) -> str:
    return f"{dutch_number(Decimal(str(part)) * 100, decimals)} %"
