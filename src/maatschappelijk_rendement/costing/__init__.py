"""What a usage line costs: exact, calendar by calendar, on any engine (docs/wat-een-regel-kost.md).

The way of a line, which ``lines`` walks: one pass looks over all lines (``survey``); each gets the window of
its case and moment (``windows``) and what its product and period say (``kinds``); the product has a price for
every day (``prices``, ``coverage``), which makes a meter run along the days (``meters``); the line reads that
meter on two days (``spans``); its amount is its quantity times the difference (``charge``), rounded half-up
once (``exact``).
"""

from maatschappelijk_rendement.costing.lines import price_usage
from maatschappelijk_rendement.costing.mdo import price_mdo
from maatschappelijk_rendement.costing.priced import PricedUsage
from maatschappelijk_rendement.costing.prices import Constant, Current, PriceMode

__all__ = ["Constant", "Current", "PriceMode", "PricedUsage", "price_mdo", "price_usage"]
