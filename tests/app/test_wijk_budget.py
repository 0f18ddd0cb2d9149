"""Budget, routes and facilities of a card of a wijk: bad input by its cell, sums to the cent, few people."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from maatschappelijk_rendement.app.cli import main


def card(folder: Path, *cells: tuple[str, str, object]) -> Path:
    """Write the example with some cells changed."""
    path = folder / "wijk.xlsx"
    path.unlink(missing_ok=True)
    assert main(["sjabloon", str(path), "--soort", "wijk", "--voorbeeld"]) == 0
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)
    return path


def report(folder: Path, *cells: tuple[str, str, object]) -> dict[str, Any]:
    out = folder / "uit"
    assert main(["wijk", str(card(folder, *cells)), "--uit", str(out)]) == 0
    found: dict[str, Any] = json.loads((out / "wijkrapport.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Begroting", "B2", "Geheime Zorg", "Begroting!B2: Deze partner heeft geen enkele definitie."),
        ("Totalen", "C2", 1, "Totalen!C2: Dit totaal is niet gelijk aan de som van de posten."),
        ("Verdeling", "B2", 0.51, "Verdeling!B2: De aandelen zijn samen niet precies 1."),
        ("Hulpvragen", "C2", 0.71, "Hulpvragen!C2: De drie delen zijn samen niet precies 1."),
        ("Wijkbudget", "C3", "PPC", "Wijkbudget!C3: Voor dit jaar, of een jaar waarvandaan het meegroeit"),
        ("Wijkbudget", "D3", None, "Wijkbudget!B3: Dit bedrag is leeg, en er staat niet hoe het meegroeit."),
        ("Wijkbudget", "E2", "ja", "Wijkbudget!E2: Herijken kan niet"),
        ("Definities", "F2", None, "Hier staan uren zonder prijs"),
        ("Groei", "C2", 0.4, "Groei!C2: Laag, midden en hoog staan niet in die volgorde."),
        ("Routes", "E3", "Rijk", "Routes!E3: Toeleiding en hulp thuis hebben niet dezelfde betaler."),
        ("Hulpvragen", "B2", 9, "Hulpvragen!B2: Dit zijn minder dan 10 vragen"),
        (
            "Voorzieningen",
            "G3",
            50,
            "Voorzieningen!G3: Per jaar komen er minstens zo veel verschillende mensen",
        ),
        ("Voorzieningen", "O2", None, "Voorzieningen!N2: Deze uurprijs is 0, of heeft geen bron."),
    ],
)
def test_bad_input_is_named_by_its_cell_and_nothing_is_written(
    sheet: str, cell: str, value: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "uit"
    assert main(["wijk", str(card(tmp_path, (sheet, cell, value))), "--uit", str(out)]) == 3
    written = capsys.readouterr().err
    assert said in written
    assert "Geheim" not in written
    assert not out.exists()


def test_the_years_of_the_index_that_are_known_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["wijk", str(card(tmp_path, ("Wijkbudget", "C3", "PPC"))), "--uit", str(tmp_path / "u")]) == 3
    assert "Bekend is 2021 tot en met 2025." in capsys.readouterr().err


def test_a_post_without_a_definition_is_shown_and_counted(tmp_path: Path) -> None:
    before = report(tmp_path)
    # The ninth definition is that of a post without hours.
    after = report(tmp_path, ("Definities", "B10", "Een andere naam"))
    total = [row for row in before["begroting_delen"] if row["naar"] == "jaar"]
    assert total == [row for row in after["begroting_delen"] if row["naar"] == "jaar"]
    assert "Voor deze post is geen definitie gegeven." in {row["waarom"] for row in after["niet_vertaald"]}


def test_every_axis_adds_up_to_the_year_to_the_cent(tmp_path: Path) -> None:
    found = report(tmp_path)
    sums: Counter[tuple[str, int, str]] = Counter()
    for row in found["begroting_delen"]:
        for key in ("begroot_eur", "werkelijk_eur"):
            sums[row["naar"], row["jaar"], key] += Decimal(row[key] or 0)
    for (_, year, key), amount in sums.items():
        assert amount == sums["jaar", year, key]
    cells: Counter[int] = Counter()
    for row in found["begroting"]:
        cells[row["jaar"]] += Decimal(row["begroot_eur"])
    assert cells == {year: sums["jaar", year, "begroot_eur"] for year in range(2016, 2023)}


def test_the_budgets_of_the_partners_are_the_lump_sum_and_risk_adds_up_to_the_pool(tmp_path: Path) -> None:
    found = report(tmp_path)
    lump = {row["jaar"]: Decimal(row["lumpsum_eur"]) for row in found["wijkbudget"]}
    assert list(lump) == [2018, 2019, 2020, 2021, 2022]
    totals = {row["jaar"]: row for row in found["begroting_delen"] if row["naar"] == "jaar"}
    assert all(Decimal(totals[year]["begroot_eur"]) == amount for year, amount in lump.items())
    pools: Counter[tuple[str, int]] = Counter()
    settled: Counter[tuple[str, int]] = Counter()
    for row in found["risico"]:
        pools[row["sleutel"], row["jaar"]] += Decimal(row["samen_eur"])
        settled[row["sleutel"], row["jaar"]] += Decimal(row["verrekening_eur"])
    # Of 2022 the real cost is not known yet, so nothing is shared.
    years = [2018, 2019, 2020, 2021]
    assert set(pools) == {(key, year) for key in ("gelijk", "aandeel", "oorzaak") for year in years}
    assert all(pool == Decimal(totals[year]["over_eur"]) for (_, year), pool in pools.items())
    assert set(settled.values()) == {Decimal(0)}


def test_an_unknown_year_is_unknown_and_not_zero(tmp_path: Path) -> None:
    found = report(tmp_path)
    later = [row for row in found["wijkbudget"] if row["jaar"] == 2022]
    assert {row["pxq_eur"] for row in later} == {row["vrij_eur"] for row in later} == {None}


def test_every_published_figure_of_the_source_stands_in_the_report(tmp_path: Path) -> None:
    found = report(tmp_path)
    house = found["voorzieningen"][0]
    published = ("kosten_eur", "dagen", "bezoekers_week", "activiteiten", "inloopuren", "vrijwilligers")
    assert [house[key] for key in published] == ["28000.00", 7, 320, 20, 3, 26]
    assert (house["bezoeken_jaar"], house["bezoekers_jaar"], house["kwetsbaar"]) == (None, None, None)
    # 400 questions; 350 places for the 380 that ask, so 350/380 of 70 % and of 25 %, and 5 % at home.
    volumes: Counter[str] = Counter()
    for row in found["routes"]:
        volumes[row["route"]] += Decimal(row["aantal"])
    assert round(volumes["direct collectief"]) == round(280 * 350 / 380)
    assert volumes["individueel thuis"] == 20


def test_few_people_are_hidden_also_in_every_sum_and_in_every_file(tmp_path: Path) -> None:
    # 7 people in one post of 2018 of Welzijnspartner B (row 24: Ervaringsmaatjes).
    book = openpyxl.load_workbook(card(tmp_path))
    rows = {
        (row[0].value, row[2].value): row[0].row
        for row in book["Begroting"].iter_rows(min_row=2)
        if row[0].value
    }
    place = rows[2018, "Ervaringsmaatjes"]
    found = report(tmp_path, ("Begroting", f"H{place}", 7))
    shown = [
        row
        for name in ("begroting", "begroting_delen")
        for row in found[name]
        if row["jaar"] == 2018 and row["mensen_hoogstens"] is not None
    ]
    # What is still shown of 2018 has no part of those seven, so that no difference gives them away.
    assert shown
    assert not any(
        row.get("naam") in ("totaal", "Welzijnspartner B", "ervaringsdeskundigheid", "Welzijn")
        or row.get("doel") == "ervaringsdeskundigheid"
        for row in shown
    )
    hidden = [row for row in found["begroting_delen"] if "mensen_hoogstens" in row["onderdrukt"]]
    assert {row["naam"] for row in hidden} == {
        "totaal",
        "Welzijnspartner B",
        "ervaringsdeskundigheid",
        "Welzijn",
    }


def test_few_visitors_and_what_follows_from_them_are_hidden(tmp_path: Path) -> None:
    found = report(tmp_path, ("Voorzieningen", "H3", 9))
    house = found["voorzieningen"][1]
    # Of its nine volunteers the number is hidden as well: they are people too.
    assert (house["kwetsbaar"], house["onderdrukt"]) == (None, ["kwetsbaar", "vrijwilligers"])
    (cost,) = [
        row
        for row in found["voorziening_kosten"]
        if row["voorziening"] == "Buurtkamer" and row["per"] == "kwetsbare bewoner"
    ]
    assert (cost["kosten_eur"], cost["met_vrijwilligers_eur"]) == (None, None)
