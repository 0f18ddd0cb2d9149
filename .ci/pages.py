"""Write the pages that follow from code and data; with --check only say which ones are out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.tables import NUMBER_RULES, SETTINGS, SHEETS, TEXT_RULES, Column
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.tariffs.files import read_gaps
from maatschappelijk_rendement.tariffs.listing import dutch_price, gap_days, validity
from maatschappelijk_rendement.vocabulary import Stream

DOCS = Path(__file__).resolve().parent.parent / "docs"
WORKBOOK_INTRODUCTION = """\
Elk blad en elke kolom, zoals `mr sjabloon` ze schrijft en `mr controleer` ze nakijkt. Andere kolommen zijn
niet toegestaan: er is geen plaats voor namen of andere persoonsgegevens."""
TARIFFS_INTRODUCTION = """\
Alle {count} meegeleverde prijzen, per stroom, met geldigheid en bron. `mr tarieven` toont dezelfde lijst.
Eigen prijzen op blad Tarieven gaan voor, per dag."""
GAPS_INTRODUCTION = """\
Producten die veel casussen nodig hebben en waarvoor geen prijs met bron is gevonden. Vul ze zelf aan op blad
Tarieven, met uw eigen bron."""
NOTICE = "<!-- Gemaakt met `make bladzijden`; een wijziging met de hand gaat verloren. -->"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; a bar inside a cell is escaped."""
    cells = ([cell.replace("|", "\\|") for cell in row] for row in [head, ["---"] * len(head), *rows])
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def contents(column: Column) -> str:
    """Say what a cell of a column may hold."""
    if column.words:
        return ", ".join(f"`{word}`" for word in column.words)
    number, text = NUMBER_RULES.get(column.kind), TEXT_RULES.get(column.kind)
    if number and number.decimals:
        highest = dutch_number(number.maximum)
        bounds = f"van {number.minimum} tot en met {highest}, hooguit {number.decimals} decimalen"
        return f"{column.kind.value}, {bounds}"
    if text:
        return f"{column.kind.value}, hooguit {text.maximum_length} tekens"
    return column.kind.value


def columns_table(columns: Sequence[Column], title: str) -> str:
    """List columns with what they mean, whether they are needed and what they may hold."""
    return markdown_table(
        [title, "betekenis", "nodig", "inhoud", "voorbeeld"],
        (
            [
                f"`{c.header}`",
                c.meaning,
                "ja" if c.required else "nee",
                contents(c),
                c.example and f"`{c.example}`",
            ]
            for c in columns
        ),
    )


def workbook_page() -> str:
    """Describe every sheet and column of the workbook, from the declarations in ``tables``."""
    parts = [
        "# De werkmap",
        NOTICE,
        WORKBOOK_INTRODUCTION,
    ]
    for sheet in SHEETS:
        absent = " Dit blad mag ontbreken." if sheet.may_be_absent else ""
        parts += [f"## {sheet.sheet}", sheet.meaning + absent, columns_table(sheet.columns, "kolom")]
        if sheet is SHEETS[0]:
            parts += ["De instellingen:", columns_table(SETTINGS, "instelling")]
    return "\n\n".join(parts) + "\n"


def tariffs_page() -> str:
    """List every shipped price with its source, and what is missing."""
    tariffs = Tariffs.load()
    parts = [
        "# Prijzen",
        NOTICE,
        TARIFFS_INTRODUCTION.format(count=len(tariffs.shipped)),
    ]
    for stream in Stream:
        rows = sorted(tariffs.find(stream=stream).shipped, key=lambda row: (row.code, row.valid_from))
        if not rows:
            continue
        parts += [
            f"## {stream}",
            markdown_table(
                ["code", "omschrijving", "eenheid", "prijs", "geldig", "soort", "bron"],
                (
                    [
                        f"`{row.code}`",
                        row.description,
                        row.unit,
                        f"€ {dutch_price(row.price_eur)}",
                        validity(row),
                        row.kind or "",
                        f"[{row.source_text}]({tariffs.sources[row.source_id or ''].address})",
                    ]
                    for row in rows
                ),
            ),
        ]
    gaps = read_gaps()
    parts += [
        "## Wat ontbreekt",
        GAPS_INTRODUCTION,
        markdown_table(
            ["wet", "soort", "omschrijving"],
            ([gap.law, gap.category, gap.description] for gap in gaps if not gap.code),
        ),
        "### Perioden zonder prijs binnen een reeks",
        markdown_table(
            ["code", "zonder prijs"], ([f"`{gap.code}`", gap_days(gap)] for gap in gaps if gap.code)
        ),
    ]
    return "\n\n".join(parts) + "\n"


PAGES = {"werkmap.md": workbook_page, "tarieven.md": tariffs_page}


def main() -> int:
    """Write the pages, or name the stale ones and end with 1."""
    stale = []
    for name, make in PAGES.items():
        page, wanted = DOCS / name, make()
        if page.exists() and page.read_text(encoding="utf-8") == wanted:
            continue
        if "--check" in sys.argv:
            stale.append(name)
        else:
            page.write_text(wanted, encoding="utf-8")
            print(f"Gemaakt: docs/{name}")
    if stale:
        print(f"Niet bijgewerkt: {', '.join(stale)}. Draai: make bladzijden", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
