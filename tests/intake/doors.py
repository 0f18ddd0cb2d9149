"""The same small caseload through every door: a workbook, a folder, frames of every engine, objects."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from tests.engine_frames import IN_MEMORY, SPARK, Engine
from tests.intake.workbook.conftest import build, grid, sheet_xml

from maatschappelijk_rendement import check
from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain.tables import CASES, MDO, SHEETS, USAGE, WELLBEING
from maatschappelijk_rendement.intake.checking import Findings

SETTINGS = {
    "titel": "Proef",
    "gemeente": "Oss",
    "periode_maanden": "12",
    "prijsmodus": "constant",
    "prijspeil": "2022",
    "index": "CPI",
    "prijsbasis": "referentieprijs",
    "vergelijking": "voor_na",
    "basis_na": "realisatie",
    "mdo_kosten": "apart",
    "selectie": "alle",
}
Row = dict[str, Any]
Rows = dict[str, list[Row]]


def sound() -> Rows:
    """A caseload about which no door has anything to say; numbers as text with a comma, days as ISO text."""
    return copy.deepcopy(
        {
            "Casussen": [
                {
                    "casus_id": "C1",
                    "wijk": "Ruwaard",
                    "casustype": "bestaand",
                    "mdo_datum": "2018-03-01",
                    "herhaling_datum": None,
                    "stromen_bekend": "alle",
                },
                {
                    "casus_id": "C2",
                    "wijk": "Ruwaard",
                    "casustype": "nieuw",
                    "mdo_datum": "2018-04-01",
                    "herhaling_datum": None,
                    "stromen_bekend": "alle",
                },
            ],
            "Gebruik": [
                _line("C1", "voor", "EIGEN.HULP", "2,5", "week"),
                _line("C1", "na", "EIGEN.HULP", "1", "week"),
                _line("C2", "na", "EIGEN.HULP", "3", "week"),
            ],
            "Welbevinden": [
                _score("C1", "B1", "voor", "2018-02-28", "4"),
                _score("C1", "B1", "na", "2019-03-01", "7"),
            ],
            "MDO": [
                {
                    "casus_id": "C1",
                    "productcode": "EIGEN.HULP",
                    "uren": "3",
                    "uurprijs": None,
                    "prijsbron": None,
                }
            ],
            "Tarieven": [
                _price("EIGEN.HULP", "Wmo", "uur", "50"),
                _price("EIGEN.BEGELEIDING", "Wmo", "uur", "60", "begeleiding"),
                _price("EIGEN.WLZ", "Wlz", "etmaal", "250", "verblijf"),
                _price("EIGEN.DAG", "Wmo", "dagdeel", "40", "dagbesteding"),
                _price("EIGEN.BEWIND", "Participatiewet", "maand", "120", "bijzondere bijstand", "Bewind"),
                _price("EIGEN.BUDGET", "Wgs", "maand", "80", "budgetbeheer", "Budgetbeheer"),
                _price("EIGEN.NORM1", "Participatiewet", "maand", "1000", "bijstand"),
                _price("EIGEN.NORM2", "Participatiewet", "maand", "1400", "bijstand"),
                _price("EIGEN.ZVW", "Zvw", "consult", "30"),
            ],
        }
    )


def _line(case_id: str, moment: str, code: str, quantity: str, per: str, **more: str | None) -> Row:
    optional = dict.fromkeys(("startdatum", "einddatum", "eenheid", "prijs", "prijsbron", "bewoner"))
    return {
        "casus_id": case_id,
        "moment": moment,
        "productcode": code,
        "aantal": quantity,
        "per": per,
        **optional,
        **more,
    }


line = _line


def _score(case_id: str, resident: str, moment: str, day: str, score: str, **more: str | None) -> Row:
    return {
        "casus_id": case_id,
        "bewoner": resident,
        "moment": moment,
        "datum": day,
        "instrument": "rapportcijfer",
        "onderdeel": None,
        "score": score,
        **more,
    }


score = _score


def _price(
    code: str, stream: str, unit: str, price: str, category: str | None = None, words: str | None = None
) -> Row:
    return {
        "code": code,
        "stroom": stream,
        "eenheid": unit,
        "prijs_eur": price,
        "geldig_van": "2015-01-01",
        "geldig_tot": None,
        "bron": "Raad",
        "omschrijving": words,
        "productcategorie": category,
    }


def by_workbook(rows: Rows, folder: Path) -> Findings:
    """Through a workbook, with numbers as numbers and days as days."""
    sheets = {"Analyse": sheet_xml(grid([["instelling", "waarde"], *_settings_in_cells()]))}
    for name, lines in rows.items():
        headers = list(lines[0]) if lines else [column.header for column in _table(name).columns]
        cells = [
            [_cell(header, line[header], place, column) for column, header in enumerate(headers)]
            for place, line in enumerate(lines, 2)
        ]
        sheets[name] = sheet_xml(grid([headers, *cells]))
    return check(build(sheets))


def _settings_in_cells() -> list[list[object]]:
    return [[name, int(value) if value.isdigit() else value] for name, value in SETTINGS.items()]


_NUMBERS = frozenset({"aantal", "prijs", "uren", "uurprijs", "score", "prijs_eur"})


def _cell(header: str, value: str | None, row: int, column: int) -> Any:
    if value is None:
        return None
    if header in _NUMBERS and value.replace(",", "").replace("-", "").isdigit():
        return f'<c r="{chr(65 + column)}{row}"><v>{value.replace(",", ".")}</v></c>'
    if len(value) == 10 and value[4] == value[7] == "-":
        return f'<c r="{chr(65 + column)}{row}" t="d"><v>{value}</v></c>'
    return value


def _table(name: str) -> Any:
    return next(table for table in SHEETS if table.sheet == name)


def by_csv(rows: Rows, folder: Path) -> Findings:
    """Through a folder of CSV files."""
    _write(folder / "analyse.csv", [{"instelling": k, "waarde": v} for k, v in SETTINGS.items()], [])
    for name, lines in rows.items():
        _write(folder / f"{name.lower()}.csv", lines, [column.header for column in _table(name).columns])
    return check(folder)


def _write(path: Path, lines: list[Row], headers: list[str]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]) if lines else headers, delimiter=";")
    writer.writeheader()
    writer.writerows(lines)
    path.write_text(text.getvalue(), encoding="utf-8")


def by_parquet(rows: Rows, folder: Path) -> Findings:
    """Through a folder of Parquet files, with numbers as numbers and days as days."""
    _write(folder / "analyse.csv", [{"instelling": k, "waarde": v} for k, v in SETTINGS.items()], [])
    for name, lines in rows.items():
        _frame(name, lines, typed=True).to_parquet(folder / f"{name.lower()}.parquet")
    return check(folder)


def _frame(name: str, lines: list[Row], *, typed: bool) -> pd.DataFrame:
    headers = list(lines[0]) if lines else [column.header for column in _table(name).columns]
    made = pd.DataFrame(
        {header: pd.Series([line[header] for line in lines], dtype="str") for header in headers}
    )
    if typed:
        for header in headers:
            if header in _NUMBERS:
                made[header] = made[header].str.replace(",", ".").astype("float64")
            elif "datum" in header or header.startswith("geldig"):
                made[header] = pd.to_datetime(made[header])
    return made


def by_frames(engine: Engine) -> Callable[[Rows, Path], Findings]:
    """Through frames of an engine: the lines on it, the other tables in pandas."""

    def door(rows: Rows, folder: Path) -> Findings:
        names = {"Casussen": "cases", "Welbevinden": "scores", "MDO": "mdo", "Tarieven": "tariffs"}
        given = {
            names[name]: _frame(name, lines, typed=True) for name, lines in rows.items() if name in names
        }
        usage = engine.make(_frame("Gebruik", rows["Gebruik"], typed=True))
        return check({"settings": SETTINGS, "usage": usage, **given})

    return door


def by_objects(rows: Rows, folder: Path) -> Findings | None:
    """Through objects; None where the objects cannot be made at all, which is a refusal too."""
    try:
        caseload = _caseload(rows)
    except ValueError:
        return None
    return check(caseload)


def _caseload(rows: Rows) -> model.CaseLoad:
    settings = {column.name: SETTINGS[column.header] for column in _settings() if column.header in SETTINGS}
    kinds = {
        "Casussen": (CASES, model.Case, "cases"),
        "Gebruik": (USAGE, model.Usage, "usage"),
        "Welbevinden": (WELLBEING, model.WellbeingScore, "scores"),
        "MDO": (MDO, model.MdoEffort, "mdo"),
        "Tarieven": (_table("Tarieven"), model.Tariff, "tariffs"),
    }
    parts: dict[str, Any] = {}
    for name, (table, kind, field) in kinds.items():
        made = []
        for row in rows[name]:
            values = {
                table.by_header[header].name: value for header, value in row.items() if value is not None
            }
            for key, value in values.items():
                if table.column(key).header in _NUMBERS:
                    values[key] = Decimal(value.replace(",", "."))
                elif "datum" in table.column(key).header or table.column(key).header.startswith("geldig"):
                    day = date.fromisoformat(value)
                    after = table.column(key).header in ("einddatum", "geldig_tot")
                    values[key] = day + timedelta(days=1) if after else day
                elif key == "observed_streams":
                    values[key] = tuple(value.split(";"))
            if kind is model.Tariff:
                values["is_local"] = True
            made.append(kind(**values))
        parts[field] = tuple(made)
    return model.CaseLoad(settings=model.AnalysisSettings(**settings), **parts)


def _settings() -> Any:
    from maatschappelijk_rendement.domain.tables import SETTINGS as DECLARED

    return DECLARED


DOORS: dict[str, Callable[[Rows, Path], Findings | None]] = {
    "werkmap": by_workbook,
    "csv": by_csv,
    "parquet": by_parquet,
    "objecten": by_objects,
    **{f"tabel {engine.name}": by_frames(engine) for engine in IN_MEMORY},
}
SPARK_DOOR = by_frames(SPARK)
