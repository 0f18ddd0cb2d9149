"""Read the open data of Vektis: per municipality or postcode, in the layouts of 2011-2015, 2020 and 2023."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.money import half_up, to_cents
from maatschappelijk_rendement.intake.own_formats.raw import RawCell
from maatschappelijk_rendement.opendata.areas import same_name
from maatschappelijk_rendement.opendata.care_costs import CareCell, CareCosts
from maatschappelijk_rendement.opendata.layouts import OpenColumn, kind_of, tables
from maatschappelijk_rendement.opendata.open_file import OpenFile, read_open, shown_header
from maatschappelijk_rendement.opendata.series import SkippedColumn

CUT_AT = 32
"""In 2023 names of columns were cut off here."""
LARGE_REST = Fraction(5, 100)
"""More in the rest row than this is no rest; our own choice."""
LEAST_MEAN_CENTS, MOST_MEAN_CENTS = 50_000, 1_500_000
"""The basic insurance costs 2.000 to 4.000 euros a year; outside these a sign was lost. Our own choice."""
_PLACES = {"gemeentenaam": "gemeente", "postcode_3": "postcode3"}
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,10})?")
_POSTCODE = re.compile(r"[0-9]{3}")
# The parts of ggz say which years it can be (columns of the files 2011-2023).
_GGZ_YEARS = {
    "kosten_tweedelijns_ggz": (2011, 2013),
    "kosten_eerstelijns_psychologische_zorg": (2011, 2013),
    "kosten_generalistische_basis_ggz": (2014, 2022),
    "kosten_consulten_ggz": (2020, 2100),
}
_AGAIN = "Download het bestand opnieuw."


def read_vektis(path: str | Path, *, year: int | None = None) -> CareCosts:
    """Read a file of one year. The licence of Vektis asks to name the source and excludes commercial use.

    Args:
        path: The file, csv with semicolons.
        year: Its year, where its name does not say it.

    Returns:
        Cost by place, sex and age; the rest row apart.

    Raises:
        UsageError: There is no such file.
        InputError: It is another file, nothing says of which year it is, or a cell cannot be.

    Example:
        >>> costs = read_vektis("voorbeelden/opendata/vektis_2023_gemeente_synthetisch.csv")
        >>> costs.year, costs.by, len(costs.rest), len(costs.of("'s-Hertogenbosch"))
        (2023, 'gemeente', 1, 38)
    """
    kind = kind_of("vektis")
    file = read_open(Path(path))[0]
    when = _year(file, year)
    forms = [header.strip().casefold() for header in file.table.headers]
    parts = _cost_columns(forms, kind.columns)
    keys = _keys(file, forms, parts)
    reader = _CellReader(file, keys, kind.columns, parts)
    cells = reader.read()
    if reader.problems:
        raise InputError(reader.problems)
    used = {*keys.values(), *parts}
    skipped = tuple(
        SkippedColumn(file.name, shown_header(header, place), _why(forms[place]))
        for place, header in enumerate(file.table.headers)
        if place not in used
    )
    place = next(name for name in _PLACES if name in keys)
    rest = tuple(cell for cell in cells if not (cell.place and cell.sex and cell.age))
    costs = CareCosts(
        year=when,
        by=_PLACES[place],
        file=file.name,
        columns=reader.columns,
        cells=tuple(cell for cell in cells if cell.place and cell.sex and cell.age),
        rest=rest,
        skipped=skipped,
        findings=(),
        said=(
            *(f"{file.name}: {line}" for line in file.table.said),
            f"{file.name}: {len(cells)} rijen gelezen, waarvan {len(rest)} zonder plaats (restrij).",
        ),
        notices=(kind.notice,),
    )
    return replace(costs, findings=(*_plausible(costs), *_year_fits(costs, forms), *_not_in_total(costs)))


def _year(file: OpenFile, year: int | None) -> int:
    table = tables().get(file.number)
    if table is not None:
        text = f"Tabel {table.number} hoort bij soort {table.kind}, niet bij vektis."
        raise _refused(file, "", "andere_tabel", text, f"Kies soort {table.kind}.")
    told: set[int] = {*file.years, *(() if year is None else (year,))}
    if len(told) != 1:
        text = (
            "Het jaar van dit bestand is niet duidelijk." if told else "Nergens staat van welk jaar dit is."
        )
        code = "jaar_onduidelijk" if told else "jaar_onbekend"
        raise _refused(file, "", code, text, "Zet één jaar in de naam, of geef het op met --jaar.")
    (found,) = told
    return found


def _cost_columns(forms: list[str], columns: tuple[OpenColumn, ...]) -> dict[int, OpenColumn]:
    """Find the columns with cost, by full name or by a name that was cut off."""
    names = {stem: column for column in columns for stem in column.stems}
    names |= {stem[:CUT_AT]: column for stem, column in list(names.items()) if len(stem) > CUT_AT}
    return {place: names[form] for place, form in enumerate(forms) if form in names}


def _keys(file: OpenFile, forms: list[str], parts: Mapping[int, OpenColumn]) -> dict[str, int]:
    needed = ("geslacht", "leeftijdsklasse", "aantal_verzekerdejaren")
    places = [name for name in _PLACES if name in forms]
    lacks = [name for name in needed if name not in forms]
    twice = sorted({form for form in forms if form and forms.count(form) > 1})
    if twice:
        name = shown_header(twice[0], forms.index(twice[0]))
        raise _refused(
            file, "1", "kolom_dubbel", f"De kolom {name} staat er twee keer.", "Laat er één staan."
        )
    if lacks or len(places) != 1 or not parts:
        what = lacks[0] if lacks else "gemeentenaam of postcode_3" if not places else "kosten_..."
        text = f"Dit is geen bestand van Vektis: de kolom {what} ontbreekt."
        raise _refused(file, "1", "andere_tabel", text, "Kies het open databestand per gemeente of postcode.")
    return {name: forms.index(name) for name in (*needed, *places, "aantal_bsn") if name in forms}


class _CellReader:
    """Reads rows into cells, and gathers what cannot be."""

    def __init__(
        self,
        file: OpenFile,
        keys: Mapping[str, int],
        columns: tuple[OpenColumn, ...],
        parts: Mapping[int, OpenColumn],
    ) -> None:
        self._file, self._keys, self._parts = file, keys, parts
        have = set(parts.values())
        self.columns = tuple(column for column in columns if column in have)
        self._order = {column: place for place, column in enumerate(self.columns)}
        self.problems: list[Finding] = []

    def read(self) -> list[CareCell]:
        found = []
        places: dict[tuple[str, str, str], int] = {}
        for number, cells in zip(self._file.table.row_numbers, self._file.table.rows, strict=True):
            if all(cell is None for cell in cells):
                continue
            cell = self._cell(number, cells)
            if cell is None:
                continue
            key = (same_name(cell.place), cell.sex, cell.age)
            if all(key) and key in places:
                text = f"Deze plaats, dit geslacht en deze leeftijd staan er al, op rij {places[key]}."
                self._problem(number, "rij_dubbel", text, "Laat één rij staan.")
            places.setdefault(key, number)
            found.append(cell)
        return found

    def _cell(self, number: int, cells: tuple[RawCell, ...]) -> CareCell | None:
        place_name = next(name for name in _PLACES if name in self._keys)
        place = self._text(cells, place_name)
        sex, age = self._text(cells, "geslacht").upper(), self._text(cells, "leeftijdsklasse")
        if sex not in {"M", "V", ""}:
            text = "Kolom geslacht: hier hoort M of V te staan."
            self._problem(number, "geslacht_onbekend", text, _AGAIN)
            return None
        if place and place_name == "postcode_3" and not _POSTCODE.fullmatch(place):
            text = "Kolom postcode_3: hier horen drie cijfers te staan."
            self._problem(number, "postcode_onbekend", text, _AGAIN)
            return None
        years = self._number(number, cells, self._keys["aantal_verzekerdejaren"])
        people = self._number(number, cells, self._keys["aantal_bsn"]) if "aantal_bsn" in self._keys else None
        amounts = [self._number(number, cells, at) for at in self._parts]
        if years is None or any(amount is None for amount in amounts):
            return None
        if years < 0 or (people is not None and years > people + 1):
            text = "Kolom aantal_verzekerdejaren: er zijn meer jaren dan mensen, of minder dan 0."
            self._problem(number, "jaren_kloppen_niet", text, _AGAIN)
            return None
        cents = [0] * len(self.columns)
        for column, amount in zip(self._parts.values(), amounts, strict=True):
            cents[self._order[column]] += to_cents(amount or Decimal(0))
        return CareCell(place, sex, age, years, tuple(cents), number)

    def _text(self, cells: tuple[RawCell, ...], name: str) -> str:
        cell = cells[self._keys[name]]
        return "" if cell is None else " ".join(str(cell).split())

    def _number(self, number: int, cells: tuple[RawCell, ...], place: int) -> Decimal | None:
        cell = cells[place]
        if isinstance(cell, str) and _NUMBER.fullmatch(cell):
            return Decimal(cell.replace(",", "."))
        if isinstance(cell, Decimal):
            return cell
        header = shown_header(self._file.table.headers[place], place)
        why = "is leeg; leeg is niet 0" if cell is None else "is geen getal"
        self._problem(number, "waarde_onleesbaar", f"Kolom {header}: deze waarde {why}.", _AGAIN)
        return None

    def _problem(self, number: int, code: str, text: str, advice: str) -> None:
        self.problems.append(Finding("fout", self._file.name, str(number), code, text, advice))


def _plausible(costs: CareCosts) -> list[Finding]:
    found = []
    everyone = (*costs.cells, *costs.rest)
    years = sum((Fraction(cell.insured_years) for cell in everyone), Fraction(0))
    cents = sum(sum(cell.cents) for cell in everyone)
    if years and not LEAST_MEAN_CENTS <= cents / years <= MOST_MEAN_CENTS:
        text = "De kosten per verzekerdejaar zijn samen veel lager of hoger dan die van een basisverzekering."
        advice = "Is er een punt of komma weggevallen, of missen er kolommen? Download het bestand opnieuw."
        found.append(Finding("waarschuwing", costs.file, "", "bedrag_onwaarschijnlijk", text, advice))
    if costs.rest_part() > LARGE_REST:
        part = half_up(100 * costs.rest_part())
        text = f"De restrij is {part} % van alle verzekerdejaren; dat is meer dan een rest."
        advice = "Dit deel hoort bij geen plaats. Kijk of plaats, geslacht en leeftijd overal gevuld zijn."
        row = str(costs.rest[0].row)
        found.append(Finding("waarschuwing", costs.file, row, "restrij_groot", text, advice))
    return found


def _year_fits(costs: CareCosts, forms: list[str]) -> list[Finding]:
    odd = [
        name
        for name, (first, last) in _GGZ_YEARS.items()
        if (name in forms or name[:CUT_AT] in forms) and not first <= costs.year <= last
    ]
    if not odd:
        return []
    text = f"Kolom {odd[0]} hoort niet in een bestand van {costs.year}."
    advice = "Klopt het jaar in de naam van het bestand?"
    return [Finding("waarschuwing", costs.file, "1", "jaar_past_niet", text, advice)]


def _not_in_total(costs: CareCosts) -> list[Finding]:
    return [
        Finding(
            "waarschuwing",
            costs.file,
            "1",
            "kosten_onbekend",
            f"Kolom {column.column} kennen wij niet; deze kosten tellen niet mee in het totaal.",
            "Vergelijk het totaal niet met dat van een ander jaar.",
        )
        for column in costs.skipped
        if column.column.casefold().startswith("kosten_")
    ]


def _why(form: str) -> str:
    if form.startswith("kosten_"):
        return "kosten die wij niet kennen; zij tellen niet mee in het totaal"
    return "geen indicator die wij kennen"


def _refused(file: OpenFile, row: str, code: str, text: str, advice: str) -> InputError:
    return InputError([Finding("fout", file.name, row, code, text, advice)])
