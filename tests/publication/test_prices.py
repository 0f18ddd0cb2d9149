"""Every price in a report has its source, and own prices tell of no single case."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load
from tests.intake.folder.folders import write_folder

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.domain.model import MdoEffort
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.doors.folder import open_lake
from maatschappelijk_rendement.report.herkomst import origin
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.tables import TABLES

DECREE, OFFER, HOURS = "Raadsbesluit 2017", "Offerte van een zorgboerderij", "CAO Gemeenten 2018"
NAMES = [f"c{n:02}" for n in range(24)]


def lines(name: str, number: int, **more: Any) -> list[Usage]:
    before, after = 900 + 37 * number, 500 + 11 * number
    return [line(name, "voor", before, **more), line(name, "na", after, **more)]


def own(price: str, source: str) -> dict[str, Any]:
    return {"price_eur": Decimal(price), "price_source": source}


def hours(name: str, **more: Any) -> MdoEffort:
    return MdoEffort(case_id=name, hours=Decimal(2 + len(name) % 2), **more)


def caseload(offers: int = 1, **settings: Any) -> CaseLoad:
    """Wmo at an own price, with another price and source in some cases; Zvw and MDO beside it."""
    usage: list[Usage] = []
    for number, name in enumerate(NAMES):
        how = own("31.20", OFFER) if number < offers else own("30", DECREE)
        usage += lines(name, number, code="W", **how)
        usage += lines(name, number, code="Z")
    mdo = [hours(name, payer="gemeente", **own("52.5", HOURS)) for name in NAMES[:20]]
    mdo += [hours(name, product_code="P", payer="woningcorporatie") for name in NAMES[:12]]
    return load(
        [case(name) for name in NAMES],
        usage,
        mdo=tuple(mdo),
        settings=replace(SETTINGS, **settings),
    )


def tariffs(data: Any, code: str) -> list[tuple[Any, str]]:
    return [(row["prijs_eur"], row["bron"]) for row in data["tarieven"] if row["code"] == code]


def test_the_source_of_an_own_price_stands_in_the_report() -> None:
    data = analyse(caseload(offers=12)).publish().data
    assert tariffs(data, "W") == [("31.2000", OFFER), ("30.0000", DECREE)]
    assert tariffs(data, "MDO.UUR.EIGEN_PRIJS") == [("52.5000", HOURS)]
    assert all(row["soort"] == "eigen prijs" for row in data["tarieven"] if row["code"] == "W")


@pytest.mark.parametrize("offers", [1, 9])
def test_the_source_of_a_few_cases_is_hidden_and_so_is_its_price(offers: int) -> None:
    report = analyse(caseload(offers)).publish()
    assert tariffs(report.data, "W") == [("30.0000", DECREE), (None, "eigen prijs; bron onderdrukt")]
    assert OFFER not in str(report.data)
    assert "31.2" not in str(report.data)
    assert OFFER in str(analyse(caseload(offers)).publish(internal=True).data)


def test_prices_that_differ_by_case_and_share_a_source_show_that_source_alone() -> None:
    usage = [
        one
        for number, name in enumerate(NAMES)
        for one in lines(name, number, **own(str(30 + number), DECREE))
    ]
    (row,) = analyse(load([case(name) for name in NAMES], usage)).publish().data["tarieven"]
    assert (row["prijs_eur"], row["bron"], row["onderdrukt"]) == (None, DECREE, ["prijs_eur"])


def test_only_an_internal_report_counts_the_lines_of_an_own_price() -> None:
    found = analyse(caseload())
    notes = {
        internal: [
            row["toelichting"]
            for row in found.publish(internal=internal).data["tarieven"]
            if row["code"] == "W"
        ]
        for internal in (True, False)
    }
    assert notes[True] == ["op 46 regels", "op 2 regels"] or notes[True] == ["op 2 regels", "op 46 regels"]
    assert notes[False] == ["", "te herleiden"]


def codes(data: Any, table: str, column: str, **where: str) -> tuple[str, ...]:
    results = Results(data)
    rows = results.of(TABLES[table])
    row = next(row for row in rows if all(row[key] == value for key, value in where.items()))
    found = origin(results, TABLES[table], row, TABLES[table].columns[column])
    assert found is not None
    return found.tariffs


def test_a_folder_of_files_gives_the_same_prices_and_sources(tmp_path: Path) -> None:
    write_folder(caseload(offers=12), tmp_path, suffix=".parquet")
    with open_lake(tmp_path, Tariffs.load()) as opened:
        found = analyse(opened.delivery).publish().data
    for code in ("W", "MDO.UUR.EIGEN_PRIJS"):
        assert tariffs(found, code) == tariffs(analyse(caseload(offers=12)).publish().data, code)


EXISTING = {"groep": "bestaand", "wijk": "totaal", "moment": "na"}


def test_a_figure_names_the_tariffs_of_its_own_lines() -> None:
    data = analyse(caseload(offers=12)).publish().data
    own_hour = "MDO.UUR.EIGEN_PRIJS"
    assert codes(data, "mdo", "totaal_eur") == (own_hour, "P")
    assert codes(data, "verschil", "som_eur", **EXISTING, stroom="Wmo") == ("W",)
    assert codes(data, "verschil", "n", **EXISTING, stroom="Wmo") == ()
    assert codes(data, "verschil", "som_eur", **EXISTING, stroom="totaal") == ("W", "Z")
    assert codes(data, "partijen", "profiteert_eur", partij="zorgverzekeraar") == ("Z",)
    assert codes(data, "partijen", "investeert_eur", partij="woningcorporatie") == ("P",)
    assert codes(data, "partijen", "investeert_eur", partij="gemeente") == (own_hour, "W")
    assert codes(data, "partijen", "profiteert_eur", partij="gemeente") == ("W",)


def test_hours_are_behind_a_total_only_where_they_are_counted_in_it() -> None:
    data = analyse(caseload(mdo_costs="meegerekend")).publish().data
    own_hour = "MDO.UUR.EIGEN_PRIJS"
    assert codes(data, "verschil", "som_eur", **EXISTING, stroom="totaal") == (own_hour, "P", "W", "Z")
    assert codes(data, "verschil", "structureel_per_jaar_eur", **EXISTING, stroom="totaal") == ("W", "Z")
    before = EXISTING | {"moment": "voor"}
    assert codes(data, "stromen", "som_eur", **before, stroom="totaal") == ("W", "Z")


@pytest.mark.parametrize(("number", "is_named"), [(9, False), (10, True)])
def test_who_pays_against_the_price_list_is_named_where_enough_cases_do(number: int, is_named: bool) -> None:
    usage = [
        one
        for n, name in enumerate(NAMES)
        for one in lines(name, n, code="Z", **({"payer": "Stichting X"} if n < number else {}))
    ]
    data = analyse(load([case(name) for name in NAMES], usage)).publish().data
    (row,) = data["tarieven"]
    assert {use["financier"] for use in row["gebruik"]} == (
        {"zorgverzekeraar", "Stichting X"} if is_named else {"zorgverzekeraar"}
    )
