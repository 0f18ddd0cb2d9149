"""``[casusjaren]`` and ``[hoge_kosten]``: read with cases, refused by field, refused without cases."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.sharing import PayerStream, read_scenario
from maatschappelijk_rendement.sharing.case_costs import CaseCosts
from maatschappelijk_rendement.sharing.case_outcome import CaseOutcome
from maatschappelijk_rendement.sharing.scenario import Scenario

CASES = CaseOutcome(
    (
        PayerStream(stream="Wmo (gemeente)", payer="gemeente", before_cents=1_000_00, after_cents=900_00),
        PayerStream(stream="Zvw (Janssen)", payer="Janssen", before_cents=600_00, after_cents=500_00),
    ),
    2,
    12,
    CaseCosts(
        ("Wmo (gemeente)", "Zvw (Janssen)"),
        np.array([[900_00, 300_00], [100_00, 300_00]]),
        np.array([[800_00, 200_00], [100_00, 300_00]]),
    ),
)
CONTRACT = """
titel = "Proef"
synthetisch = true
[contract]
naam = "Proef"
bron = "Eigen afspraak"
aandeel = 0.5
"""
YEARS = """
[casusjaren]
jaren = 3
eerste_jaar = 2024
casussen = [2, 4]
deel_blijft = 0.5
deel_investering = 0
groei = [0.1, 0]
"""


def read(tmp_path: Path, text: str, cases: CaseOutcome | None = CASES) -> Scenario:
    path = tmp_path / "contract.toml"
    path.write_text(text, encoding="utf-8")
    return read_scenario(path, cases=cases)


def problems(tmp_path: Path, text: str, cases: CaseOutcome | None = CASES) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, cases)
    return [str(finding) for finding in caught.value.findings]


def test_a_number_holds_for_every_year_and_a_list_for_one_each(tmp_path: Path) -> None:
    agreement = read(tmp_path, CONTRACT + YEARS).agreement
    assert agreement is not None
    # Half of the fall is left: 950 and 550 a pair of cases, grown by 10 %; then four cases.
    costs = [[one.cost_cents for one in year.streams] for year in agreement.years]
    assert costs == [[900_00, 500_00], [1_045_00, 605_00], [2_090_00, 1_210_00]]


def test_a_stream_may_grow_by_itself(tmp_path: Path) -> None:
    own = '[[casusjaren.stroom]]\nnaam = "Wmo (gemeente)"\ngroei = 0\n'
    agreement = read(tmp_path, CONTRACT + YEARS + own).agreement
    assert agreement is not None
    assert [one.cost_cents for one in agreement.years[1].streams] == [950_00, 605_00]


def test_groups_give_the_cases_and_their_mix(tmp_path: Path) -> None:
    groups = """
