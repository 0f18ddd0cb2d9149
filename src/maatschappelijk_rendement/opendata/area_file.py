"""Read one file of figures per area: the rows of the areas asked for, or every problem at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.opendata.area_rows import (
    AreaRow,
    area_rows,
    cell_text,
    changed_borders,
    empty_columns,
    missing_areas,
    no_bounds,
    other_names,
)
from maatschappelijk_rendement.opendata.areas import WantedArea
from maatschappelijk_rendement.opendata.cell_values import FigurePeriod, NoFigureError, number_of, period_of
from maatschappelijk_rendement.opendata.layouts import OpenColumn, OpenKind, meanings, tables
from maatschappelijk_rendement.opendata.matching import MatchedColumns, match_columns
from maatschappelijk_rendement.opendata.open_file import OpenFile
from maatschappelijk_rendement.opendata.series import AreaFigure, SkippedColumn

_VALUE, _LOW, _HIGH = "waarde", "ondergrens", "bovengrens"


@dataclass(frozen=True, slots=True)
class FileYear:
    """Of which year a file is, and of which year its borders are; None where nothing says so."""

    years: tuple[int, ...]
    borders: int | None


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What one file gave.

    Attributes:
        figures: The figures of the areas asked for.
        around: Figures of the other areas of the same municipalities, to check sums with.
        skipped: The columns that were not used.
        findings: Warnings.
        said: How it was read.
    """

    figures: tuple[AreaFigure, ...]
    around: tuple[AreaFigure, ...]
    skipped: tuple[SkippedColumn, ...]
    findings: tuple[Finding, ...]
    said: tuple[str, ...]


def read_area_file(
    file: OpenFile,
    kind: OpenKind,
    areas: Sequence[WantedArea],
    *,
    year: int | None = None,
    own: Mapping[str, str] | None = None,
) -> FileFigures:
    """Read the figures of some areas.

    Args:
        file: The file.
        kind: What it should be.
        areas: Which areas.
        year: The year of the figures, of the user.
        own: Header or stem to indicator, for a column that is not declared.

    Raises:
        InputError: It is of another kind or year, an area is not in it, or a cell cannot be.
    """
    when = file_year(file, kind, year)
    matched, skipped, warnings = match_columns(file, kind, own or {})
    rows = list(area_rows(file, matched))
    near = {area.municipality for area in areas}
    kept = [row for row in rows if row.code[2:6] in near or row.code.startswith("NL")]
    problems = [*file.table.lost]
    problems += missing_areas(file, areas, rows, matched)
    asked = {area.code: area for area in areas}
    problems += other_names(file, kept, asked, matched)
    reader = _Reader(file, kind, matched, when, asked)
    figures = reader.read([row for row in kept if row.code in asked])
    around = _Reader(file, kind, matched, when, {}).read([row for row in kept if row.code not in asked])
    problems += reader.problems
    if any(finding.level == "fout" for finding in problems):
        raise InputError(sorted(problems, key=lambda finding: finding.level))
    warnings += [finding for finding in problems if finding.level == "waarschuwing"]
    warnings += empty_columns(file, figures, matched, kept)
    warnings += changed_borders(file, kept, asked, matched)
    warnings += no_bounds(file, kind, figures)
    wanted = sum(row.code in asked for row in rows)
    said = (
        *(f"{file.name}: {line}" for line in file.table.said),
        (
            f"{file.name}: {len(file.table.rows)} rijen gelezen; {wanted} van de gevraagde gebieden, "
            f"{len(rows) - wanted} van andere gebieden, {len(file.table.rows) - len(rows)} zonder code."
        ),
        *reader.left_out(),
    )
    return FileFigures(tuple(figures), tuple(around), tuple(skipped), tuple(warnings), said)


