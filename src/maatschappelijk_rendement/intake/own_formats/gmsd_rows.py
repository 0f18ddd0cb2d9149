"""Read the rows of a GMSD delivery, by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import fold_header
from maatschappelijk_rendement.intake.own_formats.allocations import Extent
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.gmsd_profile import GmsdProfile
from maatschappelijk_rendement.intake.own_formats.mapped import Place
from maatschappelijk_rendement.intake.own_formats.pseudonymise import NoBsnError, Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.workbook.dutch import UnreadableError, date_from_text, number_from_text

REQUIRED = ("bsn", "soort", "begin")
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MEND = "Verbeter de cel, of vraag de afzender."


@dataclass(frozen=True, slots=True, order=True)
class RowPlace:
    """A row of one of the files."""

    half_year: date  # its first day
    row: int

    @property
    def origin(self) -> Place:
        """The same place as a row of the workbook tells it."""
        return Place(label(self.half_year), self.row)

    def __str__(self) -> str:
        return str(self.origin)


def label(first_day: date) -> str:
    """Name a file by its half-year; its own name may hold a name.

    Example:
        >>> label(date(2023, 7, 1))
        'levering 2023-2'
    """
    return f"levering {first_day.year}-{1 if first_day.month == 1 else 2}"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A row: an arrangement of a client in a half-year.

    Attributes:
        place: Where it stands.
        half_year: What the file is about.
        person: Pseudonym of the client.
        category: Type of arrangement, by WMO020.
        form: Leveringsvorm as written, folded; it only chooses a product.
        number: Allocation number, where there is one.
        start: First day.
        end: Last day, it counts; nothing where it is open.
        extent: How much of what, where the row says so.
        paid_cents: What was paid in the half-year, where the row says so.
    """

    place: RowPlace
    half_year: Period
    person: str
    category: str
    form: str
    number: str = field(repr=False)
    start: date
    end: date | None
    extent: Extent | None
    paid_cents: int | None


@dataclass(frozen=True, slots=True)
class Arrangements:
    """The rows of all files.

    Attributes:
        rows: In the order of the half-years.
        read: Rows that hold something.
        blank: Rows that hold nothing.
        unused: Columns that nothing was asked of.
        used: Header of each column that was asked for, by field.
    """

    rows: tuple[Arrangement, ...]
    read: int
    blank: int
    unused: int
    used: Mapping[str, str]


def read_arrangements(
    tables: Sequence[tuple[RawTable, Period]], profile: GmsdProfile, pseudonyms: Pseudonyms
) -> Arrangements:
    """Read the rows of the files of a delivery.

    Args:
        tables: Each file with its half-year.
        profile: Names of its columns, and what counts.
        pseudonyms: Turns each BSN into a pseudonym.

    Returns:
        The rows.

    Raises:
        InputError: A column is missing, or a cell is wrong; holds every finding.
    """
    findings: list[Finding] = []
    rows: list[Arrangement] = []
    used: dict[str, str] = {}
    read = blank = unused = 0
    for table, half_year in sorted(tables, key=lambda entry: entry[1].start):
        findings += [finding for finding in table.lost if finding.level == "fout"]
        reader = _Rows(table, half_year, profile, pseudonyms)
        if reader.findings:
            findings += reader.findings
            continue
        used |= {name: table.headers[places[0]] for name, places in reader.places.items()}
        unused += reader.unused
        for place in range(len(table.rows)):
            if table.is_blank(place):
                blank += 1
                continue
            read += 1
            arrangement = reader.arrangement(place)
            rows += [arrangement] if arrangement else []
        findings += reader.findings
    if findings:
        raise InputError(findings)
    return Arrangements(tuple(rows), read, blank, unused, used)


def squeeze(header: str) -> str:
    """Give the form in which names of columns are compared: letters and digits alone.

    Example:
        >>> squeeze("Aanmaakdatum_bestand") == squeeze("aanmaakdatum bestand")
        True
    """
    return re.sub(r"[^a-z0-9]", "", fold_header(header))


