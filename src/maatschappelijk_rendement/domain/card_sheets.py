"""The sheets of a card, declared once: template, legend, reading and error texts are derived from them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from maatschappelijk_rendement.domain.tables import YEARS, CellKind, NumberRule, SheetColumn, SheetTable
from maatschappelijk_rendement.domain.vocabulary import MoneyKind, YesNo


class CardKind(StrEnum):
    """Which instrument a card is for."""

    SROI = "sroi"
    MKBA = "mkba"
    EFFECTS = "effecten"


ROLES = INVESTMENT, COST, BENEFIT = "investering", "kosten", "baten"
WELLBEING_WORTH = "welbevinden"
WORTHS = ("fiscaal", "economisch", "sociaal", WELLBEING_WORTH)
CERTAINTIES = ("gemeten", "geschat", "aangenomen")
SCENARIOS = WITH, WITHOUT = "met", "zonder"
DISTRIBUTIONS = PERT, TRIANGLE = "pert", "driehoek"
FIRST_YEARS = UNDISCOUNTED, DISCOUNTED = "niet_verdisconteerd", "verdisconteerd"

_SHARE = NumberRule(Decimal(0), Decimal(1), 4)
_FACTOR = NumberRule(Decimal(0), Decimal(10), 4)
_SIGNED = NumberRule(Decimal(-100_000_000), Decimal(100_000_000), 2)
_AMOUNT = NumberRule(Decimal(0), Decimal(1_000_000_000), 2)
_LAG = NumberRule(Decimal(0), Decimal(50), 0)
_LENGTH = NumberRule(Decimal(0), Decimal(100), 2)
_LINE = NumberRule(Decimal(1), Decimal(100), 0)
_RATE = NumberRule(Decimal(0), Decimal("0.5"), 6)
_GRADE = NumberRule(Decimal(0), Decimal(10), 2)
_POINTS = NumberRule(Decimal(-10), Decimal(10), 4)
_PERSONS = NumberRule(Decimal(0), Decimal(20_000_000), 2)


def _text(name: str, header: str, meaning: str, example: str = "", *, required: bool = False) -> SheetColumn:
    return SheetColumn(name, header, CellKind.SOURCE, meaning, required, not required, example=example)


def _name(name: str, header: str, meaning: str, example: str = "") -> SheetColumn:
    return SheetColumn(name, header, CellKind.NAME, meaning, example=example)


def _word(
    name: str, header: str, meaning: str, words: tuple[str, ...], *, required: bool = True
) -> SheetColumn:
    return SheetColumn(
        name, header, CellKind.WORD, meaning, required, not required, words=words, example=words[0]
    )


def _number(
    name: str, header: str, meaning: str, bounds: NumberRule, example: str = "", *, required: bool = False
) -> SheetColumn:
    kind = CellKind.QUANTITY if bounds.decimals else CellKind.WHOLE
    return SheetColumn(name, header, kind, meaning, required, not required, example=example, bounds=bounds)


_PRICE_YEAR = _number(
    "price_year", "prijspeil", "Jaar van de prijzen in deze regel; leeg: dat van de kaart.", YEARS, "2026"
)
_LOW, _HIGH = (
    _number(name, header, f"{word} dat het kan zijn; vul laag en hoog allebei in, of geen.", bounds)
    for name, header, word, bounds in (
        ("low", "laag", "Het laagste bedrag", _AMOUNT),
        ("high", "hoog", "Het hoogste bedrag", _AMOUNT),
    )
)
_LOW_PROXY, _HIGH_PROXY = (
    _number(name, header, f"{word} die de proxy kan zijn; vul laag en hoog allebei in, of geen.", _SIGNED)
    for name, header, word in (
        ("low", "laag", "De laagste waarde"),
        ("high", "hoog", "De hoogste waarde"),
    )
)
_CERTAINTY = _word("certainty", "zekerheid", "Is dit gemeten, geschat of aangenomen?", CERTAINTIES)
_SOURCE = _text(
    "source", "bron", "Waar deze cijfers vandaan komen.", "Jaarverslag 2025, blz. 12", required=True
)
_START = _number("start", "start", "Jaren voor het begint: 0 is het eerste jaar. Leeg: 0.", _LAG, "0")
_DURATION = _number(
    "duration", "duur", "Aantal jaren dat het duurt; 0,5 is een half jaar.", _LENGTH, "3", required=True
)
_DROP_OFF = _number("drop_off", "afname", "Deel dat elk volgend jaar wegvalt, 0,2 voor 20 %.", _SHARE, "0,2")

SETTINGS = (
    _text("title", "titel", "Titel van de waardering.", "Wijkteam Noord", required=True),
    _number("start_year", "startjaar", "Eerste jaar van de tijdlijn.", YEARS, "2026", required=True),
    _number("years", "jaren", "Aantal jaren van de tijdlijn.", _LINE, "5", required=True),
    _number(
        "rate",
        "discontovoet",
        "Eigen discontovoet als deel, 0,0225 voor 2,25 %. Leeg: de Nederlandse van het startjaar.",
        _RATE,
        "0,0225",
    ),
    _text(
        "rate_source",
        "discontovoet_bron",
        "Bron van een eigen discontovoet, met het jaar.",
        "Kaderbrief 2026",
    ),
    _word(
        "first_year",
        "eerste_jaar",
        "Telt het eerste jaar zonder korting mee, of is het al een jaar verder?",
        FIRST_YEARS,
        required=False,
    ),
    _number("price_year", "prijspeil", "Jaar van alle prijzen; leeg: het startjaar.", YEARS, "2026"),
    _number("budget_years", "begrotingsjaren", "Aantal jaren van het begrotingseffect; leeg: 5.", _LINE, "5"),
    _number(
        "case_years",
        "casussen_jaren",
        "Alleen met --casussen: zoveel jaren houdt het gemeten verschil aan. Leeg: 1.",
        _LINE,
        "1",
    ),
    _text(
        "null_alternative",
        "nulalternatief",
        "Wat er gebeurt als u niets doet.",
        "Hulp zoals nu",
        required=True,
    ),
    _text("project", "projectalternatief", "Wat u gaat doen.", "MDO met wijkteam", required=True),
    _word("is_synthetic", "synthetisch", "Is dit een verzonnen voorbeeld?", tuple(YesNo), required=False),
    _word(
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
        _name("setting", "instelling", "Naam van de instelling."),
        _text("value", "waarde", "Waarde van de instelling."),
    ),
)
PARTIES = SheetTable(
    "Partijen",
    "Iedereen die betaalt of profiteert.",
    (
        _name("party", "partij", "Naam van de partij.", "gemeente"),
        _word(
            "is_public", "publiek", "Is dit publiek geld? Dan telt het in het begrotingseffect.", tuple(YesNo)
        ),
    ),
    key=("party",),
)
EFFECTS = SheetTable(
    "Effecten",
    "Eén regel per effect en partij. Een effect staat er één keer.",
    (
        _text("activity", "activiteit", "Wat u doet.", "MDO per huishouden", required=True),
        _text("effect", "effect", "Wat daardoor verandert.", "Minder opname", required=True),
        _name("party", "partij", "Wie betaalt of profiteert; een naam van blad Partijen.", "gemeente"),
        _word("role", "rol", "Investering, doorlopende kosten, of baten.", ROLES),
        _word("worth", "waarde", "Wat voor waarde is dit?", WORTHS),
        _word("money", "geldstroom", "Kasstroom, vrije capaciteit, of inkomensoverdracht.", tuple(MoneyKind)),
        SheetColumn(
            "counterparty",
            "van_partij",
            CellKind.NAME,
            "Alleen bij inkomensoverdracht: wie dit betaalt.",
            required=False,
            may_be_absent=True,
        ),
        _number(
            "amount", "bedrag", "Bedrag per jaar in euro, zonder minteken.", _AMOUNT, "12000", required=True
        ),
        _START,
        _DURATION,
        _DROP_OFF,
        _number("chance", "kans", "Kans dat dit gebeurt, 0,8 voor 80 %. Leeg: 1.", _SHARE, "0,8"),
        _number(
            "optimism", "correctie", "Correctie voor optimisme, maal het bedrag. Leeg: 1.", _FACTOR, "1,1"
        ),
        _CERTAINTY,
        _PRICE_YEAR,
        _SOURCE,
        _text(
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
        _text("post", "post", "Waarvoor.", "Begeleiders", required=True),
        _name("party", "partij", "Wie betaalt.", "gemeente"),
        _number("amount", "bedrag", "Bedrag in euro.", _AMOUNT, "100000", required=True),
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
        _name("stakeholder", "stakeholder", "Voor wie.", "bewoners"),
        _text("input", "inzet", "Wat zij erin stoppen.", "tijd"),
        _text("output", "activiteit", "Wat er is gedaan.", "60 trajecten"),
        _text("outcome", "uitkomst", "Wat er verandert.", "Betaald werk", required=True),
        _text("indicator", "indicator", "Hoe u dat meet.", "Arbeidscontract na 6 maanden", required=True),
        _number("quantity", "aantal", "Hoeveel, zoals personen.", _AMOUNT, "60", required=True),
        _DURATION,
        _number(
            "proxy",
            "proxy",
            "Waarde van één per jaar in euro; schade met minteken.",
            _SIGNED,
            "8500",
            required=True,
        ),
        _number("deadweight", "deadweight", "Deel dat er toch al kwam.", _SHARE, "0,4"),
        _number("displacement", "verdringing", "Deel dat alleen verschoof.", _SHARE, "0"),
        _number("attribution", "attributie", "Deel dat van anderen komt.", _SHARE, "0,3"),
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
        _number(
            "chance",
            "kans",
            "Kans dat het zonder de aanpak zo gaat, 0,7 voor 70 %.",
            _SHARE,
            "0,7",
            required=True,
        ),
        _text("ground", "grond", "Waarom u dat denkt.", "Drie maanden huurachterstand", required=True),
        _number("grade_with", "cijfer_met", "Hoe de bewoner het heeft, van 1 tot 10, met.", _GRADE, "7"),
        _number("grade_without", "cijfer_zonder", "Hetzelfde, zonder.", _GRADE, "4"),
    ),
    key=("case",),
)
ACTIVITIES = SheetTable(
    "Activiteiten",
    "Eén regel per activiteit, in de lijn met en in de lijn zonder.",
    (
        SheetColumn("case", "casus_id", CellKind.ID, "Casus van blad Casussen.", example="C01"),
        _word("scenario", "lijn", "Met of zonder de aanpak.", SCENARIOS),
        _text("product", "activiteit", "Wat er gebeurt.", "Woonbegeleiding", required=True),
        _name("terrain", "terrein", "Terrein, zoals wonen of zorg.", "wonen"),
        _name("party", "partij", "Wie betaalt.", "gemeente"),
        _number("quantity", "aantal", "Aantal eenheden per jaar.", _AMOUNT, "52", required=True),
        _number("price", "prijs", "Prijs van één eenheid in euro.", _AMOUNT, "60", required=True),
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
        _text("what", "wat", "Wat er verandert.", "Minder eenzaam", required=True),
        _name("who", "wie", "Voor wie.", "bewoners"),
        _number(
            "change",
            "verandering",
            "Punten erbij of eraf, gemeten op de schaal; geen rapportcijfer dat u omrekent.",
            _POINTS,
            "0,2",
            required=True,
        ),
        _number("persons", "personen", "Voor hoeveel personen.", _PERSONS, "14", required=True),
        _DURATION,
        _number(
            "value",
            "waarde",
            "Euro per punt, per persoon, per jaar: een WELLBY. Een Nederlandse waarde is er niet.",
            _AMOUNT,
            "",
            required=True,
        ),
        _text("scale", "schaal", "Op welke schaal.", "levenstevredenheid, 0 tot 10", required=True),
        _number("price_year", "prijspeil", "In prijzen van welk jaar.", YEARS, "2026", required=True),
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
        _text("what", "wat", "Welk effect.", "Minder overlast in de straat", required=True),
        _text("why", "waarom", "Waarom het er niet in zit.", "Niet gemeten", required=True),
    ),
    may_be_absent=True,
)

SHEETS_OF: dict[CardKind, tuple[SheetTable, ...]] = {
    CardKind.SROI: (CARD, INVESTMENT_SHEET, VALUE_MAP, WELLBEING, UNKNOWN),
    CardKind.MKBA: (CARD, PARTIES, EFFECTS, WELLBEING, UNKNOWN),
    CardKind.EFFECTS: (CARD, CASES, ACTIVITIES, UNKNOWN),
}
TELLING_SHEET = {
    CardKind.SROI: VALUE_MAP.sheet,
    CardKind.MKBA: EFFECTS.sheet,
    CardKind.EFFECTS: ACTIVITIES.sheet,
}
"""The sheet by which a card is known; no two have the same."""
