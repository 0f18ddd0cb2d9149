"""Contracts from TOML: every problem at once, each under the name of its field."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest

from maatschappelijk_rendement.domain.files.toml_section import TomlSection
from maatschappelijk_rendement.sharing.contract import (
    Band,
    Contract,
    LossRule,
    PayerKey,
    QualityRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.contract_file import read_contract
from maatschappelijk_rendement.sharing.mssp import mssp_contract
from maatschappelijk_rendement.sharing.ready_made import reach_global


def read(text: str) -> tuple[Contract, list[str]]:
    section = TomlSection("contract", tomllib.loads(text, parse_float=Decimal), [])
    contract = read_contract(section)
    return contract, [f"{finding.cell}: {finding.text} {finding.advice}" for finding in section.findings]


def test_a_whole_contract_reads_exactly() -> None:
    contract, problems = read(
        """
        naam = "Wijk Noord"
        bron = "Eigen afspraak, bijlage 3"
        uitsluitingen = ["tandartskosten"]
        aftopping_eur = 22500
        drempel = "vast"
        drempelwaarde = 0.02
        aandeel = 0.45
        kwaliteit = "poort"
        plafond = 0.1
        verlies = "vast"
        verliesaandeel = 0.3
        verliesplafond = 0.04
        volgorde = "plafond_dan_aandeel"
        investering_eerst = true
        sleutel_betalers = "schadeloos_eerst"
        """
    )
    assert problems == []
    assert contract.name == "Wijk Noord"
    assert contract.exclusions == ("tandartskosten",)
    assert contract.truncation_cents == 2_250_000
    assert (contract.threshold, contract.minimum_rate) == (ThresholdKind.FIXED, Fraction(1, 50))
    assert (contract.share, contract.quality) == (Fraction(9, 20), QualityRule.GATE)
    assert (contract.loss, contract.loss_rate) == (LossRule.FLAT, Fraction(3, 10))
    assert contract.payer_key is PayerKey.HOLD_HARMLESS


def test_bands_read_as_a_list() -> None:
    contract, problems = read(
        'naam = "A"\nbron = "b"\nschijven = [{tot = 0.05, aandeel = 0.5}, {aandeel = 0.1}]'
    )
    assert problems == []
    assert contract.gain_bands == (Band(Fraction(1, 20), Fraction(1, 2)), Band(None, Fraction(1, 10)))


def test_a_ready_made_contract_can_be_named_and_changed() -> None:
    contract, problems = read('kant_en_klaar = "mssp"\nspoor = "ENHANCED"\njaar = 2023')
    assert (contract, problems) == (mssp_contract("ENHANCED", 2023), [])
    contract, problems = read('kant_en_klaar = "reach_global"\nkorting = 0.035')
    assert (contract, problems) == (reach_global(discount=Fraction(35, 1_000)), [])
    contract, problems = read(
        'kant_en_klaar = "vast_aandeel"\naandeel = 0.4\nnaam = "Anders"\nheffing = 0.02'
    )
    assert problems == []
    assert (contract.name, contract.share, contract.levy) == ("Anders", Fraction(2, 5), Fraction(1, 50))


@pytest.mark.parametrize(
    ("text", "named", "says"),
    [
        ('bron = "b"', "naam", "ontbreekt"),
        ('naam = "A"\nbron = "b"\naandeel = 45', "aandeel", "0 tot 1"),
        ('naam = "A"\nbron = "b"\naandeel = "de helft"', "aandeel", "getal"),
        ('naam = "A"\nbron = "b"\naandeel = true', "aandeel", "getal"),
        ('naam = "A"\nbron = "b"\naandeel = nan', "aandeel", "getal"),
        ('naam = "A"\nbron = "b"\naandel = 0.4', "aandel", "Bedoelde u 'aandeel'?"),
        ('naam = "=cmd"\nbron = "b"', "naam", "niet is toegestaan"),
        ('naam = "A"\nbron = "b"\ndrempel = "laag"', "drempel", "Kies uit: geen, vast"),
        ('naam = "A"\nbron = "b"\ndrempel = "vast"', "drempelwaarde", "Nodig"),
        ('naam = "A"\nbron = "b"\ninvestering_eerst = 1', "investering_eerst", "true of false"),
        ('naam = "A"\nbron = "b"\naftopping_eur = 10.005', "aftopping_eur", "2 decimalen"),
        ('naam = "A"\nbron = "b"\nuitsluitingen = "x"', "uitsluitingen", "lijst"),
        ('naam = "A"\nbron = "b"\nschijven = [0.5]', "schijven", "schijven"),
        ('naam = "A"\nbron = "b"\nverlichting_personen = -1', "verlichting_personen", "geheel getal"),
        ('kant_en_klaar = "mssp"\nspoor = "X"\njaar = 2023', "spoor", "Kies uit"),
        ('kant_en_klaar = "mssp"\nspoor = "TRACK1"\njaar = 2023', "kant_en_klaar", "2021"),
        ('kant_en_klaar = "mssp"\njaar = 2023', "spoor", "ontbreekt"),
        ('kant_en_klaar = "reach_global"', "korting", "noemt dit deel niet"),
        ('kant_en_klaar = "iets"', "kant_en_klaar", "Kies uit"),
    ],
)
def test_a_mistake_is_named_by_its_field(text: str, named: str, says: str) -> None:
    _, problems = read(text)
    matching = [problem for problem in problems if problem.startswith(f"{named}: ")]
    assert matching
    assert says in matching[0]


def test_all_mistakes_come_at_once() -> None:
    _, problems = read('aandeel = 2\nheffing = -1\ndrempel = "x"')
    assert {problem.partition(":")[0] for problem in problems} == {
        "naam",
        "bron",
        "aandeel",
        "heffing",
        "drempel",
    }


def test_an_unknown_field_is_not_repeated_when_nothing_is_like_it() -> None:
    _, problems = read('naam = "A"\nbron = "b"\n"Jan Jansen" = 1')
    assert problems
    assert not any("Jansen" in problem for problem in problems)
