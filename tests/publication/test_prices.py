"""Every price in a report has its source, and own prices tell of no single case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product
from tests.disclosure.attackers.files import read
from tests.intake.folder.folders import write_folder

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.domain.model import MdoEffort
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.doors.folder import open_lake
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication import own_prices as own_prices_module
from maatschappelijk_rendement.publication import prices as prices_module
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


def listed(data: Any) -> dict[str, Any]:
    """The price of each code, and under which stream it stands."""
    return {row["code"]: (row["prijs_eur"], row["stroom"]) for row in data["tarieven"]}


def two_products(few: int, **more: Any) -> CaseLoad:
    """Wmo in every case, and Zvw in the first few."""
    usage = [one for n, name in enumerate(NAMES) for one in lines(name, n, code="W")]
    usage += [one for n, name in enumerate(NAMES[:few]) for one in lines(name, n, code="Z", **more)]
    return load([case(name) for name in NAMES], usage)


@pytest.mark.parametrize(("few", "is_printed"), [(1, False), (9, False), (10, True), (24, True)])
def test_a_tariff_is_printed_where_ten_cases_use_it(few: int, is_printed: bool) -> None:
    found = analyse(two_products(few))
    wanted = {"W": ("1.0000", "Wmo")} | ({"Z": ("1.0000", "Zvw")} if is_printed else {"OVERIG": (None, "")})
    assert listed(found.publish().data) == wanted
    assert set(listed(found.publish(internal=True).data)) == {"W", "Z"}


def test_a_price_of_few_cases_is_in_no_file_of_the_report(tmp_path: Path) -> None:
    odd = product("ODD.PRODUCT", "Zvw", "113.57", payer="zorgverzekeraar")
    usage = [one for n, name in enumerate(NAMES) for one in lines(name, n, code="W")]
    usage += [one for n, name in enumerate(NAMES[:4]) for one in lines(name, n, code="ODD.PRODUCT")]
    whole = load([case(name) for name in NAMES], usage, tariffs=(product("W", "Wmo"), odd))
    for internal in (False, True):
        folder = tmp_path / str(internal)
        analyse(whole).publish(internal=internal).save(
            folder, ("html", "xlsx", "docx"), readers=() if internal else ("gemeente", "verzekeraar")
        )
        found = read({path.name: path.read_bytes() for path in folder.iterdir()})
        assert "herkomst.json" in found
        named = [name for name, text in found.items() if "113,57" in text or "113.57" in text]
        named += [name for name, text in found.items() if "ODD.PRODUCT" in text]
        assert bool(named) is internal, named
        assert internal or "overige producten" in found["rapport.html"]


def test_prices_of_few_cases_stand_together_under_their_stream_where_enough_cases_use_them() -> None:
    """Two products of six cases each are twelve cases of the stream."""
    prices = (product("W", "Wmo"), *(product(c, "Zvw", payer="zorgverzekeraar") for c in ("Z1", "Z2")))
    usage = [one for n, name in enumerate(NAMES) for one in lines(name, n, code="W")]
    usage += [one for n, name in enumerate(NAMES[:6]) for one in lines(name, n, code="Z1")]
    usage += [one for n, name in enumerate(NAMES[6:12]) for one in lines(name, n, code="Z2")]
    data = analyse(load([case(name) for name in NAMES], usage, tariffs=prices)).publish().data
    assert listed(data) == {"W": ("1.0000", "Wmo"), "OVERIG": (None, "Zvw")}
    (rest,) = (row for row in data["tarieven"] if row["code"] == "OVERIG")
    assert [use["financier"] for use in rest["gebruik"]] == ["zorgverzekeraar"]
    assert codes(data, "verschil", "som_eur", **EXISTING, stroom="totaal") == ("W", "OVERIG")


def test_the_price_of_an_hour_of_few_cases_is_not_printed() -> None:
    names = [f"c{n:02}" for n in range(40)]
    price = {"price_eur": Decimal(80), "price_source": HOURS}
    mdo = [
        MdoEffort(case_id=name, hours=Decimal(2 + n * n % 8), payer="gemeente", **price)
        for n, name in enumerate(names)
    ]
    mdo[5] = MdoEffort(case_id=names[5], hours=Decimal(37), product_code="P", payer="Rijk")
    usage = [one for n, name in enumerate(names) for one in lines(name, n * n % 41, code="W")]
    data = analyse(load([case(name) for name in names], usage, mdo=tuple(mdo))).publish().data
    assert set(listed(data)) == {"MDO.UUR.EIGEN_PRIJS", "W", "OVERIG"}
    assert "Rijk" not in {use["financier"] for row in data["tarieven"] for use in row["gebruik"]}


def test_an_own_price_of_a_product_of_few_cases_does_not_name_the_product() -> None:
    data = analyse(two_products(3, **own("31.20", OFFER))).publish().data
    assert listed(data) == {"W": ("1.0000", "Wmo"), "OVERIG": (None, "")}
    assert OFFER not in str(data)


def test_a_price_of_days_on_which_few_cases_have_help_is_not_printed() -> None:
    """The price of Zvw changes in June 2018; the help of four cases begins after that."""
    change = date(2018, 6, 1)
    prices = (
        product("W", "Wmo"),
        product("Z", "Zvw", "1.00", valid_until=change),
        product("Z", "Zvw", "1.37", valid_from=change),
    )
    usage = [one for n, name in enumerate(NAMES) for one in lines(name, n, code="W")]
    for n, name in enumerate(NAMES):
        usage.append(line(name, "voor", 700 + 31 * n, code="Z", per="totaal"))
        usage.append(
            replace(
                line(name, "na", 400 + 17 * n, code="Z", per="totaal"),
                start=change if n < 4 else None,
                end=None if n < 4 else change,
            )
        )
    settings = replace(SETTINGS, price_mode="lopend", price_year=None, index=None)
    whole = load([case(name) for name in NAMES], usage, tariffs=prices, settings=settings)
    data = analyse(whole).publish().data
    assert [price for price, _ in tariffs(data, "Z")] == ["1.0000"]
    assert "OVERIG" in listed(data)


def test_a_finding_names_no_product_of_few_cases() -> None:
    """A price that is known for a part of the price year is warned of, with the product."""
    prices = (product("W", "Wmo"), product("Z", "Zvw", "1.37", valid_from=date(2018, 3, 1)))
    for few, word in ((3, "Een van de overige producten heeft in 2018"), (12, "Product Z heeft in 2018")):
        usage = [one for n, name in enumerate(NAMES) for one in lines(name, n, code="W")]
        usage += [one for n, name in enumerate(NAMES[:few]) for one in lines(name, n, code="Z")]
        data = analyse(load([case(name) for name in NAMES], usage, tariffs=prices)).publish().data
        (said,) = [row["tekst"] for row in data["meldingen"] if row["code"] == "prijsjaar_deels_bekend"]
        assert said.startswith(word)


@pytest.mark.parametrize("year", [2021, 2024])
def test_a_caseload_at_the_prices_of_another_year_is_published(year: int) -> None:
    """Of prices per hour that were brought to another year the ratios are fractions of large numbers."""
    caseload = ruwaard()
    settings = replace(caseload.settings, price_year=year)
    data = analyse(replace(caseload, settings=settings)).publish().data
    (total,) = [
        row
        for row in data["verschil"]
        if (row["groep"], row["wijk"], row["stroom"], row["moment"]) == ("bestaand", "totaal", "totaal", "na")
    ]
    assert total["som_eur"] is not None


def test_of_prices_that_few_cases_have_only_sums_leave_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line has a price of its own: a row a source or a product comes back, and none a line."""
    many, rows = 40, []
    fetched = own_prices_module.small

    def counted(frame: Any) -> list[dict[str, Any]]:
        found = fetched(frame)
        rows.append(len(found))
        return found

    monkeypatch.setattr(own_prices_module, "small", counted)
    names = [f"C{number}" for number in range(many)]
    usage = [
        line(name, moment, 3, price_eur=f"{100 + number + 50 * (moment == 'na')}", price_source="contract")
        for number, name in enumerate(names)
        for moment in ("voor", "na")
    ]
    given = analyse(load([case(name) for name in names], usage))
    (own,) = (one for one in prices_module.prices(given, Rules(), internal=False) if one.is_own)
    assert (own.price, own.source) == (None, "contract")
    assert max(rows) < many
    rows.clear()
    assert sum(one.is_own for one in prices_module.prices(given, Rules(), internal=True)) > many
