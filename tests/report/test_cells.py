from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS, MAIN
from maatschappelijk_rendement.report import cells
from maatschappelijk_rendement.results import codec
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.tables import TABLES

NUMBER_KINDS = [
    Kind.COUNT,
    Kind.QUANTITY,
    Kind.EURO,
    Kind.DELTA,
    Kind.PRICE,
    Kind.GRADE,
    Kind.GRADE_DELTA,
    Kind.YEAR,
]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def read(row: dict[str, Any], key: str, kind: Kind) -> cells.Cell:
    """Show a value as it stands in a file."""
    column = Column(key, key, kind)
    return cells.cell({**row, key: codec.read(column, row.get(key))}, column)


@pytest.mark.parametrize("kind", NUMBER_KINDS)
def test_a_hidden_number_reads_onderdrukt_and_has_no_value(kind: Kind) -> None:
    for row in ({"x": None, "status": "onderdrukt"}, {"x": None, "status": "getoond", "onderdrukt": ["x"]}):
        shown = read(row, "x", kind)
        assert (shown.text, shown.value, shown.direction) == ("onderdrukt", None, "")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_status_says_the_same_whatever_rule_stands_in_a_row(name: str) -> None:
    columns = TABLES[name].columns.values()
    for figure, hidden in LAYOUTS[name].figures.items():
        for other in LAYOUTS[name].figures:
            rule = f"{other.removesuffix('_eur')}: andere; {figure.removesuffix('_eur')}: te klein"
            row = {"status": "getoond", "regel": rule, "onderdrukt": list(hidden)}
            if figure not in (MAIN, other):  # a row without its main figure is hidden as a whole
                assert cells.state(row, columns).text == "getoond, deels onderdrukt: te herleiden", figure


@pytest.mark.parametrize("kind", NUMBER_KINDS)
def test_a_number_left_behind_in_a_hidden_row_is_not_shown(kind: Kind) -> None:
    assert read({"x": "17", "status": "onderdrukt"}, "x", kind).value is None


@pytest.mark.parametrize("kind", NUMBER_KINDS)
def test_an_unknown_number_reads_onbekend(kind: Kind) -> None:
    shown = read({"x": None, "status": "getoond", "onderdrukt": ["y"]}, "x", kind)
    assert (shown.text, shown.value) == ("onbekend", None)


@pytest.mark.parametrize("kind", [Kind.EURO, Kind.DELTA])
def test_zero_is_a_number_and_not_a_gap(kind: Kind) -> None:
    shown = read({"x": "0.00", "status": "getoond"}, "x", kind)
    assert plain(shown.text) == "€ 0,00"
    assert shown.value == 0


@pytest.mark.parametrize(
    ("amount", "text", "direction"),
    [
        ("-132394.00", "€ -132.394,00", "daling"),
        ("0.01", "€ 0,01", "stijging"),
        ("0.00", "€ 0,00", "gelijk"),
        ("-0.01", "€ -0,01", "daling"),
    ],
)
def test_a_difference_says_in_words_which_way_it_goes(amount: str, text: str, direction: str) -> None:
    shown = read({"x": amount, "status": "getoond"}, "x", Kind.DELTA)
    assert (plain(shown.text), shown.direction) == (text, direction)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_reads_back_to_the_cent(amount: Decimal) -> None:
    text = plain(cells.euro(amount)).removeprefix("€ ").replace(".", "").replace(",", ".")
    assert Decimal(text) == amount


@given(st.decimals(min_value=0, max_value=10, places=2))
def test_a_mean_is_never_shown_more_than_half_a_tenth_away(mean: Decimal) -> None:
    shown = Decimal(cells.grade(mean).replace(",", "."))
    assert abs(shown - mean) < Decimal("0.05")


def test_text_is_never_empty() -> None:
    assert read({"x": None}, "x", Kind.TEXT).text == "niet van toepassing"
    assert read({"x": ""}, "x", Kind.TEXT).text == "niet van toepassing"


def test_a_pair_that_does_not_exist_is_not_unknown() -> None:
    column = Column("gepaard_verschil", "Verschil", Kind.GRADE_DELTA, needs="gepaard_met")
    assert cells.cell({"gepaard_verschil": None, "gepaard_met": None}, column).text == "niet van toepassing"
    assert cells.cell({"gepaard_verschil": None, "gepaard_met": "voor"}, column).text == "onbekend"
