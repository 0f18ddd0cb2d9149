"""The synthetic Ruwaard set: made-up cases whose totals are those that the Proeftuin Ruwaard published.

No case of that project is public. The rows in ``voorbeeld/`` were made up as a wijkteam may write them; some
counts (visits, sessions, rides, kilometres) were then chosen so that the sums come out on the cent at the
shipped prices. The test of this module states what they add up to.

Source: Leergeschiedenis Proeftuin Ruwaard, 2018, chapter 4: 32 existing cases, -132.394 euro; 23 residents in
21 cases from 3,5 to 8,3; 8,5 at repeat in 9 cases.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from maatschappelijk_rendement.domain import model
from maatschappelijk_rendement.domain import vocabulary as v
from maatschappelijk_rendement.domain.calendar import after_inclusive
from maatschappelijk_rendement.domain.tables import CASES, MDO, USAGE, WELLBEING, CellKind, SheetTable

NOTE = (
    "Synthetisch voorbeeld, gekalibreerd op gepubliceerde totalen: alle casussen en bewoners zijn verzonnen. "
    "Alleen de totalen zijn die van de Proeftuin Ruwaard (Leergeschiedenis 2018, hoofdstuk 4)."
)
DAY_TITLE = "Voorbeeld met prijzen van de dag (synthetisch)"
DAY_NOTE = (
    "Synthetisch voorbeeld: alle casussen en bewoners zijn verzonnen, en de totalen horen bij niemand. "
    "Maak het rapport met --indexeer: niet elke dag heeft een prijs."
)
YEARS_LATER = 5
WITHOUT_NORM = "PW.BEWIND"
INVENTED_PRICE = "Verzonnen prijs bij een synthetisch voorbeeld"


SETTINGS = model.AnalysisSettings(
    title="Proeftuin Ruwaard (synthetisch, gekalibreerd op gepubliceerde totalen)",
    municipality="Oss",
    municipality_code="GM0828",
    period_months=12,
    price_mode=v.PriceMode.CONSTANT,
    price_year=2022,  # most shipped reference prices are of that year
    index=v.IndexName.CPI,
    price_basis=v.PriceBasis.REFERENCE,
    comparison=v.Comparison.BEFORE_AFTER,
    after_basis=v.AfterBasis.REALISED,
    mdo_costs=v.MdoCosts.APART,
    selection=v.Selection.UNKNOWN,
    cases_in_total=300,
)

# About 28.000 a year for the house in the wijk is in the source; the other two amounts are made up.
PROGRAMME = (
    model.ProgrammePost(
        post="Huis in de wijk", payer=v.Payer.GEMEENTE, amount_eur=Decimal(28_000), year=2018, one_off=False
    ),
    model.ProgrammePost(
        post="Programmateam (verzonnen)",
        payer=v.Payer.GEMEENTE,
        amount_eur=Decimal(42_500),
        year=2018,
        one_off=False,
    ),
    model.ProgrammePost(
        post="Leerbijeenkomsten (verzonnen)",
        payer=v.Payer.ZORGVERZEKERAAR,
        amount_eur=Decimal(6_400),
        year=2017,
        one_off=True,
    ),
)

# No published price of a half-day in a house in the wijk was found.
LOCAL_TARIFFS = (
    model.Tariff(
        code="LOKAAL.WIJKHUIS.DAGDEEL",
        description="Inloop en activiteit in het huis in de wijk, dagdeel",
        stream=v.Stream.WELZIJN,
        unit="dagdeel",
        price_eur=Decimal("12.50"),
        valid_from=date(2022, 1, 1),
        valid_until=date(2023, 1, 1),
        source_text=INVENTED_PRICE,
        kind="voorbeeld",
        price_basis="referentieprijs",
        category="inloop",
        is_local=True,
    ),
)


def ruwaard() -> model.CaseLoad:
    """Give the synthetic Ruwaard set: 32 existing and 10 new cases, before, after and at repeat.

    Example:
        >>> caseload = ruwaard()
        >>> len(caseload.cases), "synthetisch" in caseload.settings.title
        (42, True)
    """
    return model.CaseLoad(
        settings=SETTINGS,
        cases=tuple(model.Case(**row) for row in _rows(CASES)),
        usage=tuple(model.Usage(**row) for row in _rows(USAGE)),
        scores=tuple(model.WellbeingScore(**row) for row in _rows(WELLBEING)),
        mdo=tuple(model.MdoEffort(**row) for row in _rows(MDO)),
        programme=PROGRAMME,
        tariffs=LOCAL_TARIFFS,
    )


def at_prices_of_the_day() -> model.CaseLoad:
    """Give the same made-up cases five years later, priced at the price of each day.

    Most shipped prices are of 2022, so in those years both price modes can be shown with them: a day without
    a price takes the nearest one by index, which has to be allowed (``carry=True``, ``--indexeer``). Lines
    of bewind are left out, for the store has no norm of 2023 and a norm is never indexed. Its totals are
    nobody's.

    Example:
        >>> caseload = at_prices_of_the_day()
        >>> caseload.settings.price_mode.value, min(case.mdo_date.year for case in caseload.cases)
        ('lopend', 2022)
    """
    given = ruwaard()
    return replace(
        given,
        settings=replace(given.settings, title=DAY_TITLE, price_mode=v.PriceMode.CURRENT),
        cases=tuple(
            replace(case, mdo_date=_later(case.mdo_date), repeat_date=_later(case.repeat_date))
            for case in given.cases
        ),
        usage=tuple(
            replace(line, start=_later(line.start), end=_later(line.end))
            for line in given.usage
            if not line.product_code.startswith(WITHOUT_NORM)
        ),
        scores=tuple(replace(score, measured_on=_later(score.measured_on)) for score in given.scores),
        programme=tuple(replace(post, year=post.year + YEARS_LATER) for post in given.programme),
    )


def _later(day: Any) -> Any:
    """Move a day by some years; no day of the example is 29 February, and some days are empty."""
    return day and day.replace(year=day.year + YEARS_LATER)


def _rows(table: SheetTable) -> Iterator[dict[str, Any]]:
    """Read the rows of a table; its file has the workbook's headers, a point in numbers and ISO dates."""
    resource = files("maatschappelijk_rendement.intake") / "voorbeeld" / f"{table.sheet.lower()}.csv"
    for texts in csv.DictReader(resource.read_text(encoding="utf-8").splitlines()):
        row: dict[str, Any] = {}
        for header, text in texts.items():
            column = table.by_header[header]
            if column.kind is CellKind.STREAMS:
                row[column.name] = tuple(text.split(";"))
            elif column.kind is CellKind.LAST_DAY:
                row[column.name] = after_inclusive(date.fromisoformat(text)) if text else None
            else:
                row[column.name] = text or None
        yield row
