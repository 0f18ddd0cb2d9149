"""Drawings of a wijk: verdicts apart without colour, words that fit, a tree without cut names."""

from __future__ import annotations

from maatschappelijk_rendement.plots.drawing import BLUE, GREY, Bar, Label
from maatschappelijk_rendement.plots.wijk import Branch, Pair, Part, counts, pairs, tree, verdicts


def test_partial_is_lighter_and_hatched() -> None:
    rows = [("1. A", "opgetreden", "opgetreden"), ("2. B", "deels_opgetreden", "deels opgetreden")]
    whole, part = (mark for mark in verdicts(rows).marks if isinstance(mark, Bar))
    assert (whole.colour, whole.hatched) == (BLUE, False)
    assert part.colour != BLUE
    assert part.hatched


def test_words_beside_a_bar_of_parts_fit() -> None:
    kinds = [("beter", 1), ("slechter", 1), ("ruis", 1), ("niet te zeggen", 4), ("niet gemeten", 2)]
    drawing = counts([("goed leven", [Part(count, word, GREY) for word, count in kinds])])
    (label,) = [mark for mark in drawing.marks if isinstance(mark, Label)]
    assert label.text == "1 beter, 1 slechter, 7 overig"


def test_each_of_two_numbers_has_its_own_name() -> None:
    rows = [Pair("Welzijn", "toegezegd", 900_000, GREY), Pair("Welzijn", "geleverd", None, BLUE)]
    drawing = pairs(rows, "uur")
    assert [name for _, name in drawing.left_names] == ["Welzijn, toegezegd", "Welzijn, geleverd"]
    assert [mark.text for mark in drawing.marks if isinstance(mark, Label)] == ["900 uur", "onbekend"]


def test_a_long_name_in_a_tree_is_wrapped_and_not_cut() -> None:
    name = "Unieke bezoekers van Ons Huis van de Wijk per week, over het hele jaar"
    drawing = tree([Branch(0, "Goed leven"), Branch(1, name, "een telling")])
    words = " ".join(mark.text for mark in drawing.marks if isinstance(mark, Label))
    assert words == f"Goed leven {name} gezien aan: een telling"
