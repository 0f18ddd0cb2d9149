"""Answers of a survey: numbers with their n, and which of them may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from maatschappelijk_rendement.domain.card import CardRow

HUNDRED, TENTH = Decimal(100), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """An answer to a question.

    Attributes:
        survey: Name of the list of questions.
        group: Who filled it in.
        year: When.
        question: The question.
        answer: The answer.
        count: How many gave it; None where only a percentage was published.
        n: How many filled the question in.
        percent: Which part of them; from the number where that is there.
        is_several: Whether somebody could give more answers.
        is_quoted: Whether it stands in a published source as it is.
        source: Where it comes from.
        is_hidden: Whether number and percentage are hidden.
        is_n_hidden: Whether how many filled it in is hidden.
    """

    survey: str
    group: str
    year: int
    question: str
    answer: str
    count: int | None
    n: int | None
    percent: Decimal | None
    is_several: bool
    is_quoted: bool
    source: str
    is_hidden: bool = False
    is_n_hidden: bool = False


def answer(row: CardRow) -> SurveyAnswer:
    """Turn a row of sheet Enquete into an answer."""
    count, n, percent = row.get("count"), row.get("n"), row.get("percent")
    if count is not None and n:
        percent = (HUNDRED * count / n).quantize(TENTH, ROUND_HALF_UP)
    return SurveyAnswer(
        survey=str(row.get("survey")),
        group=str(row.get("group")),
        year=int(row.get("year")),
        question=str(row.get("question")),
        answer=str(row.get("answer")),
        count=None if count is None else int(count),
        n=None if n is None else int(n),
        percent=percent,
        is_several=row.get("is_several") == "ja",
        is_quoted=row.get("is_quoted") == "ja",
        source=str(row.get("source")),
    )


def judged(answers: Iterable[SurveyAnswer]) -> tuple[SurveyAnswer, ...]:
    """Hide what tells of fewer people than may be shown; what was published is quoted as it is.

    Args:
        answers: Answers of any surveys; those of one group and year are of the same people.
    """
    known = list(answers)
    groups: dict[tuple[str, str, int], list[SurveyAnswer]] = {}
    for each in known:
        if not each.is_quoted and each.count is not None and each.n is not None:
            groups.setdefault((each.survey.casefold(), each.group.casefold(), each.year), []).append(each)
    shown: set[str] = set()
    for key, mine in groups.items():
        shown |= {f"{key} {name}" for name in _shown(mine)}
    return tuple(_hide(each, shown) for each in known)


def _hide(one: SurveyAnswer, shown: set[str]) -> SurveyAnswer:
    if one.is_quoted or one.count is None or one.n is None:
        return one
    key = (one.survey.casefold(), one.group.casefold(), one.year)
    is_hidden = f"{key} {_name(one)}" not in shown
    is_n_hidden = f"{key} {_whole(one)}" not in shown
    if not is_hidden and not is_n_hidden:
        return one
    return replace(
        one,
        count=None if is_hidden else one.count,
        percent=None,  # with either of its two parts it would give the other away
        n=None if is_n_hidden else one.n,
        is_hidden=is_hidden,
        is_n_hidden=is_n_hidden,
    )


def _name(one: SurveyAnswer) -> str:
    return f"{one.question.casefold()} > {one.answer.casefold()}"


def _whole(one: SurveyAnswer) -> str:
    return f"{one.question.casefold()} > "


def _shown(answers: Sequence[SurveyAnswer]) -> frozenset[str]:
    """Judge the answers of one group of people."""
    from maatschappelijk_rendement.disclosure.tables.plain_counts import (
        PeopleInCell,
        PlainCount,
        shown_counts,
    )

    questions: dict[str, list[SurveyAnswer]] = {}
    for each in answers:
        questions.setdefault(_whole(each), []).append(each)
    cells: list[PeopleInCell] = []
    counts: list[PlainCount] = []
    wholes: dict[int, str] = {}
    equal: list[tuple[str, str]] = []
    for whole, mine in questions.items():
        n = mine[0].n or 0
        begin = len(cells)
        parts = []
        for each in mine:
            given, first = each.count or 0, 0 if each.is_several else sum(c.n for c in cells[begin:])
            parts.append(PlainCount(_name(each), (len(cells),), whole))
            cells.append(PeopleInCell(first, given))
            if each.is_several:  # who did not give it follows as well
                cells.append(PeopleInCell(given, n - given))
        if mine[0].is_several:
            counts.append(PlainCount(whole, (begin, begin + 1)))
            wholes_of_parts = [(2 * place + begin, 2 * place + begin + 1) for place in range(len(mine))]
            counts += [
                PlainCount(f"{whole}{place}", pair) for place, pair in enumerate(wholes_of_parts) if place
            ]
            equal += [(whole, f"{whole}{place}") for place in range(1, len(mine))]
        else:
            counts.append(PlainCount(whole, tuple(range(begin, len(cells)))))
        counts += parts
        if n in wholes:
            equal.append((wholes[n], whole))
        wholes.setdefault(n, whole)
    return shown_counts(cells, counts, equal=equal)
