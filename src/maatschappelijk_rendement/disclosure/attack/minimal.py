"""Forms of few atoms that a reader can isolate from what is shown, and which of them are unsafe.

An echelon form of what is shown, over the atoms in a random order, has such forms as its rows: each is free
of as many atoms as can be. What pairs of figures miss, triples and longer sums, is found here. The orders are
drawn with a seed, so the same caseload gives the same publication.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.disclosure.matrix.atoms import EURO, Atoms, Form
from maatschappelijk_rendement.disclosure.matrix.elimination import PRIME, Basis, Row
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.many_forms import unsafe

# Coefficients of forms that a reader makes are small; a form with others is nobody's.
LARGEST_COEFFICIENT = 100_000
# What is stopped at for less than this may be a fraction by chance.
LEAST_QUOTIENT = 2**20
# Place of the moment, or of the two of a pair, in the label of residents.
WHEN = 6
KINDS = {"eur": "bedrag", "mdo": "bedrag", "n": "aantal", "richting": "aantal", "bewoners": "bewoners"}


def unsafe_minimal_forms(
    pivots: Mapping[int, Row], atoms: Atoms, rules: Rules, *, tries: int, seed: int
) -> list[Form]:
    """Look for unsafe forms in what is shown.

    Args:
        pivots: A reduced basis of it, modulo the prime.
        atoms: The atoms.
        rules: The parameters.
        tries: In how many orders.
        seed: Of the orders.
    """
    dice = np.random.default_rng(seed)
    lengths = np.diff(atoms.starts)
    found: dict[frozenset[tuple[int, int]], Form] = {}
    seen: set[frozenset[tuple[int, int]]] = set()
    kinds = [KINDS.get(str(label[0]), "") for label in atoms.labels]
    # No figure is about money and about points: of those that are judged elsewhere nothing comes into these.
    basis = Basis({pivot: row for pivot, row in pivots.items() if any(kinds[atom] for atom in row)})
    for attempt in range(tries):
        # Atoms of many cases are taken out first, every other time, so that what is left is of few.
        keys = dice.random(len(atoms.labels)) * 10 - lengths * (attempt % 2)
        for short in basis.in_order(np.argsort(keys, kind="stable").tolist()):
            key = frozenset(short.items())
            if key in seen:
                continue
            seen.add(key)
            row = basis.whole(short)
            if len({kinds[atom] for atom in row}) == 1 and kinds[next(iter(row))]:
                form = whole_numbers(row)
                if form and not _is_of_moments(form, atoms):
                    found.setdefault(frozenset(form.items()), form)
    return _unsafe(list(found.values()), kinds, atoms, rules)


def _is_of_moments(form: Form, atoms: Atoms) -> bool:
    """Whether a number of residents is a sum over moments: of who is in both only pairs tell, an atom too."""
    labels = [atoms.labels[atom] for atom in form]
    return labels[0][0] == "bewoners" and len({label[WHEN] for label in labels}) > 1


def _unsafe(forms: Sequence[Form], kinds: Sequence[str], atoms: Atoms, rules: Rules) -> list[Form]:
    found: list[Form] = []
    of_money = [form for form in forms if kinds[next(iter(form))] == "bedrag"]
    of_people = [form for form in forms if kinds[next(iter(form))] != "bedrag"]
    # Rounding to cents is scaled along with the form.
    for scale in sorted({_scale(form) for form in of_money}):
        these = [form for form in of_money if _scale(form) == scale]
        amounts = unsafe(these, atoms, rules, is_amount=True, noise=float(EURO) * scale)
        found += [these[place] for place in amounts.nonzero()[0]]
    numbers = unsafe(of_people, atoms, rules, is_amount=False)
    return found + [of_people[place] for place in numbers.nonzero()[0]]


def _scale(form: Form) -> int:
    return min(abs(times) for times in form.values())


def whole_numbers(row: Row) -> dict[int, int] | None:
    """Write a row with small whole numbers, or None when it has none.

    Example:
        >>> half = pow(2, -1, PRIME)
        >>> whole_numbers({0: 1, 1: half, 2: PRIME - 1})
        {0: 2, 1: 1, 2: -2}
    """
    # Most rows have small whole numbers as they stand.
    found = {atom: value if value < LARGEST_COEFFICIENT else value - PRIME for atom, value in row.items()}
    if all(-LARGEST_COEFFICIENT < value < LARGEST_COEFFICIENT for value in found.values()):
        return found
    bottom = 1
    for value in row.values():
        small = value * bottom % PRIME
        if min(small, PRIME - small) > LARGEST_COEFFICIENT:
            factor = _denominator(small)
            if factor is None or bottom * factor > LARGEST_COEFFICIENT:
                return None
            bottom *= factor
    for atom, value in row.items():
        small = value * bottom % PRIME
        small = small - PRIME if small > PRIME // 2 else small
        if abs(small) > LARGEST_COEFFICIENT * LARGEST_COEFFICIENT:
            return None
        found[atom] = small
    return found


def fraction(value: int) -> Fraction | None:
    """Read a number that is modulo the prime as a fraction, or None when it is none of small numbers.

    Of all fractions that it may be, Euclid's algorithm stops longest at the one of the smallest numbers
    (M. Monagan, Maximal quotient rational reconstruction, 2004).

    Example:
        >>> fraction(pow(8_551, -1, PRIME) * -188_500 % PRIME), fraction(PRIME - 7)
        (Fraction(-188500, 8551), Fraction(-7, 1))
    """
    last, now, before, factor = PRIME, value, 0, 1
    longest, found = LEAST_QUOTIENT, None if value else Fraction(0)
    while now:
        times = last // now
        if times > longest:
            longest, found = times, Fraction(now, factor)
        last, now = now, last - times * now
        before, factor = factor, before - times * factor
    return found


def _denominator(value: int) -> int | None:
    """The smallest number by which a value becomes small, by Euclid's algorithm."""
    last, now, before, factor = PRIME, value, 0, 1
    while now > LARGEST_COEFFICIENT:
        times = last // now
        last, now = now, last - times * now
        before, factor = factor, before - times * factor
    factor = abs(factor)
    return factor if 0 < factor <= LARGEST_COEFFICIENT else None
