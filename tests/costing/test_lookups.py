"""Looking things up gives the same rows in memory and in a plan, on every engine."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back

from maatschappelijk_rendement.costing import lookups
from maatschappelijk_rendement.costing.lookups import (
    as_words,
    find_rows,
    join_numbers,
    join_rows,
    like,
    look_up,
    with_combination,
)

# Costing lets Polars plan, so it has no eager frame here.
ENGINES = [engine for engine in IN_MEMORY if engine.name != "polars"]
on_each = pytest.mark.parametrize("engine", ENGINES, ids=str)
LINES = pd.DataFrame({"n": [0, 1, 2, 3], "case_id": ["b", "a", "b", "a"], "place": [2, 0, 1, 2]})
CASES = pd.DataFrame({"case_id": ["a", "b"], "wijk": ["Noord", "Zuid"], "size": [1 << 60, 5]})


def frame(engine: Engine, table: pd.DataFrame) -> Any:
    return nw.from_native(engine.make(table))


def rows(found: Any, *columns: str) -> list[tuple[Any, ...]]:
    table = back(found.to_native()).sort_values("n")
    plain = table[list(columns)].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


@on_each
def test_a_place_gives_the_numbers_that_stand_there(engine: Engine) -> None:
    found = look_up(frame(engine, LINES), {"first": [10, 20, 30], "second": [1, 2, 1 << 60]}, at="place")
    assert rows(found, "first", "second") == [(30, 1 << 60), (10, 1), (20, 2), (30, 1 << 60)]
    assert "place" not in found.collect_schema()


@on_each
def test_a_key_gives_its_row_and_none_where_it_is_unknown_or_empty(engine: Engine) -> None:
    lines = LINES.assign(case_id=pd.Series(["b", "a", "c", None], dtype="str"))
    found = find_rows(frame(engine, lines), frame(engine, CASES), on="case_id", at="row")
    (b,), (a,), (unknown,), (empty,) = rows(found, "row")
    assert {int(a), int(b)} in ({0, 1}, {1, 2})
    assert all(number is None or number < 0 for number in (unknown, empty))


@on_each
def test_a_row_found_by_its_key_brings_its_other_columns(engine: Engine) -> None:
    lines, cases = frame(engine, LINES.iloc[:3]), frame(engine, CASES)
    in_memory = not isinstance(lines, nw.LazyFrame)
    if in_memory:
        lines = find_rows(lines, cases, on="case_id", at="row")
    found = join_rows(lines, cases, on=["case_id"], at="row")
    assert rows(found, "wijk", "size") == [("Zuid", 5), ("Noord", 1 << 60), ("Zuid", 5)]
    (first,), (other,), (third,) = rows(found, "row")
    assert first == third != other


@on_each
@pytest.mark.parametrize("run", [2, 1_000_000], ids=["in runs", "at once"])
def test_a_number_brings_the_columns_of_its_row_also_where_numbers_are_joined_in_runs(
    engine: Engine, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "RUN", run)
    lines = pd.DataFrame({"n": range(6), "case_id": [4, 0, 4, 2, 3, 9]})
    cases = pd.DataFrame({"case_id": range(5), "size": [10, 11, 12, 13, 14]})
    found = join_numbers(frame(engine, lines), frame(engine, cases), "case_id", 5)
    assert rows(found, "case_id", "size") == [(4, 14), (0, 10), (4, 14), (2, 12), (3, 13)]


@on_each
def test_a_small_table_is_made_of_texts_and_whole_numbers_on_the_engine_itself(engine: Engine) -> None:
    other = frame(engine, LINES)
    made = like(other, {"n": [2, 1], "word": ["b", "a"]}, texts=["word"])
    assert type(made.to_native()) is type(other.to_native())
    assert made.collect_schema()["n"] == nw.Int64
    assert rows(made, "n", "word") == [(1, "a"), (2, "b")]


@on_each
def test_texts_become_words_of_a_list_where_an_engine_has_that(engine: Engine) -> None:
    lines = frame(engine, LINES.iloc[:3])
    found = as_words(lines, frame(engine, CASES), ["case_id"])
    kinds = {"duckdb": nw.Enum, "polars": nw.Enum, "polars lazy": nw.Enum, "pyarrow": nw.Categorical}
    assert found.collect_schema()["case_id"] == kinds.get(engine.name, nw.String)
    assert rows(found, "case_id") == [("b",), ("a",), ("b",)]


@pytest.mark.parametrize("engine", [e for e in ENGINES if e.name in ("pandas", "pyarrow")], ids=str)
def test_a_combination_of_texts_is_a_number_that_gives_them_back(engine: Engine) -> None:
    lines = pd.DataFrame(
        {"n": range(4), "per": ["week", None, "week", "jaar"], "moment": ["na", "na", "voor", None]}
    )
    found, texts = with_combination(frame(engine, lines), ["per", "moment"], into="kind")
    written = rows(found, "per", "moment")
    assert [texts[int(number)] for (number,) in rows(found, "kind")] == written
    assert len(set(written)) == 4


@pytest.mark.parametrize("engine", [e for e in ENGINES if e.name not in ("pandas", "pyarrow")], ids=str)
def test_a_plan_keeps_its_texts_for_its_own_engine(engine: Engine) -> None:
    lines = frame(engine, LINES).lazy()
    found, texts = with_combination(lines, ["case_id"], into="kind")
    assert texts == []
    assert found is lines
