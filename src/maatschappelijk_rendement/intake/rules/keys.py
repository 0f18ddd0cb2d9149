"""The same row twice is nearly always a double count."""

from __future__ import annotations

from functools import partial
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import NO_DAY, day_number, small
from maatschappelijk_rendement.costing.per_key import maybe_twice
from maatschappelijk_rendement.domain.tables import CASES, USAGE, WELLBEING, SheetTable
from maatschappelijk_rendement.intake.canonical import DATES, LINE
from maatschappelijk_rendement.intake.rules.declared import InputRule, SetRule, is_sound
from maatschappelijk_rendement.intake.rules.facts import SourceFacts

_ADVICE = "Is het twee keer hetzelfde? Laat er een staan. Zo niet: verbeter wat verschilt."


def _twice(table: SheetTable, facts: SourceFacts) -> Any | None:
    """Give every row but the first of those with one key, with the number of that first row."""
    needed = [name for name in table.key if not table.column(name).may_be_absent]
    if not facts.tables.knows(table, *needed):
        return None  # without a column of its key no two rows can be told apart
    rows = facts.plain(table)
    keyed = rows.filter(~nw.col("case_id").is_null())
    for name in table.key if facts.has_wrong(table) else ():
        keyed = keyed.filter(is_sound(table, name))
    absent = facts.tables.absent_columns.get(table.sheet, frozenset())
    names = [name for name in table.key if name not in absent]
    columns = {f"_{name}": _form(keyed, table, name) for name in names}
    if isinstance(keyed, nw.LazyFrame):
        # Are there any? The words of an enumeration are told apart without reading them.
        quick = {f"_{name}": _form_or_word(keyed, table, name) for name in names}
        rest = [name for name in quick if name != "_case_id"]
        suspect = maybe_twice(keyed.select(**quick), "_case_id", rest) if rest else keyed.select(**quick)
        sizes = suspect.group_by(*quick).agg(_rows=nw.len())
        if not small(sizes.filter(nw.col("_rows") > 1).select(n=nw.len()))[0]["n"]:
            return None
    keyed = keyed.select(nw.col(LINE), **columns)
    if isinstance(keyed, nw.DataFrame) and not keyed.select(*columns).is_duplicated().any():
        return None  # in memory that is seen sooner than grouped
    # One key a group: most engines group by numbers and texts alike, and an empty one is a value of its own.
    groups = keyed.group_by(*columns).agg(detail=nw.col(LINE).min(), _rows=nw.len())
    groups = groups.filter(nw.col("_rows") > 1).drop("_rows")
    found = keyed.join(groups, on=list(columns), how="inner").filter(nw.col(LINE) > nw.col("detail"))
    return found.select(LINE, nw.col("detail").cast(nw.String))


def _form_or_word(rows: Any, table: SheetTable, name: str) -> Any:
    """Give a word of an enumeration as it is, where no two of them are alike but for capitals."""
    words = rows.collect_schema()[name]
    if words != nw.Enum or len({str(word).lower() for word in words.categories}) < len(words.categories):
        return _form(rows, table, name)
    return nw.col(name)


def _form(rows: Any, table: SheetTable, name: str) -> Any:
    """Give a column in the form in which keys compare: text in small letters, a day as its number."""
    if table.column(name).kind in DATES:
        days = day_number(rows, name)
        return days if not isinstance(days, int) else nw.lit(NO_DAY)
    column = nw.col(name)
    if not rows.collect_schema()[name].is_numeric():
        column = column.cast(nw.String).str.to_lowercase().fill_null("")
    return column


def _rule(table: SheetTable) -> SetRule:
    headers = ", ".join(table.column(name).header for name in table.key)
    if len(table.key) == 1:
        return SetRule(
            code="dubbel",
            table=table,
            column=table.key[0],
            text=f"Deze {headers} staat dubbel: ook in rij {{}}.",
            advice=_ADVICE,
            find=partial(_twice, table),
        )
    return SetRule(
        code="dubbel",
        table=table,
        text=f"Deze rij staat dubbel: {headers} zijn gelijk aan die van rij {{}}.",
        advice=_ADVICE,
        find=partial(_twice, table),
    )


RULES: tuple[InputRule, ...] = tuple(_rule(table) for table in (CASES, USAGE, WELLBEING))
