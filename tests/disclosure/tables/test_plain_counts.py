"""Plain tables of people: what is hidden stays hidden for an attacker who adds, subtracts and bounds."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from maatschappelijk_rendement.disclosure.tables.plain_counts import PeopleInCell, PlainCount, shown_counts

MINIMUM, WIDTH = 10, 10


def one_way(parts: list[int]) -> frozenset[str]:
    starts = np.cumsum([0, *parts]).tolist()
    cells = [PeopleInCell(start, n) for start, n in zip(starts, parts, strict=False)]
    counts = [PlainCount(str(place), (place,), "n") for place in range(len(parts))]
    return shown_counts(cells, [PlainCount("n", tuple(range(len(parts)))), *counts])


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([16, 12], {"n", "0", "1"}),
        ([16, 9], {"n"}),  # the other follows
        ([20, 14, 3], {"n", "0"}),  # 3 and 14 stay together
        ([40, 6, 5], {"n", "0"}),  # together 11
        ([40, 30, 2, 3], {"n", "0"}),  # together 5, so one more goes
        ([95, 5], {"n"}),
        ([190, 10], {"n"}),  # nearly all
        ([12, 0, 13], {"n", "0", "1", "2"}),  # none is shown
        ([5, 3], set()),
        ([0, 0], {"n", "0", "1"}),
    ],
)
def test_small_answers_and_what_is_left_of_the_total_are_hidden(parts: list[int], expected: set[str]) -> None:
    assert one_way(parts) == expected


def escapes(cells: list[int], counts: list[PlainCount], shown: frozenset[str]) -> list[str]:
    """Bound every hidden number and every small cell by all that is shown; the attacker knows no more."""
    rows = np.array([[float(place in count.cells) for place in range(len(cells))] for count in counts])
    truth = rows @ np.array(cells, dtype=float)
    is_shown = np.array([count.name in shown for count in counts])
    goals = [(count.name, rows[number], truth[number]) for number, count in enumerate(counts)]
    goals += [(f"cel {place}", np.eye(len(cells))[place], cells[place]) for place in range(len(cells))]
    found = []
    for name, goal, value in goals:
        if not 0 < value < MINIMUM:
            continue
        ends = []
        for sign in (1, -1):
            done = linprog(
                sign * goal,
                A_eq=rows[is_shown] if is_shown.any() else None,
                b_eq=truth[is_shown] if is_shown.any() else None,
                bounds=(0, None),
            )
            ends.append(np.inf if done.status == 3 else sign * done.fun)
        if ends[1] - ends[0] < WIDTH - 1e-6:
            found.append(name)
    return found


def test_an_attacker_finds_nothing_in_random_tables_of_answers() -> None:
    dice = random.Random(17)
    for _ in range(150):
        parts = [dice.choice([0, 1, 2, 5, 9, 10, 11, 25, 60]) for _ in range(dice.randint(2, 6))]
        counts = [PlainCount("n", tuple(range(len(parts))))]
        counts += [PlainCount(str(place), (place,), "n") for place in range(len(parts))]
        shown = one_way(parts)
        assert escapes(parts, counts, shown) == [], parts
        hidden = [parts[int(count.name)] for count in counts[1:] if count.name not in shown]
        if "n" in shown:
            # What is left of the total is a number too: of nobody, or of enough.
            assert sum(hidden) == 0 or sum(hidden) >= MINIMUM, parts


def test_an_attacker_finds_nothing_in_random_tables_with_two_margins() -> None:
    dice = random.Random(18)
    for _ in range(40):
        height, width = dice.randint(2, 4), dice.randint(2, 4)
        values = [dice.choice([0, 1, 3, 8, 12, 30]) for _ in range(height * width)]
        starts = np.cumsum([0, *values]).tolist()
        cells = [PeopleInCell(start, n) for start, n in zip(starts, values, strict=False)]
        grid = np.arange(height * width).reshape(height, width)
        counts = [PlainCount("n", tuple(grid.flatten().tolist()))]
        counts += [PlainCount(f"rij {y}", tuple(grid[y].tolist()), "n") for y in range(height)]
        counts += [PlainCount(f"kolom {x}", tuple(grid[:, x].tolist()), "n") for x in range(width)]
        shown = shown_counts(cells, counts)
        assert escapes(values, counts, shown) == [], values


def test_a_number_of_times_is_no_number_of_people() -> None:
    # Four people came three times: twelve times, and four people.
    cells = [PeopleInCell(0, 4) for _ in range(3)]
    assert shown_counts(cells, [PlainCount("keer", (0, 1, 2))]) == frozenset()


def test_the_same_total_at_two_questions_is_one_number() -> None:
    # The second question hides its total's parts; the first shows the total.
    cells = [PeopleInCell(0, 15), PeopleInCell(15, 15), PeopleInCell(0, 27), PeopleInCell(27, 3)]
    counts = [
        PlainCount("n1", (0, 1)),
        PlainCount("n2", (2, 3)),
        *(
            PlainCount(name, (place,), whole)
            for place, (name, whole) in enumerate([("a", "n1"), ("b", "n1"), ("c", "n2"), ("d", "n2")])
        ),
    ]
    shown = shown_counts(cells, counts, equal=[("n1", "n2")])
    assert {"n1", "a", "b"} <= shown
    assert not {"c", "d"} & shown
