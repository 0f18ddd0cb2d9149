from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tariffs.indices import GROWTH_PARTS, Indices, _growth
from maatschappelijk_rendement.domain.vocabulary import IndexName

INDICES = Indices.load()
YEARS = {name: sorted(figures) for name, figures in INDICES.figures.items()}


def published(series: str) -> dict[int, Fraction]:
    path = Path(__file__).parents[3] / "data" / "tariffs" / "indices.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {int(row["jaar"]): Fraction(row["waarde"]) for row in rows if row["reeks"] == series}


def test_cpi_from_2018_to_2022_is_the_ratio_of_the_published_factors() -> None:
    # Factor to 2024: 1.260 for 2018, 1.073 for 2022, so 100 x 1260 / 1073.
    carried = INDICES.carry(Decimal(100), IndexName.CPI, 2018, 2022)
    assert carried.price == Fraction(126_000, 1073)
    assert not carried.preliminary


def test_cpi_backward_is_the_same_ratio_upside_down() -> None:
    assert INDICES.carry(Decimal("1260"), IndexName.CPI, 2022, 2018).price == Fraction(1073)


def test_cpi_from_2022_to_2024_is_the_published_factor() -> None:
    assert INDICES.carry(Decimal("64.00"), IndexName.CPI, 2022, 2024).price == Fraction("68.672")


def test_cpi_level_of_the_base_year_is_one_and_of_2022_its_factor_upside_down() -> None:
    assert INDICES.level(IndexName.CPI, 2024) == 1
    assert INDICES.level(IndexName.CPI, 2022) == Fraction(1000, 1073)


def test_ova_forward_chains_final_figures() -> None:
    # 2023 final 6,36 %, 2024 final 6,0 %: 50 x 1.0636 x 1.06 = 56.3708.
    carried = INDICES.carry(Decimal("50"), IndexName.OVA, 2022, 2024)
    assert carried.price == Fraction("56.3708")
    assert not carried.preliminary
    assert carried.note == "geïndexeerd met OVA van 2022 naar 2024"


def test_ova_backward_divides_by_the_same_chain() -> None:
    assert INDICES.carry(Decimal("56.3708"), IndexName.OVA, 2024, 2022).price == 50


def test_ova_uses_a_preliminary_figure_only_where_no_final_one_is_known_and_says_so() -> None:
    # 2025 has only 4,18 % preliminary; 2024 has 4,94 % preliminary and 6,0 % final: the final one counts.
    carried = INDICES.carry(Decimal("100"), IndexName.OVA, 2023, 2025)
    assert carried.price == Fraction("110.4308")
    assert carried.preliminary
    assert carried.note == "geïndexeerd met OVA van 2023 naar 2025, voorlopig cijfer: 2025"


def test_a_figure_on_which_sources_differ_is_called_doubtful() -> None:
    # 2021 final 1,5 %, contradicted; 2022 preliminary 3,87 %, 2023 final 6,36 %.
    carried = INDICES.carry(Decimal("100"), IndexName.OVA, 2020, 2023)
    assert carried.price == 100 * Fraction("1.015") * Fraction("1.0387") * Fraction("1.0636")
    assert carried.note.endswith("voorlopig cijfer: 2022, twijfelachtig cijfer: 2021")


def test_of_two_figures_for_one_year_the_one_added_last_counts() -> None:
    # 2022: 2,2 % was only the part for contract wages; the VGN gives 3,87 %.
    assert published("OVA_VOORLOPIG")[2022] == Fraction("3.87")
    carried = INDICES.carry(Decimal("100"), IndexName.OVA, 2021, 2023)
    assert carried.price == 100 * Fraction("1.0387") * Fraction("1.0636")
    assert carried.note.endswith("voorlopig cijfer: 2022")


