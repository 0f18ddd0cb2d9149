"""Write ``resultaten.json`` and ``herkomst.json``: UTF-8, the same bytes for the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def to_bytes(content: Mapping[str, Any]) -> bytes:
    """Write JSON.

    Example:
        >>> to_bytes({"som_eur": None}).decode()
        '{\\n "som_eur": null\\n}\\n'
    """
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
