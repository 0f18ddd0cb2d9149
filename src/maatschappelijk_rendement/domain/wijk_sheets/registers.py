"""Sheets of the registers: sessions, attendance, survey, goals, weighing of change, what was delivered."""

from __future__ import annotations

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain.tables import YEARS, SheetTable
from maatschappelijk_rendement.domain.vocabulary import YesNo
from maatschappelijk_rendement.domain.wijk_sheets.indicators import GOALS

ATTENDING = ("uitvoerend", "leidinggevend", "bestuurlijk", "bewoner")
"""At which level somebody takes part."""
GOAL_LEVELS = STRATEGIC, OPERATIONAL, EFFORT, MEANS = ("strategisch", "operationeel", "inspanning", "middel")
"""Levels of a goal tree (doelen-inspanningennetwerk, DIN), from top to bottom."""
CHOICES = GO_ON, STOP = ("doorgaan", "stoppen")
SIDES = YIELDS, COSTS = ("levert_op", "kost")
WHOM = ("bewoner", "organisatie", "zelf")
"""Veranderboekhouding: what going on and stopping yield and cost, for each of three."""
PLEDGES = PEOPLE, MONEY = ("mensen", "middelen")
UNIT_OF = {PEOPLE: "uur", MONEY: "euro"}
"""Doorrekening: people in hours, means in euros."""


def _quoted(what: str) -> str:
    return f"{what} al in een gepubliceerde bron? Dan wordt het aangehaald zoals het daar staat."


SESSIONS = SheetTable(
    "Leersessies",
    "Eén regel per leersessie.",
    (
        columns.day("day", "datum", "Dag van de sessie.", "5-3-2018"),
        columns.name("theme", "thema", "Waar het over ging.", "Schulden", required=False),
        columns.number("present", "aanwezig", "Hoeveel mensen er waren.", columns.PERSONS, "38"),
        columns.number("cases", "casussen", "Hoeveel casussen zijn ingebracht.", columns.PERSONS, "3"),
        columns.word(
            *("is_quoted", "aangehaald", _quoted("Staat het aantal casussen"), tuple(YesNo)), required=False
        ),
        columns.text("source", "bron", "Waar dit vandaan komt.", "Presentielijst", required=True),
    ),
    key=("day",),
    may_be_absent=True,
)
ATTENDANCE = SheetTable(
    "Aanwezigheid",
    "Eén regel per leersessie, organisatie en niveau. Alleen aantallen, nooit namen.",
    (
        columns.day("day", "datum", "Dag van de sessie.", "5-3-2018"),
        columns.name(
            "organisation", "organisatie", "Naam van de organisatie, nooit van een mens.", "Welzijn"
        ),
        columns.word("level", "niveau", "Op welk niveau?", ATTENDING),
        columns.number("present", "aantal", "Hoeveel mensen er waren.", columns.PERSONS, "6", required=True),
        columns.number(
            "kept", "ook_vorige", "Hoeveel van hen waren er ook de vorige keer.", columns.PERSONS, "4"
        ),
    ),
    key=("day", "organisation", "level"),
    may_be_absent=True,
)
SURVEY = SheetTable(
    "Enquete",
    "Eén regel per antwoord op een vraag.",
    (
        columns.name("survey", "vragenlijst", "Naam van de vragenlijst.", "Een sterk wijknetwerk"),
        columns.name("group", "groep", "Wie hem invulde.", "professionals"),
        columns.number("year", "jaar", "Jaar van de vragenlijst.", YEARS, "2018", required=True),
        columns.text("question", "vraag", "De vraag.", "Gaat uw werk beter?", required=True),
        columns.name("answer", "antwoord", "Een antwoord.", "ja"),
        columns.number("count", "aantal", "Hoeveel mensen dit antwoord gaven.", columns.PERSONS, "34"),
        columns.number("n", "n", "Hoeveel mensen deze vraag invulden.", columns.PERSONS, "40"),
        columns.number("percent", "procent", "Deel van hen, als u dat zo hebt.", columns.PERCENT, "85"),
        columns.word(
            "is_several",
            "meer_antwoorden",
            "Mocht iemand meer antwoorden geven?",
            tuple(YesNo),
            required=False,
        ),
        columns.word("is_quoted", "aangehaald", _quoted("Staat dit"), tuple(YesNo), required=False),
        columns.text("source", "bron", "Waar dit vandaan komt.", "Eigen vragenlijst 2018", required=True),
    ),
    key=("survey", "group", "year", "question", "answer"),
    may_be_absent=True,
)
GOAL_TREE = SheetTable(
    "Doelenboom",
    "Van strategisch doel naar operationeel doel, inspanning en middel (DIN): één regel per onderdeel.",
    (
        columns.word("level", "niveau", "Welk niveau?", GOAL_LEVELS),
        columns.text("name", "naam", "Het doel, de inspanning of het middel.", "Regie", required=True),
        columns.text("parent", "hoort_bij", "De naam een niveau hoger; leeg bij strategisch.", "Goed leven"),
        columns.name(
            "indicator", "indicator", "Waar u het aan ziet; een naam van blad Indicatoren.", required=False
        ),
        columns.word("goal", "doel", "Bij welk van de drie doelen hoort dit?", GOALS, required=False),
    ),
    key=("name",),
    may_be_absent=True,
)
CHANGE_LEDGER = SheetTable(
    "Veranderboekhouding",
    "Wat doorgaan en stoppen opleveren en kosten, voor bewoner, organisatie en uzelf.",
    (
        columns.word("choice", "keuze", "Doorgaan of stoppen?", CHOICES),
        columns.word("side", "kant", "Levert het iets op, of kost het iets?", SIDES),
        columns.word("whom", "voor", "Voor wie?", WHOM),
        columns.text("what", "wat", "Wat het oplevert of kost.", "Minder formulieren", required=True),
        columns.text("source", "bron", "Wie dit vindt, of waar het staat.", "Leersessie", required=True),
    ),
    key=("choice", "side", "whom", "what"),
    may_be_absent=True,
)
DELIVERIES = SheetTable(
    "Doorrekening",
    "Eén regel per partner, jaar en soort: wat is toegezegd, en wat is geleverd.",
    (
        columns.number("year", "jaar", "Jaar.", YEARS, "2018", required=True),
        columns.name("partner", "partner", "Naam van de organisatie.", "Welzijn"),
        columns.word("kind", "soort", "mensen in uren, of middelen in euro.", PLEDGES),
        columns.number("promised", "toegezegd", "Uren of euro.", columns.AMOUNT, "400", required=True),
        columns.number(
            "delivered", "geleverd", "Uren of euro; leeg als u het niet weet.", columns.AMOUNT, "380"
        ),
        columns.text("source", "bron", "Waar dit vandaan komt.", "Urenstaat 2018", required=True),
    ),
    key=("year", "partner", "kind"),
    may_be_absent=True,
)
