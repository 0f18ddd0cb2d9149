"""Random caseloads of whole quantities at printed prices, with what each case puts into every figure.

What a case costs is written down here once more, from the lines themselves: quantity x price, in whole cents.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.analysis.cases import case, line, load, product, score

from maatschappelijk_rendement import CaseLoad, Usage
from maatschappelijk_rendement.domain.model import MdoEffort


@dataclass(frozen=True)
class Priced:
    """A product: its stream, price [euro cent], payer and kind of money."""

    code: str
    stream: str
    cents: int
    payer: str
    kind: str


PRODUCTS = (
    Priced("W1", "Wmo", 57_01, "gemeente", "capaciteit"),
    Priced("W2", "Wmo", 83_37, "gemeente", "capaciteit"),
    Priced("W3", "Wmo", 214_49, "gemeente", "capaciteit"),
    Priced("Z1", "Zvw", 31_79, "zorgverzekeraar", "kasstroom"),
    Priced("Z2", "Zvw", 148_93, "zorgverzekeraar", "kasstroom"),
    Priced("J1", "Jeugdwet", 96_53, "gemeente", "kasstroom"),
    Priced("J2", "Jeugdwet", 187_11, "gemeente", "kasstroom"),
)
HOUR = Priced("U", "Overig", 113_57, "gemeente", "kasstroom")
MONTHLY = (
    Priced("B1", "Participatiewet", 1_087_33, "gemeente", "inkomensoverdracht"),
    Priced("B2", "Participatiewet", 1_553_91, "gemeente", "inkomensoverdracht"),
    Priced("B3", "Participatiewet", 776_47, "gemeente", "inkomensoverdracht"),
    Priced("B4", "Participatiewet", 268_59, "gemeente", "inkomensoverdracht"),
    Priced("V1", "Participatiewet", 121_19, "gemeente", "kasstroom"),
    Priced("V2", "Participatiewet", 161_53, "gemeente", "kasstroom"),
    Priced("VS", "Participatiewet", 587_21, "gemeente", "kasstroom"),
    Priced("G1", "Wgs", 84_67, "gemeente", "capaciteit"),
    Priced("G2", "Wgs", 103_43, "gemeente", "capaciteit"),
    Priced("K1", "Wmo", 3_491_77, "gemeente", "capaciteit"),
    Priced("K2", "Wmo", 4_853_11, "gemeente", "capaciteit"),
    Priced("K3", "Wmo", 2_207_59, "gemeente", "capaciteit"),
)
"""Norms by the month, at prices that look like real ones, and a start that is paid once."""
NORMS = {
    "bijstand": ("B1", "B2", "B3", "B4"),
    "bewind": ("V1", "V2"),
    "budgetbeheer": ("G1", "G2"),
    "beschermd wonen": ("K1", "K2", "K3"),
}
"""Of each kind a case has one at a time."""
BY_CODE = {one.code: one for one in (*PRODUCTS, HOUR, *MONTHLY)}


def _norm(code: str) -> dict[str, str]:
    """Give the unit and category of a norm."""
    kind = next((kind for kind, codes in NORMS.items() if code in codes), None)
    return {} if kind is None else {"unit": "maand", "category": kind}


RARE = ("W3", "Z2", "J2")


@dataclass(frozen=True)
class Bought:
    """Whole units of a product of one case at one moment: each month, in all, or once."""

    case: int
    moment: str
    code: str
    quantity: int
    per: str

    @property
    def unit_cents(self) -> int:
        """What one unit more costs over the window of a year."""
        return BY_CODE[self.code].cents * (12 if self.per == "maand" else 1)

    @property
    def cents(self) -> int:
        """What it costs."""
        return self.quantity * self.unit_cents


@dataclass
class Whole:
    """A caseload in plain numbers.

    Attributes:
        groups: Kind of each case.
        wijken: Wijk of each case.
        bought: What they used.
        hours: Hours of the MDO of each case, all at one price.
    """

    groups: list[str] = field(default_factory=list)
    wijken: list[str] = field(default_factory=list)
    bought: list[Bought] = field(default_factory=list)
    hours: list[int] = field(default_factory=list)

    def loaded(self, seed: int) -> CaseLoad:
        """Give it as the program reads it; with scores, which stand in no figure of money."""
        dice = random.Random(seed)
        names = [f"c{number:03}" for number in range(len(self.groups))]
        cases = [
            case(name, wijk=wijk, case_type=group)
            for name, wijk, group in zip(names, self.wijken, self.groups, strict=True)
        ]
        usage = [self._line(names[one.case], one, number) for number, one in enumerate(self.bought)]
        mdo = tuple(
            MdoEffort(case_id=name, hours=Decimal(hours), product_code="U", payer="gemeente")
            for name, hours in zip(names, self.hours, strict=True)
            if hours
        )
        scores = tuple(
            score(name, moment, str(dice.randint(low, low + 3)))
            for name in names
            if dice.random() < 0.8
            for moment, low in (("voor", 2), ("na", 5))
        )
        prices = tuple(
            product(
                *(one.code, one.stream, str(Decimal(one.cents) / 100)),
                payer=one.payer,
                money_kind=one.kind,
                **_norm(one.code),
            )
            for one in BY_CODE.values()
        )
        return load(cases, usage, mdo=mdo, scores=scores, tariffs=prices)

    @staticmethod
    def _line(name: str, one: Bought, number: int) -> Usage:
        return line(name, one.moment, one.quantity, one.code, per=one.per, resident=f"B{number}")


def random_whole(seed: int) -> Whole:
    """Draw a caseload: one to four wijken, few new cases, and products that one to six cases use."""
    dice = random.Random(seed)
    size, places = dice.choice([24, 30, 40, 60, 80]), dice.randint(1, 4)
    new, once, ends = dice.choice([0, 0, 0.1, 0.3]), dice.choice([0, 0.05, 0.2]), dice.choice([0, 0.05, 0.1])
    weights = [1 / (place + 1) ** dice.uniform(0, 1.5) for place in range(places)]
    rare = sorted(dice.sample(RARE, dice.randint(1, 3)))
    owners = {code: set(dice.sample(range(size), dice.randint(1, 6))) for code in rare}
    usual = [one.code for one in PRODUCTS if one.code not in RARE]
    shares = {code: dice.choice([0.3, 0.6, 0.9, 1.0]) for code in usual} | {"W1": 1.0}
    found = Whole()
    for number in range(size):
        is_new = dice.random() < new
        found.groups.append("nieuw" if is_new else "bestaand")
        found.wijken.append(f"wijk {dice.choices(range(places), weights)[0]}")
        found.hours.append(dice.randint(1, 9) if dice.random() < 0.95 else 0)
        for code in _codes(dice, number, usual, shares, owners):
            base = dice.lognormvariate(1.5, 0.7)
            for moment in ("na",) if is_new else ("voor", "na"):
                quantity = max(1, round(base * dice.uniform(0.4, 1.4)))
                draw = dice.random()
                per = "eenmalig" if draw < once else "totaal" if draw < once + ends else "maand"
                times = 1 if per == "maand" else 12
                found.bought.append(Bought(number, moment, code, quantity * times, per))
    return found


def _codes(
    dice: random.Random,
    number: int,
    usual: list[str],
    shares: dict[str, float],
    owners: dict[str, set[int]],
) -> Iterator[str]:
    yield from (code for code in usual if dice.random() < shares[code])
    yield from (code for code in sorted(owners) if number in owners[code])
