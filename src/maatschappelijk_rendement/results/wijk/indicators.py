"""Tables on indicators of a wijk: how it stands, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.wijk_sheets.indicators import AIMS, GOALS, NATURES, PERSPECTIVES, STATES
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Milli

Value = Annotated[Milli | None, Column("waarde", "Wijk", Kind.MEASURE)]


@dataclass(frozen=True, kw_only=True)
class IndicatorLine(FigureRow):
    """An indicator of one year beside what it is compared with."""

    perspective: Annotated[str, Column("perspectief", "Perspectief", Kind.WORD, among=PERSPECTIVES)]
    goal: Annotated[str, Column("doel", "Doel", Kind.WORD, among=GOALS)]
    aim: Annotated[str | None, Column("vierdoel", "Vierdoel", Kind.WORD, among=AIMS, empty="niet ingedeeld")]
    name: Annotated[str, Column("indicator", "Indicator")]
    unit: Annotated[str, Column("eenheid", "Eenheid")]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    state: Annotated[str, Column("stand", "Stand", Kind.WORD, among=STATES)]
    value: Value
    low: Annotated[Milli | None, Column("laag", "Laag", Kind.MEASURE)]
    high: Annotated[Milli | None, Column("hoog", "Hoog", Kind.MEASURE)]
    against: Annotated[str | None, Column("vergeleken_met", "Vergeleken met", empty="niets")]
    other: Annotated[Milli | None, Column("vergelijking", "Vergelijking", Kind.MEASURE)]
    gap: Annotated[Milli | None, Column("verschil", "Verschil", Kind.MEASURE)]
    gap_low: Annotated[Milli | None, Column("verschil_laag", "Verschil, laag", Kind.MEASURE)]
    gap_high: Annotated[Milli | None, Column("verschil_hoog", "Verschil, hoog", Kind.MEASURE)]
    signal: Annotated[str, Column("signaal", "Signaal", Kind.WORD)]
    n: Annotated[int | None, Column("n", "n", Kind.COUNT)]
    nature: Annotated[str, Column("aard", "Aard", Kind.WORD, among=NATURES)]
    is_quoted: Annotated[bool, Column("aangehaald", "Aangehaald", Kind.YES_NO)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class TrendLine(FigureRow):
    """An indicator in its last year beside its first."""

    name: Annotated[str, Column("indicator", "Indicator")]
    unit: Annotated[str, Column("eenheid", "Eenheid")]
    first_year: Annotated[int, Column("eerste_jaar", "Van", Kind.YEAR)]
    last_year: Annotated[int, Column("laatste_jaar", "Tot", Kind.YEAR)]
    first: Annotated[Milli | None, Column("eerste", "Eerst", Kind.MEASURE)]
    last: Annotated[Milli | None, Column("laatste", "Laatst", Kind.MEASURE)]
    gap: Annotated[Milli | None, Column("verschil", "Verschil", Kind.MEASURE)]
    gap_low: Annotated[Milli | None, Column("verschil_laag", "Laag", Kind.MEASURE)]
    gap_high: Annotated[Milli | None, Column("verschil_hoog", "Hoog", Kind.MEASURE)]
    signal: Annotated[str, Column("signaal", "Signaal", Kind.WORD)]


INDICATOR_LINES = ResultTable(
    "indicatoren",
    IndicatorLine,
    "Indicatoren, naast waarmee u vergelijkt",
    "indicator jaar eenheid waarde vergelijking verschil verschil_laag verschil_hoog signaal n aard bron",
    note="Verschil is de wijk min de vergelijking, met de grenzen van 95 %. Een signaal staat er alleen als "
    "nul niet tussen die grenzen ligt.",
    key=("indicator", "jaar"),
)
TREND_LINES = ResultTable(
    "trends",
    TrendLine,
    "Van het eerste naar het laatste jaar",
    "indicator eenheid eerste_jaar laatste_jaar eerste laatste verschil verschil_laag verschil_hoog signaal",
    note="Verschil is laatst min eerst, met de grenzen van 95 %. Dat iets verandert, zegt niet waardoor.",
    empty="Geen indicator is in meer dan één jaar gemeten.",
    key=("indicator",),
)
