"""A rounded report: how far its totals may be off, and amounts without cents."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.disclosure.exact import cost_tables, facts, header, random_cases, random_scores, wellbeing_table
from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.disclosure import Rules, publish
from maatschappelijk_rendement.report import Reader, render, sections
from maatschappelijk_rendement.report.readers import report_for
from maatschappelijk_rendement.report.rounded import rounding_words
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


def limits(results: dict[str, Any]) -> tuple[int, int, int]:
    """Read how far numbers of cases, of residents and amounts may be off."""
    rounded_results = Results({"analyse": {"afgerond": True}, **results})
    said = rounding_words(rounded_results).replace("\N{NO-BREAK SPACE}", " ")
    found = re.search(
        r"casussen hoogstens (\d+); een aantal bewoners hoogstens (\d+); een bedrag hoogstens € ([\d.]+)\. ",
        said,
    )
    assert found
    cases, residents, euros = (int(text.replace(".", "")) for text in found.groups())
    return cases, residents, euros


@pytest.mark.parametrize("seed", range(6))
def test_no_total_is_further_off_than_the_page_says(seed: int) -> None:
    cases = random_cases(seed)
    scores = random_scores(seed, cases)
    tables, behind = [*cost_tables(cases), wellbeing_table(scores)], facts(cases, scores)
    exact = publish(tables, header=header(cases), facts=behind).data
    made = dict(publish(tables, header=header(cases), facts=behind, rules=Rules(rounding=True)).data)
    most_cases, most_residents, most_euros = limits({"welbevinden": [], **made})
    for name in ("stromen", "verschil"):
        for one, other in zip(exact[name], made[name], strict=True):
            if one["n"] is not None:
                assert abs(one["n"] - other["n"]) <= most_cases
            if one["som_eur"] is not None:
                assert abs(Decimal(one["som_eur"]) - Decimal(other["som_eur"])) <= most_euros
    for one, other in zip(exact["welbevinden"], made["welbevinden"], strict=True):
        if one["n_bewoners"] is not None:
            assert abs(one["n_bewoners"] - other["n_bewoners"]) <= most_residents
    for key in ("n_casussen", "n_bestaand", "n_nieuw"):
        if exact["analyse"][key] is not None:
            assert abs(exact["analyse"][key] - made["analyse"][key]) <= most_cases


def test_the_limits_grow_with_the_parts_of_a_total(example: dict[str, Any]) -> None:
    """Two wijken in each of two groups, three streams: four numbers of cases, six amounts."""
    keys = [
        {"moment": "na", "groep": group, "wijk": wijk, "stroom": stream}
        for group in ("bestaand", "nieuw")
        for wijk in ("Noord", "Zuid", "totaal")
        for stream in ("Wmo", "Zvw", "Wlz", "totaal")
    ]
    score = {"instrument": "rapportcijfer", "onderdeel": None, "moment": "na", "gepaard_met": "voor"}
    made = {
        "verschil": keys,
        "welbevinden": [{**score, "groep": "nieuw", "wijk": w} for w in ("Noord", "Zuid", "totaal")],
    }
    assert limits(made) == (8, 4, 3_000)
    assert limits({"verschil": keys[-4:], "welbevinden": []}) == (2, 2, 500)


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


def test_rounding_is_explained_above_the_report_and_in_its_settings(example: dict[str, Any]) -> None:
    data = rounded(example)
    words = rounding_words(Results(data))
    assert f"AFGEROND. {words}" in [mark.text for mark in sections.build(Results(data), PROVENANCE).marks]
    assert dict(settings(Results(data)))["Afronding"] == words


def test_residents_read_that_figures_are_rounded_and_not_by_how_much(example: dict[str, Any]) -> None:
    data = rounded(example)
    report = sections.build(Results(data), PROVENANCE)
    marks = [mark.text for mark in report_for(Reader.RESIDENT, report, Results(data)).marks]
    assert "AFGEROND. De getallen op deze bladzijde zijn afgerond." in marks
    assert not [mark for mark in marks if "hoogstens" in mark]
    assert report_for(Reader.INSURER, report, Results(data)).marks == report.marks
