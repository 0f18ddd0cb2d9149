"""All or nothing: whatever goes wrong, a reader finds the old files or the new ones, and never a mix."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.full_disk import small_disk, small_files
from tests.sabotage import sabotage

from maatschappelijk_rendement.domain.errors import OutputError
from maatschappelijk_rendement.domain.files.lock import held
from maatschappelijk_rendement.report import save
from maatschappelijk_rendement.report.save import STAGE

OLD = {"rapport.html": b"oud html", "rapport.pdf": b"oud pdf", "resultaten.json": b"oud json"}
NEW = {"rapport.html": b"nieuw html", "rapport.xlsx": b"nieuw xlsx", "resultaten.json": b"nieuw json"}
# What a report can write: of the old ones the pdf goes, for the new report has none.
GONE = ("rapport.html", "rapport.pdf", "rapport.docx")
OTHER = {"notulen.txt": b"van een ander", "map/plaatje.png": b"png"}


def content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "uit met spatie"
    for name, data in (OLD | OTHER).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_a_new_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert save(NEW, folder) == [folder / name for name in NEW]
    assert content(folder) == NEW


def test_old_output_is_replaced_and_other_files_stay(target: Path) -> None:
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


def test_an_earlier_report_leaves_nothing_beside_the_new_one(target: Path) -> None:
    save(NEW, target, outdated=GONE)
    assert not (target / "rapport.pdf").exists()
    assert (target / "notulen.txt").exists()


def test_saving_twice_is_saving_once(target: Path) -> None:
    save(NEW, target, outdated=GONE)
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


@pytest.mark.parametrize("name", ["../rapport.html", "a/b", "", ".", "..", ".verborgen"])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        save({name: b""}, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


# --- each step in turn goes wrong ---


def outcome(action: Callable[[], object]) -> str | None:
    """Give the message of a refusal, or nothing when all went well."""
    try:
        action()
    except OutputError as error:
        return str(error)
    return None


# Three files, two of which replace one, one that goes, and the plan: 4 folders made, 5 files opened, 4
# writes, 4 flushes, 7 flushes to the disk and 7 renames. One more than these, so that the last run of a test
# meets no failure.
STEPS = 32


@pytest.mark.parametrize("step", range(1, STEPS))
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "schijf"), (errno.EACCES, "rechten"), (errno.EIO, "te schrijven")],
)
def test_a_failure_at_any_step_leaves_the_old_output(
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    number: int,
    words: str,
) -> None:
    saboteur = sabotage(monkeypatch, step, OSError(number, os.strerror(number)))
    message = outcome(lambda: save(NEW, target, outdated=GONE))
    monkeypatch.undo()
    if message is None:
        assert saboteur.steps < step, "the failing step was reached, so the failure was hidden"
    else:
        assert words in message
        assert "De oude uitvoer is niet veranderd." in message
        assert content(target) == OLD | OTHER
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


def test_the_steps_above_are_all_the_steps(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = sabotage(monkeypatch, 0, OSError())
    save(NEW, target, outdated=GONE)
    assert counter.steps == STEPS - 1


@pytest.mark.parametrize("step", range(1, STEPS, 3))
def test_stopping_with_ctrl_c_leaves_the_old_output(
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    saboteur = sabotage(monkeypatch, step, KeyboardInterrupt())
    try:
        save(NEW, target, outdated=GONE)
    except KeyboardInterrupt:
        monkeypatch.undo()
        assert content(target) == OLD | OTHER
    else:
        assert saboteur.steps < step


@pytest.mark.parametrize("step", range(1, 12))
def test_a_failure_in_a_new_folder_leaves_no_folder(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    folder = tmp_path / "a" / "b"
    sabotage(monkeypatch, step, OSError(errno.ENOSPC, "vol"))
    with pytest.raises(OutputError):
        save(NEW, folder)
    monkeypatch.undo()
    assert not (tmp_path / "a").exists()


# --- killed half-way ---

KILLED = """
import os, sys
from pathlib import Path
from maatschappelijk_rendement.report import save
left = int(sys.argv[2])
def dying(function):
    def step(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)  # as a kill: no clean-up runs
        return function(*args, **kwargs)
    return step
for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "rmdir")):
    setattr(owner, name, dying(getattr(owner, name)))
