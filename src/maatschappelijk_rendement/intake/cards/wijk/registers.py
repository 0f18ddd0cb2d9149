"""Checks of the registers: sums that match, dates that are there, no name of a person, a tree that holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import CARD
from maatschappelijk_rendement.domain.tables import ROWS_OF_THE_RESULTS, CellKind
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.domain.wijk_sheets import SETTINGS
from maatschappelijk_rendement.domain.wijk_sheets import SHEETS as WIJK_SHEETS
from maatschappelijk_rendement.domain.wijk_sheets.indicators import INDICATORS
from maatschappelijk_rendement.domain.wijk_sheets.registers import (
    ATTENDANCE,
    CHANGE_LEDGER,
    DELIVERIES,
    GOAL_LEVELS,
    GOAL_TREE,
    SESSIONS,
    STRATEGIC,
    SURVEY,
)
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.intake.cards.wijk.places import once, within_years
from maatschappelijk_rendement.intake.workbook.findings import CollectedFindings

HUNDRED = Decimal(100)
# J. de Vries; the points of a company are no initials.
_INITIALS = re.compile(r"\b(?:[A-Z]\. ?)+(?:(?:van|de|der|den|ten|ter|te|'t) +)*[A-ZÀ-Ö][a-zà-öø-ÿ]{2,}")
_COMPANY = re.compile(r"\b[BN]\. ?V\.")
QUESTION = ("survey", "group", "year", "question")


def check_registers(raw: RawCard, found: CollectedFindings) -> None:
    """Check every register."""
    for table in (SESSIONS, ATTENDANCE, SURVEY, GOAL_TREE, CHANGE_LEDGER, DELIVERIES):
        once(raw, table, found)
    for table, name in ((SESSIONS, "day"), (ATTENDANCE, "day"), (SURVEY, "year")):
        within_years(raw, table, found, name)
    _no_people(raw, found)
    for table, check in ((ATTENDANCE, _attendance), (SURVEY, _survey), (GOAL_TREE, _tree)):
        if not found.rows_with_errors(table.sheet):  # else sums and parents miss a row
            check(raw, found)
    for row in raw.rows.get(DELIVERIES.sheet, ()):
        if fold(row.get("partner", "")) in ROWS_OF_THE_RESULTS:
            text, advice = "Deze naam gebruikt het rapport zelf.", "Kies een andere naam."
            found.error(DELIVERIES.sheet, row.cells["partner"], "naam_bezet", text, advice)


def _no_people(raw: RawCard, found: CollectedFindings) -> None:
    text = "Dit lijkt op de naam van een mens."
    advice = "Schrijf de organisatie, de groep of de functie op; van een boek alleen achternaam en jaar."
    for table in WIJK_SHEETS:
        names = [each.name for each in table.columns if each.kind in (CellKind.NAME, CellKind.SOURCE)]
        for row in raw.rows.get(table.sheet, ()):
            for name in names:
                if name in row.cells and _is_of_a_person(str(row.get(name, ""))):
                    found.error(table.sheet, row.cells[name], "naam_van_mens", text, advice)
    for column in SETTINGS:
        if column.name in raw.cells and _is_of_a_person(str(raw.settings.get(column.name, ""))):
            found.error(CARD.sheet, raw.cells[column.name], "naam_van_mens", text, advice)


def _is_of_a_person(text: str) -> bool:
    """Say whether a text has initials before a name."""
    return bool(_INITIALS.search(_COMPANY.sub("bv", text)))


def _attendance(raw: RawCard, found: CollectedFindings) -> None:
    rows = raw.rows.get(ATTENDANCE.sheet, ())
    sessions = {row.get("day"): row for row in raw.rows.get(SESSIONS.sheet, ())}
    sums: dict[object, int] = defaultdict(int)
    present: dict[object, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in rows:
        day, n, kept = row.get("day"), int(row.get("present", 0)), row.get("kept")
        sums[day] += n
        present[day][_who(row)] = n
        if day is not None and sessions and day not in sessions:
            text = "Op deze dag staat er geen sessie op blad Leersessies."
            advice = "Zet de sessie op dat blad, of verbeter de datum."
            found.error(ATTENDANCE.sheet, row.cells["day"], "sessie_onbekend", text, advice)
        if kept is not None and kept > n:
            text = "Er waren er de vorige keer meer bij dan er nu zijn."
            found.error(
                ATTENDANCE.sheet, row.cells["kept"], "som_klopt_niet", text, "Kijk beide getallen na."
            )
    days = sorted(day for day in present if isinstance(day, date))
    before = dict(zip(days[1:], days, strict=False))
    for row in rows:
        kept, day = row.get("kept"), row.get("day")
        most = present[before[day]].get(_who(row), 0) if isinstance(day, date) and day in before else 0
        if kept is not None and kept > most and kept <= row.get("present", 0):
            text = "Er waren er de vorige keer minder dan hier staat."
            advice = "Kijk na hoeveel er bij de vorige sessie waren; bij de eerste sessie laat u dit leeg."
            found.error(ATTENDANCE.sheet, row.cells["kept"], "som_klopt_niet", text, advice)
    for day, session in sessions.items():
        if day in sums and "present" in session.values and session.get("present") != sums[day]:
            text = "Dit aantal is niet de som van blad Aanwezigheid op deze dag."
            advice = "Verbeter een van beide, of laat dit aantal leeg."
            found.error(SESSIONS.sheet, session.cells["present"], "som_klopt_niet", text, advice)


def _who(row: CardRow) -> tuple[str, str]:
    return fold(str(row.get("organisation", ""))), str(row.get("level", ""))


def _survey(raw: RawCard, found: CollectedFindings) -> None:
    questions: dict[tuple[str, ...], list[CardRow]] = defaultdict(list)
    for row in raw.rows.get(SURVEY.sheet, ()):
        if all(name in row.values for name in QUESTION):
            questions[tuple(fold(str(row.get(name))) for name in QUESTION)].append(row)
        _answer(row, found)
    for rows in questions.values():
        _question(rows, found)


def _answer(row: CardRow, found: CollectedFindings) -> None:
    """Check one answer: a number of people with its n, or a percentage that was published."""
    count, n, percent = (row.get(name) for name in ("count", "n", "percent"))
    if count is None and (percent is None or row.get("is_quoted") != "ja"):
        text = "Hier ontbreekt hoeveel mensen dit antwoord gaven."
        advice = "Vul aantal en n in. Alleen van een gepubliceerde bron mag u procent zonder aantal aanhalen."
        found.error(SURVEY.sheet, row.cells["count"], "aantal_ontbreekt", text, advice)
    elif count is not None and n is None:
        text, advice = "Hier ontbreekt hoeveel mensen deze vraag invulden.", "Vul n in."
        found.error(SURVEY.sheet, row.cells["n"], "n_ontbreekt", text, advice)
    elif count is not None and count > n:
        text = "Dit antwoord gaven meer mensen dan de vraag invulden."
        found.error(SURVEY.sheet, row.cells["count"], "som_klopt_niet", text, "Kijk aantal en n na.")
    elif count is not None and percent is not None and n and not _is_rounded(percent, count, n):
        text = "Dit percentage past niet bij aantal en n."
        found.error(SURVEY.sheet, row.cells["percent"], "percentage_klopt_niet", text, "Laat procent leeg.")


def _is_rounded(percent: Decimal, count: Decimal, n: Decimal) -> bool:
    """Say whether a percentage is that of a number, rounded to as many decimals as it has."""
    step = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    return abs(percent - HUNDRED * count / n) <= step / 2


def _question(rows: Sequence[CardRow], found: CollectedFindings) -> None:
    """Check the answers to one question together: the same n, and sums that are the whole."""
    first = rows[0]
    for name in ("n", "is_several", "is_quoted"):
        for row in rows:
            if row.get(name) != first.get(name):
                text = "Dit is anders dan bij een ander antwoord op dezelfde vraag."
                found.error(SURVEY.sheet, row.cells[name], "vraag_gemengd", text, "Maak het overal gelijk.")
                return
    if first.get("is_several") == "ja":
        return
    counts = [row.get("count") for row in rows]
    percents = [row.get("percent") for row in rows]
    if None not in counts and first.get("n") is not None and sum(counts) != first.get("n"):
        text = "De aantallen van deze vraag zijn samen niet n."
        advice = "Zet elk antwoord erop, ook geen antwoord; of kies ja bij meer_antwoorden."
        found.error(SURVEY.sheet, first.cells["count"], "som_klopt_niet", text, advice)
    elif None in counts and None not in percents and abs(sum(percents) - HUNDRED) > Decimal(len(rows)) / 2:
        text = "De percentages van deze vraag zijn samen niet 100."
        advice = "Kijk ze na; of kies ja bij meer_antwoorden."
        found.error(SURVEY.sheet, first.cells["percent"], "percentages_tellen_niet_op", text, advice)


def _tree(raw: RawCard, found: CollectedFindings) -> None:
    rows = raw.rows.get(GOAL_TREE.sheet, ())
    levels = {fold(str(row.get("name", ""))): row.get("level") for row in rows}
    indicators = {fold(str(row.get("indicator", ""))) for row in raw.rows.get(INDICATORS.sheet, ())}
    for row in rows:
        level, parent = row.get("level"), row.get("parent")
        if level not in GOAL_LEVELS:
            continue
        if level == STRATEGIC and parent is not None:
            text = "Een strategisch doel staat bovenaan en hoort nergens bij."
            found.error(GOAL_TREE.sheet, row.cells["parent"], "doelenboom", text, "Maak deze cel leeg.")
        if level != STRATEGIC:
            above = GOAL_LEVELS[GOAL_LEVELS.index(level) - 1]
            if parent is None or levels.get(fold(str(parent))) != above:
                text = f"Dit hoort bij een onderdeel van niveau {above}, en dat staat er niet."
                advice = "Vul bij hoort_bij de naam in van een onderdeel een niveau hoger."
                found.error(GOAL_TREE.sheet, row.cells["parent"], "doelenboom", text, advice)
        if "indicator" in row.values and fold(str(row.get("indicator"))) not in indicators:
            text = "Deze indicator staat niet op blad Indicatoren."
            advice = "Zet hem op dat blad, ook als hij nog niet is gemeten, of verbeter de naam."
            found.error(GOAL_TREE.sheet, row.cells["indicator"], "indicator_onbekend", text, advice)
