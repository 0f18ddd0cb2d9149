"""What an MDO costs: each professional's hours are a one-off line on the day of the MDO."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from maatschappelijk_rendement.costing.lines import price_usage
from maatschappelijk_rendement.costing.priced import PricedUsage
from maatschappelijk_rendement.costing.prices import PriceMode
from maatschappelijk_rendement.domain.errors import TariffMissingError
from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.vocabulary import Moment, Payer, Per, Stream

# An own hourly price needs no product; this one only lends such a row a unit and a payer. Its price is
# never used.
OWN_HOUR = Tariff(
    code="MDO.UUR.EIGEN_PRIJS",
    description="Uur van een professional in het MDO, eigen prijs",
    stream=Stream.OVERIG,
    unit="uur",
    price_eur=Decimal(0),
    valid_from=date(1900, 1, 1),
    payer=Payer.ONBEKEND,
    source_text="eigen prijs op blad MDO",
)


def price_mdo(
    mdo: Any,
    cases: Any,
    tariffs: Tariffs,
    *,
    mode: PriceMode,
    indices: Indices | None = None,
) -> PricedUsage:
    """Price the hours of each MDO, rounded once a row.

    Args:
        mdo: line, case_id, product_code, hours_milli [1/1000 hour], price_e4, payer; see
            ``domain.frames.mdo_frame``; on any engine.
        cases: case_id, wijk, case_type, mdo_date, repeat_date.
        tariffs: Prices with validity.
        mode: ``Constant`` prices the hours in the price year, ``Current`` on the day of the MDO.
        indices: Index series; the shipped ones when left out.

    Returns:
        The rows with quantity_milli (the hours) and one_off_cents.

    Raises:
        TariffMissingError: A product is unknown or has no price where one is needed.
    """
    hours = nw.from_native(mdo)
    own_hour = nw.lit(OWN_HOUR.code)
    # Without a receiver and a kind of money of its own, a row takes those of its product.
    lines = hours.rename({"hours_milli": "quantity_milli"}).with_columns(
        product_code=nw.coalesce(nw.col("product_code"), own_hour),
        moment=nw.lit(Moment.AFTER.value),
        per=nw.lit(Per.ONE_OFF.value),
    )
    try:
        # Without dates a one-off line is priced on its window's first day, which is the day of the MDO.
        return price_usage(
            lines.to_native(), cases, tariffs.add([OWN_HOUR]), mode=mode, period_months=1, indices=indices
        )
    except TariffMissingError as error:
        # The rows are on their own sheet.
        raise TariffMissingError(replace(found, sheet="MDO") for found in error.findings) from None
