"""From exact results to published ones: tables as in ``resultaten.json``, through disclosure control.

Nothing is computed here. Each function turns one exact result into rows with the words of contract.md,
section 2, and beside every figure the statistics by which ``disclosure.publish`` judges it.
"""

from maatschappelijk_rendement.publication.contributions import contributions
from maatschappelijk_rendement.publication.gate import content_hash, publish_analysis

__all__ = ["content_hash", "contributions", "publish_analysis"]
