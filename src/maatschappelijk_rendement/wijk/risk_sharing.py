"""What each partner keeps or pays when the partners carry the risk of the wijk together, to the cent.

The pool is all budgets minus all real cost. Equally, by share or by cause: the parts add up to the pool, and
what partners settle with each other adds up to nothing. Unspent is not saved: a pool above zero is money
that is left, not proof that help became cheaper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular


class RiskKey(StrEnum):
    """How partners divide the pool."""

    EQUAL = "gelijk"
    SHARE = "aandeel"
    CAUSE = "oorzaak"


@dataclass(frozen=True, slots=True)
class PartnerResult(Tabular):
    """What a partner ends up with [cent].

    Attributes:
        partner: Name of the partner.
        budget_cents: Its part of the lump sum.
        realised_cents: Its real cost.
        shared_cents: Its part of the pool; below zero it carries a loss.
    """

    partner: str
    budget_cents: int
    realised_cents: int
    shared_cents: int

    @property
    def own_cents(self) -> int:
        """Budget minus real cost: what it would have when each carries its own risk."""
        return self.budget_cents - self.realised_cents

    @property
    def settled_cents(self) -> int:
        """What it receives from the others (above zero) or pays to them."""
        return self.shared_cents - self.own_cents


def share_risk(
    budgets: Mapping[str, int],
    realised: Mapping[str, int],
    key: RiskKey | str,
    *,
    shares: Mapping[str, Fraction] | None = None,
) -> tuple[PartnerResult, ...]:
    """Divide what is left or short over the partners.

    Args:
        budgets: Part of the lump sum of each partner [cent].
        realised: Real cost of each partner [cent].
        key: ``gelijk``; ``aandeel``, by agreed shares, or by budget where there are none; ``oorzaak``: each
            its own result.
        shares: Agreed shares, adding up to 1; only with ``aandeel``.

    Returns:
        A result a partner, in the order of ``budgets``. The parts add up to the pool.

    Raises:
        UsageError: The partners differ, or the shares do not add up to 1.

    Example:
        >>> results = share_risk({"A": 500, "B": 300, "C": 200}, {"A": 480, "B": 250, "C": 230}, "gelijk")
        >>> [(each.shared_cents, each.settled_cents) for each in results]
        [(13, -7), (13, -37), (14, 44)]
    """
    key = RiskKey(key)
    if not budgets:
        raise UsageError("budgets: geef minstens één partner.")
    if budgets.keys() != realised.keys():
        raise UsageError(
            "realised: geef dezelfde partners als bij budgets. Onbekende kosten zijn niet te delen."
        )
    partners = list(budgets)
    own = [budgets[partner] - realised[partner] for partner in partners]
    parts = own if key is RiskKey.CAUSE else _divided(sum(own), _weights(partners, budgets, key, shares))
    return tuple(
        PartnerResult(partner, budgets[partner], realised[partner], part)
        for partner, part in zip(partners, parts, strict=True)
    )


def _weights(
    partners: Sequence[str], budgets: Mapping[str, int], key: RiskKey, shares: Mapping[str, Fraction] | None
) -> list[Fraction]:
    if key is RiskKey.EQUAL:
        return [Fraction(1)] * len(partners)
    if shares is None:
        weights = [Fraction(budgets[partner]) for partner in partners]
        if min(weights) < 0 or not sum(weights):
            raise UsageError("budgets: naar budget delen kan alleen als er budget is. Geef shares.")
        return weights
    if shares.keys() != budgets.keys() or min(shares.values()) < 0 or sum(shares.values()) != 1:
        raise UsageError("shares: geef elke partner een aandeel van 0 of meer, samen precies 1.")
    return [Fraction(shares[partner]) for partner in partners]


def _divided(total: int, weights: Sequence[Fraction]) -> list[int]:
    import numpy as np

    from maatschappelijk_rendement.sharing.largest_remainder import divide_cents

    scale = lcm(*(weight.denominator for weight in weights))
    whole = np.array([[int(weight * scale) for weight in weights]], dtype=object)
    return [int(part) for part in divide_cents(np.array([total], dtype=object), whole)[0]]
