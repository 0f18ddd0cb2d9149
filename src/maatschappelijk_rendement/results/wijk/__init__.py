"""The tables of ``wijkrapport.json``, part by part; a part adds its tables here."""

from __future__ import annotations

from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.wijk.budget import BUDGET_TABLES
from maatschappelijk_rendement.results.wijk.indicators import INDICATOR_LINES, TREND_LINES
from maatschappelijk_rendement.results.wijk.routes import ROUTE_TABLES

WIJK_TABLES: tuple[ResultTable[Row], ...] = (INDICATOR_LINES, TREND_LINES, *BUDGET_TABLES, *ROUTE_TABLES)
"""In the order of the file."""
