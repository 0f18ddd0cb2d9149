"""A folder of Parquet or CSV files in the columns of the contract, for input that no workbook can hold.

One file a sheet (``casussen.parquet``, ``gebruik.parquet``, ``welbevinden.csv`` ...), with the workbook's
own headers. DuckDB reads them where they stand: a column that is not needed is not decoded, and what does
not fit in the memory that is allowed is spilled to a folder. Everything is checked in one pass per file
before anything is computed, with the same closed lists and bounds as a workbook; a message counts rows and
never repeats a value.
"""

from __future__ import annotations

import csv
import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.frames import from_frames
from maatschappelijk_rendement.model import AnalysisSettings, CaseLoad, Reading, SheetRows
from maatschappelijk_rendement.tables import (
    CASES,
    MDO,
    NUMBER_RULES,
    PROGRAMME,
    SETTINGS,
    SHEETS,
    TARIFFS,
    TEXT_RULES,
    USAGE,
    WELLBEING,
    Column,
    Kind,
    Table,
)
from maatschappelijk_rendement.vocabulary import YesNo, fold_header

# What a number is called as a whole number of its smallest part; see ``frames``.
SCALED = {
    "quantity": ("quantity_milli", 3),
    "hours": ("hours_milli", 3),
    "price_eur": ("price_e4", 4),
    "amount_eur": ("amount_cents", 2),
    "score": ("score_centi", 2),
}
FRAMES = {
    "cases": CASES,
    "usage": USAGE,
    "scores": WELLBEING,
    "mdo": MDO,
    "programme": PROGRAMME,
    "tariffs": TARIFFS,
}
DATES = (Kind.DATE, Kind.LAST_DAY)
DATE_FORMATS = "['%Y-%m-%d', '%d-%m-%Y']"


@dataclass(frozen=True, eq=False)
class Lake:
    """A folder of files, opened and checked; nothing is loaded.

    Attributes:
        settings: How the analysis is made, from ``analyse.csv``.
        tables: Sheet name to a DuckDB relation in the columns of ``frames``, for each file that is there.
        rows: Sheet name to its number of rows.
        connection: The DuckDB connection in which the relations live.
    """

    settings: AnalysisSettings
    tables: dict[str, Any]
    rows: dict[str, int]
    connection: Any

    @property
    def cases(self) -> Any:
        """case_id, wijk, wijk_code, case_type, mdo_date, repeat_date, observed_streams."""
        return self.tables[CASES.sheet]

    @property
    def usage(self) -> Any:
        """The lines, in the columns of ``frames.usage_frame``."""
        return self.tables[USAGE.sheet]

    def keep(self, relation: Any, name: str) -> Any:
        """Compute a relation once and keep the outcome, in memory or spilled, for more than one use."""
        relation.create(name)
        return self.connection.table(name)


def caseload_of(lake: Lake) -> CaseLoad:
    """Bring a folder to objects, for everything that works on a caseload; meant for up to 200.000 lines.

    Raises:
        pydantic.ValidationError: A value breaks a bound of ``tables``, such as a price without its source.
    """
    found = {}
    for name, table in FRAMES.items():
        if table.sheet in lake.tables:
            found[name] = lake.tables[table.sheet].df()
        else:
            columns = [SCALED[c.name][0] if c.name in SCALED else c.name for c in table.columns]
            found[name] = _empty(columns)
    found["programme"]["one_off"] = found["programme"]["one_off"] == YesNo.YES.value
    found["tariffs"] = found["tariffs"].assign(
        is_local=True, description=found["tariffs"]["description"].fillna("")
    )
    rows = (SheetRows(sheet=sheet, read=n, used=n, rejected=0, blank=0) for sheet, n in lake.rows.items())
    reading = Reading(sheets=tuple(rows))
    return from_frames(lake.settings, found).model_copy(update={"reading": reading})


def _empty(columns: list[str]) -> Any:
    """An empty pandas frame with these columns."""
    import pandas as pd

    return pd.DataFrame({name: [] for name in columns})


def is_lake(path: Path) -> bool:
    """Whether this is a folder with ``gebruik`` as Parquet or CSV in it."""
    return path.is_dir() and _file(path, USAGE) is not None


