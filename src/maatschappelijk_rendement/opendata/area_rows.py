"""Rows of a file of figures per area, and what is wrong with them as a whole: areas, names, gaps, borders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.own_formats.raw import RawCell
from maatschappelijk_rendement.opendata.areas import WantedArea, is_area_code, same_name
from maatschappelijk_rendement.opendata.layouts import OpenKind
from maatschappelijk_rendement.opendata.matching import MatchedColumns, listed
from maatschappelijk_rendement.opendata.open_file import OpenFile
from maatschappelijk_rendement.opendata.series import AreaFigure


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A row of a file, with the area that it is about."""

    number: int
    cells: tuple[RawCell, ...]
    code: str
    name: str
    municipality: str


def area_rows(file: OpenFile, matched: MatchedColumns) -> Iterator[AreaRow]:
    """Give the rows that are about an area, in the order of the file."""
    for number, cells in zip(file.table.row_numbers, file.table.rows, strict=True):
        texts = [str(cells[place]).strip() for place in matched.area if cells[place] is not None]
        code = next((text for text in texts if is_area_code(text)), "")
        if not code:
            continue
        other = next((text for text in texts if not is_area_code(text)), "")
        name = cell_text(cells, matched.name) or other
        yield AreaRow(number, cells, code, name, cell_text(cells, matched.municipality))


def cell_text(cells: tuple[RawCell, ...], place: int | None) -> str:
    """Give a cell as text; empty where it is empty, or where there is no such column."""
    cell = None if place is None else cells[place]
    return "" if cell is None else str(cell).strip()


def missing_areas(
    file: OpenFile, areas: Sequence[WantedArea], rows: Sequence[AreaRow], matched: MatchedColumns
) -> list[Finding]:
    """Say which areas are not in the file, and whether their municipality is."""
    have = {row.code for row in rows}
    column = matched.headers[matched.area[0]]
    found = []
    for area in areas:
        if area.code in have:
            continue
        near = sum(code[:6] == f"{area.code[:2]}{area.municipality}" for code in have)
        if near and area.municipality:
            text = (
                f"Kolom {column}: gebied {area.code} staat niet in dit bestand; wel {near} andere van deze "
                "gemeente. Waarschijnlijk is de code van een ander jaar, of is het gebied gesplitst of "
                "samengevoegd."
            )
            advice = "Zoek de code op die in dat jaar gold, en lees dat jaar apart in als de grens anders is."
        else:
            text = (
                f"Kolom {column}: gebied {area.code} en andere gebieden van deze gemeente staan niet in dit "
                "bestand."
            )
            advice = "Controleer de code, of download het bestand van deze gemeente."
        found.append(Finding("fout", file.name, "", "gebied_ontbreekt", text, advice))
    return found


def other_names(
    file: OpenFile, rows: Sequence[AreaRow], asked: Mapping[str, WantedArea], matched: MatchedColumns
) -> list[Finding]:
    """Say where a code is there under another name than the user gave: it was given to another area."""
    found = {}
    for row in rows:
        area = asked.get(row.code)
        if area is None or not area.names or not row.name:
            continue
        if same_name(row.name) not in {same_name(name) for name in area.names}:
            place = matched.name if matched.name is not None else matched.area[-1]
            text = (
                f"Kolom {matched.headers[place]}: code {area.code} heeft hier een andere naam dan u opgaf. "
                "Een code kan na een herindeling van een ander gebied zijn."
            )
            advice = (
                "Is het hetzelfde gebied onder een andere naam, noem dan beide namen: CODE=naam, twee keer."
            )
            found[row.code] = Finding("fout", file.name, str(row.number), "andere_naam", text, advice)
    return list(found.values())


def empty_columns(
    file: OpenFile, figures: Sequence[AreaFigure], matched: MatchedColumns, kept: Sequence[AreaRow]
) -> list[Finding]:
    """Say which columns hold nothing for the areas asked for."""
    filled = {figure.indicator for figure in figures if figure.value is not None}
    empty = [matched.headers[place] for column, place in matched.indicators if column.indicator not in filled]
    if not empty or not kept:
        return []
    text = (
        f"Deze kolommen zijn leeg voor de gevraagde gebieden: {listed(empty)}. Leeg is niet 0; het cijfer "
        "is er nog niet, of het is geheim."
    )
    advice = "Van een recent jaar vult de bron kolommen later aan. Download het bestand dan opnieuw."
    return [Finding("waarschuwing", file.name, "", "kolom_leeg", text, advice)]


def no_bounds(file: OpenFile, kind: OpenKind, figures: Sequence[AreaFigure]) -> list[Finding]:
    """Say that estimates come without their bounds."""
    have = [figure for figure in figures if figure.value is not None]
    if not kind.margins or not have or any(figure.low is not None for figure in have):
        return []
    text = "Dit zijn schattingen zonder hun grenzen van 95 %; of een verschil toeval is, is niet te zien."
    advice = "Download ook de ondergrens en de bovengrens (MOG0095 en MBG0095)."
    return [Finding("waarschuwing", file.name, "", "grenzen_ontbreken", text, advice)]


def changed_borders(
    file: OpenFile, rows: Sequence[AreaRow], asked: Mapping[str, WantedArea], matched: MatchedColumns
) -> list[Finding]:
    """Say what the source says itself: 1 is unchanged, and 2 and 3 are not."""
    if matched.changed is None:
        return []
    place = matched.changed
    changed = [row for row in rows if row.code in asked and cell_text(row.cells, place) in {"2", "3"}]
    return [
        Finding(
            "waarschuwing",
            file.name,
            str(row.number),
            "indeling_gewijzigd",
            f"Kolom {matched.headers[place]}: de bron meldt zelf dat code of grens van {row.code} dit jaar "
            "veranderde.",
            "Vergelijk dit jaar niet zonder meer met het jaar ervoor.",
        )
        for row in changed
    ]
