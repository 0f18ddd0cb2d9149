"""One cause, one finding: with how many products it has, and where the first stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.intake.own_formats.line_shares import LinePlace


@dataclass(slots=True)
class Grouped:
    """Collects what is wrong by cause.

    Example:
        >>> from maatschappelijk_rendement.intake.own_formats.message import MessagePlace
        >>> grouped = Grouped()
        >>> for number in (4, 2):
        ...     grouped.add(MessagePlace(number, 1, 1), "code", "Deze code is onbekend.", "Voeg haar toe.")
        >>> [(finding.place, finding.count) for finding in grouped.findings]
        [('bericht 2, cliënt 1, product 1', 2)]
    """

    _places: dict[tuple[str, str, str], list[LinePlace]] = field(default_factory=dict)

    def add(self, place: LinePlace, code: str, text: str, advice: str) -> None:
        """Note that a product has this."""
        self._places.setdefault((code, text, advice), []).append(place)

    @property
    def findings(self) -> list[Finding]:
        """One finding a cause, at the first place."""
        return [
            Finding("fout", str(min(places)), "", code, text, advice, count=len(places))
            for (code, text, advice), places in self._places.items()
        ]
