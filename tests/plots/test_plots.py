from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from maatschappelijk_rendement import plots
from maatschappelijk_rendement.plots import drawing
from maatschappelijk_rendement.results.codec import rows_from_json
from maatschappelijk_rendement.results.costs import Difference, Level

EXAMPLE = json.loads((Path(__file__).parents[1] / "report" / "voorbeeld.json").read_text(encoding="utf-8"))


@pytest.fixture
def example() -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(EXAMPLE)
    return made


def words(ax: Axes) -> list[str]:
    return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts]


def bars(ax: Axes) -> list[Rectangle]:
    return [patch for patch in ax.patches if isinstance(patch, Rectangle)]


def names(ax: Axes) -> list[str]:
    return [label.get_text().replace("\N{NO-BREAK SPACE}", " ") for label in ax.get_yticklabels()]


def test_axes_in_axes_out(example: dict[str, Any]) -> None:
    ax = plots.new_axes()
    assert plots.streams(ax, example["stromen"]) is ax
    assert plots.waterfall(plots.new_axes(), example["verschil"]) is not ax


def test_a_bar_is_as_long_as_its_amount_and_says_so(example: dict[str, Any]) -> None:
    ax = plots.streams(plots.new_axes(), example["stromen"])
    assert [round(bar.get_width(), 2) for bar in bars(ax)[:2]] == [291480.60, 230230.20]
    assert "voor € 291.481" in words(ax)
    assert "na € 230.230" in words(ax)


def _whiskers(drawn: drawing.Drawing) -> list[tuple[float, float]]:
    lines = [mark for mark in drawn.marks if isinstance(mark, drawing.Line) and mark.colour == drawing.INK]
    return [(line.x0, line.x1) for line in lines if line.y0 == line.y1]


def drawn(levels: list[dict[str, Any]], changes: list[dict[str, Any]]) -> drawing.Drawing:
    rows, differences = rows_from_json(Level, levels), rows_from_json(Difference, changes)
    return drawing.streams(rows, differences, group="bestaand", wijk="totaal")


def test_the_margin_of_the_difference_stands_on_the_bar_after() -> None:
    # Before 1.000 over 10 cases; a case falls by 30 to 10 euro on average: 700 to 900 after.
    levels = [
        {
            "groep": "bestaand",
            "wijk": "totaal",
            "stroom": "Zvw",
            "moment": moment,
            "n": 10,
            "status": "getoond",
        }
        | {"som_eur": amount}
        for moment, amount in (("voor", "1000.00"), ("na", "800.00"))
    ]
    change = {"groep": "bestaand", "wijk": "totaal", "stroom": "Zvw", "moment": "na", "n": 10}
    change |= {"bi95_laag_eur": "-30.00", "bi95_hoog_eur": "-10.00"}
    assert _whiskers(drawn(levels, [change])) == [(700.0, 900.0)]
    assert not _whiskers(drawn(levels, []))
    for unlike in ({"n": 9}, {"bi95_laag_eur": None}, {"stroom": "Wlz"}, {"moment": "herhaling"}):
        assert not _whiskers(drawn(levels, [change | unlike]))


def test_the_charts_of_a_published_total_have_no_margins(example: dict[str, Any]) -> None:
    measured = plots.Charts(example).streams()
    example["analyse"]["geijkt_op_totaal"] = True
    fitted = plots.Charts(example).streams()
    assert len(fitted.lines) < len(measured.lines)


def test_a_hidden_stream_has_words_and_no_bar(example: dict[str, Any]) -> None:
    ax = plots.streams(plots.new_axes(), example["stromen"])
    shown = [r for r in example["stromen"] if r["groep"] == "bestaand" and r["wijk"] == "totaal"]
    drawn = [r for r in shown if r["stroom"] != "totaal" and r["status"] != "onderdrukt"]
    assert len(bars(ax)) == len(drawn)
    assert words(ax).count("voor onderdrukt") == 2
    assert "Wlz" in names(ax)


def test_a_zero_has_a_bar_and_an_unknown_has_none(example: dict[str, Any]) -> None:
    rows = [
        {"groep": "bestaand", "wijk": "totaal", "stroom": "Wmo", "moment": "voor", "n": 3, "som_eur": "0.00"},
        {"groep": "bestaand", "wijk": "totaal", "stroom": "Wmo", "moment": "na", "n": 3, "som_eur": None},
    ]
    ax = plots.streams(plots.new_axes(), rows)
    assert words(ax) == ["voor € 0", "na onbekend"]
    assert len(bars(ax)) == 1


