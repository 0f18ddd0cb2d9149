"""The comparison by age and sex as rows of the series, for who does not program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from maatschappelijk_rendement.domain.money import to_euros
from maatschappelijk_rendement.opendata.care_costs import TABLE, CareCosts
from maatschappelijk_rendement.opendata.series import AreaFigure
from maatschappelijk_rendement.opendata.standardisation import StandardisedCost, standardised

BY_AGE_AND_SEX = "naar leeftijd en geslacht"
SMALL = f"{BY_AGE_AND_SEX}; kleine groep"


def comparison_rows(costs: Iterable[CareCosts], places: Sequence[str]) -> tuple[AreaFigure, ...]:
    """Give for each place, year and indicator the expected cost, the ratio and the gap.

    Args:
        costs: Files, one a year; each is compared with everyone in it.
        places: Municipalities or postcodes, in any spelling.

    Returns:
        Rows ``<indicator>_verwacht`` [euro], ``_verhouding`` [times expected; None where nothing was
        expected], ``_verschil`` [euro] and ``_verschil_gemiddeld`` [euro per insured year].

    Raises:
        InputError: A place is not in a file.

    Example:
        >>> from maatschappelijk_rendement.opendata.vektis import read_vektis
        >>> costs = read_vektis("voorbeelden/opendata/vektis_2023_gemeente_synthetisch.csv")
        >>> [(row.indicator, str(row.value)) for row in comparison_rows([costs], ["Oss"])][1]
        ('zvw_totaal_verhouding', '1.033')
    """
    return tuple(
        figure
        for place in places
        for file in sorted(costs, key=lambda file: file.year)
        for row in standardised(file, place).rows
        for figure in _figures(file, row)
    )


def _figures(file: CareCosts, row: StandardisedCost) -> Iterable[AreaFigure]:
    found: tuple[tuple[str, str, Decimal | None, str], ...] = (
        ("verwacht", "verwacht", to_euros(row.expected_cents), "euro"),
        ("verhouding", "gedeeld door verwacht", row.ratio, "keer verwacht"),
        ("verschil", "min verwacht", to_euros(row.gap_cents), "euro"),
        (
            "verschil_gemiddeld",
            "min verwacht, gemiddeld",
            to_euros(row.gap_per_year_cents),
            "euro per verzekerdejaar",
        ),
    )
    is_postcode = file.by == "postcode3"
    for name, words, value, unit in found:
        yield AreaFigure(
            year=row.year,
            period="jaar",
            code=row.place if is_postcode else "",
            name=row.place,
            municipality="" if is_postcode else row.place,
            indicator=f"{row.indicator}_{name}",
            label=f"{row.label}, {words}",
            breakdown=SMALL if row.is_small else BY_AGE_AND_SEX,
            value=value,
            unit=unit,
            table=TABLE,
            file=file.file,
            borders=file.year,
        )
