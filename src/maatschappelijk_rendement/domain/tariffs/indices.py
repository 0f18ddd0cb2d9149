"""Price indices: how a price of one year is carried to another, exactly and with its name on it.

The index of the VNG is worked out by its own rule from OVA and PPC, unrounded, final from final and
preliminary from preliminary figures. The figures that the VNG published itself stand in the store to check
it by: they are these, rounded to two decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, ClassVar, Self

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.tariffs.files import read_table
from maatschappelijk_rendement.domain.vocabulary import IndexName

if TYPE_CHECKING:
    import pandas as pd

# tariffs.md, "Indices": published factors to 2024; level(year) = 1 / factor(year).
# A year after the last factor follows from its published change on the year before (one decimal).
CPI_SERIES = "CPI_FACTOR_NAAR_2024"
CPI_CHANGES = "CPI_JAARMUTATIE"
CPI_BASE_YEAR = 2024
# Year-on-year percentages: which series, and for how much each counts. The final figure where it is known,
# else the preliminary one, marked. VNG: "Indexatie bij inkoop Jeugdhulp en Wmo-ondersteuning", 2024 and 2025.
GROWTH_PARTS: dict[IndexName, dict[str, Fraction]] = {
    IndexName.OVA: {"OVA": Fraction(1)},
    IndexName.VNG: {"OVA": Fraction(9, 10), "PPC": Fraction(1, 10)},
}
PRELIMINARY, FINAL = "VOORLOPIG", "DEFINITIEF"

Rows = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """One published figure of one year.

    Attributes:
        value: CPI: factor from this year to 2024. OVA and VNG: level over that of the year before.
        preliminary: A final figure was not published yet.
        doubtful: Sources contradict each other; the store says how.
        source_ids: Where it was published, or each figure that it follows from.
        from_change: CPI: no factor was read, so it follows from the change in percent, published with one
            decimal.
    """

    value: Fraction
    preliminary: bool
    doubtful: bool
    source_ids: tuple[str, ...]
    from_change: bool = False


@dataclass(frozen=True, slots=True)
class Carried(Tabular):
    """A price carried to another year: exact, with what the report says about it."""

    price: Fraction
    preliminary: bool
    note: str


@dataclass(frozen=True)
class Indices(Tabular):
    """The index series at hand.

    Attributes:
        figures: Per name the figure of each year that counts: the final one, else the preliminary one.
        preliminary: Per name every preliminary figure, also where a final one has come since.

    Example:
        >>> Indices.load().carry(Decimal("64.00"), IndexName.CPI, 2022, 2024).price
        Fraction(8584, 125)
    """

    rows_in: ClassVar[str] = "figures"

    figures: Mapping[IndexName, Mapping[int, IndexFigure]]
    preliminary: Mapping[IndexName, Mapping[int, IndexFigure]] = field(default_factory=dict)

    def to_frame(self, *, euros: bool = False) -> pd.DataFrame:
        """Give every figure that counts as a pandas frame.

        Args:
            euros: Changes nothing: an index holds no amount.

        Returns:
            index [text]; year [int]; value [number: for CPI the factor from that year to 2024, else the level
            over that of the year before]; preliminary, doubtful [bool].

        Example:
            >>> Indices.load().to_frame().query("index == 'CPI' and year == 2022")["value"].tolist()
            [1.073]
        """
        import pandas as pd

        rows = [
            (name.value, year, float(figure.value), figure.preliminary, figure.doubtful)
            for name, figures in self.figures.items()
            for year, figure in sorted(figures.items())
        ]
        return pd.DataFrame(rows, columns=["index", "year", "value", "preliminary", "doubtful"])

    @classmethod
    def load(cls) -> Self:
        """Read the series that come with the package; of two rows for one year the one added last counts."""
        series: dict[str, dict[int, dict[str, str]]] = {}
        for row in read_table("indices.csv"):
            series.setdefault(row["reeks"], {})[int(row["jaar"])] = row
        cpi = {
            year: IndexFigure(Fraction(row["waarde"]), False, _is_doubtful(row), (row["bron_id"],))
            for year, row in series[CPI_SERIES].items()
        }
        cpi |= _after_the_factors(cpi, series[CPI_CHANGES])
        figures: dict[IndexName, Mapping[int, IndexFigure]] = {IndexName.CPI: cpi}
        preliminary: dict[IndexName, Mapping[int, IndexFigure]] = {}
        for name, parts in GROWTH_PARTS.items():
            preliminary[name], final = (_growth(series, parts, kind) for kind in (PRELIMINARY, FINAL))
            figures[name] = {**preliminary[name], **final}
        return cls(figures, preliminary)

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
        years = self.figures.get(name, {})
        base = CPI_BASE_YEAR if name is IndexName.CPI or not years else min(years) - 1
        return self._ratio(name, base, year)

    def correction(self, name: IndexName, year: int) -> Fraction:
        """Give what still has to be added to a price that was raised by a preliminary figure.

        Formula: (1 + final) / (1 + preliminary) - 1 (VNG, "Indexatie bij inkoop Jeugdhulp en
        Wmo-ondersteuning").

        Args:
            name: OVA or VNG.
            year: Year of both figures.

        Raises:
            InputError: The series lacks the preliminary or the final figure of that year.

        Example:
            >>> Indices.load().correction(IndexName.VNG, 2024)  # 1.0571 / 1.04697 - 1
            Fraction(1013, 104697)
        """
        before, final = self.preliminary.get(name, {}).get(year), self.figures[name].get(year)
        if before is None or final is None or final.preliminary:
            text = f"De index {name} heeft voor {year} geen voorlopig én definitief cijfer."
            raise InputError([Finding("fout", "", "", "index_ontbreekt", text, "Kies een ander jaar.")])
        return final.value / before.value - 1

    def carry(self, price_eur: Decimal, name: IndexName, from_year: int, to_year: int) -> Carried:
        """Carry a price: price x level(to_year) / level(from_year), unrounded.

        Formula: docs/wat-een-regel-kost.md, "Constante prijzen".

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
        rounded = [year for year, figure in used.items() if figure.from_change]
        if preliminary:
            note += f", voorlopig cijfer: {_listed(preliminary)}"
        if rounded:
            note += f", uit de afgeronde jaarmutatie: {_listed(rounded)}"
        if doubtful:
            note += f", twijfelachtig cijfer: {_listed(doubtful)}"
        return Carried(Fraction(price_eur) * ratio, bool(preliminary), note)

    def _ratio(self, name: IndexName, from_year: int, to_year: int) -> Fraction:
        figures = self.figures.get(name, {})
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


BUDGET_PARTS: Mapping[str, Mapping[str, Fraction]] = {
    "OVA": GROWTH_PARTS[IndexName.OVA],
    "PPC": {"PPC": Fraction(1)},
    "VNG": GROWTH_PARTS[IndexName.VNG],
}
"""What an index of a budget is made of; PPC alone is not one for prices of cases."""


def known_years(name: str) -> set[int]:
    """Give the years to which an amount can be carried by ``CPI``, ``OVA``, ``PPC`` or ``VNG``.

    A growth figure of a year leads there from the year before, so that year is known as well.

    Example:
        >>> sorted(known_years("PPC"))
        [2021, 2022, 2023, 2024, 2025]
    """
    if name == IndexName.CPI:
        return set(Indices.load().figures[IndexName.CPI])
    grown = set(growth_figures(BUDGET_PARTS[name]))
    return grown | {min(grown) - 1}


def growth_figures(parts: Mapping[str, Fraction]) -> Mapping[int, IndexFigure]:
    """Give the growth of each year of a weighted index: the final figure where known, else the preliminary.

    Args:
        parts: Name of each published part (``OVA``, ``PPC``) and how much it counts.

    Example:
        >>> growth_figures({"PPC": Fraction(1)})[2024].value
        Fraction(1031, 1000)
    """
    series: dict[str, dict[int, dict[str, str]]] = {}
    for row in read_table("indices.csv"):
        series.setdefault(row["reeks"], {})[int(row["jaar"])] = row
    return {**_growth(series, parts, PRELIMINARY), **_growth(series, parts, FINAL)}


def _growth(series: Mapping[str, Rows], parts: Mapping[str, Fraction], kind: str) -> dict[int, IndexFigure]:
    """Give the growth of each year of which every part has a figure of this kind."""
    of_parts = {part: series[f"{part}_{kind}"] for part in parts}
    years = set.intersection(*(set(rows) for rows in of_parts.values()))
    figures = {}
    for year in sorted(years):
        percent = sum((weight * Fraction(of_parts[part][year]["waarde"]) for part, weight in parts.items()))
        rows = [of_parts[part][year] for part in parts]
        figures[year] = IndexFigure(
            value=1 + Fraction(percent) / 100,
            preliminary=kind == PRELIMINARY,
            doubtful=any(map(_is_doubtful, rows)),
            source_ids=tuple(dict.fromkeys(row["bron_id"] for row in rows)),
        )
    return figures


def _after_the_factors(
    cpi: Mapping[int, IndexFigure], changes: Mapping[int, Mapping[str, str]]
) -> dict[int, IndexFigure]:
    """Chain the yearly change onto the last factor, for as long as years follow each other."""
    chained: dict[int, IndexFigure] = {}
    year = max(cpi)
    value = cpi[year].value
    while (year := year + 1) in changes:
        row = changes[year]
        value /= 1 + Fraction(row["waarde"]) / 100
        chained[year] = IndexFigure(value, False, _is_doubtful(row), (row["bron_id"],), from_change=True)
    return chained


def _is_doubtful(row: Mapping[str, str]) -> bool:
    return row["noot"].startswith("Verdacht")


def _years_used(name: IndexName, from_year: int, to_year: int) -> list[int]:
    """Years whose figure is needed; none where the price stays in its year."""
    if from_year == to_year:
        return []
    first, last = sorted((from_year, to_year))
    return [first, last] if name is IndexName.CPI else list(range(first + 1, last + 1))


def _missing(name: IndexName, missing: list[int], known: list[int]) -> Finding:
    span = f" (bekend: {known[0]} tot en met {known[-1]})" if known else ""
    return Finding(
        "fout",
        "",
        "",
        "index_ontbreekt",
        f"De index {name} heeft geen cijfer voor {_listed(missing)}{span}.",
        "Kies een andere index of een ander prijspeil, of geef zelf een prijs op blad Tarieven.",
    )


def _listed(years: list[int]) -> str:
    """List years the Dutch way."""
    *head, tail = map(str, years)
    return f"{', '.join(head)} en {tail}" if head else tail
