"""What a number format says a number is: a date, a percentage, hidden, or just a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What a number is shown as."""

    GENERAL = "algemeen"
    NUMBER = "getal"
    DATE = "datum"
    TIME = "tijd"
    PERCENT = "percentage"
    TEXT = "tekst"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a cell style shows its value.

    Attributes:
        shape: What a number is shown as.
        hides_numbers: A number is not shown at all, as with ``;;;``.
        hides_text: A text is not shown at all.
    """

    shape: Shape
    hides_numbers: bool = False
    hides_text: bool = False


GENERAL = NumberFormat(Shape.GENERAL)

# ECMA-376 part 1 (2016), 18.8.30: number formats that a file does not spell out.
_BUILT_IN: dict[range, Shape] = {
    range(1): Shape.GENERAL,
    range(1, 9): Shape.NUMBER,
    range(9, 11): Shape.PERCENT,
    range(11, 14): Shape.NUMBER,
    range(14, 18): Shape.DATE,
    range(18, 22): Shape.TIME,
    range(22, 23): Shape.DATE,
    range(27, 37): Shape.DATE,
    range(37, 45): Shape.NUMBER,
    range(45, 48): Shape.TIME,
    range(48, 49): Shape.NUMBER,
    range(49, 50): Shape.TEXT,
    range(50, 59): Shape.DATE,
}

# Shown as it stands, so it says nothing about the number: "text", \x, _x (a gap), *x (a filling), [Red].
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]?', re.IGNORECASE)
# The longest format that Excel accepts has 255 characters; a longer one is read no further.
_LONGEST_FORMAT = 255


def built_in(number: int) -> NumberFormat:
    """Give the meaning of a built-in format number; an unknown number shows as it is.

    Example:
        >>> built_in(14).shape, built_in(9).shape
        (<Shape.DATE: 'datum'>, <Shape.PERCENT: 'percentage'>)
    """
    for numbers, shape in _BUILT_IN.items():
        if number in numbers:
            return NumberFormat(shape)
    return GENERAL


def parse_format(code: str) -> NumberFormat:
    """Read a format code, such as ``dd-mm-yyyy`` or ``;;;``.

    Example:
        >>> parse_format("dd\\\\-mm\\\\-yyyy").shape, parse_format('"dag" 0.00').shape
        (<Shape.DATE: 'datum'>, <Shape.NUMBER: 'getal'>)
        >>> parse_format(";;;")
        NumberFormat(shape=<Shape.NUMBER: 'getal'>, hides_numbers=True, hides_text=True)
    """
    sections = code[:_LONGEST_FORMAT].split(";")
    hides_numbers = len(sections) > 1 and not sections[0].strip()
    hides_text = len(sections) > 3 and not sections[3].strip()
    return NumberFormat(_shape(_LITERAL.sub("", sections[0]).lower()), hides_numbers, hides_text)


def _shape(section: str) -> Shape:
    if section in ("general", "standaard"):
        return Shape.GENERAL
    if "%" in section:
        return Shape.PERCENT
    if "@" in section:
        return Shape.TEXT
    if any(letter in section for letter in "dyj"):
        return Shape.DATE
    if any(letter in section for letter in "hs"):
        return Shape.TIME
    return Shape.DATE if "m" in section else Shape.NUMBER
