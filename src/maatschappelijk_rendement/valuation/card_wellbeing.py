"""Wellbeing in euros on a card: a ledger of its own, that no total takes anything from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.card_sheets import EFFECTS, WELLBEING
from maatschappelijk_rendement.valuation.card_rows import effect
from maatschappelijk_rendement.valuation.discounting import worth_now
from maatschappelijk_rendement.valuation.flows import Effect, Timeline, Worth, amounts_of
from maatschappelijk_rendement.valuation.rates import schedule_of
from maatschappelijk_rendement.valuation.wellbeing import wellby


@dataclass(frozen=True, slots=True)
class WellbeingEntry:
    """One entry of the ledger.

    Attributes:
        row: The row of the card, with scale, price year and source.
        what: What changes.
        who: For whom.
        amounts: Euros in each year.
        present_value: Those discounted and added.
    """

    row: CardRow
    what: str
    who: str
    amounts: tuple[Fraction, ...]
    present_value: Fraction

    @property
    def total(self) -> Fraction:
        """All years together, not discounted."""
        return sum(self.amounts, Fraction(0))

    def points(self, name: str) -> Decimal | None:
        """Give change, persons or value of a WELLBY; None of an effect that came as an amount."""
        found: Decimal | None = self.row.get(name)
        return found


def wellbeing_of(card: Card, timeline: Timeline) -> tuple[WellbeingEntry, ...]:
    """Give the ledger: the rows of sheet Welbevinden, and effects whose worth is wellbeing.

    Args:
        card: A card without errors.
        timeline: Its years and rate.
    """
    found = [
        _entry(row, effect(row), timeline) for row in card.of(EFFECTS) if row.get("worth") == Worth.WELLBEING
    ]
    for row in card.of(WELLBEING):
        change = Effect(
            name=str(row.get("what")),
            party=str(row.get("who")),
            amount=wellby(row.get("change"), row.get("persons"), 1, row.get("value")),
            worth=Worth.WELLBEING,
            start=row.get("start", 0),
            duration=row.get("duration"),
        )
        found.append(_entry(row, change, timeline))
    return tuple(found)


def _entry(row: CardRow, change: Effect, timeline: Timeline) -> WellbeingEntry:
    amounts = amounts_of(change, timeline)
    worth = worth_now(amounts, schedule_of(timeline.rate), Fraction(timeline.first))
    return WellbeingEntry(row, change.name, change.party, amounts, worth)
