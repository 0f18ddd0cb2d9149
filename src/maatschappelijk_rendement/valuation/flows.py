"""Dated amounts per party: the one ground under every view (effect calculator, SROI, business case).

An amount is seen from the party: what it gains has no sign, what it pays a minus sign. A transfer has two
parties: what one gains the other pays, so that it cancels in the total and stays visible at both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.valuation.exact_numbers import number, numbers_of, row_of, share
from maatschappelijk_rendement.valuation.rates import Rate, schedule_of

LONGEST_LINE = 200
HIGHEST_FACTOR = 100


class Worth(StrEnum):
    """What kind of value an effect is; the three are never shown as one without their parts."""

    FISCAL = "fiscaal"
    ECONOMIC = "economisch"
    SOCIAL = "sociaal"
    WELLBEING = "welbevinden"


class Certainty(StrEnum):
    """Where the size of an effect comes from."""

    MEASURED = "gemeten"
    ESTIMATED = "geschat"
    ASSUMED = "aangenomen"


@dataclass(frozen=True, slots=True)
class Party(Tabular):
    """Someone who pays or gains.

    Attributes:
        name: Its name.
        is_public: Whether its money is public: then it counts in the budget effect.
    """

    name: str
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Timeline(Tabular):
    """The years that count, and how later ones are discounted.

    Attributes:
        start: Calendar year of the first amounts.
        years: How many years.
        rate: Discount rate a year, or a schedule.
        first: Time of the first year: 0 leaves it undiscounted.
        price_year: In the prices of this year; the start when left out.
        source: Where the rate stands.

    Example:
        >>> Timeline(2026, 3, "0.0225").calendar
        (2026, 2027, 2028)
    """

    start: int
    years: int
    rate: Rate
    first: Any = 0
    price_year: int | None = None
    source: str = ""

    def __post_init__(self) -> None:
        number(self.start, "Timeline.start", 1900, 2300)
        if number(self.years, "Timeline.years", 1, LONGEST_LINE).denominator > 1:
            raise UsageError("Timeline.years: geef een geheel aantal jaren.")
        number(self.first, "Timeline.first", 0, LONGEST_LINE)
        schedule_of(self.rate, "Timeline.rate")

    @property
    def calendar(self) -> tuple[int, ...]:
        """The years."""
        return tuple(range(self.start, self.start + self.years))


@dataclass(frozen=True, slots=True)
class Factor(Tabular):
    """A named reason to count an effect for less or more than its amount.

    Attributes:
        name: Such as ``kans``, ``deadweight`` or ``optimisme``.
        value: What the amount is multiplied by.
        source: Where it comes from.
    """

    name: str
    value: Any
    source: str = ""


@dataclass(frozen=True, slots=True)
class Effect(Tabular):
    """One thing that changes for a party.

    Attributes:
        name: What changes; each effect has its own name, so that it is counted once.
        party: Who gains (or pays, with a minus sign).
        amount: Amount a year, or one for each year from its first.
        worth: ``fiscaal``, ``economisch``, ``sociaal``, or ``welbevinden`` (a ledger of its own).
        money: ``kasstroom`` (can be spent otherwise), ``capaciteit`` (comes free, is not money yet) or
            ``inkomensoverdracht`` (moves from another party).
        counterparty: Of a transfer: who pays what the party gains.
        is_investment: Whether it is part of what is put in.
        start: Years before it begins (lag).
        duration: Years it lasts; to the end of the time line when left out.
        drop_off: Share lost each following year.
        factors: Named factors; all are multiplied.
        certainty: ``gemeten``, ``geschat`` or ``aangenomen``.
        source: Where the amount comes from.
        activity: What brings it about: the first link of the chain activity, effect, value.
        terrain: The field of life or policy, such as ``wonen`` or ``zorg``.
    """

    name: str
    party: str
    amount: Any
    worth: str = Worth.FISCAL
    money: str = MoneyKind.CASH
    counterparty: str = ""
    is_investment: bool = False
    start: Any = 0
    duration: Any = None
    drop_off: Any = 0
    factors: tuple[Factor, ...] = ()
    certainty: str = Certainty.ASSUMED
    source: str = ""
    activity: str = ""
    terrain: str = ""

    def __post_init__(self) -> None:
        for name in ("party", "counterparty"):  # a Party may stand in the place of its name
            if isinstance(given := getattr(self, name), Party):
                object.__setattr__(self, name, given.name)


@dataclass(frozen=True, slots=True)
class Flow(Tabular):
    """What an effect is worth to one party, year by year.

    Attributes:
        party: Whose flow.
        effect: Of which effect.
        amounts: One for each year of the time line, exact.
    """

    party: str
    effect: Effect
    amounts: tuple[Fraction, ...]


def flows_of(
    effects: Iterable[Effect], parties: Iterable[Party | str], timeline: Timeline
) -> tuple[Flow, ...]:
    """Lay effects on a time line: one flow an effect, and two of a transfer.

    Raises:
        UsageError: A party is unknown, an effect stands there twice, or a number is out of bounds.

    Example:
        >>> line = Timeline(2026, 3, 0)
        >>> effect = Effect("minder zorg", "gemeente", 100, drop_off="0.5")
        >>> flows_of([effect], ["gemeente"], line)[0].amounts
        (Fraction(100, 1), Fraction(50, 1), Fraction(25, 1))
    """
    known = {party if isinstance(party, str) else party.name for party in parties}
    found: list[Flow] = []
    seen: dict[str, Effect] = {}
    for place, effect in enumerate(effects, 1):
        check(effect, place, known, seen)
        seen[effect.name] = effect
        amounts = amounts_of(effect, timeline, f"effects[{place}]")
        found.append(Flow(effect.party, effect, amounts))
        if effect.counterparty:
            found.append(Flow(effect.counterparty, effect, tuple(-amount for amount in amounts)))
    return tuple(found)


def check(effect: Effect, place: int, known: set[str], seen: Mapping[str, Effect]) -> None:
    """Refuse an effect that no one knows the party of, or that is already counted."""
    where = f"effects[{place}]"
    if not effect.name:
        raise UsageError(f"{where}: geef een Effect met een naam.")
    if effect.party not in known or (effect.counterparty and effect.counterparty not in known):
        raise UsageError(f"{where}: deze partij staat niet in parties. Voeg haar toe, of verbeter de naam.")
    for value, words in ((effect.worth, Worth), (effect.money, MoneyKind), (effect.certainty, Certainty)):
        if value not in list(words):
            raise UsageError(f"{where}: dit woord staat niet in de lijst. Kies uit {', '.join(words)}.")
    is_transfer = effect.money == MoneyKind.TRANSFER
    if is_transfer != bool(effect.counterparty) or effect.party == effect.counterparty:
        raise UsageError(
            f"{where}: een inkomensoverdracht heeft twee partijen, iets anders één. Pas dit aan."
        )
    before = seen.get(effect.name)
    if before and (before.money == MoneyKind.TRANSFER) != is_transfer:
        raise UsageError(
            f"{where}: dit effect telt al mee, als overdracht en als besparing. Laat er één staan."
        )
    if before:
        raise UsageError(f"{where}: dit effect telt al mee. Geef een ander effect een eigen naam.")


def amounts_of(effect: Effect, timeline: Timeline, where: str = "effect") -> tuple[Fraction, ...]:
    """Give the exact amount of an effect in each year of a time line, as the party sees it."""
    start = number(effect.start, f"{where}.start", 0, LONGEST_LINE)
    if start.denominator > 1:
        raise UsageError(f"{where}.start: geef een geheel aantal jaren.")
    kept = 1 - share(effect.drop_off, f"{where}.drop_off")
    multiplier = Fraction(1)
    for factor in effect.factors:
        multiplier *= number(factor.value, f"{where}.{factor.name}", 0, HIGHEST_FACTOR)
    given = numbers_of(effect.amount, f"{where}.amount", LONGEST_LINE)
    is_row = hasattr(effect.amount, "__iter__") and not isinstance(effect.amount, str)
    default = len(given) if is_row else timeline.years
    length = number(
        default if effect.duration is None else effect.duration, f"{where}.duration", 0, LONGEST_LINE
    )
    if is_row and any(given[min(math.ceil(length), max(timeline.years - int(start), 0)) :]):
        raise UsageError(
            f"{where}.amount: hier staan bedragen van na de tijdlijn of na duration. "
            "Maak die langer, of laat ze weg."
        )
    found = []
    for year in range(timeline.years):
        age = year - int(start)
        part = min(max(length - age, Fraction(0)), Fraction(1)) if age >= 0 else Fraction(0)
        amount = (given[age] if age < len(given) else Fraction(0)) if is_row and age >= 0 else given[0]
        found.append(amount * multiplier * part * kept ** max(age, 0))
    return tuple(found)


def parties_of(given: Any) -> tuple[Party, ...]:
    """Read parties: objects or names, each once."""
    found = tuple(
        each if isinstance(each, Party) else Party(str(each)) for each in row_of(given, "parties", 1000)
    )
    if len({party.name for party in found}) < len(found):
        raise UsageError("parties: een partij staat er twee keer. Laat haar één keer staan.")
    return found
