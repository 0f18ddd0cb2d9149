"""Names that programs make of the names of sheets, and what they were made of.

Numbers exports each table as a sheet of its own, ``Gebruik - Tabel 1``, in the language of its user; copies
are called ``Gebruik (2)`` or ``Kopie van Gebruik``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from maatschappelijk_rendement.domain.vocabulary import did_you_mean, fold

_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"\s+[-\N{EN DASH}]\s+")


def suggest_sheet(written: str, names: Iterable[str]) -> str:
    """Suggest which sheet of the contract an unknown one may be, without repeating its name.

    Args:
        written: Its name.
        names: The sheets of the contract that are not there.

    Returns:
        A question in Dutch, or nothing.

    Example:
        >>> suggest_sheet("Gebruik - Tabel 1", ["Analyse", "Gebruik"])
        "Bedoelde u 'Gebruik'?"
        >>> suggest_sheet("Tabel 1", ["Analyse", "Gebruik"])
        ''
    """
    names = list(names)
    words = {fold(word) for word in _WORD.findall(written)}
    held = [name for name in names if fold(name) in words]
    if len(held) == 1:
        return f"Bedoelde u '{held[0]}'?"
    pieces = [*_SEPARATOR.split(written), written]
    return next(filter(None, (did_you_mean(piece, names) for piece in pieces)), "")
