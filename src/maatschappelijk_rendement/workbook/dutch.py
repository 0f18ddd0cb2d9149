"""Numbers and dates written as text, the Dutch way: read where one reading is left, refused where two are.

Only ASCII digits count: a digit of another script looks right and means something else to a computer.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

EMPTY_WORDS = frozenset({"", "-", "n.v.t."})
"""Texts that say "nothing here": empty, and an error where a value is needed; never 0."""

_BLANK = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_MINUS = "[-\N{MINUS SIGN}]?"
_AMOUNT = (
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+"  # 1.234.567
    rf"|[0-9]{{1,3}}(?:{_BLANK}[0-9]{{3}})+"  # 1 234 567
    r"|[0-9]+)"
    r"(?:,(?P<decimals>[0-9]+))?"
)
_NUMBER = re.compile(rf"(?P<sign>{_MINUS})(?:€{_BLANK}?(?P<later_sign>{_MINUS}))?{_AMOUNT}")
_ONE_POINT_THREE_DIGITS = re.compile(rf"{_MINUS}[0-9]{{1,3}}\.[0-9]{{3}}")
# The point comes before more digits: two runs of digits side by side cost the square of their length.
_STORED = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T00:00(?::00(?:\.0+)?)?Z?)?")

# Excel shows and calculates 15 significant digits; the digits a file holds beyond those are noise of a float.
_EXCEL_DIGITS = 15
# Excel holds no larger number (Microsoft Support, Excel specifications and limits, seen November 2026); the
# largest float would not survive being rounded to those digits.
_LARGEST_NUMBER = 9.99999999999999e307
# Nor one closer to 0; a float would make 0 of it without a word.
_SMALLEST_NUMBER = 2.2251e-308

# A serial number counts days from here. 1900 was no leap year, yet Excel has a 29 February in it: serial 60.
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
DAYS_FROM_1900_TO_1904 = (_EPOCH_1904 - _EPOCH_1900).days
_SERIAL_OF_THE_DAY_THAT_NEVER_WAS = 60

# Outside these years a date is a slip of the keyboard; steps of months stay well within what a date can hold.
FIRST_YEAR, LAST_YEAR = 1900, 2199


class UnreadableError(ValueError):
    """A text that is no number or date, or more than one; the argument is the code of the reason."""


def is_empty_word(text: str) -> bool:
    """Say whether a text stands for "nothing here".

    Example:
        >>> is_empty_word(" - "), is_empty_word("N.v.t."), is_empty_word("0")
        (True, True, False)
    """
    return text.strip().lower() in EMPTY_WORDS


def number_from_text(text: str) -> Decimal:
    """Read a number that was written as text.

    Raises:
        UnreadableError: ``twee_lezingen`` (1.234 is 1234 or 1,234), ``percentage``, or ``geen_getal``.

    Example:
        >>> number_from_text("€ 1.234,56"), number_from_text("1 234,5"), number_from_text("\\u22121,5")
        (Decimal('1234.56'), Decimal('1234.5'), Decimal('-1.5'))
        >>> number_from_text("1.234")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.workbook.dutch.UnreadableError: twee_lezingen
    """
    trimmed = text.strip()
    if "%" in trimmed:
        raise UnreadableError("percentage")
    if _ONE_POINT_THREE_DIGITS.fullmatch(trimmed.replace("€", "").strip()):
        raise UnreadableError("twee_lezingen")
    match = _NUMBER.fullmatch(trimmed)
    if not match or (match["sign"] and match["later_sign"]):
        raise UnreadableError("geen_getal")
    sign = "-" if match["sign"] or match["later_sign"] else ""
    return Decimal(f"{sign}{re.sub('[^0-9]', '', match['whole'])}.{match['decimals'] or 0}")


def number_from_stored(written: str) -> Decimal:
    """Read the number of a number cell: the 15 digits that Excel shows, not the float behind them.

    Raises:
        UnreadableError: ``geen_getal``.

    Example:
        >>> number_from_stored("57.009999999999998"), number_from_stored("1E3"), number_from_stored("2.50")
        (Decimal('57.01'), Decimal('1000'), Decimal('2.5'))
    """
    if not _STORED.fullmatch(written):
        raise UnreadableError("geen_getal")
    number = float(written)
    is_nothing = not number and not re.search("[1-9]", re.split("[eE]", written)[0])
    if abs(number) > _LARGEST_NUMBER or not (is_nothing or abs(number) >= _SMALLEST_NUMBER):
        raise UnreadableError("geen_getal")
    return Decimal(format(Decimal(format(number, f".{_EXCEL_DIGITS}g")), "f"))


def date_from_text(text: str) -> date:
    """Read a date that was written as text: ``d-m-jjjj`` or ``jjjj-mm-dd``, nothing else.

    Raises:
        UnreadableError: ``geen_datum``, ``tijd`` or ``jaar``.

    Example:
        >>> date_from_text("3-9-2018"), date_from_text("2018-09-03")
        (datetime.date(2018, 9, 3), datetime.date(2018, 9, 3))
    """
    trimmed = text.strip()
    if match := _DAY_MONTH_YEAR.fullmatch(trimmed):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    match = _YEAR_MONTH_DAY.fullmatch(trimmed)
    if match and not match[4]:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    raise UnreadableError("geen_datum")


def date_from_iso(written: str) -> date:
    """Read the date of a cell of type date (strict workbooks): a day, or a day at midnight.

    Raises:
        UnreadableError: ``geen_datum``, ``tijd`` or ``jaar``.
    """
    match = _YEAR_MONTH_DAY.fullmatch(written)
    if not match:
        raise UnreadableError("tijd" if "T" in written else "geen_datum")
    return _date(int(match[1]), int(match[2]), int(match[3]))


def date_from_serial(written: str, *, is_1904: bool) -> date:
    """Read the day of a serial number.

    Args:
        written: Days since 1900 (or 1904), as written in a number cell.
        is_1904: The workbook counts from 1904.

    Raises:
        UnreadableError: ``geen_datum``, ``tijd`` (it has a part of a day) or ``jaar``.

    Example:
        >>> date_from_serial("43101", is_1904=False), date_from_serial("59", is_1904=False)
        (datetime.date(2018, 1, 1), datetime.date(1900, 2, 28))
        >>> date_from_serial("41639", is_1904=True)
        datetime.date(2018, 1, 1)
    """
    number = number_from_stored(written)
    if number != number.to_integral_value():
        raise UnreadableError("tijd")
    serial = int(number)
    if is_1904:
        return _day(_EPOCH_1904, serial)
    if serial < 1 or serial == _SERIAL_OF_THE_DAY_THAT_NEVER_WAS:
        raise UnreadableError("geen_datum")
    # Before that day the count is one behind.
    return _day(_EPOCH_1900, serial + 1 if serial < _SERIAL_OF_THE_DAY_THAT_NEVER_WAS else serial)


def _day(epoch: date, serial: int) -> date:
    if not 0 <= serial <= (date(LAST_YEAR, 12, 31) - epoch).days:
        raise UnreadableError("jaar")
    return epoch + timedelta(days=serial)


def _date(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableError("jaar")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError("geen_datum") from error
