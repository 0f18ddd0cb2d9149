"""Which column an unknown header may have meant: by its letters, its words, or another word for the same.

A guess is only ever a question to who filled in the file; nothing is read because of it. A header that may
name or hold personal data is never matched: renaming such a column would bring in what must stay out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from maatschappelijk_rendement.domain.tables import CellKind, SheetColumn
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.workbook.personal import personal_kinds

# Other words for a column, by its field: what registrations and spreadsheets call it. Closed and short; the
# words of the header itself need not be here.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "case_id": ("casus", "casusnummer", "casusnr", "dossier", "dossiernummer", "zaaknummer"),
    "wijk": ("wijknaam", "buurt", "gebied", "stadsdeel", "kern"),
    "case_type": ("soort casus", "type casus", "nieuw of bestaand"),
    "mdo_date": ("datum overleg", "overlegdatum", "datum multidisciplinair overleg"),
    "repeat_date": ("herhaaldatum", "datum herhaalmeting", "datum nameting", "hermeting"),
    "observed_streams": ("stromen", "bekende stromen", "financieringsstromen", "domeinen"),
    "moment": ("meetmoment", "voor of na", "fase"),
    "product_code": ("product", "productnummer", "code", "voorziening", "soort hulp"),
    "quantity": ("hoeveelheid", "volume", "omvang", "uren"),
    "per": ("frequentie", "tijdseenheid", "periode"),
    "start": ("begindatum", "begin", "start", "ingangsdatum", "van", "vanaf", "datum van"),
    "end": ("eind", "einde", "stopdatum", "tot", "tot en met", "datum tot"),
    "unit": ("maat", "meeteenheid"),
    "price_eur": ("prijs", "tarief", "uurtarief", "kostprijs", "stuksprijs"),
    "price_source": ("bron", "bron prijs", "herkomst prijs"),
    "provision": ("soort voorziening",),
    "payer": ("betaler", "betaald door", "wie betaalt"),
    "own_contribution_eur": ("eigen risico", "eigen betaling", "deel bewoner"),
    "receiver": ("aanbieder", "zorgaanbieder", "leverancier"),
    "resident": ("persoon", "bewonersnummer"),
    "provenance": ("bron gegevens", "bron aantal"),
    "measured_on": ("meetdatum", "datum meting", "afnamedatum"),
    "instrument": ("meetinstrument", "vragenlijst", "schaal"),
    "item": ("vraag", "dimensie", "item"),
    "score": ("cijfer", "punten", "uitkomst"),
    "function": ("beroep", "rol", "discipline"),
    "hours": ("uur", "aantal", "inzet", "tijd"),
    "post": ("kostenpost", "omschrijving", "activiteit"),
    "amount_eur": ("kosten", "euro", "eur"),
    "year": ("jaartal", "boekjaar", "kalenderjaar"),
    "one_off": ("incidenteel",),
    "code": ("productcode", "product", "productnummer"),
    "stream": ("financieringsstroom", "domein", "wet"),
    "valid_from": ("ingangsdatum", "begindatum", "startdatum", "van", "vanaf"),
    "valid_until": ("einddatum", "stopdatum", "tot", "tot en met"),
    "source_text": ("herkomst", "bronvermelding", "prijsbron"),
    "description": ("toelichting",),
    "counterpart": ("zelfde product",),
    "category": ("categorie",),
    "setting": ("onderdeel", "vraag"),
    "value": ("inhoud", "antwoord"),
}

# Such a column holds what must not come in, whatever else its header says.
_PERSONAL = re.compile(
    "bsn|burgerservice|sofi|geboorte|geboren|adres|straat|huisnummer|postcode|woonplaats|telefoon|mobiel"
    "|mail|iban|rekening|voornaam|achternaam|roepnaam|voorletter|initialen"
)
_NAME = re.compile("naam|namen")
_KINDS_WITH_NAMES = frozenset({CellKind.NAME, CellKind.SOURCE})

# How sure each way of matching makes a guess, from 0 to 1: the same letters, another word, all words and
# more, a slip of the keyboard, some of the words.
_SAME_LETTERS, _SYNONYM, _ALL_WORDS, _SLIP, _SOME_WORDS = 1.0, 0.95, 0.8, 0.8, 0.65
# The part of the header that a match covers decides between two that match in the same way.
_FOR_COVERAGE = 0.1
# Likeness of letters (ratio of difflib) from which a word may be a slip: aantall and aantal 0,92, jaartal and
# aantal 0,77.
_LIKENESS = 0.8
# Of an optional column some words are too little: it may well be absent.
_LEAST_NEEDED, _LEAST_OPTIONAL = 0.6, 0.75
# Guesses that lie nearer to each other than this are equally good.
_TIE = 0.15
_SHORTEST_WORD, _LONGEST_HEADER = 3, 60
_WORD = re.compile(r"[a-z0-9]+")


class Guess(NamedTuple):
    """What an unknown header may have meant.

    Attributes:
        column: A column that is absent.
        is_only: No other unknown header is as likely to be that column.
    """

    column: SheetColumn
    is_only: bool


def guess_columns(unknown: Mapping[int, str], absent: Iterable[SheetColumn]) -> dict[int, Guess]:
    """Say of unknown headers which absent column each may be.

    Args:
        unknown: Header as written by its place.
        absent: Columns of the table whose own header is not there.

    Returns:
        A guess by place, for the headers that look like a column. A column is the only guess of at most one.

    Example:
        >>> from maatschappelijk_rendement.domain.tables import USAGE
        >>> found = guess_columns({3: "Aantal uren", 9: "kleur"}, [USAGE.column("quantity")])
        >>> [(place, guess.column.header, guess.is_only) for place, guess in found.items()]
        [(3, 'aantal', True)]
    """
    columns = tuple(absent)
    best: dict[int, tuple[float, SheetColumn]] = {}
    for place, written in unknown.items():
        scores = [(likeness(written, column), column) for column in columns]
        enough = [
            (score, column)
            for score, column in scores
            if score >= (_LEAST_OPTIONAL if column.may_be_absent else _LEAST_NEEDED)
        ]
        if enough:
            best[place] = max(enough, key=lambda found: found[0])
    guesses: dict[int, Guess] = {}
    for place, (score, column) in best.items():
        rivals = [other for at, (other, named) in best.items() if named is column and at != place]
        if all(other < score + _TIE for other in rivals):
            guesses[place] = Guess(column, all(other <= score - _TIE for other in rivals))
    return guesses


def likeness(written: str, column: SheetColumn) -> float:
    """Say how much a header looks like that of a column: 0 not at all, 1 but for signs and capitals.

    Example:
        >>> from maatschappelijk_rendement.domain.tables import USAGE, WELLBEING
        >>> likeness("Casus ID", USAGE.column("case_id")), likeness("kleur", USAGE.column("case_id"))
        (1.0, 0.0)
        >>> likeness("naam bewoner", WELLBEING.column("resident"))
        0.0
    """
    if len(written) > _LONGEST_HEADER or _may_be_personal(written, column):
        return 0.0
    words = _words(written)
    names = [column.header, *SYNONYMS.get(column.name, ())]
    return max((_score(words, _words(name), is_header=name is names[0]) for name in names), default=0.0)


def _score(written: tuple[str, ...], name: tuple[str, ...], *, is_header: bool) -> float:
    letters, wanted = "".join(written), "".join(name)
    if not letters:
        return 0.0
    if letters == wanted:
        return _SAME_LETTERS if is_header else _SYNONYM
    scores = [0.0]
    if set(name) <= set(written):
        scores.append(_ALL_WORDS + _FOR_COVERAGE * len(wanted) / len(letters))
    if is_header:
        ratio = SequenceMatcher(None, letters, wanted, autojunk=False).ratio()
        if ratio >= _LIKENESS:
            scores.append(_SLIP * ratio)
        if set(written) < set(name) and len(letters) > _SHORTEST_WORD:
            scores.append(_SOME_WORDS)
    return max(scores)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_header(text)))


def _may_be_personal(written: str, column: SheetColumn) -> bool:
    letters = "".join(_words(written))
    if _PERSONAL.search(letters) or personal_kinds(written):
        return True
    return bool(_NAME.search(letters)) and column.kind not in _KINDS_WITH_NAMES


ELSEWHERE = "bewaar haar in een ander bestand"
_KEEP = f"De werkmap heeft alleen haar eigen kolommen. Wilt u deze houden: {ELSEWHERE}."


def unknown_columns(
    unknown: Mapping[int, str], absent: Iterable[SheetColumn], missing: Iterable[SheetColumn]
) -> tuple[dict[int, tuple[str, str]], list[SheetColumn]]:
    """Say of each unknown column what it may be; one that may be a missing one is one message.

    Args:
        unknown: Headers by the place of their column, from 0; none is repeated.
        absent: The declared columns that are not there.
        missing: Those of them that are needed.

    Returns:
        Text and advice by place, and the needed columns that are still missing.
    """
    guesses = guess_columns(unknown, list(absent))
    renamed = {guess.column.name for guess in guesses.values() if guess.is_only}
    needed = list(missing)
    said = {}
    for index in unknown:
        text, advice = "Deze kolom is onbekend.", _KEEP
        if index in guesses:
            column = guesses[index].column
            if column.name in renamed and column in needed:
                text = f"Deze kolom is onbekend, en de kolom '{column.header}' ontbreekt."
            rename = f"Bedoelde u '{column.header}'? Hernoem de kolom dan tot '{column.header}'."
            advice = f"{rename} Zo niet: {ELSEWHERE}."
        said[index] = (text, advice)
    return said, [column for column in needed if column.name not in renamed]
