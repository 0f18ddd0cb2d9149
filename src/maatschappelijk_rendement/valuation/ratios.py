"""Benefits against costs: net present value, ratio and payback."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.valuation.discounting import worth_now
from maatschappelijk_rendement.valuation.exact_numbers import (
    Amount,
    Number,
    form_of,
    number,
    numbers_of,
    rooted,
    shaped,
)
from maatschappelijk_rendement.valuation.payback import payback_time
from maatschappelijk_rendement.valuation.rates import LONGEST, Rate, schedule_of

FORMS = ("conventional", "modified")


@dataclass(frozen=True, slots=True)
class BenefitCost(Tabular):
    """What benefits and costs come to.

    The net value does not depend on what is called a cost and what a negative benefit; the ratio does.

    Attributes:
        form: ``conventional`` (benefits / all costs) or ``modified`` ((benefits - later costs) / first cost).
        benefits: Present value of the benefits.
        costs: Present value of the costs.
        net: Present value of benefits minus costs.
        ratio: The ratio of the form; None where nothing stands below the line.
        other_ratio: The ratio of the other form.
        payback: Time after which the undiscounted total stays at or above zero; None if it does not.
        discounted_payback: The same of the discounted amounts.
        undiscounted_net: Benefits minus costs, added as they are.
    """

    form: str
    benefits: Amount
    costs: Amount
    net: Amount
    ratio: Amount | None
    other_ratio: Amount | None
    payback: Amount | None
    discounted_payback: Amount | None
    undiscounted_net: Amount


def benefit_cost(
    benefits: Any, costs: Any, rate: Rate = 0, first: Number = 0, form: str = "conventional"
) -> BenefitCost:
    """Compare benefits with costs.

    Args:
        benefits: Amounts in periods that follow each other; one number is one period.
        costs: Likewise, positive where something is paid; a shorter row ends in zeros.
        rate: A rate a period, or a schedule.
        first: Time of the first amounts.
        form: ``modified`` puts only the cost of the first period that has one below the line; later costs
            are taken off the benefits.

    Example:
        >>> benefit_cost([0, 5], [1, 2]).net, benefit_cost([0, 5], [1, 2]).ratio
        (Fraction(2, 1), Fraction(5, 3))
        >>> benefit_cost([0, 5], [1, 2], form="modified").ratio
        Fraction(3, 1)
    """
    if form not in FORMS:
        raise UsageError(f"form: kies uit {', '.join(FORMS)}.")
    schedule, start = schedule_of(rate), number(first, "first", -LONGEST, LONGEST)
    gained, paid = numbers_of(benefits, "benefits", LONGEST), numbers_of(costs, "costs", LONGEST)
    net = tuple(left - right for left, right in zip_longest(gained, paid, fillvalue=Fraction(0)))
    worth, cost = worth_now(gained, schedule, start), worth_now(paid, schedule, start)
    at_first = next((place for place, amount in enumerate(paid) if amount), 0)
    initial = worth_now((*(Fraction(0),) * at_first, paid[at_first]), schedule, start)
    ratios = {
        "conventional": worth / cost if cost else None,
        "modified": (worth - cost + initial) / initial if initial else None,
    }
    shape = max(form_of(benefits, costs, first), schedule.form)
    if start.denominator > 1:
        shape = rooted(shape)
    other = FORMS[1 - FORMS.index(form)]
    discounted = [worth_now((amount,), schedule, start + place) for place, amount in enumerate(net)]

    def given(value: Fraction | None) -> Amount | None:
        return None if value is None else shaped(value, shape)

    return BenefitCost(
        form=form,
        benefits=shaped(worth, shape),
        costs=shaped(cost, shape),
        net=shaped(worth - cost, shape),
        ratio=given(ratios[form]),
        other_ratio=given(ratios[other]),
        payback=given(payback_time(net, start)),
        discounted_payback=given(payback_time(discounted, start)),
        undiscounted_net=shaped(sum(net, Fraction(0)), shape),
    )
