"""The check that says which prices are behind: it warns, and fails on a store made old when asked to."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("price_age", ROOT / ".ci" / "price_age.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_store_passes_on_the_day_it_was_read(check: ModuleType) -> None:
    assert check.main(["--peildatum", "2026-11-29", "--streng"]) == 0


def test_the_check_fails_on_a_store_made_old(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main(["--peildatum", "2028-06-01", "--streng"]) == 1
    said = capsys.readouterr().out
    assert "waarschuwing: CPI loopt tot 2025-12-31." in said
    assert "waarschuwing: PW.BIJSTAND.GEHUWD loopt tot 2026-12-31." in said


def test_a_build_does_not_break_because_a_year_went_by(check: ModuleType) -> None:
    assert check.main(["--peildatum", "2028-06-01"]) == 0


def test_make_check_gives_the_check_its_clock() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert ".ci/price_age.py --peildatum $(PEILDATUM)" in makefile
    assert "PEILDATUM ?= " in makefile
