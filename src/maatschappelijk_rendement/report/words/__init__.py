"""What the figures say and do not say, in plain Dutch: each sentence appears by a rule on published facts.

A saving is never claimed without a comparison design: then the words say what was before and after, and that
this says nothing about the MDO. A fact that is hidden or unknown is None, and the sentence that needs it
stays away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maatschappelijk_rendement.report.facts import ReportFacts
from maatschappelijk_rendement.report.words.amounts import Rule
from maatschappelijk_rendement.report.words.certainty import CERTAINTY
from maatschappelijk_rendement.report.words.limits import LIMITS
from maatschappelijk_rendement.report.words.outcome import OUTCOME

__all__ = ["CERTAINTY", "LIMITS", "OUTCOME", "RULES", "Rule", "Sentence", "sentences"]

RULES: Mapping[str, Rule] = {**OUTCOME, **CERTAINTY, **LIMITS}
"""Every sentence by its id, in reading order."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or two that belong together, with the name of the rule they come from."""

    id: str
    text: str


def sentences(facts: ReportFacts, rules: Mapping[str, Rule] = RULES) -> list[Sentence]:
    """Compose the paragraph that these facts call for.

    Args:
        facts: Published numbers.
        rules: Which sentences may appear, such as ``CERTAINTY``.

    Returns:
        The sentences in reading order.

    Example:
        >>> [sentence.id for sentence in sentences(ReportFacts(is_synthetic=True))]
        ['synthetisch', 'geen_vergelijkingsgroep', 'keuze_onbekend', 'mdo_kosten_onbekend']
    """
    said = ((name, rule(facts)) for name, rule in rules.items())
    return [Sentence(name, text) for name, text in said if text]
