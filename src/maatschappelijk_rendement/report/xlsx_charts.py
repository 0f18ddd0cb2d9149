"""Native charts for the workbook, with the same words for who cannot see them.

A chart would draw a text such as ``onderdrukt`` as 0. So each chart stands on columns of its own beside the
table, in which a hidden or unknown number is an empty cell; its name says in words what is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.plots.drawing import BLUE, DARK, GREY, VERMILION
from maatschappelijk_rendement.report.document import Chart, ShownValue

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BORDER = {"color": DARK}
NO_GRID = {"num_format": "#,##0", "major_gridlines": {"visible": False}}
SIZE = {"width": 820, "height": 440}
WIDTH = 120  # of the columns above the chart, in letters: what is printed is as wide as they are
ROOM = 30  # rows that the chart covers

Numbers = Sequence[float | None]


def insert(book: Workbook, sheet: Worksheet, chart: Chart, top: int) -> None:
    """Put the native chart under its table.

    Args:
        book: The workbook.
        sheet: The sheet of the table.
        chart: The chart.
        top: Row of the table's header.
    """
    if not any(cell.value is not None for row in chart.table.rows for cell in row):
        return
    draw = {"stromen": _streams, "verschil": _waterfall, "welbevinden": _wellbeing, "respons": _response}
    drawn = draw[chart.name.partition("-")[0]](book, sheet, chart, top)
    drawn.set_title({"name": chart.title, "overlay": False, "name_font": {"size": 12}})
    drawn.set_size(SIZE)
    drawn.show_hidden_data()
    words = {"description": f"{chart.title}. {chart.alt}", "object_position": 2}
    below = top + len(chart.table.rows) + 3
    sheet.insert_chart(below, 0, drawn, words)
    sheet.print_area(0, 0, below + ROOM, len(chart.table.columns) - 1)


class _Source:
    """The columns a chart stands on: a name for each row, and numbers where there are any."""

    def __init__(self, sheet: Worksheet, chart: Chart, top: int, names: Sequence[str]) -> None:
        self.sheet, self.top, self.rows = sheet, top, len(names)
        self.left = self.next = len(chart.table.columns) + 2
        sheet.write_string(top - 1, self.left, "Kolommen voor de grafiek")
        self.write("Rij", names)

    def write(self, head: str, values: Sequence[str | float | None]) -> int:
        """Write the next column; give its place."""
        x, self.next = self.next, self.next + 1
        self.sheet.write_string(self.top, x, head)
        # Hidden: they are no figures to read, and would make what is printed narrow.
        self.sheet.set_column(x, x, 20, None, {"hidden": True})
        for y, value in enumerate(values, start=self.top + 1):
            if isinstance(value, str):
                self.sheet.write_string(y, x, value)
            elif value is not None:
                self.sheet.write_number(y, x, value)
        return x

    def series(self, head: str, values: Numbers, **look: Any) -> dict[str, Any]:
        """Write the next column of numbers and describe it as a series."""
        x, name = self.write(head, values), self.sheet.get_name()
        first, last = self.top + 1, self.top + self.rows
        return {
            "name": [name, self.top, x],
            "categories": [name, first, self.left, last, self.left],
            "values": [name, first, x, last, x],
            **look,
        }


def _streams(book: Workbook, sheet: Worksheet, chart: Chart, top: int) -> Any:
    rows = [row for row in chart.table.rows if row[0].text != "totaal"]
    before, after = _place(chart, "Voor"), _place(chart, "Na")
    names = [_named(row, after) for row in rows]
    source = _Source(sheet, chart, top, names)
    drawn = book.add_chart({"type": "bar"})
    for head, x, colour in (("Voor", before, GREY), ("Na", after, BLUE)):
        labels = {"value": True, "num_format": "#,##0"}
        look = {"fill": {"color": colour}, "border": BORDER, "data_labels": labels, "gap": 60}
        drawn.add_series(source.series(head, [_number(row[x]) for row in rows], **look))
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis(NO_GRID)
    drawn.set_legend({"position": "bottom"})
    return drawn


def _response(book: Workbook, sheet: Worksheet, chart: Chart, top: int) -> Any:
    x = _place(chart, "n casussen")
    names = [f"{row[0].text}: {_say(row[x])}" for row in chart.table.rows]
    source = _Source(sheet, chart, top, names)
    drawn = book.add_chart({"type": "bar"})
    look = {"fill": {"color": BLUE}, "border": BORDER, "gap": 60}
    drawn.add_series(source.series("n casussen", [_number(row[x]) for row in chart.table.rows], **look))
    drawn.set_y_axis({"reverse": True})
    drawn.set_x_axis(NO_GRID)
    drawn.set_legend({"none": True})
    return drawn


def _waterfall(book: Workbook, sheet: Worksheet, chart: Chart, top: int) -> Any:
    """Stack visible bars on an invisible one; above and below zero stack apart, so a bar has two halves."""
    x = _place(chart, "Verschil")
    names = [f"{row[0].text}: {_say(row[x])}" for row in chart.table.rows]
    bars: list[Numbers] = []
    level = 0.0
    for row in chart.table.rows:
        change = _number(row[x])
        is_total = row[0].text == "totaal"
        start = 0.0 if is_total else level
        level = start + (change or 0.0)
        bars.append([None] * 6 if change is None else _parts(start, level, is_total=is_total))
    source = _Source(sheet, chart, top, names)
    drawn = book.add_chart({"type": "bar", "subtype": "stacked"})
    seen = {"border": BORDER, "gap": 40}
    looks = (
        ("Begin", {"fill": {"none": True}, "border": {"none": True}, "gap": 40}),
        ("Daling onder nul", {"fill": {"color": BLUE}, **seen}),
        ("Daling boven nul", {"fill": {"color": BLUE}, **seen}),
        ("Stijging onder nul", {"fill": {"color": VERMILION}, **seen}),
        ("Stijging boven nul", {"fill": {"color": VERMILION}, **seen}),
        ("Totaal", {"fill": {"color": DARK}, **seen}),
    )
    for (head, look), values in zip(looks, zip(*bars, strict=True), strict=True):
        drawn.add_series(source.series(head, values, **look))
    drawn.set_y_axis({"reverse": True, "label_position": "low"})
    drawn.set_x_axis(NO_GRID)
    drawn.set_legend({"none": True})
    return drawn


def _parts(start: float, end: float, *, is_total: bool) -> tuple[float, ...]:
    """Split a bar into: invisible start, fall below and above zero, rise below and above zero, total.

    Example:
        >>> _parts(100.0, -50.0, is_total=False)
        (0.0, -50.0, 100.0, 0.0, 0.0, 0.0)
        >>> _parts(-100.0, -150.0, is_total=False)
        (-100.0, -50.0, 0.0, 0.0, 0.0, 0.0)
    """
    if is_total:
        return (0.0, 0.0, 0.0, 0.0, 0.0, end)
    low, high = min(start, end), max(start, end)
    hidden = low if low > 0 else min(high, 0.0)
    below, above = min(low, 0.0) - min(high, 0.0), max(high, 0.0) - max(low, 0.0)
    return (hidden, below, above, 0.0, 0.0, 0.0) if end < start else (hidden, 0.0, 0.0, below, above, 0.0)


def _wellbeing(book: Workbook, sheet: Worksheet, chart: Chart, top: int) -> Any:
    x = _place(chart, "Gemiddelde")
    people = _place(chart, "n bewoners")
    moments = {row[0].text: row for row in reversed(chart.table.rows)}  # a repeat has two rows with one mean
    rows = list(reversed(moments.values()))
    names = [_named(row, x) + (f" ({row[people].text} bewoners)" if _has(row[x]) else "") for row in rows]
    source = _Source(sheet, chart, top, names)
    drawn = book.add_chart({"type": "line"})
    look = {
        "line": {"color": BLUE, "width": 2.25},
        "marker": {"type": "circle", "size": 8, "fill": {"color": BLUE}},
        "data_labels": {"value": True, "num_format": "0.0", "position": "above"},
    }
    drawn.add_series(source.series("Gemiddelde", [_number(row[x]) for row in rows], **look))
    drawn.set_y_axis({"num_format": "0", "min": 0, "major_gridlines": {"visible": False}})
    drawn.set_legend({"none": True})
    drawn.show_blanks_as("gap")
    return drawn


def _place(chart: Chart, label: str) -> int:
    return [column.label for column in chart.table.columns].index(label)


def _has(cell: ShownValue) -> bool:
    return cell.value is not None


def _number(cell: ShownValue) -> float | None:
    return None if cell.value is None else float(cell.value)


def _named(row: Sequence[ShownValue], x: int) -> str:
    """Name a row, and say what is not there when its number is not."""
    return row[0].text if _has(row[x]) else f"{row[0].text}: {row[x].text}"


def _say(cell: ShownValue) -> str:
    return f"{cell.text} {cell.direction}".strip()
