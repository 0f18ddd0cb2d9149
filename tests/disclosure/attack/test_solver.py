"""Both homes of HiGHS, highspy and scipy, answer alike; each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest

from maatschappelijk_rendement.disclosure.attack import solver

HOMES = {"highspy": "highspy._core", "scipy": "scipy.optimize._highspy._core"}

# Prints of each program the least cost, or null; between two goals somebody else solves on three threads.
CHILD = """
import json, sys
home, programs = json.load(sys.stdin)
if home == "scipy":
    sys.modules["highspy"] = None  # importing it fails
import numpy as np
from maatschappelijk_rendement.disclosure.attack import solver
from maatschappelijk_rendement.disclosure.attack.program import Program

def someone_else():
    other = solver._core._Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 3)
    other.addVar(0.0, 1.0)
    return other.run() == solver._core.HighsStatus.kOk

found, others = [], [someone_else()]
for rows, room, bounds, goals in programs:
    matrix = np.array(rows, dtype=float)
    low, high = np.zeros(len(bounds)), np.array(bounds, dtype=float)
    room = np.full(len(rows), -np.inf), np.array(room, dtype=float)
    program = Program(matrix, room, (low, high))
    for goal in goals:
        answer = program.least(goal)
        others.append(someone_else())
        found.append(None if answer is None else float(np.dot(goal, answer.values)))
print(json.dumps([solver._core.__name__, all(others), found]))
"""

# Rows, what each may add up to at most, highest value of each column, goals.
Small = tuple[Sequence[Sequence[int]], Sequence[int], Sequence[int], Sequence[Sequence[int]]]
PROGRAMS: list[Small] = [
    ([[2, 3]], [12], [5, 5], [[-1, -1], [-1, -2], [3, -1], [1, 1]]),
    ([[3, 5, 7], [-1, 1, 1]], [11, 2], [3, 3, 3], [[-4, -5, -6], [-1, -1, -5], [2, -3, 1]]),
    (
        [[1, 1, 1, 1], [4, -3, 2, -1], [-2, -2, 1, 5]],
        [6, 3, 4],
        [4, 4, 4, 4],
        [[-3, -2, -4, -5], [1, -1, 1, -1]],
    ),
    ([[-1, -1]], [-9], [4, 4], [[1, 2]]),  # at least 9 of at most 8: nothing fits
]


@cache
def solved(home: str) -> tuple[str, bool, list[float | None]]:
    order = [home, PROGRAMS]
    done = subprocess.run(
        [sys.executable, "-c", CHILD], input=json.dumps(order).encode(), capture_output=True, check=True
    )
    answer: Any = json.loads(done.stdout)
    assert done.stderr == b""
    return answer[0], answer[1], answer[2]


@pytest.mark.parametrize("home", HOMES)
def test_fractions_cost_what_the_corner_by_hand_costs(home: str) -> None:
    """2a + 3b <= 12, a and b at most 5: the corners are (0, 0), (5, 0), (5, 2/3), (0, 4)."""
    corners = [(0, 0), (5, 0), (5, Fraction(2, 3)), (0, 4)]
    by_hand = [float(min(x * a + y * b for a, b in corners)) for x, y in PROGRAMS[0][3]]
    found = solved(home)[2]
    assert found[:4] == pytest.approx(by_hand)
    assert found[-1] is None


def test_both_homes_find_the_same_optimum_in_fractions() -> None:
    of_highspy, of_scipy = (solved(home)[2] for home in HOMES)
    assert of_highspy == [value if value is None else pytest.approx(value) for value in of_scipy]


@pytest.mark.parametrize("home", HOMES)
def test_a_second_solver_in_the_process_breaks_neither(home: str) -> None:
    name, others, found = solved(home)
    assert (name, others) == (HOMES[home], True)
    assert len(found) == sum(len(program[3]) for program in PROGRAMS)


class Linked:
    """Stands in for a Python with HiGHS linked into it, as in a browser."""

    @staticmethod
    def find_spec(name: str) -> ModuleSpec:
        assert name == HOMES["scipy"]
        return ModuleSpec(name, Linked)  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        return None

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        module.is_linked = True  # type: ignore[attr-defined]


def test_where_it_is_linked_into_python_it_loads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "BuiltinImporter", Linked)
    found = solver._of_scipy()
    assert (found.__name__, found.is_linked) == (HOMES["scipy"], True)
