"""Change of scores: who changed more than the instrument's own error, and who was no longer there."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.statistics.analytic import welch_interval
from maatschappelijk_rendement.statistics.interval import (
    ScoreInterval,
    WholeNumbers,
    whole_numbers,
    whole_unit,
)

RELIABLE = 1.96
"""Half the width of a 95 % interval, in standard errors."""


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """Residents by whether they changed more than the error of measurement.

    Attributes:
        risen: Number who rose reliably.
        unclear: Number whose change may be error.
        fallen: Number who fell reliably.
        least_change_hundredths: Smallest change that counts [1/100 point].
    """

    risen: int
    unclear: int
    fallen: int
    least_change_hundredths: int


@dataclass(frozen=True, slots=True)
class Attrition:
    """Who answered again, and whether those who did not were different at the start.

    Attributes:
        stayed: Number measured again.
        left: Number not measured again.
        stayed_mean_hundredths: Mean score at the start of those who stayed [1/100 point]; None without any.
        left_mean_hundredths: The same of those who left.
        difference: Interval of stayed - left at the start; None where a group is too small or nothing varies.
    """

    stayed: int
    left: int
    stayed_mean_hundredths: int | None
    left_mean_hundredths: int | None
    difference: ScoreInterval | None

    @property
    def differed(self) -> bool | None:
        """Whether the two groups surely differed at the start; None where that is not known."""
        if self.difference is None:
            return None
        return not self.difference.low_hundredths <= 0 <= self.difference.high_hundredths


def reliable_change(changes_hundredths: WholeNumbers, standard_error_hundredths: int) -> ReliableChange:
    """Count who changed more than the instrument's error explains.

    Args:
        changes_hundredths: One change (after - before) a resident [1/100 point].
        standard_error_hundredths: Standard error of one measurement [1/100 point].

    Raises:
        UsageError: The standard error is not above 0.

    Source:
        N. Jacobson and P. Truax, Journal of Consulting and Clinical Psychology 59 (1991) 12-19: a change
        counts beyond 1,96 x sqrt(2) x the standard error.

    Example:
        >>> reliable_change([300, 100, -50, -200], 60)
        ReliableChange(risen=1, unclear=2, fallen=1, least_change_hundredths=167)
    """
    if standard_error_hundredths <= 0:
        raise UsageError("De standaardmeetfout is groter dan 0.")
    changes = whole_numbers(changes_hundredths)
    bound = RELIABLE * sqrt(2) * standard_error_hundredths
    risen, fallen = int((changes > bound).sum()), int((changes < -bound).sum())
    return ReliableChange(risen, len(changes) - risen - fallen, fallen, int(bound) + 1)


def attrition(
    stayed_hundredths: WholeNumbers, left_hundredths: WholeNumbers, *, level: float = 0.95
) -> Attrition:
    """Compare the first scores of those measured again with those of the others.

    Args:
        stayed_hundredths: First score of each resident measured again [1/100 point].
        left_hundredths: First score of each resident who was not.
        level: Level of the interval.

    Example:
        >>> lost = attrition([500, 520, 510], [300, 310, 290])
        >>> lost.stayed, lost.left, lost.stayed_mean_hundredths, lost.left_mean_hundredths, lost.differed
        (3, 3, 510, 300, True)
    """
    stayed, left = whole_numbers(stayed_hundredths), whole_numbers(left_hundredths)
    found = welch_interval(stayed, left, level=level)
    difference = None
    if found is not None:
        difference = ScoreInterval(found.low_cents, found.high_cents, level, found.method, found.n)
    means = [whole_unit(scores.sum() / len(scores)) if len(scores) else None for scores in (stayed, left)]
    return Attrition(len(stayed), len(left), means[0], means[1], difference)
