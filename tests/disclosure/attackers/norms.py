"""Norms by the month: random caseloads of them, and what a reader who knows how they work adds to a sum.

Social assistance, protective administration, budget management and sheltered living have a price a month, and
a case has one of them at a time: most often the whole year, else some months. A reader then knows that there
are no more than the printed number of cases, each with at most twelve months.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.disclosure.attackers.figures import TOTAL, Printed, Unit, owners
from tests.disclosure.attackers.lattice import FEW, Found, Limit, joint_quantities
from tests.disclosure.attackers.whole import NORMS, Bought, Whole

MONTHS = 12
MOST_TOGETHER = 12
"""So many products are tried by all sums together."""
ONE_OFF = "VS"
"""The start of an administration is paid once."""


def random_norms(seed: int) -> Whole:
    """Draw a caseload of norms: one of each kind a case at most, some of which few cases have."""
    dice = random.Random(seed)
    size, places = dice.choice([24, 30, 40, 60, 80]), dice.randint(1, 3)
    new, part = dice.choice([0, 0, 0.3, 0.5]), dice.choice([0, 0.05, 0.2])
    has_hours = dice.random() < 0.3
    # Of each kind: which case has which norm before and after.
    drawn = {kind: _drawn(dice, codes, size) for kind, codes in NORMS.items() if dice.random() < 0.8}
    found = Whole()
    for number in range(size):
        is_new = dice.random() < new
        found.groups.append("nieuw" if is_new else "bestaand")
        found.wijken.append(f"wijk {dice.randrange(places)}")
        found.hours.append(dice.randint(1, 9))
        for moment in ("na",) if is_new else ("voor", "na"):
            for codes in drawn.values():
                code = codes[moment].get(number)
                if code is not None:
                    is_part = dice.random() < part
                    months = dice.randint(1, MONTHS - 1) if is_part else 1
                    per = "totaal" if is_part else "maand"
                    found.bought.append(Bought(number, moment, code, months, per))
                if code == "V2" and moment == "na" and dice.random() < 0.3:
                    found.bought.append(Bought(number, moment, ONE_OFF, 1, "eenmalig"))
            if has_hours and dice.random() < 0.7:
                found.bought.append(Bought(number, moment, "W1", dice.randint(1, 12), "maand"))
    return found


def _drawn(dice: random.Random, codes: tuple[str, ...], size: int) -> dict[str, dict[int, str]]:
    """Give most cases a norm of one or two usual ones, and a few of them another."""
    usual = dice.sample(codes, dice.randint(1, min(2, len(codes))))
    rare = [code for code in codes if code not in usual and dice.random() < 0.8]
    share, stays = dice.choice([0.5, 0.8, 1.0]), dice.choice([0.5, 0.8, 0.95])
    before = {number: dice.choice(usual) for number in range(size) if dice.random() < share}
    for code in rare:
        before |= dict.fromkeys(dice.sample(range(size), dice.randint(1, 6)), code)
    after = {}
    for number in range(size):
        code = before.get(number) if dice.random() < stays else dice.choice([None, *usual])
        if code is not None:
            after[number] = code
    return {"voor": before, "na": after}


def limits(data: Mapping[str, Any], whole: Whole) -> list[Limit]:
    """What the printed numbers of cases say: no more cases with a norm of one kind, each a year at most."""
    units: dict[tuple[str, str, str, str], set[Unit]] = defaultdict(set)
    for unit in owners(whole):
        group, wijk, product, moment = unit
        kind = next((kind for kind, codes in NORMS.items() if product.split()[0] in codes), None)
        if kind is not None and not product.endswith("eenmalig"):
            units[group, wijk, kind, moment].add(unit)
            units[group, TOTAL, kind, moment].add(unit)
    numbers = {(row["groep"], row["wijk"]): row["n"] for row in data["stromen"] if row["n"] is not None}
    known = [
        (members, float(numbers[group, wijk]))
        for (group, wijk, _, _), members in sorted(units.items())
        if (group, wijk) in numbers
    ]
    # A price that is not printed is of a product that a few cases use, in all.
    printed = {row["code"] for row in data["tarieven"]}
    rare: dict[tuple[str, str], set[Unit]] = defaultdict(set)
    for members in units.values():
        for unit in members:
            code = unit[2].split()[0]
            if code not in printed:
                rare[code, unit[3]].add(unit)
    known += [(members, FEW - 1.0) for _, members in sorted(rare.items())]
    return [
        Limit({unit: 1.0 if unit[2].endswith("maand") else 1 / MONTHS for unit in sorted(members)}, most)
        for members, most in known
    ]


def single_norms(figures: Sequence[Printed], whole: Whole, known: Sequence[Limit]) -> Iterator[Found]:
    """Pin what is about a few cases by one printed sum at a time."""
    tried = set()
    for figure in figures:
        mark = (figure.value, figure.noise, tuple(sorted(figure.units.items())))
        if figure.units and mark not in tried:
            tried.add(mark)
            found = joint_quantities([figure], whole, limits=known)
            yield replace(found, known=[f"{figure.name}, {one}" for one in found.known])


def attack_norms(figures: Sequence[Printed], whole: Whole, known: Sequence[Limit]) -> Found:
    """Pin what is about a few cases by one printed sum at a time, and by all together."""
    every = [*single_norms(figures, whole, known)]
    every.append(joint_quantities(figures, whole, limits=known, targets=MOST_TOGETHER))
    return Found(
        [f"norm: {line}" for found in every for line in found.known],
        sum(found.tried for found in every),
        sum(found.undecided for found in every),
    )
