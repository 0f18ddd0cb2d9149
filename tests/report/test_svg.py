from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.plots.drawing import BLUE, Bar, Drawing, Label, streams
from maatschappelijk_rendement.report.svg import MARGIN_RIGHT, PLOT_WIDTH, margin_left, picture
from maatschappelijk_rendement.results.codec import rows_from_json
from maatschappelijk_rendement.results.costs import Level

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*marks: Bar | Label, left: float = 0.0, right: float = 100.0) -> ET.Element:
    made = Drawing(marks, ((0.0, "Wmo"),), (), left, right, 0.6, -0.6, 1.0)
    return ET.fromstring(picture(made, "proef", "Titel", "Wat te zien is."))


def test_the_picture_names_and_describes_itself() -> None:
    tree = drawn()
    assert tree.get("role") == "img"
    named = (tree.get("aria-labelledby") or "").split()
    assert [e.get("id") for e in tree if e.tag in {SVG + "title", SVG + "desc"}] == named
    assert [e.text for e in tree if e.tag in {SVG + "title", SVG + "desc"}] == ["Titel", "Wat te zien is."]


def test_half_the_amount_is_half_the_bar() -> None:
    bars = drawn(Bar(0, 0, 100, 0.4, BLUE), Bar(0, 0, 50, 0.4, BLUE)).findall(SVG + "rect")
    assert float(bars[0].get("width") or 0) == pytest.approx(PLOT_WIDTH)
    assert float(bars[1].get("width") or 0) == pytest.approx(float(bars[0].get("width") or 0) / 2)


def test_a_fall_runs_to_the_left_of_where_it_starts() -> None:
    (bar,) = drawn(Bar(0, 0, -50, 0.4, BLUE), left=-100, right=0).findall(SVG + "rect")
    assert float(bar.get("x") or 0) + float(bar.get("width") or 0) == pytest.approx(60 + PLOT_WIDTH)


def test_a_hatched_bar_is_told_apart_without_colour() -> None:
    bars = drawn(Bar(0, 0, 50, 0.4, BLUE, hatched=True)).findall(SVG + "rect")
    assert [bar.get("fill") for bar in bars] == [BLUE, "url(#proef-arcering)"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_any_text_stays_text(text: str) -> None:
    tree = drawn(Label(0, 0, text, "right"))
    assert text in ["".join(e.itertext()) for e in tree.findall(SVG + "text")]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=8))
def test_every_bar_stays_inside_the_picture(cents: list[int]) -> None:
    rows = [
        {
            "groep": "nieuw",
            "wijk": "totaal",
            "stroom": f"S{i}",
            "moment": "na",
            "n": 10,
            "som_eur": f"{c / 100:.2f}",
        }
        for i, c in enumerate(cents)
    ]
    drawn = streams(rows_from_json(Level, rows), group="nieuw", wijk="totaal")
    text = picture(drawn, "proef", "T", "A")
    for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', text):
        assert float(x) >= margin_left(drawn)
        assert float(x) + float(width) <= margin_left(drawn) + PLOT_WIDTH + MARGIN_RIGHT


def test_names_above_leave_the_whole_width_to_the_bars() -> None:
    rows = (Bar(0, 0, 100, 0.6, BLUE), Bar(1, 0, 50, 0.6, BLUE))
    names = ((0.0, "Een lange naam van een criterium van gezondheid"), (1.0, "Kort"))
    beside = Drawing(rows, names, (), 0, 100, 1.6, -0.6, 1.0)
    above = replace(beside, names_above=True)
    assert margin_left(above) < margin_left(beside) / 10
    tree = ET.fromstring(picture(above, "proef", "T", "A"))
    texts = [(e.text, float(e.get("x") or 0), float(e.get("y") or 0)) for e in tree.findall(SVG + "text")]
    bars = [float(e.get("y") or 0) for e in tree.findall(SVG + "rect") if e.get("fill") == BLUE]
    assert [(text, x) for text, x, _ in texts] == [(name, margin_left(above)) for _, name in names]
    # Each name stands above its own bar, and under the bar before it.
    heights = [y for _, _, y in texts]
    assert heights[0] < bars[0] < heights[1] < bars[1]
