"""A row that is written reads back as it was, and only whole numbers become amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.results.codec import from_json, read, to_json, written
from maatschappelijk_rendement.results.columns import Column, Kind, Row, columns_of
from maatschappelijk_rendement.results.costs import Difference
from maatschappelijk_rendement.results.lines import MdoHours, PricedLine
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES

ROWS = [table.row for table in (*TABLES.values(), *SECTIONS.values())] + [PricedLine, MdoHours]
WHOLE = st.integers(-(10**15), 10**15)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Anything a column may hold."""
    if column.rows is not None:
        found: st.SearchStrategy[Any] = st.lists(rows(column.rows), max_size=2).map(tuple)
    elif column.kind is Kind.LIST:
        found = st.lists(st.text(max_size=3), max_size=2).map(tuple)
    elif column.kind in (Kind.TEXT, Kind.WORD, Kind.STATUS):
        found = st.sampled_from(column.among) if column.among else st.text(max_size=5)
    elif column.kind is Kind.YES_NO:
        found = st.booleans()
    elif column.kind is Kind.SCALE:
        found = st.decimals(-100, 100, places=2)
    elif column.kind is Kind.FRACTION:
        found = st.fractions()
    else:
        found = WHOLE
    return st.none() | found if column.may_be_empty else found


@st.composite
def rows(draw: st.DrawFn, row: type[Row]) -> Row:
    return row(**{column.name: draw(values(column)) for column in columns_of(row)})


@given(st.data())
@pytest.mark.parametrize("kind", ROWS)
def test_what_is_written_reads_back_as_it_was(kind: type[Row], data: st.DataObject) -> None:
    row = data.draw(rows(kind))
    assert from_json(kind, to_json(row, columns_of(kind))) == row


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.EURO, -13_239_400, "-132394.00"),
        (Kind.EURO, 5, "0.05"),
        (Kind.DELTA, 0, "0.00"),
        (Kind.GRADE, 483, "4.83"),
        (Kind.QUANTITY, 12_500, "12.500"),
        (Kind.PRICE, 570_100, "57.0100"),
        (Kind.SHARE, 1, "0.0001"),
        (Kind.SCALE, Decimal("3.5"), "3.5"),
    ],
)
def test_a_value_is_written_with_the_decimals_of_its_kind(kind: Kind, value: Any, text: str) -> None:
    assert written(Column("k", kind=kind), value) == text
    assert read(Column("k", kind=kind), text) == value


@pytest.mark.parametrize("value", ["1.00", 1.0, Decimal(1), True])
def test_an_amount_that_is_no_whole_number_of_cents_is_refused(value: Any) -> None:
    with pytest.raises(MaatschappelijkRendementError, match="som_eur"):
        written(Column("som_eur", kind=Kind.EURO), value)


def test_what_is_unknown_is_null_and_never_zero() -> None:
    assert written(Column("som_eur", kind=Kind.EURO), None) is None
    assert read(Column("som_eur", kind=Kind.EURO), None) is None


def test_a_row_reads_by_attribute_and_by_dutch_key() -> None:
    numbers = {column.name: 0 for column in columns_of(Difference)}
    row = Difference(**{**numbers, "total": 150, "wijk": "Noord"})
    assert (row.total, row["som_eur"], row["wijk"], len(row)) == (150, 150, "Noord", len(numbers))
    with pytest.raises(KeyError):
        row["total"]
