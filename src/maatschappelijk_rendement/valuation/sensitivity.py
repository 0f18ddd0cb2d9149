"""What changes when one value (or two) is another: one-way, tornado, grid and switching value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.exact_numbers import Number, number, row_of
from maatschappelijk_rendement.valuation.models import Model, caller, defaults_of, exact, outcome_of, plain

MOST_CELLS = 100_000
STEPS = 64
"""A switching value is looked for between so many steps."""
HALVINGS = 200
SHORT = 10**15


@dataclass(frozen=True, slots=True)
class OutcomeSwing(Tabular):
    """How an outcome moves with one value.

    Attributes:
        name: The value that changes.
        values: What it is set to, in the order given.
        outcomes: The outcome at each of them.
        base: The outcome where nothing changes; None where no base is known.
        width: Highest outcome minus lowest.
    """

    name: str
    values: tuple[Any, ...]
    outcomes: tuple[Any, ...]
    base: Any
    width: Any

    @property
    def low(self) -> Any:
        """The outcome at the first value."""
        return self.outcomes[0]

    @property
    def high(self) -> Any:
        """The outcome at the last value."""
        return self.outcomes[-1]


@dataclass(frozen=True, slots=True)
class OutcomeGrid(Tabular):
    """Outcomes at every combination of values.

    Attributes:
        names: The values that change.
        values: For each, what it is set to.
        outcomes: Nested in that order: ``outcomes[i][j]`` for two.
    """

    names: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]
    outcomes: Any


def one_way(
    model: Model, ranges: Mapping[str, Any], base: Mapping[str, Any] | None = None, outcome: str | None = None
) -> tuple[OutcomeSwing, ...]:
    """Change one value at a time, the others at their base.

    Args:
        model: A function of the named values.
        ranges: For each name (low, high), (low, base, high) or more values in a row.
        base: The value of each name; else the middle of three, else the default of the model.
        outcome: Which outcome, where the model gives more than one.

    Returns:
        A swing a name, in the order of ``ranges``.

    Example:
        >>> one_way(lambda price, hours=2: price * hours, {"price": (10, 20, 40)})[0].outcomes
        (20, 40, 80)
    """
    start = _base(model, ranges, base)
    call = caller(model, {**ranges, **start})
    swings = []
    for name, given in ranges.items():
        values = row_of(given, name)
        rest = {key: value for key, value in start.items() if key != name}
        _complete(ranges, {*rest, name})
        outcomes = [outcome_of(call({**rest, name: value}), outcome) for value in values]
        at_base = outcome_of(call(start), outcome) if name in start else None
        width = max(outcomes, key=exact) - min(outcomes, key=exact)
        swings.append(OutcomeSwing(name, tuple(values), tuple(outcomes), at_base, width))
    return tuple(swings)


def tornado(
    model: Model, ranges: Mapping[str, Any], base: Mapping[str, Any] | None = None, outcome: str | None = None
) -> tuple[OutcomeSwing, ...]:
    """Give the swings of ``one_way``, the widest first; of equal ones the first by name.

    Example:
        >>> [swing.name for swing in tornado(lambda a=1, b=1: a + 2 * b, {"a": (0, 2), "b": (0, 2)})]
        ['b', 'a']
    """
    return tuple(
        sorted(one_way(model, ranges, base, outcome), key=lambda swing: (-exact(swing.width), swing.name))
    )


def grid(
    model: Model, ranges: Mapping[str, Any], base: Mapping[str, Any] | None = None, outcome: str | None = None
) -> OutcomeGrid:
    """Compute the outcome at every combination of values.

    Args:
        model: A function of the named values.
        ranges: For each name its values; two names make a table.
        base: The value of the names that do not change.
        outcome: Which outcome; without it a model may give a mapping, and every cell holds it.

    Example:
        >>> grid(lambda a, b: a * b, {"a": [1, 2], "b": [3, 4]}).outcomes
        [[3, 4], [6, 8]]
    """
    rows = {name: row_of(values, name) for name, values in ranges.items()}
    cells = 1
    for values in rows.values():
        cells *= len(values)
    if not rows or cells > MOST_CELLS:
        raise UsageError(f"ranges: geef minstens één naam, en samen hoogstens {MOST_CELLS} combinaties.")
    start = {**defaults_of(model), **(base or {})}
    call = caller(model, {**start, **rows})
    found: list[Any] = []
    for cell in product(*rows.values()):
        answer = call({**start, **dict(zip(rows, cell, strict=True))})
        found.append(outcome_of(answer, outcome) if outcome else answer)
    for size in [len(values) for values in rows.values()][:0:-1]:
        found = [found[place : place + size] for place in range(0, len(found), size)]
    return OutcomeGrid(tuple(rows), tuple(tuple(values) for values in rows.values()), found)


def switching_value(
    model: Model,
    name: str,
    low: Number,
    high: Number,
    base: Mapping[str, Any] | None = None,
    target: Number = 0,
    outcome: str | None = None,
) -> Any:
    """Find the value at which the outcome crosses a target: where the advice turns.

    Args:
        model: A function of the named values.
        name: The value that changes.
        low: From where it is looked for.
        high: To where.
        base: The values of the other names; else the defaults of the model.
        target: The outcome to cross.
        outcome: Which outcome, where the model gives more than one.

    Returns:
        The value, exact where the outcome is a straight line there; of more crossings that nearest the base
        (else the lowest); None where there is none.

    Example:
        >>> switching_value(lambda price: 100 - 8 * price, "price", 0, 20)
        Fraction(25, 2)
    """
    start = {key: value for key, value in {**defaults_of(model), **(base or {})}.items() if key != name}
    left, right, aim = number(low, "low"), number(high, "high"), number(target, "target")
    if left >= right:
        raise UsageError("low, high: low hoort onder high te liggen. Wissel ze om.")
    call = caller(model, {**start, name: low})
    examples = (low, high, *start.values())

    def above(value: Fraction) -> Fraction:
        return exact(outcome_of(call({**start, name: plain(value, *examples)}), outcome)) - aim

    points = [left + (right - left) * step / STEPS for step in range(STEPS + 1)]
    heights = [above(point) for point in points]
    found = [point for point, height in zip(points, heights, strict=True) if not height]
    for place in range(STEPS):
        if heights[place] * heights[place + 1] < 0:
            found += [_crossing(above, *points[place : place + 2], *heights[place : place + 2])]
    if not found:
        return None
    near = (base or {}).get(name, defaults_of(model).get(name))
    middle = left if near is None else number(near, name)
    nearest = min(found, key=lambda value: abs(value - middle))
    # Found by halving: near, but no fraction that anyone means.
    return plain(nearest, *examples) if nearest.denominator < SHORT else plain(nearest, *examples, 0.0)


def _crossing(above: Any, low: Fraction, high: Fraction, at_low: Fraction, at_high: Fraction) -> Fraction:
    straight = low + (high - low) * at_low / (at_low - at_high)
    if (
        abs(above(straight)) <= (abs(at_low) + abs(at_high)) / 10**14
    ):  # a line, but for the last bits of floats
        return straight
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        at_middle = above(middle)
        if not at_middle or high - low < Fraction(1, 10**18):
            return middle
        low, high = (middle, high) if (at_middle > 0) == (at_low > 0) else (low, middle)
    return (low + high) / 2


def _base(model: Model, ranges: Mapping[str, Any], base: Mapping[str, Any] | None) -> dict[str, Any]:
    if not ranges:
        raise UsageError("ranges: geef minstens één naam met lage en hoge waarde.")
    middles = {
        name: given[1] for name, given in ranges.items() if isinstance(given, Sequence) and len(given) == 3
    }
    return {**defaults_of(model), **middles, **(base or {})}


def _complete(ranges: Mapping[str, Any], known: set[str]) -> None:
    missing = [name for name in ranges if name not in known]
    if missing:
        raise UsageError(
            "base: van een naam is de gewone waarde onbekend. Geef (laag, gewoon, hoog) of base."
        )
