"""Read one value of a TOML file; what does not fit is refused in the same words everywhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from maatschappelijk_rendement.domain.files.toml_section import WrongValueError
from maatschappelijk_rendement.domain.tables import TEXT_RULES, CellKind
from maatschappelijk_rendement.domain.vocabulary import fold

LARGEST = Decimal(10) ** 12
_A_TEXT = "Geef een tekst tussen aanhalingstekens."
Word = TypeVar("Word", bound=StrEnum)


def any_text(value: Any) -> str:
    """A text, which may be empty."""
    if not isinstance(value, str):
        raise WrongValueError(_A_TEXT)
    return value


def a_text(value: Any) -> str:
    """A text that says something, without the spaces around it.

    Example:
        >>> a_text(" Gemeente Oss ")
        'Gemeente Oss'
    """
    if not fold(any_text(value)):
        raise WrongValueError(_A_TEXT)
    return str(value).strip()


def a_name(value: Any) -> str:
    """A short text of letters, digits and a few signs."""
    return _within(a_text(value), CellKind.NAME)


def a_source(value: Any) -> str:
    """A text that may hold an address."""
    return _within(a_text(value), CellKind.SOURCE)


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts that each say something."""
    if not isinstance(value, list):
        raise WrongValueError("Geef een lijst met teksten, zoals ['eerste', 'tweede'].")
    return tuple(a_text(entry) for entry in value)


def a_flag(value: Any) -> bool:
    """Yes or no, as TOML writes it."""
    if not isinstance(value, bool):
        raise WrongValueError("Geef true of false.")
    return value


def a_number(value: Any) -> Decimal:
    """Any number, up to the largest that a field may hold, on both sides of nought.

    Example:
        >>> a_number(Decimal("1e13"))
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.files.toml_section.WrongValueError: Geef een getal tot een biljoen.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite():
        raise WrongValueError("Geef een getal, met een punt voor de decimalen.")
    if not -LARGEST <= value <= LARGEST:
        raise WrongValueError("Geef een getal tot een biljoen.")
    return Decimal(value)


def above_nought(value: Any) -> Decimal:
    """A number greater than 0."""
    number = a_number(value)
    if number <= 0:
        raise WrongValueError("Geef een getal groter dan 0.")
    return number


def a_count(value: Any) -> int:
    """A whole number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise WrongValueError("Geef een geheel getal, 0 of meer.")
    return value


def at_least_one(value: Any) -> int:
    """A whole number, 1 or more."""
    number = a_count(value)
    if number < 1:
        raise WrongValueError("Geef een geheel getal van 1 of meer.")
    return number


def a_word(words: type[Word]) -> Callable[[Any], Word]:
    """One of a closed list of words."""

    def read(value: Any) -> Word:
        return words(one_of(*words)(value))

    return read


def one_of(*words: str) -> Callable[[Any], str]:
    """One of some words.

    Example:
        >>> one_of("euro", "cent")("dollar")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.files.toml_section.WrongValueError: Kies uit: euro, cent.
    """

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise WrongValueError(f"Kies uit: {', '.join(words)}.")
        return value

    return read


def _within(text: str, kind: CellKind) -> str:
    problem = TEXT_RULES[kind].problem(text)
    if problem is not None:
        raise WrongValueError(f"Deze tekst {problem}.")
    return text
