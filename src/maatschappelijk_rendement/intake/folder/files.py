"""Which files of a folder hold the sheets, in any case; a hash of what they say; and the settings among them.

A sheet is ``gebruik.csv`` or ``gebruik.parquet``, or a folder of that name with the parts that Spark writes.
A sheet that stands there twice is refused, for nobody can see which of the two was read.
"""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, UsageError
from maatschappelijk_rendement.domain.model import AnalysisSettings, SheetRows
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tables import ANALYSIS, SHEETS, SheetTable
from maatschappelijk_rendement.intake.folder.file_table import Format, SourceFile

_FORMATS: tuple[Format, ...] = ("csv", "parquet")
_SHEETS = {table.sheet.casefold(): table for table in SHEETS}
# Files that a system or Excel leaves behind; nobody put them there.
_NO_FILES_OF_A_USER = frozenset({"thumbs.db", "desktop.ini"})


class _RefusedError(Exception):
    """A file has the name of a sheet and cannot be read; carries code, text and advice."""


def find_files(folder: Path) -> tuple[dict[str, SourceFile], list[Finding]]:
    """Find the file of each sheet.

    Args:
        folder: Where they lie.

    Returns:
        The files by sheet; and findings: a needed sheet that is not there, a sheet that stands there twice or
        is no file, and how many other files are not read. A sheet with an error has no file.

    Raises:
        UsageError: The folder cannot be read.
    """
    named, others = _named(folder)
    files: dict[str, SourceFile] = {}
    findings: list[Finding] = []
    for table in SHEETS:
        paths = named.get(table.sheet, [])
        try:
            if len(paths) > 1:
                raise _RefusedError(
                    "bestand_dubbel", _twice(paths), "Haal weg wat niet meer geldt; laat er één staan."
                )
            if paths:
                files[table.sheet] = _source(table, paths[0], folder)
            elif not table.may_be_absent:
                name = f"{table.sheet.lower()}.csv"
                raise _RefusedError(
                    "bestand_ontbreekt", "Dit bestand ontbreekt.", f"Zet het in de map, als {name}."
                )
        except _RefusedError as error:
            findings.append(Finding("fout", table.sheet, "", *error.args))
    if others:
        findings.append(_not_read(others))
    return files, findings


def is_lake(path: Path) -> bool:
    """Whether this is a folder with a sheet as Parquet or CSV in it, however its name is written."""
    if not path.is_dir():
        return False
    try:
        return bool(_named(path)[0])
    except UsageError:
        return False


def file_of(folder: Path, table: SheetTable) -> Path | None:
    """Give the file of a sheet, or its folder of files; None where there is none."""
    paths = _named(folder)[0].get(table.sheet)
    return paths[0] if paths else None


