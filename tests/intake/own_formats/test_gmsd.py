import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.own_formats.messages import BSNS
from tests.intake.own_formats.profiles import GUIDANCE, PROFILE

from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.clients import read_clients
from maatschappelijk_rendement.intake.own_formats.delivery_read import DeliveryRead
from maatschappelijk_rendement.intake.own_formats.gmsd import map_gmsd
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import (
    GmsdProfile,
    half_year,
    read_gmsd_profile,
)
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable

HEADERS = {
    "gemeente": "Gemeentecode",
    "made": "Aanmaakdatum_bestand",
    "bsn": "BSN",
    "claimed": "Type_maatwerkarrangement_declaratie",
    "granted": "Type_maatwerkarrangement_toewijzing",
    "form": "Leveringsvorm toewijzing",
    "number": "Toewijzingsnummer",
    "started": "Datum_start_daadwerkelijke_ondersteuning",
    "valid": "Datum_start_rechtsgeldigheid_ondersteuning",
    "end": "Einddatum_ondersteuning",
    "volume": "Beschikt volume",
    "unit": "Beschikte eenheid",
    "frequency": "Beschikte frequentie",
    "paid": "Daadwerkelijk_betaald_bedrag",
}
ROW: dict[str, RawCell] = {
    "gemeente": "0828",
    "made": "20230815",
    "bsn": BSNS[0],
    "claimed": None,
    "granted": "02",
    "form": "ZIN",
    "number": "7",
    "started": None,
    "valid": "20230101",
    "end": "20231231",
    "volume": "4",
    "unit": "04",
    "frequency": "2",
    "paid": "310,00",
}
EXTENT = '\n[gmsd]\ntelt = "omvang"\n'
PAID = '\n[gmsd]\ntelt = "bedrag"\nbedrag_in = "euro"\n'
FILES = '[leveringen]\n"a.csv" = "2023-1"\n"b.csv" = "2023-2"\n'
BY_TYPE = GUIDANCE.replace('code = "02A03"\n', "")


def told(*more: str) -> dict[str, Any]:
    return tomllib.loads(PROFILE.format(preset="gmsd") + FILES + "".join(more), parse_float=Decimal)


def profile(*more: str) -> GmsdProfile:
    return read_gmsd_profile(told(*more), Tariffs.load())


def table(*rows: dict[str, RawCell], headers: dict[str, str] | None = None) -> RawTable:
    names = headers or HEADERS
    cells = tuple(tuple((ROW | row)[name] for name in names) for row in rows)
    return RawTable("wmo", "csv-bestand", tuple(names.values()), cells, tuple(range(2, len(rows) + 2)))


def read(first: RawTable, chosen: GmsdProfile, second: RawTable | None = None) -> DeliveryRead:
    pseudonyms = Pseudonyms()
    listed = RawTable(
        "lijst",
        "csv-bestand",
        ("BSN", "Casusnr", "Wijk", "Datum MDO"),
        ((BSNS[0], "K1", "Noord", "1-7-2023"),),
        (2,),
    )
    clients = read_clients(listed, chosen.columns, pseudonyms)
    files = [(first, Period(date(2023, 1, 1), date(2023, 7, 1)))]
    if second:
        files.append((second, Period(date(2023, 7, 1), date(2024, 1, 1))))
    return map_gmsd(files, clients, chosen, pseudonyms)


def mapped(first: RawTable, chosen: GmsdProfile, second: RawTable | None = None) -> Mapped:
    return read(first, chosen, second).mapped


def usage(found: Mapped) -> list[tuple[Any, ...]]:
    names = ("moment", "productcode", "aantal", "per", "startdatum", "einddatum")
    return [tuple(record.values[name] for name in names) for record in found.sheets["Gebruik"]]


def left(found: Mapped) -> dict[str, int]:
    return {entry.why: entry.rows for entry in found.left_rows}


def codes(
    *rows: dict[str, RawCell], chosen: GmsdProfile | None = None, second: RawTable | None = None
) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        mapped(table(*rows), chosen or profile(EXTENT, BY_TYPE), second)
    assert BSNS[0] not in str(caught.value)
    return [(finding.code, finding.place) for finding in caught.value.findings]


