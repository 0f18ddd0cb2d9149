"""Indirect standardisation by age and sex: what a place costs beside what it would with everyone's rates.

expected = sum over age and sex of (cost of all / insured years of all) x insured years of the place. The
ratio is observed over expected, the gap observed minus expected (Breslow and Day, Statistical Methods in
Cancer Research II, 1987, chapter 2). Exact: rounded once, to the cent and to three decimals.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up, to_euros
from maatschappelijk_rendement.domain.tabular import Tabular
from maatschappelijk_rendement.opendata.care_costs import (
    TOTAL,
    TOTAL_LABEL,
    CareCell,
    CareCosts,
    insured_years,
    totals,
)

if TYPE_CHECKING:
    import pandas as pd

SMALL_POPULATION = 1_000
"""Under so many insured years one expensive patient moves the ratio: 100.000 euros is 100 euros a year. Our
own choice; no source gives a bound."""
_OTHER_WORK = (
    "Vergelijking naar leeftijd en geslacht: de kosten van een gemeente naast wat zij zouden zijn met de "
    "kosten van iedereen van dezelfde leeftijd en hetzelfde geslacht. Een verschil is geen oordeel: "
    "gezondheid, inkomen en aanbod verschillen ook."
)


@dataclass(frozen=True, slots=True)
class StandardisedCost(Tabular):
    """One indicator of one place beside what was expected.

    Attributes:
        place: The place.
        year: The year.
        indicator: The indicator; ``zvw_totaal`` for all together.
        label: What it is, in Dutch.
        observed_cents: What it cost, in age and sex that the reference has too.
        expected_cents: What it would with the rates of the reference, half-up.
        gap_cents: Observed minus expected, half-up.
        gap_per_year_cents: The gap per insured year, half-up.
        ratio: Observed over expected, to three decimals; None where nothing was expected.
        insured_years: Insured years of the place, in age and sex that the reference has too.
        is_small: Whether there are so few that one patient moves the ratio.
    """

    place: str
    year: int
    indicator: str
    label: str
    observed_cents: int
    expected_cents: int
    gap_cents: int
    gap_per_year_cents: int
    ratio: Decimal | None
    insured_years: Decimal
    is_small: bool


@dataclass(frozen=True, slots=True)
class StandardisedCosts(Tabular):
    """A place beside what was expected.

    Attributes:
        rows: All together first, then each indicator.
        unmatched_years: Insured years of the place that were left out: age and sex that the reference lacks.
        absent_cells: How many combinations of age and sex the place lacks; those under ten people are in the
            rest row.
        rest_part: Which part of all insured years of the file is in the rest row, and so in no place.
        notices: What belongs beside the figures.
    """

    rows_in: ClassVar[str] = "rows"

    rows: tuple[StandardisedCost, ...]
    unmatched_years: Decimal
    absent_cells: int
    rest_part: Fraction
    notices: tuple[str, ...]

    def to_frame(self, *, euros: bool = True) -> pd.DataFrame:
        """Give the rows as a pandas frame.

        Args:
            euros: Changes nothing here: amounts are in euros.

        Returns:
            plaats, indicator, omschrijving [text]; jaar [int]; waargenomen, verwacht, verschil,
            verschil_per_verzekerdejaar [euro, Decimal]; verhouding, verzekerdejaren [Decimal]; klein [bool].
        """
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "plaats": row.place,
                    "jaar": row.year,
                    "indicator": row.indicator,
                    "omschrijving": row.label,
                    "waargenomen": to_euros(row.observed_cents),
                    "verwacht": to_euros(row.expected_cents),
                    "verschil": to_euros(row.gap_cents),
                    "verschil_per_verzekerdejaar": to_euros(row.gap_per_year_cents),
                    "verhouding": row.ratio,
                    "verzekerdejaren": row.insured_years,
                    "klein": row.is_small,
                }
                for row in self.rows
            ]
        )


def standardised(costs: CareCosts, place: str, *, reference: CareCosts | None = None) -> StandardisedCosts:
    """Compare a place with everyone, by age and sex.

    Args:
        costs: The file of the place.
        place: Municipality or postcode, in any spelling.
        reference: The file with whose rates to compare, of the same year; the same file when left out. The
            rest row has no age and no sex, so it is in neither; how large it is stands in the result.

    Returns:
        Observed, expected, ratio and gap, for all care together and for each indicator.

    Raises:
        InputError: The place is not in the file.
        UsageError: The reference is of another year or has other columns, or holds the place alone.

    Example:
        >>> from maatschappelijk_rendement.opendata.vektis import read_vektis
        >>> costs = read_vektis("voorbeelden/opendata/vektis_2023_gemeente_synthetisch.csv")
        >>> found = standardised(costs, "Oss")
        >>> found.rows[0].indicator, str(found.rows[0].ratio), found.rows[0].is_small
        ('zvw_totaal', '1.033', False)
    """
    basis = costs if reference is None else reference
    if basis.year != costs.year or basis.columns != costs.columns:
        raise UsageError(
            "Het bestand waarmee u vergelijkt, is van een ander jaar of heeft andere kolommen. Kies er een "
            "van hetzelfde jaar."
        )
    cells = costs.of(place)
    if basis is costs and len(cells) == len(costs.cells):
        raise UsageError(
            "In dit bestand staat alleen deze plaats. Dan is elk verschil 0, en dat zegt niets. "
            "Vergelijk met een bestand waarin ook de andere plaatsen staan."
        )
    rates = _rates(basis)
    known = [cell for cell in cells if (cell.sex, cell.age) in rates]
    years = insured_years(known)
    expected = [
        sum(
            (Fraction(cell.insured_years) * rates[cell.sex, cell.age][at] for cell in known),
            Fraction(0),
        )
        for at in range(len(costs.columns))
    ]
    observed = totals(known) or (0,) * len(costs.columns)
    named = [
        (TOTAL, TOTAL_LABEL, sum(observed), sum(expected, Fraction(0))),
        *(
            (column.indicator, column.label, seen, hoped)
            for column, seen, hoped in zip(costs.columns, observed, expected, strict=True)
        ),
    ]
    rows = tuple(
        StandardisedCost(
            place=place,
            year=costs.year,
            indicator=indicator,
            label=label,
            observed_cents=seen,
            expected_cents=half_up(hoped),
            gap_cents=half_up(seen - hoped),
            gap_per_year_cents=half_up((seen - hoped) / Fraction(years)) if years else 0,
            ratio=Decimal(half_up(1000 * seen / hoped)).scaleb(-3) if hoped else None,
            insured_years=years,
            is_small=years < SMALL_POPULATION,
        )
        for indicator, label, seen, hoped in named
    )
    have = {(cell.sex, cell.age) for cell in cells}
    return StandardisedCosts(
        rows,
        insured_years(cells) - years,
        len(rates.keys() - have),
        costs.rest_part(),
        (_OTHER_WORK, *costs.notices),
    )


def _rates(costs: CareCosts) -> dict[tuple[str, str], tuple[Fraction, ...]]:
    """Give the cost per insured year of everyone, by sex and age; where nobody was insured there is none."""
    groups: dict[tuple[str, str], list[CareCell]] = defaultdict(list)
    for cell in costs.cells:
        groups[cell.sex, cell.age].append(cell)
    return {
        key: tuple(cents / Fraction(insured_years(group)) for cents in totals(group))
        for key, group in groups.items()
        if insured_years(group)
    }
