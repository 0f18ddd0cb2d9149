"""Judging the counts of cases beside the amounts, in the completeness table and in the header.

A count may be hidden where its amount is shown: a stream that all but three cases observed would tell those
three apart. The mean goes with the count, for sum and mean give it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from maatschappelijk_rendement.disclosure.costs import WEIGHT_CELL, WEIGHT_HALFWAY, place_weight
from maatschappelijk_rendement.disclosure.draft import Draft, few_apart
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.layout import COUNT, MAIN, ExactTable
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.system import TOTAL, TableKey, Unit
from maatschappelijk_rendement.disclosure.units import (
    COST_TABLES,
    Place,
    place_of,
    unit_of,
)

GROUPS: tuple[str, ...] = ("bestaand", "nieuw")
HEADER_COUNTS: Mapping[str, float] = {"n_casussen": 5.0, "n_bestaand": 8.0, "n_nieuw": 4.0}
WORKED_ON = "casussen_in_totaal"
WEIGHT_COMPLETENESS = 0.5
NULL_ALTERNATIVE = "nulalternatief"


def judge_counts(
    tables: Sequence[ExactTable], analysis: Mapping[str, object], main: Pattern, step: Step
) -> Judged:
    """Judge every count of cases.

    Args:
        tables: The exact tables.
        analysis: The header ``analyse`` with ``n_casussen``, ``n_bestaand`` and ``n_nieuw``.
        main: What is hidden of the amounts.
        step: The minimum, and what lower ones hid.
    """
    draft = Draft(step)
    counts = counts_of(tables)
    _add_places(draft, counts)
    leans_on: dict[Unit, list[Unit]] = {(COUNT, place): [place] for place in counts}
    _add_header(draft, analysis)
    for table in tables:
        if table.name == "geldsoort":
            leans_on |= _add_kinds(draft, table)
        if table.name == "mdo":
            leans_on |= _add_mdo(draft, table, analysis)
    for table in tables:
        if table.name == "volledigheid":
            _add_completeness(draft, table)
    return judge_beside(draft, main, leans_on)


def counts_of(tables: Sequence[ExactTable]) -> dict[Place, int]:
    """Give the number of cases at each place; levels and differences there are about the same cases."""
    return {
        place_of(table.name, key): table.stats["som_eur"][table.key(row)].n
        for table in tables
        if table.name in COST_TABLES
        for row, key in table.judged()
    }


def _within(place: Place) -> Place:
    """Give the place whose cases those of a place are among.

    Example:
        >>> _within(("kosten", "bestaand", "herhaling", "Noord", "Wmo"))
        ('kosten', 'bestaand', 'herhaling', 'Noord', 'totaal')
        >>> _within(("kosten", "bestaand", "herhaling", "Noord", "totaal"))
        ('kosten', 'bestaand', 'na', 'Noord', 'totaal')
    """
    if place[4] != TOTAL:
        return (*place[:4], TOTAL)
    return "kosten", place[1], "na", place[3], TOTAL


def _add_places(draft: Draft, counts: Mapping[Place, int]) -> None:
    """Add the number of cases at each place, and how many are left out of those it is among.

    Who knows that a stream was observed for all cases knows its number in every wijk; where few were left
    out, those few must not be told apart, nor follow from the wijken together.
    """
    wijken: dict[Place, dict[TableKey, Hashable]] = defaultdict(dict)
    left_out: dict[Place, dict[TableKey, Hashable]] = defaultdict(dict)
    for place, cases in counts.items():
        whole_place = _within(place)
        among = counts.get(whole_place, cases)
        unit: Unit = (COUNT, place)
        is_all = whole_place != place and whole_place in counts and among == cases
        draft.add_count(unit, unit, cases, most=0 if is_all else among)
        draft.judges.append((unit, few_apart(among - cases)))
        draft.weights[unit] = place_weight(place, cases)
        wijken[(*place[:3], "", place[4])][place[3],] = unit
    for place in counts:
        if _within(place) != place:
            rest = draft.add_left_out((COUNT, place), [(COUNT, _within(place))], (COUNT, place))
            line = left_out[(*place[:3], "", place[4])]
            if rest is not None:
                line[place[3],] = rest
    for place, line in left_out.items():
        # In a wijk without any such case, all are left out.
        whole_line = wijken[_within(place)]
        line |= {wijk: unit for wijk, unit in whole_line.items() if wijk not in wijken[place]}
    for parts in (*wijken.values(), *left_out.values()):
        draft.add_table(parts, [True])


def _groups(
    draft: Draft, moment: str, stream: str, groups: Sequence[str] = GROUPS, within: str = "verschil"
) -> list[Hashable]:
    """The counts of all wijken together that are there, one for each group of cases."""
    key = {"moment": moment, "wijk": TOTAL, "stroom": stream}
    names = [(COUNT, place_of(within, {**key, "groep": group})) for group in groups]
    return [found for found in names if found in draft.numbers]


def _add_header(draft: Draft, analysis: Mapping[str, object]) -> None:
    for column, weight in HEADER_COUNTS.items():
        count = analysis.get(column)
        if isinstance(count, int):
            name = ("analyse", column)
            draft.add_count(name, name, count)
            draft.weights[name] = weight
            draft.tie([name], _groups(draft, "na", TOTAL, [column.removeprefix("n_")]))
    draft.tie([("analyse", "n_casussen")], [("analyse", f"n_{group}") for group in GROUPS])
    worked_on = analysis.get(WORKED_ON)
    if isinstance(worked_on, int):
        # Nothing was measured of the cases that were not taken up; only what their number tells counts.
        name = ("analyse", WORKED_ON)
        draft.add_count(name, name, worked_on, judged=False, most=0)
        draft.add_left_out(("analyse", "n_casussen"), [name], name, most=0)


def _add_kinds(draft: Draft, table: ExactTable) -> dict[Unit, list[Unit]]:
    """Judge how many cases have a kind of money: how many have none is a number of cases too."""
    leans_on: dict[Unit, list[Unit]] = {}
    for row, key in table.judged():
        unit = unit_of(table, row, COUNT)
        cases = table.stats["som_eur"][table.key(row)].n
        draft.add_count(unit, unit, cases)
        for name in _groups(draft, "na", TOTAL, [key["groep"]]):
            draft.judges.append((unit, few_apart(draft.value(name) - cases)))
            draft.add_left_out(unit, [name], unit)
        leans_on[unit] = [unit_of(table, row, MAIN)]
    return leans_on


def _add_mdo(draft: Draft, table: ExactTable, analysis: Mapping[str, object]) -> dict[Unit, list[Unit]]:
    """Judge the number of cases with an MDO: beside the number of one group it tells that of the other."""
    leans_on: dict[Unit, list[Unit]] = {}
    for row, _ in table.judged():
        unit = unit_of(table, row, COUNT)
        cases = table.stats["totaal_eur"][table.key(row)].n
        draft.add_count(unit, unit, cases)
        for group in GROUPS:
            draft.judges.append((unit, few_apart(max(0, cases - whole(analysis.get(f"n_{group}"))))))
        draft.add_left_out(unit, [("analyse", "n_casussen")], unit)
        draft.judges.append((unit, few_apart(max(0, whole(analysis.get("n_casussen")) - cases))))
        leans_on[unit] = [unit_of(table, row, MAIN)]
    return leans_on


def _add_completeness(draft: Draft, table: ExactTable) -> None:
    for row, key in table.judged():
        unit = unit_of(table, row, MAIN)
        names = [(*unit, column) for column in table.layout.figures[MAIN]]
        for column, name in zip(table.layout.figures[MAIN], names, strict=True):
            draft.add_count(name, unit, whole(row[column]))
        cases = sum(whole(row[column]) for column in table.layout.figures[MAIN])
        draft.weights[unit] = WEIGHT_COMPLETENESS + cases / (cases + WEIGHT_HALFWAY)
        is_averted = key["moment"] == NULL_ALTERNATIVE
        moment, within = ("na", "vermeden") if is_averted else (key["moment"], "verschil")
        for groups in (GROUPS, GROUPS[:1]):
            draft.tie(names[:1], _groups(draft, moment, key["stroom"], groups, within))
            draft.tie(names, _groups(draft, moment, TOTAL, groups, within))
        for column in HEADER_COUNTS:
            draft.tie(names, [("analyse", column)])


def judge_lines(table: ExactTable, step: Step) -> Judged:
    """Judge the numbers of usage lines per provenance; their sum may be known elsewhere."""
    draft = Draft(step)
    names: dict[TableKey, Hashable] = {}
    for row, key in table.judged():
        name = unit_of(table, row, MAIN)
        lines = whole(row["n_regels"])
        draft.add_count(name, name, lines)
        draft.weights[name] = WEIGHT_CELL + lines / (lines + WEIGHT_HALFWAY)
        names[key["herkomst"],] = name
    total = ("herkomst_gebruik", TOTAL)
    draft.add_count(total, total, sum(cell.value for cell in draft.cells), judged=False)
    draft.fixed.add(total)
    draft.add_table({**names, (TOTAL,): total}, [True])
    return judge_beside(draft, Pattern(), {})


def whole(value: object) -> int:
    """Read a count from a row; a figure that is not there counts as none."""
    return value if isinstance(value, int) else 0
