"""Wellbeing per group, instrument and moment: residents weigh, each mean has its own n, pairs are compared.

Scores are whole hundredths (``score_centi``), so that a mean is an exact fraction until it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.frames import places
from maatschappelijk_rendement.domain.instruments import InstrumentDefinition
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import Moment, fold

if TYPE_CHECKING:
    import pandas as pd

TOTAL = "totaal"
# With which earlier moments each moment is compared, resident by resident.
PAIRED_WITH: dict[str, tuple[str | None, ...]] = {
    Moment.BEFORE: (None,),
    Moment.AFTER: (Moment.BEFORE,),
    Moment.REPEAT: (Moment.BEFORE, Moment.AFTER),
}
WholeNumbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
"""Places in a table: half the room, which counts where each group keeps those of millions of residents."""


@dataclass(frozen=True, eq=False)
class Residents(Tabular):
    """What each resident of a group gave: a score, or a difference of two.

    Attributes:
        everyone: case_id, resident and ``case``, the number of the case, of all residents.
        places: Which of them these are.
        of_everyone: The score or the difference of each of all residents [1/100 point]; of others than these
            it says nothing.
    """

    everyone: pd.DataFrame
    places: Places
    of_everyone: WholeNumbers

    def __len__(self) -> int:
        return len(self.places)

    @property
    def hundredths(self) -> WholeNumbers:
        """The score or the difference of each [1/100 point]."""
        return self.of_everyone[self.places]

    def __iter__(self) -> Iterator[tuple[str, str, int]]:
        """Give case_id, resident and hundredths, one resident at a time; not meant for millions."""
        who = self.everyone.iloc[self.places]
        yield from zip(who["case_id"], who["resident"], self.hundredths.tolist(), strict=True)

    @property
    def cases(self) -> WholeNumbers:
        """Number of the case of each resident; those of one case stand after each other."""
        return self.everyone["case"].to_numpy("int64")[self.places]

    @cached_property
    def n_cases(self) -> int:
        """Number of cases with such a resident."""
        return int(np.count_nonzero(np.diff(self.cases))) + bool(len(self))

    @property
    def mean(self) -> Fraction | None:
        """Mean over residents, in points; none without residents."""
        return Fraction(int(self.hundredths.sum()), 100 * len(self)) if len(self) else None

    def per_case(self) -> tuple[WholeNumbers, WholeNumbers]:
        """Sum of the hundredths of each case, and its number of residents."""
        firsts = np.append(0, np.flatnonzero(np.diff(self.cases)) + 1)
        return np.add.reduceat(self.hundredths, firsts), np.diff(np.append(firsts, len(self)))


@dataclass(frozen=True, eq=False)
class WellbeingGroup(Tabular):
    """One row of the wellbeing table.

    Attributes:
        paired_with: The earlier moment, if any.
        scores: What each resident contributes to the mean.
        pairs: What each resident with a score at both moments contributes to the paired difference: later
            minus earlier.
    """

    case_type: str
    wijk: str
    instrument: str
    item: str | None
    moment: str
    paired_with: str | None
    scores: Residents
    pairs: Residents

    @property
    def n_residents(self) -> int:
        """Residents with a score."""
        return len(self.scores)

    @property
    def n_cases(self) -> int:
        """Cases with such a resident."""
        return self.scores.n_cases

    @property
    def mean(self) -> Fraction:
        """Mean score over residents, in points."""
        return self.scores.mean or Fraction(0)

    @property
    def paired_n(self) -> int | None:
        """Residents with a score at both moments; none where nothing is compared."""
        return None if self.paired_with is None else len(self.pairs)

    @property
    def paired_difference(self) -> Fraction | None:
        """Mean of later minus earlier over those residents, in points; none without pairs."""
        return self.pairs.mean


def group_wellbeing(scores: pd.DataFrame, cases: pd.DataFrame) -> list[WellbeingGroup]:
    """Average scores per kind of case, wijk, instrument, item and moment.

    Args:
        scores: case_id, resident, moment, instrument, item, score_centi [1/100 point].
        cases: case_id, wijk, case_type.

    Returns:
        One row a group, moment and moment it is paired with; ``totaal`` pools kinds of case, which is allowed
        for wellbeing only.
    """
    place = places(scores["case_id"], cases["case_id"])
    is_known = place >= 0
    place = place[is_known]
    given = scores[is_known]
    # Ids compare without regard to case: B1 and b1 of one case are one resident.
    rows = given[["case_id", "moment", "instrument", "score_centi"]].assign(
        case=place,
        resident=_as_words(given["resident"], fold),
        item=_as_words(given["item"], str),
        case_type=cases["case_type"].take(place).array,
        wijk=cases["wijk"].take(place).array,
    )
    rows = rows.sort_values(["case_id", "resident"], kind="stable", ignore_index=True)
    return [
        group
        for (instrument, item), part in rows.groupby(["instrument", "item"], observed=True)
        for group in _groups(str(instrument), str(item) or None, part)
    ]


def _as_words(texts: pd.Series[Any], form: Callable[[str], str]) -> pd.Categorical:
    """Give texts in the form in which they compare, as a category in alphabetical order; none is empty."""
    import pandas as pd

    codes, found = pd.factorize(texts)
    forms = [*(form(str(text)) for text in found), ""]
    words = sorted(set(forms))
    place = {word: number for number, word in enumerate(words)}
    # What is missing has number -1, which picks the last.
    of_text = np.array([place[word] for word in forms], dtype=np.int64)
    return pd.Categorical.from_codes(of_text[codes], categories=pd.Index(words, dtype="str"))


def in_order(
    groups: Iterable[WellbeingGroup], instruments: Mapping[str, InstrumentDefinition]
) -> list[WellbeingGroup]:
    """Put groups in the order of the table, items in that of their instrument: 2 before 10.

    Args:
        groups: The groups; those of one instrument and item stay as they are.
        instruments: The instruments by id.
    """
    place = {
        (name, item.name): number
        for name, definition in instruments.items()
        for number, item in enumerate(definition.items)
    }

    def key(group: WellbeingGroup) -> tuple[object, ...]:
        item = group.item or ""
        return group.case_type, group.wijk, group.instrument, place.get((group.instrument, item), -1), item

    return sorted(groups, key=key)


def _groups(instrument: str, item: str | None, part: pd.DataFrame) -> Iterator[WellbeingGroup]:
    """Give the groups of one instrument and item; ``part`` has the scores of a resident after each other."""
    import pandas as pd

    case, resident = part["case"].to_numpy(), part["resident"].cat.codes.to_numpy()
    is_first = np.append(True, (case[1:] != case[:-1]) | (resident[1:] != resident[:-1]))
    everyone = part.loc[is_first, ["case_id", "resident", "case", "case_type", "wijk"]]
    everyone = everyone.reset_index(drop=True)
    of_resident = np.cumsum(is_first, dtype=np.int32) - 1
    moments, words = pd.factorize(part["moment"])
    scores = part["score_centi"].to_numpy("int64")
    given: dict[str | None, WholeNumbers] = {}
    has: dict[str | None, npt.NDArray[np.bool_]] = {}
    for number, word in enumerate(words):
        then = moments == number
        given[str(word)] = np.zeros(len(everyone), dtype=np.int64)
        has[str(word)] = np.zeros(len(everyone), dtype=bool)
        given[str(word)][of_resident[then]] = scores[then]
        has[str(word)][of_resident[then]] = True
    change = {
        (moment, earlier): given[moment] - given[earlier] if earlier in given else given[moment]
        for moment, earlier_moments in PAIRED_WITH.items()
        if moment in given
        for earlier in earlier_moments
    }
    for (case_type, wijk), members in _margins(everyone).items():
        for moment, earlier_moments in PAIRED_WITH.items():
            there = members[has[moment][members]] if moment in has else members[:0]
            if not len(there):
                continue
            for earlier in earlier_moments:
                both = there[has[earlier][there]] if earlier in has else there[:0]
                yield WellbeingGroup(
                    case_type=case_type,
                    wijk=wijk,
                    instrument=instrument,
                    item=item,
                    moment=str(moment),
                    paired_with=earlier,
                    scores=Residents(everyone, there, given[moment]),
                    pairs=Residents(everyone, both, change[moment, earlier]),
                )


def _margins(everyone: pd.DataFrame) -> dict[tuple[str, str], Places]:
    """Give who belongs to each kind of case and wijk, and to all kinds and wijken."""
    found = {(TOTAL, TOTAL): np.arange(len(everyone), dtype=np.int32)}
    for by in (["case_type"], ["wijk"], ["case_type", "wijk"]):
        number = everyone.groupby(by, observed=True).ngroup().to_numpy()
        # Numbers of 16 bits are put in order in one pass.
        number = number.astype(np.min_scalar_type(len(number) and int(number.max())))
        in_order = np.argsort(number, kind="stable").astype(np.int32)
        firsts = np.flatnonzero(np.diff(number[in_order])) + 1
        for members in np.split(in_order, firsts):
            one = everyone.iloc[int(members[0])]
            case_type, wijk = (str(one[name]) if name in by else TOTAL for name in ("case_type", "wijk"))
            found[case_type, wijk] = members
    return found
