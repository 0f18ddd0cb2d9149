"""The job of ``mr opendata``: downloaded files in, one series and perhaps a map out, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.money import dutch_euro, dutch_number, half_up
from maatschappelijk_rendement.intake.workbook.save import save_file
from maatschappelijk_rendement.opendata.care_costs import CareCosts, care_series
from maatschappelijk_rendement.opendata.comparison_series import comparison_rows
from maatschappelijk_rendement.opendata.map_drawing import wijk_map
from maatschappelijk_rendement.opendata.open_file import shown_name
from maatschappelijk_rendement.opendata.reading import read_areas
from maatschappelijk_rendement.opendata.series import AreaSeries, SkippedColumn
from maatschappelijk_rendement.opendata.standardisation import standardised
from maatschappelijk_rendement.opendata.vektis import read_vektis
from maatschappelijk_rendement.opendata.written import SUFFIXES, refuse_target, write_series


@dataclass(frozen=True, slots=True)
class OpenDataJob:
    """What was asked for.

    Attributes:
        kind: Kind of open data.
        files: The files.
        areas: Codes of areas, perhaps with their names.
        places: Municipalities or postcodes, for Vektis.
        target: Where the series goes.
        year: Year of the one file, where nothing in it says so.
        columns: Header or stem to indicator.
        borders: GeoJSON with borders; None for no map.
        indicator: What goes on the map.
        standardise: Whether the comparison by age and sex goes into the series as well; Vektis only.
    """

    kind: str
    files: tuple[Path, ...]
    areas: tuple[str, ...]
    places: tuple[str, ...]
    target: Path
    year: int | None = None
    columns: Mapping[str, str] | None = None
    borders: Path | None = None
    indicator: str | None = None
    standardise: bool = False


@dataclass(frozen=True, slots=True)
class OpenDataDone:
    """What was done.

    Attributes:
        paths: The files written.
        findings: What deserves a look.
        lines: What was read, left out and compared, in Dutch.
    """

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]


def run_open_data(job: OpenDataJob, say: Callable[[str], None] = lambda step: None) -> OpenDataDone:
    """Read the files and write the series, and the map where one is asked for.

    Args:
        job: What was asked for.
        say: Is told each step, in Dutch.

    Raises:
        UsageError: Words do not go together, a file is not there, or a name is taken.
        InputError: A file is of another kind, year or place; nothing is written.
        OutputError: A file cannot be written.
    """
    drawing = job.target.with_suffix(".svg")
    _refuse_words(job)
    refuse_target(job.target, SUFFIXES)
    if job.borders is not None:
        refuse_target(drawing, (".svg",))
    series, compared = _vektis(job, say) if job.kind == "vektis" else (_areas(job, say), ())
    say("schrijven")
    picture = None
    if job.borders is not None:
        picture = wijk_map(job.borders, series, job.indicator or "")
    write_series(series, job.target)
    if picture is not None:
        save_file(picture.encode(), drawing)
    lines = (
        (
            f"{dutch_number(len(series.rows))} cijfers uit {len(job.files)} "
            f"{'bestand' if len(job.files) == 1 else 'bestanden'}."
        ),
        *series.said,
        *_skipped(series.skipped),
        *compared,
        *series.notices,
    )
    return OpenDataDone((job.target, *((drawing,) if picture is not None else ())), series.findings, lines)


def _refuse_words(job: OpenDataJob) -> None:
    if job.kind == "vektis" and (not job.places or job.areas):
        raise UsageError("Vektis heeft geen wijken. Noem met --gemeente een gemeente of drie cijfers.")
    if job.kind != "vektis" and (not job.areas or job.places):
        raise UsageError("Noem met --wijk de gebieden, zoals WK082801. Alleen vektis heeft --gemeente.")
    if job.year is not None and len(job.files) > 1:
        raise UsageError("--jaar is voor één bestand. Zet bij meer bestanden het jaar in de naam.")
    if (job.borders is None) != (job.indicator is None):
        raise UsageError("Een kaart vraagt --kaart met de grenzen en --indicator met wat erop komt.")
    if job.borders is not None and job.kind == "vektis":
        raise UsageError("Vektis heeft geen wijken, en dus geen kaart van wijken.")
    if job.standardise and job.kind != "vektis":
        raise UsageError("--standaardiseer is er alleen voor vektis: daar staan leeftijd en geslacht.")
    if job.columns and job.kind == "vektis":
        raise UsageError("--kolom is er niet voor vektis: daar hebben de kolommen vaste namen.")


def _areas(job: OpenDataJob, say: Callable[[str], None]) -> AreaSeries:
    years = {} if job.year is None else {job.files[0].name: job.year}
    return read_areas(job.kind, job.files, job.areas, years=years, columns=job.columns, say=say)


def _vektis(job: OpenDataJob, say: Callable[[str], None]) -> tuple[AreaSeries, tuple[str, ...]]:
    files: list[CareCosts] = []
    problems: list[Finding] = []
    for path in job.files:
        say(f"{shown_name(path)} lezen")
        try:
            files.append(read_vektis(path, year=job.year))
        except InputError as error:
            problems += error.findings
    if problems:
        raise InputError(problems)
    series = care_series(files, job.places)
    if job.standardise:
        series = replace(series, rows=(*series.rows, *comparison_rows(files, job.places)))
    return series, tuple(_compared(files, job.places))


def _compared(files: Iterable[CareCosts], places: Iterable[str]) -> Iterable[str]:
    wanted = list(places)
    for file in sorted(files, key=lambda file: file.year):
        for place in wanted:
            found = standardised(file, place)
            row = found.rows[0]
            if row.ratio is None:
                continue
            more = "meer" if row.gap_cents > 0 else "minder"
            yield (
                f"{place}, {file.year}: {dutch_number(row.ratio, 3)} keer wat verwacht is naar leeftijd en "
                f"geslacht in dit bestand; {dutch_euro(abs(row.gap_per_year_cents))} per verzekerdejaar "
                f"{more}." + (" Let op: een kleine groep; één patiënt telt zwaar." if row.is_small else "")
            )
        part = dutch_number(Decimal(half_up(1000 * file.rest_part())).scaleb(-1), 1)
        yield f"{file.file}: {part} % van de verzekerdejaren staat in de restrij en hoort bij geen plaats."


def _skipped(columns: Iterable[SkippedColumn]) -> list[str]:
    """Name every column that was not used, a line for each file and reason."""
    ordered = sorted(columns, key=lambda one: (one.file, one.reason))
    return [
        f"{file}: niet gebruikt ({reason}): {', '.join(one.column for one in group)}."
        for (file, reason), group in groupby(ordered, key=lambda one: (one.file, one.reason))
    ]
