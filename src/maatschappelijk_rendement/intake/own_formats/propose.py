"""Propose a profile for a source: what its headers and values look like, and how sure that is.

What is sure is written as it is; what is not stands there as a comment to fill in. Of a column that looks
like personal data nothing is written but its position.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from maatschappelijk_rendement.domain.tables import CASES, USAGE
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.tariffs.near import place_of
from maatschappelijk_rendement.intake.own_formats.personal_columns import is_personal_column
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.values import NEARLY, Trouble, has_dates, number_of
from maatschappelijk_rendement.intake.own_formats.words import MOMENTS, STREAMS, bare, word_for
from maatschappelijk_rendement.intake.workbook import dutch
from maatschappelijk_rendement.intake.workbook.personal import personal_kinds

SURE, LIKELY = "zeker", "waarschijnlijk"
_MOST_WORDS = 100
_LIKENESS = 0.84
HEADERS: Mapping[str, tuple[str, ...]] = {
    "casus_id": (
        *("casusnr", "casusnummer", "casus", "dossier", "dossiernr", "dossiernummer", "zaaknummer", "zaak"),
        *("nummer", "nr", "id", "huishoudnummer", "gezinsnummer", "clientnummer", "clientnr", "kenmerk"),
    ),
    "wijk": ("wijknaam", "naam wijk", "stadsdeel", "buurt", "buurtnaam"),
    "wijkcode": ("cbs wijkcode", "code wijk"),
    "casustype": ("type casus", "soort casus", "bestaand of nieuw", "type"),
    "mdo_datum": ("datum mdo", "mdo", "datum van het mdo", "datum overleg", "startdatum mdo", "mdo op"),
    "herhaling_datum": ("datum herhaling", "datum herhaalmeting", "herhaalmeting"),
    "stromen_bekend": ("bekende stromen",),
    "moment": ("voor of na", "voor na", "meting", "meetmoment"),
    "productcode": (
        *("product", "voorziening", "productnaam", "naam product", "zorgproduct", "soort hulp", "code"),
        *("omschrijving", "arrangement", "vorm van hulp", "hulp", "interventie"),
    ),
    "aantal": ("hoeveelheid", "hoeveel", "volume", "omvang", "aantal eenheden", "aantal uren", "uren"),
    "per": ("frequentie", "per periode", "tijdseenheid", "periode"),
    "eenheid": ("eenheden",),
    "startdatum": (
        "begindatum",
        "ingangsdatum",
        "datum begin",
        "datum start",
        "start",
        "begin",
        "van",
        "vanaf",
    ),
    "einddatum": (
        *("datum einde", "datum eind", "eind", "einde", "stopdatum", "tot en met", "t m", "tot", "datum tot"),
        *("geldig tot", "laatste dag", "gestopt op", "beeindigd op", "datum beeindiging"),
    ),
    "bewoner": ("bewonernummer", "persoon", "gezinslid"),
    "stroom": ("wet", "financieringsstroom", "domein", "regeling"),
    "bedrag": ("kosten", "euro", "bedrag euro", "kosten euro", "totaalbedrag", "bedrag in euro"),
    "financier": ("betaald door", "betaler"),
    "eigen_bijdrage": ("eigen risico", "eigen betaling", "eigen aandeel"),
}
"""Headers that people use, by that of the workbook."""

OF_AMOUNTS: Mapping[str, str] = {"prijsmodus": "lopend", "prijsbasis": "tarief"}
"""How amounts in euro are taken: they were paid in their own time."""
OF_PRODUCTS: Mapping[str, str] = {
    "prijsmodus": "constant",
    "prijspeil": "2022",
    "index": "CPI",
    "prijsbasis": "referentieprijs",
}
"""How products are priced: most have prices of one year, and an index carries them to another."""

_CASE_HEADERS = tuple(column.header for column in CASES.columns)
_LINE_HEADERS = (*(c.header for c in USAGE.columns if c.header not in _CASE_HEADERS), "stroom", "bedrag")
_WORDS_BESIDE = ("aard", "geldstroom", "herkomst")
_BESIDE = ("bewoner", "financier", "eigen_bijdrage", "ontvanger", *_WORDS_BESIDE)
"""What a line may say besides what, how much and when."""
_DATES = frozenset({"mdo_datum", "herhaling_datum", "startdatum", "einddatum"})
_SCORES = ("cijfer", "rapportcijfer", "score", "welbevinden", "tevredenheid")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column may be."""

    header: str
    target: str
    confidence: str


