"""The figures of one contract year, read exactly and checked before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import Contract, LossRule
from maatschappelijk_rendement.sharing.exact import ONE, ZERO, Exact, Flags, Integers, Numbers
from maatschappelijk_rendement.sharing.threshold import MinimumRate, contract_rates


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContractYear:
    """What happened in a year, one row or a column of rows; amounts in the currency of the input.

    Attributes:
        benchmark: After the contract's discount.
        saving: Benchmark minus actual cost.
        quality: As given; read by ``needed_quality`` only where a rule looks at it.
        revenue: Revenue of the providers, or None.
        share: Final share that replaces the contract's, or None.
        rates: The threshold of each row.
    """

    contract: Contract
    benchmark: Exact
    saving: Exact
    persons: Integers
    quality: Numbers | None
    met: Flags
    met_alternative: Flags
    disaster: Exact
    relief: Flags
    guardrail: Flags
    revenue: Exact | None
    share: Exact | None
    rates: MinimumRate

    def needed_quality(self) -> Exact:
        """Read the quality scores.

        Raises:
            UsageError: They are missing, or outside 0 to 1.
        """
        if self.quality is None:
            raise UsageError("quality: dit contract rekent met kwaliteit. Geef een cijfer van 0 tot 1.")
        return _parts(self.quality, "quality")


def read_year(
    contract: Contract,
    *,
    benchmark: Numbers,
    expenditure: Numbers,
    persons: Numbers,
    quality: Numbers | None,
    minimum_rate: Numbers | None,
    met_quality_standard: Any,
    met_alternative_standard: Any,
    disaster_adjustment: Numbers,
    low_revenue_relief: Any,
    guardrail: Any,
    provider_revenue: Numbers | None,
    share: Numbers | None,
) -> ContractYear:
    """Read and check the arguments of ``settle``; see there.

    Raises:
        UsageError: A value is missing or impossible.
    """
    sizes = _sizes(persons)
    expected = _amounts(benchmark, "benchmark") * (ONE - Exact.of(contract.discount))
    return ContractYear(
        contract=contract,
        benchmark=expected,
        saving=expected - _amounts(expenditure, "expenditure"),
        persons=sizes,
        quality=quality,
        met=_flags(met_quality_standard, "met_quality_standard"),
        met_alternative=_flags(met_alternative_standard, "met_alternative_standard"),
        disaster=_disaster(contract, disaster_adjustment),
        relief=_flags(low_revenue_relief, "low_revenue_relief"),
        guardrail=_guardrail(contract, guardrail),
        revenue=None if provider_revenue is None else _amounts(provider_revenue, "provider_revenue"),
        share=None if share is None else _parts(share, "share"),
        rates=contract_rates(contract, sizes, minimum_rate),
    )


def _amounts(values: Numbers, name: str) -> Exact:
    amounts = Exact.of(values, name)
    if bool((amounts.numerators < 0).any()) or (
        name == "benchmark" and bool((amounts.numerators == 0).any())
    ):
        raise UsageError(f"{name}: een bedrag is negatief, of de benchmark is 0.")
    return amounts


def _parts(values: Numbers, name: str) -> Exact:
    parts = Exact.of(values, name)
    if bool((parts.numerators < 0).any()) or bool((parts.numerators > parts.denominator).any()):
        raise UsageError(f"{name}: geef een deel van 0 tot 1, zoals 0,85.")
    return parts


def _sizes(persons: Numbers) -> Integers:
    sizes = Exact.of(persons, "persons")
    if sizes.denominator != 1 or bool((sizes.numerators < 1).any()):
        raise UsageError("persons: geef een geheel aantal personen, 1 of meer.")
    return sizes.numerators


def _disaster(contract: Contract, values: Numbers) -> Exact:
    amounts = Exact.of(values, "disaster_adjustment")
    if contract.loss is LossRule.NONE:
        return ZERO
    if not contract.disaster_offset and bool((amounts.numerators != 0).any()):
        raise UsageError("disaster_adjustment: dit contract kent geen rampcorrectie.")
    return Exact(np.abs(amounts.numerators), amounts.denominator, amounts.bound)


def _guardrail(contract: Contract, values: Any) -> Flags:
    flags = _flags(values, "guardrail")
    if not contract.guardrail and bool(flags.any()):
        raise UsageError("guardrail: dit contract kent geen vangrail.")
    return flags


def _flags(values: Any, name: str) -> Flags:
    array = np.atleast_1d(np.asarray(values))
    if array.dtype.kind != "b":
        numbers = Exact.of(values, name)
        if numbers.denominator != 1 or not np.isin(numbers.numerators, (0, 1)).all():
            raise UsageError(f"{name}: geef ja of nee (True of False, 1 of 0).")
        array = numbers.numerators == 1
    return np.asarray(array, dtype=np.bool_)
