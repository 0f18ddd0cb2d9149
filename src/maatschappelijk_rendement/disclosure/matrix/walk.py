"""The verdict at any minimum, reached step by step from the default one.

Reports of the same cases at two minima lie side by side: a figure that came back at a higher minimum, or a
reason that changed, would tell how many cases it is about. So each step shows no more than a step with a lower
minimum did, and a figure keeps the reason of the step nearest to the default that hid it.
"""

from __future__ import annotations

from dataclasses import replace

from maatschappelijk_rendement.disclosure.matrix.decide import Verdict, ends_of, verdict
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.matrix.protect import find_unsafe, protect
from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM, Rule, Rules


def decide_in_steps(facts: Facts, rules: Rules) -> Verdict:
    """Decide what is shown of the finest design in exact cents.

    Args:
        facts: The exact analysis.
        rules: The parameters.

    Returns:
        What is shown: at a higher minimum part of what is shown at a lower one.
    """
    problem, ends = make(facts, FINEST), ends_of(facts)
    direction = 1 if rules.minimum >= DEFAULT_MINIMUM else -1
    first: dict[Name, Rule] = {}
    shown: frozenset[int] | None = None
    for minimum in range(DEFAULT_MINIMUM, rules.minimum + direction, direction):
        step = replace(rules, minimum=minimum, minimum_reason="tussenstap")
        unsafe = find_unsafe(problem, step, ends)
        if shown is None:
            found = protect(problem, unsafe, step)
        elif direction > 0:
            found = protect(problem, unsafe, step, most=shown)
        else:
            found = protect(problem, unsafe, step, least=shown)
        shown = found.figures
        one = verdict(problem, FINEST, unsafe.rules, shown)
        first = {name: rule for name, rule in one.rules.items() if rule} | first
    kept = {name: rule and first[name] for name, rule in one.rules.items()}
    return replace(one, rules=kept)
