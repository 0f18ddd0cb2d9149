"""Readers of a value given in Python: what it stands for, or in Dutch why it stands for nothing.

A reader takes any value and gives the one that is kept; the bounds are those of ``tables``. A value is never
repeated in a refusal: it may be personal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from operator import index
from typing import Any, TypeVar

from maatschappelijk_rendement.domain.errors import Finding, ObjectError
from maatschappelijk_rendement.domain.tables import (
    NAME_IS_TAKEN,
    NUMBER_RULES,
    OTHER_NAME,
    REGION_PATTERNS,
    ROWS_OF_THE_RESULTS,
    TEXT_RULES,
    CellKind,
    NumberRule,
)
from maatschappelijk_rendement.domain.vocabulary import YesNo, fold

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
Reader = Callable[[Any], T]

COUNT = NumberRule(Decimal(0), Decimal(10**15), 0)
WRONG = "waarde_onjuist"

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{1,4})?", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REGIONS = {
    CellKind.REGION_GM: ("Dit is geen gemeentecode van het CBS.", "Schrijf GM en 4 cijfers, zoals GM0828."),
    CellKind.REGION_WK: ("Dit is geen wijkcode van het CBS.", "Schrijf WK en 6 cijfers, zoals WK082800."),
}
_A_TEXT = "Gebruik letters, cijfers en gewone leestekens, en begin met een letter of cijfer."
_NO_NUMBER = "Dit is geen getal."
_A_NUMBER = "Geef een getal, zoals 2 of Decimal('2.5'), of als tekst met een punt: '2.5'."


class RefusedError(ValueError):
    """A value that does not fit: what is wrong and what to do now, without the value."""

    def __init__(self, text: str, advice: str) -> None:
        self.text, self.advice = text, advice
        super().__init__(text)


def text(kind: CellKind | None = None, *, names_rows: bool = False) -> Reader[str]:
    """Give a reader of texts of a kind; without a kind any text fits.

    Args:
        kind: What a cell with such a text is.
        names_rows: The texts name rows of the results, so no name fits that these have already.

    Example:
        >>> text(CellKind.ID)("C1")
        'C1'
    """
    rule, region = TEXT_RULES.get(kind) if kind else None, REGION_PATTERNS.get(kind) if kind else None

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise RefusedError("Dit is geen tekst.", "Geef een tekst, tussen aanhalingstekens.")
        found = value if type(value) is str else str.__str__(value)
        if rule and (problem := rule.problem(found)):
            if len(found) > rule.maximum_length:
                raise RefusedError(f"Deze tekst {problem}.", "Kort de tekst in.")
            raise RefusedError(f"Deze tekst {problem}." if found else "Deze tekst is leeg.", _A_TEXT)
        if region and kind and not region.fullmatch(found):
            raise RefusedError(*_REGIONS[kind])
        if names_rows and fold(found) in ROWS_OF_THE_RESULTS:
            raise RefusedError(f"Deze tekst {NAME_IS_TAKEN}.", OTHER_NAME)
        return found

    return read


def word(words: type[W], *, only: Iterable[W] | None = None) -> Reader[W]:
    """Give a reader of the words of a list: the word itself, or its text.

    Args:
        words: The list.
        only: The words of it that fit; all when left out.

    Example:
        >>> word(YesNo)("ja")
        <YesNo.YES: 'ja'>
    """
    known = {str(each): each for each in (words if only is None else only)}

    def read(value: Any) -> W:
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            raise RefusedError("Dit woord staat niet in de lijst.", f"Kies uit: {', '.join(known)}.")
        return found

    return read


def listed(words: Iterable[str]) -> Reader[str]:
    """Give a reader of the words of a short list that has no enumeration."""
    known = tuple(words)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise RefusedError("Dit woord staat niet in de lijst.", f"Kies uit: {', '.join(known)}.")
        return str.__str__(value)

    return read


def either(first: Reader[W], second: Reader[str]) -> Reader[W | str]:
    """Give a reader that tries the first, and reads with the second what that refuses."""

    def read(value: Any) -> W | str:
        try:
            return first(value)
        except RefusedError:
            return second(value)

    return read


def number(bounds: NumberRule | CellKind) -> Reader[Decimal]:
    """Give a reader of numbers within bounds; a float is read as its shortest decimal.

    Example:
        >>> number(CellKind.QUANTITY)(64.1), number(CellKind.QUANTITY)("2.50")
        (Decimal('64.1'), Decimal('2.50'))
    """
    rule = NUMBER_RULES[bounds] if isinstance(bounds, CellKind) else bounds
    finest = Decimal(1).scaleb(-rule.decimals)

    def read(value: Any) -> Decimal:
        found = _decimal(value)
        if not rule.minimum <= found <= rule.maximum:
            raise RefusedError("Dit getal valt buiten de grenzen.", f"Geef een getal {rule.span}.")
        if found != found.quantize(finest):
            raise RefusedError(*_too_fine(rule.decimals))
        return found

    return read


def whole(bounds: NumberRule = COUNT) -> Reader[int]:
    """Give a reader of whole numbers within bounds; a count when left out.

    Example:
        >>> whole()(12), whole()("12")
        (12, 12)
    """
    within = number(bounds)

    def read(value: Any) -> int:
        return int(within(value))

    return read


def _too_fine(decimals: int) -> tuple[str, str]:
    if not decimals:
        return "Dit is geen geheel getal.", "Rond het getal af."
    return "Dit getal heeft te veel decimalen.", f"Rond het af op ten hoogste {decimals} decimalen."


def _decimal(value: Any) -> Decimal:
    found: Decimal | None = None
    if isinstance(value, Decimal):
        found = value
    elif isinstance(value, float):
        found = Decimal(repr(float(value)))
    elif isinstance(value, str):
        found = Decimal(value) if _NUMBER.fullmatch(value) else None
    elif not isinstance(value, bool):
        try:
            found = Decimal(index(value))  # an int, also one of numpy
        except TypeError:
            found = None
    if found is None or not found.is_finite():
        raise RefusedError(_NO_NUMBER, _A_NUMBER)
    return found


def day(value: Any) -> date:
    """Read a day: a date, a moment at midnight, or text as 2018-03-01.

    Example:
        >>> day("2018-03-01")
        datetime.date(2018, 3, 1)
    """
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if isinstance(value, datetime) and value.time() == time():
            return value.date()
        if isinstance(value, date) and not isinstance(value, datetime):
            return date(value.year, value.month, value.day)
    except ValueError:  # 30 February; a moment of pandas that is none
        pass
    raise RefusedError("Dit is geen dag.", "Geef een datum, zoals date(2018, 3, 1) of '2018-03-01'.")


def yes_no(value: Any) -> bool:
    """Read a yes or no: True or False, or the words of the workbook.

    Example:
        >>> yes_no(True), yes_no("nee")
        (True, False)
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in (YesNo.YES, YesNo.NO):
        return value == YesNo.YES
    raise RefusedError("Dit is geen ja of nee.", "Geef True of False, of 'ja' of 'nee'.")


