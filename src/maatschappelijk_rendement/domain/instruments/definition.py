"""What an instrument is: its scale, its items, and the check that a score fits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import fold_header

ONE_POINT = Decimal(1)
NARROW = 2
"""A scale no wider than this has means in hundredths: a tenth would be too coarse [points]."""


@dataclass(frozen=True, slots=True)
class Item:
    """One dimension, domain or question of an instrument.

    Attributes:
        name: Word in the column ``onderdeel``.
        also: Other accepted words for the same item.
        group: Group that the scoring rule counts it in, or empty.
        decrements: What levels 2 and up take off the value, lowest level first; empty without a value set.
    """

    name: str
    also: tuple[str, ...] = ()
    group: str = ""
    decrements: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class FlourishingRule:
    """When a resident flourishes: enough items of each group have at least this score."""

    minimum_score: Decimal
    needed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class InstrumentDefinition(Tabular):
    """An instrument of wellbeing.

    Attributes:
        id: Word in the column ``instrument``.
        name: Dutch name for a reader.
        source: Who made it, and where that stands.
        licence: Dutch note on its use.
        lowest: Lowest score that exists.
        highest: Highest score that exists.
        step: Smallest difference between two scores, counted from the lowest.
        is_ordinal: The scores are an order and no amount: no sum, no mean.
        warnings: Dutch sentences that stand beside its results.
        items: Its dimensions or questions; empty where the instrument is one question.
        above: Threshold that a score must exceed, strictly, to count as good; None where there is none.
        standard_error: Standard error of measurement [points], None where it is not known.
        value_constant: What every state but the best takes off the value; None where there is no value set.
        flourishing: Rule for ``is_flourishing``; None where there is none.
        of: Id of the instrument whose items it is computed from, see ``derived``; empty where it is given.
        is_share: A score is 0 or 1, so that the mean is a part of the residents.
        nearest: How far the nearest other scores lie from the lowest and from the highest one, where that
            follows from a value set; see ``beside_ends``.
    """

    id: str
    name: str
    source: str
    licence: str
    lowest: Decimal
    highest: Decimal
    step: Decimal
    is_ordinal: bool
    warnings: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    above: Decimal | None = None
    standard_error: Decimal | None = None
    value_constant: Decimal | None = None
    flourishing: FlourishingRule | None = None
    of: str = ""
    is_share: bool = False
    nearest: tuple[Decimal, Decimal] | None = None
    _by_word: Mapping[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {fold_header(word): item for item in self.items for word in (item.name, *item.also)}
        object.__setattr__(self, "_by_word", words)

    @property
    def is_narrow(self) -> bool:
        """Say whether the scale is so narrow that a mean has two decimals: no wider than 2 points."""
        return self.highest - self.lowest <= NARROW

    @property
    def beside_ends(self) -> tuple[Decimal, Decimal]:
        """How far from the lowest and the highest score the nearest other one lies, as residents answer.

        On a wide scale that is a whole point, also where parts of it are allowed: people give whole marks.

        Example:
            >>> from maatschappelijk_rendement.domain.instruments import load
            >>> grade = load()["rapportcijfer"]
            >>> str(grade.step), [str(step) for step in grade.beside_ends]
            ('0.01', ['1', '1'])
        """
        step = self.step if self.is_narrow else max(ONE_POINT, self.step)
        return self.nearest or (step, step)

    def item(self, onderdeel: str | None) -> Item | None:
        """Give the item that a word in ``onderdeel`` means; None where the instrument has no such item.

        Example:
            >>> from maatschappelijk_rendement.domain.instruments import load
            >>> load()["eq5d5l"].item("MO").name
            'mobiliteit'
        """
        return self._by_word.get(fold_header(onderdeel)) if onderdeel else None

    def fits(self, onderdeel: str | None) -> bool:
        """Say whether a word in ``onderdeel`` belongs to this instrument; empty where it has no items."""
        return self.item(onderdeel) is not None if self.items else not onderdeel

    def check(self, onderdeel: str | None, score: Decimal) -> str | None:
        """Say in Dutch why this score does not fit the instrument; None where it fits.

        Args:
            onderdeel: Word in the column ``onderdeel``, None or empty where the cell is.
            score: The score [points of the scale].

        Returns:
            A sentence with what is wrong and what to do; never the score or the word itself.

        Example:
            >>> from maatschappelijk_rendement.domain.instruments import load
            >>> load()["rapportcijfer"].check(None, Decimal("8.5")) is None
            True
            >>> load()["rapportcijfer"].check(None, Decimal(0))
            'De score past niet op de schaal van dit instrument. Vul een score in van 1 tot en met 10.'
        """
        if self.items and not onderdeel:
            return f"Het onderdeel ontbreekt. Kies er een: {self._item_list()}."
        if self.items and self.item(onderdeel) is None:
            return f"Dit onderdeel hoort niet bij dit instrument. Kies uit: {self._item_list()}."
        if onderdeel and not self.items:
            return "Dit instrument heeft geen onderdelen. Maak de cel onderdeel leeg."
        if not self.lowest <= score <= self.highest:
            return (
                "De score past niet op de schaal van dit instrument. "
                f"Vul een score in van {plain(self.lowest)} tot en met {plain(self.highest)}."
            )
        if (score - self.lowest) % self.step:
            if self.step == 1:
                return "Dit instrument kent alleen hele scores. Vul een heel getal in."
            return f"Dit instrument kent alleen scores met stappen van {plain(self.step)}. Pas de score aan."
        return None

    def is_above(self, score: Decimal) -> bool | None:
        """Say whether a score exceeds the threshold, strictly; None where the instrument has no threshold.

        Example:
            >>> from maatschappelijk_rendement.domain.instruments import load
            >>> grade = load()["rapportcijfer"]
            >>> grade.is_above(Decimal(6)), grade.is_above(Decimal("6.1"))
            (False, True)
        """
        return None if self.above is None else score > self.above

    def _item_list(self) -> str:
        return ", ".join(item.name for item in self.items)


def plain(number: Decimal) -> str:
    """Write a scale bound with as many decimals as it needs.

    Example:
        >>> plain(Decimal("10")), plain(Decimal("-0.45"))
        ('10', '-0,45')
    """
    exponent = number.normalize().as_tuple().exponent
    return dutch_number(number, max(0, -exponent) if isinstance(exponent, int) else 0)
