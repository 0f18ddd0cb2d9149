"""What a public report of an analysis shows, said before it is made; and the smallest changes that show more.

A change is tried, not guessed: what is shown is decided once more on the facts as they would be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.matrix.edited import (
    of_cases,
    with_wijken_as_one,
    without_instrument,
    without_mdo,
    without_repeat,
)
from maatschappelijk_rendement.disclosure.matrix.labels import AFTER, BEFORE, EXISTING, NEW, REPEAT, TOTAL
from maatschappelijk_rendement.disclosure.protect.any_minimum import choose
from maatschappelijk_rendement.disclosure.tables.hiding import coarser
from maatschappelijk_rendement.disclosure.tables.publish import says_something
from maatschappelijk_rendement.publication.gate import facts_to_judge

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis
    from maatschappelijk_rendement.disclosure.matrix.facts import Facts
    from maatschappelijk_rendement.disclosure.matrix.figures import Key, Name
    from maatschappelijk_rendement.disclosure.protect.decide import Verdict

CASES, DIFFERENCE, MEAN = "aantal casussen", "verschil van de bestaande casussen", "gemiddelde met marge"
BALANCE, STREAMS, PARTIES = "saldo van de balans", "verschil per stroom", "wie betaalt en wie profiteert"
WELLBEING, OF_NEW, MDO = "welbevinden", "kosten van de nieuwe casussen", "kosten van het MDO"
PER_WIJK, OF_REPEAT = "verschil per wijk", "verschil bij de herhaling"
WEIGHTS: Mapping[str, float] = {
    CASES: 100,
    DIFFERENCE: 100,
    MEAN: 80,
    BALANCE: 50,
    STREAMS: 60,
    WELLBEING: 60,
    PARTIES: 50,
    OF_NEW: 30,
    MDO: 30,
    PER_WIJK: 10,
    OF_REPEAT: 5,
}
"""What a council asks, in the order in which it is said, with the weight of ``disclosure.matrix.tiers``."""
MANY_CASES = 500
"""Of more cases no change is tried: each takes as long as the report itself."""
MOST_WIJKEN = 2
MOST_SAID = 3


@dataclass(frozen=True)
class Change:
    """A change of what is handed in that shows more.

    Attributes:
        text: What to do, in Dutch.
        touched: How many cases it touches.
        gained: Topics of which more is shown then.
        lost: Topics of which less is shown then.
    """

    text: str
    touched: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    def __str__(self) -> str:
        lost = f" Minder of niet te zien is dan: {', '.join(self.lost)}." if self.lost else ""
        return f"{self.text} Dan is meer te zien van: {', '.join(self.gained)}.{lost}"


@dataclass(frozen=True)
class Foresight:
    """What a public report will show.

    Attributes:
        shown: For each topic that the caseload has how many of its figures are shown, and of how many.
        coarser: A sentence for each thing that is taken together or left out.
        tried: How many changes were tried.
        changes: Those that show more, the smallest first.
        is_refused: So little may be shown that there will be no public report.
    """

    shown: Mapping[str, tuple[int, int]]
    coarser: tuple[str, ...]
    tried: int
    changes: tuple[Change, ...]
    is_refused: bool = False

    def lines(self) -> Iterator[str]:
        """Give it as lines for the screen.

        Example:
            >>> change = Change("Laat het blad MDO weg.", 12, (MEAN,), ())
            >>> print(*Foresight({CASES: (1, 1), MEAN: (0, 2)}, (), 2, (change,)).lines(), sep="\\n")
            Wat een openbaar rapport laat zien:
            - wel: aantal casussen
            - niet: gemiddelde met marge
            Wat helpt (2 aanpassingen geprobeerd):
            - Laat het blad MDO weg. Dan is meer te zien van: gemiddelde met marge.
        """
        whole = [topic for topic, (shown, every) in self.shown.items() if shown == every]
        parts = [
            f"{topic} ({shown} van {every})"
            for topic, (shown, every) in self.shown.items()
            if 0 < shown < every
        ]
        hidden = [topic for topic, (shown, _) in self.shown.items() if not shown]
        if self.is_refused:
            yield (
                "Een openbaar rapport wordt zo niet gemaakt: zelfs de totalen zeggen te veel over een paar "
                "casussen."
            )
        else:
            yield "Wat een openbaar rapport laat zien:"
        for word, topics in (("wel", whole), ("deels", parts), ("niet", hidden)):
            if topics and not self.is_refused:
                yield f"- {word}: {', '.join(topics)}"
        if not self.is_refused:
            yield from (f"- {sentence.strip()}" for sentence in self.coarser)
        if self.changes:
            yield f"Wat helpt ({_tried(self.tried)} geprobeerd):"
            yield from (f"- {change}" for change in self.changes)
        elif self.tried:
            are = "is" if self.tried == 1 else "zijn"
            yield f"Er {are} {_tried(self.tried)} geprobeerd; meer is er dan niet te zien."


def _tried(number: int) -> str:
    return "1 aanpassing" if number == 1 else f"{number} aanpassingen"


def foresee(analysis: ExactAnalysis, rules: Rules | None = None) -> Foresight:
    """Say what a public report of an analysis shows, and what would show more.

    Args:
        analysis: Exact results.
        rules: The parameters of disclosure control.

    Example:
        >>> from maatschappelijk_rendement.app.micro_analysis import analyse
        >>> from maatschappelijk_rendement.intake.example import ruwaard
        >>> foresee(analyse(ruwaard())).shown["aantal casussen"]
        (1, 1)
    """
    rules = rules or Rules()
    facts = facts_to_judge(analysis)
    verdict = choose(facts, rules)
    shown = topics(verdict, facts)
    sentences, is_refused = tuple(coarser(verdict.design)), _is_refused(verdict)
    of_few = _of_few(facts, rules)
    can_gain = verdict.design.wijken or any(
        some < every and topic not in of_few for topic, (some, every) in shown.items()
    )
    if not can_gain or facts.sizes.sum() > MANY_CASES:
        return Foresight(shown, sentences, 0, (), is_refused)
    tried, found = 0, []
    for text, touched, make in _changes(facts, rules):
        tried += 1
        changed = make()
        after = topics(choose(changed, rules), changed)
        gained = tuple(topic for topic in after if _part(after, topic) > _part(shown, topic))
        lost = tuple(topic for topic in shown if _part(after, topic) < _part(shown, topic))
        worth = sum(
            WEIGHTS[topic] * (_part(after, topic) - _part(shown, topic)) for topic in (*gained, *lost)
        )
        if gained and worth > 0:
            found.append(Change(text, touched, gained, lost))
    found.sort(key=lambda change: (change.touched, change.text))
    return Foresight(
        shown, tuple(coarser(verdict.design)), tried, tuple(found[:MOST_SAID]), _is_refused(verdict)
    )


def _of_few(facts: Facts, rules: Rules) -> frozenset[str]:
    """Topics about fewer cases than the minimum: nothing helps there but more cases."""
    is_new = np.array(facts.groups) == NEW
    of = facts.sizes
    sizes = {OF_NEW: of[is_new].sum(), OF_REPEAT: of[~is_new & facts.has(REPEAT)].sum()}
    return frozenset(topic for topic, size in sizes.items() if size < rules.minimum)


def _is_refused(verdict: Verdict) -> bool:
    totals = [
        rule
        for (table, key, column), rule in verdict.rules.items()
        if table == "verschil" and column == "som_eur" and key[1:] == (AFTER, TOTAL, TOTAL)
    ]
    return bool(totals) and all(totals) and not says_something(verdict)


def _part(shown: Mapping[str, tuple[int, int]], topic: str) -> float:
    some, every = shown.get(topic, (0, 1))
    return some / every


def topics(verdict: Verdict, facts: Facts) -> dict[str, tuple[int, int]]:
    """Give for each topic of a caseload how many of its figures are shown, and of how many.

    Args:
        verdict: What is shown.
        facts: The exact analysis.
    """
    keys: dict[str, set[Key]] = {}
    for table, key, _ in verdict.rules:
        keys.setdefault(table, set()).add(key)
    differences = {key for key in keys.get("verschil", ()) if key[:2] == (EXISTING, AFTER)}
    scores = {key for key in keys.get("welbevinden", ()) if key[1] == TOTAL and key[3] is None}
    scores = {key for key in scores if key[0] in (TOTAL, EXISTING) and key[4] in (BEFORE, AFTER)}
    total: Key = (EXISTING, AFTER, TOTAL, TOTAL)
    asked: dict[str, Sequence[Name]] = {
        CASES: [("analyse", (), "n_casussen")],
        DIFFERENCE: [("verschil", total, "som_eur")],
        MEAN: [("verschil", total, "gemiddelde_eur"), ("verschil", total, "bi95_laag_eur")],
        BALANCE: [("balans", ("saldo", TOTAL), "bedrag_eur")],
        STREAMS: [("verschil", key, "som_eur") for key in differences if key[2] == TOTAL != key[3]],
        WELLBEING: [("welbevinden", key, "gemiddelde") for key in scores],
        PARTIES: [
            ("partijen", key, column)
            for key in keys.get("partijen", ())
            for column in ("investeert_eur", "profiteert_eur")
        ],
        OF_NEW: [("verschil", (NEW, AFTER, TOTAL, TOTAL), "som_eur")] if NEW in facts.groups else [],
        MDO: [("mdo", (), "totaal_eur")] if len(facts.mdo) else [],
        PER_WIJK: [("verschil", key, "som_eur") for key in differences if key[2] != TOTAL == key[3]],
        OF_REPEAT: [("verschil", (EXISTING, REPEAT, TOTAL, TOTAL), "som_eur")]
        if facts.has(REPEAT).any()
        else [],
    }
    if not asked[PER_WIJK] and len(set(facts.wijken)) > 1:
        # The design has none.
        asked[PER_WIJK] = [
            ("verschil", (EXISTING, AFTER, wijk, TOTAL), "som_eur") for wijk in set(facts.wijken)
        ]
    rules = verdict.rules
    return {
        topic: (sum(name in rules and rules[name] is None for name in names), len(names))
        for topic, names in asked.items()
        if names
    }


def _changes(facts: Facts, rules: Rules) -> Iterator[tuple[str, int, Callable[[], Facts]]]:
    """Give each change that a caseload leaves: what to do, how many cases it touches, and the facts then."""
    groups, wijken = np.array(facts.groups), np.array(facts.wijken)
    sizes = {wijk: int(((wijken == wijk) & (groups == EXISTING)).sum()) for wijk in sorted(set(facts.wijken))}
    ordered = sorted(sizes, key=lambda wijk: (sizes[wijk], wijk))
    for wijk in [wijk for wijk in ordered if sizes[wijk] < rules.minimum][:MOST_WIJKEN]:
        for other in [one for one in ordered if one != wijk][:MOST_WIJKEN]:
            if ordered.index(other) < ordered.index(wijk) and sizes[other] < rules.minimum:
                continue
            both = frozenset((wijk, other))
            name = " en ".join(sorted(both))
            text = f"Geef {name} op het blad Casussen samen een naam."
            yield text, sizes[wijk], partial(with_wijken_as_one, facts, both, name)
    if len(facts.mdo) and not facts.mdo_counts_as_cost:
        yield "Laat het blad MDO weg.", facts.mdo["case"].nunique(), partial(without_mdo, facts)
    if NEW in facts.groups and EXISTING in facts.groups:
        is_old = groups == EXISTING
        yield (
            "Laat de nieuwe casussen weg, met hun regels.",
            int((~is_old).sum()),
            partial(of_cases, facts, is_old),
        )
    if facts.has(REPEAT).any():
        yield (
            "Laat de regels en scores van de herhaling weg.",
            int(facts.has(REPEAT).sum()),
            partial(without_repeat, facts),
        )
    # What is computed goes with what it is computed from.
    instruments = sorted({one.instrument for one in facts.scores if not one.of})
    for instrument in instruments if len(instruments) > 1 else ():
        scored = {case for one in facts.scores if one.instrument == instrument for case in one.cases.tolist()}
        yield (
            f"Laat de scores op {instrument} weg.",
            len(scored),
            partial(without_instrument, facts, instrument),
        )
