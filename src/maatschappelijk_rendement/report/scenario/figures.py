"""The results of a scenario as plain data, for ``scenario.json``: euros as strings with two decimals.

Differences in cost keep the sign of the whole package: after minus before, a saving is negative. What a party
gains is positive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.money import euro_string
from maatschappelijk_rendement.report.scenario.certainty import (
    certainty_figures,
    credibility_figures,
    noise_of,
)
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.report.scenario.years_figures import drawn_figures, settled_figures
from maatschappelijk_rendement.sharing.contract import Band, Contract
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.high_cost_cases import HighCost
from maatschappelijk_rendement.sharing.payment_forms import FormYear
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import Split
from maatschappelijk_rendement.sharing.years_ahead import YearAhead

SCHEMA = "maatschappelijk_rendement/scenario/1"


def _part(part: Fraction | None) -> float | None:
    return None if part is None else float(part)


def figures(evaluation: Evaluation) -> dict[str, Any]:
    """Give every result.

    Args:
        evaluation: The results of a scenario.

    Returns:
        Data that JSON can hold; null where something is unknown or was not asked.
    """
    scenario = evaluation.scenario
    return {
        "schema": SCHEMA,
        "titel": scenario.title,
        "synthetisch": scenario.is_synthetic,
        "vertrouwelijk": scenario.is_confidential,
        "herkomst": list(scenario.origin),
        "contract": contract_figures(scenario.contract),
        "uitkomst": {
            "personen": scenario.persons,
            "kwaliteit": _part(scenario.quality),
            "benchmark_eur": euro_string(scenario.benchmark_cents),
            "verschil_eur": euro_string(-scenario.saving_cents),
            "investering_eur": euro_string(scenario.investment_cents),
            "waarvan_capaciteit_eur": euro_string(-evaluation.capacity_cents),
            "telt_als": str(evaluation.settlement.outcome[0]),
            "opmerkingen": list(evaluation.settlement.notes),
            "niet_toegepast": list(not_applied(scenario)),
        },
        "hoge_kosten": high_cost_figures(scenario.high_cost),
        "overdrachten": transfer_figures(scenario),
        "afrekening": [
            {"stap": label, "bedrag_eur": euro_string(cents)} for label, cents in evaluation.steps
        ],
        "verdeling": _split(evaluation.split),
        "per_sleutel": [_split(split) for split in evaluation.splits],
        "kansen": _odds(evaluation),
        "zekerheid": certainty_figures(scenario),
        "geloofwaardigheid": credibility_figures(scenario),
        "rooster": {
            "daling": [_part(rate) for rate in evaluation.grid.rates],
            "kwaliteit": [_part(quality) for quality in evaluation.grid.qualities],
            "uitkering_eur": [_euros(row) for row in evaluation.grid.payments_cents],
        },
        "omslagpunt": {
            "aanbieders_eur": euro_string(evaluation.break_even.provider_cents),
            "betalers_eur": euro_string(evaluation.break_even.payers_cents),
            "betalers_ook_eur": [_euros(window) for window in evaluation.break_even.payers_windows],
        },
        "gevoeligheid": [
            {
                "wat": swing.label,
                "laag": swing.low,
                "hoog": swing.high,
                "betalers_eur": _euros((swing.kept_low_cents, swing.kept_high_cents)),
                "aanbieders_eur": _euros((swing.pool_low_cents, swing.pool_high_cents)),
            }
            for swing in evaluation.swings
        ],
        "jaren": ahead_figures(evaluation.years),
        "afspraak_jaren": settled_figures(evaluation.settled_years),
        "afspraak_kansen": drawn_figures(evaluation.drawn_years, evaluation.settled_years),
        "betaalvormen": form_figures(evaluation.forms),
    }


def contract_figures(
    contract: Contract, write: Callable[[Fraction | None], float | str | None] = _part
) -> dict[str, Any]:
    """Give every field of a contract by its Dutch name, those with their default as well.

    Args:
        contract: The contract.
        write: How a part is written: as a number, or without loss.
    """
    return {
        entry.metadata["dutch"]: _plain(getattr(contract, entry.name), entry.name, write)
        for entry in fields(Contract)
    }


def _split(split: Split) -> dict[str, Any]:
    return {
        "sleutel": str(split.key),
        "daling_eur": euro_string(split.saving_cents),
        "investering_eur": euro_string(split.investment_cents),
        "reserve_eur": euro_string(split.reserve_cents),
        "aanbieders_eur": euro_string(split.pool_cents),
        "betalers_eur": euro_string(split.kept_cents),
        "stromen": [
            {
                "stroom": result.stream.stream,
                "betaler": result.stream.payer,
                "geldstroom": str(result.stream.money),
                "verschil_eur": euro_string(-result.stream.saving_cents),
                "investering_eur": euro_string(result.stream.investment_cents),
                "voordeel_zonder_eur": euro_string(result.own_result_cents),
                "verrekening_eur": euro_string(result.side_payment_cents),
                "voordeel_met_eur": euro_string(result.result_cents),
            }
            for result in split.streams
        ],
        "aanbieders": [
            {"aanbieder": provider.name, "bedrag_eur": euro_string(cents)}
            for provider, cents in split.providers
        ],
    }


def transfer_figures(scenario: Scenario) -> list[dict[str, Any]]:
    """Give the streams that only move money."""
    return [
        {
            "stroom": stream.stream,
            "betaler": stream.payer,
            "verschil_eur": euro_string(-stream.saving_cents),
        }
        for stream in scenario.transfers
    ]


def ahead_figures(years: Sequence[YearAhead]) -> list[dict[str, Any]]:
    """Give the years ahead; three amounts are p05, p50 and p95."""
    return [
        {
            "jaar": year.year,
            "nieuwe_benchmark": year.is_rebased,
            "benchmark_eur": euro_string(year.benchmark_cents),
            "aanbieders_eur": _euros(year.pool_cents),
            "betalers_eur": _euros(year.kept_cents),
            "aanbieders_tot_nu_eur": _euros(year.pool_so_far_cents),
            "betalers_tot_nu_eur": _euros(year.kept_so_far_cents),
            "kans_terugverdiend": year.odds_paid_back,
        }
        for year in years
    ]


def form_figures(rows: Sequence[FormYear]) -> list[dict[str, Any]]:
    """Give the payment forms, a row a form and year."""
    return [
        {
            "vorm": str(row.form),
            "jaar": row.year,
            "betaler_zonder_eur": euro_string(row.paid_before_cents),
            "betaler_met_eur": euro_string(row.paid_after_cents),
            "verschil_eur": euro_string(row.cash_delta_cents),
            "capaciteit_eur": euro_string(row.freed_capacity_cents),
            "aanbieder_eur": euro_string(row.provider_result_cents),
            "verkeerde_prikkel": row.is_perverse,
        }
        for row in rows
    ]


def high_cost_figures(high_cost: HighCost | None) -> list[dict[str, Any]] | None:
    """Give what a stop-loss does at each limit; None where it was not asked."""
    if high_cost is None:
        return None
    return [
        {
            "grens_eur": euro_string(one.priced.limit_cents),
            "casussen": one.priced.persons,
            "erboven_voor": one.priced.persons_above,
            "erboven_na": one.claimed.persons_above,
            "premie_eur": euro_string(one.priced.price_cents),
            "vergoed_na_eur": euro_string(one.claimed.paid_cents),
            "spreiding_zonder": one.priced.variation,
            "spreiding_met": one.priced.variation_with,
        }
        for one in high_cost.limits
    ]


def _odds(evaluation: Evaluation) -> dict[str, Any] | None:
    odds, uncertainty = evaluation.odds, evaluation.scenario.uncertainty
    if odds is None or uncertainty is None:
        return None
    return {
        "trekkingen": odds.draws,
        "startgetal": uncertainty.seed,
        "deel_echt": _part(uncertainty.part_real),
        "kans_uitkering": odds.odds_gain,
        "kans_verlies": odds.odds_loss,
        "kans_beloning_voor_toeval": odds.odds_false_gain,
        "zinnen": list(evaluation.sentences),
        "partijen": [
            {
                "partij": party.party,
                "rol": party.role,
                "gemiddeld_eur": euro_string(party.mean_cents),
                "p05_eur": euro_string(party.p05_cents),
                "p50_eur": euro_string(party.p50_cents),
                "p95_eur": euro_string(party.p95_cents),
                "kans_nadeel": party.odds_negative,
                "toeval_eigen_kosten": noise_of(evaluation.scenario, party.party, party.role),
            }
            for party in odds.parties
        ],
    }


def _plain(value: Any, name: str, write: Callable[[Fraction | None], float | str | None]) -> Any:
    if isinstance(value, Fraction):
        return write(value)
    if name.endswith("_cents"):
        return euro_string(value)
    if isinstance(value, tuple):
        return [
            {"tot": write(one.upper), "aandeel": write(one.share)} if isinstance(one, Band) else one
            for one in value
        ]
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def _euros(amounts: Iterable[int]) -> list[str | None]:
    return [euro_string(cents) for cents in amounts]
