"""What holds for every declared table."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.results.columns import Figures, Kind, columns_of
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES

JUDGED = pytest.mark.parametrize("name", TABLES)
ANY = pytest.mark.parametrize("name", [*TABLES, *SECTIONS])


def declared(name: str):
    return {**TABLES, **SECTIONS}[name]


@ANY
def test_no_key_and_no_attribute_stands_twice(name: str) -> None:
    columns = columns_of(declared(name).row)
    assert len({column.key for column in columns}) == len(columns)
    assert len({column.name for column in columns}) == len(columns)


@ANY
def test_what_people_read_is_declared_and_has_a_label(name: str) -> None:
    table = declared(name)
    assert all(table.columns[key].label for key in table.shown.split())


@JUDGED
def test_each_column_names_a_row_or_is_a_figure_or_is_intern_or_says_how_one_reads(name: str) -> None:
    table = TABLES[name]
    figures = {key for keys in table.figures.values() for key in keys}
    told = {"status", "regel", "onderdrukt"}
    assert {*table.key, *figures, *table.intern, *table.telling, *told} == set(table.columns)
    assert not {*table.key, *table.telling} & figures


@JUDGED
def test_each_figure_weighs_something(name: str) -> None:
    assert all(column.tier for column in columns_of(TABLES[name].row) if column.figure)


@JUDGED
def test_a_figure_that_belongs_to_nothing_else_bears_its_own_key(name: str) -> None:
    for column in columns_of(TABLES[name].row):
        assert column.figure in ("", column.key, *Figures)


@JUDGED
def test_what_the_ledger_keeps_is_a_sum_or_follows_from_one(name: str) -> None:
    table = TABLES[name]
    assert set(table.kept) <= {*table.summed, *table.unprinted}
    assert all(kept.shown_with in ("", *table.columns) for kept in table.kept.values())


@JUDGED
def test_amounts_and_means_of_figures_have_their_own_kinds(name: str) -> None:
    for column in columns_of(TABLES[name].row):
        is_amount = column.kind in (Kind.EURO, Kind.DELTA)
        assert column.key.endswith("_eur") is is_amount


def test_the_decisive_figure_comes_first() -> None:
    assert TABLES["effect"].figures["hoofdgetal"][0] == "effect_eur"
    assert TABLES["verschil"].figures["aantal"][:2] == ("n", "gemiddelde_eur")
    assert list(TABLES["welbevinden"].figures) == ["hoofdgetal", "aantal", "gepaard", "boven", "verdeling"]
