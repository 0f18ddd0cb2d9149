"""Cases that are alike stand together, worked out by hand: five pay between 10 and 14, and one pays 1.000."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.outcomes import case_changes, folding, large_cases

COSTS = {"a": (0, 10), "b": (0, 11), "c": (0, 12), "d": (0, 13), "e": (0, 14), "f": (0, 1000), "g": (20, 0)}
"""Cents before and after of each case; only of g they fell."""
ON = [engine for engine in IN_MEMORY if str(engine) in ("pandas", "duckdb")]
on_each = pytest.mark.parametrize("engine", ON, ids=str)


def line(case_id: str, moment: str, cents: int) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "moment": moment,
        "stream": "Wmo",
        "payer": "gemeente",
        "receiver": "",
        "money_kind": "kasstroom",
        "in_window_cents": cents,
        "one_off_cents": 0,
        "structural_cents": cents,
    }


CASES = pd.DataFrame(
    {
        "case_id": list(COSTS),
        "wijk": "Ruwaard",
        "case_type": "bestaand",
        "observed_streams": "Wmo",
    }
)
LINES = pd.DataFrame(
    [
        line(case, at, cents)
        for case, both in COSTS.items()
        for at, cents in zip(("voor", "na"), both, strict=True)
    ]
)


def folded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> folding.Folded:
    monkeypatch.setattr(folding, "SAMPLE", 0)
    monkeypatch.setattr(large_cases, "SMALL_CELL", 0)
    monkeypatch.setattr(large_cases, "LARGE_PART", 2)
    lines, cases = engine.make(LINES), engine.make(CASES)
    deltas = case_changes.case_deltas(case_changes.case_moments(lines, cases))
    none = pd.DataFrame({"case_id": ["-"], "payer": "-", "quantity_milli": 0, "one_off_cents": 0})
    usage = engine.make(LINES.assign(provenance="registratie")[["case_id", "provenance"]])
    given = folding.Unfolded(
        cases=cases,
        lines=lines,
        deltas=deltas,
        totals=case_changes.case_totals(deltas, ["Wmo"]),
        hours=case_changes.mdo_hours(engine.make(none)),
        usage=usage,
        scored=None,
        patterns=[],
        months=12,
    )
    return folding.fold(given, back)


@on_each
def test_cases_alike_in_tables_and_signs_stand_together_and_a_large_one_by_itself(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = folded(engine, monkeypatch)
    # f is over half of what rose; g is the only one that fell, so it is alone without being chosen.
    assert sorted(found.cases["times"]) == [1, 1, 5]
    together = int(found.cases["case_id"][found.cases["times"] == 5].iloc[0])
    amounts = found.amounts[(found.amounts["case_id"] == together) & (found.amounts["moment"] == "na")]
    assert amounts[["in_window_cents", "structural_cents", "most_s", "most_d"]].to_numpy().tolist() == [
        [10 + 11 + 12 + 13 + 14, 60, 14, 0]
    ]
    change = found.deltas[found.deltas["case_id"] == together].iloc[0]
    assert (change["times"], change["delta_cents"], change["before_cents"]) == (5, 60, 0)
    assert change["square_cents"] == 100 + 121 + 144 + 169 + 196
    assert found.origins["n_lines"].sum() == 14


@on_each
def test_nothing_is_lost_of_the_whole(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    found = folded(engine, monkeypatch)
    assert found.cases["times"].sum() == len(COSTS)
    assert found.amounts["in_window_cents"].sum() == sum(map(sum, COSTS.values()))
    assert found.totals["delta_cents"].sum() == sum(after - before for before, after in COSTS.values())
    assert found.totals["is_complete"].all()


def test_more_kinds_of_cases_than_can_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MOST_KINDS", 1)
    with pytest.raises(MaatschappelijkRendementError, match="soorten casussen"):
        folded(ON[0], monkeypatch)
