"""What the page on valuation shows is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from maatschappelijk_rendement import valuation
from maatschappelijk_rendement.report.valuation.figures import schema

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_published_schema_is_that_of_the_program() -> None:
    text = (DOCS / "waardering.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == schema()


def test_the_python_of_the_page_runs() -> None:
    page = (DOCS / "waardering.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(code, "waardering.md", "exec"), {})


def test_every_name_of_the_room_stands_on_its_page_once() -> None:
    page = (DOCS / "waardering-python.md").read_text(encoding="utf-8")
    described = re.findall(r"^::: \S+\.(\w+)$", page, flags=re.MULTILINE)
    assert sorted(described) == sorted(valuation.__all__)
    assert all(hasattr(valuation, name) for name in described)
