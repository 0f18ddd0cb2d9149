"""From lines to cases on every engine, with a small caseload worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine, back

from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.outcomes import case_changes, per_wijk

CASES = pd.DataFrame(
    {
        "case_id": ["a", "b", "c"],
        "wijk": ["Ruwaard", "Ruwaard", "Schadewijk"],
        "case_type": ["bestaand", "bestaand", "nieuw"],
        "observed_streams": ["alle", "Wmo", "Wmo;Zvw"],
    }
)


def line(
    case_id: str, moment: str, stream: str, cents: int, one_off: int = 0, yearly: int = 0
) -> dict[str, Any]:
    case = CASES.set_index("case_id").loc[case_id]
    return {
        "case_id": case_id,
        "wijk": case["wijk"],
        "case_type": case["case_type"],
        "moment": moment,
        "stream": stream,
        "payer": "gemeente" if stream == "Wmo" else "zorgverzekeraar",
        "receiver": "",
        "money_kind": "kasstroom",
        "in_window_cents": cents,
        "one_off_cents": one_off,
        "structural_cents": yearly,
    }


LINES = pd.DataFrame(
    [
        line("a", "voor", "Wmo", 1000),
        line("a", "voor", "Wmo", 500, one_off=40),
        line("a", "na", "Wmo", 700, yearly=900),
        line("a", "herhaling", "Wmo", 300),
        line("b", "voor", "Wmo", 200),
        line("b", "nulalternatief", "Wmo", 950),
        line("c", "na", "Zvw", 60),
    ]
)

every_engine = pytest.mark.parametrize("engine", IN_MEMORY, ids=str)


def moments(engine: Engine, lines: pd.DataFrame = LINES) -> Any:
    return case_changes.case_moments(engine.make(lines), engine.make(CASES))


def costs(engine: Engine) -> Any:
    return case_changes.case_costs(moments(engine))


def keyed(native: Any, key: list[str], *values: str) -> dict[tuple[str, ...], tuple[int, ...]]:
    frame = back(native)
    assert not frame.duplicated(key).any()
    return {
        tuple(str(row[name]) for name in key): tuple(int(row[name]) for name in values)
        for row in frame.to_dict("records")
    }


@every_engine
def test_observed_streams_without_use_are_zero_and_others_are_absent(engine: Engine) -> None:
    found = keyed(costs(engine), ["case_id", "stream", "moment"], "in_window_cents", "one_off_cents")
    assert found == {
        ("a", "Wmo", "voor"): (1500, 40),
        ("a", "Wmo", "na"): (700, 0),
        ("a", "Wmo", "herhaling"): (300, 0),
        ("a", "Zvw", "voor"): (0, 0),
        ("a", "Zvw", "na"): (0, 0),
        ("a", "Zvw", "herhaling"): (0, 0),
        ("b", "Wmo", "voor"): (200, 0),
        ("b", "Wmo", "na"): (0, 0),
        ("b", "Wmo", "nulalternatief"): (950, 0),
        ("c", "Wmo", "na"): (0, 0),
        ("c", "Zvw", "na"): (60, 0),
    }


@every_engine
def test_usage_in_a_stream_that_was_not_observed_is_refused(engine: Engine) -> None:
    stray = pd.concat([LINES, pd.DataFrame([line("b", "na", "Zvw", 5)])], ignore_index=True)
    with pytest.raises(MaatschappelijkRendementError, match="stromen_bekend"):
        moments(engine, stray)


@every_engine
def test_a_saving_is_negative_and_averted_cost_stands_apart(engine: Engine) -> None:
    deltas = case_changes.case_deltas(moments(engine))
    found = keyed(deltas, ["comparison", "case_id", "stream"], "delta_cents", "structural_cents")
    assert found == {
        ("na", "a", "Wmo"): (700 - 1540, 900),
        ("na", "a", "Zvw"): (0, 0),
        ("na", "b", "Wmo"): (-200, 0),
        ("na", "c", "Wmo"): (0, 0),
        ("na", "c", "Zvw"): (60, 0),
        ("herhaling", "a", "Wmo"): (300 - 1540, 0),
        ("herhaling", "a", "Zvw"): (0, 0),
        ("vermeden", "b", "Wmo"): (-950, 0),
    }


@every_engine
def test_parties_pay_what_their_lines_change(engine: Engine) -> None:
    found = keyed(case_changes.party_deltas(engine.make(LINES)), ["case_id", "role", "party"], "delta_cents")
    assert found == {
        ("a", "betaalt", "gemeente"): (-840,),
        ("b", "betaalt", "gemeente"): (-200,),
        ("c", "betaalt", "zorgverzekeraar"): (60,),
    }


@every_engine
def test_completeness_counts_cases_that_did_not_look_at_a_stream(engine: Engine) -> None:
    rows = case_changes.completeness(engine.make(CASES), costs(engine))
    found = {(row.stream, row.moment): (row.n_known, row.n_unknown) for row in rows}
    assert found["Wmo", "voor"] == found["Wmo", "na"] == (3, 0)
    assert found["Zvw", "na"] == (2, 1)
    assert found["Zvw", "herhaling"] == (1, 0)


@every_engine
def test_lines_add_up_per_group_with_distinct_cases(engine: Engine) -> None:
    sums = per_wijk.sum_lines(engine.make(LINES), ["wijk", "moment"])
    found = keyed(sums, ["wijk", "moment"], "n_cases", "n_lines", "cost_cents", "structural_cents")
    assert found == {
        ("Ruwaard", "voor"): (2, 3, 1740, 0),
        ("Ruwaard", "na"): (1, 1, 700, 900),
        ("Ruwaard", "herhaling"): (1, 1, 300, 0),
        ("Ruwaard", "nulalternatief"): (1, 1, 950, 0),
        ("Schadewijk", "na"): (1, 1, 60, 0),
    }
