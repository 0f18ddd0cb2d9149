"""Drawings of a valuation: who pays and who gains, and the two lines with and without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

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

Marks = list[Bar | Line | Label | Dot]
NARROW, LETTER = 235, 6.2
"""Width of a plot that stays readable on a telephone, and of a letter in it."""
MOST_DOTS, MOST_NAMES = 10, 6
"""Of a longer line no points are drawn, and not every year has its name under it."""


def who_gains(rows: Sequence[tuple[str, int]], words: tuple[str, str]) -> Drawing:
    """Show an amount for each name: a gain to the right, a payment hatched to the left.

    Args:
        rows: Name and amount [cent], in order.
        words: Before an amount below nothing, and before another.
    """
    edges = [amount for _, amount in rows]
    gap = 2.5 * gap_beside(edges)
    marks: list[Bar | Line | Label] = []
    for y, (_, amount) in enumerate(rows):
        word = words[0] if amount < 0 else words[1]
        colour = VERMILION if amount < 0 else BLUE
        marks.append(Bar(y, 0, amount, 0.6, colour, hatched=amount < 0))
        marks.append(Label(max(0, amount) + gap, y, f"{word} {euros_in_words(abs(amount))}".strip(), "right"))
    taken = min(_room(marks), 0.7)
    drawn = lying(marks, [name for name, _ in rows], edges, room=taken / (1 - taken))
    return replace(drawn, plot_width=NARROW)


def _room(marks: Sequence[object]) -> float:
    """Give the part of a narrow plot that the longest words take."""
    longest = max((len(mark.text) for mark in marks if isinstance(mark, Label)), default=0)
    return (longest + 1) * LETTER / NARROW


def tornado(rows: Sequence[tuple[str, int, int]], base_cents: int) -> Drawing:
    """Show an outcome at the lowest and the highest of one amount after the other.

    Args:
        rows: Name, and the outcome at its lowest and at its highest [cent].
        base_cents: The outcome where nothing changes [cent].
    """
    edges = [base_cents, *(end for _, *ends in rows for end in ends)]
    gap = gap_beside(edges)
    marks: list[Bar | Line | Label] = []
    for y, (_, at_low, at_high) in enumerate(rows):
        marks.append(Bar(y, base_cents, at_low, 0.5, GREY))
        marks.append(Bar(y, base_cents, at_high, 0.5, BLUE))
        low, high = sorted((at_low, at_high))
        words = f"{euros_in_words(low)} tot {euros_in_words(high)}"
        marks.append(Label(max(high, 0) + gap, y, words, "right"))
    drawn = lying(marks, [_short(name) for name, *_ in rows], edges, room=0.75)
    middle = Line(base_cents, -0.5, base_cents, len(rows) - 0.5, INK, 1.2)
    return replace(drawn, marks=(*drawn.marks, middle))


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
    ends = [amounts[-1] for amounts, _, _ in lines]
    last = len(years) - 1 + 0.05 * len(years)
    for amounts, colour, word in lines:
        for place, (one, other) in enumerate(pairwise(amounts)):
            line = Line(place, one, place + 1, other, colour, 1.6)
            marks.append(line if word == "met" else replace(line, style="dashed"))
        if len(years) <= MOST_DOTS:
            marks += [Dot(place, amount, colour) for place, amount in enumerate(amounts)]
        words = f"{word} {euros_in_words(amounts[-1])}"
        height = float(amounts[-1])
        if abs(ends[0] - ends[1]) < margin / 2:  # else one word stands on the other
            height += margin / 4 if (word == "zonder") == (ends[1] >= ends[0]) else -margin / 4
        marks.append(Label(last, height, words, "right"))
    lefts = ((0.0, euros_in_words(0)), (float(high), euros_in_words(high)))
    step = -(-len(years) // MOST_NAMES)
    unders = tuple((float(place), str(year)) for place, year in enumerate(years) if place % step == 0)
    taken = min(_room(marks), 0.7)
    right = -0.2 + (last + 0.2) / (1 - taken)
    return Drawing(tuple(marks), lefts, unders, -0.2, right, low - margin, high + margin, 3.0, NARROW)


def _so_far(amounts: Sequence[int]) -> list[int]:
    total = 0
    return [total := total + amount for amount in amounts]


STYLES: dict[str, Literal["solid", "dashed", "dotted"]] = {
    "gemeten": "solid",
    "geschat": "dashed",
    "aangenomen": "dotted",
}
LONGEST_WORDS = 30
ROW_INCH, EFFECT_AT, VALUE_FROM, VALUE_AT = 0.3, 0.08, 0.7, 0.78


def chain(links: Sequence[tuple[str, str, str, str]]) -> Drawing:
    """Show how activities lead to effects and effects to value; the line says how sure an effect is.

    Args:
        links: Activity, effect, kind of value and certainty of each effect.
    """
    order = sorted(range(len(links)), key=lambda place: (links[place][0], links[place][2]))
    rows = {place: float(y) for y, place in enumerate(order)}
    lefts = _middles(links, rows, 0)
    rights = _spread(_middles(links, rows, 2), len(links))
    marks: Marks = []
    for place, (activity, effect, worth, certainty) in enumerate(links):
        y = rows[place]
        marks.append(Line(0, lefts[activity], EFFECT_AT - 0.01, y, SOFT_INK, 1.2, STYLES[certainty]))
        marks.append(Label(EFFECT_AT, y, _short(effect), "right"))
        marks.append(Line(VALUE_FROM, y, VALUE_AT - 0.01, rights[worth], BLUE, 0.8))
    marks += [Label(VALUE_AT, y, worth, "right") for worth, y in rights.items()]
    names = tuple((y, _short(name)) for name, y in lefts.items())
    height = 0.3 + ROW_INCH * len(links)
    return Drawing(tuple(marks), names, (), 0, 1, len(links) - 0.4, -0.6, height)


def _middles(
    links: Sequence[tuple[str, str, str, str]], rows: Mapping[int, float], part: int
) -> dict[str, float]:
    """Give the middle of the rows of each word."""
    found: dict[str, list[float]] = {}
    for place, link in enumerate(links):
        found.setdefault(link[part], []).append(rows[place])
    return {word: sum(ys) / len(ys) for word, ys in found.items()}


def _spread(places: Mapping[str, float], count: int) -> dict[str, float]:
    """Lay words at equal distances, in the order of their middles, so that none stands on another."""
    order = sorted(places, key=lambda word: places[word])
    step = max(count - 1, 1) / (len(order) + 1)
    return {word: step * (place + 1) for place, word in enumerate(order)}


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
