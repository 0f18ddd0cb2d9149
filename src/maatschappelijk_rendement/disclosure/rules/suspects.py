"""Which printed figures may be unsafe by themselves: most are not, and that shows of many at once.

Of those that are left ``primary.judge`` says whether they are, and by which rule.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import Atoms
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Unit
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.many_forms import sizes, unsafe
from maatschappelijk_rendement.disclosure.rules.primary import COUNTS

AMOUNTS = frozenset({Unit.EURO, Unit.HOURS})


def suspects(figures: Sequence[Figure], atoms: Atoms, rules: Rules) -> list[int]:
    """Give the numbers of the figures that may break a rule: all others break none.

    Args:
        figures: Printed figures.
        atoms: Their atoms.
        rules: The parameters.
    """
    is_suspect = np.array([figure.unit not in COUNTS | AMOUNTS for figure in figures], dtype=bool)
    counts = np.array([place for place, one in enumerate(figures) if one.unit in COUNTS], dtype=np.intp)
    is_suspect[counts] = unsafe([figures[place].form for place in counts], atoms, rules, is_amount=False)
    amounts = np.array([place for place, one in enumerate(figures) if one.unit in AMOUNTS], dtype=np.intp)
    forms, about = ([getattr(figures[place], name) for place in amounts] for name in ("form", "about"))
    is_suspect[amounts] = unsafe(forms, atoms, rules, is_amount=True) | unsafe(
        about, atoms, rules, is_amount=False
    )
    # Equal amounts give everyone's away; where two of a few differ, they are not equal.
    few = sizes(forms, atoms.few.atoms)
    is_suspect[amounts] |= few.one * few.n <= few.whole
    return np.flatnonzero(is_suspect).tolist()
