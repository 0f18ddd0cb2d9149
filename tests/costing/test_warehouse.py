"""PostgreSQL through ibis prices to the same cents: the hand-computed lines and a random caseload.

A server of the tests' own is started in a temporary folder, reachable by a socket there and by nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from tests.costing.test_engines_agree import price, together, usual
from tests.engine_frames import Engine, back
from tests.publication.many_cases import analysed, tables

from maatschappelijk_rendement.costing import Current, price_usage
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.outcomes.per_wijk import sum_lines
from maatschappelijk_rendement.statistics.synthetic import population

ROOT = 0


def _program(name: str) -> Path:
    found = shutil.which(name) or next(
        map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), ""
    )
    if not found:
        pytest.skip("PostgreSQL is niet geïnstalleerd")
    return Path(found)


@pytest.fixture(scope="module")
def warehouse() -> Iterator[Engine]:
    """A PostgreSQL server of these tests, with a frame of pandas as one of its tables."""
    ibis = pytest.importorskip("ibis", reason="ibis is niet geïnstalleerd")
    pytest.importorskip("psycopg", reason="psycopg is niet geïnstalleerd")
    initdb, control = _program("initdb"), _program("pg_ctl")
    # PostgreSQL refuses to run as root; a socket has a short path.
    whose: dict[str, Any] = {"user": "postgres"} if os.getuid() == ROOT else {}
    with TemporaryDirectory(prefix="mr-pg-", dir="/tmp" if Path("/tmp").exists() else None) as name:
        folder = Path(name)
        if whose:
            shutil.chown(folder, "postgres")
        data, sockets = folder / "data", f"-k {folder} -c listen_addresses="

        def run(*words: str | Path) -> None:
            subprocess.run([*map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd=folder, **whose)

        run(initdb, "-D", data, "-A", "trust", "-U", "postgres", "--no-sync")
        run(control, "-D", data, "-w", "-o", sockets, "-l", folder / "log", "start")
        try:
            connection = ibis.postgres.connect(host=str(folder), user="postgres", database="postgres")
            yield Engine("postgres", _maker(connection))
            connection.disconnect()
        finally:
            run(control, "-D", data, "-m", "immediate", "stop")


def _maker(connection: Any) -> Any:
    import pyarrow as pa

    number = count()

    def make(frame: pd.DataFrame) -> Any:
        table = pa.Table.from_pandas(frame, preserve_index=False)
        for place, field in enumerate(table.schema):
            if pa.types.is_timestamp(field.type):
                table = table.set_column(place, field.name, table[field.name].cast(pa.date32()))
        return connection.create_table(f"invoer_{next(number)}", table)

    return make


@pytest.mark.parametrize("mode", ["constant", "lopend"])
def test_the_hand_computed_lines_cost_the_same_in_a_warehouse(warehouse: Engine, mode: str) -> None:
    worked = usual(mode)
    lines = back(price(together(worked, mode), warehouse).lines).sort_values("line")
    whole = (lines["in_window_cents"] + lines["one_off_cents"]).tolist()
    found = [
        int(yearly if w.column == "structural" else amount)
        for w, amount, yearly in zip(worked, whole, lines["structural_cents"].tolist(), strict=True)
    ]
    assert found == [w.constant if mode == "constant" else w.current for w in worked]


def test_a_random_caseload_costs_in_a_warehouse_what_it_costs_in_pandas(warehouse: Engine) -> None:
    invented = population(300, seed=19)
    by = ["wijk", "stream", "moment"]
    sums, lines = [], []
    for make in (warehouse.make, lambda frame: frame):
        priced = price_usage(
            make(invented.usage),
            make(invented.cases[["case_id", "wijk", "case_type", "mdo_date", "repeat_date"]]),
            Tariffs(shipped=invented.tariffs),
            mode=Current(),
            period_months=12,
        )
        amounts = ["line", "in_window_cents", "one_off_cents", "structural_cents"]
        found = back(priced.lines)[amounts].astype("int64").sort_values("line")
        lines.append(found.to_numpy().tolist())
        columns = ["n_cases", "n_lines", "cost_cents"]
        table = back(sum_lines(priced.lines, by))
        sums.append({tuple(row[:3]): tuple(map(int, row[3:])) for row in table[[*by, *columns]].to_numpy()})
    assert lines[0] == lines[1]
    assert sums[0] == sums[1]
    assert len(lines[0]) > 1000


def test_the_whole_job_from_a_warehouse_gives_the_bytes_of_tables_in_memory(
    warehouse: Engine, tmp_path: Path
) -> None:
    given = tables(150, seed=3)
    written = []
    for place, make in (
        ("pandas", None),
        ("postgres", lambda name, frame: frame if name == "tariffs" else warehouse.make(frame)),
    ):
        analysed(given, make).publish().save(tmp_path / place)
        written.append((tmp_path / place / "resultaten.json").read_bytes())
    assert len(written[0]) > 10_000
    assert written[0] == written[1]
