"""What is known of a wijk beside its cases: indicators, budget, routes, a house, in one report.

Names are loaded when they are used. What ``maatschappelijk_rendement.wijk`` held before went to
``maatschappelijk_rendement.outcomes.per_wijk``; those names work here for one version more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatschappelijk_rendement.domain.wijk_sheets.budget import PolicyGoal as PolicyGoal
    from maatschappelijk_rendement.wijk.budget import Axis as Axis
    from maatschappelijk_rendement.wijk.budget import GivenTotal as GivenTotal
    from maatschappelijk_rendement.wijk.budget import budget_sums as budget_sums
    from maatschappelijk_rendement.wijk.budget import unequal_totals as unequal_totals
    from maatschappelijk_rendement.wijk.card_wijk import WijkReport as WijkReport
    from maatschappelijk_rendement.wijk.card_wijk import value_card as value_card
    from maatschappelijk_rendement.wijk.definitions import BudgetLine as BudgetLine
    from maatschappelijk_rendement.wijk.definitions import Definition as Definition
    from maatschappelijk_rendement.wijk.definitions import OwnLine as OwnLine
    from maatschappelijk_rendement.wijk.definitions import translate as translate
    from maatschappelijk_rendement.wijk.estimates import Estimate as Estimate
    from maatschappelijk_rendement.wijk.estimates import Signal as Signal
    from maatschappelijk_rendement.wijk.estimates import difference as difference
    from maatschappelijk_rendement.wijk.estimates import of_share as of_share
    from maatschappelijk_rendement.wijk.estimates import signal as signal
    from maatschappelijk_rendement.wijk.facility import Facility as Facility
    from maatschappelijk_rendement.wijk.facility import facility_costs as facility_costs
    from maatschappelijk_rendement.wijk.facility import hours_to_replace as hours_to_replace
    from maatschappelijk_rendement.wijk.facility import measured_substitution as measured_substitution
    from maatschappelijk_rendement.wijk.forms import PaidPost as PaidPost
    from maatschappelijk_rendement.wijk.forms import PricedUse as PricedUse
    from maatschappelijk_rendement.wijk.forms import forms_by_year as forms_by_year
    from maatschappelijk_rendement.wijk.growth import BudgetIndex as BudgetIndex
    from maatschappelijk_rendement.wijk.growth import GrowthAssumption as GrowthAssumption
    from maatschappelijk_rendement.wijk.growth import budget_fan as budget_fan
    from maatschappelijk_rendement.wijk.growth import index_factor as index_factor
    from maatschappelijk_rendement.wijk.health import DimensionCount as DimensionCount
    from maatschappelijk_rendement.wijk.health import Health as Health
    from maatschappelijk_rendement.wijk.health import HealthValue as HealthValue
    from maatschappelijk_rendement.wijk.health import dimension_counts as dimension_counts
    from maatschappelijk_rendement.wijk.indicators import Indicator as Indicator
    from maatschappelijk_rendement.wijk.indicators import Standing as Standing
    from maatschappelijk_rendement.wijk.indicators import Trend as Trend
    from maatschappelijk_rendement.wijk.indicators import standing as standing
    from maatschappelijk_rendement.wijk.indicators import trends as trends
    from maatschappelijk_rendement.wijk.lump_sum import lump_sum_base as lump_sum_base
    from maatschappelijk_rendement.wijk.lump_sum import lump_sums as lump_sums
    from maatschappelijk_rendement.wijk.risk_sharing import RiskKey as RiskKey
    from maatschappelijk_rendement.wijk.risk_sharing import share_risk as share_risk
    from maatschappelijk_rendement.wijk.routing import Prices as Prices
    from maatschappelijk_rendement.wijk.routing import Provision as Provision
    from maatschappelijk_rendement.wijk.routing import QuestionType as QuestionType
    from maatschappelijk_rendement.wijk.routing import Shares as Shares
    from maatschappelijk_rendement.wijk.routing import break_even_stay as break_even_stay
    from maatschappelijk_rendement.wijk.routing import route_questions as route_questions
    from maatschappelijk_rendement.wijk.routing import routing_sensitivity as routing_sensitivity

_HOME = {
    "card_wijk": ("WijkReport", "value_card"),
    "estimates": ("Estimate", "Signal", "difference", "of_share", "signal"),
    "health": ("DimensionCount", "Health", "HealthValue", "dimension_counts"),
    "indicators": ("Indicator", "Standing", "Trend", "standing", "trends"),
    "definitions": ("BudgetLine", "Definition", "OwnLine", "PolicyGoal", "translate"),
    "budget": ("Axis", "GivenTotal", "budget_sums", "unequal_totals"),
    "growth": ("BudgetIndex", "GrowthAssumption", "budget_fan", "index_factor"),
    "lump_sum": ("lump_sum_base", "lump_sums"),
    "forms": ("PaidPost", "PricedUse", "forms_by_year"),
    "risk_sharing": ("RiskKey", "share_risk"),
    "routing": (
        *("Prices", "Provision", "QuestionType", "Shares"),
        *("break_even_stay", "route_questions", "routing_sensitivity"),
    ),
    "facility": ("Facility", "facility_costs", "hours_to_replace", "measured_substitution"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    if not name.startswith("_"):
        old = import_module("maatschappelijk_rendement.outcomes.per_wijk")
        if hasattr(old, name):
            return getattr(old, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
