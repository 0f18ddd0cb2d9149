"""Small checks that sheets of a wijk share: twice the same row, a year outside the report."""

from __future__ import annotations

from datetime import date

from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings


def once(raw: RawCard, table: SheetTable, found: CollectedFindings, *more: str) -> None:
    """Refuse a row with the key of another.

    Args:
        raw: What was read.
        table: Its key tells which columns name a row.
        found: Where findings go.
        more: Further columns of the key, that may be empty.
    """
    seen: dict[tuple[str, ...], int] = {}
    for row in raw.rows.get(table.sheet, ()):
        if not all(name in row.values for name in table.key):
            continue
        words = tuple(fold(str(row.get(name, ""))) for name in (*table.key, *more))
        before = seen.setdefault(words, row.row)
        if before != row.row:
            text = f"Dit staat al in rij {before}; zo telt het dubbel."
            found.error(table.sheet, row.cells[table.key[0]], "dubbel", text, "Laat één van de twee staan.")


def within_years(raw: RawCard, table: SheetTable, found: CollectedFindings, name: str = "year") -> None:
    """Refuse a year or a day outside the years of the card, or after the day on which it was filled in."""
    first, last = raw.settings.get("first_year"), raw.settings.get("last_year")
    if first is None or last is None:
        return
    as_of = raw.settings.get("as_of")
    for row in raw.rows.get(table.sheet, ()):
        given = row.get(name)
        year = getattr(given, "year", given)
        if year is not None and not first <= year <= last:
            text = "Dit valt buiten de jaren van dit rapport."
            advice = "Verbeter het, of pas eerste_jaar en laatste_jaar op blad Kaart aan."
            found.error(table.sheet, row.cells[name], "buiten_jaren", text, advice)
        elif given is not None and as_of is not None and _is_after(given, as_of):
            text = "Dit ligt na de dag waarop de kaart is ingevuld."
            advice = "Verbeter het, of pas stand op blad Kaart aan."
            found.error(table.sheet, row.cells[name], "na_stand", text, advice)


def _is_after(given: object, as_of: date) -> bool:
    """Say whether a day, or a year as a whole, begins after a day."""
    if isinstance(given, date):
        return given > as_of
    return int(str(given)) > as_of.year