def test_cpi_of_2025_follows_from_the_change_and_says_that_it_is_rounded() -> None:
    # 2025: 3,3 % on 2024. From 2022: 100 x 1.073 x 1.033 = 110.8409.
    carried = INDICES.carry(Decimal(100), IndexName.CPI, 2022, 2025)
    assert carried.price == Fraction("110.8409")
    assert not carried.preliminary
    assert carried.note == "geïndexeerd met CPI van 2022 naar 2025, uit de afgeronde jaarmutatie: 2025"
    assert INDICES.carry(Decimal("110.8409"), IndexName.CPI, 2025, 2022).price == 100


def test_ova_of_2018_and_2019_is_known_and_called_preliminary() -> None:
    # 2018 2,96 %, 2019 3,42 %.
    carried = INDICES.carry(Decimal(100), IndexName.OVA, 2017, 2019)
    assert carried.price == 100 * Fraction("1.0296") * Fraction("1.0342")
    # Of 2019 another source gives 4,12 %, and 3,42 % as an index of more than wages.
    assert carried.note.endswith("voorlopig cijfer: 2018 en 2019, twijfelachtig cijfer: 2019")


def test_ova_needs_no_figure_of_the_year_it_starts_from() -> None:
    # 2020 final 3,28 % is the step from 2019 to 2020.
    assert INDICES.carry(Decimal("100"), IndexName.OVA, 2019, 2020).price == Fraction("103.28")


def test_vng_from_2022_to_2024_is_the_product_of_the_two_final_figures_by_its_own_rule() -> None:
    # 2023: 0.9 x 6.36 + 0.1 x 7.02 = 6.426; 2024: 0.9 x 6.0 + 0.1 x 3.1 = 5.71.
    # 1.06426 x 1.0571 = 1.125029246, the 1.125 of the design notes.
    carried = INDICES.carry(Decimal(1), IndexName.VNG, 2022, 2024)
    assert carried.price == Fraction("1.125029246")
    assert not carried.preliminary
    assert carried.note == "geïndexeerd met VNG van 2022 naar 2024"


def test_vng_of_a_year_without_final_figures_follows_from_the_preliminary_ones_and_says_so() -> None:
    # 2025: 0.9 x 4.18 + 0.1 x 1.82 = 3.944.
    carried = INDICES.carry(Decimal(1000), IndexName.VNG, 2024, 2025)
    assert carried.price == Fraction("1039.44")
    assert carried.preliminary
    assert carried.note == "geïndexeerd met VNG van 2024 naar 2025, voorlopig cijfer: 2025"


def test_vng_of_2022_follows_from_the_ova_that_was_added_last() -> None:
    # 2022: 0.9 x 3.87 + 0.1 x 6.3 = 4.113, both preliminary.
    carried = INDICES.carry(Decimal(100), IndexName.VNG, 2021, 2022)
    assert carried.price == Fraction("104.113")
    assert carried.note.endswith("voorlopig cijfer: 2022")
    assert INDICES.figures[IndexName.VNG][2022].source_ids == ("vgn-ova-2022", "valente-2023")


def test_vng_is_as_doubtful_as_what_it_follows_from() -> None:
    series = {
        "OVA_VOORLOPIG": {2022: {"waarde": "2.2", "bron_id": "a", "noot": "Verdacht: anders elders."}},
        "PPC_VOORLOPIG": {2022: {"waarde": "6.3", "bron_id": "b", "noot": ""}},
    }
    figures = _growth(series, GROWTH_PARTS[IndexName.VNG], "VOORLOPIG")
    assert figures[2022].doubtful
    assert figures[2022].value == Fraction("1.0261")


def test_a_preliminary_figure_is_kept_beside_the_final_one_and_never_mixed_with_it() -> None:
    # 2024 preliminary: 0.9 x 4.94 + 0.1 x 2.51 = 4.697; final 5.71.
    assert INDICES.preliminary[IndexName.VNG][2024].value == Fraction("1.04697")
    assert INDICES.figures[IndexName.VNG][2024].value == Fraction("1.0571")
    # OVA of 2020 and 2021 is final, but no PPC of those years is known: no VNG.
    assert min(INDICES.figures[IndexName.VNG]) == 2022


