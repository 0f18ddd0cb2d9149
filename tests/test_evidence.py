"""docs/bewijs.md: every command in it names files, tests and words that are there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/bewijs.md"
FOLDERS = ("tests/", "bench/", ".ci/", "voorbeelden/", "notebooks/", "data/")
MADE_BY_A_COMMAND = "bench/data/"


def commands() -> list[str]:
    """Give what stands between backticks in the second column of each table."""
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    return sorted({span for row in rows if len(row) > 1 for span in re.findall(r"`([^`]+)`", row[1])})


@cache
def text_of(place: str) -> str:
    """Give the names and the texts of the tests in a file or a folder."""
    path = ROOT / place
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    return "\n".join(f"{file}\n{file.read_text(encoding='utf-8')}" for file in files)


def problems(command: str) -> list[str]:
    """Say what a command names that is not there."""
    words = command.split()
    places = [word for word in words if word.startswith(FOLDERS) and not word.startswith(MADE_BY_A_COMMAND)]
    found = [word for word in places if not (ROOT / word.split("::")[0]).exists()]
    if found:
        return found
    found += [
        name
        for place in places
        for name in place.split("::")[1:]
        if name not in text_of(place[: place.index("::")])
    ]
    chosen = re.search(r'-k (?:"([^"]+)"|(\S+))', command)
    if chosen and "pytest" in words:
        tests = "\n".join(text_of(place.split("::")[0]) for place in places)
        asked = set(re.findall(r"\w+", chosen[1] or chosen[2])) - {"and", "or", "not"}
        found += [word for word in sorted(asked) if word not in tests]
    script = next((place for place in places if place.startswith("bench/") and place.endswith(".py")), None)
    if script and "pytest" not in words:
        given = words[words.index(script) + 1 :]
        asked = {word for word in given if re.fullmatch(r"(--)?[a-z][a-z-]+", word)}
        # Where a script lists what may be asked, it is one of these.
        written = '"{}"' if "choices=" in text_of(script) else "{}"
        found += [word for word in sorted(asked) if written.format(word) not in text_of(script)]
    return found


@pytest.mark.parametrize("command", commands())
def test_a_command_of_the_evidence_names_what_is_there(command: str) -> None:
    assert not problems(command)


def test_a_command_that_names_something_else_is_found() -> None:
    assert problems("python -m pytest -q tests/test_gone.py") == ["tests/test_gone.py"]
    assert problems("python -m pytest -q tests/test_house.py -k nowhere_named") == ["nowhere_named"]
    assert problems("python bench/bench_disclosure.py nowhere --count 3") == ["nowhere"]
