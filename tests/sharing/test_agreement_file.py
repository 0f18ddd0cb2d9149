"""An agreement over years in a scenario file: read whole, and every mistake named by its field."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.sharing import Scenario, read_scenario
from maatschappelijk_rendement.sharing.chain_ladder import chain_ladder
from maatschappelijk_rendement.sharing.scenario import split_measured
from maatschappelijk_rendement.sharing.triangle import read_triangle
from maatschappelijk_rendement.sharing.years_settled import settle_years

EXAMPLES = Path(__file__).resolve().parents[2] / "voorbeelden"
EXAMPLE = EXAMPLES / "afspraak_vijf_jaar.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("afspraak_vijf_jaar.toml", "zvw_driehoek.csv"):
        shutil.copy(EXAMPLES / name, tmp_path)
    return tmp_path


def changed(folder: Path, *changes: tuple[str, str]) -> Scenario:
    path = folder / "afspraak_vijf_jaar.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return read_scenario(path)


def test_the_example_is_read_and_its_first_year_is_the_outcome_of_the_file() -> None:
    scenario = read_scenario(EXAMPLE)
    agreement = scenario.agreement
    assert agreement is not None
    assert [year.year for year in agreement.all_years] == list(range(2021, 2029))
    assert agreement.rules.weights == (Fraction(1, 5), Fraction(3, 10), Fraction(1, 2))
    first = settle_years(scenario, agreement).years[0]
    assert first.split == split_measured(scenario)


def test_the_triangle_completes_the_year_that_is_not_settled() -> None:
    agreement = read_scenario(EXAMPLE).agreement
    assert agreement is not None
    completed = chain_ladder(read_triangle(EXAMPLES / "zvw_driehoek.csv")).of(2024)
    zvw = agreement.years[0].streams[1]
    assert (zvw.cost_cents, zvw.error_cents) == (completed.ultimate_cents, completed.error_cents)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "gewichten = [0.2, 0.3, 0.5]",
            "gewichten = [0.2, 0.3]",
            "meerjarenafspraak.gewichten",
            "één gewicht",
        ),
        ("[0.2, 0.3, 0.5]", "[0.2, 0.3, 0.4]", "meerjarenafspraak.gewichten", "niet precies 1"),
        ("[0.2, 0.3, 0.5]", "3", "meerjarenafspraak.gewichten", "Geef een lijst"),
        ("jaar = 2024", "jaar = 2023", "jaar 1.jaar", "Zet elk jaar één keer"),
        ("jaar = 2024", "jaar = 20244", "jaar 1.jaar", "van 1990 tot 2100"),
        ("plafond_totaal = 0.03", "plafond_totaal = 3", "meerjarenafspraak.plafond_totaal", "0 tot 1"),
        ("plafond_totaal", "plafond_totaall", "meerjarenafspraak.plafond_totaall", "plafond_totaal"),
        (
            "reserve_vrij_na = 3",
            "reserve_vrij_na = 3\nreserve_begin_eur = 10\nreserve_plafond_eur = 9",
            "meerjarenafspraak.reserve_plafond_eur",
            "onder wat er al in de reserve zit",
        ),
        ("kosten_eur = 3010000", "kosten_eur = -1", "basisjaar 3.stroom 1.kosten_eur", "0 of meer"),
        ("kosten_eur = 3010000", "kosten_eur = 1e13", "basisjaar 3.stroom 1.kosten_eur", "biljoen"),
        ("kosten_eur = 3010000\n", "", "basisjaar 3.stroom 1.kosten_eur", "ontbreekt"),
        ("groei = 0.03", "groei = -1", "basisjaar 2.stroom 1.groei", "-0.9 tot 1"),
        ("personen = 4150", "personen = 0", "basisjaar 1.personen", "1 of meer"),
        ("zorgzwaarte = 1.01", "zorgzwaarte = 0", "jaar 2.zorgzwaarte", "0.1 tot 10"),
        ('bestand = "zvw_driehoek.csv"', 'bestand = "../zvw.csv"', "driehoek 1.bestand", "dezelfde map"),
        ('bestand = "zvw_driehoek.csv"', 'bestand = "weg.csv"', "driehoek 1.bestand", "het is er niet"),
        ("staartfactor = 1.0", "staartfactor = 0.9", "driehoek 1.staartfactor", "1 tot 2"),
        ('stroom = "Zvw"', 'stroom = "Zorg"', "driehoek 1.stroom", "staat niet bij [[stroom]]"),
        ("[meerjarenafspraak]", "[meerjarenafspraken]", "bestand!", "meerjarenafspraa"),
    ],
)
def test_a_mistake_is_named_by_its_field(folder: Path, old: str, new: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        changed(folder, (old, new))
    found = [str(finding) for finding in refused.value.findings]
    assert any(place in line and words in line for line in found), found


def test_an_unknown_stream_in_a_year_is_named(folder: Path) -> None:
    path = folder / "afspraak_vijf_jaar.toml"
    head, _, rest = path.read_text(encoding="utf-8").partition("[[jaar]]")
    other = rest.replace('naam = "Wmo"', 'naam = "Wmoo"', 1)
    path.write_text(f"{head}[[jaar]]{other}", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_scenario(path)
    places = [finding.place for finding in refused.value.findings]
    assert "bestand!jaar 1.stroom 1.naam" in places
    assert "Wmoo" not in str(refused.value)


def test_a_triangle_that_is_none_is_named_with_its_row(folder: Path) -> None:
    (folder / "zvw_driehoek.csv").write_text("jaar;1;2;3\n2021;1;2;3\n2022;1;;\n2023;1;;\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"driehoek 1\.bestand: driehoek!3"):
        read_scenario(folder / "afspraak_vijf_jaar.toml")


def test_a_cost_beside_a_triangle_that_gives_it_does_nothing_and_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="doet dan niets"):
        changed(folder, ('naam = "Zvw"\ngroei', 'naam = "Zvw"\nkosten_eur = 1\ngroei'))


def test_one_broken_triangle_is_one_problem(folder: Path) -> None:
    (folder / "zvw_driehoek.csv").write_text("jaar;1;2;3\n2021;1;2;3\n2022;1;;\n2023;1;;\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        changed(folder, ("[0.2, 0.3, 0.5]", "[0.2, 0.3, 0.6]"))
    assert [finding.cell for finding in refused.value.findings] == [
        "meerjarenafspraak.gewichten",
        "driehoek 1.bestand",
    ]
