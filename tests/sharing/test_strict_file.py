"""A scenario file that means something else than it does is refused: idle fields, open gates, odd numbers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.sharing.contract import (
    Band,
    Contract,
    LossRule,
    ThresholdKind,
    entries,
)
from maatschappelijk_rendement.sharing.contract_effect import EFFECTS
from maatschappelijk_rendement.sharing.scenario import Scenario, settle_measured
from maatschappelijk_rendement.sharing.scenario_file import read_scenario

# 75,5 million expected, 2,9 million less spent, 950.000 invested, 5 % of the rest set aside.
ACHTERHOEK = """
titel = "Ouderen langer thuis"
synthetisch = true
[contract]
naam = "Afspraak"
bron = "Verzonnen"
benchmark = "vast"
{contract}
investering_eerst = true
reserve = 0.05
[uitkomst]
personen = 5200
{outcome}
[[stroom]]
naam = "Wmo"
betaler = "gemeente"
zonder_eur = 9800000
met_eur = 10150000
investering_eur = 620000
geldstroom = "kasstroom"
[[stroom]]
naam = "Zvw"
betaler = "zorgverzekeraar"
zonder_eur = 65700000
met_eur = 62450000
investering_eur = 330000
geldstroom = "kasstroom"
{more}
"""
UNCERTAIN = "[onzekerheid]\nzekerheid = 0.9\nvariatiecoefficient = 1"
LATE = "opnieuw_vaststellen_na = 3"
SHARE = "aandeel = 0.4"
THRESHOLD = 'drempel = "vast"\ndrempelwaarde = 0.015\nvanaf_eerste_euro = false'
GATE = 'kwaliteit = "poort"'
PASSED = "kwaliteit = 0.8\nstandaard_gehaald = true"


def read(tmp_path: Path, contract: str = SHARE, outcome: str = "", more: str = "") -> Scenario:
    path = tmp_path / "scenario.toml"
    path.write_text(ACHTERHOEK.format(contract=contract, outcome=outcome, more=more), encoding="utf-8")
    return read_scenario(path)


def paid(*args: Any) -> int:
    settled, _ = settle_measured(read(*args))
    return int(settled.payment_cents[0])


def problems(*args: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(*args)
    return [str(finding) for finding in caught.value.findings]


class TestThreshold:
    """A value without its threshold."""

    def test_the_excess_over_the_threshold_is_paid(self, tmp_path: Path) -> None:
        # 2,9 million - 950.000 - 97.500 = 1.852.500; less 1,5 % of 75,5 million leaves 720.000; 40 % of that.
        assert paid(tmp_path, f"{SHARE}\n{THRESHOLD}") == 288_000_00

    def test_without_a_threshold_everything_is_shared(self, tmp_path: Path) -> None:
        assert paid(tmp_path) == 741_000_00

    def test_a_value_without_its_threshold_is_refused(self, tmp_path: Path) -> None:
        found = problems(tmp_path, f"{SHARE}\n{THRESHOLD.partition(chr(10))[2]}")
        assert [line.partition(": ")[0] for line in found] == [
            "bestand!contract.drempelwaarde",
            "bestand!contract.vanaf_eerste_euro",
        ]
        assert 'Dit veld doet niets zonder drempel = "vast"' in found[0]

    @pytest.mark.parametrize("place", ["contract", "uitkomst"])
    def test_a_threshold_of_a_hundred_percent_is_refused(self, tmp_path: Path, place: str) -> None:
        if place == "contract":
            found = problems(tmp_path, f'{SHARE}\ndrempel = "vast"\ndrempelwaarde = 1')
            assert found[0].startswith("bestand!contract.drempelwaarde: 1 is 100 %")
        else:
            found = problems(tmp_path, f'{SHARE}\ndrempel = "tabel"', "drempel_afgesproken = 1")
            assert found[0].startswith("bestand!uitkomst.drempel_afgesproken: ")
        assert len(found) == 1

    def test_a_misspelt_threshold_is_the_only_mistake(self, tmp_path: Path) -> None:
        (found,) = problems(tmp_path, f"{SHARE}\n{THRESHOLD.replace('vast', 'vats')}")
        assert found.startswith("bestand!contract.drempel: Het veld 'drempel' klopt niet. Kies uit:")


BANDS = "schijven = [{tot = 0.005, aandeel = 0.5}]"


class TestBands:
    """Unknown fields within a band."""

    def test_a_band_that_ends_pays_to_its_end(self, tmp_path: Path) -> None:
        # 720.000 counts; half of the first 0,5 % of 75,5 million: 188.750.
        assert paid(tmp_path, f"{BANDS}\n{THRESHOLD}") == 188_750_00

    @pytest.mark.parametrize(
        ("band", "says"),
        [
            (
                "{tott = 0.005, aandeel = 0.5}",
                "schijven 1.tott: Het veld 'tott' is onbekend. Bedoelde u 'tot'?",
            ),
            (
                "{aandeel = 0.5, tot = 0.005, kleur = 1}",
                "schijven 1.veld 3: Het veld op plaats 3 is onbekend.",
            ),
            ("{tot = 0.005, aandeel = 0.5}, {}", "schijven 2.aandeel: Het veld 'aandeel' ontbreekt."),
            ("{tot = 0.005, aandeel = 50}", "schijven 1.aandeel: Het veld 'aandeel' klopt niet."),
            ("{tot = inf, aandeel = 0.5}", "schijven 1.tot: Het veld 'tot' klopt niet."),
        ],
    )
    def test_a_mistake_in_a_band_names_the_band_and_its_field(
        self, tmp_path: Path, band: str, says: str
    ) -> None:
        for field in ("schijven", "verliesschijven"):
            ladder = f"{field} = [{band}]"
            contract = ladder if field == "schijven" else f'{SHARE}\nverlies = "schijven"\n{ladder}'
            (found,) = problems(tmp_path, contract)
            assert says.removeprefix("schijven") in found
            assert found.startswith(f"bestand!contract.{field} ")

    @pytest.mark.parametrize("value", ["0.5", "[]", "[0.5]", "{tot = 1}"])
    def test_what_is_no_list_of_bands_is_refused(self, tmp_path: Path, value: str) -> None:
        (found,) = problems(tmp_path, f"schijven = {value}")
        assert found.startswith("bestand!contract.schijven: Het veld 'schijven' klopt niet. Geef schijven")

    def test_a_share_beside_bands_is_refused(self, tmp_path: Path) -> None:
        (found,) = problems(tmp_path, f"{SHARE}\n{BANDS}")
        assert found.startswith("bestand!contract.schijven: Aandeel en schijven gaan niet samen.")


class TestIdleFields:
    """A field that decides nothing in this combination."""

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            ("drempelwaarde = 0", "drempelwaarde"),
            ("zekerheid = 0.9", "zekerheid"),
            ("variatiecoefficient = 2", "variatiecoefficient"),
            ("vanaf_eerste_euro = false", "vanaf_eerste_euro"),
            ("verliesaandeel = 0.3", "verliesaandeel"),
            ("verliesaandeel_minimum = 0.3", "verliesaandeel_minimum"),
            ("verliesaandeel_maximum = 0.3", "verliesaandeel_maximum"),
            ("verliesschijven = [{aandeel = 0.5}]", "verliesschijven"),
            ("verliesplafond = 0.3", "verliesplafond"),
            ("verliesplafond_omzet = 0.3", "verliesplafond_omzet"),
            ("rampcorrectie = true", "rampcorrectie"),
            ('volgorde = "plafond_dan_aandeel"', "volgorde"),
            ("verlichting = 0.5", "verlichting"),
            ("verlichting_personen = 5", "verlichting_personen"),
            ("risicoplafond = 0.03", "risicoplafond"),
            ('spoor = "ENHANCED"', "spoor"),
            ("jaar = 2023", "jaar"),
        ],
    )
    def test_of_a_contract_is_refused_by_its_name(self, tmp_path: Path, line: str, field: str) -> None:
        found = problems(tmp_path, f"{SHARE}\n{line}")
        assert found[0].startswith(f"bestand!contract.{field}: "), found

    def test_of_a_contract_in_python_is_refused_as_well(self) -> None:
        with pytest.raises(UsageError, match="drempelwaarde: dit veld doet niets"):
            Contract(name="A", source="b", share=Fraction(1, 2), minimum_rate=Fraction(1, 50))

    def test_each_rule_is_about_fields_that_exist(self) -> None:
        for dutch, effect in EFFECTS.items():
            assert {dutch, *effect.looks_at} <= entries().keys()

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            ("kwaliteit = 0.8", "kwaliteit"),
            ("standaard_gehaald = false", "standaard_gehaald"),
            ("alternatieve_standaard_gehaald = true", "alternatieve_standaard_gehaald"),
            ("omzet_aanbieders_eur = 5", "omzet_aanbieders_eur"),
            ("controlegroep = true", "controlegroep"),
            ("daling_gemarkeerd = true", "daling_gemarkeerd"),
            ("verlichting_van_toepassing = true", "verlichting_van_toepassing"),
            ("rampbedrag_eur = 10", "rampbedrag_eur"),
        ],
    )
    def test_of_an_outcome_is_refused_by_its_name(self, tmp_path: Path, line: str, field: str) -> None:
        (found,) = problems(tmp_path, SHARE, line)
        assert found.startswith(f"bestand!uitkomst.{field}: Het veld '{field}' doet hier niets.")

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ('[[aanbieder]]\nnaam = "A"\nafgesproken_deel = 1', "aanbieder 1.afgesproken_deel"),
            (
                f"{UNCERTAIN}\nkwaliteit_laag = 0.5\nkwaliteit_hoog = 1",
                "onzekerheid.kwaliteit_laag",
            ),
            (
                f"{UNCERTAIN}\n[meerjarig]\njaren = 3\ngroei = 0\ninvestering = 'eenmalig'\n{LATE}",
                "meerjarig.opnieuw_vaststellen_na",
            ),
        ],
    )
    def test_of_an_optional_part_is_refused_by_its_path(self, tmp_path: Path, more: str, field: str) -> None:
        found = problems(tmp_path, SHARE, "", more)
        assert found[0].startswith(f"bestand!{field}: "), found

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            ("bundelprijs_eur = 10", "patienten_zonder"),
            ("patienten_met = 10", "bundelprijs_eur"),
            ("inwoners = 10", "per_inwoner_eur"),
            ("zwaarte = 1.1", "zwaarte"),
            ("opnieuw_vaststellen_na = 2", "opnieuw_vaststellen_na"),
            ("budget_eur = 10\nopnieuw_vaststellen_na = 4", "opnieuw_vaststellen_na"),
        ],
    )
    def test_half_a_payment_form_is_refused(self, tmp_path: Path, line: str, field: str) -> None:
        product = '[[product]]\nnaam = "Uur"\nprijs_eur = 1\naantal_zonder = 2\naantal_met = 1\n'
        found = problems(tmp_path, SHARE, "", f"{product}[betaalvormen]\njaren = 4\ngroei = 0\n{line}")
        assert any(one.startswith(f"bestand!betaalvormen.{field}: ") for one in found), found

    def test_a_quality_that_falls_from_low_to_high_is_refused(self, tmp_path: Path) -> None:
        more = f"{UNCERTAIN}\nkwaliteit_laag = 0.9\nkwaliteit_hoog = 0.5"
        (found,) = problems(tmp_path, f"{SHARE}\n{GATE}", PASSED, more)
        assert found.startswith("bestand!onzekerheid.kwaliteit_laag: De laagste kwaliteit ligt boven")

    def test_an_agreed_key_without_providers_is_refused(self, tmp_path: Path) -> None:
        (found,) = problems(tmp_path, f'{SHARE}\nsleutel_aanbieders = "afgesproken"')
        assert found.startswith("bestand!aanbieder: De sleutel voor de aanbieders verdeelt over niemand.")


class TestGate:
    """Whether the gate is open must be said."""

    def test_an_unanswered_gate_is_asked_for(self, tmp_path: Path) -> None:
        (found,) = problems(tmp_path, f"{SHARE}\n{GATE}", "kwaliteit = 0.0")
        assert found.startswith("bestand!uitkomst.standaard_gehaald: Kwaliteit is in dit contract een poort.")

    def test_behind_a_closed_gate_the_other_standard_is_asked_for(self, tmp_path: Path) -> None:
        closed = "kwaliteit = 0.5\nstandaard_gehaald = false"
        (found,) = problems(tmp_path, f"{SHARE}\n{GATE}", closed)
        assert found.startswith(
            "bestand!uitkomst.alternatieve_standaard_gehaald: De standaard is niet gehaald."
        )
        assert paid(tmp_path, f"{SHARE}\n{GATE}", f"{closed}\nalternatieve_standaard_gehaald = false") == 0
        # Half of 741.000.
        half = f"{closed}\nalternatieve_standaard_gehaald = true"
        assert paid(tmp_path, f"{SHARE}\n{GATE}", half) == 370_500_00

    def test_a_ready_made_gate_must_be_answered_too(self, tmp_path: Path) -> None:
        path = tmp_path / "klaar.toml"
        text = ACHTERHOEK.format(contract="", outcome="kwaliteit = 0.9", more="").replace(
            'naam = "Afspraak"', 'kant_en_klaar = "mssp"\nspoor = "ENHANCED"\njaar = 2023'
        )
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"uitkomst\.standaard_gehaald"):
            read_scenario(path)

    @pytest.mark.parametrize(
        ("rule", "field"),
        [
            ("vangrail = true", "daling_gemarkeerd"),
            (f"{THRESHOLD}\nverlichting = 0.5", "verlichting_van_toepassing"),
        ],
    )
    def test_other_gates_are_asked_for(self, tmp_path: Path, rule: str, field: str) -> None:
        (found,) = problems(tmp_path, f"{SHARE}\n{rule}")
        assert found.startswith(f"bestand!uitkomst.{field}: Het contract kent")

    def test_a_flagged_saving_pays_nothing(self, tmp_path: Path) -> None:
        assert paid(tmp_path, f"{SHARE}\nvangrail = true", "daling_gemarkeerd = true") == 0
        assert paid(tmp_path, f"{SHARE}\nvangrail = true", "daling_gemarkeerd = false") == 741_000_00

    def test_relief_pays_half_below_the_threshold(self, tmp_path: Path) -> None:
        rules = f'{SHARE}\ndrempel = "vast"\ndrempelwaarde = 0.5\nverlichting = 0.5'
        assert paid(tmp_path, rules, "verlichting_van_toepassing = true") == 370_500_00
        assert paid(tmp_path, rules, "verlichting_van_toepassing = false") == 0


class TestStopLoss:
    """The most a payer bears of the loss of others."""

    LIMIT = '[[betaler]]\nnaam = "gemeente"\nhoogste_verlies_eur = 100'

    def test_it_is_read_for_a_payer_of_a_stream(self, tmp_path: Path) -> None:
        made = read(tmp_path, f'{SHARE}\ntekort_betalers = "samen"', "", self.LIMIT)
        assert [(one.payer, one.limit_cents) for one in made.stop_losses] == [("gemeente", 100_00)]

    def test_without_a_shared_loss_it_does_nothing_and_is_refused(self, tmp_path: Path) -> None:
        (found,) = problems(tmp_path, SHARE, "", self.LIMIT)
        assert found.startswith("bestand!betaler 1.hoogste_verlies_eur: ")

    def test_a_payer_without_a_stream_is_refused(self, tmp_path: Path) -> None:
        stranger = self.LIMIT.replace("gemeente", "provincie")
        (found,) = problems(tmp_path, f'{SHARE}\ntekort_betalers = "samen"', "", stranger)
        assert found.startswith("bestand!betaler 1.naam: Deze betaler staat bij geen enkele stroom.")


class TestOnlyWhatIsMissing:
    """One mistake, one message."""

    def test_a_ready_made_contract_asks_only_for_its_open_part(self, tmp_path: Path) -> None:
        text = ACHTERHOEK.format(contract="", outcome="", more="")
        text = text.replace('naam = "Afspraak"\nbron = "Verzonnen"\n', "").replace(
            'benchmark = "vast"', 'kant_en_klaar = "reach_global"'
        )
        path = tmp_path / "klaar.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_scenario(path)
        assert [str(finding) for finding in caught.value.findings] == [
            "bestand!contract.korting: Dit contract noemt dit deel niet zelf. Vul het in."
        ]

    @pytest.mark.parametrize(
        ("contract", "outcome", "field"),
        [
            ('kwaliteit = "poortt"', PASSED, "contract.kwaliteit"),
            ('verlies = "vats"\nverliesaandeel = 0.3\nverliesplafond = 0.1', "", "contract.verlies"),
            (
                'verlies = "vast"\nverliesaandeel = 0.3\nverliesplafond_omzet = 5',
                "omzet_aanbieders_eur = 9",
                "contract.verliesplafond_omzet",
            ),
            ('drempel = "vast"\ndrempelwaarde = 2', "", "contract.drempelwaarde"),
        ],
    )
    def test_a_mistake_in_the_contract_brings_no_others(
        self, tmp_path: Path, contract: str, outcome: str, field: str
    ) -> None:
        (found,) = problems(tmp_path, f"{SHARE}\n{contract}", outcome)
        assert found.startswith(f"bestand!{field}: ")

    def test_a_field_beside_a_ready_made_contract_goes_before_it(self, tmp_path: Path) -> None:
        text = ACHTERHOEK.format(contract=SHARE, outcome="", more="")
        text = text.replace(
            'naam = "Afspraak"\nbron = "Verzonnen"\nbenchmark = "vast"',
            'kant_en_klaar = "reach_professional"\nverlies = "geen"',
        )
        path = tmp_path / "klaar.toml"
        path.write_text(text, encoding="utf-8")
        contract = read_scenario(path).contract
        assert (contract.share, contract.gain_bands) == (Fraction(2, 5), ())
        assert (contract.loss, contract.loss_bands) == (LossRule.NONE, ())


NUMBERS = ("nan", "inf", "-inf", "-1", "1e10", "1e13", "true", '"veel"', "[1]")


@pytest.mark.parametrize("value", NUMBERS)
@pytest.mark.parametrize(
    "field",
    [
        *("contract.korting", "contract.plafond", "contract.heffing", "contract.naar_rato"),
        *("uitkomst.kwaliteit", "onzekerheid.variatiecoefficient", "onzekerheid.ruis_benchmark"),
        *("onzekerheid.deel_echt", "meerjarig.groei", "meerjarig.jaren", "stroom 1.zonder_eur"),
    ],
)
def test_an_impossible_number_is_refused_under_its_field(tmp_path: Path, field: str, value: str) -> None:
    place, _, name = field.rpartition(".")
    parts: dict[str, dict[str, str]] = {
        "contract": {"aandeel": "0.4", "kwaliteit": '"poort"'},
        "uitkomst": {"kwaliteit": "0.5", "standaard_gehaald": "true", "personen": "100"},
        "onzekerheid": {"zekerheid": "0.9", "variatiecoefficient": "1"},
        "meerjarig": {"jaren": "3", "groei": "0", "investering": '"eenmalig"'},
        "stroom 1": {
            "naam": '"Wmo"',
            "betaler": '"gemeente"',
            "zonder_eur": "10",
            "met_eur": "10",
            "investering_eur": "0",
            "geldstroom": '"kasstroom"',
        },
    }
    if place == "stroom 1" and value == "1e10":
        return  # ten billion euros is an amount
    parts["contract"] |= {"naam": '"A"', "bron": '"b"'}
    parts[place][name] = value
    lines = ['titel = "T"', "synthetisch = true"]
    for part, fields in parts.items():
        lines += ["[[stroom]]" if part == "stroom 1" else f"[{part}]"]
        lines += [f"{key} = {one}" for key, one in fields.items()]
    path = tmp_path / "scenario.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    assert [finding.cell for finding in caught.value.findings] == [field]
    assert value not in str(caught.value.findings[0]) or value in ("-1", "true")


def test_a_band_in_python_is_still_a_ladder() -> None:
    contract = Contract(
        name="A",
        source="b",
        gain_bands=(Band(Fraction(1, 10), Fraction(1, 2)),),
        threshold=ThresholdKind.TABLE,
        first_dollar=False,
    )
    assert contract.gain_bands[0].upper == Fraction(1, 10)
