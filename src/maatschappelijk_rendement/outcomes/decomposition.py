"""What a difference consists of, in parts that add up to the cent.

Everything works on totals in whole cents, so that it runs after the sums of any engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind


@dataclass(frozen=True, slots=True)
class Totals(Tabular):
    """What a group cost before and after [euro cent]."""

    before_cents: int
    after_cents: int

    @property
    def delta_cents(self) -> int:
        """After - before; a saving is negative."""
        return self.after_cents - self.before_cents


@dataclass(frozen=True, slots=True)
class VolumeAndPrice(Tabular):
    """A difference at current prices, split.

    Attributes:
        volume_cents: Other use, at the constant prices of one year [euro cent].
        price_cents: Other prices [euro cent].
    """

    volume_cents: int
    price_cents: int

    @property
    def delta_cents(self) -> int:
        """The difference at current prices: both parts together [euro cent]."""
        return self.volume_cents + self.price_cents


@dataclass(frozen=True, slots=True)
class Shift(Tabular):
    """Falls and rises over streams or payers.

    Attributes:
        fallen_cents: All falls together, not positive [euro cent].
        risen_cents: All rises together, not negative [euro cent].
        left: What fell, largest fall first: name and amount.
        came: What rose, largest rise first: name and amount.
    """

    fallen_cents: int
    risen_cents: int
    left: tuple[tuple[str, int], ...]
    came: tuple[tuple[str, int], ...]

    @property
    def net_cents(self) -> int:
        """The difference over all together [euro cent]."""
        return self.fallen_cents + self.risen_cents

    @property
    def moved_cents(self) -> int:
        """How much at most moved from one to another: it fell here and rose there [euro cent]."""
        return min(-self.fallen_cents, self.risen_cents)


@dataclass(frozen=True, slots=True)
class ByMoneyKind(Tabular):
    """A difference by the nature of its money (method.md, decision 9) [euro cent].

    Attributes:
        cash_cents: Money that is no longer spent, or more.
        capacity_cents: Hours or places that come free: nobody's money changes by itself.
        transfer_cents: Income of residents; it stands outside the societal total.
    """

    cash_cents: int
    capacity_cents: int
    transfer_cents: int

    @property
    def societal_cents(self) -> int:
        """The difference without transfers of income [euro cent]."""
        return self.cash_cents + self.capacity_cents


def volume_and_price(
    constant: Mapping[str, Totals], current: Mapping[str, Totals]
) -> dict[str, VolumeAndPrice]:
    """Split the difference of each stream at current prices in other use and other prices.

    Args:
        constant: Totals per stream at the prices of one year.
        current: Totals per stream at the prices of each day.

    Returns:
        Per stream its two parts, in the order given.

    Raises:
        UsageError: The two do not name the same streams.

    Source:
        method.md, decision 6: volume is the difference at constant prices, price is the rest.

    Example:
        >>> volume_and_price({"Wmo": Totals(1000, 700)}, {"Wmo": Totals(950, 720)})["Wmo"]
        VolumeAndPrice(volume_cents=-300, price_cents=70)
    """
    if set(constant) != set(current):
        raise UsageError("De twee berekeningen hebben niet dezelfde stromen.")
    split = {}
    for stream, totals in current.items():
        volume = constant[stream].delta_cents
        split[stream] = VolumeAndPrice(volume, totals.delta_cents - volume)
    return split


def shift(delta_by_name_cents: Mapping[str, int]) -> Shift:
    """Tell what fell from what rose, over streams or payers.

    Args:
        delta_by_name_cents: Difference per stream or payer [euro cent].

    Returns:
        Falls and rises. That one became the other is a reading, not a measurement.

    Example:
        >>> moved = shift({"Wlz": -900, "Wmo": 300, "Zvw": 0, "Welzijn": 100})
        >>> moved.net_cents, moved.moved_cents, moved.came
        (-500, 400, (('Wmo', 300), ('Welzijn', 100)))
    """
    ordered = sorted(delta_by_name_cents.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
    left = tuple((name, delta) for name, delta in ordered if delta < 0)
    came = tuple((name, delta) for name, delta in ordered if delta > 0)
    return Shift(sum(delta for _, delta in left), sum(delta for _, delta in came), left, came)


def by_money_kind(delta_by_kind_cents: Mapping[str, int]) -> ByMoneyKind:
    """Tell cash, capacity and transfers apart.

    Args:
        delta_by_kind_cents: Difference per word of the column ``geldstroom`` [euro cent]; a missing one is 0.

    Raises:
        UsageError: A kind is unknown.

    Example:
        >>> by_money_kind({"kasstroom": -500, "inkomensoverdracht": -900}).societal_cents
        -500
    """
    if set(delta_by_kind_cents) - {str(kind) for kind in MoneyKind}:
        raise UsageError("Een geldstroom is onbekend. Kies kasstroom, capaciteit of inkomensoverdracht.")
    return ByMoneyKind(*(delta_by_kind_cents.get(kind, 0) for kind in MoneyKind))


def payback_months(effort_cents: int, structural_delta_cents: int) -> Fraction | None:
    """Give after how many months what runs on has paid for the effort.

    Args:
        effort_cents: Cost of the MDO's, and of the programme where wanted [euro cent].
        structural_delta_cents: What still runs after - what still ran before, per year [euro cent].

    Returns:
        Months, as long as the fall lasts; None where nothing fell.

    Example:
        >>> payback_months(3000, -12000)
        Fraction(3, 1)
        >>> payback_months(3000, 0) is None
        True
    """
    if structural_delta_cents >= 0:
        return None
    return Fraction(12 * effort_cents, -structural_delta_cents)
