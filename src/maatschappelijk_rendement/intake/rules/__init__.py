"""One set of rules for everything that comes in, whatever the source and the engine.

Each rule is declared once (``declared``): its Dutch words, the cell it is about and which rows break it. They
look at the canonical tables with what cases and products say of each row (``facts``), and run where the rows
are (``running``).
"""

from maatschappelijk_rendement.intake.rules import cases, double_counts, keys, lines, missing, scores
from maatschappelijk_rendement.intake.rules.declared import InputRule
from maatschappelijk_rendement.intake.rules.facts import SourceFacts
from maatschappelijk_rendement.intake.rules.running import Broken, run

RULES: tuple[InputRule, ...] = (
    *cases.RULES,
    *keys.RULES,
    *lines.RULES,
    *double_counts.RULES,
    *scores.RULES,
    *missing.RULES,
)

__all__ = ["RULES", "Broken", "InputRule", "SourceFacts", "run"]
