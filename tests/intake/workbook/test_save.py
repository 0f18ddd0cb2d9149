"""One file, all of it or nothing: every step fails in turn, the disk is full, the program is killed."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.full_disk import small_disk, small_files
from tests.sabotage import sabotage

from maatschappelijk_rendement.domain.errors import OutputError
from maatschappelijk_rendement.domain.files.lock import held
from maatschappelijk_rendement.intake.workbook.save import save_file

TESTS = Path(__file__).parents[2]
NEW = b"nieuw" * 50_000


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "uit.xlsx"
    path.write_bytes(b"oud")
    return path


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# A folder to hold, two files opened, a write, two flushes and a rename.
STEPS = 7


def test_these_are_all_the_steps(target, monkeypatch):
    saboteur = sabotage(monkeypatch, 0, OSError())
    save_file(NEW, target)
    assert saboteur.steps == STEPS


@pytest.mark.parametrize("step", range(1, STEPS + 1))
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "vol"), OSError(errno.EIO, "stuk"), KeyboardInterrupt()]
)
def test_a_failure_at_any_step_leaves_the_old_file_alone(target, monkeypatch, step, error):
    sabotage(monkeypatch, step, error)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        save_file(NEW, target)
    monkeypatch.undo()
    if isinstance(error, OSError):
        assert "Er is niets veranderd." in str(caught.value)
    assert content(target.parent) == {"uit.xlsx": b"oud"}
    save_file(NEW, target)
    assert content(target.parent) == {"uit.xlsx": NEW}


def test_a_full_disk_leaves_the_old_file_alone(tmp_path):
    with small_disk(tmp_path) as disk:
        target = disk / "uit.xlsx"
        target.write_bytes(b"oud" * 50_000)
        with pytest.raises(OutputError, match="past niet meer op de schijf"):
            save_file(NEW, target)
        assert content(disk) == {"uit.xlsx": b"oud" * 50_000}


def test_writing_that_fails_half_way_leaves_the_old_file_alone(target):
    with small_files(most_bytes=len(NEW) // 2), pytest.raises(OutputError):
        save_file(NEW, target)
    assert content(target.parent) == {"uit.xlsx": b"oud"}


def test_a_second_run_on_the_same_file_waits_its_turn(target):
    with held(target.with_name(".uit.xlsx.bezig")), pytest.raises(OutputError, match="wordt al geschreven"):
        save_file(NEW, target)
    save_file(NEW, target)
    assert content(target.parent) == {"uit.xlsx": NEW}


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from killing import kill_at_random
from maatschappelijk_rendement.intake.workbook.save import save_file
target = Path(sys.argv[2])

def write(turn):
    save_file(bytes([turn % 256]) * 200_000, target)

def check():
    data = target.read_bytes()
    assert data == b"oud" or (len(data) == 200_000 and len(set(data)) == 1), "a mix"
    save_file(b"oud", target)
    assert [path.name for path in target.parent.iterdir()] == [target.name], "something was left"

kill_at_random(write, check, seed=7)
print("klaar")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
def test_a_hundred_kills_leave_the_old_file_or_the_new_one_and_nothing_else(target):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(TESTS), str(target)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "klaar\n"), done.stderr


# --- any name ---


@pytest.mark.parametrize("name", ["x" * 250 + ".xlsx", "é" * 125 + ".xlsx"])
def test_a_name_as_long_as_a_disk_takes_is_written(tmp_path, name):
    assert len(os.fsencode(name)) == 255
    save_file(NEW, tmp_path / name)
    assert content(tmp_path) == {name: NEW}


def test_a_name_that_is_longer_is_refused(tmp_path):
    with pytest.raises(OutputError, match="heeft een te lange naam"):
        save_file(NEW, tmp_path / ("x" * 256))
    assert content(tmp_path) == {}


def test_a_pipe_stays_a_pipe_and_a_device_a_device(tmp_path):
    os.mkfifo(tmp_path / "uit.xlsx")
    (tmp_path / "via.xlsx").symlink_to("/dev/full")
    for name in ("uit.xlsx", "via.xlsx"):
        with pytest.raises(OutputError, match="is geen gewoon bestand"):
            save_file(NEW, tmp_path / name)
        assert not (tmp_path / name).is_file()


@pytest.mark.parametrize("name", ["map", ".", "/"])
def test_a_folder_is_no_file(tmp_path, name):
    (tmp_path / "map").mkdir()
    with pytest.raises(OutputError, match="bestaat al als map"):
        save_file(NEW, tmp_path / name)
