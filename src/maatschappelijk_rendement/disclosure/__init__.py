"""Disclosure control: the only gate between exact results and a page."""

from maatschappelijk_rendement.disclosure.cells import CellStats, cell_stats, score_stats
from maatschappelijk_rendement.disclosure.layout import ExactTable
from maatschappelijk_rendement.disclosure.publish import publish
from maatschappelijk_rendement.disclosure.published import Published
from maatschappelijk_rendement.disclosure.rules import Rules

__all__ = ["CellStats", "ExactTable", "Published", "Rules", "cell_stats", "publish", "score_stats"]
