"""A rounded report: how far its totals are off, and amounts without cents."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.disclosure.exact import cost_tables, facts, header, random_cases
from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.disclosure import publish
from maatschappelijk_rendement.report import Reader, render, sections
from maatschappelijk_rendement.report.rounded import costs_words, rounding_words
from maatschappelijk_rendement.report.settings import settings
from maatschappelijk_rendement.results.shown import Results

COUNTS = ("n_bekend", "n_onbekend", "n_bewoners", "n_casussen", "gepaard_n")


def rounded(results: dict[str, Any]) -> dict[str, Any]:
    """Round the amounts of hand-made results, each by itself."""
    made = copy.deepcopy(results)
    made["analyse"]["afgerond"] = True
    rows = [
        row
        for name, part in made.items()
        if isinstance(part, list) and name not in ("tarieven", "programma")
        for row in part
    ]
    for row in [*rows, made["mdo"]]:
        for key in row:
            if key.endswith("_eur") and row[key] is not None:
                row[key] = f"{round(Decimal(row[key]) / 1000) * 1000}.00"
    return made


def said(results: dict[str, Any]) -> str:
    return rounding_words(Results({"analyse": {"afgerond": True}, **results})).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def levels(**sums: str | None) -> dict[str, Any]:
    """The levels of two streams and of all of them, in one wijk."""
    place = {"groep": "bestaand", "wijk": "totaal", "moment": "na", "n": 30}
    rows = [place | {"stroom": stream, "som_eur": euros} for stream, euros in sums.items()]
    return {"stromen": rows, "verschil": [], "balans": []}


def test_the_page_says_how_far_a_total_is_from_the_sum_of_its_parts() -> None:
    assert "scheelt dat hoogstens € 100." in said(levels(Wmo="1300.00", Zvw="2400.00", totaal="3600.00"))
    assert "komt elke som uit op haar totaal" in said(levels(Wmo="1300.00", Zvw="2400.00", totaal="3700.00"))


def test_where_a_part_is_hidden_nothing_can_be_added_up() -> None:
    assert "komt elke som uit op haar totaal" in said(levels(Wmo="1300.00", Zvw=None, totaal="9000.00"))
    assert "komt elke som uit op haar totaal" in said(levels(Wmo="1300.00", Zvw="2400.00", totaal=None))


def test_the_page_says_the_grid_that_was_asked_for() -> None:
    given = {"analyse": {"afgerond": True, "rooster_eur": 5_000}, **levels(Wmo="5000.00", totaal="5000.00")}
    assert "op minstens € 5.000, en grover waar casussen grotere bedragen hebben" in said(given)


def test_the_page_says_which_amounts_are_coarser_than_the_headline() -> None:
    grids = {"afgerond": True, "rooster_eur": 100, "rooster_delen_eur": 5_000}
    words = said({"analyse": grids, **levels(Wmo="5000.00", totaal="5000.00")})
    assert "op minstens € 100" in words
    assert "Alle andere bedragen, zoals die per wijk, zijn afgerond op minstens € 5.000." in words
    assert "zoals die per wijk" not in said(levels(Wmo="5000.00", totaal="5000.00"))


def test_beside_the_costs_stands_on_which_grid_they_are() -> None:
    grids = {"afgerond": True, "rooster_eur": 100, "rooster_delen_eur": 5_000}
    made = {"analyse": grids, **levels(Wmo="5000.00", totaal="5000.00")}
    words = costs_words(Results(made)).replace("\N{NO-BREAK SPACE}", " ")
    assert words.startswith("Bedragen voor en na en per wijk zijn afgerond op minstens € 5.000, het verschil")
    assert costs_words(Results({**made, "analyse": {"afgerond": True, "rooster_eur": 100}})) == ""


@pytest.mark.parametrize("seed", range(4))
def test_no_total_is_further_off_than_the_page_says(seed: int) -> None:
    cases = random_cases(seed)
    data = publish(cost_tables(cases), header=header(cases), facts=facts(cases)).data
    found = re.search(r"hoogstens € ([\d.]+)", said({"welbevinden": [], "balans": [], **data}))
    most = Decimal(found[1].replace(".", "")) if found else Decimal(0)
    for name in ("stromen", "verschil"):
        by_place: dict[tuple[str, ...], dict[str, str | None]] = {}
        for row in data[name]:
            place = (row["groep"], row["moment"], row["wijk"])
            by_place.setdefault(place, {})[row["stroom"]] = row["som_eur"]
        for sums in by_place.values():
            whole, parts = sums["totaal"], [v for stream, v in sums.items() if stream != "totaal"]
            if whole is not None and None not in parts:
                assert abs(Decimal(whole) - sum(Decimal(str(part)) for part in parts)) <= most


def test_no_amount_of_a_rounded_report_has_cents_but_what_was_not_rounded(example: dict[str, Any]) -> None:
    example["programma"] = []
    data = rounded(example)
    formats = ("html", "xlsx")
    files = render(published(data), provenance=PROVENANCE, formats=formats, readers=list(Reader))
    for name in ("rapport.html", "rapport-gemeente.html", "rapport-bewoner.html"):
        page = files[name].decode()
        before_tariffs = page.partition('id="tabel-tarieven"')[0]
        assert "€" in before_tariffs
        assert not re.findall(r"€[\s\N{NO-BREAK SPACE}]-?[\d.]+,\d\d", before_tariffs), name
    sheet = openpyxl.load_workbook(BytesIO(files["rapport.xlsx"]))["Bijlage verschil"]
    codes = {cell.number_format for row in sheet.iter_rows() for cell in row if "€" in cell.number_format}
    assert codes
    assert not [code for code in codes if "0.00" in code]
    assert b'"-132000.00"' in files["resultaten.json"]


def test_an_exact_report_keeps_its_cents(example: dict[str, Any]) -> None:
    said = render(published(example), provenance=PROVENANCE, formats=("html",))["rapport.html"].decode()
    assert "-132.394,00" in said


def test_rounding_is_explained_in_the_settings_and_not_above_the_figures(example: dict[str, Any]) -> None:
    data = Results(rounded(example))
    assert dict(settings(data))["Afronding"] == rounding_words(data)
    assert not [mark for mark in sections.build(data, PROVENANCE).marks if "afgerond" in mark.text.casefold()]
