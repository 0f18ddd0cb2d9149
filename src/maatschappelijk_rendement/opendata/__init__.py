"""Open data that a user downloaded: CBS, RIVM, GGD's and Vektis as one tidy series. No network.

Names are loaded when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatschappelijk_rendement.opendata.average import AverageCost as AverageCost
    from maatschappelijk_rendement.opendata.average import BesideAverage as BesideAverage
    from maatschappelijk_rendement.opendata.average import average_frame as average_frame
    from maatschappelijk_rendement.opendata.average import beside_average as beside_average
    from maatschappelijk_rendement.opendata.average import care_average as care_average
    from maatschappelijk_rendement.opendata.average import regional_average as regional_average
    from maatschappelijk_rendement.opendata.care_costs import CareCell as CareCell
    from maatschappelijk_rendement.opendata.care_costs import CareCosts as CareCosts
    from maatschappelijk_rendement.opendata.care_costs import care_series as care_series
    from maatschappelijk_rendement.opendata.map_drawing import wijk_map as wijk_map
    from maatschappelijk_rendement.opendata.reading import read_areas as read_areas
    from maatschappelijk_rendement.opendata.reading import read_ggd as read_ggd
    from maatschappelijk_rendement.opendata.reading import read_kwb as read_kwb
    from maatschappelijk_rendement.opendata.reading import read_regional as read_regional
    from maatschappelijk_rendement.opendata.reading import read_wmo as read_wmo
    from maatschappelijk_rendement.opendata.reading import read_youth as read_youth
    from maatschappelijk_rendement.opendata.series import AreaFigure as AreaFigure
    from maatschappelijk_rendement.opendata.series import AreaSeries as AreaSeries
    from maatschappelijk_rendement.opendata.series import SkippedColumn as SkippedColumn
    from maatschappelijk_rendement.opendata.standardisation import StandardisedCost as StandardisedCost
    from maatschappelijk_rendement.opendata.standardisation import StandardisedCosts as StandardisedCosts
    from maatschappelijk_rendement.opendata.standardisation import standardised as standardised
    from maatschappelijk_rendement.opendata.vektis import read_vektis as read_vektis
    from maatschappelijk_rendement.opendata.written import write_series as write_series

_HOME = {
    "average": (
        "AverageCost",
        "BesideAverage",
        "average_frame",
        "beside_average",
        "care_average",
        "regional_average",
    ),
    "care_costs": (
        "CareCell",
        "CareCosts",
        "care_series",
    ),
    "reading": (
        "read_areas",
        "read_ggd",
        "read_kwb",
        "read_regional",
        "read_wmo",
        "read_youth",
    ),
    "series": (
        "AreaFigure",
        "AreaSeries",
        "SkippedColumn",
    ),
    "standardisation": (
        "StandardisedCost",
        "StandardisedCosts",
        "standardised",
    ),
    "vektis": ("read_vektis",),
    "map_drawing": ("wijk_map",),
    "written": ("write_series",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
