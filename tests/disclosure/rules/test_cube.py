"""Which cells a reader can reach by adding and subtracting margins."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.rules.cube import _cells

Label = tuple[str, str, str]


def cells(*labels: Label) -> set[frozenset[Label]]:
    return {frozenset(members) for members in _cells(dict.fromkeys(labels, 0))}


def test_all_wijken_but_one_are_a_cell_of_their_own() -> None:
    wijken = ("Noord", "Oost", "Zuid")
    found = cells(*(("bestaand", wijk, stream) for wijk in wijken for stream in ("Wmo", "Zvw")))
    cash = {("bestaand", wijk, "Zvw") for wijk in ("Oost", "Zuid")}
    assert frozenset(cash) in found
    assert frozenset(cash | {("bestaand", wijk, "Wmo") for wijk in ("Oost", "Zuid")}) in found


def test_what_is_left_of_four_wijken_beside_two_is_a_cell() -> None:
    labels = [("bestaand", wijk, "Wmo") for wijk in ("Noord", "Oost", "Zuid", "West")]
    assert frozenset({labels[0], labels[2]}) in cells(*labels)
    # Any of them but none: one, two, three and four together.
    assert len(cells(*labels)) == 15


def test_of_many_wijken_all_but_one_are_looked_at() -> None:
    labels = [("bestaand", f"wijk {number}", "Wmo") for number in range(8)]
    found = cells(*labels)
    assert frozenset(labels[1:]) in found
    assert len(found) == 8 + 8 + 1


def test_of_two_wijken_the_other_one_is_a_cell_already() -> None:
    one, other = ("bestaand", "Noord", "Wmo"), ("bestaand", "Zuid", "Wmo")
    assert cells(one, other) == {frozenset({one, other}), frozenset({one}), frozenset({other})}
