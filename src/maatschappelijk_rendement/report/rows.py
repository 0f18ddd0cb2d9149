"""Find rows in published results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from maatschappelijk_rendement.domain.vocabulary import HELP, Instrument
from maatschappelijk_rendement.results.costs import DIFFERENCES, LEVELS, Difference
from maatschappelijk_rendement.results.counts import WELLBEING, Wellbeing
from maatschappelijk_rendement.results.sections import INSTRUMENTS, InstrumentUsed
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.words import ORDER, rank

AnyRow = TypeVar("AnyRow", bound=Mapping[str, object])

MAIN_INSTRUMENT = Instrument.GRADE.value


def select(rows: Iterable[AnyRow], **wanted: object) -> list[AnyRow]:
    """Give the rows whose columns have these values, in order.

    Example:
        >>> select([{"groep": "nieuw", "n": 1}, {"groep": "bestaand", "n": 2}], groep="bestaand")
        [{'groep': 'bestaand', 'n': 2}]
    """
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def first(rows: Iterable[AnyRow], **wanted: object) -> AnyRow | None:
    """Give the first row whose columns have these values, or nothing."""
    found = select(rows, **wanted)
    return found[0] if found else None


def ordered(rows: Iterable[AnyRow]) -> list[AnyRow]:
    """Put rows in the order people read them in: existing cases, then new; the laws; before, then after.

    Example:
        >>> rows = [{"stroom": "totaal"}, {"stroom": "Zvw"}, {"stroom": "Wmo"}]
        >>> [row["stroom"] for row in ordered(rows)]
        ['Wmo', 'Zvw', 'totaal']
    """
    return sorted(rows, key=lambda row: tuple(rank(key, row.get(key)) for key in ORDER))


def is_hidden(row: Mapping[str, object], key: str) -> bool:
    """Tell whether disclosure control hid this value; an unknown value is not hidden."""
    hidden_keys = cast("Sequence[str]", row.get("onderdrukt") or ())
    return row.get("status") == "onderdrukt" or key in hidden_keys


def total_delta(results: Results, group: str, moment: str = "na") -> Difference | None:
    """Give the row with the total difference of a group."""
    return first(results.of(DIFFERENCES), moment=moment, groep=group, wijk="totaal", stroom="totaal")


def started_help(results: Results) -> list[Difference]:
    """Give the differences of the new cases in the help that began with the MDO: it cost nothing before.

    Only streams whose cost before is shown, and is zero: of the others nothing can be said.
    """
    of_new = select(results.of(LEVELS), groep="nieuw", wijk="totaal", moment="voor")
    before = {row.stream: row.cost for row in of_new}
    changes = select(results.of(DIFFERENCES), moment="na", groep="nieuw", wijk="totaal")
    return [
        row
        for row in ordered(changes)
        if row.stream in HELP and (row.total or 0) > 0 and before.get(row.stream) == 0
    ]


def mean_score(results: Results, moment: str, instrument: str) -> Wellbeing | None:
    """Give the row with the mean score of all residents at a moment."""
    scores = select(results.of(WELLBEING), instrument=instrument, onderdeel=None)
    return first(scores, groep="totaal", wijk="totaal", moment=moment)


def instrument_facts(results: Results, instrument: str) -> InstrumentUsed:
    """Give the name, scale and warnings of an instrument."""
    return next(row for row in results.of(INSTRUMENTS) if row.instrument == instrument)


def main_instrument(results: Results) -> str | None:
    """Give the instrument the words speak about: the grade when it was used, else the first one.

    What is computed from the items of another instrument comes last: a report speaks of it where nothing
    else was asked as one question.
    """
    used = list(dict.fromkeys(row.instrument for row in results.of(WELLBEING) if row.item is None))
    if MAIN_INSTRUMENT in used:
        return MAIN_INSTRUMENT
    given = [name for name in used if not instrument_facts(results, name).of]
    return next(iter((*given, *used)), None)
