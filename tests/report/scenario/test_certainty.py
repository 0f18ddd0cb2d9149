"""What is not known about chance stays unknown on the page, in the workbook, in JSON and in CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.tidy import tidy_files
from maatschappelijk_rendement.sharing import Contract, Noise, PayerStream, Scenario
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Uncertainty

STREAMS = (
    PayerStream(stream="Wmo", payer="gemeente", before_cents=10_000_00, after_cents=9_000_00),
    PayerStream(stream="Welzijn", payer="gemeente", before_cents=0, after_cents=200_00),
    PayerStream(stream="Zvw", payer="verzekeraar", before_cents=20_000_00, after_cents=18_000_00),
    PayerStream(stream="Inzet", payer="corporatie", before_cents=0, after_cents=0, investment_cents=50_00),
)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    uncertainty = Uncertainty(
        noise=Noise(500, 1.5), confidence=Fraction(9, 10), draws=1_000, half_credible_persons=500
    )
    contract = Contract(name="Proef", source="eigen", share=Fraction(1, 2))
    return evaluate(
        Scenario(
            title="Proef",
            is_synthetic=True,
            contract=contract,
            streams=STREAMS,
            persons=500,
            uncertainty=uncertainty,
        )
    )


def rows(content: bytes) -> dict[str, list[str]]:
    found = csv.reader(io.StringIO(content.decode("utf-8")), delimiter=";")
    return {row[0]: row for row in found}


def test_the_page_says_that_chance_in_a_new_stream_is_not_known(evaluation: Evaluation) -> None:
    page = render(evaluation)["scenario.html"].decode("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    table = page[page.index("Hoe zeker is de daling") :]
    (line,) = re.findall(r"<tr[^>]*><th[^>]*>Welzijn</th>.*?</tr>", table[: table.index("</table>")])
    assert re.sub(r"<[^>]+>", "|", line).count("niet bekend") == 4
    assert "Welzijn (gemeente) had vooraf geen kosten." in page
    # A line without any cost has no chance in it, and no row.
    assert "Inzet" not in table[: table.index("</table>")]


def test_the_workbook_says_so_too(evaluation: Evaluation) -> None:
    book = load_workbook(io.BytesIO(render(evaluation)["scenario.xlsx"]))
    found = [
        [cell.value for cell in row]
        for sheet in book
        for row in sheet.iter_rows()
        if row[0].value == "Welzijn"
    ]
    assert any(row[2:6] == ["niet bekend"] * 4 for row in found)
    told = [str(row[0].value) for row in book["Lees mij"].iter_rows(max_col=1)]
    assert any(sentence.startswith("Welzijn (gemeente) had vooraf geen kosten.") for sentence in told)


def test_the_data_has_null_and_an_empty_field(evaluation: Evaluation) -> None:
    told = json.loads(render(evaluation)["scenario.json"])
    welzijn = next(one for one in told["zekerheid"] if one["naam"] == "Welzijn")
    assert welzijn == {
        "naam": "Welzijn",
        "soort": "stroom",
        "daling_eur": "-200.00",
        "standaardfout_eur": None,
        "laag_eur": None,
        "hoog_eur": None,
        "kans_echte_daling": None,
    }
    weighed = next(one for one in told["geloofwaardigheid"] if one["stroom"] == "Welzijn")
    assert (weighed["gewicht"], weighed["eigen_daling"], weighed["gewogen_daling_eur"]) == (0.5, None, None)
    files = tidy_files(evaluation)
    assert rows(files["scenario-zekerheid.csv"])["Welzijn"] == [
        "Welzijn",
        "stroom",
        "-200.00",
        "",
        "",
        "",
        "",
    ]
    odds = rows(files["scenario-kansen.csv"])
    assert [odds[name][-1] for name in odds] == [
        "toeval_eigen_kosten",
        "geteld",
        "niet bekend",
        "geteld",
        "geen kosten",
        "",
    ]


def test_nothing_is_said_where_every_stream_had_cost(evaluation: Evaluation) -> None:
    known = evaluate(replace(evaluation.scenario, streams=(STREAMS[0], STREAMS[2])))
    page = render(known)["scenario.html"].decode("utf-8")
    assert "niet bekend" not in page
    assert "vooraf geen kosten" not in page
