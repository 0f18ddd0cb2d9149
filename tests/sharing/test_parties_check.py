"""What a file adds to the streams of a caseload: once, to a stream that counts, and with an effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.vocabulary import MoneyKind
from maatschappelijk_rendement.sharing import PayerStream, read_scenario
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome

CASES = CaseOutcome(
    (
        PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000_00, after_cents=900_00),
        PayerStream(stream="Zvw", payer="Janssen", before_cents=600_00, after_cents=500_00),
        PayerStream(
            stream="Uitkering", payer="gemeente", before_cents=9, after_cents=9, money=MoneyKind.TRANSFER
        ),
    ),
    2,
    12,
)
CONTRACT = """
titel = "Proef"
synthetisch = true
[contract]
naam = "Proef"
bron = "Eigen afspraak"
aandeel = 0.5
"""


def problems(folder: Path, text: str, cases: CaseOutcome = CASES) -> list[str]:
    path = folder / "contract.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(path, cases=cases)
    return [str(finding) for finding in caught.value.findings]


def stream(name: str, rest: str = "") -> str:
    return f'[[stroom]]\nnaam = "{name}"\n{rest}\n'


def test_a_stream_of_a_caseload_stands_once(tmp_path: Path) -> None:
    text = CONTRACT.replace("aandeel", 'sleutel_betalers = "begroting"\naandeel')
    text += stream("Wmo", "begroting_eur = 5") + stream("Zvw", "begroting_eur = 6")
    (found,) = problems(tmp_path, text + stream("Wmo", "begroting_eur = 7"))
    assert found.startswith("bestand!stroom 3.naam: Deze naam staat hierboven al onder [[stroom]].")


def test_a_stream_that_adds_nothing_is_refused(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, CONTRACT + stream("Wmo"))
    assert found.startswith("bestand!stroom 1.naam: Deze regel zegt niets")
    (found,) = problems(tmp_path, CONTRACT + stream("Uitkering", "begroting_eur = 5"))
    assert found.startswith("bestand!stroom 1.naam: Een inkomensoverdracht telt niet mee")


@pytest.mark.parametrize("field", ["begroting_eur = 5", "afgesproken_deel = 1"])
def test_figures_of_some_streams_do_nothing_and_are_refused(tmp_path: Path, field: str) -> None:
    (found,) = problems(tmp_path, CONTRACT + stream("Wmo", field))
    assert found.startswith(f"bestand!stroom.{field.split()[0]}: Niet elke stroom heeft dit veld;")


def test_what_a_key_lacks_is_not_numbered_by_the_streams_of_the_cases(tmp_path: Path) -> None:
    text = CONTRACT.replace("aandeel", 'sleutel_betalers = "begroting"\naandeel')
    (found,) = problems(tmp_path, text + stream("Zvw", "begroting_eur = 5"))
    assert found.startswith("bestand!stroom.begroting_eur: Wmo: de verdeelsleutel van het contract vraagt")


def test_a_misspelt_payer_hears_which_payers_there_are_and_no_name(tmp_path: Path) -> None:
    text = CONTRACT.replace("aandeel", 'tekort_betalers = "samen"\naandeel')
    text += '[[betaler]]\nnaam = "gemeenten"\nhoogste_verlies_eur = 5\n'
    (found,) = problems(tmp_path, text)
    assert found.endswith("De casussen kennen: gemeente, een andere betaler.")


@pytest.mark.parametrize("after", [0, 900])
def test_cases_without_cost_before_have_no_benchmark(tmp_path: Path, after: int) -> None:
    one = PayerStream(stream="Wmo", payer="gemeente", before_cents=0, after_cents=after)
    for streams in ((one,), ()):
        (found,) = problems(tmp_path, CONTRACT, CaseOutcome(streams, 2, 12))
        assert "De casussen hebben voor het MDO geen kosten die meetellen" in found
        assert "stroom" not in found


def test_a_spread_that_the_cases_do_not_give_is_asked_with_the_reason(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, f"{CONTRACT}[onzekerheid]\nzekerheid = 0.9\n")
    assert found.startswith("bestand!onzekerheid.variatiecoefficient: Het veld 'variatiecoefficient' ontbr")
    assert "Deze casussen geven er geen" in found


@pytest.mark.parametrize("name", ["Wmo", "wmo ", "Zvw, Janssen", "ZVW (janssen)", "Reserve", "Alle"])
def test_a_provider_does_not_carry_the_name_of_another_row(tmp_path: Path, name: str) -> None:
    text = CONTRACT + f'[[aanbieder]]\nnaam = "Wijkteam"\n[[aanbieder]]\nnaam = "{name}"\n'
    (found,) = problems(tmp_path, text)
    assert found.startswith("bestand!aanbieder 2.naam: Een stroom of een vaste regel")
    assert "Janssen" not in found


def test_a_payer_may_also_be_a_provider(tmp_path: Path) -> None:
    path = tmp_path / "contract.toml"
    path.write_text(CONTRACT + '[[aanbieder]]\nnaam = "gemeente"\n', encoding="utf-8")
    assert read_scenario(path, cases=CASES).providers[0].name == "gemeente"
