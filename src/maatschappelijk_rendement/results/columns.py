"""A column of a published table: its Dutch key, its label, what it holds, and what others must know of it.

A row is a frozen dataclass. An attribute is annotated with its type and its column, so that a builder is
checked by its types and everything else reads the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints


class Kind(StrEnum):
    """What a column holds, and so how a value is kept, written and read aloud.

    Money is kept in whole cents, a price in 1/10.000 euro, a score in 1/100 point, a quantity or a
    measured value in 1/1.000 and a share in 1/10.000; in ``resultaten.json`` these are texts with a decimal
    point.
    """

    TEXT = "tekst"
    WORD = "woord"
    STATUS = "status"
    YES_NO = "ja of nee"
    YEAR = "jaar"
    COUNT = "aantal"
    NUMBER = "getal"
    QUANTITY = "hoeveelheid"
    MEASURE = "meetwaarde"
    EURO = "bedrag"
    DELTA = "verschil in euro"
    PRICE = "prijs"
    GRADE = "gemiddelde score"
    GRADE_DELTA = "verschil in score"
    SHARE = "deel"
    SCALE = "schaal"
    FRACTION = "breuk"
    LIST = "lijst"
    ROWS = "rijen"


class Figures(StrEnum):
    """Columns of a row that are shown or hidden together, in the order in which a row is judged."""

    MAIN = "hoofdgetal"
    COUNT = "aantal"
    PAIRED = "gepaard"
    ABOVE = "boven"
    PARTS = "delen"
    STRUCTURAL = "structureel"
    SPLIT = "verdeling"
    SINGLE = "losse casus"


class Tier(StrEnum):
    """How much a figure weighs when something has to be hidden, from dear to cheap."""

    CASES = "aantal casussen"
    RESIDENTS = "aantal bewoners"
    TOTAL = "totaal"
    MEAN = "gemiddelde"
    STREAMS = "per stroom"
    WELLBEING = "welbevinden"
    PARTIES = "partijen"
    NEW = "nieuwe casussen"
    MDO = "mdo en programma"
    LEVEL = "niveau"
    KIND = "soort geld"
    REPEAT = "herhaling"
    PART = "delen"
    WIJK = "per wijk"
    FINE = "wijk per stroom"
    SPREAD = "verdeling"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: Key in a row of results.
        label: Dutch label.
        kind: What it holds.
        empty: Word for a text that is not there, such as ``geen einddatum``.
        needs: Another key without which this column does not apply: no paired difference without a pair.
        figure: What it is shown or hidden together with: one of ``Figures``, or its own key; empty when it is
            never hidden.
        adds: Whether it is a sum over cases or residents, whose contributions decide whether it is shown.
        tier: What it weighs in a row about everyone; see ``weights.tier_of``.
        mean_of: Column of which it is the mean over the cases of the row, so that it follows a rounded sum.
        around: Column of the estimate of which it is a bound, at equal distance to either side: rounded, the
            bounds must not give the estimate away more finely than it is printed.
        formula: How it is computed, in Dutch.
        among: The only words it may hold.
        whole: How a total reads in it.
        least: Lowest whole number it may hold.
        most: Highest whole number.
        is_intern: Emptied in a public report.
        is_absent: Left out of a row where it says nothing.
        tells_how: It says how the figures of its row read, by their scale, and nothing of anybody.
        name: Attribute of the row; filled in by ``columns_of``.
        may_be_empty: Whether the value may be unknown; filled in by ``columns_of``.
        rows: The class of the rows it holds; filled in by ``columns_of``.
    """

    key: str
    label: str = ""
    kind: Kind = Kind.TEXT
    empty: str = "niet van toepassing"
    needs: str = ""
    figure: str = ""
    adds: bool = False
    tier: Tier | None = None
    mean_of: str = ""
    around: str = ""
    formula: str = ""
    among: tuple[str, ...] = ()
    whole: str = ""
    least: int | None = None
    most: int | None = None
    is_intern: bool = False
    is_absent: bool = False
    tells_how: bool = False
    name: str = ""
    may_be_empty: bool = False
    rows: type[Row] | None = None

    @property
    def is_number(self) -> bool:
        """Whether the column is set to the right, as numbers are."""
        return self.kind not in (Kind.TEXT, Kind.WORD, Kind.STATUS, Kind.YES_NO)


@dataclass(frozen=True, kw_only=True)
class Row(Mapping[str, object]):
    """A row of a table: by attribute for who knows the table, by Dutch key for who does not."""

    def __getitem__(self, key: str) -> object:
        return getattr(self, _names(type(self))[key])

    def get(self, key: str, default: object = None) -> object:
        """Give a value by its Dutch key; as of any mapping, but without an error on the way."""
        name = _names(type(self)).get(key)
        return default if name is None else getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(_names(type(self)))

    def __len__(self) -> int:
        return len(_names(type(self)))


@cache
def _names(row: type[Row]) -> Mapping[str, str]:
    return {column.key: column.name for column in columns_of(row)}


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """Give the columns of a class of rows, in the order of its attributes.

    Example:
        >>> from maatschappelijk_rendement.results.counts import Completeness
        >>> [column.key for column in columns_of(Completeness)]
        ['status', 'regel', 'onderdrukt', 'stroom', 'moment', 'n_bekend', 'n_onbekend']
    """
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(field.name, hints[field.name]) for field in fields(row))


def _column(name: str, hint: Any) -> Column:
    value, column = get_args(hint)
    column = cast("Column", column)
    parts = get_args(value) if get_origin(value) in (Union, UnionType) else (value,)
    nested = [part for one in parts for part in get_args(one) if isinstance(part, type)]
    rows = next((part for part in nested if issubclass(part, Row)), None)
    return replace(column, name=name, may_be_empty=type(None) in parts, rows=rows)


Status = Annotated[
    str, Column("status", "Status", Kind.STATUS, among=("getoond", "onvolledig", "onbekend", "onderdrukt"))
]


# In a public report "te herleiden" where something of the row is hidden, whatever the rule, else nothing.
Reason = Annotated[str, Column("regel", is_absent=True)]
HiddenColumns = Annotated[tuple[str, ...], Column("onderdrukt", kind=Kind.LIST, is_absent=True)]


@dataclass(frozen=True, kw_only=True)
class FigureRow(Row):
    """A row of figures, each of which may be hidden.

    Disclosure control says which are and why; a figure that is hidden or unknown is None.
    """

    status: Status = "getoond"
    reason: Reason = ""
    hidden: HiddenColumns = ()
