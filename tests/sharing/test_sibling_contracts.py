"""Contracts beside the known cases, each of the same kind as one that once went wrong; expected by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.sharing import Scenario, read_scenario, split_measured
from maatschappelijk_rendement.sharing.contract import PayerKey
from maatschappelijk_rendement.sharing.what_if import break_even
from maatschappelijk_rendement.sharing.years_ahead import look_ahead
from maatschappelijk_rendement.sharing.years_settled import settle_years

HEAD = 'titel = "T"\nsynthetisch = true\n'


def a_contract(*lines: str) -> str:
    return "\n".join(("[contract]", 'naam = "C"', 'bron = "B"', *lines, ""))


def an_outcome(*lines: str) -> str:
    return "\n".join(("[uitkomst]", "personen = 100", *lines, ""))


def a_stream(name: str, payer: str, before: str, after: str, put_in: str = "0", *lines: str) -> str:
    fields = (
        f'[[stroom]]\nnaam = "{name}"\nbetaler = "{payer}"\nzonder_eur = {before}\nmet_eur = {after}',
        f'investering_eur = {put_in}\ngeldstroom = "kasstroom"',
        *lines,
        "",
    )
    return "\n".join(fields)


def read(tmp_path: Path, *parts: str) -> Scenario:
    path = tmp_path / "contract.toml"
    path.write_text("\n".join((HEAD, *parts)), encoding="utf-8")
    return read_scenario(path)


def refused(tmp_path: Path, *parts: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(tmp_path, *parts)
    return [str(finding).removeprefix("bestand!") for finding in caught.value.findings]


def results(scenario: Scenario, key: PayerKey | None = None) -> list[Fraction]:
    return [Fraction(one.result_cents, 100) for one in split_measured(scenario, key).streams]


HALF = a_contract("aandeel = 0.5")
ONE = a_stream("Wmo", "gemeente", "1000", "900")


def test_120_providers_and_190_streams_all_count(tmp_path: Path) -> None:
    streams = "".join(a_stream(f"S{n}", f"P{n}", "1000", "990") for n in range(190))
    providers = "".join(f'[[aanbieder]]\nnaam = "A{n}"\n' for n in range(120))
    split = split_measured(read(tmp_path, HALF, an_outcome(), streams, providers))
    # 190 x 10 saved: 950 to 120 providers, 950 to 190 payers.
    assert (split.saving_cents, split.pool_cents, len(split.providers)) == (190_000, 95_000, 120)
    assert sum(cents for _, cents in split.providers) == 95_000
    assert {one.result_cents for one in split.streams} == {500}


@pytest.mark.parametrize("key", ["herkomst", "gelijk", "investering", "schadeloos_eerst"])
def test_a_small_saver_beside_two_large_losers_keeps_what_it_saved(tmp_path: Path, key: str) -> None:
    streams = (
        a_stream("Wmo", "gemeente", "5000", "4000", "100"),
        a_stream("Zvw", "verzekeraar", "100000", "160000", "100"),
        a_stream("Wlz", "zorgkantoor", "100000", "130000"),
    )
    made = read(tmp_path, a_contract("aandeel = 0.5", f'sleutel_betalers = "{key}"'), an_outcome(), *streams)
    assert results(made) == [Fraction(900), Fraction(-60_100), Fraction(-30_000)]


def test_a_bonus_in_a_joint_loss_comes_from_who_saved(tmp_path: Path) -> None:
    # The bonus is 1 % of 3.000 at quality 1: 30, from the two that saved 200 and 100.
    contract = a_contract("aandeel = 0.5", "kwaliteitsbonus = 0.01")
    streams = (
        a_stream("Wmo", "gemeente", "1000", "800"),
        a_stream("Zvw", "verzekeraar", "1000", "900"),
        a_stream("Wlz", "zorgkantoor", "1000", "2000"),
    )
    made = read(tmp_path, contract, an_outcome("kwaliteit = 1"), *streams)
    assert results(made) == [Fraction(180), Fraction(90), Fraction(-1_000)]


def test_a_shared_loss_stops_at_the_limit_of_who_only_bears_others(tmp_path: Path) -> None:
    contract = a_contract("aandeel = 0.5", 'tekort_betalers = "samen"', 'sleutel_betalers = "gelijk"')
    limit = '[[betaler]]\nnaam = "gemeente"\nhoogste_verlies_eur = 100\n'
    streams = (a_stream("Wmo", "gemeente", "1000", "1000"), a_stream("Zvw", "verzekeraar", "1000", "2000"))
    # 1.000 lost: 500 each, of which the gemeente bears 100.
    assert results(read(tmp_path, contract, limit, an_outcome(), *streams)) == [-100, -900]


def test_what_providers_owe_goes_to_who_lost(tmp_path: Path) -> None:
    contract = a_contract(
        "aandeel = 0.5", 'verlies = "vast"', "verliesaandeel = 0.4", "investering_eerst = false"
    )
    streams = (a_stream("Wmo", "gemeente", "1000", "1300"), a_stream("Zvw", "verzekeraar", "1000", "1100"))
    split = split_measured(read(tmp_path, contract, an_outcome(), *streams))
    # 400 lost, 160 paid: three quarters of it to the gemeente.
    assert split.pool_cents == -160_00
    assert [one.result_cents for one in split.streams] == [-180_00, -60_00]


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ((a_contract("aandeel = 0.5", "aandel = 0.5"), an_outcome(), ONE), "contract.aandel"),
        ((HALF, an_outcome("persoonen = 3"), ONE), "uitkomst.persoonen"),
        ((HALF, an_outcome(), ONE + 'gelstroom = "kasstroom"\n'), "stroom 1.gelstroom"),
        ((HALF, an_outcome(), ONE, '[[aanbieder]]\nnaam = "A"\nafgesproken_dee = 1'), "aanbieder 1.afgespr"),
        ((HALF, an_outcome(), ONE, "[onzekerhied]\nzekerheid = 0.9"), "onzekerhied"),
        (
            (
                HALF,
                an_outcome(),
                ONE,
                "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1\ntrekking = 1000",
            ),
            "onzekerheid.trekking",
        ),
        (
            (
                HALF,
                an_outcome(),
                ONE,
                '[[product]]\nnaam = "P"\nprijs_eur = 1\naantal_zonder = 2\naantal_met = 1',
            ),
            "betaalvormen",
        ),
        (
            (
                a_contract("schijven = [{tot = 0.1, aandeel = 0.5}, {tot = 0.2, aandel = 0.2}]"),
                an_outcome(),
                ONE,
            ),
            "contract.schijven 2.a",
        ),
    ],
)
def test_a_misspelt_field_is_named_at_every_depth(tmp_path: Path, parts: Any, place: str) -> None:
    assert any(one.startswith(place) for one in refused(tmp_path, *parts)), refused(tmp_path, *parts)


GATE = a_contract("aandeel = 0.5", 'kwaliteit = "poort"')


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ((a_contract("aandeel = 0.5", "vanaf_eerste_euro = false"), an_outcome(), ONE), "contract.vanaf"),
        ((a_contract("aandeel = 0.5", "verliesplafond = 0.1"), an_outcome(), ONE), "contract.verliesplafond"),
        (
            (a_contract("aandeel = 0.5", 'volgorde = "plafond_dan_aandeel"'), an_outcome(), ONE),
            "contract.volg",
        ),
        ((HALF, an_outcome("daling_gemarkeerd = true"), ONE), "uitkomst.daling_gemarkeerd"),
        ((HALF, an_outcome("controlegroep = true"), ONE), "uitkomst.controlegroep"),
        ((HALF, an_outcome("groei_controlegroep = 0.1"), ONE), "uitkomst.groei_controlegroep"),
        (
            (HALF, an_outcome(), ONE, '[[betaler]]\nnaam = "gemeente"\nhoogste_verlies_eur = 1'),
            "betaler 1.hoog",
        ),
        ((HALF, an_outcome(), ONE, "[[jaar]]\njaar = 2024\npersonen = 1"), "jaar"),
        ((HALF, an_outcome(), ONE, "[hoge_kosten]\ngrenzen_eur = [1]\nopslag = 0"), "hoge_kosten"),
    ],
)
def test_a_field_that_decides_nothing_is_named(tmp_path: Path, parts: Any, place: str) -> None:
    assert any(one.startswith(place) for one in refused(tmp_path, *parts))


def test_a_closed_gate_asks_for_the_other_standard_and_pays_by_quality(tmp_path: Path) -> None:
    closed = ("kwaliteit = 0.8", "standaard_gehaald = false")
    (found,) = refused(tmp_path, GATE, an_outcome(*closed), ONE)
    assert found.startswith("uitkomst.alternatieve_standaard_gehaald: ")
    other = an_outcome(*closed, "alternatieve_standaard_gehaald = true")
    assert split_measured(read(tmp_path, GATE, other, ONE)).pool_cents == 40_00
    neither = an_outcome(*closed, "alternatieve_standaard_gehaald = false")
    assert split_measured(read(tmp_path, GATE, neither, ONE)).pool_cents == 0


@pytest.mark.parametrize("after", ["none", 1, 2])
def test_setting_the_benchmark_anew_invents_nothing_where_nothing_changed(tmp_path: Path, after: Any) -> None:
    drawn = "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 0\ntrekkingen = 1000\n"
    renewed = "" if after == "none" else f"opnieuw_vaststellen_na = {after}\n"
    horizon = f'[meerjarig]\njaren = 4\ngroei = 0.03\ninvestering = "eenmalig"\n{renewed}'
    same = a_stream("Wmo", "gemeente", "1000", "1000")
    made = read(tmp_path, HALF, an_outcome(), same, drawn, horizon)
    assert {year.kept_so_far_cents for year in look_ahead(made)} == {(0, 0, 0)}


def test_a_new_benchmark_moves_a_saving_and_makes_none(tmp_path: Path) -> None:
    years = "".join(
        f'[[{key}]]\njaar = {2020 + n}\npersonen = {persons}\n[[{key}.stroom]]\nnaam = "Wmo"\n'
        f"kosten_eur = {cost}\n" + ("" if key == "basisjaar" else "groei = 0.1\n")
        for n, (key, persons, cost) in enumerate(
            [("basisjaar", 100, 1_000), ("jaar", 100, 1_000), ("jaar", 200, 2_200), ("jaar", 100, 1_331)]
        )
    )
    rules = "[meerjarenafspraak]\ngewichten = [1]\nopnieuw_vaststellen_na = 1\n"
    made = read(tmp_path, HALF, an_outcome(), ONE, rules, years)
    assert made.agreement is not None
    settled = settle_years(made, made.agreement).years
    # 1.100 against 1.000: 100 saved. Then 1.000 x 1,1 x 2 = 2.200: nothing. Then 1.210: a loss.
    assert [year.benchmark_cents for year in settled] == [1_100_00, 2_200_00, 1_210_00]
    assert [year.pool_cents for year in settled] == [50_00, 0, 0]
    # Without renewal it would have been 2.420 and 1.331: 220 and 121 stay with the payer.
    assert [year.absorbed_cents[0] for year in settled] == [0, 220_00, 121_00]


def test_a_narrow_window_is_found_just_under_a_threshold(tmp_path: Path) -> None:
    # 900 put in; from 1.000 on all of the fall goes to the providers, up to 2.000. So the payers come out
    # from 900 to 999,99, and again from 2.900.
    contract = a_contract(
        "aandeel = 1",
        'drempel = "vast"',
        "drempelwaarde = 0.01",
        "plafond = 0.02",
        "investering_eerst = false",
    )
    even = break_even(read(tmp_path, contract, an_outcome(), a_stream("Wmo", "g", "100000", "99500", "900")))
    assert even.provider_cents == 1_000_00
    assert (even.payers_cents, even.payers_windows) == (2_900_00, ((900_00, 999_99),))


def test_an_exact_threshold_counts_and_a_cent_less_does_not(tmp_path: Path) -> None:
    # A hundredth of a percent of 30.000 is 3,00.
    contract = a_contract("aandeel = 0.5", 'drempel = "vast"', "drempelwaarde = 0.0001")
    for after, pool in (("29997", 1_50), ("29997.01", 0)):
        made = read(tmp_path, contract, an_outcome(), a_stream("Wmo", "gemeente", "30000", after))
        assert split_measured(made).pool_cents == pool


@pytest.mark.parametrize(
    "number", ["1e400", "nan", "inf", "-1", "1000000000001", "0.001", "true", '"5"', "1e15"]
)
def test_every_amount_is_bounded_in_dutch(tmp_path: Path, number: str) -> None:
    found = refused(tmp_path, HALF, an_outcome(), a_stream("Wmo", "gemeente", number, "1"))
    assert found
    assert number in ("-1", "true") or number not in " ".join(found)


def test_no_message_repeats_a_name(tmp_path: Path) -> None:
    secret = "Jansen"
    twice = a_stream(secret, secret, "10", "9") * 2
    contract = a_contract(
        "aandeel = 0.5", 'sleutel_betalers = "begroting"', 'sleutel_aanbieders = "afgesproken"'
    )
    provider = f'[[aanbieder]]\nnaam = "{secret}"\n' * 2
    payer = f'[[betaler]]\nnaam = "{secret}x"\nhoogste_verlies_eur = 1\n'
    found = refused(tmp_path, contract, an_outcome(), twice, provider, payer)
    assert len(found) >= 6
    assert secret not in " ".join(found)
    assert all(": " in one for one in found)
