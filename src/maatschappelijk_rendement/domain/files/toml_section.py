"""Read a TOML file section by section: every problem is noted under the path of its field, none stops it.

What it says is the same for every file of a user: a house style, an instrument, a profile, a scenario. A
field that does not exist is named only where it resembles one that does; anything else may hold a name of a
person, and is shown by its position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.files.toml_file import read_toml
from maatschappelijk_rendement.domain.vocabulary import did_you_mean

MOST_UNKNOWN = 20
"""So many unknown fields of a section are named; the rest is counted."""
MOST_LISTED = 20
"""A section with more fields than this does not list them all in its advice."""
_BARE = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}")
T = TypeVar("T")


class WrongValueError(Exception):
    """A value that does not fit its field: what to give instead, in Dutch. Becomes a finding."""


@dataclass(slots=True)
class TomlSection:
    """One table of the file, with the findings of the whole file.

    Attributes:
        label: Name of the file for the reader, such as ``profiel``.
        content: Keys and values as TOML gives them.
        findings: Shared by all sections of a file.
        path: Where the table stands, such as ``casussen.wijk`` or ``stroom 2``; empty for the file itself.

    Example:
        >>> section = TomlSection("stijl", {"naam": 3, "kleurn": "rood"}, [])
        >>> section.take("naam", str.upper, "") if section.has("titel") else None
        >>> _ = section.table("naam"), section.table("kleuren")
        >>> section.refuse_the_rest()
        >>> for finding in section.findings:
        ...     print(finding)
        stijl!naam: Het veld 'naam' hoort een onderdeel te zijn. Zet de velden ervan onder een kop [naam].
        stijl!kleurn: Het veld 'kleurn' is onbekend. Bedoelde u 'kleuren'?
    """

    label: str
    content: Mapping[str, Any]
    findings: list[Finding]
    path: str = ""
    _asked: dict[str, None] = field(default_factory=dict)

    def at(self, key: str) -> str:
        """Give the path of a field; of the section itself where the name is empty."""
        return ".".join(part for part in (self.path, key) if part)

    def has(self, key: str) -> bool:
        """Whether the field is there."""
        return key in self.content

    def raw(self, key: str) -> Any:
        """Give what stands in a field, None where it is absent."""
        self._asked[key] = None
        return self.content.get(key)

    def take(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Read a field that may be absent; the default also stands in where the value is wrong."""
        value = self.raw(key)
        if key not in self.content:
            return default
        try:
            return read(value)
        except WrongValueError as wrong:
            self.note_wrong(key, str(wrong))
            return default

    def need(self, key: str, read: Callable[[Any], T], default: T, advice: str = "Vul het in.") -> T:
        """Read a field that must be there; ``default`` only lets the reading go on."""
        if key not in self.content:
            self.note_missing(key, advice)
        return self.take(key, read, default)

    def tables(self, key: str, *, or_one: bool = False) -> list[TomlSection]:
        """Give each table under a repeated heading (``[[stroom]]``) as a section.

        Args:
            key: The heading.
            or_one: A table that stands alone (``[stroom]``) counts as a list of one.
        """
        entries = self.raw(key)
        entries = [] if key not in self.content else entries
        entries = [entries] if or_one and isinstance(entries, dict) else entries
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self._note_no_table(key, f"Zet elke regel onder een eigen kop [[{self.at(key)}]].")
            return []
        return [self.inner(f"{key} {number}", entry) for number, entry in enumerate(entries, start=1)]

    def table(self, key: str) -> TomlSection | None:
        """Give the table under a heading (``[contract]``), or None when it is absent."""
        entry = self.raw(key)
        if entry is None:
            return None
        if not isinstance(entry, dict):
            self._note_no_table(key, f"Zet de velden ervan onder een kop [{self.at(key)}].")
            return None
        return self.inner(key, entry)

    def need_table(self, key: str, advice: str) -> TomlSection | None:
        """Give the table under a heading that must be there, or None when it is absent."""
        if key not in self.content:
            self.note(key, "veld_ontbreekt", f"Het onderdeel [{self.at(key)}] ontbreekt.", advice)
        return self.table(key)

    def part(self, key: str) -> TomlSection:
        """Give the table under a heading, without any field when it is absent."""
        return self.table(key) or self.inner(key, {})

    def inner(self, key: str, content: Mapping[str, Any]) -> TomlSection:
        """Give a table within this one as a section."""
        return TomlSection(self.label, content, self.findings, self.at(key))

    def note(self, key: str, code: str, text: str, advice: str = "") -> None:
        """Note a problem under a field; under the section itself where the name is empty."""
        self.findings.append(Finding("fout", self.label, self.at(key), code, text, advice))

    def note_wrong(self, key: str, advice: str) -> None:
        """Note a value that does not fit, which is not repeated."""
        self.note(key, "waarde_onjuist", f"Het veld '{key}' klopt niet.", advice)

    def note_missing(self, key: str, advice: str) -> None:
        """Note a field that has to be there."""
        self._asked[key] = None
        self.note(key, "veld_ontbreekt", f"Het veld '{key}' ontbreekt.", advice)

    def rest(self) -> list[str]:
        """Give the names of the fields nobody asked for yet."""
        return [key for key in self.content if key not in self._asked]

    def refuse_the_rest(self, known: Collection[str] = ()) -> None:
        """Note every field nobody asked for, with the nearest name that exists."""
        names = list(dict.fromkeys((*self._asked, *known)))
        unknown = [key for key in self.content if key not in names]
        listed = f" Mogelijk zijn: {', '.join(names)}." if 0 < len(names) <= MOST_LISTED else ""
        order = {key: number for number, key in enumerate(self.content, start=1)}
        for key in unknown[:MOST_UNKNOWN]:
            near = did_you_mean(key, names)
            if near and _BARE.fullmatch(key):
                self.note(key, "veld_onbekend", f"Het veld '{key}' is onbekend.", near)
            else:
                advice = near or f"Haal het weg.{listed}"
                text = f"Het veld op plaats {order[key]} is onbekend."
                self.note(f"veld {order[key]}", "veld_onbekend", text, advice)
        if len(unknown) > MOST_UNKNOWN:
            text = f"Nog {len(unknown) - MOST_UNKNOWN} andere velden zijn onbekend."
            self.note("", "veld_onbekend", text, "Haal ze weg.")

    def _note_no_table(self, key: str, advice: str) -> None:
        self.note(key, "tabel_verwacht", f"Het veld '{key}' hoort een onderdeel te zijn.", advice)


def read_section(path: Path, label: str) -> TomlSection:
    """Read a TOML file as one section, its numbers exact.

    Raises:
        UsageError: The file is not there or may not be read.
        InputError: It is too large, or no TOML.
    """
    return TomlSection(label, read_toml(path), [])
