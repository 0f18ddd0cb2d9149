"""The sentence about assumed years says what was assumed, and cannot be read as something else."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maatschappelijk_rendement.report.scenario.assumed_years import _alike, assumption_table, assumptions
from maatschappelijk_rendement.sharing.agreement import YearsRules
from maatschappelijk_rendement.sharing.case_assumptions import CaseYears
from maatschappelijk_rendement.sharing.case_years import years_from_cases
from maatschappelijk_rendement.sharing.contract import Contract
from maatschappelijk_rendement.sharing.evaluation import Evaluation, evaluate
from maatschappelijk_rendement.sharing.scenario import Scenario
from maatschappelijk_rendement.sharing.split import PayerStream

STREAMS = (
    PayerStream(stream="Wmo", payer="gemeente", before_cents=1_000_00, after_cents=900_00),
    PayerStream(stream="Zvw", payer="verzekeraar", before_cents=500_00, after_cents=400_00),
    PayerStream(stream="Inzet", payer="kantoor", before_cents=0, after_cents=0, investment_cents=10_00),
)


def made(wmo: Fraction, zvw: Fraction, persons: int = 2, risk: Fraction = Fraction(1)) -> Evaluation:
    """One assumed year with these rates of growth."""
    assumed = CaseYears(
        first_year=2024,
        persons=(persons,),
        kept=(Fraction(1, 2),),
        invested=(Fraction(1, 2),),
        risk=(risk,),
        growth={"Wmo": (wmo,), "Zvw": (zvw,), "Inzet": (Fraction(0),)},
    )
    agreement = years_from_cases(STREAMS, 2, assumed, YearsRules(weights=(Fraction(1),)))
    return evaluate(
        Scenario(
            title="Toets",
            is_synthetic=True,
            contract=Contract(name="C", source="B", share=Fraction(1, 2)),
            streams=STREAMS,
            persons=2,
            months=12,
            agreement=agreement,
        )
    )


@pytest.mark.parametrize(
    ("wmo", "zvw", "words"),
    [
        ("0.01", "0.01", "de kosten per casus groeien 1 % per jaar."),
        ("0.01", "0.02", "de kosten per casus groeien 1 % tot 2 % per jaar."),
        ("-0.02", "-0.02", "de kosten per casus dalen 2 % per jaar."),
        ("-0.02", "0.01", "de kosten per casus veranderen met -2 % tot 1 % per jaar."),
    ],
)
def test_growth_is_that_of_the_streams_with_cost(wmo: str, zvw: str, words: str) -> None:
    evaluation = made(Fraction(wmo), Fraction(zvw))
    assert words in assumptions(evaluation)[0].replace("\u00a0", " ")
    heads = [column.label for column in assumption_table(evaluation)[0].columns]
    assert heads[5:] == (["Groei van elke stroom"] if wmo == zvw else ["Groei Wmo", "Groei Zvw"])


def test_an_investment_that_is_done_again_is_not_told_as_one_that_is_paid_back() -> None:
    said = assumptions(made(Fraction(0), Fraction(0)))[0].replace("\u00a0", " ")
    assert "van de investering wordt 50 % opnieuw gedaan" in said
    assert "zorgzwaarte" not in said


def test_heavier_cases_and_a_single_one_are_told() -> None:
    said = assumptions(made(Fraction(0), Fraction(0), persons=1, risk=Fraction(11, 10)))[0]
    assert "1 casus;" in said
    assert said.endswith("; de zorgzwaarte is 1,10, naast 1 in 2024.")


def test_streams_that_grow_alike_share_a_column() -> None:
    one, two = (Fraction(1, 100),), (Fraction(2, 100),)
    assert _alike({"Wmo": one, "Wlz": two, "Zvw": one}) == [
        ("Groei Wlz", two),
        ("Groei van elke andere stroom", one),
    ]
    assert _alike({}) == []
