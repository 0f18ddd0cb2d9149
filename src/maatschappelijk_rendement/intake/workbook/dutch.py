"""Numbers and dates written as text, the Dutch way: read where one reading is left, refused where two are.

Only ASCII digits count: a digit of another script looks right and means something else to a computer.
A refusal names the sign or the part that is the trouble, from a closed list, and never what was written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from maatschappelijk_rendement.domain.calendar import MONTHS_NL

EMPTY_WORDS = frozenset({"", "-", "n.v.t."})
"""Texts that say "nothing here": empty, and an error where a value is needed; never 0."""

# Blanks that a program puts between digits or around a value, read as an ordinary one.
_BLANKS = str.maketrans(
    dict.fromkeys(
        "\t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}\N{THIN SPACE}",
        " ",
    )
)

_MINUS = "[-\N{MINUS SIGN}]?"
_CURRENCY = "(?:€|(?i:euro?))"
_AMOUNT = (
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+"  # 1.234.567
    r"|[0-9]{1,3}(?: [0-9]{3})+"  # 1 234 567
    r"|[0-9]+)"
    "(?P<tail>,(?:(?P<decimals>[0-9]+)|--?|[\N{EN DASH}\N{EM DASH}]))?"  # ,56 or ,- for whole euros
)
_NUMBER = re.compile(
    rf"(?P<sign>{_MINUS})(?P<before>{_CURRENCY} ?(?P<later_sign>{_MINUS}))?{_AMOUNT}(?P<after> ?{_CURRENCY})?"
)
_CURRENCY_AT_AN_END = re.compile(rf"^{_CURRENCY}|{_CURRENCY}$")
_ONE_POINT_THREE_DIGITS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
# The point comes before more digits: two runs of digits side by side cost the square of their length.
_STORED = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")

# What keeps a text from being a number, the plainest first: searched in the text without its currency.
_TROUBLES = tuple(
    (re.compile(pattern), clause)
    for pattern, clause in (
        ("^$", "er staat geen cijfer in"),
        ("[¼½¾]", "er staat een breukteken in"),
        (r"[^\W\d_]", "er staat een letter in"),
        (r"(?![0-9])\d", "er staat een cijfer van een ander schrift in"),
        ("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]", "er staat een onzichtbaar teken in"),
        (r"\+", "er staat een plusteken in"),
        ("[()]", "er staat een haakje in"),
        ("/", "er staat een schuine streep in"),
        (":", "er staat een dubbele punt in"),
        (";", "er staat een puntkomma in"),
        ("['\N{RIGHT SINGLE QUOTATION MARK}]", "er staat een apostrof in"),
        ("_", "er staat een laag streepje in"),
        ("[<>=~]", "er staat een vergelijking in, zoals meer dan of ongeveer"),
        (
            "[^0-9., €\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}-]",
            "er staat een teken in dat niet in een getal hoort",
        ),
        ("^[^0-9]*$", "er staat geen cijfer in"),
        ("€", "het euroteken staat niet vooraan of achteraan"),
        (
            "[^,-][\N{MINUS SIGN}-]|^[\N{MINUS SIGN}-].*[\N{MINUS SIGN}-]|[\N{EN DASH}\N{EM DASH}]",
            "het minteken staat niet vooraan",
        ),
        (",.*,", "er staat meer dan één komma in"),
        (",$", "achter de komma staat geen cijfer"),
        ("^,", "voor de komma staat geen cijfer"),
        (r"\.", "een punt hoort alleen tussen groepen van drie cijfers te staan"),
        (" ", "een spatie hoort alleen tussen groepen van drie cijfers te staan"),
    )
)

_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T00:00(?::00(?:\.0+)?)?Z?)?")
_DIGITS_ONLY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_THREE_NUMBERS = re.compile(r"([0-9]+) ?([-/.]) ?([0-9]+) ?\2 ?([0-9]+)")
_MONTH_BY_NAME = re.compile(
    r"([0-9]{1,2})[ ./-]{0,3}([^\W\d_]+)[ ./-]{0,3}['\N{RIGHT SINGLE QUOTATION MARK}]?([0-9]+)"
)
_TWO_OF_THREE = re.compile(
    r"[0-9]{1,2} ?[-/.] ?[0-9]{1,4}|[0-9]{1,2} ?([^\W\d_]+)\.?|([^\W\d_]+)\.? ?[0-9]{2,4}"
)
_CLOCK = re.compile(r"(?:t|,? )([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:[.,][0-9]+)?))?z?$")
_SHORT_MONTHS = {"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8}
_SHORT_MONTHS |= {"sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12}
_MONTHS = _SHORT_MONTHS | {name: number for number, name in enumerate(MONTHS_NL, 1)}
_WEEKDAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAYS = {form: n for n, name in enumerate(_WEEKDAY_NAMES) for form in (name, name[:2])}
_WEEKDAY = re.compile(rf"({'|'.join(_WEEKDAYS)})[.,]{{0,2}} ")

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
FIRST_YEAR, LAST_YEAR = 1900, 2100
# A year of two digits lies in these hundred years: intake.md, "What must be noticed".
FIRST_SHORT_YEAR, LAST_SHORT_YEAR = 1950, 2049


class UnreadableError(ValueError):
    """A text that is no number or date, or more than one.

    Attributes:
        reason: Code of the reason; also the argument.
        part: Dutch clause that names the sign or part that is the trouble, where one is known. Comes from a
            closed list and holds nothing of what was written.
    """

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.part = part


class WrittenDate(NamedTuple):
    """A date that was written as text, and what had to be assumed to read it.

    Attributes:
        day: The date.
        is_day_first: With slashes, and a reading as month/day is possible as well: read as day/month.
        is_short_year: The year has two digits.
    """

    day: date
    is_day_first: bool = False
    is_short_year: bool = False


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
        UnreadableError: ``twee_lezingen`` (1.234 is 1234 or 1,234), ``percentage``, or ``geen_getal``
            with the sign that is the trouble.

    Example:
        >>> number_from_text("€ 1.234,56"), number_from_text("1 234,5"), number_from_text("\\u22121,5")
        (Decimal('1234.56'), Decimal('1234.5'), Decimal('-1.5'))
        >>> number_from_text("EUR 68,50"), number_from_text("68,5 €"), number_from_text("€ 1.234,-")
        (Decimal('68.50'), Decimal('68.5'), Decimal('1234'))
        >>> number_from_text("1.234")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.intake.workbook.dutch.UnreadableError: twee_lezingen
    """
    plain = text.translate(_BLANKS).strip()
    if "%" in plain:
        raise UnreadableError("percentage")
    match = _NUMBER.fullmatch(plain)
    if not match or (match["sign"] and match["later_sign"]) or (match["before"] and match["after"]):
        raise UnreadableError("geen_getal", _trouble_in(plain))
    if not match["tail"] and _ONE_POINT_THREE_DIGITS.fullmatch(match["whole"]):
        raise UnreadableError("twee_lezingen")
    sign = "-" if match["sign"] or match["later_sign"] else ""
    digits = re.sub("[^0-9]", "", match["whole"])
    return Decimal(f"{sign}{digits}.{match['decimals']}" if match["decimals"] else f"{sign}{digits}")


