"""Judging mean scores, per group and wijk, the paired differences, and how many residents changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal

from maatschappelijk_rendement.disclosure.costs import coarsen, place_weight
from maatschappelijk_rendement.disclosure.counts import whole
from maatschappelijk_rendement.disclosure.draft import Draft, few_apart, uneven
from maatschappelijk_rendement.disclosure.judged import Judged, judge, judge_beside
from maatschappelijk_rendement.disclosure.layout import ABOVE, PAIRED, SPLIT, ExactTable, Row
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.system import TableKey, Unit
from maatschappelijk_rendement.disclosure.units import Place, place_of_score, unit_of
from maatschappelijk_rendement.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.instruments import load
from maatschappelijk_rendement.money import to_cents

# Of an instrument that nobody defined, so that an attacker is thought to know no more.
WIDEST_SCALE = (-100, 1000)
Scales = Mapping[str, tuple[int, int]]
# Instrument, part and moment; with the moment it is paired with.
Block = tuple[str, ...]
EVERYONE = "alle bewoners"


def scales_of(instruments: Iterable[Row] = ()) -> Scales:
    """Give the ends of each scale [1/100 point]: of the instruments in the header, and of those shipped.

    Example:
        >>> scales_of([{"instrument": "eigen", "laagste": Decimal(1), "hoogste": Decimal("3.5")}])["eigen"]
        (100, 350)
    """
    shipped = {name: (one.lowest, one.highest) for name, one in load().items()}
    given = {str(row["instrument"]): (row["laagste"], row["hoogste"]) for row in instruments}
    return {name: (_end(low), _end(high)) for name, (low, high) in {**shipped, **given}.items()}


def _end(value: object) -> int:
    if not isinstance(value, Decimal):
        raise MaatschappelijkRendementError("Het eind van een schaal hoort een getal te zijn.")
    return to_cents(value)


def judge_scores(table: ExactTable, step: Step, scales: Scales | None = None) -> Judged:
    """Judge the mean scores of each instrument and moment."""
    draft, ends = Draft(step), scales or scales_of()
    grids: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    places: set[Place] = set()
    for row, key in table.judged():
        place = place_of_score(key)
        stats = table.stats["gemiddelde"][table.key(row)]
        if place in places:
            # The repeat stands in two rows, paired with before and with after; its mean is the same.
            continue
        places.add(place)
        draft.add_score((place, "score"), place, stats, ends.get(key["instrument"], WIDEST_SCALE))
        draft.add_count((place, "n"), place, stats.n)
        draft.add_count((place, "residents"), place, stats.n_residents or stats.n, judged=False)
        draft.weights[place] = place_weight(place, stats.n)
        for figure in ("score", "n", "residents"):
            grids[figure, place[:3]][place[3:]] = (place, figure)
    for grid in grids.values():
        draft.add_table(grid, [True, True])
    return judge(draft, coarsen(places))


def judge_paired(table: ExactTable, main: Pattern, step: Step, scales: Scales | None = None) -> Judged:
    """Judge the paired differences.

    A difference needs both its means. Where nearly all residents of a moment are in the pairs, means and
    difference together would give the scores of the few who are not; so would those of two wijken.
    """
    draft, ends = Draft(step), scales or scales_of()
    leans_on: dict[Unit, list[Unit]] = {}
    residents = {
        place_of_score(key): table.stats["gemiddelde"][table.key(row)].n_residents or 0
        for row, key in table.judged()
    }
    grids: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    # Those outside the pairs of a block (its first part), at the moment of the second part.
    outside: dict[tuple[Block, Block], dict[TableKey, Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        if not row.get("gepaard_n"):
            continue
        place = place_of_score(key)
        partner = place_of_score({**key, "moment": key["gepaard_met"]})
        unit = unit_of(table, row, PAIRED)
        stats = table.stats["gepaard_verschil"][table.key(row)]
        low, high = ends.get(key["instrument"], WIDEST_SCALE)
        draft.add_score((unit, "score"), unit, stats, (low - high, high - low))
        pairs = stats.n_residents or stats.n
        draft.add_count((unit, "residents"), unit, pairs, judged=False)
        for side in (place, partner):
            others = residents.get(side, pairs) - pairs
            draft.judges.append((unit, few_apart(others)))
            draft.add_count((unit, side), unit, others, judged=False, most=0)
            outside[(*place[:3], key["gepaard_met"]), side[:3]][place[3:]] = (unit, side)
        draft.weights[unit] = place_weight(place, stats.n)
        for figure in ("score", "residents"):
            grids[figure, key["gepaard_met"], place[:3]][place[3:]] = (unit, figure)
        leans_on[unit] = [place, partner]
    for (_, moment), grid in outside.items():
        # Where nobody is in a pair, all residents are outside them.
        for place, count in residents.items():
            if place[:3] == moment and place[3:] not in grid:
                name = (EVERYONE, place)
                if name not in draft.numbers:
                    draft.add_count(name, place, count, judged=False, most=0)
                    leans_on[place] = [place]
                grid[place[3:]] = name
    draft.fixed |= leans_on.keys() & residents.keys() - main.hidden
    for names in (*grids.values(), *outside.values()):
        draft.add_table(names, [True, True])
    return judge_beside(draft, main, leans_on).without(residents.keys())


def judge_residents(table: ExactTable, main: Pattern, step: Step) -> Judged:
    """Judge how many residents are above a threshold, and how many rose, stayed equal and fell.

    Args:
        table: The exact table.
        main: What is hidden of the mean scores and of the paired differences.
        step: The minimum, and what lower ones hid.
    """
    draft = Draft(step)
    leans_on: dict[Unit, list[Unit]] = {}
    grids: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of_score(key)
        residents = table.stats["gemiddelde"][table.key(row)].n_residents or 0
        for figure, counts in _splits(row, residents).items():
            unit = unit_of(table, row, figure)
            if unit in leans_on:
                # The repeat stands in two rows; who is above the threshold is the same in both.
                continue
            for part, count in counts.items():
                draft.add_count((unit, part), unit, count, judged=False, most=sum(counts.values()))
                grids[part, unit[:-1], place[:3]][place[3:]] = (unit, part)
            draft.judges.append((unit, uneven(list(counts.values()))))
            draft.weights[unit] = place_weight(place, residents)
            leans_on[unit] = [place if figure == ABOVE else unit_of(table, row, PAIRED)]
            if main.hidden.isdisjoint(leans_on[unit]):
                # The number of residents is shown, so the other counts give the last one.
                draft.know_sum((unit, part) for part in counts)
    for grid in grids.values():
        draft.add_table(grid, [True, True])
    return judge_beside(draft, main, leans_on)


def _splits(row: Row, residents: int) -> dict[str, dict[str, int]]:
    """Give each split of residents in a row, in parts that add up to all of them."""
    found = {}
    if row.get("n_boven") is not None:
        above = whole(row["n_boven"])
        found[ABOVE] = {"boven": above, "niet boven": residents - above}
    if row.get("n_hoger") is not None:
        found[SPLIT] = {column: whole(row[column]) for column in ("n_hoger", "n_gelijk", "n_lager")}
    return found