class _Rows:
    """Reads the rows of one file, noting what is wrong."""

    def __init__(
        self, table: RawTable, half_year: Period, profile: GmsdProfile, pseudonyms: Pseudonyms
    ) -> None:
        self.table, self.half_year = table, half_year
        self.profile, self.pseudonyms = profile, pseudonyms
        self.findings: list[Finding] = []
        self.squeezed = [squeeze(header) for header in table.headers]
        self.places = {
            name: found for name, names in profile.headers.fields.items() if (found := self._find(names))
        }
        self.extents = [
            {part: self._find(names) for part, names in extent.items()}
            for extent in profile.headers.extents
            if all(self._find(names) for names in extent.values())
        ]
        self._check_headers()

    @property
    def unused(self) -> int:
        asked = {place for places in self.places.values() for place in places}
        asked |= {place for extent in self.extents for places in extent.values() for place in places}
        return sum(1 for place, header in enumerate(self.table.headers) if header and place not in asked)

    def _find(self, names: Sequence[str]) -> list[int]:
        """Give the places of the columns with these names, in the order of the names."""
        return [
            place for name in names for place, header in enumerate(self.squeezed) if header == squeeze(name)
        ]

    def _check_headers(self) -> None:
        counts = self.profile.counts
        needed = [*REQUIRED, *(["bedrag"] if counts == "bedrag" else [])]
        for name in needed:
            if name not in self.places:
                shown = self.profile.headers.fields[name][0]
                self._fault_of_file(
                    "kolom_ontbreekt", f"De kolom '{shown}' of een andere vorm ervan ontbreekt."
                )
        if counts == "omvang" and not self.extents:
            text = "De kolommen met volume, eenheid en frequentie ontbreken, of hebben een andere naam."
            self._fault_of_file("kolom_ontbreekt", text)
        asked = [place for places in self.places.values() for place in places]
        doubled = {self.squeezed[place] for place in asked if self.squeezed.count(self.squeezed[place]) > 1}
        if doubled:
            self._fault_of_file("kolom_dubbel", "Een kolom die wordt gelezen, staat er twee keer.")

    def arrangement(self, place: int) -> Arrangement | None:
        told = len(self.findings)
        person = self._person(place)
        category = self._category(place)
        start = self._day(place, "begin")
        end = self._day(place, "einde") if self._cell(place, "einde") is not None else None
        counts = self.profile.counts
        paid = self._paid(place) if counts == "bedrag" else None
        extent = self._extent(place) if counts == "omvang" else None
        if start and end and end < start:
            self._fault(place, "einddatum_voor_startdatum", "De einddatum ligt voor de begindatum.")
        if len(self.findings) > told or start is None or category is None:
            return None
        return Arrangement(
            place=self._place(place),
            half_year=self.half_year,
            person=person,
            category=category,
            form=_written(self._cell(place, "vorm")).upper(),
            number=_written(self._cell(place, "nummer")),
            start=start,
            end=end,
            extent=extent,
            paid_cents=paid,
        )

    def _cell(self, place: int, name: str) -> RawCell:
        return self._first(place, self.places.get(name, []))

    def _first(self, place: int, columns: Sequence[int]) -> RawCell:
        """Give the first filled cell of some columns."""
        row = self.table.rows[place]
        return next((row[column] for column in columns if row[column] is not None), None)

    def _person(self, place: int) -> str:
        try:
            return self.pseudonyms.of(_written(self._cell(place, "bsn")))
        except NoBsnError:
            self._fault(place, "bsn_ongeldig", "Het BSN ontbreekt, of is geen nummer van negen cijfers.")
            return ""

    def _category(self, place: int) -> str | None:
        code = _written(self._cell(place, "soort")).zfill(2)
        if code not in codelists().categories["iwmo"]:
            text = "Het type maatwerkarrangement ontbreekt, of staat niet in de codelijst."
            self._fault(place, "soort_onbekend", text)
            return None
        return code

    def _day(self, place: int, name: str) -> date | None:
        cell = self._cell(place, name)
        text = cell.isoformat() if isinstance(cell, date) else _written(cell)
        match = _DIGITS.fullmatch(text)
        try:
            return date_from_text("-".join(match.groups()) if match else text)
        except UnreadableError:
            self._fault(place, "datum_ongeldig", f"De datum van {name} ontbreekt, of is geen datum.")
            return None

    def _paid(self, place: int) -> int | None:
        number = self._number(place, self._cell(place, "bedrag"), "Het betaalde bedrag")
        if number is None:
            return None
        cents = number if self.profile.in_cents else number * 100
        if cents < 0 or cents != cents.to_integral_value():
            text = "Het betaalde bedrag is negatief of heeft een deel van een cent."
            self._fault(place, "bedrag_ongeldig", text)
            return None
        return int(cents)

    def _extent(self, place: int) -> Extent | None:
        """Read the first set of volume, unit and frequency that is filled; all three must be."""
        for extent in self.extents:
            cells = {part: self._first(place, columns) for part, columns in extent.items()}
            if any(cell is not None for cell in cells.values()):
                return self._whole_extent(place, cells)
        return None

    def _whole_extent(self, place: int, cells: Mapping[str, RawCell]) -> Extent | None:
        lists = codelists()
        number = self._number(place, cells["volume"], "Het volume")
        unit = _written(cells["eenheid"]).zfill(2)
        frequency = _written(cells["frequentie"])
        if cells["volume"] is None:
            self._fault(place, "volume_ontbreekt", "Het volume ontbreekt.")
        if number is not None and (number < 0 or number != number.to_integral_value()):
            self._fault(place, "volume_ongeldig", "Het volume is geen geheel getal van 0 of meer.")
        if unit not in lists.units or lists.units[unit].sort == "vervallen":
            self._fault(place, "eenheid_onbekend", "De eenheid ontbreekt, of staat niet in de codelijst.")
        if frequency not in lists.frequencies:
            self._fault(
                place, "frequentie_onbekend", "De frequentie ontbreekt, of staat niet in de codelijst."
            )
        if number is None or unit not in lists.units or frequency not in lists.frequencies:
            return None
        return Extent(int(number), unit, lists.frequencies[frequency].per)

    def _number(self, place: int, cell: RawCell, what: str) -> Decimal | None:
        if cell is None or isinstance(cell, Decimal):
            return cell
        try:
            return number_from_text(_written(cell))
        except UnreadableError:
            self._fault(place, "getal_ongeldig", f"{what} is geen getal, of heeft twee lezingen.")
            return None

    def _fault(self, place: int, code: str, text: str) -> None:
        self.findings.append(Finding("fout", str(self._place(place)), "", code, text, _MEND))

    def _place(self, place: int) -> RowPlace:
        return RowPlace(self.half_year.start, self.table.row_numbers[place])

    def _fault_of_file(self, code: str, text: str) -> None:
        advice = "Zet onder [kolommen] in het profiel hoe de kolom heet."
        self.findings.append(Finding("fout", label(self.half_year.start), "", code, text, advice))


def _written(cell: RawCell) -> str:
    """Give a cell as text; a number of a workbook has no decimals where it is a code."""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return "" if cell is None else str(cell).strip()
