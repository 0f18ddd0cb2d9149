"""A hold on a folder: of the system, or a file that only one can make; never one that does not guard."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.files.lock import NAME, held, left_behind


@pytest.fixture(params=["of the system", "of a file"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "of a file":
        monkeypatch.setitem(sys.modules, "fcntl", None)  # importing it fails
    return str(request.param)


@pytest.mark.usefixtures("kind")
def test_one_holds_it_and_the_next_one_hears_no(tmp_path: Path) -> None:
    folder = tmp_path / "bezig"
    with held(folder) as first, held(folder) as second:
        assert (first, second) == (True, False)
    with held(folder) as later:
        assert later
    assert not folder.exists()


@pytest.mark.usefixtures("kind")
def test_who_hears_no_leaves_the_hold_of_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "bezig"
    with held(folder):
        for _ in range(2):
            with held(folder) as again:
                assert not again
    assert not folder.exists()


@pytest.mark.usefixtures("kind")
def test_work_that_fails_ends_the_hold(tmp_path: Path) -> None:
    folder = tmp_path / "bezig"
    with pytest.raises(ZeroDivisionError), held(folder):
        _ = 1 // 0
    assert not folder.exists()


def test_what_a_killed_run_left_binds_nobody_where_the_system_locks(tmp_path: Path) -> None:
    folder = tmp_path / "bezig"
    folder.mkdir()
    (folder / NAME).touch()
    with held(folder) as ours:
        assert ours
    assert left_behind(folder) == ""


def test_what_a_killed_run_left_as_a_file_binds_and_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    folder = tmp_path / "bezig"
    folder.mkdir()
    (folder / NAME).touch()
    with held(folder) as ours:
        assert not ours
    assert (folder / NAME).exists()
    assert left_behind(folder) == " Is er niets bezig, wis dan het bestand slot in de map bezig."
    (folder / NAME).unlink()
    with held(folder) as ours:
        assert ours


def test_a_disk_without_locks_gives_no_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fcntl = pytest.importorskip("fcntl")

    def refuse(number: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match="no locks"), held(tmp_path / "bezig"):
        pytest.fail("this hold does not guard")
