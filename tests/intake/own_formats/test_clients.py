from datetime import date
from decimal import Decimal

import pytest
from tests.intake.own_formats.messages import BSNS

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import CaseType
from maatschappelijk_rendement.intake.own_formats.clients import ClientColumns, ClientList, read_clients
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable

HEADERS = ("BSN", "Casusnr", "Wijk", "Datum MDO", "Soort")
COLUMNS = ClientColumns(wijk="wijk", mdo_date="datum mdo", bsn="bsn", case_id="casusnr", case_type="soort")
ONE: tuple[RawCell, ...] = (BSNS[0], "K1", "Noord", "1-3-2023", "bestaand")


def table(*rows: tuple[RawCell, ...], headers: tuple[str, ...] = HEADERS) -> RawTable:
    return RawTable("lijst", "csv-bestand", headers, rows, tuple(range(2, len(rows) + 2)))


def read(*rows: tuple[RawCell, ...], columns: ClientColumns = COLUMNS) -> ClientList:
    return read_clients(table(*rows), columns, Pseudonyms())


def codes(*rows: tuple[RawCell, ...], columns: ClientColumns = COLUMNS) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        read(*rows, columns=columns)
    assert BSNS[0] not in str(caught.value)
    return [(finding.code, finding.place) for finding in caught.value.findings]


def but(**changes: RawCell) -> tuple[RawCell, ...]:
    names = ("bsn", "case", "wijk", "day", "kind")
    return tuple(changes.get(name, cell) for name, cell in zip(names, ONE, strict=True))


def test_a_client_has_a_case_a_wijk_and_an_mdo() -> None:
    [client] = read(ONE).by_person.values()
    assert (client.person, client.case_id, client.resident) == ("C001", "K1", "B1")
    assert (client.wijk, client.mdo_date, client.case_type) == ("Noord", date(2023, 3, 1), CaseType.EXISTING)


def test_clients_of_one_case_are_residents_in_the_order_of_the_list() -> None:
    found = read(ONE, but(bsn=BSNS[1], case="K2"), but(bsn=BSNS[2])).by_person.values()
    assert [(client.case_id, client.resident) for client in found] == [
        ("K1", "B1"),
        ("K2", "B1"),
        ("K1", "B2"),
    ]


def test_numbers_and_dates_of_a_workbook_are_read() -> None:
    [client] = read(but(bsn=Decimal(BSNS[0]), day=date(2023, 3, 1), case=Decimal("12"))).by_person.values()
    assert (client.case_id, client.mdo_date) == ("12", date(2023, 3, 1))


def test_a_client_without_a_case_number_is_a_case_under_its_pseudonym() -> None:
    columns = ClientColumns(wijk="Wijk", mdo_date="Datum MDO", bsn="BSN")
    [client] = read(ONE, columns=columns).by_person.values()
    assert (client.case_id, client.case_type) == ("C001", None)


def test_a_list_may_hold_pseudonyms_of_an_earlier_reading() -> None:
    columns = ClientColumns(wijk="Wijk", mdo_date="Datum MDO", pseudonym="BSN")
    assert list(read(but(bsn="P-BCDF-GHJK-LMNP-QRST"), columns=columns).by_person) == [
        "P-BCDF-GHJK-LMNP-QRST"
    ]


def test_rows_without_an_mdo_and_blank_rows_are_counted() -> None:
    found = read(ONE, (None,) * 5, but(bsn=BSNS[1], day=None), (None,) * 5)
    assert (found.read, found.without_mdo, found.blank, len(found.by_person)) == (2, 1, 2, 1)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (but(bsn="1234567"), "bsn_ongeldig"),
        (but(bsn=None), "bsn_ongeldig"),
        (but(case=None), "cel_leeg"),
        (but(case=BSNS[3]), "casus_id_bsn"),
        (but(wijk=None), "cel_leeg"),
        (but(day="31-2-2023"), "datum_ongeldig"),
        (but(day=date(9999, 12, 31)), "datum_ongeldig"),
        (but(day=Decimal(45000)), "datum_ongeldig"),
        (but(kind="oud"), "casustype_onbekend"),
    ],
)
def test_a_wrong_cell_is_told_with_its_row(row: tuple[RawCell, ...], code: str) -> None:
    assert codes(row) == [(code, "csv-bestand, rij 2")]


def test_a_client_who_is_there_twice_is_refused() -> None:
    assert codes(ONE, ONE) == [("client_dubbel", "csv-bestand, rij 3")]


@pytest.mark.parametrize(
    "changes", [{"wijk": "Zuid"}, {"day": "2-3-2023"}, {"kind": "nieuw"}, {"case": "k1"}]
)
def test_rows_of_one_case_that_differ_are_refused(changes: dict[str, RawCell]) -> None:
    assert codes(ONE, but(bsn=BSNS[1], **changes)) == [("casus_ongelijk", "csv-bestand, rij 3")]


def test_a_header_that_is_not_there_is_told_with_its_name() -> None:
    columns = ClientColumns(wijk="Buurt", mdo_date="Datum MDO", bsn="BSN")
    with pytest.raises(InputError) as caught:
        read(ONE, columns=columns)
    [finding] = caught.value.findings
    assert finding.code == "kolom_ontbreekt"
    assert "'Buurt'" in finding.text


def test_a_header_that_is_there_twice_is_refused() -> None:
    doubled = table(ONE, headers=("BSN", "Casusnr", "Wijk", "Datum MDO", "wijk"))
    with pytest.raises(InputError) as caught:
        read_clients(doubled, ClientColumns(wijk="Wijk", mdo_date="Datum MDO", bsn="BSN"), Pseudonyms())
    assert [finding.code for finding in caught.value.findings] == ["kolom_ontbreekt"]


def test_what_a_reader_of_the_list_found_wrong_stops_here_too() -> None:
    broken = RawTable(
        "lijst", "csv-bestand", HEADERS, (ONE,), (2,), lost=(Finding("fout", "", "", "rij_kort", "Kort."),)
    )
    with pytest.raises(InputError) as caught:
        read_clients(broken, COLUMNS, Pseudonyms())
    assert [finding.code for finding in caught.value.findings] == ["rij_kort"]
