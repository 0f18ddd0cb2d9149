"""Divide amounts to the cent, so that the parts add up to the whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[Any]
"""Whole numbers: ``int64``, or Python integers where 64 bits could overflow."""
INT64_SAFE = 2**62


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
    if int(np.abs(amounts).max()) * int(sums.max()) >= INT64_SAFE:
        amounts, weights, sums = amounts.astype(object), weights.astype(object), sums.astype(object)
    products = amounts * weights
    parts = products // sums
    remainders = products - parts * sums
    left_over = (amounts - parts.sum(axis=1, keepdims=True)).astype(np.int64)
    order = np.argsort(remainders, axis=1, kind="stable")[:, ::-1]
    extra = np.zeros(parts.shape, dtype=np.int64)
    np.put_along_axis(extra, order, (np.arange(parts.shape[1]) < left_over).astype(np.int64), axis=1)
    divided: Whole = parts + extra
    return divided
