"""A slow quantile function made fast: once a fine table of short polynomials, then a few sums a draw.

The inverse of a beta or gamma takes two microseconds a draw, so that twelve of them take longer than
everything else together. Seen from the normal curve (z instead of a probability) such a function is smooth,
and a polynomial of the fifth degree on each 1/32 of z is as good as the function itself. How good is not
believed but checked: where any of the polynomials is further from the function than ``PRECISION``, or a draw
lies outside the table, the function itself is used.

A draw still follows from its probability alone, so that scenarios share their draws, correlation can be laid
over them, and neither blocks nor workers change anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Quantiles = Callable[..., "Floats"]

EDGE = 4
"""The table reaches so many standard deviations; of a million draws some sixty lie outside."""
PER_UNIT = 32
DEGREE = 5
PRECISION = 1e-12
"""Largest relative error of a polynomial, midway between its nodes ..."""
LAST_BITS = 1e-15
"""... beside this part of the largest value: what the function itself may be off, far below the rest."""


def fast_quantiles(exact: Quantiles, shape: tuple[float, ...], probabilities: Floats) -> Floats:
    """Give the value at each probability, within ``PRECISION`` of the exact function.

    Args:
        exact: The quantile function: called with the numbers of ``shape`` and an array of probabilities.
        shape: The numbers of the distribution.
        probabilities: Between 0 and 1.

    Example:
        >>> import numpy as np
        >>> from scipy.special import betaincinv
        >>> float(fast_quantiles(betaincinv, (2.0, 2.0), np.array([0.5])).round(12)[0])
        0.5
    """
    import numpy as np
    from scipy.special import ndtri

    table = _table(exact, shape)
    if table is None:
        return exact(*shape, probabilities)
    place = (ndtri(probabilities) + EDGE) * PER_UNIT
    outside = np.flatnonzero(~((place >= 0) & (place < 2 * EDGE * PER_UNIT)))
    place[outside] = 0
    step = place.astype(np.intp)
    place -= step
    found: Floats = table[DEGREE][step]
    for power in range(DEGREE - 1, -1, -1):
        found *= place
        found += table[power][step]
    np.clip(found, table[0, 0], table[:, -1].sum(), out=found)  # never past the ends, by a last bit
    if len(outside):
        found[outside] = exact(*shape, probabilities[outside])
    return found


@lru_cache(maxsize=256)
def _table(exact: Quantiles, shape: tuple[float, ...]) -> Floats | None:
    """Give the coefficients of each step, lowest power first; None where they are not good enough."""
    import numpy as np
    from scipy.special import ndtr

    nodes = (1 - np.cos(np.pi * np.arange(DEGREE + 1) / DEGREE)) / 2  # with both ends: steps join
    starts = np.arange(2 * EDGE * PER_UNIT)

    def values(parts: Floats) -> Floats:
        z = (starts[None, :] + parts[:, None]) / PER_UNIT - EDGE
        return exact(*shape, ndtr(z))

    at_nodes = values(nodes)
    powers = np.vander(nodes, increasing=True)
    coefficients: Floats = np.asarray(np.linalg.solve(powers, at_nodes), dtype=np.float64)
    between = (nodes[1:] + nodes[:-1]) / 2
    expected = values(between)
    made = np.vander(between, DEGREE + 1, increasing=True) @ coefficients
    allowed = PRECISION * np.abs(expected) + LAST_BITS * np.abs(expected).max()
    return coefficients if (np.abs(made - expected) <= allowed).all() else None
