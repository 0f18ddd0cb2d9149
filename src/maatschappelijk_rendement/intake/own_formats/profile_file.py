"""Read a profile: TOML with a closed list of fields at every depth, so that a slip is found.

``docs/eigen-bestand.md`` describes each field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml, read_toml
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import (
    a_flag,
    a_text,
    a_word,
    above_nought,
    any_text,
    at_least_one,
    one_of,
)
from maatschappelijk_rendement.domain.tables import ANALYSIS, CASES, SHEETS, USAGE, CellKind, SheetTable
from maatschappelijk_rendement.domain.vocabulary import did_you_mean
from maatschappelijk_rendement.intake.own_formats.profile import (
    Asked,
    Beside,
    Blank,
    DateForm,
    Filter,
    Profile,
    SheetProfile,
    Wide,
)
from maatschappelijk_rendement.intake.own_formats.profile_sections import (
    PLACE,
    a_file_name,
    has_version,
    read_settings,
)
from maatschappelijk_rendement.intake.own_formats.words import bare

MOST_MONTHS = 120
_NONE: tuple[str, ...] = ()
PRESET_FOLDER = "presets"
# Beside the columns of sheet Gebruik: an amount in euro, and the stream it belongs to.
AMOUNT, STREAM = "bedrag", "stroom"
_AMOUNT_FIELDS = (AMOUNT, STREAM)
_BLOCKS = {table.sheet.lower(): table for table in SHEETS if table not in (ANALYSIS, CASES)}


def presets() -> tuple[str, ...]:
    """Give the names of the profiles that come with the package.

    Example:
        >>> "breed" in presets()
        True
    """
    folder = resources.files(__package__).joinpath(PRESET_FOLDER)
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
    )


def read_preset(name: str) -> Profile:
    """Read a profile that comes with the package.

    Raises:
        UsageError: There is none by this name.
    """
    if name not in presets():
        near = did_you_mean(name, presets())
        advice = f"Kies uit: {', '.join(presets())}; of geef een TOML-bestand."
        raise UsageError(" ".join(part for part in ("Dit profiel is er niet.", near, advice) if part))
    file = resources.files(__package__).joinpath(PRESET_FOLDER, f"{name}.toml")
    return profile_of(parse_toml(file.read_text(encoding="utf-8")), name)


def read_profile(path_or_name: str) -> Profile:
    """Read a profile: the name of one that comes with the package, or a path that ends in ``.toml``.

    Raises:
        UsageError: There is no such profile or file.
        InputError: Something in it is wrong; carries every finding.
    """
    if path_or_name.lower().endswith(".toml"):
        return profile_of(read_toml(Path(path_or_name)), PLACE)
    return read_preset(path_or_name)


def profile_of(content: Mapping[str, Any], name: str) -> Profile:
    """Make a profile of what TOML says.

    Raises:
        InputError: A field is unknown, missing or wrong; carries every finding.

    Example:
        >>> profile_of({"versie": 1, "gemaakt_voor": "x", "casusen": {}, "casussen": {}}, "profiel")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.domain.errors.InputError: 1 fout, 0 waarschuwingen
        - fout: profiel!casusen: Het veld 'casusen' is onbekend. Bedoelde u 'casussen'?
    """
    top = TomlSection(PLACE, content, [])
    profile = _profile(top, name)
    if top.findings or profile is None:
        raise InputError(top.findings)
    return profile


def _profile(top: TomlSection, name: str) -> Profile | None:
    if not has_version(top):
        return None
    made_for = top.need("gemaakt_voor", a_text, "", "Zeg voor welke bron dit profiel is.")
    top.take("toelichting", any_text, "")
    source = top.part("bron")
    cases = top.need_table("casussen", "Zeg waar casus_id, wijk en mdo_datum staan.") or top.inner(
        "casussen", {}
    )
    profile = Profile(
        name=name,
        made_for=made_for,
        table=source.take("blad", any_text, ""),
        header_row=source.take("kop_rij", at_least_one, None),
        decimal_sign=source.take("decimaal", _a_decimal_sign, ","),
        filters=_filters(source),
        beside=tuple(_beside(section) for section in top.tables("erbij", or_one=True)),
        settings=read_settings(top),
        products=_products(top.part("producten")),
        cases=_block(cases, CASES),
        blocks=tuple(
            _block(section, table)
            for key, table in _BLOCKS.items()
            for section in top.tables(key, or_one=True)
        ),
    )
    source.refuse_the_rest()
    top.refuse_the_rest()
    return profile


def _a_decimal_sign(value: Any) -> str:
    if value not in (",", "."):
        raise WrongValueError('Geef een komma of een punt tussen aanhalingstekens: "," of ".".')
    return str(value)


def _filters(section: TomlSection) -> tuple[Filter, ...]:
    filters = []
    for key, keeps in (("alleen", True), ("zonder", False)):
        for one in section.tables(key, or_one=True):
            columns = one.need("kolom", _some_headers, _NONE, "Zeg naar welke kolom moet worden gekeken.")
            state = one.take("is", one_of("gevuld", "leeg"), "")
            words = frozenset(map(bare, one.take("waarden", _headers, _NONE))) if one.has("waarden") else None
            if one.has("is") == one.has("waarden"):
                advice = 'Kies is = "gevuld", is = "leeg", of waarden = ["..."].'
                one.note("", "keuze_onduidelijk", "Hier hoort precies een van 'is' en 'waarden'.", advice)
            filters.append(Filter(one.path, columns, words, keeps != (state == "leeg")))
            one.refuse_the_rest()
    return tuple(filters)


def _beside(section: TomlSection) -> Beside:
    beside = Beside(
        section.path,
        section.need("bestand", a_file_name, ""),
        section.take("blad", any_text, ""),
        section.need("sleutel_hier", any_text, ""),
        section.need("sleutel_daar", any_text, ""),
        section.need("neem", _headers, _NONE),
    )
    section.refuse_the_rest()
    return beside


def _products(section: TomlSection) -> dict[str, dict[str, Asked]]:
    products: dict[str, dict[str, Asked]] = {}
    for word in section.rest():
        value = section.raw(word)
        if isinstance(value, str):
            value = {"productcode": value}
        if not isinstance(value, dict):
            section.note_wrong(word, "Geef een productcode tussen aanhalingstekens.")
            continue
        one = section.inner(word, value)
        if not one.has("productcode"):
            one.note_missing("productcode", "Vul het in.")
        products[bare(word)] = _fields(one, USAGE, plain_is_constant=True)
        one.refuse_the_rest(tuple(column.header for column in USAGE.columns))
    return products


def _block(section: TomlSection, table: SheetTable) -> SheetProfile:
    block_table, filters = section.take("blad", any_text, ""), _filters(section)
    patterns = section.take("patroon", _patterns, _NONE)
    blank = section.take("leeg", a_word(Blank), Blank.UNKNOWN)
    cell = _cell(section)
    wide = tuple(_wide(one, table) for one in section.tables("kolommen", or_one=True))
    by_mdo_date = section.take("moment_uit_mdo_datum", a_flag, False)
    fields = _fields(section, table, plain_is_constant=False)
    extra = _AMOUNT_FIELDS if table is USAGE else ()
    section.refuse_the_rest((*(column.header for column in table.columns), *extra))
    if patterns and table is not USAGE:
        section.note("patroon", "veld_te_veel", "Een patroon is er alleen voor [[gebruik]].", "Haal het weg.")
    if by_mdo_date and (table is not USAGE or "moment" in fields or wide or patterns):
        text = "moment_uit_mdo_datum is er alleen voor [[gebruik]], zonder 'moment', 'kolommen' of 'patroon'."
        section.note("moment_uit_mdo_datum", "veld_te_veel", text, "Haal een van beide weg.")
    return SheetProfile(
        section.path, table.sheet, block_table, filters, fields, wide, patterns, cell, blank, by_mdo_date
    )


def _patterns(value: Any) -> tuple[str, ...]:
    patterns = _headers(value)
    for pattern in patterns:
        if "{moment}" not in pattern or ("{stroom}" in pattern) == ("{product}" in pattern):
            raise WrongValueError(
                "Een patroon heeft {moment} en een van {stroom} en {product}, "
                'zoals: patroon = "{stroom} {moment}".'
            )
    return patterns


def _cell(section: TomlSection) -> Asked | None:
    """Take how the number in a column is read, where the column is given otherwise."""
    value = section.table("waarde")
    return None if value is None else _asked(value, is_date=False, has_source=False)


def _wide(section: TomlSection, table: SheetTable) -> Wide:
    header = section.need("kop", a_text, "", "Zeg hoe de kolom in de bron heet.")
    cell = _cell(section)
    fields = _fields(section, table, plain_is_constant=True)
    section.refuse_the_rest((*(column.header for column in table.columns), STREAM))
    return Wide(section.path, header, fields, cell)


def _fields(section: TomlSection, table: SheetTable, *, plain_is_constant: bool) -> dict[str, Asked]:
    """Take a value for each column of the sheet; a plain text is a header, or a value beside ``kop``."""
    headers = [column.header for column in table.columns]
    headers += _AMOUNT_FIELDS if table is USAGE else ()
    fields = {}
    for header in headers:
        if not section.has(header):
            continue
        value = section.raw(header)
        path = section.at(header)
        if isinstance(value, dict):
            fields[header] = _asked(section.inner(header, value), _is_date(table, header))
        elif isinstance(value, str) and not plain_is_constant:
            fields[header] = Asked(path, columns=(value,))
        elif isinstance(value, str | int | Decimal | date) and not isinstance(value, bool):
            fields[header] = Asked(path, constant=_constant(value))
        else:
            section.note_wrong(header, "Geef de kop van een kolom tussen aanhalingstekens, of een onderdeel.")
    return fields


def _is_date(table: SheetTable, header: str) -> bool:
    return any(c.header == header and c.kind in (CellKind.DATE, CellKind.LAST_DAY) for c in table.columns)


def _constant(value: Any) -> str | Decimal | date:
    """A text, a number or a date."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | date):
        raise WrongValueError("Geef een tekst, een getal of een datum.")
    return Decimal(value) if isinstance(value, int) else value


