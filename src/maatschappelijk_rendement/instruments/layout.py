"""The layout of a TOML file that defines an instrument, and what keeps a file from having it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.vocabulary import fold, fold_header

TEXTS = ("id", "naam", "bron", "licentie")
NUMBERS = ("laagste", "hoogste", "stap")
OPTIONAL_NUMBERS = ("grens_boven", "standaardmeetfout")
OTHER = ("ordinaal", "waarschuwingen", "onderdelen", "waardering", "bloeiend")
ITEM_KEYS = ("naam", "ook", "groep", "aftrek")

Table = dict[str, Any]
Fault = tuple[str, str]


def layout_faults(table: Table) -> list[Fault]:
    """List what keeps a table from being a definition: what is wrong, and what to do."""
    known = {*TEXTS, *NUMBERS, *OPTIONAL_NUMBERS, *OTHER}
    faults = []
    if set(table) - known:
        faults.append(
            ("Dit bestand heeft een onbekende regel.", f"Gebruik alleen: {', '.join(sorted(known))}.")
        )
    faults += [
        (f"'{key}' ontbreekt of is geen tekst.", "Vul een tekst in.")
        for key in TEXTS
        if not _is_text(table.get(key))
    ]
    numbers = [*NUMBERS, *(key for key in OPTIONAL_NUMBERS if key in table)]
    bad = [key for key in numbers if not _is_number(table.get(key))]
    faults += [
        (f"'{key}' ontbreekt of is geen getal.", "Schrijf een getal met een punt: 0.5.") for key in bad
    ]
    if not isinstance(table.get("ordinaal"), bool):
        faults.append(("'ordinaal' ontbreekt of is onduidelijk.", "Vul true of false in."))
    if not all(map(_is_text, _rows(table, "waarschuwingen"))):
        faults.append(("'waarschuwingen' klopt niet.", "Maak er een lijst van zinnen van."))
    if not bad and (table["stap"] <= 0 or table["laagste"] >= table["hoogste"]):
        faults.append(("De schaal klopt niet.", "Laagste is kleiner dan hoogste, en stap is groter dan 0."))
    return faults or _item_faults(table) or _rule_faults(table)


def _item_faults(table: Table) -> list[Fault]:
    rows = _rows(table, "onderdelen")
    if not all(isinstance(row, dict) and _is_text(row.get("naam")) for row in rows):
        return [("Een onderdeel heeft geen naam.", "Begin elk onderdeel met [[onderdelen]] en een 'naam'.")]
    if not all(map(_is_item, rows)):
        return [("Een onderdeel klopt niet.", f"Gebruik alleen: {', '.join(ITEM_KEYS)}.")]
    words = [fold_header(word) for row in rows for word in (row["naam"], *_rows(row, "ook"))]
    if len(set(words)) < len(words):
        return [("Twee onderdelen hebben dezelfde naam.", "Geef elk onderdeel een eigen naam.")]
    return []


def _rule_faults(table: Table) -> list[Fault]:
    """Check the value set and the flourishing rule, of a table whose scale and items are right."""
    items = _rows(table, "onderdelen")
    if "waardering" in table:
        levels = (Decimal(table["hoogste"]) - Decimal(table["laagste"])) / Decimal(table["stap"])
        decrements = [_rows(row, "aftrek") for row in items]
        complete = decrements and all(len(row) == levels for row in decrements)
        constant = table["waardering"].get("constante") if isinstance(table["waardering"], dict) else None
        if not complete or table["stap"] != 1 or not _is_number(constant):
            return [("De waardering klopt niet.", "Geef een constante, en per onderdeel elke aftrek.")]
    if "bloeiend" in table:
        rule = dict(table["bloeiend"]) if isinstance(table["bloeiend"], dict) else {}
        minimum = rule.pop("minimale_score", None)
        groups = {row.get("groep") for row in items}
        counts = rule and all(group in groups and type(n) is int for group, n in rule.items())
        if not counts or not _is_number(minimum):
            return [("De regel 'bloeiend' klopt niet.", "Geef een minimale_score en per groep een aantal.")]
    return []


def _is_item(row: Table) -> bool:
    return (
        not set(row) - set(ITEM_KEYS)
        and all(map(_is_text, _rows(row, "ook")))
        and all(map(_is_number, _rows(row, "aftrek")))
        and isinstance(row.get("groep", ""), str)
    )


def _rows(table: Table, key: str) -> list[Any]:
    """Give a list, or one faulty entry where something else stands there."""
    rows = table.get(key, [])
    return rows if isinstance(rows, list) else [None]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(fold(value))


def _is_number(value: Any) -> bool:
    return type(value) is int or (isinstance(value, Decimal) and value.is_finite())