save(%r, Path(sys.argv[1]), outdated=%r)
"""


@pytest.mark.parametrize("step", range(0, 26, 2))
def test_the_next_run_mends_what_a_kill_left(target: Path, step: int) -> None:
    """Killed at a step: the next run, even one that fails, first makes the folder whole again."""
    subprocess.run([sys.executable, "-c", KILLED % (NEW, GONE), str(target), str(step)], check=False)
    with pytest.raises(OutputError):  # a next run that cannot finish: a folder stands in its way
        save({"map": b""}, target)
    assert content(target) in (OLD | OTHER, NEW | OTHER)
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


def test_a_kill_during_mending_is_mended_too(target: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED % (NEW, GONE), str(target), "14"], check=False)
    for step in range(12):
        subprocess.run([sys.executable, "-c", KILLED % (NEW, GONE), str(target), str(step)], check=False)
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


KILLED_AT_RANDOM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from killing import kill_at_random
from maatschappelijk_rendement.domain.errors import OutputError
from maatschappelijk_rendement.report import save
folder = Path(sys.argv[2])
NAMES = {"a.html", "b.xlsx", "c.json"}

def write(turn):
    save({name: bytes([turn % 256]) * 200_000 for name in NAMES}, folder)

def check():
    (folder / "map").mkdir(parents=True, exist_ok=True)
    try:
        save({"map": b""}, folder)
    except OutputError:
        pass  # a next run that cannot finish still makes the folder whole first
    (folder / "map").rmdir()
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(found) in (set(), NAMES), "files are missing or were left"
    assert len(set(found.values())) <= 1, "a mix"

kill_at_random(write, check, seed=7)
print("klaar")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
def test_a_hundred_random_kills_never_leave_a_mix_after_the_next_run(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", KILLED_AT_RANDOM, tests, str(tmp_path / "uit")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "klaar\n"), done.stderr


# --- the disk is full ---


def test_a_full_disk_leaves_the_old_output(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        save({name: data * 2_000 for name, data in OLD.items()}, disk)
        before = content(disk)
        with pytest.raises(OutputError, match="past niet meer op de schijf"):
            save({name: data * 20_000 for name, data in NEW.items()}, disk)
        assert content(disk) == before


def test_writing_that_fails_half_way_leaves_the_old_output(target: Path) -> None:
    with small_files(most_bytes=100_000), pytest.raises(OutputError):
        save({name: data * 20_000 for name, data in NEW.items()}, target)
    assert content(target) == OLD | OTHER


# --- open elsewhere, no rights, no folder ---


@pytest.mark.parametrize("mark", [".~lock.rapport.html#", "~$rapport.html"])
def test_a_file_open_in_an_office_program_is_refused_by_name(target: Path, mark: str) -> None:
    (target / mark).write_bytes(b"")
    before = content(target)
    with pytest.raises(OutputError, match=r"rapport\.html is open in een ander programma") as error:
        save(NEW, target, outdated=GONE)
    assert error.value.exit_code == 1
    assert content(target) == before


@pytest.mark.parametrize("number", [errno.EBADF, errno.EINVAL])
def test_a_system_that_cannot_flush_a_folder_writes_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    flush = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "not of a folder")
        flush(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


def test_a_file_where_the_folder_must_come_is_refused(tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("een bestand")
    with pytest.raises(OutputError, match="kan geen map zijn"):
        save(NEW, tmp_path / "uit")
    assert (tmp_path / "uit").read_text() == "een bestand"


def test_the_message_does_not_repeat_the_folder(tmp_path: Path) -> None:
    (tmp_path / "Jan Jansen").write_text("een bestand")
    with pytest.raises(OutputError) as error:
        save(NEW, tmp_path / "Jan Jansen")
    assert "Jansen" not in str(error.value)


def test_two_runs_at_once_do_not_mix(target: Path) -> None:
    with held(target / STAGE) as ours:
        assert ours
        with pytest.raises(OutputError, match="wordt al een rapport geschreven"):
            save(NEW, target, outdated=GONE)
    assert content(target) == OLD | OTHER
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER


def test_the_hold_ends_with_the_process(target: Path) -> None:
    code = "import sys, os; from pathlib import Path\n"
    code += "from maatschappelijk_rendement.domain.files.lock import held\n"
    code += f"with held(Path(sys.argv[1]) / {STAGE!r}): os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    save(NEW, target, outdated=GONE)
    assert content(target) == NEW | OTHER
