"""Two reference pages that follow from the code: every result table with its columns, and an index."""

from __future__ import annotations

import re
from argparse import _SubParsersAction
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import maatschappelijk_rendement as mr
from maatschappelijk_rendement.app.micro_analysis import TABLE_NAMES
from maatschappelijk_rendement.app.parser import build_parser
from maatschappelijk_rendement.domain.tables import SETTINGS, SHEETS
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.tables import SECTIONS, TABLES
from maatschappelijk_rendement.results.valuation import VALUATION_TABLES
from maatschappelijk_rendement.results.wijk import WIJK_TABLES

DOCS = Path(__file__).resolve().parent.parent / "docs"
ABOUT_RESULTS = """\
Elke tabel die eruit komt, met haar kolommen. De tabellen staan in `resultaten.json`, in `rapport.xlsx` en,
in Python, in `report.to_frame("verschil")`. Een bedrag is in euro, met twee decimalen. `null`, of een lege
cel, is onbekend of verborgen; het is nooit 0. Een verschil is na min voor: een daling heeft een minteken."""
ABOUT_FRAMES = """\
`result.to_frame("totals")` geeft een tabel van pandas. Bedragen zijn hele centen; met `euros=True` zijn het
exacte euro's en eindigt de naam op `_eur`. Deze tabellen gaan over losse casussen: alleen voor uw eigen
ogen."""
ABOUT_INDEX = """\
Elk woord uit de werkmap, elke opdracht, elke tabel en elke naam in Python, met de bladzijde erbij."""
UNITS = {
    Kind.EURO: "euro",
    Kind.DELTA: "euro, na min voor",
    Kind.PRICE: "euro per eenheid",
    Kind.GRADE: "punten",
    Kind.GRADE_DELTA: "punten, na min voor",
    Kind.SHARE: "deel van 1",
    Kind.COUNT: "aantal",
    Kind.NUMBER: "getal",
    Kind.QUANTITY: "eenheden van het product",
    Kind.MEASURE: "meetwaarde",
    Kind.YEAR: "jaar",
}
FRAME_UNITS = {"_cents": "euro cent", "_milli": "1/1000 eenheid", "_e4": "1/10000 euro", "_day": "dagnummer"}
FRAME_TITLES = {
    "totals": "een rij per vergelijking en casus",
    "deltas": "een rij per vergelijking, casus en stroom",
    "costs": "een rij per casus, stroom en moment",
    "lines": "een rij per regel van blad Gebruik, met wat zij kost",
    "wellbeing": "een rij per groep, instrument, onderdeel en moment",
    "party_deltas": "een rij per casus, stroom en partij",
}
MEANINGS = {
    "comparison": "`na`, `herhaling` (min voor) of `vermeden` (min nulalternatief)",
    "case_id": "nummer van de casus, zoals in de werkmap",
    "wijk": "wijk van de casus",
    "case_type": "`bestaand` of `nieuw`",
    "stream": "financieringsstroom",
    "moment": "`voor`, `na`, `herhaling` of `nulalternatief`",
    "before_cents": "kosten voor",
    "after_cents": "kosten erna",
    "delta_cents": "verschil: erna min voor",
    "in_window_cents": "het deel dat terugkomt, binnen de meetperiode",
    "one_off_cents": "het deel dat eenmalig is",
    "structural_cents": "wat doorloopt, per jaar",
    "is_complete": "of alle stromen van deze casus bekend zijn",
    "role": "`betaalt` of `ontvangt`",
    "party": "naam van de partij",
    "money_kind": "`kasstroom`, `capaciteit` of `inkomensoverdracht`",
    "line": "nummer van de regel",
    "product_code": "code van het product",
    "quantity_milli": "aantal",
    "per": "per welke periode het aantal is",
    "unit": "eenheid van het product",
    "price_e4": "eigen prijs; leeg waar de prijs uit de tarieven komt",
    "price_source": "bron van de eigen prijs",
    "provision": "voor wie de voorziening is (kolom `aard`)",
    "payer": "wie betaalt",
    "receiver": "wie ontvangt",
    "resident": "bewoner",
    "provenance": "waar het gebruik vandaan komt (kolom `herkomst`)",
    "category": "soort product",
    "case_number": "nummer van de casus binnen deze tabel",
    "first_day": "eerste dag die telt",
    "end_day": "dag na de laatste die telt",
    "instrument": "instrument van welbevinden",
    "item": "onderdeel; leeg voor het geheel",
    "n_residents": "aantal bewoners",
    "n_cases": "aantal casussen",
    "mean": "gemiddelde over bewoners",
    "paired_with": "moment waarmee per bewoner is vergeleken",
    "paired_n": "aantal bewoners met beide scores",
    "paired_difference": "gemiddeld verschil van die bewoners",
}


