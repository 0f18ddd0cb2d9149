from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.listing import dutch_price, list_gaps, list_tariffs, validity

TARIFFS = Tariffs.load()


def test_a_price_is_listed_with_unit_dutch_price_validity_and_source() -> None:
    head, line = list_tariffs(TARIFFS, "wmo.hh.uur.ref2022").splitlines()
    assert head.split("  ")[0] == "code"
    for part in ("WMO.HH.UUR.REF2022", "uur", "32,76", "1-1-2022 t/m 31-12-2022", "Kostenhandleiding"):
        assert part in line


def test_only_the_stream_asked_for_is_listed() -> None:
    table, _ = list_tariffs(TARIFFS, None, "Wonen").split("\n\n")
    assert [line.split()[0] for line in table.splitlines()[1:]] == [
        "OVERIG.HUISUITZETTING.HOOG",
        "OVERIG.HUISUITZETTING.LAAG",
    ]


def test_on_a_narrow_terminal_every_line_fits_and_nothing_is_lost() -> None:
    text = list_tariffs(TARIFFS, "wmo.hh.uur.ref2022", width=60)
    assert max(map(len, text.splitlines())) <= 60
    words = " ".join(text.split())
    assert words.startswith("WMO.HH.UUR.REF2022: Huishoudelijke hulp thuis, per uur € 32,76, 1-1-2022 t/m")
    assert "Kostenhandleiding" in words


def test_a_product_is_named_once_above_its_prices() -> None:
    text = list_tariffs(TARIFFS, "wlz.gemiddeld.jaar", width=80)
    assert text.count("WLZ.GEMIDDELD.JAAR") == 1
    assert text.count("  € ") == 2


def test_a_table_that_fits_stays_a_table() -> None:
    assert list_tariffs(TARIFFS, "wmo.hh.uur.ref2022", width=400).startswith("code  ")


def test_a_search_without_result_says_so_and_suggests() -> None:
    text = list_tariffs(TARIFFS, "WMO.HH.UUR.REF2O22")
    assert text.startswith("Geen prijs gevonden. Bedoelde u 'WMO.HH.UUR.REF2022'?")
    assert "--ontbreekt" in text
    assert list_tariffs(TARIFFS, "qqqq").startswith("Geen prijs gevonden.\n")


def test_a_note_and_the_price_level_stand_with_the_price() -> None:
    text = list_tariffs(TARIFFS, "OVERIG.POLITIE.UUR")
    head, line, _, note = text.splitlines()[:4]
    assert ("prijspeil" in head, "noot" in head) == (True, True)
    assert line.split("  ")[0] == "OVERIG.POLITIE.UUR"
    assert "  2013  " in line
    assert "(1)" in line
    assert note == "(1) Kengetal uit een tv-programma; de aangehaalde auteur vindt het te laag."


def test_prices_with_one_note_share_its_number() -> None:
    text = list_tariffs(TARIFFS, "HUISUITZETTING")
    assert text.count("(1)") == 3
    assert "(2)" not in text


def test_a_doubtful_price_says_what_to_take_instead() -> None:
    text = list_tariffs(TARIFFS, "ZVW.PARAMEDISCH.DIETETIEK.REF2022")
    assert "(1) Verdacht: de bron zegt per zitting" in text
    assert "Tel in kwartieren: ZVW.DIETETIEK_KWARTIER.PRAKTIJK" in text


def test_on_a_narrow_terminal_the_note_stands_under_the_prices_once() -> None:
    text = list_tariffs(TARIFFS, "PW.IOAW_BRUTO.GEHUWD", width=80)
    assert text.count("Noot: Per huishouden") == 1
    assert "prijspeil 2019-01" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_product_without_price_is_named_with_the_lines_that_add_one() -> None:
    text = list_tariffs(TARIFFS, "traplift")
    assert text.startswith("Geen prijs gevonden.\nDit ontbreekt in de lijst:")
    assert "Woningaanpassing" in text
    profile = tomllib.loads(text[text.index("[[tarieven]]") :])
    assert profile["tarieven"] == [
        {
            "code": {"vast": "EIGEN.WONINGAANPASSING"},
            "stroom": {"vast": "Wmo"},
            "eenheid": {"vast": "uur"},
            "prijs_eur": {"vast": "vul in"},
            "geldig_van": {"vast": "vul in"},
            "bron": {"vast": ""},  # a text would pass for a source
        }
    ]


def test_a_stream_without_any_price_says_what_is_missing_in_it() -> None:
    text = list_tariffs(TARIFFS, stream="Welzijn")
    assert "Inloop en ontmoeting" in text
    assert 'stroom = { vast = "Welzijn" }' in text


def test_what_is_missing_can_be_asked_of_one_stream_or_word() -> None:
    of_stream = list_gaps(TARIFFS, stream="Wmo")
    assert "Woningaanpassing" in of_stream
    assert "\nWMO.HH.UUR.WESTERVELD " in of_stream
    assert "JeugdzorgPlus" not in of_stream
    assert "ZVW." not in of_stream
    of_word = list_gaps(TARIFFS, "traplift")
    assert "Woningaanpassing" in of_word
    assert "Veilig Thuis" not in of_word


def test_the_lines_to_add_are_of_the_stream_and_unit_asked_for() -> None:
    text = list_tariffs(TARIFFS, "qqqq", "Wlz", unit="etmaal")
    assert 'stroom = { vast = "Wlz" }' in text
    assert 'eenheid = { vast = "etmaal" }' in text
    assert "qqqq" not in text


def test_an_hour_in_the_mdo_goes_to_its_own_sheet() -> None:
    assert "Uren in het MDO zelf zet u op blad MDO" in list_tariffs(TARIFFS, "wijkteam")


def test_what_has_no_price_stands_under_what_has_one() -> None:
    text = list_tariffs(TARIFFS, "pleegzorg")
    assert text.index("JW.PLEEGVERGOEDING.0_8") < text.index("Zonder prijs in deze lijst:")
    assert text.splitlines()[-1].startswith("Jeugdwet  pleegzorg  Pleegzorg met begeleiding, etmaal")


def test_a_slip_of_the_pen_says_how_it_was_read() -> None:
    assert list_tariffs(TARIFFS, "huishoudlijke hulp").startswith("Gelezen als: huishoudelijke hulp.\n")


def test_a_price_keeps_the_decimals_it_has() -> None:
    assert [dutch_price(Decimal(text)) for text in ("2727", "0.26", "1234.5678", "0.1230")] == [
        "2.727,00",
        "0,26",
        "1.234,5678",
        "0,123",
    ]


def test_a_price_without_end_says_from_when_it_holds() -> None:
    row = Tariff(
        code="L.A",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(1),
        valid_from=date(2020, 2, 1),
        source_text="Raadsbesluit",
    )
    assert validity(row) == "vanaf 1-2-2020"


def test_the_gaps_are_listed_by_law_and_by_series() -> None:
    text = list_gaps()
    assert "Wgs" in text
    assert "saneringskrediet" in text
    hole = next(line for line in text.splitlines() if line.startswith("WLZ.GEMIDDELD.JAAR"))
    assert hole.endswith("1-1-2016 t/m 31-12-2016")
    end = next(
        line for line in text.splitlines() if line.startswith("JW.PLEEGVERGOEDING.0_8  ") and "vanaf" in line
    )
    assert "vanaf 1-1-2025" in end
