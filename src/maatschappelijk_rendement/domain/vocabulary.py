"""The closed lists of the domain: the words a workbook may hold, in Dutch as users write them.

Each list is an enumeration whose value is the word in the workbook. Financing streams and payers can be
extended by a user; the rest is closed by contract.md, section 1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum


class Moment(StrEnum):
    """When a usage line or a score belongs."""

    BEFORE = "voor"
    AFTER = "na"
    REPEAT = "herhaling"
    NULL_ALTERNATIVE = "nulalternatief"


class Per(StrEnum):
    """Per which period a quantity is given."""

    DAY = "dag"
    WEEK = "week"
    FOUR_WEEKS = "vier_weken"
    MONTH = "maand"
    QUARTER = "kwartaal"
    YEAR = "jaar"
    TOTAL = "totaal"
    ONE_OFF = "eenmalig"


class CaseType(StrEnum):
    """Whether help ran before the MDO; the two are never pooled."""

    EXISTING = "bestaand"
    NEW = "nieuw"


class Stream(StrEnum):
    """Financing streams: the four laws of the source first, then the rest."""

    WMO = "Wmo"
    ZVW = "Zvw"
    WLZ = "Wlz"
    PARTICIPATIEWET = "Participatiewet"
    JEUGDWET = "Jeugdwet"
    WGS = "Wgs"
    WELZIJN = "Welzijn"
    WONEN = "Wonen"
    JUSTITIE = "Justitie"
    OVERIG = "Overig"


class Payer(StrEnum):
    """Parties that pay or receive; users may add others by name."""

    GEMEENTE = "gemeente"
    ZORGVERZEKERAAR = "zorgverzekeraar"
    ZORGKANTOOR = "zorgkantoor"
    RIJK = "Rijk"
    WONINGCORPORATIE = "woningcorporatie"
    BEWONER = "bewoner"
    SVB = "SVB"
    UWV = "UWV"
    ONBEKEND = "onbekend"


DEFAULT_PAYER: dict[Stream, Payer] = {
    # method.md, decision 10: the stream gives the default, a product may name another.
    Stream.WMO: Payer.GEMEENTE,
    Stream.ZVW: Payer.ZORGVERZEKERAAR,
    Stream.WLZ: Payer.ZORGKANTOOR,
    Stream.PARTICIPATIEWET: Payer.GEMEENTE,
    Stream.JEUGDWET: Payer.GEMEENTE,
    Stream.WGS: Payer.GEMEENTE,
    Stream.WELZIJN: Payer.GEMEENTE,
    Stream.WONEN: Payer.WONINGCORPORATIE,
    Stream.JUSTITIE: Payer.RIJK,
    Stream.OVERIG: Payer.ONBEKEND,
}


class MoneyKind(StrEnum):
    """Nature of money (method.md, decision 9)."""

    CASH = "kasstroom"
    CAPACITY = "capaciteit"
    TRANSFER = "inkomensoverdracht"


class ProvisionKind(StrEnum):
    """Who the provision is for (column ``aard``)."""

    INDIVIDUAL = "individueel"
    COLLECTIVE = "collectief"
    GENERAL = "algemeen"
    INFORMAL = "informeel"


class Provenance(StrEnum):
    """Where a usage figure comes from (column ``herkomst``)."""

    REGISTRATION = "registratie"
    CLAIM = "declaratie"
    PROFESSIONAL = "opgave_professional"
    RESIDENT = "opgave_bewoner"
    ESTIMATE = "raming"


class Instrument(StrEnum):
    """Instruments of wellbeing."""

    GRADE = "rapportcijfer"
    LIFE_SATISFACTION = "levenstevredenheid_0_10"
    POSITIVE_HEALTH = "positieve_gezondheid"
    ZRM_2013 = "zrm_2013"
    ZRM_2017 = "zrm_2017"
    EQ5D5L = "eq5d5l"
    MHC_SF = "mhc_sf"
    PARTICIPATION_LADDER = "participatieladder"


class PriceMode(StrEnum):
    """Constant prices of one year, or the price valid on each day."""

    CONSTANT = "constant"
    CURRENT = "lopend"


class IndexName(StrEnum):
    """How a price is carried to another year."""

    CPI = "CPI"
    OVA = "OVA"
    VNG = "VNG"


class PriceBasis(StrEnum):
    """Societal reading (reference prices) or the financier's reading (tariffs)."""

    REFERENCE = "referentieprijs"
    TARIFF = "tarief"


class Comparison(StrEnum):
    """Before and after, or with and without."""

    BEFORE_AFTER = "voor_na"
    WITH_WITHOUT = "met_zonder"


class AfterBasis(StrEnum):
    """Whether the use after the MDO is planned or realised."""

    PLANNED = "raming"
    REALISED = "realisatie"


class MdoCosts(StrEnum):
    """Whether the MDO's own cost is inside the use after it."""

    INCLUDED = "meegerekend"
    APART = "apart"


class Selection(StrEnum):
    """How the analysed cases were chosen."""

    ALL = "alle"
    RANDOM = "aselect"
    HIGHEST_COST = "hoogste_kosten"
    PROFESSIONAL = "inbreng_professional"
    UNKNOWN = "onbekend"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "ja"
    NO = "nee"


EURO = "euro"
"""Unit of an amount that has no product."""

UNITS: tuple[str, ...] = (
    # tariffs.md, "Store"
    *("minuut", "kwartier", "uur", "dagdeel", "etmaal", "nacht", "dag", "vier_weken", "week", "maand"),
    *("kwartaal", "jaar", "consult", "visite", "bezoek", "contact", "zitting", "stuks", "rit", "km"),
    *("keer", "traject", "arrangement", "delict"),
    EURO,
)

# contract.md section 1: before its MDO a new case had no help; other lines are compared as usual.
HELP = (Stream.WMO, Stream.JEUGDWET, Stream.WGS, Stream.WELZIJN, Stream.WLZ)
ALL_STREAMS_WORD = "alle"


def fold(text: str) -> str:
    """Give the form in which listed words and ids are compared: trimmed, NFC, lower case.

    Characters without width are dropped, so that an id that looks the same is the same.

    Example:
        >>> fold("  Wmo\\u200b ")
        'wmo'
    """
    if text.isascii():  # nearly every text, and the rest takes ten times as long
        return text.strip().casefold()
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if unicodedata.category(c) != "Cf").strip().casefold()


def fold_header(text: str) -> str:
    """Give the form in which headers are compared: as ``fold``, and without accents.

    Example:
        >>> fold_header(" Cas\\u00fcs_ID")
        'casus_id'
    """
    parts = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in parts if not unicodedata.combining(c))


# Below this likeness a suggestion confuses more than it helps (ratio of difflib; vooor and voor: 0,89).
_LIKENESS = 0.6
# A slip of the keyboard is about as long as the word; comparing long texts takes long.
_LONGEST_SLIP = 60


def did_you_mean(written: str, words: Iterable[str]) -> str:
    """Suggest the word of a closed list that looks most like what was written, without repeating that.

    Example:
        >>> did_you_mean("vooor", ["voor", "na"]), did_you_mean("xyz", ["voor", "na"])
        ("Bedoelde u 'voor'?", '')
    """
    if len(written) > _LONGEST_SLIP:
        return ""
    by_form = {fold_header(word): word for word in words}
    near = get_close_matches(fold_header(written), by_form, n=1, cutoff=_LIKENESS)
    return f"Bedoelde u '{by_form[near[0]]}'?" if near else ""
