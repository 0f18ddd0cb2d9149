"""Judging the amounts: levels and differences per wijk and stream, and the tables with the same totals.

Levels before and after and their difference share one pattern per (wijk, stream), for two of them give the
third. The repeat has a pattern of its own, tied to the first where both are about the same cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from maatschappelijk_rendement.disclosure.cells import CellStats
from maatschappelijk_rendement.disclosure.draft import Draft, Judge
from maatschappelijk_rendement.disclosure.judged import Judged, judge, judge_beside
from maatschappelijk_rendement.disclosure.layout import MAIN, ExactTable
from maatschappelijk_rendement.disclosure.primary import judge_money
from maatschappelijk_rendement.disclosure.rules import REFUSED_SHARE_PERCENT, Rule
from maatschappelijk_rendement.disclosure.secondary import Step
from maatschappelijk_rendement.disclosure.system import TOTAL, TableKey, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, Place, place_of, unit_of

# What it costs to hide a place: a report without its totals is no report.
WEIGHT_CELL, WEIGHT_WIJK, WEIGHT_STREAM, WEIGHT_TOTAL = 1.0, 20.0, 40.0, 1000.0
WEIGHT_PARTY, WEIGHT_KIND, WEIGHT_SOCIETAL, WEIGHT_MDO = 8.0, 10.0, 30.0, 300.0
# Below this number of cases the size of a cell still matters for what it costs to hide it.
WEIGHT_HALFWAY = 1000

MDO = ("mdo",)
MDO_STREAM = "MDO"
# Party and stream.
PaidBy = tuple[str, str]
TRANSFER = "inkomensoverdracht"
REPEAT = "herhaling"
VERSCHIL = ("som_eur", "verschil")
# The contract knows ten streams and MDO; of more than these the sums are not tried.
MOST_GUESSED = 14


def judge_costs(tables: Sequence[ExactTable], places: Iterable[Place], step: Step) -> list[Judged]:
    """Judge every amount: first all but those of parties, then these beside them.

    What a party pays is beside the main figures: for the three cases of one party no total is hidden, but
    what the other parties pay, and where that is not enough the whole table of parties.

    Args:
        tables: The exact tables.
        places: The places of the cost tables.
        step: The minimum, and what lower ones hid.

    Returns:
        The verdict on the main figures, then that on the parties.
    """
    draft = draft_costs(tables, step)
    main = judge(draft, coarsen(places))
    units = set(draft.build().units)
    named = {table.name: table for table in tables}
    if "partijen" in named:
        _add_parties(draft, named["partijen"], named.get("mdo"))
    draft.fixed |= units - main.pattern.hidden
    beside = judge_beside(draft, main.pattern, {unit: [unit] for unit in units})
    return [main, beside.without(units)]


def draft_costs(tables: Sequence[ExactTable], step: Step) -> Draft:
    """Write down every amount but those of parties, and every sum that ties them."""
    draft = Draft(step)
    add: Mapping[str, Callable[[Draft, ExactTable], None]] = {
        **dict.fromkeys(COST_TABLES, _add_places),
        "maatschappelijk": _add_societal,
        "geldsoort": _add_kinds,
        "mdo": _add_mdo,
    }
    named = {table.name: table for table in tables}
    for name, add_table in add.items():
        if name in named:
            add_table(draft, named[name])
    _tie_repeats(draft, named)
    return draft


def place_weight(place: Place, cases: int) -> float:
    """What it costs to hide a place; of two alike the one with fewer cases goes first.

    Example:
        >>> place_weight(("kosten", "bestaand", "na", "Noord", "totaal"), 1000)
        20.5
    """
    base = {
        (False, False): WEIGHT_CELL,
        (False, True): WEIGHT_WIJK,
        (True, False): WEIGHT_STREAM,
        (True, True): WEIGHT_TOTAL,
    }[place[3] == TOTAL, place[4] == TOTAL]
    return base + cases / (cases + WEIGHT_HALFWAY)


def _add_places(draft: Draft, table: ExactTable) -> None:
    grids: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    counts: dict[Hashable, dict[TableKey, Hashable]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of(table.name, key)
        block = (table.name, key["groep"], key["moment"])
        for column in ("som_eur", "voor_eur"):
            stats = table.stats.get(column, {}).get(table.key(row))
            if stats is not None:
                name = (column, *block, *place[3:])
                draft.add_amount(name, place, stats, signed=column == "som_eur" and table.name != "stromen")
                grids[column, block][place[3:]] = name
        cases = table.stats["som_eur"][table.key(row)].n
        name = ("n", *block, *place[3:])
        draft.add_count(name, place, cases, judged=False)
        counts[block, place[4]][place[3],] = name
        draft.weights[place] = place_weight(place, cases)
    for grid in grids.values():
        draft.add_table(grid, [True, False])
    for line in counts.values():
        draft.add_table(line, [True])


def _tie_repeats(draft: Draft, named: Mapping[str, ExactTable]) -> None:
    """Set the level before of the cases in a repeat beside that of all cases.

    The level before of the cases in a repeat follows from the repeat. What is left of the level before is
    about the cases without one, so that must be fit to show wherever the repeat is, and add up like the rest.
    """
    if "stromen" not in named or "verschil" not in named:
        return
    levels, repeats = named["stromen"], named["verschil"]
    later = {
        (key["groep"], key["wijk"], key["stroom"]): (place_of("verschil", key), repeats.key(row))
        for row, key in repeats.judged()
        if key["moment"] == REPEAT
    }
    grids: dict[str, dict[TableKey, Hashable]] = defaultdict(dict)
    for _, key in levels.judged():
        if key["moment"] != "voor":
            continue
        where = (key["groep"], key["wijk"], key["stroom"])
        before = ("som_eur", "stromen", key["groep"], "voor", *where[1:])
        name: Hashable = before
        if where in later:
            place, row_key = later[where]
            name = ("rest", place)
            rest = repeats.stats["rest_eur"][row_key]
            draft.add_amount(name, place, rest, signed=False)
            draft.judges[-1] = (place, _without_repeat(rest))
            draft.add_sum(before, [name, ("voor_eur", "verschil", place[1], REPEAT, *place[3:])])
        grids[key["groep"]][where[1:]] = name
    for group, grid in grids.items():
        if any(where[0] == group for where in later):
            draft.add_table(grid, [True, False])


def _without_repeat(rest: CellStats) -> Judge:
    return lambda rules: Rule.DIFFERENCE if judge_money(rest, rules) else None


def _total(group: str) -> Hashable:
    return _stream_total(group, TOTAL)


def _stream_total(group: str, stream: str) -> Hashable:
    return (*VERSCHIL, group, "na", TOTAL, stream)


def _add_societal(draft: Draft, table: ExactTable) -> None:
    for row, key in table.judged():
        names = [unit_of(table, row, column) for column in table.layout.stats]
        for column, name in zip(table.layout.stats, names, strict=True):
            draft.add_amount(name, name, table.stats[column][table.key(row)], signed=True)
            draft.weights[name] = WEIGHT_SOCIETAL
        draft.tie(names, [_total(key["groep"])])


def _add_kinds(draft: Draft, table: ExactTable) -> None:
    names: dict[str, list[Hashable]] = defaultdict(list)
    for row, key in table.judged():
        name = unit_of(table, row, MAIN)
        draft.add_amount(name, name, table.stats["som_eur"][table.key(row)], signed=True)
        draft.weights[name] = WEIGHT_KIND
        names[key["groep"]].append(name)
    streams = sorted({name[-1] for name in draft.numbers if isinstance(name, tuple) and name[:2] == VERSCHIL})
    for group, parts in names.items():
        transfer: Hashable = ("geldsoort", group, TRANSFER)
        draft.tie([transfer], [("maatschappelijk", "waarvan_inkomensoverdracht_eur", group)])
        # The MDO's own cost, where it counts as cost after, is of no kind.
        own = [name for name in [_stream_total(group, MDO_STREAM)] if name in draft.numbers]
        stays = [part for part in parts if part != transfer]
        draft.tie([*stays, *own], [("maatschappelijk", "som_eur", group)])
        draft.tie([*parts, *own], [_total(group)])
        _tie_guesses(draft, parts, [_stream_total(group, s) for s in streams if s != TOTAL])


def _tie_guesses(draft: Draft, kinds: Sequence[Hashable], streams: Sequence[Hashable]) -> None:
    """Tie kinds of money to streams with the same sum: the whole Participatiewet may be income transfer."""
    there = [name for name in streams if name in draft.numbers and draft.value(name)]
    by_sum: dict[int, list[tuple[Hashable, ...]]] = defaultdict(list)
    for size in range(1, len(there) + 1):
        for chosen in combinations(there[:MOST_GUESSED], size):
            by_sum[sum(map(draft.value, chosen))].append(chosen)
    for size in range(1, len(kinds)):
        for some in combinations(kinds, size):
            for chosen in by_sum.get(sum(map(draft.value, some)), ()):
                draft.tie(some, chosen)


def _add_parties(draft: Draft, table: ExactTable, mdo: ExactTable | None) -> None:
    """Tie what a party invests and gains to the streams it pays and to the hours of the MDO.

    A fall in a stream is gain, a rise is investment, each by itself; so the amount of a party in one stream
    stands in no table, and may follow all the same. The hours of all parties are those of the existing
    cases: beside the cost of all MDOs they give those of the new ones.
    """
    for row, _ in table.judged():
        for column in table.layout.stats:
            name = unit_of(table, row, column)
            draft.add_amount(name, name, table.stats[column][table.key(row)], signed=False)
            draft.weights[name] = WEIGHT_PARTY
    falls: list[PaidBy] = []
    rises: list[PaidBy] = []
    for (party, stream), stats in sorted(table.parts.items()):
        is_rise = stats.sum_cents > 0 or stream == MDO_STREAM
        (rises if is_rise else falls).append((party, stream))
        size = stats if is_rise else replace(stats, sum_cents=-stats.sum_cents)
        # Whether it rose or fell is not said; that hours cost something is.
        draft.add_unseen((party, stream), size, signed=stream != MDO_STREAM)
    for _, key in table.judged():
        party = key["partij"]
        draft.add_sum(("partijen", "investeert_eur", party), [part for part in rises if part[0] == party])
        draft.add_sum(("partijen", "profiteert_eur", party), [part for part in falls if part[0] == party])
    for stream in sorted({stream for _, stream in (*falls, *rises)}):
        less, more = ([part for part in parts if part[1] == stream] for parts in (falls, rises))
        draft.tie([_stream_total("bestaand", stream), *less], more)
    if mdo is not None and MDO in draft.numbers:
        for group, stats in sorted(mdo.parts.items()):
            draft.add_unseen((*MDO, *group), stats, signed=False)
        draft.add_sum(MDO, [(*MDO, *group) for group in mdo.parts])
        draft.tie([(*MDO, "bestaand")], [part for part in rises if part[1] == MDO_STREAM])
    draft.tie(
        [("partijen", "ontvangt_eur", key["partij"]) for _, key in table.judged()],
        [("maatschappelijk", "waarvan_inkomensoverdracht_eur", "bestaand")],
    )


def _add_mdo(draft: Draft, table: ExactTable) -> None:
    for row, _ in table.judged():
        draft.add_amount(MDO, MDO, table.stats["totaal_eur"][table.key(row)], signed=False)
        draft.weights[MDO] = WEIGHT_MDO
        streams = [_stream_total(group, MDO_STREAM) for group in ("bestaand", "nieuw")]
        draft.tie([stream for stream in streams if stream in draft.numbers], [MDO])


def coarsen(places: Iterable[Place]) -> Callable[[frozenset[Unit]], frozenset[Unit]]:
    """Say which places to merge away: per block of which more than half the cells are hidden."""
    blocks: dict[Hashable, set[Place]] = defaultdict(set)
    for place in places:
        blocks[place[:3]].add(place)

    def merged(hidden: frozenset[Unit]) -> frozenset[Unit]:
        return frozenset(place for block in blocks.values() for place in merged_in(block, hidden))

    return merged


def merged_in(block: set[Place], hidden: frozenset[Unit]) -> set[Place]:
    """Give the places of one block to merge away: none when at most half is hidden.

    First the inner cells go, so that only the margins stay; then the margin of the first dimension, then that
    of the second. A dimension with one category says the same as its margin and goes or stays with it.

    Example:
        >>> block = {("kosten", "bestaand", "na", wijk, "totaal") for wijk in ("A", "B", "totaal")}
        >>> sorted(place[3] for place in merged_in(block, frozenset(p for p in block if p[3] != "totaal")))
        ['A', 'B']
    """
    wijken, streams = ({place[axis] for place in block} - {TOTAL} for axis in (3, 4))

    def is_part(place: Place, axis: int) -> bool:
        return place[axis] != TOTAL and len(wijken if axis == 3 else streams) > 1

    left = set(block)
    for axes in ((3, 4), (3,), (4,)):
        if len(left & hidden) * 100 <= len(left) * REFUSED_SHARE_PERCENT:
            break
        left -= {place for place in left if all(is_part(place, axis) for axis in axes)}
    return block - left
