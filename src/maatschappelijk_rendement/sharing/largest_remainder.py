"""Divide amounts to the cent, so that the parts add up to the whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[Any]
"""Whole numbers: ``int64``, or Python integers where 64 bits could overflow."""
INT64_SAFE = 2**62
FLOAT_EXACT = 2**52
"""Amounts under this are whole in 64 bits of floating point, with room for an error of less than one."""


def divide_cents(totals: Whole, weights: Whole) -> Whole:
    """Divide amounts in proportion to weights, to the cent: the largest remainders get the cents left over.

    Args:
        totals: Amounts, one a row; may be negative [cent].
        weights: Rows by columns (or one row for all), whole numbers of 0 or more with a sum above 0.

    Returns:
        Rows by columns; each row adds up to its total. A tie goes to the last column.

    Example:
        >>> divide_cents(np.array([13239400]), np.array([[1, 1, 1]])).tolist()
        [[4413133, 4413133, 4413134]]
    """
    amounts = totals[:, np.newaxis]
    sums = weights.sum(axis=1, keepdims=True)
    parts, remainders = _divided(amounts, weights, sums)
    left_over = (amounts - parts.sum(axis=1, keepdims=True)).astype(np.int64)
    order = np.argsort(remainders, axis=1, kind="stable")[:, ::-1]
    extra = np.zeros(parts.shape, dtype=np.int64)
    np.put_along_axis(extra, order, (np.arange(parts.shape[1]) < left_over).astype(np.int64), axis=1)
    divided: Whole = parts + extra
    return divided


def _divided(amounts: Whole, weights: Whole, sums: Whole) -> tuple[Whole, Whole]:
    """Divide rounding down, exactly: the parts, and what remains of each in units of ``1 / sums``."""
    if _largest(amounts) >= FLOAT_EXACT or _largest(sums) >= INT64_SAFE // 2 or weights.dtype == object:
        amounts, weights, sums = amounts.astype(object), weights.astype(object), sums.astype(object)
        parts = amounts * weights // sums
        return parts, amounts * weights - parts * sums
    amounts = amounts.astype(np.int64)
    # The quotient in floating point is at most one off. What remains fits in 64 bits, so it comes out right
    # even where the two products overflow: both lose the same multiple of 2^64.
    guess = np.floor(amounts * (weights / sums)).astype(np.int64)
    remainders = amounts * weights - guess * sums
    off = np.floor_divide(remainders, sums)
    return guess + off, remainders - off * sums


def _largest(numbers: Whole) -> int:
    return int(np.abs(numbers).max()) if numbers.size else 0
