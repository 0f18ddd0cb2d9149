"""What came out: the difference, and the effect where there is something to compare with."""

from __future__ import annotations

from maatschappelijk_rendement.report.facts import ReportFacts
from maatschappelijk_rendement.report.wording import cases
from maatschappelijk_rendement.report.words.amounts import Rule, between, euro, lower, size


def _synthetic(facts: ReportFacts) -> str | None:
    return (
        "De gegevens zijn synthetisch: verzonnen, en niet over echte mensen." if facts.is_synthetic else None
    )


def _difference(facts: ReportFacts) -> str | None:
    """Say what is different after, and nothing of what made it so."""
    if facts.sum_cents is None or facts.effect_cents is not None:
        return None
    who = f"Bij {_cases(facts.n_existing)} waarin al hulp was"
    known = ", voor zover de stromen bekend zijn" if facts.is_incomplete else ""
    if facts.sum_cents == 0:
        return f"{who}, zijn de kosten samen na het MDO even hoog als ervoor{known}."
    mean = ""
    if facts.mean_cents is not None:
        mean = f". Dat is gemiddeld {size(facts, facts.mean_cents)} per casus"
    amount = f"{size(facts, facts.sum_cents)} {lower(facts.sum_cents)}"
    return f"{who}, zijn de kosten na het MDO samen {amount} dan ervoor{mean}{known}."


def _effect(facts: ReportFacts) -> str | None:
    effect, low, high = facts.effect_cents, facts.effect_low_cents, facts.effect_high_cents
    if effect is None:
        return None
    if low is None or high is None:
        margin = "De marge daarvan staat er niet bij, dus zeker is dit niet."
    elif high < 0:
        margin = f"Als de vergelijking klopt, bespaart het MDO: de marge is {between(facts, low, high)}."
    elif low > 0:
        margin = f"Als de vergelijking klopt, kost het MDO meer: de marge is {between(facts, low, high)}."
    else:
        margin = f"De marge is {between(facts, low, high)}. Daar ligt nul in, dus zeker is dit niet."
    if facts.effect_is_short:
        margin += " Die marge is waarschijnlijk te smal."
    versus = f"In de vergelijking is het verschil gemiddeld {euro(facts, effect)} per casus."
    return " ".join(part for part in (versus, margin, facts.effect_assumption) if part)


def _cases(number: int | None) -> str:
    return "de casussen" if number is None else cases(number)


OUTCOME: dict[str, Rule] = {"synthetisch": _synthetic, "verschil": _difference, "effect": _effect}
