"""The warnings above every page of a scenario."""

from __future__ import annotations

from collections.abc import Iterable

from maatschappelijk_rendement.report.document import Notice
from maatschappelijk_rendement.sharing.scenario import Scenario

SYNTHETIC = "Synthetisch voorbeeld. Alle bedragen en percentages zijn verzonnen."
CONFIDENTIAL = (
    "VERTROUWELIJK. De bedragen gaan over een klein aantal casussen en zijn niet beveiligd. Deel ze niet en "
    "publiceer ze niet."
)


def marks(scenarios: Iterable[Scenario]) -> tuple[Notice, ...]:
    """Give the warnings of one or more scenarios: what holds for one holds for the page."""
    known = list(scenarios)
    found = [
        (SYNTHETIC, any(one.is_synthetic for one in known)),
        (CONFIDENTIAL, any(one.is_confidential for one in known)),
    ]
    return tuple(Notice(text) for text, applies in found if applies)
