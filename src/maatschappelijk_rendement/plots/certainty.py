"""Drawings of how sure a difference is: assumptions, the spread over cases, and who answered.

The first two show exact amounts and are for the analyst's own eyes; the third is made of published rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.money import dutch_number, to_euros
from maatschappelijk_rendement.domain.vocabulary import Instrument
from maatschappelijk_rendement.plots import drawing
from maatschappelijk_rendement.plots.drawing import (
    BLUE,
    GREY,
    SOFT_INK,
    VERMILION,
    Drawing,
    Label,
    Line,
)
from maatschappelijk_rendement.results.counts import WELLBEING
from maatschappelijk_rendement.results.sections import MESSAGES
from maatschappelijk_rendement.results.shown import Results

if TYPE_CHECKING:
    from maatschappelijk_rendement.statistics.robustness import TornadoBar

Mark = drawing.Bar | Line | Label
Stage = tuple[str, int | None]

TOTAL_TOO_LOW = "totaal_te_laag"
"""Code of the finding that the number of cases worked on cannot be right (``intake.rules``)."""
SCORED = {
    "voor": "score voor het MDO",
    "na": "score na het MDO",
    "herhaling": "score herhaalmeting",
}

MOST_STEPS = 14
STEPS = (1, 2, 5)
EURO_CENTS = 100
ROOM = 0.015  # part of the width between a bar and its words


def tornado(bars: Sequence[TornadoBar], total_cents: int) -> Drawing:
    """Show what the total becomes under the low and the high value of each assumption.

    Left of the line the total falls further, right of it less.

    Args:
        bars: One an assumption, widest first.
        total_cents: The total as it is [euro cent].
    """
    ends = [total_cents, *(end for bar in bars for end in (bar.low_cents, bar.high_cents))]
    low, high = min(ends), max(ends)
    width = (high - low) or 1
    marks: list[Mark] = []
    for y, bar in enumerate(bars):
        first, last = sorted((bar.low_cents, bar.high_cents))
        if first < total_cents:
            marks.append(drawing.Bar(y, first, min(last, total_cents), 0.6, BLUE))
        if last > total_cents:
            marks.append(drawing.Bar(y, max(first, total_cents), last, 0.6, VERMILION, hatched=True))
        words = f"{_euros(first)} tot {_euros(last)}"
        marks.append(Label(max(last, total_cents) + ROOM * width, y, words, "right"))
    bottom = max(len(bars), 1) - 0.4
    marks.append(Line(total_cents, -0.6, total_cents, bottom, SOFT_INK))
    names = tuple((float(y), bar.label) for y, bar in enumerate(bars))
    under = ((float(total_cents), f"nu {_euros(total_cents)}"),)
    left, right = low - 0.04 * width, high + 1.4 * width
    return Drawing(tuple(marks), names, under, left, right, bottom, -0.6, 0.5 + 0.42 * len(bars))


def deltas(deltas_cents: Iterable[int]) -> Drawing:
    """Show how many cases have a difference of about which size, in steps of a round number of euros.

    Args:
        deltas_cents: One delta a case [euro cent]; a fall is negative. At least one.
    """
    amounts = [int(delta) for delta in deltas_cents]
    edges = round_edges(min(amounts), max(amounts))
    counts = [0] * (len(edges) - 1)
    for amount in filter(None, amounts):
        counts[bisect_right(edges, amount) - 1] += 1
    steps = [
        (f"{_euros(low)} tot {_euros(high)}", count, VERMILION if low >= 0 else BLUE)
        for (low, high), count in zip(pairwise(edges), counts, strict=True)
    ]
    if 0 in amounts:
        steps.insert(edges.index(0), ("gelijk", amounts.count(0), GREY))
    most = max(count for _, count, _ in steps)
    marks: list[Mark] = []
    for y, (_, count, colour) in enumerate(steps):
        if count:
            marks.append(drawing.Bar(y, 0, count, 0.8, colour, hatched=colour == VERMILION))
        marks.append(Label(count + ROOM * most, y, str(count), "right"))
    names = tuple((float(y), name) for y, (name, *_) in enumerate(steps))
    bottom = len(steps) - 0.4
    marks.append(Line(0, -0.6, 0, bottom, SOFT_INK))
    return Drawing(tuple(marks), names, (), 0.0, most * 1.1, bottom, -0.6, 0.3 + 0.26 * len(steps))


def round_edges(low_cents: int, high_cents: int) -> list[int]:
    """Give edges in steps of 1, 2 or 5 times a power of ten euros, zero among them, around two amounts.

    Example:
        >>> round_edges(-250_00, 120_00)[:3], round_edges(-250_00, 120_00)[-1]
        ([-25000, -20000, -15000], 15000)
    """
    step, power = EURO_CENTS, EURO_CENTS
    while True:
        for times in STEPS:
            step = times * power
            first, last = min(low_cents // step, 0), max(high_cents // step + 1, 0)
            if last - first <= MOST_STEPS:
                return [place * step for place in range(first, last + 1)]
        power *= 10


def is_total_too_low(results: Results) -> bool:
    """Tell whether fewer cases were worked on, by what was filled in, than were looked into.

    Args:
        results: Published results.
    """
    total, cases = results.settings.cases_in_total, results.settings.n_cases
    if any(finding.code == TOTAL_TOO_LOW for finding in results.of(MESSAGES)):
        return True
    return total is not None and cases is not None and total < cases


def stages(results: Results) -> list[Stage]:
    """Follow the cases from all that were worked on to those with a score at the repeat.

    Args:
        results: Published results.

    Returns:
        Dutch name and number of cases of each stage; None is hidden. A number that nobody gave is left out,
        and so are one that cannot be right and a moment at which nothing was asked.
    """
    setting = results.settings
    found: list[Stage] = [("onderzocht", setting.n_cases)]
    if setting.cases_in_total is not None and not is_total_too_low(results):
        found.insert(0, ("aan gewerkt", setting.cases_in_total))
    scores = [r for r in results.of(WELLBEING) if (r.group, r.wijk) == ("totaal", "totaal")]
    asked = sorted({row.instrument for row in scores}, key=lambda name: (name != Instrument.GRADE, name))
    for moment, words in SCORED.items():
        rows = [r for r in scores if r.moment == moment and r.instrument == asked[0]]
        if rows:
            found.append((words, rows[0].n_cases))
    return found


def response(rows: Sequence[Stage]) -> Drawing:
    """Show how many cases are left at each stage.

    Args:
        rows: The stages, see ``stages``; None is hidden and has no bar.
    """
    most = max((count for _, count in rows if count), default=1)
    marks: list[Mark] = []
    for y, (_, count) in enumerate(rows):
        if count:
            marks.append(drawing.Bar(y, 0, count, 0.6, GREY if y == 0 else BLUE))
        words = "onderdrukt" if count is None else dutch_number(count)
        marks.append(Label((count or 0) + ROOM * most, y, words, "right", absent=count is None))
    bottom = len(rows) - 0.4
    marks.append(Line(0, -0.6, 0, bottom, SOFT_INK))
    names = tuple((float(y), name) for y, (name, _) in enumerate(rows))
    return Drawing(tuple(marks), names, (), 0.0, most * 1.35, bottom, -0.6, 0.3 + 0.42 * len(rows))


def _euros(cents: int) -> str:
    return f"€\N{NO-BREAK SPACE}{dutch_number(to_euros(cents))}"
