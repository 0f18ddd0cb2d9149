"""HiGHS comes from highspy, from scipy, or from Python itself where it was linked into it."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from maatschappelijk_rendement.disclosure.attack import solver

NAME = "scipy.optimize._highspy._core"


class Linked:
    """Stands in for Python with HiGHS linked into it, as in a browser."""

    @staticmethod
    def find_spec(name: str) -> ModuleSpec:
        assert name == NAME
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
    assert found.__name__ == NAME
    assert found.is_linked


def test_elsewhere_it_is_the_one_of_scipy() -> None:
    from scipy.optimize._highspy import _core

    assert solver._of_scipy() is _core
