"""The atoms and figures of cases and residents: numbers of them, who rose and fell, squares, scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import Form, Label
from maatschappelijk_rendement.disclosure.matrix.facts import Flags, Scores, Whole
from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.matrix.labels import (
    AFTER,
    ALTERNATIVE,
    BEFORE,
    REPEAT,
    TOTAL,
    Block,
    Gathered,
    Recoded,
    put,
)
from maatschappelijk_rendement.disclosure.matrix.money import MDO, place

if TYPE_CHECKING:
    import pandas as pd

SPLIT = ("n_gestegen", "n_gedaald", "n_gelijk")
CHANGES = ("n_hoger", "n_lager", "n_gelijk")
SQUARES = "bi95_laag_eur"
TOGETHER = ("squares", "most_squares", "euros")
"""Of cases that stand together: their squares, the largest of them and the sizes, all in whole euros."""
PAIRED = {BEFORE: (None,), AFTER: (BEFORE,), REPEAT: (BEFORE, AFTER)}


@dataclass(eq=False)
class People:
    """The forms of cases and residents of one design, while they are made.

    Attributes:
        forms: The forms by name.
        known: Forms that a reader knows: a whole less its parts is zero.
        never_negative: Forms that are never below zero: all cases less those of a stream.
    """

    recoded: Recoded
    gathered: Gathered
    forms: dict[Name, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    known: list[Form] = field(default_factory=list)
    never_negative: list[Form] = field(default_factory=list)

    def make(self) -> None:
        """Make every atom of people."""
        self._everyone()
        self._streams()
        self._changes()
        for scores in self.recoded.facts.scores:
            self._scores(scores)

    def _put(self, name: Name, atom: int | None, times: int = 1) -> None:
        if atom is not None:
            put(self.forms[name], atom, times)

    def _count(self, topic: tuple[object, ...], members: Flags | Whole) -> dict[Block, int]:
        """Make an atom of each block: the cases that have something."""
        blocks, of_case = self.recoded.blocks
        has = np.zeros(len(of_case), dtype=bool)
        has[members] = True
        has &= self.recoded.kept
        found = {}
        everyone = np.flatnonzero(has)
        by_block = everyone[np.argsort(of_case[everyone], kind="stable")]
        ends = np.searchsorted(of_case[by_block], np.arange(len(blocks) + 1))
        for number, block in enumerate(blocks):
            who = by_block[ends[number] : ends[number + 1]]
            if topic == ("alle",) and not len(who):
                continue
            whole = self.gathered.number.get(("n", *block, ("alle",)))
            if topic != ("alle",) and whole is None:
                continue
            atom = self.gathered.keep(("n", *block, topic), who, np.ones(len(who), dtype=np.int64))
            found[block] = atom
            if whole is not None:
                self.never_negative.append({whole: 1, atom: -1})
        return found

    def _everyone(self) -> None:
        facts = self.recoded.facts
        # That there are none of a kind is a number too.
        for column in ("n_casussen", "n_bestaand", *(["n_nieuw"] if self.recoded.design.has_new else [])):
            self.forms["analyse", (), column] = {}
        for block, atom in self._count(("alle",), facts.sizes > 0).items():
            self._put(("analyse", (), "n_casussen"), atom)
            self._put(("analyse", (), f"n_{block.group}"), atom)
        for kind, rows in facts.kinds.groupby("money_kind", observed=True):
            for block, atom in self._count(("soort", kind), rows["case"].to_numpy()).items():
                self._put(("geldsoort", (block.group, str(kind)), "n"), atom)
        for atom in self._count(("mdo",), facts.mdo["case"].to_numpy()).values():
            self._put(("mdo", (), "n"), atom)
        lines = {}
        for word, rows in facts.provenance.groupby("provenance", observed=True):
            kept = self.recoded.kept[rows["case"].to_numpy()]
            cases, n_lines = (rows[name].to_numpy("int64")[kept] for name in ("case", "n_lines"))
            atom = self.gathered.count(("regels", word), cases, n_lines)
            lines[atom] = 1
            self._put(("herkomst_gebruik", (str(word),), "n_regels"), atom)
        # How many lines there are in all may be known to who sent them.
        self.known.append(lines)

    def _streams(self) -> None:
        deltas = self.recoded.deltas
        is_after = (deltas["comparison"] == AFTER).to_numpy()
        rows_of: dict[str, set[str]] = defaultdict(set)
        for (comparison, stream), _ in deltas.groupby(["comparison", "stream"], sort=True, observed=True):
            rows_of[str(stream)].add(str(comparison))
        streams = sorted(rows_of)
        everyone = {block: self.gathered.number["n", *block, ("alle",)] for block in self._blocks()}
        for stream in streams:
            members = deltas["case"].to_numpy()[is_after & (deltas["stream"] == stream).to_numpy()]
            everybody = int((self.recoded.kept & (self.recoded.facts.sizes > 0)).sum())
            is_all = stream == TOTAL and len(set(members.tolist())) == everybody
            atoms = everyone if is_all else self._count(("stroom", stream), members)
            for block, atom in atoms.items():
                for comparison in sorted(rows_of[stream]):
                    if block.has(comparison):
                        self._put_places(block, comparison, stream, atom)
            if stream not in (TOTAL, MDO):
                self._completeness(stream, atoms, everyone, rows_of[stream])

    def _put_places(self, block: Block, comparison: str, stream: str, atom: int) -> None:
        for wijk in self.recoded.wijken_of(block):
            table, key = place(comparison, block.group, wijk, stream)
            self._put((table, key, "n"), atom)
            for moment in {AFTER: (BEFORE, AFTER), REPEAT: (REPEAT,)}.get(comparison, ()):
                self._put(("stromen", (block.group, wijk, stream, moment), "n"), atom)

    def _blocks(self) -> list[Block]:
        return [block for block in self.recoded.blocks[0] if ("n", *block, ("alle",)) in self.gathered.number]

    def _completeness(
        self, stream: str, atoms: dict[Block, int], everyone: dict[Block, int], comparisons: set[str]
    ) -> None:
        moments = {AFTER: (BEFORE, AFTER), REPEAT: (REPEAT,)}
        for comparison in sorted(comparisons):
            for moment in moments.get(comparison, (ALTERNATIVE,)):
                for block, whole in everyone.items():
                    if not block.has(comparison):
                        continue
                    key = (stream, moment)
                    self._put(("volledigheid", key, "n_onbekend"), whole)
                    if block in atoms:
                        self._put(("volledigheid", key, "n_bekend"), atoms[block])
                        self._put(("volledigheid", key, "n_onbekend"), atoms[block], -1)

    def _changes(self) -> None:
        """Who rose, fell and stayed equal; and the squares that a margin gives away."""
        deltas = self.recoded.deltas
        rows = deltas.assign(
            **{
                name: _of_blocks([getattr(block, name) for block in self.recoded.blocks[0]], deltas["block"])
                for name in ("wijk", "group")
            }
        )
        by = ["comparison", "group", "wijk", "stream"]
        columns = ["case", "delta_cents", *(name for name in TOGETHER if name in rows)]
        for label, (cases, cents, *together) in self.recoded.slices(rows, by, columns):
            comparison, group, wijk, stream = map(str, label)
            signs = dict(zip(SPLIT, (cents > 0, cents < 0, cents == 0), strict=True))
            parts: dict[int, int] = {}
            tables = [place(comparison, group, TOTAL, stream)]
            tables += [place(comparison, group, wijk, stream)] if self.recoded.has_wijken else []
            for column, members in signs.items():
                atom = self.gathered.keep(("richting", *label, column), cases, members.astype(np.int64))
                parts[atom] = 1
                for table, key in tables:
                    self._put((table, key, column), atom)
            euros = (np.abs(cents) + 50) // 100
            squares, peaks, roots = together or (euros * euros, None, None)
            atom = self.gathered.keep(("kwadraat", *label), cases, squares, peaks, roots)
            for table, key in tables:
                self._put((table, key, SQUARES), atom)
            whole = self._whole(comparison, group, wijk, stream)
            self.known.append({**whole, **dict.fromkeys(parts, -1)})

    def _whole(self, comparison: str, group: str, wijk: str, stream: str) -> dict[int, int]:
        found = {}
        for block in self._blocks():
            if (block.group, block.wijk) == (group, wijk) and block.has(comparison):
                label: Label = ("n", *block, ("stroom", stream))
                if label not in self.gathered.number and stream == TOTAL:
                    label = ("n", *block, ("alle",))
                if label in self.gathered.number:
                    found[self.gathered.number[label]] = 1
        return found

    def _scores(self, scores: Scores) -> None:
        of_case = self.recoded.blocks[1][scores.cases]
        is_kept = self.recoded.kept[scores.cases]
        moments = [m for m in PAIRED if m in scores.has and (m != REPEAT or self.recoded.design.has_repeat)]
        for moment in moments:
            cases = scores.cases[scores.has[moment] & is_kept]
            if scores.scored is not None:
                cases = scores.scored[moment]
            topic = ("score", scores.instrument, scores.item, moment)
            self._scored_cases(scores, moment, self._count(topic, cases))
        places = sorted({(b.group, b.wijk) for b in self._blocks()})
        for group, wijk in places:
            numbers = [n for n, b in enumerate(self.recoded.blocks[0]) if (b.group, b.wijk) == (group, wijk)]
            here = np.flatnonzero(is_kept & np.isin(of_case, numbers))
            theirs = _of_some(scores, here)
            for moment in moments:
                self._moment(theirs, moment, moments, (group, wijk))

    def _names(self, scores: Scores, moment: str, where: tuple[str, str]) -> list[tuple[str | None, ...]]:
        """The keys of the rows in which a place stands, but for what they are paired with."""
        group, wijk = where
        wijken = dict.fromkeys((wijk, TOTAL)) if self.recoded.has_wijken else (TOTAL,)
        return [
            (one, another, scores.instrument, scores.item, moment)
            for one in (group, TOTAL)
            for another in wijken
        ]

    def _scored_cases(self, scores: Scores, moment: str, atoms: dict[Block, int]) -> None:
        for block, atom in atoms.items():
            for key in self._names(scores, moment, (block.group, block.wijk)):
                for earlier in PAIRED[moment]:
                    self._put(("welbevinden", (*key, earlier), "n_casussen"), atom)

    def _moment(self, scores: Scores, moment: str, moments: list[str], where: tuple[str, str]) -> None:
        """Make the atoms of one moment, of the residents of one place."""
        what = (scores.instrument, scores.item, *where, moment)
        has, given = scores.has[moment], scores.given[moment]
        count, points = self._pair(("bewoners", *what), scores, has, given)
        above = None
        if scores.above is not None:
            above, _ = self._pair(("boven", *what), scores, scores.above[moment], None)
            rest, _ = self._pair(("niet boven", *what), scores, has & ~scores.above[moment], None)
            self._add_up(count, above, rest)
        for key in self._names(scores, moment, where):
            for earlier in PAIRED[moment]:
                row = (*key, earlier)
                self._put(("welbevinden", row, "n_bewoners"), count)
                self._put(("welbevinden", row, "gemiddelde"), points)
                self._put(("welbevinden", row, "n_boven"), above)
        for other in moments:
            if other == moment:
                continue
            both = has & scores.has[other]
            paired = tuple(sorted((moment, other)))
            label = ("paar", *what[:-1], paired)
            pairs = self.gathered.number.get(("bewoners", *label))
            if pairs is None:
                pairs, _ = self._pair(label, scores, both, None)
            theirs = self._pair(("score in paar", *what, other), scores, both, given)[1]
            alone, left = self._pair(("alleen", *what, other), scores, has & ~both, given)
            self._add_up(count, pairs, alone)
            self._add_up(points, theirs, left)
            for later, earlier, sign in ((moment, other, 1), (other, moment, -1)):
                if earlier in PAIRED[later]:
                    for key in self._names(scores, later, where):
                        self._put(("welbevinden", (*key, earlier), "gepaard_verschil"), theirs, sign)
            if other in PAIRED[moment]:
                self._paired_changes(scores, (moment, other), where, both, pairs)

    def _paired_changes(
        self, scores: Scores, pair: tuple[str, str], where: tuple[str, str], both: Flags, pairs: int | None
    ) -> None:
        later, earlier = pair
        change = scores.given[later] - scores.given[earlier]
        # Beside the share before and after, who rose would tell how many are in it at both moments.
        columns = () if scores.is_share else CHANGES
        signs = dict(zip(columns, (change > 0, change < 0, change == 0), strict=False))
        found = []
        for column, members in signs.items():
            label = ("score richting", scores.instrument, scores.item, *where, pair, column)
            atom, _ = self._pair(label, scores, both & members, None)
            found.append(atom)
            for key in self._names(scores, later, where):
                self._put(("welbevinden", (*key, earlier), column), atom)
        if found:
            self._add_up(pairs, *found)
        for key in self._names(scores, later, where):
            self._put(("welbevinden", (*key, earlier), "gepaard_n"), pairs)

    def _pair(
        self, label: tuple[object, ...], scores: Scores, members: Flags, given: Whole | None
    ) -> tuple[int | None, int | None]:
        """Make the atom of these residents, and that of their scores."""
        cases = scores.cases[members]
        is_count = label[0] != "score in paar"
        number = None if scores.residents is None else scores.residents[members]
        count = self.gathered.count(("bewoners", *label), cases, number) if is_count else None
        points = None
        if given is not None and not scores.is_ordinal:
            points = self.gathered.count(("punten", *label), cases, given[members])
        return count, points

    def _add_up(self, whole: int | None, *parts: int | None) -> None:
        there = {part: -1 for part in parts if part is not None}
        if whole is not None:
            self.known.append({whole: 1, **there})


def _of_some(scores: Scores, some: Whole) -> Scores:
    """Give the scores of some of the residents."""
    return replace(
        scores,
        cases=scores.cases[some],
        given={moment: given[some] for moment, given in scores.given.items()},
        has={moment: has[some] for moment, has in scores.has.items()},
        above=None
        if scores.above is None
        else {moment: is_above[some] for moment, is_above in scores.above.items()},
        residents=None if scores.residents is None else scores.residents[some],
    )


def _of_blocks(names: Sequence[str], number: pd.Series[int]) -> pd.Categorical:
    """Give the name of the block of each row, each name written once."""
    import pandas as pd

    words = sorted(set(names))
    place = np.array([words.index(name) for name in names], dtype=np.int64)
    return pd.Categorical.from_codes(place[number.to_numpy()], categories=pd.Index(words, dtype="str"))
