"""Tables of the registers of a wijk: sessions, survey, goal tree, weighing of change, what was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.domain.wijk_sheets.registers import (
    CHOICES,
    GOAL_LEVELS,
    PLEDGES,
    SIDES,
    WHOM,
)
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Milli


@dataclass(frozen=True, kw_only=True)
class SessionLine(FigureRow):
    """A learning session."""

    day: Annotated[str, Column("datum", "Datum")]
    theme: Annotated[str | None, Column("thema", "Thema", empty="niet ingevuld")]
    present: Annotated[int | None, Column("aanwezig", "Aanwezig", Kind.COUNT)]
    kept: Annotated[int | None, Column("ook_vorige", "Ook de vorige keer", Kind.COUNT)]
    cases: Annotated[int | None, Column("casussen", "Casussen ingebracht", Kind.COUNT)]
    is_quoted: Annotated[bool, Column("aangehaald", "Aangehaald", Kind.YES_NO)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class AttendanceLine(FigureRow):
    """How often people of an organisation or level came, all sessions together."""

    kind: Annotated[
        str, Column("soort", "Van", Kind.WORD, among=("organisatie", "niveau", "totaal", "casussen"))
    ]
    name: Annotated[str, Column("naam", "Naam")]
    times: Annotated[int | None, Column("keer", "Hoe vaak aanwezig", Kind.COUNT)]


@dataclass(frozen=True, kw_only=True)
class SurveyLine(FigureRow):
    """An answer to a question, with its n."""

    survey: Annotated[str, Column("vragenlijst", "Vragenlijst")]
    group: Annotated[str, Column("groep", "Groep")]
    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    question: Annotated[str, Column("vraag", "Vraag")]
    answer: Annotated[str, Column("antwoord", "Antwoord")]
    count: Annotated[int | None, Column("aantal", "Aantal", Kind.COUNT)]
    n: Annotated[int | None, Column("n", "n", Kind.COUNT)]
    percent: Annotated[Milli | None, Column("procent", "Procent", Kind.MEASURE)]
    is_several: Annotated[bool, Column("meer_antwoorden", "Meer antwoorden", Kind.YES_NO)]
    is_quoted: Annotated[bool, Column("aangehaald", "Aangehaald", Kind.YES_NO)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class TreeLine(Row):
    """A part of the goal tree."""

    level: Annotated[str, Column("niveau", "Niveau", Kind.WORD, among=GOAL_LEVELS)]
    name: Annotated[str, Column("naam", "Doel, inspanning of middel")]
    parent: Annotated[str | None, Column("hoort_bij", "Hoort bij", empty="niets")]
    goal: Annotated[str | None, Column("doel", "Van de drie doelen", Kind.WORD, empty="niet ingedeeld")]
    indicator: Annotated[str | None, Column("indicator", "Indicator", empty="geen")]


@dataclass(frozen=True, kw_only=True)
class WeighingLine(Row):
    """What going on or stopping yields or costs for somebody."""

    choice: Annotated[str, Column("keuze", "Keuze", Kind.WORD, among=CHOICES)]
    side: Annotated[str, Column("kant", "Kant", Kind.WORD, among=SIDES)]
    whom: Annotated[str, Column("voor", "Voor", Kind.WORD, among=WHOM)]
    what: Annotated[str, Column("wat", "Wat")]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class PledgeLine(Row):
    """What a partner promised and delivered in a year: hours of people, or euros of means."""

    year: Annotated[int, Column("jaar", "Jaar", Kind.YEAR)]
    partner: Annotated[str, Column("partner", "Partner", whole="alle partners")]
    kind: Annotated[str, Column("soort", "Soort", Kind.WORD, among=PLEDGES)]
    unit: Annotated[str, Column("eenheid", "Eenheid", Kind.WORD, among=("uur", "euro"))]
    promised: Annotated[Milli, Column("toegezegd", "Toegezegd", Kind.MEASURE)]
    delivered: Annotated[Milli | None, Column("geleverd", "Geleverd", Kind.MEASURE)]
    gap: Annotated[Milli | None, Column("verschil", "Verschil", Kind.MEASURE)]
    source: Annotated[str, Column("bron", "Bron")]


SESSION_LINES = ResultTable(
    "leersessies",
    SessionLine,
    "Leersessies",
    "datum thema aanwezig ook_vorige casussen bron",
    empty="Er zijn geen leersessies opgegeven.",
    note="Een aantal van minder dan tien is onderdrukt, en wat het zou verraden ook.",
    key=("datum",),
)
ATTENDANCE_LINES = ResultTable(
    "aanwezigheid",
    AttendanceLine,
    "Wie er kwamen, alle sessies samen",
    "soort naam keer",
    note="Keren dat iemand er was; dezelfde mens telt bij elke sessie. Organisaties die nooit met tien of "
    "meer mensen kwamen, staan samen bij overige organisaties.",
    key=("soort", "naam"),
)
SURVEY_LINES = ResultTable(
    "enquete",
    SurveyLine,
    "Vragenlijsten",
    "vragenlijst groep jaar vraag antwoord aantal n procent aangehaald bron",
    note="Een antwoord van minder dan tien mensen is onderdrukt, en wat het zou verraden ook.",
    key=("vragenlijst", "groep", "jaar", "vraag", "antwoord"),
)
TREE_LINES = ResultTable(
    "doelenboom", TreeLine, "Van doel naar inspanning en middel", key=("naam",), is_of_nobody=True
)
WEIGHING_LINES = ResultTable(
    "veranderboekhouding",
    WeighingLine,
    "Wat doorgaan en stoppen opleveren en kosten",
    key=("keuze", "kant", "voor", "wat"),
    is_of_nobody=True,
)
PLEDGE_LINES = ResultTable(
    "doorrekening",
    PledgeLine,
    "Toegezegd en geleverd",
    note="Verschil is geleverd min toegezegd. Is van één partner niet bekend wat is geleverd, dan is het "
    "totaal dat ook niet.",
    key=("jaar", "partner", "soort"),
    is_of_nobody=True,
)
