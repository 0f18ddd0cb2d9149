"""What a chart shows, in numbers and words, before anything is drawn.

A drawing is made once from published rows. ``plots`` puts it on matplotlib axes
for an analyst; the report writes it as a picture in a page, without loading matplotlib: both show the same.

Colour never carries meaning alone: every bar and point has its words and number beside it; a rise is hatched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from maatschappelijk_rendement.domain import instruments
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.results import codec
from maatschappelijk_rendement.results.columns import FigureRow, Kind
from maatschappelijk_rendement.results.costs import Difference, Level
from maatschappelijk_rendement.results.counts import AS_HUNDREDTHS, AS_SHARE, Wellbeing

# Okabe and Ito (2008, "Color universal design"): blue and vermilion stay apart for the colour-blind.
GREY, BLUE, VERMILION, DARK = "#9aa5b1", "#0072b2", "#d55e00", "#3e4c59"
INK, SOFT_INK, WARNING = "#1f2933", "#52606d", "#8a1c1c"

PLOT_WIDTH, LETTER = 330, 6
"""How wide a plot is where a letter is this wide."""

MOMENT_NAMES = {"voor": "voor het MDO", "na": "na het MDO", "herhaling": "herhaalmeting"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A lying bar around height ``y``, from ``start`` to ``end``; hatched where it is a rise."""

    y: float
    start: float
    end: float
    thickness: float
    colour: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    width: float = 0.8
    style: Literal["solid", "dashed", "dotted"] = "solid"


@dataclass(frozen=True, slots=True)
class Dot:
    """A point."""

    x: float
    y: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point: to the right or the left of it, above, below or in the middle."""

    x: float
    y: float
    text: str
    place: Literal["right", "left", "above", "below", "middle"]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in its own coordinates.

    Attributes:
        marks: What is drawn, from back to front.
        left_names: Words left of the chart at a height.
        under_names: Words under the chart at a place.
        left: Coordinate of the left edge.
        right: Coordinate of the right edge.
        bottom: Coordinate of the lower edge; larger than ``top`` where rows run down.
        top: Coordinate of the upper edge.
        height: Height that suits it [inch].
        plot_width: Width of the plot where a letter is 6 wide. A narrow one stays readable on a telephone, as
            its words shrink less; its maker leaves room for them.
        names_above: Whether a page shows the names above their rows, so that it is narrow with large letters.
    """

    marks: tuple[Bar | Line | Dot | Label, ...]
    left_names: tuple[tuple[float, str], ...]
    under_names: tuple[tuple[float, str], ...]
    left: float
    right: float
    bottom: float
    top: float
    height: float
    plot_width: int = PLOT_WIDTH
    names_above: bool = False


def streams(
    rows: Iterable[Level], differences: Iterable[Difference] = (), *, group: str, wijk: str
) -> Drawing:
    """Show the cost per stream before and after, as two bars with their amounts beside them.

    Args:
        rows: Rows of ``stromen``: groep, wijk, stroom, moment, n, som_eur, status.
        differences: Rows of ``verschil``: groep, wijk, stroom, moment, n, bi95_laag_eur and bi95_hoog_eur
            [euro a case]. They give each bar after its 95 % margin; no margin without them.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.
    """
    wanted = [r for r in rows if r.group == group and r.wijk == wijk and r.stream != "totaal"]
    names = list(dict.fromkeys(row.stream for row in wanted))
    of_group = [r for r in differences if (r.group, r.wijk, r.moment) == (group, wijk, "na")]
    margins = {name: margin for name in names if (margin := _margin_after(wanted, of_group, name))}
    highs = [high for _, high in margins.values()]
    largest = max((*(_euros(row) for row in wanted), *highs), default=0.0) or 1.0
    marks: list[Bar | Line | Dot | Label] = []
    for y, name in enumerate(names):
        for moment, place, colour in (("voor", y - 0.2, GREY), ("na", y + 0.2, BLUE)):
            for row in (r for r in wanted if r.stream == name and r.moment == moment):
                end = _euros(row)
                if _is_there(row):
                    marks.append(Bar(place, 0.0, end, 0.36, colour))
                if moment == "na" and name in margins:
                    low, high = margins[name]
                    marks += _whisker(low, high, place)
                    end = max(end, high)
                text = f"{moment} {_amount(row)}"
                marks.append(Label(end + largest * 0.015, place, text, "right", not _is_there(row)))
    lefts = tuple((float(y), name + _common_n(wanted, name)) for y, name in enumerate(names))
    bottom = len(names) - 0.4
    if margins:
        bottom += 0.4
        words = "streep bij na: de marge (95%) van het verschil"
        marks.append(Label(largest * 0.015, bottom - 0.2, words, "right"))
    zero = Line(0.0, -0.6, 0.0, bottom, SOFT_INK)
    height = 0.3 + 0.62 * (bottom + 0.4)
    return Drawing((*marks, zero), lefts, (), 0.0, largest * 1.5, bottom, -0.6, height)


