"""Tables in memory: what the cells of a source mean as canonical tables in pandas, one spelling a thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maatschappelijk_rendement.domain.delivery import Delivery
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.tables import CASES, MDO, USAGE, WELLBEING
from maatschappelijk_rendement.domain.tariffs.products import Products
from maatschappelijk_rendement.intake import spelling
from maatschappelijk_rendement.intake.canonical import NAMES, Place, Tables, frame_of

_WITH_LINES = (CASES, USAGE, WELLBEING, MDO)


@dataclass(frozen=True, slots=True)
class Survey:
    """What reading a source gave.

    Attributes:
        delivery: Everything; None when there is an error.
        sound: What the rows without an error hold, for checks further on (has each product a price?) that
            belong in the same list of findings; never for results. None when the settings are not sound.
        findings: Errors, then warnings, each in the order of sheets and cells.
    """

    delivery: Delivery | None
    sound: Delivery | None = field(repr=False)
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ColumnsOf:
    """One table as its source gives it.

    Attributes:
        lines: Number of each row.
        meanings: By field what each cell means.
        wrong: By field the positions (from 0) whose cell could not be read.
        given: Fields that the table has.
    """

    lines: Sequence[int]
    meanings: Mapping[str, list[Any]]
    wrong: Mapping[str, set[int]]
    given: frozenset[str]


def tables_in_memory(
    read: Mapping[str, ColumnsOf],
    products: Products,
    instruments: Mapping[str, InstrumentDefinition],
    *,
    settings: Mapping[str, Any],
    place: Place,
    unreadable: frozenset[str] = frozenset(),
    spellings: Mapping[str, str] | None = None,
) -> Tables:
    """Make canonical tables in pandas.

    Args:
        read: The tables by sheet; one that is not there is empty.
        products: Looks products up by code.
        instruments: The instruments of wellbeing by id.
        settings: The settings that could be read.
        place: Where a line is.
        unreadable: Sheets that are not there as they should be.
        spellings: By folded id how the cases are spelled, where these are elsewhere.
    """
    columns: dict[str, dict[str, list[Any]]] = {
        table.sheet: dict(read[table.sheet].meanings)
        if table.sheet in read
        else {column.name: [] for column in table.columns}
        for table in _WITH_LINES
    }
    own = spelling.first_spelling(columns[CASES.sheet]["case_id"])
    cases = own if spellings is None else spellings
    for table in _WITH_LINES:
        spelling.spell_cases(columns[table.sheet], cases)
    for table in (USAGE, MDO):
        spelling.spell_codes(columns[table.sheet], products)
    for table in (USAGE, WELLBEING):
        spelling.spell_residents(columns[table.sheet])
    spelling.spell_items(columns[WELLBEING.sheet], instruments)
    frames = {}
    for table in _WITH_LINES:
        found = read.get(table.sheet)
        frames[NAMES[table.sheet]] = frame_of(
            table, found.lines if found else [], columns[table.sheet], found.wrong if found else {}
        )
    return Tables(
        settings=settings,
        frames={**frames, "cases_by_usage": frames["cases"]},
        place=place,
        unreadable=unreadable,
        absent_columns={
            table.sheet: frozenset(c.name for c in table.columns) - read[table.sheet].given
            for table in _WITH_LINES
            if table.sheet in read
        },
        lines_read={sheet: len(found.lines) for sheet, found in read.items()},
    )
