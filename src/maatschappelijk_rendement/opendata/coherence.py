"""Do figures agree with each other: sums, bounds, parts of a whole, and the years beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.opendata.areas import WantedArea, same_name
from maatschappelijk_rendement.opendata.series import AreaFigure

ROUNDED_TO = 5
"""CBS rounds counts of an area to fives (Kerncijfers wijken en buurten, explanation)."""
FAR_OFF = Decimal("0.05")
"""A sum that is further off than this is no rounding: columns or rows were mixed up. Our own choice."""
JUMP = Decimal("0.25")
"""A population that changes more between two years has other borders, or is another area. Our own choice."""

_Cell = tuple[str, int, str, str]
_SUMS = (
    ("inwoners", ("mannen", "vrouwen")),
    ("inwoners", ("leeftijd_0_15", "leeftijd_15_25", "leeftijd_25_45", "leeftijd_45_65", "leeftijd_65_plus")),
)
_AT_MOST = (
    ("ernstig_overgewicht", "overgewicht"),
    ("ernstig_eenzaam", "eenzaam"),
    ("ernstig_beperkt", "beperkt"),
    ("zware_drinker", "drinker"),
    ("overmatige_drinker", "drinker"),
    ("eenpersoonshuishoudens", "huishoudens"),
)


def check_figures(figures: Iterable[AreaFigure]) -> list[Finding]:
    """Check the figures of each area, year and breakdown.

    Args:
        figures: The figures of one file.

    Returns:
        Errors where bounds or parts cannot be; a warning where a sum is off by more than rounding, and an
        error where it is off by more than that.
    """
    cells: dict[_Cell, dict[str, AreaFigure]] = defaultdict(dict)
    for figure in figures:
        cells[figure.code, figure.year, figure.period, figure.breakdown][figure.indicator] = figure
    found: list[Finding] = []
    for by_name in cells.values():
        values = {name: figure.value for name, figure in by_name.items() if figure.value is not None}
        found += _sums(by_name, values)
        found += _per_thousand(by_name, values)
        found += _parts(by_name, values)
        found += _weights(by_name, values)
        found += [finding for figure in by_name.values() for finding in _bounds(figure)]
    return found + _kinds_of_help(cells)


def check_years(figures: Sequence[AreaFigure], areas: Sequence[WantedArea]) -> list[Finding]:
    """Check what stands in more than one file: one year twice, another name, a jump in the population.

    Args:
        figures: The figures of all files.
        areas: What was asked for, with the names that are allowed.
    """
    return [*_twice(figures), *_names(figures, areas), *_jumps(figures), *_other_borders(figures)]


def check_whole(figures: Sequence[AreaFigure], around: Sequence[AreaFigure]) -> list[Finding]:
    """Check that the wijken of a municipality add up to it, where all of them are in the file.

    Args:
        figures: The figures asked for.
        around: Those of the other areas of the same municipalities.
    """
    everything = [
        figure
        for figure in (*figures, *around)
        if figure.indicator == "inwoners" and figure.value is not None
    ]
    wijken: dict[tuple[str, int, str], list[AreaFigure]] = defaultdict(list)
    whole: dict[tuple[str, int, str], AreaFigure] = {}
    for figure in everything:
        key = (figure.code[2:6], figure.year, figure.file)
        if figure.code.startswith("WK"):
            wijken[key].append(figure)
        elif figure.code.startswith("GM"):
            whole[key] = figure
    found = []
    for key, parts in wijken.items():
        total = whole.get(key)
        # A file with one wijk of the municipality was cut out by the user; of more, too much shows.
        if total is None or total.value is None or len(parts) < 2:
            continue
        together = sum((part.value for part in parts if part.value is not None), Decimal(0))
        if together > total.value + ROUNDED_TO * (len(parts) + 1):
            text = (
                f"De wijken van gemeente {total.code} hebben samen meer inwoners dan de gemeente zelf "
                f"({total.year}). Er staan wijken van een ander jaar of dubbele wijken tussen."
            )
            advice = "Download het bestand opnieuw."
            found.append(_finding("fout", total, "som_klopt_niet", text, advice))
    return found


def _sums(by_name: Mapping[str, AreaFigure], values: Mapping[str, Decimal]) -> list[Finding]:
    found = []
    for whole, parts in _SUMS:
        if whole not in values or not all(part in values for part in parts):
            continue
        off = abs(sum((values[part] for part in parts), Decimal(0)) - values[whole])
        if off <= ROUNDED_TO * (len(parts) + 1):
            continue
        figure = by_name[whole]
        labels = ", ".join(by_name[part].label.lower() for part in parts)
        is_far = off > FAR_OFF * values[whole]
        text = f"{figure.code}, {figure.year}: {labels} zijn samen niet '{figure.label}'"
        text += "; het verschil is groter dan afronden kan geven." if is_far else ", ook niet met afronding."
        advice = "Staan alle kolommen nog bij hun eigen naam? Download het bestand anders opnieuw."
        level = "fout" if is_far else "waarschuwing"
        found.append(_finding(level, figure, "som_klopt_niet", text, advice))
    return found


def _per_thousand(by_name: Mapping[str, AreaFigure], values: Mapping[str, Decimal]) -> list[Finding]:
    if not {"wmo_clienten", "wmo_per_1000"} <= values.keys() or not values.get("inwoners"):
        return []
    # Clients are rounded to fives, and inhabitants are counted on another day than clients.
    rate = 1000 * values["wmo_clienten"] / values["inwoners"]
    off = abs(rate - values["wmo_per_1000"])
    if off <= 3 or off <= rate / 10 or off <= 5000 / values["inwoners"]:
        return []
    figure = by_name["wmo_per_1000"]
    text = (
        f"{figure.code}, {figure.year}: het aantal Wmo-cliënten past niet bij het aantal per 1.000 inwoners."
    )
    advice = "Zijn de twee kolommen verwisseld, of is er een van een ander jaar?"
    return [_finding("waarschuwing", figure, "som_klopt_niet", text, advice)]


def _parts(by_name: Mapping[str, AreaFigure], values: Mapping[str, Decimal]) -> list[Finding]:
    found = []
    for part, whole in _AT_MOST:
        if part in values and whole in values and values[part] > values[whole]:
            figure = by_name[part]
            text = (
                f"{figure.code}, {figure.year}: '{figure.label}' is meer dan '{by_name[whole].label}'; "
                "dat kan niet."
            )
            found.append(_finding("fout", figure, "deel_groter_dan_geheel", text, _AGAIN))
    return found


def _weights(by_name: Mapping[str, AreaFigure], values: Mapping[str, Decimal]) -> list[Finding]:
    names = ("ondergewicht", "normaal_gewicht", "overgewicht")
    if not all(name in values for name in names):
        return []
    if abs(sum((values[name] for name in names), Decimal(0)) - 100) <= 2:
        return []
    figure = by_name[names[0]]
    text = (
        f"{figure.code}, {figure.year}: ondergewicht, normaal gewicht en overgewicht zijn samen geen 100 %."
    )
    return [_finding("fout", figure, "som_klopt_niet", text, _AGAIN)]


_AGAIN = "De cijfers spreken elkaar tegen. Download het bestand opnieuw, of vraag de maker."


def _bounds(figure: AreaFigure) -> list[Finding]:
    low, value, high = figure.low, figure.value, figure.high
    if value is None or (low is None and high is None):
        return []
    if (low is None or low <= value) and (high is None or value <= high):
        return []
    text = f"{figure.code}, {figure.year}: '{figure.label}' ligt niet tussen zijn eigen grenzen van 95 %."
    return [_finding("fout", figure, "grenzen_kloppen_niet", text, _AGAIN)]


def _kinds_of_help(cells: Mapping[_Cell, Mapping[str, AreaFigure]]) -> list[Finding]:
    found = []
    for (code, year, period, breakdown), by_name in cells.items():
        total = cells.get((code, year, period, "totaal"))
        part = by_name.get("wmo_clienten")
        whole = None if total is None else total.get("wmo_clienten")
        if breakdown in {"", "totaal"} or part is None or whole is None:
            continue
        if part.value is not None and whole.value is not None and part.value > whole.value:
            text = f"{code}, {year}: '{breakdown}' heeft meer cliënten dan het totaal; dat kan niet."
            found.append(_finding("fout", part, "deel_groter_dan_geheel", text, _AGAIN))
    return found


def _twice(figures: Sequence[AreaFigure]) -> list[Finding]:
    files: dict[tuple[str, int, str, str, str], list[str]] = defaultdict(list)
    for figure in figures:
        key = (figure.code, figure.year, figure.period, figure.indicator, figure.breakdown)
        files[key].append(figure.file)
    found = {}
    for (_, year, *_rest), names in files.items():
        if len(names) > 1:
            text = f"Het jaar {year} staat in meer dan één bestand: {', '.join(dict.fromkeys(names))}."
            found[text] = Finding("fout", names[-1], "", "jaar_dubbel", text, "Geef er één op.")
    return list(found.values())


def _names(figures: Sequence[AreaFigure], areas: Sequence[WantedArea]) -> list[Finding]:
    allowed = {area.code: {same_name(name) for name in area.names} for area in areas}
    found = []
    for what, name_of in _NAMED.items():
        seen: dict[str, AreaFigure] = {}
        said = set()
        for figure in sorted(figures, key=lambda figure: figure.year):
            name = name_of(figure)
            if not name:
                continue
            first = seen.setdefault(figure.code, figure)
            other = same_name(name) != same_name(name_of(first))
            is_allowed = {same_name(name), same_name(name_of(first))} <= allowed.get(figure.code, set())
            if other and not is_allowed and (figure.code, figure.file) not in said:
                said.add((figure.code, figure.file))
                text = (
                    f"{figure.code} heeft in {figure.year} een andere {what} dan in {first.year} "
                    f"({first.file}). Is het gebied hernoemd, gesplitst of heringedeeld?"
                )
                advice = (
                    "Is het hetzelfde gebied, noem dan beide namen: CODE=naam, twee keer. Is het dat niet, "
                    "lees die jaren dan apart in."
                )
                place = str(figure.row) if figure.row else ""
                where = f"{text} Zie de kolom met de {what}."
                found.append(Finding("fout", figure.file, place, "andere_naam", where, advice))
    return found


_NAMED: Mapping[str, Callable[[AreaFigure], str]] = {
    "naam": lambda figure: figure.name,
    "gemeente": lambda figure: figure.municipality,
}


def _jumps(figures: Sequence[AreaFigure]) -> list[Finding]:
    by_code: dict[str, list[AreaFigure]] = defaultdict(list)
    for figure in figures:
        if figure.indicator == "inwoners" and figure.value:
            by_code[figure.code].append(figure)
    found = []
    for rows in by_code.values():
        rows.sort(key=lambda figure: figure.year)
        for before, after in pairwise(rows):
            if before.value and after.value and abs(after.value / before.value - 1) > JUMP:
                text = (
                    f"{after.code}: het aantal inwoners verspringt tussen {before.year} en {after.year} met "
                    f"meer dan {JUMP * 100:.0f} %. Waarschijnlijk is de grens verlegd."
                )
                advice = "Vergelijk deze jaren niet zonder de kaart van beide jaren te bekijken."
                found.append(_finding("waarschuwing", after, "sprong", text, advice))
    return found


def _other_borders(figures: Sequence[AreaFigure]) -> list[Finding]:
    years = sorted({figure.borders for figure in figures if figure.borders is not None})
    if len(years) < 2:
        return []
    text = f"De cijfers gebruiken wijkgrenzen van {len(years)} jaren: {years[0]} tot en met {years[-1]}."
    advice = "De kolom grenzen zegt bij elk cijfer welke. Kijk of de wijk in die jaren dezelfde was."
    return [Finding("waarschuwing", "", "", "grenzen_verschillen", text, advice)]


def _finding(level: str, figure: AreaFigure, code: str, text: str, advice: str) -> Finding:
    column = f" Zie kolom {figure.column}." if figure.column else ""
    row = str(figure.row) if figure.row else ""
    return Finding(
        "fout" if level == "fout" else "waarschuwing", figure.file, row, code, f"{text}{column}", advice
    )
