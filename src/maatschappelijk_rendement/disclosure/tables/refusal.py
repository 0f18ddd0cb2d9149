"""What is said when nothing can be published: how many cases there are, and how many it takes.

The message is for who holds the data and goes to the screen only, so it may name a number that no file may
hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.disclosure.rules import Rule, Rules

KINDS: Mapping[str, str] = {"bestaand": "bestaande", "nieuw": "nieuwe"}
WHAT_TO_DO = "Neem meer casussen op, of maak een intern rapport met --intern."


def nothing_to_show(groups: Mapping[str, tuple[int, Rule]], rules: Rules) -> str:
    """Say why not even a total can be shown.

    Args:
        groups: For each group of cases how many it has, and the rule that hides its total.
        rules: The parameters that were asked, not those of a step on the way to them.

    Example:
        >>> said = nothing_to_show({"bestaand": (6, Rule.CASES), "nieuw": (1, Rule.CASES)}, Rules())
        >>> print(said.partition(". ")[2].partition(" Neem")[0])
        Er zijn 7 casussen: 6 bestaande en 1 nieuwe. Achter elk cijfer moeten er minstens 10 staan.
    """
    numbers = {KINDS[group]: cases for group, (cases, _) in groups.items()}
    if max(numbers.values()) < rules.minimum:
        parts = " en ".join(f"{cases} {kind}" for kind, cases in numbers.items())
        counted = f"{sum(numbers.values())} casussen: {parts}" if len(numbers) > 1 else f"{parts} casussen"
        why = f"Er zijn {counted}. Achter elk cijfer moeten er minstens {rules.minimum} staan."
        return f"Deze resultaten worden niet gepubliceerd: het zijn te weinig casussen. {why} {WHAT_TO_DO}"
    reasons = "; ".join(
        f"{KINDS[group]} casussen ({cases}): {rules.text(rule)}" for group, (cases, rule) in groups.items()
    )
    return (
        "Deze resultaten worden niet gepubliceerd: zelfs de kosten van alle wijken en stromen samen zeggen "
        f"te veel over een paar casussen. De redenen zijn: {reasons}. {WHAT_TO_DO}"
    )
