"""The tracks of the Medicare Shared Savings Program, by performance year, as public rules state them.

These rules are public and thousands of their settlements are published, so the engine is proved on them.
They are American percentages: nothing here is a standard for a Dutch contract.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import (
    BenchmarkKind,
    Contract,
    LossRule,
    QualityRule,
    ThresholdKind,
)

SOURCE = "42 CFR 425.600-425.611, Medicare Shared Savings Program"

# First year with published results, and last year whose rules were taken over (checked 2026-06).
FIRST_YEAR, LAST_YEAR = 2013, 2024
# 42 CFR 425.512: from 2021 quality is a gate; before, it multiplied the share (425.502).
QUALITY_IS_A_GATE_FROM = 2021
# Budget Control Act sequestration, 2 % of a payment; the published results of 2019 and 2020 hold none.
LEVY, YEARS_WITHOUT_LEVY = Fraction(2, 100), (2019, 2020)
# 42 CFR 425.605(h): low-revenue organisations in the BASIC track, agreements from 1-1-2024, 5.000 persons.
RELIEF, RELIEF_FROM, RELIEF_PERSONS = Fraction(1, 2), 2024, 5_000


@dataclass(frozen=True, slots=True)
class _Track:
    """Percentages of a track and the years in which it had participants."""

    first_year: int
    last_year: int
    share: int
    gain_cap: int
    loss: LossRule = LossRule.NONE
    loss_rate: int | None = None
    loss_floor: int = 0
    loss_ceiling: int = 100
    loss_cap: int | None = None
    loss_cap_revenue: int | None = None


_TRACKS: dict[str, _Track] = {
    # 42 CFR 425.604; the files before 2016 print '?' for it.
    "?": _Track(FIRST_YEAR, 2015, 50, 10),
    "TRACK1": _Track(FIRST_YEAR, 2021, 50, 10),
    # Track 1+ Model (CMS Innovation Center, 2018): 30 % of losses, to 8 % of revenue or 4 % of the benchmark.
    "TRACK1+": _Track(2018, 2021, 50, 10, LossRule.FLAT, 30, loss_cap=4, loss_cap_revenue=8),
    # 42 CFR 425.606
    "TRACK2": _Track(FIRST_YEAR, 2021, 60, 15, LossRule.COMPLEMENT, None, 40, 60, 10),
    # 42 CFR 425.610
    "TRACK3": _Track(2016, 2021, 75, 20, LossRule.COMPLEMENT, None, 40, 75, 15),
    "ENHANCED": _Track(2019, LAST_YEAR, 75, 20, LossRule.COMPLEMENT, None, 40, 75, 15),
    # 42 CFR 425.605(d)(1)
    "BASIC A": _Track(2019, LAST_YEAR, 40, 10),
    "BASIC B": _Track(2019, LAST_YEAR, 40, 10),
    "BASIC C": _Track(2019, LAST_YEAR, 50, 10, LossRule.FLAT, 30, loss_cap=1, loss_cap_revenue=2),
    "BASIC D": _Track(2019, LAST_YEAR, 50, 10, LossRule.FLAT, 30, loss_cap=2, loss_cap_revenue=4),
    "BASIC E": _Track(2019, LAST_YEAR, 50, 10, LossRule.FLAT, 30, loss_cap=4, loss_cap_revenue=8),
}

TRACKS: tuple[str, ...] = tuple(_TRACKS)


def mssp_contract(track: str, performance_year: int) -> Contract:
    """Give the contract of a track in a performance year.

    Args:
        track: Name as in the public results: ``TRACK1``, ``TRACK1+``, ``TRACK2``, ``TRACK3``, ``BASIC A`` to
            ``BASIC E``, ``ENHANCED``; ``?`` before 2016 is Track 1.
        performance_year: From 2013 to 2024.

    Returns:
        A contract whose threshold is the statutory table. A two-sided organisation may have chosen another
        rate (0 to 2 %): give that to ``settle`` as ``minimum_rate``.

    Raises:
        UsageError: No such track in that year.

    Example:
        >>> mssp_contract("ENHANCED", 2023).share
        Fraction(3, 4)
    """
    terms = _TRACKS.get(track)
    if terms is None:
        raise UsageError(f"Dit spoor is onbekend. Kies uit {', '.join(TRACKS)}.")
    if not terms.first_year <= performance_year <= terms.last_year:
        raise UsageError(
            f"Spoor {track} bestond van {terms.first_year} tot en met {terms.last_year}, zover de regels "
            "zijn overgenomen. Kies een jaar daarin."
        )
    contract = Contract(
        name=f"MSSP {'TRACK1' if track == '?' else track} {performance_year}",
        source=SOURCE,
        population="Toegewezen verzekerden van Medicare",
        benchmark=BenchmarkKind.HISTORICAL,
        threshold=ThresholdKind.TABLE,
        share=Fraction(terms.share, 100),
        quality=(QualityRule.GATE if performance_year >= QUALITY_IS_A_GATE_FROM else QualityRule.MULTIPLIES),
        gain_cap=Fraction(terms.gain_cap, 100),
        loss=terms.loss,
        loss_rate=_percent(terms.loss_rate),
        loss_rate_floor=Fraction(terms.loss_floor, 100),
        loss_rate_ceiling=Fraction(terms.loss_ceiling, 100),
        loss_cap=_percent(terms.loss_cap),
        loss_cap_revenue=_percent(terms.loss_cap_revenue),
        levy=Fraction(0) if performance_year in YEARS_WITHOUT_LEVY else LEVY,
        guardrail=True,
        disaster_offset=terms.loss is not LossRule.NONE,
        investment_first=False,
    )
    if track.startswith("BASIC") and performance_year >= RELIEF_FROM:
        return replace(contract, relief=RELIEF, relief_persons=RELIEF_PERSONS)
    return contract


def _percent(percent: int | None) -> Fraction | None:
    return None if percent is None else Fraction(percent, 100)
