"""A profile made by clicking: what each column may be, and the profile of what was chosen.

The page shows the questions and gives back the answers; the profile is the one that ``mr inlezen`` reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tables import CASES, SETTINGS, USAGE, CellKind
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import Stream
from maatschappelijk_rendement.intake.own_formats.propose import (
    OF_AMOUNTS,
    OF_PRODUCTS,
    distinct_words,
    fullest,
    guesses_of,
    open_places_of,
    product_like,
    quoted,
    wide_of,
)
from maatschappelijk_rendement.intake.own_formats.raw import RawTable

UNUSED = ""
MOMENTS = ("voor", "na")
USUAL: Mapping[str, str] = {
    "periode_maanden": "12",
    "vergelijking": "voor_na",
    "mdo_kosten": "apart",
    "selectie": "onbekend",
}
"""What a proposal takes for settings; basis_na is not among them, for the report says it as a fact."""
FOR_ALL = ("wijk", "mdo_datum")
"""What may be the same for every case, and then be said once."""
_CASE = tuple(column.header for column in CASES.columns)
_LINE = tuple(column.header for column in USAGE.columns if column.header not in (*_CASE, "prijsbron"))
_AMOUNT = ("stroom", "bedrag")


@dataclass(frozen=True, slots=True)
class ColumnQuestion:
    """One column of the source.

    Attributes:
        header: Its header.
        choice: What it looks like, a key of ``choices``.
        confidence: How sure that is: ``zeker``, ``waarschijnlijk``, or empty.
        code: A product that its header looks like.
    """

    header: str
    choice: str
    confidence: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class WordQuestion:
    """One word for a product, with the code it looks like and why."""

    word: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What a source asks.

    Attributes:
        table: Name of its table; empty where there is one only.
        columns: Each column that may be used.
        words: Words for products that are no code.
        personal: How many columns look like personal data; of these nothing else is known here.
    """

    table: str
    columns: tuple[ColumnQuestion, ...]
    words: tuple[WordQuestion, ...]
    personal: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user chose.

    Attributes:
        table: As in the questions.
        columns: Choice by header.
        codes: Product code by header, of a column with amounts of a product.
        words: Product code by word.
        settings: Settings by their name on sheet Analyse.
        case_type: Of every case, where no column says it.
        streams: Streams of which the use is known, where no column says it.
        per: What a number is per, where no column says it.
        blank: What an empty cell means in a column with amounts: ``onbekend`` or ``nul``.
        fixed: What holds for every case, by a column of sheet Casussen that no column of the source is.
    """

    table: str
    columns: Mapping[str, str]
    codes: Mapping[str, str]
    words: Mapping[str, str]
    settings: Mapping[str, str]
    case_type: str = "bestaand"
    streams: str = "alle"
    per: str = "totaal"
    blank: str = "onbekend"
    fixed: Mapping[str, str] = field(default_factory=dict)


def choices() -> dict[str, str]:
    """Give what a column can be, with a label in Dutch.

    Example:
        >>> choices()["bedrag|Wmo|voor"]
        'Bedrag van Wmo, voor het MDO'
    """
    found = {UNUSED: "Niet gebruiken"}
    for column in (*CASES.columns, *(c for c in USAGE.columns if c.header in _LINE)):
        found[column.header] = f"{column.header}: {column.meaning}"
    found |= {"stroom": "stroom: de wet of stroom van een bedrag", "bedrag": "bedrag: euro's op deze regel"}
    for stream in Stream:
        found |= {f"bedrag|{stream}|{when}": f"Bedrag van {stream}, {when} het MDO" for when in MOMENTS}
    return found | {f"aantal||{when}": f"Aantal van een product, {when} het MDO" for when in MOMENTS}


def questions_of(tables: Sequence[RawTable], tariffs: Tariffs) -> Questions:
    """Say what a source asks, with a guess for each column.

    Args:
        tables: The source, see ``read_source``; at least one table with headers.
        tariffs: Prices at hand, to suggest products from.
    """
    table = fullest(tables)
    places = open_places_of(table)
    wide = {guess.header: guess for place in places if (guess := wide_of(table, place))}
    narrow = [place for place in places if table.headers[place] not in wide]
    guesses = {g.header: g for g in guesses_of(table, narrow, has_wide=bool(wide)).values()}
    columns = []
    for place in places:
        header = table.headers[place]
        if header in wide and wide[header].moment in MOMENTS and not wide[header].is_score:
            kind = "bedrag" if wide[header].stream else "aantal"
            choice = f"{kind}|{wide[header].stream}|{wide[header].moment}"
            code = "" if wide[header].stream else product_like(wide[header].rest, tariffs)[0]
            columns.append(ColumnQuestion(header, choice, "zeker" if kind == "bedrag" else "", code))
        elif header in guesses:
            columns.append(ColumnQuestion(header, guesses[header].target, guesses[header].confidence))
        else:
            columns.append(ColumnQuestion(header, UNUSED, ""))
    product = next((g.header for g in guesses.values() if g.target == "productcode"), None)
    written = distinct_words(table, product) if product is not None else []
    words = tuple(WordQuestion(word, *product_like(word, tariffs)) for word in written if word not in tariffs)
    personal = sum(bool(header) for header in table.headers) - len(places)
    return Questions(table.name if len(tables) > 1 else "", tuple(columns), words, personal)


def usual_settings(questions: Questions) -> dict[str, str]:
    """Give the settings that fit what the columns look like: products are priced, amounts were paid.

    Example:
        >>> column = ColumnQuestion("Product", "productcode", "zeker")
        >>> usual_settings(Questions("", (column,), (), 0))["prijsmodus"]
        'constant'
    """
    chosen = [column.choice for column in questions.columns]
    has_products = any(choice == "productcode" or choice.startswith("aantal|") for choice in chosen)
    return {**USUAL, **(OF_PRODUCTS if has_products else OF_AMOUNTS)}


def profile_text(answers: Answers) -> str:
    """Write the profile of what was chosen, as TOML.

    Raises:
        UsageError: One choice was made for two columns, or nothing says what was used.

    Example:
        >>> chosen = {"Nr": "casus_id", "Wijk": "wijk", "MDO": "mdo_datum", "Wmo": "bedrag|Wmo|voor"}
        >>> text = profile_text(Answers("", chosen, {}, {}, {}))
        >>> 'casus_id = "Nr"' in text, 'stroom = "Wmo"' in text
        (True, True)
    """
    plain = _once({header: choice for header, choice in answers.columns.items() if "|" not in choice})
    wide = {header: choice.split("|") for header, choice in answers.columns.items() if "|" in choice}
    has_line = any(name in plain for name in ("productcode", "bedrag"))
    if not wide and not has_line:
        raise UsageError(
            "Kies bij ten minste één kolom wat er is gebruikt: een bedrag, of een aantal van een product."
        )
    lines = [
        "versie = 1",
        f"gemaakt_voor = {quoted('Een bron met de kolommen ' + ', '.join(plain.values()))}",
    ]
    if answers.table:
        lines += ["", "[bron]", f"blad = {quoted(answers.table)}"]
    lines += ["", "[analyse]", *_settings(answers.settings)]
    if answers.words:
        lines += ["", "[producten]"]
        lines += [f"{quoted(word)} = {quoted(code)}" for word, code in answers.words.items() if code.strip()]
    lines += ["", "[casussen]", *_cases(plain, answers, is_wide=bool(wide))]
    if has_line:
        lines += ["", "[[gebruik]]", *_line_block(plain, answers)]
    lines += _wide_block(wide, answers)
    return "\n".join(lines) + "\n"


def _once(columns: Mapping[str, str]) -> dict[str, str]:
    """Turn the choices round: the header of each."""
    found: dict[str, str] = {}
    for header, choice in columns.items():
        if choice == UNUSED:
            continue
        if choice in found:
            raise UsageError(f"U koos twee keer '{choice}'. Kies dat bij één kolom.")
        found[choice] = header
    return found


def _settings(settings: Mapping[str, str]) -> Iterator[str]:
    kinds = {setting.header: setting.kind for setting in SETTINGS}
    for name, text in settings.items():
        if name not in kinds:
            raise UsageError("Deze instelling is onbekend. Laad de pagina opnieuw.")
        if text.strip():
            is_number = kinds[name] is CellKind.WHOLE and text.strip().isdecimal()
            yield f"{name} = {text.strip() if is_number else quoted(text.strip())}"


def _cases(plain: Mapping[str, str], answers: Answers, *, is_wide: bool) -> Iterator[str]:
    for name in _CASE:
        if name in plain:
            yield f"{name} = {quoted(plain[name])}"
        elif name in FOR_ALL and answers.fixed.get(name, "").strip():
            yield f"{name} = {{ vast = {quoted(answers.fixed[name].strip())} }}"
        elif name == "casustype":
            yield f"casustype = {{ vast = {quoted(answers.case_type)} }}"
        elif name == "stromen_bekend" and not is_wide:
            yield f"stromen_bekend = {{ vast = {quoted(answers.streams)} }}"


def _line_block(plain: Mapping[str, str], answers: Answers) -> Iterator[str]:
    for name in (*_LINE, *_AMOUNT):
        if name in plain:
            yield f"{name} = {quoted(plain[name])}"
        elif name == "per" and "bedrag" not in plain:
            yield f"per = {{ vast = {quoted(answers.per)} }}"
    if "moment" not in plain:
        yield "moment_uit_mdo_datum = true"
    if "bedrag" in plain:
        yield 'prijsbron = { vast = "Bedrag per regel uit eigen overzicht" }'


def _wide_block(wide: Mapping[str, Sequence[str]], answers: Answers) -> Iterator[str]:
    amounts = {header: parts for header, parts in wide.items() if parts[0] == "bedrag"}
    numbers = {header: parts for header, parts in wide.items() if parts[0] != "bedrag"}
    if amounts:
        yield from ("", "[[gebruik]]", f"leeg = {quoted(answers.blank)}")
        yield 'prijsbron = { vast = "Bedrag per casus uit eigen overzicht" }'
    for header, (_, stream, moment) in amounts.items():
        yield from ("", "[[gebruik.kolommen]]", f"kop = {quoted(header)}")
        yield from (f"moment = {quoted(moment)}", f"stroom = {quoted(stream)}")
    if numbers:
        yield from ("", "[[gebruik]]", f"leeg = {quoted(answers.blank)}")
    for header, (_, _, moment) in numbers.items():
        yield from ("", "[[gebruik.kolommen]]", f"kop = {quoted(header)}", f"moment = {quoted(moment)}")
        yield f"productcode = {quoted(answers.codes.get(header, ''))}"
        yield f"per = {quoted(answers.per)}"