def open_lake(
    folder: Path, *, memory: str = "4GB", spill: Path | None = None, threads: int | None = None
) -> Lake:
    """Open a folder of files and check every column.

    Args:
        folder: Holds ``analyse.csv`` (instelling, waarde), ``casussen`` and ``gebruik``; ``welbevinden``,
            ``mdo``, ``programma`` and ``tarieven`` may be absent. Each is ``.parquet`` or ``.csv``.
        memory: How much memory DuckDB may use, such as ``4GB``.
        spill: Folder for what does not fit; DuckDB's own choice when left out.
        threads: Number of threads; all cores when left out.

    Raises:
        UsageError: DuckDB is not installed.
        InputError: A file, column or value is missing or wrong; carries every finding.
    """
    connection = _connect(memory, spill, threads)
    findings: list[Finding] = []
    tables: dict[str, Any] = {}
    rows: dict[str, int] = {}
    for table in SHEETS[1:]:
        path = _file(folder, table)
        if path is None:
            if not table.may_be_absent:
                text = "Dit bestand ontbreekt."
                findings.append(_finding(table, "bestand_ontbreekt", text, "Zet het in de map."))
            continue
        source = (
            connection.read_parquet(str(path)) if path.suffix == ".parquet" else _read_csv(connection, path)
        )
        problems = _headers(table, source.columns)
        if not problems:
            rows[table.sheet], problems = _check(table, source)
        findings += problems
        if not problems:
            columns = ", ".join(_expressions(table, source.columns))
            tables[table.sheet] = source.query("source", f"select {columns} from source")  # noqa: S608  # headers are ours
    settings, problems = _settings(folder)
    findings += problems
    if findings or settings is None:
        raise InputError(findings)
    return Lake(settings, tables, rows, connection)


def _connect(memory: str, spill: Path | None, threads: int | None) -> Any:
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        raise UsageError(
            "Voor een map met Parquet of CSV is DuckDB nodig. Installeer het met: "
            "pip install 'maatschappelijk-rendement[duckdb]'"
        ) from None
    config: dict[str, Any] = {"memory_limit": memory, "preserve_insertion_order": False}
    if spill is not None:
        config["temp_directory"] = str(spill)
    if threads is not None:
        config["threads"] = threads
    return duckdb.connect(config=config)


def _file(folder: Path, table: Table) -> Path | None:
    for suffix in (".parquet", ".csv"):
        path = folder / f"{table.sheet.lower()}{suffix}"
        if path.exists():
            return path
    return None


def _read_csv(connection: Any, path: Path) -> Any:
    # Everything as text: a guess at a type would change what was written.
    return connection.read_csv(str(path), header=True, all_varchar=True)


def _finding(table: Table, code: str, text: str, advice: str, cell: str = "") -> Finding:
    return Finding("fout", table.sheet, cell, code, text, advice)


def _headers(table: Table, headers: list[str]) -> list[Finding]:
    """Find columns that the contract does not know, and needed ones that are not there."""
    folded = [fold_header(header) for header in headers]
    problems = []
    unknown = sum(header not in table.by_header for header in folded)
    if unknown or len(set(folded)) < len(folded):
        text = f"Er zijn kolommen met een onbekende of dubbele naam: {max(1, unknown)}."
        problems.append(_finding(table, "kolom_onbekend", text, "Gebruik alleen de kolommen van de werkmap."))
    for header, column in table.by_header.items():
        if header not in folded and not column.may_be_absent:
            text = f"De kolom {column.header} ontbreekt."
            problems.append(_finding(table, "kolom_ontbreekt", text, "Voeg de kolom toe."))
    return problems


def _value(column: Column, header: str) -> str:
    """SQL that turns a cell into what a frame holds; empty or wrong gives null."""
    cell = '"' + header.replace('"', '""') + '"'
    text = f"nullif(trim(nfc_normalize({cell}::varchar)), '')"
    if column.kind is Kind.DATE or column.kind is Kind.LAST_DAY:
        day = f"coalesce(try_cast({text} as date), try_strptime({text}, {DATE_FORMATS})::date)"
        # A workbook writes the last day, a frame the day after it.
        return f"({day} + 1)::date" if column.kind is Kind.LAST_DAY else day
    if column.name in SCALED:
        rule, decimals = NUMBER_RULES[column.kind], SCALED[column.name][1]
        number = f"try_cast(replace({text}, ',', '.') as decimal(24, 8))"
        whole = f"({number} * {10**decimals})"
        inside = f"{number} between {rule.minimum} and {rule.maximum} and {whole} = floor({whole})"
        return f"case when {inside} then {whole}::bigint end"
    if column.kind is Kind.WHOLE:
        return f"try_cast({text} as bigint)"
    if column.kind is Kind.WORD:
        listed = ", ".join("'" + word.replace("'", "''") + "'" for word in column.words)
        exact = " ".join(f"when '{word.lower()}' then '{word}'" for word in column.words)
        return f"case lower({text}) {exact} end" if listed else text
    if column.kind is Kind.STREAMS:
        return f"regexp_replace({text}, '\\s*;\\s*', ';', 'g')"
    if column.kind is Kind.ID:
        # Ids compare without regard to case.
        return f"lower({text})"
    return text


