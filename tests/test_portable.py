"""The same code everywhere: also where Python has no threads, locks, child processes or highspy."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.bare_system import OF_OS

from maatschappelijk_rendement.app.pipeline import make_template

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "maatschappelijk_rendement"
REPORT = ("resultaten.json", "rapport.html", "rapport.xlsx", "herkomst.json")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("werkmap") / "voorbeeld.xlsx"
    make_template(path, example=True)
    return path


def mr(*words: str | Path, is_bare: bool = True) -> tuple[int, str, list[str]]:
    """Exit code, output, and the lines on stderr, of a run in a process of its own."""
    program = [str(ROOT / "tests" / "bare_system.py"), str(SOURCE)] if is_bare else ["-m", PACKAGE.name]
    done = subprocess.run(
        [sys.executable, *program, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8", "TZ": "UTC"},
    )
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_the_report_is_the_same_to_the_byte(workbook: Path, tmp_path: Path) -> None:
    def made(folder: Path, *, is_bare: bool) -> list[str]:
        words = ("rapport", workbook, "--uit", folder, "--datum", "3-9-2018", "--voor", "gemeente,bewoner")
        code, output, said = mr(*words, "--register", tmp_path / f"register-{is_bare}", is_bare=is_bare)
        assert code == 0, said
        assert [Path(line).parent for line in output.splitlines()] == [folder] * (len(REPORT) + 2)
        return said

    here, there = tmp_path / "hier", tmp_path / "daar"
    ordinary = made(here, is_bare=False)
    *said, lacked = made(there, is_bare=True)
    assert said == ordinary
    for path in sorted(here.iterdir()):
        assert (there / path.name).read_bytes() == path.read_bytes(), path.name
    # Proof that it was poor indeed: this was asked for, and not there.
    home, *asked = lacked.split()
    assert home == "scipy.optimize._highspy._core"
    assert {"highspy", "fcntl", "_decimal", "folder-flush"} <= set(asked)


def test_a_workbook_is_checked_there_too(workbook: Path) -> None:
    code, output, said = mr("controleer", workbook)
    ordinary = mr("controleer", workbook, is_bare=False)
    assert (code, output, said[:-1]) == ordinary
    assert code == 0


def test_a_child_process_that_cannot_be_is_said_in_dutch(workbook: Path) -> None:
    code, output, said = mr("controleer", workbook, "--veilig")
    assert (code, output) == (2, "")
    assert said[0] == (
        "mr: Hier kan geen apart proces starten, dus --veilig kan niet. Laat --veilig weg als u het bestand "
        "vertrouwt, of gebruik een andere computer."
    )
    assert "process" in said[-1].split()


@cache
def names_used() -> frozenset[tuple[str, str]]:
    """Every module a module of ours imports, and everything it takes from ``os``, as dotted names."""

    def of(tree: ast.AST) -> Iterator[str]:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (name.name for name in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{name.name}" for name in node.names)
            elif (
                isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os"
            ):
                yield f"os.{node.attr}"

    return frozenset(
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in PACKAGE.rglob("*.py")
        for name in of(ast.parse(path.read_text(encoding="utf-8")))
    )


# The contract "elsewhere" of import-linter holds for whole packages; this for parts of one.
@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (("scipy.optimize",), {"disclosure/attack/solver.py"}),
        # Both are left out where they are not there.
        (tuple(f"os.{name}" for name in OF_OS), {"app/output.py"}),
    ],
)
def test_what_is_not_everywhere_is_named_in_one_module(names: tuple[str, ...], allowed: set[str]) -> None:
    found = {path for path, name in names_used() if f"{name}.".startswith(tuple(f"{one}." for one in names))}
    assert found == allowed


def test_what_is_taken_from_os_was_there_to_take() -> None:
    """A name that is misspelled in the list above would hold for ever."""
    assert {name for name in OF_OS if hasattr(os, name)} >= {"getuid", "fork", "dup2", "set_blocking"}
