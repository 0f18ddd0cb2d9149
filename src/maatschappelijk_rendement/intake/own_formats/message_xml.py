"""Read one message of iWmo or iJw from its bytes: bounded, without document type or entities.

An element is found by its local name and where it stands, whatever the namespace. The layouts that were
read are those of iWmo 2.0 and 2.1 and of iWmo and iJw 3.2 (see ``codelists.toml``); what another version
calls by another name is missed as missing, and counted as unknown. Only listed elements are kept; the text
of any other is never put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.intake.own_formats.codelists import MessageKind, codelists
from maatschappelijk_rendement.intake.own_formats.message import Message, MessagePlace, MessageProduct
from maatschappelijk_rendement.intake.own_formats.pseudonymise import NoBsnError, Pseudonyms
from maatschappelijk_rendement.intake.workbook.gate import MEBIBYTE, DamagedPartError
from maatschappelijk_rendement.intake.workbook.markup import parse


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """How much a message may hold; a year of claims of a large provider stays far below.

    Attributes:
        bytes_in_all: Size of the file.
        tag_bytes: Bytes from one ``<`` to the next: a tag with its attributes and the text behind it.
        elements: Number of elements.
        attributes: Attributes of one element.
        depth: How deep elements may nest; the layouts use seven levels.
        text: Characters of an element that is read; the longest, a reference, has 36.
    """

    bytes_in_all: int = 100 * MEBIBYTE
    tag_bytes: int = 64 * 1024
    elements: int = 2_000_000
    attributes: int = 32
    depth: int = 32
    text: int = 64


DEFAULT_MESSAGE_LIMITS = MessageLimits()

_CLIENT = frozenset({"Bsn"})
# Elements that are read, by path inside the message, the client and the product. The ones in brackets of each
# comment are the names of iWmo 2.0.
_MESSAGE = frozenset(
    {
        *("Header/BerichtCode", "Header/BerichtVersie", "Header/Afzender"),
        *("Header/Berichtspecificatie/Code", "Header/Berichtspecificatie/Versie"),  # (iWmo 2.0)
        *("Declaratie/DeclaratiePeriode/Begindatum", "Declaratie/DeclaratiePeriode/Einddatum"),
        *("Declaratie/TotaalIngediendBedrag/TotaalBedrag", "Declaratie/TotaalIngediendBedrag/DebetCredit"),
    }
)
_PRODUCTS = {
    "ToegewezenProduct": frozenset(
        {
            *("ToewijzingNummer", "Product/Categorie", "Product/Code"),
            *("Toewijzingsdatum", "Toewijzingstijd", "Ingangsdatum", "Einddatum", "RedenWijziging"),
            *("Omvang/Volume", "Omvang/Eenheid", "Omvang/Frequentie", "Budget"),
        }
    ),
    "Prestatie": frozenset(
        {
            *("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
            *("ToewijzingNummer", "ProductCategorie", "ProductCode"),
            *("ProductPeriode/Begindatum", "ProductPeriode/Einddatum"),
            *("GeleverdVolume", "Eenheid", "ProductTarief"),
            *("IngediendBedrag/Bedrag", "IngediendBedrag/DebetCredit"),
        }
    ),
}
# Known elements of a product that say nothing for a count; RedenIntrekking (iWmo 2.0) goes with an Einddatum.
_UNUSED = frozenset(
    {"ReferentieAanbieder", "Commentaar", "Aanbieder", "Gemeentecode", "RedenIntrekking", "ToewijzingTijd"}
)
_PARENTS = frozenset(
    path.rpartition("/")[0] for listed in _PRODUCTS.values() for path in listed if "/" in path
)

NO_MESSAGE = "Dit is geen bericht van iWmo of iJw."
_ANOTHER = (
    "Kies een map met alleen berichten 301 of 323, of vraag de afzender om het bericht opnieuw te sturen."
)


class _StopError(Exception):
    """Reading stops here; the finding says why."""

    def __init__(self, code: str, text: str, advice: str = _ANOTHER) -> None:
        super().__init__(code)
        self.told = (code, text, advice)


class UncountedMessageError(Exception):
    """A message of another kind, whose name is known: it holds nothing that is counted."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def read_message(
    data: bytes,
    number: int,
    pseudonyms: Pseudonyms,
    limits: MessageLimits = DEFAULT_MESSAGE_LIMITS,
) -> Message:
    """Read a message.

    Args:
        data: The whole file.
        number: Its number among the messages, for findings.
        pseudonyms: Turns each BSN into a pseudonym the moment it has been read.
        limits: How much the message may hold.

    Returns:
        The message, with pseudonyms.

    Raises:
        InputError: It is no message, is broken, not safe to open, or a client has no BSN.
        UncountedMessageError: It is a known message of another kind.
    """
    place = MessagePlace(number)
    reader = _Reader(place, pseudonyms, limits)
    try:
        _check_bytes(data, limits)
        parse(_chunks(data), reader.start, reader.end, reader.text)
        kind = _kind(reader.fields)
    except _StopError as stop:
        raise InputError([_fault(place, *stop.told)]) from None
    except DamagedPartError:
        text = "Dit bericht is geen goede XML, is afgebroken, of bevat een DOCTYPE of ENTITY."
        raise InputError([_fault(place, "bericht_beschadigd", text, _ANOTHER)]) from None
    findings = reader.findings + _kind_findings(place, kind, reader)
    if findings:
        raise InputError(findings)
    return Message(
        place,
        kind,
        _release(reader.fields),
        MappingProxyType(reader.fields),
        tuple(reader.products),
        reader.clients,
        reader.unknown,
    )


