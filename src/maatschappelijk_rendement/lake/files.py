"""Which files lie in the folder, what its settings are, and a hash of what they say."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from maatschappelijk_rendement.errors import Finding
from maatschappelijk_rendement.model import AnalysisSettings, SheetRows
from maatschappelijk_rendement.tables import ANALYSIS, SETTINGS, SHEETS, USAGE, Table
from maatschappelijk_rendement.vocabulary import fold_header

SETTINGS_FILE = "analyse.csv"


def is_lake(path: Path) -> bool:
    """Whether this is a folder with ``gebruik`` as Parquet or CSV in it."""
    return path.is_dir() and file_of(path, USAGE) is not None


def file_of(folder: Path, table: Table) -> Path | None:
    """Give the file of a sheet; None where there is none."""
    for suffix in (".parquet", ".csv"):
        path = folder / f"{table.sheet.lower()}{suffix}"
        if path.exists():
            return path
    return None


def hash_of(folder: Path) -> str:
    """Hash the files of a folder, byte by byte [hexadecimal]."""
    digest = hashlib.sha256()
    for path in (folder / SETTINGS_FILE, *(file_of(folder, table) for table in SHEETS[1:])):
        if path is not None:
            with path.open("rb") as file:
                digest.update(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def read_settings(folder: Path) -> tuple[AnalysisSettings | None, SheetRows | None, list[Finding]]:
    """Read ``analyse.csv``: the settings, how many rows it has, and what is wrong with it."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        text, advice = "Het bestand analyse.csv ontbreekt.", "Zet daarin de kolommen instelling en waarde."
        return None, None, [Finding("fout", ANALYSIS.sheet, "", "bestand_ontbreekt", text, advice)]
    by_header = {fold_header(column.header): column for column in SETTINGS}
    found: dict[str, str] = {}
    findings = []
    rows = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline(), delimiters=",;\t")
        for number, row in enumerate(csv.reader(file, dialect), start=2):
            if not any(row):
                continue
            rows += 1
            column = by_header.get(fold_header(row[0]))
            if column is None or column.name in found or len(row) < 2:
                text = "Deze instelling is onbekend, dubbel of zonder waarde."
                advice = "Gebruik de instellingen van blad Analyse."
                findings.append(
                    Finding("fout", ANALYSIS.sheet, str(number), "instelling_onjuist", text, advice)
                )
            elif row[1].strip():
                value = row[1].strip()
                words = {word.lower(): word for word in column.words}
                found[column.name] = words.get(value.lower(), value) if words else value
    if findings:
        return None, None, findings
    try:
        account = SheetRows(sheet=ANALYSIS.sheet, read=rows, used=rows, rejected=0, blank=0)
        return AnalysisSettings.model_validate(found), account, []
    except ValueError as error:
        # pydantic names fields, never values (see ``model.Frozen``).
        places = [part["loc"] for part in getattr(error, "errors", list)()]
        fields = {str(place[0]) for place in places if place}
        headers = [column.header for column in SETTINGS if column.name in fields]
        text = f"Instellingen ontbreken of zijn onjuist: {', '.join(headers) or 'prijspeil, index'}."
        advice = "Verbeter analyse.csv."
        return None, None, [Finding("fout", ANALYSIS.sheet, "", "instelling_onjuist", text, advice)]
