"""Three lines of one case with a tariff of 10 euro an hour, for tests that change one cell of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from maatschappelijk_rendement.costing import Current, PricedUsage, price_usage
from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs

CASES = pd.DataFrame(
    {
        "case_id": ["a", "b"],
        "wijk": ["Noord", "Zuid"],
        "case_type": ["bestaand", "nieuw"],
        "mdo_date": [date(2018, 1, 1)] * 2,
        "repeat_date": [None] * 2,
    }
)
TARIFFS = Tariffs().add(
    [
        Tariff(
            code="L.HULP",
            stream="Wmo",
            unit="uur",
            price_eur=Decimal(10),
            valid_from=date(2015, 1, 1),
            source_text="Verzonnen voor de toets",
            is_local=True,
        )
    ]
)


def usage(**changes: Any) -> pd.DataFrame:
    """Give the lines; a change is a column, or one value that the second line gets in it."""
    made: dict[str, list[Any]] = {
        "line": [2, 3, 4],
        "case_id": ["a", "a", "b"],
        "moment": ["voor", "na", "na"],
        "product_code": ["L.HULP"] * 3,
        "quantity_milli": [1_000, 2_000, 3_000],
        "per": ["week"] * 3,
        "start": [None] * 3,
        "end": [None] * 3,
    }
    for name, value in changes.items():
        made[name] = value if isinstance(value, list) else [made[name][0], value, *made[name][2:]]
    return pd.DataFrame(made)


def priced(lines: Any, cases: Any = CASES) -> PricedUsage:
    return price_usage(lines, cases, TARIFFS, mode=Current(), period_months=12)
