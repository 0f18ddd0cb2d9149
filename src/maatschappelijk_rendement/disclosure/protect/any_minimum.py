"""The verdict at any minimum, reached step by step from the default one.

Reports of the same cases at two minima lie side by side: a figure that came back at a higher minimum, or a
reason that changed, would tell how many cases it is about. So each step shows no more than one with a lower
minimum did, and a figure keeps the reason of the first step from the default that hid it.
"""

from __future__ import annotations

from dataclasses import replace

from maatschappelijk_rendement.disclosure.attack.certificate import certify
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Name
from maatschappelijk_rendement.disclosure.protect.choose import begin, euros, find_unsafe, protect
from maatschappelijk_rendement.disclosure.protect.decide import (
    Verdict,
    decide,
    ends_of,
    verdict,
    with_payers,
)
from maatschappelijk_rendement.disclosure.protect.payers import add_payers
from maatschappelijk_rendement.disclosure.protect.recoding import finest_safe
from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM, Rule, Rules


def choose(facts: Facts, rules: Rules) -> Verdict:
    """Choose the design and what is shown of it at the default minimum, whatever the minimum asked for.

    Args:
        facts: The exact analysis.
        rules: The parameters.
    """
    default = replace(rules, minimum=DEFAULT_MINIMUM)
    found, _ = finest_safe(facts, default)
    return with_payers(found, default)


def decide_in_steps(facts: Facts, rules: Rules, start: Verdict | None = None) -> Verdict:
    """Decide what is shown of one design .

    Args:
        facts: The exact analysis.
        rules: The parameters.
        start: What ``choose`` gave; the finest design is decided about when left out.

    Returns:
        What is shown: at a higher minimum part of what is shown at a lower one.
    """
    default = replace(rules, minimum=DEFAULT_MINIMUM)
    found = start or decide(facts, default)
    problem, ends = found.problem, ends_of(facts)
    first = _reasons(found)
    up = range(DEFAULT_MINIMUM + 1, rules.minimum + 1)
    down = range(DEFAULT_MINIMUM - 1, rules.minimum - 1, -1)
    for minimum in (*up, *down):
        step = replace(rules, minimum=minimum)
        unsafe = find_unsafe(problem, step, ends)
        before = found.shown
        least, most = (frozenset(), before) if up else (before, None)
        known = begin(problem, unsafe.forms, least)
        shown = protect(problem, unsafe, step, known, least=least, most=most).figures
        shown = certify(problem, shown, lambda numbers: euros(problem, numbers), least)
        shown = add_payers(problem, unsafe, shown, step, most)
        found = verdict(problem, found.design, unsafe, shown)
        first = _reasons(found) | first
    return replace(found, rules={name: rule and first[name] for name, rule in found.rules.items()})


def _reasons(found: Verdict) -> dict[Name, Rule]:
    return {name: rule for name, rule in found.rules.items() if rule}
