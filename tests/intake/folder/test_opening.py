"""A folder of files gives the same results as the same caseload as objects, and refuses what a workbook
refuses."""

from __future__ import annotations

import json
import os
import pickle
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from tests.caseloads import caseloads
from tests.costing.test_engines_agree import together, usual
from tests.intake.folder.folders import in_words, write_folder

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.intake.doors.folder import open_lake
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.intake.folder import is_lake

pytest.importorskip("duckdb")

ANALYSE = """instelling;waarde
titel;Test (synthetisch)
gemeente;Oss
periode_maanden;12
prijsmodus;lopend
prijsbasis;tarief
vergelijking;voor_na
basis_na;realisatie
mdo_kosten;apart
selectie;onbekend
"""
CASUSSEN = "casus_id,wijk,casustype,mdo_datum,stromen_bekend\nC1,Ruwaard,Bestaand,2018-03-01,Wmo ; Zvw\n"
GEBRUIK = """casus_id,moment,productcode,aantal,per,startdatum,einddatum
c1,Voor,p1,"2,5",maand,2018-01-01,31-1-2018
"""
TARIEVEN = """code,stroom,eenheid,prijs_eur,geldig_van,geldig_tot,bron
P1,wmo,uur,"57,01",1-1-2016,31-12-2019,Raad
"""
WELBEVINDEN = 'casus_id,bewoner,moment,datum,instrument,score\nC1,B1,voor,1-3-2018,rapportcijfer,"3,5"\n'


def folder(path: Path, **files: str) -> Path:
    path.mkdir(exist_ok=True)
    found = {
        "analyse": ANALYSE,
        "casussen": CASUSSEN,
        "gebruik": GEBRUIK,
        "tarieven": TARIEVEN,
        "welbevinden": WELBEVINDEN,
        **files,
    }
    for name, text in found.items():
        if text:
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_a_line_of_a_csv_is_read_as_a_frame_holds_it(tmp_path: Path) -> None:
    with open_lake(folder(tmp_path)) as lake:
        names = 'case_id, moment, quantity_milli, per, start, "end", price_e4'
        (row,) = lake.delivery.usage.select(names).fetchall()
        # The first case is number 0; 2,5 in thousandths; the last day, 31 January, becomes the day after it.
        assert [str(value) for value in row] == [
            "0",
            "voor",
            "2500",
            "maand",
            "2018-01-01",
            "2018-02-01",
            "None",
        ]
        found = lake.delivery
        assert found.settings.municipality == "Oss"
        assert [(sheet.sheet, sheet.read) for sheet in found.reading.sheets] == [
            ("Analyse", 9),
            ("Casussen", 1),
            ("Gebruik", 1),
            ("Welbevinden", 1),
            ("Tarieven", 1),
        ]
        assert found.cases["case_id"].tolist() == ["C1"]
        assert found.cases["observed_streams"].tolist() == ["Wmo;Zvw"]
        assert found.scores["score_centi"].tolist() == [350]
        assert (found.tariffs[0].stream, str(found.tariffs[0].valid_until)) == ("Wmo", "2020-01-01")


def test_hand_computed_lines_cost_the_same_as_parquet(tmp_path: Path) -> None:
    worked = usual("lopend")
    caseload = together(worked, "lopend")
    write_folder(caseload, tmp_path, suffix=".parquet")
    with open_lake(tmp_path, memory="500MB", threads=1) as lake:
        lines = lake.delivery.fetch(analyse(lake.delivery).usage.lines)
        cost = (lines["in_window_cents"] + lines["one_off_cents"]).groupby(lines["case_id"]).sum()
    expected = {f"C{number}": w.current for number, w in enumerate(worked) if w.column == "cost"}
    assert {case_id: cost[case_id] for case_id in expected} == expected


def results(found: MicroAnalysis) -> dict[str, Any]:
    data = found.publish(internal=True).data
    data["controle"].pop("per_blad")
    for name in ("regels_gelezen", "regels_gebruikt"):
        # A caseload that was made by hand has no sheet with settings.
        data["controle"].pop(name)
    # What reading says differs: a folder counts lines where a workbook names each row.
    data.pop("meldingen")
    return data


