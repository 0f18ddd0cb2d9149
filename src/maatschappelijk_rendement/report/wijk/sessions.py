"""Chapter on learning and asking: sessions with who came, cases brought in, and surveys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from maatschappelijk_rendement.plots import wijk as drawings
from maatschappelijk_rendement.report.document import Block, Bullets, Chart, Paragraph, Section, Table
from maatschappelijk_rendement.report.wijk.chapter import Chapter, FirstPage, Rows, made_up, milli, of, table
from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.wijk.registers import (
    ATTENDANCE_LINES,
    SESSION_LINES,
    SURVEY_LINES,
    AttendanceLine,
    SessionLine,
    SurveyLine,
)
from maatschappelijk_rendement.results.words import TRACEABLE
from maatschappelijk_rendement.wijk.attendance import Learning, Session
from maatschappelijk_rendement.wijk.card_wijk import WijkReport
from maatschappelijk_rendement.wijk.survey import SurveyAnswer

COLUMN_OF = {"present": "aanwezig", "cases": "casussen", "kept": "ook_vorige"}
NOT_SAID = (
    "Wie een vragenlijst invult, kan anders denken dan wie dat niet doet.",
    "Dat mensen komen, zegt nog niet dat zij anders werken.",
)


def rows(report: WijkReport) -> Rows:
    """Give the rows of its tables."""
    learning = report.learning
    return {
        SESSION_LINES.name: [_session(each) for each in learning.sessions],
        ATTENDANCE_LINES.name: [*_attendances(learning)],
        SURVEY_LINES.name: [_answer(each) for each in report.answers],
    }


def sections(report: WijkReport, rows: Rows) -> tuple[Section, ...]:
    """Make the sections; none without sessions or surveys."""
    found = []
    lines = of(SessionLine, rows[SESSION_LINES.name])
    if lines:
        blocks: list[Block] = [*_sessions_picture(rows, lines), _with_days(table(SESSION_LINES, rows))]
        blocks += [table(ATTENDANCE_LINES, rows)] if rows[ATTENDANCE_LINES.name] else []
        found.append(Section("leersessies", "Leren van elkaar", (*blocks, Bullets(NOT_SAID[1:]))))
    answers = of(SurveyLine, rows[SURVEY_LINES.name])
    if answers:
        asked: tuple[Block, ...] = (
            *_survey_pictures(rows, answers),
            table(SURVEY_LINES, rows),
            Paragraph(NOT_SAID[0]),
        )
        found.append(Section("enquete", "Wat mensen zeggen", asked))
    return tuple(found)


def first(report: WijkReport, rows: Rows) -> FirstPage:
    """Say how many sessions there were, with how many people."""
    lines = of(SessionLine, rows[SESSION_LINES.name])
    known = [line.present for line in lines if line.present is not None]
    if not known:
        return FirstPage()
    span = f"{min(known)} tot {max(known)}" if min(known) < max(known) else f"{known[0]}"
    whose = f" bij {len(known)} daarvan" if len(known) < len(lines) else ""
    words = f"Er waren {len(lines)} leersessies; er kwamen{whose} {span} mensen{made_up(lines)}."
    return FirstPage(points=(words,))


def _session(session: Session) -> Row:
    hidden = tuple(COLUMN_OF[name] for name in COLUMN_OF if name in session.hidden)
    return SessionLine(
        reason=TRACEABLE if hidden else "",
        hidden=hidden,
        day=session.day.isoformat(),
        theme=session.theme or None,
        present=session.present,
        kept=session.kept,
        cases=session.cases,
        is_quoted=session.is_quoted,
        source=session.source,
    )


def _attendances(learning: Learning) -> Sequence[Row]:
    found = [_times(each.kind, each.name, each.times, each.times is None) for each in learning.attendances]
    if learning.cases is not None or learning.is_cases_hidden:
        found.append(_times("casussen", "ingebracht", learning.cases, learning.is_cases_hidden))
    return found


def _times(kind: str, name: str, times: int | None, is_hidden: bool) -> Row:
    return AttendanceLine(
        reason=TRACEABLE if is_hidden else "",
        hidden=("keer",) if is_hidden else (),
        kind=kind,
        name=name,
        times=times,
    )


def _answer(answer: SurveyAnswer) -> Row:
    flags = (("aantal", answer.is_hidden), ("n", answer.is_n_hidden))
    hidden = [key for key, is_hidden in flags if is_hidden]
    hidden += ["procent"] if hidden else []
    return SurveyLine(
        reason=TRACEABLE if hidden else "",
        hidden=tuple(hidden),
        survey=answer.survey,
        group=answer.group,
        year=answer.year,
        question=answer.question,
        answer=answer.answer,
        count=answer.count,
        n=answer.n,
        percent=milli(answer.percent),
        is_several=answer.is_several,
        is_quoted=answer.is_quoted,
        source=answer.source,
    )


def _with_days(shown: Table) -> Table:
    """Write days the Dutch way."""
    return replace(
        shown, rows=tuple((replace(cells[0], text=_day(cells[0].text)), *cells[1:]) for cells in shown.rows)
    )


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day}-{day.month}-{day.year}"


def _sessions_picture(rows: Rows, lines: Sequence[SessionLine]) -> tuple[Chart, ...]:
    bars = [
        (_day(line.day), line.present, f"{line.present} mensen" + _cases(line))
        for line in lines
        if line.present is not None
    ]
    if not bars:
        return ()
    alt = "; ".join(f"{name}: {words}" for name, _, words in bars)
    title = "Hoeveel mensen er kwamen, en hoeveel casussen zij inbrachten"
    found = table(SESSION_LINES, rows, name="leersessies-plaatje")
    return (Chart("leersessies", title, f"{alt}.", drawings.bars(bars), found, is_alone=True),)


def _cases(line: SessionLine) -> str:
    if line.cases is None:
        return ", casussen onderdrukt" if "casussen" in line.hidden else ""
    return f", {line.cases} {'casus' if line.cases == 1 else 'casussen'}"


def _survey_pictures(rows: Rows, lines: Sequence[SurveyLine]) -> tuple[Chart, ...]:
    found = []
    for number, survey in enumerate(dict.fromkeys((line.survey, line.group, line.year) for line in lines)):
        bars = [
            (
                f"{line.question} {line.answer}",
                line.percent,
                f"{drawings.plain(line.percent)} %" + ("" if line.n is None else f" van {line.n}"),
            )
            for line in lines
            if (line.survey, line.group, line.year) == survey and line.percent is not None
        ]
        if bars:
            name, group, year = survey
            alt = "; ".join(f"{name}: {words}" for name, _, words in bars)
            shown = table(SURVEY_LINES, rows, name=f"enquete-{number}")
            title = f"{name}: {group}, {year}"
            found.append(
                Chart(
                    f"enquete-{number}",
                    title,
                    f"{alt}.",
                    drawings.bars(bars),
                    shown,
                    is_alone=True,
                )
            )
    return tuple(found)


CHAPTER = Chapter("leren", rows, sections, first)