HOURS = "WMO.BEGELEIDING_IND.UUR.REF2022"


def test_an_extent_is_a_quantity_cut_to_the_windows() -> None:
    assert usage(mapped(table({}), profile(EXTENT, BY_TYPE))) == [
        ("voor", HOURS, Decimal(4), "week", date(2023, 1, 1), date(2023, 6, 30)),
        ("na", HOURS, Decimal(4), "week", date(2023, 7, 1), date(2023, 12, 31)),
    ]


def test_what_was_paid_counts_in_its_half_year_and_adds_up() -> None:
    both = read(table({}), profile(PAID), table({"paid": "100,50"}))
    assert usage(both.mapped) == [
        ("voor", "BEDRAG.WMO", Decimal(310), "totaal", date(2023, 1, 1), date(2023, 6, 30)),
        ("na", "BEDRAG.WMO", Decimal("100.5"), "totaal", date(2023, 7, 1), date(2023, 12, 31)),
    ]
    assert (both.totals[0].source, both.totals[0].agrees) == (Fraction(821, 2), True)
    assert {record.values["prijsbron"] for record in both.mapped.sheets["Gebruik"]} == {
        "GMSD-levering, daadwerkelijk betaald bedrag"
    }


def test_an_amount_in_cents_is_read_as_cents() -> None:
    cents = profile(PAID.replace('"euro"', '"cent"'))
    assert [row[2] for row in usage(mapped(table({"paid": "31050"}), cents))] == [Decimal("310.5")]


def test_a_claimed_type_and_a_real_start_come_before_what_was_granted() -> None:
    claimed = {"claimed": "07", "started": "2023-03-01"}
    found = mapped(table(claimed), profile(EXTENT, BY_TYPE.replace('"02"', '"07"')))
    assert usage(found)[0][4] == date(2023, 3, 1)


def test_a_form_may_choose_the_product() -> None:
    pgb = '[[product]]\ncategorie = "02"\nvorm = "pgb"\nproduct = "WMO.BEGELEIDING_PGB90.UUR.ZEIST"\n'
    found = mapped(table({"form": "PGB"}, {"number": "8"}), profile(EXTENT, BY_TYPE, pgb))
    assert [row[1] for row in usage(found) if row[0] == "voor"] == ["WMO.BEGELEIDING_PGB90.UUR.ZEIST", HOURS]


def test_an_arrangement_that_stands_in_two_half_years_counts_once_as_the_last_says() -> None:
    found = mapped(table({}), profile(EXTENT, BY_TYPE), table({"volume": "2", "end": "20231001"}))
    assert [(row[2], row[5]) for row in usage(found)] == [
        (Decimal(2), date(2023, 6, 30)),
        (Decimal(2), date(2023, 10, 1)),
    ]
    assert left(found) == {"rijen van een arrangement dat in een later halfjaar weer staat": 1}
    assert found.counts[0].is_complete


def test_an_arrangement_without_an_end_counts_to_the_end_of_its_last_half_year() -> None:
    found = mapped(table({"end": None}), profile(EXTENT, BY_TYPE))
    assert [row[5] for row in usage(found)] == [date(2023, 6, 30)]
    assert any("zonder einddatum" in choice and choice.endswith(": 1.") for choice in found.choices)


@pytest.mark.parametrize(
    "written", ["20230101", "2023-01-01", "1-1-2023", date(2023, 1, 1), Decimal(20230101)]
)
def test_dates_are_read_as_people_write_them(written: RawCell) -> None:
    assert usage(mapped(table({"valid": written}), profile(EXTENT, BY_TYPE)))[0][4] == date(2023, 1, 1)


