"""Writes a synthetic workbook of 8.000 cases and 96.000 usage lines, for timing the reader.

Run: .venv/bin/python bench/reading/large_workbook.py bench/data/groot.xlsx
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path

import xlsxwriter

CASES = 8_000
LINES_A_CASE = 12
USAGE_HEADERS = (
    "casus_id",
    "moment",
    "productcode",
    "aantal",
    "per",
    "startdatum",
    "einddatum",
    "prijs",
    "prijsbron",
    "bewoner",
    "herkomst",
)
CASE_HEADERS = ["casus_id", "wijk", "casustype", "mdo_datum", "stromen_bekend"]
SETTINGS = {
    "titel": "Synthetisch groot bestand", "gemeente": "Oss", "periode_maanden": 12, "prijsmodus": "constant",
    "prijspeil": 2022, "index": "CPI", "prijsbasis": "referentieprijs", "vergelijking": "voor_na",
    "basis_na": "realisatie", "mdo_kosten": "apart", "selectie": "alle",
}  # fmt: skip
PRODUCTS = tuple(
    (f"LOKAAL.P{number:02d}", stream) for number, stream in enumerate(["Wmo", "Zvw", "Welzijn"] * 8)
)


def write(path: Path) -> None:
    rng = random.Random(2018)
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": False})
    day_format = book.add_format({"num_format": "dd-mm-yyyy"})
    analysis = book.add_worksheet("Analyse")
    analysis.write_row(0, 0, ("instelling", "waarde"))
    for row, pair in enumerate(SETTINGS.items(), 1):
        analysis.write_row(row, 0, pair)
    cases = book.add_worksheet("Casussen")
    cases.write_row(0, 0, CASE_HEADERS)
    usage = book.add_worksheet("Gebruik")
    usage.write_row(0, 0, USAGE_HEADERS)
    line = 0
    for number in range(CASES):
        case_id = f"C{number:05d}"
        mdo_date = dt.date(2018, 1, 1) + dt.timedelta(days=rng.randrange(365))
        cases.write_row(number + 1, 0, (case_id, f"Wijk {number % 40}", "bestaand"))
        cases.write_datetime(number + 1, 3, mdo_date, day_format)
        cases.write_string(number + 1, 4, "alle")
        for index in range(LINES_A_CASE):
            line += 1
            code, _ = PRODUCTS[(number + index) % len(PRODUCTS)]
            after = index % 2
            start = mdo_date + dt.timedelta(days=rng.randrange(100) if after else -rng.randrange(200, 360))
            usage.write_row(
                line, 0, (case_id, "na" if after else "voor", code, rng.randrange(1, 4000) / 8, "maand")
            )
            usage.write_datetime(line, 5, start, day_format)
            usage.write_datetime(line, 6, start + dt.timedelta(days=rng.randrange(30, 150)), day_format)
            usage.write_number(line, 7, rng.randrange(100, 20000) / 100)
            usage.write_row(line, 8, (f"Contract {code[-2:]}", f"B{1 + index % 3}", "registratie"))
    tariffs = book.add_worksheet("Tarieven")
    tariffs.write_row(0, 0, ["code", "stroom", "eenheid", "prijs_eur", "geldig_van", "geldig_tot", "bron"])
    for row, (code, stream) in enumerate(PRODUCTS, 1):
        tariffs.write_row(row, 0, (code, stream, "uur", 50 + row))
        tariffs.write_datetime(row, 4, dt.date(2015, 1, 1), day_format)
        tariffs.write_datetime(row, 5, dt.date(2030, 12, 31), day_format)
        tariffs.write_string(row, 6, "Synthetisch tarief")
    book.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