def one(kind: type[T]) -> Reader[T]:
    """Give a reader of an object of a kind: the object, or a mapping of its fields."""

    def read(value: Any) -> T:
        if isinstance(value, kind):
            return value
        if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
            try:
                return kind(**value)
            except TypeError:  # a plain dataclass, such as a finding, with another field
                pass
        raise RefusedError(
            f"Dit is geen {kind.__name__}.", f"Geef een {kind.__name__}, of een dict met de velden ervan."
        )

    return read


def many(kind: type[T], read_one: Reader[T] | None = None) -> Reader[tuple[T, ...]]:
    """Give a reader of things of a kind in an order; what is wrong with one is said at its place, from 1.

    Args:
        kind: What each of them is.
        read_one: How each is read; an object or a mapping of its fields when left out.

    Example:
        >>> many(str, text())(["Wmo", "Zvw"])
        ('Wmo', 'Zvw')
    """
    read_each = read_one or one(kind)

    def read(value: Any) -> tuple[T, ...]:
        if isinstance(value, str | bytes | Mapping | Set) or not isinstance(value, Iterable):
            raise RefusedError("Dit is geen rij van waarden.", "Geef een lijst of een tuple.")
        given = tuple(value)
        if read_one is None and set(map(type, given)) <= {kind}:
            return given
        found: list[T] = []
        findings: list[Finding] = []
        for place, item in enumerate(given, 1):
            try:
                found.append(read_each(item))
            except RefusedError as refused:
                findings.append(Finding("fout", "", str(place), WRONG, refused.text, refused.advice))
            except ObjectError as error:
                findings += [_at(finding, place) for finding in error.findings]
        if findings:
            raise ObjectError(findings)
        return tuple(found)

    return read


def _at(finding: Finding, place: int) -> Finding:
    return Finding(
        finding.level, finding.sheet, str(place), finding.code, finding.text, finding.advice, finding.count
    )


def texts_in_any_order(value: Any) -> frozenset[str]:
    """Read texts that have no order.

    Example:
        >>> sorted(texts_in_any_order(["b", "a"]))
        ['a', 'b']
    """
    if isinstance(value, frozenset) and all(isinstance(each, str) for each in value):
        return value
    return frozenset(many(str, text())(tuple(value) if isinstance(value, Set) else value))
