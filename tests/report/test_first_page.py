"""What a reader sees in half a minute."""

from __future__ import annotations

from typing import Any

from tests.report.conftest import PROVENANCE

from maatschappelijk_rendement.plots.drawing import Bar
from maatschappelijk_rendement.report.document import (
    Bullets,
    Chart,
    Headlines,
    Paragraph,
    Table,
    TableOfContents,
)
from maatschappelijk_rendement.report.first_page import first_page, picture
from maatschappelijk_rendement.report.sections import build
from maatschappelijk_rendement.results.shown import Results


def test_it_is_who_and_when_three_figures_two_answers_a_picture_and_the_contents(
    example: dict[str, Any],
) -> None:
    blocks = first_page(Results(example))
    assert [type(block) for block in blocks] == [
        Paragraph,
        Headlines,
        Paragraph,
        Chart,
        Paragraph,
        Paragraph,
        TableOfContents,
    ]
    who, _, sure, _, limits, short, _ = blocks
    assert "voor het multidisciplinair overleg (MDO)" in who.text
    assert "Wmo is de Wet maatschappelijke ondersteuning; " in short.text
    assert "42 casussen" in who.text
    assert "van 1 februari 2016 tot en met 14 juni 2018" in who.text
    assert sure.text == (
        "Is het verschil meer dan de spreiding tussen casussen? Misschien. Zegt dat iets over het MDO? "
        "Nee, want er is geen groep zonder MDO om mee te vergelijken."
    )
    assert limits.text.startswith("Wie hulp krijgt als het slecht gaat")


def test_the_report_begins_with_it_and_its_tables_come_after_the_contents(example: dict[str, Any]) -> None:
    blocks = build(Results(example), PROVENANCE).sections[0].blocks
    place = [isinstance(block, TableOfContents) for block in blocks].index(True)
    assert blocks[: place + 1] == first_page(Results(example))
    assert not [block for block in blocks[:place] if isinstance(block, Table | Bullets)]
    assert [block for block in blocks[place:] if isinstance(block, Table)]


def test_the_title_of_the_picture_says_what_was_found(example: dict[str, Any]) -> None:
    # Of the existing cases Wmo fell most, and two streams are hidden.
    chart = picture(Results(example))
    assert chart is not None
    assert chart.title.startswith("Wmo daalde het meest van wat te zien is: ")
    for row in example["verschil"]:
        if row["stroom"] in ("Wlz", "Jeugdwet") and row["groep"] == "bestaand":
            row.update(
                som_eur="-99999.00" if row["stroom"] == "Wlz" else "5.00",
                n=30,
                status="getoond",
                onderdrukt=[],
            )
    chart = picture(Results(example))
    assert chart is not None
    assert chart.title.startswith("Wlz daalde het meest: ")
    assert chart.is_alone


def test_a_picture_is_drawn_from_the_published_figures_and_nothing_finer(example: dict[str, Any]) -> None:
    """So that measuring its bars tells no more than the numbers beside them."""
    rounded = {"Wmo": "-61300.00", "Zvw": "-38900.00", "Participatiewet": "-12000.00", "Welzijn": "5800.00"}
    for row in example["verschil"]:
        row["som_eur"] = rounded.get(row["stroom"], row["som_eur"]) if row["som_eur"] else None
    chart = picture(Results(example))
    assert chart is not None
    ends = {mark.end for mark in chart.drawing.marks if isinstance(mark, Bar)}
    assert {float(amount) for amount in rounded.values()} < ends
    assert all(mark.start == 0.0 for mark in chart.drawing.marks if isinstance(mark, Bar))


def test_where_most_streams_are_hidden_the_picture_is_of_the_scores(example: dict[str, Any]) -> None:
    for row in example["verschil"]:
        if row["stroom"] != "totaal":
            row.update(som_eur=None, status="onderdrukt", regel="te klein")
    chart = picture(Results(example))
    assert chart is not None
    assert chart.name == "eerst-welbevinden-rapportcijfer"
    example["welbevinden"] = []
    assert picture(Results(example)) is None


def test_where_there_is_no_picture_it_says_why(example: dict[str, Any]) -> None:
    for row in example["verschil"]:
        if row["stroom"] != "totaal":
            row.update(status="onderdrukt", som_eur=None)
    example["welbevinden"] = []
    assert picture(Results(example)) is None
    said = [block.text for block in first_page(Results(example)) if isinstance(block, Paragraph)]
    assert "Hier staat geen grafiek: van de meeste stromen is het verschil onderdrukt." in said


def test_less_per_case_beside_more_in_all_is_explained(example: dict[str, Any]) -> None:
    for amount, is_said in (("78500.00", True), ("-78500.00", False)):
        for row in example["balans"]:
            if (row["post"], row["partij"]) == ("saldo", "totaal"):
                row["bedrag_eur"] = amount
        (large,) = (block for block in first_page(Results(example)) if isinstance(block, Headlines))
        assert ("Minder per casus en toch meer in totaal kan" in large.items[-1].text) is is_said