def test_a_price_that_was_raised_by_a_preliminary_figure_is_corrected_to_the_final_one() -> None:
    # 2024: 100 raised by 4.697 % is 104.697; the correction brings it to the final 105.71.
    correction = INDICES.correction(IndexName.VNG, 2024)
    assert Fraction("104.697") * (1 + correction) == Fraction("105.71")
    # OVA 2023: 1.0636 / 1.0474 - 1.
    assert INDICES.correction(IndexName.OVA, 2023) == Fraction("1.0636") / Fraction("1.0474") - 1


@pytest.mark.parametrize(
    ("name", "year"), [(IndexName.VNG, 2025), (IndexName.OVA, 2019), (IndexName.CPI, 2024)]
)
def test_without_both_figures_there_is_no_correction(name: IndexName, year: int) -> None:
    with pytest.raises(InputError, match=f"{name} heeft voor {year} geen voorlopig én definitief cijfer"):
        INDICES.correction(name, year)


def test_a_price_that_stays_in_its_year_needs_no_index() -> None:
    carried = INDICES.carry(Decimal("57.01"), IndexName.VNG, 2015, 2015)
    assert carried.price == Fraction("57.01")
    assert not carried.preliminary


@pytest.mark.parametrize(
    ("name", "from_year", "to_year", "series_and_years"),
    [
        (IndexName.OVA, 2015, 2018, "OVA heeft geen cijfer voor 2016 en 2017"),
        (IndexName.OVA, 2025, 2026, "OVA heeft geen cijfer voor 2026"),
        (IndexName.VNG, 2024, 2019, "VNG heeft geen cijfer voor 2020 en 2021"),
        (IndexName.CPI, 2011, 2026, "CPI heeft geen cijfer voor 2011 en 2026"),
    ],
)
def test_a_missing_year_is_an_error_that_names_series_and_years(
    name: IndexName, from_year: int, to_year: int, series_and_years: str
) -> None:
    with pytest.raises(InputError, match=series_and_years) as error:
        INDICES.carry(Decimal(1), name, from_year, to_year)
    (finding,) = error.value.findings
    assert finding.code == "index_ontbreekt"


def test_a_level_outside_the_series_is_an_error() -> None:
    with pytest.raises(InputError, match="2030"):
        INDICES.level(IndexName.OVA, 2030)


@given(data=st.data(), name=st.sampled_from(IndexName))
def test_carrying_there_and_back_gives_the_same_price(data: st.DataObject, name: IndexName) -> None:
    one, other = (data.draw(st.sampled_from(YEARS[name])) for _ in range(2))
    there = INDICES.carry(Decimal("12.3456"), name, one, other).price
    assert there * INDICES.level(name, one) / INDICES.level(name, other) == Fraction("12.3456")
    assert there / Fraction("12.3456") == INDICES.level(name, other) / INDICES.level(name, one)


def test_what_the_vng_published_is_our_figure_rounded_to_two_decimals() -> None:
    ours = {
        "VOORLOPIG": INDICES.preliminary[IndexName.VNG],
        "DEFINITIEF": {y: f for y, f in INDICES.figures[IndexName.VNG].items() if not f.preliminary},
    }
    for kind, years in (("VOORLOPIG", (2023, 2024, 2025)), ("DEFINITIEF", (2023, 2024))):
        vng = published(f"VNG_90_10_{kind}")
        assert tuple(vng) == years
        for year in years:
            assert Fraction(half_up(10_000 * (ours[kind][year].value - 1)), 100) == vng[year], (kind, year)


def test_the_two_cpi_bases_chain_by_ratio() -> None:
    # CBS: 121.43 for 2022 with 2015 = 100; the factors have three decimals, so within 0.1.
    factors = published("CPI_FACTOR_NAAR_2024")
    assert abs(100 * factors[2015] / factors[2022] - published("CPI_2015_100")[2022]) <= Fraction("0.1")
