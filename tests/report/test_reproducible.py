"""Same input, same version: same bytes, whatever the place, the time zone, the day or the order of rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__)

SETTING = """
import hashlib, json, locale, random, sys, time
if sys.argv[1] != "nu":  # another day
    time.time = lambda: float(sys.argv[1])
locale.setlocale(locale.LC_ALL, "")
def say(files):
    print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""
FROM_RESULTS = (
    SETTING
    + """
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.tables.published import _let_pass
from maatschappelijk_rendement.report import render
data = json.load(open(sys.argv[2], encoding="utf-8"))
published = _let_pass(data, data["niveau"], Rules())
say(render(published, provenance={"inhoud_sha256": "ab"}, formats=["html", "xlsx"]))
"""
)
# The whole job: the rows of every sheet are shuffled, and each picture is kept as a file of its own too.
FROM_WORKBOOK = (
    SETTING
    + """
from dataclasses import replace
from pathlib import Path
from maatschappelijk_rendement.app import pipeline
from maatschappelijk_rendement import write_workbook
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.report import sections
from maatschappelijk_rendement.report.document import Chart
from maatschappelijk_rendement.report.docx import _png
from maatschappelijk_rendement.report.svg import picture
from maatschappelijk_rendement.results.shown import Results
folder, dice, caseload = Path(sys.argv[2]), random.Random(sys.argv[1]), ruwaard()
names = ("cases", "usage", "scores", "mdo", "programme", "tariffs")
parts = {name: getattr(caseload, name) for name in names}
shuffled = {name: tuple(dice.sample(rows, len(rows))) for name, rows in parts.items()}
write_workbook(replace(caseload, **shuffled), folder / "werkmap.xlsx")
options = pipeline.ReportOptions(formats=("html", "xlsx", "pdf", "docx"))
pipeline.make_report(folder / "werkmap.xlsx", folder / "openbaar", options)
pipeline.make_report(folder / "werkmap.xlsx", folder / "intern", pipeline.ReportOptions(internal=True))
files = {f"{f.parent.name}/{f.name}": f.read_bytes() for f in sorted(folder.glob("*/*"))}
report = sections.build(Results(json.loads(files["openbaar/resultaten.json"])), {})
for chart in (block for section in report.sections for block in section.blocks if isinstance(block, Chart)):
    files[f"{chart.name}.svg"] = picture(chart.drawing, chart.name, chart.title, chart.alt).encode()
    files[f"{chart.name}.png"] = _png(chart)
say(files)
"""
)

PLACES = [
    {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "day": "nu"},
    {"LANG": "nl_NL.UTF-8", "TZ": "Europe/Amsterdam", "PYTHONHASHSEED": "1", "day": "400000000"},
    {"LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "day": "2000000000"},
]


def hashes(place: dict[str, str], script: str, subject: Path) -> dict[str, str]:
    import locale

    settings = {key: value for key, value in place.items() if key != "day"}
    if settings["LANG"] not in {"C", "C.UTF-8"}:
        try:
            locale.setlocale(locale.LC_ALL, settings["LANG"])
        except locale.Error:
            settings["LANG"] = "C.UTF-8"  # this machine does not have it
        finally:
            locale.setlocale(locale.LC_ALL, "C.UTF-8")
    environment = {**os.environ, **settings, "LC_ALL": settings["LANG"]}
    command = [sys.executable, "-X", "utf8", "-c", script, place["day"], str(subject)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    made: dict[str, str] = json.loads(ran.stdout)
    return made


def test_the_same_results_give_the_same_bytes_everywhere() -> None:
    data = HERE.with_name("voorbeeld.json")
    first, *others = [hashes(place, FROM_RESULTS, data) for place in PLACES]
    assert set(first) == {"rapport.html", "rapport.xlsx", "resultaten.json", "herkomst.json"}
    assert all(other == first for other in others)


@pytest.mark.slow
def test_the_same_workbook_with_its_rows_shuffled_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("weasyprint", exc_type=ImportError)
    made = []
    for place in PLACES[1:]:
        folder = tmp_path / place["day"]
        folder.mkdir()
        made.append(hashes(place, FROM_WORKBOOK, folder))
    kinds = {Path(name).suffix for name in made[0]}
    assert kinds == {".html", ".xlsx", ".pdf", ".docx", ".json", ".svg", ".png"}
    differing = {name for name in made[0] if len({one.get(name) for one in made}) > 1}
    assert differing == set()
    assert all(one.keys() == made[0].keys() for one in made)
