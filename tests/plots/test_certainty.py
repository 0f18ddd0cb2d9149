"""Drawings of assumptions, of the spread over cases and of the response."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from maatschappelijk_rendement import plots
from maatschappelijk_rendement.plots.certainty import (
    deltas,
    is_total_too_low,
    response,
    round_edges,
    stages,
    tornado,
)
from maatschappelijk_rendement.plots.drawing import Bar, Drawing, Label
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.statistics import robustness

EXAMPLE = json.loads((Path(__file__).parents[1] / "report" / "voorbeeld.json").read_text(encoding="utf-8"))


@pytest.fixture
def example() -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(EXAMPLE)
    return made


def bars(chart: Drawing) -> list[tuple[float, float, bool]]:
    return [(mark.start, mark.end, mark.hatched) for mark in chart.marks if isinstance(mark, Bar)]


def words(chart: Drawing) -> list[str]:
    return [mark.text.replace("\N{NO-BREAK SPACE}", " ") for mark in chart.marks if isinstance(mark, Label)]


def names(chart: Drawing) -> list[str]:
    return [name.replace("\N{NO-BREAK SPACE}", " ") for _, name in chart.left_names]


def test_a_tornado_bar_reaches_from_its_low_to_its_high_total_and_says_both() -> None:
    chart = tornado([robustness.TornadoBar("Wlz", -900_00, 300_00)], -500_00)
    # Further down is plain, less far down or a rise is hatched, with the total between them.
    assert bars(chart) == [(-900_00, -500_00, False), (-500_00, 300_00, True)]
    assert words(chart) == ["€ -900 tot € 300"]
    assert (names(chart), chart.under_names[0][0]) == (["Wlz"], -500_00)


def test_a_tornado_bar_on_one_side_has_one_part() -> None:
    chart = tornado([robustness.TornadoBar("index", -400_00, -300_00)], -500_00)
    assert bars(chart) == [(-400_00, -300_00, True)]
    assert not bars(tornado([robustness.TornadoBar("niets", -500_00, -500_00)], -500_00))


def test_a_case_is_counted_in_the_step_it_falls_in_and_zero_is_an_edge() -> None:
    chart = deltas([-250_00, -200_00, -199_99, 0, 120_00])
    assert names(chart)[:3] == ["€ -250 tot € -200", "€ -200 tot € -150", "€ -150 tot € -100"]
    assert words(chart) == ["1", "2", "0", "0", "0", "1", "0", "0", "1"]
    assert names(chart)[5:7] == ["gelijk", "€ 0 tot € 50"]
    assert [hatched for *_, hatched in bars(chart)] == [False, False, False, True]


def test_cases_that_did_not_change_stand_in_one_step() -> None:
    assert names(deltas([0, 0]))[0] == "gelijk"
    assert words(deltas([0, 0])) == ["2", "0"]


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=40))
def test_every_case_is_counted_once(amounts: list[int]) -> None:
    edges = round_edges(min(amounts), max(amounts))
    assert edges[0] <= min(amounts)
    assert max(amounts) < edges[-1]
    assert 0 in edges
    assert len(edges) <= 15
    assert sum(int(word) for word in words(deltas(amounts))) == len(amounts)


def test_the_stages_run_from_all_cases_to_those_at_the_repeat(example: dict[str, Any]) -> None:
    assert stages(Results(example)) == [
        ("aan gewerkt", 300),
        ("onderzocht", 42),
        ("score voor het MDO", 21),
        ("score na het MDO", 21),
        ("score herhaalmeting", None),
    ]


def test_a_number_nobody_gave_is_no_stage(example: dict[str, Any]) -> None:
    example["analyse"]["casussen_in_totaal"] = None
    example["welbevinden"] = []
    assert stages(Results(example)) == [("onderzocht", 42)]


def test_the_bars_never_grow_when_the_number_worked_on_cannot_be_right(example: dict[str, Any]) -> None:
    example["analyse"]["casussen_in_totaal"] = 41
    assert stages(Results(example))[0] == ("onderzocht", 42)
    assert is_total_too_low(Results(example))
    example["analyse"]["casussen_in_totaal"] = 42
    assert stages(Results(example))[0] == ("aan gewerkt", 42)
    example["analyse"]["n_casussen"] = None
    example["meldingen"].append({"code": "totaal_te_laag"})
    assert stages(Results(example))[0] == ("onderzocht", None)


def test_a_hidden_stage_has_a_word_and_no_bar() -> None:
    chart = response([("onderzocht", 42), ("score herhaalmeting", None)])
    assert len(bars(chart)) == 1
    assert words(chart) == ["42", "onderdrukt"]


def test_axes_in_axes_out(example: dict[str, Any]) -> None:
    ax = plots.new_axes()
    assert plots.tornado(ax, [robustness.TornadoBar("Wlz", -9, 3)], -5) is ax
    assert isinstance(plots.deltas(plots.new_axes(), [-5, 3]), Axes)
    found = plots.Charts(example).response()
    assert [text.get_text() for text in found.texts] == ["300", "42", "21", "21", "onderdrukt"]


def test_an_own_instrument_is_drawn_on_its_own_scale(example: dict[str, Any]) -> None:
    for row in [*example["welbevinden"], *example["instrumenten"]]:
        row["instrument"] = "buurtcijfer"
    example["instrumenten"][0].update(laagste="0", hoogste="100")
    low, high = plots.Charts(example).wellbeing().get_ylim()
    assert low < 0
    assert high > 100
