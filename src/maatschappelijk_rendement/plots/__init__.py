"""Charts on matplotlib axes: cost per stream, waterfall of differences, wellbeing, how sure it is.

Every function takes axes and rows as they stand in ``resultaten.json`` and gives the axes back. No pyplot, no
global state: the look comes from ``look.mplstyle``, which an analyst may use too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.plots import axis, certainty, drawing
from maatschappelijk_rendement.plots.drawing import (
    DARK,
    INK,
    SOFT_INK,
    WARNING,
    Bar,
    Dot,
    Drawing,
    Label,
    Line,
)
from maatschappelijk_rendement.results.codec import rows_from_json
from maatschappelijk_rendement.results.costs import Difference, Level
from maatschappelijk_rendement.results.counts import Wellbeing
from maatschappelijk_rendement.results.sections import INSTRUMENTS
from maatschappelijk_rendement.results.shown import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from maatschappelijk_rendement.statistics.robustness import TornadoBar as Assumption

STYLE_FILE = Path(__file__).with_name("look.mplstyle")

EDGE: dict[str, Any] = {"edgecolor": DARK, "linewidth": 0.6}  # so that a pale bar stands out as well
PERIOD_EUROS = "euro in de meetperiode"
JsonRow = Mapping[str, Any]
"""A row as it stands in ``resultaten.json``."""

_PLACES = {
    "right": ("left", "center"),
    "left": ("right", "center"),
    "above": ("center", "bottom"),
    "below": ("center", "top"),
}


@contextmanager
def style() -> Iterator[None]:
    """Draw with this package's look; other settings are as they were afterwards."""
    from matplotlib import rc_context

    with rc_context(fname=str(STYLE_FILE)):
        yield


