"""What a usage line costs: exact, calendar by calendar, on any engine (contract.md, "What a line costs").

The way of a line: it gets the window of its case and moment (``windows``), the product it names gets a
price for
every day (``prices``), the two meet in a meter that runs along the days (``meters``), and the line's amount
is its
quantity times the difference of two meter readings, rounded half-up once (``exact``). ``lines`` walks that
way.
"""

from maatschappelijk_rendement.costing.lines import PricedUsage, price_usage
from maatschappelijk_rendement.costing.mdo import price_mdo
from maatschappelijk_rendement.costing.prices import Constant, Current, PriceMode

__all__ = ["Constant", "Current", "PriceMode", "PricedUsage", "price_mdo", "price_usage"]
