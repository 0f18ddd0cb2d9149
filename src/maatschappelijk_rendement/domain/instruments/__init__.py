"""Instruments of wellbeing as data: scale, items, scoring, licence and source, one TOML file each."""

from maatschappelijk_rendement.domain.instruments.definition import InstrumentDefinition, Item
from maatschappelijk_rendement.domain.instruments.derived import derived, derived_score, with_derived
from maatschappelijk_rendement.domain.instruments.scores import check_scores
from maatschappelijk_rendement.domain.instruments.scoring import is_flourishing, utility
from maatschappelijk_rendement.domain.instruments.store import load, read_definition

__all__ = [
    "InstrumentDefinition",
    "Item",
    "check_scores",
    "derived",
    "derived_score",
    "is_flourishing",
    "load",
    "read_definition",
    "utility",
    "with_derived",
]
