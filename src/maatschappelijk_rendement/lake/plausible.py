"""What may be right and yet deserves a look, in SQL: the warnings of ``workbook.plausible`` for a folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.lake.texts import counted_finding
from maatschappelijk_rendement.tables import ANALYSIS, CASES, USAGE, Table
from maatschappelijk_rendement.vocabulary import CaseType, Moment
from maatschappelijk_rendement.workbook import plausible
from maatschappelijk_rendement.workbook.columns import Fault

# Two words of letters; RE2 has no class for "a letter of this word" other than this one.
_TWO_WORDS = r"\p{L}{2,40}[\s.]+\p{L}{2,40}"


def quantities_fit_in_their_period(connection: Any, period_months: int) -> list[Finding]:
    """A week has 168 hours, and nobody sees a doctor forty times a day."""
    most = _choice("p.unit", plausible.MOST_A_DAY)
    days = _choice("u.per", plausible.longest_days(period_months))
    rows = connection.sql(
        f"""
        select p.unit, count(*) from usage u join usage_products p using (product_code)
        where u.quantity_milli > 1000::hugeint * ({most}) * ({days}) group by p.unit order by p.unit
        """
    ).fetchall()
    return [
        counted_finding(USAGE, plausible.much(unit, plausible.MOST_A_DAY[unit]), int(number))
        for unit, number in rows
    ]


def existing_cases_had_help(connection: Any) -> list[Finding]:
    """An existing case without a line before its MDO counts as costing nothing, which is seldom true."""
    helped = f"exists (select 1 from usage u where u.case_id = c.case_id and u.moment = '{Moment.BEFORE}')"
    without = f"select count(*) from cases c where case_type = '{CaseType.EXISTING}' and not {helped}"
    # Without any usage there is one message about that.
    query = f"select case when exists (select 1 from usage) then ({without}) else 0 end"
    return _counted(connection, CASES, query, plausible.NO_HELP_BEFORE)


def case_ids_are_no_names(connection: Any) -> list[Finding]:
    """Two words of letters in a case id look like a name; what it says is not repeated."""
    rows = f"cases where regexp_matches(spelling, '{_TWO_WORDS}')"
    return _counted(connection, CASES, f"select count(*) from {rows}", plausible.MAYBE_A_NAME)


def names_of_a_wijk_are_spelled_alike(connection: Any) -> list[Finding]:
    """Names that differ in capitals or blanks alone become two wijken in every table."""
    spelled = r"lower(regexp_replace(wijk, '\s', '', 'g'))"
    wijken = f"select count(*) as n, count(distinct wijk) as names from cases group by {spelled}"
    text = "De naam van deze wijk verschilt alleen in hoofdletters of spaties van een andere."
    fault = plausible.warning("wijk_twee_schrijfwijzen", text, plausible.SPELL_ALIKE)
    return _counted(connection, CASES, f"select coalesce(sum(n), 0) from ({wijken}) where names > 1", fault)


def the_total_is_no_less_than_the_cases(connection: Any, total: int | None) -> list[Finding]:
    """The cases of the folder are some of those that were worked on in all."""
    ((cases,),) = connection.sql("select count(*) from cases").fetchall()
    if total is None or total >= cases:
        return []
    return [plausible.total_too_low(int(cases)).at(ANALYSIS.sheet, "")]


def _choice(column: str, numbers: Mapping[Any, int]) -> str:
    """SQL that gives the number of each word; empty for another word."""
    choices = " ".join(f"when '{word}' then {number}" for word, number in numbers.items())
    return f"case {column} {choices} end"


def _counted(connection: Any, table: Table, query: str, fault: Fault) -> list[Finding]:
    ((number,),) = connection.sql(query).fetchall()
    return [counted_finding(table, fault, int(number))] if number else []
