"""What stands beside the total of a valuation and is not in it: what is unknown, and wellbeing in euros."""

from __future__ import annotations

from fractions import Fraction

from maatschappelijk_rendement.report.document import Paragraph, Section, Table
from maatschappelijk_rendement.report.scenario.amounts import whole
from maatschappelijk_rendement.report.valuation.rows import cents
from maatschappelijk_rendement.valuation.card_value import CardValue

ONLY_WHEN_ASKED = (
    "Dit staat er omdat de kaart erom vraagt. Er is geen Nederlandse waarde van een WELLBY: welke waarde is "
    "gekozen, en waar die vandaan komt, bepaalt de uitkomst. Tel dit niet op bij de netto waarde."
)


def wellbeing_sections(ledger: Table) -> tuple[Section, ...]:
    """Make the section on wellbeing; none where the card does not ask for it.

    Args:
        ledger: The table of the ledger.
    """
    if not ledger.rows:
        return ()
    return (
        Section(
            "welbevinden",
            "Welbevinden in euro, een eigen rekening",
            (Paragraph(ONLY_WHEN_ASKED), ledger),
        ),
    )


def beside(value: CardValue) -> tuple[str, ...]:
    """Say what is not in the total: what is unknown, and the ledger of wellbeing where one is asked for."""
    if not value.wellbeing:
        return (unknown_posts(value),)
    worth = sum((entry.present_value for entry in value.wellbeing), Fraction(0))
    amount = whole(cents(worth)).text
    words = f"Welbevinden staat apart, op een eigen rekening: {amount}; het telt hier niet mee."
    return unknown_posts(value), words


def unknown_posts(value: CardValue) -> str:
    """Say which posts are not in the sum."""
    if not value.unknown:
        return "Er zijn geen posten buiten de som opgegeven."
    what = "; ".join(what for what, _ in value.unknown)
    return f"Niet in de som (PM): {what}."
