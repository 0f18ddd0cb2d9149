"""Columns of exact numbers: integers over one shared denominator.

Amounts and percentages stay exact from the input to the one rounding at the end, at the speed of numpy:
``int64`` as long as every product fits, Python integers where it does not. A tie on paper is a tie here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.domain.errors import UsageError

Number = int | float | Decimal | Fraction
Numbers = Any
"""One number, or a column of them: a list, a numpy array, a pandas or Polars series, an ``Exact``."""
Integers = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]

INT64_SAFE = 2**62
FLOAT_EXACT = 2**53
DECIMALS_TRIED = (0, 2, 4, 6, 9, 12, 15)


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A column of rational numbers: ``numerators / denominator``.

    Attributes:
        numerators: One-dimensional, ``int64`` or Python integers.
        denominator: Positive, shared by the whole column.
        bound: No numerator is larger in size; at least 1.

    Example:
        >>> half = Exact.of(Fraction(1, 2))
        >>> (Exact.of([100, -3]) * half).cents().tolist()
        [5000, -150]
    """

    numerators: Integers
    denominator: int
    bound: int

    @classmethod
    def of(cls, values: Numbers, name: str = "waarde") -> Exact:
        """Read one number or a column; a float counts as the decimal number it prints as.

        Args:
            values: Numbers of any kind, none of them missing.
            name: What the user calls this column, for the message.

        Raises:
            UsageError: A value is missing or is no number.
        """
        if isinstance(values, Exact):
            return values
        if isinstance(values, (int, float, Decimal, Fraction)):
            return _from_fractions([_fraction(values, name)])
        array = np.atleast_1d(np.asarray(values))
        if array.ndim != 1:
            raise UsageError(f"{name}: geef één getal of één kolom met getallen.")
        if array.dtype.kind in "iub":
            return _from_integers(array.astype(np.int64), 1)
        if array.dtype.kind == "f":
            return _from_floats(array.astype(np.float64), name)
        return _from_fractions([_fraction(value, name) for value in array.tolist()])

    def __len__(self) -> int:
        return len(self.numerators)

    def __neg__(self) -> Exact:
        return Exact(-self.numerators, self.denominator, self.bound)

    def __add__(self, other: Exact) -> Exact:
        left, right, denominator = _aligned(self, other)
        return Exact(left.numerators + right.numerators, denominator, left.bound + right.bound)

    def __sub__(self, other: Exact) -> Exact:
        left, right, denominator = _aligned(self, other)
        return Exact(left.numerators - right.numerators, denominator, left.bound + right.bound)

    def __mul__(self, other: Exact) -> Exact:
        left, right = self, other
        if left.bound * right.bound >= INT64_SAFE:
            left, right = left.measured(), right.measured()
            if left.bound * right.bound >= INT64_SAFE:
                left, right = left.widened(), right.widened()
        return Exact(
            left.numerators * right.numerators,
            left.denominator * right.denominator,
            left.bound * right.bound,
        )

    def __ge__(self, other: Exact) -> Flags:
        return self._compared(other, np.greater_equal)

    def __le__(self, other: Exact) -> Flags:
        return self._compared(other, np.less_equal)

    def __gt__(self, other: Exact) -> Flags:
        return self._compared(other, np.greater)

    def __lt__(self, other: Exact) -> Flags:
        return self._compared(other, np.less)

    def _compared(self, other: Exact, compare: Callable[..., Any]) -> Flags:
        left, right, _ = _aligned(self, other)
        return np.asarray(compare(left.numerators, right.numerators), dtype=np.bool_)

    def measured(self) -> Exact:
        """The same column with the tightest bound."""
        largest = int(np.abs(self.numerators).max()) if len(self) else 1
        return Exact(self.numerators, self.denominator, max(1, largest))

    def widened(self) -> Exact:
        """The same column in Python integers, which do not overflow."""
        return Exact(self.numerators.astype(object), self.denominator, self.bound)

    def cents(self) -> Integers:
        """Round to whole cents, half-up (ties away from zero), once.

        Example:
            >>> Exact.of([Decimal("0.005"), Decimal("-0.005"), Decimal("0.0049")]).cents().tolist()
            [1, -1, 0]
        """
        hundredfold = self * _whole(100)
        doubled = (hundredfold + hundredfold).measured()
        if doubled.bound + 2 * self.denominator >= INT64_SAFE:
            doubled = doubled.widened()
        sizes = (np.abs(doubled.numerators) + self.denominator) // (2 * self.denominator)
        return np.asarray(np.where(doubled.numerators < 0, -sizes, sizes))

    def fractions(self) -> list[Fraction]:
        """Give the numbers one by one.

        Example:
            >>> Exact.of([0.25, 2]).fractions()
            [Fraction(1, 4), Fraction(2, 1)]
        """
        return [Fraction(int(numerator), self.denominator) for numerator in self.numerators.tolist()]


