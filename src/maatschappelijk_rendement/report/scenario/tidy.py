"""The results of a scenario as tidy tables, a row an amount: settlement, matrix, years, odds and draws."""

from __future__ import annotations

import io
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from maatschappelijk_rendement.domain.money import euro_string
from maatschappelijk_rendement.report.scenario.certainty import certainty_figures, noise_of
from maatschappelijk_rendement.report.scenario.csv_tables import CONFIDENTIAL, csv_bytes
from maatschappelijk_rendement.sharing.comparison import drawn_parties
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.simulation import party_name
from maatschappelijk_rendement.sharing.split import Split
from maatschappelijk_rendement.sharing.years_settled import SettledYear, SettledYears

Rows = list[dict[str, Any]]
TIDY_NAMES = (
    *("scenario-afrekening.csv", "scenario-verdeling.csv", "scenario-kansen.csv", "scenario-jaren.csv"),
    "scenario-zekerheid.csv",
    *("scenario-trekkingen.csv", "scenario-trekkingen.parquet"),
)
"""Every file that these functions may write: what an earlier run left and this one does not make goes."""


def tidy_files(evaluation: Evaluation) -> dict[str, bytes]:
    """Write the tables of a scenario as CSV; one without rows is left out.

    Args:
        evaluation: The results of a scenario.

    Returns:
        Content by file name.
    """
    settled = evaluation.settled_years
    tables = {
        "scenario-afrekening.csv": _settlement(evaluation),
        "scenario-verdeling.csv": [row for split in evaluation.splits for row in _matrix(split)],
        "scenario-kansen.csv": _odds(evaluation),
        "scenario-zekerheid.csv": certainty_figures(evaluation.scenario),
        "scenario-jaren.csv": [] if settled is None else _years(settled),
    }
    mine = evaluation.scenario.is_confidential
    return {name: csv_bytes(rows, confidential=mine) for name, rows in tables.items() if rows}


def draw_files(evaluation: Evaluation) -> dict[str, bytes]:
    """Write every draw of a scenario: a row a draw and party, and Parquet beside it where pyarrow is there.

    Raises:
        UsageError: The scenario says nothing about uncertainty.
    """
    parties, amounts = drawn_parties(evaluation.scenario)
    mine = evaluation.scenario.is_confidential
    lines = ["trekking;partij;rol;bedrag_eur" + (f";{CONFIDENTIAL}" if mine else "")]
    heads = [csv_bytes([{"partij": name, "rol": role}]).decode().splitlines()[1] for name, role in parties]
    for draw, row in enumerate(amounts.T.tolist(), start=1):
        lines += [
            f"{draw};{head};{euro_string(cents)}" + (";ja" if mine else "")
            for head, cents in zip(heads, row, strict=True)
        ]
    files = {"scenario-trekkingen.csv": ("\r\n".join(lines) + "\r\n").encode("utf-8")}
    if find_spec("pyarrow") is not None:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        draws, out = amounts.shape[1], io.BytesIO()
        table = arrow.table(
            {
                "trekking": [draw for draw in range(1, draws + 1) for _ in parties],
                "partij": arrow.array([name for name, _ in parties] * draws).dictionary_encode(),
                "rol": arrow.array([role for _, role in parties] * draws).dictionary_encode(),
                "bedrag_centen": amounts.T.ravel(),
                **({CONFIDENTIAL: [True] * amounts.size} if mine else {}),
            }
        )
        parquet.write_table(table, out)
        files["scenario-trekkingen.parquet"] = out.getvalue()
    return files


def _settlement(evaluation: Evaluation) -> Rows:
    rows = [
        {"volgorde": place, "stap": label, "bedrag_eur": euro_string(cents)}
        for place, (label, cents) in enumerate(evaluation.steps, start=1)
    ]
    pool = euro_string(evaluation.split.pool_cents)
    return [*rows, {"volgorde": len(rows) + 1, "stap": "Aan de aanbieders", "bedrag_eur": pool}]


def _matrix(split: Split) -> Rows:
    rows: Rows = []
    for result in split.streams:
        amounts = {
            "verschil": -result.stream.saving_cents,
            "investering": result.stream.investment_cents,
            "voordeel_zonder": result.own_result_cents,
            "verrekening": result.side_payment_cents,
            "voordeel_met": result.result_cents,
        }
        rows += [
            _amount(split, party_name(result.stream), "betaler", what, cents)
            for what, cents in amounts.items()
        ]
    providers = [(one.name, cents) for one, cents in split.providers]
    for name, cents in providers or [("Aanbieders samen", split.pool_cents)]:
        rows.append(_amount(split, name, "aanbieder", "voordeel_met", cents))
    return [*rows, _amount(split, "Reserve", "reserve", "opzij", split.reserve_cents)]


def _amount(split: Split, party: str, role: str, what: str, cents: int) -> dict[str, Any]:
    return {
        "sleutel": str(split.key),
        "partij": party,
        "rol": role,
        "wat": what,
        "bedrag_eur": euro_string(cents),
    }


def _odds(evaluation: Evaluation) -> Rows:
    if evaluation.odds is None:
        return []
    return [
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
        for party in evaluation.odds.parties
    ]


def _years(settled: SettledYears) -> Rows:
    rows: Rows = []
    for year in settled.years:
        whole = {
            "benchmark": year.benchmark_cents,
            "kosten": year.cost_cents,
            "investering": year.split.investment_cents,
            "afrekening": year.settled_cents,
            "na_plafond": year.paid_cents,
            "reserve_erin": year.reserve_in_cents,
            "reserve_gebruikt": year.reserve_used_cents,
            "reserve_vrij": year.reserve_released_cents,
            "reserve_stand": year.reserve_left_cents,
            "aanbieders": year.pool_cents,
            "betalers": year.kept_cents,
        }
        rows += [_of_year(year, "alle", what, cents) for what, cents in whole.items()]
        for place, result in enumerate(year.split.streams):
            amounts = {
                "voordeel_met": result.result_cents,
                "in_nieuwe_benchmark": year.renewed_cents[place],
                "boven_risicoplafond": year.above_cap_cents[place],
            }
            party = party_name(result.stream)
            rows += [_of_year(year, party, what, cents) for what, cents in amounts.items()]
        rows += [
            _of_year(year, provider.name, "voordeel_met", cents) for provider, cents in year.split.providers
        ]
    return rows


def _of_year(year: SettledYear, party: str, what: str, cents: int) -> dict[str, Any]:
    return {
        "jaar": year.year,
        "soort_jaar": year.kind,
        "nieuwe_benchmark": year.is_renewed,
        "partij": party,
        "wat": what,
        "bedrag_eur": euro_string(cents),
    }
