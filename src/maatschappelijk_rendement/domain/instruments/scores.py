"""Whether scores fit their instruments: the same check for every way a score comes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maatschappelijk_rendement.domain.errors import Finding, InputError
from maatschappelijk_rendement.domain.instruments.definition import InstrumentDefinition
from maatschappelijk_rendement.domain.model import WellbeingScore

SHEET = "Welbevinden"


def check_scores(definitions: Mapping[str, InstrumentDefinition], scores: Iterable[WellbeingScore]) -> None:
    """Refuse scores that do not fit.

    Args:
        definitions: Instruments by id.
        scores: The scores, in order.

    Raises:
        InputError: An instrument is unknown, or a score or onderdeel does not fit it; holds every finding,
            each with the place of its score, counted from 1.

    Example:
        >>> from maatschappelijk_rendement.domain.instruments import load
        >>> check_scores(load(), [])
    """
    findings = []
    for place, score in enumerate(scores, start=1):
        definition = definitions.get(score.instrument)
        if definition is None:
            text, code = "Dit instrument is onbekend.", "instrument_onbekend"
            advice = "Verbeter de naam, of geef het TOML-bestand van uw eigen instrument mee."
            findings.append(Finding("fout", SHEET, str(place), code, text, advice))
        elif problem := definition.check(score.item, score.score):
            findings.append(Finding("fout", SHEET, str(place), "score_past_niet", problem))
    if findings:
        raise InputError(findings)
