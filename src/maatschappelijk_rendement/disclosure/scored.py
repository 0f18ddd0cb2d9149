"""Judging how many cases have a score: they are among the cases of their group and wijk.

Beside the shown numbers of cases they narrow down those that are hidden: 18 with a score in a wijk of 15
existing cases tell of at least three new ones. Each instrument, part and moment is judged by itself, knowing
of each place the largest number that was shown before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from maatschappelijk_rendement.disclosure.costs import place_weight
from maatschappelijk_rendement.disclosure.counts import GROUPS, HEADER_COUNTS
from maatschappelijk_rendement.disclosure.draft import Draft, few_apart
from maatschappelijk_rendement.disclosure.judged import Judged, judge_beside
from maatschappelijk_rendement.disclosure.layout import COUNT, ExactTable
from maatschappelijk_rendement.disclosure.rules import Rule
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.system import TOTAL, TableKey, Unit
from maatschappelijk_rendement.disclosure.units import Place, place_of_score

SHOWN, ROOM = "al getoond", "ruimte"
# Group and wijk.
Where = tuple[str, ...]
Block = Mapping[Where, int]


def judge_scored(
    table: ExactTable,
    counts: Mapping[Place, int],
    analysis: Mapping[str, object],
    main: Pattern,
    step: Step,
) -> Judged:
    """Judge the number of cases with a score at each place.

    Args:
        table: The exact table ``welbevinden``.
        counts: The number of cases at each place of the cost tables.
        analysis: The header ``analyse`` with its counts of cases.
        main: What is hidden of the mean scores and of the numbers of cases.
        step: The minimum, and what lower ones hid.
    """
    blocks: dict[tuple[str, ...], dict[Where, int]] = defaultdict(dict)
    for row, key in table.judged():
        place = place_of_score(key)
        blocks[place[:3]][place[3:]] = table.stats["gemiddelde"][table.key(row)].n
    cases = {p: n for p, n in counts.items() if (p[0], p[2], p[4]) == ("kosten", "na", TOTAL)}
    around = _Around(cases, analysis, main, step)
    known: dict[Hashable, Mapping[Where, Rule]] = {}
    rules: dict[Unit, Rule] = {}
    for name, block in sorted(blocks.items()):
        # Most parts of an instrument were scored by the same residents.
        alike = (
            frozenset(block.items()),
            frozenset((w, (*name, *w) in main.hidden, (*name, *w) in main.merged) for w in block),
            frozenset(w for w in block if (COUNT, (*name, *w)) in step.before.hidden),
            frozenset(around.most.items()),
        )
        if alike not in known:
            known[alike] = around.judge(name, block)
        rules |= {(COUNT, (*name, *where)): rule for where, rule in known[alike].items()}
        for where, n in block.items():
            if where not in known[alike]:
                around.most[where] = max(n, around.most.get(where, 0))
    merged = frozenset(unit for unit in rules if isinstance(unit, tuple) and unit[1] in main.merged)
    return Judged(Pattern(frozenset(rules), merged), rules)


@dataclass
class _Around:
    """The numbers of cases, and of each place the largest number with a score that was shown so far."""

    cases: Mapping[Place, int]
    analysis: Mapping[str, object]
    main: Pattern
    step: Step
    most: dict[Where, int] = field(default_factory=dict)

    def judge(self, name: tuple[str, ...], block: Block) -> Mapping[Where, Rule]:
        """Give the rule that hides each hidden number of a block."""
        draft = Draft(self.step)
        leans_on = self._add_cases(draft)
        beside = set(leans_on)
        for where, n in self.most.items():
            among = self._among(where)
            if any(place in leans_on and place not in draft.fixed for place in among):
                shown, room = (SHOWN, where), (ROOM, where)
                draft.add_count(shown, shown, n, judged=False, most=0)
                draft.fixed.add(shown)
                draft.add_left_out(shown, among, room, most=0)
                draft.judges.append((room, lambda rules: Rule.LINKED))
                beside |= {shown, room}
        grid: dict[TableKey, Hashable] = {}
        for where, n in block.items():
            place = (*name, *where)
            unit: Unit = (COUNT, place)
            among = self._among(where)
            draft.add_count(unit, unit, n)
            draft.add_left_out(unit, among, unit)
            draft.judges.append((unit, few_apart(max(0, sum(map(draft.value, among)) - n))))
            for few in among if len(among) > 1 else ():
                if n > sum(map(draft.value, among)) - draft.value(few):
                    draft.judges.append((unit, few_apart(draft.value(few))))
            draft.weights[unit] = place_weight(("", "", "", *_pair(where)), n)
            leans_on[unit] = [place]
            grid[where] = unit
        draft.add_table(grid, [True, True])
        found = judge_beside(draft, self.main, leans_on).without(beside)
        return {where: found.rules[unit] for where, unit in grid.items() if unit in found.rules}

    def _add_cases(self, draft: Draft) -> dict[Unit, list[Unit]]:
        """Add the numbers of cases: known where they are shown, hidden where they were hidden."""
        wijken: dict[str, dict[TableKey, Hashable]] = defaultdict(dict)
        units: list[Unit] = []
        for place, n in self.cases.items():
            name: Unit = (COUNT, place)
            draft.add_count(name, name, n, judged=False)
            wijken[place[1]][place[3],] = name
            units.append(name)
        for line in wijken.values():
            draft.add_table(line, [True])
        for column in HEADER_COUNTS:
            count = self.analysis.get(column)
            if isinstance(count, int):
                name = ("analyse", column)
                draft.add_count(name, name, count, judged=False)
                groups = (column.removeprefix("n_"),) if column != "n_casussen" else GROUPS
                draft.tie([name], [wijken[group][TOTAL,] for group in groups if (TOTAL,) in wijken[group]])
                units.append(name)
        draft.fixed |= set(units) - self.main.hidden
        return {unit: [unit] for unit in units}

    def _among(self, where: Where) -> list[Hashable]:
        """The numbers of cases that those with a score are among."""
        groups = GROUPS if where[0] == TOTAL else (where[0],)
        places = [("kosten", group, "na", where[1], TOTAL) for group in groups]
        return [(COUNT, place) for place in places if place in self.cases]


def _pair(where: Where) -> tuple[str, str]:
    return where[0], where[1]
