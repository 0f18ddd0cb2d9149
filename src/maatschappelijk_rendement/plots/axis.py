"""An axis under a drawing: round numbers with their unit, a mark at each, zero among them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.plots.drawing import SOFT_INK, Bar, Drawing, Line

STEPS = (1, 2, 5)
MOST_TICKS = 5
WIDE_NAMES = 4.5  # as many names of amounts stand side by side over the whole width without touching
AXIS_INCH = 0.25
TICK = 0.08  # height of a mark, in rows


def ticks(low: float, high: float, most: int = MOST_TICKS) -> tuple[int, ...]:
    """Give round numbers from low to high, a step of 1, 2 or 5 times a power of ten apart.

    Args:
        low: Where the axis begins.
        high: Where it ends.
        most: How many there are at most.

    Example:
        >>> ticks(-67_700, 17_900), ticks(0, 42)
        ((-60000, -40000, -20000, 0), (0, 10, 20, 30, 40))
    """
    power = 1
    while True:
        for step in (times * power for times in STEPS):
            first, last = -(-int(low) // step), int(high) // step
            if last - first < most:
                return tuple(place * step for place in range(first, last + 1))
        power *= 10


def with_axis(drawing: Drawing, write: Callable[[int], str]) -> Drawing:
    """Put an axis under a drawing of lying bars, from the lowest end of a bar to the highest, with zero.

    Args:
        drawing: The drawing; what stood under it goes.
        write: Writes a number with its unit.
    """
    ends = [0.0, *(end for bar in drawing.marks if isinstance(bar, Bar) for end in (bar.start, bar.end))]
    low, high = min(ends), max(ends)
    share = (high - low) / (drawing.right - drawing.left)
    places = ticks(low, high, min(MOST_TICKS, max(2, int(share * WIDE_NAMES))))
    bottom = drawing.bottom
    marks = tuple(Line(x, bottom - TICK, x, bottom, SOFT_INK) for x in places)
    base = Line(low, bottom, high, bottom, SOFT_INK)
    names = tuple((float(x), write(x)) for x in places)
    more = 0.0 if drawing.under_names else AXIS_INCH
    return replace(
        drawing,
        marks=(*drawing.marks, base, *marks),
        under_names=names,
        height=drawing.height + more,
    )


def euros(amount: int) -> str:
    """Write a number of euros.

    Example:
        >>> euros(-50_000).replace("\\N{NO-BREAK SPACE}", " ")
        '€ -50.000'
    """
    return f"€\N{NO-BREAK SPACE}{dutch_number(Decimal(amount))}"


def cases(number: int) -> str:
    """Write a number of cases.

    Example:
        >>> cases(1), cases(1200)
        ('1 casus', '1.200 casussen')
    """
    return f"{dutch_number(Decimal(number))} {'casus' if number == 1 else 'casussen'}"
