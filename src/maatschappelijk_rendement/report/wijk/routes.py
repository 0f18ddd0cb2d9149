"""Chapters on where questions for help go, and on preventive facilities."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.plots import wijk_budget as drawings
from maatschappelijk_rendement.plots.scenario import euros_in_words
from maatschappelijk_rendement.report.cells import euro, euros, number
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, Section
from maatschappelijk_rendement.report.wijk.budget import percent
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, table
from maatschappelijk_rendement.results.columns import Kind, Row
from maatschappelijk_rendement.results.wijk.routes import (
    FACILITY_BREAK_EVENS,
    FACILITY_COSTS,
    FACILITY_LINES,
    ROUTE_FACTS,
    ROUTE_LINES,
    ROUTE_PAYERS,
    ROUTE_SWINGS,
    FacilityBreakEven,
    FacilityCost,
    FacilityLine,
    RouteFact,
    RouteLine,
    RoutePayer,
    RouteSwing,
)
from maatschappelijk_rendement.results.words import TRACEABLE
from maatschappelijk_rendement.wijk.card_routes import CardFacility, CardRouting
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.facility import Facility

SWINGS = {
    "stays": "Deel dat blijft",
    "capacity": "Plekken",
    "volume": "Aantal vragen",
    "collective_cents": "Prijs van een plek",
    "guidance_cents": "Prijs van toeleiden",
    "individual_cents": "Prijs van hulp thuis",
}
NO_BREAK_EVEN = "geen: ook als iedereen of niemand blijft, is het niet gelijk"
ROUTES_NOT_SAID = (
    "Dit is een rekenvoorbeeld: de delen en prijzen zijn aannames, niet wat er gebeurd is.",
    "Minder betalen is van wie het betaalt. Het zegt niet of bewoners even goed geholpen zijn.",
)
FACILITY_NOT_SAID = (
    "Of de voorziening uren hulp vervangt, is hier niet gemeten; het staat er hoeveel het er moeten zijn.",
    "Een voorziening kan meer waard zijn dan uren hulp: plezier, contact, meedoen. Dat zit niet in deze som.",
)
COUNTS = {
    "bezoekers_week": "weekly_unique",
    "bezoeken_jaar": "yearly_visits",
    "bezoekers_jaar": "yearly_unique",
    "kwetsbaar": "vulnerable",
    "vrijwilligers": "volunteers",
}
UNIT_COUNTS = {
    "bezoeker per week": "bezoekers_week",
    "bezoek": "bezoeken_jaar",
    "bezoeker per jaar": "bezoekers_jaar",
    "kwetsbare bewoner": "kwetsbaar",
}
"""Which count the cost of one of something gives away."""


def route_rows(report: WijkReport) -> Rows:
    """Give the rows of the tables on routes; none without questions."""
    found = report.routing
    if found is None:
        return {each.name: [] for each in (ROUTE_LINES, ROUTE_PAYERS, ROUTE_FACTS, ROUTE_SWINGS)}
    return {
        ROUTE_LINES.name: [
            RouteLine(
                question=row.question, route=row.route.value, volume=_milli(row.volume), cost=row.cost_cents
            )
            for row in found.routing.rows
        ],
        ROUTE_PAYERS.name: [
            RoutePayer(
                payer=each.payer,
                before=each.before_cents,
                now=each.cost_cents,
                delta=each.delta_cents,
                says=each.sentence,
            )
            for each in found.routing.payers
        ],
        ROUTE_FACTS.name: _facts(found),
        ROUTE_SWINGS.name: [
            RouteSwing(
                what=SWINGS[swing.name],
                low=_input(swing.name, swing.values[0]),
                high=_input(swing.name, swing.values[-1]),
                at_low=half_up(Fraction(swing.low)),
                at_high=half_up(Fraction(swing.high)),
            )
            for swing in found.swings
        ],
    }


def route_sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section on routes; none without questions."""
    if report.routing is None:
        return ()
    blocks: list[Block] = [
        _route_picture(rows),
        table(ROUTE_LINES, rows),
        table(ROUTE_PAYERS, rows),
        table(ROUTE_FACTS, rows),
        table(ROUTE_SWINGS, rows),
        Bullets(ROUTES_NOT_SAID),
    ]
    return (Section("routes", "Waar hulpvragen heen gaan", tuple(blocks)),)