def _margin_after(
    levels: Sequence[Level], differences: Iterable[Difference], stream: str
) -> tuple[float, float] | None:
    """Give where the bar after may end: the cost before with either bound of the difference of its cases."""
    before = next((r for r in levels if (r.stream, r.moment) == (stream, "voor")), None)
    change = next((r for r in differences if r.stream == stream), None)
    if before is None or change is None or not _is_there(before) or before.n != change.n:
        return None
    if change.low is None or change.high is None or change.n is None:
        return None
    low, high = (_euros(before) + change.n * (cents / 100) for cents in (change.low, change.high))
    return max(low, 0.0), high


def _whisker(low: float, high: float, y: float) -> list[Line]:
    caps = [Line(end, y - 0.1, end, y + 0.1, INK, 1.2) for end in (low, high)]
    return [Line(low, y, high, y, INK, 1.2), *caps]


def waterfall(rows: Iterable[Difference], *, group: str, wijk: str, moment: str) -> Drawing:
    """Show how the differences per stream add up to the total difference.

    A hidden stream has no bar; its amount is inside the total, so the total stands on its own, from zero.

    Args:
        rows: Rows of ``verschil``: moment, groep, wijk, stroom, n, som_eur, status.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.
        moment: ``na`` or ``herhaling``.
    """
    wanted = [r for r in rows if (r.group, r.wijk, r.moment) == (group, wijk, moment)]
    wanted.sort(key=lambda row: (row.stream == "totaal", not _is_there(row)))
    level, bars = 0.0, []
    for row in wanted:
        start = 0.0 if row.stream == "totaal" else level
        level = start + _euros(row)
        bars.append((row, start, level))
    ends = [0.0, *(end for _, _, end in bars)]
    low, high = min(ends), max(ends)
    width = (high - low) or 1.0
    left, right = low - width * 0.02, high + width * 0.56
    letter = LETTER * (right - left) / PLOT_WIDTH
    marks: list[Bar | Line | Dot | Label] = [Line(0.0, -0.6, 0.0, len(bars) - 0.4, SOFT_INK)]
    names = []
    for y, (row, start, end) in enumerate(bars):
        is_total, is_rise = row.stream == "totaal", end > start
        if _is_there(row):
            colour = DARK if is_total else VERMILION if is_rise else BLUE
            marks.append(Bar(y, start, end, 0.6, colour, is_rise and not is_total))
        if y and not is_total:
            marks.append(Line(start, y - 0.7, start, y - 0.3, SOFT_INK))
        words = f"{_amount(row)} {_direction(row)}".strip()
        place = max(start, end)
        # Words that would lie over the line of zero stand behind it.
        place = 0.0 if place < 0.0 < place + width * 0.015 + letter * len(words) else place
        marks.append(Label(place + width * 0.015, y, words, "right", not _is_there(row)))
        names.append((float(y), (row.stream.capitalize() if is_total else row.stream) + _n(row.n)))
    height = 0.3 + 0.42 * len(bars)
    return Drawing(tuple(marks), tuple(names), (), left, right, len(bars) - 0.4, -0.6, height)


