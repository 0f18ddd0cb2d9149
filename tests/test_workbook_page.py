"""The page about the workbook follows from the declarations in ``tables``."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "docs" / "maak_werkmap.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak_werkmap", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(script: ModuleType) -> None:
    assert script.PAGE.read_text(encoding="utf-8") == script.workbook_page()


def test_a_page_that_differs_is_reported_and_written_again(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "werkmap.md"
    page.write_text("oud", encoding="utf-8")
    monkeypatch.setattr(script, "PAGE", page)
    monkeypatch.setattr("sys.argv", ["maak_werkmap.py", "--controleer"])
    assert script.main() == 1
    assert page.read_text(encoding="utf-8") == "oud"
    monkeypatch.setattr("sys.argv", ["maak_werkmap.py"])
    assert script.main() == 0
    assert page.read_text(encoding="utf-8") == script.workbook_page()


def test_the_page_tells_what_a_cell_may_hold(script: ModuleType) -> None:
    lines = script.workbook_page().splitlines()
    (quantity,) = [line for line in lines if line.startswith("| `aantal` |")]
    assert "van 0 tot en met 100.000, hooguit 3 decimalen" in quantity
    (moment, _) = [line for line in lines if line.startswith("| `moment` |")]
    assert "`voor`, `na`, `herhaling`, `nulalternatief`" in moment