def file_year(file: OpenFile, kind: OpenKind, year: int | None = None) -> FileYear:
    """Say of which years a file is and of which year its borders are, from its table number and its name.

    Args:
        file: The file.
        kind: What it should be.
        year: The year that the user gives.

    Raises:
        InputError: The table is of another kind, or two of them say different years.
    """
    table = tables().get(file.number)
    if table is not None and table.kind != kind.name:
        text = f"Tabel {table.number} hoort bij soort {table.kind}, niet bij {kind.name}."
        raise InputError([Finding("fout", file.name, "", "andere_tabel", text, f"Kies soort {table.kind}.")])
    has_periods = bool(kind.periods)
    told = {year} if year is not None else set(() if has_periods else file.years)
    if table is not None and not has_periods:
        told |= set(table.years)
    if len(told) > 1:
        text = (
            "De naam van dit bestand, het tabelnummer en wat u opgaf zeggen niet hetzelfde jaar: "
            f"{', '.join(str(item) for item in sorted(told))}."
        )
        advice = (
            f"Tabel {table.number} gaat over {table.years[0]}. Geef het bestand een naam die klopt."
            if table is not None and not has_periods
            else "Geef het bestand een naam met één jaar."
        )
        raise InputError([Finding("fout", file.name, "", "jaar_onduidelijk", text, advice)])
    years = table.years if table is not None else tuple(told)
    if has_periods:
        return FileYear(years if table is not None else (), table.borders if table is not None else None)
    borders = table.borders if table is not None else next(iter(told), None)
    return FileYear(years, borders)