def results_page(generated: str) -> str:
    """List every table with its columns, what they hold and how they are computed; then the frames."""
    parts = ["# Tabellen en kolommen", generated, ABOUT_RESULTS]
    rooms: tuple[tuple[str, Iterable[ResultTable[Row]]], ...] = (
        ("Het rapport (`resultaten.json`)", [*TABLES.values(), *SECTIONS.values()]),
        ("De waardering (`waardering.json`)", _once(t for each in VALUATION_TABLES.values() for t in each)),
        ("Het wijkrapport (`wijkrapport.json`)", WIJK_TABLES),
    )
    for title, tables in rooms:
        parts.append(f"## {title}")
        for table in tables:
            about = " ".join(text for text in (table.note, INTERN if table.is_intern else "") if text)
            parts += [
                f"### {table.name}",
                " ".join(filter(None, (f"{table.title}." if table.title else "", about))),
            ]
            parts.append(
                _table(("kolom", "opschrift", "eenheid", "berekening"), map(_column, table.columns.values()))
            )
    parts += ["## Tabellen in Python", ABOUT_FRAMES]
    result = mr.analyse(ruwaard())
    for name in TABLE_NAMES:
        rows = ((f"`{c}`", MEANINGS.get(c, ""), _frame_unit(c)) for c in result.to_frame(name).columns)
        parts += [
            f"### {name}",
            f"{FRAME_TITLES[name].capitalize()}.",
            _table(("kolom", "betekenis", "eenheid"), rows),
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


INTERN = "Alleen in een vertrouwelijk rapport: zij gaat over losse casussen."


def _once(tables: Iterable[ResultTable[Row]]) -> list[ResultTable[Row]]:
    return list({table.name: table for table in tables}.values())


HIDDEN = {
    "regel": "Waarom iets verborgen is; alleen waar dat zo is.",
    "onderdrukt": "Welke kolommen van deze rij verborgen zijn.",
}


def _column(column: Column) -> Sequence[str]:
    words = ", ".join(f"`{word}`" for word in column.among)
    return (
        f"`{column.key}`",
        column.label,
        UNITS.get(column.kind, words or column.kind.value),
        column.formula,
    )


def _frame_unit(name: str) -> str:
    return next((unit for end, unit in FRAME_UNITS.items() if name.endswith(end)), "")


def index_page(generated: str) -> str:
    """List words, commands, tables and names with the page on which they stand."""
    entries = sorted(_entries(), key=lambda entry: (fold_header(re.sub(r"[^\w ]", "", entry[0])), entry))
    parts = ["# Register", generated, ABOUT_INDEX]
    for letter, found in groupby(entries, key=lambda e: fold_header(re.sub(r"[^\w ]", "", e[0]))[:1].upper()):
        parts += [f"## {letter}", _table(("woord", "wat", "waar"), found)]
    return "\n\n".join(parts) + "\n"


def _entries() -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for word, meaning in re.findall(
        r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$",
        (DOCS / "begrippen.md").read_text(encoding="utf-8"),
        flags=re.M,
    ):
        if not set(word) <= {"-"} and meaning != "Betekenis" and not word.startswith("`"):
            found.add((word.replace(r"\|", "/"), "begrip", "[Begrippen](begrippen.md)"))
    for table in SHEETS:
        found.add((f"blad {table.sheet}", "blad", f"[De werkmap](werkmap.md#{table.sheet.lower()})"))
        for column in table.columns:
            found.add(
                (
                    f"`{column.header}`",
                    f"kolom van blad {table.sheet}",
                    f"[De werkmap](werkmap.md#{table.sheet.lower()})",
                )
            )
    for setting in SETTINGS:
        found.add((f"`{setting.header}`", "instelling", "[De werkmap](werkmap.md#analyse)"))
    for action in build_parser()._actions:  # argparse has no other way to list them
        if isinstance(action, _SubParsersAction):
            for name in action.choices:
                found.add(
                    (
                        f"`mr {name}`",
                        "opdracht",
                        f"[{COMMANDS.get(name, 'Het rapport')}]({PAGES.get(name, 'rapport.md')})",
                    )
                )
    for table in (*TABLES.values(), *SECTIONS.values(), *WIJK_TABLES):
        found.add((f"`{table.name}`", "tabel", f"[Tabellen en kolommen](resultaten.md#{table.name})"))
    python = (DOCS / "python.md").read_text(encoding="utf-8")
    for path in re.findall(r"^::: (\S+)$", python, flags=re.M):
        found.add((f"`mr.{path.rpartition('.')[2]}`", "Python", f"[Python](python.md#{path})"))
    return found


COMMANDS = {
    "inlezen": "Uw eigen bestand",
    "scenario": "Gedeelde besparing",
    "wijk": "Het wijkrapport",
    "opendata": "Open data",
    "waardeer": "Waardering",
    "tarieven": "Tarieven",
    "sjabloon": "In tien minuten",
    "controleer": "In tien minuten",
}
PAGES = {
    "inlezen": "eigen-bestand.md",
    "scenario": "gedeelde-besparing.md",
    "wijk": "wijk.md",
    "opendata": "open-data.md",
    "waardeer": "waardering.md",
    "tarieven": "tarieven.md",
    "sjabloon": "tien-minuten.md",
    "controleer": "tien-minuten.md",
}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)
