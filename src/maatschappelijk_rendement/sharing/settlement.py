"""Settle a contract: from benchmark and actual cost to a payment, with every step kept.

Everything is exact; the only rounding is half-up to whole cents, of the payment and of each level shown.
A gain is positive; an amount the providers pay is negative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import to_euros
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.exact import ZERO, Exact, Flags, Numbers, choose, is_one
from maatschappelijk_rendement.sharing.rules import (
    Levels,
    bonus,
    gain_levels,
    loss_levels,
    relieved_rows,
)
from maatschappelijk_rendement.sharing.year import read_year

STEP_LABELS: dict[str, str] = {
    "measured": "Gemeten daling",
    "threshold": "Telt niet mee",
    "cap_before_share": "Boven het plafond",
    "share": "Deel van de betalers",
    "quality": "Kwaliteit en verlichting",
    "levy": "Heffing",
    "cap_after_share": "Boven het plafond",
    "disaster": "Rampcorrectie",
    "guardrail": "Vangrail",
    "bonus": "Kwaliteitsbonus",
    "proration": "Naar rato van het jaar",
}
REVENUE_UNKNOWN = (
    "De omzet van de aanbieders is niet opgegeven: het verliesplafond op omzet is niet toegepast. "
    "Een betaling bij verlies kan dus lager uitvallen."
)
GAIN, LOSS, NEITHER = "daling", "stijging", "geen"


@dataclass(frozen=True, slots=True)
class WaterfallStep(Tabular):
    """One bar of the waterfall.

    Attributes:
        name: English name of the step.
        label: Dutch name of the step.
        change_cents: What this step adds or takes [cent]; one number, or one a row.
    """

    name: str
    label: str
    change_cents: Any


@dataclass(frozen=True, slots=True, eq=False)
class Settlement(Tabular):
    """What a contract pays, and how it came about.

    Attributes:
        contract: The contract that was settled.
        payment_cents: To the providers; negative when they pay [cent of the input's currency].
        saving_cents: Benchmark after discount minus actual cost; negative when cost is higher [cent].
        outcome: ``daling`` or ``stijging`` that counts, or ``geen``.
        notes: Dutch remarks about what could not be taken into account.
    """

    contract: Contract
    payment_cents: Any
    saving_cents: Any
    outcome: Any
    notes: tuple[str, ...]
    _levels: tuple[Levels, Levels, Flags] = field(repr=False)
    _is_single: bool = field(repr=False)

    @property
    def payment(self) -> Any:
        """The payment with two decimals: one ``Decimal``, or an array of them."""
        if self._is_single:
            return to_euros(self.payment_cents)
        return np.array([to_euros(cents) for cents in self.payment_cents.tolist()], dtype=object)

    @property
    def waterfall(self) -> tuple[WaterfallStep, ...]:
        """The steps from measured saving to payment; their changes add up to ``payment_cents`` exactly."""
        gain, loss, losses = self._levels
        rows = 1 if self._is_single else len(self.payment_cents)
        steps, before = [], np.zeros(rows, dtype=np.int64)
        for name, label in STEP_LABELS.items():
            cents = np.broadcast_to(choose(losses, loss[name], gain[name]).cents(), (rows,))
            steps.append(WaterfallStep(name, label, _shaped(cents - before, self._is_single)))
            before = cents
        return tuple(steps)


def settle(
    contract: Contract,
    *,
    benchmark: Numbers,
    expenditure: Numbers,
    persons: Numbers,
    quality: Numbers | None,
    minimum_rate: Numbers | None = None,
    met_quality_standard: Any = True,
    met_alternative_standard: Any = True,
    disaster_adjustment: Numbers = 0,
    low_revenue_relief: Any = False,
    guardrail: Any = False,
    provider_revenue: Numbers | None = None,
    share: Numbers | None = None,
) -> Settlement:
    """Settle one year of one contract, for one row or for columns of rows.

    Args:
        contract: The rules; see ``Contract`` and the ready-made contracts.
        benchmark: What the population would have cost [currency]; a number or a column.
        expenditure: What it did cost [currency].
        persons: Number of persons, 1 or more.
        quality: Score from 0 to 1; looked at only where a rule uses it, else None will do.
        minimum_rate: Agreed threshold [fraction of the benchmark]; None uses the contract's, unrounded.
        met_quality_standard: Whether the quality standard is met (only for contracts with a quality rule).
        met_alternative_standard: Whether at least the alternative standard is met (quality as a gate).
        disaster_adjustment: Amount for disasters that comes off a loss [currency]; public results print it
            with either sign, so its size counts.
        low_revenue_relief: Whether the row has a right to the relief below the threshold; without effect
            where the contract offers none.
        guardrail: Whether a saving is marked as not to be paid.
        provider_revenue: Revenue of the providers [currency], for a loss cap on revenue.
        share: The final share of this year [fraction]: replaces the contract's share, what quality does to it
            and the lower share of the relief.

    Returns:
        ``Settlement`` with ``payment`` (Decimal) and every step.

    Raises:
        UsageError: A value is missing or impossible, or the contract leaves its share open.

    Example:
        >>> from maatschappelijk_rendement.sharing import mssp_contract
        >>> settle(mssp_contract("BASIC A", 2022), benchmark=1_000_000, expenditure=900_000, persons=10_000,
        ...        quality=0.9).payment
        Decimal('39200.00')
    """
    figures: dict[str, Any] = {
        "benchmark": benchmark,
        "expenditure": expenditure,
        "persons": persons,
        "quality": quality,
        "minimum_rate": minimum_rate,
        "met_quality_standard": met_quality_standard,
        "met_alternative_standard": met_alternative_standard,
        "disaster_adjustment": disaster_adjustment,
        "low_revenue_relief": low_revenue_relief,
        "guardrail": guardrail,
        "provider_revenue": provider_revenue,
        "share": share,
    }
    is_single = all(is_one(value) for value in figures.values())
    rows = _rows(figures.values())
    year = read_year(contract, **figures)
    saving = year.saving
    gains = np.asarray(year.rates.is_reached(saving, year.benchmark) & (saving > ZERO))
    losses = np.asarray(year.rates.is_reached(-saving, year.benchmark) & (saving < ZERO))
    losses &= contract.is_two_sided
    relieved = relieved_rows(year, gains)
    gain = gain_levels(year, gains, relieved)
    loss = loss_levels(year, losses) if losses.any() else gain
    for levels in (gain, loss):
        levels["measured"] = saving
        levels["bonus"] = levels["guardrail"] + bonus(year)
        levels["proration"] = levels["bonus"] * Exact.of(contract.proration)
    paid = choose(losses, loss["proration"], gain["proration"]).cents()
    outcome = np.where(gains | relieved, GAIN, np.where(losses, LOSS, NEITHER))
    return Settlement(
        contract=contract,
        payment_cents=_shaped(np.broadcast_to(paid, (rows,)), is_single),
        saving_cents=_shaped(np.broadcast_to(saving.cents(), (rows,)), is_single),
        outcome=_shaped(np.broadcast_to(outcome, (rows,)), is_single),
        notes=_notes(contract, provider_revenue),
        _levels=(gain, loss, losses),
        _is_single=is_single,
    )


def _notes(contract: Contract, provider_revenue: object) -> tuple[str, ...]:
    if contract.loss_cap_revenue is None or provider_revenue is not None:
        return ()
    return (REVENUE_UNKNOWN,)


def _rows(figures: Iterable[Any]) -> int:
    """Give the length that all columns share; one number goes with any column."""
    lengths = {len(figure) for figure in figures if not is_one(figure)} - {1}
    if len(lengths) > 1:
        raise UsageError("De kolommen zijn niet even lang: geef elke kolom evenveel regels.")
    return lengths.pop() if lengths else 1


def _shaped(values: Any, is_single: bool) -> Any:
    return values.tolist()[0] if is_single else values
