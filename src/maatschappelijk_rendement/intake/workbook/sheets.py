"""One sheet of the contract: its headers in row 1, its rows, and what its structure has to say.

A scan yields the rows that hold something and accounts for the others; findings about headers, blank and
hidden rows, merged cells and comments come from here, those about values from ``columns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from maatschappelijk_rendement.domain.tables import SheetColumn, SheetTable
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.areas import parse_area
from maatschappelijk_rendement.intake.workbook.book import Book
from maatschappelijk_rendement.intake.workbook.cells import SheetFacts, SheetRow, Type, iter_rows
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.gate import RESAVE, DamagedPartError
from maatschappelijk_rendement.intake.workbook.headers import ELSEWHERE, unknown_columns
from maatschappelijk_rendement.intake.workbook.markup import say_why
from maatschappelijk_rendement.intake.workbook.package import SheetEntry, read_comment_cells

OWN_COMMENT = "Melding van de controle"
"""First words of the comments in a workbook with findings; such comments are no remark of a user."""
OWN_COMMENTS = (OWN_COMMENT, "Melding van mr controleer")
"""Those, and the ones of earlier versions."""

HEADER_ROW = 1
# A title and some blank lines may stand above a header that is in the wrong place; further down nobody looks.
_ROWS_TO_LOOK_FOR_A_HEADER = 20
# A sheet with thousands of merged cells gets this many findings and one with the count.
_MERGES_SHOWN = 20

_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?")

_FLAWS: dict[str, tuple[str, str]] = {
    "volgorde": ("De rijen of cellen staan in het bestand niet op volgorde.", RESAVE),
    "rij_dubbel": ("Deze rij staat dubbel in het bestand.", RESAVE),
    "cel_dubbel": ("Deze cel staat dubbel in het bestand, met twee waarden.", RESAVE),
    "gedeelde_tekst": ("Deze cel verwijst naar een tekst die er niet is: het bestand is beschadigd.", RESAVE),
    "formule_te_lang": ("Deze cel heeft een formule die te lang is: het bestand is beschadigd.", RESAVE),
    "celtype": ("Deze cel heeft een onbekend type: het bestand is beschadigd.", RESAVE),
    "stijl": ("Deze cel verwijst naar een stijl die er niet is.", RESAVE),
    "gegevens_dubbel": (
        "Dit blad heeft in het bestand twee keer gegevens; het is niet te zien welke tellen.",
        "Controleer in Excel of alle rijen er staan, plak ze in een lege werkmap en bewaar die.",
    ),
    "te_diep": ("Dit blad is te diep genest.", RESAVE),
    "grens_rijen": (
        "Dit blad gaat verder dan de grens voor het aantal rijen.",
        "Haal overtollige rijen weg.",
    ),
    "grens_kolommen": (
        "Deze cel staat voorbij de grens voor het aantal kolommen.",
        "Bewaar wat daar staat in een ander bestand en maak de cel hier leeg.",
    ),
}


class SheetScan:
    """Reads one sheet once; afterwards it knows which rows it read, and whether it could.

    Attributes:
        columns: Place of each column that is there, from 0, by its field name; known once the rows are read.
        rows_read: Rows below the header, up to the last that holds something.
        rows_blank: Rows among those that hold nothing.
        is_readable: The header was found and the part was sound to its end.
    """

    def __init__(self, book: Book, entry: SheetEntry, table: SheetTable, found: CollectedFindings) -> None:
        self._book = book
        self._entry = entry
        self._table = table
        self._found = found
        self._facts = SheetFacts()
        self._explained: set[int] = set()
        self._next_row = HEADER_ROW
        self._hidden_rows: list[int] = []
        self.columns: dict[str, int] = {}
        self.rows_read = 0
        self.rows_blank = 0
        self.is_readable = False

    def cell(self, row: int, column: str) -> str:
        """Name a cell by its row and field; the row alone where the sheet lacks the column."""
        index = self.columns.get(column)
        return str(row) if index is None else f"{column_letters(index)}{row}"

    def rows(self) -> Iterator[SheetRow]:
        """Give the rows below the header that hold something."""
        sheet = self._table.sheet
        if self._entry.is_hidden:
            text = "Dit blad is verborgen; het telt wel mee."
            self._found.warning(sheet, "", "verborgen_blad", text, "Maak het blad zichtbaar en bekijk het.")
        try:
            yield from self._checked_rows()
        except DamagedPartError as error:
            self.is_readable = False
            text = "Dit blad is beschadigd en niet (helemaal) te lezen."
            self._found.error(sheet, "", *say_why(error, "Dit blad", text), RESAVE)
        self._tell_of_structure()

    def _checked_rows(self) -> Iterator[SheetRow]:
        book = self._book
        rows = iter_rows(
            book.container,
            self._entry.part,
            self._facts,
            strings=book.strings,
            formats=book.formats,
            awaits_calculation=book.contents.awaits_calculation,
            limits=book.limits,
        )
        first = next(rows, None)
        header = (
            first if first and first.number == HEADER_ROW else SheetRow(HEADER_ROW, {}, {}, is_hidden=False)
        )
        if not self._read_header(header):
            body = rows if first is header or first is None else chain((first,), rows)
            self._tell_of_no_header(body)
            return
        self.is_readable = True
        self._next_row = HEADER_ROW + 1
        for row in rows:
            if all(value.is_blank for value in row.values.values()) and not row.formulas:
                continue
            self._account(row)
            if row.values.keys() - self._explained:
                self._tell_of_cells_without_header(row)
            yield row

    def _read_header(self, header: SheetRow) -> bool:
        """Match row 1 with the columns; says False when it is no header at all."""
        table, sheet = self._table, self._table.sheet
        matches = {
            index: table.by_header.get(fold_header(value.written)) if value.type is Type.TEXT else None
            for index, value in header.values.items()
            if not value.is_blank
        }
        needed = [column for column in table.columns if not column.may_be_absent]
        if not any(column in needed for column in matches.values()):
            return False
        missing = [column for column in needed if column not in matches.values()]
        for index, column in matches.items():
            if column is None:
                continue
            if column.name in self.columns:
                text = f"De kolomkop '{column.header}' staat dubbel."
                cell = f"{column_letters(index)}{HEADER_ROW}"
                self._found.error(sheet, cell, "kolom_dubbel", text, _TWICE)
            else:
                self.columns[column.name] = index
        unknown = {i: header.values[i].written for i, column in matches.items() if column is None}
        missing = self._tell_of_unknown(unknown, missing)
        self._explained = set(matches)
        self._tell_of_missing(missing, max(matches) + 1)
        if header.is_hidden:
            self._hidden_rows.append(HEADER_ROW)
        return True

    def _tell_of_unknown(self, unknown: dict[int, str], missing: list[SheetColumn]) -> list[SheetColumn]:
        """Note unknown columns, one that may be a missing one as one message; give what is still missing."""
        absent = [column for column in self._table.columns if column.name not in self.columns]
        said, missing = unknown_columns(unknown, absent, missing)
        for index, (text, advice) in said.items():
            cell = f"{column_letters(index)}{HEADER_ROW}"
            self._found.error(self._table.sheet, cell, "kolom_onbekend", text, advice)
        return missing

    def _tell_of_missing(self, missing: list[SheetColumn], first_free: int) -> None:
        """Note a missing column where its header seems to be gone, else beside the table."""
        gaps = [index for index in range(first_free) if index not in self._explained]
        self._explained.update(gaps[: len(missing)])
        for place, column in zip(
            [*gaps, *range(first_free, first_free + len(missing))], missing, strict=False
        ):
            text = f"De kolom '{column.header}' ontbreekt."
            advice = f"Zet de kolomkop {column.header} in rij {HEADER_ROW} en vul de kolom in."
            cell = f"{column_letters(place)}{HEADER_ROW}"
            self._found.error(self._table.sheet, cell, "kolom_ontbreekt", text, advice)

    def _tell_of_no_header(self, rows: Iterator[SheetRow]) -> None:
        names = ", ".join(column.header for column in self._table.columns if not column.may_be_absent)
        where = ""
        for row in rows:
            if row.number > _ROWS_TO_LOOK_FOR_A_HEADER:
                break
            words = {fold_header(value.written) for value in row.values.values() if value.type is Type.TEXT}
            if sum(header in words for header in self._table.by_header) > 1:
                where = f" Ze staan nu in rij {row.number}."
                break
        text = f"In rij {HEADER_ROW} ontbreekt de kop met de kolommen {names}.{where}"
        advice = f"Zet de kolomkoppen in rij {HEADER_ROW}; bewaar wat erboven staat op een ander blad."
        self._found.error(self._table.sheet, f"A{HEADER_ROW}", "kop_ontbreekt", text, advice)

    def _account(self, row: SheetRow) -> None:
        """Count this row and the blank ones above it."""
        blank = row.number - self._next_row
        if blank > 0:
            self.rows_blank += blank
            last = row.number - 1
            cell = str(last) if blank == 1 else f"{self._next_row}:{last}"
            what = "Deze rij is leeg" if blank == 1 else "Deze rijen zijn leeg"
            text = f"{what}; wat eronder staat, is wel gelezen."
            self._found.warning(self._table.sheet, cell, "lege_rij", text, "Haal lege rijen weg.")
        self._next_row = max(self._next_row, row.number + 1)
        self.rows_read = self._next_row - HEADER_ROW - 1
        if row.is_hidden:
            self._hidden_rows.append(row.number)

    def _tell_of_cells_without_header(self, row: SheetRow) -> None:
        for index in sorted(row.values.keys() - self._explained):
            if not row.values[index].is_blank:
                cell = f"{column_letters(index)}{row.number}"
                text = "Deze cel staat in een kolom zonder kolomkop."
                self._found.error(self._table.sheet, cell, "kolom_zonder_kop", text, _NO_HEADER)
                self._explained.add(index)

    def _tell_of_structure(self) -> None:
        sheet, found = self._table.sheet, self._found
        for flaw in self._facts.flaws:
            text, advice = _FLAWS[flaw.code]
            found.error(sheet, flaw.cell, flaw.code, text, advice)
        self._tell_of_merges()
        for first, last in _runs(self._hidden_rows):
            cell = str(first) if first == last else f"{first}:{last}"
            text = "Deze rijen zijn verborgen; ze tellen wel mee."
            found.warning(sheet, cell, "verborgen_rij", text, "Maak de rijen zichtbaar en bekijk ze.")
        used = sorted(self.columns.values())
        for first, last in self._facts.hidden_columns:
            for index in used:
                if first <= index <= last:
                    letters = column_letters(index)
                    text = "Deze kolom is verborgen; zij telt wel mee."
                    found.warning(
                        sheet,
                        f"{letters}:{letters}",
                        "verborgen_kolom",
                        text,
                        "Maak de kolom zichtbaar en bekijk haar.",
                    )
        self._tell_of_comments()

    def _tell_of_merges(self) -> None:
        sheet, found = self._table.sheet, self._found
        # More than are kept: nobody knows where the others are.
        is_cut = len(self._facts.merged) >= self._book.limits.findings
        merged = [reference for reference in self._facts.merged if is_cut or not self._is_beside(reference)]
        for reference in merged[:_MERGES_SHOWN]:
            cell = reference if _REFERENCE.fullmatch(reference) else ""
            text = "Deze cellen zijn samengevoegd; het is niet te zien bij welke rij de waarde hoort."
            found.error(sheet, cell, "samengevoegd", text, "Hef het samenvoegen op en vul elke cel in.")
        if len(merged) > _MERGES_SHOWN:
            text = f"Dit blad heeft {len(merged)} of meer samengevoegde gebieden."
            found.error(sheet, "", "samengevoegd_veel", text, "Hef het samenvoegen op.")

    def _is_beside(self, reference: str) -> bool:
        """Say whether merged cells lie beside the table, in columns where no cell holds anything.

        A column that holds something has a header or was told of, so that it is among the explained ones.
        """
        area = parse_area(reference)
        if area is None or not self.is_readable:
            return False
        return not any(area.first_column <= column <= area.last_column for column in self._explained)

    def _tell_of_comments(self) -> None:
        sheet = self._table.sheet
        try:
            cells = read_comment_cells(self._book.container, self._entry.part, OWN_COMMENTS)
        except DamagedPartError as error:
            text = "De opmerkingen bij dit blad zijn beschadigd."
            self._found.error(sheet, "", *say_why(error, "De lijst van opmerkingen", text), RESAVE)
            return
        for reference in cells:
            cell = reference if _REFERENCE.fullmatch(reference) else ""
            text = "Bij deze cel staat een opmerking; die wordt niet gelezen."
            advice = "Haal de opmerking weg, zeker als er een naam in staat."
            self._found.warning(sheet, cell, "opmerking", text, advice)


_TWICE = f"Kijk welke van de twee u bedoelt. Geef de andere haar eigen kolomkop, of {ELSEWHERE}."
_NO_HEADER = f"Zet boven de kolom haar kolomkop, of {ELSEWHERE}."


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Join numbers that follow each other into runs: first and last."""
    first = last = None
    for number in sorted(set(numbers)):
        if first is None or last is None or number != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last
