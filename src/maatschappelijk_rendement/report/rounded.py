"""A rounded report: what rounding does to its totals, and amounts without cents that mean nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.document import Notice
from maatschappelijk_rendement.report.rows import Results, Row

TOTAL = "totaal"
MOST_OFF_COUNT = 2
"""How far one count is off at most: counts are rounded to 5 (``disclosure.rounding``)."""
MOST_OFF_EUROS = 500
"""The same for one amount: amounts are rounded to 1.000 euro."""
EXACT = ("tarieven", "programma")
"""Tables that are not rounded: they are about no case."""
CENTS = ".00"
MARK = "AFGEROND."


def rounding_words(results: Results) -> str:
    """Say what was rounded, and how far a total may be off: it is a sum of rounded parts.

    Args:
        results: Published results of a rounded report.
    """
    wijken = [row for row in results["verschil"] if row["wijk"] != TOTAL]
    # The largest sum is that of both groups together; an amount is never summed over them.
    cases = Counter(row["moment"] for row in wijken if row["stroom"] == TOTAL)
    amounts = Counter((row["moment"], row["groep"]) for row in wijken if row["stroom"] != TOTAL)
    scores = [row for row in results["welbevinden"] if TOTAL not in (row["groep"], row["wijk"])]
    residents = Counter(
        (row["instrument"], row["onderdeel"], row["moment"], row["gepaard_met"]) for row in scores
    )
    off = (
        f"een aantal casussen hoogstens {dutch_number(MOST_OFF_COUNT * _most(cases))}",
        f"een aantal bewoners hoogstens {dutch_number(MOST_OFF_COUNT * _most(residents))}",
        f"een bedrag hoogstens €\N{NO-BREAK SPACE}{dutch_number(MOST_OFF_EUROS * _most(amounts))}",
    )
    return (
        f"Elk aantal is op 5 afgerond en elk bedrag op €\N{NO-BREAK SPACE}1.000. Een totaal is de som van "
        f"afgeronde delen en kan daardoor afwijken: {'; '.join(off)}. Een gemiddelde bedrag volgt uit die "
        "afgeronde getallen. Tarieven en programmakosten zijn niet afgerond."
    )


def is_of_rounding(mark: Notice) -> bool:
    """Tell whether a mark above the report is the one that explains rounding."""
    return mark.text.startswith(MARK)


def _most(parts: Counter[Any]) -> int:
    """Give the largest number of parts of a sum; what has no parts is rounded by itself."""
    return max(parts.values(), default=1)


def in_whole_euros(results: Results) -> Results:
    """Take the cents off the amounts of a rounded report: they are all zero, and look exact.

    Args:
        results: Published results; those of a report that is not rounded stay as they are.

    Example:
        >>> row = {"som_eur": "-231000.00", "gemiddelde": "4.50"}
        >>> in_whole_euros({"analyse": {"afgerond": True}, "stromen": [row]})["stromen"]
        [{'som_eur': '-231000', 'gemiddelde': '4.50'}]
    """
    if not results["analyse"]["afgerond"]:
        return results
    return {name: part if name in EXACT else _without_cents(part) for name, part in results.items()}


def _without_cents(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_cents(row) for row in part]
    return _row(part) if isinstance(part, Mapping) else part


def _row(row: Row) -> Row:
    return {
        key: value.removesuffix(CENTS) if key.endswith("_eur") and isinstance(value, str) else value
        for key, value in row.items()
    }
