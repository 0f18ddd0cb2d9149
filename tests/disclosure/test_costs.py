from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.costs import coarsen, merged_in, place_weight
from maatschappelijk_rendement.disclosure.units import Place

TOTAL = "totaal"


def block(wijken: int, streams: int) -> set[Place]:
    rows = [*(f"wijk {n}" for n in range(wijken)), TOTAL]
    columns = [*(f"stroom {n}" for n in range(streams)), TOTAL]
    return {("kosten", "bestaand", "na", row, column) for row in rows for column in columns}


def inner(places: set[Place]) -> set[Place]:
    return {place for place in places if TOTAL not in place}


def test_half_hidden_is_published_and_more_than_half_is_merged() -> None:
    """3 x 1 with margins is 8 places; of a single stream the margin says the same as the stream."""
    places = block(3, 1)
    ordered = sorted(inner(places)) + sorted(p for p in places if p[3] != TOTAL and p[4] == TOTAL)
    assert merged_in(places, frozenset(ordered[:4])) == set()
    assert merged_in(places, frozenset(ordered[:5])) == {p for p in places if p[3] != TOTAL}


def test_first_the_inner_cells_are_merged_then_the_wijken_then_the_streams() -> None:
    places = block(4, 4)
    small = inner(places)
    assert merged_in(places, frozenset(small)) == small
    wijken = {p for p in places if p[3] != TOTAL}
    one_stream = {("kosten", "bestaand", "na", TOTAL, "stroom 0")}
    # Of nine margins four wijken are hidden, or these and one stream: 44 % and 56 %.
    assert merged_in(places, frozenset(wijken)) == small
    assert merged_in(places, frozenset(wijken | one_stream)) == wijken
    everything = places - {("kosten", "bestaand", "na", TOTAL, TOTAL)}
    assert merged_in(places, frozenset(everything)) == everything


def test_the_grand_total_is_never_merged_away() -> None:
    places = block(2, 2)
    assert ("kosten", "bestaand", "na", TOTAL, TOTAL) not in merged_in(places, frozenset(places))


def test_each_block_is_merged_by_itself() -> None:
    new = {(p[0], "nieuw", *p[2:]) for p in block(3, 2)}
    merged = coarsen([*block(3, 2), *new])(frozenset(new))
    assert {p[1] for p in merged if isinstance(p, tuple)} == {"nieuw"}


@pytest.mark.parametrize(
    ("cheap", "dear"),
    [
        (("N", "Wmo", 10), ("N", "Wmo", 11)),
        (("N", "Wmo", 10**6), ("N", TOTAL, 1)),
        (("N", TOTAL, 10**6), (TOTAL, "Wmo", 1)),
        ((TOTAL, "Wmo", 10**6), (TOTAL, TOTAL, 1)),
    ],
)
def test_a_total_is_dearer_to_hide_than_a_part_and_a_large_cell_than_a_small_one(
    cheap: tuple[str, str, int], dear: tuple[str, str, int]
) -> None:
    low, high = (place_weight(("kosten", "bestaand", "na", w, s), n) for w, s, n in (cheap, dear))
    assert low < high
