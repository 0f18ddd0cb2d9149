"""The state of a ledger: a keyed hash after each release, so that a lost last one is noticed as well."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from maatschappelijk_rendement.disclosure.ledger.new_file import replace_file
from maatschappelijk_rendement.disclosure.ledger.pseudonyms import keyed_hash
from maatschappelijk_rendement.domain.files.plain_file import read_plain

STATE_FILE = "register.stand"
SCHEMA = "stand-1"
LONGEST_FILE = 10_000_000


@dataclass(frozen=True, slots=True)
class State:
    """What a ledger noted of itself.

    Attributes:
        key_check: Says which key is its own; see ``key_check``.
        links: The keyed hash after each release, over it and all before it.
    """

    key_check: str
    links: tuple[str, ...]


def read_state(folder: Path) -> State | None:
    """Read the state; None where there is none.

    Raises:
        OSError: It cannot be read.
        ValueError: It is damaged.
    """
    try:
        content = json.loads(read_plain(folder / STATE_FILE, LONGEST_FILE))
        if content["schema"] != SCHEMA:
            raise ValueError
        return State(str(content["sleutel"]), tuple(str(link) for link in content["schakels"]))
    except FileNotFoundError:
        return None
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError from error


def write_state(folder: Path, state: State) -> None:
    """Write the state, whole or not at all.

    Raises:
        OSError: It cannot be written; the old one is as it was.
    """
    content = {"schema": SCHEMA, "sleutel": state.key_check, "schakels": state.links}
    replace_file(folder / STATE_FILE, json.dumps(content).encode())


def key_check(key: bytes) -> str:
    """Give what tells whether this key is the one of a ledger; the key does not follow from it."""
    return keyed_hash("sleutel van het register", key)


def first_link(key: bytes) -> str:
    """Give what the first release holds of those before it."""
    return keyed_hash("begin van het register", key)


def next_link(before: str, written: bytes, key: bytes) -> str:
    """Give the keyed hash over a release as it was written, and through ``before`` over all before it."""
    return keyed_hash(f"{before}\n{sha256(written).hexdigest()}", key)