def route_first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say when the routes pay, and whether the provision is full."""
    found = report.routing
    if found is None:
        return FirstPage()
    points, mark = [], " (synthetisch)" if report.is_synthetic else ""
    if found.routing.over_capacity:
        short = number(_milli(found.routing.over_capacity), Kind.QUANTITY).text
        points.append(f"Voor {short} hulpvragen is geen plek in de collectieve voorziening{mark}.")
    if found.break_even is not None:
        part, now = percent(found.break_even), percent(found.provision.stays)
        points.append(
            f"Alle betalers samen betalen evenveel als eerst als {part} van de bezoekers van de collectieve "
            f"voorziening geen hulp thuis nodig heeft; gerekend is met {now}{mark}."
        )
    return FirstPage(points=tuple(points))


def facility_rows(report: WijkReport) -> Rows:
    """Give the rows of the tables on facilities; what is about few people is hidden."""
    return {
        FACILITY_LINES.name: [_facility(each) for each in report.facilities],
        FACILITY_COSTS.name: [row for each in report.facilities for row in _costs(each)],
        FACILITY_BREAK_EVENS.name: [
            FacilityBreakEven(
                facility=each.facility.name,
                price=each.hour_cents,
                hours=_milli(each.hours),
                valued=None if each.valued_hours is None else _milli(each.valued_hours),
                source=each.hour_source,
            )
            for each in report.facilities
            if each.hours is not None and each.hour_cents is not None
        ],
    }


def facility_sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the section on facilities; none without one."""
    if not report.facilities:
        return ()
    blocks: list[Block] = [
        *_facility_picture(rows),
        table(FACILITY_LINES, rows),
        table(FACILITY_COSTS, rows),
        table(FACILITY_BREAK_EVENS, rows),
        Bullets(FACILITY_NOT_SAID),
    ]
    return (Section("voorzieningen", "Huizen in de wijk", tuple(blocks)),)


