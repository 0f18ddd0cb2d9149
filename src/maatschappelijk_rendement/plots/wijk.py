"""Drawings of a wijk: differences with their intervals, numbers of indicators, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots.drawing import (
    BLUE,
    DARK,
    GREY,
    SOFT_INK,
    VERMILION,
    Bar,
    Dot,
    Drawing,
    Label,
    Line,
)

ROW_INCH, FRAME_INCH = 0.3, 0.4
LOW_FRAME_INCH = 0.1  # so that a first page stays one page
LONGEST_NAME = 62
MOST_LETTERS = 36  # beside a bar of parts
WHITE, PALE, LIGHT_BLUE = "#ffffff", "#dfe3e8", "#a6cbe3"
ROOM = 0.45  # part of the width kept free for words

Marks = list[Bar | Line | Label | Dot]


@dataclass(frozen=True, slots=True)
class GapBar:
    """A difference and its interval, in thousandths."""

    name: str
    value: int
    low: int
    high: int


def gaps(rows: Sequence[GapBar]) -> Drawing:
    """Show differences as points on their intervals, with nought as the line between.

    Args:
        rows: At least one.
    """
    low = min(0, *(row.low for row in rows))
    high = max(0, *(row.high for row in rows))
    width = (high - low) or 1
    bottom = len(rows) - 0.4
    marks: Marks = [Line(0, -0.6, 0, bottom, SOFT_INK)]
    for y, row in enumerate(rows):
        is_noise = row.low <= 0 <= row.high
        colour = GREY if is_noise else BLUE
        marks.append(Line(row.low, y, row.high, y, DARK if is_noise else BLUE, 1.6))
        marks.append(Dot(row.value, y, colour))
        words = "ruis" if is_noise else "meer dan ruis"
        marks.append(Label(high + width * 0.03, y, f"{signed(row.value)} {words}", "right"))
    names = tuple((float(y), short(row.name)) for y, row in enumerate(rows))
    left, right = low - 0.03 * width, high + ROOM * width
    height = FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, ((0.0, "0"),), left, right, bottom, -0.6, height, names_above=True)


def signed(thousandths: int) -> str:
    """Write thousandths with their sign and no needless decimals.

    Example:
        >>> signed(-3500), signed(12000)
        ('-3,5', '+12')
    """
    value = Decimal(thousandths).scaleb(-3).normalize()
    text = dutch_number(value, max(0, -int(value.as_tuple().exponent)))
    return f"+{text}" if thousandths > 0 else text


def short(words: str, longest: int = LONGEST_NAME) -> str:
    """Shorten a name that would push the picture away.

    Example:
        >>> short("Meer tevredenheid", 10)
        'Meer tevr…'
    """
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how many, in which colour, and the word for it."""

    count: int
    word: str
    colour: str
    hatched: bool = False


def counts(rows: Sequence[tuple[str, Sequence[Part]]]) -> Drawing:
    """Show of each name how many there are of each kind, as parts of a bar with their words beside it.

    Args:
        rows: At least one; parts of none are left out.
    """
    most = max(1, *(sum(part.count for part in parts) for _, parts in rows))
    marks: Marks = []
    for y, (_, parts) in enumerate(rows):
        start = 0
        for part in parts:
            if part.count:
                marks.append(Bar(y, start, start + part.count, 0.6, part.colour, hatched=part.hatched))
                start += part.count
        words = _said(parts)
        marks.append(Label(start + most * 0.02, y, words, "right"))
    names = tuple((float(y), short(name)) for y, (name, _) in enumerate(rows))
    height = FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, (), 0, most * 2.6, len(rows) - 0.4, -0.6, height, names_above=True)


def _said(parts: Sequence[Part]) -> str:
    """Say how many there are of each kind; of more than fit beside a bar, the first two and the rest."""
    shown = [part for part in parts if part.count]
    words = ", ".join(f"{part.count} {part.word}" for part in shown) or "geen"
    if len(words) <= MOST_LETTERS:
        return words
    rest = sum(part.count for part in shown[2:])
    return ", ".join([*(f"{part.count} {part.word}" for part in shown[:2]), f"{rest} overig"])


