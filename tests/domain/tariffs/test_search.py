"""Prices are found by the words people use, or the honest gap is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.files import read_gaps, read_table
from maatschappelijk_rendement.domain.vocabulary import fold_header

TARIFFS = Tariffs.load()

# What a person says, and what must come first: a product, or a gap as "wet: soort".
EVERYDAY = [
    ("hulp in de huishouding", "WMO.HH.UUR.REF2022"),
    ("poetshulp", "WMO.HH.UUR.REF2022"),
    ("woonbegeleiding", "WMO.BEGELEIDING_IND.UUR.REF2022"),
    ("regiotaxi", "WMO.VERVOER.KM.REF2022"),
    ("dakloos", "WMO.OPVANG.JAAR.EENVANDAAG"),
    ("beschermd wonen", "WMO.BW_24UURS.ETMAAL.STADSKANAAL"),
    ("traplift", "Wmo: woningaanpassing"),
    ("scootmobiel", "Wmo: hulpmiddel"),
    ("blijf van mijn lijf", "Wmo: vrouwenopvang"),
    ("kindermishandeling", "Wmo: Veilig Thuis"),
    ("eigen bijdrage", "Wmo: eigen bijdrage"),
    ("wijkteam", "MDO: MDO wijkteam"),
    ("klantmanager", "MDO: MDO consulent"),
    ("maatschappelijk werker", "Welzijn: maatschappelijk werk"),
    ("buurthuis", "Welzijn: inloop"),
    ("bemoeizorg", "Welzijn: OGGZ"),
    ("jeugdhulp", "JW.PLEEGVERGOEDING.0_8"),
    ("pleeggezin", "JW.PLEEGVERGOEDING.0_8"),
    ("gezinshuis", "Jeugdwet: gezinshuis"),
    ("gezinsvoogd", "Jeugdwet: OTS"),
    ("gesloten jeugdzorg", "Jeugdwet: JeugdzorgPlus"),
    ("schoolvervoer", "Jeugdwet: leerlingenvervoer"),
    ("uitkering", "PW.BIJSTAND.ALLEENSTAANDE"),
    ("bewindvoerder", "PW.BEWIND_SCHULDEN.MAAND.BTWVRIJ"),
    ("curator", "PW.CURATELE.MAAND.BTWVRIJ"),
    ("sociale werkplaats", "PW.BESCHUT_WERK.BEGELEIDING.JAAR"),
    ("arbeidsongeschikt", "UWV: WIA"),
    ("schuldsanering", "Wgs: regeling"),
    ("budgetbeheer", "WGS.BUDGETBEHEER.MAAND.HNH"),
    ("dokter", "ZVW.HUISARTS.CONSULT_5MIN.NZA"),
    ("dokterspost", "ZVW.HAP_CONSULT.HAPMH"),
    ("eerste hulp", "ZVW.SEH.BEZOEK.REF2022"),
    ("wijkzuster", "ZVW.WIJKVERPLEGING.PV_UUR.REF2022"),
    ("fysio", "ZVW.PARAMEDISCH.FYSIOTHERAPIE.REF2022"),
    ("afkicken", "Zvw: verslavingszorg"),
    ("dementie", "Zvw: casemanagement dementie"),
    ("verpleeghuis", "WLZ.VV.ETMAAL.REF2022"),
    ("ontruiming", "OVERIG.HUISUITZETTING.HOOG"),
    ("huurschuld", "Wonen: huurachterstand"),
    ("burenruzie", "Wonen: overlast"),
    ("gevangenis", "OVERIG.DETENTIE.VOLWASSEN.DAG"),
    ("reclassering", "Justitie: reclassering"),
    ("mantelzorger", "OVERIG.MANTELZORG.UUR.REF2022"),
    ("huurtoeslag", "Overig: toeslagen"),
    ("bijstandsuitkering", "PW.BIJSTAND.ALLEENSTAANDE"),
    ("thuisbegeleiding", "WMO.BEGELEIDING_IND.UUR.REF2022"),
    ("crisisopvang", "WMO.OPVANG.JAAR.EENVANDAAG"),
    ("pleegkind", "JW.PLEEGVERGOEDING.0_8"),
    ("ziekenhuisopname", "ZVW.ZIEKENHUIS.VERPLEEGDAG.REF2022"),
]


def test_there_are_forty_everyday_words() -> None:
    assert len({word for word, _ in EVERYDAY}) >= 40


@pytest.mark.parametrize(("word", "first"), EVERYDAY)
def test_an_everyday_word_finds_what_is_meant_or_the_honest_gap(word: str, first: str) -> None:
    found = TARIFFS.search(word)
    assert found.read_as == ()
    assert [*found.codes, *(f"{gap.law}: {gap.category}" for gap in found.gaps)][0] == first


def test_every_listed_word_finds_something_and_nothing_listed_is_unknown() -> None:
    laws = {(row.stream.value, row.category or "") for row in TARIFFS.rows}
    laws |= {(gap.law, gap.category) for gap in read_gaps() if not gap.code}
    for row in read_table("zoekwoorden.csv"):
        assert row["woord"] == fold_header(row["woord"])
        assert not row["productcategorie"] or (row["wet"], row["productcategorie"]) in laws, row
        found = TARIFFS.search(row["woord"])
        assert found.codes or found.gaps, row


@pytest.mark.parametrize(
    ("written", "read_as", "first"),
    [
        ("huishoudlijke hulp", ("huishoudelijke hulp",), "WMO.HH.UUR.REF2022"),
        ("mantelzog", ("mantelzorg",), "OVERIG.MANTELZORG.UUR.REF2022"),
        ("Fysioterapie", ("fysiotherapie",), "ZVW.PARAMEDISCH.FYSIOTHERAPIE.REF2022"),
    ],
)
def test_a_slip_of_the_pen_is_read_as_the_nearest_word(
    written: str, read_as: tuple[str, ...], first: str
) -> None:
    found = TARIFFS.search(written)
    assert found.read_as == read_as
    assert found.codes[0] == first


def test_other_words_narrow_an_everyday_word() -> None:
    assert TARIFFS.search("poetshulp westerveld").codes == (
        "WMO.HH.UUR.WESTERVELD",
        "WMO.HH_PGB_INFORMEEL.UUR.WESTERVELD",
    )


def test_only_the_stream_and_unit_asked_for_are_found() -> None:
    assert TARIFFS.search("logeren", stream="jeugdwet").codes[0] == "JW.LOGEREN.ETMAAL.DEWOLDEN"
    assert all(code.startswith("JW.") for code in TARIFFS.search("logeren", stream="Jeugdwet").codes)
    per_day = TARIFFS.search("dagbesteding", unit="dagdeel").codes
    assert "WLZ.VV.DAGBESTEDING.REF2022" in per_day
    assert {TARIFFS.product(code).unit for code in per_day} == {"dagdeel"}


def test_a_price_of_the_whole_country_comes_before_one_of_a_place_and_a_budget_comes_last() -> None:
    codes = TARIFFS.search("begeleiding", stream="Wmo").codes
    assert codes[0] == "WMO.BEGELEIDING_IND.UUR.REF2022"
    assert codes.index("WMO.BEGELEIDING_PLUS.UUR.WESTERVELD") < codes.index("WMO.BEGELEIDING_PGB75.UUR.ZEIST")


def test_words_of_code_and_description_are_found_as_before() -> None:
    assert TARIFFS.search("bijstand gehuwd").codes[0] == "PW.BIJSTAND.GEHUWD"
    assert TARIFFS.search("wmo.hh.uur.ref2022").codes == ("WMO.HH.UUR.REF2022",)


def test_without_words_everything_of_the_stream_is_there() -> None:
    assert set(TARIFFS.search("", stream="Wonen").codes) == {
        "OVERIG.HUISUITZETTING.HOOG",
        "OVERIG.HUISUITZETTING.LAAG",
    }


def test_a_stream_without_any_price_names_what_is_missing_in_it() -> None:
    found = TARIFFS.search("", stream="Welzijn")
    assert found.codes == ()
    assert [gap.category for gap in found.gaps] == ["maatschappelijk werk", "inloop", "OGGZ"]


def test_a_word_that_means_nothing_finds_nothing_and_invents_nothing() -> None:
    found = TARIFFS.search("qqqq")
    assert (found.codes, found.gaps, found.read_as, found.near) == ((), (), (), ())


def test_an_own_price_is_found_by_its_own_words() -> None:
    own = Tariff(
        code="EIGEN.TUINHULP",
        description="Tuinhulp",
        stream="Wmo",
        unit="uur",
        price_eur=Decimal(40),
        valid_from=date(2026, 1, 1),
        source_text="Raadsbesluit",
    )
    assert TARIFFS.add([own]).search("tuinhulp").codes == ("EIGEN.TUINHULP",)


def test_near_words_are_words_of_the_store_never_what_was_written() -> None:
    known = {row["woord"] for row in read_table("zoekwoorden.csv")}
    known |= {fold_header(row.category) for row in TARIFFS.rows if row.category}
    found = TARIFFS.search("huurtoeslagje xx")
    assert set(found.near) <= known
