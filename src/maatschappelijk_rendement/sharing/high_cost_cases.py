"""High cost of single cases of a caseload: what a stop-loss costs at each limit, and what it calms.

All of it is about the amounts that the contract counts (``CaseOutcome.counted``): the cost before at the
level of the benchmark, and both sides cut where the contract cuts. A stop-loss then pays from its own limit
up to that cut. The price is set on the cost before: that is what an insurer can know. What it would have paid
on the cost after stands beside it. Nothing is settled with it; a contract that cuts cost says so in
``aftopping_eur``.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from maatschappelijk_rendement.sharing.benchmark import Cents, truncated
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.high_cost import CutSaving, PersonStopLoss, cut_saving, stop_loss


@dataclass(frozen=True, slots=True, kw_only=True)
class HighCostLimit:
    """One limit.

    Attributes:
        priced: On the cost before: price, and the spread between cases without and with it.
        claimed: On the cost after: what the insurer then pays.
        compared: The saving a case with both sides cut; its errors are those of two groups of other persons.
        error: Standard error of the saving of all cases together, of the same cases before and after, without
            cutting [cent]; None with one case, which has no spread.
        error_cut: The same with both sides cut [cent].
    """

    priced: PersonStopLoss
    claimed: PersonStopLoss
    compared: CutSaving
    error: float | None
    error_cut: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HighCost:
    """All limits that the file asks for.

    Attributes:
        loading: What the insurer adds to what it expects to pay.
        limits: In the order of the file.
    """

    loading: Fraction
    limits: tuple[HighCostLimit, ...]


def high_cost(costs: CaseCosts, limits_cents: tuple[int, ...], loading: Fraction) -> HighCost:
    """Compute what each limit does.

    Args:
        costs: Cost of each case, before and after, as the contract counts it.
        limits_cents: Each above 0 [cent].
        loading: What the insurer adds, such as 0,2.

    Raises:
        UsageError: A case has a cost below nothing, or there is none.

    Example:
        >>> import numpy as np
        >>> costs = CaseCosts(("Wmo",), np.array([[100], [1_700]]), np.array([[100], [700]]))
        >>> made = high_cost(costs, (500,), Fraction(1, 10)).limits[0]
        >>> made.priced.price_cents, made.claimed.paid_cents, int(made.compared.saving_cents)
        (1320, 200, 0)
    """
    before, after = costs.before_of_case, costs.after_of_case
    return HighCost(
        loading=loading,
        limits=tuple(
            HighCostLimit(
                priced=stop_loss(before, limit, loading=loading),
                claimed=stop_loss(after, limit, loading=loading),
                compared=cut_saving(before, after, limit),
                error=_paired_error(before, after),
                error_cut=_paired_error(truncated(before, limit), truncated(after, limit)),
            )
            for limit in limits_cents
        ),
    )


def _paired_error(before: Cents, after: Cents) -> float | None:
    """A dear case before is mostly dear after: only how its difference varies is chance."""
    saved = before - after
    return sqrt(float(saved.var(ddof=1)) * len(saved)) if len(saved) > 1 else None
