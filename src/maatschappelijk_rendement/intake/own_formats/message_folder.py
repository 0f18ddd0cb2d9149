"""Read all messages of a delivery: one file, or a folder of them, in the order of their names.

One message is never a caseload: an allocation (301 of release 3) is about one client, and a credit never
stands in the message of its debit. So a folder is the ordinary source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
from maatschappelijk_rendement.intake.own_formats.codelists import KNOWN_RELEASES, MessageKind
from maatschappelijk_rendement.intake.own_formats.message import Message, MessagePlace
from maatschappelijk_rendement.intake.own_formats.message_xml import (
    DEFAULT_MESSAGE_LIMITS,
    MessageLimits,
    UncountedMessageError,
    read_message,
)
from maatschappelijk_rendement.intake.own_formats.pseudonymise import Pseudonyms

MAX_MESSAGES = 100_000


@dataclass(frozen=True, slots=True)
class MessageDelivery:
    """The messages of one kind, and what was left out of the folder.

    Attributes:
        kind: Which message all of them are.
        messages: In the order of their names.
        uncounted: How many messages of another known kind lay there, by name.
        other_files: How many files have another ending than ``.xml``.
        findings: Warnings, such as a release whose layout was not read.
    """

    kind: MessageKind
    messages: tuple[Message, ...]
    uncounted: Mapping[str, int]
    other_files: int
    findings: tuple[Finding, ...]


def read_delivery(
    source: Path,
    pseudonyms: Pseudonyms,
    limits: MessageLimits = DEFAULT_MESSAGE_LIMITS,
    *,
    beside: frozenset[str] = frozenset(),
) -> MessageDelivery:
    """Read a message, or every message in a folder.

    Args:
        source: An XML file, or a folder with them; folders in it are not read.
        pseudonyms: Turns each BSN into a pseudonym.
        limits: How much one message may hold.
        beside: Names of files in the folder that belong there, such as the list of clients.

    Returns:
        The delivery.

    Raises:
        UsageError: There is no such file or folder, or nothing in it.
        InputError: A message cannot be read, is there twice, or two kinds stand in one folder; holds every
            finding.
    """
    paths, other_files = _paths(source, beside)
    return gather((_bytes(path, limits) for path in paths), pseudonyms, limits, other_files=other_files)


def gather(
    files: Iterable[bytes],
    pseudonyms: Pseudonyms,
    limits: MessageLimits = DEFAULT_MESSAGE_LIMITS,
    *,
    other_files: int = 0,
) -> MessageDelivery:
    """Read messages from their bytes, in the order given; see ``read_delivery``."""
    messages: list[Message] = []
    findings: list[Finding] = []
    uncounted: Counter[str] = Counter()
    seen: dict[bytes, int] = {}
    for number, data in enumerate(files, 1):
        first = seen.setdefault(sha256(data).digest(), number)
        if first != number:
            text = f"Dit bericht is precies gelijk aan bericht {first}."
            findings.append(_fault(MessagePlace(number), "bericht_dubbel", text, "Haal een van beide weg."))
            continue
        try:
            messages.append(read_message(data, number, pseudonyms, limits))
        except UncountedMessageError as other:
            uncounted[other.name] += 1
        except InputError as error:
            findings += error.findings
    findings += _mixed(messages)
    if findings:
        raise InputError(findings)
    if not messages:
        raise UsageError("Hier staat geen bericht 301 of 323 van iWmo of iJw.")
    return MessageDelivery(
        messages[0].kind,
        tuple(messages),
        MappingProxyType(dict(sorted(uncounted.items()))),
        other_files,
        tuple(_warnings(messages)),
    )


def _paths(source: Path, beside: frozenset[str]) -> tuple[list[Path], int]:
    try:
        if source.is_file():
            return [source], 0
        entries = sorted(
            (entry for entry in source.iterdir() if entry.is_file()), key=lambda entry: entry.name
        )
    except OSError as error:
        raise UsageError("Dit bestand of deze map is er niet, of is niet te lezen.") from error
    entries = [entry for entry in entries if entry.name not in beside]
    paths = [entry for entry in entries if entry.suffix.lower() == ".xml"]
    if len(paths) > MAX_MESSAGES:
        raise UsageError(f"Deze map bevat meer dan {MAX_MESSAGES} berichten; dat is de grens. Splits de map.")
    return paths, len(entries) - len(paths)


def _bytes(path: Path, limits: MessageLimits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes_in_all + 1)  # one more than may be: enough to refuse it
    except OSError as error:
        raise UsageError(
            "Een van de berichten is niet te lezen. Controleer of het bestand er nog is."
        ) from error


def _mixed(messages: list[Message]) -> Iterator[Finding]:
    kinds = sorted({message.kind.name for message in messages})
    if len(kinds) > 1:
        text = f"Deze map bevat berichten van twee soorten: {' en '.join(kinds)}."
        yield Finding(
            "fout", "", "", "berichten_gemengd", text, "Zet elke soort in een eigen map en lees ze apart in."
        )


def _warnings(messages: list[Message]) -> Iterator[Finding]:
    unknown = [message for message in messages if message.release not in KNOWN_RELEASES]
    if unknown:
        known = " en ".join(str(release) for release in KNOWN_RELEASES)
        text = f"De versie van deze berichten is niet bekend (bekend zijn {known}); ze zijn gelezen op naam."
        yield _warning(
            unknown, "bericht_versie_onbekend", text, "Vergelijk de totalen met uw eigen administratie."
        )
    odd = [message for message in messages if message.unknown_elements]
    if odd:
        count = sum(message.unknown_elements for message in odd)
        text = f"In producten van deze berichten zijn {count} elementen niet bekend; die zijn niet gelezen."
        yield _warning(
            odd, "element_onbekend", text, "Vraag de afzender of daar iets staat dat moet meetellen."
        )


def _warning(messages: list[Message], code: str, text: str, advice: str) -> Finding:
    return Finding("waarschuwing", str(messages[0].place), "", code, text, advice, count=len(messages))


def _fault(place: MessagePlace, code: str, text: str, advice: str) -> Finding:
    return Finding("fout", str(place), "", code, text, advice)
