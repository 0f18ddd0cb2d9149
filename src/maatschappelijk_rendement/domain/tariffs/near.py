"""Which product somebody meant with a code that is unknown, and what that product is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.vocabulary import fold

# Ratios of difflib, of 22 November 2026, tried on the codes of the store. Below the first a suggestion
# confuses more than it helps; from the second on a letter or two went wrong and the code itself says what was
# meant (WMO.HH.UUR.REF2O22: 0,94). In between it is a guess.
LEAST_LIKENESS, SLIP = 0.7, 0.9
MOST_LOOKED_AT = 20
WHOLE_COUNTRY = "Nederland"


def nearest(code: str, rows_by_code: Mapping[str, Sequence[Tariff]]) -> Tariff | None:
    """Give the product that was probably meant, or nothing.

    A guess is first of all of the same law and unit, then of the whole country or the user's own, then no
    personal budget (pgb): a price of another municipality is only guessed when there is no other.

    Args:
        code: A code that is unknown.
        rows_by_code: Prices by folded code.
    """
    written = fold(code)
    near = get_close_matches(written, rows_by_code, n=MOST_LOOKED_AT, cutoff=LEAST_LIKENESS)
    if not near:
        return None
    if SequenceMatcher(None, near[0], written).ratio() >= SLIP:
        return rows_by_code[near[0]][0]
    parts = _parts(written)

    def fit(row: Tariff) -> tuple[bool, bool, bool, bool]:
        same_law = _parts(fold(row.code))[0] == parts[0]
        is_general = row.is_local or row.area == WHOLE_COUNTRY
        return same_law, fold(row.unit) in parts, is_general, row.price_basis != "pgb"

    # Of those that fit equally well `max` keeps the first, which looks most like what was written.
    return max((rows_by_code[found][0] for found in near), key=fit)


def hint(row: Tariff | None) -> str:
    """Ask whether this product was meant, and say what it is; empty for none.

    Args:
        row: A price of the product. Of a user's own row only the code is repeated.
    """
    if row is None:
        return ""
    question = f"Bedoelde u '{row.code}'?"
    if row.is_local or not row.description:
        return question
    place = f", prijs van {place_of(row)}" if place_of(row) else ""
    return f"{question} Dat is: {row.description}, per {row.unit}{place}."


def place_of(row: Tariff) -> str:
    """Give the part of the country that a price is of; empty for the whole country, or where nobody said.

    Example:
        >>> from maatschappelijk_rendement.domain.tariffs import Tariffs
        >>> place_of(Tariffs.load().prices("WMO.HH.UUR.WESTERVELD")[0].tariff)
        'Westerveld'
    """
    return row.area if row.area is not None and row.area != WHOLE_COUNTRY and not row.is_local else ""


def _parts(code: str) -> list[str]:
    return re.split(r"[._ ]", code)
