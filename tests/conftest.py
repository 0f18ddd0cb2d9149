"""What every test may use: Hypothesis profiles and the programs from outside Python.

A test that needs such a program asks for it by name (``def test_page(chromium)``) and gets its path.
Where it is missing the test is skipped, and the reason says which program is missing.
"""

from __future__ import annotations

import gc
import os
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.remembered import MODULES_THAT_CHOOSE, choose_once

from maatschappelijk_rendement.disclosure import publish

ROOT = Path(__file__).resolve().parent.parent

# No deadline and no "too slow": a busy machine is not a fault of the code. Timings live in bench/.
settings.register_profile(
    "quick", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
# For CI, which has half an hour for everything; "make test" takes the quick one.
settings.register_profile(
    "ci", max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "long", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
# For mutants: many runs of few examples each.
settings.register_profile(
    "few", max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give one worker what shares something dear.

    One Java for Spark, one page and its two browsers, what a file makes once for all its tests, and verdicts.
    """
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            names = [name for name in ("spark", "page") if item.get_closest_marker(name)]
            if not names and isinstance(item, pytest.Function) and _shares(item):
                names = [str(item.path)]
            for name in names:
                item.add_marker(pytest.mark.xdist_group(name))


def _shares(item: pytest.Function) -> bool:
    made = item._fixtureinfo.name2fixturedefs
    return "verdicts_once" in made or any(each.scope == "module" for found in made.values() for each in found)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the garbage collector leave alone what stays for the whole run: thousands of tests and modules."""
    gc.collect()
    gc.freeze()


def _program(*names: str) -> str:
    """Give the path of the first program that is there, or skip the test and name what is missing."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip(f"{names[0]} staat niet op deze computer; installeer het met: make hulpmiddelen")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium that can run headless."""
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def firefox() -> str:
    """Path of a Firefox that can run headless."""
    return _program("firefox-esr", "firefox")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """Path of LibreOffice (Calc)."""
    return _program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def java() -> str:
    """Path of a Java runtime, for PySpark."""
    return _program("java")


@pytest.fixture(scope="session")
def npm() -> str:
    """Path of npm."""
    return _program("npm")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Path of the program of poppler-utils that turns PDF pages into pictures."""
    return _program("pdftoppm")


@pytest.fixture(scope="session")
def axe_core() -> Path:
    """Path of axe.min.js, the accessibility checker that runs inside a page."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.skip("axe-core staat niet op deze computer; installeer het met: make hulpmiddelen")
    return script


@pytest.fixture
def verdicts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge each content once: for tests about what is made of a verdict; see ``remembered``."""
    for name in MODULES_THAT_CHOOSE:
        monkeypatch.setattr(import_module(name), "choose", choose_once)


@pytest.fixture
def exact_cents(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave rounding out: an attacker then has more than a reader, and a figure is checked by hand.

    Which figures are hidden does not hang on it.
    """
    if "rounded" not in request.keywords:
        monkeypatch.setattr(import_module(publish.__module__), "rounded", lambda table, *_: table)