def compare(caseload: CaseLoad, path: Path, suffix: str) -> None:
    write_folder(caseload, path, suffix=suffix)
    with open_lake(path) as lake:
        from_folder = results(analyse(lake.delivery, carry=True))
    assert in_words(from_folder) == in_words(results(analyse(caseload, carry=True)))


QUESTIONS = (
    "robustness",
    "decompose",
    "compare",
    "permutation",
    "subgroups",
    "wellbeing_change",
    "whole_instruments",
    "attrition",
    "missing",
    "sharing_streams",
)


@pytest.mark.slow
def test_every_question_of_an_analyst_has_the_same_answer_from_a_folder(tmp_path: Path) -> None:
    write_folder(ruwaard(), tmp_path, suffix=".parquet")
    objects = analyse(ruwaard())
    with open_lake(tmp_path) as lake:
        found = analyse(lake.delivery)
        assert in_words(results(found)) == in_words(results(objects))
        for question in QUESTIONS:
            assert repr(getattr(found, question)()) == repr(getattr(objects, question)()), question


@given(
    caseload=caseloads(
        moments=("voor", "na", "herhaling", "nulalternatief"), types=("bestaand", "nieuw"), mode="lopend"
    )
)
@hypothesis_settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_caseload_gives_the_same_results_from_a_folder(
    caseload: CaseLoad, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # A new case has no help before its MDO, and a key stands once: a workbook with those is refused too.
    new = {case.case_id for case in caseload.cases if case.case_type == "nieuw"}
    lines = {
        (u.case_id, u.moment, u.product_code, u.start, u.end, u.per): u
        for u in caseload.usage
        if not (u.case_id in new and u.moment == "voor")
    }
    kept = replace(caseload, usage=tuple(lines.values()))
    compare(kept, tmp_path_factory.mktemp("map"), ".csv")


def test_words_with_an_apostrophe_are_read_as_they_are(tmp_path: Path) -> None:
    caseload = ruwaard()
    cases = tuple(replace(case, wijk="'t Zand") for case in caseload.cases)
    usage = tuple(
        replace(line, price_source="Contract d'Oude") if line.price_source else line
        for line in caseload.usage
    )
    compare(replace(caseload, cases=cases, usage=usage), tmp_path, ".parquet")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"gebruik": GEBRUIK.replace("productcode", "naam")}, "kolom_onbekend"),
        ({"gebruik": GEBRUIK.replace("maand", "fortnight")}, "woord_onbekend"),
        ({"gebruik": GEBRUIK.replace("Voor", "fortnight")}, "woord_onbekend"),
        ({"gebruik": GEBRUIK.replace('"2,5"', "2.5555")}, "te_veel_decimalen"),
        ({"gebruik": GEBRUIK.replace('"2,5"', "-1")}, "getal_buiten_grenzen"),
        ({"gebruik": GEBRUIK.replace("31-1-2018", "31-2-2018")}, "geen_datum"),
        ({"gebruik": GEBRUIK.replace("31-1-2018", "31-12-2017")}, "einddatum_voor_startdatum"),
        ({"gebruik": GEBRUIK + GEBRUIK.splitlines()[1].lower() + "\n"}, "dubbel"),
        ({"gebruik": GEBRUIK.replace("c1", "c2")}, "casus_onbekend"),
        ({"gebruik": GEBRUIK.replace("p1", "fortnight")}, "product_onbekend"),
        ({"casussen": CASUSSEN.replace("C1", "")}, "waarde_ontbreekt"),
        ({"casussen": CASUSSEN.replace("C1", "111222333")}, "bsn"),
        ({"casussen": CASUSSEN.replace("Ruwaard", "=fortnight")}, "teken"),
        ({"casussen": CASUSSEN.replace("Wmo ;", "")}, "stroom_niet_bekend"),
        ({"casussen": CASUSSEN.replace("Wmo", "fortnight")}, "stroom_onbekend"),
        ({"casussen": CASUSSEN.replace("Bestaand", "nieuw")}, "nieuw_met_voor"),
        ({"casussen": CASUSSEN + CASUSSEN.splitlines()[1].lower() + "\n"}, "dubbel"),
        ({"casussen": CASUSSEN.splitlines()[0] + "\n"}, "geen_casus"),
        ({"welbevinden": WELBEVINDEN.replace("3,5", "35")}, "score_past_niet"),
        ({"tarieven": TARIEVEN + TARIEVEN.splitlines()[1] + "\n"}, "tarief_overlap"),
        ({"mdo": "casus_id,uren\nC1,2\n"}, "uren_zonder_prijs"),
        ({"mdo": "casus_id,uren,uurprijs\nC1,2,60\n"}, "prijsbron_ontbreekt"),
        ({"analyse": ANALYSE.replace("lopend", "constant")}, "instelling_ontbreekt"),
        ({"analyse": ANALYSE + "kleur;rood\n"}, "instelling_onbekend"),
        ({"gebruik": ""}, "bestand_ontbreekt"),
    ],
)
def test_what_is_wrong_is_counted_and_never_repeated(
    tmp_path: Path, files: dict[str, str], code: str
) -> None:
    (tmp_path / "uitwijk").mkdir()
    with pytest.raises(InputError) as caught:
        open_lake(folder(tmp_path / "map", **files), spill=tmp_path / "uitwijk")
    assert code in {finding.code for finding in caught.value.findings}
    said = str(caught.value).lower()
    assert not any(word in said for word in ("fortnight", "rood", "111222333"))
    assert list((tmp_path / "uitwijk").iterdir()) == []


