"""Same input, same version: same bytes, whatever the place, the time zone or the day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__)

SCRIPT = """
import hashlib, json, sys, time
if sys.argv[1] != "nu":  # another day
    time.time = lambda: float(sys.argv[1])
import locale
locale.setlocale(locale.LC_ALL, "")
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.published import _let_pass
from maatschappelijk_rendement.report import render
data = json.load(open(sys.argv[2], encoding="utf-8"))
published = _let_pass(data, data["niveau"], Rules())
files = render(published, provenance={"inhoud_sha256": "ab"}, formats=sys.argv[3].split(","))
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
"""

PLACES = [
    {"LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0", "day": "nu"},
    {"LANG": "nl_NL.UTF-8", "TZ": "Europe/Amsterdam", "PYTHONHASHSEED": "1", "day": "400000000"},
    {"LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "day": "2000000000"},
]


def hashes(place: dict[str, str], formats: str) -> dict[str, str]:
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
    data = HERE.with_name("voorbeeld.json")
    command = [sys.executable, "-X", "utf8", "-c", SCRIPT, place["day"], str(data), formats]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    made: dict[str, str] = json.loads(ran.stdout)
    return made


def test_html_xlsx_and_json_are_the_same_bytes_everywhere() -> None:
    first, *others = [hashes(place, "html,xlsx") for place in PLACES]
    assert set(first) == {"rapport.html", "rapport.xlsx", "resultaten.json", "herkomst.json"}
    assert all(other == first for other in others)


@pytest.mark.slow
def test_pdf_and_docx_are_the_same_bytes_everywhere() -> None:
    pytest.importorskip("docx")
    pytest.importorskip("weasyprint", exc_type=ImportError)
    first, *others = [hashes(place, "pdf,docx") for place in PLACES[1:]]
    assert {"rapport.pdf", "rapport.docx"} <= set(first)
    assert all(other == first for other in others)
