"""What another approach is worth: effect calculator, SROI, business case and decision analysis.

Calculations are exact where the inputs are; only draws load numpy. Names are loaded when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatschappelijk_rendement.valuation.acceptance import acceptability as acceptability
    from maatschappelijk_rendement.valuation.acceptance import frontier as frontier
    from maatschappelijk_rendement.valuation.acceptance import net_benefit as net_benefit
    from maatschappelijk_rendement.valuation.dated import dated_internal_rate as dated_internal_rate
    from maatschappelijk_rendement.valuation.dated import dated_present_value as dated_present_value
    from maatschappelijk_rendement.valuation.discounting import annuity as annuity
    from maatschappelijk_rendement.valuation.discounting import discount_factor as discount_factor
    from maatschappelijk_rendement.valuation.discounting import equivalent_annual as equivalent_annual
    from maatschappelijk_rendement.valuation.discounting import present_value as present_value
    from maatschappelijk_rendement.valuation.distributions import Beta as Beta
    from maatschappelijk_rendement.valuation.distributions import Discrete as Discrete
    from maatschappelijk_rendement.valuation.distributions import Fixed as Fixed
    from maatschappelijk_rendement.valuation.distributions import Gamma as Gamma
    from maatschappelijk_rendement.valuation.distributions import LogNormal as LogNormal
    from maatschappelijk_rendement.valuation.distributions import Normal as Normal
    from maatschappelijk_rendement.valuation.distributions import Pert as Pert
    from maatschappelijk_rendement.valuation.distributions import Triangular as Triangular
    from maatschappelijk_rendement.valuation.distributions import Uniform as Uniform
    from maatschappelijk_rendement.valuation.draws import Outcomes as Outcomes
    from maatschappelijk_rendement.valuation.draws import monte_carlo as monte_carlo
    from maatschappelijk_rendement.valuation.effects import Activity as Activity
    from maatschappelijk_rendement.valuation.effects import EffectCalculation as EffectCalculation
    from maatschappelijk_rendement.valuation.effects import effect_calculator as effect_calculator
    from maatschappelijk_rendement.valuation.flows import Certainty as Certainty
    from maatschappelijk_rendement.valuation.flows import Effect as Effect
    from maatschappelijk_rendement.valuation.flows import Factor as Factor
    from maatschappelijk_rendement.valuation.flows import Party as Party
    from maatschappelijk_rendement.valuation.flows import Timeline as Timeline
    from maatschappelijk_rendement.valuation.flows import Worth as Worth
    from maatschappelijk_rendement.valuation.information import Information as Information
    from maatschappelijk_rendement.valuation.information import (
        partial_perfect_information as partial_perfect_information,
    )
    from maatschappelijk_rendement.valuation.information import perfect_information as perfect_information
    from maatschappelijk_rendement.valuation.rates import GREEN_BOOK as GREEN_BOOK
    from maatschappelijk_rendement.valuation.rates import Schedule as Schedule
    from maatschappelijk_rendement.valuation.rates import discount_rate as discount_rate
    from maatschappelijk_rendement.valuation.rates import dutch_rate as dutch_rate
    from maatschappelijk_rendement.valuation.rates import dutch_rates as dutch_rates
    from maatschappelijk_rendement.valuation.rates import schedule_of as schedule_of
    from maatschappelijk_rendement.valuation.ratios import BenefitCost as BenefitCost
    from maatschappelijk_rendement.valuation.ratios import benefit_cost as benefit_cost
    from maatschappelijk_rendement.valuation.returns import internal_rate as internal_rate
    from maatschappelijk_rendement.valuation.returns import internal_rates as internal_rates
    from maatschappelijk_rendement.valuation.sensitivity import grid as grid
    from maatschappelijk_rendement.valuation.sensitivity import one_way as one_way
    from maatschappelijk_rendement.valuation.sensitivity import switching_value as switching_value
    from maatschappelijk_rendement.valuation.sensitivity import tornado as tornado
    from maatschappelijk_rendement.valuation.societal_case import BusinessCase as BusinessCase
    from maatschappelijk_rendement.valuation.societal_case import business_case as business_case
    from maatschappelijk_rendement.valuation.strategies import Strategy as Strategy
    from maatschappelijk_rendement.valuation.strategies import StrategyTable as StrategyTable
    from maatschappelijk_rendement.valuation.strategies import compare_strategies as compare_strategies
    from maatschappelijk_rendement.valuation.trees import Chance as Chance
    from maatschappelijk_rendement.valuation.trees import Choice as Choice
    from maatschappelijk_rendement.valuation.trees import End as End
    from maatschappelijk_rendement.valuation.trees import Tree as Tree
    from maatschappelijk_rendement.valuation.trees import policies as policies
    from maatschappelijk_rendement.valuation.trees import roll_back as roll_back
    from maatschappelijk_rendement.valuation.value_map import Sroi as Sroi
    from maatschappelijk_rendement.valuation.value_map import SroiRow as SroiRow
    from maatschappelijk_rendement.valuation.value_map import sroi as sroi
    from maatschappelijk_rendement.valuation.wellbeing import HMT_2019 as HMT_2019
    from maatschappelijk_rendement.valuation.wellbeing import WellbyValue as WellbyValue
    from maatschappelijk_rendement.valuation.wellbeing import in_prices_of as in_prices_of
    from maatschappelijk_rendement.valuation.wellbeing import wellby as wellby

_HOME = {
    "discounting": (
        "annuity",
        "discount_factor",
        "equivalent_annual",
        "present_value",
    ),
    "rates": (
        "GREEN_BOOK",
        "Schedule",
        "discount_rate",
        "dutch_rate",
        "dutch_rates",
        "schedule_of",
    ),
    "returns": (
        "internal_rate",
        "internal_rates",
    ),
    "dated": (
        "dated_internal_rate",
        "dated_present_value",
    ),
    "ratios": (
        "BenefitCost",
        "benefit_cost",
    ),
    "value_map": (
        "Sroi",
        "SroiRow",
        "sroi",
    ),
    "strategies": (
        "StrategyTable",
        "Strategy",
        "compare_strategies",
    ),
    "acceptance": (
        "acceptability",
        "frontier",
        "net_benefit",
    ),
    "information": (
        "Information",
        "partial_perfect_information",
        "perfect_information",
    ),
    "trees": (
        "Chance",
        "Choice",
        "End",
        "Tree",
        "policies",
        "roll_back",
    ),
    "sensitivity": (
        "grid",
        "one_way",
        "switching_value",
        "tornado",
    ),
    "distributions": (
        "Beta",
        "Discrete",
        "Fixed",
        "Gamma",
        "LogNormal",
        "Normal",
        "Pert",
        "Triangular",
        "Uniform",
    ),
    "draws": (
        "Outcomes",
        "monte_carlo",
    ),
    "wellbeing": (
        "HMT_2019",
        "WellbyValue",
        "in_prices_of",
        "wellby",
    ),
    "flows": (
        "Certainty",
        "Effect",
        "Factor",
        "Party",
        "Timeline",
        "Worth",
    ),
    "societal_case": (
        "BusinessCase",
        "business_case",
    ),
    "effects": (
        "Activity",
        "EffectCalculation",
        "effect_calculator",
    ),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
