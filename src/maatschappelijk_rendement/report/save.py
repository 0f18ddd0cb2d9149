"""Write a set of files into a folder: all of them or none.

The new files are first written in full to a hidden folder inside the target: the same disk, so that a rename
is enough. Then every old file steps aside into that folder and every new one takes its place. A failure puts
the old files back. When the program is killed half-way, the hidden folder still holds the plan and the old
files; the next run puts them back before it starts. What an earlier report left and this one does not make
goes in the same step, so that no two reports stand side by side. Other files in the target are never touched.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from maatschappelijk_rendement.domain.errors import OutputError, why_not_written
from maatschappelijk_rendement.domain.files import stopping
from maatschappelijk_rendement.domain.files.lock import BUSY, held, left_behind

STAGE = BUSY
PLAN, NEW, OLD = "plan.json", "nieuw", "oud"

UNCHANGED = "De oude uitvoer is niet veranderd."
_NO_FOLDER = "kan geen map zijn: op deze plek staat een bestand. Kies een andere map."
_OF_A_FOLDER = {errno.EEXIST: _NO_FOLDER, errno.ENOTDIR: _NO_FOLDER}


def save(files: Mapping[str, bytes], folder: Path, *, outdated: Iterable[str] = ()) -> list[Path]:
    """Write all files into a folder, or none of them.

    Args:
        files: Content by file name; names without folders.
        folder: Target; made when it does not exist.
        outdated: Names of files that go away once the new ones are there, unless they are new themselves.

    Returns:
        The paths written, in the order of ``files``.

    Raises:
        OutputError: A file is open elsewhere, the disk is full, there are no rights; the old output is kept.
    """
    folder = Path(folder)
    for name in files:
        if not name or Path(name).name != name or name.startswith("."):
            raise ValueError(f"not a plain file name: {name!r}")
    missing: list[Path] = []
    try:
        missing += [place for place in (folder, *folder.parents) if not place.exists()]
        _save(files, folder, [name for name in outdated if name not in files])
    except OSError as error:
        for place in missing:
            with contextlib.suppress(OSError):
                place.rmdir()
        raise OutputError(_explain(error, files)) from error
    return [folder / name for name in files]


def mend(folder: Path) -> None:
    """Put back what a run that was killed left in a folder; nothing is done where none was.

    Raises:
        OutputError: Another run is writing here, or there are no rights.
    """
    if not (folder / STAGE).is_dir():
        return
    try:
        with _made_whole(folder):
            pass
    except OSError as error:
        raise OutputError(_explain(error, {})) from error


@contextlib.contextmanager
def _made_whole(folder: Path) -> Iterator[None]:
    """Hold a folder, as it was before a run that was killed."""
    with held(folder / STAGE) as free:
        if not free:
            raise OutputError(
                "In deze map wordt al een rapport geschreven. Wacht tot dat klaar is."
                f"{left_behind(folder / STAGE)} {UNCHANGED}"
            )
        _put_back(folder)
        yield


def _save(files: Mapping[str, bytes], folder: Path, outdated: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stage = folder / STAGE
    with _made_whole(folder):
        gone = [name for name in outdated if (folder / name).is_file()]
        _refuse_open([*files, *gone], folder)
        try:
            _write(files, folder, gone)
            _swap(files, folder, gone)
        except BaseException:  # also when a user stops the program: the old files go back first
            _put_back(folder)
            raise
        (stage / PLAN).unlink()  # from here on the new files are the output
        stopping.from_here(stopping.OUTPUT_WRITTEN)
        _clear(stage)


def _write(files: Mapping[str, bytes], folder: Path, gone: Iterable[str]) -> None:
    """Write the new files beside the old ones, then the plan: which names, and which had a file before."""
    stage = folder / STAGE
    for part in (NEW, OLD):
        (stage / part).mkdir()
    for name, content in files.items():
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), name)
        _write_through(stage / NEW / name, content)
    _flush_folder(stage / NEW)
    plan = {name: (folder / name).exists() for name in files} | dict.fromkeys(gone, True)
    _write_through(stage / NEW / PLAN, json.dumps(plan).encode())
    (stage / NEW / PLAN).replace(stage / PLAN)
    _flush_folder(stage)


def _swap(files: Iterable[str], folder: Path, gone: Iterable[str]) -> None:
    stage = folder / STAGE
    for name in gone:
        (folder / name).replace(stage / OLD / name)
    for name in files:
        if (folder / name).exists():
            (folder / name).replace(stage / OLD / name)
        (stage / NEW / name).replace(folder / name)
    _flush_folder(folder)


def _put_back(folder: Path) -> None:
    """Undo an unfinished run: old files back in their place, new ones away. Doing it twice does no harm."""
    stage = folder / STAGE
    if (stage / PLAN).exists():
        plan: dict[str, bool] = json.loads((stage / PLAN).read_bytes())
        for name, replaces in plan.items():
            if (stage / OLD / name).exists():
                (stage / OLD / name).replace(folder / name)
            elif not replaces and not (stage / NEW / name).exists():
                (folder / name).unlink(missing_ok=True)
        _flush_folder(folder)
        (stage / PLAN).unlink()
    _clear(stage)


def _clear(stage: Path) -> None:
    for part in (NEW, OLD):
        shutil.rmtree(stage / part, ignore_errors=True)


def _refuse_open(files: Iterable[str], folder: Path) -> None:
    """Refuse while LibreOffice (``.~lock.x#``) or Excel (``~$x``) has a file open."""
    for name in files:
        marks = (f".~lock.{name}#", f"~${name}")
        if (folder / name).exists() and any((folder / mark).exists() for mark in marks):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), name)


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot flush a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Not every system, or disk, can flush a folder (WASI, FUSE); that of the files themselves is done.
        if error.errno not in (errno.EBADF, errno.EINVAL):
            raise
    finally:
        os.close(handle)


def _explain(error: OSError, files: Mapping[str, bytes]) -> str:
    """Say in Dutch what is wrong and what to do; never the folder, for its name may hold a person's name."""
    name = Path(str(error.filename)).name if error.filename else ""
    what = f"Het bestand {name}" if name in files else "De uitvoer"
    return f"{what} {why_not_written(error, _OF_A_FOLDER)} {UNCHANGED}"
