from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "maak_tarieven.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak_tarieven", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_up_to_date(script: ModuleType) -> None:
    assert script.stale_pages() == []


def test_a_page_that_differs_from_the_store_is_stale(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "DOCS", tmp_path)
    (tmp_path / "tarieven.md").write_text(script.prices_page(), encoding="utf-8")
    (tmp_path / "ontbrekende-prijzen.md").write_text("oud", encoding="utf-8")
    assert script.stale_pages() == ["ontbrekende-prijzen.md"]


def test_the_page_gives_each_price_with_its_source(script: ModuleType) -> None:
    page = script.prices_page()
    line = next(line for line in page.splitlines() if line.startswith("| `WMO.HH.UUR.REF2022`"))
    assert "32,76" in line
    assert "kostenhandleiding-2024" in line
    assert "| kostenhandleiding-2024 | Kostenhandleiding" in page
