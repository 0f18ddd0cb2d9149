"""Charts for a page: drawn by ``plots``, trimmed to a small inline picture with its words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from maatschappelijk_rendement import plots
from maatschappelijk_rendement.report import cells
from maatschappelijk_rendement.report.document import Chart, Column, Kind, Table
from maatschappelijk_rendement.report.herkomst import traced, traced_cell
from maatschappelijk_rendement.report.layouts import CASES, DELTAS, INCOMPLETE_NOTE, STATUS, STREAM, WELLBEING
from maatschappelijk_rendement.report.rows import Row, first, select
from maatschappelijk_rendement.report.summary import Results

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS_PER_INCH = 72

# What stands beside the waterfall; the annex has every column.
FEWER_COLUMNS = (
    "moment groep wijk in_venster_eur mediaan_eur bi95_laag_eur bi95_hoog_eur n_gelijk "
    "som_zonder_grootste_eur"
)

# matplotlib gives every group an id and every text its font; in a page ids are unique and css sets the font.
_NOISE = re.compile(r'(?<=<g) id="[^"]*"|font-family: [^;"]*;? ?| transform="rotate\(-?0 [^"]*"|(?<=\n) +')
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def streams(results: Results, group: str) -> Chart:
    """Chart the cost per stream before and after, for one group over all wijken.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    of_group = select(results["stromen"], groep=group, wijk="totaal")
    levels = [r for r in of_group if r["moment"] in ("voor", "na")]
    title = f"Kosten per stroom voor en na het MDO, {cells.word(group)}"
    drawn = [r for r in levels if r["stroom"] != "totaal"]
    alt = "Liggende staven, per stroom een voor en een na. " + _per_row(
        drawn, lambda r: f"{r['stroom']} {r['moment']}: {_say(r, BEFORE)}"
    )
    height = 0.3 + plots.ROW_HEIGHT_INCH * len({r["stroom"] for r in drawn})
    name = f"grafiek-stromen-{group}"
    drawing = svg(lambda ax: plots.streams(ax, levels, group=group), height, name, title, alt)
    return Chart(f"stromen-{group}", title, alt, drawing, before_and_after(results, group, title))


BEFORE = Column("som_eur", "Voor", Kind.EURO)
AFTER = Column("som_eur", "Na", Kind.EURO)


def before_and_after(results: Results, group: str, title: str) -> Table:
    """Put cost before, cost after and the difference of each stream side by side.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
        title: Caption.
    """
    deltas = _total_last(select(results["verschil"], moment="na", groep=group, wijk="totaal"))
    columns = (STREAM, CASES, BEFORE, AFTER, Column("som_eur", "Verschil", Kind.DELTA), STATUS)
    rows = []
    for delta in deltas:
        before, after = (
            first(results["stromen"], groep=group, wijk="totaal", stroom=delta["stroom"], moment=moment) or {}
            for moment in ("voor", "na")
        )
        difference = ("verschil", delta)
        sources = (difference, difference, ("stromen", before), ("stromen", after), difference, difference)
        rows.append(
            tuple(
                traced_cell(results, table, row, column)
                for (table, row), column in zip(sources, columns, strict=True)
            )
        )
    return Table(f"stromen-{group}", title, columns, tuple(rows), INCOMPLETE_NOTE)


def waterfall(results: Results, group: str) -> Chart:
    """Chart how the differences per stream add up to the total, for one group over all wijken.

    Args:
        results: Published results.
        group: ``bestaand`` or ``nieuw``.
    """
    chosen = _total_last(select(results["verschil"], moment="na", groep=group, wijk="totaal"))
    title = f"Van verschil per stroom naar totaal verschil, {cells.word(group)}"
    table = traced(
        results,
        DELTAS,
        chosen,
        name=f"verschil-{group}",
        title=title,
        without=FEWER_COLUMNS,
    )
    alt = "Watervalgrafiek van het verschil in kosten, na min voor. " + _per_row(
        chosen, lambda r: f"{r['stroom']}: {_say(r, DELTAS.columns[5])}"
    )
    height = 0.3 + 0.42 * len(chosen)
    drawing = svg(
        lambda ax: plots.waterfall(ax, chosen, group=group), height, f"grafiek-verschil-{group}", title, alt
    )
    return Chart(f"verschil-{group}", title, alt, drawing, table)


def wellbeing(results: Results, instrument: str) -> Chart:
    """Chart the mean score of one instrument at each moment, over all residents.

    Args:
        results: Published results.
        instrument: Which instrument.
    """
    chosen = select(
        results["welbevinden"], groep="totaal", wijk="totaal", instrument=instrument, onderdeel=None
    )
    title = f"Welbevinden voor en na het MDO: {cells.word(instrument)}"
    table = traced(
        results,
        WELLBEING,
        chosen,
        name=f"welbevinden-{instrument}",
        title=title,
        without="groep wijk instrument onderdeel",
    )
    moments = {r["moment"]: r for r in reversed(chosen)}
    alt = "Lijn met een punt per moment. " + _per_row(
        reversed(moments.values()),
        lambda r: (
            f"{cells.word(r['moment'])}: {_say(r, WELLBEING.columns[7])}"
            + (f" ({r['n_bewoners']} bewoners)" if r.get("n_bewoners") is not None else "")
        ),
    )
    name = f"grafiek-welbevinden-{instrument}"
    drawing = svg(
        lambda ax: plots.wellbeing(ax, chosen, instrument=instrument), 2.8, name, title, alt, bottom=0.1
    )
    return Chart(f"welbevinden-{instrument}", title, alt, drawing, table)


def svg(
    draw: Callable[[Axes], object], height: float, name: str, title: str, alt: str, *, bottom: float = 0.02
) -> str:
    """Draw one chart as an inline svg with a title and a description.

    Args:
        draw: Function that draws on axes.
        height: Height of the figure [inch].
        name: Unique name within the page, for the ids.
        title: Name of the picture for a screen reader.
        alt: What it shows, in words.
        bottom: Share of the height kept free for words under the axes.
    """
    from markupsafe import escape
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with plots.style(), rc_context({"svg.hashsalt": name}):  # a salt of its own keeps ids unique in a page
        figure = Figure(figsize=(plots.WIDTH_INCH, height))
        FigureCanvasSVG(figure)
        draw(figure.add_axes((0.27, bottom, 0.72, 0.98 - bottom)))
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata=_NO_METADATA)
    whole = out.getvalue().decode("utf-8")
    after_style = whole.index("</defs>", whole.index("</style>")) + len("</defs>")
    body = _NOISE.sub("", whole[after_style:].lstrip())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {plots.WIDTH_INCH * POINTS_PER_INCH:g} {height * POINTS_PER_INCH:g}" '
        f'role="img" aria-labelledby="{name}-titel {name}-beschrijving">\n'
        f'<title id="{name}-titel">{escape(title)}</title>\n'
        f'<desc id="{name}-beschrijving">{escape(alt)}</desc>\n{body}'
    )


def _total_last(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row["stroom"] == "totaal")


def _say(row: Row, column: Column) -> str:
    shown = cells.cell(row, column)
    return f"{shown.text} {shown.direction}".strip()


def _per_row(rows: Iterable[Row], say: Callable[[Row], str]) -> str:
    return "; ".join(say(row) for row in rows) + "."
