"""The page in a real browser: axe-core finds nothing serious, and a narrow screen never scrolls sideways."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest
from tests.report.conftest import EXAMPLE, PROVENANCE, internal
from tests.report.page import read, text

from maatschappelijk_rendement.report import html, sections
from maatschappelijk_rendement.results.shown import Results

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

# The answer is left in the page, from where --dump-dom brings it out; base64 keeps mark-up out of it.
ASK = """<script>
const leave = answer => {
  const place = document.createElement("pre");
  place.id = "antwoord";
  place.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(answer))));
  document.body.append(place);
};
%s
</script>"""


def in_browser(page: str, script: str, tmp_path: Path, width: int = 1280) -> Any:
    """Load a page in Chromium, run a script in it that calls ``leave`` and give what it left."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    # The page forbids scripts; only the copy under test allows one.
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    file = tmp_path / "pagina.html"
    file.write_text(page.replace("</body>", ASK % script + "</body>"), encoding="utf-8")
    ran = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path}/profiel",
            f"--window-size={width},2000",
            "--virtual-time-budget=20000",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    found = re.search(r'<pre id="antwoord">([^<]*)</pre>', ran.stdout)
    assert found is not None, ran.stderr[-2000:]
    return json.loads(base64.b64decode(found[1]))


def serious(page: str, tmp_path: Path, rules: Sequence[str] = RULES) -> tuple[list[str], int]:
    """Give what axe-core finds serious or critical, and how many rules it found obeyed."""
    if not AXE.exists():
        pytest.skip("axe-core (npm) is not installed")
    # Of rules that are obeyed only their number matters: writing out each node takes most of the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    run = f"""axe.run(document, {json.dumps(options)}).then(
      found => leave({{violations: found.violations, passes: found.passes.length}}))"""
    script = f"{AXE.read_text(encoding='utf-8')}\n{run};".replace("</script", "<\\/script")
    answer = in_browser(page, script, tmp_path)
    found = [
        f"{rule['id']} ({rule['impact']}): {node['html'][:200]}"
        for rule in answer["violations"]
        for node in rule["nodes"]
        if rule["impact"] in {"serious", "critical"}
    ]
    return found, answer["passes"]


@pytest.mark.parametrize("opened", [False, True])
def test_axe_finds_nothing_serious_or_critical(tmp_path: Path, opened: bool) -> None:
    page = html.page(sections.build(Results(internal(EXAMPLE) if opened else EXAMPLE), PROVENANCE))
    found, obeyed = serious(page.replace("<details ", "<details open ") if opened else page, tmp_path)
    assert found == []
    assert obeyed > 20


def test_this_check_does_find_a_page_that_is_wrong(tmp_path: Path) -> None:
    page = html.page(sections.build(Results(EXAMPLE), PROVENANCE))
    found, _ = serious(page.replace('<html lang="nl">', "<html>"), tmp_path, ["html-has-lang"])
    assert any("html-has-lang" in line for line in found)


def in_frame(page: str, script: str, tmp_path: Path, width: int) -> Any:
    """Run a script beside a page of some width; ``page`` is the document of that page."""
    # A window of headless Chromium is never narrower than 500 pixels, so the page goes into a frame.
    inside = f'<iframe srcdoc="{escape(page)}" width="{width}" frameborder="0"></iframe>'
    run = f'addEventListener("load", () => {{ const page = frames[0].document; {script} }});'
    return in_browser(f"<!DOCTYPE html><body>{inside}</body>", run, tmp_path)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(tmp_path: Path, width: int) -> None:
    page = html.page(sections.build(Results(internal(EXAMPLE)), PROVENANCE))
    script = "leave([page.documentElement.scrollWidth, page.documentElement.clientWidth]);"
    scroll, client = in_frame(page, script, tmp_path, width)
    assert client <= width
    assert scroll == client


# A word in more than one box stands on two lines; without hyphens of the browser it is cut. The heads
# of a table stand outside the screen there; a hash of 64 letters is no word, an address is not one word.
NARROW = """
const cut = [];
const walk = page.createTreeWalker(page.querySelector("main"), NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  if (node.parentElement.closest("svg, thead, .herkomst, .adres")) continue;
  for (const word of node.data.matchAll(/\\p{L}+/gu)) {
    const range = page.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) cut.push(word[0]);
  }
}
const aside = [...page.querySelectorAll(".tabel")].filter(one => one.scrollWidth > one.clientWidth)
  .filter(one => page.documentElement.clientWidth < 1000 || !one.closest(".breed"))
  .filter(one => page.documentElement.clientWidth > 1100 || one.tabIndex < 0);
leave([cut.filter(word => word.length < 40), aside.map(one => one.textContent.trim().slice(0, 40))]);
"""


# 640 and 960 are what is left of a screen of 1280 and of 1920 at 200 %; from 992 rows are not stacked, and
# what scrolls can be reached with the keyboard.
@pytest.mark.parametrize("width", [320, 640, 960, 1010, 1280])
def test_no_word_is_cut_and_no_table_scrolls_but_a_wide_one_on_a_wide_screen(
    tmp_path: Path, width: int
) -> None:
    page = html.page(sections.build(Results(internal(EXAMPLE)), PROVENANCE))
    page = page.replace("</style>", "* { hyphens: manual !important; }</style>")
    cut, aside = in_frame(page, NARROW, tmp_path, width)
    assert cut == []
    assert aside == []


def test_what_opens_says_of_which_table_it_is_after_the_words_that_are_seen() -> None:
    page = read(html.page(sections.build(Results(EXAMPLE), PROVENANCE)))
    stops = list(page.iter("summary"))
    assert len(stops) > 5
    names = [" ".join((stop.get("aria-label") or "").split()) for stop in stops]
    assert all(name.startswith(f"{text(stop)} ") for name, stop in zip(names, stops, strict=True))
    captions = {text(caption) for caption in page.iter("caption")}
    assert {name.removeprefix("Waar komen deze cijfers vandaan? ") for name in names} <= captions
    assert len(set(names)) == len(names)
