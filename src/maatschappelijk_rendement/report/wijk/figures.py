"""``wijkrapport.json``: every table of a report of a wijk, and the JSON Schema of it."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.wijk.chapter import Rows
from maatschappelijk_rendement.results.codec import table_to_json
from maatschappelijk_rendement.results.columns import FigureRow, columns_of
from maatschappelijk_rendement.results.schema import AMOUNT, row_schema
from maatschappelijk_rendement.results.wijk import WIJK_TABLES
from maatschappelijk_rendement.wijk.card_wijk import WijkReport

SCHEMA = "wijkrapport-1"


def figures(report: WijkReport, rows: Rows) -> dict[str, Any]:
    """Give every result as plain data; a value that is hidden or was not measured is null.

    Args:
        report: A computed card.
        rows: Its rows, by table.
    """
    first, last = report.years
    return {
        "schema": SCHEMA,
        "versie": __version__,
        "titel": report.title,
        "wijk": report.wijk,
        "wijkcode": report.card.settings.get("wijk_code"),
        "gemeente": report.municipality,
        "eerste_jaar": first,
        "laatste_jaar": last,
        "stand": report.as_of.isoformat(),
        "synthetisch": report.is_synthetic,
        "microanalyse": None if report.cases is None else dict(report.cases.data),
        **{table.name: table_to_json(table, rows[table.name]) for table in WIJK_TABLES},
    }


def schema() -> dict[str, Any]:
    """Make the schema (draft 2020-12) of ``wijkrapport.json``.

    Example:
        >>> schema()["properties"]["schema"]
        {'const': 'wijkrapport-1'}
    """
    text, whole = {"type": "string"}, {"type": "integer"}
    parts: dict[str, Any] = {
        "schema": {"const": SCHEMA},
        **dict.fromkeys(("versie", "titel", "wijk", "gemeente"), text),
        "wijkcode": {"type": ["string", "null"], "pattern": "^WK[0-9]{6}$"},
        **dict.fromkeys(("eerste_jaar", "laatste_jaar"), whole),
        "stand": {"type": "string", "format": "date"},
        "synthetisch": {"type": "boolean"},
        "microanalyse": {"type": ["object", "null"], "description": "Zie resultaten.schema.json."},
        **{table.name: {"type": "array", "items": row_schema(table.row)} for table in WIJK_TABLES},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "wijkrapport.json van maatschappelijk_rendement",
        "description": "Meetwaarden zijn teksten met drie decimalen; null waar iets niet is gemeten of is "
        "onderdrukt. Een verschil is de wijk min de vergelijking.",
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
        "$defs": {
            "bedrag": {"type": ["string", "null"], "pattern": AMOUNT},
            "aantal": {"type": ["integer", "null"], "minimum": 0},
            "status": {"enum": list(columns_of(FigureRow)[0].among)},
        },
    }
