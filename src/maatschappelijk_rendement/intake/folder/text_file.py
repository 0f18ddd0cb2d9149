"""Reads CSV: every record is counted, and a file that can be read in more than one way is refused.

Records are found twice, by their bytes (``records``) and by Arrow; where the two disagree nothing is read.
Rows that hold nothing are skipped and counted: read = used + blank. A row has the number that Excel shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.folder import text_words as words
from maatschappelijk_rendement.intake.folder.complaints import Complaints, Spot
from maatschappelijk_rendement.intake.folder.encoding import (
    Encoding,
    UnknownEncodingError,
    find_encoding,
    utf_8_pieces,
)
from maatschappelijk_rendement.intake.folder.file_table import ROW, FileTable, SourceFile
from maatschappelijk_rendement.intake.folder.heading import (
    DELIMITERS,
    FileHeading,
    NoHeadingError,
    find_heading,
)
from maatschappelijk_rendement.intake.folder.records import Dialect, find_records
from maatschappelijk_rendement.intake.folder.text_blocks import Start, TextBlock, UnendingError, read_blocks
from maatschappelijk_rendement.intake.folder.text_rows import (
    UnreadableTextError,
    is_blank,
    is_header,
    is_longer,
    parse,
    with_numbers,
)
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS


def open_csv(connection: Any, source: SourceFile, name: str) -> FileTable:
    """Read the CSV of a sheet into a table of texts.

    Args:
        connection: A DuckDB connection.
        source: The file, or the files of its folder.
        name: Name of the table to make, of our own.

    Returns:
        The table, with every cell as it was written (an empty one is an empty text); without a relation where
        there is an error.

    Raises:
        UsageError: pyarrow is not installed.
    """
    reader = TextReader(source)
    is_made, block = False, f"{name}_block"
    for table in reader.rows():
        connection.register(block, table)
        into = f"insert into {name}" if is_made else f"create table {name} as"
        connection.execute(f"{into} select * from {block}")
        connection.unregister(block)
        is_made = True
    if not is_made and not reader.found.has_errors:
        reader.say(words.NO_HEADING["leeg"], Spot())
    if is_made and not reader.found.has_errors:
        ((rows,),) = connection.sql(f"select count(*) from {name}").fetchall()
        if rows != reader.read - reader.blank:
            reader.say(words.OTHER_COUNT, Spot())
    if reader.found.has_errors:
        connection.execute(f"drop table if exists {name}")
    return FileTable(
        None if reader.found.has_errors else connection.table(name),
        reader.headers,
        reader.letters,
        reader.read,
        reader.blank,
        reader.found.findings(),
        tuple(reader.starts),
    )


class _StopError(Exception):
    """The rest of a file cannot be read, and that has been said."""


class TextReader:
    """Reads the rows of a sheet once; afterwards it knows how many there are and what is wrong.

    Attributes:
        headers: The headers as written, of columns that have one.
        letters: The letters of those columns, as Excel shows them.
        read: Rows beside the headers.
        blank: Rows that hold nothing.
        starts: ``row`` of the first line of each file.
        found: What is wrong. With an error the rows that were given are not all there are.
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._all_headers: list[str] = []
        self.headers: tuple[str, ...] = ()
        self.letters: tuple[str, ...] = ()
        self.read = 0
        self.blank = 0
        self.starts: list[int] = []
        self.found = Complaints(source.sheet)

    def say(self, said: words.Words, spot: Spot, rows: int = 1) -> None:
        """Note an error."""
        self.found.error(said.code, spot, said.text, said.advice, rows)

    def rows(self) -> Iterator[Any]:
        """Give the rows in Arrow tables: a column of texts for each header, and ``row``."""
        next_start = 1
        for number, path in enumerate(self._source.parts, 1):
            part = number if self._source.is_folder else 0
            self.starts.append(next_start)
            try:
                for block, table in self._read_file(path, part, next_start):
                    next_start = self.starts[-1] + block.start.row + len(block.rows) - 1
                    if table is not None and not self.found.has_errors:
                        yield table
            except _StopError:
                continue
            except UnknownEncodingError as error:
                said = words.MIXED_ENCODING if error.is_mixed else words.NO_ENCODING
                self.say(said, Spot(error.line, part=part))
            except UnreadableTextError:
                self.say(words.OTHER_COUNT, Spot(part=part))
            except OSError:
                self.say(words.UNREADABLE, Spot(part=part))

    def _read_file(self, path: Path, part: int, first_row: int) -> Iterator[tuple[TextBlock, Any]]:
        encoding = find_encoding(path)
        if encoding is not Encoding.UTF_8:
            said = words.WINDOWS if encoding is Encoding.WINDOWS_1252 else words.UTF_16
            self.found.warning(said.code, Spot(part=part), said.text, said.advice)
        with closing(utf_8_pieces(path, encoding)) as pieces:
            beginning = next(pieces, b"")
            if not beginning and part:
                return  # for a part without rows Spark may write a file without anything
            heading = self._heading(beginning, part)
            self.read -= 1  # the header is no row
            start = Start(part=part, line=2 if heading.skipped else 1)
            has_header = False
            try:
                for block in read_blocks(
                    chain((beginning[heading.skipped :],), pieces), heading.dialect, start
                ):
                    self._check_records(block, heading.cells)
                    self.read += len(block.rows)
                    table = None
                    if not self.found.has_errors:
                        table, has_header = self._table(block, heading.cells, first_row, has_header)
                    yield block, table
            except UnendingError as error:
                said = words.OPEN_QUOTE if error.is_quoted else words.LONG_ROW
                self.say(said, Spot(error.start.row, error.start.line, part=part))

    def _heading(self, beginning: bytes, part: int) -> FileHeading:
        try:
            heading = find_heading(beginning)
        except NoHeadingError as error:
            self.say(words.NO_HEADING[error.why], Spot(part=part))
            raise _StopError from None
        if heading.cells > DEFAULT_LIMITS.columns:
            said = words.MANY_COLUMNS
            self.say(said._replace(text=said.text.format(DEFAULT_LIMITS.columns)), Spot(part=part))
            raise _StopError
        return heading

    def _check_records(self, block: TextBlock, cells: int) -> None:
        """Note records that break the rules, or have another number of cells than the header."""
        broken = block.records.broken
        if broken:
            self.say(words.BROKEN[broken.why], block.spot_of_byte(broken.position))
            raise _StopError
        others = block.rows_with_content(block.rows[block.records.cells != cells])
        if not len(others):
            return
        first = int(others[0])
        record = block.record(first)
        if _has_other_delimiter(record, block.dialect, cells):
            said = words.OTHER_DELIMITER
        else:
            there = int(block.records.cells[first - block.start.row])
            text = f"Deze rij heeft {_counted(there)} en de kopregel {_counted(cells)}."
            said = words.Words("rij_ongelijk", text, words.UNEVEN)
        self.say(said, block.spot(first), len(others))

    def _table(self, block: TextBlock, cells: int, first_row: int, has_header: bool) -> tuple[Any, bool]:
        """Parse a block, check its rows, and give those that hold something."""
        is_regular = block.records.cells == cells
        numbers = block.rows[is_regular]
        table = parse(block.text, block.records.length, block.dialect, cells, len(numbers))
        blank = is_blank(table)
        self.blank += int(blank.sum()) + int((~is_regular).sum())
        if blank.any():
            table, numbers = table.filter(~blank), numbers[~blank]
        self._check_lengths(block, table, numbers)
        if not has_header and len(numbers):
            self._read_header(block, [column[0].as_py() for column in table.columns], int(numbers[0]))
            table, numbers, has_header = table.slice(1), numbers[1:], True
        if not has_header:
            return None, False
        again = is_header(table, self._all_headers)
        if again.any():
            self.say(words.SECOND_HEADER, block.spot(int(numbers[again][0])), int(again.sum()))
        for position, header in enumerate(self._all_headers):
            filled = ~is_blank(table.select([position])) if not header.strip() else again[:0]
            if filled.any():
                spot = block.spot(int(numbers[filled][0]), column_letters(position))
                self.say(words.NO_HEADER, spot, int(filled.sum()))
        kept = table.select([place for place, header in enumerate(self._all_headers) if header.strip()])
        if self.found.has_errors:
            return None, True
        return with_numbers(kept, self.headers, numbers + (first_row - 1)), True

    def _check_lengths(self, block: TextBlock, table: Any, numbers: Any) -> None:
        limit = DEFAULT_LIMITS.cell_characters
        for position, column in enumerate(table.columns):
            longer = is_longer(column, limit)
            if longer.any():
                text = f"Deze cel heeft meer tekens dan de grens van {dutch_number(limit)}."
                said = words.Words("grens_tekens", text, words.LONG_CELL)
                spot = block.spot(int(numbers[longer][0]), column_letters(position))
                self.say(said, spot, int(longer.sum()))

    def _read_header(self, block: TextBlock, headers: list[str], row: int) -> None:
        """Note the headers of the first file; those of another file must be the same."""
        folded = [fold_header(header) for header in headers]
        if self._all_headers:
            if folded != [fold_header(header) for header in self._all_headers]:
                self.say(words.OTHER_PARTS, block.spot(row))
                raise _StopError
            return
        self._all_headers = headers
        for position, header in enumerate(folded):
            spot = block.spot(row, column_letters(position))
            if header and header in folded[:position]:
                self.say(words.DOUBLE_HEADER, spot)
            if header == ROW:
                self.say(words.OWN_NAME, spot)
        named = [position for position, header in enumerate(headers) if header.strip()]
        self.headers = tuple(headers[position] for position in named)
        self.letters = tuple(column_letters(position) for position in named)


def _has_other_delimiter(record: bytes, dialect: Dialect, cells: int) -> bool:
    text = record + dialect.line_end
    others = (Dialect(other, dialect.line_end) for other in DELIMITERS if other != dialect.delimiter)
    return any(find_records(text, other).cells[:1].tolist() == [cells] for other in others)


def _counted(cells: int) -> str:
    return "1 cel" if cells == 1 else f"{cells} cellen"
