"""Two reports of nearly the same cases at unlike prices: every amount differs, and still one case is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.disclosure.ledger.releases import list_releases
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.domain.model import MdoEffort
from maatschappelijk_rendement.publication import Report

PRODUCTS: Mapping[str, Mapping[str, str]] = {
    "W": {"stream": "Wmo"},
    "Z": {"stream": "Zvw", "payer": "zorgverzekeraar", "money_kind": "capaciteit"},
    "P": {"stream": "Participatiewet", "receiver": "bewoner", "money_kind": "inkomensoverdracht"},
}
AT_ONE = dict.fromkeys(PRODUCTS, "1")
AT_3_PERCENT_MORE = dict.fromkeys(PRODUCTS, "1.03")
AT_3_AND_8_PERCENT_MORE = {**AT_3_PERCENT_MORE, "P": "1.08"}


def caseload(
    size: int = 42,
    *,
    first: int = 0,
    changed: int = 0,
    prices: Mapping[str, str] = AT_ONE,
    months: int = 12,
    year: int = 2018,
    edition: str = "",
    own_price: str = "",
) -> CaseLoad:
    """So many cases that use everything, before and after: no amount of any of them is nothing.

    Args:
        size: How many cases.
        first: Number of the first of them.
        changed: Of so many of them help was more after the MDO.
        prices: Of each product, in 2018.
        months: Length of the windows.
        year: Price level; a price goes there with the CPI.
        edition: How the code of each product ends.
        own_price: Of each line, instead of the price of its product.
    """
    names = {number: f"c{number:02}" for number in range(first, first + size)}
    own = {"price_eur": Decimal(own_price), "price_source": "eigen"} if own_price else {}
    usage = []
    for n, name in names.items():
        for place, code in enumerate(PRODUCTS):
            more = 30 if n < changed else 0
            for moment, amount, per in (
                ("voor", 500 + 37 * n, "maand"),
                ("na", 300 + 11 * n + more, "maand"),
                ("na", 200 + n, "eenmalig"),
            ):
                usage.append(line(name, moment, amount + place, f"{code}{edition}", per=per, **own))
    tariffs = tuple(
        product(f"{code}{edition}", price=prices[code], valid_until=date(2019, 1, 1), **words)
        for code, words in PRODUCTS.items()
    )
    settings = replace(SETTINGS, period_months=months, price_year=year)
    mdo = tuple(
        MdoEffort(case_id=name, hours=Decimal(3 + n % 5), product_code=f"W{edition}")
        for n, name in names.items()
    )
    return load([case(name) for name in names.values()], usage, mdo=mdo, tariffs=tariffs, settings=settings)


def publish(folder: Path, cases: CaseLoad) -> Report:
    return analyse(cases).publish().register(folder, label="proef")


OTHERWISE = {
    "a later price level": {"year": 2023},
    "all prices 3 % up": {"prices": AT_3_PERCENT_MORE},
    "one price up more": {"prices": AT_3_AND_8_PERCENT_MORE},
    "half a year": {"months": 6},
    "codes of a next edition": {"edition": ".2023", "prices": AT_3_PERCENT_MORE},
    "prices of their own": {"own_price": "1.03"},
}
otherwise = pytest.mark.parametrize("otherwise", OTHERWISE.values(), ids=OTHERWISE.keys())


@otherwise
@pytest.mark.parametrize(
    ("next_time", "words"),
    [
        ({"changed": 1}, "1 casus met ander gebruik dan in uitgave 1 (1 veranderd); nog minstens 9 nodig"),
        ({"size": 51}, "9 casussen met ander gebruik dan in uitgave 1 (9 erbij); nog minstens 1 nodig"),
    ],
)
def test_a_few_cases_with_other_use_are_refused(
    next_time: dict[str, Any], words: str, otherwise: dict[str, Any], tmp_path: Path
) -> None:
    """The second report less the first, each amount of which is carried to its prices, is what they cost."""
    publish(tmp_path, caseload())
    with pytest.raises(PublicationRefusedError) as refused:
        publish(tmp_path, caseload(**{**next_time, **otherwise}))
    assert f"- de balans (saldo): {words}\n" in str(refused.value)
    assert "De prijzen of de periode zijn anders dan toen." in str(refused.value)
    assert len(list_releases(tmp_path)) == 1


@otherwise
@pytest.mark.parametrize("next_time", [{"changed": 10}, {"size": 52}, {}])
def test_the_minimum_of_cases_with_other_use_and_none_are_released(
    next_time: dict[str, Any], otherwise: dict[str, Any], tmp_path: Path
) -> None:
    publish(tmp_path, caseload())
    publish(tmp_path, caseload(**{**next_time, **otherwise}))
    assert len(list_releases(tmp_path)) == 2


def test_two_releases_and_a_third_at_other_prices_that_is_one_more_are_refused(tmp_path: Path) -> None:
    publish(tmp_path, caseload(20))
    publish(tmp_path, caseload(20, first=20))
    with pytest.raises(PublicationRefusedError, match="samen te herleiden tot 1 casus"):
        publish(tmp_path, caseload(41, year=2023))


def test_a_release_back_at_the_prices_of_the_first_is_compared_with_that(tmp_path: Path) -> None:
    publish(tmp_path, caseload())
    publish(tmp_path, caseload(52, year=2023))
    with pytest.raises(PublicationRefusedError, match="1 casus anders dan in uitgave 1"):
        publish(tmp_path, caseload(43))
    with pytest.raises(PublicationRefusedError, match="1 casus met ander gebruik dan in uitgave 2"):
        publish(tmp_path, caseload(53))


def test_the_same_report_at_other_prices_is_once_more_no_new_release(tmp_path: Path) -> None:
    publish(tmp_path, caseload())
    for _ in range(2):
        publish(tmp_path, caseload(year=2023))
    assert len(list_releases(tmp_path)) == 2


def test_one_own_price_that_was_corrected_is_other_use(tmp_path: Path) -> None:
    """At other tariffs, the hours of all cases the same: what differs is what one case paid for one line."""

    def corrected(price: str, year: int) -> CaseLoad:
        cases = caseload(year=year)
        first, *rest = cases.usage
        return replace(cases, usage=(replace(first, price_eur=Decimal(price), price_source="eigen"), *rest))

    publish(tmp_path, corrected("1.50", 2018))
    with pytest.raises(PublicationRefusedError, match="1 casus met ander gebruik"):
        publish(tmp_path, corrected("1.90", 2023))


def test_what_a_resident_pays_of_one_line_is_use_as_well(tmp_path: Path) -> None:
    def paid(by_the_first: int, year: int) -> CaseLoad:
        cases = caseload(year=year)
        shares = [by_the_first, *(19 + n % 7 for n in range(1, 9 * 42))]
        usage = tuple(
            one if one.product_code == "P" else replace(one, own_contribution_eur=Decimal(share))
            for one, share in zip(cases.usage, shares, strict=True)
        )
        return replace(cases, usage=usage)

    publish(tmp_path, paid(19, 2018))
    with pytest.raises(PublicationRefusedError, match=r"saldo, gemeente\): 1 casus met ander gebruik"):
        publish(tmp_path, paid(190, 2023))


def test_cases_that_use_the_same_have_hashes_of_their_own(tmp_path: Path) -> None:
    """Who reads the ledger does not see that two cases use the same, nor that one uses nothing."""
    usage = [line(f"c{n}", moment, 100, per="maand") for n in range(30) for moment in ("voor", "na")]
    publish(tmp_path, load([case(f"c{n}") for n in range(30)], usage))
    (one,) = list_releases(tmp_path)
    for ways in one.used.values():
        for hashes in ways.values():
            assert len(set(hashes.values())) == len(hashes)
