"""Drawings of the budget of a wijk, of routes for help, and of a house in the wijk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from maatschappelijk_rendement.plots.drawing import (
    BLUE,
    GREY,
    INK,
    SOFT_INK,
    VERMILION,
    Bar,
    Dot,
    Drawing,
    Label,
    Line,
)
from maatschappelijk_rendement.plots.scenario import euros_in_words, gap_beside, lying
from maatschappelijk_rendement.plots.wijk import short

Marks = list[Bar | Line | Label | Dot]
BAND, NARROW = "#d6e4f0", "#9dc0dd"
HALF = 0.22


def fan(rows: Sequence[tuple[int, int, Sequence[int]]]) -> Drawing:
    """Show what is needed under each assumption as bands a year, and the lump sum as points.

    Args:
        rows: Year, lump sum, and lowest, low, middle, high and highest amount [cent].
    """
    amounts = [amount for _, paid, band in rows for amount in (paid, *band)]
    low, high = min(amounts), max(amounts)
    margin = (high - low or 1) * 0.15
    marks: Marks = []
    for place, (_, paid, band) in enumerate(rows):
        lowest, lower, middle, higher, highest = band
        for one, other, colour in ((lowest, highest, BAND), (lower, higher, NARROW)):
            marks.append(Bar((one + other) / 2, place - HALF, place + HALF, other - one, colour))
        marks.append(Line(place - HALF, middle, place + HALF, middle, INK, 1.8))
        marks.append(Dot(place, paid, VERMILION))
    for place, (this, following) in enumerate(pairwise(rows)):
        marks.append(Line(place, this[1], place + 1, following[1], VERMILION, 1.2, "dashed"))
    last = rows[-1]
    right = len(rows) - 1 + HALF + 0.06
    ends = [(float(last[1]), "lumpsum"), (float(last[2][2]), "nodig, midden")]
    if abs(ends[0][0] - ends[1][0]) < margin / 2:  # else one word stands on the other
        ends[1] = (ends[0][0] + margin / 2, ends[1][1])
    marks += [Label(right, height, words, "right") for height, words in ends]
    lefts = tuple((float(tick), euros_in_words(tick)) for tick in (low, high))
    unders = tuple((float(place), str(row[0])) for place, row in enumerate(rows))
    return Drawing(tuple(marks), lefts, unders, -0.4, len(rows) + 0.75, low - margin, high + margin, 3.2)


def amounts(rows: Sequence[tuple[str, int, str]]) -> Drawing:
    """Show an amount for each name, with its words behind it; below nothing hatched.

    Args:
        rows: Name, amount, and what stands beside the bar.
    """
    edges = [amount for _, amount, _ in rows]
    gap = gap_beside(edges)
    marks: list[Bar | Line | Label] = []
    for y, (_, amount, words) in enumerate(rows):
        colour = VERMILION if amount < 0 else BLUE
        marks.append(Bar(y, 0, amount, 0.6, colour, hatched=amount < 0))
        marks.append(Label(max(0, amount) + gap, y, words, "right"))
    shown = lying(marks, [short(name) for name, *_ in rows], edges, room=0.6)
    return replace(shown, names_above=True)


def routes(rows: Sequence[tuple[str, int, str]]) -> Drawing:
    """Show how many questions go each way; what goes to individual help is grey.

    Args:
        rows: Route, expected number in thousandths, and the number in words.
    """
    edges = [number for _, number, _ in rows]
    gap = gap_beside(edges)
    marks: list[Bar | Line | Label] = []
    for y, (name, number, words) in enumerate(rows):
        marks.append(Bar(y, 0, number, 0.6, GREY if "individueel" in name else BLUE))
        marks.append(Label(number + gap, y, words, "right"))
    zero = Line(0, -0.6, 0, len(rows) - 0.4, SOFT_INK)
    shown = lying([*marks, zero], [short(name) for name, *_ in rows], edges, room=0.4)
    return replace(shown, names_above=True)
