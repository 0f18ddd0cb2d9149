"""The page in real browsers: the same bytes as ``mr``, no network, and a Dutch word when it goes wrong."""

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
    # Some prices of the example are of another place or basis, and nothing else is to be said.
    assert ["prijzen" in one for one in browser.found()] == [True, True]
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


def test_a_request_of_the_page_itself_is_refused_by_its_own_policy(browser: Browser, page: Path) -> None:
    browser.open(page)  # the policy is there before anything else
    said = browser.do(
        "evaluate",
        code="""new Promise(done => {
          addEventListener("securitypolicyviolation", event => done(event.effectiveDirective));
          fetch("https://example.org/").then(() => done("it was let through"), () => {});
        })""",
    )
    assert said == "connect-src"


def test_the_keyboard_alone_goes_from_the_file_to_what_is_saved(
    in_chromium: Browser, page: Path, example: Path
) -> None:
    browser = in_chromium
    browser.ready(page)
    focus = "(document.activeElement.id || document.activeElement.textContent)"

    def tab_to(name: str) -> None:
        for _ in range(40):
            browser.do("press", keys=["Tab"])
            if browser.do("evaluate", code=focus).startswith(name):
                return
        raise AssertionError(f"{name} cannot be reached")

    tab_to("file")
    browser.choose(example)  # the window for files is the system's own
    browser.until("^Gecontroleerd")
    assert browser.do("evaluate", code=focus) == "findings-title"
    tab_to("make")
    browser.do("press", keys=["Enter"])
    browser.until("^Het rapport is klaar")
    assert browser.do("evaluate", code=focus) == "report-title"
    tab_to("alles.zip")
    for path in browser.saved.iterdir():
        path.unlink()
    browser.do("press", keys=["Enter"])
    browser.landed("alles.zip")


def test_axe_finds_nothing_serious_and_no_width_scrolls_sideways(
    in_chromium: Browser, page: Path, example: Path, axe_core: Path, tmp_path: Path
) -> None:
    browser = in_chromium
    browser.ready(page)
    # Of each element axe takes its whole text, and these hold 30 MB.
    parts = "script:is([data-part=python], [data-part=library], [data-part=own])"
    browser.do("evaluate", code=f"document.querySelectorAll('{parts}').forEach(one => one.remove())")
    own = tmp_path / "lijst.csv"
    own.write_text("Dossier;Wijk;MDO;Kosten Wmo;Iets\nD1;Noord;1-3-2022;12;x\n", encoding="utf-8")
    broken = tmp_path / "kapot.xlsx"
    broken.write_bytes(b"PK")
    looked = []
    for step in ("begin", "kolommen", "fouten", "meldingen", "rapport"):
        if step in ("kolommen", "fouten", "meldingen"):
            browser.check({"kolommen": own, "fouten": broken, "meldingen": example}[step])
        elif step == "rapport":
            browser.report()
        browser.do(
            "evaluate", code="document.querySelectorAll('details').forEach(one => { one.open = true })"
        )
        for width in (380, 1280):
            browser.do("resize", width=width)
            looked += [f"{step}, {width}: {line}" for line in serious(browser, axe_core)]
            wide, there = browser.do("evaluate", code="[document.documentElement.scrollWidth, innerWidth]")
            assert there == width
            assert wide <= there, step
    assert looked == []


# The report in its frame is a document of its own; it is checked where it is made.
ASK_AXE = """axe.run({exclude: [["#frame"]]}, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  resultTypes: ["violations"], iframes: false
}).then(({violations}) => violations.flatMap(
  rule => rule.nodes.map(node => [rule.impact, rule.id, node.html.slice(0, 120)])
))"""


def serious(browser: Browser, axe_core: Path) -> list[str]:
    browser.do("evaluate", code=f"{axe_core.read_text(encoding='utf-8')}; null")
    found = browser.do("evaluate", code=ASK_AXE)
    return [" ".join(line) for line in found if line[0] in {"serious", "critical"}]
