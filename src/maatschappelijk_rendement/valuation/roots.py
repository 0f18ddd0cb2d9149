"""Real roots of a polynomial above zero, each found once and with certainty.

Vincent, Collins and Akritas: signs are counted (Descartes) after moving and turning the polynomial, all in
whole numbers, so that no root is missed and none is made up by rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

Coefficients = list[int]
"""From the constant up: ``[c0, c1, c2]`` is c0 + c1 x + c2 x^2."""
FINE = 120
"""A root is found to so many halvings of its interval."""


def positive_roots(amounts: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Find every root above zero.

    Args:
        amounts: Coefficients, from the constant up.

    Returns:
        Roots in increasing order, each to about 1e-36 or exact; one that counts double stands once.

    Example:
        >>> [float(root) for root in positive_roots([Fraction(-6), Fraction(5), Fraction(-1)])]
        [2.0, 3.0]
    """
    shared = lcm(*(amount.denominator for amount in amounts))
    found = _stripped([int(amount * shared) for amount in amounts])
    if len(found) < 2:
        return ()
    if _sign_changes(found) > 1:
        found = _without_doubles(found)
    bound = 1 << (max(abs(each) for each in found[:-1]) // abs(found[-1]) + 1).bit_length()
    roots: list[Fraction] = []
    waiting = [(Fraction(0), Fraction(bound))]
    while waiting:
        low, high = waiting.pop()
        changes = _sign_changes(_seen_from(found, low, high))
        if changes == 1:
            roots.append(_narrowed(found, low, high))
        elif changes > 1:
            middle = (low + high) / 2
            if not _sign_at(found, middle):
                roots.append(middle)
            waiting += [(low, middle), (middle, high)]
    return tuple(sorted(roots))


def _stripped(found: Coefficients) -> Coefficients:
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return _smaller(found)


def _smaller(found: Coefficients) -> Coefficients:
    shared = gcd(*found) or 1
    return [each // shared for each in found]


def _sign_changes(found: Coefficients) -> int:
    signs = [each > 0 for each in found if each]
    return sum(left != right for left, right in pairwise(signs))


def _without_doubles(found: Coefficients) -> Coefficients:
    """Divide by what the polynomial shares with its derivative."""
    shared, other = found, _smaller([place * each for place, each in enumerate(found)][1:])
    while other:
        shared, other = other, _remainder(shared, other)
    return found if len(shared) < 2 else _quotient(found, shared)


def _remainder(left: Coefficients, right: Coefficients) -> Coefficients:
    rest = list(left)
    while len(rest) >= len(right):
        lead, shift = rest[-1], len(rest) - len(right)
        rest = [each * right[-1] for each in rest]
        for place, each in enumerate(right):
            rest[place + shift] -= lead * each
        while rest and not rest[-1]:
            rest.pop()
    return _smaller(rest) if rest else rest


def _quotient(left: Coefficients, right: Coefficients) -> Coefficients:
    rest = [Fraction(each) for each in left]
    found = [Fraction(0)] * (len(left) - len(right) + 1)
    for shift in range(len(found) - 1, -1, -1):
        found[shift] = rest[shift + len(right) - 1] / right[-1]
        for place, each in enumerate(right):
            rest[place + shift] -= found[shift] * each
    shared = lcm(*(each.denominator for each in found))
    return _smaller([int(each * shared) for each in found])


def _seen_from(found: Coefficients, low: Fraction, high: Fraction) -> Coefficients:
    """Turn the interval (low, high) into (0, infinity): x = (low + high y) / (1 + y)."""
    scale = lcm(low.denominator, high.denominator)
    start, size = int(low * scale), int((high - low) * scale)
    degree = len(found) - 1
    moved = [each * scale ** (degree - place) for place, each in enumerate(found)]
    moved = _shifted(moved, start)
    moved = [each * size**place for place, each in enumerate(moved)]
    return _shifted(moved[::-1], 1)


def _shifted(found: Coefficients, step: int) -> Coefficients:
    moved = list(found)
    for done in range(len(moved) - 1):
        for place in range(len(moved) - 2, done - 1, -1):
            moved[place] += step * moved[place + 1]
    return moved


def _sign_at(found: Coefficients, at: Fraction) -> int:
    top, bottom = 0, 1
    for each in reversed(found):
        top = top * at.numerator + each * bottom
        bottom *= at.denominator
    return (top > 0) - (top < 0)


def _narrowed(found: Coefficients, low: Fraction, high: Fraction) -> Fraction:
    """Halve an interval that holds one root inside; its ends may be roots of their own."""
    near_high = _sign_at(found, high) or -_sign_near(found, high)
    for _ in range(FINE):
        middle = (low + high) / 2
        sign = _sign_at(found, middle)
        if not sign:
            return middle
        low, high = (low, middle) if sign == near_high else (middle, high)
    return (low + high) / 2


def _sign_near(found: Coefficients, at: Fraction) -> int:
    """Give the sign just above a root: that of the derivative, as roots are single."""
    return _sign_at([place * each for place, each in enumerate(found)][1:], at)
