"""Doubtful prices first, each with its note and how old it is."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.prices import price_table, to_watch
from maatschappelijk_rendement.results.shown import Results


def made(example: dict[str, Any], *levels_and_notes: tuple[str | None, str | None]) -> Table:
    model = example["tarieven"][0]
    example["analyse"].update(prijsmodus="constant", prijspeil=2022)
    example["tarieven"] = [
        {**model, "code": f"P{y}", "prijspeil": level, "noot": note}
        for y, (level, note) in enumerate(levels_and_notes)
    ]
    return price_table(Results(example))


def read(table: Table, key: str) -> list[str]:
    place = [column.key for column in table.columns].index(key)
    return [row[place].text for row in table.rows]


def test_a_doubtful_price_stands_first_with_its_note_beside_it(example: dict[str, Any]) -> None:
    table = made(example, ("2022", None), ("2022", "Per huishouden."), ("2022", "Verdacht: te laag."))
    assert read(table, "code") == ["P2", "P0", "P1"]
    assert read(table, "noot") == ["Verdacht: te laag.", "geen", "Per huishouden."]
    keys = [column.key for column in table.columns]
    assert keys[keys.index("prijs_eur") :][:4] == ["prijs_eur", "eenheid", "prijspeil", "noot"]


def test_an_older_price_says_how_old_it_is_and_another_only_its_year(example: dict[str, Any]) -> None:
    table = made(example, ("2014", None), ("2022-07", None), (None, None), ("2023", None))
    assert read(table, "prijspeil") == ["2014: 8 jaar ouder dan 2022", "2022-07", "onbekend", "2023"]


def test_on_paper_stand_those_with_a_note_or_of_an_older_year_and_the_years_of_the_rest(
    example: dict[str, Any],
) -> None:
    table = to_watch(
        made(example, ("2022", None), ("2014", None), ("2023", None), ("2022", "Let op."), (None, None))
    )
    assert read(table, "code") == ["P1", "P3"]
    assert table.note == (
        "2 van de 5 prijzen. De andere prijzen zijn van 2022, 2023 en een jaar dat niet is opgegeven."
    )


def test_without_a_price_to_watch_paper_says_so(example: dict[str, Any]) -> None:
    table = to_watch(made(example, ("2022", None)))
    assert table.rows == ()
    assert f"{table.title}: {table.empty}" == (
        "Prijzen om op te letten: geen. De andere prijzen zijn van 2022."
    )
