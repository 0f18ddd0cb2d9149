"""All or nothing: whatever goes wrong, a reader finds the old files or the new ones, and never a mix."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maatschappelijk_rendement.errors import OutputError
from maatschappelijk_rendement.report import save
from maatschappelijk_rendement.report.lock import held
from maatschappelijk_rendement.report.save import STAGE

OLD = {"rapport.html": b"oud html", "resultaten.json": b"oud json"}
NEW = {"rapport.html": b"nieuw html", "rapport.xlsx": b"nieuw xlsx", "resultaten.json": b"nieuw json"}
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
    save(NEW, target)
    assert content(target) == NEW | OTHER


def test_saving_twice_is_saving_once(target: Path) -> None:
    save(NEW, target)
    save(NEW, target)
    assert content(target) == NEW | OTHER


@pytest.mark.parametrize("name", ["../rapport.html", "a/b", "", ".", "..", ".verborgen"])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        save({name: b""}, tmp_path / "uit")
    assert not (tmp_path / "uit").exists()


# --- each step in turn goes wrong ---


class Saboteur:
    """Counts the steps that can fail and lets one of them fail."""

    def __init__(self, fail_at: int, error: BaseException) -> None:
        self.fail_at, self.error, self.steps = fail_at, error, 0

    def wrap(self, function: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            self.steps += 1
            if self.steps == self.fail_at:
                raise self.error
            return function(*args, **kwargs)

        return step


@pytest.fixture
def sabotage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, BaseException], Saboteur]]:
    def start(fail_at: int, error: BaseException) -> Saboteur:
        saboteur = Saboteur(fail_at, error)
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "mkdir"), (Path, "open")):
            monkeypatch.setattr(owner, name, saboteur.wrap(getattr(owner, name)))
        return saboteur

    yield start
    monkeypatch.undo()


def outcome(action: Callable[[], object]) -> str | None:
    """Give the message of a refusal, or nothing when all went well."""
    try:
        action()
    except OutputError as error:
        return str(error)
    return None


def steps_of_a_good_run(folder: Path, sabotage: Callable[[int, BaseException], Saboteur]) -> int:
    counter = sabotage(0, OSError())
    save(NEW, folder)
    return counter.steps


# Three files, two of which replace one: 5 renames, a plan, 4 + 3 flushes and the folders and files made.
STEPS = 25


@pytest.mark.parametrize("step", range(1, STEPS))
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "schijf"), (errno.EACCES, "rechten"), (errno.EIO, "te schrijven")],
)
def test_a_failure_at_any_step_leaves_the_old_output(
    target: Path,
    sabotage: Callable[[int, BaseException], Saboteur],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    number: int,
    words: str,
) -> None:
    saboteur = sabotage(step, OSError(number, os.strerror(number)))
    message = outcome(lambda: save(NEW, target))
    monkeypatch.undo()
    if message is None:
        assert saboteur.steps < step, "the failing step was reached, so the failure was hidden"
    else:
        assert words in message
        assert "De oude uitvoer is niet veranderd." in message
        assert content(target) == OLD | OTHER
    save(NEW, target)
    assert content(target) == NEW | OTHER


def test_the_steps_above_are_all_the_steps(
    target: Path, sabotage: Callable[[int, BaseException], Saboteur]
) -> None:
    assert 15 < steps_of_a_good_run(target, sabotage) < STEPS


@pytest.mark.parametrize("step", range(1, STEPS, 3))
def test_stopping_with_ctrl_c_leaves_the_old_output(
    target: Path,
    sabotage: Callable[[int, BaseException], Saboteur],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    saboteur = sabotage(step, KeyboardInterrupt())
    try:
        save(NEW, target)
    except KeyboardInterrupt:
        monkeypatch.undo()
        assert content(target) == OLD | OTHER
    else:
        assert saboteur.steps < step


@pytest.mark.parametrize("step", range(1, 12))
def test_a_failure_in_a_new_folder_leaves_no_folder(
    tmp_path: Path,
    sabotage: Callable[[int, BaseException], Saboteur],
    monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:
    folder = tmp_path / "a" / "b"
    sabotage(step, OSError(errno.ENOSPC, "vol"))
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
save(%r, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", range(0, 26, 2))
def test_the_next_run_mends_what_a_kill_left(target: Path, step: int) -> None:
    """Killed at a step: the next run, even one that fails, first makes the folder whole again."""
    subprocess.run([sys.executable, "-c", KILLED % NEW, str(target), str(step)], check=False)
    with pytest.raises(OutputError):  # a next run that cannot finish: a folder stands in its way
        save({"map": b""}, target)
    assert content(target) in (OLD | OTHER, NEW | OTHER)
    save(NEW, target)
    assert content(target) == NEW | OTHER


def test_a_kill_during_mending_is_mended_too(target: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED % NEW, str(target), "14"], check=False)
    for step in range(12):
        subprocess.run([sys.executable, "-c", KILLED % NEW, str(target), str(step)], check=False)
    save(NEW, target)
    assert content(target) == NEW | OTHER


LOOPING = """
import sys
from pathlib import Path
from maatschappelijk_rendement.report import save
print("klaar om te schrijven", flush=True)
for turn in range(10_000):
    save({name: bytes([turn % 256]) * 200_000 for name in ("a.html", "b.xlsx", "c.json")}, Path(sys.argv[1]))
"""


@pytest.mark.slow
def test_random_kills_never_leave_a_mix_after_the_next_run(tmp_path: Path) -> None:
    folder, chance = tmp_path / "uit", random.Random(7)
    for _ in range(25):
        with subprocess.Popen(
            [sys.executable, "-c", LOOPING, str(folder)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.05))
            process.kill()
        (folder / "map").mkdir(parents=True, exist_ok=True)
        with pytest.raises(OutputError):
            save({"map": b""}, folder)
        (folder / "map").rmdir()
        found = content(folder) if folder.exists() else {}
        assert set(found) in (set(), {"a.html", "b.xlsx", "c.json"})
        assert len(set(found.values())) <= 1


# --- open elsewhere, no rights, no folder ---


@pytest.mark.parametrize("mark", [".~lock.rapport.html#", "~$rapport.html"])
def test_a_file_open_in_an_office_program_is_refused_by_name(target: Path, mark: str) -> None:
    (target / mark).write_bytes(b"")
    before = content(target)
    with pytest.raises(OutputError, match=r"rapport\.html is in gebruik") as error:
        save(NEW, target)
    assert error.value.exit_code == 1
    assert content(target) == before


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
            save(NEW, target)
    assert content(target) == OLD | OTHER
    save(NEW, target)
    assert content(target) == NEW | OTHER


def test_the_hold_ends_with_the_process(target: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from maatschappelijk_rendement.report.lock import held\n"
    )
    code += f"with held(Path(sys.argv[1]) / {STAGE!r}): os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    save(NEW, target)
    assert content(target) == NEW | OTHER
