"""One spelling for one thing: ids, codes and items as their own list writes them.

Ids compare trimmed, NFC and without regard to case. A column in memory is spelled here; each different text
is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.domain.vocabulary import fold

Columns = dict[str, list[Any]]


def first_spelling(ids: Iterable[Any]) -> dict[str, str]:
    """Give for each folded id how it is written first.

    Example:
        >>> first_spelling(["C1", "c1 ", None])
        {'c1': 'C1'}
    """
    found: dict[str, str] = {}
    for text in ids:
        if isinstance(text, str):
            found.setdefault(fold(text), text)
    return found


def respell(values: Sequence[Any], spell: Callable[[str], str | None]) -> list[Any]:
    """Spell every text of a column; what is no text stays as it is."""
    known = {value: spell(value) for value in set(values) if isinstance(value, str)}
    return [known.get(value, value) if isinstance(value, str) else value for value in values]


def spell_cases(columns: Columns, cases: Mapping[str, str]) -> None:
    """Spell the case_id of lines as the cases do; one that is not among them becomes empty."""
    columns["case_id"] = respell(columns["case_id"], lambda text: cases.get(fold(text)))


def spell_codes(columns: Columns, products: Products) -> None:
    """Spell product codes as their price list does; an unknown one stays as it is written."""

    def spelled(code: str) -> str:
        product = products.get(code)
        return product.code if product else code

    columns["product_code"] = respell(columns["product_code"], spelled)


def spell_residents(columns: Columns) -> None:
    """Give each resident of a case one spelling, the first."""
    first: dict[tuple[Any, str], str] = {}
    pairs = zip(columns["case_id"], columns["resident"], strict=True)
    columns["resident"] = [
        first.setdefault((case_id, fold(resident)), resident) if isinstance(resident, str) else resident
        for case_id, resident in pairs
    ]


def spell_items(columns: Columns, instruments: Mapping[str, InstrumentDefinition]) -> None:
    """Give each item the name that its instrument has for it; an unknown one stays as it is written."""
    known: dict[tuple[Any, Any], Any] = {}
    for pair in set(zip(columns["instrument"], columns["item"], strict=True)):
        instrument, item = pair
        definition = instruments.get(str(instrument))
        found = definition.item(item) if definition and isinstance(item, str) else None
        known[pair] = found.name if found else item
    columns["item"] = [known[pair] for pair in zip(columns["instrument"], columns["item"], strict=True)]
