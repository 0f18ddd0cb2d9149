"""Drawings of a wijk: differences with their intervals, numbers of indicators, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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
LONGEST_NAME, LONGEST_ALONE = 44, 62  # the longer one where few words stand beside it
WHITE, PALE = "#ffffff", "#dfe3e8"
ROOM = 0.45  # part of the width kept free for words

Marks = list[Bar | Line | Label | Dot]


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference and its interval, in thousandths."""

    name: str
    value: int
    low: int
    high: int


def gaps(rows: Sequence[Gap]) -> Drawing:
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
    return Drawing(
        tuple(marks), names, ((0.0, "0"),), left, right, bottom, -0.6, FRAME_INCH + ROW_INCH * len(rows)
    )


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
        words = ", ".join(f"{part.count} {part.word}" for part in parts if part.count) or "geen"
        marks.append(Label(start + most * 0.02, y, words, "right"))
    names = tuple((float(y), short(name)) for y, (name, _) in enumerate(rows))
    height = FRAME_INCH + ROW_INCH * len(rows)
    return Drawing(tuple(marks), names, (), 0, most * 2.2, len(rows) - 0.4, -0.6, height)


VERDICT_LOOKS = {
    "opgetreden": (BLUE, False),
    "deels_opgetreden": (BLUE, True),
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
    names = tuple((float(y), short(name, LONGEST_ALONE)) for y, (name, *_) in enumerate(rows))
    return Drawing(tuple(marks), names, (), 0, 1, len(rows) - 0.4, -0.6, FRAME_INCH + ROW_INCH * len(rows))
