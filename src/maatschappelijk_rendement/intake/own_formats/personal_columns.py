"""Columns that look like personal data, by header or by content: never written, and never named."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import islice

from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.words import bare
from maatschappelijk_rendement.intake.workbook.personal import passes_elfproef, personal_kinds

_WORDS = frozenset(
    (
        *("bsn", "burgerservicenummer", "burgerservicenr", "sofinummer", "sofi", "anummer"),
        *("voornaam", "voornamen", "achternaam", "voorletters", "voorvoegsel", "tussenvoegsel", "roepnaam"),
        *("clientnaam", "bewonersnaam", "gezinsnaam", "familienaam", "geslachtsnaam", "contactpersoon"),
        *("geboortedatum", "geboortedag", "geb", "geboren", "gebdat", "gebdatum", "geboorteplaats"),
        *("adres", "straat", "straatnaam", "huisnummer", "huisnr", "postcode", "woonadres", "toevoeging"),
        *("telefoon", "telefoonnummer", "tel", "telnr", "mobiel", "gsm", "email", "mail", "mailadres"),
        *("emailadres", "iban", "rekeningnummer", "partner", "moeder", "vader", "geslacht"),
    )
)
# A name of a thing is not a person's.
_THINGS = frozenset(
    (
        *("wijk", "buurt", "gemeente", "product", "voorziening", "productnaam", "regeling", "wet", "stroom"),
        *("instelling", "organisatie", "aanbieder", "zorgaanbieder", "bestand", "categorie", "instrument"),
    )
)
_EMAIL = re.compile(r"\be[\s-]?mail\b")
_ROWS_LOOKED_AT = 2_000
# Of ten numbers of nine digits one passes the test of a BSN by chance: more than this is no chance.
_PART_BSN = 0.4
_PART_PERSONAL = 0.2
_OLDEST_DELIVERY = 1990


def is_personal_header(header: str) -> bool:
    """Say whether a header names personal data, or holds some itself.

    Example:
        >>> [is_personal_header(header) for header in ("Naam cliënt", "Wijknaam", "naam wijk", "Geb. datum")]
        [True, False, False, True]
    """
    form = bare(header)
    words = set(form.split())
    if words & _WORDS or _EMAIL.search(form):
        return True
    if "naam" in words or "namen" in words:
        return not words & _THINGS
    return bool(personal_kinds(header, dates_are_common=True))


def is_personal_column(table: RawTable, place: int) -> bool:
    """Say whether a column looks like personal data, by its header or by its values.

    Args:
        table: The table.
        place: Of the column, from 0.
    """
    header = table.headers[place]
    if header and is_personal_header(header):
        return True
    cells = [row[place] for row in table.rows if row[place] is not None]
    cells = list(islice(cells, _ROWS_LOOKED_AT))
    if not cells:
        return False
    numbers = [text for cell in cells if (text := _digits(cell))]
    if numbers and len(numbers) >= len(cells) / 2:
        passed = sum(map(passes_elfproef, numbers))
        if passed > _PART_BSN * len(numbers):
            return True
    births = sum(isinstance(cell, date) and cell.year < _OLDEST_DELIVERY for cell in cells)
    marked = sum(
        isinstance(cell, str) and bool(personal_kinds(cell, dates_are_common=True)) for cell in cells
    )
    return births + marked > _PART_PERSONAL * len(cells)


def name_column(table: RawTable, place: int) -> str:
    """Name a column that is left behind: by its header, or by its position where that is safer.

    Example:
        >>> table = RawTable("", "blad 1", ("Nr", "Achternaam"), (), ())
        >>> name_column(table, 0), name_column(table, 1)
        ("'Nr'", 'kolom 2 (lijkt een persoonsgegeven)')
    """
    if is_personal_column(table, place):
        return f"kolom {place + 1} (lijkt een persoonsgegeven)"
    header = table.headers[place]
    return f"'{header}'" if header and len(header) <= _LONGEST_HEADER else f"kolom {place + 1}"


_LONGEST_HEADER = 60


def _digits(cell: RawCell) -> str:
    """Give the digits of a cell that may be a BSN: eight or nine of them."""
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    text = re.sub(r"[ .-]", "", text) if isinstance(cell, str) else text
    return text if text.isascii() and text.isdigit() and len(text) in (8, 9) else ""