def test_no_words_of_the_waterfall_lie_over_the_line_of_zero(example: dict[str, Any]) -> None:
    """Falls of 1, 2, 3 ... percent of the total end everywhere left of zero."""
    whole = next(r for r in example["verschil"] if r["stroom"] == "totaal" and r["wijk"] == "totaal")
    falls = [{**whole, "stroom": f"stroom {n}", "som_eur": f"{-100 * n}.00"} for n in range(1, 14)]
    total = {**whole, "som_eur": f"{-100 * sum(range(1, 14))}.00"}
    ax = plots.waterfall(plots.new_axes(), [*falls, total])
    ax.figure.canvas.draw()
    zero = ax.transData.transform((0.0, 0.0))[0]
    boxes = [text.get_window_extent() for text in ax.texts if "daling" in text.get_text()]
    assert len(boxes) == 14
    assert [box for box in boxes if box.x0 < zero < box.x1] == []


def test_the_waterfall_starts_each_bar_where_the_last_ended(example: dict[str, Any]) -> None:
    ax = plots.waterfall(plots.new_axes(), example["verschil"])
    level = 0.0
    for bar in bars(ax)[:-1]:
        assert bar.get_x() == pytest.approx(level)
        level += bar.get_width()
    assert bars(ax)[-1].get_x() == 0
    assert bars(ax)[-1].get_width() == -132394.0


def test_without_hidden_streams_the_steps_end_at_the_total(example: dict[str, Any]) -> None:
    rows = [r for r in example["verschil"] if r["groep"] == "bestaand" and r["status"] != "onderdrukt"]
    total = next(r for r in rows if r["stroom"] == "totaal" and r["wijk"] == "totaal")
    streams = [r for r in rows if r["stroom"] != "totaal"]
    total["som_eur"] = str(sum(round(float(r["som_eur"]), 2) for r in streams))
    *steps, whole = bars(plots.waterfall(plots.new_axes(), [total, *streams]))
    assert steps[-1].get_x() + steps[-1].get_width() == pytest.approx(whole.get_width())


def test_fall_and_rise_differ_in_words_and_hatch_and_not_only_in_colour(example: dict[str, Any]) -> None:
    ax = plots.waterfall(plots.new_axes(), example["verschil"])
    for bar in bars(ax)[:-1]:
        assert bool(bar.get_hatch()) == (bar.get_width() > 0)
    assert "€ -61.250 daling" in words(ax)
    assert "€ 16.980 stijging" in words(ax)
    assert "€ -132.394 daling" in words(ax)


def test_every_score_has_its_n_and_a_hidden_one_its_word(example: dict[str, Any]) -> None:
    ax = plots.wellbeing(plots.new_axes(), example["welbevinden"])
    assert sorted(words(ax)) == ["3,5 (n = 23)", "8,3 (n = 23)", "onderdrukt"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["voor het MDO", "na het MDO", "herhaalmeting"]


def test_the_scale_is_the_whole_scale_of_the_instrument(example: dict[str, Any]) -> None:
    ax = plots.wellbeing(plots.new_axes(), example["welbevinden"])
    low, high = ax.get_ylim()
    assert low < 1 < 10 < high
    assert [t.get_text() for t in ax.get_yticklabels()] == ["1", "10"]


def test_exact_charts_say_vertrouwelijk_and_published_ones_do_not(example: dict[str, Any]) -> None:
    assert plots.Charts(example).streams().get_title(loc="right") == ""
    example["niveau"] = "intern"
    for draw in (
        plots.Charts(example).streams,
        plots.Charts(example).waterfall,
        plots.Charts(example).wellbeing,
    ):
        assert draw().get_title(loc="right") == "VERTROUWELIJK"


def test_nothing_to_draw_is_an_empty_chart_and_no_failure() -> None:
    for draw in (plots.streams, plots.waterfall, plots.wellbeing):
        assert draw(plots.new_axes(), []).patches is not None


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [int(to_hex(colour)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [drawing.BLUE, drawing.VERMILION, drawing.DARK])
def test_bars_stand_out_against_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 3  # WCAG 2.1, 1.4.11: graphical objects


@pytest.mark.parametrize("colour", [drawing.SOFT_INK, drawing.WARNING])
def test_words_stand_out_against_white(colour: str) -> None:
    assert contrast(colour, "#ffffff") >= 4.5  # WCAG 2.1, 1.4.3: text


def test_importing_plots_does_not_import_matplotlib() -> None:
    code = "import sys, maatschappelijk_rendement.plots; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_drawing_needs_no_pyplot_and_leaves_settings_alone(example: dict[str, Any]) -> None:
    code = (
        "import sys, json, matplotlib; before = matplotlib.rcParams.copy()\n"
        "from maatschappelijk_rendement import plots\n"
        "plots.Charts(json.load(sys.stdin)).streams()\n"
        "print('matplotlib.pyplot' in sys.modules, [\n"
        "    key for key in before if key != 'backend' and matplotlib.rcParams[key] != before[key]])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(example), capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False []"
