"""Wijken taken together, against a reader who tries every caseload that would give the same report."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement

import pytest

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.protect.other_wijken import taken_together

Sizes = tuple[int, ...]


def apart_and_together(sizes: Sizes) -> tuple[Sizes, Sizes]:
    """Give the sizes that stand apart, and those that go together."""
    named = {f"wijk {number}": size for number, size in enumerate(sizes)}
    together = taken_together(named, Rules())
    rest = tuple(sorted(named[wijk] for wijk in named if wijk not in together))
    return rest, tuple(sorted(named[wijk] for wijk in together))


@pytest.mark.parametrize(
    ("sizes", "together"),
    [
        ((20, 25, 9, 9, 9), (9, 9, 9)),  # or 18 to 20 with two that are 9 to 7 together
        ((10, 25, 9, 9, 9), ()),  # no larger one fits in 27: nine each
        ((20, 6, 7), (6, 7)),  # 13: or 10 to 12 with 3 to 1
        ((20, 5, 5), ()),  # 10: no larger one fits
        ((20, 9, 9), (9, 9)),  # 18: or 10 to 17 with 8 to 1
        ((20, 25, 9), (9, 20)),  # 29: 20 to 25 with 9 to 4
        ((20, 20, 9), ()),  # 29, and none above 20: 20 and 9
        ((10, 10, 9), ()),
        ((4, 3, 30, 31), (3, 4, 30)),  # 37: 28 to 31 with two that are 9 to 6 together
        ((9, 9, 9), ()),  # nothing would stand apart
        ((20, 9), ()),
        ((20, 25), ()),
    ],
)
def test_by_hand(sizes: Sizes, together: Sizes) -> None:
    assert apart_and_together(sizes)[1] == together


def test_of_no_wijk_that_is_taken_together_a_reader_can_tell_how_many_cases_it_has() -> None:
    """He knows how they are chosen, sees the total and what stands apart, and tries every caseload."""
    same: dict[tuple[Sizes, int, int], list[Sizes]] = defaultdict(list)
    for number in (2, 3, 4):
        for sizes in combinations_with_replacement(range(1, 32), number):
            rest, together = apart_and_together(sizes)
            if together:
                same[rest, len(together), sum(together)].append(together)
    assert len(same) > 1000
    for (rest, _, _), found in same.items():
        # A wijk can have any of these: names do not come in the order of size.
        every = {size for sizes in found for size in sizes}
        small = {size for size in every if size < 10}
        assert max(every) - min(every) >= 10, (rest, found)
        assert max(small) - min(small) >= 5, (rest, found)
        assert len(found) >= 4, (rest, found)
