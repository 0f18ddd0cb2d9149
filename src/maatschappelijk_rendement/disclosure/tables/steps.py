"""On which grid each shown amount stands: the headline on the finest that is safe, the rest where it must.

Where a sum of whole units is a puzzle, amounts stand on a coarser grid. What a report is read for is not
touched for the sake of a wijk or a part of a sum: those are coarser instead.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from maatschappelijk_rendement.disclosure.matrix.atoms import Form
from maatschappelijk_rendement.disclosure.matrix.design import Design
from maatschappelijk_rendement.disclosure.matrix.figures import Name, Problem, Unit
from maatschappelijk_rendement.disclosure.matrix.tiers import HEADLINE
from maatschappelijk_rendement.disclosure.rules.puzzles import least_steps
from maatschappelijk_rendement.disclosure.rules.whole_units import Steps
from maatschappelijk_rendement.disclosure.tables.bought import Whole
from maatschappelijk_rendement.disclosure.tables.rounding import Grids
from maatschappelijk_rendement.disclosure.tables.unit_sums import SumsOfUnits


def steps_of(
    units: Whole, problem: Problem, shown: Collection[Name], grids: Grids, design: Design, least_cents: int
) -> Steps:
    """Give the finest grids on which no sum of whole units is a puzzle.

    Args:
        units: What was bought of each product.
        problem: The figures that were judged.
        shown: The names of those that are shown.
        grids: The own grid of each [euro cent].
        design: How fine the report is.
        least_cents: The finest grid that was asked for [euro cent].
    """
    first = {figure.name for figure in problem.figures if figure.tier in HEADLINE}
    return least_steps(
        SumsOfUnits(units, problem, shown, grids, design).all_known(),
        least_cents,
        lambda: SumsOfUnits(units, problem, first.intersection(shown), grids, design).all_known(),
    )


def floors_of(problem: Problem, shown: Collection[Name], steps: Steps) -> Mapping[Name, int]:
    """Give the finest grid of each figure of money: the same amount has the same one wherever it stands.

    Args:
        problem: The figures that were judged.
        shown: The names of those that are shown.
        steps: The grids of the headline and of the rest.
    """
    names = set(shown)
    money = [figure for figure in problem.figures if figure.unit is Unit.EURO]
    first = {_key(one.form) for one in money if one.tier in HEADLINE and one.name in names}
    return {one.name: steps.headline if _key(one.form) in first else steps.rest for one in money}


def _key(form: Form) -> frozenset[tuple[int, int]]:
    """Write a form, whatever its sign."""
    sign = 1 if form and form[min(form)] > 0 else -1
    return frozenset((atom, sign * times) for atom, times in form.items())
