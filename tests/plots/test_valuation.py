"""Drawings of a valuation."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.plots import valuation as drawings
from maatschappelijk_rendement.plots.drawing import Bar, Drawing, Label, Line
from maatschappelijk_rendement.report.svg import margin_left, picture


def words(drawing: Drawing) -> list[str]:
    return [mark.text.replace("\N{NO-BREAK SPACE}", " ") for mark in drawing.marks if isinstance(mark, Label)]


def test_who_pays_is_hatched_and_who_gains_is_not() -> None:
    drawing = drawings.who_gains(
        [("verzekeraar", 200_000), ("gemeente", -150_000)], ("betaalt", "profiteert")
    )
    bars = [mark for mark in drawing.marks if isinstance(mark, Bar)]
    assert [(bar.end, bar.hatched) for bar in bars] == [(200_000, False), (-150_000, True)]
    assert words(drawing) == ["profiteert € 2.000", "betaalt € 1.500"]
    assert [name for _, name in drawing.left_names] == ["verzekeraar", "gemeente"]


def test_two_lines_add_up_year_by_year_and_differ_without_colour() -> None:
    drawing = drawings.two_lines([2026, 2027], [100_000, 100_000], [0, 500_000])
    lines = [mark for mark in drawing.marks if isinstance(mark, Line)][1:]
    assert [(line.y0, line.y1, line.style) for line in lines] == [
        (100_000, 200_000, "solid"),
        (0, 500_000, "dashed"),
    ]
    assert words(drawing) == ["met € 2.000", "zonder € 5.000"]


def test_one_year_is_two_points() -> None:
    drawing = drawings.two_lines([2026], [100_000], [300_000])
    assert words(drawing) == ["met € 1.000", "zonder € 3.000"]


def test_a_chain_leads_from_activity_to_effect_to_value() -> None:
    links = [
        ("MDO", "minder opname", "fiscaal", "gemeten"),
        ("huis", "minder eenzaam dan voor de komst van het huis", "sociaal", "aangenomen"),
        ("MDO", "loon", "economisch", "geschat"),
    ]
    drawing = drawings.chain(links)
    assert [name for _, name in drawing.left_names] == ["MDO", "huis"]
    assert words(drawing)[:2] == ["minder opname", "minder eenzaam dan voor de ko…"]
    assert sorted(words(drawing)[3:]) == ["economisch", "fiscaal", "sociaal"]
    styles = [mark.style for mark in drawing.marks if isinstance(mark, Line) and mark.x0 == 0]
    assert styles == ["solid", "dotted", "dashed"]


def test_a_long_line_has_no_points_and_few_names_and_words_stand_apart() -> None:
    years = list(range(2026, 2056))
    drawing = drawings.two_lines(years, [100] * 30, [101] * 30)
    assert [name for _, name in drawing.under_names] == ["2026", "2031", "2036", "2041", "2046", "2051"]
    assert not any(isinstance(mark, drawings.Dot) for mark in drawing.marks)
    met, zonder = (mark.y for mark in drawing.marks if isinstance(mark, Label))
    assert zonder - met > 100


@pytest.mark.parametrize(
    "drawing",
    [
        drawings.who_gains(
            [("woningcorporatie", 26_014_100), ("gemeente", -32_584_600)], ("betaalt", "profiteert")
        ),
        drawings.two_lines(
            [2026, 2027, 2028], [3_806_000, 1_523_000, 555_000], [1_836_000, 6_281_000, 2_706_000]
        ),
        drawings.two_lines([2026], [100_000], [300_000]),
    ],
)
def test_words_of_the_first_page_are_readable_on_a_telephone(drawing: Drawing) -> None:
    """On 380 pixels, 32 of them margins, a letter is 9.5 pixels high or more and no word is cut off."""
    text = picture(drawing, "proef", "Titel", "Wat te zien is.")
    width = float(text.split('viewBox="0 0 ')[1].split()[0])
    assert 10 * 348 / width >= 9.5
    plot = width - margin_left(drawing)
    for mark in drawing.marks:
        if isinstance(mark, Label):
            begin = (mark.x - drawing.left) / (drawing.right - drawing.left) * drawing.plot_width
            assert begin + 6.2 * len(mark.text) <= plot
