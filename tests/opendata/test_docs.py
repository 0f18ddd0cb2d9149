"""What the page on open data shows is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.parser import build_parser
from maatschappelijk_rendement.opendata.layouts import kinds, tables

PAGE = Path(__file__).resolve().parents[2] / "docs" / "open-data.md"


def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    exec(compile(code, "open-data.md", "exec"), {})
    assert "[(2017, '430'), (2019, '410')" in capsys.readouterr().out


def test_every_command_of_the_page_can_be_given() -> None:
    text = PAGE.read_text(encoding="utf-8")
    commands = [line for line in text.splitlines() if line.startswith("mr opendata")]
    assert len(commands) == 4
    for line in commands:
        assert build_parser().parse_args(shlex.split(line)[1:]).soort in kinds()


def test_every_kind_stands_on_the_page_once() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| .* \| .* \| .* \|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert rows == list(kinds())


def test_every_declared_table_is_of_a_declared_kind_and_says_its_years() -> None:
    for table in tables().values():
        assert table.kind in kinds()
        assert table.years == tuple(sorted(set(table.years)))
        assert table.borders >= max(table.years)


def test_no_name_of_a_column_means_two_things() -> None:
    for kind in kinds().values():
        for names in ("stems", "short", "camel"):
            found = [name for column in kind.columns for name in getattr(column, names)]
            assert len(found) == len(set(found)), (kind.name, names)
        indicators = [column.indicator for column in kind.columns]
        assert len(indicators) == len(set(indicators))