def facility_first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many hours the first facility must replace."""
    for row in rows[FACILITY_BREAK_EVENS.name]:
        hours = number(_tenths(int(str(row["uren_per_week"]))), Kind.QUANTITY)
        price = euro(euros(int(str(row["uurprijs_eur"]))))
        words = (
            f"{row['voorziening']} kost evenveel als {hours.text} uur begeleiding thuis per week, à {price} "
            f"({row['bron']})."
        )
        return FirstPage(points=(words,))
    return FirstPage()


def _facts(found: CardRouting) -> list[Row]:
    provision, routing = found.provision, found.routing
    places = "altijd plek" if provision.capacity is None else number(provision.capacity, Kind.COUNT).text
    facts = (
        ("Plekken per jaar", places),
        ("Vragen om een plek", number(_milli(routing.asked), Kind.QUANTITY).text),
        ("Geen plek, dus hulp thuis", number(_milli(routing.over_capacity), Kind.QUANTITY).text),
        ("Deel dat blijft", percent(provision.stays)),
        (
            "Deel dat moet blijven om samen evenveel te betalen als eerst",
            NO_BREAK_EVEN if found.break_even is None else percent(found.break_even),
        ),
    )
    return [RouteFact(what=what, value=value) for what, value in facts]


def _facility(each: CardFacility) -> FacilityLine:
    one = each.facility
    counts = {key: getattr(one, name) for key, name in COUNTS.items()}
    hidden = _hidden_counts(one)
    shown = {key: None if key in hidden else count for key, count in counts.items()}
    return FacilityLine(
        reason=TRACEABLE if hidden else "",
        hidden=hidden,
        facility=one.name,
        cost=one.yearly_cents,
        days=one.days,
        weekly_unique=shown["bezoekers_week"],
        yearly_visits=shown["bezoeken_jaar"],
        yearly_unique=shown["bezoekers_jaar"],
        vulnerable=shown["kwetsbaar"],
        activities=one.activities,
        walk_in=one.walk_in_hours,
        volunteers=shown["vrijwilligers"],
        source=one.source,
    )


def _hidden_counts(one: Facility) -> tuple[str, ...]:
    """Give the counts that are of few people, or that leave few of the visitors of a year."""
    hidden = []
    for key, name in COUNTS.items():
        count = getattr(one, name)
        is_part = name in ("weekly_unique", "vulnerable") and one.yearly_unique is not None
        left = (one.yearly_unique or 0) - count if is_part and count is not None else 0
        if count is not None and (0 < count < DEFAULT_MINIMUM or 0 < left < DEFAULT_MINIMUM):
            hidden.append(key)
    return tuple(hidden)


def _costs(each: CardFacility) -> list[FacilityCost]:
    """Give the cost of one of each; of few people, or a number that follows from few, it is hidden."""
    one = each.facility
    hidden = _hidden_counts(one)
    found = []
    for unit in each.costs.units:
        # What is a highest cost follows from the visitors of a week, or from those of a year.
        is_bound_of_few = unit.is_at_most and ("bezoekers_week" in hidden or "bezoekers_jaar" in hidden)
        is_few = unit.count < DEFAULT_MINIMUM or UNIT_COUNTS[unit.what] in hidden or is_bound_of_few
        found.append(
            FacilityCost(
                reason=TRACEABLE if is_few else "",
                hidden=("kosten_eur", "met_vrijwilligers_eur") if is_few else (),
                facility=one.name,
                what=unit.what,
                bound="hoogstens" if unit.is_at_most else "geteld",
                cost=None if is_few else unit.cents,
                valued=None if is_few else unit.valued_cents,
            )
        )
    found += [
        FacilityCost(facility=one.name, what=what, bound="niet geteld", cost=None, valued=None)
        for what in each.costs.unknown
    ]
    return found


def _input(name: str, value: Any) -> str:
    if name.endswith("_cents"):
        return euro(euros(int(value)))
    if name == "capacity":
        return number(int(value), Kind.COUNT).text
    return percent(Fraction(value))


def _route_picture(rows: Rows) -> Chart:
    totals: dict[str, int] = {}
    for row in rows[ROUTE_LINES.name]:
        totals[str(row["route"])] = totals.get(str(row["route"]), 0) + int(str(row["aantal"]))
    shown = [(route, total, number(_tenths(total), Kind.QUANTITY).text) for route, total in totals.items()]
    alt = "; ".join(f"{route}: {words}" for route, _, words in shown)
    title = "Verwachte hulpvragen per route; grijs is hulp thuis"
    return Chart(
        "routes_beeld", title, f"{alt}.", drawings.routes(shown), table(ROUTE_LINES, rows), is_alone=True
    )


def _facility_picture(rows: Rows) -> tuple[Chart, ...]:
    lines = [
        (str(row["voorziening"]), int(str(row["uren_per_week"])), int(str(row["uurprijs_eur"])))
        for row in rows[FACILITY_BREAK_EVENS.name]
    ]
    if not lines:
        return ()
    shown = [
        (name, hours, f"{number(_tenths(hours), Kind.QUANTITY).text} uur per week à {euros_in_words(price)}")
        for name, hours, price in lines
    ]
    alt = "; ".join(f"{name}: {words}" for name, _, words in shown)
    title = "Uren begeleiding thuis die evenveel kosten als de voorziening"
    alone = table(FACILITY_BREAK_EVENS, rows)
    return (Chart("kantelpunt_beeld", title, f"{alt}.", drawings.amounts(shown), alone, is_alone=True),)


def _tenths(milli: int) -> int:
    """Round thousandths to tenths, for words in a picture or a sentence."""
    return half_up(Fraction(milli, 100)) * 100


def _milli(value: Fraction) -> int:
    return half_up(value * 1_000)


ROUTES = Chapter("routes", route_rows, route_sections, route_first)
FACILITIES = Chapter("voorzieningen", facility_rows, facility_sections, facility_first)
