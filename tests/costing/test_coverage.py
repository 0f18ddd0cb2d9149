"""A day without a price is refused and named: the right day, product and line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.costing.lines_by_hand import CASES, TARIFFS, usage

from maatschappelijk_rendement.costing import Constant, Current, price_usage
from maatschappelijk_rendement.costing.prices import CARRY_ADVICE
from maatschappelijk_rendement.domain.errors import Finding, TariffMissingError
from maatschappelijk_rendement.domain.tariffs import Indices, Tariffs
from maatschappelijk_rendement.domain.tariffs.indices import IndexFigure
from maatschappelijk_rendement.domain.vocabulary import IndexName

# Known from 2015 up to the summer of 2017; the window before is 2017, the one after 2018.
KNOWN = {"valid_from": date(2015, 1, 1), "valid_until": date(2017, 7, 1)}
SHORT = Tariffs().add([replace(TARIFFS.rows[0], **KNOWN)])
OTHER = SHORT.add([replace(SHORT.rows[0], code="A.ANDER")])


def refused(
    tariffs: Tariffs, mode: Current | Constant, *, lines: object = None, indices: Indices | None = None
) -> list[Finding]:
    with pytest.raises(TariffMissingError) as found:
        price_usage(
            usage() if lines is None else lines, CASES, tariffs, mode=mode, period_months=12, indices=indices
        )
    return list(found.value.findings)


def test_the_first_line_and_day_without_a_price_are_named_once_a_product() -> None:
    (finding,) = refused(SHORT, Current())
    assert (finding.sheet, finding.cell, finding.code) == ("Gebruik", "2", "prijs_ontbreekt")
    assert "Product L.HULP heeft geen prijs op 1 juli 2017." in finding.text
    assert "1 januari 2015 tot en met 30 juni 2017" in finding.text
    assert finding.advice.endswith(CARRY_ADVICE)


def test_products_are_named_in_the_order_of_their_first_line() -> None:
    found = refused(OTHER, Current(), lines=usage(product_code=["L.HULP", "A.ANDER", "L.HULP"]))
    assert [(finding.cell, finding.text.split()[1]) for finding in found] == [
        ("2", "L.HULP"),
        ("3", "A.ANDER"),
    ]


def test_lines_without_a_number_are_refused_without_a_place() -> None:
    (finding,) = refused(SHORT, Current(), lines=usage().drop(columns="line"))
    assert (finding.sheet, finding.cell) == ("Gebruik", "")


def test_a_day_that_the_index_can_fill_is_not_the_day_that_is_missing() -> None:
    """The index brings the price to the rest of 2017, and knows no 2018."""
    figures = {2017: IndexFigure(Fraction(2), False, False, ("verzonnen",))}
    (finding,) = refused(SHORT, Current(IndexName.OVA), indices=Indices({IndexName.OVA: figures}))
    assert finding.cell == "3"
    assert "2018" in finding.text
    assert "1 juli 2017" not in finding.text


@pytest.mark.parametrize("per", ["week", "totaal", "eenmalig"])
@pytest.mark.parametrize(
    "mode",
    [Current(), Current(IndexName.OVA), Constant(2018, IndexName.OVA)],
    ids=["current", "carried", "constant"],
)
def test_a_line_wholly_outside_its_window_costs_nothing_and_needs_neither_price_nor_index(
    per: str, mode: Current | Constant
) -> None:
    """Line 2 uses the second half of 2017 in its window of 2018, line 4 a year long gone; no index at all."""
    lines = usage(
        product_code=["L.HULP", "A.ANDER", "L.HULP"],
        moment=["na", "voor", "na"],
        per=[per, "week", per],
        start=[date(2017, 8, 1), date(2017, 1, 1), date(1999, 1, 1)],
        end=[date(2018, 1, 1), date(2017, 2, 1), date(1999, 2, 1)],
        price_e4=[None, 50_000, None],
    ).astype({"price_e4": "Int64"})
    priced = price_usage(
        lines, CASES, OTHER, mode=mode, period_months=12, indices=Indices({IndexName.OVA: {}})
    )
    costs = priced.lines.set_index("line")
    assert costs["in_window_cents"].drop(3).tolist() == [0, 0]
    assert costs["one_off_cents"].drop(3).tolist() == [0, 0]
    assert costs["structural_cents"].tolist() == [0, 0, 0]
    # The line with its own price beside them: 31 days are 31/7 weeks of 2 hours at 5 euros.
    assert costs.loc[3, "in_window_cents"] == 44_29
    assert [finding.code for finding in priced.findings] == ["regel_buiten_venster"] * 2


def test_a_price_year_that_cannot_be_reached_is_said_of_the_first_line_that_needs_it() -> None:
    """Line 2 lies outside its window; lines 3 and 4 need the year, and the index knows it not."""
    lines = usage(start=[date(1999, 1, 1), None, None], end=[date(1999, 2, 1), None, None])
    figures = {2017: IndexFigure(Fraction(2), False, False, ("verzonnen",))}
    (finding,) = refused(
        SHORT, Constant(2018, IndexName.OVA), lines=lines, indices=Indices({IndexName.OVA: figures})
    )
    assert (finding.sheet, finding.cell, finding.code) == ("Gebruik", "3", "index_ontbreekt")


def test_a_line_with_its_own_price_needs_no_tariff() -> None:
    lines = usage(price_e4=[50_000] * 3).astype({"price_e4": "Int64"})
    priced = price_usage(lines, CASES, SHORT, mode=Current(), period_months=12)
    assert (priced.lines["in_window_cents"] > 0).all()
    assert priced.prices == ()


def test_every_unknown_product_is_named_and_none_is_guessed_at() -> None:
    lines = usage(product_code=["X9", "L.HULP", "Q7"])
    assert refused(SHORT, Current(), lines=lines) == [
        Finding(
            "fout",
            "Gebruik",
            "",
            "productcode_onbekend",
            f"De productcode {code} is onbekend.",
            "Kies een code uit mr tarieven of zet de prijs op blad Tarieven, met stroom en eenheid.",
        )
        for code in ("Q7", "X9")
    ]


def test_a_price_year_known_in_part_is_warned_of_by_the_name_of_its_product() -> None:
    """Known up to July 2017: 181 of the 365 days."""
    priced = price_usage(usage(), CASES, SHORT, mode=Constant(2017, IndexName.CPI), period_months=12)
    (warning,) = priced.findings
    assert warning.code == "prijsjaar_deels_bekend"
    assert warning.text.startswith("Product L.HULP heeft in 2017 maar voor 181 van de 365 dagen een prijs.")