def _check_bytes(data: bytes, limits: MessageLimits) -> None:
    """Refuse what would take long to parse, on the bytes, before any parser sees them."""
    if len(data) > limits.bytes_in_all:
        size = limits.bytes_in_all // MEBIBYTE
        raise _StopError("grens_bestand", f"Dit bericht is groter dan de grens van {size} MB.")
    if not data.strip():
        raise _StopError("leeg", "Dit bestand is leeg.")
    if b"\x00" in data:
        raise _StopError(
            "tekenset", "Dit bericht heeft een tekenset die niet wordt gelezen.", "Bewaar het als UTF-8."
        )
    # An opening and a closing tag an element, with room for comments.
    if data.count(b"<") > 3 * limits.elements:
        raise _StopError("grens_elementen", _TOO_MANY.format(limits.elements))
    if re.search(rb"<[^<]{%d}" % limits.tag_bytes, data):
        raise _StopError("grens_label", "Dit bericht heeft een element dat te lang is.")


_TOO_MANY = "Dit bericht heeft meer dan {} elementen; dat is de grens."


def _chunks(data: bytes) -> Iterator[bytes]:
    size = 256 * 1024
    for start in range(0, len(data), size):
        yield data[start : start + size]


@dataclass(slots=True)
class _Reader:
    """Follows the parser and keeps what is listed; the rest passes by."""

    place: MessagePlace
    pseudonyms: Pseudonyms
    limits: MessageLimits
    fields: dict[str, str] = field(default_factory=dict)
    products: list[MessageProduct] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sorts: set[str] = field(default_factory=set)
    clients: int = 0
    unknown: int = 0
    _elements: int = 0
    _path: list[str] = field(default_factory=list)
    _client_at: int = 0  # depth of the client that is open, 0 without one
    _product_at: int = 0
    _person: str = ""
    _had_bsn: bool = False
    _open: list[dict[str, str]] = field(default_factory=list)  # products of the client that is open
    _leaf: str = ""  # listed element that is open, by path
    _pieces: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._path.append(name.rpartition(" ")[2])
        depth, local = len(self._path), self._path[-1]
        if self._elements > self.limits.elements:
            raise _StopError("grens_elementen", _TOO_MANY.format(self.limits.elements))
        if depth > self.limits.depth:
            raise _StopError("grens_diepte", "Dit bericht heeft te veel elementen in elkaar.")
        if len(attributes) > self.limits.attributes:
            raise _StopError("grens_attributen", "Dit bericht heeft een element met te veel attributen.")
        if depth == 1 and local != "Bericht":
            raise _StopError("geen_bericht", NO_MESSAGE)
        if self._leaf:
            raise _StopError("element_in_element", f"{self._at()}: een gegeven bevat een ander element.")
        if local == "Client" and not self._client_at:
            self._open_client(depth)
        elif local in _PRODUCTS and not self._product_at:
            self._open_product(depth, local)
        else:
            self._open_leaf()

    def text(self, piece: str) -> None:
        if self._leaf:
            self._pieces.append(piece)

    def end(self, _: str) -> None:
        depth = len(self._path)
        if self._leaf:
            self._close_leaf("".join(self._pieces).strip())
        elif depth == self._product_at:
            self._product_at = 0
        elif depth == self._client_at:
            self._close_client()
        self._path.pop()

    def _open_client(self, depth: int) -> None:
        self.clients += 1
        self._client_at, self._person, self._had_bsn = depth, "", False

    def _open_product(self, depth: int, local: str) -> None:
        if not self._client_at:
            raise _StopError("product_zonder_client", "Dit bericht heeft een product buiten een cliënt.")
        self.sorts.add(local)
        self._product_at = depth
        self._open.append({})

    def _open_leaf(self) -> None:
        inside = self._product_at or self._client_at or 1
        path = "/".join(self._path[inside:])
        if self._product_at:
            listed = _PRODUCTS[self._path[self._product_at - 1]]
            if path not in listed and not _is_known(path):
                self.unknown += 1
        else:
            listed = _CLIENT if self._client_at else _MESSAGE
        if path in listed:
            self._leaf, self._pieces = path, []

    def _close_leaf(self, text: str) -> None:
        path, self._leaf, self._pieces = self._leaf, "", []
        if self._client_at and not self._product_at:
            self._take_bsn(text)
            return
        fields = self._open[-1] if self._product_at else self.fields
        if len(text) > self.limits.text:
            self._find("gegeven_te_lang", f"Het element {path} is te lang.")
        elif path in fields:
            self._find("gegeven_dubbel", f"Het element {path} staat er twee keer.")
        else:
            fields[path] = text

    def _take_bsn(self, text: str) -> None:
        if self._had_bsn:
            self._find("bsn_dubbel", "Deze cliënt heeft twee keer een BSN.")
        self._had_bsn = True
        try:
            self._person = self.pseudonyms.of(text)
        except NoBsnError:
            self._find("bsn_ongeldig", "Het BSN van deze cliënt is geen nummer van negen cijfers.")

    def _close_client(self) -> None:
        if not self._had_bsn:
            self._find("bsn_ontbreekt", "Deze cliënt heeft geen BSN.")
        for position, fields in enumerate(self._open, 1):
            place = MessagePlace(self.place.message, self.clients, position)
            self.products.append(MessageProduct(place, self._person, MappingProxyType(fields)))
        self._open, self._client_at, self._person = [], 0, ""

    def _at(self) -> MessagePlace:
        product = len(self._open) if self._product_at else 0
        return MessagePlace(self.place.message, self.clients if self._client_at else 0, product)

    def _find(self, code: str, text: str) -> None:
        self.findings.append(_fault(self._at(), code, text, "Vraag de afzender om een goed bericht."))


