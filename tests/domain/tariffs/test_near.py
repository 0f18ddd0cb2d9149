"""Which product was meant: by hand on a small price list, and on the one that ships."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from maatschappelijk_rendement.domain.model import Tariff
from maatschappelijk_rendement.domain.tariffs import Tariffs

SHIPPED = Tariffs.load()


def a_price(code: str, **more: object) -> Tariff:
    words = {"stream": "Wmo", "unit": "uur", "price_eur": Decimal(1), "valid_from": date(2022, 1, 1)}
    return Tariff(code=code, source_text="Lijst", **{**words, **more})


def a_list(*rows: Tariff) -> Tariffs:
    return Tariffs(shipped=rows)


# Each looks equally much like WMO.BEGELEIDING.UUR, in either order: only what the product is decides.
LOCAL = a_price("WMO.BEGELEIDING_ANDA.UUR", area="Zeist", price_basis="tarief")
BUDGET = a_price("WMO.BEGELEIDING_ANDB.UUR", area="Nederland", price_basis="pgb")
GENERAL = a_price("WMO.BEGELEIDING_ANDC.UUR", area="Nederland", price_basis="referentieprijs")
BY_DAY = a_price("WMO.BEGELEIDING_ANDD.DAG", unit="dag", area="Nederland", price_basis="referentieprijs")
OTHER_LAW = a_price(
    "JW.BEGELEIDING_ANDE.UUR", stream="Jeugdwet", area="Nederland", price_basis="referentieprijs"
)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_guess_is_of_the_same_law_and_unit_and_of_the_whole_country(turn: int) -> None:
    every = [LOCAL, BUDGET, GENERAL, BY_DAY, OTHER_LAW]
    assert a_list(*every[::turn]).suggest("WMO.BEGELEIDING.UUR") == GENERAL.code


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ((LOCAL, BUDGET), BUDGET),  # of the whole country, though a budget
        ((LOCAL, a_price("WMO.BEGELEIDING_ANDF.UUR", area="Zeist", price_basis="pgb")), LOCAL),
        ((LOCAL, BY_DAY, OTHER_LAW), LOCAL),  # no general price of this law and unit
    ],
)
def test_what_fits_less_is_guessed_when_there_is_no_better(rows: tuple[Tariff, ...], meant: Tariff) -> None:
    assert a_list(*rows).suggest("WMO.BEGELEIDING.UUR") == meant.code


def test_an_own_price_is_as_good_as_one_of_the_whole_country() -> None:
    tariffs = a_list(LOCAL).add([a_price("WMO.BEGELEIDING_ANDZ.UUR")])
    assert tariffs.suggest("WMO.BEGELEIDING.UUR") == "WMO.BEGELEIDING_ANDZ.UUR"


def test_one_wrong_letter_is_that_code_whoever_it_is_of() -> None:
    assert SHIPPED.suggest("WMO.HH.UUR.WESTERVELT") == "WMO.HH.UUR.WESTERVELD"


def test_no_budget_of_one_municipality_is_guessed_for_guidance_by_the_hour() -> None:
    assert SHIPPED.suggest("WMO.BEGELEIDING.UUR") == "WMO.BEGELEIDING_IND.UUR.REF2022"


def test_a_guess_says_what_the_product_is_and_of_which_place() -> None:
    assert SHIPPED.hint("WMO.BEGELEIDING.UUR") == (
        "Bedoelde u 'WMO.BEGELEIDING_IND.UUR.REF2022'? Dat is: Begeleiding thuis, per uur."
    )
    assert SHIPPED.hint("WMO.DAGBESTEDING.DAGDEEL").endswith("per dagdeel, prijs van Zeist.")
    assert SHIPPED.hint("qqqq") == ""


def test_of_an_own_price_only_the_code_is_repeated() -> None:
    tariffs = Tariffs().add([a_price("LOKAAL.UUR", description="Thuis bij mevrouw Jansen")])
    assert tariffs.hint("LOKAAL.UURR") == "Bedoelde u 'LOKAAL.UUR'?"
