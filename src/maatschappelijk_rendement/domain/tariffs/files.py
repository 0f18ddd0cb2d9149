"""The files of the tariff store: where they are, and how a row becomes an object.

``data/tariffs`` holds one CSV per financing stream (the file name is the stream), ``bronnen.csv`` with the
sources, ``indices.csv``, and ``ontbreekt.csv`` with what is missing. Each column is described by
``datapackage.json``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.calendar import after_inclusive
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError
from maatschappelijk_rendement.domain.model import Source, Tariff
from maatschappelijk_rendement.domain.vocabulary import Stream

# Column of the file -> field of ``Tariff``; the stream is the name of the file.
TARIFF_FIELDS: dict[str, str] = {
    "code": "code",
    "omschrijving": "description",
    "eenheid": "unit",
    "prijs_eur": "price_eur",
    "geldig_van": "valid_from",
    "geldig_tot": "valid_until",
    "prijspeil": "price_level",
    "gebied": "area",
    "soort": "kind",
    "prijsbasis": "price_basis",
    "productcategorie": "category",
    "omvat": "includes",
    "financier": "payer",
    "ontvanger": "receiver",
    "geldstroom": "money_kind",
    "taakveld": "policy_field",
    "btw": "vat",
    "bruto_netto": "gross_net",
    "bron_id": "source_id",
    "vindplaats": "locator",
    "noot": "note",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A price that is known to be missing: a product category, days within a series, or all since its end.

    Attributes:
        law: Law or field under which the category stands (``Wmo``, ``MDO``, ``UWV`` ...).
        code: Product code, where days of a series are missing; else empty.
        first_day, last_day: The missing days, both inclusive, where a code is given; without a last day the
            series ends there.
        note: What was looked at, or why there is none.
    """

    law: str
    category: str
    description: str
    code: str
    first_day: date | None
    last_day: date | None
    note: str


def data_folder() -> Path:
    """Find the store: inside the package when installed from a wheel, at the project root in a checkout."""
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "data" / "tariffs", package.parents[1] / "data" / "tariffs"):
        if (folder / "bronnen.csv").is_file():
            return folder
    raise MaatschappelijkRendementError(
        "De meegeleverde prijzen zijn niet gevonden. Installeer het pakket opnieuw."
    )


def read_table(name: str) -> list[dict[str, str]]:
    """Read one file of the store: a row per line, column name to text; an empty text is unknown."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_sources() -> dict[str, Source]:
    """Read the sources by their id."""
    return {
        row["bron_id"]: Source(
            source_id=row["bron_id"],
            title=row["titel"],
            publisher=row["uitgever"],
            year=int(row["jaar"]),
            address=row["adres"],
            fetched=_day(row["opgehaald"]),
        )
        for row in read_table("bronnen.csv")
    }


def read_tariffs(sources: dict[str, Source]) -> tuple[Tariff, ...]:
    """Read the prices of every stream, in the order in which their sources were fetched.

    The store is append-only: a correction is a new row from a source that was fetched later, and stands after
    the row it corrects. A source without a fetch date was read before the first release.
    """
    rows = [_tariff(stream, row, sources) for stream in Stream for row in read_table(f"{stream.lower()}.csv")]
    return tuple(sorted(rows, key=lambda row: sources[row.source_id or ""].fetched or date.min))


def read_gaps() -> tuple[Gap, ...]:
    """Read what is known to be missing."""
    return tuple(
        Gap(
            law=row["wet"],
            category=row["productcategorie"],
            description=row["omschrijving"],
            code=row["code"],
            first_day=_day(row["geldig_van"]),
            last_day=_day(row["geldig_tot"]),
            note=row["toelichting"],
        )
        for row in read_table("ontbreekt.csv")
    )


def _tariff(stream: Stream, row: dict[str, str], sources: dict[str, Source]) -> Tariff:
    fields: dict[str, Any] = {TARIFF_FIELDS[column]: text for column, text in row.items() if text}
    last_day = _day(row["geldig_tot"])
    fields["valid_until"] = last_day and after_inclusive(last_day)
    fields["source_text"] = sources[row["bron_id"]].title
    return Tariff(**fields, stream=stream)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
