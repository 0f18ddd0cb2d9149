"""Put a series of the GGD on sheet Gezondheid, by the stem on sheet Criteria; the card comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.positive_health import shipped
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.domain.wijk_sheets.health import CRITERIA, HEALTH
from maatschappelijk_rendement.domain.wijk_sheets.indicators import MEASURED, NOT_AVAILABLE
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.opendata.layouts import kinds, stem_of
from maatschappelijk_rendement.opendata.open_file import shown_name
from maatschappelijk_rendement.opendata.series import AreaFigure
from maatschappelijk_rendement.opendata.series_file import read_series

KIND, MODELLED, ESTIMATE = "ggd", "gemodelleerd", "modelschatting"
SYNTHETIC = "synthetisch"
"""In the name of a file: its figures were made up, and the report says so."""
AGES = {"18 jaar of ouder": "18+", "18 tot 65 jaar": "18-64", "65 jaar of ouder": "65+"}
Key = tuple[str, str, int]


@dataclass(slots=True)
class HealthJoin:
    """A series that is to fill sheet Gezondheid.

    Attributes:
        path: The file of the series.
        findings: What was left out, and why; filled while the card is read.
    """

    path: Path
    findings: list[Finding] = field(default_factory=list)

    def __call__(self, raw: RawCard) -> Mapping[str, tuple[CardRow, ...]]:
        """Give the rows of the series for a card.

        Args:
            raw: The card as it was read.

        Raises:
            InputError: The series is of another subject, wijk or municipality, or holds a figure twice.
        """
        name = shown_name(self.path)
        figures = read_series(self.path)
        wijk = _wijk_code(raw)
        municipality = f"GM{wijk[2:6]}"
        _refuse_others(figures, raw, name, wijk, municipality)
        names = _criteria(raw)
        on_card = {
            (fold(str(row.get("criterion"))), str(row.get("age")), int(row.get("year", 0)))
            for row in raw.rows.get(HEALTH.sheet, ())
        }
        used: dict[Key, dict[str, AreaFigure]] = {}
        left = Counter[str]()
        first, last = int(raw.settings.get("first_year", 0)), int(raw.settings.get("last_year", 9999))
        for figure in figures:
            criterion = names.get(figure.indicator)
            age = AGES.get(figure.breakdown)
            if figure.code not in (wijk, municipality):
                left["een ander gebied dan de wijk en de gemeente"] += 1
            elif criterion is None:
                left[f"geen criterium met deze stam op blad {CRITERIA.sheet}: {_known(figure)}"] += 1
            elif age is None:
                left["een leeftijd die wij niet kennen"] += 1
            elif not first <= figure.year <= last:
                left[f"{figure.year}: buiten de jaren van de kaart"] += 1
            elif (fold(criterion), age, figure.year) in on_card:
                left["staat ook op blad Gezondheid; de kaart gaat voor"] += 1
            else:
                side = "wijk" if figure.code == wijk else "gemeente"
                used.setdefault((criterion, age, figure.year), {})[side] = figure
        rows, alone = [], 0
        for place, (key, sides) in enumerate(used.items(), start=1):
            if "wijk" not in sides:
                alone += 1
                continue
            rows.append(_row(key, sides["wijk"], sides.get("gemeente"), name, -place))
        if alone:
            left["wel een cijfer van de gemeente, geen van de wijk"] += alone
        stems = {figure.indicator for figure in figures}
        absent = sorted(criterion for code, criterion in names.items() if code not in stems)
        self.findings += [_left(name, why, count) for why, count in left.items()]
        self.findings += [
            _warning(name, f"Van dit criterium staat niets in de reeks: {each}.") for each in absent
        ]
        self.findings += [
            _warning(name, f"Deze stam op blad {CRITERIA.sheet} kennen wij niet: regel {row}.")
            for row in _unknown_stems(raw)
        ]
        return {HEALTH.sheet: tuple(rows)}


def _wijk_code(raw: RawCard) -> str:
    code = raw.settings.get("wijk_code")
    if code is None:
        text = "Bij --gezondheid moet op blad Kaart staan welke wijk het is."
        advice = "Vul wijkcode in: WK en 6 cijfers, zoals in de reeks."
        raise InputError([Finding("fout", "Kaart", "", "wijkcode_ontbreekt", text, advice)])
    return str(code)


def _refuse_others(
    figures: Sequence[AreaFigure], raw: RawCard, name: str, wijk: str, municipality: str
) -> None:
    """Refuse a series of another subject, wijk or municipality, and a figure that stands twice."""
    known = {column.indicator for column in kinds()[KIND].columns}
    problems = []
    if not any(figure.indicator in known for figure in figures):
        text = "Deze reeks gaat over iets anders dan gezondheid. Kijk kolom 'indicator' na."
        advice = "Maak de reeks met: mr opendata ggd BESTAND --wijk WK... GM... --uit reeks.csv"
        raise InputError([Finding("fout", name, "", "ander_onderwerp", text, advice)])
    for code, what in ((wijk, "de wijk van de kaart"), (municipality, "de gemeente van de kaart")):
        if all(figure.code != code for figure in figures):
            text = f"Kolom 'wijk' heeft geen rij van {what}."
            advice = (
                "Kijk of de code van dit jaar en deze gemeente is. Noem bij mr opendata ggd de wijk en de "
                "gemeente allebei."
            )
            problems.append(Finding("fout", name, "", "gebied_ontbreekt", text, advice))
    here = fold(str(raw.settings.get("municipality", "")))
    seen = set()
    for figure in figures:
        if figure.code not in (wijk, municipality):
            continue
        if figure.municipality and fold(figure.municipality) != here:
            text = "Kolom 'gemeente' noemt bij deze code een andere gemeente dan de kaart."
            advice = "Is de gemeente hernoemd of opnieuw ingedeeld? Neem dan de code van dit jaar."
            problems.append(Finding("fout", name, str(figure.row), "andere_gemeente", text, advice))
        if figure.indicator in known and not figure.is_modelled:
            text = "Kolom 'gemodelleerd' zegt nee; een cijfer van de GGD per wijk is een modelschatting."
            problems.append(
                Finding("fout", name, str(figure.row), "niet_gemodelleerd", text, "Maak de reeks opnieuw.")
            )
        if figure.indicator in known and any(
            part is not None and part > 100 for part in (figure.value, figure.low, figure.high)
        ):
            text = "Kolom 'waarde' of een grens is meer dan 100 %."
            problems.append(
                Finding("fout", name, str(figure.row), "meer_dan_100", text, "Maak de reeks opnieuw.")
            )
        key = (figure.code, figure.indicator, figure.breakdown, figure.year)
        if key in seen:
            text = "Deze wijk, indicator, leeftijd en dit jaar staan twee keer in de reeks."
            problems.append(Finding("fout", name, str(figure.row), "dubbel", text, "Laat er één staan."))
        seen.add(key)
    if problems:
        raise InputError(problems)


def _given(raw: RawCard) -> Iterable[tuple[int, str, str]]:
    """Give line, name and stem of each criterion: those of the card, or those that come along."""
    own = raw.rows.get(CRITERIA.sheet, ())
    if own:
        return [(row.row, str(row.get("criterion", "")), str(row.get("stem", ""))) for row in own]
    return [(0, each.name, each.stem) for each in shipped()]


def _indicators() -> dict[str, str]:
    return {stem: column.indicator for column in kinds()[KIND].columns for stem in column.stems}


def _criteria(raw: RawCard) -> dict[str, str]:
    """Give the name of the criterion of each indicator of a series."""
    known = _indicators()
    return {known[stem_of(stem)]: name for _, name, stem in _given(raw) if stem and stem_of(stem) in known}


def _unknown_stems(raw: RawCard) -> list[int]:
    known = _indicators()
    return [line for line, _, stem in _given(raw) if stem and stem_of(stem) not in known]


def _known(figure: AreaFigure) -> str:
    """Name an indicator that we know; another is of the user."""
    known = {column.indicator for column in kinds()[KIND].columns}
    return figure.indicator if figure.indicator in known else "een eigen indicator"


def _row(key: Key, wijk: AreaFigure, other: AreaFigure | None, name: str, row: int) -> CardRow:
    criterion, age, year = key
    files = (wijk.file, other.file if other is not None else "")
    mark = f", {SYNTHETIC}" if any(SYNTHETIC in file.casefold() for file in files) else ""
    values: dict[str, Any] = {
        "criterion": criterion,
        "age": age,
        "year": Decimal(year),
        "state": MEASURED if wijk.value is not None else NOT_AVAILABLE,
        "nature": MODELLED,
        "source": f"{wijk.table or 'RIVM'}, RIVM, GGD'en en CBS, {year}: {ESTIMATE}{mark}",
    }
    if wijk.value is not None:
        values |= {"value": wijk.value, "low": wijk.low, "high": wijk.high}
    if other is not None and other.value is not None:
        values |= {"other": other.value, "other_low": other.low, "other_high": other.high}
    cells = {column.name: f"{name} rij {wijk.row}" for column in HEALTH.columns}
    return CardRow({field: value for field, value in values.items() if value is not None}, cells, row)


def _left(name: str, why: str, count: int) -> Finding:
    figures = "1 cijfer" if count == 1 else f"{count} cijfers"
    return _warning(name, f"{figures} van de reeks niet gebruikt ({why}).")


def _warning(name: str, text: str) -> Finding:
    return Finding("waarschuwing", name, "", "reeks_niet_gebruikt", text)
