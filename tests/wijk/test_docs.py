"""What the page on the report of a wijk shows is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

from maatschappelijk_rendement.domain.card_sheets import CARD
from maatschappelijk_rendement.domain.wijk_sheets import SHEETS
from maatschappelijk_rendement.report.wijk.figures import schema

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_published_schema_is_that_of_the_program() -> None:
    assert json.loads((DOCS / "wijk.schema.json").read_text(encoding="utf-8")) == schema()


def test_the_python_of_the_page_runs() -> None:
    page = (DOCS / "wijk.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(code, "wijk.md", "exec"), {})


def test_every_sheet_stands_on_one_of_the_two_pages() -> None:
    pages = "".join((DOCS / name).read_text(encoding="utf-8") for name in ("wijk.md", "wijk-begroting.md"))
    named = set(re.findall(r"\*\*(\w+)\*\*", pages))
    assert {table.sheet for table in (CARD, *SHEETS)} <= named