def _trouble_in(plain: str) -> str:
    amount = _CURRENCY_AT_AN_END.sub("", plain).strip()
    clauses = (clause for pattern, clause in _TROUBLES if pattern.search(amount))
    return next(clauses, "het euroteken of het minteken staat er dubbel")


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
    """Read a date that was written as text; see ``read_date``.

    Raises:
        UnreadableError: ``geen_datum``, ``tijd`` or ``jaar``.

    Example:
        >>> date_from_text("3-9-2018"), date_from_text("di 15 mrt. 2022")
        (datetime.date(2018, 9, 3), datetime.date(2022, 3, 15))
    """
    return read_date(text).day


def read_date(text: str) -> WrittenDate:
    """Read a date that was written as text: day, month, year, as people write it, or ISO.

    Numbers with ``-``, ``/`` or ``.`` between them, the month as a name or abbreviation, a year of two
    digits, a day of the week in front, ``jjjj-mm-dd`` and ``jjjjmmdd``; a time behind it only when it is
    midnight. Eight digits have one reading: the month of ``jjjjmmdd`` is at most 12, so it never is the 19,
    20 or 21 with which a year at the end would begin.

    Raises:
        UnreadableError: ``geen_datum`` with the part that is the trouble, ``tijd`` or ``jaar``.

    Example:
        >>> read_date("15 maart 2022").day, read_date("15-3-22").is_short_year
        (datetime.date(2022, 3, 15), True)
        >>> read_date("3/4/2022")
        WrittenDate(day=datetime.date(2022, 4, 3), is_day_first=True, is_short_year=False)
    """
    plain = text.translate(_BLANKS).strip().lower()
    weekday = _WEEKDAY.match(plain)
    if weekday:
        plain = plain[weekday.end() :].lstrip()
    clock = _CLOCK.search(plain)
    written = _read_day(plain[: clock.start()] if clock else plain)
    if clock and any(map(_is_not_zero, clock.groups())):
        raise UnreadableError("tijd")
    if weekday and written.day.weekday() != _WEEKDAYS[weekday[1]]:
        raise UnreadableError("geen_datum", "de dag van de week past niet bij de datum")
    return written


