"""XML of a part, streamed through defusedxml: no document type, no entities, nothing from outside.

The handlers are set on expat itself, under defusedxml's parser: SAX's own event objects double the time of a
sheet with a million cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax import SAXException, handler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

# ECMA-376 transitional and ISO/IEC 29500 strict: the same elements under other names.
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

# What expat reads by itself; any other declared encoding is refused before it is asked for a codec.
_ENCODINGS = frozenset({"utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "us-ascii"})
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION_BYTES = 400

# A sheet of Excel with all its extensions has some 300 names of elements and attributes; expat and Python
# keep every name they meet, so that millions of them cost minutes and gigabytes. No element has an attribute
# twice: this bounds the attributes of one element as well.
MOST_NAMES = 2_000
# One attribute may list thousands of areas (sqref); no spreadsheet program writes a longer tag than this.
MOST_TAG_BYTES = 1024 * 1024
# So much may come in before the two are looked at.
_SLICE_BYTES = 64 * 1024


class CrowdedPartError(DamagedPartError):
    """A part has more names of elements and attributes, or a longer tag, than any program writes."""


class _Parser(DefusedExpatParser):
    _parser: Any  # expat itself, made by SAX in reset()

    def __init__(self, start: Start, end: End, text: Text) -> None:
        super().__init__(namespaceHandling=1, forbid_dtd=True)
        self.setFeature(handler.feature_string_interning, True)
        self._own = (start, end, text)

    def reset(self) -> None:
        super().reset()
        expat = self._parser
        expat.namespace_prefixes = False
        expat.buffer_text = True
        expat.StartElementHandler, expat.EndElementHandler, expat.CharacterDataHandler = self._own
        # Listened to only so that prefixes and namespaces are among the names that are counted.
        expat.StartNamespaceDeclHandler = ignore
        expat.EndNamespaceDeclHandler = None

    def check_crowd(self, fed: int) -> None:
        """See how many names were met, and how long the tag is that is still open after so many bytes."""
        expat = self._parser
        if len(expat.intern) > MOST_NAMES or fed - expat.CurrentByteIndex > MOST_TAG_BYTES:
            raise CrowdedPartError("names or tag")


def say_why(error: DamagedPartError, what: str, otherwise: str) -> tuple[str, str]:
    """Give the code and the sentence for a part that cannot be read.

    Args:
        error: What was raised.
        what: The part at the start of a sentence, such as ``Dit blad``.
        otherwise: The sentence for a part that is just damaged.

    Example:
        >>> say_why(DamagedPartError("xml"), "Dit blad", "Dit blad is beschadigd.")
        ('beschadigd', 'Dit blad is beschadigd.')
    """
    if isinstance(error, CrowdedPartError):
        text = f"{what} heeft meer XML-kenmerken dan de grens; geen rekenprogramma schrijft dat."
        return "grens_kenmerken", text
    return "beschadigd", otherwise


def qualified(namespaces: Iterable[str], local: str) -> frozenset[str]:
    """Give the names under which expat reports an element or attribute, one a namespace."""
    return frozenset(f"{namespace} {local}" for namespace in namespaces)


def pull(chunks: Iterable[bytes], start: Start, end: End, text: Text) -> Iterable[None]:
    """Parse a part piece by piece; control returns after each piece, so that rows can be handed on.

    Args:
        chunks: Bytes of the part, in order.
        start: Called with the qualified name (``namespace local``) and attributes of an element that opens.
        end: Called with the qualified name of each element that closes.
        text: Called with text between elements, possibly in pieces.

    Raises:
        DamagedPartError: The part is not well-formed XML in a known encoding, or holds a document type.
        CrowdedPartError: It holds more names, or a longer tag, than any workbook needs.
    """
    parser = _Parser(start, end, text)
    fed = 0
    try:
        for chunk in chunks:
            if not fed:
                _check_encoding(chunk)
            for place in range(0, len(chunk), _SLICE_BYTES):
                piece = chunk[place : place + _SLICE_BYTES]
                parser.feed(piece)
                fed += len(piece)
                parser.check_crowd(fed)
            yield
        parser.close()
        yield
    except (SAXException, DefusedXmlException) as error:
        raise DamagedPartError("xml") from error


def parse(chunks: Iterable[bytes], start: Start, end: End, text: Text) -> None:
    """Parse a whole part; see ``pull``."""
    for _ in pull(chunks, start, end, text):
        pass


def ignore(*_: object) -> None:
    """Let an event pass."""


def _check_encoding(first_chunk: bytes) -> None:
    head = first_chunk[:_DECLARATION_BYTES].replace(b"\x00", b"")
    declared = _DECLARED.search(head)
    is_endless = b"<?xml" in head and b"?>" not in head
    if is_endless or (declared and declared[1].decode("ascii").lower() not in _ENCODINGS):
        raise DamagedPartError("encoding")
