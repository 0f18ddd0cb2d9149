"""Scenario files: the shipped example, and every mistake under its own field."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing.contract import PayerKey
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

EXAMPLE = Path(__file__).resolve().parents[2] / "voorbeelden" / "scenario_wijk.toml"

SMALL = """
titel = "Klein"
synthetisch = true
[contract]
naam = "Test"
bron = "toets"
aandeel = 0.5
[uitkomst]
personen = 32
[[stroom]]
naam = "Wmo"
betaler = "gemeente"
zonder_eur = 1000.50
met_eur = 900
investering_eur = 0
geldstroom = "kasstroom"
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "scenario.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    return [str(finding) for finding in caught.value.findings]


def test_the_example_reads_and_says_that_it_is_synthetic() -> None:
    scenario = read_scenario(EXAMPLE)
    assert scenario.is_synthetic
    assert "synthetisch" in scenario.title
    assert [one.payer for one in scenario.streams] == ["gemeente", "zorgverzekeraar", "zorgkantoor"]
    assert scenario.contract.payer_key is PayerKey.HOLD_HARMLESS
    assert scenario.streams[2].money is MoneyKind.CAPACITY
    assert scenario.streams[0].saving_cents < 0 < scenario.streams[1].saving_cents
    assert scenario.uncertainty is not None
    assert scenario.horizon is not None
    assert scenario.terms is not None


