"""HiGHS, the solver behind the linear programs: from highspy, or else the one inside scipy.

Both packages hold the same bindings (``_core``), made of the same source. highspy loads in a hundredth of a
second, ``scipy.optimize`` in half a second or more; scipy is there where nobody built highspy.

What differs, as far as these programs can tell: highspy wraps the bindings in a class ``Highs``, with
callbacks and an algebra of its own, which scipy leaves out. So neither uses it: the bare ``_Highs`` is the
same class on both sides, and makes no callback either (since HiGHS 1.16 highspy's prints a banner). The
version of HiGHS may differ, and with it which of several equally good answers is found.
"""

from __future__ import annotations

from importlib.machinery import BuiltinImporter
from importlib.util import module_from_spec
from typing import Any


def _bindings() -> Any:  # a module whose types mypy cannot follow through two packages
    try:
        from highspy import _core as of_highspy
    except ImportError:
        return _of_scipy()
    return of_highspy


def _of_scipy() -> Any:
    # Where it is linked into Python itself, as in a browser, it loads alone: ``scipy.optimize`` is not there.
    linked = BuiltinImporter.find_spec("scipy.optimize._highspy._core")
    if linked is None or linked.loader is None:
        from scipy.optimize._highspy import _core

        return _core
    module = module_from_spec(linked)
    linked.loader.exec_module(module)
    return module


_core = _bindings()
HighsLp = _core.HighsLp
HighsModelStatus = _core.HighsModelStatus
MatrixFormat = _core.MatrixFormat


def quiet() -> Any:
    """Make a solver that says nothing and uses one thread: the same answer on every machine."""
    solver = _core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def forget_threads() -> None:
    """Let go of the threads that HiGHS keeps for the next run in this process, whoever asked for them."""
    _core._Highs.resetGlobalScheduler(False)
