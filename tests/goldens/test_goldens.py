"""A change that is not meant to change a report changes none of its bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.goldens.caseloads import GOLDENS
from tests.goldens.made import FOLDER, LEVELS, differences, files, stored


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", GOLDENS)
def test_the_results_are_those_of_before_to_the_byte(name: str, level: str) -> None:
    for file, content in files(name, level).items():
        changed = "\n".join(differences(stored(file), content))
        assert not changed, f"{file}; meant so? python -m tests.goldens\n{changed}"


@pytest.mark.slow
def test_the_solver_of_scipy_hides_the_same_to_the_byte() -> None:
    """Its HiGHS is of another version, and could prefer another of two answers that are equally good."""
    root = Path(__file__).resolve().parent.parent.parent
    code = (
        "import sys\n"
        f"sys.path[:0] = [{str(root)!r}, {str(root / 'src')!r}]\n"
        "sys.modules['highspy'] = None\n"
        "from tests.goldens.made import GOLDENS, LEVELS, files, stored\n"
        "made = [one for name in GOLDENS for level in LEVELS for one in files(name, level).items()]\n"
        "from maatschappelijk_rendement.disclosure.attack import solver\n"
        "print(solver._core.__name__, len(made), [file for file, now in made if stored(file) != now])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    count = len(GOLDENS) * len(LEVELS) * 2
    assert done.stdout.split(maxsplit=2) == ["scipy.optimize._highspy._core", str(count), "[]\n"]


def test_every_stored_file_belongs_to_a_golden() -> None:
    wanted = {
        f"{name}-{level}-{file}.json.gz"
        for name in GOLDENS
        for level in LEVELS
        for file in ("resultaten", "herkomst")
    }
    assert {path.name for path in FOLDER.iterdir()} == wanted
