"""What is said of a text file that cannot be read in one way only."""

from __future__ import annotations

from typing import NamedTuple

from maatschappelijk_rendement.intake.folder.records import Ambiguity


class Words(NamedTuple):
    """A message: its code, what is wrong, and what to do now."""

    code: str
    text: str
    advice: str


_SAVE_AGAIN = "Bewaar het bestand opnieuw als 'CSV UTF-8'."
_QUOTING = 'Zet de hele tekst tussen aanhalingstekens, en schrijf er een in de tekst dubbel: "een ""woord""".'
_PASTED = (
    "Zijn er twee exports onder elkaar geplakt? Controleer of hun kolommen gelijk zijn, en maak er één "
    "bestand van met één kopregel en één scheidingsteken."
)

BROKEN = {
    Ambiguity.QUOTE: Words("aanhalingsteken", "Hier staat een aanhalingsteken midden in een cel.", _QUOTING),
    Ambiguity.LINE_END: Words("regeleinde", "Deze regel eindigt anders dan de kopregel.", _SAVE_AGAIN),
    Ambiguity.NUL: Words(
        "geen_tekst", "Hier staat een teken dat in een tekst niet voorkomt (nul).", _SAVE_AGAIN
    ),
    Ambiguity.MARK: Words("bestanden_geplakt", "Bij deze rij begint een tweede bestand.", _PASTED),
}
NO_HEADING = {
    "leeg": Words("bestand_leeg", "Dit bestand is leeg.", "Maak het opnieuw, met een kopregel en rijen."),
    "scheidingsteken": Words(
        "scheidingsteken_onbekend",
        "In de kopregel staat geen scheidingsteken tussen de kolommen.",
        "Gebruik een puntkomma, een komma, een tab of het teken |.",
    ),
    "grens": Words("kop_eindigt_niet", "De kopregel eindigt niet.", _QUOTING),
}
OPEN_QUOTE = Words(
    "aanhalingsteken_open",
    "In deze rij staat een aanhalingsteken waarvan het tweede ontbreekt.",
    _QUOTING,
)
LONG_ROW = Words(
    "grens_regel", "Deze rij is te lang om er een van een tabel te zijn.", "Maak het bestand opnieuw."
)
WINDOWS = Words(
    "codering",
    "Dit bestand is gelezen als Windows-1252, zoals Excel een gewone CSV bewaart.",
    "Controleer woorden met een accent. Met 'CSV UTF-8' is er geen twijfel.",
)
UTF_16 = Words(
    "codering",
    "Dit bestand is gelezen als Unicode-tekst (UTF-16).",
    "U hoeft niets te doen als de tekst klopt.",
)
MIXED_ENCODING = Words(
    "codering_gemengd",
    "Een deel van dit bestand is in UTF-8 geschreven, en een deel niet.",
    f"{_PASTED} {_SAVE_AGAIN}",
)
NO_ENCODING = Words(
    "codering_onbekend", "Hier staat een teken dat niet is te lezen als UTF-8 of Windows-1252.", _SAVE_AGAIN
)
OTHER_DELIMITER = Words(
    "scheidingsteken_wisselt",
    "Vanaf deze rij staat een ander scheidingsteken tussen de cellen dan in de kopregel.",
    _PASTED,
)
UNEVEN = (
    "Zet een tekst met een scheidingsteken erin tussen aanhalingstekens. Is het bestand afgebroken? Maak het "
    "opnieuw."
)
SECOND_HEADER = Words("kop_herhaald", "Deze rij is nog een kopregel.", _PASTED)
LONG_CELL = "Kort de tekst in. Ontbreekt er een aanhalingsteken? Zet het erbij."
OTHER_PARTS = Words(
    "kop_verschilt", "De kopregel van dit bestand is anders dan die van het eerste.", "Maak de map opnieuw."
)
OWN_NAME = Words(
    "kolom_onbekend",
    "Deze kolom is onbekend.",
    "Geef haar de kop die u bedoelt. Hoort zij hier niet, bewaar haar dan in een ander bestand.",
)
DOUBLE_HEADER = Words("kolom_dubbel", "Deze kolomkop staat dubbel.", "Geef elke kolom een eigen kop.")
NO_HEADER = Words(
    "kolom_zonder_kop",
    "Deze cel staat in een kolom zonder kolomkop.",
    "Geef de kolom een kop van de werkmap, of bewaar haar in een ander bestand.",
)
MANY_COLUMNS = Words(
    "grens_kolommen",
    "Dit bestand heeft meer kolommen dan de grens van {}.",
    "Bewaar kolommen die hier niet horen in een ander bestand.",
)
OTHER_COUNT = Words(
    "telling_verschilt",
    "Het aantal rijen is op twee manieren geteld, en dat verschilt. Dit bestand is daarom niet gelezen.",
    _SAVE_AGAIN,
)
UNREADABLE = Words(
    "bestand_onleesbaar",
    "Dit bestand is niet te openen.",
    "Sluit het in andere programma's, en probeer het opnieuw.",
)
