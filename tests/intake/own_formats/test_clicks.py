"""What is chosen by clicking is written as the profile that a person would have written."""

from __future__ import annotations

from datetime import date

import pytest
from tests.intake.own_formats.sources import TARIFFS, table

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.intake.own_formats import map_source, profile_of
from maatschappelijk_rendement.intake.own_formats.clicks import Answers, choices, profile_text, questions_of

DAY = date(2022, 3, 1)
WIDE = table(
    (
        "Nr",
        "Wijk",
        "MDO",
        "Achternaam",
        "Jeugdhulp voor",
        "Jeugdhulp na",
        "Uren thuisbegeleiding na",
        "Cijfer na",
    ),
    ("C1", "Noord", DAY, "Pietersen", 100, 50, 3, 6),
)


def test_each_column_gets_a_guess_and_one_that_looks_personal_is_only_counted() -> None:
    asked = questions_of([WIDE], TARIFFS)
    assert [(one.header, one.choice, one.confidence) for one in asked.columns] == [
        ("Nr", "casus_id", "zeker"),
        ("Wijk", "wijk", "zeker"),
        ("MDO", "mdo_datum", "zeker"),
        ("Jeugdhulp voor", "bedrag|Jeugdwet|voor", "zeker"),
        ("Jeugdhulp na", "bedrag|Jeugdwet|na", "zeker"),
        ("Uren thuisbegeleiding na", "aantal||na", ""),
        ("Cijfer na", "", ""),
    ]
    assert asked.personal == 1
    assert {one.choice for one in asked.columns} <= set(choices())


def test_what_is_guessed_can_be_read_when_the_rest_is_left_out() -> None:
    asked = questions_of([WIDE], TARIFFS)
    chosen = {one.header: one.choice for one in asked.columns if not one.choice.startswith("aantal")}
    settings = {"titel": 'Proef "een"', "periode_maanden": "12"}
    found = parse_toml(profile_text(Answers("", chosen, {}, {}, settings, blank="nul")))
    assert found["analyse"] == {"titel": 'Proef "een"', "periode_maanden": 12}
    assert found["casussen"] == {
        "casus_id": "Nr",
        "wijk": "Wijk",
        "casustype": {"vast": "bestaand"},
        "mdo_datum": "MDO",
    }
    (block,) = found["gebruik"]
    assert block["leeg"] == "nul"
    assert block["kolommen"] == [
        {"kop": "Jeugdhulp voor", "moment": "voor", "stroom": "Jeugdwet"},
        {"kop": "Jeugdhulp na", "moment": "na", "stroom": "Jeugdwet"},
    ]
    mapped = map_source([WIDE], profile_of(found, "p"), tariffs=TARIFFS)
    assert len(mapped.sheets["Gebruik"]) == 2


def test_numbers_of_a_product_take_its_code_and_their_period() -> None:
    chosen = {"Nr": "casus_id", "Uren voor": "aantal||voor"}
    found = parse_toml(profile_text(Answers("", chosen, {"Uren voor": "X.Y"}, {}, {}, per="week")))
    assert found["gebruik"][0]["kolommen"] == [
        {"kop": "Uren voor", "moment": "voor", "productcode": "X.Y", "per": "week"}
    ]


def test_a_list_of_amounts_says_where_they_come_from_and_on_which_side_of_the_mdo() -> None:
    chosen = {"Nr": "casus_id", "Wet": "stroom", "Euro": "bedrag", "Van": "startdatum"}
    found = parse_toml(profile_text(Answers("blad 1", chosen, {}, {}, {}, streams="Wmo;Zvw")))
    assert found["bron"] == {"blad": "blad 1"}
    assert found["casussen"]["stromen_bekend"] == {"vast": "Wmo;Zvw"}
    assert found["gebruik"] == [
        {
            "stroom": "Wet",
            "bedrag": "Euro",
            "startdatum": "Van",
            "moment_uit_mdo_datum": True,
            "prijsbron": {"vast": "Bedrag per regel uit eigen overzicht"},
        }
    ]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"A": "casus_id", "B": "casus_id", "C": "bedrag"}, "U koos twee keer 'casus_id'."),
        ({"A": "casus_id", "B": ""}, "Kies bij ten minste één kolom wat er is gebruikt"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        profile_text(Answers("", chosen, {}, {}, {}))
