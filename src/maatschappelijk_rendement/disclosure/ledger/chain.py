"""The folder of the ledger: releases one after the other, in a chain of which no link goes away unseen.

Each release holds a keyed hash of all before it. Beside the releases lie the key, and the state with the
hash after each of them: so a release that is lost, also the last, and one that was altered is noticed. A copy
of the whole folder of an earlier day is not: that is the ledger of that day.

Writing goes from one state that holds to the next, whenever the program is killed: a release comes into
being whole and under a number that nobody has, and only then the state follows. A release of which the state
does not know yet was never followed by a report; it counts from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from maatschappelijk_rendement.disclosure.ledger.new_file import PARTIAL, make_file
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import make_key, read_key
from maatschappelijk_rendement.disclosure.ledger.release import Release, from_bytes, to_bytes
from maatschappelijk_rendement.disclosure.ledger.state import (
    STATE_FILE,
    State,
    first_link,
    key_check,
    next_link,
    read_state,
    write_state,
)
from maatschappelijk_rendement.domain.errors import OutputError, PublicationRefusedError, why_not_written
from maatschappelijk_rendement.domain.files import stopping
from maatschappelijk_rendement.domain.files.plain_file import why_not_read

KEY_FILE = "register.sleutel"
FILE_NAME = "uitgave-{number:04}.json"
FILES = ("uitgave-*.json", KEY_FILE, STATE_FILE, f"uitgave-*{PARTIAL}", f"register*{PARTIAL}")
"""Patterns of what the ledger writes in its folder."""

_COPY = "Zet een kopie terug; zonder dit bestand is niet na te gaan of uitgaven samen iemand verraden."


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger of which every release is there as it was written.

    Attributes:
        folder: Where it lies.
        key: Its key.
        releases: All of them, the first one first.
        links: The keyed hash after each release, over it and all before it.
        is_noted: Whether the state on disk says the same.
    """

    folder: Path
    key: bytes
    releases: tuple[Release, ...]
    links: tuple[str, ...]
    is_noted: bool

    @property
    def number(self) -> int:
        """Number of the last release; 0 when there is none."""
        return len(self.links)

    @property
    def last_link(self) -> str:
        """What the next release holds of those before it."""
        return self.links[-1] if self.links else first_link(self.key)


def read_ledger(folder: Path) -> Ledger | None:
    """Read a ledger and see that nothing of it is lost or altered; None where none was begun.

    One of a version that knew no chain is read as it stands: it cannot say that its last release is lost.

    Raises:
        PublicationRefusedError: The key, a release or the state is lost, damaged or altered; says which.
    """
    numbered = _numbered(folder)
    state = _state(folder)
    if not (folder / KEY_FILE).exists():
        if not numbered and (state is None or not state.links):
            return None
        raise _lost(KEY_FILE)
    try:
        key = read_key(folder / KEY_FILE)
    except OutputError as error:
        raise _damaged(KEY_FILE) from error
    if state is None and not numbered:
        raise PublicationRefusedError(
            f"In het register staat alleen een sleutel (bestand {KEY_FILE}). Zet een kopie van de hele map "
            "terug. Is in deze map nog nooit een uitgave vastgelegd, wis dan dat bestand en probeer het "
            "opnieuw."
        )
    if state is not None and state.key_check != key_check(key):
        raise PublicationRefusedError(
            f"De sleutel in het bestand {KEY_FILE} hoort niet bij dit register. Zet de sleutel terug waarmee "
            "het register begon, uit een kopie van de map."
        )
    return _chained(folder, key, numbered, state)


def begin_ledger(folder: Path) -> Ledger:
    """Begin a ledger in a folder where there is none: a key, and the state of no release.

    Raises:
        OutputError: A file cannot be written.
    """
    partial = folder / f"{KEY_FILE}{PARTIAL}"
    truth = stopping.so_far()
    try:
        partial.unlink(missing_ok=True)
        key = make_key(partial)
        stopping.from_here(truth)  # there is no output yet
        ledger = note(Ledger(folder, key, (), (), is_noted=False))
        # Last, for a key without a state is one of which the state was lost.
        partial.replace(folder / KEY_FILE)
    except OSError as error:
        raise _not_written(error) from error
    return ledger


def note(ledger: Ledger) -> Ledger:
    """Write in the state what the ledger holds.

    Raises:
        OutputError: It cannot be written; the old state is as it was.
    """
    try:
        write_state(ledger.folder, State(key_check(ledger.key), ledger.links))
    except OSError as error:
        raise _not_written(error) from error
    return replace(ledger, is_noted=True)


