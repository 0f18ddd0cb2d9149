"""The report of a valuation: page, workbook with live formulas, JSON with its schema."""

from __future__ import annotations

import io
import json
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from maatschappelijk_rendement.intake.cards import CardKind, read_card, write_card_template
from maatschappelijk_rendement.report.valuation import render
from maatschappelijk_rendement.report.valuation.figures import schema
from maatschappelijk_rendement.valuation.card_value import CardValue, value_card

KINDS = tuple(kind for kind in CardKind if kind is not CardKind.WIJK)  # that is no valuation
RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">'
    "<value>0</value></prop></item></oor:items>"
)


def example(kind: str) -> CardValue:
    stream = io.BytesIO()
    write_card_template(stream, kind, example=True)
    return value_card(read_card(stream.getvalue()))


@pytest.fixture(scope="module")
def rendered() -> dict[str, dict[str, bytes]]:
    return {kind: render(example(kind)) for kind in KINDS}


def data(files: dict[str, bytes]) -> Any:
    return json.loads(files["waardering.json"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_fits_its_schema_and_is_the_same_every_time(kind: str, rendered: Any) -> None:
    jsonschema.validate(data(rendered[kind]), schema())
    assert render(example(kind)) == rendered[kind]


def test_the_parts_of_the_business_case_add_up_to_the_cent(rendered: Any) -> None:
    found = data(rendered["mkba"])
    figures = {row["naam"]: row["bedrag_eur"] for row in found["kerncijfers"]}
    net = Decimal(figures["ncw"])
    parties = sum(Decimal(row["netto_eur"]) for row in found["partijen"])
    kinds = sum(Decimal(figures[name]) for name in ("fiscaal", "economisch", "sociaal"))
    cent = Decimal("0.01")
    assert abs(parties - net) <= cent * len(found["partijen"]) / 2
    assert abs(kinds - net) <= 2 * cent
    assert sum(Decimal(row["overdracht_eur"]) for row in found["partijen"]) == 0


def test_the_example_comes_out_as_on_paper(rendered: Any) -> None:
    # 20 x 85 + 80 x 62 x 2 + 12 x 110 x 3, and so on for three cases; see the card.
    figures = {row["naam"]: row["bedrag_eur"] for row in data(rendered["effecten"])["kerncijfers"]}
    met = 1700 + 9920 + 3960 + 2040 + 9440 + 12690 + 1360 + 2250 + 15480
    zonder = (9500 + 26100, 17550 + 8640, 46440)
    expected = met - Decimal("0.7") * zonder[0] - Decimal("0.5") * zonder[1] - Decimal("0.6") * zonder[2]
    assert Decimal(figures["met"]) == met
    assert Decimal(figures["zonder"]) == sum(zonder)
    assert Decimal(figures["verwacht"]) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_begins_with_three_figures_a_picture_and_what_it_does_not_say(
    kind: str, rendered: Any
) -> None:
    page = rendered[kind]["waardering.html"].decode()
    first = page[: page.index("Wat vergelijken we</h2>")]
    assert first.count('class="kern"') == 3 or len(re.findall(r"<dt", first)) == 3
    assert first.count("<svg") == 1
    assert "Wat dit niet zegt" in first
    assert "Niet in de som (PM)" in first
    assert "Synthetisch voorbeeld" in first
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_what_is_about_single_cases_is_marked_on_every_sheet_and_page(rendered: Any) -> None:
    page = rendered["effecten"]["waardering.html"].decode()
    assert "VERTROUWELIJK" in page
    book = openpyxl.load_workbook(io.BytesIO(rendered["effecten"]["waardering.xlsx"]))
    assert all("VERTROUWELIJK" in str(sheet["A2"].value) for sheet in book)
    assert "VERTROUWELIJK" not in rendered["mkba"]["waardering.html"].decode()


def test_every_amount_behind_the_outcome_is_a_formula(rendered: Any) -> None:
    for kind in KINDS:
        book = openpyxl.load_workbook(io.BytesIO(rendered[kind]["waardering.xlsx"]))
        outcome = book["Uitkomst"]
        assert all(outcome.cell(y, 2).data_type == "f" for y in range(5, outcome.max_row + 1))
        heads = [cell.value for cell in book["Stromen"][6]]
        x = heads.index("contant") + 1
        assert all(book["Stromen"].cell(y, x).data_type == "f" for y in range(7, book["Stromen"].max_row + 1))


def outcome(content: bytes) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Uitkomst"]
    return {row[0]: row[1] for row in sheet.iter_rows(min_row=5, values_only=True)}


def differences(content: bytes) -> list[float]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Uitkomst"]
    return [row[3] for row in sheet.iter_rows(min_row=5, values_only=True)]


def to_cents(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.slow
def test_a_spreadsheet_program_computes_the_outcome_again_to_the_cent(
    libreoffice: str, rendered: Any, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    for kind in KINDS:
        book = openpyxl.load_workbook(io.BytesIO(rendered[kind]["waardering.xlsx"]))  # drops stored values
        book.save(tmp_path / f"{kind}.xlsx")
        book["Invoer"]["B5"] = 0.1
        book.save(tmp_path / f"{kind}-anders.xlsx")
    command = [libreoffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    files = [str(path) for path in tmp_path.glob("*.xlsx")]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), *files], check=True, capture_output=True)
    labels = {
        "mkba": ("Netto contante waarde, alle partijen samen", "ncw"),
        "sroi": ("Contante waarde van alle uitkomsten", "contant"),
        "effecten": ("Dat contant", "verwacht_contant"),
    }
    for kind, (label, name) in labels.items():
        computed = outcome((tmp_path / "out" / f"{kind}.xlsx").read_bytes())
        stored = outcome(rendered[kind]["waardering.xlsx"])
        assert set(differences((tmp_path / "out" / f"{kind}.xlsx").read_bytes())) == {0}
        assert computed.keys() == stored.keys()
        assert {key: to_cents(value) for key, value in computed.items()} == {
            key: to_cents(value) for key, value in stored.items()
        }
        figures = {row["naam"]: row["bedrag_eur"] for row in data(rendered[kind])["kerncijfers"]}
        assert to_cents(computed[label]) == Decimal(figures[name])
        # Another rate gives what the program gives with that rate.
        card = example(kind).card
        card.settings.update(rate=Decimal("0.1"), rate_source="proef 2026")  # type: ignore[attr-defined]
        again = {row["naam"]: row["bedrag_eur"] for row in data(render(value_card(card)))["kerncijfers"]}
        other = outcome((tmp_path / "out" / f"{kind}-anders.xlsx").read_bytes())
        assert to_cents(other[label]) == Decimal(again[name])


def test_the_value_map_goes_along_in_the_usual_columns(rendered: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered["sroi"]["waardering.xlsx"]))
    heads = [cell.value for cell in book["Waardekaart"][4]]
    assert heads[:5] == ["Stakeholder", "Inzet", "Activiteit", "Uitkomst", "Indicator"]
    assert heads[-3:] == ["Impact, eerste jaar", "Contante waarde", "Zekerheid"]


def test_each_year_of_each_party_adds_up_to_the_year(rendered: Any) -> None:
    found = data(rendered["mkba"])
    for row in found["per_jaar"]:
        own = [
            Decimal(each["bedrag_eur"]) for each in found["per_partij_en_jaar"] if each["jaar"] == row["jaar"]
        ]
        assert len(own) == 6
        assert abs(sum(own) - Decimal(row["bedrag_eur"])) <= Decimal("0.03")
