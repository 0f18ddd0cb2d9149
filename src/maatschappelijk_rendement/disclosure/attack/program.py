"""A linear program with one set of conditions and many goals, solved by HiGHS.

HiGHS is called without scipy.optimize around it: a next goal starts from the answer to the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maatschappelijk_rendement.disclosure.attack.solver import (
    HighsLp,
    HighsModelStatus,
    MatrixFormat,
    forget_threads,
    quiet,
)

DUAL, PRIMAL = 1, 4
"""HiGHS's numbers for two simplex methods."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best table that fits.

    Attributes:
        values: One a column.
        prices: For each row how much the goal gains per unit of room.
    """

    values: Vector
    prices: Vector


class Program:
    """Columns between bounds, rows (signed sums of columns) between bounds.

    Args:
        matrix: The rows.
        row_bounds: Lowest and highest value of each row.
        bounds: Lowest and highest value of each column.

    Example:
        >>> sums = np.array([[1.0, 1.0]])
        >>> program = Program(sums, (np.zeros(1), np.ones(1)), (np.zeros(2), np.ones(2)))
        >>> program.least([-1.0, -2.0]).values.tolist() == [0.0, 1.0]
        True
    """

    def __init__(
        self, matrix: Vector, row_bounds: tuple[Vector, Vector], bounds: tuple[Vector, Vector]
    ) -> None:
        rows, columns = np.nonzero(matrix)
        model = HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.row_lower_, model.row_upper_ = row_bounds
        model.col_lower_, model.col_upper_ = bounds
        model.col_cost_ = np.zeros(matrix.shape[1])
        model.a_matrix_.format_ = MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(rows, np.arange(len(matrix) + 1))
        model.a_matrix_.index_, model.a_matrix_.value_ = columns, matrix[rows, columns]
        self._solver = quiet()
        # Our linear programs are small: presolving one takes longer than solving it.
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(model)

    def least(self, cost: Sequence[float] | Vector) -> Answer | None:
        """Find the least cost, or None when nothing fits.

        Args:
            cost: Of one unit of each column.
        """
        costs = np.asarray(cost, dtype=float)
        self._solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        # With another goal the last answer still fits, and the primal method goes on from there. Where it
        # gets stuck (by its arithmetic), the dual method begins from nothing.
        for method in (PRIMAL, DUAL):
            self._solver.setOptionValue("simplex_strategy", method)
            # HiGHS keeps its threads for the next run in the process, and refuses our one thread where
            # another solver (of a notebook, say) made more. So start without, and leave none behind.
            forget_threads()
            self._solver.run()
            forget_threads()
            if self._solver.getModelStatus() == HighsModelStatus.kOptimal:
                found = self._solver.getSolution()
                return Answer(np.array(found.col_value), np.array(found.row_dual))
            self._solver.clearSolver()
        return None
