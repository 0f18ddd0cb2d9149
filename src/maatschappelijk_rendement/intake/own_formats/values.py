"""Make one value of a row, as a profile asks it: pick, cut, translate, calculate; and note what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.domain.calendar import add_months
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tables import NUMBER_RULES, CellKind, SheetColumn
from maatschappelijk_rendement.domain.vocabulary import ALL_STREAMS_WORD, Stream, did_you_mean
from maatschappelijk_rendement.intake.own_formats.mapped import Value
from maatschappelijk_rendement.intake.own_formats.personal_columns import is_personal_header
from maatschappelijk_rendement.intake.own_formats.profile import Asked, DateForm
from maatschappelijk_rendement.intake.own_formats.raw import UNREADABLE, RawCell, RawTable
from maatschappelijk_rendement.intake.own_formats.words import bare, word_for
from maatschappelijk_rendement.intake.workbook import dutch

_PLACES_SHOWN = 5
NEARLY = 0.8
"""From this part of its cells a column is what they are."""
_ADVICE = {
    "cel_onleesbaar": (
        "is niet te lezen: een foutwaarde, een samengevoegde cel, een formule zonder uitkomst, of te lang",
        "Verbeter de cel in de bron.",
    ),
    "leeg": ("is leeg, en is nodig", "Vul de cel in, of laat zulke rijen weg: alleen = [{ kolom, is }]."),
    "deel": ("heeft niet het deel dat het profiel vraagt", "Verbeter 'scheiding' of 'deel' in het profiel."),
    "geen_tekst": ("heeft een getal met decimalen of een datum, en hoort tekst te zijn", "Kies een andere."),
    "geen_getal": (
        "is geen getal",
        "Verbeter de cel. Betekent het woord 'niets', zet het dan in het profiel bij waarden.",
    ),
    "twee_lezingen": (
        "heeft een getal dat op twee manieren is te lezen, zoals 1.250",
        "Maak er een echt getal van, of zet in het profiel bij [bron]: decimaal.",
    ),
    "punt": (
        "heeft een getal met een punt voor de decimalen, zoals 1,250.75",
        'Zet in het profiel bij [bron]: decimaal = ".".',
    ),
    "percentage": ("is een percentage, en hoort een getal te zijn", "Verbeter de cel."),
    "niet_exact": (
        "heeft na het omrekenen te veel decimalen",
        "Wilt u afronden, zet dan in het profiel bij deze kolom: afronden = true.",
    ),
    "geen_datum": ("is geen datum", "Verbeter de cel, of zet in het profiel een datumvorm bij deze kolom."),
    "product": (
        "heeft een product zonder bekende productcode",
        "Zoek de code met mr tarieven, en zet het woord met die code in het profiel bij [producten].",
    ),
    "per": ("zegt niet per welke periode het aantal is", "Zet 'per' in het profiel, ook bij [producten]."),
    "eenheid": (
        "heeft een andere eenheid dan het product",
        "Kies een product in deze eenheid, of zet bij het aantal in het profiel: keer of deel_door.",
    ),
    "woord": ("heeft een woord dat niet in de lijst staat", "Zet het in het profiel bij waarden."),
}


class Trouble(Exception):  # noqa: N818  it never leaves this package
    """A cell cannot be what is asked; the argument is the code of the reason."""


@dataclass(slots=True)
class Notes:
    """What is noted while rows are read.

    Attributes:
        faults: Rows by what is wrong: code, table, column of the source, field of the profile.
        translated: How often a word was translated, by column.
        rounded: How often a number was rounded, by column.
        found: Findings that are no matter of rows.
    """

    faults: dict[tuple[str, str, str, str], list[int]] = field(default_factory=dict)
    translated: Counter[str] = field(default_factory=Counter)
    rounded: Counter[str] = field(default_factory=Counter)
    found: list[Finding] = field(default_factory=list)

    def fault(self, code: str, table: str, column: str, where: str, row: int) -> None:
        """Note a row in which something is wrong."""
        self.faults.setdefault((code, table, column, where), []).append(row)

    def findings(self) -> Iterator[Finding]:
        """Give one finding for each cause, with the first rows."""
        yield from dict.fromkeys(self.found)
        for (code, table, column, where), rows in self.faults.items():
            text, advice = _ADVICE[code]
            cells = "1 cel" if len(rows) == 1 else f"{len(rows)} cellen"
            said = f"Kolom '{column}' {text}: {cells}, {rows_in_words(rows)}."
            yield Finding("fout", table, "", code, said, f"{advice} (profiel: {where})", len(rows))


def _fixed_value_finding(code: str, target: SheetColumn, where: str) -> Finding:
    """Say of a value that holds for every row, once, that it cannot be: no cell of the source is wrong."""
    text = f"De vaste waarde voor '{target.header}' {_ADVICE[code][0]}."
    advice = f"Kies uit: {', '.join(target.words)}." if target.words else "Verbeter 'vast' in het profiel."
    return Finding("fout", "profiel", where, code, text, advice)


def rows_in_words(rows: Sequence[int], what: str = "rij") -> str:
    """Name the first rows, or the first of something else that is counted.

    Example:
        >>> rows_in_words([4]), rows_in_words([4, 9, 12])
        ('in rij 4', 'in rij 4, 9 en 12')
    """
    shown = [str(row) for row in rows[:_PLACES_SHOWN]]
    if len(rows) > _PLACES_SHOWN:
        return f"eerst in {what} {', '.join(shown)}"
    *head, last = shown
    return f"in {what} {', '.join(head)} en {last}" if head else f"in {what} {last}"


def find_column(table: RawTable, header: str) -> list[int]:
    """Give the places of the columns with this header, compared without case, accents or marks."""
    form = bare(header)
    return [place for place, found in enumerate(table.headers) if found and bare(found) == form]


class Picker:
    """Picks one value out of each row of a table.

    Attributes:
        label: What messages call the column of the source.
        places: The columns it looks at.
        is_absent: None of the columns is there, and the profile says what then.
    """

    def __init__(
        self,
        asked: Asked,
        table: RawTable,
        target: SheetColumn,
        notes: Notes,
        *,
        decimal_sign: str = ",",
        pseudonym: Callable[[str], str] | None = None,
        place: int | None = None,
    ) -> None:
        self.asked = asked
        self._table = table
        self._target = target
        self._notes = notes
        self._decimal_sign = decimal_sign
        self._pseudonym = pseudonym
        self.is_absent = False
        self.places = self._find() if place is None else (place,)
        self.label = " + ".join(table.headers[place] for place in self.places) or target.header

    def _find(self) -> tuple[int, ...]:
        asked = self.asked
        if asked.joined:
            return tuple(place for header in asked.joined for place in self._one([header]))
        if not asked.columns:
            return ()
        return tuple(self._one(asked.columns))

    def _one(self, headers: Sequence[str]) -> list[int]:
        found = [place for header in headers for place in find_column(self._table, header)]
        if len(found) == 1:
            return found
        if not found and self.asked.absent is not None:
            self.is_absent = True
            return []
        self._notes.found.append(column_finding(self._table, headers, found, self.asked.where))
        return []

    def cell(self, row: int) -> RawCell:
        """Give the cell as it stands; texts of joined columns after each other."""
        asked, cells = self.asked, self._table.rows[row]
        if self.is_absent:
            return asked.absent
        if asked.joined:
            parts = [cells[place] for place in self.places]
            if UNREADABLE in parts:
                return UNREADABLE
            return asked.between.join(text_of(part) for part in parts if part is not None) or None
        if self.places:
            return cells[self.places[0]]
        return None if asked.columns else asked.constant

    def is_blank(self, row: int) -> bool:
        """Say whether nothing stands here, or a word for nothing."""
        cell = self.cell(row)
        if isinstance(cell, str):
            return dutch.is_empty_word(cell) or self.asked.words.get(bare(cell)) == ""
        return cell is None

    def quietly(self, row: int) -> Value:
        """Give the value without noting what is wrong: the row is left out anyway."""
        try:
            return self._value(row)
        except Trouble:
            return None

    def value(self, row: int) -> Value:
        """Give the value for the workbook; None where nothing stands, or where a fault was noted."""
        try:
            return self._value(row)
        except Trouble as trouble:
            self.fault(str(trouble), row)
            return None

    def fault(self, code: str, row: int) -> None:
        """Note what is wrong in a row; of a fixed value once, for then no cell is wrong."""
        where = self.asked.where
        if self.asked.constant is not None:
            self._notes.found.append(_fixed_value_finding(code, self._target, where))
        else:
            self._notes.fault(code, self._table.label, self.label, where, self._table.row_numbers[row])

    def prepared(self, row: int) -> RawCell:
        """Give the cell, cut and translated as the profile asks; nothing where it says nothing.

        Raises:
            Trouble: It cannot be read or cut.
        """
        cell = self.cell(row)
        asked = self.asked
        if cell == UNREADABLE:
            raise Trouble("cel_onleesbaar")
        if asked.separator and cell is not None:
            parts = text_of(cell).split(asked.separator)
            if len(parts) < asked.part:
                raise Trouble("deel")
            cell = parts[asked.part - 1].strip() or None
        if cell is not None and asked.words:
            meant = asked.words.get(bare(text_of(cell)), asked.otherwise)
            if meant is not None:
                self._notes.translated[self.label] += 1
                cell = meant
        if cell is None or (isinstance(cell, str) and dutch.is_empty_word(cell)):
            return asked.blank
        return cell

    def _value(self, row: int) -> Value:
        cell, asked = self.prepared(row), self.asked
        if cell is None:
            return None
        if asked.is_pseudonym:
            return self._pseudonym(text_of(cell)) if self._pseudonym else None
        return _READERS.get(self._target.kind, Picker._text)(self, cell)

    def number(self, cell: RawCell) -> Fraction:
        """Read a number as it stands in the source, exact."""
        return Fraction(number_of(cell, self._decimal_sign))

    def fitted(self, number: Fraction) -> Decimal:
        """Give a number with as many decimals as its column can hold."""
        decimals = self._target.number_rule.decimals
        scaled = number * 10**decimals
        if scaled.denominator != 1:
            if not self.asked.rounds:
                raise Trouble("niet_exact")
            self._notes.rounded[self.label] += 1
        return Decimal(half_up(scaled)).scaleb(-decimals)

    def _number(self, cell: RawCell) -> Value:
        return self.fitted(self.number(cell) * self.asked.times)

    def _date(self, cell: RawCell) -> Value:
        day = date_of(cell, self.asked.date_form)
        return add_months(day, self.asked.add_months) if self.asked.add_months else day

    def _word(self, cell: RawCell) -> Value:
        word, is_listed = word_for(text_of(cell), self._target.header, self._target.words)
        if word is None or (self._target.words and word not in self._target.words):
            raise Trouble("woord")
        if not is_listed:
            self._notes.translated[self.label] += 1
        return word

    def _streams(self, cell: RawCell) -> Value:
        words = []
        for piece in text_of(cell).split(";"):
            if piece.strip():
                word, _ = word_for(piece, "stroom", [*Stream, ALL_STREAMS_WORD])
                if word is None:
                    raise Trouble("woord")
                words.append(str(word))
        return ";".join(words) or None

    def _text(self, cell: RawCell) -> Value:
        return text_of(cell)


def text_of(cell: RawCell) -> str:
    """Write a cell as text: a whole number as its digits.

    Raises:
        Trouble: It is a date, or a number with decimals.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return f"{cell.to_integral_value():f}"
    raise Trouble("geen_tekst")


