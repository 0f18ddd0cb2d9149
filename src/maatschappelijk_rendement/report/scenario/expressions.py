"""Small expressions that are written once and used twice: as a formula in a workbook and as an exact value.

So a cell's stored value and its formula cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.money import half_up

Values = Mapping[str, Fraction]
TOLERANCE_DIGITS = 6
"""A comparison in a workbook ignores what lies beyond this many decimals: its numbers are floats."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A computation with names.

    Attributes:
        template: The formula, with ``{0}``, ``{1}`` where its parts come.
        compute: The same computation on exact values.
        parts: What it is computed from.
        name: The name it stands for, when it is a name.
    """

    template: str
    compute: Callable[..., Fraction]
    parts: tuple[Expression, ...] = ()
    name: str = ""

    def __add__(self, other: Expression | int) -> Expression:
        return Expression("({0}+{1})", lambda a, b: a + b, (self, of(other)))

    def __sub__(self, other: Expression | int) -> Expression:
        return Expression("({0}-{1})", lambda a, b: a - b, (self, of(other)))

    def __rsub__(self, other: int) -> Expression:
        return of(other) - self

    def __mul__(self, other: Expression | int) -> Expression:
        return Expression("{0}*{1}", lambda a, b: a * b, (self, of(other)))

    def __neg__(self) -> Expression:
        return Expression("(-{0})", lambda a: -a, (self,))

    def formula(self, places: Mapping[str, str]) -> str:
        """Write the formula, without the equals sign.

        Args:
            places: Cell or defined name for each name.
        """
        if self.name:
            return places[self.name]
        return self.template.format(*(part.formula(places) for part in self.parts))

    def value(self, values: Values) -> Fraction:
        """Compute the exact value."""
        if self.name:
            return values[self.name]
        return self.compute(*(part.value(values) for part in self.parts))

    def names(self) -> Iterator[str]:
        """Give every name it uses."""
        if self.name:
            yield self.name
        for part in self.parts:
            yield from part.names()


def named(name: str) -> Expression:
    """Refer to a cell by name."""
    return Expression("", Fraction, (), name)


def of(number: Expression | int) -> Expression:
    """Take a whole number as an expression."""
    if isinstance(number, Expression):
        return number
    return Expression(str(number), lambda: Fraction(number))


def larger(left: Expression | int, right: Expression | int) -> Expression:
    """The larger of two.

    Example:
        >>> expression = larger(0, named("daling") - 5)
        >>> expression.formula({"daling": "B2"}), expression.value({"daling": Fraction(7)})
        ('MAX(0,(B2-5))', Fraction(2, 1))
    """
    return Expression("MAX({0},{1})", max, (of(left), of(right)))


def smaller(left: Expression | int, right: Expression | int) -> Expression:
    """The smaller of two."""
    return Expression("MIN({0},{1})", min, (of(left), of(right)))


def when(condition: Expression, then: Expression | int, otherwise: Expression | int) -> Expression:
    """One of two, as a condition holds (1) or not (0)."""
    return Expression(
        "IF({0}=1,{1},{2})", lambda c, a, b: a if c == 1 else b, (condition, of(then), of(otherwise))
    )


def reaches(left: Expression, right: Expression | int) -> Expression:
    """1 where the left is at least the right, else 0."""
    template = f"IF(ROUND({{0}}-{{1}},{TOLERANCE_DIGITS})>=0,1,0)"
    return Expression(template, lambda a, b: Fraction(a >= b), (left, of(right)))


def is_positive(amount: Expression) -> Expression:
    """1 where an amount is above nothing, else 0."""
    return Expression(f"IF(ROUND({{0}},{TOLERANCE_DIGITS})>0,1,0)", lambda a: Fraction(a > 0), (amount,))


def size_of(one: Expression, other: Expression) -> Expression:
    """How large two amounts are together, whatever their signs."""
    return Expression("(ABS({0})+ABS({1}))", lambda a, b: abs(a) + abs(b), (one, other))


def to_the_cent(amount: Expression, size: Expression | int = 1) -> Expression:
    """Rounded half-up to whole cents, as the program rounds.

    A workbook computes with floats of some fifteen digits: half a cent on paper may be a hair less there, and
    would go down. So an amount is first brought to the digits that are certain, then to the cent.

    Args:
        amount: What to round; a named cell keeps the formula short.
        size: How large the numbers were from which the amount was computed.
    """
    certain = "14-INT(LOG10(MAX(1,ABS({0}),{1})))"
    template = f"ROUND(ROUND({{0}},{certain}),2)"
    return Expression(template, lambda a, _: Fraction(half_up(a * 100), 100), (amount, of(size)))
