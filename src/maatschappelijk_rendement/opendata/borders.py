"""Borders of wijken from a GeoJSON file of the user: which area is which, and its rings."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.intake.workbook.gate import MEBIBYTE
from maatschappelijk_rendement.opendata.areas import is_area_code
from maatschappelijk_rendement.opendata.open_file import parse_json, shown_name

LARGEST_BYTES = 50 * MEBIBYTE
MOST_POINTS = 500_000
# Where a code stands, in the files of the map service and of CBS; the most precise first.
_CODES = ("buurtcode", "bu_code", "wijkcode", "wk_code", "gwb_code_10", "statcode", "gemeentecode", "gm_code")

_YEAR = re.compile(r"20[0-9]{2}")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class AreaBorder:
    """An area with its rings.

    Attributes:
        code: Its code.
        rings: Rings of points; a ring within another is a hole.
        year: Year of the borders, where the file says it.
    """

    code: str
    rings: tuple[tuple[Point, ...], ...]
    year: int | None = None


def read_borders(source: Path | bytes) -> tuple[AreaBorder, ...]:
    """Read the borders of areas, in metres (RD) or degrees (WGS84).

    Args:
        source: A GeoJSON file, or what stands in it.

    Raises:
        UsageError: There is no such file.
        InputError: It is no GeoJSON, holds no area with a code and a surface, or holds too much.
    """
    name = shown_name(source) if isinstance(source, Path) else "grenzen"
    try:
        data = read_plain(source, LARGEST_BYTES) if isinstance(source, Path) else source
    except OSError as error:
        raise UsageError(f"Het bestand {name} {why_not_read(error)}") from error
    if len(data) > LARGEST_BYTES:
        raise _refused(name, "grens_bestand", f"Dit bestand is groter dan {LARGEST_BYTES // MEBIBYTE} MB.")
    try:
        whole = parse_json(data)
    except InputError as error:
        raise _refused(name, "geen_json", error.findings[0].text) from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise _refused(name, "geen_kaart", "Dit is geen GeoJSON met gebieden.")
    found = tuple(border for feature in features if (border := _border(feature)) is not None)
    if not found:
        raise _refused(name, "geen_kaart", "In dit bestand staat geen gebied met een code en een vlak.")
    if sum(len(ring) for border in found for ring in border.rings) > MOST_POINTS:
        raise _refused(name, "grens_punten", "Deze grenzen hebben te veel punten.")
    return found


def scaled(borders: tuple[AreaBorder, ...], width: float, height: float) -> tuple[AreaBorder, ...]:
    """Put borders in a rectangle, north above, as large as fits; y goes down.

    Args:
        borders: The borders; degrees are squeezed by their latitude, so that shapes stay what they are.
        width: Of the rectangle.
        height: Of the rectangle.

    Example:
        >>> square = AreaBorder("WK082801", (((0.0, 52.0), (0.0, 53.0), (1.0, 53.0), (1.0, 52.0)),))
        >>> [round(x) for x, _ in scaled((square,), 100, 100)[0].rings[0]]
        [20, 20, 80, 80]
    """
    points = [point for border in borders for ring in border.rings for point in ring]
    is_degrees = all(abs(x) <= 180 and abs(y) <= 90 for x, y in points)
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    squeeze = math.cos(math.radians(middle)) if is_degrees else 1.0
    left, right = min(x for x, _ in points) * squeeze, max(x for x, _ in points) * squeeze
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    scale = min(width / max(right - left, 1e-9), height / max(top - bottom, 1e-9))
    beside, above = (width - scale * (right - left)) / 2, (height - scale * (top - bottom)) / 2
    return tuple(
        replace(
            border,
            rings=tuple(
                tuple((beside + scale * (x * squeeze - left), above + scale * (top - y)) for x, y in ring)
                for ring in border.rings
            ),
        )
        for border in borders
    )


def _border(feature: Any) -> AreaBorder | None:
    if not isinstance(feature, dict):
        return None
    properties, geometry = feature.get("properties"), feature.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return None
    named = {str(key).casefold(): value for key, value in properties.items()}
    codes = (str(named[key]).strip() for key in _CODES if isinstance(named.get(key), str))
    code = next((code for code in codes if is_area_code(code)), "")
    rings = tuple(_rings(geometry)) if code else ()
    told = _YEAR.match(str(named.get("jaar", "")) or str(named.get("jrstatcode", "")))
    return AreaBorder(code, rings, int(told[0]) if told else None) if rings else None


def _rings(geometry: dict[str, Any]) -> Iterator[tuple[Point, ...]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else []
    for polygon in polygons if isinstance(polygons, list) else []:
        for ring in polygon if isinstance(polygon, list) else []:
            points = tuple(point for pair in ring if (point := _point(pair)) is not None)
            if len(points) >= 3:
                yield points


def _point(pair: Any) -> Point | None:
    try:
        x, y = float(pair[0]), float(pair[1])
    except (TypeError, ValueError, LookupError, OverflowError):
        return None
    return (x, y) if math.isfinite(x) and math.isfinite(y) else None


def _refused(name: str, code: str, text: str) -> InputError:
    advice = "Download de grenzen van de wijken als GeoJSON, van alleen uw gemeente."
    return InputError([Finding("fout", name, "", code, text, advice)])