@pytest.mark.parametrize(
    ("row", "quantity", "unit"),
    [
        ({"unit": "01", "volume": "90"}, "1.5", "uur"),
        ({"unit": "4"}, "4", "uur"),
        ({"unit": Decimal(4), "frequency": Decimal(2), "volume": Decimal(4)}, "4", "uur"),
        ({"unit": "83", "volume": "30050"}, "300.5", "euro"),
    ],
)
def test_units_are_those_of_the_code_list(row: dict[str, RawCell], quantity: str, unit: str) -> None:
    record = mapped(table(row), profile(EXTENT, BY_TYPE)).sheets["Gebruik"][0]
    assert (str(record.values["aantal"]), record.values["eenheid"]) == (quantity, unit)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"bsn": None}, "bsn_ongeldig"),
        ({"bsn": "1234567"}, "bsn_ongeldig"),
        ({"granted": None}, "soort_onbekend"),
        ({"granted": "45"}, "soort_onbekend"),
        ({"valid": None}, "datum_ongeldig"),
        ({"valid": "20230231"}, "datum_ongeldig"),
        ({"end": "99991231"}, "datum_ongeldig"),
        ({"end": "20221231"}, "einddatum_voor_startdatum"),
        ({"volume": None}, "volume_ontbreekt"),
        ({"volume": "2,5"}, "volume_ongeldig"),
        ({"volume": "-1"}, "volume_ongeldig"),
        ({"volume": "1.250"}, "getal_ongeldig"),
        ({"unit": "21"}, "eenheid_onbekend"),
        ({"unit": None}, "eenheid_onbekend"),
        ({"frequency": "9"}, "frequentie_onbekend"),
        ({"frequency": "6", "end": None}, "totaal_zonder_einddatum"),
        ({"unit": "14"}, "eenheid_past_niet"),
        ({"unit": "01", "volume": "100"}, "aantal_niet_exact"),
        ({"granted": "05"}, "product_niet_in_profiel"),
        ({"volume": None, "unit": None, "frequency": None}, "zonder_omvang"),
    ],
)
def test_a_wrong_row_is_told_with_its_half_year_and_row(row: dict[str, RawCell], code: str) -> None:
    assert codes(row) == [(code, "levering 2023-1, rij 2")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"paid": None}, "zonder_omvang"),
        ({"paid": "tien"}, "getal_ongeldig"),
        ({"paid": "-5"}, "bedrag_ongeldig"),
        ({"paid": "5,005"}, "bedrag_ongeldig"),
        ({"valid": "20230801"}, "buiten_halfjaar"),
        ({"valid": "20220101", "end": "20221231"}, "buiten_halfjaar"),
    ],
)
def test_a_wrong_amount_is_told_with_its_half_year_and_row(row: dict[str, RawCell], code: str) -> None:
    assert codes(row, chosen=profile(PAID)) == [(code, "levering 2023-1, rij 2")]


def test_a_row_that_does_not_say_how_much_may_be_left_out_by_name() -> None:
    found = mapped(table({"paid": None}, {"number": "8"}), profile(PAID + 'zonder_omvang = "weglaten"\n'))
    assert left(found) == {"rijen die niet zeggen hoeveel": 1}


def test_a_row_that_is_there_twice_is_refused() -> None:
    assert codes({}, {}) == [("rij_dubbel", "levering 2023-1, rij 3")]


def test_one_arrangement_with_two_extents_in_a_half_year_is_refused() -> None:
    assert codes({}, {"volume": "5"}) == [("arrangement_twee_versies", "levering 2023-1, rij 3")]


def test_arrangements_that_overlap_are_refused() -> None:
    assert codes({}, {"valid": "20230301"}) == [("arrangement_overlapt", "levering 2023-1, rij 3")]


def test_arrangements_of_another_number_or_after_each_other_are_kept() -> None:
    rows = ({"end": "20230228"}, {"valid": "20230301"}, {"number": "8"})
    assert [(row[0], row[2]) for row in usage(mapped(table(*rows), profile(EXTENT, BY_TYPE)))] == [
        ("voor", Decimal(4)),
        ("voor", Decimal(4)),
        ("na", Decimal(8)),  # of the second and the third: two of the same days are one row
        ("voor", Decimal(4)),
    ]


def test_clients_without_a_case_are_left_out_and_counted() -> None:
    both = read(table({}, {"bsn": BSNS[1]}), profile(PAID))
    assert left(both.mapped) == {"producten van cliënten zonder casus met een MDO": 1}
    assert both.totals[0].left == Fraction(310)


