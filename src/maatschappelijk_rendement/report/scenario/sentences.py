"""Sentences about what was settled and divided, each chosen by the numbers it is about."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from maatschappelijk_rendement.report.scenario.amounts import euros, listed
from maatschappelijk_rendement.sharing.contract import PayerKey, ShortfallRule, ThresholdKind
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.settlement import GAIN, LOSS
from maatschappelijk_rendement.sharing.split import Split, StreamResult
from maatschappelijk_rendement.sharing.threshold import contract_rates
from maatschappelijk_rendement.sharing.years_settled import SettledYears

KEY_WORDS: dict[PayerKey, str] = {
    PayerKey.INCIDENCE: "naar waar de daling valt",
    PayerKey.BUDGET: "naar begroting",
    PayerKey.EQUAL: "gelijke delen",
    PayerKey.INVESTMENT: "naar investering",
    PayerKey.NEGOTIATED: "zoals afgesproken",
    PayerKey.HOLD_HARMLESS: "eerst niemand slechter af",
}
LOSS_WORDS = KEY_WORDS | {
    PayerKey.INCIDENCE: "naar waar de kosten stijgen",
    PayerKey.HOLD_HARMLESS: "naar wat ieder verliest",
}
OWN_LOSS = "ieder zijn eigen verlies"


def key_words(split: Split, shortfall: ShortfallRule) -> str:
    """Say in a few words what a key does with this outcome."""
    if split.kept_cents >= 0:
        return KEY_WORDS[split.key]
    return LOSS_WORDS[split.key] if shortfall is ShortfallRule.TOGETHER else OWN_LOSS


def division_sentences(evaluation: Evaluation) -> list[str]:
    """Say how the payers divide what they keep, or what they come short."""
    split, shortfall = evaluation.split, evaluation.scenario.contract.shortfall
    words = key_words(split, shortfall)
    if split.kept_cents >= 0:
        return [f"De betalers verdelen volgens de sleutel '{split.key}': {words}."]
    if shortfall is ShortfallRule.OWN:
        own = "De betalers komen samen tekort. Ieder draagt dan zijn eigen verlies."
        return [f"{own} De sleutel '{split.key}' verdeelt alleen een voordeel.", *_funding(split)]
    together = "De betalers komen samen tekort en dragen dat samen; zo zegt het contract het."
    found = [f"{together} De sleutel '{split.key}' verdeelt het tekort: {words}."]
    for one in evaluation.scenario.stop_losses:
        limit = euros(one.limit_cents)
        found.append(f"Van het verlies van anderen draagt {one.payer} hoogstens {limit}.")
    return found


def _funding(split: Split) -> list[str]:
    """Say from whom the providers and the reserve have their money, or to whom theirs goes."""
    funding = split.pool_cents + split.reserve_cents
    if funding < 0:
        return ["Wat de aanbieders betalen, gaat naar wie verloor, naar zijn verlies."]
    if funding == 0:
        return []
    what = "De uitkering en de reserve komen" if split.reserve_cents else "De uitkering komt"
    if any(result.stream.saving_cents > 0 for result in split.streams):
        return [f"{what} van wie bespaarde, naar zijn daling."]
    return [f"{what} van de betalers volgens de sleutel: niemand bespaarde."]


def worse_off_sentences(split: Split, when: str = "") -> list[str]:
    """Say which payers are worse off than without the change, before and after the side payments.

    Args:
        split: One year.
        when: In which year, such as ``in 2024``; empty where there is no other.
    """
    goes = f"gaat er {when} financieel op achteruit" if when else "gaat er financieel op achteruit"
    by_payer: dict[str, list[StreamResult]] = {}
    for result in split.streams:
        by_payer.setdefault(result.stream.payer, []).append(result)
    payers = by_payer.values()
    alone = [mine for mine in payers if sum(result.own_result_cents for result in mine) < 0]
    after = [mine for mine in payers if sum(result.result_cents for result in mine) < 0]
    found = []
    if alone:
        found.append(f"Zonder verrekening {goes}: {_names(alone)}.")
    if after:
        found.append(f"Met verrekening {goes}: {_names(after)}.")
    elif alone:
        none = f"gaat {when} geen betaler er" if when else "gaat geen betaler er"
        found.append(f"Met verrekening {none} financieel op achteruit.")
    return found


def years_worse_off(settled: SettledYears) -> tuple[str, ...]:
    """Say which payers are worse off over all years of an agreement; one good year does not tell."""
    by_payer: dict[str, list[int]] = {}
    results = settled.years[0].split.streams
    for result, total in zip(results, settled.stream_totals(), strict=True):
        by_payer.setdefault(result.stream.payer, []).append(total)
    worse = [payer for payer, totals in by_payer.items() if sum(totals) < 0]
    count = f"Over alle {len(settled.years)} jaar samen"
    if worse:
        return (f"{count} gaat er met verrekening financieel op achteruit: {listed(worse)}.",)
    return (f"{count} gaat met verrekening geen betaler er financieel op achteruit.",)


def outcome_sentence(evaluation: Evaluation) -> str:
    """Say what the contract makes of the measured change."""
    scenario, settled = evaluation.scenario, evaluation.settlement
    contract, outcome = scenario.contract, str(settled.outcome[0])
    left, pool = int(settled.saving_cents[0]), evaluation.split.pool_cents
    rise = _rise(scenario, left) if left < 0 else ""
    if outcome == GAIN:
        return _gain(scenario, left)
    if outcome == LOSS:
        return f"{rise} Dat telt mee: de aanbieders delen in het verlies."
    if left < 0 and not contract.is_two_sided:
        text = f"{rise} In dit contract betalen de aanbieders dan niet mee."
    elif left == 0:
        text = "Er is geen daling of stijging om te verrekenen."
    else:
        text = "Het verschil haalt de drempel van het contract niet: er wordt niets verrekend."
        if contract.investment_first:
            text += " De drempel geldt voor wat na de investering en de reserve overblijft."
    if pool:
        text = f"{text.replace(': er wordt niets verrekend', '')} Alleen de kwaliteitsbonus wordt betaald."
    return text


def _gain(scenario: Scenario, left: int) -> str:
    contract = scenario.contract
    if contract.threshold is ThresholdKind.NONE and scenario.minimum_rate is None:
        return "De daling telt mee: dit contract heeft geen drempel."
    rate = contract_rates(contract, np.array([scenario.persons]), scenario.minimum_rate)
    smallest = rate.as_exact().fractions()[0] * scenario.benchmark_cents * (1 - contract.discount)
    if left < smallest - 1:
        return (
            "De daling haalt de drempel van het contract niet, maar de verlichting geldt: ze telt deels mee."
        )
    return "De daling haalt de drempel van het contract."


def _rise(scenario: Scenario, left: int) -> str:
    """Say that cost rose, or that it fell by less than what comes off first."""
    if scenario.saving_cents < 0:
        return "De kosten zijn gestegen."
    first = []
    if scenario.contract.investment_first and scenario.investment_cents:
        first.append("de investeringen")
    if scenario.contract.discount:
        first.append("de korting op de benchmark")
    fell = "gedaald" if scenario.saving_cents else "gelijk gebleven"
    return f"De kosten zijn {fell}, maar na {listed(first)} blijft er een tekort van {euros(-left)}."


def _names(payers: Iterable[list[StreamResult]]) -> str:
    """Name payers, with the stream where a payer has only one."""
    return listed(
        f"{mine[0].stream.payer} ({mine[0].stream.stream})"
        if len(mine) == 1 and mine[0].stream.label != mine[0].stream.stream
        else mine[0].stream.payer
        for mine in payers
    )
