"""Find rows in published results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeGuard

from maatschappelijk_rendement.results.words import ORDER, rank
from maatschappelijk_rendement.vocabulary import HELP

Row = Mapping[str, Any]
Results = Mapping[str, Any]
"""Content of ``resultaten.json``."""

MAIN_INSTRUMENT = "rapportcijfer"


def select(rows: Iterable[Row], **wanted: object) -> list[Row]:
    """Give the rows whose columns have these values, in order.

    Example:
        >>> select([{"groep": "nieuw", "n": 1}, {"groep": "bestaand", "n": 2}], groep="bestaand")
        [{'groep': 'bestaand', 'n': 2}]
    """
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def first(rows: Iterable[Row], **wanted: object) -> Row | None:
    """Give the first row whose columns have these values, or nothing."""
    found = select(rows, **wanted)
    return found[0] if found else None


def ordered(rows: Iterable[Row]) -> list[Row]:
    """Put rows in the order people read them in: existing cases, then new; the laws; before, then after.

    Example:
        >>> rows = [{"stroom": "totaal"}, {"stroom": "Zvw"}, {"stroom": "Wmo"}]
        >>> [row["stroom"] for row in ordered(rows)]
        ['Wmo', 'Zvw', 'totaal']
    """
    return sorted(rows, key=lambda row: tuple(rank(key, row.get(key)) for key in ORDER))


def is_hidden(row: Row, key: str) -> bool:
    """Tell whether disclosure control hid this value; an unknown value is not hidden."""
    hidden_keys: Sequence[str] = row.get("onderdrukt", ())
    return row.get("status") == "onderdrukt" or key in hidden_keys


def is_shown(row: Row | None, *keys: str) -> TypeGuard[Row]:
    """Tell whether a row exists and has a number in all of these columns."""
    return row is not None and row.get("status") != "onderdrukt" and all(row.get(k) is not None for k in keys)


def total_delta(results: Results, group: str, moment: str = "na") -> Row | None:
    """Give the row with the total difference of a group."""
    return first(results["verschil"], moment=moment, groep=group, wijk="totaal", stroom="totaal")


def started_help(results: Results) -> list[Row]:
    """Give the differences of the new cases in the help that began with the MDO: it cost nothing before.

    Only streams whose cost before is shown, and is zero: of the others nothing can be said.
    """
    of_new = select(results["stromen"], groep="nieuw", wijk="totaal", moment="voor")
    before = {row["stroom"]: row["som_eur"] for row in of_new if is_shown(row, "som_eur")}
    changes = select(results["verschil"], moment="na", groep="nieuw", wijk="totaal")
    return [
        row
        for row in ordered(changes)
        if row["stroom"] in HELP
        and is_shown(row, "som_eur")
        and Decimal(row["som_eur"]) > 0
        and Decimal(before.get(row["stroom"], 1)) == 0
    ]


def mean_score(results: Results, moment: str, instrument: str) -> Row | None:
    """Give the row with the mean score of all residents at a moment."""
    scores = select(results["welbevinden"], instrument=instrument, onderdeel=None)
    return first(scores, groep="totaal", wijk="totaal", moment=moment)


def instrument_facts(results: Results, instrument: str) -> Row:
    """Give the name, scale and warnings of an instrument."""
    return next(row for row in results["instrumenten"] if row["instrument"] == instrument)


def main_instrument(results: Results) -> str | None:
    """Give the instrument the words speak about: the grade when it was used, else the first one."""
    used = list(dict.fromkeys(r["instrument"] for r in results["welbevinden"] if r["onderdeel"] is None))
    return MAIN_INSTRUMENT if MAIN_INSTRUMENT in used else (used[0] if used else None)
