"""Of a rule that many rows break, some are named, and each number is of what its words say."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from maatschappelijk_rendement.domain.tables import CASES
from maatschappelijk_rendement.intake.canonical import LINE
from maatschappelijk_rendement.intake.rules.declared import SetRule
from maatschappelijk_rendement.intake.rules.running import MOST_KINDS, run

NO_FACTS: Any = None


def named(details: list[str], most: int | None) -> list[tuple[int, str, int]]:
    """What is said of rows 0, 1, 2, ... with these details."""
    rows = nw.from_native(pd.DataFrame({LINE: range(len(details)), "detail": details}), eager_only=True)
    rule = SetRule(code="x", table=CASES, level="waarschuwing", text="x", find=lambda _: rows)
    return [row for broken in run([rule], NO_FACTS, most=most) for row in broken.rows]


def test_each_stream_is_named_with_its_own_number_of_rows() -> None:
    assert named(["Wmo", "Wlz", "Wmo", "Wmo", "Zvw", "Wlz"], 3) == [
        (0, "Wmo", 3),
        (1, "Wlz", 2),
        (4, "Zvw", 1),
    ]


def test_where_all_rows_are_named_each_stands_for_itself() -> None:
    assert named(["Wmo", "Wlz", "Wmo"], None) == [(0, "Wmo", 1), (1, "Wlz", 1), (2, "Wmo", 1)]


def test_of_too_many_kinds_the_first_rows_are_named_and_the_last_of_them_for_all_others() -> None:
    kinds = [str(number) for number in range(MOST_KINDS + 1)]
    assert named(kinds, 3) == [(0, "0", 1), (1, "1", 1), (2, "2", MOST_KINDS - 1)]


def test_what_is_not_broken_is_not_said() -> None:
    assert named([], 3) == []