def append_release(ledger: Ledger, release: Release) -> Ledger:
    """Add a release, whole or not at all, under a number that nobody has.

    Args:
        ledger: As it was read, held since.
        release: The release; what it holds of those before it is put in.

    Raises:
        OutputError: It cannot be written, or another run got the number.
    """
    chained = replace(release, before=ledger.last_link)
    written = to_bytes(chained)
    try:
        for path in ledger.folder.glob(f"uitgave-*{PARTIAL}"):
            if path.is_file():  # of a run that was killed
                path.unlink()
        make_file(ledger.folder / FILE_NAME.format(number=chained.number), written)
    except FileExistsError as error:
        raise OutputError(
            "In dit register is intussen een andere uitgave vastgelegd. Probeer het opnieuw."
        ) from error
    except OSError as error:
        raise _not_written(error) from error
    stopping.from_here("Het rapport is niet geschreven; de uitgave staat wel in het register.")
    link = next_link(ledger.last_link, written, ledger.key)
    return note(replace(ledger, releases=(*ledger.releases, chained), links=(*ledger.links, link)))


def _chained(folder: Path, key: bytes, numbered: Mapping[int, Path], state: State | None) -> Ledger:
    """Read the releases one after the other, each with what those before it left."""
    noted = state.links if state is not None else ()
    last = max((len(noted), *numbered))
    lost = [FILE_NAME.format(number=number) for number in range(1, last + 1) if number not in numbered]
    if lost:
        raise _lost(*lost)
    ledger = Ledger(folder, key, (), (), is_noted=state is not None and len(noted) == last)
    for number in range(1, last + 1):
        path = numbered[number]
        is_being_written = state is not None and number == len(noted) + 1 == last
        release, written = _release(path, is_being_written=is_being_written)
        if release.before and state is None:
            raise _lost(STATE_FILE)
        link = next_link(ledger.last_link, written, key)
        is_as_noted = number > len(noted) or noted[number - 1] == link
        if release.number != number or not is_as_noted or not _follows(release, ledger):
            raise _damaged(path.name)
        ledger = replace(ledger, releases=(*ledger.releases, release), links=(*ledger.links, link))
    return ledger


def _follows(release: Release, ledger: Ledger) -> bool:
    """Whether a release is the next of a ledger; one without a chain comes only after others without."""
    if release.before:
        return release.before == ledger.last_link
    return not any(one.before for one in ledger.releases)


def _release(path: Path, *, is_being_written: bool) -> tuple[Release, bytes]:
    try:
        written = path.read_bytes()
        return from_bytes(written), written
    except OSError as error:
        raise _not_read(path.name, error) from error
    except ValueError as error:
        if not is_being_written:
            raise _damaged(path.name) from error
        raise PublicationRefusedError(
            f"Het bestand {path.name} in het register is niet af: de opdracht die het schreef, is afgebroken "
            "en heeft geen rapport gemaakt. Wis alleen dat bestand en probeer het opnieuw."
        ) from error


def _state(folder: Path) -> State | None:
    try:
        return read_state(folder)
    except OSError as error:
        raise _not_read(STATE_FILE, error) from error
    except ValueError as error:
        raise _damaged(STATE_FILE) from error


def _numbered(folder: Path) -> dict[int, Path]:
    """Find the releases; what only looks like one, such as a copy under another name, is none."""
    found = {}
    for path in folder.glob("uitgave-*.json"):
        number = path.stem.removeprefix("uitgave-")
        if number.isdecimal() and path.name == FILE_NAME.format(number=int(number)):
            found[int(number)] = path
    return found


def _lost(*names: str) -> PublicationRefusedError:
    more = f" (en nog {len(names) - 1} andere)" if len(names) > 1 else ""
    return PublicationRefusedError(f"In het register ontbreekt het bestand {names[0]}{more}. {_COPY}")


def _damaged(name: str) -> PublicationRefusedError:
    return PublicationRefusedError(f"Het bestand {name} in het register is beschadigd. {_COPY}")


def _not_read(name: str, error: OSError) -> PublicationRefusedError:
    return PublicationRefusedError(f"Het bestand {name} in het register {why_not_read(error)}")


def _not_written(error: OSError) -> OutputError:
    return OutputError(f"Het register {why_not_written(error)}")