def is_one(values: Any) -> bool:
    """Whether this is one number (or nothing), and no column.

    Example:
        >>> is_one(3), is_one([3])
        (True, False)
    """
    return not isinstance(values, Exact) and np.ndim(values) == 0


ZERO = Exact(np.zeros(1, dtype=np.int64), 1, 1)
ONE = Exact(np.ones(1, dtype=np.int64), 1, 1)


def smallest(left: Exact, right: Exact) -> Exact:
    """Give the smaller of two columns, row by row.

    Example:
        >>> smallest(Exact.of([1, 5]), Exact.of(3)).fractions()
        [Fraction(1, 1), Fraction(3, 1)]
    """
    left, right, denominator = _aligned(left, right)
    return Exact(np.minimum(left.numerators, right.numerators), denominator, max(left.bound, right.bound))


def largest(left: Exact, right: Exact) -> Exact:
    """Give the larger of two columns, row by row."""
    left, right, denominator = _aligned(left, right)
    return Exact(np.maximum(left.numerators, right.numerators), denominator, max(left.bound, right.bound))


def choose(condition: Flags, when_true: Exact, when_false: Exact) -> Exact:
    """Take one column where the condition holds and the other elsewhere.

    Example:
        >>> choose(np.array([True, False]), ONE, ZERO).fractions()
        [Fraction(1, 1), Fraction(0, 1)]
    """
    left, right, denominator = _aligned(when_true, when_false)
    return Exact(
        np.where(condition, left.numerators, right.numerators), denominator, max(left.bound, right.bound)
    )


def _aligned(left: Exact, right: Exact) -> tuple[Exact, Exact, int]:
    """Bring two columns to one denominator, in a width that also holds their sum."""
    denominator = lcm(left.denominator, right.denominator)
    left, right = _over(left, denominator), _over(right, denominator)
    if left.bound + right.bound >= INT64_SAFE:
        left, right = left.measured(), right.measured()
        if left.bound + right.bound >= INT64_SAFE:
            left, right = left.widened(), right.widened()
    return left, right, denominator


def _over(column: Exact, denominator: int) -> Exact:
    if column.denominator == denominator:
        return column
    scaled = column * _whole(denominator // column.denominator)
    return Exact(scaled.numerators, denominator, scaled.bound)


def _whole(number: int) -> Exact:
    kind: Any = np.int64 if number < INT64_SAFE else object
    return Exact(np.array([number], dtype=kind), 1, number)


def _from_integers(numerators: Integers, denominator: int) -> Exact:
    return Exact(numerators, denominator, 1).measured()


def _from_floats(values: npt.NDArray[np.float64], name: str) -> Exact:
    """Find the fewest decimals that give every float back: the double nearest to n / 10^k is unique."""
    if not np.isfinite(values).all():
        raise _missing(name)
    largest_value = float(np.abs(values).max()) if len(values) else 0.0
    for decimals in DECIMALS_TRIED:
        scale = 10**decimals
        if largest_value * scale >= FLOAT_EXACT:
            break
        whole = np.rint(values * scale)
        if np.array_equal(whole / scale, values):
            return _from_integers(whole.astype(np.int64), scale)
    return _from_fractions([_fraction(value, name) for value in values.tolist()])


def _from_fractions(values: list[Fraction]) -> Exact:
    denominator = lcm(*(value.denominator for value in values)) if values else 1
    numerators = [value.numerator * (denominator // value.denominator) for value in values]
    bound = max([1, *map(abs, numerators)])
    kind: Any = np.int64 if bound < INT64_SAFE else object
    return Exact(np.array(numerators, dtype=kind), denominator, bound)


def _fraction(value: object, name: str) -> Fraction:
    try:
        if isinstance(value, float):
            return Fraction(repr(float(value)))
        if isinstance(value, (int, Decimal, Fraction)):
            return Fraction(value)
    except (ValueError, OverflowError) as error:
        raise _missing(name) from error
    raise _missing(name)


def _missing(name: str) -> UsageError:
    return UsageError(
        f"{name}: een waarde ontbreekt of is geen getal. Onbekend is geen nul: vul de waarde in, "
        "of laat de regel weg."
    )
