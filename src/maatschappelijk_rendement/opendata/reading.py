"""Read files of one kind into one series: every file, then what they say of each other; or every problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.opendata.area_file import FileFigures, read_area_file
from maatschappelijk_rendement.opendata.areas import WantedArea, wanted
from maatschappelijk_rendement.opendata.coherence import check_figures, check_whole, check_years
from maatschappelijk_rendement.opendata.layouts import OpenKind, kind_of
from maatschappelijk_rendement.opendata.open_file import OpenFile, read_open, shown_name
from maatschappelijk_rendement.opendata.series import AreaFigure, AreaSeries

Paths = str | Path | Sequence[str | Path]
Areas = str | Iterable[str] | Mapping[str, str]
Say = Callable[[str], None]


def read_kwb(
    paths: Paths,
    areas: Areas,
    *,
    years: Mapping[str, int] | None = None,
    columns: Mapping[str, str] | None = None,
) -> AreaSeries:
    """Read Kerncijfers wijken en buurten of CBS (2015-2025), one file a year.

    Benefits are persons, not per 1.000; income is in thousands of euros, as in the source.

    Args:
        paths: Files: csv or typed JSON of StatLine, Excel (xlsx, or xls until 2018), or the map service.
        areas: Codes of areas, such as ``WK082801``; or code to name, to have the name checked.
        years: Year by file name, where neither its name nor its table number says it.
        columns: Header or stem to indicator, for a column that is not declared.

    Returns:
        The series, with what was skipped.

    Raises:
        UsageError: There is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.

    Example:
        >>> folder = "voorbeelden/opendata"
        >>> series = read_kwb(f"{folder}/kwb_2019_84583NED_synthetisch.csv", "WK082890")
        >>> [(row.year, str(row.value), row.unit) for row in series.of("bijstand")]
        [(2019, '410', 'personen')]
    """
    return read_areas("kwb", paths, areas, years=years, columns=columns)


def read_wmo(paths: Paths, areas: Areas, *, columns: Mapping[str, str] | None = None) -> AreaSeries:
    """Read Wmo clients per wijk of CBS, by type of support, in half years and years.

    Args:
        paths: Files: csv or typed JSON of StatLine.
        areas: Codes of areas.
        columns: Header or stem to indicator, for a column that is not declared.

    Raises:
        UsageError: There is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.
    """
    return read_areas("wmo", paths, areas, columns=columns)


def read_youth(paths: Paths, areas: Areas, *, columns: Mapping[str, str] | None = None) -> AreaSeries:
    """Read youth care per wijk of CBS, by form of care.

    Args:
        paths: Files: csv or typed JSON of StatLine.
        areas: Codes of areas.
        columns: Header or stem to indicator, for a column that is not declared.

    Raises:
        UsageError: There is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.
    """
    return read_areas("jeugd", paths, areas, columns=columns)


def read_ggd(paths: Paths, areas: Areas, *, columns: Mapping[str, str] | None = None) -> AreaSeries:
    """Read health per wijk of RIVM and GGD's (50150NED, 50120NED): value with bounds of 95 %, all modelled.

    Args:
        paths: Files: csv or typed JSON of StatLine.
        areas: Codes of areas.
        columns: Header or stem to indicator, for a column that is not declared.

    Raises:
        UsageError: There is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.
    """
    return read_areas("ggd", paths, areas, columns=columns)


def read_regional(paths: Paths, areas: Areas, *, columns: Mapping[str, str] | None = None) -> AreaSeries:
    """Read Regiobeeld of RIVM (50149NED): cost of care per wijk, 2014-2023.

    Args:
        paths: Files: csv or typed JSON of StatLine.
        areas: Codes of areas.
        columns: Header or stem to indicator; the names of its columns were not seen by us, so that you may
            have to say which is which.

    Raises:
        UsageError: There is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.
    """
    return read_areas("regiobeeld", paths, areas, columns=columns)


def read_areas(
    kind: str,
    paths: Paths,
    areas: Areas,
    *,
    years: Mapping[str, int] | None = None,
    columns: Mapping[str, str] | None = None,
    say: Say = lambda step: None,
) -> AreaSeries:
    """Read files of figures per area, of any kind but ``vektis``.

    Args:
        kind: ``kwb``, ``wmo``, ``jeugd``, ``ggd`` or ``regiobeeld``.
        paths: The files.
        areas: Codes of areas, or code to name.
        years: Year by file name.
        columns: Header or stem to indicator.
        say: Is told each step, in Dutch.

    Raises:
        UsageError: The kind is unknown, there is no such file, or an area is no code.
        InputError: A file is of another kind, year or place, or its figures cannot be.
    """
    layout = kind_of(kind)
    if layout.name == "vektis":
        raise UsageError(
            "Vektis heeft geen wijken. Gebruik read_vektis, of mr opendata vektis met --gemeente."
        )
    asked = wanted(areas)
    parts: list[FileFigures] = []
    problems: list[Finding] = []
    for path in as_paths(paths):
        say(f"{shown_name(path)} lezen")
        try:
            parts.append(_read_one(path, layout, asked, years or {}, columns or {}))
        except InputError as error:
            problems += error.findings
    figures = [figure for part in parts for figure in part.figures]
    findings = [finding for part in parts for finding in part.findings]
    for part in parts:
        findings += [*check_figures(part.figures), *check_whole(part.figures, part.around)]
    findings += check_years(figures, asked)
    problems += [finding for finding in findings if finding.level == "fout"]
    if problems:
        raise InputError([*problems, *(finding for finding in findings if finding.level != "fout")])
    return AreaSeries(
        tuple(_in_order(figures, asked, layout)),
        tuple(column for part in parts for column in part.skipped),
        tuple(findings),
        tuple(line for part in parts for line in part.said),
        (layout.notice,),
    )


def as_paths(paths: Paths) -> list[Path]:
    """Give one path or more as a list.

    Raises:
        UsageError: There is none.
    """
    found = [Path(paths)] if isinstance(paths, str | Path) else [Path(path) for path in paths]
    if not found:
        raise UsageError("Noem minstens één bestand.")
    return found


def _read_one(
    path: Path,
    kind: OpenKind,
    areas: Sequence[WantedArea],
    years: Mapping[str, int],
    columns: Mapping[str, str],
) -> FileFigures:
    """Read a file; of a workbook the one sheet that is of this kind."""
    errors: list[InputError] = []
    found: list[FileFigures] = []
    files: list[OpenFile] = read_open(path)
    for file in files:
        try:
            found.append(read_area_file(file, kind, areas, year=years.get(path.name), own=columns))
        except InputError as error:
            errors.append(error)
    if len(found) == 1:
        others = [f"{shown_name(path)}: {file.table.label} niet gebruikt." for file in files[1:] if errors]
        part = found[0]
        return FileFigures(part.figures, part.around, part.skipped, part.findings, (*part.said, *others[:1]))
    if errors:
        raise errors[0]
    text = "In dit bestand staat geen tabel, of staan er meer van deze soort."
    raise InputError(
        [Finding("fout", shown_name(path), "", "geen_tabel", text, "Bewaar het goede blad apart.")]
    )


def _in_order(figures: Sequence[AreaFigure], areas: Sequence[WantedArea], kind: OpenKind) -> list[AreaFigure]:
    codes = {area.code: place for place, area in enumerate(areas)}
    names = {column.indicator: place for place, column in enumerate(kind.columns)}
    return sorted(
        figures,
        key=lambda figure: (
            codes[figure.code],
            names[figure.indicator],
            figure.breakdown,
            figure.year,
            figure.period,
        ),
    )
