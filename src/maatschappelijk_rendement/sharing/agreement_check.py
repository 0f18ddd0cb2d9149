"""What an agreement over years says and this combination does not look at, and what a year leaves open.

A rule that does nothing was meant to do something: it is refused with what it needs, as in ``[contract]``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.sharing.contract import Contract, LossRule, QualityRule
from maatschappelijk_rendement.sharing.outcome_file import YES_OR_NO, idle
from maatschappelijk_rendement.sharing.scenario import Uncertainty

RESERVE_FIELDS = ("reserve_dekt_verlies", "reserve_vrij_na", "reserve_aan_aanbieders")


def check_agreement(
    file: TomlSection,
    contract: Contract,
    uncertainty: Uncertainty | None,
    faulty: Collection[str],
    number_of_years: int | None = None,
) -> None:
    """Note fields of the agreement that decide nothing, and a gate that a year leaves unanswered.

    Args:
        file: The whole file, with an agreement that could be read.
        contract: The contract as read.
        uncertainty: What is uncertain; None without ``[onzekerheid]``.
        faulty: Fields of the contract that already have a finding; nothing is concluded from those.
        number_of_years: Years that are settled; None counts those in the file.
    """
    section = file.part("meerjarenafspraak")
    years = file.tables("jaar")
    if "reserve" not in faulty:
        _check_reserve(section, contract)
    if "verlies" not in faulty and contract.loss is LossRule.NONE:
        for key in ("verliesplafond_totaal", "reserve_dekt_verlies"):
            if _says(section, key):
                idle(section, key, "verlies in het contract")
    _check_in_time(section, len(years) if number_of_years is None else number_of_years)
    if _says(section, "samenhang_ruis") and (uncertainty is None or uncertainty.noise.benchmark == 0):
        idle(section, "samenhang_ruis", "ruis_benchmark in het onderdeel [onzekerheid]")
    _check_streams(file.tables("basisjaar"), years, uncertainty)
    if not {"kwaliteit", "kwaliteitsbonus"} & set(faulty):
        for year in years:
            _check_quality(year, file.part("uitkomst"), contract)


def _check_streams(
    base_years: Sequence[TomlSection], years: Sequence[TomlSection], uncertainty: Uncertainty | None
) -> None:
    for stream in _streams(base_years[:1]):
        if _says(stream, "groei"):
            idle(stream, "groei", "een ouder basisjaar: groei is sinds het vorige jaar in het bestand")
    if uncertainty is None:
        for stream in _streams([*base_years, *years]):
            if _says(stream, "standaardfout_eur"):
                idle(stream, "standaardfout_eur", "het onderdeel [onzekerheid]")


def _check_reserve(section: TomlSection, contract: Contract) -> None:
    if contract.reserve == 0:
        if section.has("reserve_plafond_eur"):
            idle(section, "reserve_plafond_eur", "reserve in het contract")
        if not _says(section, "reserve_begin_eur"):
            for key in RESERVE_FIELDS:
                if _says(section, key):
                    idle(section, key, "reserve in het contract, of reserve_begin_eur")
            if section.content.get("reserve_vrij_aan_einde") is False:
                idle(section, "reserve_vrij_aan_einde", "reserve in het contract, of reserve_begin_eur")
            return
    never = section.content.get("reserve_vrij_aan_einde") is False and not section.has("reserve_vrij_na")
    if never and _says(section, "reserve_aan_aanbieders"):
        idle(section, "reserve_aan_aanbieders", "reserve_vrij_na of reserve_vrij_aan_einde = true")


def _check_in_time(section: TomlSection, years: int) -> None:
    """Note what would happen after the last year: base years that move, a reserve that comes free."""
    advice = "Geef minder jaren, of haal dit veld weg."
    renewed: Any = section.content.get("opnieuw_vaststellen_na")
    if isinstance(renewed, int) and renewed >= years:
        text = "Opnieuw vaststellen na het laatste jaar doet niets."
        section.note("opnieuw_vaststellen_na", "veld_zonder_werking", text, advice)
    released: Any = section.content.get("reserve_vrij_na")
    if isinstance(released, int) and released > years:
        text = "Vrijkomen na het laatste jaar doet niets."
        section.note("reserve_vrij_na", "veld_zonder_werking", text, advice)


def _check_quality(year: TomlSection, outcome: TomlSection, contract: Contract) -> None:
    rule = contract.quality
    if rule is QualityRule.NONE and contract.quality_bonus == 0 and year.has("kwaliteit"):
        idle(year, "kwaliteit", "kwaliteit of kwaliteitsbonus in het contract")
    if rule is QualityRule.NONE and year.has("standaard_gehaald"):
        idle(year, "standaard_gehaald", "kwaliteit in het contract")
    key = "alternatieve_standaard_gehaald"
    if rule is not QualityRule.GATE:
        if year.has(key):
            idle(year, key, 'kwaliteit = "poort" in het contract')
        return
    is_closed = year.content.get("standaard_gehaald") is False
    if is_closed and not year.has(key) and not outcome.has(key):
        text = "De standaard is dit jaar niet gehaald. Of de andere standaard is gehaald, staat nergens."
        year.note(key, "veld_ontbreekt", text, YES_OR_NO)


def _says(section: TomlSection, key: str) -> bool:
    """Whether a field says more than what holds without it: not absent, not 0, not false."""
    return bool(section.content.get(key))


def _streams(years: Sequence[TomlSection]) -> list[TomlSection]:
    return [stream for year in years for stream in year.tables("stroom")]
