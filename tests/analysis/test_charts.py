from __future__ import annotations

from matplotlib.axes import Axes
from tests.analysis.cases import changes

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.statistics.robustness import TornadoBar


def words(ax: Axes) -> list[str]:
    return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts]


def test_the_charts_of_the_analyst_show_exact_cases_and_say_so() -> None:
    plot = analyse(changes(a=-300, b=-100, c=50)).plot
    spread = plot.deltas()
    assert sum(map(int, words(spread))) == 3
    assert spread.get_title(loc="right") == "VERTROUWELIJK"
    tornado = plot.tornado(bars=[TornadoBar("index", -400_00, -300_00)])
    assert words(tornado) == ["€ -400 tot € -300"]
    assert tornado.get_title(loc="right") == "VERTROUWELIJK"
    assert plot.streams().get_title(loc="right") == "VERTROUWELIJK"


def test_without_bars_the_tornado_is_that_of_the_analysis_itself() -> None:
    assert words(analyse(changes(a=-300, b=-100)).plot.tornado()) == ["€ -400 tot € -400"]
