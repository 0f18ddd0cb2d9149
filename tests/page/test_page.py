"""The page in real browsers: the same bytes as ``mr``, no network, and a Dutch word when something is wrong."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.page.browser import Browser, requests_outside

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.app.pipeline import make_template

pytestmark = pytest.mark.page
REPORT = ("rapport.html", "rapport.xlsx", "resultaten.json", "herkomst.json")
READERS = "gemeente,verzekeraar,bewoner"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("werkmap") / "voorbeeld.xlsx"
    make_template(path, example=True)
    return path


def by_mr(workbook: Path, folder: Path, *words: str) -> dict[str, bytes]:
    assert main(["rapport", str(workbook), "--uit", str(folder), *words]) == 0
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    found: Browser = request.getfixturevalue(f"in_{request.param}")
    return found


def test_every_file_is_the_same_to_the_byte_and_nothing_leaves_the_browser(
    browser: Browser, page: Path, example: Path, tmp_path: Path
) -> None:
    browser.ready(page)
    assert browser.check(example) == "Gecontroleerd. U kunt het rapport maken."
    assert browser.found() == []
    made = browser.report(readers=READERS, date="3-9-2018", grid="1000")
    words = ("--voor", READERS, "--datum", "3-9-2018", "--rooster", "1000")
    expected = by_mr(example, tmp_path / "uit", *words)
    together = made.pop("alles.zip")
    assert made.keys() == expected.keys() >= set(REPORT)
    assert [name for name in made if made[name] != expected[name]] == []
    with zipfile.ZipFile(BytesIO(together)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    assert requests_outside(browser.do("requests")) == []
    assert browser.do("errors") == []
