"""Own tables hold more than is asked, in types of their own: it changes no cent, or is refused in Dutch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back, session
from tests.publication.many_cases import analysed, tables

from maatschappelijk_rendement.costing import Current, PricedUsage, price_usage
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.outcomes.per_wijk import case_sums, describe_cases, line_sums, sum_lines
from maatschappelijk_rendement.statistics.synthetic import population

on_each = pytest.mark.parametrize("engine", IN_MEMORY, ids=str)
INVENTED = population(60, seed=7)
CASES = INVENTED.cases[["case_id", "wijk", "case_type", "mdo_date"]]
USAGE = INVENTED.usage[["case_id", "moment", "product_code", "quantity_milli", "per"]]
ODD = ["'t Zand", "a \\ b", 'Wijk "Noord"', "tab\there", "vast\u00a0wit"]
Change = Callable[[pd.DataFrame], pd.DataFrame]


def priced(engine: Engine, usage: pd.DataFrame = USAGE, cases: pd.DataFrame = CASES) -> PricedUsage:
    tariffs = Tariffs(shipped=INVENTED.tariffs)
    made = engine.make(usage), engine.make(cases)
    return price_usage(*made, tariffs, mode=Current(), period_months=12)


def total(found: PricedUsage) -> int:
    lines = back(found.lines)
    return int((lines["in_window_cents"] + lines["one_off_cents"]).sum())


EXPECTED = total(priced(next(engine for engine in IN_MEMORY if engine.name == "pandas")))


@on_each
def test_a_wijk_may_have_any_name(engine: Engine) -> None:
    cases = CASES.assign(wijk=[ODD[place % len(ODD)] for place in range(len(CASES))])
    found = priced(engine, cases=cases)
    sums = back(sum_lines(found.lines, ["wijk"]))
    assert total(found) == EXPECTED
    assert sorted(sums["wijk"].astype("str")) == sorted(ODD)


@on_each
@pytest.mark.parametrize(
    "name", ["before_start", "after_end", "mdo_day", "repeat_day", "own_repeat_end", "_at"]
)
def test_what_else_a_case_has_changes_no_cent(engine: Engine, name: str) -> None:
    assert total(priced(engine, cases=CASES.assign(**{name: 7}))) == EXPECTED


@on_each
@pytest.mark.parametrize("name", ["_is_total", "_start", "_default_payer", "_text_per"])
def test_a_name_that_is_kept_for_what_is_worked_out_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(UsageError, match=f"liggend streepje beginnen: {name}"):
        priced(engine, USAGE.assign(**{name: 0}))


@on_each
def test_days_with_a_time_zone_are_refused(engine: Engine) -> None:
    there = pd.to_datetime(CASES["mdo_date"]).dt.tz_localize("Europe/Amsterdam")
    table = CASES.assign(mdo_date=there)
    made = table if engine.name == "pandas" else _arrow_of(engine, table)
    with pytest.raises(InputError) as refused:
        price_usage(
            engine.make(USAGE), made, Tariffs(shipped=INVENTED.tariffs), mode=Current(), period_months=12
        )
    assert refused.value.findings[0].code == "tijdzone"


@pytest.mark.spark
@pytest.mark.slow
def test_times_of_spark_are_days_of_its_session() -> None:
    pytest.importorskip("pyspark")
    spark = session()
    cases = spark.createDataFrame(CASES.assign(mdo_date=pd.to_datetime(CASES["mdo_date"])))
    assert dict(cases.dtypes)["mdo_date"] == "timestamp"
    tariffs = Tariffs(shipped=INVENTED.tariffs)
    lines = spark.createDataFrame(USAGE)
    assert total(price_usage(lines, cases, tariffs, mode=Current(), period_months=12)) == EXPECTED


def _arrow_of(engine: Engine, table: pd.DataFrame) -> Any:
    """Keep the time zone, which the frames of other tests make a date of."""
    import pyarrow as pa

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    if engine.name == "pyarrow":
        return arrow
    if engine.name == "duckdb":
        return nw.from_native(engine.make(USAGE)).to_native()._con.from_arrow(arrow)
    import polars as pl

    frame = pl.from_arrow(arrow)
    return frame.lazy() if engine.name == "polars lazy" else frame


@on_each
@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines.assign(
            payer=pd.Series([None, "gemeente"] * len(lines), dtype="category")[: len(lines)]
        ),
        lambda lines: lines.assign(
            payer=pd.Categorical(([None, "gemeente"] * len(lines))[: len(lines)], ordered=True)
        ),
        lambda lines: lines.assign(payer=float("nan")),
        lambda lines: lines.assign(receiver=None),
    ],
    ids=["categories with empty ones", "ordered categories", "empty numbers", "nothing"],
)
def test_a_payer_that_is_not_filled_in_is_that_of_the_product(engine: Engine, change: Change) -> None:
    found = priced(engine, change(USAGE))
    assert total(found) == EXPECTED
    assert not set(back(found.lines)["payer"].astype("str")) & {"nan", "None", ""}


@on_each
def test_a_payer_that_is_a_number_is_refused(engine: Engine) -> None:
    with pytest.raises(InputError) as refused:
        priced(engine, USAGE.assign(payer=3.0))
    assert refused.value.findings[0].code == "geen_tekst"


@on_each
def test_parts_of_one_table_of_lines_have_the_same_numbers_of_cases(engine: Engine) -> None:
    """A plan of Polars gave rows in another order each time that it ran."""
    lines = nw.from_native(priced(engine).lines)
    dear = nw.col("in_window_cents") > 100_000
    whole = nw.concat([lines.filter(dear), lines.filter(~dear)])
    found = back(sum_lines(whole.to_native(), ["case_type"]))
    exact = USAGE.merge(CASES, on="case_id").groupby("case_type")["case_id"].nunique()
    assert dict(zip(found["case_type"].astype("str"), found["n_cases"], strict=True)) == exact.to_dict()


@on_each
def test_ids_that_are_numbers_in_one_table_and_texts_in_the_other_are_refused(engine: Engine) -> None:
    numbers = {case_id: place for place, case_id in enumerate(CASES["case_id"])}
    lines = USAGE.assign(case_id=USAGE["case_id"].map(numbers))
    with pytest.raises(InputError) as refused:
        priced(engine, lines)
    assert refused.value.findings[0].code == "casus_id_ongelijk"
    assert total(priced(engine, lines, CASES.assign(case_id=range(len(CASES))))) == EXPECTED


@on_each
def test_sums_take_one_name_and_a_name_twice_and_are_described_on_every_engine(engine: Engine) -> None:
    lines = priced(engine).lines
    one, twice = (back(sum_lines(lines, by)) for by in ("wijk", ["wijk", "wijk"]))
    assert sorted(one["cost_cents"].tolist()) == sorted(twice["cost_cents"].tolist())
    described = describe_cases(case_sums(lines, "wijk"), "wijk")
    assert int(described["sum_cents"].sum()) == EXPECTED
    assert (
        back(line_sums(lines, "wijk"))["in_window_cents"].sum()
        + back(line_sums(lines, "wijk"))["one_off_cents"].sum()
        == EXPECTED
    )


def test_prices_that_are_no_tariffs_are_refused() -> None:
    loose: Any = INVENTED.tariffs
    with pytest.raises(UsageError, match=r"Tariffs.load\(\).add"):
        price_usage(USAGE, CASES, loose, mode=Current(), period_months=12)


def test_words_with_an_apostrophe_go_to_a_report_on_duckdb_as_in_memory() -> None:
    duckdb = next(engine for engine in IN_MEMORY if engine.name == "duckdb")
    given = tables(40, seed=5)
    odd = {"Synthetisch 1": "'t Zand", "Synthetisch 2": "'s-Hertogenbosch"}
    given["cases"] = given["cases"].replace({"wijk": odd})
    assert set(given["cases"]["wijk"]) == set(odd.values())
    there = analysed(given, lambda _, frame: duckdb.make(frame)).publish().data
    assert there == analysed(given).publish().data


@pytest.mark.parametrize(
    "engine", [e for e in IN_MEMORY if e.name in ("pandas", "polars", "pyarrow")], ids=str
)
def test_two_priced_tables_under_each_other_count_each_case_once(engine: Engine) -> None:
    half = CASES["case_id"].iloc[: len(CASES) // 2]
    is_first = USAGE["case_id"].isin(half)
    parts = [
        nw.from_native(
            priced(engine, USAGE[chosen], CASES[CASES["case_id"].isin(USAGE["case_id"][chosen])]).lines
        )
        for chosen in (is_first, ~is_first)
    ]
    found = back(sum_lines(nw.concat(parts).to_native(), ["case_type"]))
    exact = USAGE.merge(CASES, on="case_id").groupby("case_type")["case_id"].nunique()
    assert dict(zip(found["case_type"].astype("str"), found["n_cases"], strict=True)) == exact.to_dict()


def test_pyarrow_gives_large_texts_back_where_it_was_given_those() -> None:
    import pyarrow as pa

    arrow = next(engine for engine in IN_MEMORY if engine.name == "pyarrow")
    lines = priced(arrow).lines
    own = pa.Table.from_pandas(pd.DataFrame({"wijk": CASES["wijk"].unique(), "n": 1}), preserve_index=False)
    assert own.schema.field("wijk").type in lines.schema.types
    assert lines.join(own, "wijk").num_rows == len(USAGE)
