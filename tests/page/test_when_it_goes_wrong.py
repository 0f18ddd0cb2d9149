"""What a user does wrong, and what a browser has not got: a Dutch word, nothing lost, the page lives on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.page.browser import Browser

from maatschappelijk_rendement.app.pipeline import make_template

pytestmark = pytest.mark.page


def test_every_mistake_is_said_and_the_page_works_on(
    in_chromium: Browser, page: Path, tmp_path: Path
) -> None:
    browser = in_chromium
    browser.ready(page)

    def said() -> str:
        browser.until("^never")  # it ends as soon as the page says that something is wrong
        return browser.text("#alert")

    # Too large for the page: refused by its size, before it is read.
    large = tmp_path / "groot.xlsx"
    with large.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    browser.choose(large)
    assert said().startswith("Dit bestand is groter dan 100 MB.")
    # Two at once.
    browser.drop({"een.xlsx": "a", "twee.xlsx": "b"})
    assert said() == "Kies één bestand tegelijk. Er is niets gelezen."
    # Of a kind that cannot be read.
    browser.drop({"brief.docx": "a"})
    assert said().startswith("Dit soort bestand kan deze pagina niet lezen.")
    # Empty, and no workbook at all.
    for text, words in (("", "Dit bestand is leeg."), ("Beste lezer", "Dit is geen werkmap")):
        browser.drop({"leeg.xlsx": text})
        browser.until("^Gecontroleerd. Er zijn fouten gevonden.")
        assert [words in line for line in browser.found()] == [True]
    # A second one while the first is being read; and the first goes on.
    example = tmp_path / "voorbeeld.xlsx"
    make_template(example, example=True)
    browser.choose(example)
    browser.until("^Bezig|^Uw bestand wordt")
    browser.drop({"tweede.xlsx": "b"})
    assert browser.text("#alert").endswith("Uw bestand is niet gelezen.")
    browser.do("evaluate", code="document.getElementById('alert').textContent = ''; null")
    assert browser.until("^Gecontroleerd") == "Gecontroleerd. U kunt het rapport maken."
    # A field that holds something else than it asks for.
    browser.do("evaluate", code="document.getElementById('minimum').value = 'veel'; null")
    browser.do("evaluate", code="document.getElementById('make').click()")
    assert "Minste aantal casussen: geef een geheel getal" in browser.until("^Er is geen rapport")
    browser.do("evaluate", code="document.getElementById('options-form').reset()")
    # Stopped on the way; after that it works as before.
    browser.do("evaluate", code="document.getElementById('make').click()")
    browser.until("^Bezig|^Het rapport wordt")
    browser.do("evaluate", code="document.getElementById('cancel').click()")
    browser.until("^Klaar voor gebruik")
    assert "rapport.html" in browser.report()


OVERVIEW = (
    "Dossier;Wijk;MDO;Wmo voor;Wmo na;Cijfer voor\nD1;Noord;1-3-2022;100;50;6\nD2;Zuid;1-3-2022;80;40;5\n"
)
PUT = """([form, values]) => {
  for (const [name, value] of Object.entries(values)) {
    const field = document.getElementById(form).elements.namedItem(name);
    field.value = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
}"""


def test_nothing_of_an_earlier_file_or_choice_can_be_taken_for_that_of_the_last_one(
    in_chromium: Browser, page: Path
) -> None:
    browser = in_chromium

    def is_seen(name: str) -> bool:
        return bool(browser.do("evaluate", code=f"document.getElementById('{name}').checkVisibility()"))

    def is_off(name: str) -> bool:
        return bool(browser.do("evaluate", code=f"document.getElementById('{name}').disabled"))

    def put(**values: str) -> None:
        browser.do("evaluate", code=f"({PUT})({json.dumps(['mapping-form', values])})")

    def press(selector: str, pattern: str) -> str:
        said = "document.getElementById('status').textContent = ''"
        browser.do("evaluate", code=f"{said}; document.querySelector('{selector}').click()")
        return browser.until(pattern)

    make_workbook = "#mapping-form [type=submit]"
    # Dropped while the page loads: read when it can be. What is left out is told before anything is made.
    browser.open(page)
    browser.drop({"ons overzicht.csv": OVERVIEW})
    assert browser.until("^Zeg wat") == "Zeg wat elke kolom betekent."
    assert browser.text("#in-hand") == "Gekozen: ons overzicht.csv"
    assert "'Cijfer voor' (lijkt een bedrag of aantal en telt niet mee!)" in browser.text("#mapping-form")
    # Nobody answers for the user what the report says as a fact.
    assert "Vul nog in: titel, gemeente, basis_na." in press(make_workbook, "^never")
    put(**{"setting-titel": "Proef", "setting-gemeente": "Oss", "setting-basis_na": "raming"})
    assert press(make_workbook, "^De werkmap is gemaakt").startswith("De werkmap is gemaakt.")
    assert "Cijfer voor" in browser.text("#read-body .found")
    assert not is_seen("findings")
    press("#go-on", "^Gecontroleerd")
    assert browser.text("#options .whose") == "Bestand: casussen.xlsx, van ons overzicht.csv"
    # A confidential report says so in its heading and in every name.
    made = browser.report(internal=True)
    assert [name for name in made if "-VERTROUWELIJK." not in name] == []
    assert browser.text("#report-title") == "4. Uw rapport: VERTROUWELIJK"
    # Another choice: the workbook of before is not used in silence, and the report says that it is of before.
    put(**{"setting-basis_na": "realisatie"})
    assert is_off("make")
    assert is_seen("report-old")
    assert not is_seen("frame")
    press(make_workbook, "^De werkmap is gemaakt")
    press("#go-on", "^Gecontroleerd")
    assert not is_off("make")
    # A refused file: nothing is in hand any more.
    browser.drop({"brief.docx": "a"})
    browser.until("^never")
    assert browser.text("#in-hand") == "Niet gelezen: brief.docx. Er is nu geen bestand in gebruik."
    assert [is_seen(name) for name in ("mapping", "findings", "options", "frame")] == [False] * 4
    assert is_seen("report-old")
    internal = "document.getElementById('options-form').elements.namedItem('internal').checked"
    assert browser.do("evaluate", code=internal) is False
    # The same overview, mended: what was filled in stays.
    browser.drop({"ons overzicht.csv": OVERVIEW.replace("100", "110")})
    browser.do("evaluate", code="document.getElementById('alert').textContent = ''; null")
    browser.until("^Zeg wat")
    title = "document.getElementById('mapping-form').elements.namedItem('setting-titel').value"
    assert browser.do("evaluate", code=title) == "Proef"
    assert browser.do("errors") == []


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("delete window.WebAssembly", "In deze browser staat WebAssembly uit"),
        ("WebAssembly.validate = () => false", "Deze browser is te oud voor deze pagina."),
        ("window.Worker = undefined", "Deze browser kan geen werk op de achtergrond doen."),
        (
            "window.Worker = class { constructor() { throw 0 } }",
            "Python start niet in deze browser.",
        ),
        (
            """window.Worker = class { terminate() {} postMessage() {
              setTimeout(() => this.onmessage({data: {kind: "fault", text: "", cause: "RangeError"}}));
            } }""",
            "De browser geeft niet genoeg geheugen.",
        ),
    ],
    ids=["no WebAssembly", "no exceptions", "no worker", "no worker from a blob", "no memory"],
)
def test_a_browser_that_cannot_is_told_what_to_do(
    in_chromium: Browser, page: Path, before: str, words: str
) -> None:
    in_chromium.open(page, before=before)
    said = in_chromium.until("Deze pagina kan hier niet werken")
    assert words in said
    assert in_chromium.text("#status") == "Deze pagina kan hier niet werken."