def _is_wrong(column: Column, header: str) -> str:
    cell = '"' + header.replace('"', '""') + '"'
    filled = f"(trim({cell}::varchar) is not null and trim({cell}::varchar) <> '')"
    value = _value(column, header)
    wrong = f"({filled} and {value} is null)"
    if column.kind in TEXT_RULES:
        wrong = f"({wrong} or length({value}) > {TEXT_RULES[column.kind].maximum_length})"
    return f"({wrong} or not {filled})" if column.required else wrong


def _check(table: Table, source: Any) -> tuple[int, list[Finding]]:
    """Count in one pass the cells of each column that are missing or wrong."""
    columns = [(table.by_header[fold_header(header)], header) for header in source.columns]
    counts = ", ".join(f"count(*) filter (where {_is_wrong(column, header)})" for column, header in columns)
    total, *wrong = source.query("source", f"select count(*), {counts} from source").fetchall()[0]  # noqa: S608  # headers are ours
    problems = []
    for (column, _), number in zip(columns, wrong, strict=True):
        if number:
            count = f"{number:,}".replace(",", ".")
            text = f"De kolom {column.header} heeft cellen die leeg of onjuist zijn: {count}."
            problems.append(_finding(table, "waarde_onjuist", text, f"Bedoeld is: {column.kind.value}."))
    return int(total), problems


def _expressions(table: Table, headers: list[str]) -> list[str]:
    """SQL for every column of the frame; an absent optional column is empty."""
    present = {fold_header(header): header for header in headers}
    made = []
    if table in (USAGE, MDO):
        made.append("row_number() over () as line")
    for header, column in table.by_header.items():
        name = SCALED[column.name][0] if column.name in SCALED else column.name
        if header in present:
            made.append(f'{_value(column, present[header])} as "{name}"')
        else:
            kind = "date" if column.kind in DATES else "bigint" if column.name in SCALED else "varchar"
            made.append(f'null::{kind} as "{name}"')
    return made


def _settings(folder: Path) -> tuple[AnalysisSettings | None, list[Finding]]:
    path = folder / "analyse.csv"
    if not path.exists():
        text, advice = "Het bestand analyse.csv ontbreekt.", "Zet daarin de kolommen instelling en waarde."
        return None, [Finding("fout", "Analyse", "", "bestand_ontbreekt", text, advice)]
    by_header = {fold_header(column.header): column for column in SETTINGS}
    found: dict[str, str] = {}
    findings = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline(), delimiters=",;\t")
        for number, row in enumerate(csv.reader(file, dialect), start=2):
            if not any(row):
                continue
            column = by_header.get(fold_header(row[0]))
            if column is None or column.name in found or len(row) < 2:
                text = "Deze instelling is onbekend, dubbel of zonder waarde."
                advice = "Gebruik de instellingen van blad Analyse."
                findings.append(Finding("fout", "Analyse", str(number), "instelling_onjuist", text, advice))
            elif row[1].strip():
                value = row[1].strip()
                words = {word.lower(): word for word in column.words}
                found[column.name] = words.get(value.lower(), value) if words else value
    if findings:
        return None, findings
    try:
        return AnalysisSettings.model_validate(found), []
    except ValueError as error:
        # pydantic names fields, never values (see ``model.Frozen``).
        places = [part["loc"] for part in getattr(error, "errors", list)()]
        fields = {str(place[0]) for place in places if place}
        headers = [column.header for column in SETTINGS if column.name in fields]
        text = f"Instellingen ontbreken of zijn onjuist: {', '.join(headers) or 'prijspeil, index'}."
        return None, [Finding("fout", "Analyse", "", "instelling_onjuist", text, "Verbeter analyse.csv.")]
