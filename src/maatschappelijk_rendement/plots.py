"""Charts on matplotlib axes: cost per stream, waterfall of differences, wellbeing.

Every function takes axes and rows as they stand in ``resultaten.json`` and gives the axes back. No pyplot, no
global state: the look comes from ``plots.mplstyle``, which an analyst may use too. Colour never carries
meaning alone: every bar and point has its words and number beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.money import dutch_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE_FILE = Path(__file__).with_name("plots.mplstyle")
WIDTH_INCH = 7.0
ROW_HEIGHT_INCH = 0.62

# Okabe and Ito (2008): blue and vermilion stay apart for every common kind of colour blindness.
GREY, BLUE, VERMILION, DARK = "#9aa5b1", "#0072B2", "#D55E00", "#3e4c59"
HIDDEN_INK, WARNING = "#52606d", "#8a1c1c"

Row = Mapping[str, Any]

# Ends of the scale of each instrument (method.md, "Instruments of wellbeing").
SCALES: dict[str, tuple[float, float]] = {
    "rapportcijfer": (1, 10),
    "levenstevredenheid_0_10": (0, 10),
    "positieve_gezondheid": (0, 10),
    "zrm_2013": (1, 5),
    "zrm_2017": (1, 5),
    "eq5d5l": (-0.5, 1),
    "mhc_sf": (0, 5),
    "participatieladder": (1, 6),
}


@contextmanager
def style() -> Iterator[None]:
    """Draw with this package's look; other settings are as they were afterwards."""
    from matplotlib import rc_context

    with rc_context(fname=str(STYLE_FILE)):
        yield


