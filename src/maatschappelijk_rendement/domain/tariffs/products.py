"""The products a source may name: the prices at hand with its own ones (sheet Tarieven) laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs.local import Conflict, conflicts
from maatschappelijk_rendement.domain.tariffs.store import Product, Tariffs
from maatschappelijk_rendement.domain.vocabulary import fold

# Each suggestion compares with every code; more unknown codes than this mean another price list altogether.
_MOST_SUGGESTIONS = 100
# A price a month for twenty years. Each price of a code is laid beside its others: their number is bounded.
MOST_PRICES_A_CODE = 250


@dataclass(slots=True)
class Products:
    """Looks products up by their code, each once.

    Attributes:
        tariffs: All prices at hand, the workbook's own ones included.
        unjudged: Folded codes on sheet Tarieven whose row has an error: known, but nothing more.
        is_complete: Sheet Tarieven was read to its end, so an unknown code is really unknown.
    """

    tariffs: Tariffs
    unjudged: frozenset[str] = frozenset()
    is_complete: bool = True
    _known: dict[str, Product | None] = field(default_factory=dict)
    _suggestions: dict[str, str] = field(default_factory=dict)

    def get(self, code: str) -> Product | None:
        """Give the product of a code; None when it is unknown or its row has an error."""
        if code not in self._known:
            product = None
            if fold(code) not in self.unjudged and code in self.tariffs:
                product = self.tariffs.product(code)
            self._known[code] = product
        return self._known[code]

    def is_unknown(self, code: str) -> bool:
        """Say whether no price list names this code."""
        return self.is_complete and self.get(code) is None and fold(code) not in self.unjudged

    def suggestion(self, code: str) -> str:
        """Suggest a code that looks like this one; what was written is not repeated."""
        if code not in self._suggestions and len(self._suggestions) < _MOST_SUGGESTIONS:
            self._suggestions[code] = self.tariffs.hint(code)
        return self._suggestions.get(code, "")


def lay_over(
    tariffs: Tariffs,
    rows: Sequence[Tariff],
    *,
    unjudged: frozenset[str] = frozenset(),
    is_complete: bool = True,
) -> tuple[Products, list[Conflict]]:
    """Lay a source's own prices over those at hand, and find what contradicts.

    Args:
        tariffs: The prices at hand.
        rows: Its own prices that could be read.
        unjudged: Folded codes of its own prices that could not be read.
        is_complete: Its prices were read to their end.

    Returns:
        The products, and each conflict with the position of its row.
    """
    crowded, problems = _crowded_codes(rows)
    kept = [position for position, row in enumerate(rows) if fold(row.code) not in crowded]
    local = [rows[position] for position in kept]
    wrong, contradicting = {*unjudged, *crowded}, set()
    for conflict in conflicts(tariffs.shipped, local):
        problems.append(replace(conflict, row=kept[conflict.row]))
        contradicting.add(conflict.row)
        wrong.add(fold(local[conflict.row].code))
    sound = [row for position, row in enumerate(local) if position not in contradicting]
    return Products(tariffs.add(sound), frozenset(wrong), is_complete), problems


def _crowded_codes(rows: Sequence[Tariff]) -> tuple[set[str], list[Conflict]]:
    """Find the codes with more prices than anybody has, each at its first row too many."""
    counts: dict[str, int] = {}
    found = []
    text = f"Deze code heeft meer dan {MOST_PRICES_A_CODE} prijzen; dat is de grens."
    for position, row in enumerate(rows):
        code = fold(row.code)
        counts[code] = counts.get(code, 0) + 1
        if counts[code] == MOST_PRICES_A_CODE + 1:
            found.append(Conflict(position, "code", "grens_prijzen", text, "Haal overtollige prijzen weg."))
    return {code for code, count in counts.items() if count > MOST_PRICES_A_CODE}, found
