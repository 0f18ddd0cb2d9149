"""Read a TOML file of a user: bounded before it is parsed, its numbers exact, its problems in Dutch.

The parser of Python takes what it is given: brackets nested a thousand deep end in a ``RecursionError``, a
number of five thousand digits in a ``ValueError``, and a key of many parts in hours. So the text is first cut
into its words, which takes one pass, and what no honest file needs is refused with its line.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read

LARGEST_BYTES = 1_000_000
DEEPEST = 10
"""Brackets within brackets, and parts of one key: what we ask for is at most three deep."""
MOST_DIGITS = 30
"""Of a number as written; amounts go to 15 digits."""
LONGEST_NAME = 100
MOST_FIELDS = 20_000

# What an open string holds is skipped to where it ends, or to where the parser will say that it does not.
_WORDS = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.?|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n]?)*+(?:"|$)'
    r"|'[^'\n]*+(?:'|$))"
    r"|(?P<comment>\#[^\n]*+)"
    r"|(?P<word>[A-Za-z0-9_+-]++)"
    r"|(?P<sign>\n++|[.=,\[\]{}])"
    r"|[^\"'\#A-Za-z0-9_+.=,\n\[\]{}-]++",
    re.DOTALL | re.MULTILINE,
)
_HUGE_POWER = re.compile(r"[0-9]+[eE][+-]?0*[1-9][0-9]{2,}")
_ADVICE = "Staat elke tekst tussen aanhalingstekens, elk getal met een punt, en elk veld er maar een keer?"


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; its decimal numbers become ``Decimal``.

    Args:
        path: An ordinary file of at most ``LARGEST_BYTES``, in UTF-8.

    Returns:
        What the file says, at most ``DEEPEST`` deep; whole numbers, and names, have a bounded length.

    Raises:
        UsageError: The file is not there, may not be read, or is a folder, a device or a pipe.
        InputError: It is too large or no TOML; says at which line. Nothing of the file is repeated.

    Example:
        >>> read_toml(Path("voorbeelden/huisstijl.toml"))["naam"]
        'Gemeente Voorbeeld'
    """
    try:
        content = read_plain(path, LARGEST_BYTES)
    except OSError as error:
        raise UsageError(f"Dit bestand {why_not_read(error)}") from error
    if len(content) > LARGEST_BYTES:
        text = f"Dit bestand is te groot: het mag {LARGEST_BYTES // 1_000_000} MB zijn."
        raise _refused("bestand_te_groot", text, "Haal weg wat er niet in hoort.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_toml(content.count(b"\n", 0, error.start) + 1, "Bewaar het als UTF-8.") from error
    return parse_toml(text)


def parse_toml(text: str) -> dict[str, Any]:
    r"""Parse a text as TOML, within the bounds of ``read_toml``.

    Raises:
        InputError: It is no TOML, or goes over a bound; says at which line.

    Example:
        >>> parse_toml("aandeel = 0.5")
        {'aandeel': Decimal('0.5')}
        >>> parse_toml("a = 1\nb = " + 20 * "[")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.errors.InputError: 1 fout, 0 waarschuwingen
        - fout: Dit bestand zet te veel haken in haken; kijk bij regel 2. Het mag 10 diep zijn.
    """
    text = text.replace("\r\n", "\n")
    _bound(text)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line ([0-9]+)", str(error))
        raise _no_toml(int(place[1]) if place else text.count("\n") + 1, _ADVICE) from error


def _bound(text: str) -> None:
    """Refuse what goes over a bound; up to its first mistake a text is cut here as the parser cuts it."""
    line, depth, parts, digits, fields = 1, 0, 1, 0, 0
    for found in _WORDS.finditer(text):
        kind, word = found.lastgroup, found[0]
        if kind == "sign":
            depth += (word in "[{") - (word in "]}")
            # The parts of a key, and those of a number, have points between them.
            parts = parts + 1 if word == "." else 1
            digits = digits if word == "." else 0
            fields += word in "=["
        elif kind == "word":
            digits += sum(map(str.isdigit, word)) if word[0] in "0123456789+-" or parts > 1 else 0
        problem = _over(word, kind, depth, parts, digits, fields)
        if problem:
            code, words, advice = problem
            raise _refused(code, f"{words}; kijk bij regel {line}.", advice)
        line += word.count("\n")


def _over(
    word: str, kind: str | None, depth: int, parts: int, digits: int, fields: int
) -> tuple[str, str, str] | None:
    """Give the bound that was gone over: its code, what is wrong and what to do."""
    if depth > DEEPEST:
        words = "Dit bestand zet te veel haken in haken"
        return "toml_te_diep", words, f"Het mag {DEEPEST} diep zijn."
    if parts > DEEPEST:
        words = "Een naam in dit bestand heeft te veel punten"
        return "toml_te_diep", words, f"Het mogen {DEEPEST} delen zijn."
    if digits > MOST_DIGITS:
        words = "Een getal of een naam in dit bestand heeft te veel cijfers"
        return "toml_getal_te_lang", words, f"Het mogen er {MOST_DIGITS} zijn."
    if kind == "word" and _HUGE_POWER.fullmatch(word):
        words = "Een getal in dit bestand is te groot of te klein"
        return "toml_getal_te_groot", words, "Schrijf het getal uit."
    if kind == "word" and len(word) > LONGEST_NAME:
        words = "Een naam of een getal in dit bestand is te lang"
        return "toml_naam_te_lang", words, f"Het mogen {LONGEST_NAME} tekens zijn."
    if fields > MOST_FIELDS:
        words = "Dit bestand heeft te veel velden"
        return "toml_te_veel_velden", words, f"Het mogen er {MOST_FIELDS} zijn. Splits het bestand."
    return None


def _no_toml(line: int, advice: str) -> InputError:
    return _refused("geen_toml", f"Dit is geen geldig TOML-bestand; kijk bij regel {line}.", advice)


def _refused(code: str, text: str, advice: str) -> InputError:
    return InputError([Finding("fout", "", "", code, text, advice)])
