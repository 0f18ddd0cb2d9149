"""What is asked of the rows of each key is the same on every engine, whichever way it is found."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back, on_every_engine

from maatschappelijk_rendement.costing import per_key

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