VERDICT_LOOKS = {
    "opgetreden": (BLUE, False),
    "deels_opgetreden": (LIGHT_BLUE, True),
    "niet_veranderd": (GREY, False),
    "niet_opgetreden": (VERMILION, True),
}
"""Of what was found; anything else is not known yet and stays white."""


def verdicts(rows: Sequence[tuple[str, str, str]]) -> Drawing:
    """Show each result area with its verdict in words.

    Args:
        rows: Name, verdict and the words for it, at least one.
    """
    marks: Marks = []
    for y, (_, verdict, words) in enumerate(rows):
        colour, hatched = VERDICT_LOOKS.get(verdict, (WHITE, False))
        marks.append(Bar(y, 0, 0.08, 0.6, colour, hatched=hatched))
        marks.append(Label(0.1, y, words, "right"))
    names = tuple((float(y), short(name)) for y, (name, *_) in enumerate(rows))
    height = LOW_FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, (), 0, 1, len(rows) - 0.4, -0.6, height, names_above=True)


def bars(rows: Sequence[tuple[str, int, str]]) -> Drawing:
    """Show numbers as bars with words beside them.

    Args:
        rows: Name, number and words, at least one.
    """
    most = max(1, *(value for _, value, _ in rows))
    marks: Marks = []
    for y, (_, value, words) in enumerate(rows):
        marks.append(Bar(y, 0, value, 0.6, BLUE))
        marks.append(Label(value + most * 0.02, y, words, "right"))
    names = tuple((float(y), short(name)) for y, (name, *_) in enumerate(rows))
    height = FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, (), 0, most * 1.9, len(rows) - 0.4, -0.6, height, names_above=True)


@dataclass(frozen=True, slots=True)
class Pair:
    """One of two numbers of a name, in thousandths; None where it is unknown."""

    name: str
    word: str
    value: int | None
    colour: str


def pairs(rows: Sequence[Pair], unit: str) -> Drawing:
    """Show two numbers of each name under each other.

    Args:
        rows: The first and the second of each name in turn.
        unit: Of the numbers.
    """
    most = max(1, *(row.value or 0 for row in rows))
    marks: Marks = []
    for y, row in enumerate(rows):
        if row.value is not None:
            marks.append(Bar(y, 0, row.value, 0.6, row.colour))
        words = plain(row.value) + (f" {unit}" if row.value is not None else "")
        marks.append(Label((row.value or 0) + most * 0.02, y, words, "right", row.value is None))
    names = tuple((float(y), short(f"{row.name}, {row.word}")) for y, row in enumerate(rows))
    height = FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, (), 0, most * 2, len(rows) - 0.4, -0.6, height, names_above=True)


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a tree: how deep, its name, and by what one sees it."""

    depth: int
    name: str
    seen_by: str = ""


STEP_RIGHT, LONGEST_BRANCH = 0.06, 52


def tree(parts: Sequence[Branch]) -> Drawing:
    """Show a tree from top to bottom, each part to the right of and under what it belongs to.

    Args:
        parts: In order, a part after what it belongs to; at least one.
    """
    marks: Marks = []
    above: dict[int, float] = {}
    y = 0.0
    for part in parts:
        x = STEP_RIGHT * part.depth
        if part.depth:
            start = above[part.depth - 1]
            marks += [
                Line(x - STEP_RIGHT, start, x - STEP_RIGHT, y, SOFT_INK),
                Line(x - STEP_RIGHT, y, x, y, SOFT_INK),
            ]
        above[part.depth] = y
        marks.append(Dot(x, y, BLUE))
        longest = LONGEST_BRANCH - 4 * part.depth
        lines = [(line, False) for line in wrap(part.name, longest)]
        if part.seen_by:
            lines += [(line, True) for line in wrap(f"gezien aan: {part.seen_by}", longest)]
        for line, is_seen_by in lines:
            marks.append(Label(x + 0.025, y, line, "right", absent=is_seen_by))
            y += 0.75
        y += 0.25
    height = FRAME_INCH + 0.22 * y
    return Drawing(tuple(marks), (), (), -0.03, 1.1, y - 0.4, -0.6, height, names_above=True)


def plain(thousandths: int | None) -> str:
    """Write thousandths without a sign, or that nobody knows.

    Example:
        >>> plain(2500), plain(None)
        ('2,5', 'onbekend')
    """
    return "onbekend" if thousandths is None else signed(thousandths).removeprefix("+")
