"""What is said of priced lines: those that lie outside their window, and the prices that were used."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from tests.costing.lines_by_hand import CASES, TARIFFS, priced, usage

from maatschappelijk_rendement.costing import Current, price_usage
from maatschappelijk_rendement.costing.priced import MOST_LINES_LISTED
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tariffs import Tariffs

# The MDO is on 1 January 2018, so these days lie in neither window.
LONG_AGO = {"start": [None, date(2010, 1, 1), None], "end": [None, date(2010, 2, 1), None]}
ADVICE = "Controleer de datums en het moment."


def test_a_line_outside_its_window_is_named_and_costs_nothing() -> None:
    found = priced(usage(**LONG_AGO))
    text = "Deze regel valt geheel buiten de meetperiode en telt voor 0 euro."
    assert found.findings == (Finding("waarschuwing", "Gebruik", "3", "regel_buiten_venster", text, ADVICE),)
    cost = found.lines.set_index("line")["in_window_cents"]
    assert cost[3] == 0
    assert (cost[[2, 4]] > 0).all()


@pytest.mark.parametrize("has_numbers", [True, False])
def test_many_lines_outside_or_lines_without_a_number_are_counted(has_numbers: bool) -> None:
    copies = MOST_LINES_LISTED + 1 if has_numbers else 2
    lines = pd.concat([usage(**LONG_AGO).iloc[[1]]] * copies, ignore_index=True).assign(line=range(copies))
    found = priced(lines if has_numbers else lines.drop(columns="line")).findings
    count = "1.001" if has_numbers else "2"
    text = f"Regels die geheel buiten de meetperiode vallen en voor 0 euro tellen: {count}."
    assert found == (Finding("waarschuwing", "Gebruik", "", "regels_buiten_venster", text, ADVICE),)


def test_lines_within_their_window_give_no_warning_and_name_their_price() -> None:
    found = priced(usage())
    assert found.findings == ()
    assert [line.code for line in found.prices] == ["L.HULP"]


def test_only_the_prices_of_days_that_lines_use_are_named() -> None:
    """The after window is 2018, so of three yearly prices a line from March to May 2018 used the second."""
    yearly = [
        replace(TARIFFS.rows[0], valid_from=date(year, 1, 1), valid_until=date(year + 1, 1, 1))
        for year in (2017, 2018, 2019)
    ]
    lines = usage(start=[None, date(2018, 3, 1), None], end=[None, date(2018, 6, 1), None]).iloc[[1]]
    found = price_usage(lines, CASES, Tariffs().add(yearly), mode=Current(), period_months=12)
    (line,) = found.prices
    (span,) = line.spans
    assert (span.period.start, span.period.end) == (date(2018, 1, 1), date(2019, 1, 1))
    assert span.price_eur == 10
    assert span.used == (yearly[1],)


def test_a_frame_comes_back_as_the_kind_it_was() -> None:
    polars = pytest.importorskip("polars")
    lines, cases = polars.from_pandas(usage()), polars.from_pandas(CASES)
    assert type(priced(usage()).lines) is pd.DataFrame
    assert type(priced(lines, cases).lines) is polars.DataFrame
    assert type(priced(lines.lazy(), cases.lazy()).lines) is polars.LazyFrame
