"""What a user does wrong, and what a browser has not got: a Dutch word, nothing lost, the page lives on."""

from __future__ import annotations

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