def new_axes(height: float = 3.5, width: float = WIDTH_INCH) -> Axes:
    """Make empty axes on a figure of their own, without pyplot.

    Args:
        height: Height of the figure [inch].
        width: Width of the figure [inch].

    Example:
        >>> type(new_axes()).__name__
        'Axes'
    """
    from matplotlib.figure import Figure

    with style():
        return Figure(figsize=(width, height)).subplots()


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one set of results, each on axes given or on new ones.

    Attributes:
        data: Content of ``resultaten.json``. Where its level is ``intern`` every chart says VERTROUWELIJK.
    """

    data: Mapping[str, Any]

    def streams(self, ax: Axes | None = None, *, group: str = "bestaand", wijk: str = "totaal") -> Axes:
        """Draw the cost per stream before and after; see ``streams``."""
        return self._marked(streams(ax or new_axes(), self.data["stromen"], group=group, wijk=wijk))

    def waterfall(
        self, ax: Axes | None = None, *, group: str = "bestaand", wijk: str = "totaal", moment: str = "na"
    ) -> Axes:
        """Draw how the differences per stream add up; see ``waterfall``."""
        rows = self.data["verschil"]
        return self._marked(waterfall(ax or new_axes(), rows, group=group, wijk=wijk, moment=moment))

    def wellbeing(
        self, ax: Axes | None = None, *, group: str = "totaal", instrument: str | None = None
    ) -> Axes:
        """Draw the mean score at each moment; see ``wellbeing``."""
        rows = self.data["welbevinden"]
        return self._marked(wellbeing(ax or new_axes(), rows, group=group, instrument=instrument))

    def _marked(self, ax: Axes) -> Axes:
        if self.data["niveau"] == "intern":
            ax.set_title("VERTROUWELIJK", color=WARNING, loc="right", fontsize=9)
        return ax


def streams(ax: Axes, rows: Iterable[Row], *, group: str = "bestaand", wijk: str = "totaal") -> Axes:
    """Draw the cost per stream before and after, as bars with their amounts beside them.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``stromen``: groep, wijk, stroom, moment, n, som_eur [euro], status.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.

    Returns:
        The same axes.
    """
    wanted = [r for r in rows if r["groep"] == group and r["wijk"] == wijk and r["stroom"] != "totaal"]
    names = list(dict.fromkeys(row["stroom"] for row in wanted))
    by_place = {(row["stroom"], row["moment"]): row for row in wanted}
    largest = max((abs(_euros(r)) for r in wanted if _is_drawn(r)), default=1.0) or 1.0
    for y, name in enumerate(names):
        for moment, offset, colour in (("voor", -0.2, GREY), ("na", 0.2, BLUE)):
            row = by_place.get((name, moment))
            if row is None:
                continue
            if _is_drawn(row):
                ax.barh(y + offset, _euros(row), height=0.36, color=colour, edgecolor=DARK, linewidth=0.6)
            end = _euros(row) if _is_drawn(row) else 0.0
            _write(ax, end + largest * 0.015, y + offset, f"{moment} {_amount(row)}", drawn=_is_drawn(row))
    ax.set_xlim(0, largest * 1.42)
    _name_rows(ax, [_with_n(by_place, name) for name in names])
    return ax


def waterfall(
    ax: Axes, rows: Iterable[Row], *, group: str = "bestaand", wijk: str = "totaal", moment: str = "na"
) -> Axes:
    """Draw how the differences per stream add up to the total difference.

    A hidden stream has no bar; its amount is inside the total, so the total stands on its own, from zero.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``verschil``: moment, groep, wijk, stroom, n, som_eur [euro], status.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.
        moment: ``na`` or ``herhaling``.

    Returns:
        The same axes.
    """
    wanted = [r for r in rows if (r["groep"], r["wijk"], r["moment"]) == (group, wijk, moment)]
    parts = sorted((r for r in wanted if r["stroom"] != "totaal"), key=lambda r: not _is_drawn(r))
    total = [r for r in wanted if r["stroom"] == "totaal"]
    level, edges = 0.0, [0.0]
    bars: list[tuple[Row, float, float]] = []
    for row in parts:
        change = _euros(row) if _is_drawn(row) else 0.0
        bars.append((row, level, level + change))
        level += change
        edges.append(level)
    bars += [(row, 0.0, _euros(row) if _is_drawn(row) else 0.0) for row in total]
    edges += [end for _, _, end in bars]
    low, high = min(edges), max(edges)
    width = (high - low) or 1.0
    for y, (row, start, end) in enumerate(bars):
        is_total = row["stroom"] == "totaal"
        if _is_drawn(row):
            colour = DARK if is_total else (BLUE if end <= start else VERMILION)
            hatch = "" if is_total or end <= start else "///"
            ax.barh(y, end - start, left=start, height=0.6, color=colour, hatch=hatch, linewidth=0)
        if y and not is_total:
            ax.plot([start, start], [y - 0.7, y - 0.3], color=HIDDEN_INK, linewidth=0.8)
        text = f"{_amount(row)} {_direction(row)}".strip()
        _write(ax, max(start, end) + width * 0.015, y, text, drawn=_is_drawn(row))
    ax.axvline(0, color=HIDDEN_INK, linewidth=0.8)
    ax.set_xlim(low - width * 0.02, high + width * 0.48)
    _name_rows(ax, [f"{r['stroom'].capitalize() if r in total else r['stroom']}{_n(r)}" for r, _, _ in bars])
    return ax


def wellbeing(ax: Axes, rows: Iterable[Row], *, group: str = "totaal", instrument: str | None = None) -> Axes:
    """Draw the mean score at each moment, with its own n, as a line from before to after.

    The step to the repeat is dotted, for it is mostly another group of residents.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``welbevinden``: groep, wijk, instrument, onderdeel, moment, n_bewoners, gemiddelde,
            status.
        group: ``totaal``, ``bestaand`` or ``nieuw``.
        instrument: Which instrument; the first one of the rows when not given.

    Returns:
        The same axes.
    """
    wanted = [r for r in rows if r["groep"] == group and r["wijk"] == "totaal" and not r["onderdeel"]]
    name = instrument or (wanted[0]["instrument"] if wanted else "rapportcijfer")
    by_moment = {r["moment"]: r for r in reversed(wanted) if r["instrument"] == name}
    moments = [m for m in ("voor", "na", "herhaling") if m in by_moment]
    low, high = SCALES.get(name, (0.0, 10.0))
    points: list[tuple[int, float, str]] = []
    for x, moment in enumerate(moments):
        row = by_moment[moment]
        if row.get("gemiddelde") is None:
            ax.text(
                x, (low + high) / 2, _absent(row), ha="center", va="center", style="italic", color=HIDDEN_INK
            )
        else:
            points.append((x, float(row["gemiddelde"]), moment))
    for (x0, y0, _), (x1, y1, end) in pairwise(points):
        ax.plot([x0, x1], [y0, y1], color=BLUE, linewidth=2, linestyle=":" if end == "herhaling" else "-")
    ax.plot([p[0] for p in points], [p[1] for p in points], "o", color=BLUE, markersize=8)
    gap = (high - low) * 0.07
    for place, (x, mean, moment) in enumerate(points):
        row = by_moment[moment]
        label = dutch_number(Decimal(row["gemiddelde"]), 1) + _n({"n": row["n_bewoners"]})
        other = points[1 if place == 0 else place - 1][1] if len(points) > 1 else low
        below = mean < other
        ax.text(x, mean - gap if below else mean + gap, label, ha="center", va="top" if below else "bottom")
    ax.set_ylim(low - (high - low) * 0.14, high + (high - low) * 0.14)
    ax.set_xlim(-0.5, max(len(moments) - 0.5, 0.5))
    ax.set_yticks([low, high], [_short(low), _short(high)])
    ax.axhline(low, color=GREY, linewidth=0.8)
    ax.axhline(high, color=GREY, linewidth=0.8, linestyle="--")
    labels = {"voor": "voor het MDO", "na": "na het MDO", "herhaling": "herhaalmeting"}
    ax.set_xticks(range(len(moments)), [labels[m] for m in moments])
    return ax


def _is_drawn(row: Row) -> bool:
    return row.get("som_eur") is not None and row.get("status") != "onderdrukt"


def _euros(row: Row) -> float:
    return float(row["som_eur"]) if _is_drawn(row) else 0.0


def _absent(row: Row) -> str:
    return "onderdrukt" if row.get("status") == "onderdrukt" else "onbekend"


def _amount(row: Row) -> str:
    if not _is_drawn(row):
        return _absent(row)
    return f"€\N{NO-BREAK SPACE}{dutch_number(Decimal(row['som_eur']))}"


def _direction(row: Row) -> str:
    if not _is_drawn(row):
        return ""
    amount = Decimal(row["som_eur"])
    return "gelijk" if amount == 0 else "daling" if amount < 0 else "stijging"


def _n(row: Row) -> str:
    return "" if row.get("n") is None else f" (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{row['n']})"


def _with_n(by_place: Mapping[tuple[str, str], Row], name: str) -> str:
    counts = {by_place[place].get("n") for place in by_place if place[0] == name}
    if len(counts) != 1:
        return name
    return name + _n({"n": counts.pop()})


def _write(ax: Axes, x: float, y: float, text: str, *, drawn: bool) -> None:
    ax.text(x, y, text, va="center", ha="left", style="normal" if drawn else "italic", color="#1f2933")


def _name_rows(ax: Axes, names: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_xticks([])
    ax.axvline(0, color=HIDDEN_INK, linewidth=0.8)


def _short(number: float) -> str:
    return dutch_number(Decimal(str(number)), 0 if number == int(number) else 1)
