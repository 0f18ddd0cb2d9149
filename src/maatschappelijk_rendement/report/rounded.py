"""A rounded report: what rounding does to its totals."""

from __future__ import annotations

from collections import Counter
from typing import Any

from maatschappelijk_rendement.money import dutch_number
from maatschappelijk_rendement.report.document import Notice
from maatschappelijk_rendement.results.costs import DIFFERENCES
from maatschappelijk_rendement.results.counts import WELLBEING
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TOTAL

MOST_OFF_COUNT = 2
"""How far one count is off at most: counts are rounded to 5 (``disclosure.rounding``)."""
MOST_OFF_EUROS = 500
"""The same for one amount: amounts are rounded to 1.000 euro."""
MARK = "AFGEROND."


def rounding_words(results: Results) -> str:
    """Say what was rounded, and how far a total may be off: it is a sum of rounded parts.

    Args:
        results: Published results of a rounded report.
    """
    wijken = [row for row in results.of(DIFFERENCES) if row.wijk != TOTAL]
    # The largest sum is that of both groups together; an amount is never summed over them.
    cases = Counter(row.moment for row in wijken if row.stream == TOTAL)
    amounts = Counter((row.moment, row.group) for row in wijken if row.stream != TOTAL)
    scores = [row for row in results.of(WELLBEING) if TOTAL not in (row.group, row.wijk)]
    residents = Counter((row.instrument, row.item, row.moment, row.paired_with) for row in scores)
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
