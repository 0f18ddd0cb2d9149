"""The card of a valuation: the workbook for an SROI, a business case (MKBA) or an effect calculator."""

from maatschappelijk_rendement.domain.card import Card, CardRow
from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.intake.cards.reading import read_card
from maatschappelijk_rendement.intake.cards.template import write_card_template

__all__ = ["Card", "CardKind", "CardRow", "read_card", "write_card_template"]