def number_of(cell: RawCell, decimal_sign: str = ",") -> Decimal:
    """Read a number; a text the Dutch way, or with a point before the decimals.

    Raises:
        Trouble: It is no number, or has two readings.

    Example:
        >>> number_of("1.234,50"), number_of("1,234.50", "."), number_of(Decimal("12"))
        (Decimal('1234.50'), Decimal('1234.50'), Decimal('12'))
    """
    if isinstance(cell, Decimal):
        return cell
    if not isinstance(cell, str):
        raise Trouble("geen_getal")
    text = cell.translate(str.maketrans(",.", ".,")) if decimal_sign == "." else cell
    try:
        return dutch.number_from_text(text)
    except dutch.UnreadableError as error:
        code = str(error) if str(error) in _ADVICE else "geen_getal"
        if code == "geen_getal" and decimal_sign == "," and _reads_with_a_point(cell):
            code = "punt"
        raise Trouble(code) from error


def _reads_with_a_point(cell: str) -> bool:
    try:
        number_of(cell, ".")
    except Trouble:
        return False
    return True


def date_of(cell: RawCell, form: DateForm = DateForm.DUTCH) -> date:
    """Read a date.

    Raises:
        Trouble: It is none.

    Example:
        >>> date_of("20220301", DateForm.DIGITS), date_of("3/1/2022", DateForm.AMERICAN)
        (datetime.date(2022, 3, 1), datetime.date(2022, 3, 1))
    """
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if form is DateForm.DIGITS:
        if not (text.isascii() and text.isdigit() and len(text) == 8):
            raise Trouble("geen_datum")
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif form is DateForm.AMERICAN:
        month, _, rest = text.replace("/", "-").partition("-")
        day, _, year = rest.partition("-")
        text = f"{day}-{month}-{year}"
    try:
        return dutch.date_from_text(text)
    except dutch.UnreadableError as error:
        raise Trouble("geen_datum") from error


