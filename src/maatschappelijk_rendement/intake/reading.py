"""What the values of a table in memory mean: objects, frames and texts through the reader of cells.

Each different value of a column is read once, by the kind of its column, so that every door has the same
bounds and says the same of the same mistake.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from maatschappelijk_rendement.domain.calendar import NO_END
from maatschappelijk_rendement.domain.tables import CellKind, SheetColumn, SheetTable, as_read
from maatschappelijk_rendement.domain.vocabulary import YesNo
from maatschappelijk_rendement.intake.canonical import SCALED
from maatschappelijk_rendement.intake.workbook.cells import Type, Value
from maatschappelijk_rendement.intake.workbook.columns import (
    NOTHING,
    Fault,
    Parsed,
    column_subject,
    missing,
    parse,
)
from maatschappelijk_rendement.intake.workbook.formats import GENERAL

# In a table of values a number or a date may well be text: that is no slip of anybody.
_NO_SLIP = frozenset({"getal_als_tekst", "datum_als_tekst"})
_NUMBERS = frozenset({CellKind.QUANTITY, CellKind.PRICE, CellKind.AMOUNT, CellKind.SCORE, CellKind.WHOLE})
_MOST_SUGGESTIONS = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table mean.

    Attributes:
        meanings: By field one meaning a row.
        wrong: By field the positions (from 0) whose value could not be read.
        faults: What is wrong, each with its field and the positions.
        given: Fields that the table has.
    """

    meanings: dict[str, list[Any]] = field(default_factory=dict)
    wrong: dict[str, set[int]] = field(default_factory=dict)
    faults: list[tuple[str, Fault, list[int]]] = field(default_factory=list)
    given: frozenset[str] = frozenset()


def read_columns(
    table: SheetTable,
    raw: Mapping[str, Sequence[Any]],
    rows: int,
    *,
    instead: Mapping[str, SheetColumn] | None = None,
    ends_after: bool = True,
) -> Columns:
    """Read the columns of a table.

    Args:
        table: The declaration.
        raw: By field the values as they were given; a field that is not there is empty in every row.
        rows: How many rows there are.
        instead: Another declaration of a field, by name.
        ends_after: A last day is given as the first day after it, as objects and ``to_frames`` have it.
    """
    found = Columns(given=frozenset(raw))
    for declared in table.columns:
        values = raw.get(declared.name)
        if values is None:
            found.meanings[declared.name] = [None] * rows
            continue
        column = (instead or {}).get(declared.name, as_read(declared))
        _read(column, values, found, ends_after=ends_after)
    return found


def _read(column: SheetColumn, values: Sequence[Any], found: Columns, *, ends_after: bool) -> None:
    reader = value_reader(column, ends_after=ends_after)
    known: dict[tuple[type, Any], Parsed] = {}
    positions: dict[Fault, list[int]] = {}
    meanings: list[Any] = []
    wrong: set[int] = set()
    for position, value in enumerate(values):
        key = (type(value), tuple(value) if isinstance(value, list) else value)
        parsed = known.get(key)
        if parsed is None:
            parsed = known[key] = reader(value, len(known) < _MOST_SUGGESTIONS)
        meanings.append(parsed.meaning)
        for fault in parsed.faults:
            positions.setdefault(fault, []).append(position)
            if fault.level == "fout":
                wrong.add(position)
    found.meanings[column.name] = meanings
    found.wrong[column.name] = wrong
    found.faults.extend((column.name, fault, places) for fault, places in positions.items())


def value_reader(column: SheetColumn, *, ends_after: bool) -> Callable[[Any, bool], Parsed]:
    """Give the function that reads one value of a column; its second argument is whether to suggest words."""
    subject = column_subject(column)
    blank = Parsed(None, (missing(subject),)) if column.required else NOTHING

    def read(value: Any, suggests: bool) -> Parsed:
        cell = cell_of(value, column, ends_after=ends_after)
        if cell is None or cell.is_blank:
            return blank
        parsed = parse(cell, subject, is_1904=False, suggests=suggests)
        if parsed == NOTHING:
            return blank
        return replace_faults(parsed)

    return read


def replace_faults(parsed: Parsed) -> Parsed:
    """Leave out what is no slip in a table of values."""
    return parsed._replace(faults=tuple(fault for fault in parsed.faults if fault.code not in _NO_SLIP))


