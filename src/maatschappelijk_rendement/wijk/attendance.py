"""Learning sessions: who came by organisation, level and day, how many came again, and cases brought in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from maatschappelijk_rendement.disclosure.rules import DEFAULT_MINIMUM
from maatschappelijk_rendement.domain.card import Card
from maatschappelijk_rendement.domain.wijk_sheets.registers import ATTENDANCE, SESSIONS

OTHERS = "overige organisaties"
NOT_SPLIT = "niet uitgesplitst"
TOTAL = "totaal"
BY_ORGANISATION, BY_LEVEL = "organisatie", "niveau"


@dataclass(frozen=True, slots=True)
class Presence:
    """How many of an organisation and level were at a session."""

    day: date
    organisation: str
    level: str
    present: int
    kept: int | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A learning session; what is hidden is None and named.

    Attributes:
        day: When.
        theme: What it was about; empty where nobody wrote it.
        present: How many people were there.
        cases: How many cases were brought in.
        kept: How many of them were there the time before as well.
        source: Where it comes from.
        is_quoted: Whether its number of cases stands in a published source as it is.
        hidden: Which of its numbers are hidden.
    """

    day: date
    theme: str
    present: int | None
    cases: int | None
    kept: int | None
    source: str
    is_quoted: bool = False
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attendances:
    """How often people of an organisation or level came, all sessions together.

    Attributes:
        kind: ``organisatie``, ``niveau`` or ``totaal``.
        name: Which.
        times: How often; None where that is hidden.
    """

    kind: str
    name: str
    times: int | None


@dataclass(frozen=True, slots=True)
class Learning:
    """The sessions of a wijk, with what may be shown of them.

    Attributes:
        sessions: Each session.
        attendances: By organisation, by level and in total.
        cases: Cases brought in, all sessions together; None where unknown or hidden.
        is_cases_hidden: Whether that is hidden.
    """

    sessions: tuple[Session, ...] = ()
    attendances: tuple[Attendances, ...] = ()
    cases: int | None = None
    is_cases_hidden: bool = False


NO_LEARNING = Learning()


def learning_of(card: Card) -> Learning:
    """Give the sessions of a card, with what may not be shown taken out."""
    presences = [
        Presence(
            row.get("day"),
            str(row.get("organisation")),
            str(row.get("level")),
            int(row.get("present")),
            None if row.get("kept") is None else int(row.get("kept")),
        )
        for row in card.of(ATTENDANCE)
    ]
    given = {row.get("day"): row for row in card.of(SESSIONS)}
    sessions = []
    for day in sorted({*given, *(each.day for each in presences)}):
        mine = [each for each in presences if each.day == day]
        row = given.get(day)
        told = row.get("present") if row else None
        kept = [each.kept for each in mine if each.kept is not None]
        sessions.append(
            Session(
                day=day,
                theme=str(row.get("theme", "")) if row else "",
                present=sum(each.present for each in mine) if mine else None if told is None else int(told),
                cases=int(row.get("cases")) if row and row.get("cases") is not None else None,
                kept=sum(kept) if mine and len(kept) == len(mine) else None,
                source=str(row.get("source")) if row else "blad Aanwezigheid",
                is_quoted=bool(row and row.get("is_quoted") == "ja"),
            )
        )
    return judged(sessions, presences)


def judged(sessions: Sequence[Session], presences: Iterable[Presence]) -> Learning:
    """Hide what tells of fewer people or cases than may be shown.

    Nobody wrote names, so the same people may have come each time: of an organisation there are at least as
    many people as came at its fullest session, and no more is taken for certain.

    Args:
        sessions: All sessions.
        presences: By organisation and level, of the same days.
    """
    if not sessions:
        return NO_LEARNING
    rows = merged(list(presences))
    split = {each.day for each in rows}
    rows += [
        Presence(each.day, NOT_SPLIT, "", each.present)
        for each in sessions
        if each.day not in split and each.present is not None
    ]
    shown = _shown_presences(rows)
    cases = _shown_cases([each for each in sessions if not each.is_quoted and each.cases is not None])
    found = tuple(_hide(each, _before(each, sessions, split), shown, cases) for each in sessions)
    known = [each.cases for each in sessions if each.cases is not None]
    is_hidden = TOTAL not in cases and any(not each.is_quoted and each.cases for each in sessions)
    total = None if is_hidden or not known else sum(known)
    return Learning(found, tuple(_attendances(rows, shown)), total, is_hidden)