def test_a_small_file_reads_exactly(tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(SMALL, encoding="utf-8")
    scenario = read_scenario(path)
    assert (scenario.saving_cents, scenario.persons) == (10_050, 32)
    assert (scenario.uncertainty, scenario.horizon, scenario.terms) == (None, None, None)
    assert scenario.contract.share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "aandeel = 0.5\n",
            "",
            "bestand!contract.aandeel: Dit contract noemt geen aandeel. Er is geen Nederlandse standaard",
        ),
        ("personen = 32", "personen = 0", "bestand!uitkomst.personen"),
        ('titel = "Klein"', "", "bestand!titel: Het veld 'titel' ontbreekt"),
        (
            "synthetisch = true",
            'synthetisch = "ja"',
            "bestand!synthetisch: Het veld 'synthetisch' klopt niet. Geef true of false",
        ),
        (
            "zonder_eur = 1000.50",
            "zonder_eur = 1000.505",
            "bestand!stroom 1.zonder_eur: Het veld 'zonder_eur' klopt niet. Geef een bedrag",
        ),
        ("zonder_eur = 1000.50", "zonder_eur = 0", "zonder_eur"),
        ("zonder_eur = 1000.50", "zonder_euro = 1000.50", "Bedoelde u 'zonder_eur'?"),
        (
            'geldstroom = "kasstroom"',
            'geldstroom = "inkomensoverdracht"',
            "bestand!stroom 1.geldstroom: Een inkomens",
        ),
        ('geldstroom = "kasstroom"\n', "", "bestand!stroom 1.geldstroom: Het veld 'geldstroom' ontbreekt"),
        (
            "met_eur = 900",
            "met_eur = 3.250",
            "bestand!stroom 1.met_eur: Het veld 'met_eur' klopt niet. Geef een bedrag in euro's",
        ),
        ("[[stroom]]", "[stroom]", "[[stroom]]"),
        ("[contract]", "[contractje]", "bestand!contract: Het onderdeel [contract] ontbreekt"),
        ("[uitkomst]", "[uitkomsten]", "bestand!uitkomst: Het onderdeel [uitkomst] ontbreekt"),
        (
            "aandeel = 0.5",
            'aandeel = 0.5\nkwaliteit = "poort"',
            "bestand!uitkomst.kwaliteit: Dit contract rekent met",
        ),
        (
            "aandeel = 0.5",
            'aandeel = 0.5\nsleutel_betalers = "begroting"',
            "bestand!stroom 1.begroting_eur: Wmo: de verdeelsleutel van het contract vraagt hier",
        ),
        (
            "aandeel = 0.5",
            'aandeel = 0.5\ndrempel = "statistisch"\nzekerheid = 0.9',
            "bestand!uitkomst.drempel_afgesproken: De statistische drempel van dit contract vraagt",
        ),
        (
            'naam = "Test"',
            'kant_en_klaar = "mssp"\nspoor = "ENHANCED"\njaar = 2030\nnaam = "Test"',
            "bestand!contract.kant_en_klaar: Spoor ENHANCED bestond van 2019 tot en met 2024",
        ),
        (
            "aandeel = 0.5",
            'aandeel = 0.5\nsleutel_betalers = "afgesproken"',
            "bestand!stroom 1.afgesproken_deel: Wmo: de verdeelsleutel",
        ),
    ],
)
def test_a_mistake_is_named_by_its_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in SMALL
    found = problems(tmp_path, SMALL.replace(old, new))
    assert any(says in problem for problem in found), found


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            "[onzekerheid]\nzekerheid = 0.4\nvariatiecoefficient = 1",
            "bestand!onzekerheid.zekerheid: Het veld 'zekerheid' klopt niet. Geef een deel tussen",
        ),
        (
            "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = -1",
            "bestand!onzekerheid.variatiecoefficient",
        ),
        (
            "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1\ntrekkingen = 9",
            "bestand!onzekerheid.trekkingen",
        ),
        ("[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1\nkwaliteit_laag = 0.5", "samen"),
        (
            '[meerjarig]\njaren = 5\ngroei = 0\ninvestering = "eenmalig"',
            "vragen ook het onderdeel [onzekerheid]",
        ),
        (
            '[meerjarig]\njaren = 99\ngroei = 0\ninvestering = "soms"',
            "bestand!meerjarig.investering: Het veld 'investering' klopt niet. Kies uit: eenmalig",
        ),
        ("[betaalvormen]\njaren = 5\ngroei = 0", "minstens een product"),
        ('[[product]]\nnaam = "Uur"\nprijs_eur = 1\naantal_zonder = 1.2345\naantal_met = 1', "3 decimalen"),
        ("[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1e10", "Geef een getal van 0 tot 100"),
        (
            "[onzekerheid]\nzekerheid = 0.99999999999999999999\nvariatiecoefficient = 1",
            (
                "bestand!onzekerheid.zekerheid: Het veld 'zekerheid' klopt niet. "
                "Geef een deel tussen 0.5 en 1, zoals 0.9; hoogstens 0.9999."
            ),
        ),
        (
            "[onzekerheid]\nzekerheid = nan\nvariatiecoefficient = inf",
            "bestand!onzekerheid.variatiecoefficient: Het veld 'variatiecoefficient' klopt niet. Geef",
        ),
        (
            "[betaalvormen]\njaren = 1\ngroei = 0\nzwaarte = -1",
            "bestand!betaalvormen.zwaarte: Het veld 'zwaarte' klopt niet. Geef een getal van 0",
        ),
        (
            "[betaalvormen]\njaren = 1\ngroei = 0\nzwaarte = 1e99",
            "bestand!betaalvormen.zwaarte: Het veld 'zwaarte' klopt niet. Geef een getal tot een",
        ),
        ("\n".join(f"v{n} = 1" for n in range(99)), "Nog 79 andere velden zijn onbekend."),
    ],
)
def test_a_mistake_in_an_optional_part_is_named_too(tmp_path: Path, more: str, says: str) -> None:
    found = problems(tmp_path, SMALL + more)
    assert any(says in problem for problem in found), found


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (
            "schijven = [{to = 0.05, aandeel = 0.5}]",
            "bestand!contract.schijven 1.to: Het veld 'to' is onbekend. Bedoelde u 'tot'?",
        ),
        (
            'kant_en_klaar = "mssp"\nspoor = ["ENHANCED"]\njaar = 2024',
            "bestand!contract.spoor: Het veld 'spoor' klopt niet. Kies uit: ",
        ),
        (
            'kant_en_klaar = "mssp"\nspoor = {a = 1}\njaar = 2024',
            "bestand!contract.spoor: Het veld 'spoor' klopt niet. Kies uit: ",
        ),
        (
            "zekerheid = 0.99999999999999999999",
            "bestand!contract.zekerheid: Het veld 'zekerheid' klopt niet. Geef een deel",
        ),
        (
            "variatiecoefficient = 101",
            (
                "bestand!contract.variatiecoefficient: Het veld 'variatiecoefficient' klopt niet. "
                "Geef een getal van 0 tot 100"
            ),
        ),
        ('"aandeel\\u001b" = 1', "contract.veld 3: Het veld op plaats 3 is onbekend. Bedoelde u 'aandeel'?"),
    ],
)
def test_a_mistake_in_a_contract_is_named_too(tmp_path: Path, field: str, says: str) -> None:
    found = problems(tmp_path, SMALL.replace('bron = "toets"', f'bron = "toets"\n{field}'))
    assert any(says in problem for problem in found), found


