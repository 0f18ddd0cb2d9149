"""The societal business case (MKBA): who pays, who gains, and what it comes to, year by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.valuation.discounting import worth_now
from maatschappelijk_rendement.valuation.exact_numbers import Amount, Form, form_of, number, rooted, shaped
from maatschappelijk_rendement.valuation.flows import (
    Effect,
    Flow,
    Party,
    Timeline,
    Worth,
    flows_of,
    parties_of,
)
from maatschappelijk_rendement.valuation.payback import payback_time
from maatschappelijk_rendement.valuation.rates import schedule_of

COUNTED = (Worth.FISCAL, Worth.ECONOMIC, Worth.SOCIAL)
MONEY = (Worth.FISCAL, Worth.ECONOMIC)


@dataclass(frozen=True, slots=True)
class PartyResult(Tabular):
    """What a party pays and gains.

    Attributes:
        party: The party.
        by_year: Net amount a year, not discounted, wellbeing left out.
        present_value: Those discounted and added.
        investment: Present value of what it puts in (positive).
        transfers: Present value of what moved to it (or from it, with a minus sign).
        capacity: Present value of what comes free but is not money yet.
        budget_effect: Cash and transfers over the first ``budget_years`` years, not discounted; without
            social value, which is no money.
    """

    party: Party
    by_year: tuple[Amount, ...]
    present_value: Amount
    investment: Amount
    transfers: Amount
    capacity: Amount
    budget_effect: Amount


@dataclass(frozen=True, slots=True)
class EffectResult(Tabular):
    """What an effect comes to in society: nothing where it is a transfer.

    Attributes:
        effect: As it was given.
        amounts: What the party sees, year by year.
        present_value: Those discounted and added, seen from the party.
        in_total: The part that counts in the total: zero of a transfer.
        switching_factor: Multiply the effect by this and the total is zero; None where it never is.
    """

    effect: Effect
    amounts: tuple[Amount, ...]
    present_value: Amount
    in_total: Amount
    switching_factor: Amount | None


@dataclass(frozen=True, slots=True)
class BusinessCase(Tabular):
    """A business case, computed.

    Attributes:
        null_alternative: What happens without the project, in words.
        project_alternative: The project, in words.
        timeline: Years and rate.
        budget_years: Years of the budget effect.
        parties: One a party, by name.
        effects: One an effect, in the order given.
        by_year: Net amount of society a year, not discounted.
        fiscal: Present value of the fiscal effects.
        economic: Of the economic ones.
        social: Of the social ones.
        wellbeing: Of the wellbeing ledger; counted nowhere else.
        investment: Present value of what is put in (positive).
        benefits: Present value of everything else.
        net: benefits - investment: the net present value (NCW).
        undiscounted_net: The same, not discounted.
        ratio: benefits / investment; None where nothing is put in.
        all_costs_ratio: With every negative effect below the line as well.
        payback: Years after which the total stays at or above zero; None if it does not.
        budget_effect: Cash and transfers of public parties over the first ``budget_years`` years.
        unknown: What is known to matter and not in the sums (PM).
    """

    rows_in: ClassVar[str] = "parties"

    null_alternative: str
    project_alternative: str
    timeline: Timeline
    budget_years: int
    parties: tuple[PartyResult, ...]
    effects: tuple[EffectResult, ...]
    by_year: tuple[Amount, ...]
    fiscal: Amount
    economic: Amount
    social: Amount
    wellbeing: Amount
    investment: Amount
    benefits: Amount
    net: Amount
    undiscounted_net: Amount
    ratio: Amount | None
    all_costs_ratio: Amount | None
    payback: Amount | None
    budget_effect: Amount
    unknown: tuple[str, ...] = ()


def business_case(
    effects: Iterable[Effect],
    parties: Any,
    timeline: Timeline,
    *,
    null_alternative: str = "",
    project_alternative: str = "",
    budget_years: int = 5,
    unknown: Sequence[str] = (),
) -> BusinessCase:
    """Add up dated effects per party and for society.

    Args:
        effects: What changes against the null alternative; costs have a minus sign.
        parties: Everyone who pays or gains: ``Party`` objects or names.
        timeline: Years and rate.
        null_alternative: What happens without the project.
        project_alternative: What the project is.
        budget_years: Years of the budget effect.
        unknown: Effects that are not in the sums, in words.

    Raises:
        UsageError: A party is unknown, an effect is counted twice, or a number is out of bounds.

    Source:
        Romijn and Renes, Algemene leidraad voor MKBA (CPB/PBL, 2013); Larsen and others, Werken aan
        maatschappelijk rendement (LPBL, 2011) for the presentation per party.

    Example:
        >>> case = business_case(
        ...     [
        ...         Effect("coach", "gemeente", [-100], is_investment=True),
        ...         Effect("minder zorg", "verzekeraar", 60, start=1),
        ...         Effect("bijstand", "gemeente", 50, money="inkomensoverdracht", counterparty="bewoner"),
        ...     ],
        ...     [Party("gemeente", is_public=True), "verzekeraar", "bewoner"],
        ...     Timeline(2026, 3, 0),
        ... )
        >>> case.net, case.ratio, {each.party.name: each.present_value for each in case.parties}["bewoner"]
        (Fraction(20, 1), Fraction(6, 5), Fraction(-150, 1))
    """
    given, known = tuple(effects), parties_of(parties)
    horizon = number(budget_years, "budget_years", 1, timeline.years if timeline.years > 5 else 5)
    if horizon.denominator > 1:
        raise UsageError("budget_years: geef een geheel aantal jaren.")
    flows = flows_of(given, known, timeline)
    schedule, first = schedule_of(timeline.rate), number(timeline.first, "first")
    form = max(form_of(*(_numbers(effect) for effect in given)), schedule.form)
    if first.denominator > 1:
        form = rooted(form)

    def worth(chosen: Callable[[Flow], bool]) -> Fraction:
        return worth_now(_summed(flows, chosen, timeline.years), schedule, first)

    counted = [flow for flow in flows if flow.effect.worth in COUNTED]
    net = worth(_counts)
    investment = -worth(lambda flow: _counts(flow) and flow.effect.is_investment)
    costs = -sum(
        (
            min(worth_now(flow.amounts, schedule, first), Fraction(0))
            for flow in counted
            if not _is_transfer(flow)
        ),
        Fraction(0),
    )
    by_year = _summed(flows, _counts, timeline.years)
    results = tuple(
        _party(party, flows, timeline, int(horizon), worth, form)
        for party in sorted(known, key=lambda p: p.name)
    )
    back = payback_time(by_year, first)
    budget = sum(
        (_budget(flows, party.name, int(horizon)) for party in known if party.is_public), Fraction(0)
    )
    return BusinessCase(
        null_alternative=null_alternative,
        project_alternative=project_alternative,
        timeline=timeline,
        budget_years=int(horizon),
        parties=results,
        effects=tuple(_effect(effect, timeline, net, worth, form) for effect in given),
        by_year=tuple(shaped(amount, form) for amount in by_year),
        fiscal=shaped(worth(lambda flow: flow.effect.worth == Worth.FISCAL), form),
        economic=shaped(worth(lambda flow: flow.effect.worth == Worth.ECONOMIC), form),
        social=shaped(worth(lambda flow: flow.effect.worth == Worth.SOCIAL), form),
        wellbeing=shaped(worth(lambda flow: flow.effect.worth == Worth.WELLBEING), form),
        investment=shaped(investment, form),
        benefits=shaped(net + investment, form),
        net=shaped(net, form),
        undiscounted_net=shaped(sum(by_year, Fraction(0)), form),
        ratio=shaped((net + investment) / investment, form) if investment > 0 else None,
        all_costs_ratio=shaped((net + costs) / costs, form) if costs else None,
        payback=None if back is None else shaped(back, form),
        budget_effect=shaped(budget, form),
        unknown=tuple(unknown),
    )


def _party(
    party: Party,
    flows: tuple[Flow, ...],
    timeline: Timeline,
    horizon: int,
    worth: Callable[[Callable[[Flow], bool]], Fraction],
    form: Form,
) -> PartyResult:
    def own(flow: Flow) -> bool:
        return flow.party == party.name and _counts(flow)

    return PartyResult(
        party=party,
        by_year=tuple(shaped(amount, form) for amount in _summed(flows, own, timeline.years)),
        present_value=shaped(worth(own), form),
        investment=shaped(-worth(lambda flow: own(flow) and flow.effect.is_investment), form),
        transfers=shaped(worth(lambda flow: own(flow) and _is_transfer(flow)), form),
        capacity=shaped(worth(lambda flow: own(flow) and flow.effect.money == MoneyKind.CAPACITY), form),
        budget_effect=shaped(_budget(flows, party.name, horizon), form),
    )


def _effect(
    effect: Effect,
    timeline: Timeline,
    net: Fraction,
    worth: Callable[[Callable[[Flow], bool]], Fraction],
    form: Form,
) -> EffectResult:
    own = worth(lambda flow: flow.effect is effect and flow.party == effect.party)
    counts = effect.worth in COUNTED and effect.money != MoneyKind.TRANSFER
    amounts = flows_of([effect], {effect.party, effect.counterparty} - {""}, timeline)[0].amounts
    return EffectResult(
        effect=effect,
        amounts=tuple(shaped(amount, form) for amount in amounts),
        present_value=shaped(own, form),
        in_total=shaped(own if counts else Fraction(0), form),
        switching_factor=shaped(1 - net / own, form) if counts and own and net / own <= 1 else None,
    )


def _summed(flows: Iterable[Flow], chosen: Callable[[Flow], bool], years: int) -> tuple[Fraction, ...]:
    total = [Fraction(0)] * years
    for flow in flows:
        if chosen(flow):
            for year, amount in enumerate(flow.amounts):
                total[year] += amount
    return tuple(total)


def _counts(flow: Flow) -> bool:
    return flow.effect.worth in COUNTED


def _is_transfer(flow: Flow) -> bool:
    return flow.effect.money == MoneyKind.TRANSFER


def _budget(flows: Iterable[Flow], party: str, horizon: int) -> Fraction:
    """Add what moves in a party's budget: cash and transfers; social value is no money in anyone's budget."""
    return sum(
        (
            sum(flow.amounts[:horizon], Fraction(0))
            for flow in flows
            if flow.party == party and flow.effect.worth in MONEY and flow.effect.money != MoneyKind.CAPACITY
        ),
        Fraction(0),
    )


def _numbers(effect: Effect) -> list[Any]:
    given = [effect.amount, effect.drop_off, *(factor.value for factor in effect.factors)]
    return [each for each in (*given, effect.duration) if each is not None]
