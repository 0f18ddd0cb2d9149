"""Disclosure control: the only gate between exact results and a page."""

from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.rules.cells import CellStats, cell_stats, score_stats
from maatschappelijk_rendement.disclosure.tables.layout import ExactTable
from maatschappelijk_rendement.disclosure.tables.publish import publish
from maatschappelijk_rendement.disclosure.tables.published import Published

__all__ = ["CellStats", "ExactTable", "Published", "Rules", "cell_stats", "publish", "score_stats"]
