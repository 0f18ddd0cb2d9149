"""The cases of a source: one row each, or the first of the rows that name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import CASES
from maatschappelijk_rendement.domain.vocabulary import fold
from maatschappelijk_rendement.intake.own_formats.accounts import Account
from maatschappelijk_rendement.intake.own_formats.job import Job, fields_of
from maatschappelijk_rendement.intake.own_formats.mapped import Place, SheetRecord, Value
from maatschappelijk_rendement.intake.own_formats.values import Picker

ID, OBSERVED, MDO_DATE, CASE_TYPE = "casus_id", "stromen_bekend", "mdo_datum", "casustype"
AGAIN = "dezelfde casus als in een eerdere rij"
NOTHING_KNOWN = "van deze casus is geen enkele stroom bekend"


@dataclass(slots=True)
class CaseRows:
    """The cases that were read.

    Attributes:
        records: One a case, by the folded id.
        rows: Row of the table, from 0, by the folded id.
        given: Whether the profile says which streams are known; else the columns of amounts tell.
        dropped: Folded ids of rows that were filtered or refused.
    """

    records: dict[str, SheetRecord] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    given: bool = False
    dropped: set[str] = field(default_factory=set)

    def mdo_date(self, case_id: str) -> date | None:
        """Give the day of the MDO of a case."""
        record = self.records.get(fold(case_id))
        day = record.values.get(MDO_DATE) if record else None
        return day if isinstance(day, date) else None

    def is_new(self, case_id: str) -> bool:
        """Say whether no help ran before the MDO of a case."""
        record = self.records.get(fold(case_id))
        return record is not None and record.values.get(CASE_TYPE) == "nieuw"


def read_cases(job: Job, account: Account, *, streams_follow: bool) -> CaseRows:
    """Read the cases of a table.

    Args:
        job: The mapping.
        account: The table with its rows.
        streams_follow: Whether columns of amounts tell which streams are known, where the profile does not.
    """
    table = account.table
    pickers = fields_of(job, job.profile.cases, table, CASES)
    cases = CaseRows(given=OBSERVED in pickers)
    _tell_of_missing(job, pickers, streams_follow=streams_follow)
    if ID not in pickers:
        return cases
    reading = set(account.kept)
    for row in range(len(table.rows)):
        if table.is_blank(row):
            continue
        if row not in reading:
            left = pickers[ID].quietly(row)
            if isinstance(left, str):
                cases.dropped.add(fold(left))
            continue
        values = _values(job, account, pickers, row)
        case_id = values[ID]
        if isinstance(case_id, str):
            record = SheetRecord(values, Place(table.label, table.row_numbers[row]))
            first = cases.records.setdefault(fold(case_id), record)
            if cases.rows.setdefault(fold(case_id), row) == row:
                account.use(row)
            else:
                account.filter(row, AGAIN)
            if first.values != values:
                _tell_of_difference(job, first, record)
    cases.dropped -= cases.records.keys()
    return cases


def _tell_of_missing(job: Job, pickers: Mapping[str, Picker], *, streams_follow: bool) -> None:
    for column in CASES.columns:
        may_follow = column.header == OBSERVED and streams_follow
        if column.required and column.header not in pickers and not may_follow:
            job.wrong(
                f"casussen.{column.header}",
                "veld_ontbreekt",
                f"Het profiel zegt niet waar {column.header} vandaan komt.",
                f'Zet bij [casussen]: {column.header} = "kop van de kolom", of {{ vast = "..." }} voor alle '
                f"casussen. {column.meaning}",
            )


def _values(job: Job, account: Account, pickers: Mapping[str, Picker], row: int) -> dict[str, Value]:
    """Give what a row says of its case, and note what it misses."""
    table = account.table
    values: dict[str, Value] = {header: picker.value(row) for header, picker in pickers.items()}
    for column in CASES.columns:
        picker = pickers.get(column.header)
        if column.required and picker and picker.is_blank(row) and values[column.header] is None:
            number = table.row_numbers[row]
            job.notes.fault("leeg", table.label, picker.label, picker.asked.where, number)
    return values


def with_streams(
    job: Job, account: Account, cases: CaseRows, known: Mapping[str, Sequence[str]]
) -> list[SheetRecord]:
    """Give the cases with the streams that are known; one of which nothing is known is refused.

    Args:
        job: The mapping.
        account: The table of the cases.
        cases: The cases.
        known: Streams by folded id.
    """
    if cases.given:
        return list(cases.records.values())
    records = []
    for key, record in list(cases.records.items()):
        streams = known.get(key, ())
        if streams:
            records.append(SheetRecord({**record.values, OBSERVED: ";".join(streams)}, record.place))
        else:
            account.refuse(cases.rows[key], NOTHING_KNOWN)
            del cases.records[key]
            cases.dropped.add(key)
    return records


def _tell_of_difference(job: Job, first: SheetRecord, record: SheetRecord) -> None:
    """Rows that name the same case say the same of it."""
    for header, value in record.values.items():
        if header != ID and first.values.get(header) != value:
            text = f"Deze casus heeft hier een andere {header} dan in rij {first.place.row}."
            advice = "Verbeter de bron, zodat elke casus overal hetzelfde is."
            place = record.place
            job.notes.found.append(
                Finding("fout", place.table, str(place.row), "casus_verschilt", text, advice)
            )
            return
