from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.intake.own_formats.messages import BSNS, Allocation, Claim, allocation_message, claim_message
from tests.intake.own_formats.profiles import GUIDANCE, told

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.deliveries import agree, check_delivery, map_delivery
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped

LIST = f"BSN;Casusnr;Wijk;Datum MDO\n{BSNS[0]};K1;Noord;11-5-2023\n"
GMSD = (
    "BSN;Type maatwerkarrangement;Begindatum;Einddatum;Betaald bedrag\n"
    f"{BSNS[0]};02;20230101;20230630;100,00\n"
)


def put(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def mapped(source: Path, profile: dict[str, Any], key: bytes | None = None) -> Mapped:
    return map_delivery(source, profile, Tariffs.load(), key=key).mapped


def left(found: Mapped) -> dict[str, int]:
    return {entry.why: entry.rows for entry in found.left_rows}


def test_a_folder_of_messages_holds_the_list_of_clients_too(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST, a_xml=claim_message({BSNS[0]: (Claim(),)}))
    found = mapped(tmp_path, told("iwmo323"))
    assert sum(record.values["aantal"] for record in found.sheets["Gebruik"]) == Decimal(200)
    assert left(found) == {}


def test_the_list_stands_beside_a_message_that_is_given_alone(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST, a_xml=allocation_message(BSNS[0], Allocation()))
    found = mapped(tmp_path / "a.xml", told("iwmo301", GUIDANCE))
    assert len(found.sheets["Gebruik"]) == 2


def test_with_a_key_a_case_without_a_number_has_one_name_in_every_run(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST, a_xml=claim_message({BSNS[0]: (Claim(),)}))
    profile = told("iwmo323")
    del profile["clienten"]["casus_id"]
    ids = {mapped(tmp_path, profile, bytes(32)).sheets["Casussen"][0].values["casus_id"] for _ in range(2)}
    [case_id] = ids
    assert len(str(case_id)) == 15
    assert str(case_id).startswith("P")
    assert mapped(tmp_path, profile).sheets["Casussen"][0].values["casus_id"] == "C001"


def test_a_list_of_pseudonyms_of_an_earlier_run_joins_with_the_same_key(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST, a_xml=claim_message({BSNS[0]: (Claim(),)}))
    profile = told("iwmo323")
    del profile["clienten"]["casus_id"]
    case_id = mapped(tmp_path, profile, bytes(32)).sheets["Casussen"][0].values["casus_id"]
    put(tmp_path, clienten_csv=f"Wie;Wijk;Datum MDO\n{case_id};Noord;11-5-2023\n")
    profile["clienten"] |= {"pseudoniem": "Wie"}
    del profile["clienten"]["bsn"]
    assert len(mapped(tmp_path, profile, bytes(32)).sheets["Gebruik"]) == 2
    assert left(mapped(tmp_path, profile)) == {"producten van cliënten zonder casus met een MDO": 1}


def test_the_files_of_a_gmsd_delivery_are_those_that_the_profile_names(tmp_path: Path) -> None:
    second = GMSD.replace("20230101;20230630;100,00", "20230101;20231231;50,50")
    put(tmp_path, clienten_csv=LIST, een_csv=GMSD, twee_csv=second)
    profile = told("gmsd", '[gmsd]\ntelt = "bedrag"\nbedrag_in = "euro"\n') | {
        "leveringen": {"een.csv": "2023-1", "twee.csv": "2023-2"}
    }
    found = mapped(tmp_path, profile)
    assert sum(record.values["aantal"] for record in found.sheets["Gebruik"]) == Decimal("150.5")
    alone = mapped(tmp_path / "twee.csv", profile)
    assert [record.values["aantal"] for record in alone.sheets["Gebruik"]] == [Decimal("50.5")]


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    put(tmp_path, a_xml=claim_message({BSNS[0]: (Claim(),)}))
    with pytest.raises(UsageError, match="lijst met cliënten is niet te lezen"):
        mapped(tmp_path, told("iwmo323"))


def test_a_half_year_that_is_not_there_is_said_by_its_half_year(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST)
    profile = told("gmsd", '[gmsd]\ntelt = "bedrag"\nbedrag_in = "euro"\n') | {
        "leveringen": {"a.csv": "2023-1"}
    }
    with pytest.raises(UsageError, match="levering 2023-1 is niet te lezen"):
        mapped(tmp_path, profile)
    with pytest.raises(UsageError, match="noemt dit bestand niet"):
        mapped(put(tmp_path, b_csv=GMSD) / "b.csv", profile)


@pytest.mark.parametrize("name", ["../clienten.csv", "map/clienten.csv", "C:clienten.csv", ".."])
def test_a_profile_leads_to_no_other_folder(tmp_path: Path, name: str) -> None:
    profile = told("iwmo323")
    profile["clienten"]["bestand"] = name
    with pytest.raises(InputError) as caught:
        mapped(tmp_path, profile)
    assert [finding.cell for finding in caught.value.findings] == ["clienten.bestand"]


def test_an_unknown_delivery_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        mapped(tmp_path, told("iwmo303"))
    assert [finding.cell for finding in caught.value.findings] == ["voorinstelling"]


def test_a_sum_that_differs_from_the_workbook_stops_everything(tmp_path: Path) -> None:
    put(tmp_path, clienten_csv=LIST, a_xml=claim_message({BSNS[0]: (Claim(),)}))
    tariffs = Tariffs.load()
    read = map_delivery(tmp_path, told("iwmo323"), tariffs, key=None)
    caseload = check_delivery(read, tariffs)[0].caseload
    agree(read, caseload)
    lost = replace(read.totals[0], left=read.totals[0].left + 1)
    short = replace(caseload, usage=caseload.usage[1:])
    for wrong, held in ((replace(read, totals=(lost,)), caseload), (read, short)):
        with pytest.raises(InputError) as caught:
            agree(wrong, held)
        assert [finding.code for finding in caught.value.findings] == ["totaal_verschilt"]
