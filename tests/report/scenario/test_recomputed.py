"""Anyone can compute every settled euro again from ``scenario.json`` alone: here in fractions."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from tests.sharing.agreement_over_years import random_agreement
from tests.sharing.independent import settled
from tests.sharing.independent_years import settled_years

from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
from maatschappelijk_rendement.app.micro_analysis import analyse
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.report.scenario.audit import audit
from maatschappelijk_rendement.report.scenario.figures import figures
from maatschappelijk_rendement.sharing import read_scenario
from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.contract import Band, Contract
from maatschappelijk_rendement.sharing.evaluation import evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream, Provider, StopLoss

EXAMPLES = Path(__file__).resolve().parents[3] / "voorbeelden"


def written(scenario: Scenario) -> dict[str, Any]:
    """The content of the file, written and read again."""
    told: dict[str, Any] = json.loads(
        json.dumps(figures(evaluate(scenario)) | {"verantwoording": audit(scenario)})
    )
    return told


def cents(euros: Any) -> Any:
    return None if euros is None else int(Fraction(euros) * 100)


def part(text: Any) -> Any:
    return None if text is None else Fraction(text)


def read_back(account: dict[str, Any]) -> Scenario:
    """Take what a settlement needs from the account; the results in the file are not looked at."""
    outcome, rules = account["uitkomst"], account["meerjarenafspraak"]
    return Scenario(
        title="",
        is_synthetic=True,
        contract=Contract(
            **dict(map(_term, fields(Contract), [account["contract"]] * len(fields(Contract))))
        ),
        streams=tuple(
            PayerStream(
                stream=one["naam"],
                payer=one["betaler"],
                before_cents=cents(one["zonder_eur"]),
                after_cents=cents(one["met_eur"]),
                investment_cents=cents(one["investering_eur"]),
                budget_cents=cents(one["begroting_eur"]),
                agreed=part(one["afgesproken_deel"]),
            )
            for one in account["stromen"]
        ),
        providers=tuple(
            Provider(one["naam"], part(one["afgesproken_deel"])) for one in account["aanbieders"]
        ),
        stop_losses=tuple(
            StopLoss(one["naam"], cents(one["hoogste_verlies_eur"])) for one in account["betalers"]
        ),
        persons=outcome["personen"],
        quality=part(outcome["kwaliteit"]),
        met_quality_standard=outcome["standaard_gehaald"],
        met_alternative_standard=outcome["alternatieve_standaard_gehaald"],
        minimum_rate=part(outcome["drempel_afgesproken"]),
        provider_revenue_cents=cents(outcome["omzet_aanbieders_eur"]),
        has_relief=outcome["verlichting_van_toepassing"],
        is_flagged=outcome["daling_gemarkeerd"],
        disaster_cents=cents(outcome["rampbedrag_eur"]),
        agreement=None if rules is None else _agreement(rules),
    )


def _term(entry: Any, contract: dict[str, Any]) -> tuple[str, Any]:
    value, hint = contract[entry.metadata["dutch"]], get_type_hints(Contract)[entry.name]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return entry.name, hint(value)
    if entry.name.endswith("_cents"):
        return entry.name, cents(value)
    if entry.name.endswith("bands"):
        return entry.name, tuple(Band(part(one["tot"]), part(one["aandeel"])) for one in value)
    if isinstance(value, list):
        return entry.name, tuple(value)
    return entry.name, Fraction(value) if "Fraction" in str(hint) and value is not None else value


def _agreement(told: dict[str, Any]) -> YearsAgreement:
    return YearsAgreement(
        base_years=tuple(map(_year, told["basisjaren"])),
        years=tuple(map(_year, told["jaren"])),
        rules=YearsRules(
            weights=tuple(map(Fraction, told["gewichten"])),
            renew_after=told["opnieuw_vaststellen_na"],
            cap_so_far=part(told["plafond_totaal"]),
            loss_cap_so_far=part(told["verliesplafond_totaal"]),
            reserve_start_cents=cents(told["reserve_begin_eur"]),
            reserve_cap_cents=cents(told["reserve_plafond_eur"]),
            reserve_covers_loss=told["reserve_dekt_verlies"],
            reserve_released_after=told["reserve_vrij_na"],
            reserve_released_at_end=told["reserve_vrij_aan_einde"],
            released_to_providers=Fraction(told["reserve_aan_aanbieders"]),
        ),
    )


def _year(told: dict[str, Any]) -> AgreementYear:
    return AgreementYear(
        year=told["jaar"],
        persons=told["personen"],
        risk=Fraction(told["zorgzwaarte"]),
        quality=part(told["kwaliteit"]),
        met_quality_standard=told["standaard_gehaald"],
        met_alternative_standard=told["alternatieve_standaard_gehaald"],
        streams=tuple(
            StreamYear(
                stream=one["naam"],
                cost_cents=cents(one["kosten_eur"]),
                investment_cents=cents(one["investering_eur"]),
                growth=Fraction(one["groei"]),
            )
            for one in told["stromen"]
        ),
    )


def check(told: dict[str, Any]) -> None:
    """Compare every settled euro of the file with an independent computation from its account."""
    made = read_back(told["verantwoording"])
    for split in told["per_sleutel"]:
        expected = settled(made, split["sleutel"])
        assert [cents(split[f"{name}_eur"]) for name in ("reserve", "aanbieders", "betalers")] == [
            expected.reserve,
            expected.pool,
            expected.kept,
        ]
        assert [cents(one["voordeel_met_eur"]) for one in split["stromen"]] == expected.results
        assert [cents(one["verrekening_eur"]) for one in split["stromen"]] == expected.side_payments
        assert [cents(one["bedrag_eur"]) for one in split["aanbieders"]] == expected.providers
    if made.agreement is None:
        assert told["afspraak_jaren"] is None
        return
    years = settled_years(made, made.contract.payer_key.value)
    for year, known in zip(told["afspraak_jaren"], years, strict=True):
        assert {
            name: cents(year[f"{name}_eur"])
            for name in (
                *("benchmark", "afrekening", "na_plafond", "reserve_erin", "reserve_gebruikt"),
                *("reserve_vrij", "reserve_stand", "aanbieders", "betalers"),
            )
        } == {
            "benchmark": known.benchmark,
            "afrekening": known.settled,
            "na_plafond": known.paid,
            "reserve_erin": known.aside,
            "reserve_gebruikt": known.used,
            "reserve_vrij": known.released,
            "reserve_stand": known.left,
            "aanbieders": known.pool,
            "betalers": known.kept,
        }
        left_out = [
            cents(one["in_nieuwe_benchmark_eur"]) + cents(one["boven_risicoplafond_eur"])
            for one in year["stromen"]
        ]
        assert left_out == known.absorbed
        assert [cents(one["voordeel_met_eur"]) for one in year["stromen"]] == known.results
        assert [cents(one["bedrag_eur"]) for one in year["aanbieders"]] == known.providers


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_random_agreements_are_computed_again_from_their_file(start: int) -> None:
    for seed in range(start, start + 10):
        check(written(random_agreement(seed)))


def test_parts_that_end_nowhere_are_in_the_file_as_they_are() -> None:
    made = random_agreement(3)
    third = replace(made, contract=replace(made.contract, share=Fraction(1, 3), gain_bands=()))
    told = written(third)
    assert told["verantwoording"]["contract"]["aandeel"] == "1/3"
    check(told)


@pytest.mark.parametrize("name", ["scenario_wijk.toml", "afspraak_vijf_jaar.toml"])
def test_the_examples_are_computed_again_from_their_file(name: str) -> None:
    scenario = read_scenario(EXAMPLES / name)
    assert scenario.uncertainty is not None
    check(written(replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000))))


def test_assumed_years_after_cases_are_computed_again_from_their_file() -> None:
    cases = case_outcome(analyse(ruwaard()))
    scenario = read_scenario(EXAMPLES / "casussen_vijf_jaar.toml", cases=cases)
    assert scenario.uncertainty is not None
    told = written(replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000)))
    assert [one["soort_jaar"] for one in told["afspraak_jaren"]] == ["gemeten", *["aanname"] * 4]
    check(told)


def test_what_was_drawn_of_every_year_is_in_the_file() -> None:
    scenario = read_scenario(EXAMPLES / "afspraak_vijf_jaar.toml")
    assert scenario.uncertainty is not None
    small = replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000))
    told, drawn = written(small), evaluate(small).drawn_years
    kinds = [one["soort_jaar"] for one in told["afspraak_kansen"]]
    # The triangle completes 2024, which is not settled yet; from 2026 on nothing was measured.
    assert kinds == ["nog niet afgerekend", "gemeten", "verwacht", "verwacht", "verwacht"]
    assert kinds == [one["soort_jaar"] for one in told["afspraak_jaren"]]
    for one, year in zip(told["afspraak_kansen"], drawn, strict=True):
        assert one["kans_uitkering"] == year.odds_gain
        assert [cents(amount) for amount in one["betalers_tot_nu_eur"]] == list(year.payers_so_far_cents)
        assert [cents(row["tot_nu_eur"][1]) for row in one["partijen"]] == [
            party.so_far_cents[1] for party in year.parties
        ]
