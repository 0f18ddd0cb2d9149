"""The verdict on a publication: for every printed number the rule that hides it, or that it is shown."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, replace

from maatschappelijk_rendement.disclosure.attack.certificate import certify
from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Name, Problem
from maatschappelijk_rendement.disclosure.matrix.money import PARTS, SOM
from maatschappelijk_rendement.disclosure.matrix.people import SQUARES
from maatschappelijk_rendement.disclosure.matrix.problem import COST_TABLES, OF_THE_MARGIN, make
from maatschappelijk_rendement.disclosure.matrix.tiers import HEAVY, WEIGHTS
from maatschappelijk_rendement.disclosure.protect.choose import (
    Ends,
    Unsafe,
    begin,
    candidates,
    eliminate,
    euros,
    find_unsafe,
    leave_out,
    protect,
)
from maatschappelijk_rendement.disclosure.protect.payers import add_payers
from maatschappelijk_rendement.disclosure.rules import Rule, Rules


@dataclass(frozen=True, eq=False)
class Verdict:
    """What is published.

    Attributes:
        design: How fine it is.
        rules: For each printed number the rule that hides it; None is shown.
        problem: The figures behind it.
        unsafe: What may not be shown or follow.
        shown: Numbers of the figures that are shown.
        weight: What is shown, weighed by tier.
        lacks: What of the heavy tiers is hidden, weighed by tier.
        lacks_for_others: The part of it that is hidden for the sake of other figures only.
    """

    design: Design
    rules: Mapping[Name, Rule | None]
    problem: Problem
    unsafe: Unsafe
    shown: frozenset[int]
    weight: float
    lacks: float
    lacks_for_others: float


def ends_of(facts: Facts) -> Ends:
    """Give the ends of the scale of each instrument, with the step beside each."""
    return {scores.instrument: ((scores.lowest, scores.highest), scores.steps) for scores in facts.scores}


def decide(facts: Facts, rules: Rules, design: Design = FINEST) -> Verdict:
    """Decide what is shown of one design.

    Args:
        facts: The exact analysis.
        rules: The parameters.
        design: How fine the publication is.
    """
    return with_payers(finish(prepare(facts, rules, design), rules), rules)


@dataclass(frozen=True, eq=False)
class Draft:
    """A design after elimination: what is shown in the end is part of what is shown here.

    Attributes:
        design: How fine it is.
        problem: Its figures.
        unsafe: What may not be shown or follow.
        start: What a reader knows, and what may not follow.
        weight: What is shown so far, weighed by tier.
    """

    design: Design
    problem: Problem
    unsafe: Unsafe
    start: Elimination
    weight: float


def prepare(facts: Facts, rules: Rules, design: Design, finer: Verdict | None = None) -> Draft:
    """Make the problem of a design, find what is unsafe, and eliminate.

    Args:
        facts: The exact analysis.
        rules: The parameters.
        design: How fine the publication is.
        finer: The verdict on another design: where only parts are left out of it, the rest is as it was.
    """
    if finer is not None and replace(finer.design, has_parts=False).key == design.key:
        problem, unsafe = leave_out(finer.problem, finer.unsafe, PARTS, rules)
    else:
        problem = make(facts, design)
        unsafe = find_unsafe(problem, rules, ends_of(facts))
    start = begin(problem, unsafe.forms)
    shown = eliminate(problem, candidates(problem, unsafe), start)
    return Draft(design, problem, unsafe, start, sum(weigh(problem, shown.figures).values()))


def finish(draft: Draft, rules: Rules) -> Verdict:
    """Protect a design against all else, without the figures of one party."""
    problem = draft.problem
    shown = protect(problem, draft.unsafe, rules, draft.start).figures
    shown = certify(problem, shown, lambda numbers: euros(problem, numbers))
    return verdict(problem, draft.design, draft.unsafe, shown)


def with_payers(found: Verdict, rules: Rules) -> Verdict:
    """Add the figures of each party to a verdict."""
    shown = add_payers(found.problem, found.unsafe, found.shown, rules)
    return verdict(found.problem, found.design, found.unsafe, shown)


def verdict(problem: Problem, design: Design, unsafe: Unsafe, shown: frozenset[int]) -> Verdict:
    """Write down what is shown, and why the rest is not: what is hidden together has one reason."""
    own, order = unsafe.rules, list(Rule)
    bundles: dict[Hashable, Rule] = {}
    for number, rule in own.items():
        bundle = problem.figures[number].bundle
        if bundle is not None:
            bundles[bundle] = min(rule, bundles.get(bundle, rule), key=order.index)
    found: dict[Name, Rule | None] = {}
    for number, figure in enumerate(problem.figures):
        why = bundles.get(figure.bundle) or own.get(number, Rule.SECONDARY)
        found[figure.name] = None if number in shown else why
    for one in problem.derived:
        is_without = any(found[name] for name in one.needs)
        found[one.name] = Rule.SINGLE_CASE if not one.needs else Rule.LINKED if is_without else None
        table, key, column = one.name
        if column in OF_THE_MARGIN and is_without:
            # A lower bound without its upper one is a bound on the number of cases.
            found[table, key, SQUARES] = found[table, key, SQUARES] or Rule.LINKED
    if not design.has_parts:
        sums = [name for name in found if name[0] in COST_TABLES and name[2] == SOM]
        found |= {(table, key, part): Rule.COARSER for table, key, _ in sums for part in PARTS}
    weight = sum(weigh(problem, shown).values())
    would_be = {n for n, figure in enumerate(problem.figures) if found[figure.name] is Rule.SECONDARY}
    lacks, of_others = (
        sum(part for tier, part in weigh(problem, hidden).items() if tier in HEAVY)
        for hidden in (set(range(len(problem.figures))) - shown, would_be)
    )
    return Verdict(design, found, problem, unsafe, shown, weight, lacks, of_others)


def weigh(problem: Problem, shown: Collection[int]) -> dict[str, float]:
    """Weigh some figures: of each tier that is there their part."""
    seen: dict[str, list[bool]] = {}
    for number, figure in enumerate(problem.figures):
        seen.setdefault(figure.tier, []).append(number in shown)
    return {tier: WEIGHTS[tier] * sum(flags) / len(flags) for tier, flags in seen.items()}
