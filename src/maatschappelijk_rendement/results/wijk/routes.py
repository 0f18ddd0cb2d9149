"""Tables on where questions for help go, and on preventive facilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.values import Cents, Milli

Facility = Annotated[str, Column("voorziening", "Voorziening")]


@dataclass(frozen=True, kw_only=True)
class RouteLine(FigureRow):
    """Questions of a type on a route."""

    question: Annotated[str, Column("soort", "Soort vraag")]
    route: Annotated[str, Column("route", "Route")]
    volume: Annotated[Milli, Column("aantal", "Verwacht aantal", Kind.QUANTITY)]
    cost: Annotated[Cents, Column("kosten_eur", "Kosten", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class RoutePayer(FigureRow):
    """What a payer pays, before and now."""

    payer: Annotated[str, Column("betaler", "Betaler")]
    before: Annotated[Cents, Column("eerst_eur", "Eerst", Kind.EURO)]
    now: Annotated[Cents, Column("nu_eur", "Nu", Kind.EURO)]
    delta: Annotated[Cents, Column("verschil_eur", "Verschil", Kind.EURO)]
    says: Annotated[str, Column("dus", "Dus")]


@dataclass(frozen=True, kw_only=True)
class RouteFact(FigureRow):
    """A figure on the collective provision."""

    what: Annotated[str, Column("wat", "Wat")]
    value: Annotated[str, Column("waarde", "Waarde")]


@dataclass(frozen=True, kw_only=True)
class RouteSwing(FigureRow):
    """What changes for all payers together when one input is another."""

    what: Annotated[str, Column("wat", "Wat verandert")]
    low: Annotated[str, Column("van", "Van")]
    high: Annotated[str, Column("tot", "Tot")]
    at_low: Annotated[Cents, Column("bij_laag_eur", "Verschil bij van", Kind.EURO)]
    at_high: Annotated[Cents, Column("bij_hoog_eur", "Verschil bij tot", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class FacilityLine(FigureRow):
    """What is known of a facility."""

    facility: Facility
    cost: Annotated[Cents, Column("kosten_eur", "Kosten per jaar", Kind.EURO)]
    days: Annotated[int | None, Column("dagen", "Dagen per week", Kind.COUNT)]
    weekly_unique: Annotated[int | None, Column("bezoekers_week", "Bezoekers per week", Kind.COUNT)]
    yearly_visits: Annotated[int | None, Column("bezoeken_jaar", "Bezoeken per jaar", Kind.COUNT)]
    yearly_unique: Annotated[int | None, Column("bezoekers_jaar", "Bezoekers per jaar", Kind.COUNT)]
    vulnerable: Annotated[int | None, Column("kwetsbaar", "Kwetsbaar, per jaar", Kind.COUNT)]
    activities: Annotated[int | None, Column("activiteiten", "Activiteiten per week", Kind.COUNT)]
    walk_in: Annotated[int | None, Column("inloopuren", "Inloopuren per week", Kind.COUNT)]
    volunteers: Annotated[int | None, Column("vrijwilligers", "Vrijwilligers", Kind.COUNT)]
    source: Annotated[str, Column("bron", "Bron")]


@dataclass(frozen=True, kw_only=True)
class FacilityCost(FigureRow):
    """What one visit, visitor or vulnerable resident costs."""

    facility: Facility
    what: Annotated[str, Column("per", "Per")]
    bound: Annotated[str, Column("hoe_zeker", "Geteld of grens")]
    cost: Annotated[Cents | None, Column("kosten_eur", "Zonder uren van vrijwilligers", Kind.EURO)]
    valued: Annotated[Cents | None, Column("met_vrijwilligers_eur", "Met hun waarde", Kind.EURO)]


@dataclass(frozen=True, kw_only=True)
class FacilityBreakEven(FigureRow):
    """How many hours of individual guidance a facility must replace."""

    facility: Facility
    price: Annotated[Cents, Column("uurprijs_eur", "Prijs van een uur", Kind.EURO)]
    hours: Annotated[Milli, Column("uren_per_week", "Uren per week", Kind.QUANTITY)]
    valued: Annotated[
        Milli | None, Column("uren_met_vrijwilligers", "Met waarde van vrijwilligers", Kind.QUANTITY)
    ]
    source: Annotated[str, Column("bron", "Bron van de prijs")]


ROUTE_LINES = ResultTable(
    "routes",
    RouteLine,
    "Waar hulpvragen heen gaan",
    "soort route aantal kosten_eur",
    note="Verwachte aantallen, geen telling. Wie de voorziening vol vindt, krijgt hulp thuis. Wie niet "
    "blijft, kost een plek en hulp thuis.",
    key=("soort", "route"),
)
ROUTE_PAYERS = ResultTable(
    "route_betalers",
    RoutePayer,
    "Wie betaalt wat",
    "betaler eerst_eur nu_eur verschil_eur dus",
    note="Verschil is nu min eerst. Minder betalen voor de een kan meer betalen zijn voor de ander.",
    key=("betaler",),
)
ROUTE_FACTS = ResultTable("route_kerncijfers", RouteFact, "De collectieve voorziening", "wat waarde")
ROUTE_SWINGS = ResultTable(
    "route_gevoeligheid",
    RouteSwing,
    "Wat het meest uitmaakt",
    "wat van tot bij_laag_eur bij_hoog_eur",
    note="Alle betalers samen, nu min eerst; één ding tegelijk anders. De grootste uitslag staat bovenaan.",
    key=("wat",),
)
FACILITY_LINES = ResultTable(
    "voorzieningen",
    FacilityLine,
    "Wat er van elke voorziening bekend is",
    "voorziening kosten_eur dagen bezoekers_week bezoeken_jaar bezoekers_jaar kwetsbaar activiteiten "
    "inloopuren vrijwilligers bron",
    note="Bezoekers per week, bezoeken en bezoekers per jaar zijn drie tellingen; geen volgt uit een ander.",
    key=("voorziening",),
)
FACILITY_COSTS = ResultTable(
    "voorziening_kosten",
    FacilityCost,
    "Wat één bezoek of bezoeker kost",
    "voorziening per hoe_zeker kosten_eur met_vrijwilligers_eur",
    note="Hoogstens: er is een telling per week, en per jaar komen er minstens zo veel. Uren van "
    "vrijwilligers zijn geen geld; daarom staat hun waarde ernaast en niet erin.",
    key=("voorziening", "per"),
)
FACILITY_BREAK_EVENS = ResultTable(
    "voorziening_kantelpunt",
    FacilityBreakEven,
    "Hoeveel begeleiding thuis zij moet vervangen",
    "voorziening uurprijs_eur uren_per_week uren_met_vrijwilligers bron",
    note="Zo veel uren begeleiding per week, van alle bezoekers samen, kosten evenveel als de voorziening. "
    "Vervangen uren zijn pas geld als er echt minder uren worden ingekocht.",
    empty="Van geen voorziening is een uurprijs gegeven.",
    key=("voorziening",),
)
ROUTE_TABLES = (
    *(ROUTE_LINES, ROUTE_PAYERS, ROUTE_FACTS, ROUTE_SWINGS),
    *(FACILITY_LINES, FACILITY_COSTS, FACILITY_BREAK_EVENS),
)