def new_axes(height: float = 3.5, width: float = 7.0) -> Axes:
    """Make empty axes on a figure of their own, without pyplot; a notebook shows them.

    Args:
        height: Height of the figure [inch].
        width: Width of the figure [inch].

    Example:
        >>> new_axes(2.0).has_data()
        False
    """
    from matplotlib.figure import Figure

    from maatschappelijk_rendement.plots.shown_axes import ShownAxes

    with style():
        figure = Figure(figsize=(width, height), layout="constrained")
        return figure.add_subplot(axes_class=ShownAxes)


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one set of results, each on axes given or on new ones.

    Attributes:
        data: Content of ``resultaten.json``. Where its level is ``intern`` every chart says VERTROUWELIJK.
    """

    data: Mapping[str, Any] = field(repr=False)  # all results: too much for a line on a screen

    def streams(self, ax: Axes | None = None, *, group: str = "bestaand", wijk: str = "totaal") -> Axes:
        """Draw the cost per stream before and after; see ``streams``."""
        # Where only a total was published, the spread of the cases is invented.
        spread = () if self.data["analyse"]["geijkt_op_totaal"] else self.data["verschil"]
        return self._marked(streams(ax or new_axes(), self.data["stromen"], spread, group=group, wijk=wijk))

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
        used = Results(self.data).of(INSTRUMENTS)
        computed = {one.instrument for one in used if one.of}
        # What is computed from another instrument comes last.
        found = sorted(
            (row["instrument"] for row in rows if not row["onderdeel"]), key=lambda name: name in computed
        )
        name = instrument or next(iter(found), None)
        scales = {one.instrument: (float(one.lowest), float(one.highest)) for one in used}
        return self._marked(
            wellbeing(ax or new_axes(), rows, group=group, instrument=name, scale=scales.get(str(name)))
        )

    def response(self, ax: Axes | None = None) -> Axes:
        """Draw how many cases are left at each stage; see ``certainty.response``."""
        chart = axis.with_axis(certainty.response(certainty.stages(Results(self.data))), axis.cases)
        drawn = draw(ax or new_axes(chart.height), chart)
        return self._marked(titled(drawn, "Hoeveel casussen er nog zijn", "aantal casussen"))

    def _marked(self, ax: Axes) -> Axes:
        if self.data["niveau"] == "intern":
            with style():
                # On a line of its own, so that a long title does not run through it.
                ax.set_title(f"{ax.get_title(loc='left')}\n", loc="left")
                ax.set_title("VERTROUWELIJK", color=WARNING, loc="right", fontsize=9)
        return ax


def streams(
    ax: Axes,
    rows: Iterable[JsonRow],
    differences: Iterable[JsonRow] = (),
    *,
    group: str = "bestaand",
    wijk: str = "totaal",
) -> Axes:
    """Draw the cost per stream before and after, as bars with their amounts beside them.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``stromen``: groep, wijk, stroom, moment, n, som_eur [euro], status.
        differences: Rows of ``verschil``, for the 95 % margin on each bar after; none without them.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.

    Returns:
        The same axes.
    """
    levels, changes = rows_from_json(Level, rows), rows_from_json(Difference, differences)
    drawn = drawing.streams(levels, changes, group=group, wijk=wijk)
    title = f"Kosten voor en na het MDO{_about(group, wijk)}"
    return titled(draw(ax, axis.with_axis(drawn, axis.euros)), title, PERIOD_EUROS, "stroom")


def waterfall(
    ax: Axes, rows: Iterable[JsonRow], *, group: str = "bestaand", wijk: str = "totaal", moment: str = "na"
) -> Axes:
    """Draw how the differences per stream add up to the total difference.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``verschil``: moment, groep, wijk, stroom, n, som_eur [euro], status.
        group: ``bestaand`` or ``nieuw``.
        wijk: A wijk or ``totaal``.
        moment: ``na`` or ``herhaling``.

    Returns:
        The same axes.
    """
    drawn = drawing.waterfall(rows_from_json(Difference, rows), group=group, wijk=wijk, moment=moment)
    title = f"Verschil per stroom, {moment} min voor{_about(group, wijk)}"
    return titled(draw(ax, axis.with_axis(drawn, axis.euros)), title, PERIOD_EUROS, "stroom")


def wellbeing(
    ax: Axes,
    rows: Iterable[JsonRow],
    *,
    group: str = "totaal",
    instrument: str | None = None,
    scale: tuple[float, float] | None = None,
) -> Axes:
    """Draw the mean score at each moment, with its own n, as a line from before to after.

    Args:
        ax: Axes to draw on.
        rows: Rows of ``welbevinden``: groep, wijk, instrument, onderdeel, moment, n_bewoners, gemiddelde,
            status.
        group: ``totaal``, ``bestaand`` or ``nieuw``.
        instrument: Which instrument; the first one of the rows when not given.
        scale: Lowest and highest score that exist; those of the shipped instrument when not given.

    Returns:
        The same axes.
    """
    chart = drawing.wellbeing(
        rows_from_json(Wellbeing, rows), group=group, instrument=instrument, scale=scale
    )
    name = instrument or next((str(row["instrument"]) for row in rows), "welbevinden")
    return titled(draw(ax, chart), f"Welbevinden: {name}", "moment", "gemiddelde score")


def tornado(ax: Axes, bars: Sequence[Assumption], total_cents: int) -> Axes:
    """Draw what the total becomes under the low and the high value of each assumption.

    Args:
        ax: Axes to draw on.
        bars: One an assumption, widest first, such as ``Robustness.bars``.
        total_cents: The total as it is [euro cent].

    Returns:
        The same axes.
    """
    drawn = draw(ax, certainty.tornado(bars, total_cents))
    return titled(drawn, "Waar het verschil van afhangt", "verschil in de meetperiode (euro)", "aanname")


def deltas(ax: Axes, deltas_cents: Iterable[int]) -> Axes:
    """Draw how many cases have a difference of about which size: for the analyst's own eyes.

    Args:
        ax: Axes to draw on.
        deltas_cents: One delta a case [euro cent]; a fall is negative. At least one.

    Returns:
        The same axes.
    """
    drawn = draw(ax, certainty.deltas(deltas_cents))
    return titled(drawn, "Verschil per casus", "aantal casussen", "verschil (euro)")


def titled(ax: Axes, title: str, across: str, along: str = "") -> Axes:
    """Give axes a title and say what stands along them.

    Args:
        ax: Axes that were drawn on.
        title: What the chart is about.
        across: What stands under it, with its unit.
        along: What stands left of it.

    Returns:
        The same axes.
    """
    with style():
        ax.set_title(title, loc="left")
        ax.set_xlabel(across, color=SOFT_INK)
        ax.set_ylabel(along, color=SOFT_INK)
    return ax


def _about(group: str, wijk: str) -> str:
    return f", {group}" if wijk == "totaal" else f", {group}, {wijk}"


def draw(ax: Axes, chart: Drawing) -> Axes:
    """Put a drawing on axes.

    Args:
        ax: Axes to draw on.
        chart: What to draw.

    Returns:
        The same axes.
    """
    with style():
        for mark in chart.marks:
            _put(ax, mark)
        ax.set_yticks([y for y, _ in chart.left_names], [name for _, name in chart.left_names])
        ax.set_xticks([x for x, _ in chart.under_names], [name for _, name in chart.under_names])
        ax.set_xlim(chart.left, chart.right)
        ax.set_ylim(chart.bottom, chart.top)
    return ax


def _put(ax: Axes, mark: Bar | Line | Dot | Label) -> None:
    if isinstance(mark, Bar):
        hatch = "///" if mark.hatched else ""
        width = mark.end - mark.start
        ax.barh(
            mark.y, width, left=mark.start, height=mark.thickness, facecolor=mark.colour, hatch=hatch, **EDGE
        )
    elif isinstance(mark, Line):
        xs, ys = [mark.x0, mark.x1], [mark.y0, mark.y1]
        ax.plot(xs, ys, color=mark.colour, linewidth=mark.width, linestyle=mark.style)
    elif isinstance(mark, Dot):
        ax.plot([mark.x], [mark.y], "o", color=mark.colour, markersize=8)
    else:
        across, along = _PLACES.get(mark.place, ("center", "center"))
        slant, ink = ("italic", SOFT_INK) if mark.absent else ("normal", INK)
        ax.text(mark.x, mark.y, mark.text, ha=across, va=along, style=slant, color=ink)
