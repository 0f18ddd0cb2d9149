"""What the matrix is made from: an exact analysis as plain numbers, one row a case and label."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scores:
    """The scores on one instrument or part of it.

    Attributes:
        instrument: Its name.
        item: The part, if any.
        lowest: Low end of the scale [1/100 point].
        highest: High end of the scale [1/100 point].
        is_ordinal: It has an order and no mean.
        cases: Number of the case of each resident.
        given: For each moment the score of each resident [1/100 point].
        has: For each moment whether the resident has one.
        above: For each moment whether the score is above the threshold of the instrument; None without one.
        steps: How far the nearest other score lies from the low and from the high end [1/100 point].
        of: The instrument whose parts it was computed from; empty where it was filled in.
        is_share: Each score is at one end of the scale or the other: the mean is a part of the residents.
        residents: How many residents of a case each stands for, where those of many cases stand together;
            ``given`` is then what they have together. One each when left out.
        scored: For each moment the cases with a score; those of ``cases`` when left out.
    """

    instrument: str
    item: str | None
    lowest: int
    highest: int
    is_ordinal: bool
    cases: Whole
    given: Mapping[str, Whole]
    has: Mapping[str, Flags]
    above: Mapping[str, Flags] | None
    steps: tuple[int, int] = (100, 100)
    of: str = ""
    is_share: bool = False
    residents: Whole | None = None
    scored: Mapping[str, Whole] | None = None


@dataclass(frozen=True, eq=False)
class Facts:
    """An exact analysis; cases are numbered from 0.

    Of many cases those that no label and no sign tells apart stand together as one (``outcomes.folding``):
    ``lines`` has then most_d, most_s and most_o, the most that one of them puts into a part [1/12 cent,
    cent], ``deltas`` their euros and squares together and the largest square, ``mdo`` most_milli and
    most_cents.

    Attributes:
        months: Length of the window.
        groups: Kind of each case (bestaand, nieuw).
        wijken: Wijk of each case.
        lines: case, stream, payer, receiver, money_kind, moment, in_window_cents, one_off_cents,
            structural_cents; a row a case and label.
        deltas: comparison, case, stream (or totaal), delta_cents: every case and stream that is compared.
        mdo: case, payer, price_cents [an hour], milli [1/1000 hour], cents.
        mdo_counts_as_cost: The hours stand among the streams.
        programme: What each party pays beside the cases [euro cent].
        kinds: case, money_kind: who pays or gets more or less of that kind.
        scores: The scores of each instrument and part.
        provenance: case, provenance, n_lines.
        times: For how many cases each stands; each for itself when left out.
        n_of_scores: So many at the end stand for the residents of cases only, and count as no case.
    """

    months: int
    groups: Sequence[str]
    wijken: Sequence[str]
    lines: pd.DataFrame
    deltas: pd.DataFrame
    mdo: pd.DataFrame
    mdo_counts_as_cost: bool
    programme: Mapping[str, int]
    kinds: pd.DataFrame
    scores: Sequence[Scores]
    provenance: pd.DataFrame
    times: Whole | None = None
    n_of_scores: int = 0

    @property
    def sizes(self) -> Whole:
        """How many cases each number counts for."""
        found = np.ones(len(self.groups), dtype=np.int64) if self.times is None else self.times.copy()
        found[len(found) - self.n_of_scores :] = 0
        return found

    def has(self, comparison: str) -> Flags:
        """Which cases have this comparison."""
        found = np.zeros(len(self.groups), dtype=bool)
        found[self.deltas["case"].to_numpy()[(self.deltas["comparison"] == comparison).to_numpy()]] = True
        return found

    def said(self, word: Callable[[object], object]) -> Facts:
        """Replace words that may not be shown, as they are replaced in the tables.

        Args:
            word: Replaces one.
        """

        def texts(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
            replaced = {}
            for column in columns:
                names = {name: str(word(name)) for name in frame[column].unique().tolist()}
                replaced[column] = frame[column].map(names).astype(object)
            return frame.assign(**replaced)

        programme: dict[str, int] = {}
        for payer, cents in self.programme.items():
            programme[str(word(payer))] = programme.get(str(word(payer)), 0) + cents
        names = {wijk: str(word(wijk)) for wijk in set(self.wijken)}
        return replace(
            self,
            wijken=[names[wijk] for wijk in self.wijken],
            lines=texts(self.lines, "stream", "payer", "receiver"),
            deltas=texts(self.deltas, "stream"),
            mdo=texts(self.mdo, "payer"),
            programme=programme,
            scores=[
                replace(
                    one,
                    instrument=str(word(one.instrument)),
                    item=None if one.item is None else str(word(one.item)),
                    of=str(word(one.of)),
                )
                for one in self.scores
            ],
            provenance=texts(self.provenance, "provenance"),
        )
