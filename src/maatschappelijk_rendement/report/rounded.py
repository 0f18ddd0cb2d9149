"""What rounding does to a published report: on which grid, and how far a total may be from its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.results.balance import BALANCE, SALDO
from maatschappelijk_rendement.results.columns import Column, Kind, Row
from maatschappelijk_rendement.results.costs import DIFFERENCES, LEVELS
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TOTAL

ADDED_UP = (LEVELS, DIFFERENCES, BALANCE)
"""Tables in which a reader can add wijken, streams, posts or parties up."""
WHOLES = {"post": SALDO}
"""How the sum of the others is called in a column, where that is not the total."""
EURO_CENTS = 100


def rounding_words(results: Results) -> str:
    """Say on what grid amounts are rounded, and how far a total is from the sum of its parts.

    Args:
        results: Published results of a rounded report.
    """
    grid, off = results.settings.grid or EURO_CENTS, most_off(results)
    parts = results.settings.grid_of_parts
    apart = "In dit rapport komt elke som uit op haar totaal."
    if off:
        apart = f"In dit rapport scheelt dat hoogstens {_euros(off // EURO_CENTS)}."
    coarser = f" {_of_parts(parts)}" if parts else ""
    return (
        f"Elk bedrag is apart afgerond: op minstens {_euros(grid)}, en grover waar casussen grotere bedragen "
        f"hebben.{coarser} Een totaal kan daardoor afwijken van de som van zijn delen. {apart} Een gemiddeld "
        "bedrag volgt uit het afgeronde totaal. Uren zijn afgerond op 5, gemiddelde scores op een tiende; op "
        "een schaal van hoogstens 2 punten op een honderdste. Tarieven en programmakosten zijn niet afgerond."
    )


def costs_words(results: Results) -> str:
    """Say of the costs which of them stand on a coarser grid than the headline; nothing where none does.

    Args:
        results: Published results.
    """
    grid, parts = results.settings.grid, results.settings.grid_of_parts
    if not grid or not parts:
        return ""
    return (
        f"Bedragen voor en na en per wijk zijn afgerond op minstens {_euros(parts)}, het verschil in totaal "
        f"en per stroom (en wat daaraan gelijk is) op minstens {_euros(grid)}. Waarom, staat bij "
        "Afronding."
    )


def _of_parts(grid: int) -> str:
    return (
        "Naast openbare prijzen kan een som verraden wat een paar casussen kosten. Daarom staan alleen "
        "de kopcijfers zo fijn: het verschil in totaal en per stroom, het saldo, het MDO, en wat elke partij "
        "investeert en krijgt, en wat daaraan gelijk is. Alle andere bedragen, zoals die per wijk, zijn "
        f"afgerond op minstens {_euros(grid)}. Staat daar € 0, dan is het minder dan de helft van die "
        "afronding."
    )


def most_off(results: Results) -> int:
    """Give how far a total is from the sum of its parts at most, where all of them are shown [euro cent].

    Args:
        results: Published results.
    """
    found = 0
    for table in ADDED_UP:
        columns = [
            column for column in table.columns.values() if column.adds and column.kind is not Kind.COUNT
        ]
        for over in table.amounts_over:
            names = [table.columns[key].name for key in table.key if key != over]
            for rows in _sums(results.of(table), names):
                found = max([found, *(_off(rows, table.columns[over], column) for column in columns)])
    return found


def _sums(rows: Sequence[Row], names: Sequence[str]) -> Iterator[list[Row]]:
    """Give the rows that differ in nothing but what is added up over."""
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(getattr(row, name) for name in names)].append(row)
    yield from found.values()


def _off(rows: Sequence[Row], over: Column, column: Column) -> int:
    name = WHOLES.get(over.key, TOTAL)
    # What was not given counts for nothing in a sum.
    rows = [row for row in rows if row["status"] != "onbekend"]
    wholes = [row for row in rows if getattr(row, over.name) == name]
    parts = [getattr(row, column.name) for row in rows if getattr(row, over.name) != name]
    whole = getattr(wholes[0], column.name) if wholes else None
    if whole is None or not parts or None in parts:
        return 0
    return int(abs(whole - sum(parts)))


def _euros(number: int) -> str:
    return f"€\N{NO-BREAK SPACE}{dutch_number(number)}"
