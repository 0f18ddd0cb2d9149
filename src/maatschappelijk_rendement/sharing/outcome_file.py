"""What ``[uitkomst]`` must answer for this contract, and what it says and this contract does not look at."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.domain.files.toml_values import a_flag
from maatschappelijk_rendement.sharing.contract import BenchmarkKind, Contract, QualityRule, ThresholdKind

NOT_TESTABLE = "Zonder controlegroep is dit contract niet toetsbaar: er komt geen bedrag uit."
YES_OR_NO = "Vul in: true of false."


def check_outcome(section: TomlSection, contract: Contract, faulty: Collection[str]) -> None:
    """Note what the contract asks and the outcome leaves open, and what it says for nothing.

    Args:
        section: ``[uitkomst]``.
        contract: The contract as read.
        faulty: Fields of the contract that already have a finding; nothing is concluded from those.
    """
    if "kwaliteit" not in faulty and "kwaliteitsbonus" not in faulty:
        _check_quality(section, contract)
    if "benchmark" not in faulty:
        _check_control_group(section, contract)
    if not {"drempel", "drempelwaarde", "zekerheid", "variatiecoefficient"} & set(faulty):
        _check_threshold(section, contract)
    asked = (
        # field, field of the contract, whether the contract looks at it, whether it must be answered
        ("omzet_aanbieders_eur", "verliesplafond_omzet", contract.loss_cap_revenue is not None),
        ("verlichting_van_toepassing", "verlichting", contract.relief is not None),
        ("daling_gemarkeerd", "vangrail", contract.guardrail),
        ("rampbedrag_eur", "rampcorrectie", contract.disaster_offset),
    )
    for key, dutch, looks in asked:
        if section.has(key) and not looks and dutch not in faulty:
            idle(section, key, f"{dutch} in het contract")


def check_answers(section: TomlSection, contract_section: TomlSection) -> None:
    """Note a rule that the file itself sets and whose answer it leaves open."""
    answers = {"verlichting": "verlichting_van_toepassing", "vangrail": "daling_gemarkeerd"}
    for dutch, key in answers.items():
        is_set: Any = contract_section.content.get(dutch)
        if is_set not in (None, False) and not section.has(key):
            section.note(key, "veld_ontbreekt", f"Het contract kent '{dutch}'.", YES_OR_NO)


def together(section: TomlSection, *keys: str) -> None:
    """Note what is missing of fields that only work together."""
    given = [key for key in keys if section.has(key)]
    if given:
        for key in keys:
            if key not in given:
                text = f"Het veld '{key}' ontbreekt; het hoort bij '{given[0]}'."
                section.note(key, "veld_ontbreekt", text, f"Geef {' en '.join(keys)} samen.")


def idle(section: TomlSection, key: str, needs: str) -> None:
    """Note a field that decides nothing here."""
    text = f"Het veld '{key}' doet hier niets."
    section.note(key, "veld_zonder_werking", text, f"Het vraagt {needs}. Vul dat in, of haal dit veld weg.")


def _check_quality(section: TomlSection, contract: Contract) -> None:
    rule = contract.quality
    needs_quality = rule is not QualityRule.NONE or contract.quality_bonus > 0
    if needs_quality and not section.has("kwaliteit"):
        text = "Dit contract rekent met kwaliteit."
        section.note("kwaliteit", "veld_ontbreekt", text, "Geef een deel van 0 tot 1.")
    if not needs_quality and section.has("kwaliteit"):
        idle(section, "kwaliteit", "kwaliteit of kwaliteitsbonus in het contract")
    if rule is QualityRule.NONE and section.has("standaard_gehaald"):
        idle(section, "standaard_gehaald", "kwaliteit in het contract")
    if rule is not QualityRule.GATE and section.has("alternatieve_standaard_gehaald"):
        idle(section, "alternatieve_standaard_gehaald", 'kwaliteit = "poort" in het contract')
    if rule is not QualityRule.GATE:
        return
    if not section.has("standaard_gehaald"):
        text = "Kwaliteit is in dit contract een poort. Of die open is, staat nergens."
        section.note("standaard_gehaald", "veld_ontbreekt", text, YES_OR_NO)
    is_closed = section.content.get("standaard_gehaald") is False
    if is_closed and not section.has("alternatieve_standaard_gehaald"):
        text = "De standaard is niet gehaald. Of de andere standaard is gehaald, staat nergens."
        section.note("alternatieve_standaard_gehaald", "veld_ontbreekt", text, YES_OR_NO)


def _check_control_group(section: TomlSection, contract: Contract) -> None:
    if contract.benchmark is BenchmarkKind.CONTROL_TREND:
        if not section.need("controlegroep", a_flag, True):
            section.note("controlegroep", "niet_toetsbaar", NOT_TESTABLE)
    elif section.has("controlegroep"):
        idle(section, "controlegroep", 'benchmark = "controletrend" in het contract')


def _check_threshold(section: TomlSection, contract: Contract) -> None:
    is_agreed = section.has("drempel_afgesproken")
    is_measured = None not in (contract.cost_variation, contract.confidence)
    if contract.threshold is ThresholdKind.STATISTICAL and not is_agreed and not is_measured:
        text = "De statistische drempel van dit contract vraagt variatiecoefficient en zekerheid."
        advice = "Geef die twee onder [contract], of geef hier de afgesproken drempel."
        section.note("drempel_afgesproken", "veld_ontbreekt", text, advice)
    if is_agreed and contract.threshold is ThresholdKind.FIXED:
        text = "Het contract noemt al een drempelwaarde."
        section.note("drempel_afgesproken", "veld_zonder_werking", text, "Geef de drempel maar een keer.")
    if is_agreed and contract.threshold is ThresholdKind.STATISTICAL and is_measured:
        text = "Het contract rekent zijn drempel al uit variatiecoefficient en zekerheid."
        section.note("drempel_afgesproken", "veld_zonder_werking", text, "Geef de drempel maar een keer.")
