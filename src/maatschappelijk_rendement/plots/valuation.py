"""Drawings of a valuation: who pays and who gains, and the two lines with and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from maatschappelijk_rendement.plots.drawing import BLUE, SOFT_INK, VERMILION, Bar, Dot, Drawing, Label, Line
from maatschappelijk_rendement.plots.scenario import euros_in_words, gap_beside, lying

Marks = list[Bar | Line | Label | Dot]


def who_gains(rows: Sequence[tuple[str, int]], words: tuple[str, str]) -> Drawing:
    """Show an amount for each name: a gain to the right, a payment hatched to the left.

    Args:
        rows: Name and amount [cent], in order.
        words: Before an amount below nothing, and before another.
    """
    edges = [amount for _, amount in rows]
    gap = gap_beside(edges)
    marks: list[Bar | Line | Label] = []
    for y, (_, amount) in enumerate(rows):
        word = words[0] if amount < 0 else words[1]
        colour = VERMILION if amount < 0 else BLUE
        marks.append(Bar(y, 0, amount, 0.6, colour, hatched=amount < 0))
        marks.append(Label(max(0, amount) + gap, y, f"{word} {euros_in_words(abs(amount))}".strip(), "right"))
    return lying(marks, [name for name, _ in rows], edges, room=0.5)


def two_lines(years: Sequence[int], with_cents: Sequence[int], without_cents: Sequence[int]) -> Drawing:
    """Show the costs up to and with each year, with the approach and without it.

    Args:
        years: Calendar years.
        with_cents: Cost of each year with it [cent].
        without_cents: Cost of each year without it [cent].
    """
    lines = [(_so_far(with_cents), BLUE, "met"), (_so_far(without_cents), VERMILION, "zonder")]
    high = max(1, *(amount for amounts, _, _ in lines for amount in amounts))
    low = min(0, *(amount for amounts, _, _ in lines for amount in amounts))
    margin = (high - low) * 0.12
    marks: Marks = [Line(-0.2, 0, len(years) - 0.8, 0, SOFT_INK)]
    for amounts, colour, word in lines:
        for place, (one, other) in enumerate(pairwise(amounts)):
            line = Line(place, one, place + 1, other, colour, 1.6)
            marks.append(line if word == "met" else replace(line, style="dashed"))
        marks += [Dot(place, amount, colour) for place, amount in enumerate(amounts)]
        words = f"{word} {euros_in_words(amounts[-1])}"
        marks.append(Label(len(years) - 1 + 0.06, amounts[-1], words, "right"))
    lefts = ((0.0, euros_in_words(0)), (float(high), euros_in_words(high)))
    unders = tuple((float(place), str(year)) for place, year in enumerate(years))
    right = len(years) - 1 + max(0.6, 0.45 * len(years))
    return Drawing(tuple(marks), lefts, unders, -0.2, right, low - margin, high + margin, 3.0)


def _so_far(amounts: Sequence[int]) -> list[int]:
    total = 0
    return [total := total + amount for amount in amounts]
