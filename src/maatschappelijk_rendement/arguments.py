"""Arguments of a command in Dutch: a parser that helps and complains in it, and how words are read."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any, NoReturn

# argparse speaks English; these are the sentences it can say to a user of this command.
_DUTCH = (
    (r"the following arguments are required: (.*)", r"dit ontbreekt: \1"),
    (
        r"unrecognized arguments: (.*)",
        r"dit is onbekend: \1. Staat er een spatie in een naam? Zet die dan tussen aanhalingstekens.",
    ),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1: \2 kan niet; kies uit \3"),
    (r"argument (.*?): expected one argument", r"\1: hier hoort een waarde achter"),
    (r"argument (.*?): invalid .*value: (.*)", r"\1: \2 is geen goede waarde"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


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
            if re.fullmatch(english, message):
                message = re.sub(english, dutch, message)
                break
        self.exit(2, f"{self.prog}: {message}\nHulp: {self.prog} --help\n")


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
    try:
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
        if year_first:
            return date(int(year_first[1]), int(year_first[2]), int(year_first[3]))
    except ValueError:
        raise argparse.ArgumentTypeError("deze dag bestaat niet") from None
    raise argparse.ArgumentTypeError("schrijf de datum als d-m-jjjj of jjjj-mm-dd, zoals 3-9-2018")


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
