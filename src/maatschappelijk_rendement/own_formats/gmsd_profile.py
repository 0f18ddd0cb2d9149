"""The profile of a GMSD delivery: its half-years, what counts, and what its types of arrangement are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from maatschappelijk_rendement.calendar import Period
from maatschappelijk_rendement.errors import InputError
from maatschappelijk_rendement.own_formats.clients import ClientColumns
from maatschappelijk_rendement.own_formats.profile_sections import OurProduct, ProfileSections, is_plain_name
from maatschappelijk_rendement.tariffs import Tariffs

PRESET = "gmsd"
_HEADING = frozenset(
    {
        *("versie", "voorinstelling", "gemaakt_voor", "analyse", "clienten", "product"),
        *("gmsd", "leveringen", "kolommen"),
    }
)
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
    sections = ProfileSections(told, tariffs)
    made_for = sections.heading(_HEADING)
    if told.get("voorinstelling") != PRESET:
        sections.fault("voorinstelling", f"Dit hoort {PRESET} te zijn.")
    section = sections.section("gmsd", frozenset({"telt", "bedrag_in", "zonder_omvang", "volledig"}))
    counts = section.get("telt")
    if counts not in ("bedrag", "omvang"):
        sections.fault("gmsd.telt", "Kies bedrag (wat is betaald) of omvang (volume, eenheid en frequentie).")
    if counts == "bedrag" and section.get("bedrag_in") not in ("euro", "cent"):
        sections.fault("gmsd.bedrag_in", "Staat het betaalde bedrag in euro of in cent? Vul euro of cent in.")
    if counts == "bedrag" and told.get("product"):
        sections.fault("product", "Als bedragen tellen, zegt een product niets. Haal [[product]] weg.")
    settings, months = sections.settings()
    clients_file, columns = sections.clients()
    profile = GmsdProfile(
        made_for,
        settings,
        months,
        clients_file,
        columns,
        _headers(sections),
        sections.products("iwmo", "vorm"),
        _half_years(sections),
        "bedrag" if counts == "bedrag" else "omvang",
        is_complete=sections.yes_no(section, "gmsd", "volledig"),
        in_cents=section.get("bedrag_in") == "cent",
        leaves_out_without_extent=sections.choice(section, "gmsd", "zonder_omvang", ("weigeren", "weglaten"))
        == "weglaten",
    )
    if sections.findings:
        raise InputError(sections.findings)
    return profile


def _half_years(sections: ProfileSections) -> dict[str, Period]:
    told = sections.section("leveringen")
    found: dict[str, Period] = {}
    for number, (name, text) in enumerate(told.items(), 1):
        period = half_year(text) if isinstance(text, str) else None
        if not is_plain_name(name):
            sections.fault(f"leveringen {number}", "Schrijf alleen de naam van het bestand, zonder map.")
        if period is None:
            sections.fault(f"leveringen {number}", "Schrijf het halfjaar als tekst, zoals 2023-1 of 2023-2.")
        elif period in found.values():
            sections.fault(
                f"leveringen {number}", "Dit halfjaar staat er twee keer; alles zou dubbel tellen."
            )
        else:
            found[name] = period
    if not told:
        sections.fault("leveringen", 'Noem per bestand het halfjaar, zoals: "wmo.csv" = "2023-1".')
    return found


def _headers(sections: ProfileSections) -> Headers:
    """Give the names of the preset, with those of the profile in their place."""
    shipped = _shipped()
    told = sections.section("kolommen", frozenset({*shipped.fields, *_EXTENT}))
    own = {name: (sections.text(told, "kolommen", name),) for name in told}
    fields = {name: own.get(name, names) for name, names in shipped.fields.items()}
    extent = {part: own[part] for part in _EXTENT if part in own}
    if extent and len(extent) < len(_EXTENT):
        sections.fault("kolommen", "Noem volume, eenheid en frequentie alle drie, of geen van drie.")
    return Headers(MappingProxyType(fields), (MappingProxyType(extent),) if extent else shipped.extents)


@cache
def _shipped() -> Headers:
    told = tomllib.loads(files(__package__).joinpath("gmsd.toml").read_text(encoding="utf-8"))
    return Headers(
        MappingProxyType({name: tuple(names) for name, names in told["velden"].items()}),
        tuple(
            MappingProxyType({part: tuple(names) for part, names in entry.items()})
            for entry in told["omvang"]
        ),
    )
