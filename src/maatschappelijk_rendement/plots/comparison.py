"""Drawing of contracts side by side: what each party may have under each of them."""

from __future__ import annotations

from collections.abc import Sequence

from maatschappelijk_rendement.plots.drawing import BLUE, GREY, INK, Bar, Dot, Drawing, Label, Line
from maatschappelijk_rendement.plots.scenario import euros_in_words, gap_beside, lying
from maatschappelijk_rendement.sharing.comparison import PartyUnderContract

ROW_INCH = 0.3


def side_by_side(rows: Sequence[PartyUnderContract]) -> Drawing:
    """Show nine in ten draws as a bar and the mean as a point, each party with its contracts under it.

    Args:
        rows: Party by party, each under every contract.
    """
    edges = [0, *(edge for row in rows for edge in (row.p05_cents, row.p95_cents, row.mean_cents))]
    gap = gap_beside(edges)
    marks: list[Bar | Line | Label | Dot] = []
    names: list[str] = []
    before = ""
    for row in rows:
        is_first = row.party != before
        before = row.party
        if is_first:
            if names:
                between = len(names) - 0.5
                marks.append(Line(min(edges), between, max(edges), between, INK, 0.4, "dotted"))
            names.append(row.party)
        y = len(names)
        names.append(row.contract)
        marks.append(Bar(y, row.p05_cents, row.p95_cents, 0.44, GREY))
        marks.append(Dot(row.mean_cents, y, BLUE))
        right = max(row.p95_cents, row.mean_cents, 0) + gap
        marks.append(Label(right, y, f"gemiddeld {euros_in_words(row.mean_cents)}", "right"))
    drawn = lying([], names, edges, row_inch=ROW_INCH, room=0.75)
    return Drawing(
        (*marks, *drawn.marks),
        drawn.left_names,
        (),
        drawn.left,
        drawn.right,
        drawn.bottom,
        drawn.top,
        drawn.height,
    )
