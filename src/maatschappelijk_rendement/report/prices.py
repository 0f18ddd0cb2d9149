"""The prices behind the figures: doubtful ones first, each with its note and with how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.layouts import show
from maatschappelijk_rendement.results.sections import PRICES, Price
from maatschappelijk_rendement.results.shown import Results

DOUBTFUL = "verdacht"
OLDER = "jaar ouder"
NO_NOTE = PRICES.columns["noot"].empty
ON_PAPER = ("code", "prijs_eur", "eenheid", "prijspeil", "noot")
PAPER_TITLE = "Prijzen om op te letten"


def price_table(results: Results) -> Table:
    """Show every price with its note and its age.

    Args:
        results: Published results.
    """
    prices = sorted(results.of(PRICES), key=lambda price: not is_doubtful(price))
    table = show(PRICES, prices)
    place = [column.key for column in table.columns].index("prijspeil")
    year = results.settings.price_year
    rows = tuple(
        (*row[:place], _aged(row[place], price, year), *row[place + 1 :])
        for row, price in zip(table.rows, prices, strict=True)
    )
    return replace(table, rows=rows)


def is_doubtful(price: Price) -> bool:
    """Tell whether the note of a price says that its source cannot be right.

    Args:
        price: The price.
    """
    return (price.remark or "").lower().startswith(DOUBTFUL)


def _aged(shown: ShownValue, price: Price, year: int | None) -> ShownValue:
    """Say how much older a price is than the year in which everything is expressed."""
    of_year = _year(price.level or "")
    if year is None or of_year is None or of_year >= year:
        return shown
    return replace(shown, text=f"{price.level}: {year - of_year} {OLDER} dan {year}")


def _year(level: str) -> int | None:
    """Read the year of a price level.

    Example:
        >>> _year("2022-07"), _year("onbekend")
        (2022, None)
    """
    return int(level[:4]) if level[:4].isdigit() else None


def to_watch(table: Table) -> Table:
    """Shorten the list of prices to those with a note and those of an older year.

    Args:
        table: The whole list, as ``price_table`` gives it.
    """
    keys = [column.key for column in table.columns]
    level, note = keys.index("prijspeil"), keys.index("noot")
    watched = [row for row in table.rows if row[note].text != NO_NOTE or OLDER in row[level].text]
    places = [keys.index(key) for key in ON_PAPER]
    rest = _years([row[level].text for row in table.rows if row not in watched])
    return Table(
        "prijzen-op-papier",
        PAPER_TITLE,
        tuple(table.columns[x] for x in places),
        tuple(tuple(row[x] for x in places) for row in watched),
        note=f"{len(watched)} van de {len(table.rows)} prijzen. {rest}".strip(),
        empty=f"geen. {rest}".strip(),
    )


def _years(levels: Sequence[str]) -> str:
    """Say of which years the other prices are."""
    if not levels:
        return ""
    years = {_year(level) for level in levels}
    known = [str(year) for year in sorted(year for year in years if year is not None)]
    unknown = ["een jaar dat niet is opgegeven"] if None in years else []
    return f"De andere prijzen zijn van {' en '.join([', '.join(known), *unknown][not known :])}."
