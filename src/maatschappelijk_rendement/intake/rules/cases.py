"""Rules on the cases, and on the source as a whole."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import day_number, is_known_empty, small, with_key_not_in
from maatschappelijk_rendement.domain.tables import ANALYSIS, CASES, USAGE
from maatschappelijk_rendement.domain.vocabulary import CaseType, fold
from maatschappelijk_rendement.intake.canonical import LINE, NO_LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, RowRule, SetRule
from maatschappelijk_rendement.intake.rules.facts import SourceFacts

MOST_DAYS_APART = 5 * 365
"""An MDO further than five years from the middle one is more likely a slip of the year (our choice)."""

EXAMPLE_CODE, EXAMPLE_NAME = "GM0828", "oss"
"""The gemeente of the example (``intake.example``): its CBS code, and its name as texts compare."""

# Two words of letters look like a name; the classes are those of tables.TextRule, which every engine knows.
_LETTERS = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]{2,40}"
_TWO_WORDS = rf"{_LETTERS}[\s.]+{_LETTERS}"


def _no_case(facts: SourceFacts) -> list[tuple[int, str]]:
    is_empty = facts.tables.knows(CASES) and not facts.tables.has_rows(CASES)
    return [(NO_LINE, "")] if is_empty else []


def _no_usage(facts: SourceFacts) -> list[tuple[int, str]]:
    is_empty = facts.tables.knows(USAGE) and not facts.tables.has_rows(USAGE)
    return [(NO_LINE, "")] if is_empty else []


def _looks_like_a_name(facts: SourceFacts) -> Any:
    cases = facts.plain(CASES)
    text = nw.col("spelling" if "spelling" in cases.collect_schema().names() else "case_id").cast(nw.String)
    return cases.filter(~text.is_null()).filter(text.str.contains(_TWO_WORDS)).select(LINE)


def _wijken_spelled_otherwise(facts: SourceFacts) -> list[tuple[int, str]]:
    """Names that differ in capitals or blanks alone become two wijken in every table."""
    names = facts.plain(CASES).filter(~nw.col("wijk").is_null())
    firsts = small(names.group_by("wijk").agg(first=nw.col(LINE).min()))
    by_form: dict[str, int] = {}
    found = []
    for row in sorted(firsts, key=lambda row: int(row["first"])):
        form = fold("".join(str(row["wijk"]).split()))
        first = by_form.setdefault(form, int(row["first"]))
        if first != int(row["first"]):
            found.append((int(row["first"]), str(first)))
    return found


def _total_is_too_low(facts: SourceFacts) -> list[tuple[int, str]]:
    total, cases = facts.tables.settings.get("cases_in_total"), facts.tables.lines_read.get(CASES.sheet, 0)
    return [(NO_LINE, str(cases))] if isinstance(total, int) and total < cases else []


def _code_of_the_example(facts: SourceFacts) -> list[tuple[int, str]]:
    """Whoever copied the example may have left its code; what code another gemeente has is not known here."""
    code, name = (facts.tables.settings.get(key) for key in ("municipality_code", "municipality"))
    if not isinstance(name, str) or code != EXAMPLE_CODE:
        return []
    return [] if EXAMPLE_NAME in fold(name).split() else [(NO_LINE, "")]


def _number_of_cases(_: SourceFacts, cases: str) -> str:
    # How many there are is said in the advice: the text is printed in a public report.
    return f"Op blad Casussen staan er {cases}."


def _without_help_before(facts: SourceFacts) -> Any | None:
    """An existing case without a line before its MDO counts as costing nothing, which is seldom true."""
    if not facts.tables.has_rows(USAGE) or not facts.tables.knows(USAGE, "case_id", "moment"):
        return None
    existing = facts.cases_by_usage.filter(
        (nw.col("case_type") == CaseType.EXISTING.value) & ~nw.col("case_id").is_null()
    )
    if is_known_empty(existing):
        return None
    return with_key_not_in(existing, facts.helped.filter(nw.col("is_before") > 0), "case_id").select(LINE)


def _far_from_the_others(facts: SourceFacts) -> Any | None:
    cases = facts.plain(CASES)
    cases = cases.with_columns(_day=day_number(cases, "mdo_date")).filter(nw.col("_day") > 0)
    days = small(cases.group_by("_day").agg(n=nw.len()))
    if not days:
        return None
    count = {int(row["_day"]): int(row["n"]) for row in days}
    in_order = sorted(count)
    up_to = list(accumulate(count[day] for day in in_order))
    # The lower one of the two middle days.
    middle = in_order[bisect_left(up_to, (up_to[-1] + 1) // 2)]
    first, last = middle - MOST_DAYS_APART, middle + MOST_DAYS_APART
    if first <= in_order[0] and in_order[-1] <= last:
        return None
    is_far = (nw.col("_day") < first) | (nw.col("_day") > last)
    return cases.filter(is_far).select(LINE)


RULES: tuple[InputRule, ...] = (
    SetRule(
        code="geen_casus",
        table=CASES,
        text="Er is geen enkele casus.",
        advice="Vul het blad in.",
        find=_no_case,
    ),
    SetRule(
        code="geen_gebruik",
        table=USAGE,
        level="waarschuwing",
        text="Er is geen enkele regel gebruik; alle kosten zijn dan 0.",
        advice="Controleer of dit klopt.",
        find=_no_usage,
    ),
    SetRule(
        code="naam_mogelijk",
        table=CASES,
        column="case_id",
        level="waarschuwing",
        text="Deze casus_id bestaat uit woorden en lijkt op een naam.",
        advice="Geef elke casus een nummer, zoals C01. Zet nooit een naam in de werkmap.",
        find=_looks_like_a_name,
    ),
    SetRule(
        code="wijk_twee_schrijfwijzen",
        table=CASES,
        column="wijk",
        level="waarschuwing",
        text="Deze wijk verschilt alleen in hoofdletters of spaties van die in rij {}.",
        advice="Schrijf de naam overal gelijk; anders telt hij als twee wijken.",
        find=_wijken_spelled_otherwise,
    ),
    SetRule(
        code="totaal_te_laag",
        table=ANALYSIS,
        column="cases_in_total",
        level="waarschuwing",
        text="Casussen_in_totaal is lager dan het aantal casussen in deze werkmap.",
        advice="Vul in aan hoeveel casussen in totaal is gewerkt, of maak de cel leeg.",
        hint=_number_of_cases,
        find=_total_is_too_low,
    ),
    SetRule(
        code="gemeentecode_van_voorbeeld",
        table=ANALYSIS,
        column="municipality_code",
        level="waarschuwing",
        text=f"De gemeentecode is {EXAMPLE_CODE}: die van Oss, uit het voorbeeld. De gemeente heet anders.",
        advice="Vul de CBS-code van uw eigen gemeente in, of maak de cel leeg.",
        find=_code_of_the_example,
    ),
    SetRule(
        code="bestaand_zonder_voor",
        table=CASES,
        column="case_id",
        level="waarschuwing",
        text="Deze casus is bestaand en heeft geen regel gebruik van voor het MDO: dat telt als 0 euro.",
        advice="Vul het gebruik van voor het MDO aan, of maak de casus nieuw.",
        find=_without_help_before,
    ),
    SetRule(
        code="mdo_ver_weg",
        table=CASES,
        column="mdo_date",
        level="waarschuwing",
        text="Dit MDO ligt meer dan vijf jaar van de andere af.",
        advice="Controleer het jaar.",
        find=_far_from_the_others,
    ),
    RowRule(
        code="herhaling_voor_mdo",
        table=CASES,
        column="repeat_date",
        level="waarschuwing",
        text="De herhaling ligt niet na het MDO.",
        advice="Controleer mdo_datum en herhaling_datum.",
        breaks=lambda: (
            ~nw.col("repeat_date").is_null()
            & ~nw.col("mdo_date").is_null()
            & (nw.col("repeat_date") <= nw.col("mdo_date"))
        ),
    ),
)
