"""Sheet Analyse: one row a setting, each with its own kind and bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from maatschappelijk_rendement.domain.tables import ANALYSIS, SETTINGS, SheetColumn
from maatschappelijk_rendement.domain.vocabulary import PriceMode, did_you_mean, fold_header
from maatschappelijk_rendement.intake.workbook.address import column_letters
from maatschappelijk_rendement.intake.workbook.cells import SheetRow, Type
from maatschappelijk_rendement.intake.workbook.columns import Meaning, Parsed, Subject
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.headers import guess_columns
from maatschappelijk_rendement.intake.workbook.rows import CellReader
from maatschappelijk_rendement.intake.workbook.sheets import HEADER_ROW

_USUAL_MONTHS = 12
_BY_HEADER = {fold_header(setting.header): setting for setting in SETTINGS}
_NEEDED_FOR_CONSTANT = ("price_year", "index")


class SettingRows(Protocol):
    """The rows with settings, from a sheet or a file.

    Attributes:
        columns: Place of each column that is there, from 0, by its field name; known once the rows are read.
        is_readable: The header was found and the rows could be read to the end.
    """

    columns: dict[str, int]
    is_readable: bool

    def cell(self, row: int, column: str) -> str:
        """Name a cell by its row and field."""

    def rows(self) -> Iterator[SheetRow]:
        """Give the rows below the header that hold something."""


@dataclass(slots=True)
class SettingsSheet:
    """What sheet Analyse holds.

    Attributes:
        values: Meaning by field name; wrong and empty ones are None.
        cells: Cell of each value that is there.
        wrong: Fields with an error.
        rows: Sheet rows that hold something.
    """

    values: dict[str, Meaning] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)


def read_settings(scan: SettingRows, found: CollectedFindings, *, is_1904: bool) -> SettingsSheet:
    """Read the settings and note what is unknown, double, missing or wrong."""
    sheet = SettingsSheet()
    unknown: dict[int, str] = {}
    last = HEADER_ROW
    for row in scan.rows():
        sheet.rows.append(row.number)
        last = row.number
        cell = scan.cell(row.number, "setting")
        name = row.values.get(scan.columns.get("setting", -1))
        setting = _BY_HEADER.get(fold_header(name.written)) if name and name.type is Type.TEXT else None
        if setting is None:
            unknown[row.number] = name.written if name else ""
            continue
        if setting.name in sheet.cells:
            text = f"De instelling '{setting.header}' staat dubbel."
            found.error(ANALYSIS.sheet, cell, "instelling_dubbel", text, "Laat één van de twee staan.")
            continue
        index = scan.columns.get("value", -1)
        sheet.cells[setting.name] = scan.cell(row.number, "value")
        reader = CellReader(Subject(f"instelling '{setting.header}'", setting), is_1904=is_1904)
        value = row.values.get(index)
        parsed = (
            reader.read_formula(value, row.formulas[index]) if index in row.formulas else reader.read(value)
        )
        _note(setting, parsed, sheet, found)
    _tell_of_unknown(scan, unknown, sheet, found)
    _check_needed(scan, sheet, last, found)
    return sheet


def _is_needed(setting: SheetColumn, sheet: SettingsSheet) -> bool:
    is_constant = sheet.values.get("price_mode") == PriceMode.CONSTANT
    return setting.required or (is_constant and setting.name in _NEEDED_FOR_CONSTANT)


def _tell_of_unknown(
    scan: SettingRows, unknown: dict[int, str], sheet: SettingsSheet, found: CollectedFindings
) -> None:
    """Note unknown settings; one that may be a missing setting is one message."""
    guesses = guess_columns(unknown, [s for s in SETTINGS if s.name not in sheet.cells])
    for row, written in unknown.items():
        text, near = "Deze instelling is onbekend.", did_you_mean(written, [s.header for s in SETTINGS])
        if row in guesses:
            setting, is_only = guesses[row]
            near = f"Bedoelde u '{setting.header}'? Hernoem de instelling dan tot '{setting.header}'."
            if is_only and _is_needed(setting, sheet):
                sheet.wrong.add(setting.name)
                text = f"Deze instelling is onbekend, en de instelling '{setting.header}' ontbreekt."
        advice = f"{near} Kies een instelling uit de lijst op blad Toelichting.".strip()
        cell = scan.cell(row, "setting")
        found.error(ANALYSIS.sheet, cell, "instelling_onbekend", text, advice)


def _note(setting: SheetColumn, parsed: Parsed, sheet: SettingsSheet, found: CollectedFindings) -> None:
    cell = sheet.cells[setting.name]
    sheet.values[setting.name] = parsed.meaning
    for fault in parsed.faults:
        if fault.level == "fout":
            sheet.wrong.add(setting.name)
            found.error(ANALYSIS.sheet, cell, fault.code, fault.text, fault.advice)
        else:
            found.warning(ANALYSIS.sheet, cell, fault.code, fault.text, fault.advice)
    if setting.name == "period_months" and parsed.meaning not in (None, _USUAL_MONTHS):
        text = f"De instelling 'periode_maanden' is anders dan {_USUAL_MONTHS}."
        advice = (
            f"Kies {_USUAL_MONTHS} als dat kan; vergelijk de uitkomst anders niet zonder meer met die van "
            "andere gemeenten."
        )
        found.warning(ANALYSIS.sheet, cell, "periode_anders", text, advice)


def _check_needed(scan: SettingRows, sheet: SettingsSheet, last: int, found: CollectedFindings) -> None:
    """Note settings that are not there, each at a next free row, or at its cell when that is empty."""
    letters = column_letters(scan.columns.get("setting", 0))
    for setting in SETTINGS:
        if (
            not _is_needed(setting, sheet)
            or setting.name in sheet.wrong
            or sheet.values.get(setting.name) is not None
        ):
            continue
        cell = sheet.cells.get(setting.name, "")
        advice = f"Vul de waarde in, zoals {setting.example}. {setting.meaning}"
        if not cell:
            last += 1
            cell = f"{letters}{last}"
            advice = f"Zet {setting.header} op een eigen rij, zoals {setting.example}. {setting.meaning}"
        sheet.wrong.add(setting.name)
        if not scan.is_readable:
            continue  # that the sheet is damaged has been said
        when = "" if setting.required else " bij prijsmodus constant"
        text = f"De instelling '{setting.header}' ontbreekt en is nodig{when}."
        found.error(ANALYSIS.sheet, cell, "instelling_ontbreekt", text, advice)
