"""Net benefit at a price of an effect, and how often each option has the highest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import (
    LARGEST,
    Amount,
    Form,
    Number,
    form_of,
    number,
    numbers_of,
    row_of,
    shaped,
)

HIGHEST = "kans dat deze optie de hoogste netto baat heeft"
EXACT_CELLS = 20_000
"""Tables up to this size are computed exactly, larger ones (draws) in floats."""
POSITIVE = "kans dat de netto baat boven nul is"


@dataclass(frozen=True, slots=True)
class Acceptability(Tabular):
    """How often an option is the best, for each price of an effect.

    Attributes:
        definition: What the probability is of, in Dutch: to be printed beside it.
        names: The options.
        thresholds: Prices of one unit of effect.
        probabilities: A row for each price, in it one for each option; options that tie share the draw.
    """

    definition: str
    names: tuple[str, ...]
    thresholds: tuple[Amount, ...]
    probabilities: tuple[tuple[Amount, ...], ...]


@dataclass(frozen=True, slots=True)
class FrontierPoint(Tabular):
    """The option to choose at a price of an effect: that with the highest mean net benefit.

    Attributes:
        threshold: The price.
        name: The option; the first by name where two are equal.
        mean_net_benefit: Its mean net benefit.
        probability: How often it has the highest net benefit, which may be less than another's.
    """

    threshold: Amount
    name: str
    mean_net_benefit: Amount
    probability: Amount


def net_benefit(costs: Any, effects: Any, threshold: Number) -> Any:
    """Give effect x threshold - cost.

    Args:
        costs: A number, a row, or rows of draws.
        effects: In the same shape.
        threshold: What one unit of effect is worth.

    Returns:
        The net benefit, in that shape.

    Example:
        >>> net_benefit([100, 300], [2, 3], 150)
        [Fraction(200, 1), Fraction(150, 1)]
    """
    price = number(threshold, "threshold")
    form = form_of(costs, effects, threshold)
    return _each(costs, effects, lambda cost, effect: shaped(effect * price - cost, form))


def _each(costs: Any, effects: Any, compute: Any) -> Any:
    if not hasattr(costs, "__iter__") or isinstance(costs, str):
        return compute(number(costs, "costs"), number(effects, "effects"))
    left, right = row_of(costs, "costs"), row_of(effects, "effects")
    if len(left) != len(right):
        raise UsageError("costs, effects: geef bij elke prijs één effect.")
    return [_each(cost, effect, compute) for cost, effect in zip(left, right, strict=True)]


def acceptability(costs: Any, effects: Any, thresholds: Any, names: Any = None) -> Acceptability:
    """Say how often each option is the best (CEAC).

    Args:
        costs: Rows are draws, columns are options. One row of numbers is the extra cost of one option over
            another, draw by draw: then the probability is that its net benefit is above zero.
        effects: In the same shape.
        thresholds: Prices of one unit of effect.
        names: Names of the options; "1", "2" and so on when left out.

    Example:
        >>> found = acceptability([[0, 10], [0, 30]], [[0, 1], [0, 1]], [20])
        >>> found.probabilities
        ((Fraction(1, 2), Fraction(1, 2)),)
    """
    prices = numbers_of(thresholds, "thresholds")
    paid, gained, is_difference = _draws(costs, effects)
    labels = _labels(names, len(paid[0]))
    form = form_of(thresholds, costs, effects)
    rows: list[tuple[Amount, ...]] = []
    for price in prices:
        nets = _nets(paid, gained, price)
        if is_difference:
            rows.append((shaped(Fraction(sum(net[0] > 0 for net in nets), len(nets)), form),))
        else:
            rows.append(tuple(shaped(each, form) for each in _shares(nets)))
    return Acceptability(
        POSITIVE if is_difference else HIGHEST,
        labels,
        tuple(shaped(price, form) for price in prices),
        tuple(rows),
    )


def frontier(costs: Any, effects: Any, thresholds: Any, names: Any = None) -> tuple[FrontierPoint, ...]:
    """Give the option to choose at each price, and how sure that is (CEAF).

    Args:
        costs: Rows are draws, columns are options.
        effects: In the same shape.
        thresholds: Prices of one unit of effect.
        names: Names of the options.

    Example:
        >>> found = frontier([[0, 10], [0, 30]], [[0, 1], [0, 1]], [5, 25])
        >>> [(point.name, point.probability) for point in found]
        [('1', Fraction(1, 1)), ('2', Fraction(1, 2))]
    """
    prices = numbers_of(thresholds, "thresholds")
    paid, gained, is_difference = _draws(costs, effects)
    if is_difference:
        raise UsageError("costs: geef per trekking een rij met één getal per optie.")
    labels = _labels(names, len(paid[0]))
    form = form_of(thresholds, costs, effects)
    points = []
    for price in prices:
        nets = _nets(paid, gained, price)
        means = [mean_of([net[place] for net in nets]) for place in range(len(labels))]
        best = min(range(len(labels)), key=lambda place: (-means[place], labels[place]))
        points.append(
            FrontierPoint(
                shaped(price, form),
                labels[best],
                shaped(means[best], form),
                shaped(_shares(nets)[best], form),
            )
        )
    return tuple(points)


def mean_of(values: Sequence[Any]) -> Fraction:
    """Give the mean: exact of exact numbers, and of floats rounded once."""
    if isinstance(values[0], float):
        return Fraction(fsum(values)) / len(values)
    return sum(values, Fraction(0)) / len(values)


def _shares(nets: Sequence[Sequence[Any]]) -> list[Fraction]:
    """Count for each option how often it is the highest; options that tie share the draw."""
    counts = [Fraction(0)] * len(nets[0])
    for net in nets:
        highest = max(net)
        tied = [place for place, value in enumerate(net) if value == highest]
        for place in tied:
            counts[place] += Fraction(1, len(tied))
    return [count / len(nets) for count in counts]


def _nets(paid: Sequence[Sequence[Any]], gained: Sequence[Sequence[Any]], price: Fraction) -> list[list[Any]]:
    is_float = isinstance(paid[0][0], float) or isinstance(gained[0][0], float)
    worth: Any = float(price) if is_float else price
    return [
        [effect * worth - cost for cost, effect in zip(*pair, strict=True)]
        for pair in zip(paid, gained, strict=True)
    ]


def _draws(costs: Any, effects: Any) -> tuple[list[list[Any]], list[list[Any]], bool]:
    paid, gained = row_of(costs, "costs"), row_of(effects, "effects")
    is_difference = not hasattr(paid[0], "__iter__")
    if is_difference:
        paid, gained = [[each] for each in paid], [[each] for each in gained]
    found = rows_of(paid, "costs"), rows_of(gained, "effects")
    if [len(row) for row in found[0]] != [len(row) for row in found[1]]:
        raise UsageError("costs, effects: geef beide tabellen evenveel rijen en kolommen.")
    return *found, is_difference


def rows_of(values: Any, name: str) -> list[list[Any]]:
    """Read rows of equally many numbers: exact, or floats where floats fill a table that is large.

    Args:
        values: Rows of numbers.
        name: What the caller calls them.
    """
    rows = [row_of(row, name) for row in row_of(values, name, 5_000_000)]
    if len({len(row) for row in rows}) > 1:
        raise UsageError(f"{name}: niet elke rij heeft evenveel getallen. Vul de korte rijen aan.")
    if len(rows) * len(rows[0]) <= EXACT_CELLS:
        return [[number(value, name) for value in row] for row in rows]
    if form_of(rows) is Form.FLOAT:
        return [[_float(value, name) for value in row] for row in rows]
    return [[number(value, name) for value in row] for row in rows]


def _float(value: Any, name: str) -> float:
    if isinstance(value, float) and abs(value) < LARGEST:  # neither NaN nor infinite
        return float(value)
    return float(number(value, name))


def _labels(names: Any, count: int) -> tuple[str, ...]:
    found = tuple(str(place) for place in range(1, count + 1)) if names is None else tuple(names)
    if len(found) != count or len(set(found)) < count:
        raise UsageError("names: geef elke optie een eigen naam.")
    return found