def _asked(section: TomlSection, is_date: bool, *, has_source: bool = True) -> Asked:
    """Take how one value is made."""
    sources = [key for key in ("kolom", "kolommen", "vast") if section.has(key)]
    if len(sources) != has_source:
        text = "Hier hoort precies een bron." if has_source else "Hier hoort geen kolom bij."
        advice = "Kies een van: kolom, kolommen, vast." if has_source else "Haal die weg."
        section.note("", "keuze_onduidelijk", text, advice)
    asked = Asked(
        where=section.path,
        columns=section.take("kolom", _headers, _NONE),
        joined=section.take("kolommen", _headers, _NONE),
        between=section.take("tussen", any_text, " "),
        separator=section.take("scheiding", any_text, ""),
        part=section.take("deel", at_least_one, 1),
        constant=section.take("vast", _constant, None),
        words=_words(section),
        otherwise=section.take("anders", any_text, None),
        blank=section.take("leeg", any_text, None),
        absent=section.take("ontbreekt", any_text, None),
        times=Fraction(section.take("keer", above_nought, Decimal(1)))
        / Fraction(section.take("deel_door", above_nought, Decimal(1))),
        rounds=section.take("afronden", a_flag, False),
        add_months=section.take("plus_maanden", _months if is_date else _no_date, 0),
        date_form=section.take("datumvorm", a_word(DateForm), DateForm.DUTCH),
        is_pseudonym=section.take("pseudoniem", a_flag, False),
    )
    section.refuse_the_rest()
    return asked


