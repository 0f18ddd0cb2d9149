"""Lay what a source adds up to beside what stands in the workbook: they agree, or nothing is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tables import USAGE
from maatschappelijk_rendement.intake.own_formats.mapped import Mapped
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.values import Trouble, number_of
from maatschappelijk_rendement.intake.own_formats.words import bare

_FIRST_ROW = 2
_TOTAL = (["totaal"], ["subtotaal"], ["eindtotaal"], ["som"])
Column = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Total:
    """What a column of the source adds up to, beside what came of it; all in the unit of the source.

    Attributes:
        header: Header of the column.
        unit: ``euro``, a unit, or empty where rows have different ones.
        source: Sum of every number in the column.
        left: Sum of the numbers that were left out.
        of_total_rows: Part of that in rows that call themselves a total.
        rounding: What rounding took off; below 0 where it added.
        result: Sum of what stands in the workbook, counted back to the unit of the source.
    """

    header: str
    unit: str
    source: Fraction
    left: Fraction
    rounding: Fraction
    result: Fraction
    of_total_rows: Fraction = Fraction(0)

    @property
    def agrees(self) -> bool:
        """Whether nothing came or went on the way."""
        return self.source == self.left + self.rounding + self.result


def totals(mapped: Mapped, caseload: CaseLoad, decimal_sign: str = ",") -> tuple[Total, ...]:
    """Add up the source, straight from its cells, and the workbook, as it was read back.

    Args:
        mapped: The tables of the source, and what they became.
        caseload: What the workbook holds.
        decimal_sign: How the source writes decimals in a text.

    Raises:
        InputError: A sum of the source is not the sum of what came of it.
    """
    result, rounding = _results(mapped, caseload)
    left: defaultdict[Column, Fraction] = defaultdict(Fraction)
    summed: defaultdict[Column, Fraction] = defaultdict(Fraction)
    for claim in mapped.claims:
        left[claim.table, claim.column] += claim.number
        if _is_total_row(mapped.tables[claim.table], claim.row):
            summed[claim.table, claim.column] += claim.number
    found = [
        Total(
            header,
            unit,
            _sum(mapped.tables[label], place, decimal_sign),
            left[label, place],
            rounding[label, place],
            result[label, place],
            summed[label, place],
        )
        for (label, place), (header, unit) in mapped.measures.items()
    ]
    wrong = [total for total in found if not total.agrees]
    if wrong:
        raise InputError(
            Finding(
                "fout",
                "",
                "",
                "totaal_verschilt",
                f"Het totaal van kolom '{total.header}' in de bron is niet het totaal in de werkmap.",
                "Er is niets geschreven. Meld dit aan de makers, met het profiel en zonder de gegevens.",
            )
            for total in wrong
        )
    return tuple(found)


def _is_total_row(table: RawTable, number: int) -> bool:
    """Whether a row of the source calls itself a total."""
    row = table.rows[table.row_numbers.index(number)]
    return any(isinstance(cell, str) and bare(cell).split()[:1] in _TOTAL for cell in row)


def _results(
    mapped: Mapped, caseload: CaseLoad
) -> tuple[defaultdict[Column, Fraction], defaultdict[Column, Fraction]]:
    """Add up the workbook by the column that each row came from.

    A row of the source that stands both before and after the MDO, for its days touch both, counts once.
    """
    records = mapped.sheets.get(USAGE.sheet, ())
    result: defaultdict[Column, Fraction] = defaultdict(Fraction)
    rounding: defaultdict[Column, Fraction] = defaultdict(Fraction)
    counted: set[tuple[str, int, int]] = set()
    for line, row in zip(caseload.usage, caseload.reading.usage_rows, strict=True):
        record = records[row - _FIRST_ROW]
        measure, place = record.measure, record.place
        if measure is None or measure.column < 0:
            continue
        key = (place.table, place.row, measure.column)
        if key not in counted:
            counted.add(key)
            number = Fraction(line.quantity) / measure.times
            result[place.table, measure.column] += number
            rounding[place.table, measure.column] -= measure.rounding / measure.times
    return result, rounding


def _sum(table: RawTable, place: int, decimal_sign: str) -> Fraction:
    """Add up every number of a column, whatever became of its row."""
    total = Fraction(0)
    for row in table.rows:
        try:
            total += Fraction(number_of(row[place], decimal_sign))
        except Trouble:
            continue  # a text in a row that is left out; one that counts was refused before
    return total
