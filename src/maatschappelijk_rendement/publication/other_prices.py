"""Prices that are used and may not be meant: of another place, or of another basis than was chosen.

It is said to who hands in the cases, when they are checked; in the report each price has both beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from maatschappelijk_rendement.costing.prices import NORM
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import USAGE
from maatschappelijk_rendement.domain.tariffs.near import place_of
from maatschappelijk_rendement.domain.vocabulary import fold

if TYPE_CHECKING:
    from maatschappelijk_rendement.analysis.exact import ExactAnalysis

_OWN = (
    "Gelden die niet bij u? Zoek de code met mr tarieven van een landelijke prijs, of zet een eigen prijs op "
    "blad Tarieven."
)
_BASIS = (
    "Zoek de code met mr tarieven van een prijs met de gekozen basis. Is die er niet, dan kan het zo "
    "blijven: het rapport zegt het bij de prijs."
)


def other_prices(analysis: ExactAnalysis) -> Iterator[Finding]:
    """Say which prices are of another place or basis; a norm is the same for all, and an own price is meant.

    Args:
        analysis: Exact results.
    """
    chosen, here = str(analysis.settings.price_basis), fold(analysis.settings.municipality)
    lines = (*analysis.usage.prices, *analysis.mdo.prices)
    elsewhere: defaultdict[str, set[str]] = defaultdict(set)
    other: defaultdict[str, set[str]] = defaultdict(set)
    for row in (row for line in lines for span in line.spans for row in span.used):
        place = place_of(row)
        if place and here not in fold(place).replace(",", " ").split():
            elsewhere[place].add(row.code)
        if not row.is_local and row.price_basis not in (None, chosen, NORM):
            other[str(row.price_basis)].add(row.code)
    for place, codes in sorted(elsewhere.items()):
        text = f"Dit zijn prijzen van {place}: {', '.join(sorted(codes))}."
        yield Finding("waarschuwing", USAGE.sheet, "", "prijs_van_elders", text, _OWN)
    for basis, codes in sorted(other.items()):
        text = f"Deze prijzen zijn een {basis}, en gekozen is {chosen}: {', '.join(sorted(codes))}."
        yield Finding("waarschuwing", USAGE.sheet, "", "prijs_andere_basis", text, _BASIS)
