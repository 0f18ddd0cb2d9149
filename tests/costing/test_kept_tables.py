"""Tables that DuckDB keeps hold the same rows, whether they are made in parts or whole, narrow or wide."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pytest

from maatschappelijk_rendement import Tariffs
from maatschappelijk_rendement.costing import Constant, kept_tables, price_usage
from maatschappelijk_rendement.costing.engines import numbers_of
from maatschappelijk_rendement.domain.errors import InputError

duckdb = pytest.importorskip("duckdb")
SUMS = "select case_id, sum(cents)::bigint as cents from lines group by case_id"


def lines(last_cents: int) -> Any:
    connection = duckdb.connect()
    cents = f"case i when 20 then {last_cents} else i end"
    made = f"select (i % 7)::int as case_id, {cents} as cents from range(21) t(i)"
    connection.execute(f"create table lines as {made}")
    return connection


@pytest.mark.parametrize("numbers", [0, 7])
def test_parts_hold_the_rows_of_the_whole(numbers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_tables, "PART", 3)
    connection = lines(20)
    kept_tables.make_table(connection.sql(SUMS), "kept", numbers=numbers)
    assert sorted(connection.table("kept").fetchall()) == [(case, 21 + 3 * case) for case in range(7)]


@pytest.mark.parametrize(("last_cents", "kind"), [(20, "INTEGER"), (2**40, "BIGINT")])
def test_numbers_take_half_the_room_only_where_all_of_them_fit(
    last_cents: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_tables, "PART", 3)
    connection = lines(last_cents)
    is_narrow = kept_tables.make_narrow_table(connection.sql(SUMS), "kept", "", ["cents"], numbers=7)
    kept = connection.table("kept")
    assert is_narrow == (kind == "INTEGER")
    assert [str(one) for one in kept.types] == ["INTEGER", kind]
    assert dict(kept.fetchall())[6] == 6 + 13 + last_cents
    assert len(kept.fetchall()) == 7


@pytest.mark.parametrize(
    ("ids", "count"),
    [([2, 0, 1], 3), ([1, 2, 3], 0), ([0, 1, 3], 0), (["0", "1"], 0), ([0, None, 2], 0), ([], 0)],
)
def test_only_ids_that_count_from_nought_are_numbers(ids: list[object], count: int) -> None:
    connection = duckdb.connect()
    kind = "varchar" if ids and isinstance(ids[0], str) else "int"
    connection.execute(f"create table cases (case_id {kind})")
    for one in ids:
        connection.execute("insert into cases values (?)", [one])
    assert numbers_of(nw.from_native(connection.table("cases")), "case_id") == count


@pytest.mark.parametrize(
    ("ids", "said"),
    [([0, 0, 2], "twee keer bij de casussen"), ([0, None, 2], "niet bij de casussen"), ([0, 2], "niet bij")],
)
def test_a_line_of_a_number_that_is_no_case_is_never_lost(ids: list[int | None], said: str) -> None:
    connection = duckdb.connect()
    connection.execute("create table cases (case_id int, wijk varchar, case_type varchar, mdo_date date)")
    for one in ids:
        connection.execute("insert into cases values (?, 'Noord', 'bestaand', date '2018-06-01')", [one])
    kept = "'WLZ.VV.ETMAAL.REF2022' as product_code, 1000::bigint as quantity_milli, 'totaal' as per"
    connection.execute(f"create table lines as select 1 as case_id, 'na' as moment, {kept}")
    tables = connection.table("lines"), connection.table("cases")
    with pytest.raises(InputError, match=said):
        price_usage(*tables, Tariffs.load(), mode=Constant(2022, "CPI"), period_months=12)
