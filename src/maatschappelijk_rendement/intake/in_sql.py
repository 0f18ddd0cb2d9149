"""The columns of a relation in DuckDB as canonical columns: each different text is read once.

Numbers and days that a Parquet file already holds as such are worked out where they lie; what does not come
out is read once more in Python, so that the words of a mistake are the same everywhere. The table is made
first: which columns have something wrong, its own bits tell, and only those are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from maatschappelijk_rendement.domain.calendar import NO_END
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import CellKind, SheetColumn, SheetTable, as_read
from maatschappelijk_rendement.domain.vocabulary import fold, fold_header
from maatschappelijk_rendement.intake.canonical import DATES, LINE, SCALED, WRONG, bit, stored_name
from maatschappelijk_rendement.intake.reading import LEAST_PART, value_reader
from maatschappelijk_rendement.intake.workbook.columns import Fault, column_subject, missing
from maatschappelijk_rendement.intake.workbook.dutch import FIRST_YEAR, LAST_YEAR
from maatschappelijk_rendement.intake.workbook.personal import has_bsn

# Some letters and at most seven digits: too short for a BSN or a telephone number, and no date or address.
PLAIN_ID = "[A-Za-z]{0,10}[-_]?[0-9]{1,7}"
MOST_PLACES = 3
"""So many rows of one mistake are named; the others are counted."""
_FIRST_ROWS = f"list(s.row order by s.row)[1:{MOST_PLACES}]"
# More different wrong values than this are not all looked at: their rows are counted under the words of the
# others.
_MOST_WRONG_VALUES = 10_000
_FLOATS = ("DOUBLE", "FLOAT", "REAL")
_WHOLES = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
)
Spell = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class InSql:
    """One table of a folder, read.

    Attributes:
        findings: What is wrong with its cells: the first places of each, with counts.
        hidden: Folded texts that outputs must not show.
    """

    findings: tuple[Finding, ...]
    hidden: frozenset[str]


def read_into(
    connection: Any,
    table: SheetTable,
    name: str,
    source: Any,
    *,
    spell: Mapping[str, Spell] | None = None,
    numbers: str = "",
) -> InSql:
    """Make the canonical table of a relation.

    Args:
        connection: The DuckDB connection.
        table: The declaration.
        name: Name of the view to make: the canonical columns, ``line`` and ``wrong``.
        source: Relation with the file's columns and ``row``.
        spell: By field how its texts are spelled; see ``intake.spelling``.
        numbers: Table with the number of each case and its id in small letters; an id becomes that number.
            Ids stay as they are when left out.
    """
    headers = {fold_header(header): header for header in source.columns if header != "row"}
    types = dict(zip(source.columns, map(str, source.types), strict=True))
    source.create_view("source", replace=True)
    reader = _TableReader(connection, table, dict(spell or {}), numbers)
    for header, column in table.by_header.items():
        if header in headers:
            reader.add(as_read(column), headers[header], types[headers[header]])
        else:
            reader.leave_empty(column)
    reader.create(name)
    return InSql(tuple(reader.findings), frozenset(reader.hidden))


class _TableReader:
    """Builds one query for all columns of a file, and gathers what is wrong with them."""

    def __init__(self, connection: Any, table: SheetTable, spell: Mapping[str, Spell], numbers: str) -> None:
        self._connection = connection
        self._table = table
        self._spell = spell
        self._numbers = numbers
        self._columns: list[str] = []
        self._empty: list[str] = []
        self._wrong: list[str] = ["0"]
        self._joins: list[str] = []
        self._notes: list[tuple[int, Callable[[], None]]] = []
        self.findings: list[Finding] = []
        self.hidden: set[str] = set()

    def leave_empty(self, column: SheetColumn) -> None:
        """Add a column that the file does not have: empty in every row."""
        kind = "int" if self._is_numbered(column) else kind_in_sql(column)
        self._empty.append(f'null::{kind} as "{stored_name(column.name)}"')

    def _is_numbered(self, column: SheetColumn) -> bool:
        return column.name == "case_id" and bool(self._numbers)

    def add(self, column: SheetColumn, header: str, file_type: str) -> None:
        """Add a column of the file."""
        cell = 's."' + header.replace('"', '""') + '"'
        is_nothing = file_type.strip('"') == "NULL"  # a column in which everything is empty
        is_text = not _is_number(column) and column.kind not in DATES
        if is_nothing or (file_type in _WHOLES and is_text):
            cell, file_type = f"{cell}::varchar", "VARCHAR"
        elif file_type in _FLOATS:
            cell = f"nullif({cell}, 'nan'::{file_type})"
        elif column.kind is CellKind.LAST_DAY and file_type.startswith(("DATE", "TIMESTAMP")):
            cell = f"case when {cell}::date <> date '{NO_END.isoformat()}' then {cell} end"
        name, number = stored_name(column.name), len(self._joins)
        typed = _typed(column, cell, file_type)
        if typed is None:
            plain = f"regexp_full_match({cell}, '{PLAIN_ID}')" if column.kind is CellKind.ID else "false"
            texts = f"{self._table.sheet.lower()}_texts_{number}"
            self._read_texts(column, cell, plain, texts)
            text = f"t{number}"
            self._joins.append(f"left join {texts} {text} on {text}.raw = {cell}")
            value, filled = f"{text}.meaning", f"coalesce({text}.is_filled, false)"
            if column.kind is CellKind.ID:
                # Every other text is in the table.
                value = f"case when {text}.raw is null then {cell} else {value} end"
                filled = f"coalesce({text}.is_filled, {cell} is not null)"
            wrong = f"coalesce({text}.is_wrong, false)"
        else:
            value, filled = typed, f"{cell} is not null"
            wrong = f"({filled} and ({typed}) is null)"
            self._notes.append(
                (bit(self._table, column.name), partial(self._note_untyped, column, cell, typed))
            )
            self._joins.append("")
        if self._is_numbered(column):
            self._joins.append(f"left join {self._numbers} c on lower({value}) = c.id")
            value = "c.number"
        self._columns.append(f'{value} as "{name}"')
        if column.required:
            self._notes.append(
                (
                    bit(self._table, column.name),
                    partial(self._note_missing, column, f"not ({filled})", number),
                )
            )
            wrong = f"({wrong} or not ({filled}))"
        self._wrong.append(f"case when {wrong} then {bit(self._table, column.name)} else 0 end")

    def create(self, name: str) -> None:
        """Store what the file has; a view adds what is empty, or right, in every row."""
        joins = " ".join(self._joins)
        columns = ", ".join(
            [*self._columns, f"s.row as {LINE}", f"({' + '.join(self._wrong)})::bigint as {WRONG}"]
        )
        connection, stored = self._connection, f"{name}_stored"
        connection.execute(f"create temp table {stored} as select {columns} from source s {joins}")
        ((bits,),) = connection.sql(f"select bit_or({WRONG}) from {stored}").fetchall()
        for asked, note in self._notes:
            if (bits or 0) & asked:
                note()
        added = list(self._empty)
        if not bits:
            connection.execute(f"alter table {stored} drop column {WRONG}")
            added.append(f"0::bigint as {WRONG}")
        connection.execute(f"create temp view {name} as select {', '.join(['*', *added])} from {stored}")

    def _read_texts(self, column: SheetColumn, cell: str, plain: str, name: str) -> None:
        """Read each different text of a column in Python, into a table of meanings."""
        reader, spell = value_reader(column, ends_after=False), self._spell.get(column.name)
        rows: list[tuple[Any, ...]] = []
        said: dict[str, Sequence[Fault]] = {}
        asked = f"{cell} is not null and not {plain}"
        texts = self._connection.sql(f"select distinct {cell} from source s where {asked}").fetchall()
        for place, (raw,) in enumerate(texts):
            parsed = reader(raw, place < _MOST_SUGGESTIONS)
            is_missing = parsed.is_wrong and parsed.faults[0].code == "waarde_ontbreekt"
            if parsed.faults and not is_missing:
                said[raw] = parsed.faults
            meaning = parsed.meaning
            if isinstance(meaning, str) and spell is not None:
                meaning = spell(meaning)
            if isinstance(meaning, str) and column.kind in _TEXTS and has_bsn(meaning):
                self.hidden.add(fold(meaning))
            is_nothing = parsed.meaning is None and (not parsed.is_wrong or is_missing)
            is_filled = bool(raw.strip(" ")) and not is_nothing
            rows.append((raw, _stored(column, meaning), parsed.is_wrong and not is_missing, is_filled))
        kind = kind_in_sql(column)
        if kind == "varchar" and column.kind is not CellKind.ID:
            kind = _words(row[1] for row in rows)
        self._connection.execute(
            f"create temp table {name} (raw varchar, meaning {kind}, is_wrong bool, is_filled bool)"
        )
        if rows:
            _insert(self._connection, name, rows)
        if said:
            self._note_texts(column, cell, asked, name, said)

    def _note_texts(
        self, column: SheetColumn, cell: str, asked: str, name: str, said: Mapping[str, Sequence[Fault]]
    ) -> None:
        """Count the rows of each text of which something is to be said, and name the first."""
        self._connection.execute(f"create temp table {name}_said (raw varchar)")
        self._connection.executemany(f"insert into {name}_said values (?)", [(raw,) for raw in said])
        query = (
            f"select {cell} as raw, count(*) as n, {_FIRST_ROWS} as lines from source s "
            f"where {asked} and {cell} in (select raw from {name}_said) group by 1"
        )
        faults: dict[Fault, tuple[int, list[int]]] = {}
        for raw, number, lines in self._connection.sql(query).fetchall():
            for fault in said[raw]:
                count, places = faults.get(fault, (0, []))
                faults[fault] = (count + number, sorted([*places, *lines])[:MOST_PLACES])
        self._note_all(column, faults)

    def _note_untyped(self, column: SheetColumn, cell: str, typed: str) -> None:
        """Say of the values of a typed column that did not come out what a workbook would say of them."""
        query = (
            f"select {cell} as raw, count(*) as n, {_FIRST_ROWS} as lines from source s "
            f"where {cell} is not null and ({typed}) is null group by 1 limit {_MOST_WRONG_VALUES}"
        )
        reader = value_reader(column, ends_after=False)
        faults: dict[Fault, tuple[int, list[int]]] = {}
        for raw, number, lines in self._connection.sql(query).fetchall():
            parsed = reader(raw, False)
            for fault in parsed.faults or (_unfit(column),):
                count, places = faults.get(fault, (0, []))
                faults[fault] = (count + number, sorted([*places, *lines])[:MOST_PLACES])
        self._note_all(column, faults)

    def _note_missing(self, column: SheetColumn, condition: str, number: int) -> None:
        joins = self._joins[number] if self._joins[number:] else ""
        query = f"select count(*), {_FIRST_ROWS} from source s {joins} where {condition}"
        count, lines = self._connection.sql(query).fetchall()[0]
        if count:
            self._note_all(column, {missing(column_subject(column)): (count, lines)})

    def _note_all(self, column: SheetColumn, faults: Mapping[Fault, tuple[int, Sequence[int]]]) -> None:
        for fault, (count, lines) in faults.items():
            self.findings += counted(fault, self._table, lines, count)


_TEXTS = frozenset({CellKind.NAME, CellKind.SOURCE})
_MOST_SUGGESTIONS = 500
_MOST_WORDS = 1000


def counted(fault: Fault, table: SheetTable, lines: Sequence[int], count: int) -> Iterable[Finding]:
    """Give a finding a place; the last one stands for the rows that are not named."""
    for position, line in enumerate(lines, 1):
        rest = 1 if position < len(lines) else count - len(lines) + 1
        yield Finding(fault.level, table.sheet, str(line), fault.code, fault.text, fault.advice, rest)


def _unfit(column: SheetColumn) -> Fault:
    text = f"{column_subject(column).start} heeft een waarde die hier niet past."
    return Fault("fout", "type", text, "Verbeter de waarde.")


def _is_number(column: SheetColumn) -> bool:
    return column.name in SCALED or column.kind is CellKind.WHOLE


def _stored(column: SheetColumn, meaning: Any) -> Any:
    if meaning is None or isinstance(meaning, date):
        return meaning
    if column.name in SCALED:
        return int(meaning.scaleb(SCALED[column.name][1]))
    if isinstance(meaning, tuple):
        return ";".join(meaning)
    return meaning


def _typed(column: SheetColumn, cell: str, file_type: str) -> str | None:
    """Give the SQL for a column that is no text: its value, null where it does not fit; None for a text."""
    if file_type in ("VARCHAR", "ENUM") or file_type.startswith("ENUM"):
        return None
    if column.kind in DATES and file_type.startswith(("DATE", "TIMESTAMP")):
        in_years = f"{cell} between date '{FIRST_YEAR}-01-01' and date '{LAST_YEAR}-12-31'"
        day = f"case when {cell} = {cell}::date and {in_years} then {cell}::date end"
        # A file holds the last day, a frame the day after it.
        return f"({day} + 1)::date" if column.kind is CellKind.LAST_DAY else day
    is_decimal = file_type.startswith("DECIMAL")
    if _is_number(column) and (file_type in (*_FLOATS, *_WHOLES) or is_decimal):
        rule, decimals = column.number_rule, SCALED[column.name][1] if column.name in SCALED else 0
        inside = f"{cell} between {rule.minimum} and {rule.maximum}"
        if file_type in _FLOATS:
            # What lies nearer than this is the same number written.
            whole = f"({cell}::double * {10**decimals})"
            fits = f"{inside} and abs({whole} - round({whole})) < {LEAST_PART}"
            return f"case when {fits} then round({whole})::bigint end"
        whole = f"({cell}::decimal(38, 10) * {10**decimals})"
        return f"case when {inside} and {whole} = floor({whole}) then {whole}::bigint end"
    return f"null::{kind_in_sql(column)}"


def kind_in_sql(column: SheetColumn) -> str:
    """Give the type in which a column is stored."""
    return "date" if column.kind in DATES else "bigint" if _is_number(column) else "varchar"


def _words(meanings: Iterable[Any]) -> str:
    """Give the type of a column of these texts: an enumeration where they are few, which counts faster."""
    words = sorted({str(word) for word in meanings if word is not None})
    if not 0 < len(words) <= _MOST_WORDS:
        return "varchar"
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"enum({listed})"


def _insert(connection: Any, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
    import pandas as pd

    raw, meaning, wrong, filled = zip(*rows, strict=True)
    made = pd.DataFrame({"raw": raw, "meaning": pd.Series(meaning, dtype="object"), "w": wrong, "f": filled})
    connection.register("made_rows", made)
    connection.execute(f"insert into {name} select raw, meaning, w, f from made_rows")
    connection.unregister("made_rows")
