"""Scores computed from all items: who has one, and that it is that resident's own."""

from __future__ import annotations

import pandas as pd

from maatschappelijk_rendement.domain.instruments import load, with_derived
from maatschappelijk_rendement.outcomes.whole_scores import COLUMNS, whole_scores

INSTRUMENTS = with_derived(load())
ITEMS = [item.name for item in load()["eq5d5l"].items]


def rows(case_id: str, resident: str, moment: str, levels: str) -> list[tuple[object, ...]]:
    return [
        (case_id, resident, moment, "eq5d5l", item, 100 * int(level))
        for item, level in zip(ITEMS, levels, strict=False)
    ]


def computed(*given: list[tuple[object, ...]]) -> dict[tuple[str, str, str], int]:
    frame = pd.DataFrame([row for part in given for row in part], columns=COLUMNS)
    # Rows come in any order.
    found = whole_scores(frame.sample(frac=1, random_state=7), INSTRUMENTS)
    assert found["item"].isna().all()
    key = zip(found["case_id"], found["resident"], found["moment"], strict=True)
    return dict(zip(key, found["score_centi"], strict=True))


def test_each_resident_has_the_value_of_that_moment() -> None:
    found = computed(
        rows("a", "B1", "voor", "21345"),
        rows("a", "B1", "na", "11122"),
        rows("a", "B2", "voor", "33333"),
        rows("b", "B1", "voor", "55555"),
    )
    assert found == {
        ("a", "b1", "voor"): 5,
        ("a", "b1", "na"): 82,
        ("a", "b2", "voor"): 51,
        ("b", "b1", "voor"): -45,
    }


def test_a_resident_with_a_missing_item_is_left_out_at_that_moment_only() -> None:
    found = computed(rows("a", "B1", "voor", "1111"), rows("a", "B1", "na", "11111"))
    assert found == {("a", "b1", "na"): 100}


def test_ids_of_residents_compare_without_regard_to_case() -> None:
    assert computed(rows("a", "B1", "na", "33"), rows("a", "b1", "na", "33333")[2:]) == {
        ("a", "b1", "na"): 51
    }


def test_flourishing_is_that_of_the_rule() -> None:
    answers = {"B1": [4, 0, 0, *6 * [5], *5 * [0]], "B2": [3, 3, 3, *11 * [5]]}
    frame = pd.DataFrame(
        [
            ("a", who, "na", "mhc_sf", str(number), 100 * level)
            for who, levels in answers.items()
            for number, level in enumerate(levels, start=1)
        ],
        columns=COLUMNS,
    )
    found = whole_scores(frame, INSTRUMENTS)
    assert dict(zip(found["resident"], found["score_centi"], strict=True)) == {"b1": 100, "b2": 0}


def test_nothing_is_computed_of_an_instrument_without_a_value_or_a_rule() -> None:
    frame = pd.DataFrame([("a", "B1", "na", "rapportcijfer", None, 700)], columns=COLUMNS)
    assert whole_scores(frame, INSTRUMENTS).empty
