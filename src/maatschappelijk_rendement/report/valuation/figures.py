"""``waardering.json``: every table of a valuation, and the JSON Schema of it, from the same declarations."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.valuation.rows import rows_of
from maatschappelijk_rendement.results.codec import table_to_json
from maatschappelijk_rendement.results.schema import row_schema
from maatschappelijk_rendement.results.valuation import ONLY_WHEN_ASKED, VALUATION_TABLES
from maatschappelijk_rendement.valuation.card_value import CardValue

SCHEMA = "waardering-1"


def figures(value: CardValue) -> dict[str, Any]:
    """Give every result as plain data: euros as texts with two decimals, null where there is none.

    Args:
        value: A computed card.
    """
    rows, line, settings = rows_of(value), value.timeline, value.card.settings
    tables = [
        table
        for table in VALUATION_TABLES[str(value.kind)]
        if rows[table.name] or table.name not in ONLY_WHEN_ASKED
    ]
    return {
        "schema": SCHEMA,
        "soort": str(value.kind),
        "versie": __version__,
        "titel": value.title,
        "synthetisch": value.is_synthetic,
        "vertrouwelijk": value.is_confidential,
        "nulalternatief": settings["null_alternative"],
        "projectalternatief": settings["project"],
        "startjaar": line.start,
        "jaren": line.years,
        "prijspeil": line.price_year,
        "discontovoet": f"{value.rate.numerator}/{value.rate.denominator}",
        "discontovoet_bron": line.source,
        "eerste_jaar_verdisconteerd": line.first == 1,
        **{table.name: table_to_json(table, rows[table.name]) for table in tables},
    }


def schema() -> dict[str, Any]:
    """Make the schema (draft 2020-12) of ``waardering.json``.

    Example:
        >>> [each["properties"]["soort"]["const"] for each in schema()["oneOf"]]
        ['mkba', 'sroi', 'effecten']
    """
    text, whole = {"type": "string"}, {"type": "integer"}
    head: dict[str, Any] = {
        "schema": {"const": SCHEMA},
        **dict.fromkeys(("versie", "titel", "nulalternatief", "projectalternatief"), text),
        **dict.fromkeys(("startjaar", "jaren", "prijspeil"), whole),
        "synthetisch": {"type": "boolean"},
        "vertrouwelijk": {"type": "boolean"},
        "discontovoet": {"type": "string", "pattern": "^[0-9]+/[0-9]+$"},
        "discontovoet_bron": text,
        "eerste_jaar_verdisconteerd": {"type": "boolean"},
    }
    kinds = []
    for kind, tables in VALUATION_TABLES.items():
        parts = {table.name: {"type": "array", "items": row_schema(table.row)} for table in tables}
        properties = {**head, "soort": {"const": kind}, **parts}
        required = [name for name in properties if name not in ONLY_WHEN_ASKED]
        kinds.append({"properties": properties, "required": required, "additionalProperties": False})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "waardering.json van maatschappelijk_rendement",
        "description": "Euro's zijn teksten met twee decimalen; wat een partij betaalt heeft een minteken.",
        "type": "object",
        "oneOf": kinds,
        "$defs": {"bedrag": {"type": ["string", "null"], "pattern": r"^-?[0-9]+\.[0-9]{2}$"}},
    }
