"""Objects that never change: each field says how it is read, and one constructor reads them all.

What does not fit is refused at once and together, in Dutch, by the names of object and field and without the
values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from inspect import Parameter, Signature
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, dataclass_transform, overload

from maatschappelijk_rendement.domain.errors import Finding, ObjectError
from maatschappelijk_rendement.domain.given import WRONG, Reader, RefusedError
from maatschappelijk_rendement.domain.tabular import Tabular

T = TypeVar("T")
W = TypeVar("W", bound=StrEnum)
Kept = TypeVar("Kept", covariant=True)
Given = TypeVar("Given", contravariant=True)


class Read(Generic[Kept, Given]):
    """What a type checker knows of a field: what it holds, and what the constructor takes for it.

    It is never made: at run time a field is one of a plain dataclass, and holds what its reader gave.
    """

    @overload
    def __get__(self, item: None, kind: Any) -> Self: ...
    @overload
    def __get__(self, item: object, kind: Any) -> Kept: ...
    def __get__(self, item: Any, kind: Any) -> Any:
        """Give what the field holds."""
        raise NotImplementedError  # never made: for a type checker only

    def __set__(self, item: object, value: Given) -> None:
        """Take what the constructor is given."""
        raise NotImplementedError  # never made: for a type checker only


Text = Read[str, str]
TextOrNone = Read[str | None, str | None]
Word = Read[W, W | str]
WordOrNone = Read[W | None, W | str | None]
Number = Read[Decimal, Decimal | int | float | str]
NumberOrNone = Read[Decimal | None, Decimal | int | float | str | None]
Whole = Read[int, int | str]
WholeOrNone = Read[int | None, int | str | None]
Day = Read[date, date | str]
DayOrNone = Read[date | None, date | str | None]
YesOrNo = Read[bool, bool | str]
One = Read[T, T | Mapping[str, Any]]
Many = Read[tuple[T, ...], Iterable[T | Mapping[str, Any]]]


@overload
def read_by(reader: Reader[T]) -> Read[T, Any]: ...
@overload
def read_by(reader: Reader[T], *, default: None) -> Read[T | None, Any]: ...
@overload
def read_by(reader: Reader[T], *, default: T) -> Read[T, Any]: ...
def read_by(reader: Reader[Any], *, default: Any = MISSING) -> Any:
    """Declare a field.

    Args:
        reader: How what is given for it is read, see ``given``.
        default: What it holds when it is left out; None when it may be empty. Without a default it is needed.
    """
    return field(default=default, metadata={"read": reader})


@dataclass(frozen=True, slots=True)
class Together:
    """Fields that have to fit each other.

    Attributes:
        names: The fields; what is wrong is said of the last.
        holds: Takes their values and says whether they fit; asked when each could be read.
        text: Dutch sentence: what is wrong.
        advice: Dutch sentence: what to do now.
    """

    names: tuple[str, ...]
    holds: Callable[..., bool]
    text: str
    advice: str


class Record(Tabular):
    """An object of which each field is read when it is made; see ``record``."""

    __slots__ = ()
    together: ClassVar[tuple[Together, ...]] = ()
    _fields: ClassVar[tuple[tuple[str, Reader[Any], Any], ...]] = ()

    def __init__(self, **given: Any) -> None:
        kind = type(self)
        found: dict[str, Any] = {}
        findings: list[Finding] = []
        for name, reader, default in kind._fields:
            value = given.pop(name, default)
            try:
                found[name] = value if value is default is not MISSING else _read(name, reader, value)
            except RefusedError as refused:
                findings.append(_finding(kind, name, WRONG, refused.text, refused.advice))
            except ObjectError as error:
                findings += [each if each.sheet else _moved(kind, name, each) for each in error.findings]
        if given:
            findings.append(_unknown(kind, len(given)))
        for rule in kind.together:
            if all(name in found for name in rule.names) and not rule.holds(*map(found.get, rule.names)):
                findings.append(_finding(kind, rule.names[-1], "velden_passen_niet", rule.text, rule.advice))
        if findings:
            raise ObjectError(findings)
        put = object.__setattr__  # it never changes after this
        for name, value in found.items():
            put(self, name, value)


def _read(name: str, reader: Reader[Any], value: Any) -> Any:
    if value is MISSING or value is None:
        raise RefusedError(
            "Dit veld ontbreekt." if value is MISSING else "Dit veld is leeg.", f"Vul {name} in."
        )
    return reader(value)


def _finding(kind: type[Record], name: str, code: str, text: str, advice: str) -> Finding:
    return Finding("fout", f"{kind.__name__}.{name}", "", code, text, advice)


def _moved(kind: type[Record], name: str, finding: Finding) -> Finding:
    return Finding(
        "fout", f"{kind.__name__}.{name}", finding.cell, finding.code, finding.text, finding.advice
    )


def _unknown(kind: type[Record], number: int) -> Finding:
    # The name itself is not ours: it is not repeated.
    text = "Een veld is onbekend." if number == 1 else f"{number} velden zijn onbekend."
    advice = f"Kies uit: {', '.join(names_of(kind))}."
    return Finding("fout", kind.__name__, "", "veld_onbekend", text, advice)


R = TypeVar("R", bound=Record)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(read_by,))
def record(kind: type[R]) -> type[R]:
    """Make a class of fields a frozen dataclass that is made by name and reads what it is given.

    Example:
        >>> from maatschappelijk_rendement.domain import given
        >>> @record
        ... class Visit(Record):
        ...     hours: Whole = read_by(given.whole())
        ...     planned: YesOrNo = read_by(given.yes_no, default=False)
        >>> Visit(hours="2")
        Visit(hours=2)
        >>> Visit(hours=2.5)
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.errors.ObjectError: 1 fout, 0 waarschuwingen
        - fout: Visit.hours: Dit is geen geheel getal. Rond het getal af.
    """
    made: Any = dataclass(frozen=True, kw_only=True, init=False, slots=True)(kind)
    made._fields = tuple((each.name, each.metadata["read"], each.default) for each in fields(made))
    empty = Parameter.empty
    made.__signature__ = Signature(  # what help() shows
        [
            Parameter(name, Parameter.KEYWORD_ONLY, default=empty if default is MISSING else default)
            for name, _, default in made._fields
        ]
    )
    return cast("type[R]", made)


def make(kind: type[R], given: Mapping[str, Any]) -> R:
    """Make an object of a mapping of its fields, such as a row; what does not fit is refused as ever."""
    return kind(**given)


def values_of(item: Record) -> dict[str, Any]:
    """Give the fields of an object by name, in order."""
    return {name: getattr(item, name) for name, *_ in item._fields}


def names_of(kind: type[Record]) -> tuple[str, ...]:
    """Give the names of the fields of a kind of object, in order."""
    return tuple(name for name, *_ in kind._fields)
