"""The years of an agreement as plain data, for ``scenario.json``: every settled euro, and what was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from maatschappelijk_rendement.domain.money import euro_string
from maatschappelijk_rendement.sharing.years_drawn import DrawnYear
from maatschappelijk_rendement.sharing.years_settled import SettledYear, SettledYears


def settled_figures(settled: SettledYears | None) -> list[dict[str, Any]] | None:
    """Give every year of an agreement as it was settled; None without one."""
    return None if settled is None else [_settled(year) for year in settled.years]


def drawn_figures(drawn: Sequence[DrawnYear], settled: SettledYears | None) -> list[dict[str, Any]] | None:
    """Give what chance makes of every year; None where nothing was drawn. Three amounts are p05, p50, p95."""
    if settled is None or not drawn:
        return None
    return [
        {
            "jaar": year.year,
            "soort_jaar": known.kind,
            "kans_uitkering": year.odds_gain,
            "kans_verlies": year.odds_loss,
            "kans_terugverdiend": year.odds_paid_back,
            "aanbieders_tot_nu_eur": _euros(year.pool_so_far_cents),
            "betalers_tot_nu_eur": _euros(year.payers_so_far_cents),
            "reserve_stand_eur": _euros(year.reserve_left_cents),
            "partijen": [
                {
                    "partij": party.party,
                    "rol": party.role,
                    "gemiddeld_dit_jaar_eur": euro_string(party.mean_cents),
                    "tot_nu_eur": _euros(party.so_far_cents),
                    "kans_nadeel_tot_nu": party.odds_negative,
                }
                for party in year.parties
            ],
        }
        for year, known in zip(drawn, settled.years, strict=True)
    ]


def _settled(year: SettledYear) -> dict[str, Any]:
    return {
        "jaar": year.year,
        "soort_jaar": year.kind,
        "nieuwe_benchmark": year.is_renewed,
        "personen": year.persons,
        "benchmark_eur": euro_string(year.benchmark_cents),
        "kosten_eur": euro_string(year.cost_cents),
        "investering_eur": euro_string(year.split.investment_cents),
        "afrekening_eur": euro_string(year.settled_cents),
        "na_plafond_eur": euro_string(year.paid_cents),
        "reserve_erin_eur": euro_string(year.reserve_in_cents),
        "reserve_gebruikt_eur": euro_string(year.reserve_used_cents),
        "reserve_vrij_eur": euro_string(year.reserve_released_cents),
        "reserve_stand_eur": euro_string(year.reserve_left_cents),
        "aanbieders_eur": euro_string(year.pool_cents),
        "betalers_eur": euro_string(year.kept_cents),
        "stromen": [
            {
                "stroom": result.stream.stream,
                "betaler": result.stream.payer,
                "benchmark_eur": euro_string(result.stream.before_cents),
                "kosten_eur": euro_string(result.stream.after_cents),
                "investering_eur": euro_string(result.stream.investment_cents),
                "in_nieuwe_benchmark_eur": euro_string(renewed),
                "boven_risicoplafond_eur": euro_string(above),
                "voordeel_zonder_eur": euro_string(result.own_result_cents),
                "verrekening_eur": euro_string(result.side_payment_cents),
                "voordeel_met_eur": euro_string(result.result_cents),
            }
            for result, renewed, above in zip(
                year.split.streams, year.renewed_cents, year.above_cap_cents, strict=True
            )
        ],
        "aanbieders": [
            {"aanbieder": provider.name, "bedrag_eur": euro_string(cents)}
            for provider, cents in year.split.providers
        ],
    }


def _euros(amounts: Iterable[int]) -> list[str | None]:
    return [euro_string(cents) for cents in amounts]
