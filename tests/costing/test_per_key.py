"""What is asked of the rows of each key is the same on every engine, whichever way it is found."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back, on_every_engine

from maatschappelijk_rendement.costing import lookups, per_key

KEYS, PLACES = 60, 9
_draw = np.random.default_rng(8)
# Keys below 20 have each place once at most; the others may have one more than once.
ROWS = pd.DataFrame({"key": np.repeat(np.arange(KEYS), 5), "n": np.arange(5 * KEYS)}).assign(
    place=lambda rows: np.where(
        rows["key"] < 20, (rows["n"] + rows["key"]) % PLACES, _draw.integers(0, PLACES, len(rows))
    ),
    cents=_draw.integers(-900, 900, 5 * KEYS),
    word=_draw.choice(["a", "b", "c"], 5 * KEYS),
)
MANY = pytest.mark.parametrize("most", [per_key.MOST_FLAGS, 1], ids=["bits", "columns"])


def frame(engine: Engine) -> Any:
    return nw.from_native(engine.make(ROWS))


@MANY
@on_every_engine
def test_a_flag_is_set_where_any_row_of_a_key_meets_its_condition(
    engine: Engine, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(per_key, "MOST_FLAGS", most)
    flags = {"has_a": nw.col("word") == "a", "has_b": nw.col("word") == "b", "gains": nw.col("cents") > 800}
    found = back(per_key.flags_by(frame(engine), "key", flags).to_native())
    found = found.sort_values("key").set_index("key").astype("int64")
    by = ROWS.groupby("key")
    assert found["has_a"].tolist() == by["word"].agg(lambda words: int("a" in set(words))).tolist()
    assert found["has_b"].tolist() == by["word"].agg(lambda words: int("b" in set(words))).tolist()
    assert found["gains"].tolist() == by["cents"].agg(lambda cents: int(cents.max() > 800)).tolist()
    assert {*found["gains"]} == {0, 1}


@MANY
@on_every_engine
def test_sums_are_those_of_each_key_and_place_where_they_stand_once_and_where_they_do_not(
    engine: Engine, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(per_key, "MOST_FLAGS", most)
    sums, has = per_key.sums_by(frame(engine), "key", "place", ["cents", "n"], places=PLACES)
    found = back(sums.to_native())
    found = found.astype("int64").sort_values(["key", "place"], ignore_index=True)
    exact = ROWS.groupby(["key", "place"], as_index=False)[["cents", "n"]].sum()
    assert len(exact) < len(ROWS)
    assert found.to_numpy().tolist() == exact.to_numpy().tolist()
    there = back(has.to_native()).astype("int64").set_index("key").sort_index()
    of_place = pd.crosstab(ROWS["key"], ROWS["place"]).clip(upper=1).sort_index()
    assert (
        there[[f"_at_{place}" for place in range(PLACES)]].to_numpy().tolist() == of_place.to_numpy().tolist()
    )


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_no_two_rows_that_are_alike_are_left_out(engine: Engine) -> None:
    left = back(per_key.maybe_twice(frame(engine), "key", ["place", "word"]).to_native())
    alike = ROWS[ROWS.duplicated(["key", "place", "word"], keep=False)]
    assert len(alike)
    assert set(alike["n"]) <= set(left["n"])


def test_duckdb_leaves_out_most_keys_of_which_no_two_rows_are_alike() -> None:
    engine = next(engine for engine in IN_MEMORY if engine.name == "duckdb")
    left = back(per_key.maybe_twice(frame(engine), "key", ["place"]).to_native())
    assert len(set(left["key"][left["key"] < 20])) < 10


def _as_words(table: Any, names: list[str]) -> Any:
    """Store words as a list of them where an engine has that, as ``price_usage`` does."""
    return lookups.as_words(table, table, names)


@on_every_engine
@pytest.mark.parametrize("most", [per_key.MOST_GROUPS, 1], ids=["bits", "rows"])
@pytest.mark.parametrize("bits", [per_key.BITS, 2], ids=["one run", "many runs"])
def test_keys_of_a_group_are_counted_once_and_rows_each(
    engine: Engine, most: int, bits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(per_key, "MOST_GROUPS", most)
    monkeypatch.setattr(per_key, "BITS", bits)
    table = _as_words(frame(engine), ["word"])
    found = back(per_key.sums_and_keys(table, ["word"], "key", ["cents", "n"]).to_native())
    found = found.astype({"word": "str"}).sort_values("word", ignore_index=True)
    by = ROWS.groupby("word")
    exact = by[["cents", "n"]].sum().assign(n_keys=by["key"].nunique(), n_rows=by.size())
    assert exact["n_keys"].lt(exact["n_rows"]).all()
    named = ["cents", "n", "n_keys", "n_rows"]
    assert found["word"].tolist() == ["a", "b", "c"]
    assert found[named].astype("int64").to_numpy().tolist() == exact[named].to_numpy().tolist()


def test_a_few_words_of_duckdb_are_counted_by_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = next(engine for engine in IN_MEMORY if engine.name == "duckdb")
    table = _as_words(frame(duckdb), ["word"])
    told = per_key.sums_and_keys(table, ["word"], "key", ["cents"]).to_native().sql_query()
    assert "bitstring_agg" in told
    # Of texts nobody knows how many there are, and a text has no bit of its own.
    for by, key in ((["n"], "key"), (["word"], "word"), (["word", "place"], "key")):
        plain = per_key.sums_and_keys(table, by, key, ["cents"]).to_native().sql_query()
        assert "bitstring_agg" not in plain


def test_a_column_may_have_a_quote_in_its_name() -> None:
    duckdb = next(engine for engine in IN_MEMORY if engine.name == "duckdb")
    named = nw.from_native(duckdb.make(ROWS.rename(columns={"word": 'het "woord"'})))
    table = _as_words(named, ['het "woord"'])
    found = back(per_key.sums_and_keys(table, ['het "woord"'], "key", ["cents"]).to_native())
    assert sorted(found['het "woord"'].astype("str")) == ["a", "b", "c"]


@pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
def test_an_empty_key_is_one_more_and_a_negative_one_is_itself(engine: Engine) -> None:
    rows = pd.DataFrame({"word": ["a"] * 6, "cents": range(6)})
    rows["key"] = pd.Series([-1, -1, 0, 65_535, None, None], dtype="Int64")
    table = _as_words(nw.from_native(engine.make(rows)), ["word"])
    found = back(per_key.sums_and_keys(table, ["word"], "key", ["cents"]).to_native())
    assert found[["cents", "n_keys", "n_rows"]].astype("int64").to_numpy().tolist() == [[15, 4, 6]]
