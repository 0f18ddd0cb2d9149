"""Read ``[hoge_kosten]``: at what limits a stop-loss a case is priced."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import a_number
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.contract_values import euros
from maatschappelijk_rendement.sharing.high_cost import MOST_LOADING
from maatschappelijk_rendement.sharing.high_cost_cases import HighCost, high_cost

HIGH_COST_KEY = "hoge_kosten"
MOST_LIMITS = 10
NOTHING_LEFT = (
    "Een grens ligt op of boven 'aftopping_eur' in [contract]. Kosten daarboven tellen in de afrekening al "
    "niet mee: een verzekering heeft daar niets te betalen."
)
LOWER = "Geef alleen grenzen onder aftopping_eur, of haal aftopping_eur weg."


def read_high_cost(
    file: TomlSection, costs: CaseCosts | None, truncation_cents: int | None = None
) -> HighCost | None:
    """Read the limits and compute what each does; problems are noted in the findings of the file.

    Args:
        file: The whole file.
        costs: Cost of each case as the contract counts it; None without a caseload.
        truncation_cents: At what amount the contract cuts the cost of a case: an insurance from there on has
            nothing to pay.
    """
    section = file.table(HIGH_COST_KEY)
    if section is None:
        return None
    none: tuple[int, ...] = ()
    limits = section.need("grenzen_eur", _limits, none, "Geef bedragen per casus, zoals [25000, 40000].")
    loading = section.need("opslag", _loading, Fraction(0), "Geef een deel, zoals 0.2; 0 is geen opslag.")
    section.refuse_the_rest()
    if costs is None:
        text = "Hoge kosten van een casus zijn zonder casussen niet te zien: totalen tonen ze niet."
        advice = "Geef een werkmap met --casussen, of haal dit onderdeel weg."
        file.note(HIGH_COST_KEY, "niet_toetsbaar", text, advice)
        return None
    if not limits:
        return None
    if truncation_cents is not None and limits[-1] >= truncation_cents:
        section.note("grenzen_eur", "veld_zonder_werking", NOTHING_LEFT, LOWER)
        return None
    try:
        return high_cost(costs, limits, loading)
    except UsageError as error:
        section.note("grenzen_eur", "niet_toetsbaar", str(error))
        return None


def _limits(value: Any) -> tuple[int, ...]:
    words = f"Geef een lijst met 1 tot {MOST_LIMITS} oplopende bedragen boven 0, zoals [25000, 40000]."
    if not isinstance(value, list) or not 0 < len(value) <= MOST_LIMITS:
        raise WrongValueError(words)
    limits = tuple(euros(one) for one in value)
    if limits[0] <= 0 or any(low >= high for low, high in pairwise(limits)):
        raise WrongValueError(words)
    return limits


def _loading(value: Any) -> Fraction:
    loading = Fraction(a_number(value))
    if not 0 <= loading <= MOST_LOADING:
        raise WrongValueError("Geef een deel van 0 tot 5, zoals 0.2 voor 20 %.")
    return loading