class _Reader:
    """Reads rows into figures, and gathers what cannot be."""

    def __init__(
        self,
        file: OpenFile,
        kind: OpenKind,
        matched: MatchedColumns,
        when: FileYear,
        asked: Mapping[str, WantedArea],
    ) -> None:
        self._file, self._kind, self._matched, self._when, self._asked = file, kind, matched, when, asked
        self.problems: list[Finding] = []
        self._unknown: Counter[str] = Counter()

    def read(self, rows: Sequence[AreaRow]) -> list[AreaFigure]:
        """Read the figures; with margins the bounds go beside their value."""
        cells: dict[tuple[str, FigurePeriod, str, str], dict[str, AreaFigure]] = {}
        places: dict[tuple[str, FigurePeriod, str, str], int] = {}
        for row in rows:
            key = self._key(row)
            if key is None:
                continue
            period, breakdown, margin = key
            where = (row.code, period, breakdown, margin)
            if where in cells:
                text = f"Deze rij staat er al, op rij {places[where]}: hetzelfde gebied en dezelfde periode."
                self._problem(
                    row, "rij_dubbel", text, "Laat één rij staan. Welke de goede is, valt niet te raden."
                )
                continue
            places[where] = row.number
            cells[where] = {
                column.indicator: figure
                for column, place in self._matched.indicators
                if (figure := self._figure(row, column, place, period, breakdown)) is not None
            }
        return self._joined(cells, places)

    def left_out(self) -> list[str]:
        """Say which rows were left out, in Dutch."""
        return [
            f"{self._file.name}: {count} rijen niet gebruikt: {why}." for why, count in self._unknown.items()
        ]

    def _key(self, row: AreaRow) -> tuple[FigurePeriod, str, str] | None:
        matched = self._matched
        period = self._period(row)
        if period is None:
            return None
        breakdown = ""
        if matched.breakdown is not None:
            written = cell_text(row.cells, matched.breakdown)
            known = meanings("uitsplitsing")
            breakdown = known.get(written) or known.get(written.casefold()) or ""
            if not breakdown and self._kind.name in {"ggd", "wmo"}:
                self._unknown[f"de waarde in kolom {matched.headers[matched.breakdown]} is onbekend"] += 1
                return None
            breakdown = breakdown or written
        margin = _VALUE
        if matched.margins is not None:
            written = cell_text(row.cells, matched.margins)
            known = meanings("marges")
            margin = known.get(written) or known.get(written.casefold()) or ""
            if not margin:
                self._unknown[f"de waarde in kolom {matched.headers[matched.margins]} is onbekend"] += 1
                return None
        return period, breakdown, margin

    def _period(self, row: AreaRow) -> FigurePeriod | None:
        matched = self._matched
        place = matched.period if matched.period is not None else None
        if place is None and self._when.years:
            told = self._told_year(row)
            if told is not None and told not in self._when.years:
                header = matched.headers[matched.year or 0]
                text = f"Kolom {header}: dit is een ander jaar dan dat van het bestand."
                self._problem(row, "jaar_past_niet", text, "Controleer de naam van het bestand.")
                return None
            return FigurePeriod(self._when.years[0], "jaar")
        if place is None:
            told = self._told_year(row)
            if told is None:
                text = "Nergens staat van welk jaar dit bestand is."
                advice = "Zet het jaar of het tabelnummer in de naam, of geef het op met --jaar."
                self._problem(_of_the_file(row), "jaar_onbekend", text, advice)
                return None
            return FigurePeriod(told, "jaar")
        period = period_of(row.cells[place])
        header = matched.headers[place]
        if period is None:
            text = f"Kolom {header}: dit is geen periode die wij kennen."
            self._problem(row, "periode_onbekend", text, "Een jaar is 2020JJ00, een half jaar 2020HJ01.")
        elif self._when.years and period.year not in self._when.years:
            text = f"Kolom {header}: het jaar {period.year} hoort niet in tabel {self._file.number}."
            self._problem(row, "jaar_past_niet", text, "Controleer of dit de goede tabel is.")
            return None
        return period

    def _told_year(self, row: AreaRow) -> int | None:
        period = None if self._matched.year is None else period_of(row.cells[self._matched.year])
        return None if period is None else period.year

    def _figure(
        self, row: AreaRow, column: OpenColumn, place: int, period: FigurePeriod, breakdown: str
    ) -> AreaFigure | None:
        try:
            value = number_of(row.cells[place], column)
        except NoFigureError as error:
            text = f"Kolom {self._matched.headers[place]}: deze waarde {error}."
            self._problem(row, "waarde_onleesbaar", text, "Download het bestand opnieuw, of verbeter de cel.")
            return None
        area = self._asked.get(row.code)
        return AreaFigure(
            year=period.year,
            period=period.name,
            code=row.code,
            name=row.name or (area.names[0] if area is not None and area.names else ""),
            municipality=row.municipality,
            indicator=column.indicator,
            label=column.label,
            breakdown=breakdown,
            value=value,
            unit=column.unit,
            table=self._file.number or self._kind.title,
            file=self._file.name,
            borders=self._when.borders or (period.year if not self._kind.periods else None),
            is_modelled=self._kind.is_modelled,
            row=row.number,
            column=self._matched.headers[place],
        )

    def _joined(
        self,
        cells: Mapping[tuple[str, FigurePeriod, str, str], Mapping[str, AreaFigure]],
        places: Mapping[tuple[str, FigurePeriod, str, str], int],
    ) -> list[AreaFigure]:
        found = []
        for (code, period, breakdown, margin), figures in cells.items():
            if margin != _VALUE:
                if (code, period, breakdown, _VALUE) not in cells:
                    row = AreaRow(places[code, period, breakdown, margin], (), code, "", "")
                    text = "Hier staat een grens van 95 % zonder de waarde die erbij hoort."
                    self._problem(
                        row, "waarde_ontbreekt", text, "Download ook de rijen met de waarde (MW00000)."
                    )
                continue
            low = cells.get((code, period, breakdown, _LOW), {})
            high = cells.get((code, period, breakdown, _HIGH), {})
            for name, figure in figures.items():
                bounds = (_value(low.get(name)), _value(high.get(name)))
                found.append(replace(figure, low=bounds[0], high=bounds[1]))
        return found

    def _problem(self, row: AreaRow, code: str, text: str, advice: str) -> None:
        if not any(not finding.cell and finding.code == code for finding in self.problems):
            cell = str(row.number) if row.number else ""
            self.problems.append(Finding("fout", self._file.name, cell, code, text, advice))


def _of_the_file(row: AreaRow) -> AreaRow:
    """Give a row without its place: what is wrong is of the whole file, and said once."""
    return replace(row, number=0)


def _value(figure: AreaFigure | None) -> Decimal | None:
    return None if figure is None else figure.value
