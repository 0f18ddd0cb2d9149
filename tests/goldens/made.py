"""Make the files of each golden, and say where two of them differ."""

from __future__ import annotations

import difflib
import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.goldens.caseloads import GOLDENS

from maatschappelijk_rendement import MicroAnalysis, __version__, analyse
from maatschappelijk_rendement.report import render

FOLDER = Path(__file__).parent / "files"
LEVELS = {"openbaar": {}, "afgerond": {"grid": 1000}, "intern": {"internal": True}}
MOST_LINES = 40


@cache
def _analysis(name: str) -> MicroAnalysis:
    return analyse(GOLDENS[name].caseload())


def files(name: str, level: str) -> dict[str, bytes]:
    """Make ``resultaten.json`` and ``herkomst.json`` of one caseload at one level; no clock is in them."""
    analysis = _analysis(name)
    report = analysis.publish(comparison=GOLDENS[name].compared(analysis), **LEVELS[level])
    made = render(report.published, provenance={}, formats=[], lines=report.lines)
    version = f'"versie": "{__version__}"'.encode()
    return {
        f"{name}-{level}-{file}": made[file].replace(version, b'"versie": "0"')
        for file in ("resultaten.json", "herkomst.json")
    }


def stored(file: str) -> bytes:
    """Read a golden; nothing where it is not there."""
    path = FOLDER / f"{file}.gz"
    return gzip.decompress(path.read_bytes()) if path.exists() else b""


def store(file: str, content: bytes) -> None:
    """Write a golden; the same bytes for the same content."""
    (FOLDER / f"{file}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


def differences(before: bytes, now: bytes) -> Iterator[str]:
    """Give the first lines that differ, each with the lines around it."""
    lines = difflib.unified_diff(before.decode().split("\n"), now.decode().split("\n"), lineterm="", n=4)
    for number, line in enumerate(lines):
        if number == MOST_LINES:
            yield "..."
            return
        yield line
