"""Ready-made contracts from practice, with the terms that are public and nothing else.

A term that is not public stays open: the builder asks for it, or the contract leaves its share empty and asks
at settlement. No Dutch sharing percentage is known to be public, so none stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from maatschappelijk_rendement.sharing.contract import (
    Band,
    BenchmarkKind,
    CapOrder,
    Contract,
    LossRule,
    PayerKey,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.mssp import LEVY, mssp_contract

# ACO REACH Model, Request for Applications (CMS Innovation Center, 24-2-2022), risk corridors: upper end of
# each corridor as a part of the benchmark, and the share in savings and losses alike.
REACH_SOURCE = "ACO REACH Model, Request for Applications, CMS Innovation Center, 2022"
REACH_GLOBAL = ((Fraction(25, 100), 100), (Fraction(35, 100), 50), (Fraction(50, 100), 25), (None, 10))
REACH_PROFESSIONAL = ((Fraction(5, 100), 50), (Fraction(10, 100), 35), (Fraction(15, 100), 15), (None, 5))

# Hayen e.a. 2015 on the contract of Menzis and Arts en Zorg in Enschede (2014): all cost of the basic
# insurance but dental care, to EUR 22.500 a person.
HAYEN_TRUNCATION_CENTS = 2_250_000


def flat(*, share: Fraction | None = None) -> Contract:
    """Give plain sharing: a fixed part of every euro saved, nothing of a loss.

    Args:
        share: Part for the providers; None leaves it open.

    Example:
        >>> flat().share is None
        True
    """
    return Contract(name="Vast aandeel", source="Eigen afspraak", share=share)


def reach_global(*, discount: Fraction) -> Contract:
    """Give ACO REACH Global: full sharing up to 25 % of the benchmark after discount, less beyond.

    Args:
        discount: Part that comes off the benchmark; it differs by year (3,5 % in 2025).
    """
    return _reach("ACO REACH Global", REACH_GLOBAL, discount)


def reach_professional() -> Contract:
    """Give ACO REACH Professional: half of the first 5 % of the benchmark, less beyond; no discount."""
    return _reach("ACO REACH Professional", REACH_PROFESSIONAL, Fraction(0))


def next_generation(*, share: Fraction, gain_cap: Fraction, discount: Fraction) -> Contract:
    """Give Next Generation ACO (2016-2021): saving and loss are capped before the share is taken.

    Args:
        share: 80, 85 or 100 %, in savings and losses alike.
        gain_cap: Chosen cap, 5 to 15 % of the benchmark, for savings and losses alike.
        discount: Part that comes off the benchmark (0,5 to 4,5 %).
    """
    return Contract(
        name="Next Generation ACO",
        source="Next Generation ACO Model, Request for Applications, CMS Innovation Center, 2015",
        discount=discount,
        share=share,
        gain_cap=gain_cap,
        loss=LossRule.FLAT,
        loss_rate=share,
        loss_cap=gain_cap,
        order=CapOrder.CAP_FIRST,
        levy=LEVY,
        investment_first=False,
    )


def alternative_quality_contract(
    *, share: Fraction, loss_rate: Fraction, quality_bonus: Fraction
) -> Contract:
    """Give a contract like the Alternative Quality Contract of Massachusetts: a global budget and a bonus.

    Args:
        share: Part of what stays under the budget, 50 to 100 % by group.
        loss_rate: Part of what goes over it, 50 to 100 % by group.
        quality_bonus: Highest bonus as a part of the budget (to 10 %), times the quality score.
    """
    return Contract(
        name="Als het Alternative Quality Contract",
        source="Song e.a., New England Journal of Medicine 365 (2011) 909-918",
        benchmark=BenchmarkKind.FIXED,
        share=share,
        loss=LossRule.FLAT,
        loss_rate=loss_rate,
        quality_bonus=quality_bonus,
        investment_first=False,
    )


def menzis_enschede(
    *,
    share: Fraction | None = None,
    confidence: Fraction | None = None,
    cost_variation: Fraction | None = None,
) -> Contract:
    """Give the building blocks of Menzis and Arts en Zorg, Enschede 2014, as Hayen describes them.

    Args:
        share: Highest part for the provider, times quality; not public.
        confidence: Confidence of the statistical test; not public.
        cost_variation: Needed beside it, unless the threshold itself is measured (``minimum_rate``).
    """
    return Contract(
        name="Menzis en Arts en Zorg, Enschede 2014",
        source="Hayen e.a., BMC Health Services Research 15 (2015) 580",
        population="Ingeschreven bij drie gezondheidscentra",
        exclusions=("tandartskosten",),
        truncation_cents=HAYEN_TRUNCATION_CENTS,
        benchmark=BenchmarkKind.CONTROL_TREND,
        threshold=ThresholdKind.STATISTICAL,
        confidence=confidence,
        cost_variation=cost_variation,
        share=share,
        quality=QualityRule.MULTIPLIES,
    )


def syntein(*, share: Fraction | None = None) -> Contract:
    """Give Syntein 2012: the project is paid back first, the rest goes to patient, insurer and provider.

    Args:
        share: Part of the rest for the provider; not public.
    """
    return Contract(
        name="Syntein 2012",
        source="Openbare beschrijving van het project van Syntein, 2012",
        share=share,
        investment_first=True,
        payer_key=PayerKey.NEGOTIATED,
    )


def gesundes_kinzigtal(*, share: Fraction | None = None) -> Contract:
    """Give Gesundes Kinzigtal: norm cost minus actual cost, summed over all insured, not only who takes part.

    Args:
        share: Part for the management company; not public.
    """
    return Contract(
        name="Gesundes Kinzigtal",
        source="Hildebrandt e.a., International Journal of Integrated Care, 2010",
        population="Alle verzekerden in het gebied, ook wie niet meedoet",
        benchmark=BenchmarkKind.NORM,
        share=share,
        investment_first=False,
    )


READY_MADE: dict[str, Callable[..., Contract]] = {
    # name in a TOML file: the builder
    "mssp": mssp_contract,
    "vast_aandeel": flat,
    "reach_global": reach_global,
    "reach_professional": reach_professional,
    "next_generation": next_generation,
    "als_aqc": alternative_quality_contract,
    "menzis_enschede": menzis_enschede,
    "syntein": syntein,
    "kinzigtal": gesundes_kinzigtal,
}


def _reach(name: str, corridors: tuple[tuple[Fraction | None, int], ...], discount: Fraction) -> Contract:
    bands = tuple(Band(upper, Fraction(percent, 100)) for upper, percent in corridors)
    return Contract(
        name=name,
        source=REACH_SOURCE,
        discount=discount,
        gain_bands=bands,
        loss=LossRule.BANDS,
        loss_bands=bands,
        investment_first=False,
    )
