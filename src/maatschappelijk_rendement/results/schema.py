"""The JSON Schema of ``resultaten.json``, made from the declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maatschappelijk_rendement.results.codec import DECIMALS
from maatschappelijk_rendement.results.columns import Column, FigureRow, Kind, Row, columns_of
from maatschappelijk_rendement.results.sections import CaseCost, Settings
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES

VERSION = "resultaten-1"
LEVELS = ("openbaar", "intern")
DESCRIPTION = (
    "Bedragen in euro en gemiddelden zijn teksten met twee decimalen; null waar onbekend of onderdrukt; "
    "verschil is na min voor, een daling heeft een minteken."
)
AMOUNT = r"^-?[0-9]+\.[0-9]{2}$"
PATTERNS: Mapping[Kind, str] = {
    Kind.QUANTITY: r"^[0-9]+(\.[0-9]+)?$",
    Kind.MEASURE: r"^-?[0-9]+\.[0-9]{3}$",
    Kind.PRICE: r"^[0-9]+(\.[0-9]{1,4})?$",
    Kind.SHARE: r"^[01]\.[0-9]{4}$",
}


def schema() -> dict[str, Any]:
    """Make the schema (draft 2020-12) of ``resultaten.json``.

    Example:
        >>> schema()["properties"]["partijen"]["items"]["properties"]["ontvangt_eur"]
        {'$ref': '#/$defs/bedrag'}
    """
    parts: dict[str, Any] = {"schema": {"const": VERSION}, "niveau": {"enum": list(LEVELS)}}
    for table in (*TABLES.values(), *SECTIONS.values()):
        rows = row_schema(table.row)
        parts[table.name] = rows if table.is_one_row else {"type": "array", "items": rows}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "resultaten.json van maatschappelijk_rendement",
        "description": DESCRIPTION,
        "type": "object",
        "properties": {**parts, "openbaarmaking": {"type": "object"}},
        "required": list(parts),
        "additionalProperties": False,
        "$defs": {
            "bedrag": {"type": ["string", "null"], "pattern": AMOUNT},
            "aantal": {"type": ["integer", "null"], "minimum": 0},
            "status": {"enum": list(_status().among)},
        },
    }


def _status() -> Column:
    return columns_of(FigureRow)[0]


def row_schema(row: type[Row]) -> dict[str, Any]:
    """Make the schema of a row."""
    columns = columns_of(row)
    required = [column.key for column in columns if not column.is_absent]
    if issubclass(row, FigureRow):
        required.append("regel")
    if row is CaseCost:
        columns += columns_of(FigureRow)[1:]
    properties = {column.key: _value(column) for column in columns}
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        # Disclosure control may add to the settings.
        "additionalProperties": row is Settings,
    }


def _value(column: Column) -> dict[str, Any]:
    may_be_empty = column.may_be_empty
    if column.kind is Kind.STATUS:
        return {"$ref": "#/$defs/status"}
    if column.kind is Kind.ROWS and column.rows is not None:
        return {"type": "array", "items": row_schema(column.rows)}
    if column.kind is Kind.LIST:
        words = {"enum": list(column.among)} if column.among else {"type": "string"}
        return {"type": "array", "items": words}
    if column.among:
        return {"enum": [*column.among, *([None] if may_be_empty else [])]}
    if column.kind is Kind.COUNT and may_be_empty:
        return {"$ref": "#/$defs/aantal"}
    if column.kind in DECIMALS and column.kind not in PATTERNS and may_be_empty:
        return {"$ref": "#/$defs/bedrag"}
    return {
        "type": [_type(column.kind), "null"] if may_be_empty else _type(column.kind),
        **({"pattern": PATTERNS.get(column.kind, AMOUNT)} if column.kind in DECIMALS else {}),
        **({} if column.least is None else {"minimum": column.least}),
        **({} if column.most is None else {"maximum": column.most}),
    }


def _type(kind: Kind) -> str:
    if kind is Kind.YES_NO:
        return "boolean"
    return "integer" if kind in (Kind.COUNT, Kind.NUMBER, Kind.YEAR) else "string"
