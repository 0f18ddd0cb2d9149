"""Lets one step of writing files fail: a folder made, a file opened, a write, a flush or a rename."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


class Saboteur:
    """Counts the steps that can fail and lets one of them fail."""

    def __init__(self, fail_at: int, error: BaseException) -> None:
        self.fail_at, self.error, self.steps = fail_at, error, 0

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: object, **kwargs: object) -> object:
            self.steps += 1
            if self.steps == self.fail_at:
                raise self.error
            return function(*args, **kwargs)

        return step


class _Watched:
    """An open file whose every write and flush is a step."""

    def __init__(self, file: Any, saboteur: Saboteur) -> None:
        self._file, self._saboteur = file, saboteur

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._file, name)
        return self._saboteur.wrap(found) if name in ("write", "flush") else found


def sabotage(monkeypatch: pytest.MonkeyPatch, fail_at: int, error: BaseException) -> Saboteur:
    """Let a step fail from now on, counted from 1; 0 only counts."""
    saboteur = Saboteur(fail_at, error)
    for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "mkdir")):
        monkeypatch.setattr(owner, name, saboteur.wrap(getattr(owner, name)))
    open_file = saboteur.wrap(Path.open)
    monkeypatch.setattr(Path, "open", lambda *args, **kwargs: _Watched(open_file(*args, **kwargs), saboteur))
    return saboteur