def column_finding(table: RawTable, headers: Sequence[str], found: Sequence[int], where: str) -> Finding:
    """Say that a column is not there, or is there more than once."""
    named = " of ".join(f"'{header}'" for header in headers[:_PLACES_SHOWN])
    if found:
        text = f"De kolom {named} staat er meer dan een keer."
        advice = f"Geef de kolommen elk een eigen kop, of kies er een in het profiel. (profiel: {where})"
        return Finding("fout", table.label, "", "kolom_dubbel", text, advice)
    near = ""
    shown = [header for header in table.headers if header and not is_personal_header(header)]
    for header in headers:
        near = near or did_you_mean(header, shown)
    text = f"De kolom {named} is er niet."
    advice = f"{near} Verbeter de kop in de bron, of de naam in het profiel. (profiel: {where})".strip()
    return Finding("fout", table.label, "", "kolom_ontbreekt", text, advice)


_Reader = Callable[[Picker, RawCell], Value]
_READERS: Mapping[CellKind, _Reader] = {
    **dict.fromkeys(NUMBER_RULES, Picker._number),
    CellKind.WORD: Picker._word,
    CellKind.STREAMS: Picker._streams,
    CellKind.DATE: Picker._date,
    CellKind.LAST_DAY: Picker._date,
}


def has_dates(table: RawTable, place: int) -> bool:
    """Say whether nearly all that stands in a column are dates.

    Example:
        >>> has_dates(RawTable("", "blad 1", ("Tot",), (("1-3-2022",), (None,)), (2, 3)), 0)
        True
    """
    cells = [row[place] for row in table.rows if row[place] is not None]
    return bool(cells) and sum(map(_is_date, cells)) >= NEARLY * len(cells)


def _is_date(cell: object) -> bool:
    try:
        return isinstance(cell, date) or (isinstance(cell, str) and bool(date_of(cell)))
    except Trouble:
        return False
