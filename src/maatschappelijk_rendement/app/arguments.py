"""Arguments of a command in Dutch: a parser that helps and complains in it, and how words are read."""

from __future__ import annotations

import argparse
import os
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from maatschappelijk_rendement.domain.calendar import FIRST_YEAR, LAST_YEAR

LONGEST_MESSAGE = 500
LONGEST_NAME, LONGEST_PATH = 255, 4_095
"""Of a file or folder, and of a whole path, in bytes: what Linux takes, and the others about."""
LONGEST_REASON = 500

# argparse speaks English; these are the sentences it can say to a user of this command.
_DUTCH = (
    (r"the following arguments are required: (.*)", r"dit ontbreekt: \1"),
    (
        r"unrecognized arguments: (.*)",
        r"dit is onbekend: \1. Staat er een spatie in een naam? Zet die dan tussen aanhalingstekens.",
    ),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 kan niet; kies uit \3"),
    (r"argument (.*?): expected (?:one|at least one) argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.*?): ignored explicit argument .*", r"\1: hier hoort geen waarde achter"),
    (r"argument (.*?): invalid .*value: (.*)", r"\1: \2 is geen goede waarde"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


_UNKNOWN = re.compile(r"unrecognized arguments: (\S+)|argument OPDRACHT: invalid choice: '([^']*)'")


class Parser(argparse.ArgumentParser):
    """A parser that helps and complains in Dutch."""

    def __init__(self, **words: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False, **words})
        self._positionals.title = "argumenten"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze hulp")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in Dutch, and end with 2."""
        for english, dutch in _DUTCH:
            if re.fullmatch(english, message, re.DOTALL):
                message = f"{re.sub(english, dutch, message, count=1, flags=re.DOTALL)}{self._near(message)}"
                break
        self.exit(2, f"{self.prog}: {_shown(message)}\nHulp: {self.prog} --help\n")

    def _near(self, message: str) -> str:
        """Ask whether a command or option of ours was meant."""
        from maatschappelijk_rendement.domain.vocabulary import did_you_mean

        commands = [one for one in self._actions if isinstance(one, argparse._SubParsersAction)]
        names = [name for one in commands for name in one.choices]
        options = [
            word for one in commands for each in one.choices.values() for word in each._option_string_actions
        ]
        written = _UNKNOWN.match(message)
        if written is None:
            return ""
        word = (written[1] or written[2]).partition("=")[0]
        near = did_you_mean(word, options if word.startswith("-") else names)
        return f". {near}" if near and not message.endswith(".") else f" {near}".rstrip()


def _shown(message: str) -> str:
    """Show words of the user on one line of a bounded length: they may hold what steers a terminal."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in message)
    return plain if len(plain) <= LONGEST_MESSAGE else f"{plain[:LONGEST_MESSAGE]}..."


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


def a_date(text: str) -> date:
    """Read a day, written as in the workbook: day first, or year first; an error of argparse for another.

    Example:
        >>> a_date("3-9-2018") == a_date("2018-09-03") == date(2018, 9, 3)
        True
    """
    day_first = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", text.strip())
    year_first = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip())
    if day_first:
        day, month, year = day_first.groups()
    elif year_first:
        year, month, day = year_first.groups()
    else:
        raise argparse.ArgumentTypeError("schrijf de datum als d-m-jjjj of jjjj-mm-dd, zoals 3-9-2018")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise argparse.ArgumentTypeError(f"kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise argparse.ArgumentTypeError("deze dag bestaat niet") from None


def a_path(text: str) -> Path:
    """Read the name of a file or folder; an error of argparse for one that no disk can have.

    Example:
        >>> a_path("uit/rapport").name
        'rapport'
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("geef een naam; deze is leeg")
    try:
        encoded = os.fsencode(text)
    except UnicodeEncodeError:
        encoded = b"\0"
    if b"\0" in encoded:
        raise argparse.ArgumentTypeError("deze naam kan niet bestaan. Kies een andere")
    path = Path(text)
    if len(encoded) > LONGEST_PATH or any(len(os.fsencode(part)) > LONGEST_NAME for part in path.parts):
        raise argparse.ArgumentTypeError("deze naam is te lang. Kies een kortere")
    return path


def a_folder(text: str) -> Path:
    """Read the name of a folder that is or will be there; an error where something else has that name."""
    path = a_path(text)
    with suppress(OSError):  # no rights to look: who writes there says so
        if path.exists() and not path.is_dir():
            raise argparse.ArgumentTypeError("dit is geen map. Kies een andere naam")
    return path


def a_whole(text: str) -> int:
    """Read a whole number.

    Example:
        >>> a_whole("15")
        15
    """
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise argparse.ArgumentTypeError("geef een geheel getal, zoals 15")
    return int(text)


def a_size(text: str) -> str:
    """Read an amount of memory, such as 4GB or 1500 MB.

    Example:
        >>> a_size("1500 mb")
        '1500MB'
    """
    found = re.fullmatch(r"([0-9]{1,6}) ?(MB|GB|TB)", text.strip().upper())
    if not found or int(found[1]) == 0:
        raise argparse.ArgumentTypeError("geef een grootte, zoals 4GB of 1500MB")
    return f"{int(found[1])}{found[2]}"


def a_reason(text: str) -> str:
    """Read a text that comes in the report: on one line, without signs that nobody can see."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    if not plain:
        raise argparse.ArgumentTypeError("geef een reden; deze is leeg")
    if not plain.isprintable() or len(plain) > LONGEST_REASON:
        raise argparse.ArgumentTypeError(f"geef gewone tekst op één regel, hoogstens {LONGEST_REASON} tekens")
    return plain


def one_of(known: tuple[str, ...], text: str) -> str:
    """Read a word from a list, whatever its capitals.

    Example:
        >>> one_of(("Wmo", "Zvw"), "WMO")
        'Wmo'
    """
    for word in known:
        if word.lower() == text.strip().lower():
            return word
    raise argparse.ArgumentTypeError(f"kies uit {', '.join(known)}")


def some_of(known: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Read words with commas between them, each from a list.

    Example:
        >>> some_of(("html", "pdf"), "HTML, pdf")
        ('html', 'pdf')
    """
    asked = tuple(word.strip().lower() for word in text.split(",") if word.strip())
    unknown = [word for word in asked if word not in known]
    if unknown or not asked:
        raise argparse.ArgumentTypeError(f"kies uit {', '.join(known)}, met een komma ertussen")
    return asked


def a_setting(text: str) -> tuple[str, str]:
    """Read a setting with its value.

    Example:
        >>> a_setting("gemeente=Oss")
        ('gemeente', 'Oss')
    """
    name, is_there, value = text.partition("=")
    if not is_there or not name.strip() or not value.strip():
        raise argparse.ArgumentTypeError("schrijf naam=waarde, zoals gemeente=Oss")
    return name.strip(), value.strip()
