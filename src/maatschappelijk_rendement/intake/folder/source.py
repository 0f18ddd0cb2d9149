"""The file of one sheet, opened: its rows with their number, its headers, and what is wrong with those."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import SheetRows
from maatschappelijk_rendement.domain.tables import SheetTable
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.folder.file_table import FileTable, SourceFile
from maatschappelijk_rendement.intake.folder.parquet_file import open_parquet
from maatschappelijk_rendement.intake.folder.text_file import open_csv
from maatschappelijk_rendement.intake.workbook.headers import unknown_columns


@dataclass(frozen=True, slots=True)
class SourceTable:
    """What the file of a sheet gives.

    Attributes:
        relation: Its rows, with the columns of the file and ``row``; None where it cannot be read.
        account: How many rows there are.
        findings: What is wrong with the file and its headers.
        absent: Fields whose column is not there.
        is_unreadable: The sheet is needed, or its file is there, and it cannot be read.
        place: Says where a row is.
    """

    relation: Any | None
    account: SheetRows
    findings: tuple[Finding, ...] = ()
    absent: frozenset[str] = field(default_factory=frozenset)
    is_unreadable: bool = False
    place: Callable[[int], str] = str


def open_source(connection: Any, files: Mapping[str, SourceFile], table: SheetTable) -> SourceTable:
    """Open the file of a sheet.

    Args:
        connection: The DuckDB connection.
        files: The files of the folder by sheet; what is wrong with those that are not there has been said.
        table: The declaration of the sheet.
    """
    nothing = SheetRows(sheet=table.sheet, read=0, used=0, rejected=0, blank=0)
    source = files.get(table.sheet)
    if source is None:
        return SourceTable(None, nothing, is_unreadable=not table.may_be_absent)
    name = f"file_{table.sheet.lower()}"
    try:
        found = (
            open_csv(connection, source, name) if source.format == "csv" else open_parquet(connection, source)
        )
        relation, used = found.relation, 0
        if relation is not None:
            used = int(relation.aggregate("count(*)").fetchall()[0][0])
    except importlib.import_module("duckdb").OutOfMemoryException:
        raise
    except importlib.import_module("duckdb").Error:
        text, advice = "Dit bestand is niet te lezen.", "Maak het opnieuw, als Parquet of als CSV met koppen."
        damaged = Finding("fout", table.sheet, "", "bestand_onleesbaar", text, advice)
        return SourceTable(None, nothing, (damaged,), is_unreadable=True)
    if relation is None:
        return SourceTable(None, nothing, found.findings, is_unreadable=True)
    account = SheetRows(sheet=table.sheet, read=found.read, used=used, rejected=0, blank=found.blank)
    problems, absent = wrong_headers(table, found)
    return SourceTable(relation, account, (*found.findings, *problems), absent, place=found.place)


def wrong_headers(table: SheetTable, found: FileTable) -> tuple[list[Finding], frozenset[str]]:
    """Find columns that the contract does not know, and needed ones that are not there.

    Returns:
        The findings in the words of a workbook, and the fields of the columns that are not there.
    """
    folded = [fold_header(header) for header in found.headers]
    unknown = {
        place: header for place, header in enumerate(found.headers) if folded[place] not in table.by_header
    }
    absent = [column for header, column in table.by_header.items() if header not in folded]
    said, missing = unknown_columns(unknown, absent, [c for c in absent if not c.may_be_absent])
    problems = [
        Finding("fout", table.sheet, f"{found.letters[place]}1", "kolom_onbekend", text, advice)
        for place, (text, advice) in said.items()
    ]
    for column in missing:
        text = f"De kolom '{column.header}' ontbreekt."
        advice = f"Zet de kolomkop {column.header} in rij 1 en vul de kolom in."
        problems.append(Finding("fout", table.sheet, "1", "kolom_ontbreekt", text, advice))
    return problems, frozenset(column.name for column in absent)
