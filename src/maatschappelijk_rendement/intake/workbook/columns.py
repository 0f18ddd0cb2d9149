"""What a cell means in its column: a value, or what is wrong with it in the words of that column.

The meaning follows from the kind of the column alone (``tables``): equal contents need reading once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from maatschappelijk_rendement.domain import vocabulary as v
from maatschappelijk_rendement.domain.calendar import after_inclusive, is_no_end
from maatschappelijk_rendement.domain.errors import Finding, Level
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.domain.tables import (
    NAME_IS_TAKEN,
    NUMBER_RULES,
    OTHER_NAME,
    REGION_PATTERNS,
    TEXT_RULES,
    CellKind,
    SheetColumn,
)
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.cells import Type, Value
from maatschappelijk_rendement.intake.workbook.formats import Shape
from maatschappelijk_rendement.intake.workbook.personal import PersonalKind, personal_kinds
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG

Meaning = str | Decimal | int | date | tuple[str, ...] | None


class Fault(NamedTuple):
    """What is wrong with a cell, without its place."""

    level: Level
    code: str
    text: str
    advice: str

    def at(self, sheet: str, cell: str) -> Finding:
        """Say where it is."""
        return Finding(self.level, sheet, cell, self.code, self.text, self.advice)


class Parsed(NamedTuple):
    """What a cell means, and what is to be said of it. With an error the meaning is None."""

    meaning: Meaning = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """There is an error among the faults."""
        return any(fault.level == "fout" for fault in self.faults)


NOTHING = Parsed()

# Texts of a title or a source hold dates that are no birthdays.
_DATED_HEADERS = frozenset({"titel"})
_NUMBER_KINDS = frozenset(NUMBER_RULES)
_TEXT_KINDS = frozenset(TEXT_RULES)
_YES_OR_NO = tuple(word.value for word in v.YesNo)
# What else people fill in for yes and no; an x is a tick, and true and false are what a program writes.
_YES_OR_NO_FORMS = {
    **dict.fromkeys(("j", "x", "waar", "true"), v.YesNo.YES.value),
    **dict.fromkeys(("n", "onwaar", "false"), v.YesNo.NO.value),
}
_TOTAL_WORDS = frozenset({"totaal", "totalen", "subtotaal", "eindtotaal", "som", "total", "sum"})

_WHY_NO_DATE = {
    "geen_datum": "heeft geen geldige datum",
    "tijd": "heeft een tijd achter de datum",
    "jaar": f"heeft een jaar voor {dutch.FIRST_YEAR} of na {dutch.LAST_YEAR}",
}
_DATE_ADVICE = "Vul dag, maand en jaar in, zoals 3-9-2018, met een datumopmaak of als tekst."
_DATE_ADVICE_NO_END = "Vul dag, maand en jaar in, zoals 31-12-2018; laat de cel leeg als er geen einde is."
# 31-12-9999, the last day that Excel knows (Microsoft Support, DATEVALUE function, seen November 2026).
_LAST_SERIAL = 2_958_465


@dataclass(frozen=True, slots=True)
class Subject:
    """What a message is about: a column, or a setting of sheet Analyse.

    Attributes:
        name: Such as ``kolom 'aantal'``.
        column: Its declaration.
    """

    name: str
    column: SheetColumn

    @property
    def start(self) -> str:
        """The name at the start of a sentence."""
        return self.name[0].upper() + self.name[1:]


def column_subject(column: SheetColumn) -> Subject:
    """Name a column in a message."""
    return Subject(f"kolom '{column.header}'", column)


class _Manner(NamedTuple):
    """How to read: the date system of the workbook, and whether to suggest words."""

    is_1904: bool
    suggests: bool

    def suggestion(self, written: str, words: Iterable[str]) -> str:
        """Suggest a word, where suggestions are given."""
        return did_you_mean(written, words) if self.suggests else ""


def missing(subject: Subject) -> Fault:
    """Say that a needed value is not there."""
    example = f", zoals {subject.column.example}" if subject.column.example else ""
    caution = "; leeg is niet 0" if subject.column.kind in _NUMBER_KINDS else ""
    advice = f"Vul de cel in{example}{caution}."
    return _error("waarde_ontbreekt", f"De waarde van {subject.name} ontbreekt.", advice)


def parse(value: Value, subject: Subject, *, is_1904: bool, suggests: bool = True) -> Parsed:
    """Read a cell that is not blank by the kind of its column.

    Args:
        value: The cell.
        subject: Its column or setting.
        is_1904: The workbook counts its dates from 1904.
        suggests: Say which word of a list may have been meant.

    Returns:
        The meaning (text, word of the list, ``Decimal``, whole number, date; half-open for a last day), or an
        error; warnings stand beside a meaning. A word for nothing, such as ``n.v.t.``, means None.
    """
    if value.written == TOO_LONG:
        text = f"{subject.start} heeft meer tekens dan de grens voor een cel."
        return _wrong("grens_tekens", text, "Kort de tekst in.")
    if value.type is Type.ERROR:
        text = f"{subject.start} heeft een foutwaarde van Excel."
        return _wrong("foutwaarde", text, "Verbeter de formule of vul de waarde zelf in.")
    if value.type is Type.BOOLEAN and subject.column.words != _YES_OR_NO:
        return _wrong(
            "type", f"{subject.start} heeft waar of onwaar; dat past hier niet.", "Vul een waarde in."
        )
    parsed = _READERS[subject.column.kind](value, subject, _Manner(is_1904, suggests))
    hidden = value.format.hides_text if value.type is Type.TEXT else value.format.hides_numbers
    if hidden:
        text = f"{subject.start} heeft een opmaak die de waarde verbergt; de waarde telt wel mee."
        warning = Fault(
            "waarschuwing", "verborgen_opmaak", text, "Kies een gewone opmaak en bekijk de waarde."
        )
        return Parsed(parsed.meaning, (*parsed.faults, warning))
    return parsed


def is_total_word(text: str) -> bool:
    """Say whether a text names a row of totals."""
    return v.fold(text).rstrip(":") in _TOTAL_WORDS


def _read_text(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    text = _as_text(value, is_date_a_slip=True)
    if text is None:
        return _wrong(
            "type", f"{subject.start} heeft een getal of datum waar tekst hoort.", "Typ de waarde als tekst."
        )
    kind = subject.column.kind
    problem = TEXT_RULES[kind].problem(text)
    if len(text) > TEXT_RULES[kind].maximum_length:
        return _wrong("te_lang", f"{subject.start} {problem}.", "Kort de tekst in.")
    is_dated = kind is CellKind.SOURCE or subject.column.header in _DATED_HEADERS
    personal = personal_kinds(text, dates_are_common=is_dated)
    faults = []
    if PersonalKind.BSN in personal:
        faults.append(_bsn(subject, is_id=kind in (CellKind.ID, CellKind.CODE)))
    faults += [_personal(subject, found) for found in personal if found is not PersonalKind.BSN]
    if problem and not any(fault.level == "fout" for fault in faults):
        advice = "Gebruik letters, cijfers en gewone leestekens, en begin met een letter of cijfer."
        faults.append(_error("teken", f"{subject.start} {problem}.", advice))
    if subject.column.is_taken(text):
        faults.append(_error("naam_bezet", f"{subject.start} {NAME_IS_TAKEN}.", OTHER_NAME))
    parsed = Parsed(text, tuple(faults))
    return parsed._replace(meaning=None) if parsed.is_wrong else parsed


def _read_word(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    text = _as_text(value)
    if value.type is Type.BOOLEAN:
        text = "waar" if value.written in _TRUE else "onwaar"
    if text is not None and dutch.is_empty_word(text):
        return NOTHING
    words = subject.column.words
    word = _by_form(words).get(v.fold(text)) if text is not None else None
    if word is not None:
        return Parsed(word)
    advice = f"{manner.suggestion(text or '', words)} Kies uit: {', '.join(words)}.".strip()
    return _wrong("woord_onbekend", f"{subject.start} heeft een onbekend woord.", advice)


_TRUE = frozenset({"1", "true"})


@cache
def _by_form(words: tuple[str, ...]) -> dict[str, str]:
    forms = _YES_OR_NO_FORMS if words == _YES_OR_NO else {}
    return {**forms, **{v.fold(word): word for word in words}}


def _read_streams(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    pieces = [piece for piece in (_as_text(value) or "").split(";") if piece.strip()]
    by_form = {v.fold(stream): stream.value for stream in v.Stream}
    forms = [v.fold(piece) for piece in pieces]
    if forms == [v.ALL_STREAMS_WORD]:
        return Parsed((v.ALL_STREAMS_WORD,))
    for piece, form in zip(pieces, forms, strict=True):
        if form == v.ALL_STREAMS_WORD:
            text = f"{subject.start} heeft 'alle' naast andere stromen."
            return _wrong("stromen", text, "Vul alleen alle in, of alleen de namen van stromen.")
        if form not in by_form and "," in piece:
            text = f"{subject.start} heeft een komma tussen de stromen."
            return _wrong("stromen_met_komma", text, "Zet er een puntkomma tussen, zoals Wmo;Zvw.")
        if form not in by_form:
            near = manner.suggestion(piece, by_form.values())
            advice = f"{near} Kies uit: {', '.join(by_form.values())}.".strip()
            return _wrong("stroom_onbekend", f"{subject.start} heeft een onbekende stroom.", advice)
    if not forms:
        return Parsed(None, (missing(subject),))
    return Parsed(tuple(by_form[form] for form in dict.fromkeys(forms)))


def _read_region(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    text = (_as_text(value) or "").upper()
    if dutch.is_empty_word(text):
        return NOTHING
    if not REGION_PATTERNS[subject.column.kind].fullmatch(text):
        text, advice = f"{subject.start} heeft een onbekende vorm.", _REGION_ADVICE[subject.column.kind]
        return _wrong("regiocode", text, advice)
    return Parsed(text)


_REGION_ADVICE = {
    CellKind.REGION_GM: "Vul GM en 4 cijfers in, zoals GM0828, of laat de cel leeg.",
    CellKind.REGION_WK: "Vul WK en 6 cijfers in, zoals WK082801, of laat de cel leeg.",
}


def _read_date(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    warnings: tuple[Fault, ...] = ()
    last = subject.column.kind is CellKind.LAST_DAY
    advice = _DATE_ADVICE_NO_END if last else _DATE_ADVICE
    if last and _says_no_end(value, manner):
        return NOTHING
    try:
        if value.type is Type.TEXT:
            if dutch.is_empty_word(value.written):
                return NOTHING
            written = dutch.read_date(value.written)
            day, warnings = written.day, (_date_as_text(subject, written),)
        elif value.type is Type.DATE:
            day = dutch.date_from_iso(value.written)
        elif value.format.shape is Shape.DATE:
            day = dutch.date_from_serial(value.written, is_1904=manner.is_1904)
        else:
            return _wrong(
                "getal_zonder_datumopmaak",
                f"{subject.start} heeft een getal zonder datumopmaak, en hoort een datum te zijn.",
                advice,
            )
    except dutch.UnreadableError as error:
        reason = _WHY_NO_DATE.get(error.reason, _WHY_NO_DATE["geen_datum"])
        return _wrong("geen_datum", f"{subject.start} {reason}{_because(error)}.", advice)
    return Parsed(after_inclusive(day) if last else day, warnings)


def _date_as_text(subject: Subject, written: dutch.WrittenDate) -> Fault:
    """Say that a text was read as a date, and what had to be assumed, without repeating it."""
    what, how, advice = "een datum als tekst", "als datum gelezen", "Maak er een echte datum van."
    code = "datum_als_tekst"
    if written.is_short_year:
        code, what = "datum_kort_jaar", f"{what} met een jaar van twee cijfers"
        how = "gelezen als dag, maand en jaar"
        years = f"van {dutch.FIRST_SHORT_YEAR} tot en met {dutch.LAST_SHORT_YEAR}"
        advice = f"Zo'n jaar telt hier als een jaar {years}. {advice}"
    if written.is_day_first:
        code, how = "datum_dag_maand", "gelezen als dag/maand, niet als maand/dag"
        advice = f"Controleer de datum. {advice}"
    return Fault("waarschuwing", code, f"{subject.start} heeft {what}; die is {how}.", advice)


def _because(error: dutch.UnreadableError) -> str:
    return f": {error.part}" if error.part else ""


def _says_no_end(value: Value, manner: _Manner) -> bool:
    """Say whether a last day is 31-12-9999, as text, as a date, or as the last day that Excel knows."""
    if value.type is Type.TEXT or value.type is Type.DATE:
        return is_no_end(value.written)
    last_serial = _LAST_SERIAL - (dutch.DAYS_FROM_1900_TO_1904 if manner.is_1904 else 0)
    return value.format.shape is Shape.DATE and value.written.removesuffix(".0") == str(last_serial)


def _read_number(value: Value, subject: Subject, manner: _Manner) -> Parsed:
    rule = subject.column.number_rule
    warnings: tuple[Fault, ...] = ()
    try:
        if value.type is Type.TEXT:
            if dutch.is_empty_word(value.written):
                return NOTHING
            number = dutch.number_from_text(value.written)
            text = f"{subject.start} heeft een getal als tekst; dat is gelezen als {_size_of(number)}."
            warnings = (Fault("waarschuwing", "getal_als_tekst", text, "Maak er een echt getal van."),)
        elif value.type is Type.DATE or value.format.shape in (Shape.DATE, Shape.TIME):
            return _wrong(
                "datum_als_getal", f"{subject.start} heeft een datum of tijd waar een getal hoort.", _PLAIN
            )
        elif value.format.shape is Shape.PERCENT:
            raise dutch.UnreadableError("percentage")
        else:
            number = dutch.number_from_stored(value.written)
    except dutch.UnreadableError as error:
        return Parsed(None, (_no_number(subject, error),))
    if not rule.minimum <= number <= rule.maximum:
        text = f"{subject.start} hoort een getal te zijn {rule.span}."
        return _wrong("getal_buiten_grenzen", text, "Verbeter het getal.")
    if number != number.quantize(Decimal(1).scaleb(-rule.decimals)):
        what = f"ten hoogste {rule.decimals} decimalen" if rule.decimals else "geen decimalen"
        return _wrong(
            "te_veel_decimalen", f"{subject.start} hoort een getal te zijn met {what}.", "Rond het getal af."
        )
    if rule.usual_maximum is not None and number > rule.usual_maximum:
        text = f"{subject.start} heeft een ongewoon hoog getal, boven {dutch_number(rule.usual_maximum)}."
        warnings += (Fault("waarschuwing", "getal_hoog", text, "Controleer het getal."),)
    return Parsed(number if rule.decimals else int(number), warnings)


def _size_of(number: Decimal) -> str:
    """Say how a number was read without repeating it: it may be a personal one.

    Example:
        >>> _size_of(Decimal("1234.50")), _size_of(Decimal("5.0"))
        ('een getal met 4 cijfers voor de komma en 2 erachter', 'een heel getal van 1 cijfer')
    """
    whole, _, decimals = f"{abs(number):f}".partition(".")
    digits = f"{len(whole)} {'cijfer' if len(whole) == 1 else 'cijfers'}"
    if not decimals.strip("0"):
        return f"een heel getal van {digits}"
    return f"een getal met {digits} voor de komma en {len(decimals)} erachter"


_PLAIN = "Vul een gewoon getal in, zonder datum- of procentopmaak."


def _no_number(subject: Subject, error: dutch.UnreadableError) -> Fault:
    if error.reason == "percentage":
        return _error("percentage", f"{subject.start} heeft een percentage waar een getal hoort.", _PLAIN)
    if error.reason == "twee_lezingen":
        text = f"{subject.start} heeft een getal als tekst dat op twee manieren is te lezen."
        return _error(
            "twee_lezingen", text, "Maak er een echt getal van; een punt met 3 cijfers kan beide zijn."
        )
    advice = "Vul een getal in, met een komma voor de decimalen."
    return _error("geen_getal", f"{subject.start} heeft geen getal{_because(error)}.", advice)


def _as_text(value: Value, *, is_date_a_slip: bool = False) -> str | None:
    """Give the text of a cell; a whole number reads as its digits; None where it is neither."""
    if value.type is Type.TEXT:
        return unicodedata.normalize("NFC", value.written).strip()
    if value.type is not Type.NUMBER:
        return None
    if is_date_a_slip and value.format.shape in (Shape.DATE, Shape.TIME, Shape.PERCENT):
        # Excel turns an id such as 1-2 into a date by itself; its serial number is not what was meant.
        return None
    try:
        number = dutch.number_from_stored(value.written)
    except dutch.UnreadableError:
        return None
    return str(int(number)) if number == number.to_integral_value() else None


def _bsn(subject: Subject, *, is_id: bool) -> Fault:
    text = f"{subject.start} bevat een getal dat een BSN kan zijn."
    if is_id:
        return _error("bsn", text, "Gebruik een eigen nummer dat nergens naar verwijst.")
    return Fault(
        "waarschuwing", "bsn", text, "Haal het weg als het een BSN is. In het rapport staat de tekst niet."
    )


def _personal(subject: Subject, kind: PersonalKind) -> Fault:
    code = "postcode" if kind is PersonalKind.ADDRESS else "persoonsgegeven"
    return _error(
        code, f"{subject.start} bevat een persoonsgegeven: {kind.value}.", "Haal het persoonsgegeven weg."
    )


def _error(code: str, text: str, advice: str) -> Fault:
    return Fault("fout", code, text, advice)


def _wrong(code: str, text: str, advice: str) -> Parsed:
    return Parsed(None, (_error(code, text, advice),))


_Reader = Callable[[Value, Subject, _Manner], Parsed]
_READERS: dict[CellKind, _Reader] = {
    **dict.fromkeys(_TEXT_KINDS, _read_text),
    **dict.fromkeys(_NUMBER_KINDS, _read_number),
    **dict.fromkeys(REGION_PATTERNS, _read_region),
    CellKind.WORD: _read_word,
    CellKind.STREAMS: _read_streams,
    CellKind.DATE: _read_date,
    CellKind.LAST_DAY: _read_date,
}
