"""Wellbeing on a page: an order by how many rose, a grade by its mean, both by the rules."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.cases import case, line, load, score

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.report.rows import first

NAMES = [f"c{number:02}" for number in range(36)]


def published(instrument: str, values: dict[str, list[int]]) -> list[dict[str, Any]]:
    scores = [
        score(name, moment, str(value), instrument=instrument)
        for moment, given in values.items()
        for name, value in zip(NAMES, given, strict=True)
    ]
    usage = [line(name, "voor", 100 + number) for number, name in enumerate(NAMES)]
    data = analyse(load([case(name) for name in NAMES], usage, scores=tuple(scores))).publish().data
    rows: list[dict[str, Any]] = data["welbevinden"]
    return rows


# Of 36 residents 12 rise, 12 stay and 12 fall.
BEFORE = [3, 4] * 18
AFTER = [5] * 12 + BEFORE[12:24] + [2] * 12


def test_of_an_order_is_published_who_rose_and_no_mean() -> None:
    rows = published("participatieladder", {"voor": BEFORE, "na": AFTER})
    row = first(rows, groep="totaal", wijk="totaal", moment="na")
    assert row is not None
    assert (row["n_hoger"], row["n_gelijk"], row["n_lager"]) == (12, 12, 12)
    assert (row["gemiddelde"], row["gepaard_verschil"], row["n_boven"]) == (None, None, None)


def test_of_a_grade_is_published_who_is_above_six() -> None:
    rows = published("rapportcijfer", {"voor": [4, 5] * 18, "na": [6] * 12 + [7] * 24})
    row = first(rows, groep="totaal", wijk="totaal", moment="na")
    assert row is not None
    assert (row["n_boven"], row["gemiddelde"]) == (24, "6.67")


@pytest.mark.parametrize("instrument", ["participatieladder", "rapportcijfer"])
def test_a_split_that_tells_of_few_residents_is_hidden(instrument: str) -> None:
    rows = published(instrument, {"voor": BEFORE, "na": [5] * 30 + [2] * 6})
    row = first(rows, groep="totaal", wijk="totaal", moment="na")
    assert row is not None
    assert (row["n_hoger"], row["n_gelijk"], row["n_lager"]) == (None, None, None)
    assert "n_hoger" in row["onderdrukt"]