def test_a_line_of_wlz_beside_help_at_home_is_warned_of(tmp_path: Path) -> None:
    prices = TARIEVEN.replace("bron\n", "bron,productcategorie\n").replace("Raad\n", "Raad,begeleiding\n")
    prices += "P2,Wlz,dag,250,1-1-2016,31-12-2019,Raad,verblijf\n"
    usage = GEBRUIK + "c1,voor,P2,1,dag,2018-01-31,\n"
    cases = CASUSSEN.replace("Zvw", "Wlz")
    with open_lake(folder(tmp_path, tarieven=prices, gebruik=usage, casussen=cases)) as lake:
        assert "overlap_wlz" in {finding.code for finding in lake.delivery.reading.warnings}
    # From the day after the last one there is no overlap.
    apart = usage.replace("2018-01-31,\n", "2018-02-01,\n")
    with open_lake(folder(tmp_path, tarieven=prices, gebruik=apart, casussen=cases)) as lake:
        assert "overlap_wlz" not in {finding.code for finding in lake.delivery.reading.warnings}


def test_a_text_that_may_be_a_bsn_is_not_shown(tmp_path: Path) -> None:
    with open_lake(folder(tmp_path, casussen=CASUSSEN.replace("Ruwaard", "Wijk 111222333"))) as lake:
        assert lake.delivery.reading.not_shown == {"wijk 111222333"}
        assert "Wijk 111222333" not in json.dumps(analyse(lake.delivery).publish(internal=True).data)


def test_what_is_spilled_is_for_the_user_alone_and_goes_away(tmp_path: Path) -> None:
    (tmp_path / "uitwijk").mkdir()
    with open_lake(folder(tmp_path / "map"), spill=tmp_path / "uitwijk") as lake:
        (made,) = (tmp_path / "uitwijk").iterdir()
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        assert lake.delivery.usage.fetchall()
    assert list((tmp_path / "uitwijk").iterdir()) == []


def test_a_file_that_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    path = folder(tmp_path, gebruik="")
    (path / "gebruik.csv").unlink(missing_ok=True)
    (path / "gebruik.parquet").write_bytes(b"PAR1 fortnight PAR1")
    with pytest.raises(InputError, match=r"Gebruik: Dit bestand is niet te lezen") as caught:
        open_lake(path)
    assert "fortnight" not in str(caught.value)


