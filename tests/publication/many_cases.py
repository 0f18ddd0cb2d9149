"""Invented caseloads for reports of many cases, and their analysis with cases folded from a few on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from maatschappelijk_rendement import MicroAnalysis, analyse, from_tables
from maatschappelijk_rendement.analysis import exact
from maatschappelijk_rendement.analysis import folded as folded_cases
from maatschappelijk_rendement.outcomes import folding, large_cases
from maatschappelijk_rendement.statistics.synthetic import population

SETTINGS = {
    "titel": "Proef (synthetisch)",
    "gemeente": "Oss",
    "periode_maanden": 12,
    "prijsmodus": "lopend",
    "prijsbasis": "tarief",
    "vergelijking": "voor_na",
    "basis_na": "realisatie",
    "mdo_kosten": "apart",
    "selectie": "onbekend",
}
Make = Callable[[str, pd.DataFrame], Any]


def fold_from(monkeypatch: pytest.MonkeyPatch, cases: int, *, apart: int = 20) -> None:
    """Fold caseloads of more cases than this, with about so many of each kind by themselves."""
    for module in (folded_cases, exact):
        monkeypatch.setattr(module, "MANY_CASES", cases)
    monkeypatch.setattr(folding, "SAMPLE", apart)
    monkeypatch.setattr(large_cases, "SMALL_CELL", apart)
    monkeypatch.setattr(large_cases, "LARGE_PART", apart)


def tables(n_cases: int, seed: int, wijken: int = 2) -> dict[str, pd.DataFrame]:
    """Invent the tables of a delivery; some cases have a repeat, and many of them no hours of an MDO."""
    invented = population(n_cases, seed=seed, wijken=wijken)
    draw = np.random.default_rng(seed)

    def own(ids: pd.Series[str]) -> pd.Series[str]:
        # Seven digits could be a telephone number.
        return "C" + ids.str.slice(3).astype("int64").astype(str)

    cases = invented.cases[["case_id", "wijk", "case_type", "mdo_date", "observed_streams"]]
    cases = cases.assign(case_id=own(cases["case_id"]))
    usage = invented.usage[["case_id", "moment", "product_code", "quantity_milli", "per"]]
    usage = usage.assign(case_id=own(usage["case_id"]), provenance="registratie")
    again = usage[(usage["moment"] == "na") & usage["case_id"].isin(cases["case_id"].iloc[::3])]
    usage = pd.concat([usage, again.assign(moment="herhaling")], ignore_index=True)
    scores = invented.scores.assign(case_id=own(invented.scores["case_id"]))
    worked = cases["case_id"].iloc[::2]
    hours = {"case_id": worked, "hours": draw.integers(1, 9, len(worked)) / 2, "price_eur": 60.0}
    prices = [
        {
            "code": one.code,
            "stream": one.stream.value,
            "unit": one.unit,
            "price_eur": one.price_eur,
            "valid_from": one.valid_from,
            "valid_until": one.valid_until,
            "source_text": one.source_text,
        }
        for one in invented.tariffs
    ]
    return {
        "cases": cases,
        "usage": usage,
        "scores": scores[["case_id", "resident", "moment", "measured_on", "instrument", "score_centi"]],
        "mdo": pd.DataFrame({**hours, "price_source": "synthetisch", "payer": "gemeente"}),
        "tariffs": pd.DataFrame(prices),
    }


def analysed(frames: dict[str, pd.DataFrame], make: Make | None = None) -> MicroAnalysis:
    """Analyse tables; ``make`` puts those of cases, lines and hours on an engine."""
    put = {name: make(name, frames[name]) for name in ("cases", "usage", "mdo")} if make else {}
    return analyse(from_tables(SETTINGS, **{**frames, **put}))
