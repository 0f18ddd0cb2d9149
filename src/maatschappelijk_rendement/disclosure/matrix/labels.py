"""Cases and rows under the labels of one design, and the list in which atoms are gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.facts import Facts, Flags, Whole
from maatschappelijk_rendement.disclosure.matrix.figures import Atoms, Label

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "totaal"
NEW, EXISTING = "nieuw", "bestaand"
BEFORE, AFTER, REPEAT, ALTERNATIVE = "voor", "na", "herhaling", "nulalternatief"
AVERTED = "vermeden"
# Later and earlier moment of each comparison.
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
        names = [
            Block(
                group,
                self.design.wijken.get(wijk, wijk) if self.has_wijken else TOTAL,
                bool(is_again),
                bool(is_described),
            )
            for group, wijk, is_again, is_described in zip(
                self.facts.groups, self.facts.wijken, again, described, strict=True
            )
        ]
        found = sorted(set(names), key=lambda b: (b.group, b.wijk, b.again, b.described))
        number = {block: place for place, block in enumerate(found)}
        return tuple(found), np.array([number[name] for name in names], dtype=np.int64)

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
            lines = lines.assign(stream=lines["stream"].replace(dict(self.design.streams)))
            lines = lines.groupby(by, as_index=False, sort=False).sum()
        return lines.sort_values(by, kind="stable", ignore_index=True)

    @cached_property
    def deltas(self) -> pd.DataFrame:
        """The differences under the streams of the design."""
        deltas: pd.DataFrame = self.facts.deltas
        is_kept = self.kept[deltas["case"].to_numpy()]
        if not self.design.has_repeat:
            is_kept &= (deltas["comparison"] != REPEAT).to_numpy()
        deltas = deltas[is_kept].assign(block=self.blocks[1][deltas["case"].to_numpy()[is_kept]])
        if self.design.streams:
            deltas = deltas.assign(stream=deltas["stream"].replace(dict(self.design.streams)))
            by = ["comparison", "stream", "block", "case"]
            deltas = deltas.groupby(by, as_index=False, sort=False).sum()
        return deltas

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
        number = frame.groupby(list(by), sort=True, observed=True).ngroup().to_numpy()
        order = np.argsort(number, kind="stable")
        columns = [frame[name].to_numpy("int64")[order] for name in values]
        starts = np.flatnonzero(np.diff(number[order], prepend=-1)).tolist()
        labels = frame[list(by)].take(order[starts]).itertuples(index=False, name=None)
        for label, start, end in zip(labels, starts, [*starts[1:], len(order)], strict=True):
            yield label, [column[start:end] for column in columns]


@dataclass(eq=False)
class Gathered:
    """Atoms while they are gathered."""

    n_cases: int
    labels: list[Label] = field(default_factory=list)
    number: dict[Label, int] = field(default_factory=dict)
    pieces: list[tuple[Whole, Whole]] = field(default_factory=list)

    def add(self, label: Label, cases: Whole, values: Whole) -> int | None:
        """Add an atom of money with what each case puts into it; none when that is nothing.

        Args:
            label: What it is; each label once.
            cases: Numbers of cases, each at most once.
            values: What each puts into it.
        """
        return self.keep(label, cases, values) if values.any() else None

    def keep(self, label: Label, cases: Whole, values: Whole) -> int:
        """Add an atom, of nobody too: a reader does not know that all fell, or that nobody was left out."""
        there = values != 0
        self.number[label] = len(self.labels)
        self.labels.append(label)
        self.pieces.append((cases[there], values[there]))
        return self.number[label]

    def count(self, label: Label, cases: Whole, values: Whole | None = None) -> int:
        """Add an atom of residents: of each case the number of them, or the sum of what they have."""
        sums = np.bincount(cases, weights=values, minlength=self.n_cases)
        who = np.flatnonzero(sums)
        return self.keep(label, who, np.rint(sums[who]).astype(np.int64))

    def atoms(self) -> Atoms:
        """All atoms together."""
        sizes = [len(cases) for cases, _ in self.pieces]
        nothing = np.zeros(0, dtype=np.int64)
        return Atoms(
            self.labels,
            np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
            np.concatenate([nothing, *(cases for cases, _ in self.pieces)]),
            np.concatenate([nothing, *(values for _, values in self.pieces)]),
            self.n_cases,
        )


Forms = defaultdict[tuple[str, tuple[str | None, ...], str], dict[int, int]]


def put(form: dict[int, int], atom: int, times: int) -> None:
    """Add an atom to a form so many times."""
    form[atom] = form.get(atom, 0) + times