def wellbeing(
    rows: Iterable[Wellbeing],
    *,
    group: str,
    instrument: str | None,
    scale: tuple[float, float] | None = None,
) -> Drawing:
    """Show the mean score at each moment, with its own n, on the whole scale of the instrument.

    The step to the repeat is dotted, for it is mostly another group of residents.

    Args:
        rows: Rows of ``welbevinden``: groep, wijk, instrument, onderdeel, moment, n_bewoners, gemiddelde,
            status.
        group: ``totaal``, ``bestaand`` or ``nieuw``.
        instrument: Which instrument; the first one of the rows when not given.
        scale: Lowest and highest score that exist; those of the shipped instrument when not given.
    """
    wanted = [r for r in rows if r.group == group and r.wijk == "totaal" and not r.item]
    name = instrument or (wanted[0].instrument if wanted else "rapportcijfer")
    by_moment = {r.moment: r for r in reversed(wanted) if r.instrument == name}
    moments = [moment for moment in MOMENT_NAMES if moment in by_moment]
    low, high = scale or shipped_scale(name)
    size = high - low
    marks: list[Bar | Line | Dot | Label] = [
        Line(-0.5, low, len(moments) - 0.5, low, GREY),
        Line(-0.5, high, len(moments) - 0.5, high, GREY, style="dashed"),
    ]
    points: list[tuple[int, float, Wellbeing]] = []
    for x, moment in enumerate(moments):
        row = by_moment[moment]
        if row.mean is None or row.status == "onderdrukt":
            marks.append(Label(x, (low + high) / 2, _absent(row, "gemiddelde"), "middle", absent=True))
        else:
            points.append((x, row.mean / 100, row))
    for (x0, y0, _), (x1, y1, row) in pairwise(points):
        style: Literal["solid", "dotted"] = "dotted" if row.moment == "herhaling" else "solid"
        marks.append(Line(x0, y0, x1, y1, BLUE, 2.0, style))
    for place, (x, mean, row) in enumerate(points):
        neighbour = points[1 if place == 0 else place - 1][1] if len(points) > 1 else low
        below = mean < neighbour
        words = _mean(row) + _n(row.n_residents)
        marks += [Dot(x, mean, BLUE)]
        marks += [
            Label(
                x, mean - 0.07 * size if below else mean + 0.07 * size, words, "below" if below else "above"
            )
        ]
    lefts = ((low, _end(low, by_moment)), (high, _end(high, by_moment)))
    unders = tuple((float(x), MOMENT_NAMES[moment]) for x, moment in enumerate(moments))
    right = max(len(moments) - 0.5, 0.5)
    return Drawing(tuple(marks), lefts, unders, -0.5, right, low - 0.14 * size, high + 0.14 * size, 2.8)


def shipped_scale(instrument: str) -> tuple[float, float]:
    """Give the ends of the scale of a shipped instrument.

    Example:
        >>> shipped_scale("rapportcijfer")
        (1.0, 10.0)
    """
    definition = instruments.with_derived(instruments.load())[instrument]
    return float(definition.lowest), float(definition.highest)


def _mean(row: Wellbeing) -> str:
    """Write a mean with one decimal; on a scale of at most 2 points with two, a share as a percentage."""
    mean = codec.number(Kind.GRADE, row.mean or 0)
    if row.mean_as == AS_SHARE:
        return f"{dutch_number(100 * mean)}\N{NO-BREAK SPACE}%"
    return dutch_number(mean, 2 if row.mean_as else 1)


def _end(end: float, by_moment: Mapping[str, Wellbeing]) -> str:
    """Write an end of the scale as the means beside it are written."""
    kinds = {row.mean_as for row in by_moment.values()}
    if kinds == {AS_SHARE}:
        return f"{dutch_number(Decimal(str(100 * end)))}\N{NO-BREAK SPACE}%"
    return dutch_number(Decimal(str(end)), 2) if kinds == {AS_HUNDREDTHS} and end % 1 else _short(end)


def _cents(row: Level | Difference) -> int | None:
    shown = row.cost if isinstance(row, Level) else row.total
    return None if row.status == "onderdrukt" else shown


def _is_there(row: Level | Difference) -> bool:
    return _cents(row) is not None


def _euros(row: Level | Difference) -> float:
    return (_cents(row) or 0) / 100


def _absent(row: FigureRow, key: str = "som_eur") -> str:
    return "onderdrukt" if row.status == "onderdrukt" or key in row.hidden else "onbekend"


def _amount(row: Level | Difference) -> str:
    cents = _cents(row)
    if cents is None:
        return _absent(row)
    return f"€\N{NO-BREAK SPACE}{dutch_number(codec.number(Kind.EURO, cents))}"


def _direction(row: Difference) -> str:
    cents = _cents(row)
    if cents is None:
        return ""
    return "gelijk" if cents == 0 else "daling" if cents < 0 else "stijging"


def _n(count: int | None) -> str:
    return "" if count is None else f" (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{dutch_number(count)})"


def _common_n(rows: Iterable[Level], stream: str) -> str:
    """Give the n of a stream, where before and after have the same."""
    counts = {row.n for row in rows if row.stream == stream and row.moment in ("voor", "na")}
    return _n(counts.pop()) if len(counts) == 1 else ""


def _short(number: float) -> str:
    return dutch_number(Decimal(str(number)), 0 if number == int(number) else 1)
