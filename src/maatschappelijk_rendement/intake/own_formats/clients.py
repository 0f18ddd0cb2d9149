"""The list beside the messages: which client belongs to which case, in which wijk, and when its MDO was.

Messages do not know an MDO. The list names clients by BSN, or by a pseudonym of an earlier reading with the
same key; a BSN becomes a pseudonym the moment it is read, so both sides are joined on pseudonyms alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.vocabulary import CaseType, fold, fold_header
from maatschappelijk_rendement.intake.own_formats.pseudonymise import NoBsnError, Pseudonyms
from maatschappelijk_rendement.intake.own_formats.raw import RawCell, RawTable
from maatschappelijk_rendement.intake.workbook.dutch import UnreadableError, date_from_text
from maatschappelijk_rendement.intake.workbook.personal import has_bsn


@dataclass(frozen=True, slots=True)
class ClientColumns:
    """Headers of the list, in the words of its maker.

    Attributes:
        wijk: The wijk of the case.
        mdo_date: Day of the MDO; a client without one is left out.
        bsn: The BSN; without it the pseudonym.
        pseudonym: Pseudonym of an earlier reading with the same key.
        case_id: Number of the case; without it every client is a case under its pseudonym.
        case_type: ``bestaand`` or ``nieuw``; without it the use before the MDO decides.
    """

    wijk: str
    mdo_date: str
    bsn: str | None = None
    pseudonym: str | None = None
    case_id: str | None = None
    case_type: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """One client of a case; ``resident`` is ``B1``, ``B2`` ... within the case, in the order of the list."""

    person: str
    case_id: str
    resident: str
    wijk: str
    mdo_date: date
    case_type: CaseType | None
    row: int


@dataclass(frozen=True, slots=True)
class ClientList:
    """All clients of the list with an MDO.

    Attributes:
        label: How a message calls the list.
        by_person: Clients by pseudonym, in the order of the list.
        read: Rows that hold something.
        without_mdo: Rows without a day of the MDO: those clients are not analysed.
        blank: Rows that hold nothing.
        said: How the list was read, in Dutch sentences.
    """

    label: str
    by_person: Mapping[str, Client]
    read: int
    without_mdo: int
    blank: int
    said: tuple[str, ...] = ()


def read_clients(table: RawTable, columns: ClientColumns, pseudonyms: Pseudonyms) -> ClientList:
    """Read the list.

    Args:
        table: The list as it stands.
        columns: Its headers.
        pseudonyms: Those with which the messages are read.

    Returns:
        The clients with an MDO.

    Raises:
        InputError: A header is not there, a cell is wrong, a client is there twice, or rows of one case
            differ; holds every finding.
    """
    findings = list(table.lost)
    places = _places(table, columns, findings)
    if any(finding.level == "fout" for finding in findings):
        raise InputError(findings)
    rows = _Rows(table, places, pseudonyms)
    clients: dict[str, Client] = {}
    residents: dict[str, int] = {}
    read = without_mdo = 0
    for place in range(len(table.rows)):
        if table.is_blank(place):
            continue
        read += 1
        if rows.cell(place, "mdo_date") is None:
            without_mdo += 1
            continue
        client = rows.client(place)
        if client is None:
            continue
        if client.person in clients:
            rows.fault(
                place, "client_dubbel", "Deze cliënt staat al eerder in de lijst.", "Haal een rij weg."
            )
            continue
        number = residents[fold(client.case_id)] = residents.get(fold(client.case_id), 0) + 1
        clients[client.person] = _numbered(client, number)
    findings = [*rows.findings, *_case_findings(table, clients.values())]
    if findings:
        raise InputError(findings)
    said = how_read(table)
    return ClientList(table.label, clients, read, without_mdo, len(table.rows) - read, said)


def how_read(table: RawTable) -> tuple[str, ...]:
    """Give how a table was read, with the warnings about it, in Dutch sentences."""
    return (*table.said, *(str(finding) for finding in table.lost if finding.level == "waarschuwing"))


def _numbered(client: Client, number: int) -> Client:
    return Client(
        client.person,
        client.case_id,
        f"B{number}",
        client.wijk,
        client.mdo_date,
        client.case_type,
        client.row,
    )


def _places(table: RawTable, columns: ClientColumns, findings: list[Finding]) -> dict[str, int]:
    """Find each column by its header; a missing or doubled one is a finding with the field of the profile."""
    folded = [fold_header(header) for header in table.headers]
    fields = {
        "bsn": columns.bsn,
        "pseudonym": columns.pseudonym,
        "case_id": columns.case_id,
        "wijk": columns.wijk,
        "mdo_date": columns.mdo_date,
        "case_type": columns.case_type,
    }
    places = {}
    for name, header in fields.items():
        if header is None:
            continue
        found = [place for place, other in enumerate(folded) if other == fold_header(header)]
        if len(found) != 1:
            how = "staat niet in" if not found else "staat meer dan één keer in"
            text = f"De kolom '{header}' {how} de lijst met cliënten."
            advice = "Pas de naam aan in het profiel onder [clienten], of in de lijst."
            findings.append(Finding("fout", table.label, "", "kolom_ontbreekt", text, advice))
        else:
            places[name] = found[0]
    return places


@dataclass(slots=True)
class _Rows:
    """Reads the rows of the list, noting what is wrong."""

    table: RawTable
    places: Mapping[str, int]
    pseudonyms: Pseudonyms
    findings: list[Finding]

    def __init__(self, table: RawTable, places: Mapping[str, int], pseudonyms: Pseudonyms) -> None:
        self.table, self.places, self.pseudonyms, self.findings = table, places, pseudonyms, []

    def cell(self, place: int, name: str) -> RawCell:
        return self.table.rows[place][self.places[name]] if name in self.places else None

    def client(self, place: int) -> Client | None:
        told = len(self.findings)
        person = self._person(place)
        case_id = (
            self._text(place, "case_id", "Het nummer van de casus") if "case_id" in self.places else person
        )
        if case_id and has_bsn(case_id):
            text = "Het nummer van de casus kan een BSN zijn."
            self.fault(
                place, "casus_id_bsn", text, "Kies een eigen nummer, of laat casus_id weg uit het profiel."
            )
        wijk = self._text(place, "wijk", "De wijk")
        mdo_date = self._day(place)
        case_type = self._case_type(place)
        if len(self.findings) > told or mdo_date is None:
            return None
        return Client(person, case_id, "", wijk, mdo_date, case_type, self.table.row_numbers[place])

    def fault(self, place: int, code: str, text: str, advice: str) -> None:
        where = f"{self.table.label}, rij {self.table.row_numbers[place]}"
        self.findings.append(Finding("fout", where, "", code, text, advice))

    def _person(self, place: int) -> str:
        if "bsn" not in self.places:
            return self._text(place, "pseudonym", "Het pseudoniem")
        try:
            return self.pseudonyms.of(_written(self.cell(place, "bsn")))
        except NoBsnError:
            self.fault(
                place, "bsn_ongeldig", "Het BSN is geen nummer van negen cijfers.", "Verbeter de lijst."
            )
            return ""

    def _text(self, place: int, name: str, what: str) -> str:
        text = _written(self.cell(place, name)).strip()
        if not text:
            self.fault(place, "cel_leeg", f"{what} ontbreekt.", "Vul de cel in.")
        return text

    def _day(self, place: int) -> date | None:
        cell = self.cell(place, "mdo_date")
        try:
            day = cell if isinstance(cell, date) else date_from_text(_written(cell))
            # A step of months must stay within what a date can hold.
            return date_from_text(day.isoformat())
        except UnreadableError:
            text = "De dag van het MDO is geen datum."
            self.fault(place, "datum_ongeldig", text, "Schrijf een datum als 31-12-2023.")
            return None

    def _case_type(self, place: int) -> CaseType | None:
        if "case_type" not in self.places:
            return None
        word = fold(_written(self.cell(place, "case_type")))
        if word not in {kind.value for kind in CaseType}:
            text = "Het casustype is niet bekend."
            self.fault(place, "casustype_onbekend", text, "Kies bestaand of nieuw.")
            return None
        return CaseType(word)


def _written(cell: RawCell) -> str:
    """Give a cell as text; a number of a workbook has no decimals where it is a number of something."""
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    return "" if cell is None else str(cell)


def _case_findings(table: RawTable, clients: Iterable[Client]) -> Sequence[Finding]:
    """A case has one wijk, one MDO and one type, whatever the number of its clients."""
    first: dict[str, Client] = {}
    findings = []
    for client in clients:
        known = first.setdefault(fold(client.case_id), client)
        mine, theirs = ((c.wijk, c.mdo_date, c.case_type, c.case_id) for c in (client, known))
        if mine != theirs:
            text = (
                f"Deze casus heeft op rij {known.row} een andere wijk, dag van het MDO, schrijfwijze of type."
            )
            advice = "Een casus heeft één wijk en één MDO. Maak de rijen gelijk."
            where = f"{table.label}, rij {client.row}"
            findings.append(Finding("fout", where, "", "casus_ongelijk", text, advice))
    return findings