def _words(section: TomlSection) -> dict[str, str]:
    inside = section.part("waarden")
    words: dict[str, str] = {}
    for number, (written, meant) in enumerate(inside.content.items(), 1):
        if not isinstance(meant, str):
            text = f"Het veld op plaats {number} klopt niet."
            inside.note(f"veld {number}", "waarde_onjuist", text, "Geef een tekst tussen aanhalingstekens.")
        elif words.setdefault(bare(written), meant) != meant:
            text = "Twee woorden in 'waarden' verschillen alleen in hoofdletters of leestekens."
            inside.note("", "naam_dubbel", text, "Laat er een staan.")
    return words


def _headers(value: Any) -> tuple[str, ...]:
    """A text or a list of texts."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise WrongValueError("Geef een tekst tussen aanhalingstekens, of een lijst van teksten.")
    return tuple(items)


def _some_headers(value: Any) -> tuple[str, ...]:
    """A text or a list of texts, at least one."""
    headers = _headers(value)
    if not headers:
        raise WrongValueError("Noem minstens een kolom.")
    return headers


def _months(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST_MONTHS:
        raise WrongValueError(f"Geef een aantal maanden van -{MOST_MONTHS} tot {MOST_MONTHS}.")
    return value


def _no_date(value: Any) -> int:
    """Months are added to a date alone; elsewhere only none fits."""
    if _months(value):
        raise WrongValueError("Dit veld is alleen voor een datum. Haal het weg.")
    return 0