@dataclass(frozen=True, slots=True)
class WideGuess:
    """A column with a moment in its header: amounts of a stream, a score, or something else."""

    header: str
    moment: str
    rest: str
    stream: str
    is_score: bool


def propose(tables: Sequence[RawTable], tariffs: Tariffs) -> str:
    """Write a profile for a source.

    Args:
        tables: The source, see ``read_source``.
        tariffs: Prices at hand, to suggest products from.

    Returns:
        TOML, with a comment behind each line on how sure it is.

    Example:
        >>> table = RawTable(
        ...     "Blad1", "blad 1", ("Casusnr", "Wmo voor", "Wmo na"), (("C1", "100", "50"),), (2,)
        ... )
        >>> print(propose([table], Tariffs.load()).partition("[casussen]")[2].splitlines()[1])
        casus_id = "Casusnr"  # zeker
    """
    table = fullest(tables)
    open_places = open_places_of(table)
    wide = [guess for place in open_places if (guess := wide_of(table, place))]
    taken = {guess.header for guess in wide}
    narrow = [place for place in open_places if table.headers[place] not in taken]
    guesses = guesses_of(table, narrow, has_wide=bool(wide))
    lines = [
        *_head(tables, table, open_places, guesses),
        *_settings(OF_PRODUCTS if _has_products(guesses, wide) else OF_AMOUNTS),
        *_cases(guesses, table, is_wide=bool(wide)),
        *(_wide_block(wide, guesses, tariffs) if wide else _long_block(guesses, table, tariffs)),
        *_rest(table, open_places, guesses, wide),
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write a text as TOML does, on one line.

    Example:
        >>> print(quoted('Wmo "voor"'))
        "Wmo \\"voor\\""
    """
    return json.dumps(text, ensure_ascii=False).replace(chr(127), "\\u007f")


def _remark(text: str) -> str:
    """Write a text of the source within a comment."""
    return quoted("".join(letter for letter in text if letter.isprintable()))


def _line(guess: ColumnGuess) -> str:
    """Write what a column is; as a comment where only its spelling says so."""
    mark = "" if guess.confidence == SURE else "# "
    about = "; nakijken: dit is de laatste dag, en die telt mee" if guess.target == "einddatum" else ""
    return f"{mark}{guess.target} = {quoted(guess.header)}  # {guess.confidence}{about}"


def fullest(tables: Sequence[RawTable]) -> RawTable:
    """Give the table in which most stands."""
    return max(tables, key=lambda table: sum(cell is not None for row in table.rows for cell in row))


def open_places_of(table: RawTable) -> list[int]:
    """Give the places of the columns that do not look like personal data."""
    return [
        place for place, header in enumerate(table.headers) if header and not is_personal_column(table, place)
    ]


def _head(
    tables: Sequence[RawTable], table: RawTable, places: Sequence[int], guesses: Mapping[str, ColumnGuess]
) -> Iterator[str]:
    names = ", ".join(table.headers[place] for place in places[:8])
    yield "# Voorstel van: mr inlezen BRON --stel-voor. Kijk elke regel na."
    yield "# Achter elke regel staat hoe zeker die is. Regels met # ervoor tellen niet mee: vul ze in en haal"
    yield "# de # weg, of laat ze staan."
    yield "versie = 1"
    yield f"gemaakt_voor = {quoted(f'Een bron met de kolommen {names}')}"
    yield ""
    yield "[bron]"
    if len(tables) > 1:
        yield f"blad = {quoted(table.name)}  # het blad waar het meeste in staat"
    mdo = guesses.get("mdo_datum")
    if mdo is not None:
        yield f'# alleen = [{{ kolom = {quoted(mdo.header)}, is = "gevuld" }}]'
    yield ""


def _has_products(guesses: Mapping[str, ColumnGuess], wide: Sequence[WideGuess]) -> bool:
    """Whether lines name a product, which the program has to price."""
    return "productcode" in guesses or any(not guess.stream and not guess.is_score for guess in wide)


def _settings(prices: Mapping[str, str]) -> Iterator[str]:
    yield "[analyse]"
    yield '# titel = ""     # of geef mee: --instelling titel="..."'
    yield '# gemeente = ""  # of geef mee: --instelling gemeente=...'
    yield "periode_maanden = 12  # nakijken: over hoeveel maanden voor en na het MDO gaat de bron?"
    for name, value in prices.items():
        yield f"{name} = {value if value.isdecimal() else quoted(value)}  # nakijken"
    yield 'vergelijking = "voor_na"  # nakijken'
    yield '# basis_na = ""  # VUL IN: is het gebruik na het MDO echt ("realisatie") of gepland ("raming")?'
    yield 'mdo_kosten = "apart"  # nakijken'
    yield 'selectie = "onbekend"  # nakijken: hoe zijn deze casussen gekozen?'
    yield ""


def guesses_of(table: RawTable, places: Sequence[int], *, has_wide: bool) -> dict[str, ColumnGuess]:
    """Give the column for each header of the workbook: first by other words for it, then by spelling."""
    targets = _CASE_HEADERS if has_wide else (*_CASE_HEADERS, *_LINE_HEADERS)
    found: dict[str, ColumnGuess] = {}
    free = {bare(table.headers[place]): place for place in places}
    for target in targets:
        for word in (target, *HEADERS.get(target, ())):
            place = free.get(bare(word))
            if place is not None and _fits(table, place, target):
                found[target] = ColumnGuess(table.headers[place], target, SURE)
                del free[bare(word)]
                break
    for target in targets:
        if target in found:
            continue
        words = [bare(word) for word in (target, *HEADERS.get(target, ()))]
        for form, place in list(free.items()):
            if get_close_matches(form, words, n=1, cutoff=_LIKENESS) and _fits(table, place, target):
                found[target] = ColumnGuess(table.headers[place], target, LIKELY)
                del free[form]
                break
    return found


def _fits(table: RawTable, place: int, target: str) -> bool:
    """Say whether what stands in a column can be what its header says."""
    cells = [row[place] for row in table.rows if row[place] is not None]
    if not cells:
        return False
    if target in _DATES:
        return has_dates(table, place)
    if target in ("aantal", "bedrag"):
        return sum(map(_is_number, cells)) >= NEARLY * len(cells)
    return not isinstance(cells[0], date)


def _is_number(cell: object) -> bool:
    try:
        number_of(cell)  # type: ignore[arg-type]  # whatever it is
    except Trouble:
        return isinstance(cell, str) and dutch.is_empty_word(cell)
    return True


def wide_of(table: RawTable, place: int) -> WideGuess | None:
    """Recognise a column with a moment in its header and numbers in its cells."""
    header = table.headers[place]
    words = bare(header).split()
    for moment, synonyms in MOMENTS.items():
        for synonym in sorted(map(bare, (moment, *synonyms)), key=len, reverse=True):
            parts = synonym.split()
            size = len(parts)
            if len(words) <= size:
                continue
            if words[-size:] == parts:
                rest = words[:-size]
            elif words[:size] == parts:
                rest = words[size:]
            else:
                continue
            cells = [row[place] for row in table.rows if row[place] is not None]
            if not cells or sum(map(_is_number, cells)) < NEARLY * len(cells):
                continue
            text = " ".join(rest)
            bare_text = " ".join(word for word in rest if word not in ("kosten", "bedrag", "euro"))
            stream, _ = word_for(bare_text, "stroom", STREAMS)
            return WideGuess(header, moment, text, stream or "", any(word in rest for word in _SCORES))
    return None


def _cases(guesses: Mapping[str, ColumnGuess], table: RawTable, *, is_wide: bool) -> Iterator[str]:
    yield "[casussen]"
    for column in CASES.columns:
        guess = guesses.get(column.header)
        if guess is not None:
            yield _line(guess)
            if column.header == "wijk":
                yield from _spellings(table, guess.header)
        elif column.header == "casustype":
            yield '# casustype = { vast = "bestaand" }  # VUL IN: liep er overal al hulp voor het MDO?'
        elif column.header == "stromen_bekend" and is_wide:
            yield "# stromen_bekend volgt uit de kolommen: een lege cel is onbekend"
        elif column.header == "stromen_bekend":
            yield '# stromen_bekend = { vast = "alle" }  # VUL IN: van welke stromen is het gebruik bekend?'
        elif column.required:
            yield f'# {column.header} = ""  # VUL IN: {column.meaning}'
    yield ""


def _spellings(table: RawTable, header: str) -> Iterator[str]:
    """Show spellings of a wijk that differ in capitals or marks alone."""
    place = table.headers.index(header)
    seen: dict[str, Counter[str]] = {}
    for row in table.rows:
        cell = row[place]
        if isinstance(cell, str) and not personal_kinds(cell):
            seen.setdefault(bare(cell), Counter())[cell] += 1
    for counts in seen.values():
        if len(counts) > 1:
            (most, _), *others = counts.most_common()
            for other, _ in others:
                yield f"# let op, twee schrijfwijzen: {_remark(other)} en {_remark(most)}"


def _wide_block(
    wide: Sequence[WideGuess], guesses: Mapping[str, ColumnGuess], tariffs: Tariffs
) -> Iterator[str]:
    amounts = [guess for guess in wide if guess.stream]
    scores = [guess for guess in wide if guess.is_score and not guess.stream]
    others = [guess for guess in wide if not guess.stream and not guess.is_score]
    if amounts:
        yield "[[gebruik]]"
        yield 'leeg = "onbekend"  # of "nul", als een lege cel bij u 0 is'
        yield 'prijsbron = { vast = "Bedrag per casus uit eigen overzicht" }  # nakijken'
        for guess in amounts:
            yield ""
            yield "[[gebruik.kolommen]]"
            yield f"kop = {quoted(guess.header)}  # {SURE}"
            yield f"moment = {quoted(guess.moment)}"
            yield f"stroom = {quoted(guess.stream)}"
        yield ""
    if others:
        yield "# Kolommen met een aantal van een product: vul de productcode in en haal de # weg."
        yield "# [[gebruik]]"
        for guess in others:
            code, why = product_like(guess.rest, tariffs)
            yield "#"
            yield "# [[gebruik.kolommen]]"
            yield f"# kop = {_remark(guess.header)}"
            yield f"# moment = {quoted(guess.moment)}"
            yield f"# productcode = {quoted(code)}  # {why}"
            yield '# per = "totaal"  # VUL IN: per welke periode is dit aantal?'
        yield ""
    if scores:
        yield from _scores(scores, guesses)


def _scores(scores: Sequence[WideGuess], guesses: Mapping[str, ColumnGuess]) -> Iterator[str]:
    mdo = guesses.get("mdo_datum")
    day = quoted(mdo.header) if mdo else '""'
    yield "# Scores: kijk de datums na en haal de # weg."
    yield "# [[welbevinden]]"
    yield '# bewoner = { vast = "B1" }'
    yield '# instrument = { vast = "rapportcijfer" }'
    for guess in scores:
        moved = ", plus_maanden = 12" if guess.moment != "voor" else ""
        yield "#"
        yield "# [[welbevinden.kolommen]]"
        yield f"# kop = {_remark(guess.header)}"
        yield f"# moment = {quoted(guess.moment)}"
        yield f"# datum = {{ kolom = {day}{moved} }}  # VUL IN: op welke dag is gemeten?"
    yield ""


def _long_block(guesses: Mapping[str, ColumnGuess], table: RawTable, tariffs: Tariffs) -> Iterator[str]:
    is_amount = "bedrag" in guesses and "productcode" not in guesses
    headers = ("stroom", "bedrag") if is_amount else ("productcode", "aantal", "per", "eenheid")
    product = guesses.get("productcode")
    if product is not None and not is_amount:
        yield from _products(table, product.header, tariffs)
    yield "[[gebruik]]"
    of_price = () if is_amount else ("prijs", "prijsbron")
    for header in (*headers, "moment", "startdatum", "einddatum", *of_price, *_BESIDE):
        guess = guesses.get(header)
        if guess is not None:
            yield _line(guess)
            yield from _unknown_words(table, guess)
            if header == "prijs" and "prijsbron" not in guesses:
                yield 'prijsbron = { vast = "Prijs per regel uit eigen overzicht" }  # nakijken'
        elif header == "moment" and "startdatum" in guesses:
            yield "moment_uit_mdo_datum = true  # nakijken: voor of na volgt uit de datums en het MDO"
        elif header in (*headers, "moment") and header != "eenheid":
            yield f'# {header} = ""  # VUL IN'
    if is_amount:
        yield 'prijsbron = { vast = "Bedrag per regel uit eigen overzicht" }  # nakijken'
    yield ""


def _unknown_words(table: RawTable, guess: ColumnGuess) -> Iterator[str]:
    """Show the words of a column that the program does not know."""
    if guess.target not in ("moment", "per", "eenheid", "stroom", *_WORDS_BESIDE):
        return
    column = next((c for c in USAGE.columns if c.header == guess.target), None)
    words = column.words if column else tuple(STREAMS)
    for written in distinct_words(table, guess.header):
        if word_for(written, guess.target, words)[0] is None:
            options = ", ".join(words)
            yield f"# let op, onbekend woord {_remark(written)}: zet het bij waarden. Kies uit: {options}"


def _products(table: RawTable, header: str, tariffs: Tariffs) -> Iterator[str]:
    yield "# Uw woorden voor producten. Zoek een code met: mr tarieven WOORD"
    yield "[producten]"
    for written in distinct_words(table, header):
        if written in tariffs:
            continue  # a code is its own word
        code, why = product_like(written, tariffs)
        yield f"# {_remark(written)} = {quoted(code)}  # {why}"
    yield ""


def distinct_words(table: RawTable, header: str) -> list[str]:
    """Give the different texts of a column, so far as they do not look personal."""
    place = table.headers.index(header)
    seen = dict.fromkeys(str(row[place]) for row in table.rows if row[place] is not None)
    return [text for text in seen if not personal_kinds(text)][:_MOST_WORDS]


def product_like(words: str, tariffs: Tariffs) -> tuple[str, str]:
    """Suggest a product by the words of its description; a price of one place only where there is no other.

    Example:
        >>> product_like("Huishoudelijke hulp", Tariffs.load())[0]
        'WMO.HH.UUR.REF2022'
    """
    forms = [word for word in bare(words).split() if len(word) > 3]
    for count in range(len(forms), 0, -1):
        found = tariffs.search(" ".join(forms[:count]))
        if found.codes and not found.read_as:
            rows = [tariffs.prices(code)[-1].tariff for code in found.codes]
            same_law = (row for row in rows if row.stream == rows[0].stream)
            row = next((row for row in same_law if not place_of(row)), rows[0])
            where = f", prijs van {place_of(row)}" if place_of(row) else ""
            return row.code, f"onzeker: {row.description}, per {row.unit}{where}"
    return "", "VUL IN: geen product gevonden dat hierop lijkt"


def _rest(
    table: RawTable, places: Sequence[int], guesses: Mapping[str, ColumnGuess], wide: Sequence[WideGuess]
) -> Iterator[str]:
    """Name what is left behind."""
    used = {guess.header for guess in guesses.values()} | {guess.header for guess in wide}
    left = [table.headers[place] for place in places if table.headers[place] not in used]
    personal = [place + 1 for place, header in enumerate(table.headers) if header and place not in places]
    if left:
        yield f"# Niet gebruikt: {', '.join(map(_remark, left))}"
    if "startdatum" in guesses and "einddatum" not in guesses:
        for header in left:
            if has_dates(table, table.headers.index(header)):
                yield f"# LET OP: in {_remark(header)} staan datums. Is dat de laatste dag van de hulp?"
                yield f"# Zet dan bij [[gebruik]]: einddatum = {_remark(header)}"
                yield "# Anders loopt hulp die stopte, gewoon door."
    if personal:
        numbers = ", ".join(map(str, personal))
        yield f"# Lijkt een persoonsgegeven en wordt nooit overgenomen: kolom {numbers}"
