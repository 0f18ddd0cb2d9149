"""Rows of sheet Gebruik: a line of help a row, or one for each column of amounts or quantities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.calendar import after_inclusive, window
from maatschappelijk_rendement.domain.tables import USAGE, CellKind, NumberRule, SheetColumn
from maatschappelijk_rendement.domain.tariffs.amounts import amount_code
from maatschappelijk_rendement.domain.vocabulary import EURO, HELP, Moment, Per, Stream, fold
from maatschappelijk_rendement.intake.own_formats.accounts import Account
from maatschappelijk_rendement.intake.own_formats.cases import ID, CaseRows
from maatschappelijk_rendement.intake.own_formats.job import Job, ProductFacts, fields_of, needs
from maatschappelijk_rendement.intake.own_formats.mapped import Measure, Place, SheetRecord, Value
from maatschappelijk_rendement.intake.own_formats.profile import Asked, Blank, SheetProfile
from maatschappelijk_rendement.intake.own_formats.profile_file import AMOUNT, STREAM
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.values import Picker, Trouble, text_of
from maatschappelijk_rendement.intake.own_formats.wide import WideColumn
from maatschappelijk_rendement.intake.own_formats.words import MINUTES, bare

QUANTITY, CODE, MOMENT, PER, UNIT = "aantal", "productcode", "moment", "per", "eenheid"
PRICE, SOURCE = "prijs", "prijsbron"
EURO_AMOUNT = SheetColumn(
    "amount", AMOUNT, CellKind.AMOUNT, "", bounds=NumberRule(Decimal(0), Decimal(10_000_000), 2)
)
STREAM_COLUMN = SheetColumn(
    "stream", STREAM, CellKind.WORD, "", words=tuple(stream.value for stream in Stream)
)
DROPPED_CASE = "hoort bij een casus die is weggelaten"
OUTSIDE = "valt buiten de meetperiode van de casus"
HALF_UNKNOWN = "van deze stroom is voor deze casus een cel leeg: leeg is onbekend, en niet 0"
NO_QUANTITY = "er staat geen aantal of bedrag"
NEW_BEFORE = "0 voor het MDO bij een nieuwe casus: er was nog geen hulp"
_HELP = frozenset(stream.value for stream in HELP)
_MEASURED = (Moment.BEFORE.value, Moment.AFTER.value)
_SPECIAL = (ID, QUANTITY, CODE, MOMENT, PER, UNIT, PRICE, SOURCE)


@dataclass(slots=True)
class Streams:
    """What is known of each case, by folded id, while columns of amounts are looked over.

    Attributes:
        seen: Streams that have columns.
        unknown: Streams of which a cell is empty.
    """

    seen: dict[str, set[str]] = field(default_factory=dict)
    unknown: dict[str, set[str]] = field(default_factory=dict)

    def known(self) -> dict[str, list[str]]:
        """Give the known streams of each case, in the order of the list."""
        return {
            key: [s.value for s in Stream if s.value in seen and s.value not in self.unknown.get(key, ())]
            for key, seen in self.seen.items()
        }


class _Lines:
    """What lines of both shapes need: the case of a row, its product, its number."""

    def __init__(self, job: Job, block: SheetProfile, account: Account, cases: CaseRows) -> None:
        self.job = job
        self.block = block
        self.account = account
        self.table: RawTable = account.table
        self.cases = cases
        case_asked = block.fields.get(ID) or job.profile.cases.fields.get(ID)
        self.case_picker = (
            job.picker(case_asked, self.table, USAGE.column("case_id")) if case_asked is not None else None
        )
        self.pickers = fields_of(job, block, self.table, USAGE, without=_SPECIAL)

    def special(self, asked: Asked | None, header: str) -> Picker | None:
        """Make the picker of a column that takes more than copying."""
        if asked is None:
            return None
        target = {AMOUNT: EURO_AMOUNT, STREAM: STREAM_COLUMN}.get(header)
        target = target or next(column for column in USAGE.columns if column.header == header)
        picker = self.job.picker(asked, self.table, target)
        self.job.tell(picker, self.table, USAGE, target)
        return picker

    def rows(self) -> Iterator[tuple[int, str]]:
        """Give each row that was kept, with the id of its case; a row of a case that was left out is too."""
        if self.case_picker is None:
            return
        for row in self.account.kept:
            case_id = self.case_picker.value(row)
            if not isinstance(case_id, str):
                self.fault(self.case_picker, row)
            elif fold(case_id) in self.cases.dropped:
                self.account.filter(row, DROPPED_CASE)
            else:
                yield row, case_id

    def fault(self, picker: Picker, row: int, code: str = "leeg") -> None:
        """Note that a row misses what it needs, unless its cell was noted already."""
        if code != "leeg" or picker.is_blank(row):
            picker.fault(code, row)

    def place(self, row: int, header: str = "") -> Place:
        return Place(self.table.label, self.table.row_numbers[row], header)

    def number(self, picker: Picker, row: int, times: Fraction) -> tuple[Decimal, Measure] | None:
        """Give the number of a row for the workbook, and how it came from that of the source."""
        place = picker.places[0] if picker.places else -1
        try:
            cell = picker.prepared(row)
            whole = times * picker.asked.times
            exact = picker.number(cell) * whole
            fitted = picker.fitted(exact)
        except Trouble as trouble:
            self.fault(picker, row, str(trouble))
            return None
        return fitted, Measure(place, whole, Fraction(fitted) - exact)

    def record(
        self, row: int, values: Mapping[str, Value], measure: Measure, header: str = ""
    ) -> SheetRecord:
        """Make a row of the sheet, and account for the row and the cell it came from."""
        self.account.use(row)
        if measure.column >= 0:
            self.job.made.add((self.table.label, row, measure.column))
        return SheetRecord(values, self.place(row, header), measure)

    def measured(self, places: tuple[int, ...], unit: str) -> None:
        """Note that the numbers of these columns go to the sheet."""
        for place in places:
            self.job.measures[self.table.label, place] = unit

    def conversion(self, unit: str, facts: ProductFacts) -> Fraction | None:
        """Give what a number in a unit is multiplied by to be in that of the product."""
        if not unit or unit == facts.unit:
            return Fraction(1)
        if unit in MINUTES and facts.unit in MINUTES:
            return Fraction(MINUTES[unit], MINUTES[facts.unit])
        return None


class LongLines(_Lines):
    """A line of help in each row."""

    def __init__(self, job: Job, block: SheetProfile, account: Account, cases: CaseRows) -> None:
        super().__init__(job, block, account, cases)
        fields = block.fields
        self._is_amount = AMOUNT in fields
        needed = [STREAM, AMOUNT, SOURCE] if self._is_amount else [CODE, QUANTITY]
        if not block.by_mdo_date:
            needed.append(MOMENT)
        has_per = self._is_amount or any(PER in said for said in job.profile.products.values())
        if not has_per:
            needed.append(PER)
        if self._is_amount and (CODE in fields or QUANTITY in fields):
            text = "Kies of 'bedrag' met 'stroom', of 'productcode' met 'aantal'; niet allebei."
            job.wrong(block.where, "veld_te_veel", text)
        self._is_complete = needs(job, block, USAGE, fields, needed)
        self._special = {
            name: self.special(fields.get(name), name)
            for name in (AMOUNT, STREAM, QUANTITY, CODE, MOMENT, PER, UNIT, PRICE, SOURCE)
        }
        self._number = self._special[AMOUNT if self._is_amount else QUANTITY]
        self._months = _months(job)
        if self._number is not None:
            self.measured(self._number.places, EURO if self._is_amount else "")

    def read(self) -> Iterator[SheetRecord]:
        """Give the lines in the order of the source."""
        number = self._number
        if not self._is_complete or number is None:
            return
        for row, case_id in self.rows():
            if number.is_blank(row) and number.asked.blank is None and self.block.blank is not Blank.ZERO:
                if self.block.blank is Blank.SKIPPED:
                    self.account.filter(row, NO_QUANTITY)
                else:
                    self.fault(number, row)
                continue
            found = self._subject(row)
            if found is None:
                continue
            values, times = found
            values[ID] = case_id
            for header, picker in self.pickers.items():
                values[header] = picker.value(row)
            amount: tuple[Decimal, Measure] | None = (Decimal(0), Measure(-1))
            if not number.is_blank(row) or number.asked.blank is not None:
                amount = self.number(number, row, times)
            if amount is None:
                continue
            values[QUANTITY] = amount[0]
            yield from self._at_moments(row, values, amount[1])

    def _subject(self, row: int) -> tuple[dict[str, Value], Fraction] | None:
        """Give what a line is about, and what its number is multiplied by."""
        if self._is_amount:
            stream = self._value(STREAM, row)
            if not isinstance(stream, str):
                return None
            values = _amount(stream)
            values[SOURCE] = self._value(SOURCE, row)
            return values, Fraction(1)
        code_picker = self._special[CODE]
        if code_picker is None:
            return None
        try:
            written = text_of(code_picker.cell(row)) if not code_picker.is_blank(row) else ""
        except Trouble as trouble:
            self.fault(code_picker, row, str(trouble))
            return None
        said = self.job.profile.products.get(bare(written)) if written else None
        values = {name: asked.constant for name, asked in (said or {}).items()}
        if said is None:
            values[CODE] = self._value(CODE, row)
        else:
            self.job.notes.translated[code_picker.label] += 1
        code = values[CODE]
        facts = self.job.product(code) if isinstance(code, str) else None
        if facts is None:
            self.fault(code_picker, row, "leeg" if code_picker.is_blank(row) else "product")
            return None
        for header in (PER, UNIT, PRICE, SOURCE):
            picker = self._special[header]
            if header not in values and picker is not None:
                values[header] = picker.value(row)
        per = values.get(PER)
        if per is None:
            self.fault(self._special[PER] or code_picker, row, "per")
            return None
        times = self.conversion(str(values.get(UNIT) or ""), facts)
        if times is None:
            self.fault(self._special[UNIT] or code_picker, row, "eenheid")
            return None
        values |= {CODE: facts.code, UNIT: facts.unit}
        return values, times

    def _value(self, header: str, row: int) -> Value:
        picker = self._special[header]
        if picker is None:
            return None
        value = picker.value(row)
        if value is None:
            self.fault(picker, row)
        return value

    def _at_moments(self, row: int, values: dict[str, Value], measure: Measure) -> Iterator[SheetRecord]:
        if not self.block.by_mdo_date:
            moment = self._value(MOMENT, row)
            if moment is not None:
                yield self.record(row, {**values, MOMENT: moment}, measure)
            return
        day = self.cases.mdo_date(str(values[ID]))
        if day is None:
            # A case without a day, or an id that no case has: the check of the workbook says so.
            yield self.record(row, {**values, MOMENT: Moment.BEFORE.value}, measure)
            return
        moments = [moment for moment in _MEASURED if self._touches(values, moment, day)]
        for moment in moments:
            yield self.record(row, {**values, MOMENT: moment}, measure)
        if not moments:
            self.account.filter(row, OUTSIDE)
            self.job.leave(self.account, row, measure.column, OUTSIDE)

    def _touches(self, values: Mapping[str, Value], moment: str, mdo_date: date) -> bool:
        """Say whether a line has a day in the window of a moment; what counts once, counts on its first."""
        period = window(moment, mdo_date, self._months)
        start, last = values.get("startdatum"), values.get("einddatum")
        first = start if isinstance(start, date) else date.min
        end = after_inclusive(last) if isinstance(last, date) and last < date.max else date.max
        if values.get(PER) == Per.ONE_OFF:
            return period.start <= first < period.end
        return first < period.end and period.start < end


class WideLines(_Lines):
    """A line of help for each of some columns of a row."""

    def __init__(
        self, job: Job, block: SheetProfile, account: Account, cases: CaseRows, columns: list[WideColumn]
    ) -> None:
        super().__init__(job, block, account, cases)
        self._columns = [made for column in columns if (made := self._prepare(column)) is not None]

    def _prepare(self, column: WideColumn) -> _Prepared | None:
        """Make what a column needs; notes what the profile does not say."""
        job, fields = self.job, {**self.block.fields, **column.asked.fields}
        where = column.asked.where
        if not column.moment:
            job.wrong(
                where, "veld_ontbreekt", f"Bij kolom '{column.header}' staat geen moment.", _MOMENT_ADVICE
            )
            return None
        asked = column.asked.cell or self.block.cell or Asked(where)
        asked = replace(asked, columns=(column.header,))
        extra = {
            header: self.special(fields.get(header), header)
            for header in (PER, UNIT, PRICE, SOURCE)
            if header in fields
        }
        extra |= {
            header: self.special(asked_of, header)
            for header, asked_of in column.asked.fields.items()
            if header not in (*_SPECIAL, STREAM)
        }
        more = {header: picker for header, picker in extra.items() if picker is not None}
        if column.stream:
            needs(job, self.block, USAGE, fields, [SOURCE])
            picker = job.picker(asked, self.table, EURO_AMOUNT, column.place)
            facts = ProductFacts(amount_code(Stream(column.stream)), column.stream, EURO)
            self._note(picker, column, facts)
            return _Prepared(column, picker, facts, Fraction(1), more)
        code = fields.get(CODE)
        facts_or_none = job.product(str(code.constant)) if code and code.constant is not None else None
        if facts_or_none is None:
            text = f"Bij kolom '{column.header}' staat geen productcode die bestaat."
            advice = job.tariffs.hint(str(code.constant)) if code and code.constant is not None else ""
            job.wrong(where, "product_onbekend", text, f"{advice} Zoek de code met mr tarieven.".strip())
            return None
        needs(job, self.block, USAGE, fields, [PER])
        unit = fields.get(UNIT)
        times = self.conversion(_unit(unit), facts_or_none)
        if times is None:
            text = f"Kolom '{column.header}' heeft een andere eenheid dan het product ({facts_or_none.unit})."
            job.wrong(
                where, "eenheid_anders", text, "Zet bij waarde: keer of deel_door, of kies een ander product."
            )
            return None
        picker = job.picker(asked, self.table, USAGE.column("quantity"), column.place)
        self._note(picker, column, facts_or_none)
        return _Prepared(column, picker, facts_or_none, times, more)

    def _note(self, picker: Picker, column: WideColumn, facts: ProductFacts) -> None:
        self.measured(picker.places, facts.unit)
        key = (self.table.label, column.header)
        self.job.said[key] = f"{USAGE.sheet}, {facts.code}, {column.moment}"

    def look(self, streams: Streams) -> None:
        """Find out of which streams each case has both cells: an empty one is unknown, not nothing."""
        for row, case_id in self.rows():
            key = fold(case_id)
            for one in self._columns:
                if one.column.moment not in _MEASURED:
                    continue
                streams.seen.setdefault(key, set()).add(one.facts.stream)
                if (
                    self.block.blank is Blank.UNKNOWN
                    and one.picker.is_blank(row)
                    and not self._is_new(one, case_id)
                ):
                    streams.unknown.setdefault(key, set()).add(one.facts.stream)

    def _is_new(self, one: _Prepared, case_id: str) -> bool:
        """Say whether a cell is about help before the MDO of a new case: that there was none is known."""
        is_before = one.column.moment == Moment.BEFORE
        return is_before and one.facts.stream in _HELP and self.cases.is_new(case_id)

    def read(self, streams: Streams) -> Iterator[SheetRecord]:
        """Give the lines in the order of the source.

        Args:
            streams: What is known of each case, where the profile does not say that itself.
        """
        for row, case_id in self.rows():
            unknown = () if self.cases.given else streams.unknown.get(fold(case_id), ())
            shared = {header: picker.value(row) for header, picker in self.pickers.items()}
            for one in self._columns:
                is_blank = one.picker.is_blank(row)
                if one.facts.stream in unknown and one.column.moment in _MEASURED:
                    self._leave(row, one, HALF_UNKNOWN)
                elif is_blank and (self.block.blank is not Blank.ZERO or one.column.moment not in _MEASURED):
                    self._leave(row, one, NO_QUANTITY)
                else:
                    record = self._line(row, case_id, one, shared, is_blank=is_blank)
                    if record is not None:
                        yield record

    def _leave(self, row: int, one: _Prepared, why: str) -> None:
        self.job.leave(self.account, row, one.column.place, why)
        self.job.leave_cell(self.account, row, one.column.header, why)

    def _line(
        self, row: int, case_id: str, one: _Prepared, shared: Mapping[str, Value], *, is_blank: bool
    ) -> SheetRecord | None:
        found: tuple[Decimal, Measure] | None = (Decimal(0), Measure(one.column.place))
        if is_blank:
            self.job.leave_cell(self.account, row, one.column.header, BLANK_IS_ZERO)
        else:
            found = self.number(one.picker, row, one.times)
        if found is None:
            return None
        if not found[0] and self._is_new(one, case_id):
            self._leave(row, one, NEW_BEFORE)
            return None
        values: dict[str, Value] = {ID: case_id, MOMENT: one.column.moment, CODE: one.facts.code}
        if one.column.stream:
            values |= _amount(one.column.stream)
        values |= {**shared, **{header: picker.value(row) for header, picker in one.more.items()}}
        values |= {UNIT: one.facts.unit, QUANTITY: found[0]}
        return self.record(row, values, found[1], one.column.header)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A column that becomes lines: how its number is read, what it is about, what else stands on a line."""

    column: WideColumn
    picker: Picker
    facts: ProductFacts
    times: Fraction
    more: Mapping[str, Picker]


BLANK_IS_ZERO = "leeg, en volgens het profiel is leeg hier 0"
_MOMENT_ADVICE = 'Zet er bij: moment = "voor" of moment = "na".'


def _amount(stream: str) -> dict[str, Value]:
    """Give what stands on the line of an amount beside the amount: one euro a euro, once for the window."""
    return {
        CODE: amount_code(Stream(stream)),
        PER: Per.TOTAL.value,
        UNIT: EURO,
        PRICE: Decimal(1),
    }


def _unit(asked: Asked | None) -> str:
    return str(asked.constant) if asked is not None and asked.constant is not None else ""


def _months(job: Job) -> int:
    written = job.settings.get("periode_maanden", "")
    return int(written) if written.isascii() and written.isdigit() and 0 < int(written) <= 24 else 12
