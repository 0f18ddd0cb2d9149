"""What disclosure control needs to know of a cell: counts and contributions, never which case gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class CellStats:
    """Summary of the contributions to one cell.

    Attributes:
        n: Contributing cases, also those that contribute zero.
        n_nonzero: Cases with a non-zero contribution.
        sum_cents: Sum of the contributions [euro cent; for a score hundredths of a point].
        sum_abs_cents: Sum of their absolute values.
        largest_abs_cents: Largest absolute contribution.
        second_abs_cents: Second largest absolute contribution.
        all_equal: Whether all contributions are the same.
        n_residents: Contributing residents, where the figure is about residents.
        contributions: One a case, for who judges the margin of their mean.
    """

    n: int
    n_nonzero: int
    sum_cents: int
    sum_abs_cents: int
    largest_abs_cents: int
    second_abs_cents: int
    all_equal: bool
    n_residents: int | None = None
    contributions: npt.NDArray[np.int64] | None = field(default=None, compare=False, repr=False)


EMPTY = CellStats(0, 0, 0, 0, 0, 0, True)


def summarise(contributions: Iterable[int] | npt.NDArray[np.int64]) -> CellStats:
    """Summarise one contribution a case.

    Args:
        contributions: One amount a case [euro cent], zeros included; millions of them as an array.

    Example:
        >>> summarise([-500, -100, 0])
        CellStats(n=3, n_nonzero=2, sum_cents=-600, sum_abs_cents=600, largest_abs_cents=500,
        second_abs_cents=100, \
all_equal=False, n_residents=None)
    """
    is_array = isinstance(contributions, np.ndarray)
    amounts = np.asarray(contributions if is_array else list(contributions), dtype=np.int64)
    if not len(amounts):
        return EMPTY
    sizes = np.abs(amounts)
    largest = int(sizes.argmax())
    return CellStats(
        n=len(amounts),
        n_nonzero=int(np.count_nonzero(amounts)),
        sum_cents=int(amounts.sum()),
        sum_abs_cents=int(sizes.sum()),
        largest_abs_cents=int(sizes[largest]),
        second_abs_cents=int(max(sizes[:largest].max(initial=0), sizes[largest + 1 :].max(initial=0))),
        all_equal=bool((amounts == amounts[0]).all()),
        contributions=amounts,
    )


def cell_stats(contributions: Iterable[tuple[Hashable, Key, int]]) -> dict[Key, CellStats]:
    """Summarise contributions per cell; several lines of one case in one cell are added first.

    Args:
        contributions: case id, key of the cell, amount [euro cent]. Give zeros too: they count in ``n``.

    Returns:
        A ``CellStats`` for each key.

    Example:
        >>> cell_stats([("a", ("Wmo",), 100), ("a", ("Wmo",), 50), ("b", ("Wmo",), 0)])[("Wmo",)].n_nonzero
        1
    """
    per_case: dict[Key, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for case_id, key, cents in contributions:
        per_case[key][case_id] += cents
    return {key: summarise(cases.values()) for key, cases in per_case.items()}


def score_stats(scores: Iterable[tuple[Hashable, Hashable, Key, int]]) -> dict[Key, CellStats]:
    """Summarise scores per cell; a resident contributes, cases are counted beside.

    Args:
        scores: case id, resident (of that case), key of the cell, score [1/100 point].

    Returns:
        A ``CellStats`` for each key: ``n`` counts cases, ``n_residents`` residents, the rest is per resident.

    Example:
        >>> score_stats([("a", "B1", ("voor",), 350), ("a", "B2", ("voor",), 400)])[("voor",)].n_residents
        2
    """
    per_resident: dict[Key, dict[tuple[Hashable, Hashable], int]] = defaultdict(lambda: defaultdict(int))
    for case_id, resident, key, hundredths in scores:
        per_resident[key][case_id, resident] += hundredths
    return {
        key: resident_stats(len({case_id for case_id, _ in residents}), list(residents.values()))
        for key, residents in per_resident.items()
    }


def resident_stats(n_cases: int, scores: Sequence[int] | npt.NDArray[np.int64]) -> CellStats:
    """Summarise one score a resident, or one difference of scores, of one cell.

    Args:
        n_cases: Number of cases of these residents.
        scores: What each contributes [1/100 point].

    Returns:
        As ``score_stats``.

    Example:
        >>> found = resident_stats(2, np.array([350, 400, 300]))
        >>> found.n, found.n_residents
        (2, 3)
    """
    return replace(summarise(scores), n=n_cases, n_residents=len(scores))
