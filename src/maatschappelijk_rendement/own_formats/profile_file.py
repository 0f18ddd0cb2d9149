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
from typing import Any, TypeVar

from maatschappelijk_rendement.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.own_formats.profile import (
    VERSION,
    Asked,
    Beside,
    Blank,
    Block,
    DateForm,
    Filter,
    Profile,
    Wide,
)
from maatschappelijk_rendement.own_formats.words import bare
from maatschappelijk_rendement.tables import ANALYSIS, CASES, SETTINGS, SHEETS, USAGE, Kind, Table
from maatschappelijk_rendement.toml_file import parse_toml, read_toml
from maatschappelijk_rendement.vocabulary import did_you_mean

T = TypeVar("T")
PLACE = "profiel"
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
        >>> profile_of({"versie": 1, "gemaakt_voor": "x", "casussen": {}, "wijken": 1}, "profiel")
        Traceback (most recent call last):
            ...
        maatschappelijk_rendement.errors.InputError: 1 fout, 0 waarschuwingen
        - fout: profiel!wijken: Het veld 'wijken' is onbekend.
    """
    found: list[Finding] = []
    profile = _profile(_Section(content, "", found), name)
    if found or profile is None:
        raise InputError(found)
    return profile


class _Section:
    """A table of the file, its fields taken one by one; what is left at the end is unknown."""

    def __init__(self, content: Mapping[str, Any], path: str, found: list[Finding]) -> None:
        self._content = content
        self._taken: set[str] = set()
        self.path = path
        self.found = found

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str, text: str, advice: str = "") -> None:
        self.found.append(Finding("fout", PLACE, self.at(key) if key else self.path, "profiel", text, advice))

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def take(self, key: str, kind: type[T], default: T, what: str) -> T:
        """Take a field of a type; notes another type and gives the default."""
        self._taken.add(key)
        value = self._content.get(key, default)
        # In Python a truth value is a number as well.
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.wrong(key, f"Het veld '{key}' hoort {what} te zijn.")
        return default

    def text(self, key: str, default: str = "") -> str:
        return self.take(key, str, default, "een tekst")

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a text or a list of texts."""
        self._taken.add(key)
        value = self._content.get(key, [])
        items = [value] if isinstance(value, str) else value
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
        self.wrong(key, f"Het veld '{key}' hoort een tekst te zijn, of een lijst van teksten.")
        return ()

    def number(self, key: str, default: int = 1) -> Decimal:
        self._taken.add(key)
        value = self._content.get(key, default)
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite():
            return Decimal(value)
        self.wrong(key, f"Het veld '{key}' hoort een getal te zijn.")
        return Decimal(default)

    def word(self, key: str, words: type[T], default: T) -> T:
        value = self.text(key, str(default))
        try:
            return words(value)  # type: ignore[call-arg]  # an enumeration
        except ValueError:
            options = ", ".join(words)  # type: ignore[arg-type]
            self.wrong(key, f"Het veld '{key}' heeft een onbekend woord.", f"Kies uit: {options}.")
            return default

    def section(self, key: str) -> _Section:
        return _Section(self.take(key, dict, {}, "een tabel"), self.at(key), self.found)

    def sections(self, key: str) -> list[_Section]:
        """Take a list of tables; a single table counts as one."""
        self._taken.add(key)
        value = self._content.get(key, [])
        items = [value] if isinstance(value, dict) else value
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            self.wrong(key, f"Het veld '{key}' hoort een tabel te zijn, of een lijst van tabellen.")
            return []
        return [
            _Section(item, f"{self.at(key)}[{number}]", self.found) for number, item in enumerate(items, 1)
        ]

    def rest(self) -> list[str]:
        """Give the fields that were not taken yet."""
        return [key for key in self._content if key not in self._taken]

    def mark(self, key: str) -> Any:
        self._taken.add(key)
        return self._content[key]

    def end(self, known: tuple[str, ...] = ()) -> None:
        """Note every field that nothing asked for."""
        for key in self.rest():
            near = did_you_mean(key, (*self._taken, *known))
            self.wrong(key, f"Het veld '{key}' is onbekend.", near)


def _profile(top: _Section, name: str) -> Profile | None:
    if top.take("versie", int, 0, "een getal") != VERSION:
        top.wrong("versie", f"Dit programma leest profielen met versie = {VERSION}.", "Zet dat bovenaan.")
        return None
    made_for = top.text("gemaakt_voor")
    if not made_for:
        top.wrong("gemaakt_voor", "Het veld 'gemaakt_voor' ontbreekt.", "Zeg voor welke bron dit profiel is.")
    top.text("toelichting")
    source = top.section("bron")
    profile = Profile(
        name=name,
        made_for=made_for,
        table=source.text("blad"),
        header_row=_header_row(source),
        decimal_sign=_decimal_sign(source),
        filters=_filters(source),
        beside=tuple(_beside(section) for section in top.sections("erbij")),
        settings=_settings(top.section("analyse")),
        products=_products(top.section("producten")),
        cases=_block(top.section("casussen"), CASES),
        blocks=tuple(
            _block(section, table) for key, table in _BLOCKS.items() for section in top.sections(key)
        ),
    )
    source.end()
    if "casussen" not in top:
        top.wrong("casussen", "Het deel 'casussen' ontbreekt.", "Zeg waar casus_id, wijk en mdo_datum staan.")
    top.end()
    return profile


