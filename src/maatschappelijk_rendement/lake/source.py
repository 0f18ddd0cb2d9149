"""The file of one sheet, opened: its rows with their number, its headers, and what is wrong with those."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.lake.files import file_of
from maatschappelijk_rendement.model import SheetRows
from maatschappelijk_rendement.tables import Table
from maatschappelijk_rendement.vocabulary import fold_header


@dataclass(frozen=True, slots=True)
class SourceTable:
    """What the file of a sheet gives.

    Attributes:
        relation: Its rows, with the columns of the file and ``row``; None where it cannot be read.
        account: How many rows there are.
        findings: What is wrong with the file and its headers.
        absent: Fields whose column is not there.
        is_unreadable: The sheet is needed, or its file is there, and it cannot be read.
    """

    relation: Any | None
    account: SheetRows
    findings: tuple[Finding, ...] = ()
    absent: frozenset[str] = field(default_factory=frozenset)
    is_unreadable: bool = False


def open_source(connection: Any, folder: Path, table: Table) -> SourceTable:
    """Open the file of a sheet."""
    nothing = SheetRows(sheet=table.sheet, read=0, used=0, rejected=0, blank=0)
    path = file_of(folder, table)
    if path is None:
        if table.may_be_absent:
            return SourceTable(None, nothing)
        text, advice = "Dit bestand ontbreekt.", "Zet het in de map."
        found = Finding("fout", table.sheet, "", "bestand_ontbreekt", text, advice)
        return SourceTable(None, nothing, (found,), is_unreadable=True)
    try:
        relation = _rows(connection, path)
        number = int(relation.aggregate("count(*)").fetchall()[0][0])
    except importlib.import_module("duckdb").OutOfMemoryException:
        raise
    except importlib.import_module("duckdb").Error:
        text, advice = "Dit bestand is niet te lezen.", "Maak het opnieuw, als Parquet of als CSV met koppen."
        found = Finding("fout", table.sheet, "", "bestand_onleesbaar", text, advice)
        return SourceTable(None, nothing, (found,), is_unreadable=True)
    account = SheetRows(sheet=table.sheet, read=number, used=number, rejected=0, blank=0)
    headers = [header for header in relation.columns if header != "row"]
    problems, absent = wrong_headers(table, headers)
    return SourceTable(relation, account, tuple(problems), absent)


def _rows(connection: Any, path: Path) -> Any:
    if path.suffix == ".parquet":
        return connection.sql(
            "select * exclude (file_row_number), file_row_number + 1 as row "
            f"from read_parquet('{path}', file_row_number=true)"
        )
    # Everything as text: a guess at a type would change what was written.
    connection.execute(
        f"create temp table csv_{path.stem} as select *, row_number() over () + 1 as row "
        f"from read_csv('{path}', header=true, all_varchar=true)"
    )
    return connection.table(f"csv_{path.stem}")


def wrong_headers(table: Table, headers: list[str]) -> tuple[list[Finding], frozenset[str]]:
    """Find columns that the contract does not know, and needed ones that are not there.

    Returns:
        The findings, and the fields of the columns that are not there.
    """
    folded = [fold_header(header) for header in headers]
    problems = []
    unknown = sum(header not in table.by_header for header in folded)
    if unknown or len(set(folded)) < len(folded):
        text = f"Er zijn kolommen met een onbekende of dubbele naam: {max(1, unknown)}."
        advice = "Gebruik alleen de kolommen van de werkmap."
        problems.append(Finding("fout", table.sheet, "", "kolom_onbekend", text, advice))
    absent = {column.name: column for header, column in table.by_header.items() if header not in folded}
    for column in absent.values():
        if not column.may_be_absent:
            text = f"De kolom {column.header} ontbreekt."
            problems.append(Finding("fout", table.sheet, "", "kolom_ontbreekt", text, "Voeg de kolom toe."))
    return problems, frozenset(absent)
