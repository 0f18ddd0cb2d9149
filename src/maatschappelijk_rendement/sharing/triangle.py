"""Read a triangle of cumulative cost from CSV: a row an origin year, a column a year of development.

A triangle has no holes: the oldest year is known in every column, and each later year in one column less.
Amounts are in euros; they never fall along a row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.domain.money import to_cents
from maatschappelijk_rendement.domain.tabular import Tabular

LARGEST_BYTES = 1_000_000
LEAST_YEARS, MOST_YEARS = 3, 40
LARGEST_EUROS = Decimal(10) ** 12
LABEL = "driehoek"
SHAPE = (
    "Zet in elke rij een jaar en daarna de kosten tot en met elk volgend jaar. Elk jonger jaar heeft aan het "
    "eind een leeg vak meer."
)
_PLAIN = re.compile(r"-?[0-9]+([.,][0-9]{1,2})?")
_DUTCH = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Triangle(Tabular):
    """Cumulative cost by origin year and development.

    Attributes:
        origins: Calendar years, oldest first, one after the other.
        rows_cents: For each origin the cost known so far: the oldest has as many as there are years, each
            later one a value less [cent].

    Raises:
        InputError: It is no triangle; carries every problem with its row.
    """

    origins: tuple[int, ...]
    rows_cents: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        findings = [*_origin_findings(self.origins), *_row_findings(self.rows_cents)]
        if findings:
            raise InputError(findings)


def read_triangle(path: Path | str) -> Triangle:
    """Read a triangle from a CSV file.

    Args:
        path: An ordinary file in UTF-8: a heading, then a row an origin year; fields apart by ``;``, ``,`` or
            a tab. Amounts in euros, cumulative.

    Raises:
        UsageError: The file is not there or may not be read.
        InputError: It is too large, no CSV or no triangle; says in which row. No value is repeated.
    """
    try:
        content = read_plain(Path(path), LARGEST_BYTES)
    except OSError as error:
        raise UsageError(f"Dit bestand {why_not_read(error)}") from error
    if len(content) > LARGEST_BYTES:
        raise InputError([_finding("", "bestand_te_groot", "Dit bestand is te groot: het mag 1 MB zijn.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([_finding("", "tekens_onleesbaar", "Bewaar het bestand als UTF-8.")]) from error
    return parse_triangle(text)


def parse_triangle(text: str) -> Triangle:
    r"""Read a triangle from the text of a CSV file.

    Raises:
        InputError: It is no triangle.

    Example:
        >>> parse_triangle("jaar;1;2;3\n2021;100;150;160\n2022;110;165;\n2023;90;;\n").rows_cents
        ((10000, 15000, 16000), (11000, 16500), (9000,))
    """
    heading = text.partition("\n")[0]
    delimiter = max(";\t,", key=heading.count)
    try:
        records = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError([_finding("", "geen_csv", "Dit is geen geldig CSV-bestand.", SHAPE)]) from error
    rows = [(number, row) for number, row in enumerate(records, start=1) if any(cell.strip() for cell in row)]
    body = rows[1:]
    if not LEAST_YEARS <= len(body) <= MOST_YEARS:
        text = f"Een driehoek heeft {LEAST_YEARS} tot {MOST_YEARS} jaren onder een regel met koppen."
        raise InputError([_finding("", "driehoek_onjuist", text, SHAPE)])
    findings: list[Finding] = []
    origins, amounts = [], []
    for number, row in body:
        origin = row[0].strip()
        if not re.fullmatch(r"[12][0-9]{3}", origin):
            findings.append(_finding(f"A{number}", "jaar_onjuist", "Hier hoort een jaar, zoals 2023."))
        origins.append(int(origin) if origin.isascii() and origin.isdecimal() else 0)
        amounts.append(_amounts(number, row[1:], findings))
    if findings:
        raise InputError(findings)
    return Triangle(tuple(origins), tuple(amounts))


def _amounts(number: int, cells: Sequence[str], findings: list[Finding]) -> tuple[int, ...]:
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    cents = []
    for text in texts:
        if not text:
            words = "Er staat een leeg vak midden in deze rij."
            findings.append(
                _finding(str(number), "driehoek_gat", words, "Vul het aan: onbekend is geen nul.")
            )
            continue
        amount = _euros(text)
        if amount is None:
            words = "Hier staat iets anders dan een bedrag van 0 tot een biljoen euro."
            findings.append(_finding(str(number), "bedrag_onjuist", words, "Schrijf het als 1234,50."))
            continue
        cents.append(to_cents(amount))
    return tuple(cents)


def _euros(text: str) -> Decimal | None:
    plain = text
    if _DUTCH.fullmatch(text):
        plain = text.replace(".", "")
    elif not _PLAIN.fullmatch(text):
        return None
    try:
        amount = Decimal(plain.replace(",", "."))
    except InvalidOperation:  # more digits than a decimal holds
        return None
    return amount if 0 <= amount <= LARGEST_EUROS else None


def _origin_findings(origins: Sequence[int]) -> list[Finding]:
    if any(following != one + 1 for one, following in pairwise(origins)):
        words = "De jaren volgen elkaar niet op."
        return [_finding("A", "jaren_onjuist", words, "Geef elk jaar één rij, van oud naar nieuw.")]
    return []


def _row_findings(rows: Sequence[Sequence[int]]) -> list[Finding]:
    findings = []
    count = len(rows)
    if not LEAST_YEARS <= count <= MOST_YEARS:
        text = f"Een driehoek heeft {LEAST_YEARS} tot {MOST_YEARS} jaren."
        return [_finding("", "driehoek_onjuist", text, SHAPE)]
    for place, row in enumerate(rows):
        where = str(place + 2)
        if len(row) != count - place:
            text = f"In deze rij horen {count - place} bedragen te staan, en dat zijn er niet."
            findings.append(_finding(where, "driehoek_gat", text, SHAPE))
        elif any(amount <= 0 for amount in row):
            text = "Een bedrag is 0 of lager: daar is geen factor uit te halen."
            findings.append(_finding(where, "bedrag_onjuist", text, "Geef bedragen boven 0."))
        elif any(later < one for one, later in pairwise(row)):
            text = "De bedragen dalen in deze rij. Dan is een factor lager dan 1."
            advice = "Geef de kosten opgeteld tot en met elk jaar, niet per jaar."
            findings.append(_finding(where, "niet_opgeteld", text, advice))
    return findings


def _finding(cell: str, code: str, text: str, advice: str = "") -> Finding:
    return Finding("fout", LABEL, cell, code, text, advice)
