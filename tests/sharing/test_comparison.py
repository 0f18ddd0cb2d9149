"""Contracts side by side: the same outcome, the same draws, and regrets that fit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing import Scenario, read_scenario, simulate
from maatschappelijk_rendement.sharing.comparison import compare_contracts
from maatschappelijk_rendement.sharing.contract import QualityRule
from maatschappelijk_rendement.sharing.years_drawn import draw_years
from maatschappelijk_rendement.sharing.years_settled import settle_years

EXAMPLE = Path(__file__).resolve().parents[2] / "voorbeelden" / "scenario_wijk.toml"


@pytest.fixture(scope="module")
def half() -> Scenario:
    scenario = read_scenario(EXAMPLE)
    assert scenario.uncertainty is not None
    return replace(scenario, uncertainty=replace(scenario.uncertainty, draws=2_000))


def with_share(scenario: Scenario, name: str, share: Fraction) -> Scenario:
    return replace(scenario, contract=replace(scenario.contract, name=name, share=share))


def test_a_contract_has_the_odds_it_has_alone(half: Scenario) -> None:
    done = compare_contracts(half, with_share(half, "Derde", Fraction(1, 3)))
    alone = simulate(half)
    first = [row for row in done.parties if row.contract == half.contract.name]
    assert [(row.party, row.mean_cents, row.p05_cents, row.odds_negative) for row in first] == [
        (party.party, party.mean_cents, party.p05_cents, party.odds_negative) for party in alone.parties
    ]
    assert done.contracts[0].odds_gain == alone.odds_gain


def test_a_larger_share_is_better_for_providers_and_worse_for_payers(half: Scenario) -> None:
    done = compare_contracts(half, with_share(half, "Derde", Fraction(1, 3)))
    more, less = done.of("Wijkteam")
    # The providers never get less of a larger share: no regret, best in every draw.
    assert (more.regret_cents, more.worst_regret_cents, more.odds_best) == (0, 0, 1.0)
    assert less.regret_cents > 0
    assert less.mean_cents + less.regret_cents == pytest.approx(more.mean_cents, abs=1)
    more, less = done.of("Zvw (zorgverzekeraar)")
    assert (less.odds_best, less.regret_cents) == (1.0, 0)
    assert more.mean_cents + more.regret_cents == pytest.approx(less.mean_cents, abs=1)
    assert {one.name: one.largest_regret_cents > 0 for one in done.contracts} == {
        half.contract.name: True,
        "Derde": True,
    }


def test_equal_contracts_have_no_regret(half: Scenario) -> None:
    done = compare_contracts(half, with_share(half, "Ook de helft", Fraction(1, 2)))
    assert {(row.regret_cents, row.odds_best) for row in done.parties} == {(0, 1.0)}


def test_measured_amounts_add_up_to_the_split(half: Scenario) -> None:
    done = compare_contracts(half, with_share(half, "Derde", Fraction(1, 3)))
    # 830.000 fall, 240.000 invested, 59.000 aside; half of 531.000 times quality 0,85 is 225.675.
    assert (done.contracts[0].pool_cents, done.contracts[0].kept_cents) == (22_567_500, 30_532_500)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"persons": 4_201}, "uitkomst.personen"),
        ({"providers": ()}, "aanbieder.naam"),
    ],
)
def test_another_outcome_is_refused_by_its_field(half: Scenario, change: dict[str, Any], field: str) -> None:
    other = replace(with_share(half, "Ander", Fraction(1, 3)), **change)
    with pytest.raises(UsageError, match=f"{field}: contract 2"):
        compare_contracts(half, other)


def test_other_costs_are_refused_by_their_field(half: Scenario) -> None:
    streams = (replace(half.streams[0], after_cents=1), *half.streams[1:])
    other = replace(with_share(half, "Ander", Fraction(1, 3)), streams=streams)
    with pytest.raises(UsageError, match=r"stroom\.met_eur: contract 2"):
        compare_contracts(half, other)


def test_too_few_contracts_and_equal_names_are_refused(half: Scenario) -> None:
    with pytest.raises(UsageError, match="2 tot 12"):
        compare_contracts(half)
    with pytest.raises(UsageError, match="eigen naam"):
        compare_contracts(half, half)
    with pytest.raises(UsageError, match="onzekerheid"):
        compare_contracts(replace(half, uncertainty=None), with_share(half, "Derde", Fraction(1, 3)))


def test_files_are_read(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("trekkingen = 100000", "trekkingen = 1000")
    paths = []
    for name, share in (("Half", "0.5"), ("Kwart", "0.25")):
        path = tmp_path / f"{name}.toml"
        path.write_text(
            text.replace("Voorbeeldcontract wijk", name).replace("aandeel = 0.5 ", f"aandeel = {share} "),
            encoding="utf-8",
        )
        paths.append(path)
    assert [one.name for one in compare_contracts(*paths).contracts] == ["Half", "Kwart"]


YEARS = EXAMPLE.with_name("afspraak_vijf_jaar.toml")


@pytest.fixture(scope="module")
def agreed() -> Scenario:
    scenario = read_scenario(YEARS)
    assert scenario.uncertainty is not None
    return replace(scenario, uncertainty=replace(scenario.uncertainty, draws=1_000))


class TestOverYears:
    """All years of an agreement, on the same draws."""

    def test_a_contract_has_the_years_it_has_alone(self, agreed: Scenario) -> None:
        assert agreed.agreement is not None
        done = compare_contracts(agreed, with_share(agreed, "Derde", Fraction(1, 3))).years
        assert done is not None
        assert (done.years, done.expected) == ((2024, 2025, 2026, 2027, 2028), (2026, 2027, 2028))
        last = draw_years(agreed, agreed.agreement)[-1]
        first = [row for row in done.parties if row.contract == agreed.contract.name]
        assert [(row.party, row.p05_cents, row.p95_cents, row.odds_negative) for row in first] == [
            (party.party, party.so_far_cents[0], party.so_far_cents[2], party.odds_negative)
            for party in last.parties
        ]
        settled = settle_years(agreed, agreed.agreement)
        totals = (*settled.stream_totals(), *settled.provider_totals())
        assert [row.measured_cents for row in first] == list(totals)

    def test_other_rules_over_years_are_another_contract(self, agreed: Scenario) -> None:
        assert agreed.agreement is not None
        rolling = replace(agreed.agreement, rules=replace(agreed.agreement.rules, renew_after=1))
        other = replace(with_share(agreed, "Rollend", Fraction(1, 2)), agreement=rolling)
        done = compare_contracts(agreed, other).years
        assert done is not None
        # A rolling benchmark soon holds the old fall: less for the providers, in every draw that matters.
        kept, rolled = done.contracts
        assert rolled.mean_pool_cents < kept.mean_pool_cents
        for row in done.parties:
            assert row.regret_cents >= 0
            best = max(one.mean_cents + one.regret_cents for one in done.parties if one.party == row.party)
            assert row.mean_cents + row.regret_cents == pytest.approx(best, abs=1)

    def test_one_year_has_no_years(self, half: Scenario) -> None:
        assert compare_contracts(half, with_share(half, "Derde", Fraction(1, 3))).years is None

    def test_other_years_are_refused_by_their_field(self, agreed: Scenario) -> None:
        agreement = agreed.agreement
        assert agreement is not None
        other = with_share(agreed, "Ander", Fraction(1, 3))
        first, *rest = agreement.years
        for changed, field in (
            (replace(first, persons=1), r"jaar\.personen"),
            (replace(first, risk=Fraction(2)), r"jaar\.zorgzwaarte"),
            (
                replace(first, streams=(replace(first.streams[0], cost_cents=1), *first.streams[1:])),
                r"jaar\.stroom\.kosten_eur",
            ),
        ):
            years = replace(agreement, years=(changed, *rest))
            with pytest.raises(UsageError, match=f"{field}: contract 2"):
                compare_contracts(agreed, replace(other, agreement=years))
        with pytest.raises(UsageError, match="meerjarenafspraak: contract 2"):
            compare_contracts(agreed, replace(other, agreement=None))
        noisy = replace(agreement, rules=replace(agreement.rules, noise_correlation=Fraction(1)))
        with pytest.raises(UsageError, match=r"samenhang_ruis: contract 2"):
            compare_contracts(agreed, replace(other, agreement=noisy))


def test_another_uncertainty_is_refused_and_none_takes_that_of_the_first(half: Scenario) -> None:
    other = with_share(half, "Derde", Fraction(1, 3))
    assert half.uncertainty is not None
    with pytest.raises(UsageError, match=r"onzekerheid\.trekkingen: contract 2"):
        compare_contracts(half, replace(other, uncertainty=replace(half.uncertainty, draws=3_000)))
    without = compare_contracts(half, replace(other, uncertainty=None))
    assert without.parties == compare_contracts(half, other).parties


def test_a_contract_without_quality_stands_beside_one_with(half: Scenario) -> None:
    assert half.uncertainty is not None
    plain = replace(
        half,
        quality=None,
        contract=replace(half.contract, name="Zonder", quality=QualityRule.NONE),
        uncertainty=replace(half.uncertainty, quality_low=None, quality_high=None),
    )
    for pair in ((plain, half), (half, plain)):
        done = compare_contracts(*pair)
        with_quality = next(one for one in done.contracts if one.name == half.contract.name)
        assert with_quality.pool_cents == 22_567_500
