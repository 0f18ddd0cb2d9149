"""The look of the user's own organisation: name, two colours and a logo, from a TOML file.

A colour is taken only when its text can be read by everyone (contrast), a logo only with words for who cannot
see it.
"""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.errors import UsageError
from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.tables import TEXT_RULES, Kind

LEAST_CONTRAST = 4.5
"""Of text on its background: WCAG 2.1 of 5 June 2018, success criterion 1.4.3 (level AA)."""
SURFACES = ("#ffffff", "#fdf3f3", "#f1f5f9")
"""The backgrounds of the page on which text and links stand (rapport.css)."""
INK, ACCENT = "#1f2933", "#005a94"  # the colours of rapport.css
LOGO_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
MOST_LOGO_BYTES = 500_000  # the logo stands inside every page
FIELDS = {"": {"naam", "kleuren", "logo"}, "kleuren": {"tekst", "accent"}, "logo": {"bestand", "alt"}}


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with its words.

    Attributes:
        content: The file.
        media_type: ``image/png`` or ``image/jpeg``.
        alt: What it shows, in words.
    """

    content: bytes
    media_type: str
    alt: str

    @property
    def address(self) -> str:
        """The picture as an address that holds it, so that a page needs no other file."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode('ascii')}"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How the report of an organisation looks.

    Attributes:
        name: Name above the report; empty for none.
        ink: Colour of text.
        accent: Colour of links and lines.
        logo: Picture above the report.
    """

    name: str = ""
    ink: str = INK
    accent: str = ACCENT
    logo: Logo | None = None


def read_house_style(path: Path) -> HouseStyle:
    """Read a house style.

    Args:
        path: A TOML file: ``naam``, ``[kleuren]`` with ``tekst`` and ``accent``, ``[logo]`` with ``bestand``
            (beside the TOML file) and ``alt``; every field may be left out, ``alt`` not with a logo.

    Raises:
        UsageError: The file cannot be read or a field is wrong; names the field.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("Huisstijl: het bestand is niet te lezen. Controleer de plek en de naam.") from error
    except ValueError as error:
        raise UsageError("Huisstijl: het bestand is geen goede TOML in UTF-8.") from error
    _refuse_unknown(document, "")
    parts = {name: document.get(name, {}) for name in ("kleuren", "logo")}
    for name, part in parts.items():
        if not isinstance(part, dict):
            raise _wrong(name, f"hoort een onderdeel te zijn: schrijf [{name}] op een eigen regel")
        _refuse_unknown(part, name)
    colours = parts["kleuren"]
    return HouseStyle(
        name=_text(document, "naam", "naam", Kind.NAME) if "naam" in document else "",
        ink=_colour(colours, "tekst", INK),
        accent=_colour(colours, "accent", ACCENT),
        logo=_logo(parts["logo"], path.parent) if parts["logo"] else None,
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, 1 to 21.

    Args:
        one: Colour such as ``#005a94``.
        other: Another.

    Source:
        WCAG 2.1, "contrast ratio" and "relative luminance".

    Example:
        >>> contrast("#000000", "#ffffff"), round(contrast("#767676", "#ffffff"), 2)
        (21.0, 4.54)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _wrong(field: str, problem: str) -> UsageError:
    return UsageError(f"Huisstijl: {field} {problem}.")


def _refuse_unknown(part: Mapping[str, Any], name: str) -> None:
    known = sorted(FIELDS[name])
    if set(part) - set(known):
        where = f"onderdeel {name}" if name else "het bestand"
        raise _wrong(where, f"heeft een onbekend veld; mogelijk zijn {', '.join(known)}")


def _text(part: Mapping[str, Any], key: str, field: str, kind: Kind) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(field, "ontbreekt of is geen tekst")
    problem = TEXT_RULES[kind].problem(value.strip())
    if problem:
        raise _wrong(field, problem)
    return value.strip()


def _colour(colours: Mapping[str, Any], key: str, otherwise: str) -> str:
    value, field = colours.get(key, otherwise), f"kleuren.{key}"
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise _wrong(field, "hoort een kleur te zijn zoals #005a94")
    surface = min(SURFACES, key=lambda one: contrast(value, one))
    found = contrast(value, surface)
    if found < LEAST_CONTRAST:
        # Rounded down: 4,49 must not read as 4,5.
        shown = dutch_number(Decimal(int(found * 10)).scaleb(-1), 1)
        raise _wrong(
            field,
            f"is te licht: het contrast met de achtergrond {surface} is {shown} op 1 en hoort ten minste "
            "4,5 op 1 te zijn. Kies een donkerder kleur",
        )
    return value.lower()


def _logo(part: Mapping[str, Any], folder: Path) -> Logo:
    name, alt = part.get("bestand"), _text(part, "alt", "logo.alt (wat staat er op het logo?)", Kind.SOURCE)
    if not isinstance(name, str) or not name:
        raise _wrong("logo.bestand", "ontbreekt")
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise _wrong(
            "logo.bestand", "is niet te lezen; zet het logo naast het bestand van de huisstijl"
        ) from error
    if len(content) > MOST_LOGO_BYTES:
        raise _wrong("logo.bestand", f"is groter dan {MOST_LOGO_BYTES // 1000} kB; maak het kleiner")
    for start, media_type in LOGO_KINDS.items():
        if content.startswith(start):
            return Logo(content, media_type, alt)
    raise _wrong("logo.bestand", "is geen png of jpg")
