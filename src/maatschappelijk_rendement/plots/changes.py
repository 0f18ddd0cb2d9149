"""The difference per stream as bars from zero: what fell to the left, what rose to the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots.axis import euros, with_axis
from maatschappelijk_rendement.plots.drawing import BLUE, SOFT_INK, VERMILION, Bar, Drawing, Label, Line
from maatschappelijk_rendement.results import codec
from maatschappelijk_rendement.results.columns import Kind
from maatschappelijk_rendement.results.costs import Difference

FOR_WORDS = 0.34  # part of the width beside the longest bar
EDGE = 0.14  # the same on a side without bars: room for "gelijk", and for the name of zero under it
BETWEEN = 0.012  # part of the width between a bar and its words
EDGES_INCH, ROW_INCH = 0.2, 0.36


def changes(rows: Iterable[Difference]) -> Drawing:
    """Show how much each stream fell or rose, the largest fall on top.

    A stream whose difference is hidden or unknown has no bar; it says so, and stands last.

    Args:
        rows: Rows of ``verschil`` of one group, wijk and moment; the total is left out.
    """
    wanted = sorted((row for row in rows if row.stream != "totaal"), key=_rank)
    amounts = [(row, None if row.total is None else row.total / 100) for row in wanted]
    known = [amount for _, amount in amounts if amount is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    before, beyond = (FOR_WORDS if low < 0 else EDGE), (FOR_WORDS if high > 0 else EDGE)
    span = ((high - low) or 1.0) / (1 - before - beyond)
    left, right = low - before * span, high + beyond * span
    marks: list[Bar | Line | Label] = []
    for y, (row, amount) in enumerate(amounts):
        beside = BETWEEN * span
        if amount is None:
            side: Literal["right", "left"] = "right" if high > 0 else "left"
            marks.append(Label(beside if high > 0 else -beside, y, _absent(row), side, absent=True))
        elif amount < 0:
            marks += [Bar(y, 0.0, amount, 0.6, BLUE), Label(amount - beside, y, words(row.total), "left")]
        else:
            marks += [Bar(y, 0.0, amount, 0.6, VERMILION, hatched=True)] if amount else []
            marks.append(Label(amount + beside, y, words(row.total), "right"))
    bottom = max(len(amounts), 1) - 0.4
    marks.append(Line(0.0, -0.6, 0.0, bottom, SOFT_INK, 1.2))
    names = tuple((float(y), row.stream) for y, (row, _) in enumerate(amounts))
    height = EDGES_INCH + ROW_INCH * len(amounts)
    drawn = Drawing(tuple(marks), names, (), left, right, bottom, -0.6, height)
    return with_axis(drawn, euros)


def words(cents: int | None) -> str:
    """Say an amount without a sign that is read past.

    Example:
        >>> words(-67_700_00).replace("\\N{NO-BREAK SPACE}", " "), words(0)
        ('€ 67.700 minder', 'gelijk')
    """
    if not cents:
        return "gelijk"
    amount = dutch_number(codec.number(Kind.EURO, abs(cents)))
    return f"€\N{NO-BREAK SPACE}{amount} {'minder' if cents < 0 else 'meer'}"


def _rank(row: Difference) -> tuple[bool, int]:
    return row.total is None, row.total or 0


def _absent(row: Difference) -> str:
    return "onderdrukt" if row.status == "onderdrukt" or "som_eur" in row.hidden else "onbekend"
