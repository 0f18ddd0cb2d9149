"""A settlement and a split once more, in fractions, written from the rules and not from the engine.

Nothing of ``sharing`` is called here: a scenario is only read. Slow and plain on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from statistics import NormalDist
from typing import Any

# The statutory table as the public rules print it: persons from, to, percent at the start and at the end.
TABLE = [
    (500, 999, "12.2", "8.7"),
    (1000, 2999, "8.7", "5.0"),
    (3000, 4999, "5.0", "3.9"),
    (5000, 5999, "3.9", "3.6"),
    (6000, 6999, "3.6", "3.4"),
    (7000, 7999, "3.4", "3.2"),
    (8000, 8999, "3.2", "3.1"),
    (9000, 9999, "3.1", "3.0"),
    (10000, 14999, "3.0", "2.7"),
    (15000, 19999, "2.7", "2.5"),
    (20000, 49999, "2.5", "2.2"),
    (50000, 59999, "2.2", "2.0"),
]


@dataclass(frozen=True)
class Outcome:
    """What comes out, in cents."""

    reserve: int
    pool: int
    kept: int
    results: list[int]
    side_payments: list[int]
    providers: list[int]


def settled(made: Any, key: str) -> Outcome:
    """Settle and split a scenario by a key, given by its Dutch name."""
    saving = sum(one.before_cents - one.after_cents for one in made.streams)
    invested = sum(one.investment_cents for one in made.streams)
    contract = made.contract
    reserve = cents(contract.reserve * max(0, saving - invested))
    pool = payment(made, saving, invested, reserve)
    kept = saving - invested - reserve - pool
    results = payers(made, key, kept, pool + reserve)
    side = [
        one.investment_cents + result - (one.before_cents - one.after_cents)
        for one, result in zip(made.streams, results, strict=True)
    ]
    parts = [
        one.agreed if contract.provider_key.value == "afgesproken" else Fraction(1) for one in made.providers
    ]
    return Outcome(reserve, pool, kept, results, side, divide(pool, parts) if parts else [])


def payment(made: Any, saving: int, invested: int, reserve: int) -> int:
    """What the providers get [cent]."""
    contract, before = made.contract, sum(one.before_cents for one in made.streams)
    expected = before * (1 - contract.discount)
    off_first = invested + reserve if contract.investment_first else 0
    change = expected - max(Fraction(0), Fraction(before - saving + off_first))
    quality = made.quality
    edge = threshold(made) * expected
    relieved = False
    if change > 0 and change >= edge:
        base = change if contract.first_dollar else change - edge
    elif (
        contract.relief is not None
        and made.has_relief
        and made.persons >= contract.relief_persons
        and change > 0
    ):
        base, relieved = change, True
    else:
        base = Fraction(0)
    cap = None if contract.gain_cap is None else contract.gain_cap * expected
    cap_first = contract.order.value == "plafond_dan_aandeel"
    if cap is not None and cap_first:
        base = min(base, cap)
    paid = ladder(base, expected, contract.gain_bands) if contract.gain_bands else base * contract.share
    rule = contract.quality.value
    if rule == "vermenigvuldigt":
        paid *= quality if made.met_quality_standard else 0
    if rule == "poort" and not made.met_quality_standard:
        paid *= quality if made.met_alternative_standard else 0
    if relieved:
        paid *= contract.relief
    paid *= 1 - contract.levy
    if cap is not None and not cap_first:
        paid = min(paid, cap)
    if made.is_flagged and change > 0:
        paid = Fraction(0)
    if contract.loss.value != "geen" and change < 0 and -change >= edge:
        paid = -owed(made, -change if contract.first_dollar else -change - edge, expected)
    if contract.quality_bonus:
        paid += expected * contract.quality_bonus * quality
    return cents(paid * contract.proration)


def owed(made: Any, base: Fraction, expected: Fraction) -> Fraction:
    """What the providers owe of a loss that counts."""
    contract = made.contract
    caps = [] if contract.loss_cap is None else [contract.loss_cap * expected]
    if contract.loss_cap_revenue is not None and made.provider_revenue_cents is not None:
        caps.append(contract.loss_cap_revenue * made.provider_revenue_cents)
    cap_first = contract.order.value == "plafond_dan_aandeel"
    if cap_first:
        base = min([base, *caps])
    kind = contract.loss.value
    if kind == "vast":
        owed_now = base * contract.loss_rate
    elif kind == "schijven":
        owed_now = ladder(base, expected, contract.loss_bands)
    else:
        low, high = contract.loss_rate_floor, contract.loss_rate_ceiling
        rule = contract.quality.value
        earned = contract.share if rule == "geen" else contract.share * made.quality
        passed = rule == "geen" or made.met_quality_standard
        passed = passed or (rule == "poort" and made.met_alternative_standard)
        owed_now = base * (min(high, max(low, 1 - earned)) if passed else high)
    if not cap_first:
        owed_now = min([owed_now, *caps])
    return max(Fraction(0), owed_now - made.disaster_cents)


def threshold(made: Any) -> Fraction:
    """The threshold as a part of the benchmark."""
    contract = made.contract
    if made.minimum_rate is not None:
        return Fraction(made.minimum_rate)
    match contract.threshold.value:
        case "vast":
            return Fraction(contract.minimum_rate)
        case "statistisch":
            spread = (float(contract.cost_variation) ** 2 / made.persons + 0.0**2) ** 0.5
            return Fraction(NormalDist().inv_cdf(float(contract.confidence)) * spread)
        case "tabel":
            for first, last, start, end in TABLE:
                if first <= made.persons <= last:
                    along = Fraction(made.persons - first, last - first)
                    return (Fraction(start) + (Fraction(end) - Fraction(start)) * along) / 100
            return Fraction("0.122") if made.persons < 500 else Fraction("0.02")
    return Fraction(0)


def ladder(base: Fraction, expected: Fraction, bands: Any) -> Fraction:
    """Each slice by its own share; above the last end nothing."""
    paid, done = Fraction(0), Fraction(0)
    for band in bands:
        end = base if band.upper is None else min(base, band.upper * expected)
        paid += max(Fraction(0), end - done) * band.share
        done = done if band.upper is None else band.upper * expected
    return paid


def payers(made: Any, key: str, kept: int, funding: int) -> list[int]:
    """What each stream ends with: its own result plus or minus every settlement."""
    savings = [one.before_cents - one.after_cents for one in made.streams]
    own = [saving - one.investment_cents for saving, one in zip(savings, made.streams, strict=True)]
    rule = made.contract.shortfall.value
    sign = -1 if kept < 0 and rule == "samen" else 1
    by_key: dict[str, list[Any]] = {
        "herkomst": [max(0, sign * saving) for saving in savings],
        "schadeloos_eerst": [max(0, sign * one) for one in own],
        "investering": [one.investment_cents for one in made.streams],
        "begroting": [one.budget_cents for one in made.streams],
        "afgesproken": [one.agreed for one in made.streams],
        "gelijk": [1 for _ in made.streams],
    }
    weights = by_key[key]
    if kept >= 0:
        return divide(kept, weights)
    if rule == "samen":
        return limited(made, divide(kept, weights), own)
    if funding >= 0:
        savers = [max(0, saving) for saving in savings]
        change = [-part for part in negative(funding, savers if any(savers) else weights)]
    else:
        change = divide(-funding, [max(0, -one) for one in own])
    return [one + part for one, part in zip(own, change, strict=True)]


def negative(amount: int, weights: list[Any]) -> list[int]:
    """Divide what is to be paid: as an amount below nothing, whose odd cents go to the largest remainder."""
    return [-part for part in divide(-amount, weights)]


def limited(made: Any, results: list[int], own: list[int]) -> list[int]:
    """Move what is over a stop-loss back to who lost."""
    names = list(dict.fromkeys(one.payer for one in made.streams))
    limits = {one.payer: one.limit_cents for one in made.stop_losses}

    def of(amounts: list[int], name: str) -> int:
        return sum(amount for amount, one in zip(amounts, made.streams, strict=True) if one.payer == name)

    over = [
        max(0, min(of(own, name), -limits[name]) - of(results, name)) if name in limits else 0
        for name in names
    ]
    room = [max(0, of(results, name) - of(own, name)) for name in names]
    moved = min(sum(over), sum(room))
    changes = [got - gave for got, gave in zip(divide(moved, over), divide(moved, room), strict=True)]
    found = list(results)
    for name, change in zip(names, changes, strict=True):
        found[[one.payer for one in made.streams].index(name)] += change
    return found


def divide(total: int, weights: list[Any]) -> list[int]:
    """Divide to the cent: the largest remainders get what is left, the last of equals first."""
    shares = [Fraction(weight) for weight in weights]
    if not any(shares):
        shares = [Fraction(1)] * len(shares)
    exact = [total * share / sum(shares) for share in shares]
    parts = [floor(one) for one in exact]
    order = sorted(range(len(exact)), key=lambda place: (exact[place] - parts[place], place), reverse=True)
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def cents(amount: Fraction) -> int:
    """Half up, away from nothing."""
    size = floor(abs(amount) + Fraction(1, 2))
    return size if amount >= 0 else -size
