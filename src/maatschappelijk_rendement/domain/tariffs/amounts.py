"""Amounts in euro without a product: for who does not know what was used, only what it cost.

An amount is its own price: one euro a euro on every day, so no index ever touches it, and what it says stays
what was paid at the time. Its source is not ours to name: it stands beside the line.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tables import AMOUNT_PREFIX
from maatschappelijk_rendement.domain.vocabulary import EURO, MoneyKind, Stream

SOURCE_TEXT = "Een bedrag is zijn eigen prijs; de bron staat bij de regel"


def amount_code(stream: Stream) -> str:
    """Give the code of amounts of a stream.

    Example:
        >>> amount_code(Stream.WMO)
        'BEDRAG.WMO'
    """
    return f"{AMOUNT_PREFIX}{stream.upper()}"


@cache
def amount_rows() -> tuple[Tariff, ...]:
    """Give what the store says of amounts: one product a stream.

    Example:
        >>> row = amount_rows()[0]
        >>> row.code, row.unit, row.price_eur
        ('BEDRAG.WMO', 'euro', Decimal('1'))
    """
    return tuple(
        Tariff(
            code=amount_code(stream),
            description=f"Bedrag in euro uit de stroom {stream.value}, zonder product",
            stream=stream,
            unit=EURO,
            price_eur=Decimal(1),
            valid_from=date.min,
            money_kind=MoneyKind.CASH,
            source_text=SOURCE_TEXT,
        )
        for stream in Stream
    )
