"""The rules of publication: what a figure needs before it may be shown.

Sources: the count rule, the dominance rules and the group rule follow the output clearance rules of the ABS
DataLab (Australian Bureau of Statistics, consulted 2025), here on absolute values because a saving is
negative; the widths that an attacker must be left with are this project's own choice of 2025, laid down in
docs/openbaarmaking.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from maatschappelijk_rendement.domain.errors import UsageError

DEFAULT_MINIMUM = 10
# With two contributors each of them finds the other one by subtraction, so two cases never protect each
# other.
LOWEST_MINIMUM = 3
LARGEST_SHARE_PERCENT = 50
TWO_LARGEST_SHARE_PERCENT = 67
CATEGORY_SHARE_PERCENT = 90
COUNT_WIDTH = 10
RELATIVE_WIDTH_PERCENT = 20
MONEY_WIDTH_CENTS = 5_000_00
PLAUSIBLE_CENTS_PER_CASE = 100_000_00
REFUSED_SHARE_PERCENT = 50
# A published amount is rounded to a hundred euros at least.
SMALLEST_GRID_CENTS = 100_00


class Rule(StrEnum):
    """Why a figure is hidden; the value is the Dutch text, with a place for the minimum."""

    CASES = "minder dan {minimum} casussen"
    RESIDENTS = "minder dan {minimum} bewoners"
    NONZERO = "minder dan {minimum} casussen met een bedrag"
    LARGEST = "één casus is meer dan 50 % van het bedrag"
    TWO_LARGEST = "twee casussen zijn samen meer dan 67 % van het bedrag"
    EQUAL = "alle casussen hebben hetzelfde bedrag of dezelfde score"
    ALIKE = "de marge zegt van elke casus te precies welk bedrag hij heeft"
    # One text for a part that is too small and one that is nearly all: which of the two would tell it.
    CATEGORY = "een deel van de verdeling telt minder dan {minimum} casussen of bijna de hele groep"
    SINGLE_CASE = "dit getal is of verraadt het bedrag van één casus"
    SECONDARY = "anders volgt een onderdrukt getal uit de totalen"
    LINKED = "een gekoppeld getal is onderdrukt"
    COARSER = "staat niet apart, zodat het geheel te zien is"


@dataclass(frozen=True, slots=True)
class Rules:
    """The parameters of disclosure control.

    Attributes:
        minimum: Fewest cases (and residents) behind a figure.
        minimum_reason: Why the minimum is not 10; printed in every output.
        grid_cents: The finest grid on which an amount is published, in euro cents.
        count_width: Fewest cases between the bounds that an attacker finds for a hidden count.
        money_width_cents: The same for a hidden amount, in euro cents.
        relative_width_percent: The same as a part of the hidden amount.
        plausible_cents_per_case: What an attacker takes as the largest amount of one case, in euro cents.

    Raises:
        UsageError: The minimum is below 3, or differs from 10 without a reason; the grid is finer than a
            hundred euros.

    Example:
        >>> Rules(minimum=15, minimum_reason="besluit van de gemeente").minimum
        15
    """

    minimum: int = DEFAULT_MINIMUM
    minimum_reason: str | None = None
    grid_cents: int = SMALLEST_GRID_CENTS
    count_width: int = COUNT_WIDTH
    money_width_cents: int = MONEY_WIDTH_CENTS
    relative_width_percent: int = RELATIVE_WIDTH_PERCENT
    plausible_cents_per_case: int = PLAUSIBLE_CENTS_PER_CASE

    def __post_init__(self) -> None:
        if self.grid_cents < SMALLEST_GRID_CENTS or self.grid_cents % 100:
            raise UsageError(
                "Een openbaar bedrag wordt op minstens € 100 afgerond. Kies bij --rooster een heel aantal "
                "euro's van 100 of meer, of maak een intern rapport met --intern: daarin staan centen."
            )
        if self.minimum < LOWEST_MINIMUM:
            raise UsageError(
                f"Het minimum is te laag. Kies {LOWEST_MINIMUM} of hoger: met twee casussen vindt de een het "
                "bedrag van de ander door aftrekken."
            )
        if self.minimum != DEFAULT_MINIMUM and not (self.minimum_reason or "").strip():
            raise UsageError(
                f"Een ander minimum dan {DEFAULT_MINIMUM} heeft een reden nodig, want die staat in het "
                "rapport. Geef die met --reden (in Python: reason=)."
            )

    def text(self, rule: Rule) -> str:
        """Write a rule in Dutch with this minimum.

        Example:
            >>> Rules().text(Rule.CASES)
            'minder dan 10 casussen'
        """
        return rule.value.format(minimum=self.minimum)
