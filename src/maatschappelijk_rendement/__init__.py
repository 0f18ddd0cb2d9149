"""Costs and wellbeing before and after an MDO, per financing stream, case and wijk.

Names are loaded when they are used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maatschappelijk_rendement import opendata as opendata
    from maatschappelijk_rendement import sharing as sharing
    from maatschappelijk_rendement import valuation as valuation
    from maatschappelijk_rendement import wijk as wijk
    from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis as MicroAnalysis
    from maatschappelijk_rendement.app.micro_analysis import analyse as analyse
    from maatschappelijk_rendement.app.scenario_run import scenario as scenario
    from maatschappelijk_rendement.costing import Constant as Constant
    from maatschappelijk_rendement.costing import Current as Current
    from maatschappelijk_rendement.costing import price_usage as price_usage
    from maatschappelijk_rendement.domain.delivery import Delivery as Delivery
    from maatschappelijk_rendement.domain.errors import Finding as Finding
    from maatschappelijk_rendement.domain.errors import InputError as InputError
    from maatschappelijk_rendement.domain.errors import (
        MaatschappelijkRendementError as MaatschappelijkRendementError,
    )
    from maatschappelijk_rendement.domain.errors import PublicationRefusedError as PublicationRefusedError
    from maatschappelijk_rendement.domain.errors import TariffMissingError as TariffMissingError
    from maatschappelijk_rendement.domain.errors import UsageError as UsageError
    from maatschappelijk_rendement.domain.errors import WorkbookError as WorkbookError
    from maatschappelijk_rendement.domain.frames import from_frames as from_frames
    from maatschappelijk_rendement.domain.frames import to_frames as to_frames
    from maatschappelijk_rendement.domain.model import AnalysisSettings as AnalysisSettings
    from maatschappelijk_rendement.domain.model import Case as Case
    from maatschappelijk_rendement.domain.model import CaseLoad as CaseLoad
    from maatschappelijk_rendement.domain.model import MdoEffort as MdoEffort
    from maatschappelijk_rendement.domain.model import ProgrammePost as ProgrammePost
    from maatschappelijk_rendement.domain.model import Tariff as Tariff
    from maatschappelijk_rendement.domain.model import Usage as Usage
    from maatschappelijk_rendement.domain.model import WellbeingScore as WellbeingScore
    from maatschappelijk_rendement.domain.tabular import frame_of as frame_of
    from maatschappelijk_rendement.domain.tabular import in_euros as in_euros
    from maatschappelijk_rendement.domain.tariffs import Indices as Indices
    from maatschappelijk_rendement.domain.tariffs import Tariffs as Tariffs
    from maatschappelijk_rendement.domain.version import __version__ as __version__
    from maatschappelijk_rendement.domain.vocabulary import AfterBasis as AfterBasis
    from maatschappelijk_rendement.domain.vocabulary import CaseType as CaseType
    from maatschappelijk_rendement.domain.vocabulary import Comparison as Comparison
    from maatschappelijk_rendement.domain.vocabulary import IndexName as IndexName
    from maatschappelijk_rendement.domain.vocabulary import Instrument as Instrument
    from maatschappelijk_rendement.domain.vocabulary import MdoCosts as MdoCosts
    from maatschappelijk_rendement.domain.vocabulary import Moment as Moment
    from maatschappelijk_rendement.domain.vocabulary import MoneyKind as MoneyKind
    from maatschappelijk_rendement.domain.vocabulary import Payer as Payer
    from maatschappelijk_rendement.domain.vocabulary import Per as Per
    from maatschappelijk_rendement.domain.vocabulary import PriceBasis as PriceBasis
    from maatschappelijk_rendement.domain.vocabulary import PriceMode as PriceMode
    from maatschappelijk_rendement.domain.vocabulary import Provenance as Provenance
    from maatschappelijk_rendement.domain.vocabulary import ProvisionKind as ProvisionKind
    from maatschappelijk_rendement.domain.vocabulary import Selection as Selection
    from maatschappelijk_rendement.domain.vocabulary import Stream as Stream
    from maatschappelijk_rendement.intake.checking import Findings as Findings
    from maatschappelijk_rendement.intake.checking import check as check
    from maatschappelijk_rendement.intake.combining import combine as combine
    from maatschappelijk_rendement.intake.door import read_workbook as read_workbook
    from maatschappelijk_rendement.intake.doors.folder import Lake as Lake
    from maatschappelijk_rendement.intake.doors.folder import open_lake as open_lake
    from maatschappelijk_rendement.intake.doors.tables import from_tables as from_tables
    from maatschappelijk_rendement.intake.workbook import write_template as write_template
    from maatschappelijk_rendement.intake.workbook import write_workbook as write_workbook
    from maatschappelijk_rendement.publication import Report as Report
    from maatschappelijk_rendement.sharing.comparison import compare_contracts as compare_contracts

# Modules that went to a room still answer to their old name for one version more.
__path__.append(f"{__path__[0]}/old_names")

_HOME = {
    "domain.version": ("__version__",),
    "app.micro_analysis": ("MicroAnalysis", "analyse"),
    "app.scenario_run": ("scenario",),
    "domain.delivery": ("Delivery",),
    "costing": ("Constant", "Current", "price_usage"),
    "domain.errors": (
        *(
            "Finding",
            "InputError",
            "MaatschappelijkRendementError",
            "PublicationRefusedError",
            "TariffMissingError",
        ),
        *("UsageError", "WorkbookError"),
    ),
    "domain.frames": ("from_frames", "to_frames"),
    "domain.model": (
        *("AnalysisSettings", "Case", "CaseLoad", "MdoEffort", "ProgrammePost", "Tariff", "Usage"),
        "WellbeingScore",
    ),
    "publication": ("Report",),
    "domain.tabular": ("frame_of", "in_euros"),
    "domain.tariffs": ("Indices", "Tariffs"),
    "domain.vocabulary": (
        *(
            "AfterBasis",
            "CaseType",
            "Comparison",
            "IndexName",
            "Instrument",
            "MdoCosts",
            "Moment",
            "MoneyKind",
        ),
        *("Payer", "Per", "PriceBasis", "PriceMode", "Provenance", "ProvisionKind", "Selection", "Stream"),
    ),
    "intake.door": ("read_workbook",),
    "intake.checking": ("Findings", "check"),
    "intake.combining": ("combine",),
    "intake.doors.folder": ("Lake", "open_lake"),
    "intake.doors.tables": ("from_tables",),
    "intake.workbook": ("write_template", "write_workbook"),
    "sharing.comparison": ("compare_contracts",),
}
_ROOMS = ("opendata", "sharing", "valuation", "wijk")
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted({*_MODULE_OF.keys() - {"__version__"}, *_ROOMS})


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
