"""The story without statuses: what is incomplete is said in words."""

from __future__ import annotations

from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.layouts import INCOMPLETE_NOTE
from maatschappelijk_rendement.report.statuses import plain
from maatschappelijk_rendement.results.columns import Column, Kind

COLUMNS = (Column("stroom", "Stroom"), Column("n", "n", Kind.COUNT), Column("status", "Status", Kind.STATUS))


def made(*statuses: str, note: str = "") -> Table:
    rows = tuple(
        (ShownValue(f"S{y}"), ShownValue("12"), ShownValue(status)) for y, status in enumerate(statuses)
    )
    return Table("t", "T", COLUMNS, rows, note)


def test_a_table_of_which_all_is_shown_only_loses_its_column() -> None:
    found = plain(made("getoond", "getoond", note=INCOMPLETE_NOTE))
    assert [column.label for column in found.columns] == ["Stroom", "n"]
    assert [[cell.text for cell in row] for row in found.rows] == [["S0", "12"], ["S1", "12"]]
    assert found.note == ""


def test_rows_that_are_not_complete_are_named_under_the_table_once() -> None:
    found = plain(
        made(
            "onvolledig",
            "getoond",
            "onvolledig, deels onderdrukt: te klein",
            note=f"Eerst. {INCOMPLETE_NOTE}",
        )
    )
    assert found.note == ("Eerst. Onvolledig, want niet van elke casus zijn alle stromen bekend: S0; S2.")


def test_what_the_values_say_themselves_is_not_said_again() -> None:
    assert plain(made("onderdrukt: minder dan 10 casussen", "onbekend")).note == ""


def test_a_margin_that_is_too_narrow_is_still_said() -> None:
    assert plain(made("getoond, maar de marge is te smal")).note == "De marge is te smal: S0."


def test_a_table_without_statuses_stays_as_it_is() -> None:
    table = Table("t", "T", COLUMNS[:2], ((ShownValue("S0"), ShownValue("12")),), "Noot.")
    assert plain(table) == table
