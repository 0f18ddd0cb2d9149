"""The look of the user's own organisation: name, two colours and a logo, from a TOML file.

A colour is taken only when its text can be read by everyone (contrast), a logo only with words for who cannot
see it. All that is wrong is said at once.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from maatschappelijk_rendement.errors import InputError, UsageError
from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.logo import UnfitPictureError, read_picture
from maatschappelijk_rendement.tables import TEXT_RULES, Kind
from maatschappelijk_rendement.toml_file import read_toml

LEAST_CONTRAST = 4.5
"""Of text on its background: WCAG 2.1 of 5 June 2018, success criterion 1.4.3 (level AA)."""
SURFACES = {
    "#ffffff": "de witte bladzijde",
    "#fdf3f3": "het lichtrode vak van een waarschuwing",
    "#f1f5f9": "het lichtgrijze vak onder een getal",
}
"""The backgrounds of the page on which text and links stand (rapport.css), and what a reader sees there."""
INK, ACCENT = "#1f2933", "#005a94"  # the colours of rapport.css
MOST_UNKNOWN = 20
"""So many unknown fields are named; the rest is counted."""
FIELDS = {"": ("naam", "kleuren", "logo"), "kleuren": ("tekst", "accent"), "logo": ("bestand", "alt")}
T = TypeVar("T")


class _WrongFieldError(Exception):
    """A field that is wrong: its name, what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """All that is wrong in a file, gathered while it is read."""

    found: list[str] = field(default_factory=list)

    def unless(self, read: Callable[[], T], otherwise: T) -> T:
        """Read a field; where it is wrong, note that and go on with another value."""
        try:
            return read()
        except _WrongFieldError as wrong:
            self.found.append(str(wrong))
            return otherwise


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
            (within the folder of that file) and ``alt``; each may be left out, ``alt`` not with a logo.

    Raises:
        UsageError: The file cannot be read or fields are wrong; names every one of them.
    """
    document = _load(path)
    wrong = _Wrong()
    nothing: dict[str, Any] = {}
    colours = wrong.unless(lambda: _part(document, "kleuren"), nothing)
    mark = wrong.unless(lambda: _part(document, "logo"), nothing)
    for part, place in ((document, ""), (colours, "kleuren"), (mark, "logo")):
        wrong.found.extend(_unknown(part, place))
    style = HouseStyle(
        name=wrong.unless(lambda: _text(document, "naam", "naam", Kind.NAME), "")
        if "naam" in document
        else "",
        ink=wrong.unless(lambda: _colour(colours, "tekst", INK), INK),
        accent=wrong.unless(lambda: _colour(colours, "accent", ACCENT), ACCENT),
    )
    if mark:
        about = "logo.alt (wat staat er op het logo?)"
        alt = wrong.unless(lambda: _text(mark, "alt", about, Kind.SOURCE), "")
        content, media_type = wrong.unless(lambda: _picture(mark, path.parent), (b"", ""))
        style = replace(style, logo=Logo(content, media_type, alt))
    if wrong.found:
        raise UsageError("\n".join(f"Huisstijl: {problem}" for problem in wrong.found))
    return style


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


def _load(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except InputError as error:
        words = " ".join(f"{finding.text} {finding.advice}" for finding in error.findings)
        raise UsageError(f"Huisstijl: {words} Een voorbeeld staat in docs/rapport.md.") from error
    except UsageError as error:
        raise UsageError(f"Huisstijl: {error}") from error


def _part(document: dict[str, Any], name: str) -> dict[str, Any]:
    part = document.get(name, {})
    if not isinstance(part, dict):
        raise _WrongFieldError(f"{name} hoort een onderdeel te zijn: schrijf [{name}] op een eigen regel.")
    return part


def _unknown(part: Mapping[str, Any], name: str) -> Iterator[str]:
    known = FIELDS[name]
    unknown = sorted(part.keys() - set(known))
    if len(unknown) > MOST_UNKNOWN:
        yield f"nog {len(unknown) - MOST_UNKNOWN} andere velden zijn onbekend."
    for key in unknown[:MOST_UNKNOWN]:
        # A field that is no word is not repeated: it may hold anything.
        shown = f"'{key}' " if TEXT_RULES[Kind.ID].problem(key) is None else ""
        near = get_close_matches(key.lower(), known, n=1)
        advice = f"Bedoelde u '{near[0]}'?" if near else f"Mogelijk zijn: {', '.join(known)}."
        yield f"het veld {shown}{f'in [{name}] ' if name else ''}is onbekend. {advice}"


def _text(part: Mapping[str, Any], key: str, place: str, kind: Kind) -> str:
    value = part.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _WrongFieldError(f"{place} ontbreekt of is geen tekst tussen aanhalingstekens.")
    problem = TEXT_RULES[kind].problem(value.strip())
    if problem:
        raise _WrongFieldError(f"{place} {problem}.")
    return value.strip()


def _colour(colours: Mapping[str, Any], key: str, otherwise: str) -> str:
    value, place = colours.get(key, otherwise), f"kleuren.{key}"
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise _WrongFieldError(
            f"{place} hoort een kleur te zijn met # en zes cijfers of letters a tot en met f, zoals #005a94."
        )
    surface, found = _worst_surface(value)
    if found < LEAST_CONTRAST:
        # Rounded down: 4,49 must not read as 4,5.
        shown = dutch_number(Decimal(int(found * 10)).scaleb(-1), 1)
        raise _WrongFieldError(
            f"{place} {value.lower()} is te licht om te lezen op {SURFACES[surface]} ({surface}): het "
            f"contrast is {shown} op 1 en hoort ten minste 4,5 op 1 te zijn. Kies een donkerder kleur, zoals "
            f"{_darker(value)}."
        )
    return value.lower()


def _worst_surface(colour: str) -> tuple[str, float]:
    """Give the background on which a colour reads worst, and its contrast there."""
    surface = min(SURFACES, key=lambda one: contrast(colour, one))
    return surface, contrast(colour, surface)


def _darker(colour: str) -> str:
    """Give the lightest shade of a colour that can be read on every background; black if need be."""
    for percent in range(99, 0, -1):
        shade = "#" + "".join(f"{int(colour[at : at + 2], 16) * percent // 100:02x}" for at in (1, 3, 5))
        if _worst_surface(shade)[1] >= LEAST_CONTRAST:
            return shade
    return "#000000"


def _picture(part: Mapping[str, Any], folder: Path) -> tuple[bytes, str]:
    """Read the picture and its kind."""
    name, place = part.get("bestand"), "logo.bestand"
    if not isinstance(name, str) or not name.strip():
        raise _WrongFieldError(f"{place} ontbreekt of is geen tekst tussen aanhalingstekens.")
    try:
        return read_picture(name, folder)
    except UnfitPictureError as unfit:
        raise _WrongFieldError(f"{place} {unfit}") from unfit