def hash_of(folder: Path) -> str:
    """Hash the files of a folder, byte by byte [hexadecimal]."""
    digest = hashlib.sha256()
    for source in find_files(folder)[0].values():
        for path in source.parts:
            with path.open("rb") as file:
                digest.update(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return digest.hexdigest()


def read_settings(folder: Path) -> tuple[AnalysisSettings | None, SheetRows | None, list[Finding]]:
    """Read ``analyse.csv``: the settings, how many rows it has, and what is wrong with it."""
    from maatschappelijk_rendement.intake.folder.settings_file import read_settings_file

    files, findings = find_files(folder)
    source = files.get(ANALYSIS.sheet)
    if source is None:
        return None, None, [finding for finding in findings if finding.sheet == ANALYSIS.sheet]
    return read_settings_file(source)


def _named(folder: Path) -> tuple[dict[str, list[Path]], int]:
    """Give what has the name of a sheet, by sheet, and the number of other files."""
    named: dict[str, list[Path]] = {}
    others = 0
    for path in _listed(folder):
        stem, _, suffix = path.name.casefold().rpartition(".")
        table = _SHEETS.get(stem if suffix in _FORMATS else path.name.casefold())
        # A folder without a suffix is that of a sheet where its files have one.
        if table and (suffix in _FORMATS or _formats_of_parts(path)):
            named.setdefault(table.sheet, []).append(path)
        else:
            others += 1
    return named, others


def _listed(folder: Path) -> list[Path]:
    """List what a user put in a folder, in the order of the names."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        raise UsageError("Deze map is niet te lezen. Vraag om rechten, of kies een andere map.") from None
    ours = (name for name in names if not name.startswith((".", "_", "~$")))
    return [folder / name for name in ours if name.casefold() not in _NO_FILES_OF_A_USER]


def _formats_of_parts(path: Path) -> set[str]:
    """Give the formats of the files in a folder; none where it is no folder."""
    if not path.is_dir():
        return set()
    try:
        suffixes = {part.name.casefold().rpartition(".")[2] for part in _listed(path)}
    except UsageError:
        return set()
    return suffixes & set(_FORMATS)


def _source(table: SheetTable, path: Path, folder: Path) -> SourceFile:
    _check_place(path, folder)
    if not path.is_dir():
        suffix = path.name.casefold().rpartition(".")[2]
        source = SourceFile(table.sheet, _format(suffix), (path,))
    else:
        source = _folder_of_parts(table, path, folder)
    if table is ANALYSIS and source.format != "csv":
        raise _RefusedError(
            "bestand_soort", "De instellingen horen in een CSV.", "Bewaar ze als analyse.csv."
        )
    return source


def _format(suffix: str) -> Format:
    return "parquet" if suffix == "parquet" else "csv"


def _folder_of_parts(table: SheetTable, path: Path, folder: Path) -> SourceFile:
    again = "Schrijf de map opnieuw, met alleen delen in Parquet of alleen delen in CSV, zonder submappen."
    if any(inside.name.casefold() == "_temporary" for inside in path.iterdir()):
        text = "Deze map is niet af: het programma dat haar schreef, is afgebroken."
        raise _RefusedError("map_onvolledig", text, "Schrijf de map opnieuw.")
    parts = tuple(_listed(path))
    formats = {part.name.casefold().rpartition(".")[2] for part in parts}
    if not parts:
        raise _RefusedError("map_leeg", "In deze map staan geen delen.", again)
    if len(formats) > 1 or not formats <= set(_FORMATS):
        text = "In deze map staat iets anders dan delen van één soort."
        raise _RefusedError("map_gemengd", text, again)
    for part in parts:
        _check_place(part, folder)
        if part.is_dir():
            raise _RefusedError("map_gemengd", "In deze map staan mappen.", again)
    return SourceFile(table.sheet, _format(formats.pop()), parts, is_folder=True)


def _check_place(path: Path, folder: Path) -> None:
    """Refuse what lies elsewhere, or is neither a file nor a folder."""
    try:
        place = path.resolve(strict=True)
        mode = place.stat().st_mode
    except (OSError, RuntimeError):
        text = "Dit bestand is een verwijzing naar iets dat er niet is, of niet te openen."
        raise _RefusedError("bestand_onleesbaar", text, "Zet het bestand zelf in de map.") from None
    if not place.is_relative_to(folder.resolve()):
        text = "Dit bestand is een verwijzing naar een plek buiten de map."
        raise _RefusedError("bestand_elders", text, "Zet het bestand zelf in de map.")
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise _RefusedError(
            "geen_bestand", "Dit is geen gewoon bestand.", "Zet er een CSV of Parquet voor in de plaats."
        )


def _twice(paths: list[Path]) -> str:
    kinds = sorted({path.name.casefold().rpartition(".")[2] for path in paths} & set(_FORMATS))
    what = " en als ".join({"csv": "CSV", "parquet": "Parquet"}[kind] for kind in kinds)
    return f"Dit blad staat {len(paths)} keer in de map{f', als {what}' if len(kinds) > 1 else ''}."


def _not_read(others: int) -> Finding:
    text = "In de map staat nog 1 bestand of map met een andere naam; dat is niet gelezen."
    if others > 1:
        number = dutch_number(others)
        text = f"In de map staan nog {number} bestanden of mappen met een andere naam; die zijn niet gelezen."
    names = ", ".join(table.sheet.lower() for table in SHEETS)
    advice = f"Hoort er een bij? Geef het de naam van een blad ({names}) met .csv of .parquet."
    return Finding("waarschuwing", "", "", "bestand_niet_gelezen", text, advice)
