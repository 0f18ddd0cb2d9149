"""What a scenario file looks ahead to: the same result for more years, and other forms of payment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.files.toml_section import TomlSection, WrongValueError
from maatschappelijk_rendement.domain.files.toml_values import a_count, a_name, a_number, a_word, at_least_one
from maatschappelijk_rendement.sharing.contract_values import a_part, euros
from maatschappelijk_rendement.sharing.outcome_file import idle, together
from maatschappelijk_rendement.sharing.payment_forms import MILLI, Service, Terms
from maatschappelijk_rendement.sharing.scenario import Horizon

LARGEST_FACTOR = 100
MOST_YEARS = 30
NO_NAME = "?"
"""Stands in for a name that is missing or wrong, which has its own finding."""


class Invests(StrEnum):
    """How often the investment is made."""

    ONCE = "eenmalig"
    EVERY_YEAR = "jaarlijks"


def read_horizon(file: TomlSection) -> Horizon | None:
    """Read ``[meerjarig]``; None where the file does not look ahead."""
    section = file.table("meerjarig")
    if section is None:
        return None
    horizon = Horizon(
        years=section.need("jaren", _years, 1),
        growth=section.need("groei", a_part, Fraction(0)),
        rebase_after=section.take("opnieuw_vaststellen_na", _years, None),
        invests_every_year=section.need("investering", a_word(Invests), Invests.ONCE) is Invests.EVERY_YEAR,
    )
    section.refuse_the_rest()
    _rebase_within(section, horizon.rebase_after, horizon.years)
    if file.table("onzekerheid") is None:
        file.note("meerjarig", "veld_ontbreekt", "Jaren vooruit vragen ook het onderdeel [onzekerheid].")
    return horizon


def read_payment_forms(
    file: TomlSection, products: Sequence[TomlSection]
) -> tuple[tuple[Service, ...], Terms | None]:
    """Read ``[betaalvormen]`` and the products that go with it.

    Args:
        file: The whole file; takes the findings.
        products: The tables ``[[product]]``.
    """
    services = tuple(_service(section) for section in products)
    section = file.table("betaalvormen")
    if section is None:
        if services:
            file.note("betaalvormen", "veld_ontbreekt", "Producten horen bij het onderdeel [betaalvormen].")
        return services, None
    if not services:
        file.note("product", "veld_ontbreekt", "Betaalvormen vragen minstens een product onder [[product]].")
    terms = Terms(
        years=section.need("jaren", _years, 1),
        growth=section.need("groei", a_part, Fraction(0)),
        avoidable=section.take("vermijdbaar", a_part, None),
        bundle_cents=section.take("bundelprijs_eur", euros, None),
        patients_before=section.take("patienten_zonder", a_count, None),
        patients_after=section.take("patienten_met", a_count, None),
        inhabitants=section.take("inwoners", a_count, None),
        inhabitant_cents=section.take("per_inwoner_eur", euros, None),
        risk=section.take("zwaarte", _factor, Fraction(1)),
        budget_cents=section.take("budget_eur", euros, None),
        rebase_after=section.take("opnieuw_vaststellen_na", _years, None),
    )
    section.refuse_the_rest()
    together(section, "bundelprijs_eur", "patienten_zonder", "patienten_met")
    together(section, "inwoners", "per_inwoner_eur")
    if section.has("zwaarte") and not section.has("inwoners"):
        idle(section, "zwaarte", "inwoners en per_inwoner_eur")
    if section.has("opnieuw_vaststellen_na") and not section.has("budget_eur"):
        idle(section, "opnieuw_vaststellen_na", "budget_eur")
    _rebase_within(section, terms.rebase_after, terms.years)
    return services, terms


def _rebase_within(section: TomlSection, rebase_after: int | None, years: int) -> None:
    """Note a year of rebasing that never comes."""
    if rebase_after is not None and section.has("jaren") and rebase_after >= years:
        text = "Opnieuw vaststellen na het laatste jaar doet niets."
        advice = "Geef minder jaren dan bij 'jaren', of haal dit veld weg."
        section.note("opnieuw_vaststellen_na", "veld_zonder_werking", text, advice)


def _service(section: TomlSection) -> Service:
    service = Service(
        name=section.need("naam", a_name, NO_NAME),
        price_cents=section.need("prijs_eur", euros, 0),
        before_milli=section.need("aantal_zonder", _milli, 0),
        after_milli=section.need("aantal_met", _milli, 0),
    )
    section.refuse_the_rest()
    return service


def _milli(value: Any) -> int:
    quantity = Fraction(a_number(value)) * MILLI
    if quantity < 0 or quantity.denominator != 1 or quantity > Decimal(10) ** 12:
        raise WrongValueError("Geef een aantal van 0 of meer, met hoogstens 3 decimalen.")
    return int(quantity)


def _factor(value: Any) -> Fraction:
    number = Fraction(a_number(value))
    if not 0 <= number <= LARGEST_FACTOR:
        raise WrongValueError(f"Geef een getal van 0 tot {LARGEST_FACTOR}, zoals 1.1.")
    return number


def _years(value: Any) -> int:
    years = at_least_one(value)
    if years > MOST_YEARS:
        raise WrongValueError(f"Geef hoogstens {MOST_YEARS} jaar.")
    return years
