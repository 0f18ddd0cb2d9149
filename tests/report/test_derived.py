"""How the value of the EQ-5D and the part that flourishes read: in the first figures, tables and pictures."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.analysis.cases import score
from tests.publication.test_derived import (
    EQ5D,
    MHC,
    TWENTY_FOUR,
    VALUES,
    analysed,
    flourishing,
    scores_of,
)

from maatschappelijk_rendement.plots import drawing
from maatschappelijk_rendement.report import render
from maatschappelijk_rendement.report.headlines import headlines
from maatschappelijk_rendement.report.rows import main_instrument
from maatschappelijk_rendement.results.counts import WELLBEING
from maatschappelijk_rendement.results.shown import Results

SHARES = {"voor": flourishing(10), "na": flourishing(12)}
GRADES = [
    score(name, moment, str(grade + number % parts))
    for number, name in enumerate(TWENTY_FOUR)
    for moment, grade, parts in (("voor", 3, 3), ("na", 7, 2))
]


@cache
def made(what: str) -> tuple[Results, str]:
    """Give the public results, and what the page says."""
    scores = {
        "waarde": scores_of("eq5d5l", EQ5D, TWENTY_FOUR, VALUES),
        "bloeiend": scores_of("mhc_sf", MHC, TWENTY_FOUR, SHARES),
        "cijfer": GRADES,
    }
    report = analysed(TWENTY_FOUR, [one for name in what.split() for one in scores[name]]).publish()
    page = render(report.published, provenance={}, formats=["html"], lines=report.lines)["rapport.html"]
    text = re.sub(r"<(script|style).*?</\1>", "", page.decode(), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text).replace("\N{NO-BREAK SPACE}", " ")
    return Results(report.published.data), re.sub(r"\s+", " ", text)


def large(what: str) -> tuple[str, str]:
    (found,) = [one for one in headlines(made(what)[0]).items if one.label.startswith("Welbevinden")]
    return found.value.replace("\N{NO-BREAK SPACE}", " "), found.text


@pytest.mark.parametrize(
    ("what", "main"),
    [
        ("waarde", "eq5d5l_waarde"),
        ("bloeiend", "mhc_sf_bloeiend"),
        ("waarde bloeiend cijfer", "rapportcijfer"),
    ],
)
def test_the_words_are_about_what_is_computed_where_nothing_was_asked_as_one_question(
    what: str, main: str
) -> None:
    assert main_instrument(made(what)[0]) == main


def test_the_first_page_has_the_value_in_hundredths() -> None:
    assert large("waarde") == (
        "0,28 naar 0,67",
        "De waarde van 24 bewoners, gemiddeld (EQ-5D-5L-waarde); 1 is de beste toestand.",
    )
    page = made("waarde")[1]
    assert "Het welbevinden (EQ-5D-5L-waarde) gaat van 0,28 naar 0,67 (24 bewoners in 24 casussen)." in page
    assert "De waarde steeg van 0,28 naar 0,67" in page


def test_the_first_page_has_a_share_as_a_percentage() -> None:
    # 10 and 12 of 24.
    assert large("bloeiend") == (
        "42 % naar 50 %",
        "Het deel van 24 bewoners dat bloeit (MHC-SF: deel dat bloeit).",
    )
    page = made("bloeiend")[1]
    assert "Het deel dat bloeit steeg van 42 % naar 50 %" in page
    assert "12 van de 24" not in page


def test_the_table_has_two_decimals_and_a_grade_keeps_one() -> None:
    page = made("waarde bloeiend cijfer")[1]
    assert "0,67 voor het MDO 24 +0,39" in page
    assert "0,50 voor het MDO 24 +0,08" in page
    # A third has a 3, a 4 and a 5 before; after it half has a 7 and half an 8.
    assert "7,5 voor het MDO 24 +3,5" in page
    assert "4,00" not in page


def test_the_value_set_and_its_source_are_printed_beside_it() -> None:
    assert "Bron van de waardering: EuroQol Group; waardering M. Versteegh" in made("waarde")[1]


def test_no_table_says_how_many_rose_of_a_share() -> None:
    page = made("bloeiend")[1]
    assert "Hoeveel bewoners stegen en daalden: MHC-SF van 0 tot 5" in page
    assert "Hoeveel bewoners stegen en daalden: MHC-SF: deel dat bloeit" not in page


@pytest.mark.parametrize(
    ("what", "name", "ends", "means"),
    [
        ("waarde", "eq5d5l_waarde", ["-0,45", "1"], ["0,28", "0,67"]),
        ("bloeiend", "mhc_sf_bloeiend", ["0 %", "100 %"], ["42 %", "50 %"]),
    ],
)
def test_a_picture_writes_its_ends_and_points_as_the_words_do(
    what: str, name: str, ends: list[str], means: list[str]
) -> None:
    rows = made(what)[0].of(WELLBEING)
    shown = drawing.wellbeing(rows, group="totaal", instrument=name)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for _, text in shown.left_names] == ends
    labels = [mark.text for mark in shown.marks if isinstance(mark, drawing.Label)]
    assert [label.replace("\N{NO-BREAK SPACE}", " ").split(" (")[0] for label in labels] == means


def test_the_rounding_of_narrow_scales_is_said() -> None:
    assert "op een schaal van hoogstens 2 punten op een honderdste" in made("waarde")[1]
