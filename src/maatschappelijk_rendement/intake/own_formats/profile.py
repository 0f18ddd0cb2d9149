"""A profile: what each column of a source means. It finds columns by their header, never by their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Blank(StrEnum):
    """What an empty cell of a column with quantities means."""

    UNKNOWN = "onbekend"
    ZERO = "nul"
    SKIPPED = "overslaan"


class DateForm(StrEnum):
    """How a date is written as text: the Dutch way, the American way, or as eight digits."""

    DUTCH = "dmj"
    AMERICAN = "mdj"
    DIGITS = "jjjjmmdd"


@dataclass(frozen=True, slots=True)
class Asked:
    """How one value of a row is made.

    Attributes:
        where: Where this stands in the profile, for messages: ``casussen.wijk``.
        columns: Headers that may hold it; exactly one of them is there.
        joined: Headers whose texts are put after each other.
        between: What stands between those texts.
        separator: A text is cut at this,
        part: and of what comes of it this part counts, from 1.
        constant: The same value on every row.
        words: What a text of the source becomes, by its bare form; an empty text means nothing.
        otherwise: What every other text becomes.
        blank: What an empty cell becomes.
        absent: What every row gets where none of the columns is there.
        times: A number is multiplied by this.
        rounds: A number may be rounded to what its column can hold.
        add_months: A date is moved by so many months.
        date_form: How a date is written where it is text.
        is_pseudonym: The text is replaced by a pseudonym, made with a key.
    """

    where: str
    columns: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    between: str = " "
    separator: str = ""
    part: int = 1
    constant: str | Decimal | date | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    blank: str | None = None
    absent: str | None = None
    times: Fraction = Fraction(1)
    rounds: bool = False
    add_months: int = 0
    date_form: DateForm = DateForm.DUTCH
    is_pseudonym: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are kept.

    Attributes:
        where: Where it stands in the profile.
        columns: Headers that may be looked at; exactly one of them is there.
        words: Bare forms of the texts that match; None looks only whether something stands there.
        wants: A row that matches (or is filled) is kept; else such a row goes.
    """

    where: str
    columns: tuple[str, ...]
    words: frozenset[str] | None
    wants: bool


@dataclass(frozen=True, slots=True)
class Wide:
    """One column that becomes rows of its own.

    Attributes:
        where: Where it stands in the profile.
        header: The column of the source.
        fields: What else stands on such a row, by header of the workbook.
        cell: How the number in the column is read; None reads it as the block says.
    """

    where: str
    header: str
    fields: Mapping[str, Asked]
    cell: Asked | None = None


@dataclass(frozen=True, slots=True)
class SheetProfile:
    """How rows of one sheet of the workbook are made.

    Attributes:
        where: Where it stands in the profile.
        sheet: Sheet of the workbook.
        table: Name of the table of the source; empty takes the one there is, or that of the profile.
        filters: Which rows are kept.
        fields: Each value by header of the workbook; ``stroom`` and ``bedrag`` besides, for amounts.
        wide: Columns that become rows of their own.
        patterns: Headers of such columns, as ``{stroom} {moment}`` or ``{product} {moment}``.
        cell: How the number in such a column is read.
        blank: What an empty cell in such a column means.
        by_mdo_date: A line belongs before or after the MDO by its days and the date of the MDO.
    """

    where: str
    sheet: str
    table: str = ""
    filters: tuple[Filter, ...] = ()
    fields: Mapping[str, Asked] = field(default_factory=dict)
    wide: tuple[Wide, ...] = ()
    patterns: tuple[str, ...] = ()
    cell: Asked | None = None
    blank: Blank = Blank.UNKNOWN
    by_mdo_date: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """A second source, joined by an id.

    Attributes:
        where: Where it stands in the profile.
        file: Its name, beside the source.
        table: Name of its table; empty takes the one there is.
        key_here: Header of the id in the source.
        key_there: Header of the id in the second source.
        takes: Headers that are taken from it.
    """

    where: str
    file: str
    table: str
    key_here: str
    key_there: str
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a source means.

    Attributes:
        name: What it is called in messages: of a preset, or ``profiel``.
        made_for: Which source it was made for, in words.
        table: Name of the table of the source; empty takes the one there is.
        header_row: Row of the headers; None finds it.
        decimal_sign: What stands before the decimals of a number that is written as text.
        filters: Which rows of that table are kept.
        beside: Second sources.
        settings: Settings of sheet Analyse.
        products: Words for products, by their bare form, with what stands on such a row.
        cases: How cases are made.
        blocks: How rows of the other sheets are made.
    """

    name: str
    made_for: str
    cases: SheetProfile
    table: str = ""
    header_row: int | None = None
    decimal_sign: str = ","
    filters: tuple[Filter, ...] = ()
    beside: tuple[Beside, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, Mapping[str, Asked]] = field(default_factory=dict)
    blocks: tuple[SheetProfile, ...] = ()
