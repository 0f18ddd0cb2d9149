"""The rules of the tariff store, checked on the files that are shipped."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.tariffs.files import TARIFF_FIELDS
from maatschappelijk_rendement.domain.vocabulary import UNITS, Stream

STORE = Path(__file__).parents[3] / "data" / "tariffs"
PACKAGE = json.loads((STORE / "datapackage.json").read_text(encoding="utf-8"))
Row = dict[str, str]


def rows_of(name: str) -> list[Row]:
    with (STORE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


SOURCES = {row["bron_id"]: row for row in rows_of("bronnen.csv")}
PRICES = [{**row, "stroom": stream} for stream in Stream for row in rows_of(f"{stream.lower()}.csv")]
BY_CODE: dict[str, list[Row]] = defaultdict(list)
for price in sorted(PRICES, key=lambda row: row["geldig_van"]):
    BY_CODE[price["code"]].append(price)
GAPS = rows_of("ontbreekt.csv")


def schema_of(resource: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    return json.loads((STORE / resource["schema"]).read_text(encoding="utf-8"))


def problem(field: dict, text: str) -> str | None:
    """What Frictionless Table Schema says is wrong with one cell; an empty text is a missing value."""
    rules = field.get("constraints", {})
    if text == "":
        return "required" if rules.get("required") else None
    try:
        number = {
            "number": Decimal,
            "integer": int,
            "year": int,
            "date": lambda day: date.fromisoformat(day).toordinal(),
            "string": lambda _: 0,
        }[field["type"]](text)
    except (ValueError, ArithmeticError):
        return "type"
    if "enum" in rules and text not in rules["enum"]:
        return "enum"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return "pattern"
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return "maxLength"
    if number < rules.get("minimum", number) or number > rules.get("maximum", number):
        return "bounds"
    return None


@pytest.mark.parametrize("resource", PACKAGE["resources"], ids=lambda resource: resource["name"])
def test_every_file_follows_its_table_schema(resource: dict) -> None:
    schema = schema_of(resource)
    fields = {field["name"]: field for field in schema["fields"]}
    rows = rows_of(resource["path"])
    with (STORE / resource["path"]).open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == list(fields)
    wrong = [
        (resource["path"], line, name, found)
        for line, row in enumerate(rows, start=2)
        for name, text in row.items()
        if (found := problem(fields[name], text))
    ]
    assert wrong == []
    if key := schema.get("primaryKey"):
        keys = [tuple(row[name] for name in ([key] if isinstance(key, str) else key)) for row in rows]
        assert len(keys) == len(set(keys))
    for foreign in schema.get("foreignKeys", []):
        assert {row[foreign["fields"]] for row in rows} <= SOURCES.keys()


def test_the_checker_of_the_schema_can_fail() -> None:
    unit = {"type": "string", "constraints": {"required": True, "enum": ["uur"]}}
    assert [problem(unit, text) for text in ("uur", "", "dag")] == [None, "required", "enum"]
    assert problem({"type": "number", "constraints": {"minimum": 0}}, "-0.01") == "bounds"
    assert problem({"type": "number"}, "1,50") == "type"
    assert problem({"type": "date"}, "2022-02-30") == "type"
    assert problem({"type": "string", "constraints": {"pattern": "[a-z]+"}}, "a1") == "pattern"


def test_every_file_in_the_folder_is_described() -> None:
    described = {resource["path"] for resource in PACKAGE["resources"]}
    assert {path.name for path in STORE.glob("*.csv")} == described
    assert {f"{stream.lower()}.csv" for stream in Stream} <= described


def test_columns_are_only_ever_appended() -> None:
    design = (
        "code,omschrijving,eenheid,prijs_eur,geldig_van,geldig_tot,prijspeil,gebied,soort,prijsbasis,"
        "productcategorie,omvat,financier,ontvanger,geldstroom,taakveld,btw,bruto_netto,bron_id,vindplaats,noot"
    )
    assert ",".join(TARIFF_FIELDS).startswith(design)
    for stream in Stream:
        header = (STORE / f"{stream.lower()}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",") == list(TARIFF_FIELDS)


def test_there_are_enough_prices_streams_and_index_series() -> None:
    assert len(PRICES) >= 200
    assert len({row["stroom"] for row in PRICES}) >= 5
    series = {row["reeks"] for row in rows_of("indices.csv")}
    assert {"CPI_FACTOR_NAAR_2024", "OVA_DEFINITIEF", "PPC_DEFINITIEF", "VNG_90_10_DEFINITIEF"} <= series


def test_every_price_has_a_source_with_title_publisher_year_and_address() -> None:
    for row in PRICES:
        source = SOURCES[row["bron_id"]]
        assert all(source[name] for name in ("titel", "uitgever", "jaar", "adres")), row["code"]


def test_every_source_is_used() -> None:
    used = {row["bron_id"] for row in PRICES} | {row["bron_id"] for row in rows_of("indices.csv")}
    assert used == SOURCES.keys()


def test_prices_are_not_negative_and_have_at_most_four_decimals() -> None:
    for row in PRICES:
        price_eur = Decimal(row["prijs_eur"])
        assert price_eur >= 0
        assert -price_eur.as_tuple().exponent <= 4, row["code"]


def test_a_code_has_one_unit_one_area_and_one_stream() -> None:
    for code, rows in BY_CODE.items():
        for column in ("eenheid", "gebied", "stroom", "prijsbasis", "productcategorie"):
            assert len({row[column] for row in rows}) == 1, (code, column)


def test_codes_differ_by_more_than_case() -> None:
    assert len({code.casefold() for code in BY_CODE}) == len(BY_CODE)


def test_units_come_from_the_vocabulary() -> None:
    assert {row["eenheid"] for row in PRICES} <= set(UNITS)


def test_no_price_overlaps_another_of_its_code_unless_it_corrects_it() -> None:
    for code, rows in BY_CODE.items():
        for position, row in enumerate(rows):
            for other in rows[position + 1 :]:
                if other["geldig_van"] <= (row["geldig_tot"] or "9999-12-31"):
                    fetched = [SOURCES[r["bron_id"]]["opgehaald"] for r in (row, other)]
                    assert fetched[0] != fetched[1], (code, row["geldig_van"], other["geldig_van"])


def test_every_hole_in_a_series_is_marked_and_no_marked_hole_has_a_price() -> None:
    marked = {(gap["code"], gap["geldig_van"], gap["geldig_tot"]) for gap in GAPS if gap["geldig_tot"]}
    holes = set()
    for code, rows in BY_CODE.items():
        for row, following in pairwise(rows):
            first = date.fromisoformat(row["geldig_tot"]) + timedelta(days=1)
            last = date.fromisoformat(following["geldig_van"]) - timedelta(days=1)
            if first <= last:
                holes.add((code, str(first), str(last)))
    assert holes == marked


def test_of_every_product_whose_prices_end_the_first_day_without_is_listed() -> None:
    listed = {(gap["code"], gap["geldig_van"]) for gap in GAPS if gap["code"] and not gap["geldig_tot"]}
    ends = set()
    for code, rows in BY_CODE.items():
        last = max(row["geldig_tot"] or "9999-12-31" for row in rows)
        if last < "9999-12-31":
            ends.add((code, str(date.fromisoformat(last) + timedelta(days=1))))
    assert sorted(ends ^ listed) == []


def test_validity_runs_forward() -> None:
    assert all(row["geldig_van"] <= (row["geldig_tot"] or "9999") for row in PRICES)


def test_a_bijstand_norm_for_one_is_seven_tenths_of_that_for_a_couple() -> None:
    single = {row["geldig_van"]: Decimal(row["prijs_eur"]) for row in BY_CODE["PW.BIJSTAND.ALLEENSTAANDE"]}
    couple = {row["geldig_van"]: Decimal(row["prijs_eur"]) for row in BY_CODE["PW.BIJSTAND.GEHUWD"]}
    both = single.keys() & couple.keys()
    assert len(both) >= 18
    # The law itself is 0,9 cent off on this day (article 21, text of 1 January 2026): nothing was mistyped.
    assert (single["2026-01-01"], couple["2026-01-01"]) == (Decimal("1401.50"), Decimal("2002.13"))
    for day in both - {"2026-01-01"}:
        assert abs(single[day] - couple[day] * Decimal("0.70")) <= Decimal("0.007"), day


def test_the_bijstand_rule_does_not_hold_at_pension_age() -> None:
    single = {
        row["geldig_van"]: Decimal(row["prijs_eur"]) for row in BY_CODE["PW.BIJSTAND.ALLEENSTAANDE_AOW"]
    }
    couple = {row["geldig_van"]: Decimal(row["prijs_eur"]) for row in BY_CODE["PW.BIJSTAND.GEHUWD_AOW"]}
    for day in single.keys() & couple.keys():
        # The law of 2026 goes just below the span of the years before (article 22).
        least = Decimal("0.729") if day >= "2026" else Decimal("0.730")
        assert least <= single[day] / couple[day] <= Decimal("0.739"), day


def test_norms_are_money_for_the_resident_and_never_an_ordinary_tariff() -> None:
    for row in PRICES:
        if row["code"].startswith("PW.BIJSTAND"):
            assert (row["prijsbasis"], row["ontvanger"], row["geldstroom"]) == (
                "norm",
                "bewoner",
                "inkomensoverdracht",
            )
        if "BEWIND" in row["code"]:
            assert row["prijsbasis"] == "norm"
            assert row["btw"]


def test_pension_age_bijstand_is_paid_by_the_svb() -> None:
    assert {row["financier"] for row in PRICES if row["code"].endswith("_AOW")} == {"SVB"}


def test_offences_are_no_saving_of_the_state() -> None:
    offences = [row for row in PRICES if row["eenheid"] == "delict"]
    assert len(offences) == 15
    assert {(row["stroom"], row["financier"]) for row in offences} == {("Justitie", "samenleving")}


@pytest.mark.parametrize(
    ("code", "stream"),
    [
        ("OVERIG.JUSTITIE.DIEFSTAL.REF2022", "Justitie"),
        ("OVERIG.DETENTIE.VOLWASSEN.DAG", "Justitie"),
        ("OVERIG.HUISUITZETTING.LAAG", "Wonen"),
    ],
)
def test_a_price_stands_under_the_stream_it_belongs_to(code: str, stream: str) -> None:
    assert BY_CODE[code][0]["stroom"] == stream


@pytest.mark.parametrize(
    "left_out",
    [
        "ZVW.GLI.REF2022",
        "JW.GGZ_AMBULANT.UUR.DEWOLDEN",
        "PW.SCHULDHULP.TRAJECT",
        "ZVW.GGZ.DAGBESTEDING.REF2022",
        "ZVW.HUISARTS.CONSULT_KORT.NZA",
        "ZVW.AMBULANCE.MICU.NZA",
    ],
)
def test_a_price_that_cannot_be_trusted_is_left_out_and_listed(left_out: str) -> None:
    assert left_out not in BY_CODE
    assert left_out in (STORE / "LEESMIJ.md").read_text(encoding="utf-8")


def test_pgb_maxima_are_no_tariffs() -> None:
    for row in PRICES:
        if row["code"].startswith("WLZ.PGB") or row["code"].endswith(".DEWOLDEN"):
            assert row["prijsbasis"] == "pgb"


def test_estimates_are_never_called_official() -> None:
    for row in PRICES:
        if row["code"].startswith(("PW.CEDRIS", "PW.BESCHUT_WERK")) or row["code"].endswith(".EENVANDAAG"):
            assert row["soort"] == "schatting", row["code"]


def test_gp_consults_of_other_lengths_have_other_codes() -> None:
    assert {row["geldig_van"][:4] for row in BY_CODE["ZVW.HUISARTS.CONSULT_TOT20MIN.NZA"]} == {"2016", "2017"}
    assert min(row["geldig_van"] for row in BY_CODE["ZVW.HUISARTS.CONSULT_5_20MIN.NZA"]) >= "2018"


@pytest.mark.parametrize(
    ("code", "price_eur"),
    [
        # Kostenhandleiding 2024, price level 2022, as listed in the design notes.
        ("ZVW.HUISARTS.CONSULT.REF2022", "30.87"),
        ("ZVW.HUISARTS.VISITE.REF2022", "43.31"),
        ("ZVW.SEH.BEZOEK.REF2022", "258"),
        ("ZVW.AMBULANCE.SPOED.REF2022", "657"),
        ("ZVW.ZIEKENHUIS.VERPLEEGDAG.REF2022", "644"),
        ("ZVW.ZIEKENHUIS.IC_DAG.REF2022", "2727"),
        ("ZVW.ZIEKENHUIS.POLIKLINIEK.REF2022", "120"),
        ("ZVW.PARAMEDISCH.FYSIOTHERAPIE.REF2022", "38.89"),
        ("ZVW.WIJKVERPLEGING.PV_UUR.REF2022", "57.58"),
        ("ZVW.WIJKVERPLEGING.VP_UUR.REF2022", "75"),
        ("WMO.HH.UUR.REF2022", "32.76"),
        ("WMO.BEGELEIDING_IND.UUR.REF2022", "64"),
        ("ZVW.GRZ.DAG.REF2022", "329"),
        ("ZVW.GGZ.VERPLEEGDAG.REF2022", "327"),
        ("WLZ.VV.ETMAAL.REF2022", "290"),
        ("WLZ.VG.ETMAAL.REF2022", "282"),
        ("WLZ.LVG.ETMAAL.REF2022", "345"),
        ("WLZ.VV.DAGBESTEDING.REF2022", "83.29"),
        ("ZVW.GGZ.MAATSCHAPPELIJK_WERK.REF2022", "127"),
        ("OVERIG.MANTELZORG.UUR.REF2022", "18.80"),
    ],
)
def test_reference_prices_are_those_of_the_source(code: str, price_eur: str) -> None:
    (row,) = BY_CODE[code]
    assert Decimal(row["prijs_eur"]) == Decimal(price_eur)
    assert (row["prijspeil"], row["soort"], row["prijsbasis"]) == ("2022", "referentie", "referentieprijs")


# tariffs.md, last section: the product categories that nearly every multi-problem case needs, by law.
NEEDED = {
    "MDO": "wijkteam, consulent, wijkverpleegkundige, huisarts, ggz, corporatie, politie",
    "Wmo": "begeleiding, dagbesteding, huishoudelijke hulp, beschermd wonen, opvang, vrouwenopvang, "
    "hulpmiddel, woningaanpassing, vervoer, Veilig Thuis, cliëntondersteuning",
    "Welzijn": "maatschappelijk werk, inloop, OGGZ",
    "Jeugdwet": "ambulant, jeugd-ggz, pleegzorg, gezinshuis, crisis, JeugdzorgPlus, OTS, leerlingenvervoer",
    "Participatiewet": "kostendelersnorm, jongerennorm, inrichtingsnorm, IOAW, uitvoering, re-integratie, "
    "jobcoach, bijzondere bijstand",
    "Wgs": "intake, regeling, budgetbeheer, saneringskrediet, vroegsignalering",
    "Zvw": "wijkverpleging, casemanagement dementie, ELV, GRZ, huisartsenpost, SEH, ziekenhuis, FACT, "
    "acute ggz, ggz-verblijf, verslavingszorg, medicijnen, vervoer",
    "Wlz": "ZZP, VPT, MPT, pgb, ggz-wonen",
    "Wonen": "huurachterstand, huisuitzetting, overlast",
    "Justitie": "reclassering, politie, detentie",
    "UWV": "WIA, Wajong",
    "Onderwijs": "thuiszitter",
}


@pytest.mark.parametrize(
    ("law", "category"), [(law, name) for law, names in NEEDED.items() for name in names.split(", ")]
)
def test_a_needed_product_category_has_a_price_or_is_a_named_gap(law: str, category: str) -> None:
    if law == "MDO":
        category = f"MDO {category}"
    priced = any(row["stroom"] == law and row["productcategorie"] == category for row in PRICES)
    named = any(gap["wet"] == law and gap["productcategorie"] == category for gap in GAPS if not gap["code"])
    assert priced != named
