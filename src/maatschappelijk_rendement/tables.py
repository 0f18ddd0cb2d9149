"""The columns of every sheet, declared once.

Template, legend, checks, error texts, the objects in ``model`` and the reference page are derived from the
declarations here (contract.md, section 1). A column's ``name`` is the field of the object and the column of
the frame; its ``header`` is the word in the workbook. Long, because nearly all of it is that one list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from maatschappelijk_rendement import vocabulary as v
from maatschappelijk_rendement.money import dutch_number


class Kind(StrEnum):
    """What a cell holds, and so how it is read, checked, written and stored."""

    ID = "id"
    NAME = "naam"
    SOURCE = "bron"
    WORD = "woord uit een lijst"
    CODE = "productcode"
    STREAMS = "stromen"
    REGION_GM = "gemeentecode"
    REGION_WK = "wijkcode"
    DATE = "datum"
    LAST_DAY = "datum, laatste dag"
    QUANTITY = "aantal"
    PRICE = "prijs"
    AMOUNT = "bedrag"
    SCORE = "score"
    WHOLE = "geheel getal"


@dataclass(frozen=True, slots=True)
class NumberRule:
    """Bounds of a number as written: both ends count. Above ``usual_maximum`` a number deserves a look."""

    minimum: Decimal
    maximum: Decimal
    decimals: int
    usual_maximum: Decimal | None = None

    @property
    def span(self) -> str:
        """Say the bounds in Dutch; up to four digits as a year is written.

        Example:
            >>> NumberRule(Decimal(1990), Decimal(100_000), 0).span
            'van 1990 tot en met 100.000'
        """
        ends = (str(end) if end < _FIVE_DIGITS else dutch_number(end) for end in (self.minimum, self.maximum))
        return "van {} tot en met {}".format(*ends)


_FIVE_DIGITS = 10_000


# Made once: a caseload of 96.000 lines asks for it half a million times.
@cache
def _name_pattern(extra_characters: str) -> re.Pattern[str]:
    letter = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
    inner = f"[{letter}0-9 {re.escape(NAME_CHARACTERS + extra_characters)}]*"
    return re.compile(f"(?:[{letter}0-9]|['’](?=[{letter}])){inner}")


@dataclass(frozen=True, slots=True)
class TextRule:
    """Which characters a text may hold, and how many."""

    maximum_length: int
    extra_characters: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What the whole text must match: it starts with a letter, a digit, or an apostrophe and a letter."""
        return _name_pattern(self.extra_characters)

    def problem(self, text: str) -> str | None:
        """Say in Dutch what is wrong with a text, without repeating it; nothing when it is right.

        Example:
            >>> TextRule(80).problem("'s-Hertogenbosch") is None
            True
            >>> TextRule(80).problem("=1+1")
            'bevat een teken dat niet is toegestaan'
        """
        if len(text) > self.maximum_length:
            return f"is langer dan {self.maximum_length} tekens"
        if not self.pattern.fullmatch(text):
            return "bevat een teken dat niet is toegestaan"
        return None


# contract.md section 1: the characters of names, and what ids and sources may hold besides.
NAME_CHARACTERS = "-'’.,()/&:"
TEXT_RULES: dict[Kind, TextRule] = {
    Kind.ID: TextRule(40, "_"),
    Kind.CODE: TextRule(40, "_"),
    Kind.NAME: TextRule(80),
    Kind.SOURCE: TextRule(160, "_?=#%+~@"),
}
NUMBER_RULES: dict[Kind, NumberRule] = {
    Kind.QUANTITY: NumberRule(Decimal(0), Decimal(100_000), 3),
    # contract.md bounds a price at 1.000.000, yet the corpus asks that 1.234.567,89 is read, with a warning
    # (084).
    Kind.PRICE: NumberRule(Decimal(0), Decimal(10_000_000), 4, usual_maximum=Decimal(1_000_000)),
    Kind.AMOUNT: NumberRule(Decimal(0), Decimal(1_000_000_000), 2),
    Kind.SCORE: NumberRule(Decimal(0), Decimal(1_000), 2),
    Kind.WHOLE: NumberRule(Decimal(0), Decimal(1_000_000_000), 0),
}
MONTHS = NumberRule(Decimal(1), Decimal(24), 0)
YEARS = NumberRule(Decimal(1990), Decimal(2100), 0)
AMOUNT_PREFIX = "BEDRAG."
"""Begins the code of an amount in euro without a product, such as ``BEDRAG.WMO``."""
AMOUNT_RULE = NumberRule(Decimal(0), Decimal(10_000_000), 3)
"""Bounds of ``aantal`` where it is an amount: what a household costs can be more than 100.000 euro."""


