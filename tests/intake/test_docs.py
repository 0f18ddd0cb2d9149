"""Every example on the page about own tables is run, in the order of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.engine_frames import session

PAGE = Path(__file__).parents[2] / "docs" / "eigen-tabel.md"
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
ONLY_WITH_SPARK = "# alleen waar Spark is"


def blocks() -> list[str]:
    return BLOCK.findall(PAGE.read_text(encoding="utf-8"))


def test_the_examples_run_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the page saves a report
    pytest.importorskip("polars")
    pytest.importorskip("duckdb")
    names: dict[str, object] = {}
    ran = 0
    for block in blocks():
        if ONLY_WITH_SPARK not in block:
            exec(compile(block, str(PAGE), "exec"), names)
            ran += 1
    assert ran == 7


@pytest.mark.spark
@pytest.mark.slow
def test_the_example_with_spark_runs() -> None:
    pytest.importorskip("pyspark")
    session()  # the page takes the session that is there
    names: dict[str, object] = {}
    first, *_ = blocks()
    (spark,) = [block for block in blocks() if ONLY_WITH_SPARK in block]
    exec(compile(first, str(PAGE), "exec"), names)
    exec(compile(spark, str(PAGE), "exec"), names)