def _header_row(source: _Section) -> int | None:
    if "kop_rij" not in source:
        return None
    row = source.take("kop_rij", int, 1, "een rijnummer")
    if row < 1:
        source.wrong("kop_rij", "Het veld 'kop_rij' hoort een rijnummer te zijn, vanaf 1.")
    return row


def _decimal_sign(source: _Section) -> str:
    sign = source.text("decimaal", ",")
    if sign not in (",", "."):
        source.wrong("decimaal", "Het veld 'decimaal' hoort een komma of een punt te zijn.")
    return sign


def _filters(section: _Section) -> tuple[Filter, ...]:
    filters = []
    for key, keeps in (("alleen", True), ("zonder", False)):
        for one in section.sections(key):
            columns = one.texts("kolom")
            if not columns:
                one.wrong("kolom", "Het veld 'kolom' ontbreekt.", "Zeg naar welke kolom moet worden gekeken.")
            state = one.text("is")
            words = frozenset(map(bare, one.texts("waarden"))) if "waarden" in one else None
            if (words is None) == (not state) or state not in ("", "gevuld", "leeg"):
                one.wrong("", 'Kies hier is = "gevuld", is = "leeg", of waarden = ["..."].')
            filters.append(Filter(one.path, columns, words, keeps != (state == "leeg")))
            one.end()
    return tuple(filters)


def _beside(section: _Section) -> Beside:
    file = section.text("bestand")
    beside = Beside(
        section.path,
        file,
        section.text("blad"),
        section.text("sleutel_hier"),
        section.text("sleutel_daar"),
        section.texts("neem"),
    )
    for key in ("bestand", "sleutel_hier", "sleutel_daar", "neem"):
        if key not in section:
            section.wrong(key, f"Het veld '{key}' ontbreekt.")
    if Path(file).name != file or file in (".", "..") or "\\" in file or ":" in file:
        text = "Het veld 'bestand' hoort de naam van een bestand te zijn, zonder map."
        section.wrong("bestand", text, "Zet het bestand in de map van de bron.")
    section.end()
    return beside


def _settings(section: _Section) -> dict[str, str]:
    settings = {}
    for setting in SETTINGS:
        if setting.header in section:
            value = section.mark(setting.header)
            if isinstance(value, bool) or not isinstance(value, str | int):
                section.wrong(setting.header, f"De instelling '{setting.header}' hoort een tekst te zijn.")
            settings[setting.header] = str(value)
    section.end(tuple(setting.header for setting in SETTINGS))
    return settings


def _products(section: _Section) -> dict[str, dict[str, Asked]]:
    products: dict[str, dict[str, Asked]] = {}
    for word in section.rest():
        value = section.mark(word)
        if isinstance(value, str):
            value = {"productcode": value}
        if not isinstance(value, dict):
            section.wrong(word, "Hier hoort een productcode te staan.")
            continue
        one = _Section(value, section.at(word), section.found)
        if "productcode" not in one:
            one.wrong("productcode", "Het veld 'productcode' ontbreekt.")
        products[bare(word)] = _fields(one, USAGE, plain_is_constant=True)
        one.end(tuple(column.header for column in USAGE.columns))
    return products


def _block(section: _Section, table: Table) -> Block:
    block_table, filters = section.text("blad"), _filters(section)
    patterns = section.texts("patroon")
    for pattern in patterns:
        if "{moment}" not in pattern or ("{stroom}" in pattern) == ("{product}" in pattern):
            text = "Een patroon heeft {moment} en een van {stroom} en {product}."
            section.wrong("patroon", text, 'Zoals: patroon = "{stroom} {moment}".')
    blank = section.word("leeg", Blank, Blank.UNKNOWN)
    cell = _cell(section)
    wide = tuple(_wide(one, table) for one in section.sections("kolommen"))
    by_mdo_date = section.take("moment_uit_mdo_datum", bool, False, "true of false")
    fields = _fields(section, table, plain_is_constant=False)
    extra = _AMOUNT_FIELDS if table is USAGE else ()
    section.end((*(column.header for column in table.columns), *extra))
    if patterns and table is not USAGE:
        section.wrong("patroon", "Een patroon is er alleen voor [[gebruik]].")
    if by_mdo_date and (table is not USAGE or "moment" in fields or wide or patterns):
        text = "moment_uit_mdo_datum is er alleen voor [[gebruik]], zonder 'moment', 'kolommen' of 'patroon'."
        section.wrong("moment_uit_mdo_datum", text)
    return Block(
        section.path, table.sheet, block_table, filters, fields, wide, patterns, cell, blank, by_mdo_date
    )