def test_too_little_memory_is_said_in_dutch(tmp_path: Path) -> None:
    lines = "".join(f"c1,voor,p1,1,dag,2018-01-01,,{'x' * 30}{n}\n" for n in range(200_000))
    usage = "casus_id,moment,productcode,aantal,per,startdatum,einddatum,ontvanger\n" + lines
    with pytest.raises(UsageError, match="--geheugen 8GB"):
        open_lake(folder(tmp_path, gebruik=usage), memory="1MB")


def test_a_memory_that_is_no_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="geen grootte"):
        open_lake(folder(tmp_path), memory="veel")


def test_the_hash_tells_of_every_byte_of_the_files(tmp_path: Path) -> None:
    with open_lake(folder(tmp_path)) as lake:
        before = lake.delivery.content_hash()
    with open_lake(folder(tmp_path, gebruik=GEBRUIK.replace("2,5", "2,6"))) as lake:
        assert lake.delivery.content_hash() != before


def test_objects_are_not_made_of_the_lines_of_a_folder(tmp_path: Path) -> None:
    with open_lake(folder(tmp_path)) as lake:
        analysis = analyse(lake.delivery)
        with pytest.raises(UsageError, match="geen objecten"):
            _ = analysis.caseload
        assert analysis.under(period_months=6).settings.period_months == 6


def test_a_delivery_of_objects_knows_its_caseload() -> None:
    assert analyse(ruwaard()).caseload.content == ruwaard()


def test_a_folder_without_usage_is_no_lake(tmp_path: Path) -> None:
    assert not is_lake(tmp_path)
    assert is_lake(folder(tmp_path))


def test_a_job_that_is_asked_to_stop_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "tijdelijk").mkdir()
    source = folder(tmp_path / "map")
    command = [
        sys.executable,
        "-m",
        "maatschappelijk_rendement.app.cli",
        "rapport",
        str(source),
        "--uit",
        "uit",
    ]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tijdelijk")}
    job = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not list((tmp_path / "tijdelijk").glob("mr-*/*")) and time.monotonic() < until:
        time.sleep(0.01)
    job.terminate()
    _, said = job.communicate(timeout=60)
    assert (job.returncode, said) == (130, "mr: afgebroken. Er is niets geschreven.\n")
    assert list((tmp_path / "tijdelijk").iterdir()) == []
    assert not (tmp_path / "uit").exists()


def test_what_needs_a_closed_folder_is_refused_in_our_own_words(tmp_path: Path) -> None:
    with open_lake(str(folder(tmp_path))) as lake:
        delivery, result = lake.delivery, analyse(lake.delivery)
        assert result.to_frame("lines")["case_id"].astype("str").tolist() == ["C1"]
        assert result.to_frame("costs")["case_id"].astype("str").unique().tolist() == ["C1"]
        with pytest.raises(UsageError, match="kan niet worden ingepakt"):
            pickle.dumps(result)
        with pytest.raises(UsageError, match=r"result\.under"):
            result.scenarios([{}])
        assert result.totals["delta_cents"].tolist() == [-5701 * 25 // 10]
    assert len(result.totals) == 1, "what was asked for stays"
    for late in (
        lambda: analyse(delivery),
        lambda: result.deltas,
        lambda: result.to_frame("lines"),
        lambda: result.line_sums("stream"),
        lambda: result.party_deltas,
        lambda: result.publish(internal=True),
        lambda: result.decompose(),
        lambda: result.under(period_months=6),
    ):
        with pytest.raises(UsageError, match="De map is al gesloten"):
            late()


def test_a_closed_folder_can_still_be_shown_and_the_folder_itself_is_no_caseload(tmp_path: Path) -> None:
    with open_lake(str(folder(tmp_path))) as lake:
        delivery = lake.delivery
        with pytest.raises(UsageError, match=r"geeft u lake\.delivery"):
            analyse(lake)  # type: ignore[arg-type]
    assert repr(delivery) == "Delivery(<gesloten>)"


def test_a_folder_that_is_not_there_is_not_called_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Deze map is er niet"):
        open_lake(tmp_path / "nergens")


def test_a_folder_for_what_does_not_fit_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Maak haar eerst"):
        open_lake(str(folder(tmp_path / "map")), spill=str(tmp_path / "er niet"))
