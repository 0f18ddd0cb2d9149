"""Cell styles of a workbook, as far as they say what a number is."""

from __future__ import annotations

from maatschappelijk_rendement.intake.workbook.formats import GENERAL, NumberFormat, built_in, parse_format
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Container, DamagedPartError, Limits
from maatschappelijk_rendement.intake.workbook.markup import MAIN, ignore, parse, qualified

_NUMBER_FORMAT, _CELL_STYLES, _STYLE = (qualified(MAIN, name) for name in ("numFmt", "cellXfs", "xf"))


def read_formats(
    container: Container, part: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[NumberFormat, ...]:
    """Read the number format of each cell style.

    Raises:
        DamagedPartError: The styles cannot be read.
        TooManyStylesError: There are more than a workbook can have.
    """
    spelled: dict[str, NumberFormat] = {}
    numbers: list[str] = []
    inside = False
    has_list = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, has_list
        if name in _STYLE and inside:
            if len(numbers) >= limits.styles:
                raise TooManyStylesError
            numbers.append(attributes.get("numFmtId", "0"))
        elif name in _NUMBER_FORMAT:
            spelled[attributes.get("numFmtId", "")] = parse_format(attributes.get("formatCode", ""))
        elif name in _CELL_STYLES:
            if has_list:
                # Which of two lists a cell refers to, nobody can say.
                raise DamagedPartError("two lists of cell styles")
            inside = has_list = True

    def end(name: str) -> None:
        nonlocal inside
        if name in _CELL_STYLES:
            inside = False

    parse(container.chunks(part), start, end, ignore)
    return tuple(spelled.get(number) or _built_in(number) for number in numbers)


class TooManyStylesError(Exception):
    """A workbook has more cell styles than Excel itself allows."""


def _built_in(number: str) -> NumberFormat:
    return built_in(int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else GENERAL
