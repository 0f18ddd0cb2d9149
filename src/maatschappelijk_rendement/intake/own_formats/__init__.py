"""Own formats: what people have becomes the workbook of the contract, and nothing is lost in silence."""

from maatschappelijk_rendement.intake.own_formats.checked import Checked, check
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped, Place, SheetRecord
from maatschappelijk_rendement.intake.own_formats.mapping import map_source
from maatschappelijk_rendement.intake.own_formats.profile import Profile
from maatschappelijk_rendement.intake.own_formats.profile_file import presets, profile_of, read_profile
from maatschappelijk_rendement.intake.own_formats.propose import propose
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.source import read_source
from maatschappelijk_rendement.intake.own_formats.told import losses, tell
from maatschappelijk_rendement.intake.own_formats.totals import Total, totals

__all__ = [
    "Checked",
    "Mapped",
    "Place",
    "Profile",
    "RawCell",
    "RawTable",
    "SheetRecord",
    "Total",
    "check",
    "losses",
    "map_source",
    "presets",
    "profile_of",
    "propose",
    "read_profile",
    "read_source",
    "tell",
    "totals",
]
