"""What a Vektis file holds: cost and insured years by sex, age and place, with the rest row apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.money import half_up, to_euros
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.opendata.areas import same_name
from maatschappelijk_rendement.opendata.layouts import OpenColumn
from maatschappelijk_rendement.opendata.series import AreaFigure, AreaSeries, SkippedColumn

TOTAL = "zvw_totaal"
TOTAL_LABEL = "Zorgverzekeringswet samen"
TABLE = "Vektis open data Zvw"


@dataclass(frozen=True, slots=True)
class CareCell(Tabular):
    """People of one sex and age in one place.

    Attributes:
        place: Municipality or first three digits of the postcode, as in the file; empty in a rest row.
        sex: ``M`` or ``V``; empty in a rest row.
        age: Age class, as in the file; empty in a rest row.
        insured_years: Years of insurance.
        cents: Cost by indicator [euro cent], in the order of ``CareCosts.columns``.
        row: Row in the file.
    """

    place: str
    sex: str
    age: str
    insured_years: Decimal
    cents: tuple[int, ...]
    row: int


@dataclass(frozen=True, slots=True)
class CareCosts(Tabular):
    """A Vektis file of one year.

    Attributes:
        year: Its year.
        by: ``gemeente`` or ``postcode3``.
        file: Name of the file.
        columns: Its indicators.
        cells: Cost by place, sex and age.
        rest: Cells under ten people, put together by Vektis: of no place. Never spread over places.
        skipped: The columns that were not used.
        findings: What deserves a look.
        said: How it was read.
        notices: What belongs beside the figures: source and licence.
    """

    rows_in: ClassVar[str] = "cells"

    year: int
    by: str
    file: str
    columns: tuple[OpenColumn, ...]
    cells: tuple[CareCell, ...]
    rest: tuple[CareCell, ...]
    skipped: tuple[SkippedColumn, ...]
    findings: tuple[Finding, ...]
    said: tuple[str, ...]
    notices: tuple[str, ...]

    def of(self, place: str) -> tuple[CareCell, ...]:
        """Give the cells of a place, whatever its spelling.

        Raises:
            InputError: The place is not in the file.
        """
        form = same_name(place)
        found = tuple(cell for cell in self.cells if same_name(cell.place) == form)
        if found:
            return found
        what = "gemeente" if self.by == "gemeente" else "postcode van drie cijfers"
        near = did_you_mean(place, {cell.place for cell in self.cells})
        advice = near or f"Kijk of deze {what} in {self.year} bestond; na een herindeling heet zij anders."
        text = f"De gevraagde {what} staat niet in dit bestand."
        raise InputError([Finding("fout", self.file, "", "gebied_ontbreekt", text, advice)])

    def rest_part(self) -> Fraction:
        """Give which part of all insured years is in the rest row, and so in no place."""
        rest = _years(self.rest)
        whole = rest + _years(self.cells)
        return rest / whole if whole else Fraction(0)


def care_series(costs: Iterable[CareCosts], places: Iterable[str]) -> AreaSeries:
    """Give cost per place and year: in total, and per insured year.

    Args:
        costs: Files, one a year.
        places: Municipalities or postcodes, in any spelling.

    Returns:
        For each indicator its total [euro] and its mean [euro per insured year, half-up to the cent]; the
        insured years; and the rest row of each file, as place ``restrij``.

    Raises:
        InputError: A place is not in a file, or a year comes twice.
    """
    files, wanted = list(costs), list(places)
    years = [file.year for file in files]
    if len(set(years)) < len(years):
        text = "Er zijn meer bestanden van hetzelfde jaar."
        raise InputError([Finding("fout", files[-1].file, "", "jaar_dubbel", text, "Geef er één op.")])
    problems: list[Finding] = []
    rows: list[AreaFigure] = []
    for place in wanted:
        for file in sorted(files, key=lambda file: file.year):
            try:
                rows += _figures(file, file.of(place), place)
            except InputError as error:
                problems += error.findings
    if problems:
        raise InputError(problems)
    for file in sorted(files, key=lambda file: file.year):
        rows += _figures(file, file.rest, "restrij") if file.rest else []
    return AreaSeries(
        tuple(rows),
        tuple(column for file in files for column in file.skipped),
        tuple(finding for file in files for finding in file.findings),
        tuple(line for file in files for line in file.said),
        tuple(dict.fromkeys(line for file in files for line in file.notices)),
    )


def totals(cells: Iterable[CareCell]) -> tuple[int, ...]:
    """Add the cost of cells up, by indicator [euro cent].

    Example:
        >>> cell = CareCell("A", "M", "x", Decimal(1), (5, 7), 2)
        >>> totals([cell, CareCell("A", "V", "x", Decimal(1), (1, 2), 3)])
        (6, 9)
    """
    return tuple(sum(column) for column in zip(*(cell.cents for cell in cells), strict=True))


def insured_years(cells: Iterable[CareCell]) -> Decimal:
    """Add insured years up."""
    return sum((cell.insured_years for cell in cells), Decimal(0))


def _years(cells: Iterable[CareCell]) -> Fraction:
    return Fraction(insured_years(cells))


def _figures(file: CareCosts, cells: tuple[CareCell, ...], place: str) -> list[AreaFigure]:
    years = insured_years(cells)
    by_name = dict(zip(file.columns, totals(cells), strict=True))
    named = [(column.indicator, column.label, cents) for column, cents in by_name.items()]
    named.insert(0, (TOTAL, TOTAL_LABEL, sum(by_name.values())))
    found = [_figure(file, place, "verzekerdejaren", "Verzekerdejaren", years, "verzekerdejaren")]
    for indicator, label, cents in named:
        found.append(_figure(file, place, indicator, label, to_euros(cents), "euro"))
        mean = to_euros(half_up(Fraction(cents) / Fraction(years))) if years else None
        unit = "euro per verzekerdejaar"
        found.append(_figure(file, place, f"{indicator}_gemiddeld", f"{label}, gemiddeld", mean, unit))
    return found


def _figure(
    file: CareCosts, place: str, indicator: str, label: str, value: Decimal | None, unit: str
) -> AreaFigure:
    is_postcode = file.by == "postcode3"
    return AreaFigure(
        year=file.year,
        period="jaar",
        code=place if is_postcode else "",
        name=place,
        municipality="" if is_postcode or place == "restrij" else place,
        indicator=indicator,
        label=label,
        breakdown="",
        value=value,
        unit=unit,
        table=TABLE,
        file=file.file,
        borders=file.year,
    )
