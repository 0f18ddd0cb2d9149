"""The profile of a GMSD delivery: its half-years, what counts, and what its types of arrangement are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from maatschappelijk_rendement.domain.calendar import Period
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.files.toml_file import parse_toml
from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.files.toml_values import a_flag, a_text, one_of
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.own_formats.clients import ClientColumns
from maatschappelijk_rendement.intake.own_formats.profile_sections import (
    LEFT_OUT,
    PLACE,
    WITHOUT_EXTENT,
    OurProduct,
    is_plain_name,
    read_client_list,
    read_made_for,
    read_months,
    read_products,
    read_settings,
)

PRESET = "gmsd"
_COUNTS_ADVICE = "Kies bedrag (wat is betaald) of omvang (volume, eenheid en frequentie)."
_HALF_YEAR = re.compile(r"(20[0-9]{2})-([12])")
_EXTENT = ("volume", "eenheid", "frequentie")


@dataclass(frozen=True, slots=True)
class Headers:
    """Names of the columns: by field, in the order in which a filled one is taken; and sets of an extent."""

    fields: Mapping[str, tuple[str, ...]]
    extents: tuple[Mapping[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class GmsdProfile:
    """What a profile of a GMSD delivery says.

    Attributes:
        made_for: Which source it was made for, in words.
        settings: Value of each setting of sheet Analyse by its Dutch name.
        months: Length of the windows.
        clients_file: Name of the list of clients.
        columns: Its headers.
        headers: Names of the columns of the delivery.
        products: Product of ours by type of arrangement and form; an empty form is for all of it.
        half_years: The half-year of each file, by its name.
        counts: What counts: what was paid, or the extent.
        is_complete: The files hold all use of the windows, so that no row means nothing was used.
        in_cents: A paid amount is in eurocents, not in euros.
        leaves_out_without_extent: A row that does not say how much is left out, not refused.
    """

    made_for: str
    settings: Mapping[str, str]
    months: int
    clients_file: str
    columns: ClientColumns
    headers: Headers
    products: Mapping[tuple[str, str], OurProduct]
    half_years: Mapping[str, Period]
    counts: Literal["bedrag", "omvang"]
    is_complete: bool
    in_cents: bool
    leaves_out_without_extent: bool

    def product(self, category: str, form: str) -> OurProduct | None:
        """Give the product of a type and a form: its own, else that of the type, else nothing."""
        return self.products.get((category, form.upper())) or self.products.get((category, ""))


def half_year(text: str) -> Period | None:
    """Read a half-year, such as ``2023-1``; nothing where it is none.

    Example:
        >>> half_year("2023-2")
        Period(start=datetime.date(2023, 7, 1), end=datetime.date(2024, 1, 1))
    """
    match = _HALF_YEAR.fullmatch(text.strip())
    if not match:
        return None
    year = int(match[1])
    return (
        Period(date(year, 1, 1), date(year, 7, 1))
        if match[2] == "1"
        else Period(date(year, 7, 1), date(year + 1, 1, 1))
    )


def read_gmsd_profile(told: Mapping[str, Any], tariffs: Tariffs) -> GmsdProfile:
    """Read a profile of a GMSD delivery.

    Args:
        told: What its TOML file says.
        tariffs: Prices, to know a product and its unit.

    Raises:
        InputError: A field is unknown, missing or wrong; holds every finding.
    """
    top = TomlSection(PLACE, told, [])
    made_for = read_made_for(top)
    top.need("voorinstelling", one_of(PRESET), "")
    section = top.part("gmsd")
    counts = section.need("telt", one_of("bedrag", "omvang"), "", _COUNTS_ADVICE)
    if counts == "bedrag":
        advice = "Staat het betaalde bedrag in euro of in cent? Vul euro of cent in."
        unit = section.need("bedrag_in", one_of("euro", "cent"), "", advice)
        if told.get("product"):
            text = "Als bedragen tellen, zegt een product niets."
            top.note("product", "veld_te_veel", text, "Haal [[product]] weg.")
    else:
        unit = section.take("bedrag_in", one_of("euro", "cent"), "")
    settings = read_settings(top)
    clients_file, columns = read_client_list(top)
    profile = GmsdProfile(
        made_for,
        settings,
        read_months(top, settings),
        clients_file,
        columns,
        _headers(top.part("kolommen")),
        read_products(top, tariffs, "iwmo", "vorm"),
        _half_years(top),
        "bedrag" if counts == "bedrag" else "omvang",
        is_complete=section.take("volledig", a_flag, False),
        in_cents=unit == "cent",
        leaves_out_without_extent=section.take("zonder_omvang", one_of(*WITHOUT_EXTENT), "") == LEFT_OUT,
    )
    section.refuse_the_rest()
    top.refuse_the_rest()
    if top.findings:
        raise InputError(top.findings)
    return profile


def _half_years(top: TomlSection) -> dict[str, Period]:
    told = top.part("leveringen").content
    found: dict[str, Period] = {}
    for number, (name, text) in enumerate(told.items(), 1):
        # A name of a file may hold anything, so that it is told by its number.
        place = f"leveringen {number}"
        period = half_year(text) if isinstance(text, str) else None
        if not is_plain_name(name):
            top.note(place, "waarde_onjuist", "Hier hoort de naam van een bestand.", "Laat de map weg.")
        if period is None:
            advice = "Schrijf het halfjaar als tekst, zoals '2023-1' of '2023-2'."
            top.note(place, "waarde_onjuist", "Dit is geen halfjaar.", advice)
        elif period in found.values():
            text = "Dit halfjaar staat er twee keer; alles zou dubbel tellen."
            top.note(place, "naam_dubbel", text, "Laat er een staan.")
        else:
            found[name] = period
    if not told:
        advice = 'Noem per bestand het halfjaar, zoals: "wmo.csv" = "2023-1".'
        top.note("leveringen", "veld_ontbreekt", "Het onderdeel [leveringen] ontbreekt of is leeg.", advice)
    return found


def _headers(section: TomlSection) -> Headers:
    """Give the names of the preset, with those of the profile in their place."""
    shipped = _shipped()
    known = (*shipped.fields, *_EXTENT)
    own = {name: (section.take(name, a_text, ""),) for name in known if section.has(name)}
    section.refuse_the_rest(known)
    fields = {name: own.get(name, names) for name, names in shipped.fields.items()}
    extent = {part: own[part] for part in _EXTENT if part in own}
    if extent and len(extent) < len(_EXTENT):
        text = "Volume, eenheid en frequentie horen bij elkaar."
        section.note("", "veld_ontbreekt", text, "Noem ze alle drie, of geen van drie.")
    return Headers(MappingProxyType(fields), (MappingProxyType(extent),) if extent else shipped.extents)


@cache
def _shipped() -> Headers:
    told = parse_toml(files(__package__).joinpath("gmsd.toml").read_text(encoding="utf-8"))
    return Headers(
        MappingProxyType({name: tuple(names) for name, names in told["velden"].items()}),
        tuple(
            MappingProxyType({part: tuple(names) for part, names in entry.items()})
            for entry in told["omvang"]
        ),
    )
