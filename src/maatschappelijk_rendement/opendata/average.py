"""What an average resident costs by stream, beside a case. That is another population, and it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up, to_cents, to_euros
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.domain.vocabulary import Stream
from maatschappelijk_rendement.opendata.care_costs import TOTAL, TOTAL_LABEL, CareCosts, insured_years, totals
from maatschappelijk_rendement.opendata.layouts import kind_of
from maatschappelijk_rendement.opendata.series import AreaSeries

if TYPE_CHECKING:
    import pandas as pd

OTHER_POPULATION = (
    "Een gemiddelde inwoner is een andere groep dan uw casussen: alle inwoners samen, jong en oud, gezond en "
    "ziek. Het gemiddelde is een maat om een bedrag naast te leggen. Het is geen norm, geen doel en niet wat "
    "een casus zonder de aanpak had gekost."
)
NO_FIGURES = "geen open cijfers per inwoner"
_REGIONAL_TOTAL = "zorg_totaal"


@dataclass(frozen=True, slots=True)
class AverageCost(Tabular):
    """What an average resident costs in a year.

    Attributes:
        stream: The financing stream.
        indicator: The indicator.
        label: What it is, in Dutch.
        cents: Cost a year [euro cent, half-up].
        year: The year.
        place: Of which place.
        source: Where it stands.
    """

    stream: Stream
    indicator: str
    label: str
    cents: int
    year: int
    place: str
    source: str


@dataclass(frozen=True, slots=True)
class BesideAverage(Tabular):
    """A stream of a case beside an average resident.

    Attributes:
        stream: The financing stream.
        case_cents: What the case costs a year; None where not given.
        average_cents: What an average resident costs a year; None where there are no open figures.
        times: How many times the average that is, to one decimal; None where either is not known.
        year: Year of the average.
        place: Place of the average.
        source: Source of the average, or why there is none.
        note: That it is another population.
    """

    stream: Stream
    case_cents: int | None
    average_cents: int | None
    times: Decimal | None
    year: int | None
    place: str
    source: str
    note: str = OTHER_POPULATION


def care_average(costs: CareCosts, place: str) -> tuple[AverageCost, ...]:
    """Give what an average insured resident of a place costs a year, from Vektis.

    Args:
        costs: The file.
        place: Municipality or postcode, in any spelling.

    Returns:
        All of the Zvw first, then each indicator; per insured year.

    Raises:
        InputError: The place is not in the file.
    """
    cells = costs.of(place)
    years = Fraction(insured_years(cells))
    by_column = dict(zip(costs.columns, totals(cells), strict=True))
    named = [(TOTAL, TOTAL_LABEL, sum(by_column.values()))]
    named += [(column.indicator, column.label, cents) for column, cents in by_column.items()]
    return tuple(
        AverageCost(
            Stream.ZVW, indicator, label, half_up(cents / years), costs.year, place, f"Vektis {costs.year}"
        )
        for indicator, label, cents in named
        if years
    )


def regional_average(
    series: AreaSeries, code: str, *, residents: int | None = None, breakdown: str = ""
) -> tuple[AverageCost, ...]:
    """Give what an average resident of an area costs in its newest year, from Regiobeeld.

    Args:
        series: What ``read_regional`` gave.
        code: The area.
        residents: How many residents it has, where the file gives totals; leave it out where the file gives
            euros per resident. Nothing in the file says which of the two it is: look at its title.
        breakdown: Which kind of figure, where the file has more than one (Cijfersoort).

    Raises:
        UsageError: The area has no cost in this series, or there are no residents.
    """
    rows = [row for row in series.rows if row.code == code and row.value is not None and row.unit == "euro"]
    if not rows:
        raise UsageError("Van dit gebied staan er geen zorgkosten in deze reeks.")
    if residents is not None and residents < 1:
        raise UsageError("Geef het aantal inwoners als geheel getal van 1 of meer.")
    if breakdown:
        rows = [row for row in rows if row.breakdown == breakdown]
    if len({row.breakdown for row in rows}) != 1:
        raise UsageError("Dit bestand heeft meer soorten cijfers. Geef er een op met breakdown.")
    newest = max(row.year for row in rows)
    rank = {column.indicator: place for place, column in enumerate(kind_of("regiobeeld").columns)}
    return tuple(
        AverageCost(
            Stream.ZVW,
            row.indicator,
            row.label,
            half_up(Fraction(to_cents(row.value or Decimal(0)), residents or 1)),
            row.year,
            row.name or row.code,
            f"RIVM Regiobeeld {row.year}",
        )
        for row in sorted(rows, key=lambda row: rank[row.indicator])
        if row.year == newest
    )


def beside_average(
    case_cents: Mapping[Stream | str, int], averages: Iterable[AverageCost]
) -> tuple[BesideAverage, ...]:
    """Put what a case costs a year beside what an average resident does, by stream.

    Args:
        case_cents: What the case, or the mean of cases, costs a year, by stream [euro cent].
        averages: Of ``care_average`` or ``regional_average``.

    Returns:
        A row for each stream that either has, in the order of the streams.

    Raises:
        UsageError: A stream is unknown.

    Example:
        >>> average = AverageCost(Stream.ZVW, "zvw_totaal", "samen", 300_000, 2023, "Oss", "Vektis 2023")
        >>> for row in beside_average({"Zvw": 1_260_000, "Wmo": 800_000}, [average]):
        ...     print(row.stream, row.case_cents, row.average_cents, row.times, row.source)
        Wmo 800000 None None geen open cijfers per inwoner
        Zvw 1260000 300000 4.2 Vektis 2023
    """
    known = {stream.value: stream for stream in Stream}
    unknown = [name for name in case_cents if str(name) not in known]
    if unknown:
        raise UsageError(f"Een financieringsstroom is onbekend. Kies uit: {', '.join(known)}.")
    cases = {known[str(name)]: cents for name, cents in case_cents.items()}
    whole = {row.stream: row for row in averages if row.indicator in {TOTAL, _REGIONAL_TOTAL}}
    return tuple(
        _beside(stream, cases.get(stream), whole.get(stream))
        for stream in Stream
        if stream in cases or stream in whole
    )


def _beside(stream: Stream, case: int | None, average: AverageCost | None) -> BesideAverage:
    cents = None if average is None else average.cents
    times = None if case is None or not cents else Decimal(half_up(Fraction(10 * case, cents))).scaleb(-1)
    return BesideAverage(
        stream=stream,
        case_cents=case,
        average_cents=cents,
        times=times,
        year=None if average is None else average.year,
        place="" if average is None else average.place,
        source=NO_FIGURES if average is None else average.source,
    )


def average_frame(rows: Iterable[BesideAverage]) -> pd.DataFrame:
    """Give the rows of ``beside_average`` as a pandas frame.

    Returns:
        stroom, plaats, bron, let_op [text]; casus, gemiddelde_inwoner [euro a year, Decimal or None]; keer
        [Decimal or None]; jaar [int or None].
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "stroom": row.stream.value,
                "casus": None if row.case_cents is None else to_euros(row.case_cents),
                "gemiddelde_inwoner": None if row.average_cents is None else to_euros(row.average_cents),
                "keer": row.times,
                "jaar": row.year,
                "plaats": row.place,
                "bron": row.source,
                "let_op": row.note,
            }
            for row in rows
        ],
        dtype=object,
    )
