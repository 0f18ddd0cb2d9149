"""Write what was mapped as a workbook in memory, and let it pass the same door as any other workbook.

What that door says is about cells of a workbook that nobody has seen yet, so it is told with the place in
the source that they came from.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from maatschappelijk_rendement.domain.errors import Finding, InputError, Level
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tables import ANALYSIS, SETTINGS, CellKind
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import survey_workbook
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped, Place, SheetRecord, Value
from maatschappelijk_rendement.intake.own_formats.values import rows_in_words
from maatschappelijk_rendement.intake.workbook import write_records
from maatschappelijk_rendement.intake.workbook.findings import row_of

_FIRST_ROW = 2
_OTHER_ROW = re.compile(r"\brij [0-9]+")
_SETTING_ADVICE = "Geef haar mee: --instelling naam=waarde. Of zet haar in het profiel bij [analyse]."


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook without errors.

    Attributes:
        content: The file.
        caseload: What it holds, as it was read back.
        warnings: What deserves a look, with the place in the source.
    """

    content: bytes = field(repr=False)
    caseload: CaseLoad = field(repr=False)
    warnings: tuple[Finding, ...]


def check(mapped: Mapped, tariffs: Tariffs, note: str = "") -> Checked:
    """Write and read back.

    Args:
        mapped: What a source became.
        tariffs: Prices at hand.
        note: A sentence for the top of the legend.

    Raises:
        InputError: The workbook would have errors; each with its place in the source.
    """
    stream = io.BytesIO()
    rows = {sheet: [record.values for record in records] for sheet, records in mapped.sheets.items()}
    write_records(
        {name: _setting(name, value) for name, value in mapped.settings.items()}, rows, stream, note=note
    )
    survey = survey_workbook(stream.getvalue(), tariffs=tariffs)
    told = tuple(_in_source(mapped, survey.findings))
    if survey.delivery is None:
        raise InputError(finding for finding in told if finding.level == "fout")
    return Checked(stream.getvalue(), survey.delivery.caseload, told)


def _setting(name: str, value: str) -> Value:
    is_whole = any(s.header == name and s.kind is CellKind.WHOLE for s in SETTINGS)
    return Decimal(value) if is_whole and value.isascii() and value.isdigit() else value


def _in_source(mapped: Mapped, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Tell each cause once, with the rows of the source."""
    groups: dict[tuple[Level, str, str, str, str], tuple[Finding, Place, list[int]]] = {}
    for finding in findings:
        record = _record_of(mapped, finding)
        if record is None:
            is_setting = finding.sheet == ANALYSIS.sheet and finding.level == "fout"
            yield replace(finding, cell="", advice=_advice_on(finding)) if is_setting else finding
            continue
        place = record.place
        words = finding.text if _is_plain(finding.text) else _without_rows(finding.text)
        key = (finding.level, place.table, place.header, finding.code, words)
        groups.setdefault(key, (finding, place, []))[2].append(place.row)
    for (level, table, header, code, text), (finding, place, rows) in groups.items():
        column = f"Uit kolom '{header}': " if header else ""
        distinct = sorted(set(rows))
        said = f"{column}{text[0].lower() if column else text[0]}{text[1:]}"
        one, more = place.what
        many = one if len(distinct) == 1 else f"{len(distinct)} {more}"
        where = f"Zie {many} van de bron: {rows_in_words(distinct, one)} (wordt blad {finding.sheet})."
        yield Finding(level, table, "", code, f"{said} {where}", finding.advice, len(rows))


def _advice_on(finding: Finding) -> str:
    """Say what a setting means, where the finding names one, and how to give it."""
    meant = next((setting.meaning for setting in SETTINGS if f"'{setting.header}'" in finding.text), "")
    return f"{meant} {_SETTING_ADVICE}".strip()


def _record_of(mapped: Mapped, finding: Finding) -> SheetRecord | None:
    row = row_of(finding.cell)
    records = mapped.sheets.get(finding.sheet, ())
    return records[row - _FIRST_ROW] if _FIRST_ROW <= row < len(records) + _FIRST_ROW else None


def _is_plain(text: str) -> bool:
    return " rij " not in text


def _without_rows(text: str) -> str:
    """Leave out what a message says of another row: that is a row of a workbook nobody has."""
    text = text.partition(": ook in rij")[0].partition(" zijn gelijk aan die van rij")[0].rstrip(".:") + "."
    return _OTHER_ROW.sub("een eerdere rij", text)
