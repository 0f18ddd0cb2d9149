"""Drawings of a scenario: settlement, who gains, payment by saving and quality, swings, years ahead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from maatschappelijk_rendement.domain.money import dutch_number, half_up
from maatschappelijk_rendement.plots.drawing import (
    BLUE,
    GREY,
    INK,
    SOFT_INK,
    VERMILION,
    Bar,
    Drawing,
    Label,
    Line,
)
from maatschappelijk_rendement.sharing.split import Split
from maatschappelijk_rendement.sharing.what_if import Grid, Swing
from maatschappelijk_rendement.sharing.years_ahead import YearAhead

Marks = list[Bar | Line | Label]

THOUSAND_EUROS = 100_000
ROW_INCH, FRAME_INCH = 0.36, 0.3
ROOM_FOR_WORDS = 0.32  # part of the width kept free for amounts beside the bars
GAP = 0.012  # part of the width between a bar and its words
DEEPEST = 0.55  # deepest colour of a cell: ink on it stays readable


def settlement(steps: Sequence[tuple[str, int]], payment_cents: int) -> Drawing:
    """Show how a payment comes about, step by step, from the measured saving.

    Args:
        steps: Dutch label and change, in order [cent].
        payment_cents: What is left at the end.
    """
    level, rows = 0, []
    for place, (label, change) in enumerate(steps):
        start = level if place else 0
        level = start + change
        rows.append((label, start, level, change, GREY if place == 0 else VERMILION if change < 0 else BLUE))
    rows.append(("Aan de aanbieders", 0, payment_cents, payment_cents, BLUE))
    edges = [edge for row in rows for edge in row[1:3]]
    gap = gap_beside(edges)
    marks: Marks = [
        Line(rows[y][2], y + 0.3, rows[y][2], y + 0.7, SOFT_INK, style="dotted") for y in range(len(rows) - 2)
    ]
    for y, (_, start, end, change, colour) in enumerate(rows):
        marks.append(Bar(y, start, end, 0.6, colour, hatched=change < 0))
        marks.append(Label(max(start, end) + gap, y, euros_in_words(change), "right"))
    names = [label for label, *_ in rows]
    return lying(marks, names, edges)


def who_gains(split: Split) -> Drawing:
    """Show for each party what it would have on its own, and what it has with the settlement.

    Args:
        split: A split saving.
    """
    rows: list[tuple[str, int | None, int]] = [
        (result.stream.label, result.own_result_cents, result.result_cents) for result in split.streams
    ]
    rows += [(provider.name, None, amount) for provider, amount in split.providers]
    edges = [0, *(amount for _, alone, together in rows for amount in (alone or 0, together))]
    gap = gap_beside(edges)
    marks: Marks = []
    for y, (_, alone, together) in enumerate(rows):
        bars = (
            [("met", together, BLUE)] if alone is None else [("zonder", alone, GREY), ("met", together, BLUE)]
        )
        for place, (word, amount, colour) in enumerate(bars):
            height = y + (place - (len(bars) - 1) / 2) * 0.4
            marks.append(Bar(height, 0, amount, 0.34, colour, hatched=amount < 0))
            marks.append(Label(max(0, amount) + gap, height, f"{word} {euros_in_words(amount)}", "right"))
    return lying(marks, [name for name, *_ in rows], edges, row_inch=0.62, room=0.5)


def heat_map(grid: Grid) -> Drawing:
    """Show the payment for each saving and quality, in thousands of euros.

    Args:
        grid: Payments by quality and saving.
    """
    deepest = max((abs(cents) for row in grid.payments_cents for cents in row), default=0) or 1
    marks: Marks = []
    for y, row in enumerate(reversed(grid.payments_cents)):
        for x, cents in enumerate(row):
            marks.append(Bar(y, x - 0.5, x + 0.5, 1, _tint(cents / deepest), hatched=False))
            marks.append(Label(x, y, dutch_number(half_up(Fraction(cents, THOUSAND_EUROS))), "middle"))
    lefts = [
        (y, "uitkering" if quality is None else f"kwaliteit {_percent(quality)}")
        for y, quality in enumerate(reversed(grid.qualities))
    ]
    unders = [(x, _signed_percent(rate)) for x, rate in enumerate(grid.rates)]
    rows = len(grid.qualities)
    return Drawing(
        tuple(marks),
        tuple(lefts),
        tuple(unders),
        -0.5,
        len(grid.rates) - 0.5,
        rows - 0.5,
        -0.5,
        0.3 + ROW_INCH * rows,
    )


def swings(rows: Sequence[Swing], kept_cents: int) -> Drawing:
    """Show how far each input moves what the payers keep, the widest first.

    Args:
        rows: The swings.
        kept_cents: What the payers keep as measured.
    """
    edges = [kept_cents, *(end for swing in rows for end in (swing.kept_low_cents, swing.kept_high_cents))]
    gap = gap_beside(edges)
    marks: Marks = []
    for y, swing in enumerate(rows):
        low, high = sorted((swing.kept_low_cents, swing.kept_high_cents))
        marks.append(Bar(y, low, kept_cents, 0.5, GREY))
        marks.append(Bar(y, kept_cents, high, 0.5, BLUE))
        marks.append(Label(high + gap, y, f"{euros_in_words(low)} tot {euros_in_words(high)}", "right"))
    drawn = lying(marks, [swing.label for swing in rows], edges, room=0.75)
    middle = Line(kept_cents, -0.5, kept_cents, len(rows) - 0.5, INK, 1.2)
    return Drawing(
        (*drawn.marks, middle),
        drawn.left_names,
        (),
        drawn.left,
        drawn.right,
        drawn.bottom,
        drawn.top,
        drawn.height,
    )


def fan(years: Sequence[YearAhead]) -> Drawing:
    """Show what the payers have kept by the end of each year: the middle draw and nine in ten draws.

    Args:
        years: The years ahead.
    """
    amounts = [cents for year in years for cents in year.kept_so_far_cents]
    low, high = min(0, *amounts), max(0, *amounts)
    margin = (high - low or 1) * 0.08
    marks: Marks = [Line(0.5, 0, len(years) + 0.5, 0, SOFT_INK)]
    for year in years:
        p05, p50, p95 = year.kept_so_far_cents
        marks.append(Bar((p05 + p95) / 2, year.year - 0.22, year.year + 0.22, p95 - p05, _tint(0.6)))
        marks.append(Line(year.year - 0.22, p50, year.year + 0.22, p50, INK, 2.0))
        marks.append(Label(year.year, p50 + margin * 0.2, _thousands(p50), "above"))
    for one, next_one in pairwise(years):
        for place, style in ((0, "dashed"), (1, "solid"), (2, "dashed")):
            ends = one.kept_so_far_cents[place], next_one.kept_so_far_cents[place]
            joint = Line(one.year + 0.22, ends[0], next_one.year - 0.22, ends[1], BLUE, 1.0)
            marks.append(joint if style == "solid" else _dashed(joint))
    ticks = sorted({0, half_up(Fraction(low)), half_up(Fraction(high))})
    lefts = tuple((float(tick), f"{_thousands(tick)} dzd") for tick in ticks)
    unders = tuple((float(year.year), f"jaar {year.year}") for year in years)
    return Drawing(tuple(marks), lefts, unders, 0.5, len(years) + 0.75, low - margin, high + margin, 3.2)


def lying(
    marks: Marks,
    names: Sequence[str],
    edges: Sequence[int],
    *,
    row_inch: float = ROW_INCH,
    room: float = ROOM_FOR_WORDS,
) -> Drawing:
    """Lay rows under each other, with a line at nothing and room for words to the right."""
    left, right = min(0, *edges), max(0, *edges)
    width = right - left or 1
    zero = Line(0, -0.6, 0, len(names) - 0.4, SOFT_INK)
    return Drawing(
        (*marks, zero),
        tuple((float(y), name) for y, name in enumerate(names)),
        (),
        float(left),
        right + width * room,
        len(names) - 0.4,
        -0.6,
        FRAME_INCH + row_inch * len(names),
    )


def gap_beside(edges: Sequence[int]) -> float:
    """Give the room between a bar and its words, in the numbers of the bars."""
    return (max(0, *edges) - min(0, *edges)) * GAP


def _dashed(line: Line) -> Line:
    return Line(line.x0, line.y0, line.x1, line.y1, line.colour, line.width, "dashed")


def _tint(part: float) -> str:
    """Mix white with blue for a gain and vermilion for a loss."""
    base = BLUE if part >= 0 else VERMILION
    depth = min(1.0, abs(part)) * DEEPEST
    channels = (int(base[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (channel - 255) * depth):02x}" for channel in channels)


def euros_in_words(cents: int) -> str:
    """Write cents as whole euros."""
    return f"€\N{NO-BREAK SPACE}{dutch_number(half_up(Fraction(cents, 100)))}"


def _thousands(cents: int) -> str:
    return f"€\N{NO-BREAK SPACE}{dutch_number(half_up(Fraction(cents, THOUSAND_EUROS)))}"


def _percent(part: Fraction) -> str:
    return f"{dutch_number(Decimal(half_up(part * 100)))} %"


def _signed_percent(part: Fraction) -> str:
    return f"+{_percent(part)}" if part > 0 else _percent(part)
