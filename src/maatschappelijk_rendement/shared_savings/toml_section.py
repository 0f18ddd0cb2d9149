"""Read one section of a TOML file: problems are noted under the name of the field, none stops the reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.money import to_cents
from maatschappelijk_rendement.tables import TEXT_RULES, Kind
from maatschappelijk_rendement.toml_file import read_toml

LARGEST_EUROS = Decimal(10) ** 12
MOST_UNKNOWN = 20
"""So many unknown fields of a section are named; the rest is counted."""
LARGEST_CONFIDENCE = Fraction(9_999, 10_000)
LARGEST_VARIATION = 100
T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)


class WrongValueError(Exception):
    """A value that does not fit its field: what it should be, in Dutch. Becomes a finding."""


@dataclass(slots=True)
class Section:
    """One table of the file, with the findings of the whole file.

    Attributes:
        place: Name for the reader, such as ``contract`` or ``stroom 2``.
        content: Keys and values as TOML gives them.
        findings: Shared by all sections of a file.
    """

    place: str
    content: Mapping[str, Any]
    findings: list[Finding]
    _asked: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Whether the field is there."""
        return key in self.content

    def take(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Read a field that may be absent; the default also stands in where the value is wrong."""
        self._asked.add(key)
        if key not in self.content:
            return default
        try:
            return read(self.content[key])
        except WrongValueError as wrong:
            self.note(key, "waarde_onjuist", str(wrong))
            return default

    def need(self, key: str, read: Callable[[Any], T], default: T) -> T:
        """Read a field that must be there; ``default`` only lets the reading go on."""
        if key not in self.content:
            self._asked.add(key)
            self.note(key, "veld_ontbreekt", "Dit veld ontbreekt.", "Vul het in.")
        return self.take(key, read, default)

    def tables(self, key: str) -> list[Section]:
        """Give each table under a repeated heading (``[[stroom]]``) as a section."""
        self._asked.add(key)
        entries = self.content.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.note(key, "tabel_verwacht", f"Zet elke regel onder een eigen kop [[{key}]].")
            return []
        return [
            Section(f"{key} {number}", entry, self.findings) for number, entry in enumerate(entries, start=1)
        ]

    def table(self, key: str) -> Section | None:
        """Give the table under a heading (``[contract]``), or None when it is absent."""
        self._asked.add(key)
        entry = self.content.get(key)
        if entry is None:
            return None
        if not isinstance(entry, dict):
            self.note(key, "tabel_verwacht", f"Zet deze velden onder een kop [{key}].")
            return None
        return Section(key, entry, self.findings)

    def note(self, key: str, code: str, text: str, advice: str = "") -> None:
        """Note a problem under a field."""
        self.findings.append(Finding("fout", self.place, key, code, text, advice))

    def refuse_the_rest(self, known: Collection[str] = ()) -> None:
        """Note every field nobody asked for, with the nearest name that exists."""
        names = self._asked | set(known)
        unknown = sorted(self.content.keys() - names)
        for key in unknown[:MOST_UNKNOWN]:
            # A field that is no word is not repeated: it may hold anything.
            near = get_close_matches(key, names, n=1) if TEXT_RULES[Kind.ID].problem(key) is None else []
            advice = f"Bedoelde u '{near[0]}'?" if near else "Haal het veld weg."
            shown = key if near else "onbekend veld"
            self.note(shown, "veld_onbekend", "Dit veld bestaat niet.", advice)
        if len(unknown) > MOST_UNKNOWN:
            text = f"Nog {len(unknown) - MOST_UNKNOWN} andere velden bestaan niet."
            self.note("", "veld_onbekend", text, "Haal ze weg.")


def read_file(path: Path) -> Section:
    """Read a TOML file as one section, its numbers exact.

    Raises:
        UsageError: The file is not there or may not be read.
        InputError: It is too large, or no TOML.
    """
    return Section("bestand", read_toml(path), [])


def a_name(value: Any) -> str:
    """A short text of letters, digits and a few signs."""
    return _text(value, Kind.NAME)


def a_source(value: Any) -> str:
    """A text that may hold an address."""
    return _text(value, Kind.SOURCE)


def names(value: Any) -> tuple[str, ...]:
    """A list of short texts."""
    if not isinstance(value, list):
        raise WrongValueError("Geef een lijst met teksten, zoals ['tandartskosten'].")
    return tuple(a_name(entry) for entry in value)


def a_flag(value: Any) -> bool:
    """Yes or no, as TOML writes it."""
    if not isinstance(value, bool):
        raise WrongValueError("Geef true of false.")
    return value


def a_part(value: Any) -> Fraction:
    """A part of 1, such as 0.4 for 40 %.

    Example:
        >>> a_part(Decimal("0.4"))
        Fraction(2, 5)
    """
    part = a_number(value)
    if not 0 <= part <= 1:
        raise WrongValueError("Geef een deel van 0 tot 1, zoals 0.4 voor 40 %.")
    return part


def a_number(value: Any) -> Fraction:
    """Any number, up to the largest that a field may hold, on both sides of nought.

    Example:
        >>> a_number(Decimal("1e13"))
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.shared_savings.toml_section.WrongValueError: Geef een getal tot een biljoen.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise WrongValueError("Geef een getal, met een punt voor de decimalen.")
    if not -LARGEST_EUROS <= value <= LARGEST_EUROS:
        raise WrongValueError("Geef een getal tot een biljoen.")
    return Fraction(value)


def a_confidence(value: Any) -> Fraction:
    """How sure a board wants to be, one-sided; certain is nobody."""
    part = a_part(value)
    if not Fraction(1, 2) < part <= LARGEST_CONFIDENCE:
        raise WrongValueError("Geef een deel tussen 0.5 en 1, zoals 0.9; hoogstens 0.9999.")
    return part


def a_variation(value: Any) -> Fraction:
    """The spread of cost between persons, as a part of the mean."""
    number = a_number(value)
    if not 0 <= number <= LARGEST_VARIATION:
        raise WrongValueError(f"Geef een getal van 0 tot {LARGEST_VARIATION}, zoals 2.15.")
    return number


def a_count(value: Any) -> int:
    """A whole number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_EUROS:
        raise WrongValueError("Geef een geheel getal, 0 of meer.")
    return value


def euros(value: Any) -> int:
    """An amount in euros, 0 or more, as cents.

    Example:
        >>> euros(Decimal("12.50"))
        1250
    """
    amount = a_number(value)
    # As it was written: 3.250 was meant as a thousand times as much.
    exponent = Decimal(value).as_tuple().exponent
    if not 0 <= amount <= LARGEST_EUROS or (isinstance(exponent, int) and exponent < -2):
        raise WrongValueError(
            "Geef een bedrag in euro's van 0 of meer, met hoogstens 2 decimalen en zonder punt bij "
            "duizendtallen."
        )
    return to_cents(Decimal(value))


def a_word(words: type[Word]) -> Callable[[Any], Word]:
    """One of a closed list of words."""

    def read(value: Any) -> Word:
        try:
            return words(value)
        except ValueError as error:
            raise WrongValueError(f"Kies uit: {', '.join(words)}.") from error

    return read


def _text(value: Any, kind: Kind) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError("Geef een tekst tussen aanhalingstekens.")
    problem = TEXT_RULES[kind].problem(value)
    if problem is not None:
        raise WrongValueError(f"Deze tekst {problem}.")
    return value
