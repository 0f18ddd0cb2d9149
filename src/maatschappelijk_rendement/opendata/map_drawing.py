"""A small map of wijken as SVG: five shades, hatching where nothing is known, and a legend with the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from pathlib import Path

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.opendata.borders import AreaBorder, Point, read_borders, scaled
from maatschappelijk_rendement.opendata.series import AreaFigure, AreaSeries

WIDTH, HEIGHT, MAP_TOP, MAP_HEIGHT, LEGEND_LEFT = 720, 470, 64, 340, 500
# One hue from light to dark, readable in grey too.
SHADES = ("#e3eef2", "#b5d2dc", "#7fb0c1", "#468aa1", "#16596f")
INK, SOFT_INK, PAPER = "#1d2b33", "#51626c", "#ffffff"
MOST_NAMES = 12
"""On a map with more areas the names would lie over each other; each area has its title."""


def wijk_map(
    borders: Path | bytes | str,
    series: AreaSeries,
    indicator: str,
    *,
    year: int | None = None,
    breakdown: str = "",
) -> str:
    """Draw one indicator of one year on a map.

    Args:
        borders: A GeoJSON file with wijken, in RD or WGS84.
        series: The figures.
        indicator: Which of them.
        year: Which year; the newest when left out.
        breakdown: Which breakdown, such as ``totaal``; the first one where the indicator has several.

    Returns:
        An SVG: an area without a figure is hatched, and each area has a title with its figure.

    Raises:
        UsageError: The series has no such indicator or year, or there is no such file.
        InputError: The borders cannot be read.

    Example:
        >>> from maatschappelijk_rendement.opendata import read_kwb
        >>> source = "voorbeelden/opendata/wijken_2023_kaart_synthetisch.geojson"
        >>> series = read_kwb(source, ["WK082890", "WK082891"])
        >>> wijk_map(source, series, "bijstand").startswith("<svg")
        True
    """
    drawn = read_borders(Path(borders) if isinstance(borders, str) else borders)
    chosen = _chosen(series, indicator, year, breakdown)
    figures = {row.code: row for row in chosen}
    levels = {code[:2] for code in figures}
    shown = tuple(border for border in drawn if border.code[:2] in levels)
    if not any(border.code in figures for border in shown):
        raise UsageError(
            "Geen van de gevraagde gebieden staat op deze kaart. Zijn de grenzen van hetzelfde jaar?"
        )
    return _svg(shown, figures, chosen[0])


def _chosen(series: AreaSeries, indicator: str, year: int | None, breakdown: str) -> list[AreaFigure]:
    known = list(dict.fromkeys(row.indicator for row in series.rows))
    if indicator not in known:
        near = did_you_mean(indicator, known)
        options = f"Kies uit: {', '.join(known)}."
        text = "Deze indicator staat niet in de reeks."
        raise UsageError(" ".join(part for part in (text, near, options) if part))
    rows = [row for row in series.of(indicator) if row.code and row.period == "jaar"]
    parts = list(dict.fromkeys(row.breakdown for row in rows))
    part = breakdown or ("totaal" if "totaal" in parts else parts[0] if parts else "")
    rows = [row for row in rows if row.breakdown == part]
    newest = max((row.year for row in rows if row.value is not None), default=None)
    rows = [row for row in rows if row.year == (newest if year is None else year)]
    if not rows:
        raise UsageError("Van deze indicator is er geen cijfer van dat jaar. Kies een ander jaar.")
    return rows


def _svg(borders: Sequence[AreaBorder], figures: Mapping[str, AreaFigure], first: AreaFigure) -> str:
    values = [row.value for row in figures.values() if row.value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    decimals = max((-int(value.as_tuple().exponent) for value in values), default=0)
    what = f"{first.label}, {first.year}"
    part = f" ({first.breakdown})" if first.breakdown else ""
    unknown = sum(border.code not in figures or figures[border.code].value is None for border in borders)
    described = (
        f"Kaart van {len(borders)} gebieden, van {_number(low, decimals)} tot {_number(high, decimals)} "
        f"{first.unit}; van {unknown} geen cijfer."
    )
    body = [
        _area(border, figures.get(border.code), low, high, decimals, with_name=len(borders) <= MOST_NAMES)
        for border in scaled(tuple(borders), LEGEND_LEFT - 40, MAP_HEIGHT)
    ]
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
                f'aria-labelledby="kaart-titel kaart-beschrijving" font-family="sans-serif" fill="{INK}">'
            ),
            f'<title id="kaart-titel">{escape(what)}{escape(part)}</title>',
            f'<desc id="kaart-beschrijving">{escape(described)}</desc>',
            (
                '<defs><pattern id="kaart-arcering" width="7" height="7" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{PAPER}"/>'
                f'<path d="M0 0V7" stroke="{SOFT_INK}" stroke-width="1.5"/></pattern></defs>'
            ),
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
            f'<text x="20" y="30" font-size="18" font-weight="bold">{escape(what)}</text>',
            f'<text x="20" y="50" font-size="13" fill="{SOFT_INK}">{escape(_under(first))}</text>',
            f'<g transform="translate(20 {MAP_TOP})" stroke="{SOFT_INK}" stroke-width="1">',
            *(path for path, _ in body),
            "</g>",
            f'<g transform="translate(20 {MAP_TOP})" font-size="12" text-anchor="middle">',
            *(name for _, name in body),
            "</g>",
            *_legend(low, high, decimals, first.unit, bool(unknown)),
            *_source(first, borders),
            "</svg>",
            "",
        ]
    )


def _under(first: AreaFigure) -> str:
    parts = [first.breakdown, first.unit, "modelschatting" if first.is_modelled else ""]
    return ", ".join(part for part in parts if part)


def _area(
    border: AreaBorder,
    figure: AreaFigure | None,
    low: Decimal,
    high: Decimal,
    decimals: int,
    *,
    with_name: bool,
) -> tuple[str, str]:
    value = None if figure is None else figure.value
    fill = "url(#kaart-arcering)" if value is None else SHADES[_shade(value, low, high)]
    words = "geen cijfer" if value is None or figure is None else f"{_number(value, decimals)} {figure.unit}"
    name = figure.name if figure is not None and figure.name else border.code
    path = " ".join(f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in ring)}Z" for ring in border.rings)
    x, y = _middle(max(border.rings, key=lambda ring: abs(_surface(ring))))
    is_dark = value is not None and _shade(value, low, high) >= 3
    ink = PAPER if is_dark else INK
    # Hatching behind a text makes it hard to read: a white edge keeps the two apart.
    edge = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if value is None else ""
    shown = "geen cijfer" if value is None else _number(value, decimals)
    return (
        (
            f'<path d="{path}" fill="{fill}" fill-rule="evenodd">'
            f"<title>{escape(name)}: {escape(words)}</title></path>"
        ),
        f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="{ink}"{edge}>{escape(shown)}'
        + (f'<tspan x="{x:.1f}" dy="15" font-size="11">{escape(name)}</tspan>' if with_name else "")
        + "</text>",
    )


def _shade(value: Decimal, low: Decimal, high: Decimal) -> int:
    """Give the shade of a value: five steps of the same width from the lowest to the highest.

    Example:
        >>> [_shade(Decimal(value), Decimal(0), Decimal(10)) for value in (0, 1, 2, 9, 10)]
        [0, 0, 1, 4, 4]
    """
    if high == low:
        return 2
    return min(int(len(SHADES) * (value - low) / (high - low)), len(SHADES) - 1)


def _legend(low: Decimal, high: Decimal, decimals: int, unit: str, has_unknown: bool) -> list[str]:
    step = (high - low) / len(SHADES)
    rows = [
        (
            SHADES[place],
            f"{_number(low + place * step, decimals)} tot {_number(low + (place + 1) * step, decimals)}",
        )
        for place in range(len(SHADES))
    ]
    if high == low:
        rows = [(SHADES[2], _number(low, decimals))]
    rows += [("url(#kaart-arcering)", "geen cijfer")] if has_unknown else []
    lines = [
        f'<text x="{LEGEND_LEFT}" y="{MAP_TOP + 16}" font-size="13" font-weight="bold">{escape(unit)}</text>'
    ]
    for place, (fill, text) in enumerate(rows):
        y = MAP_TOP + 30 + 26 * place
        lines.append(
            f'<rect x="{LEGEND_LEFT}" y="{y}" width="26" height="18" fill="{fill}" stroke="{SOFT_INK}"/>'
            f'<text x="{LEGEND_LEFT + 36}" y="{y + 14}" font-size="13">{escape(text)}</text>'
        )
    return lines


def _source(first: AreaFigure, borders: Sequence[AreaBorder]) -> list[str]:
    drawn = {border.year for border in borders if border.year is not None}
    parts = [f"Bron: {first.table}, bestand {first.file}."]
    told = [f"van de cijfers: {first.borders}"] if first.borders is not None else []
    told += [f"van de kaart: {', '.join(str(year) for year in sorted(drawn))}"] if drawn else []
    parts += [f"Wijkgrenzen {'; '.join(told)}."] if told else []
    return [
        f'<text x="20" y="{HEIGHT - 34 + 17 * place}" font-size="12" fill="{SOFT_INK}">{escape(text)}</text>'
        for place, text in enumerate(parts)
    ]


def _number(value: Decimal, decimals: int) -> str:
    return dutch_number(value, decimals)


def _surface(ring: Sequence[Point]) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x * b - a * y for (x, y), (a, b) in pairs) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """Give the centre of mass of a ring; of a ring without surface, the mean of its points."""
    surface = _surface(ring)
    if abs(surface) < 1e-6:
        return (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    pairs = [
        ((x, y), (a, b), x * b - a * y) for (x, y), (a, b) in zip(ring, (*ring[1:], ring[0]), strict=True)
    ]
    across = sum((x + a) * part for (x, _), (a, _b), part in pairs) / (6 * surface)
    down = sum((y + b) * part for (_, y), (_a, b), part in pairs) / (6 * surface)
    return across, down
