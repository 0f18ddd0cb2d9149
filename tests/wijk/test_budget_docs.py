"""What the page on the budget of a wijk shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_python_of_the_page_runs() -> None:
    page = (DOCS / "wijk-begroting.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(compile(code, "wijk-begroting.md", "exec"), {})


def test_every_sheet_of_the_page_is_a_sheet_of_the_card() -> None:
    from maatschappelijk_rendement.domain.wijk_sheets import SHEETS

    page = (DOCS / "wijk-begroting.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[Bb]lad\s+\*\*(\w+)\*\*", page))
    assert len(named) == 9
    assert named <= {table.sheet for table in SHEETS}
