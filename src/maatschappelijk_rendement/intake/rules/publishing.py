"""What is known before a report is made: whether there are cases enough to publish any figure."""

from __future__ import annotations

from collections.abc import Iterator

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.tables import CASES


def enough_cases_to_publish(cases: int, minimum: int) -> Iterator[Finding]:
    """A group below the minimum is never published; better known before the report is made.

    Args:
        cases: Number of cases.
        minimum: Fewest cases behind a published figure.

    Example:
        >>> [finding.code for finding in enough_cases_to_publish(9, 10)]
        ['te_klein_voor_openbaar']
    """
    if cases < minimum:
        text = f"Deze werkmap is te klein om openbaar te maken: {cases} casussen, ten minste {minimum} nodig."
        advice = "Voeg casussen toe, of maak een vertrouwelijk rapport met --intern."
        yield Finding("waarschuwing", CASES.sheet, "", "te_klein_voor_openbaar", text, advice)
