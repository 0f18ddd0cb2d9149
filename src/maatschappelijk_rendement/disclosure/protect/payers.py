"""Add what one party pays of the balance, when all else is decided: it costs nothing of that.

Beside what is shown already these figures are judged like any other. One from which something unsafe follows,
alone or together with others, is not shown; and nothing else is hidden for its sake.
"""

from __future__ import annotations

import numpy as np

from maatschappelijk_rendement.disclosure.attack.certificate import certify
from maatschappelijk_rendement.disclosure.attack.intervals import Attack
from maatschappelijk_rendement.disclosure.attack.widen import needed_widths
from maatschappelijk_rendement.disclosure.matrix.atoms import Form
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.matrix.figures import Problem
from maatschappelijk_rendement.disclosure.matrix.tiers import PAYERS
from maatschappelijk_rendement.disclosure.protect.choose import (
    Unsafe,
    begin,
    candidates,
    eliminate,
    euros,
    protect,
)
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.pairs import unsafe_pairs


def add_payers(
    problem: Problem, unsafe: Unsafe, shown: frozenset[int], rules: Rules, most: frozenset[int] | None = None
) -> frozenset[int]:
    """Give what is shown, with the figures of parties that can be shown beside it.

    Args:
        problem: The problem.
        unsafe: What may not be shown or follow.
        shown: Numbers of the figures that are shown whatever happens.
        rules: The parameters.
        most: Nothing else than these is added; all when left out.
    """
    start = begin(problem, (), shown)
    forms = [*unsafe.forms, *_own_forms(problem, unsafe, shown, rules, start)]
    order = candidates(problem, unsafe, most, of_payers=True)
    start.protect(forms)
    added = eliminate(problem, order, start, shown)
    found = added.figures
    if len(added.elimination.pivots) > len(start.pivots):
        with_own = Unsafe(unsafe.rules, forms, unsafe.printed)
        found = protect(problem, with_own, rules, start, least=shown, most=most, of_payers=True).figures
    # What follows already may all the same be printed on a finer grid than what it follows from.
    return certify(problem, found, lambda numbers: euros(problem, numbers), shown)


def _own_forms(
    problem: Problem, unsafe: Unsafe, shown: frozenset[int], rules: Rules, before: Elimination
) -> list[Form]:
    """Give the unsafe figures of parties and the unsafe pairs with them that are still open.

    What lies between close bounds without a figure of a party already (``before``) keeps no other one of them
    hidden.
    """
    figures = problem.figures
    of_payers = [number for number, figure in enumerate(figures) if figure.tier == PAYERS]
    hidden = [figures[number].form for number in of_payers if number in unsafe.rules]
    safe = [figures[number] for number in sorted({*shown, *of_payers}) if number not in unsafe.rules]
    own = [figures[number] for number in of_payers]
    # Of two figures that are shown already, the pairs were protected when these were chosen.
    forms = [form for form in hidden if form] + unsafe_pairs(problem, safe, rules, own)
    needed = needed_widths(problem, forms, 0, rules)
    wanted = np.flatnonzero(needed > 0).tolist()
    attack = Attack(problem, before, rules)
    is_open = attack.ends([forms[number] for number in wanted], needed[wanted]).have(needed[wanted])
    closed = {number for number, has in zip(wanted, is_open.tolist(), strict=True) if not has}
    return [form for number, form in enumerate(forms) if number not in closed]
