"""The texts of a folder: each different one is judged once, by the reader of workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.tables import CASES, TARIFFS, TEXT_RULES, Column, Kind, Table
from maatschappelijk_rendement.vocabulary import fold
from maatschappelijk_rendement.workbook.cells import Type, Value
from maatschappelijk_rendement.workbook.columns import Fault, column_subject, parse
from maatschappelijk_rendement.workbook.formats import GENERAL
from maatschappelijk_rendement.workbook.personal import has_bsn

# Some letters and at most seven digits: too short for a BSN or a telephone number, and no date or address.
PLAIN_ID = "[A-Za-z]{0,10}[-_]?[0-9]{1,7}"
_READ = frozenset({*TEXT_RULES, Kind.STREAMS, Kind.REGION_WK})


def judge_texts(table: Table, relation: Any) -> tuple[list[Finding], frozenset[str]]:
    """Judge the different texts of every column that holds texts of the user's own.

    Args:
        table: The sheet.
        relation: Its rows, in the columns of ``frames``.

    Returns:
        What is wrong with them, counted; and the folded texts that outputs must not show.
    """
    findings: list[Finding] = []
    hidden: set[str] = set()
    for column in table.columns:
        if not _is_own_text(table, column):
            continue
        # A case has a number where the file has its id.
        name = "spelling" if column.name == "case_id" else f'"{column.name}"'
        texts = relation.filter(f"{name} is not null")
        if column.kind is Kind.ID:
            texts = texts.filter(f"not regexp_full_match({name}, '{PLAIN_ID}')")
        counted = texts.aggregate(f"{name}, count(*)").fetchall()
        findings += _judged(table, column, counted)
        hidden |= {fold(text) for text, _ in counted if has_bsn(text)}
    return findings, frozenset(hidden)


def _is_own_text(table: Table, column: Column) -> bool:
    """Ids and codes that only refer to another sheet are judged there."""
    refers = (column.kind is Kind.CODE and table is not TARIFFS) or (
        column.name == "case_id" and table is not CASES
    )
    return column.kind in _READ and not refers


def _judged(table: Table, column: Column, counted: Iterable[tuple[str, int]]) -> list[Finding]:
    rows: Counter[Fault] = Counter()
    for text, number in counted:
        value = Value(Type.TEXT, text, GENERAL)
        for fault in parse(value, column_subject(column), is_1904=False, suggests=False).faults:
            rows[fault] += number
    return [counted_finding(table, fault, number) for fault, number in rows.items()]


def counted_finding(table: Table, fault: Fault, number: int) -> Finding:
    """Say how many rows have a fault."""
    counted = fault._replace(text=f"{fault.text} Aantal rijen: {dutch_number(number)}.")
    return counted.at(table.sheet, "")
