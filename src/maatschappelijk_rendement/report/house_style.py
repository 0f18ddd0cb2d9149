"""The look of the user's own organisation: name, two colours and a logo, from a TOML file.

A colour is taken only when its text can be read by everyone (contrast), a logo only with words for who cannot
see it. All that is wrong is said at once.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError, read_section
from maatschappelijk_rendement.domain.files.toml_values import a_name, a_source, a_text
from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.logo import UnfitPictureError, read_picture

LEAST_CONTRAST = 4.5
"""Of text on its background: WCAG 2.1 of 5 June 2018, success criterion 1.4.3 (level AA)."""
SURFACES = {
    "#ffffff": "de witte bladzijde",
    "#fdf3f3": "het lichtrode vak van een waarschuwing",
    "#f1f5f9": "het lichtgrijze vak onder een getal",
}
"""The backgrounds of the page on which text and links stand (rapport.css), and what a reader sees there."""
INK, ACCENT = "#1f2933", "#005a94"  # the colours of rapport.css
SEE = "Een voorbeeld staat in docs/rapport.md."


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
    file = _load(path)
    style = HouseStyle(name=file.take("naam", a_name, ""))
    colours = file.part("kleuren")
    style = replace(
        style, ink=colours.take("tekst", _a_colour, INK), accent=colours.take("accent", _a_colour, ACCENT)
    )
    colours.refuse_the_rest()
    mark = file.table("logo")
    if mark is not None and mark.content:
        alt = mark.need("alt", a_source, "", "Zeg in woorden wat er op het logo staat.")
        nothing = (b"", "")
        content, media_type = mark.need("bestand", partial(_a_picture, folder=path.parent), nothing)
        style = replace(style, logo=Logo(content, media_type, alt))
        mark.refuse_the_rest()
    file.refuse_the_rest()
    if file.findings:
        raise UsageError("\n".join(f"Huisstijl: {_in_words(finding)}" for finding in file.findings))
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


def _load(path: Path) -> TomlSection:
    try:
        return read_section(path, "")
    except InputError as error:
        words = " ".join(map(_in_words, error.findings))
        raise UsageError(f"Huisstijl: {words} {SEE}") from error
    except UsageError as error:
        raise UsageError(f"Huisstijl: {error}") from error


def _in_words(finding: Finding) -> str:
    words = f"{finding.text} {finding.advice}".strip()
    return f"{finding.cell}: {words}" if finding.cell else words


def _a_colour(value: Any) -> str:
    """A colour in which text can be read on every background."""
    if not isinstance(value, str) or not re.fullmatch("#[0-9a-fA-F]{6}", value):
        raise WrongValueError(
            "Geef een kleur met # en zes cijfers of letters a tot en met f, zoals '#005a94'."
        )
    surface, found = _worst_surface(value)
    if found < LEAST_CONTRAST:
        # Rounded down: 4,49 must not read as 4,5.
        shown = dutch_number(Decimal(int(found * 10)).scaleb(-1), 1)
        raise WrongValueError(
            f"De kleur {value.lower()} is te licht om te lezen op {SURFACES[surface]} ({surface}): het "
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


def _a_picture(value: Any, folder: Path) -> tuple[bytes, str]:
    """The content of a picture and its kind."""
    try:
        return read_picture(a_text(value), folder)
    except UnfitPictureError as unfit:
        raise WrongValueError(f"Dit bestand {unfit}") from unfit
