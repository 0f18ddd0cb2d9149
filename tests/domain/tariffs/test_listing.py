from __future__ import annotations

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
    lines = list_tariffs(TARIFFS, None, "Wonen").splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["OVERIG.HUISUITZETTING.HOOG", "OVERIG.HUISUITZETTING.LAAG"]


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
