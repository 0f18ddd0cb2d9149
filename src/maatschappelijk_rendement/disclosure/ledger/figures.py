"""The figures of a release that the ledger keeps: what is shown, of which kind, and under which name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maatschappelijk_rendement.disclosure.rules.cells import Key
from maatschappelijk_rendement.disclosure.tables.layout import LAYOUTS
from maatschappelijk_rendement.disclosure.tables.published import Published
from maatschappelijk_rendement.results.table import Kept
from maatschappelijk_rendement.results.tables import TABLES
from maatschappelijk_rendement.results.words import TOTAL

# The figures that are kept, by table and column. A level before follows for the cases of a repeat, and for
# the cases of a paired mean.
FIGURES: Mapping[tuple[str, str], Kept] = {
    (table.name, column): kept for table in TABLES.values() for column, kept in table.kept.items()
}
# What a kind of figure is about, by its first word; a kind that begins with an instrument is about scores.
_TOPICS: Mapping[str, str] = {
    kept.kind.split()[0]: kept.topic for kept in FIGURES.values() if not kept.kind.startswith("{")
}


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure that is shown: where it stands, and with which kind it can be added and subtracted."""

    table: str
    column: str
    row: Mapping[str, object]

    @property
    def place(self) -> Key:
        """The key of its row."""
        return tuple(None if self.row[c] is None else str(self.row[c]) for c in LAYOUTS[self.table].key)

    @property
    def kind(self) -> str:
        """The kind of figure."""
        return kind_of(self.table, self.column, self.place)

    @property
    def name(self) -> str:
        """Its name in the ledger."""
        return ", ".join(part for part in self.place if part) or self.table


def kind_of(table: str, column: str, place: Key) -> str:
    """Give the kind of the figure in this row.

    Example:
        >>> kind_of("stromen", "som_eur", ("bestaand", "Noord", "Wmo", "na"))
        'niveau na Wmo'
    """
    words = {name: word or "" for name, word in zip(LAYOUTS[table].key, place, strict=True)}
    return FIGURES[table, column].kind.format_map({**words, "van_partij": of_party(words)})


def of_party(row: Mapping[str, object]) -> str:
    """Name the party of a row after its post; nothing for all parties together.

    Example:
        >>> of_party({"post": "saldo", "partij": "gemeente"}), of_party({"post": "saldo", "partij": "totaal"})
        (', gemeente', '')
    """
    party = row.get("partij", TOTAL)
    return "" if party == TOTAL else f", {party}"


def topic_of(kind: str) -> str:
    """Give what figures of this kind are about, for ``mr uitgaven``.

    Example:
        >>> topic_of("niveau na Wmo")
        'kosten per moment'
    """
    return _TOPICS.get(kind.split()[0], "welbevinden")


def is_priced(kind: str) -> bool:
    """Whether another price makes figures of this kind others; a kind that is none of money is about scores.

    Example:
        >>> is_priced("niveau na Wmo"), is_priced("rapportcijfer  na")
        (True, False)
    """
    return kind.split()[0] in _TOPICS


def figures_of(published: Published) -> Iterator[ShownFigure]:
    """Give every figure that is shown and that the ledger keeps."""
    for (table, column), kept in FIGURES.items():
        for row in _shown_rows(published, table, kept.shown_with or column):
            if not kept.moment or row["moment"] == kept.moment:
                yield ShownFigure(table, column, row)


def _shown_rows(published: Published, table: str, column: str) -> list[Mapping[str, object]]:
    found: Any = published.data.get(table) or []
    rows = found if isinstance(found, list) else [found]
    # Of no pairs there is no difference.
    return [row for row in rows if row.get(column) not in (None, 0)]