def _is_not_zero(digits: str | None) -> bool:
    return digits is not None and any(digit in "123456789" for digit in digits)


def _read_day(plain: str) -> WrittenDate:
    if match := _YEAR_MONTH_DAY.fullmatch(plain):
        return WrittenDate(_date(int(match[1]), int(match[2]), int(match[3])))
    if match := _DIGITS_ONLY.fullmatch(plain):
        try:
            return WrittenDate(_date(int(match[1]), int(match[2]), int(match[3])))
        except UnreadableError:
            raise UnreadableError("geen_datum", "acht cijfers zijn een jaar, een maand en een dag") from None
    if match := _THREE_NUMBERS.fullmatch(plain):
        first, separator, second, last = match.groups()
        if len(first) > 2 or len(second) > 2:
            raise UnreadableError("geen_datum", "dag en maand hebben elk hooguit twee cijfers")
        day, month = int(first), int(second)
        written = _with_year(last, month, day)
        is_other_way_possible = separator == "/" and day <= len(MONTHS_NL) and day != month
        return written._replace(is_day_first=is_other_way_possible)
    if match := _MONTH_BY_NAME.fullmatch(plain):
        if match[2] not in _MONTHS:
            raise UnreadableError("geen_datum", "de naam van de maand is niet bekend")
        return _with_year(match[3], _MONTHS[match[2]], int(match[1]))
    match = _TWO_OF_THREE.fullmatch(plain)
    if match and all(name is None or name in _MONTHS for name in match.groups()):
        raise UnreadableError("geen_datum", "de dag, de maand of het jaar ontbreekt")
    raise UnreadableError("geen_datum")


def _with_year(digits: str, month: int, day: int) -> WrittenDate:
    if len(digits) == 2:
        year = FIRST_SHORT_YEAR + (int(digits) - FIRST_SHORT_YEAR) % 100
        return WrittenDate(_date(year, month, day), is_short_year=True)
    if len(digits) != 4:
        raise UnreadableError("geen_datum", "het jaar heeft geen vier cijfers")
    return WrittenDate(_date(int(digits), month, day))


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
    if not 1 <= month <= len(MONTHS_NL):
        raise UnreadableError("geen_datum", "de maand bestaat niet: die loopt van 1 tot en met 12")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableError("geen_datum", "de dag bestaat niet in die maand") from error
