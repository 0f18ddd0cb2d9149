"""Errors and findings: what went wrong, where, and what to do now.

Every error of this package is a ``MaatschappelijkRendementError`` with the exit code that the command line
gives. Messages are Dutch, because a user reads them; they never repeat a value that may be personal.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Level = Literal["fout", "waarschuwing"]

MAX_FINDINGS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Finding:
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
    """Put findings under each other, at most ``MAX_FINDINGS_SHOWN``, errors first counted.

    Example:
        >>> describe([Finding("fout", "", "", "leeg", "Dit bestand is leeg.")])
        '1 fout, 0 waarschuwingen\\n- fout: Dit bestand is leeg.'
    """
    errors = sum(finding.level == "fout" for finding in findings)
    warnings = len(findings) - errors
    head = (
        f"{errors} {'fout' if errors == 1 else 'fouten'}, "
        f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}"
    )
    lines = [f"- {finding.level}: {finding}" for finding in findings[:MAX_FINDINGS_SHOWN]]
    if len(findings) > MAX_FINDINGS_SHOWN:
        lines.append(f"- ... en nog {len(findings) - MAX_FINDINGS_SHOWN} meldingen")
    return "\n".join([head, *lines])
