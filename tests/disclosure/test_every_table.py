"""No declared table slips past: a figure about one case is never shown, whatever its table."""

from __future__ import annotations

import pytest
from tests.disclosure.exact import facts

from maatschappelijk_rendement.disclosure import ExactTable, publish, score_stats
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.tables import TABLES

ADDED = ("regel", "onderdrukt")
"""What disclosure control adds to a row."""
WORDS = {"wijk": "totaal", "stroom": "totaal", "groep": "totaal", "moment": "na", "gepaard_met": "voor"}


def value(column: Column) -> object:
    if column.rows is not None:
        return ()
    if column.kind is Kind.YES_NO:
        return True
    word = WORDS.get(column.key, "een")
    if column.among:
        return word if word in column.among else column.among[0]
    return word if column.kind in (Kind.TEXT, Kind.WORD) else 1


@pytest.mark.parametrize("name", TABLES)
def test_a_row_about_one_case_is_refused_or_hidden(name: str) -> None:
    table = TABLES[name]
    given = {key: value(column) for key, column in table.columns.items() if key not in ADDED}
    row = given | {"status": "getoond"}
    key = tuple(str(row[column]) for column in table.key)
    stats = score_stats([("a", "b1", key, 700_00)])
    behind = dict.fromkeys((*table.summed, *table.unprinted), stats)
    exact = ExactTable(name, [row], behind)
    header = {"analyse": {"periode_maanden": 12}}
    try:
        found = publish([exact], header=header, facts=facts()).data[name]
    except PublicationRefusedError:
        return
    shown = found[0] if isinstance(found, list) else found
    assert isinstance(shown, dict)
    figures = [key for keys in table.figures.values() for key in keys]
    # A key that is left out shows nothing.
    assert [column for column in figures if shown.get(column) not in (None, "0.00")] == []