[[casusjaren.groep]]
naam = "licht"
gewicht = 0.5
casussen = [1, 1, 0]
[[casusjaren.groep]]
naam = "zwaar"
gewicht = 1.5
casussen = [1, 1, 3]
"""
    text = CONTRACT.replace("aandeel", "risicoplafond = 0.2\naandeel") + YEARS.replace(
        "casussen = [2, 4]\n", ""
    )
    agreement = read(tmp_path, text + groups).agreement
    assert agreement is not None
    # The mix goes from (0,5 + 1,5) / 2 = 1 to 1,5.
    assert [(year.persons, year.risk) for year in agreement.years] == [
        (2, Fraction(1)),
        (2, Fraction(1)),
        (3, Fraction(3, 2)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("jaren = 3\n", "", "casusjaren.jaren: Het veld 'jaren' ontbreekt."),
        ("jaren = 3", "jaren = 1", "casusjaren.jaren: Het veld 'jaren' klopt niet."),
        (
            "casussen = [2, 4]",
            "casussen = [2]",
            "casusjaren.casussen: Het veld 'casussen' klopt niet. Geef een",
        ),
        ("casussen = [2, 4]", "casussen = 0", "casusjaren.casussen: "),
        ("deel_blijft = 0.5", "deel_blijft = 1.5", "casusjaren.deel_blijft: "),
        ("deel_investering = 0\n", "", "casusjaren.deel_investering: Het veld 'deel_investering' ontbreekt."),
        ("groei = [0.1, 0]\n", "", "casusjaren.groei: Het veld 'groei' ontbreekt."),
        (
            "groei = [0.1, 0]",
            "groei = [0.1, 0]\ngroie = 1",
            "casusjaren.groie: Het veld 'groie' is onbekend.",
        ),
        ("groei = [0.1, 0]", "groei = 3", "casusjaren.groei: "),
        ("eerste_jaar = 2024", "eerste_jaar = 24", "casusjaren.eerste_jaar: "),
        (
            "[casusjaren]",
            "[meerjarenafspraak]\ngewichten = [0.5, 0.5]\n[casusjaren]",
            "meerjarenafspraak.gewichten: ",
        ),
        (
            "[casusjaren]",
            "[meerjarenafspraak]\nopnieuw_vaststellen_na = 3\n[casusjaren]",
            "meerjarenafspraak.opnieuw_vaststellen_na: Opnieuw vaststellen na het laatste jaar doet niets.",
        ),
        ("groei = [0.1, 0]", "groei = 0\n[[jaar]]\njaar = 2024", "jaar: De casussen geven de jaren al;"),
        (
            "groei = [0.1, 0]",
            'groei = 0\n[[casusjaren.stroom]]\nnaam = "Wmo"\ngroei = 0',
            "casusjaren.stroom 1.naam: Deze stroom staat niet in de casussen.",
        ),
        (
            "groei = [0.1, 0]",
            'groei = 0\n[[casusjaren.groep]]\nnaam = "A"\ngewicht = 1\ncasussen = [1, 2, 3]',
            "casusjaren.casussen: De groepen geven dit al;",
        ),
    ],
)
def test_a_mistake_is_named_by_its_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    found = problems(tmp_path, (CONTRACT + YEARS).replace(old, new))
    assert len(found) == 1, found
    assert found[0].startswith(f"bestand!{says}"), found


def test_a_message_does_not_repeat_the_name_of_a_payer(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, CONTRACT + '[[stroom]]\nnaam = "Zvw"\nafgesproken_deel = 1\n')
    assert "Janssen" not in found
    assert "Wmo (gemeente), Zvw (een andere betaler)" in found


INZET = PayerStream(
    stream="Inzet (zorgkantoor)", payer="zorgkantoor", before_cents=0, after_cents=0, investment_cents=100
)


def test_a_line_without_cost_has_no_growth(tmp_path: Path) -> None:
    cases = CaseOutcome((*CASES.streams, INZET), 2, 12, CASES.costs)
    both = "".join(
        f'[[casusjaren.stroom]]\nnaam = "{name}"\ngroei = 0.1\n'
        for name in ("Wmo (gemeente)", "Zvw (Janssen)")
    )
    agreement = read(tmp_path, CONTRACT + YEARS.replace("groei = [0.1, 0]\n", "") + both, cases).agreement
    assert agreement is not None
    assert [one.growth for one in agreement.years[1].streams] == [Fraction(1, 10), Fraction(1, 10), 0]
    (idle,) = problems(tmp_path, CONTRACT + YEARS.replace("groei = [0.1, 0]", "groei = 0.2") + both, cases)
    assert idle.startswith("bestand!casusjaren.groei: Elke stroom heeft een eigen groei;")
    own = '[[casusjaren.stroom]]\nnaam = "Inzet (zorgkantoor)"\ngroei = 0.5\n'
    (found,) = problems(tmp_path, CONTRACT + YEARS + own, cases)
    assert found.startswith("bestand!casusjaren.stroom 1.groei: Deze stroom heeft geen kosten in de casussen")


def test_groups_count_the_cases_of_the_workbook_in_the_measured_year(tmp_path: Path) -> None:
    group = '[[casusjaren.groep]]\nnaam = "A"\ngewicht = 1\ncasussen = [3, 3, 3]\n'
    (found,) = problems(tmp_path, CONTRACT + YEARS.replace("casussen = [2, 4]\n", "") + group)
    assert found.startswith(
        "bestand!casusjaren.groep: In het gemeten jaar tellen de groepen samen niet zoveel"
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (0, 500, "bestand: De casussen hebben voor het MDO geen kosten"),
        (500, 0, "bestand!casusjaren: De casussen hebben na het MDO geen kosten"),
    ],
)
def test_cases_without_cost_on_one_side_are_told_so(
    tmp_path: Path, before: int, after: int, words: str
) -> None:
    stream = PayerStream(stream="Wmo", payer="gemeente", before_cents=before, after_cents=after)
    (found,) = problems(tmp_path, CONTRACT + YEARS, CaseOutcome((stream,), 2, 12))
    assert found.startswith(words)


def test_half_a_year_is_no_year(tmp_path: Path) -> None:
    half = CaseOutcome(CASES.streams, 2, 6, CASES.costs)
    (found,) = problems(tmp_path, CONTRACT + YEARS, half)
    assert found.startswith("bestand!casusjaren: De werkmap gaat niet over 12 maanden")
    assert "zet periode_maanden op 12" in found


def test_without_cases_both_parts_are_refused(tmp_path: Path) -> None:
    stream = '[[stroom]]\nnaam = "Wmo"\nbetaler = "g"\nzonder_eur = 10\nmet_eur = 9\ninvestering_eur = 0\n'
    text = (
        f"{CONTRACT}{YEARS}[hoge_kosten]\ngrenzen_eur = [10]\nopslag = 0\n[uitkomst]\npersonen = 2\n{stream}"
    )
    found = problems(tmp_path, f'{text}geldstroom = "kasstroom"\n', None)
    assert [one.split(": ")[0] for one in found] == ["bestand!casusjaren", "bestand!hoge_kosten"]
    assert "zonder casussen niet te zien" in found[1]


def test_high_cost_is_priced_on_the_cost_before(tmp_path: Path) -> None:
    made = read(tmp_path, f"{CONTRACT}[hoge_kosten]\ngrenzen_eur = [500, 1000]\nopslag = 0.1\n").high_cost
    assert made is not None
    # Before: 1.200 and 400, so 700 and 200 above; after: 1.000 and 400, so 500 and 0.
    assert [one.priced.price_cents for one in made.limits] == [770_00, 220_00]
    assert [one.claimed.paid_cents for one in made.limits] == [500_00, 0]


CONTROL = (
    CONTRACT.replace("aandeel", 'benchmark = "controletrend"\naftopping_eur = 1300\naandeel')
    + "[uitkomst]\ncontrolegroep = true\ngroei_controlegroep = 0.1\n"
)


def test_high_cost_and_spread_are_of_the_amounts_that_are_settled(tmp_path: Path) -> None:
    # Before 1.200 and 400 grow to 1.320 and 440, and are then cut to 1.300 and 440; after 1.000 and 400.
    text = (
        f"{CONTROL}[hoge_kosten]\ngrenzen_eur = [500, 1000]\nopslag = 0.1\n[onzekerheid]\nzekerheid = 0.9\n"
    )
    made = read(tmp_path, text)
    assert sum(one.before_cents for one in made.streams) == 1_740_00
    assert made.high_cost is not None
    # Above 500: 800 before and 500 after; above 1.000: 300 and nothing.
    assert [one.priced.price_cents for one in made.high_cost.limits] == [880_00, 330_00]
    assert [one.claimed.paid_cents for one in made.high_cost.limits] == [500_00, 0]
    # The cases save 300 and 40: standard deviation 183,85, times the root of 2.
    assert made.high_cost.limits[0].error == pytest.approx(260_00)
    # 1.300 and 440: mean 870, standard deviation 608,11; 0,699.
    assert made.uncertainty is not None
    assert made.uncertainty.noise.cost_variation == 0.699


def test_an_insurance_from_where_the_contract_cuts_is_refused(tmp_path: Path) -> None:
    for limit in (1300, 1400):
        text = f"{CONTROL}[hoge_kosten]\ngrenzen_eur = [500, {limit}]\nopslag = 0.1\n"
        (found,) = problems(tmp_path, text)
        assert found.startswith("bestand!hoge_kosten.grenzen_eur: Een grens ligt op of boven 'aftopping_eur'")
        assert "Geef alleen grenzen onder aftopping_eur" in found


@pytest.mark.parametrize("limits", ["[]", "[0]", "[20, 10]", "10"])
def test_limits_that_are_none_are_refused(tmp_path: Path, limits: str) -> None:
    (found,) = problems(tmp_path, f"{CONTRACT}[hoge_kosten]\ngrenzen_eur = {limits}\nopslag = 0\n")
    assert found.startswith("bestand!hoge_kosten.grenzen_eur: ")


def test_the_spread_of_the_cases_is_used_where_none_is_given(tmp_path: Path) -> None:
    # 1.200 and 400: mean 800, standard deviation 565,69; 0,707.
    made = read(tmp_path, f"{CONTRACT}[onzekerheid]\nzekerheid = 0.9\n")
    assert made.uncertainty is not None
    assert made.uncertainty.noise.cost_variation == 0.707
    assert made.origin[-1] == "De spreiding tussen casussen is in deze casussen zelf gemeten: 0,71."


def test_cutting_is_told_and_done(tmp_path: Path) -> None:
    made = read(tmp_path, CONTRACT.replace("aandeel", "aftopping_eur = 800\naandeel"))
    # 1.200 goes to 800 before (600 and 200), 1.000 to 800 after (640 and 160).
    assert [(one.before_cents, one.after_cents) for one in made.streams] == [
        (700_00, 740_00),
        (500_00, 460_00),
    ]
    assert made.is_cut


def test_parts_of_a_caseload_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    text = CONTRACT.replace("aandeel", 'sleutel_betalers = "afgesproken"\naandeel')
    text += "".join(f'[[stroom]]\nnaam = "{one.stream}"\nafgesproken_deel = 0.4\n' for one in CASES.streams)
    (found,) = problems(tmp_path, text)
    assert "samen 80,0 % en geen 100 %" in found


@pytest.mark.parametrize("weights", ["[0.5, 0.5]", "[0.5]", "[0]"])
def test_weights_beside_one_base_year_are_to_be_taken_away(tmp_path: Path, weights: str) -> None:
    (found,) = problems(tmp_path, f"{CONTRACT}{YEARS}[meerjarenafspraak]\ngewichten = {weights}\n")
    assert found.startswith("bestand!meerjarenafspraak.gewichten: Met [casusjaren] is er één basisjaar")
    assert "Haal 'gewichten' weg." in found
    read(tmp_path, f"{CONTRACT}{YEARS}[meerjarenafspraak]\ngewichten = [1]\n")
