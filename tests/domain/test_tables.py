"""The declarations: complete, in step with the objects, and strict on characters."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain.record import Record, names_of
from maatschappelijk_rendement.domain.tables import (
    CASES,
    MDO,
    PROGRAMME,
    SETTINGS,
    SHEETS,
    TARIFFS,
    TEXT_RULES,
    USAGE,
    WELLBEING,
    CellKind,
    SheetTable,
)

OBJECTS: list[tuple[SheetTable, type[Record]]] = [
    (CASES, model.Case),
    (USAGE, model.Usage),
    (WELLBEING, model.WellbeingScore),
    (MDO, model.MdoEffort),
    (PROGRAMME, model.ProgrammePost),
]


@pytest.mark.parametrize(("table", "kind"), OBJECTS, ids=lambda item: getattr(item, "sheet", ""))
def test_each_column_is_a_field_of_its_object_and_the_other_way_round(
    table: SheetTable, kind: type[Record]
) -> None:
    assert [column.name for column in table.columns] == list(names_of(kind))


def test_the_columns_of_own_prices_are_fields_of_a_tariff() -> None:
    assert {column.name for column in TARIFFS.columns} <= set(names_of(model.Tariff))


def test_each_setting_is_a_field_of_the_settings() -> None:
    assert [setting.name for setting in SETTINGS] == list(names_of(model.AnalysisSettings))


@pytest.mark.parametrize("table", SHEETS, ids=lambda table: table.sheet)
def test_every_column_has_a_dutch_sentence_and_every_word_list_its_words(table: SheetTable) -> None:
    for column in table.columns:
        assert column.meaning.endswith((".", "?"))
        assert bool(column.words) == (column.kind is CellKind.WORD)
    assert set(table.key) <= {column.name for column in table.columns}


@pytest.mark.parametrize(
    ("kind", "text", "is_right"),
    [
        (CellKind.NAME, "'s-Hertogenbosch", True),
        (CellKind.NAME, "Café (noord), nr. 3 & 4: 't Hof/oost", True),
        (CellKind.NAME, "=1+1", False),
        (CellKind.NAME, "@SUM", False),
        (CellKind.NAME, "a_b", False),
        (CellKind.NAME, "'1", False),
        (CellKind.NAME, "", False),
        (CellKind.NAME, "x" * 81, False),
        (CellKind.NAME, "Пример", False),
        (CellKind.ID, "C_01", True),
        (CellKind.ID, "x" * 41, False),
        (CellKind.SOURCE, "Bron: a.nl/b?c=d#e%20~f@g+h_i", True),
        (CellKind.SOURCE, "+31612345678", False),
        (CellKind.SOURCE, "a\nb", False),
    ],
)
def test_a_text_holds_only_its_own_characters(kind: CellKind, text: str, is_right: bool) -> None:
    problem = TEXT_RULES[kind].problem(text)
    assert (problem is None) == is_right
    assert problem is None or not text or text not in problem


def test_an_unknown_column_is_not_given() -> None:
    with pytest.raises(KeyError):
        USAGE.column("naam")
