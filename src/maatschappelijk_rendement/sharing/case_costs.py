"""What each case cost before and after: what a cut of high cost, a stop-loss and the spread are made from.

A case is what a contract calls a person here. No case is named: only amounts, one row a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.benchmark import Cents
from maatschappelijk_rendement.sharing.largest_remainder import divide_cents

NEGATIVE = (
    "aftopping_eur: een casus boven dit bedrag heeft in een stroom kosten onder nul. Die zijn niet af te "
    "toppen: corrigeer die regels in de werkmap, of haal aftopping_eur weg."
)


@dataclass(frozen=True, slots=True, eq=False)
class CaseCosts:
    """Cost of each case in each stream, in the period before and in the period after.

    Attributes:
        names: Names of the streams, the columns.
        before_cents: Cases by streams [cent].
        after_cents: The same cases, after [cent].
    """

    names: tuple[str, ...]
    before_cents: Cents
    after_cents: Cents

    def grown(self, growth: Fraction) -> CaseCosts:
        """Let the cost before grow, each amount rounded once.

        Example:
            >>> costs = CaseCosts(("Wmo",), np.array([[101]]), np.array([[90]]))
            >>> costs.grown(Fraction(1, 2)).before_cents.tolist()
            [[152]]
        """
        if growth == 0:
            return self
        factor = 1 + growth
        up = (2 * self.before_cents.astype(object) * factor.numerator + factor.denominator) // (
            2 * factor.denominator
        )
        return CaseCosts(self.names, up.astype(np.int64), self.after_cents)

    def cut(self, limit_cents: int) -> CaseCosts:
        """Cut the cost of each case at an amount, before and after alike; streams keep their proportions.

        Raises:
            UsageError: A case above the limit has a stream below nothing.

        Example:
            >>> costs = CaseCosts(("Wmo", "Zvw"), np.array([[300, 900]]), np.array([[100, 300]]))
            >>> cut = costs.cut(800)
            >>> cut.before_cents.tolist(), cut.after_cents.tolist()
            ([[200, 600]], [[100, 300]])
        """
        return CaseCosts(
            self.names, _cut(self.before_cents, limit_cents), _cut(self.after_cents, limit_cents)
        )

    def totals(self) -> dict[str, tuple[int, int]]:
        """Give cost before and after of all cases, by stream [cent]."""
        before, after = self.before_cents.sum(axis=0).tolist(), self.after_cents.sum(axis=0).tolist()
        return dict(zip(self.names, zip(before, after, strict=True), strict=True))

    @property
    def before_of_case(self) -> Cents:
        """Cost before of each case, all streams [cent]."""
        total: Cents = self.before_cents.sum(axis=1)
        return total

    @property
    def after_of_case(self) -> Cents:
        """Cost after of each case, all streams [cent]."""
        total: Cents = self.after_cents.sum(axis=1)
        return total

    @property
    def variation(self) -> Fraction | None:
        """Spread of the cost before between cases as a part of its mean, in thousandths; None if unknown.

        Example:
            >>> CaseCosts(("Wmo",), np.array([[100], [300]]), np.array([[0], [0]])).variation
            Fraction(707, 1000)
        """
        costs = self.before_of_case
        if len(costs) < 2 or costs.sum() <= 0:
            return None
        return Fraction(round(1_000 * sqrt(float(costs.var(ddof=1))) / float(costs.mean())), 1_000)


def _cut(costs: Cents, limit_cents: int) -> Cents:
    totals = costs.sum(axis=1)
    above = totals > limit_cents
    if not above.any():
        return costs
    if (costs[above] < 0).any():
        raise UsageError(NEGATIVE)
    cut = costs.copy()
    cut[above] = divide_cents(np.full(int(above.sum()), limit_cents, dtype=np.int64), costs[above])
    return cut