def _cell(section: _Section) -> Asked | None:
    """Take how the number in a column is read, where the column is given otherwise."""
    return _asked(section.section("waarde"), is_date=False, has_source=False) if "waarde" in section else None


def _wide(section: _Section, table: Table) -> Wide:
    header = section.text("kop")
    if not header:
        section.wrong("kop", "Het veld 'kop' ontbreekt.", "Zeg hoe de kolom in de bron heet.")
    cell = _cell(section)
    fields = _fields(section, table, plain_is_constant=True)
    section.end((*(column.header for column in table.columns), STREAM))
    return Wide(section.path, header, fields, cell)


def _fields(section: _Section, table: Table, *, plain_is_constant: bool) -> dict[str, Asked]:
    """Take a value for each column of the sheet; a plain text is a header, or a value beside ``kop``."""
    headers = [column.header for column in table.columns]
    headers += _AMOUNT_FIELDS if table is USAGE else ()
    fields = {}
    for header in headers:
        if header not in section:
            continue
        value = section.mark(header)
        path = section.at(header)
        if isinstance(value, dict):
            fields[header] = _asked(_Section(value, path, section.found), _is_date(table, header))
        elif isinstance(value, str) and not plain_is_constant:
            fields[header] = Asked(path, columns=(value,))
        elif isinstance(value, str | int | Decimal | date) and not isinstance(value, bool):
            fields[header] = Asked(path, constant=_constant(value))
        else:
            section.wrong(header, "Hier hoort de kop van een kolom te staan, of een tabel.")
    return fields


def _is_date(table: Table, header: str) -> bool:
    return any(c.header == header and c.kind in (Kind.DATE, Kind.LAST_DAY) for c in table.columns)


def _constant(value: str | int | Decimal | date) -> str | Decimal | date:
    return Decimal(value) if isinstance(value, int) else value


def _asked(section: _Section, is_date: bool, *, has_source: bool = True) -> Asked:
    """Take how one value is made."""
    sources = [key for key in ("kolom", "kolommen", "vast") if key in section]
    if len(sources) != has_source:
        one = "Kies hier een van: kolom, kolommen, vast." if has_source else "Hier hoort geen kolom bij."
        section.wrong("", one)
    constant = section.mark("vast") if "vast" in section else None
    if isinstance(constant, bool) or not isinstance(constant, str | int | Decimal | date | None):
        section.wrong("vast", "Het veld 'vast' hoort een tekst, een getal of een datum te zijn.")
        constant = None
    times, divisor = section.number("keer"), section.number("deel_door")
    if divisor <= 0 or times <= 0:
        section.wrong("", "De velden 'keer' en 'deel_door' horen groter dan 0 te zijn.")
        divisor = Decimal(1)
    words = _words(section)
    part = section.take("deel", int, 1, "een getal")
    months = section.take("plus_maanden", int, 0, "een geheel getal")
    if part < 1:
        section.wrong("deel", "Het veld 'deel' hoort 1 of meer te zijn.")
    if abs(months) > 120 or (months and not is_date):
        section.wrong("plus_maanden", "Het veld 'plus_maanden' is voor een datum, en hooguit 120.")
    asked = Asked(
        where=section.path,
        columns=section.texts("kolom"),
        joined=section.texts("kolommen"),
        between=section.text("tussen", " "),
        separator=section.text("scheiding"),
        part=part,
        constant=None if constant is None else _constant(constant),
        words=words,
        otherwise=section.text("anders") if "anders" in section else None,
        blank=section.text("leeg") if "leeg" in section else None,
        absent=section.text("ontbreekt") if "ontbreekt" in section else None,
        times=Fraction(times) / Fraction(divisor),
        rounds=section.take("afronden", bool, False, "true of false"),
        add_months=months,
        date_form=section.word("datumvorm", DateForm, DateForm.DUTCH),
        is_pseudonym=section.take("pseudoniem", bool, False, "true of false"),
    )
    section.end()
    return asked


def _words(section: _Section) -> dict[str, str]:
    content = section.take("waarden", dict, {}, "een tabel")
    words: dict[str, str] = {}
    for written, meant in content.items():
        if not isinstance(meant, str):
            section.wrong("waarden", "Achter elk woord in 'waarden' hoort een tekst te staan.")
        elif words.setdefault(bare(written), meant) != meant:
            text = "Twee woorden in 'waarden' verschillen alleen in hoofdletters of leestekens."
            section.wrong("waarden", text, "Laat er een staan.")
    return words
