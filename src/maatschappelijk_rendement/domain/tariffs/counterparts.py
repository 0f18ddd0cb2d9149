"""The same product at its two prices: what it costs society, and what its payer pays.

They are not one product at two prices by themselves (method.md, decision 15): ``tegenhangers.csv`` says of
each shipped pair why they are, and a user says it of own prices on sheet Tarieven (``tegenhanger``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs.files import read_table
from maatschappelijk_rendement.domain.vocabulary import fold


@cache
def shipped_pairs() -> Mapping[str, tuple[str, str]]:
    """Give for each shipped product with a reference price the one with a tariff, and why they are one.

    Example:
        >>> shipped_pairs()["ZVW.HUISARTS.VISITE_KORT.REF2022"][0]
        'ZVW.HUISARTS.VISITE_KORT.NZA'
    """
    return {row["referentieprijs"]: (row["tarief"], row["grond"]) for row in read_table("tegenhangers.csv")}


def counterparts(own: Iterable[Tariff]) -> Mapping[str, str]:
    """Give the counterpart of each product, both ways, by folded code.

    Args:
        own: A user's own prices. What they say wins over what is shipped; a product that several others name
            has no counterpart itself, for it is not said which.

    Example:
        >>> counterparts([])["zvw.huisarts.visite_kort.nza"]
        'ZVW.HUISARTS.VISITE_KORT.REF2022'
    """
    found: dict[str, str] = {}
    for reference, (tariff, _) in shipped_pairs().items():
        found |= {fold(reference): tariff, fold(tariff): reference}
    said = {fold(row.code): row for row in own if row.counterpart is not None}
    named: dict[str, set[str]] = defaultdict(set)
    for row in said.values():
        named[fold(row.counterpart or "")].add(row.code)
    for code, codes in named.items():
        found.pop(code, None)
        if len(codes) == 1:
            found[code] = next(iter(codes))
    return found | {code: row.counterpart or "" for code, row in said.items()}
