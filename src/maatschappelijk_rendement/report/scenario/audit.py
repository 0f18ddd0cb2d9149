"""The account of a scenario: version, a mark of every input file, and every parameter, defaults as well.

Who has these can compute the same again. A file is named by its role and by the SHA-256 of its bytes, never
by its name, which may be that of a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.files.plain_file import read_plain, why_not_read
from maatschappelijk_rendement.domain.money import euro_string
from maatschappelijk_rendement.domain.version import __version__
from maatschappelijk_rendement.report.scenario.figures import contract_figures
from maatschappelijk_rendement.results.sections import Price
from maatschappelijk_rendement.sharing.agreement import AgreementYear, YearsAgreement
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.scenario import Scenario

LARGEST_BYTES = 200_000_000
TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class InputMark:
    """What marks an input file: its role (``afspraak``, ``casussen``, ``driehoek``) and its content."""

    role: str
    sha256: str
    size_bytes: int


def mark_file(role: str, path: Path) -> InputMark:
    """Mark a file by its content.

    Raises:
        UsageError: It is not there, may not be read or is too large.
    """
    try:
        content = read_plain(path, LARGEST_BYTES)
    except OSError as error:
        raise UsageError(f"Dit bestand {why_not_read(error)}") from error
    if len(content) > LARGEST_BYTES:
        raise UsageError("Dit bestand is te groot: het mag 200 MB zijn.")
    return InputMark(role, hashlib.sha256(content).hexdigest(), len(content))


def audit(
    scenario: Scenario, sources: Sequence[InputMark] = (), prices: Sequence[Price] = ()
) -> dict[str, Any]:
    """Give everything that a second computation needs beside the contract and the outcome.

    Args:
        scenario: What was computed.
        sources: Marks of the input files.
        prices: Prices behind the amounts of a caseload.

    Returns:
        Data that JSON can hold; null where something was not given.
    """
    return {
        "programma": __version__,
        "bestanden": [{"rol": one.role, "sha256": one.sha256, "bytes": one.size_bytes} for one in sources],
        "contract": contract_figures(scenario.contract, exact),
        "uitkomst": {
            "personen": scenario.persons,
            "kwaliteit": exact(scenario.quality),
            "standaard_gehaald": scenario.met_quality_standard,
            "alternatieve_standaard_gehaald": scenario.met_alternative_standard,
            "drempel_afgesproken": exact(scenario.minimum_rate),
            "omzet_aanbieders_eur": euro_string(scenario.provider_revenue_cents),
            "verlichting_van_toepassing": scenario.has_relief,
            "daling_gemarkeerd": scenario.is_flagged,
            "rampbedrag_eur": euro_string(scenario.disaster_cents),
        },
        "stromen": [
            {
                "naam": stream.stream,
                "betaler": stream.payer,
                "zonder_eur": euro_string(stream.before_cents),
                "met_eur": euro_string(stream.after_cents),
                "investering_eur": euro_string(stream.investment_cents),
                "begroting_eur": euro_string(stream.budget_cents),
                "afgesproken_deel": exact(stream.agreed),
                "geldstroom": str(stream.money),
            }
            for stream in scenario.streams
        ],
        "aanbieders": [
            {"naam": one.name, "afgesproken_deel": exact(one.agreed)} for one in scenario.providers
        ],
        "betalers": [
            {"naam": one.payer, "hoogste_verlies_eur": euro_string(one.limit_cents)}
            for one in scenario.stop_losses
        ],
        "onzekerheid": _uncertainty(scenario),
        "meerjarig": _horizon(scenario),
        "meerjarenafspraak": None if scenario.agreement is None else _agreement(scenario.agreement),
        "casusjaren": None
        if scenario.agreement is None or scenario.agreement.assumed is None
        else _assumed(scenario.agreement.assumed),
        "hoge_kosten": None
        if scenario.high_cost is None
        else {
            "grenzen_eur": [euro_string(one.priced.limit_cents) for one in scenario.high_cost.limits],
            "opslag": exact(scenario.high_cost.loading),
        },
        "betaalvormen": _terms(scenario),
        "prijzen": [
            {
                "naam": one.name,
                "prijs_eur": euro_string(one.price_cents),
                "aantal_zonder": exact(Fraction(one.before_milli, 1_000)),
                "aantal_met": exact(Fraction(one.after_milli, 1_000)),
            }
            for one in scenario.services
        ],
        "prijzen_casussen": [_price(one) for one in prices],
    }


def exact(part: Fraction | int | None) -> str | None:
    """Write a number without loss: as a decimal where that ends, else as a fraction.

    Example:
        >>> exact(Fraction(1, 8)), exact(Fraction(-1, 3)), exact(2), exact(None)
        ('0.125', '-1/3', '2', None)
    """
    if part is None:
        return None
    number = Fraction(part)
    twos = fives = 0
    rest = number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    decimals = max(twos, fives)
    digits = str(abs(number.numerator) * 10**decimals // number.denominator).zfill(decimals + 1)
    sign = "-" if number < 0 else ""
    whole, behind = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{sign}{whole}.{behind}" if decimals else f"{sign}{whole}"


def _price(price: Price) -> dict[str, Any]:
    return {
        "code": price.code,
        "eenheid": price.unit,
        "prijs_eur": None if price.price is None else exact(Fraction(price.price, TEN_THOUSAND)),
        "geldig_van": price.valid_from,
        "geldig_tot": price.valid_until,
        "prijsbasis": price.basis,
        "prijspeil": price.level,
        "bron": price.source,
        "lokaal": price.is_own,
    }


def _uncertainty(scenario: Scenario) -> dict[str, Any] | None:
    one = scenario.uncertainty
    if one is None:
        return None
    return {
        "personen": one.noise.persons,
        "variatiecoefficient": one.noise.cost_variation,
        "ruis_benchmark": one.noise.benchmark,
        "zekerheid": exact(one.confidence),
        "deel_echt": exact(one.part_real),
        "kwaliteit_laag": exact(one.quality_low),
        "kwaliteit_hoog": exact(one.quality_high),
        "gevoeligheid": exact(one.sensitivity),
        "trekkingen": one.draws,
        "startgetal": one.seed,
        "halfwaarde_personen": one.half_credible_persons,
    }


def _horizon(scenario: Scenario) -> dict[str, Any] | None:
    one = scenario.horizon
    if one is None:
        return None
    return {
        "jaren": one.years,
        "groei": exact(one.growth),
        "opnieuw_vaststellen_na": one.rebase_after,
        "investering": "jaarlijks" if one.invests_every_year else "eenmalig",
    }


def _agreement(agreement: YearsAgreement) -> dict[str, Any]:
    rules = agreement.rules
    return {
        "gewichten": [exact(weight) for weight in rules.weights],
        "opnieuw_vaststellen_na": rules.renew_after,
        "plafond_totaal": exact(rules.cap_so_far),
        "verliesplafond_totaal": exact(rules.loss_cap_so_far),
        "reserve_begin_eur": euro_string(rules.reserve_start_cents),
        "reserve_plafond_eur": euro_string(rules.reserve_cap_cents),
        "reserve_dekt_verlies": rules.reserve_covers_loss,
        "reserve_vrij_na": rules.reserve_released_after,
        "reserve_vrij_aan_einde": rules.reserve_released_at_end,
        "reserve_aan_aanbieders": exact(rules.released_to_providers),
        "samenhang_ruis": exact(rules.noise_correlation),
        "basisjaren": [_year(year) for year in agreement.base_years],
        "jaren": [_year(year) for year in agreement.years],
    }


def _assumed(assumed: CaseYears) -> dict[str, Any]:
    return {
        "eerste_jaar": assumed.first_year,
        "jaren": len(assumed.persons) + 1,
        "casussen": list(assumed.persons),
        "deel_blijft": [exact(part) for part in assumed.kept],
        "deel_investering": [exact(part) for part in assumed.invested],
        "zorgzwaarte": [exact(part) for part in assumed.risk],
        "groei": {name: [exact(rate) for rate in rates] for name, rates in assumed.growth.items()},
    }


def _year(year: AgreementYear) -> dict[str, Any]:
    return {
        "jaar": year.year,
        "personen": year.persons,
        "zorgzwaarte": exact(year.risk),
        "verwacht": year.is_expected,
        "kwaliteit": exact(year.quality),
        "standaard_gehaald": year.met_quality_standard,
        "alternatieve_standaard_gehaald": year.met_alternative_standard,
        "stromen": [
            {
                "naam": stream.stream,
                "kosten_eur": euro_string(stream.cost_cents),
                "investering_eur": euro_string(stream.investment_cents),
                "groei": exact(stream.growth),
                "standaardfout_eur": euro_string(stream.error_cents),
            }
            for stream in year.streams
        ],
    }


def _terms(scenario: Scenario) -> dict[str, Any] | None:
    one = scenario.terms
    if one is None:
        return None
    return {
        "jaren": one.years,
        "groei": exact(one.growth),
        "vermijdbaar": exact(one.avoidable),
        "bundelprijs_eur": euro_string(one.bundle_cents),
        "patienten_zonder": one.patients_before,
        "patienten_met": one.patients_after,
        "inwoners": one.inhabitants,
        "per_inwoner_eur": euro_string(one.inhabitant_cents),
        "zwaarte": exact(one.risk),
        "budget_eur": euro_string(one.budget_cents),
        "opnieuw_vaststellen_na": one.rebase_after,
    }
