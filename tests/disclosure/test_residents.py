"""How many residents rose or are above a threshold: hidden when a part is small, or with its total."""

from __future__ import annotations

from maatschappelijk_rendement.disclosure.cells import score_stats
from maatschappelijk_rendement.disclosure.layout import ABOVE, PAIRED, SPLIT, ExactTable
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.units import place_of_score
from maatschappelijk_rendement.disclosure.wellbeing import judge_residents

KEY = {
    "groep": "totaal",
    "wijk": "totaal",
    "instrument": "rapportcijfer",
    "onderdeel": "None",
    "moment": "na",
    "gepaard_met": "voor",
}
PLACE = place_of_score(KEY)


def table(residents: int, above: int | None, changed: tuple[int, int, int] | None) -> ExactTable:
    key = ("totaal", "totaal", "rapportcijfer", None, "na", "voor")
    row = dict(zip(KEY, key, strict=True)) | {
        "n_bewoners": residents,
        "n_casussen": residents,
        "gemiddelde": 7_00,
        "gepaard_n": residents if changed else 0,
        "gepaard_verschil": 1_00 if changed else None,
        "n_boven": above,
        **dict(zip(("n_hoger", "n_gelijk", "n_lager"), changed or (None,) * 3, strict=True)),
        "status": "getoond",
    }
    scores = [(f"c{number}", "b1", key, 500 + number) for number in range(residents)]
    return ExactTable(
        "welbevinden", (row,), {"gemiddelde": score_stats(scores), "gepaard_verschil": score_stats(scores)}
    )


def hidden(of: ExactTable, main: Pattern = Pattern()) -> dict[object, Rule]:  # noqa: B008  a frozen value
    return dict(judge_residents(of, main, Step(Rules())).rules)


def test_parts_of_ten_and_more_are_shown() -> None:
    assert hidden(table(40, 25, (15, 13, 12))) == {}


def test_a_small_part_hides_its_whole_split() -> None:
    assert hidden(table(40, 35, (15, 13, 12))) == {(ABOVE, PLACE): Rule.CATEGORY}
    assert hidden(table(40, 25, (20, 17, 3))) == {(SPLIT, "voor", PLACE): Rule.CATEGORY}


def test_nearly_everyone_is_hidden_for_it_is_about_each_of_them() -> None:
    assert hidden(table(40, 40, None)) == {(ABOVE, PLACE): Rule.CATEGORY}


def test_a_split_is_hidden_with_the_number_of_residents_it_adds_up_to() -> None:
    both = table(40, 25, (15, 13, 12))
    assert hidden(both, Pattern(frozenset([PLACE]))) == {(ABOVE, PLACE): Rule.LINKED}
    paired = (PAIRED, "voor", PLACE)
    assert hidden(both, Pattern(frozenset([paired]))) == {(SPLIT, "voor", PLACE): Rule.LINKED}


def test_an_instrument_without_threshold_or_pairs_has_nothing_to_judge() -> None:
    assert hidden(table(40, None, None)) == {}
