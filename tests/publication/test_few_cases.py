"""Where only enough cases are counted, the answer is that of counting all of them."""

from __future__ import annotations

from datetime import date

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
from tests.engine_frames import IN_MEMORY, Engine

from maatschappelijk_rendement.costing import PricedUsage
from maatschappelijk_rendement.costing.prices import ALL_DAYS
from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.publication.few_cases import ONE_IN, cases_of_prices, cases_up_to

MINIMUM, CASES = 10, 40 * ONE_IN
FIRST_DAY = 736_000
_draw = np.random.default_rng(3)
_numbers = np.arange(CASES)
# Nearly every case has A. Few have B, as many as the minimum have C: none of those in the first part.
_CHOSEN = {
    "A": _numbers[:-3],
    "B": _numbers[_numbers % ONE_IN == 1][: MINIMUM - 1],
    "C": _numbers[_numbers % ONE_IN == 2][:MINIMUM],
}
LINES = pd.concat(
    pd.DataFrame({"product_code": code, "case_number": np.repeat(numbers, 2)})
    for code, numbers in _CHOSEN.items()
).assign(
    payer=lambda lines: np.where(lines["case_number"] % 3 == 0, "gemeente", "zorgverzekeraar"),
    first_day=lambda lines: FIRST_DAY + _draw.integers(0, 300, len(lines)),
    end_day=lambda lines: lines["first_day"] + 50,
)
BY = ["product_code", "payer"]
on_each = pytest.mark.parametrize("engine", IN_MEMORY, ids=str)


@on_each
def test_the_cases_of_a_group_are_counted_up_to_the_minimum(engine: Engine) -> None:
    found = cases_up_to(nw.from_native(engine.make(LINES)), BY, MINIMUM)
    exact = LINES.groupby(BY)["case_number"].nunique()
    assert {key: min(n, MINIMUM) for key, n in found.items()} == exact.clip(upper=MINIMUM).to_dict()
    by_code = cases_up_to(nw.from_native(engine.make(LINES)), ["product_code"], MINIMUM)
    assert by_code["B",] == MINIMUM - 1
    assert by_code["C",] == MINIMUM


@on_each
def test_a_price_of_some_days_is_counted_up_to_the_minimum(engine: Engine) -> None:
    spans = [("A", 0, 100), ("A", 340, 360), ("B", 0, 400), ("C", 0, 400), ("A", 900, 999)]
    asked = [(code, [Period(*(date.fromordinal(FIRST_DAY + day) for day in span))]) for code, *span in spans]
    priced = PricedUsage(engine.make(LINES))
    found = cases_of_prices(priced, asked, {}, MINIMUM)
    exact = []
    for code, [period] in asked:
        is_then = (LINES["first_day"] < period.end.toordinal()) & (
            LINES["end_day"] > period.start.toordinal()
        )
        exact.append(LINES[(LINES["product_code"] == code) & is_then]["case_number"].nunique())
    assert [min(n, MINIMUM) for n in found] == [min(n, MINIMUM) for n in exact]
    assert [min(n, MINIMUM) for n in exact][2:] == [MINIMUM - 1, MINIMUM, 0]


@on_each
def test_a_price_for_all_days_is_not_counted_in_cases_with_a_price_of_their_own(engine: Engine) -> None:
    lines = LINES.assign(price_e4=np.where(LINES["product_code"] == "A", 10_000, np.nan))
    lines.loc[lines["case_number"] < MINIMUM - 2, "price_e4"] = np.nan
    listed = lines[(lines["product_code"] == "A") & lines["price_e4"].isna()]
    priced = PricedUsage(engine.make(lines.astype({"price_e4": "Int64"})))
    found = cases_of_prices(priced, [("A", [ALL_DAYS]), ("C", [ALL_DAYS])], {"A": 99, "C": 98}, MINIMUM)
    assert found == [listed["case_number"].nunique(), 98]
    assert 0 < found[0] < MINIMUM
