"""Sentences about a settlement and a division are true of the numbers beside them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from maatschappelijk_rendement.report.scenario import render
from maatschappelijk_rendement.report.scenario.sentences import (
    division_sentences,
    key_words,
    outcome_sentence,
    worse_off_sentences,
    years_worse_off,
)
from maatschappelijk_rendement.sharing.agreement import AgreementYear, StreamYear, YearsAgreement, YearsRules
from maatschappelijk_rendement.sharing.contract import (
    Contract,
    LossRule,
    PayerKey,
    QualityRule,
    ShortfallRule,
    ThresholdKind,
)
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream, StopLoss

HALF = Fraction(1, 2)


def made(
    *amounts: tuple[int, int, int], stop_losses: tuple[StopLoss, ...] = (), **contract: Any
) -> Evaluation:
    """Evaluate streams of (before, after, investment) in whole euros."""
    streams = tuple(
        PayerStream(
            stream=f"S{number}",
            payer=f"P{number}",
            before_cents=100 * before,
            after_cents=100 * after,
            investment_cents=100 * investment,
        )
        for number, (before, after, investment) in enumerate(amounts, start=1)
    )
    terms: dict[str, Any] = {"share": HALF, **contract}
    scenario = Scenario(
        title="Toets",
        is_synthetic=True,
        contract=Contract(name="C", source="B", **terms),
        streams=streams,
        persons=5_000,
        quality=Fraction(1),
        stop_losses=stop_losses,
    )
    return evaluate(scenario)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "key", [PayerKey.INCIDENCE, PayerKey.EQUAL, PayerKey.INVESTMENT, PayerKey.HOLD_HARMLESS]
)
def test_a_small_winner_beside_a_large_rise_keeps_its_saving_and_is_told_so(key: PayerKey) -> None:
    done = made((1_000_000, 999_000, 0), (50_000_000, 51_000_000, 0), payer_key=key)
    assert [one.result_cents for one in done.split.streams] == [1_000_00, -1_000_000_00]
    said = " ".join([*division_sentences(done), *worse_off_sentences(done.split)])
    assert "Ieder draagt dan zijn eigen verlies." in said
    assert "Met verrekening gaat er financieel op achteruit: P2 (S2)." in said
    assert "niemand slechter af" not in said
    assert key_words(done.split, ShortfallRule.OWN) == "ieder zijn eigen verlies"


@pytest.mark.parametrize(
    ("amounts", "terms", "says"),
    [
        # Half of a saving of 1.000 goes to the providers; 900 was invested.
        ([(5_000, 4_000, 900)], {}, "De uitkering komt van wie bespaarde, naar zijn daling."),
        (
            [(5_000, 4_000, 0), (5_000, 6_500, 0)],
            {"loss": LossRule.FLAT, "loss_rate": HALF},
            "Wat de aanbieders betalen, gaat naar wie verloor, naar zijn verlies.",
        ),
        (
            [(5_000, 6_000, 0)],
            {"quality_bonus": Fraction(1, 100)},
            "De uitkering komt van de betalers volgens de sleutel: niemand bespaarde.",
        ),
    ],
)
def test_beside_a_loss_it_is_said_who_pays_and_who_gets(
    amounts: list[tuple[int, int, int]], terms: dict[str, Any], says: str
) -> None:
    done = made(*amounts, investment_first=False, **terms)
    assert done.split.kept_cents < 0
    assert division_sentences(done)[1:] == [says]


def test_nobody_is_worse_off_only_where_nobody_is() -> None:
    done = made((1_000, 1_100, 100), (5_000, 4_000, 0), payer_key=PayerKey.HOLD_HARMLESS)
    assert "eerst niemand slechter af" in division_sentences(done)[0]
    assert worse_off_sentences(done.split) == [
        "Zonder verrekening gaat er financieel op achteruit: P1 (S1).",
        "Met verrekening gaat geen betaler er financieel op achteruit.",
    ]


def test_a_payer_of_several_streams_is_worse_off_only_over_all_of_them() -> None:
    # One payer: 1.000 saved in one stream, 300 more spent in another.
    one = made((5_000, 4_000, 0), (1_000, 1_300, 0))
    streams = tuple(replace(stream, payer="gemeente") for stream in one.scenario.streams)
    together = evaluate(replace(one.scenario, streams=streams))
    assert worse_off_sentences(together.split) == []
    risen = tuple(replace(stream, after_cents=stream.after_cents + 1_000_00) for stream in streams)
    worse = evaluate(replace(one.scenario, streams=risen))
    assert worse_off_sentences(worse.split) == [
        "Zonder verrekening gaat er financieel op achteruit: gemeente.",
        "Met verrekening gaat er financieel op achteruit: gemeente.",
    ]


def test_a_shared_loss_says_that_the_contract_wants_it_and_names_the_limit() -> None:
    done = made(
        (1_000, 900, 0),
        (5_000, 6_000, 0),
        payer_key=PayerKey.EQUAL,
        shortfall=ShortfallRule.TOGETHER,
        stop_losses=(StopLoss("P1", 200_00),),
    )
    assert [one.result_cents for one in done.split.streams] == [-200_00, -700_00]
    together, limit = (plain(sentence) for sentence in division_sentences(done))
    assert together == (
        "De betalers komen samen tekort en dragen dat samen; zo zegt het contract het. De sleutel 'gelijk' "
        "verdeelt het tekort: gelijke delen."
    )
    assert limit == "Van het verlies van anderen draagt P1 hoogstens € 200,00."


class TestOutcome:
    """What the contract makes of the change."""

    def test_less_is_spent_but_more_is_invested(self) -> None:
        # 750 less spent, 1.950 invested: 1.200 short.
        done = made(
            (75_500, 74_750, 1_950), loss=LossRule.FLAT, loss_rate=HALF,
            threshold=ThresholdKind.FIXED, minimum_rate=Fraction(1, 100),
        )  # fmt: skip
        assert plain(outcome_sentence(done)) == (
            "De kosten zijn gedaald, maar na de investeringen blijft er een tekort van € 1.200,00. Dat telt "
            "mee: de aanbieders delen in het verlies."
        )

    def test_less_is_spent_but_the_discount_takes_more(self) -> None:
        done = made((1_000, 990, 0), discount=Fraction(1, 10))
        assert plain(outcome_sentence(done)) == (
            "De kosten zijn gedaald, maar na de korting op de benchmark blijft er een tekort van € 90,00. In "
            "dit contract betalen de aanbieders dan niet mee."
        )

    def test_a_rise_in_a_one_sided_contract_misses_no_threshold(self) -> None:
        said = outcome_sentence(made((1_000, 2_000, 0)))
        assert said == "De kosten zijn gestegen. In dit contract betalen de aanbieders dan niet mee."

    def test_a_rise_that_counts(self) -> None:
        said = outcome_sentence(made((1_000, 2_000, 0), loss=LossRule.FLAT, loss_rate=HALF))
        assert said == "De kosten zijn gestegen. Dat telt mee: de aanbieders delen in het verlies."

    def test_a_fall_without_a_threshold_reaches_none(self) -> None:
        said = outcome_sentence(made((1_000, 900, 0)))
        assert said == "De daling telt mee: dit contract heeft geen drempel."

    def test_nothing_changed(self) -> None:
        assert outcome_sentence(made((1_000, 1_000, 0))) == "Er is geen daling of stijging om te verrekenen."

    def test_a_bonus_is_no_settlement_of_the_saving(self) -> None:
        done = made((1_000, 1_500, 0), quality_bonus=Fraction(1, 100), quality=QualityRule.NONE)
        assert done.split.pool_cents == 10_00
        assert outcome_sentence(done).endswith("Alleen de kwaliteitsbonus wordt betaald.")


def test_the_page_for_a_board_says_rise_where_cost_rose_and_who_is_worse_off() -> None:
    page = render(made((1_000, 1_400, 0), (1_000, 900, 0), share=HALF))["scenario-bestuur.html"].decode()
    assert "2. Stijging van de kosten" in page
    assert "Met verrekening gaat er financieel op achteruit: P1 (S1)." in page
    assert "Daling van de kosten" not in page


def test_the_page_for_a_board_says_neither_where_nothing_changed() -> None:
    page = render(made((1_000, 1_000, 0), share=HALF))["scenario-bestuur.html"].decode()
    assert "2. Geen verschil in kosten" in page
    assert "achteruit" not in page


def test_the_page_for_a_board_says_after_all_years_who_comes_short() -> None:
    plain = made((1_000, 1_400, 0), share=HALF, loss=LossRule.FLAT, loss_rate=HALF)
    cost = [StreamYear(stream="S1", cost_cents=cents) for cents in (100_000, 140_000, 140_000)]
    years = [AgreementYear(year=2023 + n, persons=10, streams=(one,)) for n, one in enumerate(cost)]
    agreement = YearsAgreement(
        base_years=tuple(years[:1]), years=tuple(years[1:]), rules=YearsRules(weights=(Fraction(1),))
    )
    page = render(evaluate(replace(plain.scenario, agreement=agreement)))["scenario-bestuur.html"].decode()
    assert "5. Na 2 jaar: betalers komen tekort" in page
    assert "Aanbieders betalen dan €\N{NO-BREAK SPACE}400." in page


def test_a_good_first_year_does_not_hide_who_is_worse_off_over_all_years() -> None:
    # Year 1: 400 saved, nobody worse off. Year 2 costs 1.000 more in the stream of P1, and P2 saves nothing.
    plain = made((1_000, 800, 0), (1_000, 800, 0))
    years = tuple(
        AgreementYear(
            year=2023 + number,
            persons=5_000,
            streams=(
                StreamYear(stream="S1", cost_cents=first * 100),
                StreamYear(stream="S2", cost_cents=second * 100),
            ),
        )
        for number, (first, second) in enumerate(((1_000, 1_000), (800, 800), (2_000, 1_000)))
    )
    agreement = YearsAgreement(
        base_years=years[:1], years=years[1:], rules=YearsRules(weights=(Fraction(1),))
    )
    done = evaluate(replace(plain.scenario, agreement=agreement))
    assert done.settled_years is not None
    said = years_worse_off(done.settled_years)
    assert said == ("Over alle 2 jaar samen gaat er met verrekening financieel op achteruit: P1.",)
    page = render(done)["scenario-bestuur.html"].decode()
    assert said[0] in page
