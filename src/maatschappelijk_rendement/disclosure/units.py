"""Which unit a figure of a row belongs to: figures with the same unit are hidden together."""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.disclosure.layout import ABOVE, COUNT, MAIN, PAIRED, SPLIT, ExactTable, Row

COST_TABLES = ("stromen", "verschil", "vermeden")

# Kind of figure, then what names a block, then the two dimensions that add up.
Place = tuple[str, str, str, str, str]


def place_of(table: str, key: Mapping[str, str]) -> Place:
    """Give the place of a row of a cost table: kind, group, moment, wijk, stream.

    Example:
        >>> place_of("stromen", {"groep": "bestaand", "moment": "voor", "wijk": "Noord", "stroom": "Wmo"})
        ('kosten', 'bestaand', 'na', 'Noord', 'Wmo')
    """
    kind = "vermeden" if table == "vermeden" else "kosten"
    moment = "na" if key["moment"] == "voor" else key["moment"]
    return kind, key["groep"], moment, key["wijk"], key["stroom"]


def place_of_score(key: Mapping[str, str]) -> Place:
    """Give the place of a row of ``welbevinden``: instrument, part, moment, group, wijk."""
    return key["instrument"], key["onderdeel"], key["moment"], key["groep"], key["wijk"]


def unit_of(table: ExactTable, row: Row, figure: str) -> tuple[object, ...]:
    """Give the unit of one figure of a row."""
    key = {column: str(row[column]) for column in table.layout.key}
    if table.name in COST_TABLES:
        place = place_of(table.name, key)
        return place if figure == MAIN else (figure, place)
    if table.name == "welbevinden":
        place = place_of_score(key)
        if figure in (COUNT, ABOVE):
            # The repeat stands in two rows; these are the same in both.
            return figure, place
        return (figure, key["gepaard_met"], place) if figure in (PAIRED, SPLIT) else place
    return (table.name, *key.values()) if figure == MAIN else (table.name, figure, *key.values())
