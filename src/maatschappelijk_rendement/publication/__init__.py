"""From exact results to published ones: tables as in ``resultaten.json``, through disclosure control.

Nothing is computed here. Each function turns one exact result into rows with the words of contract.md,
section 2, and beside every figure the statistics by which ``disclosure.tables.publish`` judges it.
"""

from maatschappelijk_rendement.publication.findings import after_is_over
from maatschappelijk_rendement.publication.gate import publish_analysis
from maatschappelijk_rendement.publication.report import Report

__all__ = ["Report", "after_is_over", "publish_analysis"]
