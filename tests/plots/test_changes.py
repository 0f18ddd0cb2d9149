from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.plots.changes import changes
from maatschappelijk_rendement.plots.drawing import Bar, Label, Line
from maatschappelijk_rendement.results.codec import rows_from_json
from maatschappelijk_rendement.results.costs import Difference


def row(stream: str, amount: str | None, status: str = "getoond") -> dict[str, Any]:
    place = {"groep": "bestaand", "wijk": "totaal", "moment": "na", "stroom": stream}
    return {**place, "n": 12, "som_eur": amount, "status": status}


def drawn(*rows: dict[str, Any]) -> Any:
    return changes(rows_from_json(Difference, rows))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


ROWS = (
    row("Wmo", "-500.00"),
    row("Zvw", "-20000.00"),
    row("Wlz", None, "onderdrukt"),
    row("Welzijn", "1500.00"),
    row("totaal", "-19000.00"),
)


def test_the_largest_fall_is_on_top_what_is_hidden_below_and_the_total_is_not_there() -> None:
    assert [name for _, name in drawn(*ROWS).left_names] == ["Zvw", "Wmo", "Welzijn", "Wlz"]


def test_a_bar_runs_from_zero_to_its_amount_and_has_it_in_words_outside() -> None:
    made = drawn(*ROWS)
    bars = [mark for mark in made.marks if isinstance(mark, Bar)]
    assert [(bar.start, bar.end, bar.hatched) for bar in bars] == [
        *((0.0, -20000.0, False), (0.0, -500.0, False), (0.0, 1500.0, True)),
    ]
    labels = [mark for mark in made.marks if isinstance(mark, Label)]
    assert [(plain(one.text), one.place) for one in labels] == [
        *(("€ 20.000 minder", "left"), ("€ 500 minder", "left")),
        *(("€ 1.500 meer", "right"), ("onderdrukt", "right")),
    ]
    assert labels[0].x < -20000 < labels[1].x < -500
    assert made.left < labels[0].x
    assert made.right > labels[2].x


def test_there_is_a_line_at_zero_and_an_axis_in_euros() -> None:
    made = drawn(*ROWS)
    assert [mark for mark in made.marks if isinstance(mark, Line) and mark.x0 == mark.x1 == 0.0]
    assert (0.0, "€ 0") in [(place, plain(name)) for place, name in made.under_names]


def test_where_nothing_rose_there_is_room_beside_zero_and_what_is_hidden_stands_where_bars_do() -> None:
    made = drawn(row("Zvw", "-900.00"), row("Wmo", "0.00"), row("Wlz", None, "onderdrukt"))
    assert made.right > 0.1 * (made.right - made.left)
    (hidden,) = [mark for mark in made.marks if isinstance(mark, Label) and mark.absent]
    assert (hidden.place, hidden.x < 0) == ("left", True)


def test_streams_that_did_not_change_have_words_and_no_bar() -> None:
    made = drawn(row("Wmo", "0.00"))
    assert not [mark for mark in made.marks if isinstance(mark, Bar)]
    assert [mark.text for mark in made.marks if isinstance(mark, Label)] == ["gelijk"]
    assert made.left < made.right
