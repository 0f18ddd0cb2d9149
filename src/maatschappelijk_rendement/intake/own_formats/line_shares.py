"""Lay what a client got beside the MDO: which part counts before, which after, and what falls outside.

A line per period is cut to its window. A total is divided over its days, as the costing does with a total
("Wat een regel kost"), in whole cents or thousandths that add up to exactly what stood in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Protocol

from maatschappelijk_rendement.domain.calendar import Period, last_day, window
from maatschappelijk_rendement.domain.money import CENT, half_up
from maatschappelijk_rendement.domain.vocabulary import EURO, Moment, Per
from maatschappelijk_rendement.intake.own_formats.mapped import Place

MOMENTS = (Moment.BEFORE, Moment.AFTER)
THOUSANDTH = Decimal("0.001")


class LinePlace(Protocol):
    """Where a line came from; two lines never have the same, and they have an order."""

    @property
    def origin(self) -> Place:
        """The place as a row of the workbook tells it."""

    def __hash__(self) -> int: ...

    def __lt__(self, other: Any, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class ClientLine:
    """Something a client got, in the unit of its product.

    Attributes:
        place: Where it came from.
        person: Pseudonym of the client.
        product_code: Product of ours.
        unit: Unit of the product; ``euro`` for an amount.
        per: Per which period the quantity is.
        quantity: How much.
        start: First day.
        end: Last day, it counts; nothing where it is open.
        cents: What was claimed for it, where a claim says so.
    """

    place: LinePlace
    person: str
    product_code: str
    unit: str
    per: Per
    quantity: Decimal
    start: date
    end: date | None
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a line in one window; ``moment`` is nothing for what falls outside both.

    Attributes:
        line: The line.
        moment: Before or after the MDO.
        start: First day of the part.
        end: Last day, it counts.
        quantity: Its quantity: of a total its share, else that of the line.
        cents: Its share of what was claimed.
    """

    line: ClientLine
    moment: Moment | None
    start: date
    end: date
    quantity: Decimal
    cents: int | None


def shares(line: ClientLine, mdo_date: date, months: int) -> tuple[Share, ...]:
    """Divide a line over the windows before and after an MDO.

    Args:
        line: The line.
        mdo_date: Day of the MDO.
        months: Length of each window.

    Returns:
        Its parts in order of time, those outside the windows too. The quantities of the parts of a total add
        up to that of the line, and so do the cents.

    Example:
        >>> from maatschappelijk_rendement.intake.own_formats.message import MessagePlace
        >>> may = ClientLine(MessagePlace(1, 1, 1), "C001", "BEDRAG.WMO", "euro", Per.TOTAL, Decimal(310),
        ...            date(2023, 5, 1), date(2023, 5, 31), 31000)
        >>> parts = shares(may, date(2023, 5, 11), 12)
        >>> [(part.moment.value, part.end.day, str(part.quantity), part.cents) for part in parts]
        [('voor', 10, '100', 10000), ('na', 31, '210', 21000)]
    """
    before, after = (window(moment, mdo_date, months) for moment in MOMENTS)
    end = line.end + timedelta(days=1) if line.end else max(after.end, line.start + timedelta(days=1))
    edges = sorted(
        {line.start, end, *(e for e in (before.start, mdo_date, after.end) if line.start < e < end)}
    )
    parts = [Period(start, stop) for start, stop in pairwise(edges)]
    quantities = [line.quantity] * len(parts)
    if line.per is Per.TOTAL and len(parts) > 1:
        step = CENT if line.unit == EURO else THOUSANDTH
        quantities = [plain_number(step * steps) for steps in _divide(int(line.quantity / step), parts)]
    cents = [None] * len(parts) if line.cents is None else _divide(line.cents, parts)
    return tuple(
        Share(line, _moment(part.start, before, after), part.start, last_day(part.end), quantity, cent)
        for part, quantity, cent in zip(parts, quantities, cents, strict=True)
    )


def _divide(whole: int, parts: list[Period]) -> list[int]:
    """Divide whole steps over periods by days: each running sum is rounded half-up once, so all add up."""
    days = sum(part.days for part in parts)
    sums = [0]
    passed = 0
    for part in parts:
        passed += part.days
        sums.append(half_up(Fraction(whole * passed, days)))
    return [later - earlier for earlier, later in pairwise(sums)]


def plain_number(number: Decimal) -> Decimal:
    """Drop zeros at the end, without an exponent.

    Example:
        >>> str(plain_number(Decimal("200.00"))), str(plain_number(Decimal("1.250")))
        ('200', '1.25')
    """
    return Decimal(format(number.normalize(), "f"))


def _moment(day: date, before: Period, after: Period) -> Moment | None:
    if before.start <= day < before.end:
        return Moment.BEFORE
    return Moment.AFTER if after.start <= day < after.end else None


@dataclass(frozen=True, slots=True)
class Merged:
    """Parts that are one row of the workbook: the same case, client, product, unit, period and days."""

    shares: tuple[Share, ...]

    @property
    def first(self) -> Share:
        """The part that came first."""
        return self.shares[0]

    @property
    def quantity(self) -> Decimal:
        """What they add up to."""
        return sum((share.quantity for share in self.shares), Decimal(0))


def merge(counted: Iterable[Share]) -> Iterator[Merged]:
    """Put parts together that would be one and the same row: of two providers, say. Order is kept."""
    groups: dict[tuple[object, ...], list[Share]] = {}
    for share in counted:
        line = share.line
        key = (line.person, share.moment, line.product_code, line.unit, line.per, share.start, share.end)
        groups.setdefault(key, []).append(share)
    for group in groups.values():
        yield Merged(tuple(group))


def by_person(lines: Iterable[ClientLine]) -> Mapping[str, tuple[ClientLine, ...]]:
    """Give the lines of each client, in order."""
    found: dict[str, list[ClientLine]] = {}
    for line in lines:
        found.setdefault(line.person, []).append(line)
    return {person: tuple(own) for person, own in found.items()}
