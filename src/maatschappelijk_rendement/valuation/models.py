"""A model is any function of named numbers; here it is called, and what it answers is read."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.valuation.exact_numbers import form_of, number, shaped

Model = Callable[..., Any]
"""Takes values by name (``model(price=3, hours=2)``) or as one mapping; gives a number or a mapping."""


def caller(model: Model, names: Any) -> Callable[[Mapping[str, Any]], Any]:
    """Find out how a model takes its values: by name, or as one mapping.

    Args:
        model: The model.
        names: The names it will get.

    Example:
        >>> caller(lambda a, b: a + b, ["a", "b"])({"a": 1, "b": 2})
        3
        >>> caller(lambda values: values["a"], ["a"])({"a": 1})
        1
    """
    if not callable(model):
        raise UsageError("model: geef een functie, zoals lambda prijs, uren: prijs * uren.")
    try:
        parameters = inspect.signature(model).parameters.values()
    except (TypeError, ValueError):  # a function without a signature of its own
        return lambda values: model(**values)
    takes_any = any(each.kind is each.VAR_KEYWORD for each in parameters)
    named = {each.name for each in parameters if each.kind in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY)}
    if takes_any or set(names) <= named:
        return lambda values: model(**values)
    needed = [
        each for each in parameters if each.default is each.empty and each.kind is not each.VAR_POSITIONAL
    ]
    if len(needed) == 1:
        return lambda values: model(values)
    raise UsageError("model: deze functie kent een van de namen niet. Geef haar een argument met die naam.")


def defaults_of(model: Model) -> dict[str, Any]:
    """Give the values a model takes when nothing else is given."""
    try:
        parameters = inspect.signature(model).parameters.values()
    except (TypeError, ValueError):
        return {}
    return {each.name: each.default for each in parameters if each.default is not each.empty}


def outcome_of(answer: Any, outcome: str | None) -> Any:
    """Take the outcome that is asked from what a model answers.

    Args:
        answer: A number, a mapping of outcomes, or an object with the outcome as attribute.
        outcome: The name of the outcome; None where the model gives one number.
    """
    if outcome is not None:
        is_known = outcome in answer if isinstance(answer, Mapping) else hasattr(answer, outcome)
        if not is_known:
            raise UsageError("outcome: het model geeft deze uitkomst niet. Kies een naam die het wel geeft.")
        found = answer[outcome] if isinstance(answer, Mapping) else getattr(answer, outcome)
        if found is None:  # such as the payback of what is never earned back
            raise UsageError(
                "outcome: bij een van de waarden is deze uitkomst er niet. "
                "Kies een uitkomst die er altijd is, of andere waarden."
            )
        return found
    if isinstance(answer, Mapping):
        raise UsageError("outcome: het model geeft meer uitkomsten. Kies er een, met outcome='naam'.")
    return answer


def plain(value: Fraction, *examples: Any) -> Any:
    """Give a number as a model will expect it: in the form of the numbers it already takes."""
    form = form_of(*(each for each in examples if isinstance(each, int | float | Decimal | Fraction)))
    return shaped(value, form)


def exact(answer: Any) -> Fraction:
    """Read the number a model answers."""
    return number(answer, "model")