def _is_known(path: str) -> bool:
    """Say whether an element is one of the layouts: an unused one, or the parent of one that is read."""
    return path in _PARENTS or path.partition("/")[0] in _UNUSED


def _kind(fields: dict[str, str]) -> MessageKind:
    code = fields.get("Header/BerichtCode") or fields.get("Header/Berichtspecificatie/Code", "")
    lists = codelists()
    if code in lists.other_messages:
        raise UncountedMessageError(lists.other_messages[code])
    if code not in lists.messages:
        raise _StopError("bericht_onbekend", "De code van dit bericht ontbreekt of is niet bekend.")
    return lists.messages[code]


def _kind_findings(place: MessagePlace, kind: MessageKind, reader: _Reader) -> list[Finding]:
    expected = "ToegewezenProduct" if kind.sort == "301" else "Prestatie"
    if reader.sorts - {expected}:
        text = f"Dit bericht noemt zich {kind.name}, maar bevat producten van een ander bericht."
        return [_fault(place, "bericht_gemengd", text, _ANOTHER)]
    if not reader.products:
        return [
            _fault(place, "bericht_zonder_product", f"Dit bericht {kind.name} bevat geen product.", _ANOTHER)
        ]
    return []


def _release(fields: dict[str, str]) -> int:
    text = fields.get("Header/BerichtVersie") or fields.get("Header/Berichtspecificatie/Versie", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0


def _fault(place: MessagePlace, code: str, text: str, advice: str = "") -> Finding:
    return Finding("fout", str(place), "", code, text, advice)
