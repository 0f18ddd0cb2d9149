"""Vektis: three layouts, a rest row that stays apart, and a comparison with a truth worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.opendata.make_samples import FOLDER

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.vocabulary import Stream
from maatschappelijk_rendement.opendata import (
    average_frame,
    beside_average,
    care_average,
    care_series,
    read_regional,
    read_vektis,
    regional_average,
    standardised,
)

HEAD = "geslacht;leeftijdsklasse;gemeentenaam;aantal_bsn;aantal_verzekerdejaren;kosten_farmacie;kosten_overig"
# Two places, two ages. Per insured year: A young 100, A old 1.000; B young 50, B old 2.000 (medicines).
KNOWN = f"""{HEAD}
M;0 t/m 64 jaar;A;1000;1000.00;100000.00;0
M;65+;A;500;500.00;500000.00;0
M;0 t/m 64 jaar;B;3000;3000.00;150000.00;0
M;65+;B;500;500.00;1000000.00;0
;;;40;40.00;60000.00;0
"""


def known(tmp_path: Path, text: str = KNOWN, name: str = "vektis_2023.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_comparison_with_known_truth_is_exact(tmp_path: Path) -> None:
    found = standardised(read_vektis(known(tmp_path)), "a")
    # Everyone: young 250.000 / 4.000 = 62,50; old 1.500.000 / 1.000 = 1.500. Expected of A:
    # 1.000 x 62,50 + 500 x 1.500 = 812.500; observed 600.000; gap -212.500; per year -141,67.
    row = found.rows[0]
    assert (row.observed_cents, row.expected_cents, row.gap_cents) == (60_000_000, 81_250_000, -21_250_000)
    assert (str(row.ratio), row.gap_per_year_cents, row.insured_years) == (
        "0.738",
        -14_167,
        Decimal("1500.00"),
    )
    other = next(one for one in found.rows if one.indicator == "zvw_overig")
    assert (other.ratio, other.gap_cents) == (None, 0)
    # B has what A lacks: over all places observed equals expected.
    second = standardised(read_vektis(known(tmp_path)), "B").rows[0]
    assert second.gap_cents == 21_250_000


def test_the_rest_row_is_shown_and_is_in_no_place(tmp_path: Path) -> None:
    costs = read_vektis(known(tmp_path))
    found = standardised(costs, "A")
    assert found.rest_part == Fraction(40, 5040)
    assert [cell.insured_years for cell in costs.rest] == [Decimal("40.00")]
    series = care_series([costs], ["A", "B"])
    rest = {row.indicator: row.value for row in series.rows if row.name == "restrij"}
    assert (rest["zvw_totaal"], rest["verzekerdejaren"]) == (Decimal("60000.00"), Decimal("40.00"))
    total = sum(row.value or 0 for row in series.of("zvw_totaal"))
    assert total == Decimal("1810000.00")


def test_a_small_population_is_flagged(tmp_path: Path) -> None:
    text = KNOWN.replace("A;1000;1000.00", "A;400;400.00").replace("A;500;500.00", "A;599;599.99")
    small = standardised(read_vektis(known(tmp_path, text)), "A")
    assert all(row.is_small for row in small.rows)
    text = text.replace("A;599;599.99", "A;600;600.00")
    assert not any(row.is_small for row in standardised(read_vektis(known(tmp_path, text)), "A").rows)


def test_an_age_that_the_reference_lacks_is_left_out_and_said(tmp_path: Path) -> None:
    costs = read_vektis(known(tmp_path))
    other = read_vektis(known(tmp_path, KNOWN.replace("M;65+;B", "V;65+;B").replace("M;65+;A", "V;65+;A")))
    found = standardised(costs, "A", reference=other)
    # Only the young are left: 1.000 x 62,50 beside 100.000.
    assert (found.rows[0].expected_cents, found.rows[0].observed_cents) == (6_250_000, 10_000_000)
    assert (found.unmatched_years, found.absent_cells) == (Decimal("500.00"), 1)


def test_a_place_that_is_alone_in_its_file_is_not_compared_with_itself(tmp_path: Path) -> None:
    """Every ratio would be 1,000 and every gap 0, whatever it cost."""
    alone = read_vektis(known(tmp_path, "\n".join(line for line in KNOWN.split("\n") if ";B;" not in line)))
    with pytest.raises(UsageError, match="alleen deze plaats"):
        standardised(alone, "A")
    everyone = read_vektis(known(tmp_path, name="vektis_2023_alle.csv"))
    assert standardised(alone, "A", reference=everyone).rows[0].gap_cents != 0


def test_a_reference_of_another_year_is_refused(tmp_path: Path) -> None:
    costs = read_vektis(known(tmp_path))
    other = read_vektis(known(tmp_path, name="vektis_2022.csv"))
    with pytest.raises(UsageError, match="ander jaar"):
        standardised(costs, "A", reference=other)


@given(
    cents=st.lists(st.integers(0, 10**7), min_size=4, max_size=4),
    years=st.lists(st.integers(1, 9999), min_size=4, max_size=4),
)
def test_over_all_places_nothing_is_gained_or_lost(
    cents: list[int], years: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [
        f"V;{age};{place};{count};{count}.00;{amount / 100:.2f};0"
        for (age, place), amount, count in zip(
            (("jong", "A"), ("oud", "A"), ("jong", "B"), ("oud", "B")), cents, years, strict=True
        )
    ]
    text = "\n".join([HEAD, *rows])
    costs = read_vektis(known(tmp_path_factory.mktemp("vektis"), text))
    gaps = [standardised(costs, place).rows[0].gap_cents for place in "AB"]
    assert sum(gaps) in {-1, 0, 1}


@pytest.mark.parametrize("year", [2015, 2020, 2023])
def test_three_layouts_give_the_same_streams(year: int) -> None:
    costs = read_vektis(FOLDER / f"vektis_{year}_gemeente_synthetisch.csv")
    assert (costs.year, costs.by, costs.skipped, costs.findings) == (year, "gemeente", (), ())
    names = {column.indicator for column in costs.columns}
    assert {"zvw_huisarts", "zvw_ziekenhuis", "zvw_ggz", "zvw_wijkverpleging", "zvw_fysiotherapie"} <= names
    assert len(costs.rest) == 1
    # The script makes Oss 5 % dearer: 1,05 x 1.210 / (400 x 1,05 + 700 + 110) = 1,0329.
    assert str(standardised(costs, "Oss").rows[0].ratio) == "1.033"


def test_municipalities_are_found_under_the_spelling_of_vektis() -> None:
    costs = read_vektis(FOLDER / "vektis_2023_gemeente_synthetisch.csv")
    for place in ("'s-Hertogenbosch", "Nuenen, Gerwen en Nederwetten", "oss"):
        assert len(costs.of(place)) == 38
    with pytest.raises(InputError, match="staat niet in dit bestand"):
        costs.of("Ravenstein")


def test_three_years_give_one_series_with_the_licence_in_it() -> None:
    files = [read_vektis(FOLDER / f"vektis_{year}_gemeente_synthetisch.csv") for year in (2023, 2015, 2020)]
    series = care_series(files, ["Oss"])
    means = [row for row in series.of("zvw_totaal_gemiddeld") if row.name == "Oss"]
    assert [row.year for row in means] == [2015, 2020, 2023]
    assert {row.unit for row in means} == {"euro per verzekerdejaar"}
    (notice,) = series.notices
    assert "bron te noemen" in notice
    assert "sluiten commercieel gebruik uit" in notice
    with pytest.raises(InputError, match="hetzelfde jaar"):
        care_series([files[0], files[0]], ["Oss"])


def test_a_postcode_file_is_read_too() -> None:
    costs = read_vektis(FOLDER / "vektis_2023_postcode3_synthetisch.csv")
    assert costs.by == "postcode3"
    assert {row.code for row in care_series([costs], ["534"]).rows} == {"534", "restrij"}


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("M;65+;B;500;500.00;1000000.00;0", "M;65+;A;500;500.00;1000000.00;0", "rij_dubbel", "5"),
        ("500;500.00;500000.00", "500;600.00;500000.00", "jaren_kloppen_niet", "3"),
        ("150000.00;0", "150000.00;", "waarde_onleesbaar", "4"),
        ("150000.00;0", "150.000,00;0", "waarde_onleesbaar", "4"),
        ("M;65+;A", "X;65+;A", "geslacht_onbekend", "3"),
        ("kosten_farmacie;kosten_overig", "kosten_overig;kosten_overig", "kolom_dubbel", "1"),
        ("leeftijdsklasse", "leeftijd", "andere_tabel", "1"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(
    old: str, new: str, code: str, row: str, tmp_path: Path
) -> None:
    assert old in KNOWN
    with pytest.raises(InputError) as error:
        read_vektis(known(tmp_path, KNOWN.replace(old, new)))
    (finding,) = error.value.findings
    assert (finding.code, finding.cell, finding.sheet) == (code, row, "vektis_2023.csv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (KNOWN.replace("0000.00;0", "00.00;0"), "bedrag_onwaarschijnlijk"),
        (KNOWN.replace(";;;40;40.00", ";;;4000;4000.00"), "restrij_groot"),
        (KNOWN.replace("kosten_overig", "kosten_tweedelijns_ggz"), "jaar_past_niet"),
        (KNOWN.replace("kosten_overig", "kosten_iets_nieuws"), "kosten_onbekend"),
    ],
)  # fmt: skip
def test_what_deserves_a_look_is_said(text: str, code: str, tmp_path: Path) -> None:
    assert code in {finding.code for finding in read_vektis(known(tmp_path, text)).findings}


def test_a_name_that_was_cut_off_is_known_only_when_it_is_cut_at_its_length(tmp_path: Path) -> None:
    cut = "kosten_medisch_specialistische_zorg"[:32]
    costs = read_vektis(known(tmp_path, KNOWN.replace("kosten_overig", cut)))
    assert [column.indicator for column in costs.columns] == ["zvw_ziekenhuis", "zvw_farmacie"]
    short = read_vektis(known(tmp_path, KNOWN.replace("kosten_overig", cut[:20])))
    assert [column.column for column in short.skipped] == [cut[:20]]


def test_without_a_year_the_user_has_to_say_it(tmp_path: Path) -> None:
    path = known(tmp_path, name="zorg.csv")
    with pytest.raises(InputError, match="Nergens staat"):
        read_vektis(path)
    assert read_vektis(path, year=2023).year == 2023


def test_an_average_resident_stands_beside_a_case_and_is_another_population(tmp_path: Path) -> None:
    averages = care_average(read_vektis(known(tmp_path)), "A")
    # 600.000 euros over 1.500 insured years is 400 a year.
    assert averages[0].cents == 40_000
    zvw, jeugd = beside_average({Stream.ZVW: 1_000_000, "Jeugdwet": 500_000}, averages)
    assert (zvw.average_cents, str(zvw.times), zvw.year) == (40_000, "25.0", 2023)
    assert (jeugd.average_cents, jeugd.times, jeugd.source) == (None, None, "geen open cijfers per inwoner")
    assert "andere groep dan uw casussen" in zvw.note
    frame = average_frame([zvw, jeugd])
    assert frame["gemiddelde_inwoner"].tolist() == [Decimal("400.00"), None]
    with pytest.raises(UsageError, match="Kies uit"):
        beside_average({"AWBZ": 1}, averages)


def test_an_average_of_regiobeeld_takes_the_newest_year() -> None:
    series = read_regional(FOLDER / "regiobeeld_50149NED_synthetisch.csv", ["WK082890", "GM0828"])
    whole, *_ = regional_average(series, "GM0828")
    assert (whole.cents, whole.year) == (292_000, 2023)
    assert regional_average(series, "GM0828", residents=1000)[0].cents == 292
    with pytest.raises(UsageError):
        regional_average(series, "WK082891")


def test_an_average_of_regiobeeld_never_mixes_kinds_of_figures(tmp_path: Path) -> None:
    head, *rows = (FOLDER / "regiobeeld_50149NED_synthetisch.csv").read_text(encoding="utf-8").splitlines()
    both = [f"{row};{kind}" for kind in ("Aantal", "Per 10 000") for row in rows]
    path = known(tmp_path, "\n".join([f"{head};Cijfersoort", *both]), "regiobeeld_50149NED.csv")
    series = read_regional(path, "GM0828")
    with pytest.raises(UsageError, match="meer soorten cijfers"):
        regional_average(series, "GM0828")
    assert regional_average(series, "GM0828", breakdown="Aantal")[0].cents == 292_000
