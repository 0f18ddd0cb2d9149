"""Drawings of the budget of a wijk: nothing outside the frame, and words beside every amount."""

from __future__ import annotations

from maatschappelijk_rendement.plots.drawing import Bar, Dot, Drawing, Label
from maatschappelijk_rendement.plots.wijk_budget import amounts, fan, routes


def is_within(drawing: Drawing) -> bool:
    low, high = sorted((drawing.top, drawing.bottom))
    return all(
        drawing.left <= mark.start <= drawing.right and drawing.left <= mark.end <= drawing.right
        for mark in drawing.marks
        if isinstance(mark, Bar)
    ) and all(low <= mark.y <= high for mark in drawing.marks if isinstance(mark, Bar | Dot | Label))


def test_a_fan_has_two_bands_a_year_and_a_point_for_the_lump_sum() -> None:
    drawing = fan([(2018, 100, (100, 100, 100, 100, 100)), (2019, 102, (101, 102, 104, 106, 107))])
    bars = [mark for mark in drawing.marks if isinstance(mark, Bar)]
    dots = [mark for mark in drawing.marks if isinstance(mark, Dot)]
    assert [bar.thickness for bar in bars] == [0, 0, 6, 4]
    assert [(dot.x, dot.y) for dot in dots] == [(0, 100), (1, 102)]
    assert [words for _, words in drawing.under_names] == ["2018", "2019"]
    assert is_within(drawing)


def test_a_loss_is_hatched_and_has_its_words() -> None:
    drawing = amounts([("A", -500, "-5 euro"), ("B", 700, "7 euro")])
    bars = [mark for mark in drawing.marks if isinstance(mark, Bar)]
    assert [bar.hatched for bar in bars] == [True, False]
    assert [mark.text for mark in drawing.marks if isinstance(mark, Label)] == ["-5 euro", "7 euro"]
    assert is_within(drawing)


def test_routes_to_individual_help_are_grey() -> None:
    drawing = routes([("direct collectief", 280_000, "280"), ("individueel thuis", 20_000, "20")])
    first, second = (mark for mark in drawing.marks if isinstance(mark, Bar))
    assert first.colour != second.colour
    assert is_within(drawing)
