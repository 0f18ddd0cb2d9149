"""Price indices: how a price of one year is carried to another, exactly and with its name on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Self

from maatschappelijk_rendement.errors import Finding, InputError
from maatschappelijk_rendement.tariffs.files import read_table
from maatschappelijk_rendement.vocabulary import IndexName

# tariffs.md, "Indices": published factors to 2024; level(year) = 1 / factor(year).
CPI_SERIES = "CPI_FACTOR_NAAR_2024"
CPI_BASE_YEAR = 2024
# Year-on-year percentages; the final figure where it is known, else the preliminary one, marked.
GROWTH_SERIES: dict[IndexName, str] = {IndexName.OVA: "OVA", IndexName.VNG: "VNG_90_10"}


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """One published figure of one year.

    Attributes:
        value: CPI: factor from this year to 2024. OVA and VNG: level over that of the year before.
        preliminary: A final figure was not published yet.
        doubtful: Sources contradict each other; the store says how.
        source_id: Where it was published.
    """

    value: Fraction
    preliminary: bool
    doubtful: bool
    source_id: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A price carried to another year: exact, with what the report says about it."""

    price: Fraction
    preliminary: bool
    note: str


@dataclass(frozen=True)
class Indices:
    """The index series at hand: per name the figure of each year.

    Example:
        >>> Indices.load().carry(Decimal("64.00"), IndexName.CPI, 2022, 2024).price
        Fraction(8584, 125)
    """

    figures: Mapping[IndexName, Mapping[int, IndexFigure]]

    @classmethod
    def load(cls) -> Self:
        """Read the series that come with the package."""
        series: dict[str, dict[int, dict[str, str]]] = {}
        for row in read_table("indices.csv"):
            series.setdefault(row["reeks"], {})[int(row["jaar"])] = row
        growth = {
            name: {
                year: _figure(row, 1 + Fraction(row["waarde"]) / 100, preliminary=preliminary)
                for kind, preliminary in (("VOORLOPIG", True), ("DEFINITIEF", False))
                for year, row in series[f"{prefix}_{kind}"].items()
            }
            for name, prefix in GROWTH_SERIES.items()
        }
        cpi = {
            year: _figure(row, Fraction(row["waarde"]), preliminary=False)
            for year, row in series[CPI_SERIES].items()
        }
        return cls({IndexName.CPI: cpi, **growth})

    def level(self, name: IndexName, year: int) -> Fraction:
        """Give the level of a year; only the ratio of two levels has a meaning.

        Args:
            name: CPI (2024 is 1), OVA or VNG (the year before the first figure is 1).
            year: Calendar year.

        Raises:
            InputError: The series lacks a figure that is needed; names series and years.

        Example:
            >>> Indices.load().level(IndexName.CPI, 2022)
            Fraction(1000, 1073)
        """
        base = CPI_BASE_YEAR if name is IndexName.CPI else min(self.figures[name]) - 1
        return self._ratio(name, base, year)

    def carry(self, price_eur: Decimal, name: IndexName, from_year: int, to_year: int) -> Carried:
        """Carry a price: price x level(to_year) / level(from_year), unrounded.

        Formula: contract.md, "What a line costs".

        Args:
            price_eur: Published price in euros per unit.
            name: The index the user chose.
            from_year: Nearest year of the price's validity.
            to_year: Year wanted.

        Returns:
            The exact price, whether a preliminary figure was used, and a Dutch note.

        Raises:
            InputError: The series lacks a figure that is needed; names series and years.
        """
        ratio = self._ratio(name, from_year, to_year)
        used = {year: self.figures[name][year] for year in _years_used(name, from_year, to_year)}
        preliminary = [year for year, figure in used.items() if figure.preliminary]
        doubtful = [year for year, figure in used.items() if figure.doubtful]
        note = f"geïndexeerd met {name} van {from_year} naar {to_year}"
        if preliminary:
            note += f", voorlopig cijfer: {_listed(preliminary)}"
        if doubtful:
            note += f", twijfelachtig cijfer: {_listed(doubtful)}"
        return Carried(Fraction(price_eur) * ratio, bool(preliminary), note)

    def _ratio(self, name: IndexName, from_year: int, to_year: int) -> Fraction:
        figures = self.figures[name]
        years = _years_used(name, from_year, to_year)
        missing = [year for year in years if year not in figures]
        if missing:
            raise InputError([_missing(name, missing, sorted(figures))])
        if not years:
            return Fraction(1)
        if name is IndexName.CPI:
            return figures[from_year].value / figures[to_year].value
        growth = prod((figures[year].value for year in years), start=Fraction(1))
        return growth if from_year < to_year else 1 / growth


def _figure(row: dict[str, str], value: Fraction, *, preliminary: bool) -> IndexFigure:
    return IndexFigure(value, preliminary, row["noot"].startswith("Verdacht"), row["bron_id"])


def _years_used(name: IndexName, from_year: int, to_year: int) -> list[int]:
    """Years whose figure is needed; none where the price stays in its year."""
    if from_year == to_year:
        return []
    first, last = sorted((from_year, to_year))
    return [first, last] if name is IndexName.CPI else list(range(first + 1, last + 1))


def _missing(name: IndexName, missing: list[int], known: list[int]) -> Finding:
    return Finding(
        "fout",
        "",
        "",
        "index_ontbreekt",
        f"De index {name} heeft geen cijfer voor {_listed(missing)} "
        f"(bekend: {known[0]} tot en met {known[-1]}).",
        "Kies een andere index of een ander prijspeil, of geef zelf een prijs op blad Tarieven.",
    )


def _listed(years: list[int]) -> str:
    """List years the Dutch way."""
    *head, tail = map(str, years)
    return f"{', '.join(head)} en {tail}" if head else tail
