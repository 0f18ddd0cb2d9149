"""The linear programs, on sums that can be solved by hand."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from highspy import Highs, HighsModelStatus, HighsStatus

from maatschappelijk_rendement.disclosure.attack.program import Program


def program() -> Program:
    """2a + 3b is at most 12; a and b are between 0 and 5."""
    rows = np.array([[2.0, 3.0]])
    return Program(rows, (np.array([-np.inf]), np.array([12.0])), (np.zeros(2), np.full(2, 5.0)))


def test_a_next_goal_has_the_same_conditions() -> None:
    """Most of a alone is its bound; most of b alone is 12 / 3."""
    one = program()
    for goal, most in (([-1.0, 0.0], [5.0, 0.0]), ([0.0, -1.0], [0.0, 4.0])):
        answer = one.least(goal)
        assert answer is not None
        assert answer.values[np.array(goal) != 0] == pytest.approx(np.array(most)[np.array(goal) != 0])


def test_the_price_of_a_row_is_what_one_more_room_gains() -> None:
    """The goal is -b: a row bound of 13 instead of 12 lets b grow by one third."""
    answer = program().least([0.0, -1.0])
    assert answer is not None
    assert answer.prices == pytest.approx([-1 / 3])


def test_nothing_fits_is_said() -> None:
    rows = np.array([[1.0, 1.0]])
    impossible = Program(rows, (np.array([9.0]), np.array([np.inf])), (np.zeros(2), np.ones(2)))
    assert impossible.least([1.0, 1.0]) is None


class Stuck:
    """A solver that does not know after its first run."""

    def __init__(self, solver: Any) -> None:
        self.solver, self.runs = solver, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.solver, name)

    def run(self) -> None:
        self.runs += 1
        self.solver.run()

    def getModelStatus(self) -> HighsModelStatus:  # noqa: N802  # HiGHS's name
        return HighsModelStatus.kUnknown if self.runs == 1 else self.solver.getModelStatus()


def test_where_one_method_gets_stuck_the_other_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    one = program()
    stuck = Stuck(one._solver)
    monkeypatch.setattr(one, "_solver", stuck)
    answer = one.least([0.0, -1.0])
    assert answer is not None
    assert answer.values[1] == pytest.approx(4.0)
    assert stuck.runs == 2


def test_the_solver_says_nothing_at_all() -> None:
    """In a process of its own, for HiGHS writes past Python, to the files behind stdout and stderr."""
    code = (
        "import numpy as np\n"
        "from maatschappelijk_rendement.disclosure.attack.program import Program\n"
        "limits = (np.zeros(1), np.ones(1)), (np.zeros(2), np.ones(2))\n"
        "program = Program(np.array([[1.0, 1.0]]), *limits)\n"
        "assert program.least([-1.0, -2.0]).values.tolist() == [0.0, 1.0]\n"
        "assert program.least([-2.0, -1.0]).values.tolist() == [1.0, 0.0]\n"
        "nothing = (np.full(1, 9.0), np.full(1, np.inf)), (np.zeros(2), np.ones(2))\n"
        "assert Program(np.array([[1.0, 1.0]]), *nothing).least([1.0, 1.0]) is None\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 0)


def other_solver() -> Highs:
    """A program of someone else in this process: one column between 0 and 1, on three threads."""
    other = Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 3)
    other.addVar(0.0, 1.0)
    return other


def test_a_second_solver_in_the_process_does_not_stop_ours() -> None:
    """HiGHS keeps the threads of the first run; ours asks for one thread and must get it."""
    Highs.resetGlobalScheduler(False)
    assert other_solver().run() == HighsStatus.kOk
    answer = program().least([0.0, -1.0])
    assert answer is not None
    assert answer.values[1] == pytest.approx(4.0)


def test_ours_does_not_stop_a_second_solver_in_the_process() -> None:
    Highs.resetGlobalScheduler(False)
    assert program().least([-1.0, -2.0]) is not None
    assert other_solver().run() == HighsStatus.kOk
