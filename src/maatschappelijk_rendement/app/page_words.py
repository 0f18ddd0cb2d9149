"""What a message says on the page: where on the page to do it, instead of with which word of ``mr``.

Every sentence about a workbook is the one that ``mr`` gives. Some advise a word of the command line or a line
of a profile; whoever has only the page has neither. Here, and nowhere else, those get other words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from maatschappelijk_rendement.domain.errors import Finding

_CODES = "'Zoek een productcode' op deze pagina"
_INTERNAL = "een vertrouwelijk rapport (stap 3, 'Meer keuzes')"

ON_THE_PAGE: Mapping[str, str] = {
    "Zoek de code met mr tarieven": f"Zoek de code bij {_CODES}",
    "Kies een code uit mr tarieven": f"Zoek de code bij {_CODES},",
    "zie mr tarieven": f"zie {_CODES}",
    "met een index omrekenen: --indexeer, met een index op blad Analyse": (
        "met een index omrekenen: zet een index op blad Analyse en kies de knop 'Opnieuw, met prijzen die "
        "zijn geïndexeerd'"
    ),
    "; het profiel kiest een vaste waarde": ": er komt een vaste waarde",
    ": vaste waarde van het profiel": ": een vaste tekst van deze pagina",
    "een vertrouwelijk rapport met --intern": _INTERNAL,
    "een intern rapport met --intern": _INTERNAL,
    "met --intern. Laat --intern weg": "in een vertrouwelijk rapport. Zet een van de twee keuzes uit",
    "Laat --intern weg": "Zet het vertrouwelijke rapport uit",
    "bij --rooster": "bij 'Rond openbare bedragen af op'",
    "Geef die met --reden (in Python: reason=)": "Vul haar in bij 'Reden voor een ander aantal'",
    "Geef haar mee: --instelling naam=waarde. Of zet haar in het profiel bij [analyse].": (
        "Vul haar in bij 'Keuzes die het rapport noemt', of bij 'Meer instellingen'."
    ),
    "Is dit uw eigen bestand? Lees het in met: mr inlezen BESTAND --uit casussen.xlsx": (
        "Is dit uw eigen overzicht? Kies dan de knop 'Dit is een eigen overzicht'."
    ),
    "Reken haar uit met: mr waardeer KAART.xlsx --uit MAP": (
        "Deze pagina rekent geen kaarten uit; dat kan mr, op een computer met Python."
    ),
    "Maak haar rapport met: mr wijk WIJK.xlsx --uit MAP": (
        "Deze pagina maakt geen rapport van een wijk; dat kan mr, op een computer met Python."
    ),
    "Vraag de afzender om het bestand opnieuw te sturen.": (
        "Open het in Excel of LibreOffice. Is het daar ook leeg, zoek dan een andere versie, of vraag haar "
        "aan wie haar maakte."
    ),
    "Vraag de afzender om de werkmap opnieuw te bewaren en te sturen.": (
        "Open de werkmap in Excel of LibreOffice, bewaar haar opnieuw als .xlsx, en kies dat bestand."
    ),
    "Vertrouw dit bestand niet; vraag de afzender om een nieuw.": (
        "Vertrouw dit bestand niet. Neem een eerdere versie, of begin met een lege werkmap."
    ),
    "Stuur de werkmap zelf.": "Kies de werkmap zelf: een bestand dat eindigt op .xlsx.",
}
"""Words of ``mr``, as they stand in a message, and what the page says there. The longest stand first."""

_MEND = "Verbeter de cel in uw overzicht en kies dat bestand opnieuw; uw keuzes blijven staan."
_CHOOSE = "Kies hierboven bij een kolom wat dit is, of vul het in bij 'Wat niet in uw bestand staat'."
_CODE = f"Kies een code uit de lijst; zoek haar bij {_CODES}."

OWN_FORMAT: Mapping[str, str] = {
    "cel_onleesbaar": _MEND,
    "leeg": "Vul de cel in uw overzicht in, of haal de rij weg, en kies dat bestand opnieuw.",
    "deel": _MEND,
    "geen_tekst": _MEND,
    "geen_getal": f"{_MEND} Een lege cel mag; een woord als 'geen' niet.",
    "twee_lezingen": f"Maak er een echt getal van: 1250 of 1,25. {_MEND}",
    "punt": f"Schrijf het met een komma voor de decimalen: 1250,75. {_MEND}",
    "percentage": _MEND,
    "niet_exact": f"Rond af. {_MEND}",
    "geen_datum": f"Schrijf de datum als 1-3-2022. {_MEND}",
    "product": f"Vul bij 'Uw woorden voor producten' de code in. {_CODE}",
    "per": "Kies bij een kolom 'per', of vul in waar een aantal voor geldt.",
    "eenheid": f"Kies een product met deze eenheid. {_CODE}",
    "woord": f"Gebruik een woord uit de lijst op blad Toelichting van een lege werkmap. {_MEND}",
    "kolom_ontbreekt": "Verbeter de kop in uw overzicht en kies dat bestand opnieuw.",
    "kolom_dubbel": "Geef elke kolom in uw overzicht een eigen kop en kies dat bestand opnieuw.",
    "helft_ontbreekt": (
        "Zonder die kolom lijkt het of er toen niets was. Kies ook de kolom van het andere moment, of zet "
        "deze op 'Niet gebruiken'."
    ),
    "veld_ontbreekt": _CHOOSE,
    "product_onbekend": _CODE,
    "blad_ontbreekt": "Bewaar dit blad als een eigen bestand en kies dat.",
}
"""Advice by the code of a finding, for who said with clicks what the columns are and has no profile."""

_NOT_CHOSEN = frozenset({"veld_ontbreekt"})


def on_the_page(text: str) -> str:
    """Give a sentence as the page says it.

    Example:
        >>> on_the_page("Zoek de code met mr tarieven, of zet een prijs op blad Tarieven.")
        "Zoek de code bij 'Zoek een productcode' op deze pagina, of zet een prijs op blad Tarieven."
    """
    for words, own in ON_THE_PAGE.items():
        text = text.replace(words, own)
    return text


def of_own_format(findings: Sequence[Finding]) -> list[Finding]:
    """Give what was found in somebody's own file to who said with clicks what its columns are.

    Example:
        >>> gone = Finding("fout", "profiel", "casussen.wijk", "veld_ontbreekt", "Het profiel zegt niets.")
        >>> print(of_own_format([gone])[0].text)
        Nog niet gekozen: wijk.
    """
    return [_without_profile(finding) for finding in findings]


def _without_profile(finding: Finding) -> Finding:
    from maatschappelijk_rendement.intake.own_formats.profile_sections import PLACE

    advice = OWN_FORMAT.get(finding.code, finding.advice)
    if finding.sheet != PLACE:
        return replace(finding, advice=advice)
    text = finding.text
    if finding.code in _NOT_CHOSEN:
        text = f"Nog niet gekozen: {finding.cell.rpartition('.')[2]}."
    return replace(finding, sheet="", cell="", text=text, advice=advice)
