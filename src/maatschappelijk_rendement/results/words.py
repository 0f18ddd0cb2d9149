"""The words of the results: which lists there are, in what order, and how a word reads."""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.domain.vocabulary import CaseType, Instrument, Moment, MoneyKind, Stream

TOTAL = "totaal"
TRACEABLE = "te herleiden"
"""Why a figure of a public report is hidden, whatever the rule: a rule says something of the cases itself."""
MDO_STREAM = "MDO"

GROUPS = tuple(word.value for word in CaseType)
MONEY_KINDS = tuple(word.value for word in MoneyKind)
MEASURED = (Moment.BEFORE.value, Moment.AFTER.value, Moment.REPEAT.value)
LATER = (Moment.AFTER.value, Moment.REPEAT.value)

ORDER: Mapping[str, tuple[str, ...]] = {
    # As people read them: existing cases, then new; the laws; before, then after.
    "groep": GROUPS,
    "wijk": (TOTAL,),
    "instrument": (Instrument.GRADE.value,),
    "stroom": (*Stream, MDO_STREAM),
    "geldstroom": MONEY_KINDS,
    "moment": tuple(Moment),
}

WORDS: Mapping[str, str] = {
    "bestaand": "bestaande casussen",
    "nieuw": "nieuwe casussen",
    "totaal": "totaal",
    "voor": "voor het MDO",
    "na": "na het MDO",
    "herhaling": "herhaalmeting",
    "nulalternatief": "nulalternatief (verwachting)",
    "rapportcijfer": "rapportcijfer van 1 tot 10",
    "levenstevredenheid_0_10": "levenstevredenheid van 0 tot 10",
    "positieve_gezondheid": "positieve gezondheid van 0 tot 10",
    "zrm_2013": "zelfredzaamheid-matrix 2013 van 1 tot 5",
    "zrm_2017": "zelfredzaamheid-matrix 2017 van 1 tot 5",
    "eq5d5l": "EQ-5D-5L",
    "mhc_sf": "MHC-SF van 0 tot 5",
    "eq5d5l_waarde": "EQ-5D-5L-waarde",
    "mhc_sf_bloeiend": "MHC-SF: deel dat bloeit",
    "participatieladder": "participatieladder van 1 tot 6",
    "vergelijkingsgroep": "groep zonder MDO",
    "tweede_voormeting": "tweede meting voor het MDO",
    "kasstroom": "kasstroom (geld dat echt wordt betaald)",
    "capaciteit": "capaciteit (tijd of plaatsen die vrijkomen)",
    "inkomensoverdracht": "inkomen van bewoners (zoals bijstand)",
    "bestaande_casussen": "bestaande casussen: na min voor",
    "nieuwe_casussen": "nieuwe casussen: na min voor",
    "mdo": "MDO",
    "opgave_professional": "opgave van een professional",
    "opgave_bewoner": "opgave van een bewoner",
    "vier_weken": "vier weken",
    "goed_leven": "goed leven",
    "mooi_werk": "mooi werk",
    "financieel_gezond": "financieel gezond",
    "deels_opgetreden": "deels opgetreden",
    "niet_veranderd": "niet veranderd",
    "niet_opgetreden": "niet opgetreden",
    "in_opbouw": "nog in opbouw",
    "elders_gemeten": "elders gemeten",
    "niet_gemeten": "niet gemeten",
    "niet_beschikbaar": "niet beschikbaar",
    "ervaring": "ervaring van bewoners",
    "levert_op": "levert op",
    "zelf": "onszelf",
    "mentaal_welbevinden": "mentaal welbevinden",
    "kwaliteit_van_leven": "kwaliteit van leven",
    "dagelijks_functioneren": "dagelijks functioneren",
}
"""Words that read otherwise than they are written; any other word reads as it is."""

IN_A_SENTENCE: Mapping[str, str] = {
    **WORDS,
    "totaal": "alle casussen",
    "herhaling": "bij de herhaalmeting",
}
"""The same in a running sentence."""


def word(value: str) -> str:
    """Give the Dutch wording of a listed word; other words stay as they are.

    Example:
        >>> word("bestaand"), word("Wmo")
        ('bestaande casussen', 'Wmo')
    """
    return WORDS.get(value, value)


def rank(key: str, value: object) -> tuple[int, str]:
    """Rank the words of a list in its order, then other words by alphabet, then a total.

    Example:
        >>> sorted(["totaal", "Zvw", "Wmo", "eigen"], key=lambda stream: rank("stroom", stream))
        ['Wmo', 'Zvw', 'eigen', 'totaal']
    """
    words = ORDER[key]
    if value in words:
        return words.index(str(value)), ""
    return len(words) + (value == TOTAL), str(value or "")
