"""What an outsider reads in the files of a report: the words and the numbers of every format.

Pages, Word files, workbooks and pdf are opened with readers of others, pictures as they are written; nothing
of the package is used.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

SKIPPED = ("style", "script")
NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:[.,]\d+)?")


class _Words(HTMLParser):
    """The text of a page, the titles and labels of its parts, and its pictures as they are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping += tag in SKIPPED
        self.found += [value for name, value in attrs if value and name not in ("style", "class", "id")]

    def handle_endtag(self, tag: str) -> None:
        self.skipping -= tag in SKIPPED

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.found.append(data)


def _page(content: bytes) -> str:
    reader = _Words()
    reader.feed(content.decode())
    return "\n".join(reader.found)


def _package(content: bytes) -> str:
    """Every part of an Office file: cells, formulas, charts, notes and properties."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [
            package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
        ]
    return "\n".join(_page(part.encode()) for part in parts)


def _pdf(content: bytes) -> str:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    return "\n".join(page.extract_text() for page in reader.pages)


def _json(content: bytes) -> str:
    return "\n".join(map(str, _leaves(json.loads(content))))


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


READERS = {
    ".html": _page,
    ".svg": _page,
    ".docx": _package,
    ".xlsx": _package,
    ".pdf": _pdf,
    ".json": _json,
}


def read(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give all that can be read in each file of a report; a kind of file that nobody reads is an error."""
    return {name: READERS[Path(name).suffix](content) for name, content in files.items()}


def numbers(text: str) -> set[str]:
    """Give the numbers in a text as digits with a decimal point, without the sign.

    Example:
        >>> sorted(numbers("een daling van € -132.394,50 over 32 casussen; 12.5"))
        ['12.5', '132394.50', '32']
    """
    return {_plain(one) for one in NUMBER.findall(text.replace("\N{MINUS SIGN}", "-"))}


def _plain(number: str) -> str:
    number = number.lstrip("-")
    if "," in number:
        return number.replace(".", "").replace(",", ".")
    return number.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number) else number
