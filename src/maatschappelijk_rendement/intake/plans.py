"""Lines that stay where they are: a DuckDB relation or a PySpark frame, read by its different values.

Each different text of a column is read once, in Python, and joined back; numbers and days are worked out on
the engine. Not a row of a line comes to Python but those that are named in a message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.engines import (
    NO_DAY,
    day_number,
    small,
    with_plain_texts,
    worked_out,
)
from maatschappelijk_rendement.costing.lookups import like
from maatschappelijk_rendement.domain.calendar import NO_END
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import USAGE, CellKind, SheetColumn, as_read
from maatschappelijk_rendement.intake.canonical import DATES, LINE, SCALED, WRONG, bit, stored_name
from maatschappelijk_rendement.intake.in_sql import MOST_PLACES, counted
from maatschappelijk_rendement.intake.reading import LEAST_PART, value_reader
from maatschappelijk_rendement.intake.workbook.columns import Fault, column_subject, missing
from maatschappelijk_rendement.intake.workbook.dutch import FIRST_YEAR, LAST_YEAR

# So many different wrong values are looked at; more than that have the words of these.
_MOST_WRONG_VALUES = 1000
_NONE_YET = "(leeg)"
# No quantity, price or day is stored as this number.
_NOTHING = -(2**60)


@dataclass(frozen=True, slots=True)
class Given:
    """A column of the lines as it was given.

    Attributes:
        header: Its name.
        is_scaled: It holds whole numbers of the smallest part.
        ends_after: It holds the day after the last one.
    """

    header: str
    is_scaled: bool
    ends_after: bool


def read_plan(
    lines: Any, given: Mapping[str, Given], cases: Mapping[str, str], spell_code: Callable[[str], str]
) -> tuple[Any, list[Finding]]:
    """Make the canonical lines of a plan.

    Args:
        lines: A narwhals plan.
        given: By field how it was given.
        cases: By folded id how a case is spelled.
        spell_code: Spells a product code as its list does.

    Returns:
        A plan with the canonical columns, and what is wrong with its cells.
    """
    lines = _numbered(with_plain_texts(lines))
    reader = _PlanReader(lines)
    for column in USAGE.columns:
        name = stored_name(column.name)
        if column.name not in given:
            kind = nw.Int64 if column.name in SCALED or column.kind in DATES else nw.String
            reader.put(name, nw.lit(None, kind), nw.lit(0))
        elif column.name == "case_id":
            reader.read_ids(column, given["case_id"].header, cases)
        elif column.kind in DATES:
            reader.read_days(column, given[column.name])
        elif column.name in SCALED:
            reader.read_numbers(as_read(column), given[column.name])
        else:
            spell = spell_code if column.name == "product_code" else str
            reader.read_written(column, given[column.name].header, spell, as_text=True)
    return worked_out(reader.result()), reader.findings


def _numbered(lines: Any) -> Any:
    native = lines.to_native()
    if lines.implementation.is_duckdb():
        made = native.query("_", f"select *, row_number() over () - 1 as {LINE} from _")
        return nw.from_native(made)
    return nw.from_native(native.selectExpr("*", f"monotonically_increasing_id() as {LINE}"))


class _PlanReader:
    """Adds one canonical column after another, under a name of its own."""

    def __init__(self, lines: Any) -> None:
        self._lines = lines
        self._made: list[str] = []
        self._wrong: list[str] = []
        self.findings: list[Finding] = []

    def put(self, name: str, value: nw.Expr, wrong: nw.Expr) -> None:
        """Add a column and its bit."""
        self._lines = self._lines.with_columns(
            value.alias(f"_made_{name}"), wrong.cast(nw.Int64).alias(f"_bad_{name}")
        )
        self._made.append(name)
        self._wrong.append(f"_bad_{name}")

    def result(self) -> Any:
        """Give the canonical columns."""
        wrong: nw.Expr = nw.lit(0)
        for name in self._wrong:
            wrong = wrong + nw.col(name)
        columns = {name: nw.col(f"_made_{name}") for name in self._made}
        return self._lines.select(LINE, **columns, **{WRONG: wrong.cast(nw.Int64)})

    def read_ids(self, column: SheetColumn, header: str, cases: Mapping[str, str]) -> None:
        """Spell the id of a case; one that is not among them becomes empty."""
        key = nw.col(header).cast(nw.String).str.strip_chars().str.to_lowercase()
        self._lines = self._lines.with_columns(_id=key)
        table = {"_id": list(cases) or [_NONE_YET], "_case": list(cases.values()) or [_NONE_YET]}
        known = with_plain_texts(like(self._lines, table, texts=("_id", "_case")))
        self._lines = self._lines.join(known, on="_id", how="left")
        is_blank = nw.col("_id").is_null() | (nw.col("_id") == "")
        self.put("case_id", nw.col("_case"), self._bit(column, is_blank))
        self._lines = self._lines.drop("_id", "_case")
        self._note(missing(column_subject(column)), nw.col("_bad_case_id") > 0)

    def read_written(
        self, column: SheetColumn, header: str, store: Callable[[Any], Any], *, as_text: bool
    ) -> None:
        """Read each different text once, and join back what it means.

        Args:
            column: The declaration.
            header: The column as given.
            store: Gives what is stored of a meaning: a text, or a whole number.
            as_text: It gives a text.
        """
        nothing: Any = "" if as_text else _NOTHING
        reader = value_reader(column, ends_after=False)
        raw = self._lines.select(raw=nw.col(header).cast(nw.String)).filter(~nw.col("raw").is_null())
        table: dict[str, list[Any]] = {"_raw": [_NONE_YET], "_meaning": [nothing], "_state": [0]}
        faults: dict[Fault, list[str]] = {}
        for text in sorted(str(row["raw"]) for row in small(raw.unique())):
            parsed = reader(text, len(table["_raw"]) < _MOST_WRONG_VALUES)
            is_missing = parsed.is_wrong and parsed.faults[0].code == "waarde_ontbreekt"
            for fault in () if is_missing else parsed.faults:
                faults.setdefault(fault, []).append(text)
            table["_raw"].append(text)
            table["_meaning"].append(nothing if parsed.meaning is None else store(parsed.meaning))
            table["_state"].append(int(parsed.is_wrong and not is_missing))
        known = like(self._lines, table, texts=("_raw", "_meaning") if as_text else ("_raw",))
        self._lines = self._lines.with_columns(_raw=nw.col(header).cast(nw.String))
        self._lines = self._lines.join(with_plain_texts(known), on="_raw", how="left")
        is_wrong = (nw.col("_state") == 1).fill_null(value=False)
        is_blank = (nw.col("_meaning") == nothing).fill_null(value=True) & ~is_wrong
        for fault, values in faults.items():
            self._note(fault, nw.col("_raw").is_in(values))
        if column.required:
            self._note(missing(column_subject(column)), is_blank)
            is_wrong = is_wrong | is_blank
        value = nw.when(nw.col("_meaning") != nothing).then(nw.col("_meaning"))
        self.put(stored_name(column.name), value, self._bit(column, is_wrong))
        self._lines = self._lines.drop("_raw", "_meaning", "_state")

    def read_days(self, column: SheetColumn, given: Given) -> None:
        """Give a day as its number, the last day as the number of the day after it; none is null."""
        dtype = self._lines.collect_schema()[given.header]
        if dtype == nw.String:
            # The meaning of a written last day is the day after it.
            before = 1 if given.ends_after else 0
            self.read_written(column, given.header, lambda day: day.toordinal() - before, as_text=False)
            return
        number = day_number(self._lines, given.header)
        self._lines = self._lines.with_columns(_day=number)
        after = 1 if column.kind is CellKind.LAST_DAY and not given.ends_after else 0
        is_there = nw.col("_day") != NO_DAY
        if column.kind is CellKind.LAST_DAY:
            is_there = is_there & (nw.col("_day") != NO_END.toordinal())
        # The years hold for the day as people write it: the last day, also where the day after it is given.
        shift = 1 if column.kind is CellKind.LAST_DAY and given.ends_after else 0
        first, last = (day.toordinal() + shift for day in (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
        fits = (nw.col("_day") >= first) & (nw.col("_day") <= last)
        (fault,) = value_reader(column, ends_after=False)(date(LAST_YEAR + 1, 1, 1), False).faults
        self._note(fault, is_there & ~fits)
        self.put(
            column.name,
            nw.when(is_there & fits).then(nw.col("_day") + after),
            self._bit(column, is_there & ~fits),
        )
        self._lines = self._lines.drop("_day")

    def read_numbers(self, column: SheetColumn, given: Given) -> None:
        """Give a number as a whole number of its smallest part, where it is one."""
        name, decimals = SCALED[column.name]
        dtype = self._lines.collect_schema()[given.header]
        if dtype == nw.String:
            self.read_written(
                column, given.header, lambda number: int(number.scaleb(decimals)), as_text=False
            )
            return
        rule = column.number_rule
        scale = 1 if given.is_scaled else 10**decimals
        parts = nw.col(given.header).cast(nw.Float64) * float(scale)
        self._lines = self._lines.with_columns(_parts=parts)
        whole = (nw.col("_parts") + 0.5).floor()
        is_there = ~nw.col("_parts").is_null() & ~nw.col("_parts").is_nan()
        off = (nw.col("_parts") - whole).abs()
        inside = (nw.col("_parts") >= float(rule.minimum * 10**decimals)) & (
            nw.col("_parts") <= float(rule.maximum * 10**decimals)
        )
        fits = (is_there & inside & (off < float(LEAST_PART))).fill_null(value=False)
        is_there = is_there.fill_null(value=False)
        self._note_numbers(column, given, is_there & ~fits)
        is_wrong = is_there & ~fits
        if column.required:
            self._note(missing(column_subject(column)), ~is_there)
            is_wrong = is_wrong | ~is_there
        self.put(name, nw.when(fits).then(whole.cast(nw.Int64)), self._bit(column, is_wrong))
        self._lines = self._lines.drop("_parts")

    def _note_numbers(self, column: SheetColumn, given: Given, condition: nw.Expr) -> None:
        """Say of wrong numbers what a workbook would say of each."""
        reader = value_reader(column, ends_after=False)
        wrong = self._lines.filter(condition).select(
            raw=nw.col(given.header).cast(nw.Float64), parts=nw.col("_parts")
        )
        faults: dict[Fault, list[float]] = {}
        decimals = SCALED[column.name][1]
        for row in small(wrong.unique().head(_MOST_WRONG_VALUES)):
            value = row["parts"] / 10**decimals if given.is_scaled else row["raw"]
            for fault in reader(value, False).faults:
                faults.setdefault(fault, []).append(float(row["parts"]))
        for fault, values in faults.items():
            self._note(fault, condition & nw.col("_parts").is_in(values))

    def _bit(self, column: SheetColumn, condition: nw.Expr) -> nw.Expr:
        return nw.when(condition).then(nw.lit(bit(USAGE, column.name))).otherwise(nw.lit(0))

    def _note(self, fault: Fault, condition: nw.Expr) -> None:
        rows = self._lines.filter(condition.fill_null(value=False)).select(LINE)
        count = int(small(rows.select(n=nw.len()))[0]["n"])
        if count:
            lines: Sequence[int] = [int(row[LINE]) for row in small(rows.sort(LINE).head(MOST_PLACES))]
            self.findings += counted(fault, USAGE, lines, count)
