"""Temporary folders: for the user alone, and what a killed process left goes at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.a_browser import NOT_IN_A_BROWSER

from maatschappelijk_rendement.domain.files.lock import NAME
from maatschappelijk_rendement.domain.files.scratch import YOUNG_SECONDS, Scratch

pytestmark = NOT_IN_A_BROWSER

HOLD = """
import sys, time
from pathlib import Path
from maatschappelijk_rendement.domain.files.scratch import Scratch
scratch = Scratch(Path(sys.argv[1]))
(scratch.path / "tabellen").write_text("casus 17")
print(scratch.path, flush=True)
time.sleep(600)
"""


def make_old(folder: Path) -> None:
    """Let it look as if it was made an hour ago."""
    os.utime(folder / NAME, (time.time() - 3600, time.time() - 3600))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process with such a folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    folder = Path(process.stdout.readline().strip())
    make_old(folder)
    yield process, folder
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_folder_is_for_its_owner_only_and_goes(tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    assert scratch.path.stat().st_mode & 0o777 == 0o700
    scratch.cleanup()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_what_a_killed_process_left_goes_when_the_next_begins(
    tmp_path: Path, other: tuple[subprocess.Popen[str], Path]
) -> None:
    process, folder = other
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (folder / "tabellen").exists()
    Scratch(tmp_path).cleanup()
    assert not folder.exists()


def test_what_another_process_holds_stays(tmp_path: Path, other: tuple[subprocess.Popen[str], Path]) -> None:
    _, folder = other
    Scratch(tmp_path).cleanup()
    assert (folder / "tabellen").exists()


def test_what_was_made_a_moment_ago_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    young, strange = tmp_path / "mr-1", tmp_path / "mr-2"
    young.mkdir()
    (young / NAME).touch()
    strange.mkdir()
    Scratch(tmp_path).cleanup()
    assert young.exists()
    assert strange.exists()
    assert YOUNG_SECONDS > 1
