"""Other words for those of the closed lists, as people write them in sheets of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from maatschappelijk_rendement.domain import vocabulary as v

MOMENTS: Mapping[str, tuple[str, ...]] = {
    "voor": ("voormeting", "vooraf", "0-meting", "nulmeting", "t0", "begin", "start", "voor mdo"),
    "na": ("nameting", "achteraf", "1-meting", "t1", "eind", "einde", "na mdo"),
    "herhaling": ("herhaalmeting", "herhaald", "2-meting", "t2", "follow-up"),
    "nulalternatief": ("zonder mdo", "nul alternatief"),
}
PERIODS: Mapping[str, tuple[str, ...]] = {
    "dag": ("per dag", "dagelijks", "dagen", "d"),
    "week": ("per week", "wekelijks", "weken", "wk", "pw", "p/w"),
    "vier_weken": ("vier weken", "4 weken", "per vier weken", "per 4 weken", "periode van vier weken"),
    "maand": ("per maand", "maandelijks", "maanden", "mnd", "pm", "p/m"),
    "kwartaal": ("per kwartaal", "kwartalen", "per kw"),
    "jaar": ("per jaar", "jaarlijks", "jaren", "jr", "pj", "p/j"),
    "totaal": ("in totaal", "totaal in de periode", "totaal binnen geldigheidsduur", "hele periode"),
    "eenmalig": ("een keer", "1x", "eenmalige"),
}
CASE_TYPES: Mapping[str, tuple[str, ...]] = {
    "bestaand": ("bestaande", "bestaande casus", "lopend", "bekend"),
    "nieuw": ("nieuwe", "nieuwe casus", "onbekend bij ons"),
}
STREAMS: Mapping[str, tuple[str, ...]] = {
    "Wmo": ("wet maatschappelijke ondersteuning",),
    "Zvw": ("zorgverzekeringswet", "zorgverzekering", "zorgverzekeraar", "zorg zvw"),
    "Wlz": ("wet langdurige zorg", "langdurige zorg", "zorgkantoor", "awbz"),
    "Participatiewet": ("pw", "p-wet", "participatie", "bijstand", "werk en inkomen"),
    "Jeugdwet": ("jeugd", "jeugdhulp", "jeugdzorg", "jw"),
    "Wgs": ("schuldhulp", "schuldhulpverlening", "schulden"),
    "Welzijn": ("welzijnswerk", "maatschappelijk werk"),
    "Wonen": ("woning", "huisvesting", "woningcorporatie", "corporatie"),
    "Justitie": ("politie", "veiligheid", "justitie en veiligheid"),
    "Overig": ("overige", "anders"),
}
UNITS: Mapping[str, tuple[str, ...]] = {
    "minuut": ("minuten", "min"),
    "kwartier": ("kwartieren",),
    "uur": ("uren", "u"),
    "dagdeel": ("dagdelen",),
    "etmaal": ("etmalen",),
    "nacht": ("nachten",),
    "dag": ("dagen",),
    "week": ("weken",),
    "vier_weken": ("vier weken", "4 weken"),
    "maand": ("maanden", "mnd"),
    "kwartaal": ("kwartalen",),
    "jaar": ("jaren",),
    "consult": ("consulten",),
    "visite": ("visites",),
    "bezoek": ("bezoeken",),
    "contact": ("contacten",),
    "zitting": ("zittingen",),
    "stuks": ("stuk", "st"),
    "rit": ("ritten",),
    "km": ("kilometer", "kilometers"),
    "keer": ("x", "maal"),
    "traject": ("trajecten",),
    "arrangement": ("arrangementen",),
    "delict": ("delicten",),
    "euro": ("euro's", "eur", "€"),
}
YES_NO: Mapping[str, tuple[str, ...]] = {"ja": ("j", "x", "yes"), "nee": ("n", "neen", "no")}
BY_HEADER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "moment": MOMENTS,
    "per": PERIODS,
    "casustype": CASE_TYPES,
    "stroom": STREAMS,
    "eenheid": UNITS,
    "eenmalig": YES_NO,
}
"""Other words for the listed words of a column, by its header in the workbook."""

# Lengths that are a matter of the clock; how many hours a dagdeel or an etmaal of care has, a contract says.
MINUTES = {"minuut": 1, "kwartier": 15, "uur": 60}

_MARKS = re.compile(r"[\s_.\-/:()]+")


def bare(text: str) -> str:
    """Give the form in which headers and words are compared: without case, accents and marks between words.

    Example:
        >>> bare(" Wmo - Voor_(MDO) "), bare("Curaçao")
        ('wmo voor mdo', 'curacao')
    """
    return _MARKS.sub(" ", v.fold_header(text)).strip()


def word_for(written: str, header: str, words: Iterable[str]) -> tuple[str | None, bool]:
    """Find the listed word that somebody meant.

    Args:
        written: What was written.
        header: Column of the workbook, see ``BY_HEADER``.
        words: The closed list.

    Returns:
        The word, None when nothing matches; and whether it was written as listed.

    Example:
        >>> word_for("Per week", "per", ["dag", "week"]), word_for("elke week", "per", ["dag", "week"])
        (('week', False), (None, False))
    """
    form = v.fold(written)
    for word in words:
        if v.fold(word) == form:
            return word, True
    return _others(header).get(bare(written)), False


@cache
def _others(header: str) -> dict[str, str]:
    others: dict[str, str] = {}
    for word, synonyms in BY_HEADER.get(header, {}).items():
        for synonym in (word, *synonyms):
            others.setdefault(bare(synonym), word)
    return others
