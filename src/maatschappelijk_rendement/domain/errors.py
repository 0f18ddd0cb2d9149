"""Errors and findings: what went wrong, where, and what to do now.

Every error of this package is a ``MaatschappelijkRendementError`` with the exit code that the command line
gives. Messages are Dutch, because a user reads them; they never repeat a value that may be personal.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Self

from maatschappelijk_rendement.domain.tabular import Tabular

Level = Literal["fout", "waarschuwing"]

PLACES_SHOWN = 3
"""Of one cause so many places are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Finding(Tabular):
    """One thing that is wrong (``fout``) or deserves a look (``waarschuwing``), with its place.

    Attributes:
        level: ``fout`` stops the run, ``waarschuwing`` does not.
        sheet: Sheet name from the contract, ``blad 5`` for another sheet, a zip part, or empty for the
            whole file.
        cell: Cell (``D50``), range (``A50:A51``), row (``50`` or ``4:5``) or empty.
        code: Short stable name of the rule, such as ``einddatum_voor_startdatum``.
        text: Dutch sentence: what is wrong. Never holds a value that may be personal.
        advice: Dutch sentence: what to do now.
        count: How many cells or rows it stands for, from this place on; more than 1 where not each of a
            cause is named.

    Example:
        >>> str(Finding("fout", "Gebruik", "H17", "eenheid_onbekend", "Onbekende eenheid.", "Kies er een."))
        'Gebruik!H17: Onbekende eenheid. Kies er een.'
    """

    level: Level
    sheet: str
    cell: str
    code: str
    text: str
    advice: str = ""
    count: int = 1

    @property
    def place(self) -> str:
        """Where to look: ``Gebruik!H17``, ``Gebruik``, or empty for the file as a whole."""
        return f"{self.sheet}!{self.cell}" if self.sheet and self.cell else self.sheet

    def __str__(self) -> str:
        words = f"{self.text} {self.advice}".strip()
        return f"{self.place}: {words}" if self.place else words


CauseKey = tuple[str, ...]
_PLACE = re.compile(r"([A-Z]*)([0-9]*)(.*)")
_OTHER_ROW = re.compile(r"\brij [0-9]+")
_COLUMN_OF = re.compile(r"(?:Kolom|De waarde van kolom) '([^']+)'")


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong in the same way in one or more places of one column.

    Attributes:
        findings: One a place, in the order given; the last may stand for further places.
    """

    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """``fout`` or ``waarschuwing``."""
        return self.findings[0].level

    @property
    def count(self) -> int:
        """How many cells or rows it is about."""
        return sum(finding.count for finding in self.findings)

    @property
    def text(self) -> str:
        """What is wrong; where each place names another row, without its number."""
        text = self.findings[0].text
        is_one = all(finding.text == text for finding in self.findings)
        return text if is_one else _OTHER_ROW.sub("een eerdere rij", text)

    @property
    def advice(self) -> str:
        """What to do now."""
        return self.findings[0].advice

    @property
    def where(self) -> str:
        """Where to look: the place, or the column with the number of places and the first of them.

        Example:
            >>> Cause(tuple(Finding("fout", "Gebruik", f"F{row}", "x", "X.") for row in range(2, 9))).where
            'Gebruik, kolom F: 7 cellen, eerst F2, F3, F4'
        """
        first = self.findings[0]
        if self.count == 1:
            return first.place
        cells = list(dict.fromkeys(finding.cell for finding in self.findings))
        if not first.cell:
            times = f"{_number(self.count)} keer"
            return f"{first.sheet}: {times}" if first.sheet else times
        letters, named = column_of(first.cell), _COLUMN_OF.match(first.text)
        column = named[1] if named and letters else letters
        start = f"{first.sheet}, kolom {column}" if column else first.sheet
        order = "eerst " if self.count > PLACES_SHOWN else ""
        shown = ", ".join(cells[:PLACES_SHOWN])
        return f"{start}: {_number(self.count)} {_noun(cells)}, {order}{shown}"

    def __str__(self) -> str:
        words = f"{self.text} {self.advice}".strip()
        return f"{self.where}: {words}" if self.where else words


def cause_of(finding: Finding) -> CauseKey:
    """Say what two findings have in common that one mistake made: all but the row.

    Example:
        >>> cause_of(Finding("fout", "MDO", "A7", "dubbel", "Zie rij 5."))
        ('fout', 'MDO', 'A', 'dubbel', 'Zie rij.', '')
    """
    text = finding.text
    if "rij " in text:  # a workbook can have a million findings, and few name another row
        text = _OTHER_ROW.sub("rij", text)
    return (finding.level, finding.sheet, column_of(finding.cell), finding.code, text, finding.advice)


def causes_of(findings: Iterable[Finding]) -> list[Cause]:
    """Group findings by what causes them, in the order in which each cause comes first."""
    groups: dict[CauseKey, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(cause_of(finding), []).append(finding)
    return [Cause(tuple(group)) for group in groups.values()]


def column_of(cell: str) -> str:
    """Give the letters of the (first) column of a cell or range; empty for rows."""
    match = _PLACE.match(cell)
    return match[1] if match else ""


def and_more(finding: Finding) -> str:
    """Say in Dutch how many further places a finding stands for; empty where it is only itself.

    Example:
        >>> and_more(Finding("fout", "MDO", "A7", "x", "X.", count=3))
        'Verderop geldt dit nog 2 keer.'
        >>> and_more(Finding("fout", "MDO", "A7", "x", "X."))
        ''
    """
    return f"Verderop geldt dit nog {_number(finding.count - 1)} keer." if finding.count > 1 else ""


def _noun(cells: Sequence[str]) -> str:
    parts = [_PLACE.match(cell) for cell in cells]
    if any(match is None or match[3] for match in parts):
        return "plaatsen"
    return "cellen" if all(match and match[1] for match in parts) else "rijen"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class MaatschappelijkRendementError(Exception):
    """Anything this package refuses to do; ``exit_code`` is what ``mr`` ends with."""

    exit_code = 1


class UsageError(MaatschappelijkRendementError):
    """The command or a call was used wrongly."""

    exit_code = 2


class InputError(MaatschappelijkRendementError):
    """The input has errors; carries every finding, so that all can be mended in one go."""

    exit_code = 3

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__(describe(self.findings))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Finding, ...]], dict[str, object]]:
        """Go to another process whole: made anew from the findings, with the notes that were added."""
        return type(self), (self.findings,), self.__dict__


class ObjectError(InputError, ValueError):
    """An object cannot be made of what was given; a place names object and field (``Usage.quantity``)."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that are wrong, each once; an unknown field has none."""
        names = (finding.sheet.partition(".")[2] for finding in self.findings)
        return tuple(dict.fromkeys(name for name in names if name))


