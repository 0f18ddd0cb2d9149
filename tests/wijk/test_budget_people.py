"""People reached by posts of a budget: an attacker with every published number finds no few of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import linprog

from maatschappelijk_rendement.domain.card import Card
from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.report.wijk import budget
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.wijk import BudgetLine, OwnLine, WijkReport
from maatschappelijk_rendement.wijk.card_budget import CardBudget

MINIMUM, WIDTH = 10, 10
YEARS, PARTNERS, GOALS, STREAMS = (2018, 2019), ("A", "B"), ("preventie", "zorg"), ("Wmo", "Welzijn")


def random_lines(dice: random.Random) -> list[BudgetLine]:
    """Give posts; one combination may have none, one or two of them, and a count may be unknown."""
    return [
        BudgetLine(
            OwnLine(
                year=year,
                partner=partner,
                term=f"post {place}",
                budgeted_cents=100,
                realised_cents=90,
                people=dice.choice([None, 0, 1, 4, 9, 10, 11, 30, 120]),
            ),
            goal,
            stream,
        )
        for year, partner, goal, stream in product(YEARS, PARTNERS, GOALS, STREAMS)
        for place in range(dice.choice([0, 1, 1, 2]))
    ]


def members(row: Row, lines: Sequence[BudgetLine]) -> list[int]:
    """Give the numbers of the posts that a published row adds up."""

    def is_in(line: BudgetLine) -> bool:
        names: dict[str, Any] = {
            "jaar": line.own.year,
            "partner": line.own.partner,
            "doel": line.goal,
            "stroom": line.stream,
        }
        if "naar" not in row:
            return all(row[key] == value for key, value in names.items())
        here = row["naar"] == "jaar" or row["naam"] == names[str(row["naar"])]
        return here and row["jaar"] == line.own.year

    return [place for place, line in enumerate(lines) if line.own.people is not None and is_in(line)]


def published(lines: Sequence[BudgetLine]) -> list[Row]:
    report = WijkReport(Card(CardKind.WIJK, {}, {}), budget=CardBudget(tuple(lines)))
    rows = budget.rows(report)
    return [*rows["begroting"], *rows["begroting_delen"]]


def escapes(lines: Sequence[BudgetLine], rows: Sequence[Row]) -> list[str]:
    """Bound every small number of people, of a post or of a published sum, by all that is shown."""
    equal, right, most = [], [], np.full(len(lines), np.inf)
    goals = [([place], f"post {place}") for place, line in enumerate(lines) if line.own.people is not None]
    for row in rows:
        mine = members(row, lines)
        goals.append((mine, str(dict(row))))
        if row["mensen_hoogstens"] is not None:
            equal.append(np.isin(np.arange(len(lines)), mine).astype(float))
            right.append(int(str(row["mensen_hoogstens"])))
            # The highest count of one post bounds each of them.
            most[mine] = np.minimum(most[mine], int(str(row["mensen_minstens"])))
    found = []
    for mine, name in goals:
        if not 0 < sum(lines[place].own.people or 0 for place in mine) < MINIMUM:
            continue
        goal = np.isin(np.arange(len(lines)), mine).astype(float)
        ends = []
        for sign in (1, -1):
            done = linprog(
                sign * goal,
                A_eq=np.array(equal) if equal else None,
                b_eq=right or None,
                bounds=[(0, high) for high in most],
            )
            ends.append(np.inf if done.status == 3 else sign * done.fun)
        if ends[1] - ends[0] < WIDTH - 1e-6:
            found.append(name)
    return found


def test_an_attacker_finds_no_small_number_of_people_in_random_budgets() -> None:
    dice, shown, hidden = random.Random(17), 0, 0
    for _ in range(60):
        lines = random_lines(dice)
        rows = published(lines)
        shown += sum(row["mensen_hoogstens"] is not None for row in rows)
        hidden += sum("mensen_hoogstens" in row.hidden for row in rows)  # type: ignore[attr-defined]
        assert escapes(lines, rows) == []
    assert shown > 100
    assert hidden > 100


def test_two_shown_sums_never_differ_by_a_few_people() -> None:
    dice = random.Random(18)
    for _ in range(60):
        rows = [row for row in published(random_lines(dice)) if row["mensen_hoogstens"] is not None]
        totals = {row["jaar"]: row["mensen_hoogstens"] for row in rows if row.get("naar") == "jaar"}
        for row in rows:
            if row["jaar"] in totals:
                rest = int(str(totals[row["jaar"]])) - int(str(row["mensen_hoogstens"]))
                assert rest == 0 or rest >= MINIMUM


def test_the_attacker_does_find_what_is_not_hidden() -> None:
    lines = [
        BudgetLine(OwnLine(year=2018, partner=name, term="hulp", people=people), "zorg", "Wmo")
        for name, people in (("A", 30), ("B", 4))
    ]
    rows = published(lines)
    assert escapes(lines, rows) == []

    class Shown(dict[str, Any]):
        """A row that keeps nothing back."""

    leaky: list[Any] = [
        Shown({**row, "mensen_hoogstens": total, "mensen_minstens": most})
        for row in rows
        for total, most in [
            (
                sum(lines[place].own.people or 0 for place in members(row, lines)),
                max(lines[place].own.people or 0 for place in members(row, lines)),
            )
        ]
    ]
    assert escapes(lines, leaky)
