"""What an interval is, and the whole numbers it is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
WholeNumbers = Sequence[int] | IntArray

SUM_LIMIT = 2**62  # half of int64, so that two sums can still be added


@dataclass(frozen=True, slots=True)
class Interval(Tabular):
    """A confidence interval of a mean amount.

    Attributes:
        low_cents: Lower bound [euro cent].
        high_cents: Upper bound [euro cent].
        level: Coverage aimed at, such as 0.95.
        method: ``t``, ``bca``, ``bootstrap-t`` or ``percentiel``.
        n: Number of cases behind it.
    """

    low_cents: int
    high_cents: int
    level: float
    method: str
    n: int

    @property
    def has_zero(self) -> bool:
        """Whether no change at all is among the values that fit the data."""
        return self.low_cents <= 0 <= self.high_cents


@dataclass(frozen=True, slots=True)
class ScoreInterval(Tabular):
    """A confidence interval of a mean score, in hundredths of a point; otherwise as ``Interval``."""

    low_hundredths: int
    high_hundredths: int
    level: float
    method: str
    n: int


def whole_numbers(values: WholeNumbers) -> IntArray:
    """Give the values as one row of int64 that can be added up without overflow.

    Args:
        values: Whole numbers [euro cent or hundredths of a point].

    Raises:
        UsageError: The values are not whole, not one row, or too large to add up in 64 bits.

    Example:
        >>> whole_numbers([300, -100]).sum()
        np.int64(200)
    """
    array = np.asarray(values)
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    if array.ndim != 1 or array.dtype.kind not in "iu":
        raise UsageError("Geef hele getallen (centen of honderdsten) op één rij, zonder lege plekken.")
    largest = max(abs(int(array.min())), abs(int(array.max())))
    if largest * array.size >= SUM_LIMIT:
        raise UsageError("Deze bedragen zijn te groot om op te tellen. Controleer of het centen zijn.")
    return array.astype(np.int64)


def clusters(sums: WholeNumbers, counts: WholeNumbers) -> tuple[IntArray, IntArray]:
    """Read per case a sum and the number of residents in it, in an order that hangs on nothing else.

    Raises:
        UsageError: The two rows differ in length, are not whole numbers, or a case has no resident.

    Example:
        >>> clusters([900, 400], [2, 1])
        (array([400, 900]), array([1, 2]))
    """
    of_case, residents = whole_numbers(sums), whole_numbers(counts)
    if len(of_case) != len(residents) or (residents < 1).any():
        raise UsageError("Geef per casus één som en één aantal bewoners, van minstens 1.")
    order = np.lexsort((residents, of_case))
    return of_case[order], residents[order]


def whole_unit(value: float) -> int:
    """Round a computed statistic to a whole cent or hundredth, half-up: the border where floats end.

    Example:
        >>> whole_unit(-2.5), whole_unit(2.4)
        (-3, 2)
    """
    return half_up(Fraction(value))


def check_level(level: float) -> None:
    """Refuse a confidence level that is none.

    Raises:
        UsageError: The level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise UsageError("Het betrouwbaarheidsniveau ligt tussen 0 en 1, bijvoorbeeld 0.95.")
