"""A workbook opened for reading: behind the gate, with its table of contents, texts and formats at hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from maatschappelijk_rendement.domain.errors import Finding, WorkbookError
from maatschappelijk_rendement.intake.workbook.connections import reaches_outside
from maatschappelijk_rendement.intake.workbook.formats import GENERAL, NumberFormat
from maatschappelijk_rendement.intake.workbook.gate import (
    DEFAULT_LIMITS,
    RESAVE,
    Container,
    DamagedPartError,
    Limits,
    external_link,
    inspect,
    show_part,
)
from maatschappelijk_rendement.intake.workbook.markup import say_why
from maatschappelijk_rendement.intake.workbook.package import Contents, read_contents
from maatschappelijk_rendement.intake.workbook.styles import TooManyStylesError, read_formats
from maatschappelijk_rendement.intake.workbook.texts import read_shared_strings


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook.

    Attributes:
        container: Its parts.
        contents: Its sheets and date system.
        strings: The texts that cells share.
        formats: Number format of each cell style.
        limits: How much it may hold.
    """

    container: Container = field(repr=False)
    contents: Contents = field(repr=False)
    strings: list[str] = field(repr=False)
    formats: tuple[NumberFormat, ...] = field(repr=False)
    limits: Limits


def open_book(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Book:
    """Open a workbook.

    Args:
        data: The whole file.
        limits: How much it may hold.

    Raises:
        WorkbookError: It is no workbook, not safe, or so broken that no sheet can be read.
    """
    container = inspect(data, limits)
    if reaches_outside(container):
        link = external_link("xl/connections.xml")
        container = replace(container, findings=(*container.findings, link))
    try:
        contents = read_contents(container)
    except DamagedPartError as error:
        text = "Deze werkmap is beschadigd: de inhoudsopgave is niet te lezen."
        raise _refusal(container, "", *say_why(error, "De inhoudsopgave", text)) from error
    if len(contents.sheets) > limits.sheets:
        text = f"Deze werkmap heeft meer bladen dan de grens van {limits.sheets} bladen."
        raise _refusal(container, "", "grens_bladen", text)
    formats: tuple[NumberFormat, ...] = (GENERAL,)
    strings: list[str] = []
    part = ""
    try:
        if part := contents.styles_part:
            formats = read_formats(container, part, limits)
        if part := contents.strings_part:
            strings = read_shared_strings(container, part, limits)
    except DamagedPartError as error:
        text = "Dit onderdeel is beschadigd of ontbreekt."
        raise _refusal(container, part, *say_why(error, "Dit onderdeel", text)) from error
    except TooManyStylesError as error:
        text = f"Deze werkmap heeft meer celstijlen dan de grens van {limits.styles}."
        raise _refusal(container, part, "grens_stijlen", text) from error
    return Book(container, contents, strings, formats, limits)


def _refusal(container: Container, part: str, code: str, text: str) -> WorkbookError:
    place = show_part(part, 0) if part and container.has(part) else ""
    return WorkbookError([*container.findings, Finding("fout", place, "", code, text, RESAVE)])
