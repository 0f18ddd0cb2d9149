"""Write docs/tarieven.md and docs/ontbrekende-prijzen.md from the tariff store.

``python docs/maak_tarieven.py`` writes both pages; with ``--controleer`` nothing is written and the exit code
is 1 when a page is stale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from maatschappelijk_rendement.model import Tariff
from maatschappelijk_rendement.tariffs import Tariffs
from maatschappelijk_rendement.tariffs.files import data_folder, read_gaps, read_table
from maatschappelijk_rendement.tariffs.listing import dutch_price, gap_days, validity
from maatschappelijk_rendement.vocabulary import Stream

DOCS = Path(__file__).parent
GENERATED = "<!-- Gemaakt door docs/maak_tarieven.py; niet met de hand veranderen. -->"
ABOUT_PRICES = """\
Elke prijs staat met geldigheid en bron in `data/tariffs/`, een bestand per financieringsstroom. Zoek met
`mr tarieven`. Uw eigen prijzen zet u op blad Tarieven; die gaan per dag voor. Wat ontbreekt, staat in
[Ontbrekende prijzen](ontbrekende-prijzen.md)."""
ABOUT_GAPS = """\
Voor deze producten is geen prijs gevonden die in een bron is nagekeken. Er wordt niets geschat om een gat te
vullen. Vul ze aan op blad Tarieven, met uw eigen bron. Dezelfde lijst geeft `mr tarieven --ontbreekt`.

Goede plaatsen om te zoeken: de contracten en het tarievenbesluit van uw gemeente, de tariefbeschikkingen van
de NZa (zzp, vpt, mpt, elv, ggz-verblijf), en de Maatschappelijke prijslijst domeinoverstijgend samenwerken
van DUS-I."""
PRICE_HEAD = ("code", "omschrijving", "eenheid", "euro", "geldig", "gebied", "soort", "basis", "bron", "noot")


def prices_page() -> str:
    """Write the reference page: what the columns mean, prices by stream, indices, sources."""
    tariffs = Tariffs.load()
    parts = [
        "# Tarieven",
        GENERATED,
        f"{len(tariffs.rows)} prijzen van {len(tariffs.codes)} producten. {ABOUT_PRICES}",
        "## Wat de kolommen betekenen",
        _table(("kolom", "betekenis"), _columns()),
    ]
    for stream in Stream:
        rows = sorted(tariffs.find(stream=stream).rows, key=lambda row: (row.code, row.valid_from))
        prices = _table(PRICE_HEAD, map(_price, rows)) if rows else "Geen prijs bekend."
        parts += [f"## {stream}", prices]
    parts += ["## Prijsindices", _indices(), "## Bronnen", _sources(tariffs)]
    return "\n\n".join(parts) + "\n"


def gaps_page() -> str:
    """Write the page of what is missing, by law, then the holes in series."""
    gaps = read_gaps()
    parts = ["# Ontbrekende prijzen", GENERATED, ABOUT_GAPS]
    for law, group in groupby((gap for gap in gaps if not gap.code), key=lambda gap: gap.law):
        rows = [(gap.category, gap.description, gap.note) for gap in group]
        parts += [f"## {law}", _table(("soort", "omschrijving", "toelichting"), rows)]
    holes = [(f"`{gap.code}`", gap_days(gap), gap.note) for gap in gaps if gap.code]
    parts += [
        "## Perioden zonder prijs binnen een reeks",
        _table(("code", "zonder prijs", "toelichting"), holes),
    ]
    return "\n\n".join(parts) + "\n"


def _price(row: Tariff) -> Sequence[str]:
    return (
        f"`{row.code}`",
        row.description,
        row.unit,
        dutch_price(row.price_eur),
        validity(row),
        row.area or "onbekend",
        row.kind or "",
        row.price_basis or "",
        row.source_id or "",
        row.note or "",
    )


def _columns() -> Iterable[Sequence[str]]:
    schema = json.loads((data_folder() / "tarief.schema.json").read_text(encoding="utf-8"))
    return ((f"`{field['name']}`", field["description"]) for field in schema["fields"])


def _indices() -> str:
    rows = (
        (
            row["reeks"],
            row["jaar"],
            row["waarde"].replace(".", ","),
            row["eenheid"],
            row["bron_id"],
            row["noot"],
        )
        for row in read_table("indices.csv")
    )
    return _table(("reeks", "jaar", "waarde", "eenheid", "bron", "noot"), rows)


def _sources(tariffs: Tariffs) -> str:
    rows = (
        (source.source_id, source.title, source.publisher, str(source.year), f"<{source.address}>")
        for source in tariffs.sources.values()
    )
    return _table(("bron", "titel", "uitgever", "jaar", "adres"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines)


PAGES = {"tarieven.md": prices_page, "ontbrekende-prijzen.md": gaps_page}


def stale_pages() -> list[str]:
    """Name the pages that differ from what the store says now."""
    return [
        name
        for name, write in PAGES.items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != write()
    ]


def main() -> int:
    """Write the pages, or only check them."""
    stale = stale_pages()
    if "--controleer" in sys.argv[1:]:
        for name in stale:
            print(f"docs/{name} is verouderd: voer python docs/maak_tarieven.py uit.")
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name} geschreven")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