class WorkbookError(InputError):
    """The workbook cannot be read or breaks the contract."""


class TariffMissingError(InputError):
    """A product has no price where one is needed; lists every missing pair."""


class PublicationRefusedError(MaatschappelijkRendementError):
    """Disclosure control refuses to publish; says what to change."""

    exit_code = 4


class OutputError(MaatschappelijkRendementError):
    """The output could not be written; the old output is as it was."""


_BUSY = "is open in een ander programma. Sluit het bestand en probeer het opnieuw."
_NO_RIGHTS = "is niet te schrijven: u heeft er geen rechten voor, of het is open in een ander programma."
_NO_SPACE = "past niet meer op de schijf. Maak ruimte en probeer het opnieuw."
_NOT_WRITTEN = {
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EACCES: _NO_RIGHTS,
    errno.EPERM: _NO_RIGHTS,
    errno.EROFS: "staat op een schijf waarvan alleen gelezen kan worden. Kies een andere map.",
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
    errno.EISDIR: "bestaat al als map. Haal die map weg of kies een andere naam.",
    errno.ENAMETOOLONG: "heeft een te lange naam. Kies een kortere.",
}


def why_not_written(error: OSError, own: Mapping[int, str] = MappingProxyType({})) -> str:
    """Say in Dutch why the system did not write, as the end of a sentence that names the file.

    Args:
        error: What the system said.
        own: Words by number of the system, for what only the caller knows.

    Example:
        >>> why_not_written(OSError(errno.ENOSPC, ""))
        'past niet meer op de schijf. Maak ruimte en probeer het opnieuw.'
    """
    unknown = "is niet te schrijven. Probeer het opnieuw of kies een andere map."
    return {**_NOT_WRITTEN, **own}.get(error.errno or 0, unknown)


def describe(findings: Sequence[Finding]) -> str:
    """Put findings under each other, a line for each cause; the first line counts what they are about.

    Example:
        >>> describe([Finding("fout", "", "", "leeg", "Dit bestand is leeg.")])
        '1 fout, 0 waarschuwingen\\n- fout: Dit bestand is leeg.'
        >>> print(describe([Finding("fout", "MDO", f"D{row}", "x", "Fout.") for row in range(2, 9)]))
        7 fouten door 1 oorzaak, 0 waarschuwingen
        - fout: MDO, kolom D: 7 cellen, eerst D2, D3, D4: Fout.
    """
    causes = causes_of(findings)
    errors = [cause for cause in causes if cause.level == "fout"]
    warnings = [cause for cause in causes if cause.level == "waarschuwing"]
    head = f"{_counted(errors, 'fout', 'fouten')}, {_counted(warnings, 'waarschuwing', 'waarschuwingen')}"
    return "\n".join([head, *(f"- {cause.level}: {cause}" for cause in causes)])


def _counted(causes: Sequence[Cause], one: str, more: str) -> str:
    number = sum(cause.count for cause in causes)
    text = f"{_number(number)} {one if number == 1 else more}"
    if len(causes) == number:
        return text
    return f"{text} door {_number(len(causes))} {'oorzaak' if len(causes) == 1 else 'oorzaken'}"
