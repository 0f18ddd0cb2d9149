"""The sheets of a card, declared once: template, legend, reading and error texts are derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from maatschappelijk_rendement.domain import card_columns as columns
from maatschappelijk_rendement.domain import wijk_sheets
from maatschappelijk_rendement.domain.tables import YEARS, CellKind, SheetColumn, SheetTable
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, YesNo
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS


class CardKind(StrEnum):
    """Which instrument a card is for."""

    SROI = "sroi"
    MKBA = "mkba"
    EFFECTS = "effecten"
    WIJK = "wijk"


ROLES = INVESTMENT, COST, BENEFIT = "investering", "kosten", "baten"
WELLBEING_WORTH = "welbevinden"
WORTHS = ("fiscaal", "economisch", "sociaal", WELLBEING_WORTH)
CERTAINTIES = ("gemeten", "geschat", "aangenomen")
SCENARIOS = WITH, WITHOUT = "met", "zonder"
DISTRIBUTIONS = PERT, TRIANGLE = "pert", "driehoek"
FIRST_YEARS = UNDISCOUNTED, DISCOUNTED = "niet_verdisconteerd", "verdisconteerd"

_PRICE_YEAR = columns.number(
    "price_year", "prijspeil", "Jaar van de prijzen in deze regel; leeg: dat van de kaart.", YEARS, "2026"
)
_LOW, _HIGH = (
    columns.number(name, header, f"{word} dat het kan zijn; vul laag en hoog allebei in, of geen.", bounds)
    for name, header, word, bounds in (
        ("low", "laag", "Het laagste bedrag", columns.AMOUNT),
        ("high", "hoog", "Het hoogste bedrag", columns.AMOUNT),
    )
)
_LOW_PROXY, _HIGH_PROXY = (
    columns.number(
        name, header, f"{word} die de proxy kan zijn; vul laag en hoog allebei in, of geen.", columns.SIGNED
    )
    for name, header, word in (
        ("low", "laag", "De laagste waarde"),
        ("high", "hoog", "De hoogste waarde"),
    )
)
_CERTAINTY = columns.word("certainty", "zekerheid", "Is dit gemeten, geschat of aangenomen?", CERTAINTIES)
_SOURCE = columns.text(
    "source", "bron", "Waar deze cijfers vandaan komen.", "Jaarverslag 2025, blz. 12", required=True
)
_START = columns.number(
    "start", "start", "Jaren voor het begint: 0 is het eerste jaar. Leeg: 0.", columns.LAG, "0"
)
_DURATION = columns.number(
    "duration",
    "duur",
    "Aantal jaren dat het duurt; 0,5 is een half jaar.",
    columns.LENGTH,
    "3",
    required=True,
)
_DROP_OFF = columns.number(
    "drop_off", "afname", "Deel dat elk volgend jaar wegvalt, 0,2 voor 20 %.", columns.SHARE, "0,2"
)

SETTINGS = (
    columns.text("title", "titel", "Titel van de waardering.", "Wijkteam Noord", required=True),
    columns.number("start_year", "startjaar", "Eerste jaar van de tijdlijn.", YEARS, "2026", required=True),
    columns.number("years", "jaren", "Aantal jaren van de tijdlijn.", columns.LINE, "5", required=True),
    columns.number(
        "rate",
        "discontovoet",
        "Eigen discontovoet als deel, 0,0225 voor 2,25 %. Leeg: de Nederlandse van het startjaar.",
        columns.RATE,
        "0,0225",
    ),
    columns.text(
        "rate_source",
        "discontovoet_bron",
        "Bron van een eigen discontovoet, met het jaar.",
        "Kaderbrief 2026",
    ),
    columns.word(
        "first_year",
        "eerste_jaar",
        "Telt het eerste jaar zonder korting mee, of is het al een jaar verder?",
        FIRST_YEARS,
        required=False,
    ),
    columns.number("price_year", "prijspeil", "Jaar van alle prijzen; leeg: het startjaar.", YEARS, "2026"),
    columns.number(
        "budget_years",
        "begrotingsjaren",
        "Aantal jaren van het begrotingseffect; leeg: 5.",
        columns.LINE,
        "5",
    ),
    columns.number(
        "case_years",
        "casussen_jaren",
        "Alleen met --casussen: zoveel jaren houdt het gemeten verschil aan. Leeg: 1.",
        columns.LINE,
        "1",
    ),
    columns.text(
        "null_alternative",
        "nulalternatief",
        "Wat er gebeurt als u niets doet.",
        "Hulp zoals nu",
        required=True,
    ),
    columns.text("project", "projectalternatief", "Wat u gaat doen.", "MDO met wijkteam", required=True),
    columns.word(
        "is_synthetic", "synthetisch", "Is dit een verzonnen voorbeeld?", tuple(YesNo), required=False
    ),
    columns.word(
        "distribution",
        "verdeling",
        "Alleen als regels een laag en hoog hebben: hoe daartussen wordt getrokken. Leeg: pert.",
        DISTRIBUTIONS,
        required=False,
    ),
)

CARD = SheetTable(
    "Kaart",
    "De instellingen: één regel per instelling.",
    (
        columns.name("setting", "instelling", "Naam van de instelling."),
        columns.text("value", "waarde", "Waarde van de instelling."),
    ),
)
PARTIES = SheetTable(
    "Partijen",
    "Iedereen die betaalt of profiteert.",
    (
        columns.name("party", "partij", "Naam van de partij.", "gemeente"),
        columns.word(
            "is_public", "publiek", "Is dit publiek geld? Dan telt het in het begrotingseffect.", tuple(YesNo)
        ),
    ),
    key=("party",),
)
EFFECTS = SheetTable(
    "Effecten",
    "Eén regel per effect en partij. Een effect staat er één keer.",
    (
        columns.text("activity", "activiteit", "Wat u doet.", "MDO per huishouden", required=True),
        columns.text("effect", "effect", "Wat daardoor verandert.", "Minder opname", required=True),
        columns.name("party", "partij", "Wie betaalt of profiteert; een naam van blad Partijen.", "gemeente"),
        columns.word("role", "rol", "Investering, doorlopende kosten, of baten.", ROLES),
        columns.word("worth", "waarde", "Wat voor waarde is dit?", WORTHS),
        columns.word(
            "money", "geldstroom", "Kasstroom, vrije capaciteit, of inkomensoverdracht.", tuple(MoneyKind)
        ),
        SheetColumn(
            "counterparty",
            "van_partij",
            CellKind.NAME,
            "Alleen bij inkomensoverdracht: wie dit betaalt.",
            required=False,
            may_be_absent=True,
        ),
        columns.number(
            "amount",
            "bedrag",
            "Bedrag per jaar in euro, zonder minteken.",
            columns.AMOUNT,
            "12000",
            required=True,
        ),
        _START,
        _DURATION,
        _DROP_OFF,
        columns.number(
            "chance", "kans", "Kans dat dit gebeurt, 0,8 voor 80 %. Leeg: 1.", columns.SHARE, "0,8"
        ),
        columns.number(
            "optimism",
            "correctie",
            "Correctie voor optimisme, maal het bedrag. Leeg: 1.",
            columns.FACTOR,
            "1,1",
        ),
        _CERTAINTY,
        _PRICE_YEAR,
        _SOURCE,
        columns.text(
            "scale",
            "schaal",
            "Alleen bij waarde welbevinden: op welke schaal dat is gemeten.",
            "levenstevredenheid, 0 tot 10",
        ),
        _LOW,
        _HIGH,
    ),
)
INVESTMENT_SHEET = SheetTable(
    "Investering",
    "Wat er in gaat: één regel per post en jaar.",
    (
        columns.text("post", "post", "Waarvoor.", "Begeleiders", required=True),
        columns.name("party", "partij", "Wie betaalt.", "gemeente"),
        columns.number("amount", "bedrag", "Bedrag in euro.", columns.AMOUNT, "100000", required=True),
        _START,
        _PRICE_YEAR,
        _SOURCE,
        _LOW,
        _HIGH,
    ),
)
VALUE_MAP = SheetTable(
    "Waardekaart",
    "Eén regel per uitkomst voor een groep.",
    (
        columns.name("stakeholder", "stakeholder", "Voor wie.", "bewoners"),
        columns.text("input", "inzet", "Wat zij erin stoppen.", "tijd"),
        columns.text("output", "activiteit", "Wat er is gedaan.", "60 trajecten"),
        columns.text("outcome", "uitkomst", "Wat er verandert.", "Betaald werk", required=True),
        columns.text(
            "indicator", "indicator", "Hoe u dat meet.", "Arbeidscontract na 6 maanden", required=True
        ),
        columns.number("quantity", "aantal", "Hoeveel, zoals personen.", columns.AMOUNT, "60", required=True),
        _DURATION,
        columns.number(
            "proxy",
            "proxy",
            "Waarde van één per jaar in euro; schade met minteken.",
            columns.SIGNED,
            "8500",
            required=True,
        ),
        columns.number("deadweight", "deadweight", "Deel dat er toch al kwam.", columns.SHARE, "0,4"),
        columns.number("displacement", "verdringing", "Deel dat alleen verschoof.", columns.SHARE, "0"),
        columns.number("attribution", "attributie", "Deel dat van anderen komt.", columns.SHARE, "0,3"),
        _DROP_OFF,
        _START,
        _CERTAINTY,
        _PRICE_YEAR,
        _SOURCE,
        _LOW_PROXY,
        _HIGH_PROXY,
    ),
)
CASES = SheetTable(
    "Casussen",
    "Eén regel per casus: hoe waarschijnlijk is de lijn zonder, en waarom.",
    (
        SheetColumn("case", "casus_id", CellKind.ID, "Eigen nummer, nooit een naam.", example="C01"),
        columns.number(
            "chance",
            "kans",
            "Kans dat het zonder de aanpak zo gaat, 0,7 voor 70 %.",
            columns.SHARE,
            "0,7",
            required=True,
        ),
        columns.text("ground", "grond", "Waarom u dat denkt.", "Drie maanden huurachterstand", required=True),
        columns.number(
            "grade_with", "cijfer_met", "Hoe de bewoner het heeft, van 1 tot 10, met.", columns.GRADE, "7"
        ),
        columns.number("grade_without", "cijfer_zonder", "Hetzelfde, zonder.", columns.GRADE, "4"),
    ),
    key=("case",),
)
ACTIVITIES = SheetTable(
    "Activiteiten",
    "Eén regel per activiteit, in de lijn met en in de lijn zonder.",
    (
        SheetColumn("case", "casus_id", CellKind.ID, "Casus van blad Casussen.", example="C01"),
        columns.word("scenario", "lijn", "Met of zonder de aanpak.", SCENARIOS),
        columns.text("product", "activiteit", "Wat er gebeurt.", "Woonbegeleiding", required=True),
        columns.name("terrain", "terrein", "Terrein, zoals wonen of zorg.", "wonen"),
        columns.name("party", "partij", "Wie betaalt.", "gemeente"),
        columns.number(
            "quantity", "aantal", "Aantal eenheden per jaar.", columns.AMOUNT, "52", required=True
        ),
        columns.number(
            "price", "prijs", "Prijs van één eenheid in euro.", columns.AMOUNT, "60", required=True
        ),
        _START,
        _DURATION,
        _CERTAINTY,
        _PRICE_YEAR,
        _SOURCE,
    ),
)
WELLBEING = SheetTable(
    "Welbevinden",
    "Alleen als u welbevinden in euro wilt zien: één regel per verandering. Het telt nergens mee.",
    (
        columns.text("what", "wat", "Wat er verandert.", "Minder eenzaam", required=True),
        columns.name("who", "wie", "Voor wie.", "bewoners"),
        columns.number(
            "change",
            "verandering",
            "Punten erbij of eraf, gemeten op de schaal; geen rapportcijfer dat u omrekent.",
            columns.POINTS,
            "0,2",
            required=True,
        ),
        columns.number(
            "persons", "personen", "Voor hoeveel personen.", columns.POPULATION, "14", required=True
        ),
        _DURATION,
        columns.number(
            "value",
            "waarde",
            "Euro per punt, per persoon, per jaar: een WELLBY. Een Nederlandse waarde is er niet.",
            columns.AMOUNT,
            "",
            required=True,
        ),
        columns.text("scale", "schaal", "Op welke schaal.", "levenstevredenheid, 0 tot 10", required=True),
        columns.number("price_year", "prijspeil", "In prijzen van welk jaar.", YEARS, "2026", required=True),
        _START,
        _CERTAINTY,
        _SOURCE,
    ),
    may_be_absent=True,
)
UNKNOWN = SheetTable(
    "Onbekend",
    "Wat ertoe doet en niet in de som zit (PM).",
    (
        columns.text("what", "wat", "Welk effect.", "Minder overlast in de straat", required=True),
        columns.text("why", "waarom", "Waarom het er niet in zit.", "Niet gemeten", required=True),
    ),
    may_be_absent=True,
)

SHEETS_OF: dict[CardKind, tuple[SheetTable, ...]] = {
    CardKind.SROI: (CARD, INVESTMENT_SHEET, VALUE_MAP, WELLBEING, UNKNOWN),
    CardKind.MKBA: (CARD, PARTIES, EFFECTS, WELLBEING, UNKNOWN),
    CardKind.EFFECTS: (CARD, CASES, ACTIVITIES, UNKNOWN),
    CardKind.WIJK: (CARD, *wijk_sheets.SHEETS),
}
SETTINGS_OF: Mapping[CardKind, tuple[SheetColumn, ...]] = {
    **dict.fromkeys((CardKind.SROI, CardKind.MKBA, CardKind.EFFECTS), SETTINGS),
    CardKind.WIJK: wijk_sheets.SETTINGS,
}
"""What sheet Kaart may say."""
TELLING_SHEET = {
    CardKind.SROI: VALUE_MAP.sheet,
    CardKind.MKBA: EFFECTS.sheet,
    CardKind.EFFECTS: ACTIVITIES.sheet,
    CardKind.WIJK: INDICATORS.sheet,
}
"""The sheet by which a card is known; no two have the same."""