def test_every_stream_and_product_counts_and_too_many_are_refused(tmp_path: Path) -> None:
    stream = SMALL[SMALL.index("[[stroom]]") :]
    path = tmp_path / "scenario.toml"
    many = "".join(stream.replace('"Wmo"', f'"S{n}"') for n in range(59))
    product = '[[product]]\nnaam = "P"\nprijs_eur = 1\naantal_zonder = 2\naantal_met = 1\n'
    path.write_text(f"{SMALL}{many}{product * 61}[betaalvormen]\njaren = 1\ngroei = 0", encoding="utf-8")
    scenario = read_scenario(path)
    assert scenario.benchmark_cents == 60 * 100_050
    assert len(scenario.services) == 61
    (found,) = problems(tmp_path, SMALL + product * 201 + "[betaalvormen]\njaren = 1\ngroei = 0")[:1]
    assert found.startswith("bestand!product: Er staan 201 regels onder [[product]]; het mogen er 200 zijn.")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("trekkingen = 1000000", "trekkingen = 1000000", "Zoveel trekkingen zijn te veel voor 21 partijen."),
        ("zonder_eur = 1000.50", "zonder_eur = 1000000000000", "De bedragen zijn te groot om met zoveel"),
    ],
)
def test_what_is_too_much_to_draw_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    provider = "".join(f'[[aanbieder]]\nnaam = "A{n}"\n' for n in range(21))
    drawn = "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1\ntrekkingen = 1000000\n"
    found = problems(tmp_path, (SMALL + provider + drawn).replace(old, new))
    assert any(says in problem for problem in found), found


def test_a_control_trend_without_a_control_group_is_not_testable(tmp_path: Path) -> None:
    trend = SMALL.replace("aandeel = 0.5", 'aandeel = 0.5\nbenchmark = "controletrend"')
    assert any(
        "bestand!uitkomst.controlegroep: Het veld 'controlegroep' ontbreekt" in problem
        for problem in problems(tmp_path, trend)
    )
    without = trend.replace("personen = 32", "personen = 32\ncontrolegroep = false")
    assert any("niet toetsbaar" in problem for problem in problems(tmp_path, without))
    path = tmp_path / "scenario.toml"
    path.write_text(trend.replace("personen = 32", "personen = 32\ncontrolegroep = true"), encoding="utf-8")
    assert read_scenario(path).persons == 32


def test_agreed_parts_make_up_the_whole_and_are_never_rescaled_in_silence(tmp_path: Path) -> None:
    agreed = SMALL.replace("aandeel = 0.5", 'aandeel = 0.5\nsleutel_aanbieders = "afgesproken"')

    def of_two(*parts: str) -> str:
        tables = (f'\n[[aanbieder]]\nnaam = "A{n}"\n{part}\n' for n, part in enumerate(parts))
        return agreed + "".join(tables)

    (found,) = problems(tmp_path, of_two("afgesproken_deel = 0.5", "afgesproken_deel = 0.3"))
    assert "samen 80,0 % en geen 100 %" in found
    (lacking,) = problems(tmp_path, of_two("afgesproken_deel = 0.5", ""))
    assert lacking.startswith("bestand!aanbieder 2.afgesproken_deel: De verdeelsleutel")
    path = tmp_path / "goed.toml"
    path.write_text(of_two("afgesproken_deel = 0.7", "afgesproken_deel = 0.3"), encoding="utf-8")
    assert [provider.agreed for provider in read_scenario(path).providers] == [
        Fraction(7, 10),
        Fraction(3, 10),
    ]


def test_two_streams_of_one_name_are_refused(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, SMALL + SMALL[SMALL.index("[[stroom]]") :])
    assert found.startswith("bestand!stroom 2.naam: Deze naam staat hierboven al onder [[stroom]].")


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "titel = Klein\n")
    assert "geen geldig TOML-bestand" in found
    assert "regel 1" in found


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="niet te lezen"):
        read_scenario(tmp_path / "geen.toml")
    (tmp_path / "groot.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(InputError, match="te groot"):
        read_scenario(tmp_path / "groot.toml")
    (tmp_path / "latin.toml").write_bytes(b'titel = "\xe9"')
    with pytest.raises(InputError, match="geen geldig TOML-bestand"):
        read_scenario(tmp_path / "latin.toml")
