"""Columns that become rows of their own: ``Wmo voor`` and ``Wmo na`` beside each other in one row a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import USAGE
from maatschappelijk_rendement.domain.vocabulary import Moment, Stream
from maatschappelijk_rendement.intake.own_formats.profile import Asked, SheetProfile, Wide
from maatschappelijk_rendement.intake.own_formats.raw import RawTable
from maatschappelijk_rendement.intake.own_formats.values import Notes, column_finding, find_column
from maatschappelijk_rendement.intake.own_formats.words import MOMENTS, STREAMS, bare, word_for

_SLOT = re.compile(r"\{(moment|stroom|product)\}")
_MOMENT = USAGE.column("moment")


@dataclass(frozen=True, slots=True)
class WideColumn:
    """One column of the source that becomes rows.

    Attributes:
        asked: What the profile says of it.
        place: Of the column, from 0.
        header: As the source has it.
        moment: When its numbers belong; empty on a sheet without moments, or where each row says so.
        stream: Stream of its amounts in euro; empty where it holds something else.
        subject: What it is about, to find the column of the other moment: the stream, the product code.
    """

    asked: Wide
    place: int
    header: str
    moment: str
    stream: str
    subject: str


def wide_columns(
    block: SheetProfile,
    table: RawTable,
    products: Mapping[str, Mapping[str, Asked]],
    codes: Sequence[str],
    notes: Notes,
) -> list[WideColumn]:
    """Find the columns of a block in a table: those it names, then those that follow a pattern.

    Args:
        block: What the profile says.
        table: The table.
        products: Words for products, from the profile.
        codes: Product codes that exist.
        notes: Where findings go.
    """
    columns = []
    taken: set[int] = set()
    for wide in block.wide:
        found = find_column(table, wide.header)
        if len(found) != 1:
            notes.found.append(column_finding(table, [wide.header], found, wide.where))
            continue
        taken.update(found)
        columns.append(_of(wide, found[0], table.headers[found[0]], block, notes))
    for pattern in block.patterns:
        words = _words_of(products, codes)
        expression = _expression(pattern, words)
        for place, header in enumerate(table.headers):
            match = expression.fullmatch(bare(header)) if header and place not in taken else None
            if match is None:
                continue
            taken.add(place)
            wide = Wide(block.where, header, _said(match, words, block.where), block.cell)
            columns.append(_of(wide, place, header, block, notes))
    if block.patterns and not columns:
        shown = " of ".join(f"'{pattern}'" for pattern in block.patterns)
        text = f"Geen kolom past bij {shown}."
        advice = f"Noem de kolommen zoals 'Wmo voor' en 'Wmo na'. (profiel: {block.where})"
        notes.found.append(Finding("fout", table.label, "", "kolom_ontbreekt", text, advice))
    notes.found.extend(_doubles(columns, table))
    return columns


def halves_missing(columns: Sequence[WideColumn], table: RawTable) -> Iterator[Finding]:
    """Say of which subjects only one of before and after has a column: the other would count as nothing."""
    moments: dict[str, dict[str, WideColumn]] = {}
    for column in columns:
        if column.moment:
            moments.setdefault(column.subject, {})[column.moment] = column
    for found in moments.values():
        for moment, other in ((Moment.BEFORE, Moment.AFTER), (Moment.AFTER, Moment.BEFORE)):
            if moment in found and other not in found:
                header = found[moment].header
                text = f"Bij kolom '{header}' is er geen kolom voor het moment '{other.value}'."
                advice = (
                    "Zonder die kolom lijkt het of er toen niets was. Voeg haar toe aan de bron of aan het "
                    f"profiel, of laat '{header}' weg. (profiel: {found[moment].asked.where})"
                )
                yield Finding("fout", table.label, "", "helft_ontbreekt", text, advice)


def _of(wide: Wide, place: int, header: str, block: SheetProfile, notes: Notes) -> WideColumn:
    moment, stream = (
        _constant({**block.fields, **wide.fields}, name, list(words), notes)
        for name, words in (("moment", Moment), ("stroom", Stream))
    )
    code = wide.fields.get("productcode") or block.fields.get("productcode")
    subject = stream or (str(code.constant) if code and code.constant is not None else header)
    return WideColumn(wide, place, header, moment, stream, subject)


def _constant(fields: Mapping[str, Asked], name: str, words: Sequence[str], notes: Notes) -> str:
    """Give a listed word that stands in the profile itself; empty where it is not given there."""
    asked = fields.get(name)
    if asked is None or not isinstance(asked.constant, str):
        return ""
    word, _ = word_for(asked.constant, name, words)
    if word is None:
        text = f"Het veld '{name}' heeft een onbekend woord."
        advice = f"Kies uit: {', '.join(words)}."
        notes.found.append(Finding("fout", "profiel", asked.where, "profiel", text, advice))
    return word or ""


def _doubles(columns: Sequence[WideColumn], table: RawTable) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for column in columns:
        key = (column.subject, column.moment)
        first = seen.setdefault(key, column.header)
        if column.moment and first != column.header:
            text = f"De kolommen '{first}' en '{column.header}' zijn voor hetzelfde moment en product."
            yield Finding(
                "fout", table.label, "", "kolom_dubbel", text, "Kies er een, of geef elk een eigen product."
            )


def _words_of(
    products: Mapping[str, Mapping[str, Asked]], codes: Sequence[str]
) -> dict[str, dict[str, Mapping[str, Asked]]]:
    """Give the words that may stand for a slot of a pattern, each with what it says of the row."""
    found: dict[str, dict[str, Mapping[str, Asked]]] = {"moment": {}, "stroom": {}, "product": {}}
    for name, words in (("moment", MOMENTS), ("stroom", STREAMS)):
        for word, synonyms in words.items():
            for written in (word, *synonyms):
                found[name].setdefault(bare(written), {name: Asked("", constant=word)})
    for code in codes:
        found["product"][bare(code)] = {"productcode": Asked("", constant=code)}
    found["product"] |= products
    return found


def _expression(pattern: str, words: Mapping[str, Mapping[str, object]]) -> re.Pattern[str]:
    parts = []
    for place, piece in enumerate(_SLOT.split(pattern)):
        if place % 2:
            options = "|".join(sorted(map(re.escape, words[piece]), key=len, reverse=True))
            parts.append(f"(?P<{piece}>{options})")
        else:
            parts.append(" ?".join(map(re.escape, bare(piece).split())))
    return re.compile(" ?".join(part for part in parts if part))


def _said(
    match: re.Match[str], words: Mapping[str, Mapping[str, Mapping[str, Asked]]], where: str
) -> dict[str, Asked]:
    said: dict[str, Asked] = {}
    for name, written in match.groupdict().items():
        said |= words[name][written]
    return said
