"""How public objects show themselves: a short line, a table in a notebook, a frame."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any, ClassVar

import pandas as pd
import pytest

import maatschappelijk_rendement as mr
from maatschappelijk_rendement import opendata, sharing, valuation, wijk
from maatschappelijk_rendement.domain.tabular import LONGEST_LINE, MOST_ROWS, Tabular, frame_of, in_euros

# These are choices of one line, no results: their own line says it all.
PLAIN = {"Constant", "Current"}


@dataclass(frozen=True)
class Inside(Tabular):
    low_cents: int
    high_cents: int


@dataclass(frozen=True)
class Line(Tabular):
    name: str
    delta_cents: int
    inside: Inside | None = None
    rate: Fraction = Fraction(0)
    days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Lines(Tabular):
    rows_in: ClassVar[str] = "rows"

    rows: tuple[Line, ...]


def test_a_row_is_a_column_a_field_and_of_what_is_inside_its_name_first() -> None:
    frame = Lines((Line("a", 1), Line("b", -250, Inside(1, 2)))).to_frame()
    assert list(frame.columns) == [
        "name",
        "delta_cents",
        "inside",
        "rate",
        "inside_low_cents",
        "inside_high_cents",
    ]
    assert frame["inside_high_cents"].tolist()[1] == 2


def test_amounts_in_euros_are_exact_and_what_is_unknown_stays_empty() -> None:
    frame = pd.DataFrame(
        {
            "n": [1, 2],
            "low_cents": pd.array([None, -123_456_789_012_345_678], dtype="Int64"),
            "high_cents": [float("nan"), 5.0],
            "price_e4": [1, 640_000],
        }
    )
    made = in_euros(frame)
    assert list(made.columns) == ["n", "low_eur", "high_eur", "price_eur"]
    assert made["low_eur"].tolist() == [None, Decimal("-1234567890123456.78")]
    assert made["high_eur"].tolist() == [None, Decimal("0.05")]
    assert made["price_eur"].tolist() == [Decimal("0.0001"), Decimal("64.0000")]
    assert list(frame.columns) == ["n", "low_cents", "high_cents", "price_e4"]


def test_a_line_is_short_whatever_it_holds() -> None:
    assert len(repr(Lines(tuple(Line(str(number), number) for number in range(1000))))) <= LONGEST_LINE
    assert repr(Lines((Line("a", 1), Line("b", 2)))) == "Lines(rows=<2 Line>)"
    assert repr(Line("a" * 500, 1, days=(date(2018, 3, 1),) * 9)).endswith("days=<9 date>)")


def test_a_notebook_shows_euros_and_says_how_many_rows_it_leaves_out() -> None:
    html = Lines(tuple(Line("<b>", 12_345) for _ in range(MOST_ROWS + 2)))._repr_html_()
    assert "123.45" in html
    assert "<b>" not in html
    assert "En nog 2;" in html
    assert "delta_eur" in Line("a", 5, rate=Fraction(1, 3))._repr_html_()
    assert "0.3333" in Line("a", 5, rate=Fraction(1, 3))._repr_html_()


def test_one_result_and_a_row_of_results_give_a_frame_of_the_same_columns() -> None:
    one, many = frame_of(Line("a", 100), euros=True), frame_of([Line("a", 100), Line("b", 5)], euros=True)
    assert list(one.columns) == list(many.columns)
    assert many["delta_eur"].tolist() == [Decimal("1.00"), Decimal("0.05")]
    assert frame_of([]).empty


def classes() -> Iterator[tuple[str, type]]:
    rooms: tuple[ModuleType, ...] = (mr, opendata, sharing, valuation, wijk)
    for room in rooms:
        for name in room.__all__:
            found = getattr(room, name)
            if inspect.isclass(found) and is_dataclass(found) and name not in PLAIN:
                yield name, found


def returned() -> Iterator[tuple[str, str]]:
    for room in (mr, opendata, sharing, valuation, wijk):
        for name in room.__all__:
            found = getattr(room, name)
            if inspect.isfunction(found):
                yield name, str(found.__annotations__.get("return", ""))


@pytest.mark.parametrize(("name", "kind"), list(classes()), ids=[name for name, _ in classes()])
def test_every_public_class_shows_itself(name: str, kind: type) -> None:
    assert issubclass(kind, Tabular), name
    assert "to_frame" in dir(kind)


def test_every_class_that_a_public_function_gives_shows_itself() -> None:
    known = {kind.__name__: kind for kind in all_tabular(Tabular)}
    for name, said in returned():
        for word in said.replace("|", " ").replace("[", " ").replace("]", " ").replace(",", " ").split():
            made = word.rpartition(".")[2]
            if made[:1].isupper() and made not in ELSEWHERE:
                assert made in known, (name, made)


# Values, not results; and pandas, which shows itself.
ELSEWHERE = {"Any", "Amount", "DataFrame", "Fraction", "None", "Path", "Signal", "Decimal", "Self"}


def all_tabular(kind: type[Any]) -> Iterator[type[Any]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from all_tabular(sub)
