"""What a cell of a file means, in SQL: the columns of ``frames``, and a mark for every cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.tables import Column, Kind, Table
from maatschappelijk_rendement.vocabulary import fold_header

# What a number is called as a whole number of its smallest part; see ``frames``.
SCALED = {
    "quantity": ("quantity_milli", 3),
    "hours": ("hours_milli", 3),
    "price_eur": ("price_e4", 4),
    "amount_eur": ("amount_cents", 2),
    "score": ("score_centi", 2),
}
DATES = (Kind.DATE, Kind.LAST_DAY)
DATE_FORMATS = "['%Y-%m-%d', '%d-%m-%Y']"
LEAST_PART = 1e-4
"""Part of the smallest unit below which two floating numbers are one: a sum of floats is off by less."""
WRONG = "_wrong"
"""Name of the column in which bit n says that the nth column of the file holds a wrong cell."""


def wrong_headers(table: Table, headers: list[str]) -> list[Finding]:
    """Find columns that the contract does not know, and needed ones that are not there."""
    folded = [fold_header(header) for header in headers]
    problems = []
    unknown = sum(header not in table.by_header for header in folded)
    if unknown or len(set(folded)) < len(folded):
        text = f"Er zijn kolommen met een onbekende of dubbele naam: {max(1, unknown)}."
        advice = "Gebruik alleen de kolommen van de werkmap."
        problems.append(Finding("fout", table.sheet, "", "kolom_onbekend", text, advice))
    for header, column in table.by_header.items():
        if header not in folded and not column.may_be_absent:
            text = f"De kolom {column.header} ontbreekt."
            problems.append(Finding("fout", table.sheet, "", "kolom_ontbreekt", text, "Voeg de kolom toe."))
    return problems


def meanings(table: Table, types: Mapping[str, str], source: str) -> str:
    """Give the query for the columns of the frame and ``WRONG``; an absent optional column is empty.

    Args:
        table: The sheet.
        types: Header of the file to DuckDB's type of the column.
        source: Name of the relation with the file's columns.
    """
    present = {fold_header(header): header for header in types}
    inner, outer, wrong = [], [], ["0"]
    for number, (header, column) in enumerate(table.by_header.items()):
        name = SCALED[column.name][0] if column.name in SCALED else column.name
        outer.append(f'"{name}"')
        if header not in present:
            kind = "date" if column.kind in DATES else "bigint" if column.name in SCALED else "varchar"
            inner.append(f'null::{kind} as "{name}"')
            continue
        cell = '"' + present[header].replace('"', '""') + '"'
        inner.append(f'{_value(column, cell, types[present[header]])} as "{name}"')
        is_wrong = f'"{name}" is null'
        if not column.required:
            inner.append(f"nullif(trim({cell}::varchar), '') is not null as _filled{number}")
            is_wrong += f" and _filled{number}"
        wrong.append(f"case when {is_wrong} then {1 << number} else 0 end")
    columns, bits = ", ".join(outer), " + ".join(wrong)
    return f"select {columns}, {bits} as {WRONG} from (select {', '.join(inner)} from {source})"


def count_wrong(table: Table, relation: Any) -> list[Finding]:
    """Say of each column how many of its cells are empty or wrong.

    Args:
        table: The sheet.
        relation: Its rows, with ``WRONG``.
    """
    columns = list(table.by_header.values())
    counts = ", ".join(f"count(*) filter ({WRONG} & {1 << number} > 0)" for number in range(len(columns)))
    found = relation.aggregate(counts).fetchall()[0]
    return [
        Finding(
            "fout",
            table.sheet,
            "",
            "waarde_onjuist",
            f"De kolom {column.header} heeft cellen die leeg of onjuist zijn: {dutch_number(number)}.",
            f"Bedoeld is: {column.kind.value}.",
        )
        for column, number in zip(columns, found, strict=True)
        if number
    ]


def _value(column: Column, cell: str, file_type: str) -> str:
    """SQL that turns a cell into what a frame holds; empty or wrong gives null."""
    is_text = file_type == "VARCHAR"
    text = f"nullif(trim(nfc_normalize({cell}{'' if is_text else '::varchar'})), '')"
    if column.kind in DATES:
        day = f"coalesce(try_cast({text} as date), try_strptime({text}, {DATE_FORMATS})::date)"
        if file_type.startswith(("DATE", "TIMESTAMP")):
            day = f"case when {cell} = {cell}::date then {cell}::date end"
        # A workbook writes the last day, a frame the day after it.
        return f"({day} + 1)::date" if column.kind is Kind.LAST_DAY else day
    if column.name in SCALED:
        rule, decimals = column.number_rule, SCALED[column.name][1]
        if file_type == "DOUBLE":
            # Much faster than through decimals; what lies nearer than this is the same number written.
            whole = f"({cell} * {10**decimals})"
            fits = f"abs({whole} - round({whole})) < {LEAST_PART}"
            inside = f"{cell} between {rule.minimum} and {rule.maximum} and {fits}"
            return f"case when {inside} then round({whole})::bigint end"
        number = f"try_cast(replace({text}, ',', '.') as decimal(24, 8))"
        whole = f"({number} * {10**decimals})"
        inside = f"{number} between {rule.minimum} and {rule.maximum} and {whole} = floor({whole})"
        return f"case when {inside} then {whole}::bigint end"
    if column.kind is Kind.WHOLE:
        number, rule = f"try_cast({text} as bigint)", column.number_rule
        return f"case when {number} between {rule.minimum} and {rule.maximum} then {number} end"
    if column.kind is Kind.WORD and column.words:
        exact = " ".join(f"when '{_quoted(word.lower())}' then '{_quoted(word)}'" for word in column.words)
        return f"case lower({text}) {exact} end"
    if column.kind is Kind.STREAMS:
        return f"regexp_replace({text}, '\\s*;\\s*', ';', 'g')"
    return text


def _quoted(text: str) -> str:
    return text.replace("'", "''")
