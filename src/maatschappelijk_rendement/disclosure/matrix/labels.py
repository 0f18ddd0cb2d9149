"""Cases and rows under the labels of one design, and the list in which atoms are gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms, Label
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Flags, Whole

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "totaal"
NEW, EXISTING = "nieuw", "bestaand"
BEFORE, AFTER, REPEAT, ALTERNATIVE = "voor", "na", "herhaling", "nulalternatief"
AVERTED = "vermeden"
# Later and earlier moment of each comparison.
FEW = 8
"""With a case in so many of these, no table of all cases is laid out for them."""
COMPARED = {AFTER: (AFTER, BEFORE), REPEAT: (REPEAT, BEFORE), AVERTED: (AFTER, ALTERNATIVE)}


class Block(NamedTuple):
    """Cases that no label of a person tells apart.

    Attributes:
        group: Kind of case.
        wijk: Wijk, or all of them where the design has none.
        again: Whether they have a repeat.
        described: Whether the alternative without MDO was described for them.
    """

    group: str
    wijk: str
    again: bool
    described: bool

    def has(self, comparison: str) -> bool:
        """Whether its cases stand in a comparison."""
        return {REPEAT: self.again, AVERTED: self.described}.get(comparison, True)


@dataclass(frozen=True, eq=False)
class Recoded:
    """The facts under the labels of one design."""

    facts: Facts
    design: Design

    @cached_property
    def kept(self) -> Flags:
        """Which cases stand in a table."""
        groups = np.array(self.facts.groups, dtype=object)
        return np.ones(len(groups), dtype=bool) if self.design.has_new else groups != NEW

    @cached_property
    def has_wijken(self) -> bool:
        """Whether rows are divided over wijken."""
        return self.design.has_wijken

    @cached_property
    def blocks(self) -> tuple[tuple[Block, ...], Whole]:
        """The blocks, and the number of that of each case."""
        again, described = (self.facts.has(c) for c in (REPEAT, AVERTED))
        again &= self.design.has_repeat
        of_wijk = {
            w: self.design.wijken.get(w, w) if self.has_wijken else TOTAL for w in set(self.facts.wijken)
        }
        number, kinds = numbered(
            [
                np.array(self.facts.groups, dtype=object),
                np.array([of_wijk[wijk] for wijk in self.facts.wijken], dtype=object),
                again,
                described,
            ]
        )
        blocks = (Block(str(group), str(wijk), bool(a), bool(d)) for group, wijk, a, d in kinds)
        return tuple(blocks), number

    def wijken_of(self, block: Block) -> tuple[str, ...]:
        """The rows in which the cases of a block stand."""
        return (block.wijk, TOTAL) if self.has_wijken else (TOTAL,)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The amounts under the streams of the design."""
        lines: pd.DataFrame = self.facts.lines
        is_kept = self.kept[lines["case"].to_numpy()]
        if not self.design.has_repeat:
            is_kept &= (lines["moment"] != REPEAT).to_numpy()
        lines = lines[is_kept].assign(block=self.blocks[1][lines["case"].to_numpy()[is_kept]])
        by = ["block", "stream", "payer", "receiver", "money_kind", "moment", "case"]
        if self.design.streams:
            lines = lines.assign(stream=self._streams_of(lines))
            lines = lines.groupby(by, as_index=False, sort=False, observed=True).sum()
        number, _ = numbered([lines[name] for name in by[:-1]])
        # The order of cases within a label.
        number = number * len(self.kept) + lines["case"].to_numpy()
        if (number[1:] < number[:-1]).any():
            lines = lines.take(np.argsort(number, kind="stable"))
        return lines.reset_index(drop=True)

    @cached_property
    def deltas(self) -> pd.DataFrame:
        """The differences under the streams of the design."""
        deltas: pd.DataFrame = self.facts.deltas
        is_kept = self.kept[deltas["case"].to_numpy()]
        if not self.design.has_repeat:
            is_kept &= (deltas["comparison"] != REPEAT).to_numpy()
        deltas = deltas[is_kept].assign(block=self.blocks[1][deltas["case"].to_numpy()[is_kept]])
        if self.design.streams:
            deltas = deltas.assign(stream=self._streams_of(deltas))
            by = ["comparison", "stream", "block", "case"]
            deltas = deltas.groupby(by, as_index=False, sort=False, observed=True).sum()
        return deltas

    def _streams_of(self, rows: pd.DataFrame) -> list[str]:
        named = self.design.streams
        return [named.get(stream, stream) for stream in rows["stream"].tolist()]

    @staticmethod
    def slices(
        frame: pd.DataFrame, by: Sequence[str], values: Sequence[str]
    ) -> Iterator[tuple[Label, list[Whole]]]:
        """Give some columns of a frame by label, in order.

        Args:
            frame: The frame.
            by: What the labels are.
            values: The columns, of whole numbers.

        Yields:
            A label, and its rows of each column, in the order of the frame.
        """
        if not len(frame):
            return
        number, labels = numbered([frame[name] for name in by])
        columns = [frame[name].to_numpy("int64") for name in values]
        if (number[1:] < number[:-1]).any():
            order = np.argsort(number, kind="stable")
            number, columns = number[order], [column[order] for column in columns]
        starts = np.flatnonzero(np.diff(number, prepend=-1)).tolist()
        for label, start, end in zip(labels, starts, [*starts[1:], len(number)], strict=True):
            yield label, [column[start:end] for column in columns]


