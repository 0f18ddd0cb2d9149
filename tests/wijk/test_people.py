"""Registers of people: who came and what they answered, without telling of a few of them."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from scipy.optimize import linprog

from maatschappelijk_rendement.wijk.attendance import OTHERS, TOTAL, Learning, Presence, Session, judged
from maatschappelijk_rendement.wijk.survey import SurveyAnswer
from maatschappelijk_rendement.wijk.survey import judged as judge_answers

FIRST = date(2018, 1, 15)
MINIMUM, WIDTH = 10, 10


def answers(question: str, counts: dict[str, int], n: int | None = None) -> list[SurveyAnswer]:
    whole = sum(counts.values()) if n is None else n
    return [
        SurveyAnswer(
            survey="Lijst",
            group="bewoners",
            year=2018,
            question=question,
            answer=name,
            count=count,
            n=whole,
            percent=Decimal(100) * count / whole if whole else None,
            is_several=n is not None,
            is_quoted=False,
            source="eigen",
        )
        for name, count in counts.items()
    ]


def seen(found: tuple[SurveyAnswer, ...]) -> dict[str, int | None]:
    return {each.answer: each.count for each in found}


def test_a_small_answer_goes_with_what_would_give_it_away() -> None:
    found = judge_answers(answers("Tevreden?", {"ja": 60, "soms": 25, "nee": 4}))
    assert seen(found) == {"ja": 60, "soms": None, "nee": None}
    assert [each.percent is None for each in found] == [False, True, True]
    assert {each.n for each in found} == {89}


def test_a_question_that_few_filled_in_shows_nothing() -> None:
    found = judge_answers(answers("Tevreden?", {"ja": 5, "nee": 4}))
    assert seen(found) == {"ja": None, "nee": None}
    assert {each.n for each in found} == {None}


def test_where_more_answers_may_be_given_who_did_not_counts_too() -> None:
    found = judge_answers(answers("Waarvoor?", {"koffie": 30, "sport": 55, "hulp": 6}, n=60))
    # Of sport 5 did not, and of help 6 did.
    assert seen(found) == {"koffie": 30, "sport": None, "hulp": None}


def test_what_was_published_is_quoted_as_it_is() -> None:
    quoted = [replace(each, is_quoted=True) for each in answers("Sleutel?", {"a": 9, "b": 7, "c": 4})]
    assert judge_answers(quoted) == tuple(quoted)


def session(place: int, cases: int | None = None, present: int | None = None) -> Session:
    return Session(FIRST + timedelta(14 * place), "", present, cases, None, "lijst")


def test_organisations_with_few_people_stand_together() -> None:
    rows = [Presence(FIRST, name, "uitvoerend", n) for name, n in (("A", 20), ("B", 7), ("C", 5))]
    found = judged([session(0, present=32)], rows)
    shown = {each.name: each.times for each in found.attendances}
    assert shown == {"A": 20, OTHERS: 12, "uitvoerend": 32, TOTAL: 32}


def test_few_cases_a_session_are_hidden_and_the_total_is_not() -> None:
    found = judged([session(place, cases) for place, cases in enumerate((3, 4, 3, 3, 1, 5))], [])
    assert [each.cases for each in found.sessions] == [None] * 6
    assert found.cases == 19


def test_people_who_keep_coming_are_counted_once() -> None:
    # Four people, six times: twenty-four times, of four people.
    sessions = [session(place, present=4) for place in range(6)]
    rows = [Presence(each.day, "A", "uitvoerend", 4) for each in sessions]
    found = judged(sessions, rows)
    assert {each.times for each in found.attendances} == {None}
    assert {each.present for each in found.sessions} == {None}


def random_learning(dice: random.Random) -> tuple[list[Session], list[Presence], Learning]:
    days = dice.randint(1, 5)
    names = dice.sample(["A", "B", "C", "D", "E"], dice.randint(1, 5))
    rows = [
        Presence(FIRST + timedelta(14 * place), name, level, dice.choice([0, 1, 3, 6, 9, 11, 18]))
        for place in range(days)
        for name in names
        for level in ("uitvoerend", "bewoner")
        if dice.random() < 0.7
    ]
    sums: dict[date, int] = defaultdict(int)
    for row in rows:
        sums[row.day] += row.present
    sessions = [session(place, present=sums[FIRST + timedelta(14 * place)]) for place in range(days)]
    return sessions, rows, judged(sessions, rows)


def test_an_attacker_finds_no_small_number_in_random_registers() -> None:
    """Everything shown is one linear program over organisation, level and day; each small part is bounded."""
    dice = random.Random(6)
    for _ in range(60):
        _, rows, found = random_learning(dice)
        if not rows:
            continue
        together = {each.name for each in found.attendances if each.kind == "organisatie"}
        place_of = {id(row): place for place, row in enumerate(rows)}

        def name(row: Presence, known: set[str] = together) -> str:
            return row.organisation if row.organisation in known else OTHERS

        known: list[tuple[list[int], int]] = [
            ([place_of[id(row)] for row in rows if row.day == each.day], each.present)
            for each in found.sessions
            if each.present is not None
        ]
        for group in found.attendances:
            members = [
                place_of[id(row)]
                for row in rows
                if group.kind == "totaal"
                or (group.kind == "organisatie" and name(row) == group.name)
                or (group.kind == "niveau" and row.level == group.name)
            ]
            if group.times is not None:
                known.append((members, group.times))
        matrix = np.zeros((len(known), len(rows)))
        for line, (members, _) in enumerate(known):
            matrix[line, members] = 1
        right = [float(total) for _, total in known]
        days = {row.day for row in rows}
        parts = [[place_of[id(row)]] for row in rows]
        parts += [[place_of[id(row)] for row in rows if row.day == day] for day in days]
        for part in parts:
            truth = sum(rows[place].present for place in part)
            if not 0 < truth < MINIMUM:
                continue
            goal = np.zeros(len(rows))
            goal[part] = 1
            ends = []
            for sign in (1, -1):
                done = linprog(
                    sign * goal,
                    A_eq=matrix if known else None,
                    b_eq=right if known else None,
                    bounds=(0, None),
                )
                ends.append(np.inf if done.status == 3 else sign * done.fun)
            assert ends[1] - ends[0] >= WIDTH - 1e-6, (rows, found)


def test_how_many_stayed_away_is_no_small_number_either() -> None:
    days = [date(2018, 1, 8), date(2018, 1, 22)]
    rows = [
        Presence(days[0], "Welzijn", "uitvoerend", 40),
        Presence(days[1], "Welzijn", "uitvoerend", 60, 36),
    ]
    sessions = [Session(days[0], "", 40, None, None, "eigen"), Session(days[1], "", 60, None, 36, "eigen")]
    assert judged(sessions, rows).sessions[1].kept is None  # four of the forty did not come again
    others = [sessions[0], replace(sessions[1], kept=30)]
    assert judged(others, [rows[0], replace(rows[1], kept=30)]).sessions[1].kept == 30
