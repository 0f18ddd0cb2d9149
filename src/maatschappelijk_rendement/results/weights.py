"""How much a figure weighs when something has to be hidden: by its column, and by whom its row is about."""

from __future__ import annotations

from collections.abc import Mapping

from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment
from maatschappelijk_rendement.results.columns import Row, Tier
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.words import TOTAL

ORDER = tuple(Tier)
"""From dear to cheap."""


def tier_of(table: ResultTable[Row], row: Mapping[str, object], column: str) -> Tier | None:
    """Give the weight of one figure.

    A column has the weight of a row about all existing cases; about fewer, a figure weighs less.

    Args:
        table: Its table.
        row: The key columns of its row.
        column: Key of its column.

    Returns:
        The weight; nothing for a column that is no figure.

    Example:
        >>> from maatschappelijk_rendement.results.costs import DIFFERENCES
        >>> row = {"groep": "bestaand", "moment": "na", "wijk": "totaal", "stroom": "totaal"}
        >>> tier_of(DIFFERENCES, row, "som_eur"), tier_of(DIFFERENCES, row | {"wijk": "Noord"}, "som_eur")
        (<Tier.TOTAL: 'totaal'>, <Tier.WIJK: 'per wijk'>)
    """
    own = table.columns[column].tier
    return None if own is None else max((own, *_of_the_row(row)), key=ORDER.index)


def _of_the_row(row: Mapping[str, object]) -> list[Tier]:
    is_of_wijk = row.get("wijk", TOTAL) != TOTAL
    is_of_stream = row.get("stroom", TOTAL) != TOTAL
    found = []
    if is_of_stream:
        found.append(Tier.FINE if is_of_wijk or row.get("groep") == CaseType.NEW else Tier.STREAMS)
    if is_of_wijk:
        found.append(Tier.WIJK)
    if row.get("groep") == CaseType.NEW:
        found.append(Tier.NEW)
    if row.get("moment") == Moment.REPEAT:
        found.append(Tier.REPEAT)
    return found