@pytest.mark.parametrize("missing", ["bsn", "granted", "valid", "volume"])
def test_a_missing_column_is_told_once(missing: str) -> None:
    names = {name: header for name, header in HEADERS.items() if name not in (missing, "claimed", "started")}
    with pytest.raises(InputError) as caught:
        mapped(table({}, {}, headers=names), profile(EXTENT, BY_TYPE))
    assert [(finding.code, finding.place) for finding in caught.value.findings] == [
        ("kolom_ontbreekt", "levering 2023-1")
    ]


def test_a_profile_names_columns_that_are_called_otherwise() -> None:
    names = HEADERS | {"bsn": "Sofinummer", "volume": "Uren"}
    own = (
        '[kolommen]\nbsn = "sofinummer"\nvolume = "uren"\n'
        'eenheid = "beschikte eenheid"\nfrequentie = "beschikte frequentie"\n'
    )
    assert len(usage(mapped(table({}, headers=names), profile(EXTENT, own, BY_TYPE)))) == 2


def test_a_column_that_is_there_twice_is_refused() -> None:
    names = HEADERS | {"made": "bsn"}
    with pytest.raises(InputError) as caught:
        mapped(table({}, headers=names), profile(EXTENT, BY_TYPE))
    assert [finding.code for finding in caught.value.findings] == ["kolom_dubbel"]


def test_columns_that_are_not_read_are_counted() -> None:
    found = mapped(table({}), profile(PAID))
    # Gemeentecode and Aanmaakdatum; the columns of an extent are known, though amounts count here.
    assert "Kolommen waar niets uit is gelezen: 2." in found.choices


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"voorinstelling": "iwmo323"}, "voorinstelling"),
        ({"gmsd": {"telt": "alles"}}, "gmsd.telt"),
        ({"gmsd": {}}, "gmsd.telt"),
        ({"gmsd": {"telt": "bedrag"}}, "gmsd.bedrag_in"),
        ({"gmsd": {"telt": "omvang", "raad": 1}}, "gmsd.veld 2"),
        ({"leveringen": {}}, "leveringen"),
        ({"leveringen": {"a.csv": "2023"}}, "leveringen 1"),
        ({"leveringen": {"a.csv": 2023}}, "leveringen 1"),
        ({"leveringen": {"a.csv": "2023-1", "b.csv": "2023-1"}}, "leveringen 2"),
        ({"kolommen": {"volume": "Uren"}}, "kolommen"),
        ({"kolommen": {"kleur": "x"}}, "kolommen.veld 1"),
        ({"gmsd": {"telt": "bedrag", "bedrag_in": "euro"}}, "product"),
    ],
)
def test_a_wrong_field_of_a_profile_is_told_by_its_name(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_gmsd_profile(told(EXTENT, BY_TYPE) | change, Tariffs.load())
    assert place in [finding.cell for finding in caught.value.findings]


@pytest.mark.parametrize("text", ["2023", "2023-3", "1999-1", "", "2023-1x"])
def test_a_half_year_is_a_year_and_one_or_two(text: str) -> None:
    assert half_year(text) is None


def test_months_without_a_delivery_are_said_or_refused() -> None:
    # The windows run from 1-7-2022 to 30-6-2024; only the first half of 2023 was delivered.
    found = mapped(table({}), profile(PAID))
    assert any(choice.startswith("Over 18 maanden van de meetperiode") for choice in found.choices)
    assert codes({}, chosen=profile(PAID + "volledig = true\n")) == [("maanden_ontbreken", "")]


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 9_999_999), st.integers(0, 500)), min_size=1, max_size=20
    )
)
def test_euros_in_are_euros_out_and_left(drawn: list[tuple[int, int, int]]) -> None:
    rows = [
        {
            "bsn": BSNS[person],
            "number": str(n),
            "paid": f"{cents // 100},{cents % 100:02d}",
            "valid": date.fromordinal(date(2022, 1, 1).toordinal() + day),
        }
        for n, (person, cents, day) in enumerate(drawn)
    ]
    both = read(table(*rows), profile(PAID))
    assert both.totals[0].source == Fraction(sum(cents for _, cents, _ in drawn), 100)
    assert all(total.agrees for total in both.totals)
    assert all(count.is_complete for count in both.mapped.counts)
