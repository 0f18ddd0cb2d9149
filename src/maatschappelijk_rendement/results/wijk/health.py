"""Tables on positive health of a wijk: each criterion, how many differ, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.positive_health import DIMENSIONS
from maatschappelijk_rendement.domain.wijk_sheets.indicators import NATURES, STATES
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Milli

Dimension = Annotated[str, Column("dimensie", "Dimensie", Kind.WORD, among=DIMENSIONS)]


@dataclass(frozen=True, kw_only=True)
class HealthLine(FigureRow):
    """A criterion of one age group and year: the wijk beside the municipality [%]."""

    dimension: Dimension
    name: Annotated[str, Column("criterium", "Criterium")]
    direction: Annotated[str, Column("beter_is", "Beter is", Kind.WORD, among=("hoger", "lager"))]
    age: Annotated[str, Column("leeftijd", "Leeftijd")]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    state: Annotated[str, Column("stand", "Stand", Kind.WORD, among=STATES)]
    value: Annotated[Milli | None, Column("wijk", "Wijk (%)", Kind.MEASURE)]
    low: Annotated[Milli | None, Column("wijk_laag", "Laag", Kind.MEASURE)]
    high: Annotated[Milli | None, Column("wijk_hoog", "Hoog", Kind.MEASURE)]
    other: Annotated[Milli | None, Column("gemeente", "Gemeente (%)", Kind.MEASURE)]
    other_low: Annotated[Milli | None, Column("gemeente_laag", "Laag", Kind.MEASURE)]
    other_high: Annotated[Milli | None, Column("gemeente_hoog", "Hoog", Kind.MEASURE)]
    gap: Annotated[Milli | None, Column("verschil", "Verschil", Kind.MEASURE)]
    gap_low: Annotated[Milli | None, Column("verschil_laag", "Verschil, laag", Kind.MEASURE)]
    gap_high: Annotated[Milli | None, Column("verschil_hoog", "Verschil, hoog", Kind.MEASURE)]
    signal: Annotated[str, Column("signaal", "Signaal", Kind.WORD)]
    nature: Annotated[str, Column("aard", "Aard", Kind.WORD, among=NATURES)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class DimensionLine(Row):
    """How many criteria of a dimension differ from the municipality; no score."""

    dimension: Dimension
    age: Annotated[str, Column("leeftijd", "Leeftijd")]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    better: Annotated[int, Column("n_beter", "Beter", Kind.COUNT)]
    worse: Annotated[int, Column("n_slechter", "Slechter", Kind.COUNT)]
    noise: Annotated[int, Column("n_ruis", "Niet meer dan ruis", Kind.COUNT)]
    untold: Annotated[int, Column("n_niet_te_zeggen", "Niet te zeggen", Kind.COUNT)]
    missing: Annotated[int, Column("n_niet_gemeten", "Niet gemeten", Kind.COUNT)]


@dataclass(frozen=True, kw_only=True)
class HealthTrendLine(FigureRow):
    """A criterion in its last year beside its first, in the wijk [%]."""

    dimension: Dimension
    name: Annotated[str, Column("criterium", "Criterium")]
    age: Annotated[str, Column("leeftijd", "Leeftijd")]
    first_year: Annotated[int, Column("eerste_jaar", "Van", Kind.YEAR)]
    last_year: Annotated[int, Column("laatste_jaar", "Tot", Kind.YEAR)]
    gap: Annotated[Milli | None, Column("verschil", "Verschil", Kind.MEASURE)]
    gap_low: Annotated[Milli | None, Column("verschil_laag", "Laag", Kind.MEASURE)]
    gap_high: Annotated[Milli | None, Column("verschil_hoog", "Hoog", Kind.MEASURE)]
    signal: Annotated[str, Column("signaal", "Signaal", Kind.WORD)]


HEALTH_LINES = ResultTable(
    "gezondheid",
    HealthLine,
    "De wijk naast de gemeente, per criterium",
    "criterium leeftijd jaar wijk gemeente verschil verschil_laag verschil_hoog signaal aard bron",
    note="Verschil is de wijk min de gemeente, in procentpunten, met de grenzen van 95 %.",
    key=("dimensie", "criterium", "leeftijd", "jaar"),
)
DIMENSION_LINES = ResultTable(
    "dimensies",
    DimensionLine,
    "Hoeveel criteria van een dimensie verschillen van de gemeente",
    note="Dit is geen cijfer voor een dimensie: criteria worden niet opgeteld of gemiddeld.",
    key=("dimensie", "leeftijd", "jaar"),
    is_of_nobody=True,
)
HEALTH_TREND_LINES = ResultTable(
    "gezondheid_trends",
    HealthTrendLine,
    "Van het eerste naar het laatste jaar, in de wijk",
    "dimensie criterium leeftijd eerste_jaar laatste_jaar verschil verschil_laag verschil_hoog signaal",
    note="Verschil is laatst min eerst, in procentpunten. Dat iets verandert, zegt niet waardoor.",
    empty="Geen criterium is in meer dan één jaar gemeten.",
    key=("criterium", "leeftijd"),
)
