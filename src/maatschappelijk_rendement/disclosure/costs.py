"""Judging the amounts: levels and differences per wijk and stream, and every table that adds up to the same
totals.

Levels before and after and their difference share one pattern per (wijk, stream), for two of them give the
third. The repeat has a pattern of its own, tied to the first where both are about the same cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.layout import MAIN, ExactTable
from maatschappelijk_rendement.disclosure.rules import REFUSED_SHARE_PERCENT, Rule, Rules
from maatschappelijk_rendement.disclosure.system import TOTAL, Unit
from maatschappelijk_rendement.disclosure.units import COST_TABLES, Place, place_of, unit_of

# What it costs to hide a place: a report without its totals is no report.
WEIGHT_CELL, WEIGHT_WIJK, WEIGHT_STREAM, WEIGHT_TOTAL = 1.0, 20.0, 40.0, 1000.0
WEIGHT_PARTY, WEIGHT_KIND, WEIGHT_SOCIETAL, WEIGHT_MDO = 8.0, 10.0, 30.0, 300.0


def draft_costs(tables: Sequence[ExactTable], rules: Rules) -> Draft:
    """Write down every amount and every sum that ties them."""
    draft = Draft(rules)
    named = {table.name: table for table in tables}
    for name in COST_TABLES:
        if name in named:
            _add_places(draft, named[name])
    _tie_repeat(draft)
    if "maatschappelijk" in named:
        _add_societal(draft, named["maatschappelijk"])
    if "geldsoort" in named:
        _add_kinds(draft, named["geldsoort"])
    if "partijen" in named:
        _add_parties(draft, named["partijen"])
    if "mdo" in named:
        _add_mdo(draft, named["mdo"])
    return draft


def _add_places(draft: Draft, table: ExactTable) -> None:
    columns = {"som_eur": table.name != "stromen"}
    if table.name == "verschil":
        columns["voor_eur"] = False
    grids: dict[tuple[str, str, str], dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
    counts: dict[tuple[str, str, str], dict[tuple[str, ...], tuple[str, ...]]] = defaultdict(dict)
    for row, key in table.judged():
        unit = place_of(table.name, key)
        group, moment, wijk, stream = key["groep"], key["moment"], key["wijk"], key["stroom"]
        for column, signed in columns.items():
            stats = table.stats.get(column, {}).get(table.key(row))
            if stats is not None:
                name = (table.name, column, group, moment, wijk, stream)
                draft.add_amount(name, unit, stats, signed=signed)
                grids[column, group, moment][wijk, stream] = name
        count = table.stats["som_eur"][table.key(row)].n
        name = (table.name, "n", group, moment, wijk, stream)
        draft.add_count(name, unit, count, judged=False)
        counts[group, moment, stream][wijk,] = name
        draft.weights[unit] = _weight(wijk, stream) + count / (count + 1000)
    for grid in grids.values():
        draft.add_table(grid, [True, False])
    for line in counts.values():
        draft.add_table(line, [True])


def _weight(wijk: str, stream: str) -> float:
    if wijk == TOTAL:
        return WEIGHT_TOTAL if stream == TOTAL else WEIGHT_STREAM
    return WEIGHT_WIJK if stream == TOTAL else WEIGHT_CELL


def _tie_repeat(draft: Draft) -> None:
    """Compare the cases of linked figures: the same cases share their level before; nearly the same are refused."""
    before = [name for name in draft.numbers if name[:2] == ("stromen", "som_eur") and name[3] == "voor"]
    for name in before:
        _, _, group, _, wijk, stream = name
        level = draft.cells[draft.numbers[name]].stats
        for table, column, moment in (
            ("stromen", "som_eur", "na"),
            ("verschil", "som_eur", "na"),
            ("stromen", "som_eur", "herhaling"),
            ("verschil", "voor_eur", "herhaling"),
        ):
            other_name = (table, column, group, moment, wijk, stream)
            if other_name not in draft.numbers:
                continue
            other = draft.cells[draft.numbers[other_name]]
            apart = abs(level.n - other.stats.n)
            draft.judges.append((other.unit, _nearly_the_same(apart)))
            if column == "voor_eur" and not apart:
                draft.tie([name], [other_name])


def _nearly_the_same(apart: int) -> Callable[[Rules], Rule | None]:
    return lambda rules: Rule.DIFFERENCE if 0 < apart < rules.minimum else None


def _total(group: str) -> tuple[str, ...]:
    return ("verschil", "som_eur", group, "na", TOTAL, TOTAL)


def _add_societal(draft: Draft, table: ExactTable) -> None:
    for row, key in table.judged():
        names = []
        for column in table.layout.stats:
            name = unit_of(table, row, column)
            draft.add_amount(name, name, table.stats[column][table.key(row)], signed=True)
            draft.weights[name] = WEIGHT_SOCIETAL
            names.append(name)
        draft.tie(names, [_total(key["groep"])])


def _add_kinds(draft: Draft, table: ExactTable) -> None:
    names = defaultdict(list)
    for row, key in table.judged():
        name = unit_of(table, row, MAIN)
        draft.add_amount(name, name, table.stats["som_eur"][table.key(row)], signed=True)
        draft.weights[name] = WEIGHT_KIND
        names[key["groep"]].append(name)
    for group, parts in names.items():
        draft.tie(parts, [_total(group)])
        transfers = ("geldsoort", group, "inkomensoverdracht")
        draft.tie([transfers], [("maatschappelijk", "waarvan_inkomensoverdracht_eur", group)])
        draft.tie([p for p in parts if p != transfers], [("maatschappelijk", "som_eur", group)])


def _add_parties(draft: Draft, table: ExactTable) -> None:
    """Tie the net amount of parties to the streams they pay.

    Parties and streams that pay for each other form clusters; over a cluster the parties' net amount is the
    streams' difference, apart from programme and MDO cost, which count as known.
    """
    for row, key in table.judged():
        for column in table.layout.stats:
            name = unit_of(table, row, column)
            draft.add_amount(name, name, table.stats[column][table.key(row)], signed=False)
            draft.weights[name] = WEIGHT_PARTY
    parties = {key["partij"] for _, key in table.judged()}
    for cluster, streams in _clusters({p: table.streams_of.get(p, frozenset()) for p in parties}):
        draft.tie(
            [("partijen", "investeert_eur", party) for party in sorted(cluster)],
            [("partijen", "profiteert_eur", party) for party in sorted(cluster)]
            + [("verschil", "som_eur", "bestaand", "na", TOTAL, stream) for stream in sorted(streams)],
            exactly=False,
        )
    draft.tie(
        [("partijen", "ontvangt_eur", party) for party in sorted(parties)],
        [("maatschappelijk", "waarvan_inkomensoverdracht_eur", "bestaand")],
    )


def _clusters(streams_of: Mapping[str, frozenset[str]]) -> list[tuple[set[str], set[str]]]:
    found: list[tuple[set[str], set[str]]] = []
    for party, streams in sorted(streams_of.items()):
        joined = ({party}, set(streams))
        apart = []
        for cluster in found:
            if cluster[1] & joined[1]:
                joined = (joined[0] | cluster[0], joined[1] | cluster[1])
            else:
                apart.append(cluster)
        found = [*apart, joined]
    return found


def _add_mdo(draft: Draft, table: ExactTable) -> None:
    for row, _ in table.judged():
        draft.add_amount(("mdo",), ("mdo",), table.stats["totaal_eur"][table.key(row)], signed=False)
        draft.weights["mdo",] = WEIGHT_MDO
    streams = [("verschil", "som_eur", group, "na", TOTAL, "MDO") for group in ("bestaand", "nieuw")]
    draft.tie([name for name in streams if name in draft.numbers], [("mdo",)])


def coarsen(places: Iterable[Place]) -> Callable[[frozenset[Unit]], frozenset[Unit]]:
    """Merge a block of which more than half the cells are hidden: first within wijken, then wijken, then streams."""
    blocks: dict[tuple[str, ...], set[Place]] = defaultdict(set)
    for place in places:
        blocks[place[:3]].add(place)

    def merged(hidden: frozenset[Unit]) -> frozenset[Unit]:
        found: set[Unit] = set()
        for units in blocks.values():
            found |= merged_in(units, hidden)
        return frozenset(found)

    return merged


def merged_in(units: set[Place], hidden: frozenset[Unit]) -> set[Place]:
    """Give the places of one block to merge away, none when at most half is hidden.

    Example:
        >>> places = {("kosten", "bestaand", "na", w, "totaal") for w in ("A", "B", "totaal")}
        >>> sorted(p[3] for p in merged_in(places, frozenset(p for p in places if p[3] != "totaal")))
        ['A', 'B']
    """
    left = set(units)
    for goes in (
        lambda p: TOTAL not in (p[3], p[4]),
        lambda p: p[3] != TOTAL,
        lambda p: p[4] != TOTAL,
    ):
        if len(left & hidden) * 100 <= len(left) * REFUSED_SHARE_PERCENT:
            break
        left -= {place for place in left if goes(place)}
    return units - left
