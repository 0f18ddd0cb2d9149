"""A proposal says what is sure, leaves the rest to fill in, and never holds anything personal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.intake.own_formats.sources import HELP, TARIFFS, table

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.intake.own_formats import RawTable, map_source, profile_of, propose
from maatschappelijk_rendement.intake.own_formats.propose import product_like

DAY = date(2022, 3, 1)
WIDE = table(
    (
        "Dossiernr",
        "Wijk",
        "Datum overleg MDO",
        "Achternaam",
        "Jeugdhulp voor",
        "Jeugdhulp na",
        "Cijfer na",
        "Uren thuisbegeleiding na",
    ),
    ("C1", "Noord", DAY, "Pietersen", 100, 50, 6, 3),
    ("C2", "noord", DAY, "Pietersen", 100, 50, 6, 3),
)


def fields(text: str) -> dict[str, Any]:
    return parse_toml(text)


def filled_in(text: str) -> str:
    """Take the mark away from the lines that a user has to look at."""
    return text.replace("# casustype = ", "casustype = ").replace("# mdo_datum = ", "mdo_datum = ")


def test_sure_columns_are_written_and_the_rest_is_left_to_fill_in() -> None:
    text = propose([WIDE], TARIFFS)
    found = fields(text)
    assert found["casussen"]["casus_id"] == "Dossiernr"
    assert "casustype" not in found["casussen"]
    assert found["gebruik"][0]["kolommen"] == [
        {"kop": "Jeugdhulp voor", "moment": "voor", "stroom": "Jeugdwet"},
        {"kop": "Jeugdhulp na", "moment": "na", "stroom": "Jeugdwet"},
    ]
    assert '# kop = "Cijfer na"' in text
    assert '# kop = "Uren thuisbegeleiding na"' in text
    assert 'twee schrijfwijzen: "noord" en "Noord"' in text


def test_a_header_that_only_looks_like_one_is_a_comment() -> None:
    text = propose(
        [table(("Casusnr", "Wijkk", "MDO", "Wmo voor", "Wmo na"), ("C1", "N", DAY, 1, 2))], TARIFFS
    )
    assert '# wijk = "Wijkk"  # waarschijnlijk' in text
    assert "wijk" not in fields(text)["casussen"]


def test_nothing_personal_is_in_a_proposal() -> None:
    text = propose([WIDE], TARIFFS)
    assert "Achternaam" not in text
    assert "Pietersen" not in text
    assert "Lijkt een persoonsgegeven en wordt nooit overgenomen: kolom 4" in text


def test_a_proposal_that_is_filled_in_reads_its_source() -> None:
    source = table(("Casusnr", "Wijk", "MDO", "Wmo voor", "Wmo na"), ("C1", "Noord", DAY, 100, 50))
    text = propose([source], TARIFFS)
    with pytest.raises(InputError, match="casustype"):
        map_source([source], profile_of(fields(text), "p"), tariffs=TARIFFS)
    mapped = map_source([source], profile_of(fields(filled_in(text)), "p"), tariffs=TARIFFS)
    assert len(mapped.sheets["Gebruik"]) == 2


def test_a_long_list_gets_its_words_to_fill_in_and_a_suggestion() -> None:
    source = table(
        ("Casusnr", "Wijk", "MDO", "Voorziening", "Aantal", "Frequentie", "Begindatum"),
        ("C1", "Noord", DAY, "Huishoudelijke hulp", 2, "per week", DAY),
        ("C1", "Noord", DAY, HELP, 2, "om de week", DAY),
    )
    text = propose([source], TARIFFS)
    line = fields(text)["gebruik"][0]
    assert (line["productcode"], line["aantal"], line["per"]) == ("Voorziening", "Aantal", "Frequentie")
    assert line["moment_uit_mdo_datum"] is True
    assert '# "Huishoudelijke hulp" = "WMO.HH' in text
    assert f'"{HELP}" =' not in text
    assert 'onbekend woord "om de week"' in text


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("Wmo voor", "Wmo na"), {"prijsmodus": "lopend", "prijsbasis": "tarief"}),
        (("Uren hulp voor", "Uren hulp na"), {"prijsmodus": "constant", "prijspeil": 2022, "index": "CPI"}),
        (("Product", "Aantal"), {"prijsmodus": "constant", "prijspeil": 2022, "index": "CPI"}),
    ],
)
def test_products_are_priced_at_one_year_and_amounts_are_of_their_own_time(
    columns: tuple[str, str], expected: dict[str, object]
) -> None:
    source = table(("Casusnr", "Wijk", "MDO", *columns), ("C1", "Noord", DAY, 3, 2))
    assert expected.items() <= fields(propose([source], TARIFFS))["analyse"].items()


def test_a_price_of_one_place_is_suggested_with_its_place_and_only_where_there_is_no_other() -> None:
    assert product_like("Huishoudelijke hulp", TARIFFS)[0] == "WMO.HH.UUR.REF2022"
    _, why = product_like("Begeleiding groep arbeidsmatig", TARIFFS)
    assert why.endswith("prijs van Ermelo, Harderwijk en Zeewolde")


def test_everyday_words_for_how_much_and_where_are_known_and_the_filter_names_its_column() -> None:
    source = table(("Nr", "Buurt", "MDO", "Product", "Hoeveel"), ("C1", "Noord", DAY, "X", 3))
    text = propose([source], TARIFFS)
    made = fields(text)
    assert made["casussen"]["wijk"] == "Buurt"
    assert made["gebruik"][0]["aantal"] == "Hoeveel"
    assert '# alleen = [{ kolom = "MDO", is = "gevuld" }]' in text


STOPPED = ("Casusnr", "Wijk", "MDO", "Voorziening", "Aantal", "Frequentie", "Van")


def test_the_day_until_which_help_ran_is_the_last_day() -> None:
    source = table((*STOPPED, "Tot"), ("C1", "Noord", DAY, "WMO.HH.UUR.REF2022", 2, "week", DAY, DAY))
    text = propose([source], TARIFFS)
    (line,) = fields(text)["gebruik"]
    assert (line["startdatum"], line["einddatum"]) == ("Van", "Tot")
    assert "de laatste dag, en die telt mee" in text


def test_dates_that_nobody_uses_are_said_where_lines_have_a_first_day_only() -> None:
    said = ("C1", "Noord", DAY, "WMO.HH.UUR.REF2022", 2, "week", DAY, DAY)
    source = table((*STOPPED, "Afgerond"), said)
    text = propose([source], TARIFFS)
    assert '# Zet dan bij [[gebruik]]: einddatum = "Afgerond"' in text
    made = fields(filled_in(text).replace("# stromen_bekend = ", "stromen_bekend = "))
    mapped = map_source([source], profile_of(made, "p"), tariffs=TARIFFS)
    assert mapped.unknown == (
        "'Afgerond' (heeft datums, en geen regel krijgt een einddatum: hulp die stopte, loopt dan door!)",
    )
    assert "LET OP" not in propose([table(STOPPED, said[:-1])], TARIFFS)


def test_every_column_of_blad_gebruik_that_is_recognised_is_in_the_proposal() -> None:
    said = {
        "Casus": "C1",
        "Wijk": "Noord",
        "Datum MDO": DAY,
        "Casustype": "bestaand",
        "Moment": "voor",
        "Product": "WMO.HH.UUR.REF2022",
        "Aantal": 2,
        "Per": "week",
        "Eenheid": "uur",
        "Startdatum": DAY,
        "Einddatum": DAY,
        "Prijs": 35,
        "Aard": "individueel",
        "Geldstroom": "kasstroom",
        "Financier": "gemeente",
        "Eigen risico": 12,
        "Ontvanger": "aanbieder",
        "Herkomst": "registratie",
    }
    (found,) = fields(propose([table(tuple(said), tuple(said.values()))], TARIFFS))["gebruik"]
    assert found.pop("prijsbron") == {"vast": "Prijs per regel uit eigen overzicht"}
    assert found.pop("eigen_bijdrage") == "Eigen risico"
    assert found.pop("productcode") == "Product"
    assert sorted(found) == sorted(
        header.lower() for header in [*said][4:] if header not in ("Product", "Eigen risico")
    )


def test_a_header_cannot_break_out_of_its_line() -> None:
    hostile = 'Wmo voor" \\ # x'
    source = table(("Casusnr", "Wijk", "MDO", hostile, "Wmo na", "\x7f\x01[x]"), ("C1", "N", DAY, 1, 2, "a"))
    assert fields(propose([source], TARIFFS))["versie"] == 1


def test_of_more_sheets_the_fullest_is_proposed_and_named() -> None:
    small = RawTable("Uitleg", "blad 1", ("Tekst",), (("x",),), (2,))
    assert fields(propose([small, WIDE], TARIFFS))["bron"] == {"blad": "Blad1"}
