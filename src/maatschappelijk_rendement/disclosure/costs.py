"""Judging the amounts: levels and differences per wijk and stream, and the tables with the same totals.

Levels before and after and their difference share one pattern per (wijk, stream), for two of them give the
third. The repeat has a pattern of its own, tied to the first where both are about the same cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from maatschappelijk_rendement.disclosure.draft import Draft, few_apart
from maatschappelijk_rendement.disclosure.judged import Judged, judge, judge_beside
from maatschappelijk_rendement.disclosure.layout import MAIN, ExactTable
from maatschappelijk_rendement.disclosure.rules import REFUSED_SHARE_PERCENT
from maatschappelijk_rendement.disclosure.secondary import Step
from maatschappelijk_rendement.disclosure.system import TOTAL, TableKey, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, Place, place_of, unit_of

# What it costs to hide a place: a report without its totals is no report.
WEIGHT_CELL, WEIGHT_WIJK, WEIGHT_STREAM, WEIGHT_TOTAL = 1.0, 20.0, 40.0, 1000.0
WEIGHT_PARTY, WEIGHT_KIND, WEIGHT_SOCIETAL, WEIGHT_MDO = 8.0, 10.0, 30.0, 300.0
# Below this number of cases the size of a cell still matters for what it costs to hide it.
WEIGHT_HALFWAY = 1000

MDO: Hashable = ("mdo",)
MDO_STREAM = "MDO"
TRANSFER = "inkomensoverdracht"
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
    for table in tables:
        if table.name == "partijen":
            _add_parties(draft, table)
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
    _tie_same_cases(draft, named)
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


def _tie_same_cases(draft: Draft, named: Mapping[str, ExactTable]) -> None:
    """Compare linked figures with the level before them: nearly the same cases must not be told apart.

    The level before of the cases in a repeat follows from the repeat; over the same cases it is the level
    before itself, so that one cannot be hidden without the other.
    """
    if "stromen" not in named:
        return
    before = {
        place_of("stromen", key): _cases(named["stromen"], row)
        for row, key in named["stromen"].judged()
        if key["moment"] == "voor"
    }
    for name in ("stromen", "verschil"):
        for row, key in named[name].judged() if name in named else ():
            place = place_of(name, key)
            cases = before.get((*place[:2], "na", *place[3:]))
            if cases is not None:
                apart = abs(cases - _cases(named[name], row))
                draft.judges.append((place, few_apart(apart)))
                if not apart:
                    level = ("som_eur", "stromen", place[1], "voor", *place[3:])
                    draft.tie([level], [("voor_eur", name, place[1], key["moment"], *place[3:])])


def _cases(table: ExactTable, row: Mapping[str, object]) -> int:
    return table.stats["som_eur"][table.key(row)].n


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
        draft.tie([part for part in parts if part != transfer], [("maatschappelijk", "som_eur", group)])
        draft.tie(parts, [_total(group)])
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


def _add_parties(draft: Draft, table: ExactTable) -> None:
    """Tie the net amount of parties to the streams they pay.

    Parties that pay for the same stream form a cluster. Over a cluster the parties' net amount is the
    difference of its streams, unless it holds MDO cost; over all parties it is the whole difference with the
    MDO cost.
    """
    for row, _ in table.judged():
        for column in table.layout.stats:
            name = unit_of(table, row, column)
            draft.add_amount(name, name, table.stats[column][table.key(row)], signed=False)
            draft.weights[name] = WEIGHT_PARTY
    parties = sorted(key["partij"] for _, key in table.judged())

    def tie_net(cluster: Sequence[str], others: Sequence[Hashable]) -> None:
        gains: list[Hashable] = [("partijen", "profiteert_eur", party) for party in cluster]
        draft.tie([("partijen", "investeert_eur", party) for party in cluster], gains + list(others))

    for cluster, streams in clusters({party: table.streams_of.get(party, ()) for party in parties}):
        tie_net(cluster, [_stream_total("bestaand", stream) for stream in streams])
    tie_net(parties, [_total("bestaand")])
    tie_net(parties, [_total("bestaand"), MDO])
    draft.tie(
        [("partijen", "ontvangt_eur", party) for party in parties],
        [("maatschappelijk", "waarvan_inkomensoverdracht_eur", "bestaand")],
    )


def clusters(streams_of: Mapping[str, Iterable[str]]) -> list[tuple[list[str], list[str]]]:
    """Group parties that pay for the same streams.

    Example:
        >>> clusters({"gemeente": ["Wmo"], "bewoner": ["Wmo", "Zvw"], "zorgkantoor": ["Wlz"]})
        [(['bewoner', 'gemeente'], ['Wmo', 'Zvw']), (['zorgkantoor'], ['Wlz'])]
    """
    found: list[tuple[set[str], set[str]]] = []
    for party, streams in sorted(streams_of.items()):
        parties, together = {party}, set(streams)
        for other in [cluster for cluster in found if cluster[1] & together]:
            found.remove(other)
            parties |= other[0]
            together |= other[1]
        found.append((parties, together))
    return [(sorted(parties), sorted(streams)) for parties, streams in found]


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
