"""How a value of the results reads in Dutch: the same in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial

from maatschappelijk_rendement.domain.money import CENT, dutch_euro, dutch_number, to_cents
from maatschappelijk_rendement.report.document import ShownValue
from maatschappelijk_rendement.report.rows import is_hidden
from maatschappelijk_rendement.results import codec
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.counts import AS_SHARE, Wellbeing
from maatschappelijk_rendement.results.words import TRACEABLE, word

HIDDEN = "onderdrukt"
UNKNOWN = "onbekend"
# How many decimals of a fraction that does not end are shown.
DECIMALS = 12


def direction(amount: Decimal) -> str:
    """Say which way a difference goes.

    Example:
        >>> direction(Decimal("-132394.00")), direction(Decimal(3)), direction(Decimal(0))
        ('daling', 'stijging', 'gelijk')
    """
    if amount == 0:
        return "gelijk"
    return "daling" if amount < 0 else "stijging"


def euro(amount: Decimal) -> str:
    """Write euros the Dutch way: with cents, but for an amount that was given in whole euros.

    Example:
        >>> [euro(Decimal(a)).replace("\\N{NO-BREAK SPACE}", " ") for a in ("-4137.31", "0.00", "231000")]
        ['€ -4.137,31', '€ 0,00', '€ 231.000']
    """
    return f"€\N{NO-BREAK SPACE}{dutch_number(amount)}" if is_whole(amount) else dutch_euro(to_cents(amount))


def is_whole(amount: Decimal) -> bool:
    """Tell whether an amount was given without cents, as those of a rounded report are.

    Example:
        >>> is_whole(Decimal("231000")), is_whole(Decimal("231000.00"))
        (True, False)
    """
    return int(amount.as_tuple().exponent) >= 0


def euros(cents: int) -> Decimal:
    """Give an amount in euros; see ``euro``."""
    return codec.number(Kind.EURO, cents)


def price(amount: Decimal) -> str:
    """Write a price: at least two decimals, at most four.

    Example:
        >>> price(Decimal("57.0100"))[2:], price(Decimal("0.1234"))[2:]
        ('57,01', '0,1234')
    """
    decimals = 2 if amount == amount.quantize(CENT) else 4
    return f"€\N{NO-BREAK SPACE}{dutch_number(amount, decimals)}"


def grade(mean: Decimal) -> str:
    """Write a mean score with one decimal; with two where rounding a second time could go the wrong way.

    Example:
        >>> grade(Decimal("3.48")), grade(Decimal("8.30")), grade(Decimal("8.25"))
        ('3,5', '8,3', '8,25')
    """
    hundredths = int(abs(mean.quantize(CENT, ROUND_HALF_UP)).scaleb(2))
    return dutch_number(mean, 2 if hundredths % 10 == 5 else 1)


def score(row: Wellbeing) -> str:
    """Write the mean of a row that shows one: a grade, a value in hundredths, or a share as a percentage."""
    mean = codec.number(Kind.GRADE, row.mean or 0)
    if row.mean_as == AS_SHARE:
        return f"{dutch_number(100 * mean)}\N{NO-BREAK SPACE}%"
    return dutch_number(mean, 2) if row.mean_as else grade(mean)


def signed_grade(change: Decimal, write: Callable[[Decimal], str] = grade) -> str:
    """Write a difference between two means with its sign.

    Example:
        >>> signed_grade(Decimal("4.83")), signed_grade(Decimal("-0.20"))
        ('+4,8', '-0,2')
    """
    return f"+{write(change)}" if change > 0 else write(change)


def in_hundredths(shown: ShownValue) -> ShownValue:
    """Write a mean, or a difference of two, of a scale of at most 2 points: always two decimals.

    Example:
        >>> in_hundredths(number(70, Kind.GRADE)).text, in_hundredths(number(10, Kind.GRADE_DELTA)).text
        ('0,70', '+0,10')
    """
    if shown.kind not in (Kind.GRADE, Kind.GRADE_DELTA) or shown.value is None:
        return shown
    write = partial(dutch_number, decimals=2)
    text = signed_grade(shown.value, write) if shown.kind is Kind.GRADE_DELTA else write(shown.value)
    return replace(shown, text=text)


def cell(row: Mapping[str, object], column: Column) -> ShownValue:
    """Read one value of a row: its Dutch text and the number behind it.

    A number that is not there reads ``onderdrukt`` or ``onbekend``, never 0 and never nothing.

    Example:
        >>> row = {"status": "onderdrukt", "regel": "te herleiden", "n": None}
        >>> cell(row, Column("n", "n", Kind.COUNT)).text
        'onderdrukt'
    """
    value = row.get(column.key)
    kind = column.kind
    if column.needs and row.get(column.needs) is None:
        return ShownValue(column.empty)
    if kind is Kind.YES_NO:
        return ShownValue("ja" if value else "nee", kind)
    if kind in (Kind.TEXT, Kind.WORD):
        text = str(value) if value not in (None, "") else column.empty
        return ShownValue(word(text) if kind is Kind.WORD else text, kind)
    if value is None or is_hidden(row, column.key):
        absent = HIDDEN if is_hidden(row, column.key) else UNKNOWN
        return ShownValue(absent, kind, absent=absent)
    if not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"no number: {type(value).__name__}")
    shown = number(value, kind)
    return in_hundredths(shown) if row.get("gemiddelde_als") else shown


def number(number_of_kind: int | Decimal | Fraction, kind: Kind) -> ShownValue:
    """Make the cell of a number.

    Args:
        number_of_kind: A whole number of the kind, such as cents; or the number itself.
        kind: What it is.

    Example:
        >>> number(-1000, Kind.DELTA).direction
        'daling'
    """
    value = _decimal(number_of_kind, kind)
    if kind is Kind.DELTA:
        return ShownValue(euro(value), kind, value, direction(value))
    if kind is Kind.GRADE_DELTA:
        return ShownValue(signed_grade(value), kind, value, direction(value))
    texts: dict[Kind, Callable[[Decimal], str]] = {
        Kind.EURO: euro,
        Kind.PRICE: price,
        Kind.GRADE: grade,
        Kind.QUANTITY: quantity,
        Kind.MEASURE: quantity,
        Kind.YEAR: str,
    }
    write = texts.get(kind, dutch_number)
    return ShownValue(write(value), kind, value)


def _decimal(value: int | Decimal | Fraction, kind: Kind) -> Decimal:
    if isinstance(value, int):
        return codec.number(kind, value)
    if isinstance(value, Decimal):
        return value
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal(1).scaleb(-DECIMALS))


def quantity(value: Decimal) -> str:
    """Write a quantity without needless zeros.

    Example:
        >>> quantity(Decimal("301.500")), quantity(Decimal("12.000"))
        ('301,5', '12')
    """
    short = value.normalize()
    return dutch_number(value, max(0, -int(short.as_tuple().exponent)))


def state(row: Mapping[str, object], columns: Iterable[Column]) -> ShownValue:
    """Say the status of a row, and that something is hidden in the columns that are shown.

    Every hidden figure reads the same: which rule hid it would say something of the cases.

    Example:
        >>> state({"status": "onderdrukt"}, []).text
        'onderdrukt: te herleiden'
        >>> row = {"status": "getoond", "onderdrukt": ["x_eur"]}
        >>> state(row, [Column("x_eur")]).text, state(row, [Column("n")]).text
        ('getoond, deels onderdrukt: te herleiden', 'getoond')
    """
    words = word(str(row.get("status", "getoond")))
    if row.get("status") == HIDDEN:
        return ShownValue(f"{words}: {TRACEABLE}", Kind.STATUS)
    if any(is_hidden(row, column.key) for column in columns):
        return ShownValue(f"{words}, deels onderdrukt: {TRACEABLE}", Kind.STATUS)
    return ShownValue(words, Kind.STATUS)
