"""Small words: numbers with their nouns, and what to say where a figure is not there."""

from __future__ import annotations

from maatschappelijk_rendement.domain.money import dutch_number
from maatschappelijk_rendement.report.rows import instrument_facts, is_hidden
from maatschappelijk_rendement.results.columns import FigureRow
from maatschappelijk_rendement.results.counts import AS_SHARE, Wellbeing
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import TRACEABLE, WORDS


def count(number: int | None, one: str, many: str) -> str:
    """Write a number with its noun; a number that is not there was hidden.

    Example:
        >>> count(1, "casus", "casussen"), count(32, "casus", "casussen"), count(None, "casus", "casussen")
        ('1 casus', '32 casussen', 'een onderdrukt aantal casussen')
    """
    if number is None:
        return f"een onderdrukt aantal {many}"
    return f"{dutch_number(number)} {one if number == 1 else many}"


def cases(number: int | None) -> str:
    """Write a number of cases."""
    return count(number, "casus", "casussen")


def residents(number: int | None) -> str:
    """Write a number of residents."""
    return count(number, "bewoner", "bewoners")


def months(number: int) -> str:
    """Write a number of months."""
    return count(number, "maand", "maanden")


def absent(row: FigureRow | None, key: str = "som_eur") -> str:
    """Say why a figure is not there.

    Example:
        >>> from maatschappelijk_rendement.results.counts import UsageOrigin
        >>> row = UsageOrigin(status="onderdrukt", origin="dossier", n_lines=None)
        >>> absent(row, "n_regels")
        'onderdrukt (te herleiden)'
    """
    if row is None:
        return "niet gemeten"
    if is_hidden(row, key):
        return f"onderdrukt ({TRACEABLE})"
    return "onbekend"


def instrument_name(results: Results, instrument: str) -> str:
    """Name an instrument as readers know it; an instrument of the user's own by the name it was given."""
    return WORDS.get(instrument) or instrument_facts(results, instrument).name


def score_noun(results: Results, instrument: str, row: Wellbeing) -> str:
    """Name what is averaged, to begin a sentence with: a grade, a computed value, or a share.

    Args:
        results: Published results.
        instrument: The instrument.
        row: A row with its mean.
    """
    if row.mean_as == AS_SHARE:
        return "Het deel dat bloeit"
    return "De waarde" if instrument_facts(results, instrument).of else "Het cijfer"
