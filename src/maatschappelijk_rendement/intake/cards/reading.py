"""Read a card behind the gate of every workbook: all findings at once, or a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    CARD,
    SETTINGS_OF,
    SHEETS_OF,
    TELLING_SHEET,
    CardKind,
)
from maatschappelijk_rendement.domain.errors import Finding, WorkbookError
from maatschappelijk_rendement.domain.tables import USAGE, SheetTable
from maatschappelijk_rendement.domain.vocabulary import did_you_mean, fold, fold_header
from maatschappelijk_rendement.intake.cards.checks import check_card
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.workbook.book import Book, open_book
from maatschappelijk_rendement.intake.workbook.cells import Type
from maatschappelijk_rendement.intake.workbook.columns import Subject, column_subject
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings
from maatschappelijk_rendement.intake.workbook.gate import DEFAULT_LIMITS, Limits
from maatschappelijk_rendement.intake.workbook.package import SheetEntry
from maatschappelijk_rendement.intake.workbook.read import is_own_sheet, load
from maatschappelijk_rendement.intake.workbook.rows import CellReader, read_rows
from maatschappelijk_rendement.intake.workbook.sheets import SheetScan

_ALIKE = {
    "party": "party",
    "counterparty": "party",
    "stakeholder": "party",
    "who": "party",
    "terrain": "terrain",
}
"""Fields whose words are added up by name, and which of them share their names."""


def read_card(
    source: str | Path | bytes,
    *,
    limits: Limits = DEFAULT_LIMITS,
    more: Callable[[RawCard], Mapping[str, tuple[CardRow, ...]]] | None = None,
) -> Card:
    """Read a card.

    Args:
        source: Path of the file, or its bytes.
        limits: How much it may hold.
        more: Gives rows that come from elsewhere, by sheet; they are checked as those of the card.

    Raises:
        WorkbookError: It is no card, or has errors; carries every finding.
        UsageError: There is no such file, or it may not be read.

    Example:
        >>> import io
        >>> from maatschappelijk_rendement.intake.cards.template import write_card_template
        >>> stream = io.BytesIO()
        >>> write_card_template(stream, CardKind.SROI, example=True)
        >>> read_card(stream.getvalue()).kind
        <CardKind.SROI: 'sroi'>
    """
    book = open_book(load(source, limits), limits)
    found = CollectedFindings(limits.findings)
    found.extend(book.container.findings)
    entries = {fold(entry.name): entry for entry in book.contents.sheets}
    kinds = [kind for kind in CardKind if fold(TELLING_SHEET[kind]) in entries]
    if len(kinds) != 1:
        names = ", ".join(TELLING_SHEET.values())
        text = f"Deze werkmap is geen kaart: zij hoort precies één van deze bladen te hebben: {names}."
        advice = "Maak een kaart met: mr sjabloon kaart.xlsx --soort mkba (of sroi, effecten, wijk)"
        if fold(USAGE.sheet) in entries:
            text = "Deze werkmap met casussen is geen kaart."
            advice = (
                "Maak er een rapport van met: mr rapport BESTAND --uit MAP. Of geef haar bij een kaart op, "
                "met: mr waardeer KAART.xlsx --casussen BESTAND --uit MAP"
            )
        raise WorkbookError([*found.sorted(), Finding("fout", "", "", "geen_kaart", text, advice)])
    raw = RawCard(kinds[0])
    for table in SHEETS_OF[raw.kind]:
        entry = entries.pop(fold(table.sheet), None)
        if entry is not None and table is CARD:
            _read_settings(SheetScan(book, entry, table, found), raw, found, is_1904=book.contents.is_1904)
        elif entry is not None:
            raw.rows[table.sheet] = tuple(_rows(book, entry, table, found))
        elif not table.may_be_absent:
            text, advice = (
                f"Het blad {table.sheet} ontbreekt.",
                "Voeg het blad toe, of begin met mr sjabloon.",
            )
            found.error(table.sheet, "", "blad_ontbreekt", text, advice)
    for entry in entries.values():
        if not is_own_sheet(entry.name):
            text = "Dit blad is onbekend en wordt niet gelezen."
            found.warning(f"blad {entry.position}", "", "blad_onbekend", text, "Het mag blijven staan.")
    if more is not None and not found.has_errors:
        for sheet, rows in more(raw).items():
            raw.rows[sheet] = (*raw.rows.get(sheet, ()), *rows)
    check_card(raw, found)
    if found.has_errors:
        raise WorkbookError(found.sorted())
    return Card(raw.kind, raw.settings, _spelled_alike(raw.rows), found.sorted())


def _spelled_alike(rows: Mapping[str, tuple[CardRow, ...]]) -> Mapping[str, tuple[CardRow, ...]]:
    """Write a name as it first stands on the card: "Gemeente" and "gemeente" are one party."""
    first: dict[tuple[str, str], str] = {}

    def spelled(row: CardRow) -> CardRow:
        names = {
            name: first.setdefault((kind, " ".join(fold(str(row.values[name])).split())), row.values[name])
            for name, kind in _ALIKE.items()
            if name in row.values
        }
        return replace(row, values={**row.values, **names})

    return {sheet: tuple(map(spelled, found)) for sheet, found in rows.items()}


def _rows(book: Book, entry: SheetEntry, table: SheetTable, found: CollectedFindings) -> Iterator[CardRow]:
    scan = SheetScan(book, entry, table, found)
    sheet = read_rows(scan, table, found, is_1904=book.contents.is_1904, subject_of=column_subject)
    for line, row in enumerate(sheet.rows):
        values = {name: column[line] for name, column in sheet.columns.items() if column[line] is not None}
        yield CardRow(values, {name: sheet.cell(line, name) for name in sheet.columns}, row)


def _read_settings(scan: SheetScan, raw: RawCard, found: CollectedFindings, *, is_1904: bool) -> None:
    """Read sheet Kaart; note what is unknown, double, missing or wrong."""
    settings = SETTINGS_OF[raw.kind]
    by_header = {fold_header(setting.header): setting for setting in settings}
    last = 1
    for row in scan.rows():
        last = row.number
        cell = scan.cell(row.number, "setting")
        name = row.values.get(scan.columns.get("setting", -1))
        setting = by_header.get(fold_header(name.written)) if name and name.type is Type.TEXT else None
        if setting is None:
            near = did_you_mean(name.written if name else "", [each.header for each in settings])
            advice = f"{near} Kies een instelling uit de lijst op blad Toelichting.".strip()
            found.error(CARD.sheet, cell, "instelling_onbekend", "Deze instelling is onbekend.", advice)
            continue
        if setting.name in raw.cells:
            text = f"De instelling '{setting.header}' staat dubbel."
            found.error(CARD.sheet, cell, "instelling_dubbel", text, "Laat één van de twee staan.")
            continue
        place = scan.columns.get("value", -1)
        raw.cells[setting.name] = scan.cell(row.number, "value")
        reader = CellReader(Subject(f"instelling '{setting.header}'", setting), is_1904=is_1904)
        value = row.values.get(place)
        parsed = (
            reader.read_formula(value, row.formulas[place]) if place in row.formulas else reader.read(value)
        )
        found.extend(fault.at(CARD.sheet, raw.cells[setting.name]) for fault in parsed.faults)
        if parsed.meaning is not None:
            raw.settings[setting.name] = parsed.meaning
    for setting in settings:
        if setting.required and setting.name not in raw.cells:
            last += 1
            text = f"De instelling '{setting.header}' ontbreekt."
            advice = f"Zet {setting.header} op een eigen rij, zoals {setting.example}. {setting.meaning}"
            found.error(CARD.sheet, f"A{last}", "instelling_ontbreekt", text, advice)
