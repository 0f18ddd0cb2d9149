"""Write ``resultaten.json`` and ``herkomst.json``: UTF-8, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


def to_bytes(content: Mapping[str, Any]) -> bytes:
    """Write JSON.

    Example:
        >>> to_bytes({"som_eur": None}).decode()
        '{\\n "som_eur": null\\n}\\n'
    """
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


def schema() -> dict[str, Any]:
    """Give the JSON Schema of ``resultaten.json`` that ships with the package."""
    file = files("maatschappelijk_rendement.report").joinpath("resultaten.schema.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