def cell_of(value: Any, column: SheetColumn, *, ends_after: bool) -> Value | None:
    """Turn a value of Python into the cell that a workbook would have for it; None for nothing."""
    if _is_nothing(value):
        return None
    if isinstance(value, bool):
        if column.kind is CellKind.WORD and YesNo.YES.value in column.words:
            return _text(YesNo.YES if value else YesNo.NO)
        return Value(Type.BOOLEAN, str(value), GENERAL)
    if isinstance(value, datetime | date):
        return _day(value, column, ends_after=ends_after)
    if isinstance(value, str):
        return _text(with_comma(value) if column.kind in _NUMBERS else value)
    if isinstance(value, list | tuple | frozenset | set):
        return _text(";".join(map(str, value)))
    if isinstance(value, Decimal | Integral | Real) or hasattr(value, "item"):
        return _number(value.item() if hasattr(value, "item") else value, column)
    return Value(Type.ERROR, "", GENERAL)


def _text(text: str) -> Value:
    return Value(Type.TEXT, str(text), GENERAL)


def _is_nothing(value: Any) -> bool:
    import pandas as pd

    if value is None:
        return True
    # Of a list pandas asks it for each part.
    return pd.api.types.is_scalar(value) and bool(pd.isna(value))


def _day(value: date, column: SheetColumn, *, ends_after: bool) -> Value | None:
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        if not midnight:
            return Value(Type.DATE, value.isoformat(), GENERAL)
        value = value.date()
    if column.kind is CellKind.LAST_DAY and ends_after:
        # The day that means "no end" means so here too, and no day stands before the first.
        value -= timedelta(days=0 if value in (date.min, NO_END) else 1)
    return Value(Type.DATE, value.isoformat(), GENERAL)


def _number(value: Any, column: SheetColumn) -> Value | None:
    """Write a number out exactly: a float as its shortest decimal."""
    if isinstance(value, float):
        if math.isnan(value):
            return None
        if math.isinf(value):
            return Value(Type.ERROR, "", GENERAL)
        value = Decimal(repr(value))
    number = Decimal(value)
    if not number.is_finite():
        return None if number.is_nan() else Value(Type.ERROR, "", GENERAL)
    if number == number.to_integral_value():
        number = number.quantize(Decimal(1)) if abs(number) < _LARGEST_WRITTEN else number
    written = format(number, "f")
    if column.kind in _NUMBERS:
        return _text(written.replace(".", ","))
    if number != number.to_integral_value() or column.kind in (CellKind.DATE, CellKind.LAST_DAY):
        return Value(Type.NUMBER, written, GENERAL)
    return _text(written)


_LARGEST_WRITTEN = Decimal(10) ** 20


def with_comma(text: str) -> str:
    """Write a number with a decimal point as one with a comma, where it can be read in one way only.

    A point with three digits after it may be a thousand: that stays, and is refused as having two readings.

    Example:
        >>> with_comma("2.5"), with_comma("1234.56"), with_comma("1.250"), with_comma("1.234,5")
        ('2,5', '1234,56', '1.250', '1.234,5')
    """
    whole, point, decimals = text.strip().partition(".")
    if not point or "," in text or not decimals.isdigit() or not whole.lstrip("-").isdigit():
        return text
    is_thousand = len(decimals) == 3 and len(whole.lstrip("-")) <= 3
    return text if is_thousand else f"{whole},{decimals}"


def scaled_values(values: Iterable[Any], name: str) -> list[Any]:
    """Turn whole numbers of the smallest part (``quantity_milli``) into the numbers that they stand for.

    A float that lies within a ten-thousandth of a whole number is that number: a product such as 64,1 x 1000
    is off by less. Any other stays as it is, and has too many decimals.
    """
    decimals = SCALED[name][1]
    found: list[Any] = []
    for value in values:
        if _is_nothing(value) or isinstance(value, str | bool):
            found.append(value)
            continue
        number = Decimal(repr(float(value))) if isinstance(value, float) else Decimal(int(value))
        nearest = number.to_integral_value()
        exact = nearest if abs(number - nearest) < LEAST_PART else number
        found.append(exact.scaleb(-decimals))
    return found


LEAST_PART = Decimal("0.0001")
"""Part of the smallest unit below which two floating numbers are one."""


def own_ids(table: SheetTable) -> dict[str, SheetColumn]:
    """Declare the instrument of a score as an id: Python may bring instruments of its own."""
    return {
        column.name: replace(column, kind=CellKind.ID, words=())
        for column in table.columns
        if column.name == "instrument"
    }
