"""Find which column is which: by stem, never by place or by the number behind it; the rest is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.opendata.layouts import (
    OpenColumn,
    OpenKind,
    kinds,
    stem_of,
    suffix_of,
)
from maatschappelijk_rendement.opendata.open_file import OpenFile, shown_header
from maatschappelijk_rendement.opendata.series import SkippedColumn

NAMES_SHOWN = 8


class ColumnNaming(StrEnum):
    """How a file names its columns."""

    STATLINE = "statline"
    SHORT = "kort"
    CAMEL = "kaart"


@dataclass(frozen=True, slots=True)
class MatchedColumns:
    """Which column of a file is which, by place from 0.

    Attributes:
        area: The codes, the most precise first.
        name: The name of the area, where it has a column of its own.
        municipality: Names of the municipalities.
        period: The period.
        year: The year, where each row says it.
        margins: Value or bound.
        breakdown: The split.
        changed: Whether the borders changed, as the source says itself.
        indicators: The columns with figures.
        headers: Every header, as it may be shown.
    """

    area: tuple[int, ...]
    name: int | None
    municipality: int | None
    period: int | None
    year: int | None
    margins: int | None
    breakdown: int | None
    changed: int | None
    indicators: tuple[tuple[OpenColumn, int], ...]
    headers: tuple[str, ...]


# Areas and names by the way in which columns are named; StatLine has its areas with the kind.
_AREAS: Mapping[ColumnNaming, tuple[str, ...]] = {
    ColumnNaming.SHORT: ("gwb_code_10", "gwb_code"),
    ColumnNaming.CAMEL: ("buurtcode", "wijkcode", "gemeentecode"),
}
_MUNICIPALITY = {"gemeentenaam", "gm_naam"}
_CHANGED = {
    "indelingswijzigingwijkenenbuurten",
    "indelingswijziging",
    "ind_wbi",
    "indelingswijzigingwijkenbuurt",
}
_OF_THE_AREA = {
    *("id", "soortregio", "recs", "gwb_code_8", "gwb_code", "indelingswijzewijken", "water", "jaar"),
    *("jrstatcode", "wijkenenbuurten", "wijken", "regio"),
}


def naming_of(headers: tuple[str, ...]) -> ColumnNaming:
    """Say how a file names its columns.

    Example:
        >>> naming_of(("gwb_code_10", "a_inw")), naming_of(("ID", "AantalInwoners_5"))
        (<ColumnNaming.SHORT: 'kort'>, <ColumnNaming.STATLINE: 'statline'>)
        >>> naming_of(("wijkcode", "aantalInwoners"))
        <ColumnNaming.CAMEL: 'kaart'>
    """
    forms = {header.casefold() for header in headers}
    if forms & set(_AREAS[ColumnNaming.SHORT]):
        return ColumnNaming.SHORT
    plain = {_plain(header) for header in headers}
    return ColumnNaming.CAMEL if plain & {"wijkcode", "buurtcode", "gemeentecode"} else ColumnNaming.STATLINE


def match_columns(
    file: OpenFile, kind: OpenKind, own: Mapping[str, str]
) -> tuple[MatchedColumns, list[SkippedColumn], list[Finding]]:
    """Match the columns of a file with what is declared for its kind.

    Args:
        file: The file.
        kind: What it should be.
        own: Of the user: header or stem to indicator, for a column that is not declared.

    Returns:
        Which column is which; what was skipped; warnings, about numbers behind a name that are new.

    Raises:
        InputError: It is of another kind, or a column comes twice.
    """
    headers = file.table.headers
    naming = naming_of(headers)
    shown = tuple(shown_header(header, place) for place, header in enumerate(headers))
    forms = [_form(header, naming) for header in headers]
    by_name = _declared_names(kind, naming) | _own_names(kind, own, naming)
    found: dict[str, int] = {}
    indicators: list[tuple[OpenColumn, int]] = []
    problems: list[Finding] = []
    for place, form in enumerate(forms):
        column = by_name.get(form) or by_name.get(headers[place].casefold())
        if column is None:
            continue
        if column.indicator in found:
            both = f"{shown[found[column.indicator]]} en {shown[place]}"
            text = f"De kolommen {both} zijn allebei '{column.label}'."
            advice = "Laat er één staan; welke de goede is, valt niet te raden."
            problems.append(Finding("fout", file.name, "", "kolom_dubbel", text, advice))
        found.setdefault(column.indicator, place)
        indicators.append((column, place))
    matched = _keys(forms, shown, kind, naming, indicators)
    problems += _kind_problems(file, kind, matched, forms)
    if problems:
        raise InputError(problems)
    used = {place for _, place in indicators} | _places(matched)
    skipped = [
        SkippedColumn(file.name, shown[place], _why(forms[place]))
        for place in range(len(headers))
        if place not in used
    ]
    return matched, skipped, _new_suffixes(file, matched, naming)


def _keys(
    forms: list[str],
    shown: tuple[str, ...],
    kind: OpenKind,
    naming: ColumnNaming,
    indicators: list[tuple[OpenColumn, int]],
) -> MatchedColumns:
    def first(names: tuple[str, ...] | set[str]) -> int | None:
        return next((place for name in names for place in range(len(forms)) if forms[place] == name), None)

    areas = _AREAS.get(naming, kind.areas)
    level = next((name for name in areas if name in forms), "")
    name = "regio" if naming is ColumnNaming.SHORT else level.replace("code", "naam")
    order = {column.indicator: place for place, column in enumerate(kind.columns)}
    return MatchedColumns(
        area=tuple(place for name in areas if (place := first((name,))) is not None),
        name=None if naming is ColumnNaming.STATLINE else first((name,)),
        municipality=first(_MUNICIPALITY),
        period=first(kind.periods),
        year=first(("jaar",)),
        margins=first(kind.margins),
        breakdown=first(kind.breakdowns),
        changed=first(_CHANGED),
        indicators=tuple(sorted(indicators, key=lambda pair: order[pair[0].indicator])),
        headers=shown,
    )


def _kind_problems(
    file: OpenFile, kind: OpenKind, matched: MatchedColumns, forms: list[str]
) -> list[Finding]:
    """Say what keeps a file from being of this kind, and of which kind it seems to be."""
    have = {column.indicator for column, _ in matched.indicators}
    lacks = [kind.column(name) for name in kind.needed if name not in have]
    other_keys = {name for other in kinds().values() for name in (*other.periods, *other.breakdowns)} - {
        *kind.periods,
        *kind.breakdowns,
    }
    strange = [matched.headers[place] for place, form in enumerate(forms) if form in other_keys]
    if (
        matched.area
        and have
        and not lacks
        and not strange
        and (matched.period is not None or not kind.periods)
    ):
        return []
    seems = _seems(file, forms, kind)
    if not matched.area:
        text = "In dit bestand staat geen kolom met de code van een wijk."
    elif strange:
        text = f"Kolom {strange[0]} hoort niet in een tabel '{kind.title}'."
    elif lacks:
        text = f"In dit bestand ontbreekt de kolom '{lacks[0].label}'."
    elif not have:
        text = f"In dit bestand staat geen kolom die wij kennen uit '{kind.title}'."
    else:
        text = "In dit bestand staat geen kolom met de periode."
    advice = f"Dit lijkt een bestand van soort {seems}." if seems else "Controleer of u de goede tabel hebt."
    if not kind.is_checked and matched.area:
        advice += " Zeg zelf welke kolom wat is, met --kolom KOLOM=INDICATOR."
    return [Finding("fout", file.name, str(_header_row(file)), "andere_tabel", text, advice)]


def _seems(file: OpenFile, forms: list[str], kind: OpenKind) -> str:
    """Give the one other kind that fits the columns, or nothing."""
    fits = []
    for other in kinds().values():
        if other.name == kind.name:
            continue
        names = _declared_names(other, naming_of(file.table.headers))
        have = {names[form].indicator for form in forms if form in names}
        keys = {*other.periods, *other.breakdowns}
        if have and set(other.needed) <= have and bool(keys & set(forms)) == bool(keys):
            fits.append((len(have), other.name))
    return max(fits)[1] if fits else ""


def _declared_names(kind: OpenKind, naming: ColumnNaming) -> dict[str, OpenColumn]:
    names: dict[str, OpenColumn] = {}
    for column in kind.columns:
        options = {
            ColumnNaming.STATLINE: column.stems,
            ColumnNaming.SHORT: column.short,
            ColumnNaming.CAMEL: column.camel,
        }[naming]
        names |= dict.fromkeys(options, column)
    return names


def _own_names(kind: OpenKind, own: Mapping[str, str], naming: ColumnNaming) -> dict[str, OpenColumn]:
    known = {column.indicator: column for column in kind.columns}
    names = {}
    for header, indicator in own.items():
        if indicator not in known:
            near = did_you_mean(indicator, known)
            options = f"Kies uit: {', '.join(known)}."
            text = f"Deze indicator hoort niet bij soort {kind.name}."
            raise UsageError(" ".join(part for part in (text, near, options) if part))
        names[header.casefold()] = known[indicator]
        names[_form(header, naming)] = known[indicator]
    return names


def _new_suffixes(file: OpenFile, matched: MatchedColumns, naming: ColumnNaming) -> list[Finding]:
    if naming is not ColumnNaming.STATLINE:
        return []
    new = [
        matched.headers[place]
        for column, place in matched.indicators
        if (number := suffix_of(file.table.headers[place])) is not None
        and column.seen
        and number not in column.seen
    ]
    if not new:
        return []
    text = (
        f"Deze kolommen hebben een nummer dat wij nog niet eerder zagen: {listed(new)}. "
        "Zij zijn gelezen op hun naam, zonder het nummer."
    )
    advice = "Kijk of de tabel over hetzelfde onderwerp gaat als in andere jaren."
    return [Finding("waarschuwing", file.name, str(_header_row(file)), "achtervoegsel_nieuw", text, advice)]


def listed(names: list[str]) -> str:
    """Name columns in a sentence, the first few and how many more.

    Example:
        >>> listed(["a", "b"])
        'a, b'
    """
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" en nog {more}" if more > 0 else "")


def _why(form: str) -> str:
    if form in _OF_THE_AREA or form in _CHANGED:
        return "kenmerk van het gebied, geen indicator"
    return "geen indicator die wij kennen"


def _places(matched: MatchedColumns) -> set[int]:
    singles = (
        *(matched.name, matched.municipality, matched.period, matched.year, matched.margins),
        *(matched.breakdown, matched.changed),
    )
    return {*matched.area, *(place for place in singles if place is not None)}


def _form(header: str, naming: ColumnNaming) -> str:
    if naming is ColumnNaming.STATLINE:
        return stem_of(header)
    return header.strip().casefold() if naming is ColumnNaming.SHORT else _plain(header)


def _plain(header: str) -> str:
    return header.strip().replace("_", "").casefold()


def _header_row(file: OpenFile) -> int:
    numbers = file.table.row_numbers
    return max(1, numbers[0] - 1) if numbers else 1