def merged(presences: Sequence[Presence]) -> list[Presence]:
    """Put organisations with few people together, so that more of the table can be shown.

    Example:
        >>> day = date(2018, 3, 5)
        >>> rows = [Presence(day, name, "uitvoerend", n) for name, n in (("A", 12), ("B", 6), ("C", 5))]
        >>> [(each.organisation, each.present) for each in merged(rows)]
        [('A', 12), ('overige organisaties', 11)]
    """
    peaks: dict[str, dict[date, int]] = {}
    for each in presences:
        days = peaks.setdefault(each.organisation, {})
        days[each.day] = days.get(each.day, 0) + each.present
    small = {name for name, days in peaks.items() if max(days.values()) < DEFAULT_MINIMUM}
    if len(small) < 2:
        small = set()
    sums: dict[tuple[date, str, str], int] = {}
    for each in presences:
        key = (each.day, OTHERS if each.organisation in small else each.organisation, each.level)
        sums[key] = sums.get(key, 0) + each.present
    return [Presence(day, name, level, n) for (day, name, level), n in sums.items()]


def _shown_presences(rows: Sequence[Presence]) -> frozenset[str]:
    from maatschappelijk_rendement.disclosure.tables.plain_counts import (
        PeopleInCell,
        PlainCount,
        shown_counts,
    )

    peaks: dict[tuple[str, str], int] = {}
    for each in rows:
        key = (each.organisation, each.level)
        peaks[key] = max(peaks.get(key, 0), each.present)
    starts, at = dict[tuple[str, str], int](), 0
    for key, peak in peaks.items():
        starts[key], at = at, at + peak
    cells = [PeopleInCell(starts[each.organisation, each.level], each.present) for each in rows]
    counts = [PlainCount(TOTAL, tuple(range(len(rows))))] if rows else []
    for prefix, label in (("dag", _day), (BY_ORGANISATION, _organisation), (BY_LEVEL, _level)):
        places: dict[str, list[int]] = {}
        for place, each in enumerate(rows):
            places.setdefault(label(each), []).append(place)
        counts += [
            PlainCount(f"{prefix} {name}", tuple(mine), is_part=True) for name, mine in places.items() if name
        ]
    return shown_counts(cells, counts)


def _day(presence: Presence) -> str:
    return presence.day.isoformat()


def _organisation(presence: Presence) -> str:
    return presence.organisation


def _level(presence: Presence) -> str:
    return presence.level


def _shown_cases(sessions: Sequence[Session]) -> frozenset[str]:
    from maatschappelijk_rendement.disclosure.tables.plain_counts import (
        PeopleInCell,
        PlainCount,
        shown_counts,
    )

    numbers = [each.cases or 0 for each in sessions]
    starts = [sum(numbers[:place]) for place in range(len(numbers))]
    cells = [PeopleInCell(start, n) for start, n in zip(starts, numbers, strict=True)]
    counts = [PlainCount(TOTAL, tuple(range(len(cells))))] if cells else []
    counts += [
        PlainCount(each.day.isoformat(), (place,), is_part=True) for place, each in enumerate(sessions)
    ]
    return shown_counts(cells, counts)


def _before(session: Session, sessions: Sequence[Session], split: set[date]) -> tuple[int, ...]:
    """Give how many came the time before: of all sessions, and of those with their organisations."""
    earlier = [each for each in sessions if each.day < session.day and each.present is not None]
    lasts = [earlier[-1:], [each for each in earlier if each.day in split][-1:]]
    return tuple(each.present or 0 for last in lasts for each in last)


def _hide(session: Session, before: Sequence[int], shown: frozenset[str], cases: frozenset[str]) -> Session:
    day = session.day.isoformat()
    hidden = set()
    if session.present is not None and f"dag {day}" not in shown:
        hidden.add("present")
    if session.cases is not None and not session.is_quoted and day not in cases:
        hidden.add("cases")
    if session.kept is not None and session.present is not None:
        # Who came again, who is new, and who of the time before stayed away.
        parts = (session.kept, session.present - session.kept, *(n - session.kept for n in before))
        if "present" in hidden or any(0 < part < DEFAULT_MINIMUM for part in parts):
            hidden.add("kept")
    return Session(
        day=session.day,
        theme=session.theme,
        present=None if "present" in hidden else session.present,
        cases=None if "cases" in hidden else session.cases,
        kept=None if "kept" in hidden else session.kept,
        source=session.source,
        is_quoted=session.is_quoted,
        hidden=frozenset(hidden),
    )


def _attendances(rows: Sequence[Presence], shown: frozenset[str]) -> Iterable[Attendances]:
    if not rows:
        return
    sums: dict[tuple[str, str], int] = {}
    for each in rows:
        for kind, name in ((BY_ORGANISATION, each.organisation), (BY_LEVEL, each.level)):
            if name:
                sums[kind, name] = sums.get((kind, name), 0) + each.present
    for (kind, name), times in sorted(
        sums.items(), key=lambda pair: (pair[0][0] != BY_ORGANISATION, pair[0])
    ):
        yield Attendances(kind, name, times if f"{kind} {name}" in shown else None)
    yield Attendances(TOTAL, TOTAL, sum(each.present for each in rows) if TOTAL in shown else None)
