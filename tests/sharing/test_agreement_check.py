"""A field of an agreement over years that decides nothing is refused, and so is a gate left unanswered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.sharing import read_scenario

EXAMPLES = Path(__file__).resolve().parents[2] / "voorbeelden"
RULES = "meerjarenafspraak"
NO_RESERVE = ("reserve = 0.10", "reserve = 0.0")
NO_LOSS = ('verlies = "vast"\nverliesaandeel = 0.3\nverliesplafond = 0.02', 'verlies = "geen"')
NO_RESERVE_RULES = ("reserve_dekt_verlies = true\nreserve_vrij_na = 3\nreserve_aan_aanbieders = 0.5\n", "")
FIRST_YEAR = ("jaar = 2024\n", "jaar = 2024\nstandaard_gehaald = false\n")
GATE = ('kwaliteit = "vermenigvuldigt"', 'kwaliteit = "poort"')


def places(tmp_path: Path, *changes: tuple[str, str]) -> list[str | None]:
    shutil.copy(EXAMPLES / "zvw_driehoek.csv", tmp_path)
    text = (EXAMPLES / "afspraak_vijf_jaar.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "afspraak.toml"
    path.write_text(text, encoding="utf-8")
    try:
        read_scenario(path)
    except InputError as refused:
        return [finding.cell if finding.advice else "no advice" for finding in refused.findings]
    return []


def rule(line: str) -> tuple[str, str]:
    return ("samenhang_ruis = 0.5", f"samenhang_ruis = 0.5\n{line}")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            [NO_RESERVE],
            [
                f"{RULES}.{key}"
                for key in ("reserve_dekt_verlies", "reserve_vrij_na", "reserve_aan_aanbieders")
            ],
        ),
        ([NO_RESERVE, NO_RESERVE_RULES, rule("reserve_plafond_eur = 9")], [f"{RULES}.reserve_plafond_eur"]),
        (
            [NO_RESERVE, NO_RESERVE_RULES, rule("reserve_vrij_aan_einde = false")],
            [f"{RULES}.reserve_vrij_aan_einde"],
        ),
        (
            [("reserve_vrij_na = 3", "reserve_vrij_aan_einde = false")],
            [f"{RULES}.reserve_aan_aanbieders"],
        ),
        ([NO_LOSS], [f"{RULES}.reserve_dekt_verlies"]),
        (
            [NO_LOSS, ("reserve_dekt_verlies = true\n", ""), rule("verliesplafond_totaal = 0.1")],
            [f"{RULES}.verliesplafond_totaal"],
        ),
        ([("opnieuw_vaststellen_na = 3", "opnieuw_vaststellen_na = 5")], [f"{RULES}.opnieuw_vaststellen_na"]),
        ([("reserve_vrij_na = 3", "reserve_vrij_na = 6")], [f"{RULES}.reserve_vrij_na"]),
        ([("ruis_benchmark = 0.01\n", "")], [f"{RULES}.samenhang_ruis"]),
        ([("kosten_eur = 2890000", "kosten_eur = 2890000\ngroei = 0.02")], ["basisjaar 1.stroom 1.groei"]),
        ([FIRST_YEAR, GATE], ["jaar 1.alternatieve_standaard_gehaald"]),
        (
            [("jaar = 2024\n", "jaar = 2024\nalternatieve_standaard_gehaald = true\n")],
            ["jaar 1.alternatieve_standaard_gehaald"],
        ),
    ],
)
def test_a_rule_without_effect_is_refused_with_what_it_needs(
    tmp_path: Path, changes: list[tuple[str, str]], expected: list[str]
) -> None:
    assert places(tmp_path, *changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        [NO_RESERVE, rule("reserve_begin_eur = 1000")],
        [("opnieuw_vaststellen_na = 3", "opnieuw_vaststellen_na = 4")],
        [("reserve_vrij_na = 3", "reserve_vrij_na = 5")],
        [NO_LOSS, ("reserve_dekt_verlies = true", "reserve_dekt_verlies = false")],
        [
            FIRST_YEAR,
            GATE,
            (
                "standaard_gehaald = true",
                "standaard_gehaald = true\n" + "alternatieve_standaard_gehaald = false",
            ),
        ],
    ],
)
def test_a_rule_that_can_work_is_kept(tmp_path: Path, changes: list[tuple[str, str]]) -> None:
    assert places(tmp_path, *changes) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([('betaler = "zorgverzekeraar"', 'betaler = "Gemeente"')], ["stroom 2.betaler"]),
        ([('naam = "Wijkverpleging"', 'naam = "wijkteam"')], ["aanbieder 2.naam"]),
        (
            [('naam = "Wijkverpleging"', "naam = 1"), ('naam = "Huisartsen"', "naam = 2")],
            ["aanbieder 2.naam", "aanbieder 3.naam"],
        ),
    ],
)
def test_a_name_that_only_looks_different_is_not_another_party(
    tmp_path: Path, changes: list[tuple[str, str]], expected: list[str]
) -> None:
    assert places(tmp_path, *changes) == expected


def test_one_payer_of_several_streams_is_fine(tmp_path: Path) -> None:
    assert places(tmp_path, ('betaler = "zorgkantoor"', 'betaler = "gemeente"')) == []
