"""The table of high cost says what is known of the cases, and no more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.scenario.figures import figures
from maatschappelijk_rendement.report.scenario.high_cost_table import high_cost_table
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.high_cost_cases import high_cost
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream


def with_cases(before: list[list[int]], after: list[list[int]]) -> Scenario:
    """A scenario of one stream with these cases, in cents."""
    costs = CaseCosts(("Wmo",), np.array(before), np.array(after))
    wmo = PayerStream(stream="Wmo", payer="g", before_cents=1_000_00, after_cents=900_00)
    contract = Contract(name="C", source="B", share=Fraction(1, 2))
    scenario = Scenario(title="T", is_synthetic=True, contract=contract, streams=(wmo,), persons=len(before))
    return replace(scenario, high_cost=high_cost(costs, (500_00,), Fraction(0)))


def texts(scenario: Scenario) -> list[str]:
    table = high_cost_table(scenario)[1]
    assert isinstance(table, Table)
    return [value.text for value in table.rows[0]]


def test_the_error_is_that_of_the_same_cases_before_and_after() -> None:
    # Both save 100: no chance. Cut at 500 they save 100 (400 to 300) and 0: variance 5.000 times 2 cases.
    shown = texts(with_cases([[400_00], [900_00]], [[300_00], [800_00]]))
    assert shown[7:9] == ["€\u00a00", "€\u00a0100"]


def test_the_spread_of_one_case_is_not_known() -> None:
    scenario = with_cases([[900_00]], [[300_00]])
    assert texts(scenario)[5:] == ["niet bekend"] * 6
    (told,) = figures(evaluate(scenario))["hoge_kosten"]
    assert (told["spreiding_zonder"], told["spreiding_met"]) == (None, None)
