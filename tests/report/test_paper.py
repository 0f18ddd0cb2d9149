from __future__ import annotations

import pytest
from tests.report.conftest import EXAMPLE, PROVENANCE

from maatschappelijk_rendement.report import sections
from maatschappelijk_rendement.report.document import ReportDocument, ShownValue, Table
from maatschappelijk_rendement.report.paper import (
    ON_ITS_SIDE,
    fitted,
    is_wide,
    letters,
    names_of_rows,
    parts,
)
from maatschappelijk_rendement.results.columns import Column, Kind
from maatschappelijk_rendement.results.shown import Results


def made(*columns: Column, rows: int = 1) -> Table:
    return Table(
        "t", "Tabel", columns, tuple(tuple(ShownValue("1") for _ in columns) for _ in range(rows)), "Noot."
    )


def amounts(number: int) -> list[Column]:
    return [Column(f"k{i}", "x" * 19, Kind.EURO) for i in range(number)]


WIJK, STREAM = Column("wijk", "y" * 9), Column("stroom", "z" * 9)
STATUS = Column("status", "Status", Kind.STATUS)


@pytest.fixture
def report() -> ReportDocument:
    return sections.build(Results(EXAMPLE), PROVENANCE)


def test_a_table_needs_its_longest_words_a_letter_between_and_room_for_a_status() -> None:
    assert letters(made(WIJK, STREAM, STATUS)) == 10 + 10 + 17


def test_a_table_that_fits_stays_as_it_is() -> None:
    table = made(WIJK, *amounts(8))  # 10 + 8 x 20 = 170
    assert parts(table) == (table,)


def test_a_wide_table_is_cut_in_parts_that_fit_with_the_names_of_its_rows_and_its_status_in_each() -> None:
    found = parts(made(WIJK, STREAM, *amounts(13), STATUS))  # 37 + 13 x 20 = 297; 138 is left beside the 37
    keys = [[column.key for column in part.columns] for part in found]
    assert [key[:2] + key[-1:] for key in keys] == [["wijk", "stroom", "status"]] * 3
    assert [name for key in keys for name in key[2:-1]] == [f"k{i}" for i in range(13)]
    assert max(len(key) for key in keys) - min(len(key) for key in keys) <= 2
    assert all(letters(part) <= ON_ITS_SIDE for part in found)


def test_the_parts_have_names_of_their_own_say_which_they_are_and_the_last_has_the_note() -> None:
    found = parts(made(WIJK, *amounts(9)))
    assert [part.name for part in found] == ["t", "t-deel-2"]
    assert [part.title for part in found] == ["Tabel (deel 1 van 2)", "Tabel (deel 2 van 2)"]
    assert [part.note for part in found] == ["", "Noot."]


def test_a_column_wider_than_a_page_is_not_cut_for_ever() -> None:
    names = [Column(f"n{i}", "n" * 40) for i in range(7)]  # each counts for 33
    assert len(parts(made(*names, *amounts(2)))) == 2
    assert parts(made(*names)) == (made(*names),)


def test_on_paper_every_value_of_the_report_is_still_there(report: ReportDocument) -> None:
    def values(one: ReportDocument) -> set[tuple[str, str, str]]:
        return {
            (block.title.partition(" (deel")[0], column.label, cell.text)
            for section in one.sections
            for block in section.blocks
            if isinstance(block, Table)
            for row in block.rows
            for column, cell in zip(block.columns, row, strict=True)
        }

    assert values(fitted(report)) == values(report)
    blocks = [block for section in fitted(report).sections for block in section.blocks]
    assert max(letters(block) for block in blocks if isinstance(block, Table)) <= ON_ITS_SIDE


def test_the_tables_of_the_story_stand_upright_and_the_widest_of_the_annex_do_not(
    report: ReportDocument,
) -> None:
    wide = {
        section.name
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table) and is_wide(block)
    }
    assert wide == {"verantwoording", "bijlage"}


def test_a_long_text_does_not_name_a_row() -> None:
    columns = (Column("code", "Code"), Column("omschrijving", "Omschrijving"), STREAM)
    long = Table("t", "T", columns, ((ShownValue("A"), ShownValue("woord " * 7), ShownValue("Wmo")),))
    short = Table("t", "T", columns, ((ShownValue("A"), ShownValue("woord"), ShownValue("Wmo")),))
    assert (names_of_rows(long), names_of_rows(short)) == (1, 3)
