"""The settings of a folder, ``analyse.csv``: read as any CSV, and judged by the reader of sheet Analyse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import AnalysisSettings, SheetRows
from maatschappelijk_rendement.domain.record import make
from maatschappelijk_rendement.domain.tables import ANALYSIS
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.folder.complaints import Complaints, Spot
from maatschappelijk_rendement.intake.folder.file_table import ROW, SourceFile
from maatschappelijk_rendement.intake.folder.text_file import TextReader
from maatschappelijk_rendement.intake.workbook.cells import SheetRow, Type, Value
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.formats import GENERAL
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS
from maatschappelijk_rendement.intake.workbook.settings import read_settings

# In a text file every number and date is text.
_SAID_OF_SHEETS = frozenset({"getal_als_tekst", "datum_als_tekst"})


@dataclass(slots=True)
class SettingsText:
    """The rows of the file as those of a sheet.

    Attributes:
        lines: Number of each row, its setting and its value, as written.
        columns: Place of the columns ``setting`` and ``value``, from 0.
        letters: Their letters, as Excel shows them.
        is_readable: Both columns are there, and the file could be read.
    """

    lines: tuple[tuple[int, str, str], ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    is_readable: bool = False

    def cell(self, row: int, column: str) -> str:
        """Name a cell by its row and field; the row alone where the file lacks the column."""
        return f"{self.letters.get(column, '')}{row}"

    def rows(self) -> Iterator[SheetRow]:
        """Give the rows as those of a sheet, every cell a text."""
        for number, *texts in self.lines:
            cells = {
                place: Value(Type.TEXT, text, GENERAL) for place, text in enumerate(texts) if text.strip()
            }
            yield SheetRow(number, cells, {}, is_hidden=False)


def read_settings_file(source: SourceFile) -> tuple[AnalysisSettings | None, SheetRows | None, list[Finding]]:
    """Read the settings.

    Args:
        source: The file ``analyse.csv``.

    Returns:
        The settings and how many rows there are, both None where there is an error; and what was found.

    Raises:
        UsageError: pyarrow is not installed.
    """
    text, reader = read_setting_rows(source)
    found = CollectedFindings(DEFAULT_LIMITS.findings)
    found.extend(reader.found.findings())
    if not text.is_readable:
        return None, None, list(found.sorted())
    sheet = read_settings(text, found, is_1904=False)
    findings = [finding for finding in found.sorted() if finding.code not in _SAID_OF_SHEETS]
    if found.has_errors:
        return None, None, findings
    used = reader.read - reader.blank
    account = SheetRows(sheet=ANALYSIS.sheet, read=reader.read, used=used, rejected=0, blank=reader.blank)
    values = {name: value for name, value in sheet.values.items() if value is not None}
    return make(AnalysisSettings, values), account, findings


def read_setting_rows(source: SourceFile) -> tuple[SettingsText, TextReader]:
    """Read the rows of the file: number, setting and value, each as written.

    Args:
        source: The file ``analyse.csv``.

    Returns:
        The rows; and the reader, with what is wrong with the file and its headers.
    """
    reader = TextReader(source)
    tables = list(reader.rows())
    if reader.found.has_errors:
        return SettingsText(), reader
    if not tables:
        reader.found.error("bestand_leeg", Spot(), "Dit bestand is leeg.", "Zet er de instellingen in.")
        return SettingsText(), reader
    places = {fold_header(header): place for place, header in enumerate(reader.headers)}
    if not _has_headers(places, reader.letters, reader.found):
        return SettingsText(), reader
    by_field = {column.name: places[header] for header, column in ANALYSIS.by_header.items()}
    lines: list[tuple[int, str, str]] = []
    for table in tables:
        columns = [table.column(place).to_pylist() for place in by_field.values()]
        lines += zip(table.column(ROW).to_pylist(), *columns, strict=True)
    letters = {name: reader.letters[place] for name, place in by_field.items()}
    order = {name: number for number, name in enumerate(by_field)}
    return SettingsText(tuple(lines), order, letters, is_readable=True), reader


def _has_headers(places: dict[str, int], letters: tuple[str, ...], found: Complaints) -> bool:
    """Say whether both columns are there and no other; note what is not so."""
    for header, place in places.items():
        if header not in ANALYSIS.by_header:
            spot = Spot(1, letters=letters[place])
            advice = "Bewaar de kolom ergens anders: alleen instelling en waarde horen in dit bestand."
            found.error("kolom_onbekend", spot, "Deze kolom is onbekend.", advice)
    for header, column in ANALYSIS.by_header.items():
        if header not in places:
            text = f"De kolom '{column.header}' ontbreekt."
            advice = f"Zet de kolomkop {column.header} in rij 1 en vul de kolom in."
            found.error("kolom_ontbreekt", Spot(1), text, advice)
    return places.keys() == ANALYSIS.by_header.keys()