def numbered(columns: Sequence[Any]) -> tuple[Whole, list[Label]]:
    """Number rows by what they say in some columns, in the order of it.

    Args:
        columns: Texts, categories of texts, or whole numbers; of the same length.

    Returns:
        The number of each row, from 0, and what the rows of each number say.

    Example:
        >>> number, labels = numbered([np.array(["b", "a", "b"], dtype=object), np.array([1, 2, 1])])
        >>> number.tolist(), labels
        ([1, 0, 1], [('a', 2), ('b', 1)])
    """
    number = np.zeros(len(columns[0]), dtype=np.int64)
    labels: list[Label] = [()]
    for column in columns:
        codes, words = _coded(column)
        number = number * len(words) + codes
        occurs = np.zeros(len(labels) * len(words), dtype=bool)
        occurs[number] = True
        labels = [
            (*labels[place // len(words)], words[place % len(words)]) for place in np.flatnonzero(occurs)
        ]
        number = (np.cumsum(occurs) - 1)[number]
    return number, labels


def _coded(column: Any) -> tuple[Whole, list[Hashable]]:
    """Give for each row the place of what it says among all that is said, in order."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        words = column.cat.categories
        place = np.empty(len(words), dtype=np.int64)
        place[np.argsort(words.to_numpy(), kind="stable")] = np.arange(len(words))
        return place[column.cat.codes.to_numpy()], sorted(words.tolist())
    if column.dtype.kind in "ib":
        values = np.asarray(column)
        words, codes = np.unique(values, return_inverse=True)
        return codes.astype(np.int64), words.tolist()
    codes, words = pd.factorize(column, sort=True)
    return codes.astype(np.int64), words.tolist()


@dataclass(eq=False)
class Gathered:
    """Atoms while they are gathered."""

    n_cases: int
    times: Whole | None = None
    labels: list[Label] = field(default_factory=list)
    number: dict[Label, int] = field(default_factory=dict)
    pieces: list[tuple[Whole, Whole]] = field(default_factory=list)
    peaks: list[Whole] = field(default_factory=list)
    roots: list[Whole] = field(default_factory=list)

    def add(self, label: Label, cases: Whole, values: Whole, peaks: Whole | None = None) -> int | None:
        """Add an atom of money with what each case puts into it; none when that is nothing.

        Args:
            label: What it is; each label once.
            cases: Numbers of cases, each at most once.
            values: What each puts into it.
            peaks: The most that one case puts into it, where cases stand together.
        """
        has_any = values.any() or (peaks is not None and peaks.any())
        return self.keep(label, cases, values, peaks) if has_any else None

    def keep(
        self,
        label: Label,
        cases: Whole,
        values: Whole,
        peaks: Whole | None = None,
        roots: Whole | None = None,
    ) -> int:
        """Add an atom, of nobody too: a reader does not know that all fell, or that nobody was left out."""
        there = values != 0 if peaks is None else (values != 0) | (peaks != 0)
        self.number[label] = len(self.labels)
        self.labels.append(label)
        self.pieces.append((cases[there], values[there]))
        if self.times is not None:
            self.peaks.append(np.abs(values[there]) if peaks is None else peaks[there])
            self.roots.append(np.zeros(int(there.sum()), dtype=np.int64) if roots is None else roots[there])
        return self.number[label]

    def count(self, label: Label, cases: Whole, values: Whole | None = None) -> int:
        """Add an atom of residents: of each case the number of them, or the sum of what they have."""
        if len(cases) * FEW < self.n_cases:
            who, place = np.unique(cases, return_inverse=True)
            sums = np.bincount(place, weights=values, minlength=len(who))
            is_there = sums != 0
            return self.keep(label, who[is_there], np.rint(sums[is_there]).astype(np.int64))
        sums = np.bincount(cases, weights=values, minlength=self.n_cases)
        who = np.flatnonzero(sums)
        return self.keep(label, who, np.rint(sums[who]).astype(np.int64))

    def atoms(self, place: Whole | None = None) -> Atoms:
        """All atoms together.

        Args:
            place: Another number for each case; its own when left out.
        """
        sizes = [len(cases) for cases, _ in self.pieces]
        nothing = np.zeros(0, dtype=np.int64)
        cases = np.concatenate(
            [nothing.astype(np.int32), *(cases for cases, _ in self.pieces)],
            dtype=np.int32,
            casting="same_kind",
        )
        return Atoms(
            self.labels,
            np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
            cases if place is None else place.astype(np.int32)[cases],
            np.concatenate([nothing, *(values for _, values in self.pieces)]),
            self.n_cases,
            self.times,
            None if self.times is None else np.concatenate([nothing, *self.peaks]),
            None if self.times is None else np.concatenate([nothing, *self.roots]),
        )


Forms = defaultdict[tuple[str, tuple[str | None, ...], str], dict[int, int]]


def put(form: dict[int, int], atom: int, times: int) -> None:
    """Add an atom to a form so many times."""
    form[atom] = form.get(atom, 0) + times
