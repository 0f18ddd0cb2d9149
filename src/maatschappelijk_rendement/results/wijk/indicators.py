"""Tables on indicators of a wijk: how it stands, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.wijk_sheets.indicators import (
    AIMS,
    GOALS,
    NATURES,
    PERSPECTIVES,
    STATES,
    VERDICTS,
)
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Milli


def _beside(key: str, label: str) -> Column:
    """Declare a number that is there only beside something to compare with."""
    return Column(key, label, Kind.MEASURE, empty="geen", needs="vergeleken_met")


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
    other: Annotated[
        Milli | None,
        _beside("vergelijking", "Vergelijking"),
    ]
    gap: Annotated[Milli | None, _beside("verschil", "Verschil")]
    gap_low: Annotated[
        Milli | None,
        _beside("verschil_laag", "Verschil, laag"),
    ]
    gap_high: Annotated[
        Milli | None,
        _beside("verschil_hoog", "Verschil, hoog"),
    ]
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


@dataclass(frozen=True, kw_only=True)
class ResultAreaLine(Row):
    """An agreed result and what was found of it."""

    number: Annotated[int, Column("nummer", "Nr", Kind.COUNT)]
    area: Annotated[str, Column("gebied", "Afgesproken resultaat")]
    verdict: Annotated[str, Column("oordeel", "Gevonden", Kind.WORD, among=VERDICTS)]
    ground: Annotated[str, Column("grond", "Grond")]
    who: Annotated[str, Column("volgens", "Volgens")]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class FrameRow(Row):
    """A line of the frame for monitoring."""

    perspective: Annotated[str, Column("perspectief", "Perspectief", Kind.WORD, among=PERSPECTIVES)]
    goal: Annotated[str, Column("doel", "Doel", Kind.WORD, among=GOALS)]
    what: Annotated[str, Column("wat", "Wat")]
    why: Annotated[str, Column("waarom", "Waarom")]
    how: Annotated[str, Column("hoe", "Hoe")]


@dataclass(frozen=True, kw_only=True)
class ViewLine(Row):
    """How many indicators a perspective, a goal or one of four aims has, and what they say."""

    view: Annotated[str, Column("blik", "Blik", Kind.WORD, among=("perspectief", "doel", "vierdoel"))]
    name: Annotated[str, Column("naam", "Naam", Kind.WORD)]
    measured: Annotated[int, Column("n_gemeten", "Gemeten", Kind.COUNT)]
    better: Annotated[int, Column("n_beter", "Beter", Kind.COUNT)]
    worse: Annotated[int, Column("n_slechter", "Slechter", Kind.COUNT)]
    noise: Annotated[int, Column("n_ruis", "Niet meer dan ruis", Kind.COUNT)]
    untold: Annotated[int, Column("n_niet_te_zeggen", "Niet te zeggen", Kind.COUNT)]
    missing: Annotated[int, Column("n_niet_gemeten", "Niet gemeten", Kind.COUNT)]
    absent: Annotated[int, Column("n_niet_beschikbaar", "Niet beschikbaar", Kind.COUNT)]


INDICATOR_LINES = ResultTable(
    "indicatoren",
    IndicatorLine,
    "Indicatoren naast een vergelijking",
    "indicator jaar eenheid waarde vergelijking verschil verschil_laag verschil_hoog signaal n bron",
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
RESULT_AREA_LINES = ResultTable(
    "resultaatgebieden",
    ResultAreaLine,
    "Afgesproken resultaten en wat ervan is gevonden",
    key=("nummer",),
    is_of_nobody=True,
)
FRAME_ROWS = ResultTable(
    "monitor",
    FrameRow,
    "Wat we volgen, voor wie, waarom en hoe",
    key=("perspectief", "wat"),
    is_of_nobody=True,
)
VIEW_LINES = ResultTable(
    "blikken",
    ViewLine,
    "Indicatoren per perspectief, doel en vierdoel",
    note="Elk jaar van een indicator telt apart. Beter of slechter: naast de vergelijking, meer dan ruis.",
    key=("blik", "naam"),
    is_of_nobody=True,
)
