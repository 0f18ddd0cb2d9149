"""Write the template of a card: empty, or filled with the synthetic Ruwaard example."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from maatschappelijk_rendement.domain.card_sheets import CARD, SETTINGS_OF, SHEETS_OF, CardKind
from maatschappelijk_rendement.domain.tables import LEGEND_SHEET, SheetColumn, SheetTable
from maatschappelijk_rendement.intake.workbook.legend import COLUMNS, allowed, needed
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.intake.workbook.sheet_writer import (
    LEGEND_WIDTHS,
    UNLOCKED,
    SheetWriter,
)
from maatschappelijk_rendement.intake.workbook.write import FIXED_MOMENT

STEPS = (
    "Vul eerst blad Kaart in: titel, startjaar, jaren, en in woorden wat er gebeurt met en zonder de aanpak.",
    "Zet elk effect op een eigen regel, één keer. Een deel schrijft u als 0,4 voor 40 %.",
    "Zet bij elke regel de bron. Weet u het niet zeker, kies dan aangenomen.",
    "Wat u niet kunt tellen, komt op blad Onbekend. Het staat dan naast het totaal.",
    "Laat een cel leeg als u iets niet weet. Vul geen 0 in: 0 betekent dat het er niet is.",
    "Reken uit met: mr waardeer KAART.xlsx --uit MAP",
)
WIJK_STEPS = (
    "Vul eerst blad Kaart in: titel, wijk, gemeente, de jaren, en de dag waarop u dit invult.",
    "Elk ander blad mag leeg blijven. Wat u invult, krijgt een eigen hoofdstuk.",
    "Zet bij elke regel de bron, met het jaar. Een oordeel heeft altijd een grond.",
    "Is iets niet gemeten of niet beschikbaar, kies dat dan. Vul geen 0 in: 0 betekent dat het er niet is.",
    "Zet nergens een naam van een mens. Een organisatie mag wel.",
    "Maak het rapport met: mr wijk WIJK.xlsx --uit MAP",
)


def write_card_template(
    target: str | Path | BinaryIO, kind: CardKind | str, *, example: bool = False
) -> None:
    """Write a card to fill in.

    Args:
        target: Path, or a stream for bytes.
        kind: Its instrument: ``sroi``, ``mkba``, ``effecten`` or ``wijk``.
        example: Fill it with the synthetic example.

    Raises:
        OutputError: The file cannot be written; the old file is as it was.

    Example:
        >>> stream = io.BytesIO()
        >>> write_card_template(stream, "mkba")
        >>> stream.getvalue()[:2]
        b'PK'
    """
    from maatschappelijk_rendement.intake.cards.example import NOTES, beginning_of, example_of

    settings, rows = example_of(CardKind(kind)) if example else ({}, beginning_of(CardKind(kind)))
    write_card(target, CardKind(kind), settings, rows, note=NOTES[CardKind(kind)] if example else "")


def write_card(
    target: str | Path | BinaryIO,
    kind: CardKind,
    settings: Mapping[str, Any],
    rows: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    note: str = "",
) -> None:
    """Write a card with what is known: settings, and rows by sheet, each a value by field name."""
    from xlsxwriter.workbook import Workbook

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": UNLOCKED,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"title": f"Maatschappelijk rendement: kaart {kind}", "created": FIXED_MOMENT})
        layout = SheetWriter(book)
        for table in SHEETS_OF[kind]:
            if table is CARD:
                layout.settings(
                    table, [settings.get(each.name) for each in SETTINGS_OF[kind]], SETTINGS_OF[kind]
                )
            else:
                layout.table(
                    table,
                    [[row.get(column.name) for column in table.columns] for row in rows.get(table.sheet, ())],
                )
        _legend(layout, kind, note)
    if isinstance(target, str | Path):
        save_file(stream.getvalue(), Path(target))
    else:
        target.write(stream.getvalue())


def _legend(layout: SheetWriter, kind: CardKind, note: str) -> None:
    """Add the legend: how to fill the card, and every column."""
    sheet = layout.book.add_worksheet(LEGEND_SHEET)
    for x, width in enumerate(LEGEND_WIDTHS):
        sheet.set_column(x, x, width)
    sheet.write_string(0, 0, "Zo vult u deze kaart in", layout.title)
    lines = [note] if note else []
    lines += [
        f"{number}. {step}"
        for number, step in enumerate(WIJK_STEPS if kind is CardKind.WIJK else STEPS, start=1)
    ]
    for y, line in enumerate(lines, start=1):
        sheet.write_string(y, 0, line, layout.plain)
    y = len(lines) + 2
    for x, label in enumerate(COLUMNS):
        sheet.write_string(y, x, label, layout.header)
    for table in SHEETS_OF[kind]:
        for prefix, column in _columns(kind, table):
            y += 1
            texts = (table.sheet, prefix + column.header, column.meaning, needed(column), allowed(column))
            for x, text in enumerate((*texts, column.example)):
                sheet.write_string(y, x, text, layout.wrapped)


def _columns(kind: CardKind, table: SheetTable) -> list[tuple[str, SheetColumn]]:
    if table is CARD:
        return [("instelling ", setting) for setting in SETTINGS_OF[kind]]
    return [("", column) for column in table.columns]