def quantity_rule(product_code: str) -> NumberRule:
    """Give the bounds of ``aantal`` beside this product: an amount may be larger than a number of units.

    Example:
        >>> quantity_rule("bedrag.Wmo").maximum, quantity_rule("WMO.HH.UUR.REF2022").maximum
        (Decimal('10000000'), Decimal('100000'))
    """
    return AMOUNT_RULE if is_amount_code(product_code) else NUMBER_RULES[Kind.QUANTITY]


def is_amount_code(product_code: str) -> bool:
    """Say whether this is the code of an amount without a product."""
    return v.fold(product_code).startswith(AMOUNT_PREFIX.lower())


REGION_PATTERNS: dict[Kind, re.Pattern[str]] = {
    Kind.REGION_GM: re.compile(r"GM[0-9]{4}"),
    Kind.REGION_WK: re.compile(r"WK[0-9]{6}"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: Field of the object and column of the frame (English).
        header: Header in the workbook (Dutch).
        kind: What its cells hold.
        meaning: One Dutch sentence for the legend.
        required: Every row needs a value.
        may_be_absent: The whole column may be left out of the sheet.
        words: The closed list, where the kind is ``WORD``.
        example: What a cell may look like.
        bounds: Bounds of a number, where they are narrower than those of its kind.
    """

    name: str
    header: str
    kind: Kind
    meaning: str
    required: bool = True
    may_be_absent: bool = False
    words: tuple[str, ...] = ()
    example: str = ""
    bounds: NumberRule | None = None

    @property
    def number_rule(self) -> NumberRule:
        """Give the bounds of its numbers; raises ``KeyError`` where the kind holds none."""
        return self.bounds or NUMBER_RULES[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its columns in order, the columns that make a row unique."""

    sheet: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    may_be_absent: bool = False
    by_header: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_header", {v.fold_header(c.header): c for c in self.columns})

    def column(self, name: str) -> Column:
        """Give the column with this field name; raises ``KeyError`` for another."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _words(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _optional(name: str, header: str, kind: Kind, meaning: str, words: tuple[str, ...] = ()) -> Column:
    return Column(name, header, kind, meaning, required=False, may_be_absent=True, words=words)


SETTINGS: tuple[Column, ...] = (
    Column("title", "titel", Kind.NAME, "Titel van het rapport.", example="Ruwaard 2018"),
    Column("municipality", "gemeente", Kind.NAME, "Naam van de gemeente.", example="Oss"),
    Column(
        "municipality_code",
        "gemeentecode",
        Kind.REGION_GM,
        "CBS-code van de gemeente.",
        required=False,
        example="GM0828",
    ),
    Column(
        "period_months",
        "periode_maanden",
        Kind.WHOLE,
        "Zoveel maanden voor en na het MDO tellen mee; 12 is gebruikelijk.",
        example="12",
        bounds=MONTHS,
    ),
    Column(
        "price_mode",
        "prijsmodus",
        Kind.WORD,
        "constant: alles tegen prijzen van één jaar; lopend: de prijs van elke dag.",
        words=_words(v.PriceMode),
        example="constant",
    ),
    Column(
        "price_year",
        "prijspeil",
        Kind.WHOLE,
        "Het prijsjaar, nodig bij constant.",
        required=False,
        example="2022",
        bounds=YEARS,
    ),
    Column(
        "index",
        "index",
        Kind.WORD,
        "Hoe een prijs naar een ander jaar gaat; nodig bij constant.",
        required=False,
        words=_words(v.IndexName),
        example="CPI",
    ),
    Column(
        "price_basis",
        "prijsbasis",
        Kind.WORD,
        "referentieprijs: wat het de samenleving kost; tarief: wat de financier betaalt.",
        words=_words(v.PriceBasis),
        example="referentieprijs",
    ),
    Column(
        "comparison",
        "vergelijking",
        Kind.WORD,
        "voor_na: voor en na het MDO; met_zonder: ook wat er zonder MDO zou zijn gebeurd.",
        words=_words(v.Comparison),
        example="voor_na",
    ),
    Column(
        "after_basis",
        "basis_na",
        Kind.WORD,
        "Is het gebruik na het MDO gepland (raming) of echt gebruikt (realisatie)?",
        words=_words(v.AfterBasis),
        example="realisatie",
    ),
    Column(
        "mdo_costs",
        "mdo_kosten",
        Kind.WORD,
        "Tellen de kosten van het MDO mee in de kosten na, of staan ze apart?",
        words=_words(v.MdoCosts),
        example="apart",
    ),
    Column(
        "selection",
        "selectie",
        Kind.WORD,
        "Hoe zijn deze casussen gekozen uit alle casussen?",
        words=_words(v.Selection),
        example="onbekend",
    ),
    Column(
        "cases_in_total",
        "casussen_in_totaal",
        Kind.WHOLE,
        "Aan hoeveel casussen is in totaal gewerkt?",
        required=False,
        example="300",
        bounds=replace(NUMBER_RULES[Kind.WHOLE], minimum=Decimal(1)),
    ),
)

ANALYSIS = Table(
    "Analyse",
    "Instellingen van de analyse: één regel per instelling.",
    (
        Column(
            "setting",
            "instelling",
            Kind.WORD,
            "Naam van de instelling.",
            words=tuple(s.header for s in SETTINGS),
        ),
        Column("value", "waarde", Kind.NAME, "Waarde van de instelling."),
    ),
    key=("setting",),
)

CASES = Table(
    "Casussen",
    "Eén regel per casus.",
    (
        Column(
            "case_id",
            "casus_id",
            Kind.ID,
            "Uw eigen nummer van de casus. Nooit een BSN of naam.",
            example="C01",
        ),
        Column("wijk", "wijk", Kind.NAME, "Naam van de wijk.", example="Ruwaard"),
        _optional("wijk_code", "wijkcode", Kind.REGION_WK, "CBS-code van de wijk: WK en 6 cijfers."),
        Column(
            "case_type",
            "casustype",
            Kind.WORD,
            "bestaand: er liep al hulp voor het MDO; nieuw: er was voor het MDO nog geen hulp uit de Wmo, "
            "Jeugdwet, Wgs, Welzijn of Wlz (huisarts, uitkering, wonen en justitie mogen wel).",
            words=_words(v.CaseType),
            example="bestaand",
        ),
        Column("mdo_date", "mdo_datum", Kind.DATE, "Dag van het MDO.", example="1-3-2018"),
        _optional("repeat_date", "herhaling_datum", Kind.DATE, "Dag van de herhaalmeting."),
        Column(
            "observed_streams",
            "stromen_bekend",
            Kind.STREAMS,
            "Van welke stromen is het gebruik bekend? Namen met ; ertussen, of alle.",
            example="Wmo;Zvw",
        ),
    ),
    key=("case_id",),
)

USAGE = Table(
    "Gebruik",
    "Eén regel per vorm van hulp in een casus: wat, hoeveel, wanneer.",
    (
        Column(
            "case_id",
            "casus_id",
            Kind.ID,
            "Casus waar deze regel bij hoort (staat op blad Casussen).",
            example="C01",
        ),
        Column(
            "moment",
            "moment",
            Kind.WORD,
            "Telt de regel voor of na het MDO, bij de herhaling, of in het nulalternatief?",
            words=_words(v.Moment),
            example="voor",
        ),
        Column(
            "product_code",
            "productcode",
            Kind.CODE,
            "Code van het product; zie mr tarieven.",
            example="WMO.HH.UUR.REF2022",
        ),
        Column("quantity", "aantal", Kind.QUANTITY, "Hoeveel eenheden per periode.", example="2,5"),
        Column(
            "per",
            "per",
            Kind.WORD,
            "Per welke periode het aantal geldt.",
            words=_words(v.Per),
            example="week",
        ),
        _optional("start", "startdatum", Kind.DATE, "Eerste dag; leeg: vanaf het begin van de meetperiode."),
        _optional(
            "end", "einddatum", Kind.LAST_DAY, "Laatste dag, telt mee; leeg: tot het eind van de meetperiode."
        ),
        _optional("unit", "eenheid", Kind.WORD, "Eenheid van het product, ter controle.", v.UNITS),
        _optional(
            "price_eur", "prijs", Kind.PRICE, "Eigen prijs per eenheid in euro; dan ook een prijsbron."
        ),
        _optional("price_source", "prijsbron", Kind.SOURCE, "Waar de eigen prijs vandaan komt."),
        _optional(
            "provision",
            "aard",
            Kind.WORD,
            "Voor één persoon, een groep, iedereen, of informeel.",
            _words(v.ProvisionKind),
        ),
        _optional(
            "money_kind",
            "geldstroom",
            Kind.WORD,
            "Is het geld (kasstroom), vrije capaciteit, of een inkomensoverdracht?",
            _words(v.MoneyKind),
        ),
        _optional("payer", "financier", Kind.NAME, "Wie betaalt; leeg: de financier van het product."),
        _optional(
            "receiver", "ontvanger", Kind.NAME, "Wie het geld krijgt; leeg: de ontvanger van het product."
        ),
        _optional("resident", "bewoner", Kind.ID, "Bewoner, zoals B1. Nooit een naam."),
        _optional("provenance", "herkomst", Kind.WORD, "Waar het aantal vandaan komt.", _words(v.Provenance)),
    ),
    key=("case_id", "moment", "product_code", "start", "end", "per", "resident"),
)

WELLBEING = Table(
    "Welbevinden",
    "Eén regel per score van een bewoner.",
    (
        Column("case_id", "casus_id", Kind.ID, "Casus van de bewoner.", example="C01"),
        Column(
            "resident",
            "bewoner",
            Kind.ID,
            "Bewoner, zoals B1. B1 van een andere casus is een ander.",
            example="B1",
        ),
        Column(
            "moment",
            "moment",
            Kind.WORD,
            "Wanneer de score hoort.",
            words=(v.Moment.BEFORE, v.Moment.AFTER, v.Moment.REPEAT),
            example="voor",
        ),
        Column("measured_on", "datum", Kind.DATE, "Dag waarop de score is gegeven.", example="1-3-2018"),
        Column(
            "instrument",
            "instrument",
            Kind.WORD,
            "Waarmee is gemeten.",
            words=_words(v.Instrument),
            example="rapportcijfer",
        ),
        _optional("item", "onderdeel", Kind.NAME, "Dimensie of vraag van het instrument."),
        Column("score", "score", Kind.SCORE, "De score, met ten hoogste 2 decimalen.", example="3,5"),
    ),
    key=("case_id", "resident", "moment", "instrument", "item"),
    may_be_absent=True,
)

MDO = Table(
    "MDO",
    "Uren van professionals in het MDO: één regel per functie.",
    (
        Column("case_id", "casus_id", Kind.ID, "Casus van dit MDO.", example="C01"),
        _optional("product_code", "productcode", Kind.CODE, "Product met een uurprijs."),
        _optional("function", "functie", Kind.NAME, "Functie van de professional."),
        Column("hours", "uren", Kind.QUANTITY, "Aantal uren.", example="3"),
        _optional("price_eur", "uurprijs", Kind.PRICE, "Eigen uurprijs in euro; dan ook een prijsbron."),
        _optional("price_source", "prijsbron", Kind.SOURCE, "Waar de uurprijs vandaan komt."),
        _optional("payer", "financier", Kind.NAME, "Wie deze uren betaalt."),
    ),
    may_be_absent=True,
)

PROGRAMME = Table(
    "Programma",
    "Wat de werkwijze kost naast de casussen.",
    (
        Column("post", "post", Kind.NAME, "Kostenpost.", example="Programmateam"),
        Column("payer", "financier", Kind.NAME, "Wie betaalt.", example="gemeente"),
        Column("amount_eur", "bedrag", Kind.AMOUNT, "Bedrag in euro.", example="15000"),
        Column("year", "jaar", Kind.WHOLE, "Jaar van de kosten.", example="2018", bounds=YEARS),
        Column(
            "one_off",
            "eenmalig",
            Kind.WORD,
            "Eenmalig (ja) of elk jaar (nee).",
            words=_words(v.YesNo),
            example="ja",
        ),
    ),
    may_be_absent=True,
)

TARIFFS = Table(
    "Tarieven",
    "Uw eigen prijzen; die gaan per dag voor de meegeleverde prijzen.",
    (
        Column("code", "code", Kind.CODE, "Code van het product.", example="LOKAAL.BEGELEIDING"),
        Column("stream", "stroom", Kind.WORD, "Financieringsstroom.", words=_words(v.Stream), example="Wmo"),
        Column(
            "unit", "eenheid", Kind.WORD, "Eenheid waar de prijs voor geldt.", words=v.UNITS, example="uur"
        ),
        Column("price_eur", "prijs_eur", Kind.PRICE, "Prijs per eenheid in euro.", example="57,01"),
        Column(
            "valid_from", "geldig_van", Kind.DATE, "Eerste dag waarop de prijs geldt.", example="1-1-2018"
        ),
        Column(
            "valid_until",
            "geldig_tot",
            Kind.LAST_DAY,
            "Laatste dag, telt mee; leeg: geen einde.",
            required=False,
            example="31-12-2018",
        ),
        Column(
            "source_text",
            "bron",
            Kind.SOURCE,
            "Waar de prijs vandaan komt.",
            example="Raadsbesluit tarieven 2018",
        ),
        _optional("description", "omschrijving", Kind.SOURCE, "Omschrijving van het product."),
        _optional(
            "kind", "soort", Kind.WORD, "Soort prijs.", ("officieel", "referentie", "schatting", "voorbeeld")
        ),
        _optional(
            "price_basis",
            "prijsbasis",
            Kind.WORD,
            "Waar de prijs voor staat.",
            ("referentieprijs", "tarief", "norm", "pgb"),
        ),
        _optional("vat", "btw", Kind.NAME, "Met of zonder btw."),
        _optional("gross_net", "bruto_netto", Kind.NAME, "Bruto of netto."),
        _optional("payer", "financier", Kind.NAME, "Wie betaalt."),
        _optional(
            "category", "productcategorie", Kind.NAME, "Soort product, zoals begeleiding of wijkverpleging."
        ),
    ),
    key=("code", "valid_from"),
    may_be_absent=True,
)

SHEETS: tuple[Table, ...] = (ANALYSIS, CASES, USAGE, WELLBEING, MDO, PROGRAMME, TARIFFS)
LEGEND_SHEET = "Toelichting"
