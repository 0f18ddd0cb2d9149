"""The page of a scenario in a real browser: axe-core finds nothing serious, and it never scrolls sideways."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from tests.report.test_accessibility import in_browser, serious

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

EXAMPLE = Path(__file__).resolve().parents[3] / "voorbeelden" / "scenario_wijk.toml"


@pytest.fixture(scope="module")
def page() -> str:
    return render(evaluate(read_scenario(EXAMPLE)))["scenario.html"].decode()


def test_axe_finds_nothing_serious_or_critical(page: str, tmp_path: Path) -> None:
    found, obeyed = serious(page, tmp_path)
    assert found == []
    assert obeyed > 20


def test_the_page_does_not_scroll_sideways(page: str, tmp_path: Path) -> None:
    # A window of headless Chromium is never narrower than 500 pixels, so the page goes into a frame.
    frame = (
        f'<!DOCTYPE html><body><iframe srcdoc="{escape(page)}" width="320" frameborder="0"></iframe></body>'
    )
    script = """addEventListener("load", () => {
      const page = frames[0].document.documentElement;
      leave([page.scrollWidth, page.clientWidth]);
    });"""
    scroll, client = in_browser(frame, script, tmp_path)
    assert client <= 320
    assert scroll == client
