"""The tables of ``wijkrapport.json``, part by part; a part adds its tables here."""

from __future__ import annotations

from maatschappelijk_rendement.results.columns import Row
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.wijk.budget import BUDGET_TABLES
from maatschappelijk_rendement.results.wijk.health import DIMENSION_LINES, HEALTH_LINES, HEALTH_TREND_LINES
from maatschappelijk_rendement.results.wijk.indicators import (
    FRAME_ROWS,
    INDICATOR_LINES,
    RESULT_AREA_LINES,
    TREND_LINES,
    VIEW_LINES,
)
from maatschappelijk_rendement.results.wijk.registers import (
    ATTENDANCE_LINES,
    PLEDGE_LINES,
    SESSION_LINES,
    SURVEY_LINES,
    TREE_LINES,
    WEIGHING_LINES,
)
from maatschappelijk_rendement.results.wijk.routes import ROUTE_TABLES

WIJK_TABLES: tuple[ResultTable[Row], ...] = (
    RESULT_AREA_LINES,
    FRAME_ROWS,
    VIEW_LINES,
    INDICATOR_LINES,
    TREND_LINES,
    DIMENSION_LINES,
    HEALTH_LINES,
    HEALTH_TREND_LINES,
    SESSION_LINES,
    ATTENDANCE_LINES,
    SURVEY_LINES,
    TREE_LINES,
    WEIGHING_LINES,
    PLEDGE_LINES,
    *BUDGET_TABLES,
    *ROUTE_TABLES,
)
"""In the order of the file."""
