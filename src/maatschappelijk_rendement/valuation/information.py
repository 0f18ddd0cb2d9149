"""What knowing more would be worth: perfect information, on everything (EVPI) or on one parameter (EVPPI).

The best option is found by exact comparison; a near tie is never broken by chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.acceptance import mean_of, rows_of
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    Form,
    form_of,
    number,
    numbers_of,
    row_of,
    shaped,
)

NEARLY_ONE = Fraction(1, 10**9)
"""Probabilities may miss 1 by so much: thirds written as floats do."""


@dataclass(frozen=True, slots=True)
class Information(Tabular):
    """The value of perfect information.

    Attributes:
        expected: Expected net benefit of the best option chosen now.
        with_perfect: Expected net benefit where one chooses after knowing.
        value: What knowing is worth: with_perfect - expected, never below zero.
        best: Place of the option that is best now, from 0; the first where two are equal.
        options: Expected net benefit of each option.
    """

    expected: Amount
    with_perfect: Amount
    value: Amount
    best: int
    options: tuple[Amount, ...]

    def __float__(self) -> float:
        return float(self.value)


def perfect_information(net_benefits: Any, probabilities: Any = None) -> Information:
    """Say what knowing everything would be worth (EVPI).

    Args:
        net_benefits: Rows are states or draws, columns are options.
        probabilities: One a row, together 1; equal when left out.

    Example:
        >>> found = perfect_information([[200, 90], [-120, -20]], [0.6, 0.4])
        >>> found.expected, found.with_perfect, found.value
        (72.0, 112.0, 40.0)
    """
    form = form_of(net_benefits, probabilities)
    rows, weights = _read(net_benefits, probabilities)
    return _information(rows, weights, [[place] for place in range(len(rows))], form)


def partial_perfect_information(
    net_benefits: Any,
    parameter: Any,
    bins: Any = None,
    states: Any = None,
    probabilities: Any = None,
) -> Information:
    """Say what knowing one parameter, or a few together, would be worth (EVPPI).

    Within a group of draws with the same (or nearly the same) value of the parameter the other parameters are
    averaged out; in each group one option is chosen.

    Args:
        net_benefits: Rows are states or draws, columns are options.
        parameter: The value of the parameter in each row: a number, or the name of a state. Of parameters
            that become known together: a mapping of their rows by name, or a row of values for each draw.
        bins: Number of groups of equally many draws (of each parameter), or the edges between groups; the
            values themselves are taken as states.
        states: The values that the parameter can have: one group each. Without bins or states every
            different value is a group.
        probabilities: One a row; equal when left out.

    Source:
        The estimator by groups of Strong and Oakley (2013): consistent where groups grow in number and size.

    Example:
        >>> benefits = [[0, 3], [0, -1], [0, 1], [0, -3]]
        >>> partial_perfect_information(benefits, ["hoog", "hoog", "laag", "laag"]).value
        Fraction(1, 2)
    """
    form = form_of(net_benefits, probabilities)
    rows, weights = _read(net_benefits, probabilities)
    known, parts = _together(parameter)
    if len(known) != len(rows):
        raise UsageError("parameter: geef één waarde per rij van net_benefits.")
    if bins is not None and states is not None:
        raise UsageError("bins, states: geef één van beide.")
    if bins is not None and _are_states(known, bins):
        bins, states = None, bins
    if bins is not None and len(parts) > 1:
        known, bins = _cells(parts, bins), None
        groups = _by_value(known, sorted(set(known)))
    else:
        groups = _by_value(known, states) if bins is None else _by_bin(known, bins)
    return _information(rows, weights, groups, form)


def _information(
    rows: list[list[Any]], weights: Sequence[Fraction] | None, groups: list[list[int]], form: Form
) -> Information:
    options = [_weighted(rows, weights, range(len(rows)), column) for column in range(len(rows[0]))]
    best = max(range(len(options)), key=lambda place: (options[place], -place))
    if len(groups) == len(rows) and weights is None:
        highest = [max(row) for row in rows]
        known = mean_of(highest)
    else:
        known = sum(
            (
                max(_weighted(rows, weights, group, column) for column in range(len(options)))
                for group in groups
            ),
            Fraction(0),
        )
    known = max(known, options[best])  # sums of floats are rounded; the truth is never below
    return Information(
        expected=shaped(options[best], form),
        with_perfect=shaped(known, form),
        value=shaped(known - options[best], form),
        best=best,
        options=tuple(shaped(option, form) for option in options),
    )


def _weighted(
    rows: list[list[Any]], weights: Sequence[Fraction] | None, places: Sequence[int], column: int
) -> Fraction:
    """Add weight x net benefit over rows; draws weigh one in so many."""
    if weights is not None:
        return sum((weights[place] * Fraction(rows[place][column]) for place in places), Fraction(0))
    values = [rows[place][column] for place in places]
    return mean_of(values) * len(values) / len(rows)


def _read(net_benefits: Any, probabilities: Any) -> tuple[list[list[Any]], list[Fraction] | None]:
    rows = rows_of(net_benefits, "net_benefits")
    if probabilities is None:
        return rows, None
    weights = [number(each, "probabilities", 0, 1) for each in row_of(probabilities, "probabilities")]
    if len(weights) != len(rows):
        raise UsageError("probabilities: geef één kans per rij van net_benefits.")
    if abs(sum(weights, Fraction(0)) - 1) > NEARLY_ONE:
        raise UsageError("probabilities: de kansen zijn samen niet 1. Pas ze aan.")
    return rows, weights


def _are_states(known: list[Any], bins: Any) -> bool:
    """Say whether bins names every value that the parameter has."""
    return hasattr(bins, "__iter__") and not isinstance(bins, str) and set(known) <= set(bins)


def _together(parameter: Any) -> tuple[list[Any], list[list[Any]]]:
    """Give the value of each row, a tuple where there are more parameters, and the rows by parameter."""
    if isinstance(parameter, Mapping):
        parts = [row_of(values, "parameter", 5_000_000) for values in parameter.values()]
        if not parts or len({len(part) for part in parts}) > 1:
            raise UsageError("parameter: geef van elke parameter evenveel waarden.")
        return (parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))), parts
    known = row_of(parameter, "parameter", 5_000_000)
    if all(isinstance(each, str) or not hasattr(each, "__len__") for each in known):
        return known, [known]
    rows = [tuple(row_of(each, "parameter")) for each in known]
    if len({len(row) for row in rows}) > 1:
        raise UsageError("parameter: geef van elke parameter evenveel waarden.")
    parts = [list(part) for part in zip(*rows, strict=True)]
    return (parts[0] if len(parts) == 1 else rows), parts


def _cells(parts: list[list[Any]], bins: Any) -> list[tuple[int, ...]]:
    """Give for each row its group of each parameter."""
    labels = [[0] * len(parts[0]) for _ in parts]
    for label, part in zip(labels, parts, strict=True):
        for place, group in enumerate(_by_bin(part, bins)):
            for row in group:
                label[row] = place
    return list(zip(*labels, strict=True))


def _by_value(known: list[Any], states: Any) -> list[list[int]]:
    groups: dict[Any, list[int]] = {} if states is None else {each: [] for each in row_of(states, "states")}
    for place, value in enumerate(known):
        if states is not None and value not in groups:
            raise UsageError("parameter: een waarde staat niet in states. Vul states aan.")
        groups.setdefault(value, []).append(place)
    if states is None and len(groups) == len(known) > 1:
        raise UsageError("bins: elke waarde komt één keer voor. Geef het aantal groepen, zoals bins=20.")
    return [group for group in groups.values() if group]


def _by_bin(known: list[Any], bins: Any) -> list[list[int]]:
    values = [number(each, "parameter") for each in known]
    if hasattr(bins, "__iter__") and not isinstance(bins, str):
        edges = sorted(numbers_of(bins, "bins"))
        by_edge: dict[int, list[int]] = {}
        for place, value in enumerate(values):
            by_edge.setdefault(sum(edge <= value for edge in edges), []).append(place)
        return list(by_edge.values())
    count = number(bins, "bins", 1, len(values))
    if count.denominator > 1:
        raise UsageError("bins: geef een geheel aantal groepen.")
    order = sorted(range(len(values)), key=lambda place: values[place])
    groups: list[list[int]] = []
    last = None
    for rank, place in enumerate(order):
        group = rank * int(count) // len(order)
        is_tied = bool(rank) and values[place] == values[order[rank - 1]]
        if not is_tied and (last is None or group > last):
            groups.append([])
            last = group
        groups[-1].append(place)
    return groups
