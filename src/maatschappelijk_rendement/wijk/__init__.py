"""What is known of a wijk beside its cases: indicators, health, registers, in one report.

Names are loaded when they are used. What ``maatschappelijk_rendement.wijk`` held before went to
``maatschappelijk_rendement.outcomes.per_wijk``; those names work here for one version more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatschappelijk_rendement.wijk.card_wijk import WijkReport as WijkReport
    from maatschappelijk_rendement.wijk.card_wijk import value_card as value_card
    from maatschappelijk_rendement.wijk.estimates import Estimate as Estimate
    from maatschappelijk_rendement.wijk.estimates import Signal as Signal
    from maatschappelijk_rendement.wijk.estimates import difference as difference
    from maatschappelijk_rendement.wijk.estimates import of_share as of_share
    from maatschappelijk_rendement.wijk.estimates import signal as signal
    from maatschappelijk_rendement.wijk.health import DimensionCount as DimensionCount
    from maatschappelijk_rendement.wijk.health import Health as Health
    from maatschappelijk_rendement.wijk.health import HealthValue as HealthValue
    from maatschappelijk_rendement.wijk.health import dimension_counts as dimension_counts
    from maatschappelijk_rendement.wijk.indicators import Indicator as Indicator
    from maatschappelijk_rendement.wijk.indicators import Standing as Standing
    from maatschappelijk_rendement.wijk.indicators import Trend as Trend
    from maatschappelijk_rendement.wijk.indicators import standing as standing
    from maatschappelijk_rendement.wijk.indicators import trends as trends

_HOME = {
    "card_wijk": ("WijkReport", "value_card"),
    "estimates": ("Estimate", "Signal", "difference", "of_share", "signal"),
    "health": ("DimensionCount", "Health", "HealthValue", "dimension_counts"),
    "indicators": ("Indicator", "Standing", "Trend", "standing", "trends"),
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
    return __all__
