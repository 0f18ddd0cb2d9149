"""Find rows in published results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeGuard

from maatschappelijk_rendement.vocabulary import Moment, MoneyKind, Stream

Row = Mapping[str, Any]


def select(rows: Iterable[Row], **wanted: object) -> list[Row]:
    """Give the rows whose columns have these values, in order.

    Example:
        >>> select([{"groep": "nieuw", "n": 1}, {"groep": "bestaand", "n": 2}], groep="bestaand")
        [{'groep': 'bestaand', 'n': 2}]
    """
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def first(rows: Iterable[Row], **wanted: object) -> Row | None:
    """Give the first row whose columns have these values, or nothing."""
    found = select(rows, **wanted)
    return found[0] if found else None


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Put rows in the order people read them in: existing cases, then new; the laws; before, then after.

    Example:
        >>> rows = [{"stroom": "totaal"}, {"stroom": "Zvw"}, {"stroom": "Wmo"}]
        >>> [row["stroom"] for row in ordered(rows)]
        ['Wmo', 'Zvw', 'totaal']
    """
    return sorted(rows, key=lambda row: tuple(_rank(key, row.get(key)) for key in _ORDER))


_ORDER: dict[str, tuple[str, ...]] = {
    "groep": ("bestaand", "nieuw"),
    "wijk": ("totaal",),
    "instrument": ("rapportcijfer",),
    "stroom": (*Stream, "MDO"),
    "geldstroom": tuple(MoneyKind),
    "moment": tuple(Moment),
}


def _rank(key: str, word: Any) -> tuple[int, str]:
    """Rank the words of a list in its order, then other words by alphabet, then a total."""
    words = _ORDER[key]
    if word in words:
        return words.index(word), ""
    return len(words) + (word == "totaal"), str(word or "")


def is_hidden(row: Row, key: str) -> bool:
    """Tell whether disclosure control hid this value; an unknown value is not hidden."""
    hidden_keys: Sequence[str] = row.get("onderdrukt", ())
    return row.get("status") == "onderdrukt" or key in hidden_keys


def is_shown(row: Row | None, *keys: str) -> TypeGuard[Row]:
    """Tell whether a row exists and has a number in all of these columns."""
    return row is not None and row.get("status") != "onderdrukt" and all(row.get(k) is not None for k in keys)
