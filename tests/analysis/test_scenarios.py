"""What-ifs in one frame: each row is what the analysis under that choice gives, to the cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from maatschappelijk_rendement import AnalysisSettings, Case, CaseLoad, Tariff, Usage, analyse
from maatschappelijk_rendement.analysis.groups import existing_cases
from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.intake.example import ruwaard

HELP = "WMO.BEGELEIDING_IND.UUR.REF2022"
CHORES = "WMO.HH.UUR.REF2022"


@pytest.fixture(scope="module")
def result() -> MicroAnalysis:
    return analyse(ruwaard())


@pytest.mark.parametrize("moment", ["na", "herhaling"])
@pytest.mark.parametrize(
    "change", [{"period_months": 6}, {"index": "OVA"}, {"mdo_costs": "meegerekend"}, {"title": "Anders"}]
)
def test_other_settings_give_what_under_gives(
    result: MicroAnalysis, change: dict[str, Any], moment: Any
) -> None:
    (row,) = result.scenarios([change], moment=moment).to_dict("records")
    group = existing_cases(result.under(**change), comparison=moment)
    assert (row["n"], row["delta_cents"], row["mean_cents"]) == (group.n, group.sum_cents(), group.mean_cents)
    assert (row["before_cents"], row["after_cents"]) == (
        group.sum_cents("before_cents"),
        group.sum_cents("after_cents"),
    )


def test_another_price_is_the_workbook_with_that_price_on_its_lines_without_one(
    result: MicroAnalysis,
) -> None:
    given = ruwaard()
    usage = tuple(
        replace(line, price_eur=Decimal("71.25"), price_source="eigen")
        if line.product_code == HELP and line.price_eur is None
        else line
        for line in given.usage
    )
    other = analyse(replace(given, usage=usage))
    (row,) = result.scenarios([{"prices": {HELP.lower(): "71.25"}}]).to_dict("records")
    assert row["delta_cents"] == existing_cases(other).sum_cents()
    assert row[f"price_eur {HELP.lower()}"] == "71.25"


def test_another_quantity_counts_after_the_mdo_only(result: MicroAnalysis) -> None:
    given = ruwaard()
    usage = tuple(
        replace(line, quantity=line.quantity / 2)
        if line.product_code == CHORES and line.moment != "voor"
        else line
        for line in given.usage
    )
    other = existing_cases(analyse(replace(given, usage=usage)))
    (row,) = result.scenarios([{"quantities": {CHORES: Fraction(1, 2)}}]).to_dict("records")
    assert (row["before_cents"], row["delta_cents"]) == (other.sum_cents("before_cents"), other.sum_cents())


def test_many_at_once_give_what_each_gives_alone_and_keep_their_order(result: MicroAnalysis) -> None:
    asked: list[dict[str, Any]] = [
        {},
        {"period_months": 6, "prices": {HELP: 60}},
        {"prices": {HELP: 60}, "quantities": {HELP: 0.8, CHORES: 1.5}},
        {"period_months": 6},
    ]
    frame = result.scenarios(asked)
    assert frame["scenario"].tolist() == [1, 2, 3, 4]
    assert frame["period_months"].tolist() == [12, 6, 12, 6]
    assert frame["delta_cents"].tolist()[0] == -132_394_00
    alone = [result.scenarios([one])["delta_cents"].tolist()[0] for one in asked]
    assert frame["delta_cents"].tolist() == alone


def by_hand() -> MicroAnalysis:
    settings = AnalysisSettings(
        title="Proef",
        municipality="Oss",
        period_months=12,
        price_mode="constant",
        price_year=2022,
        index="CPI",
        price_basis="tarief",
        comparison="voor_na",
        after_basis="realisatie",
        mdo_costs="apart",
        selection="alle",
    )
    tariff = Tariff(
        code="P1",
        stream="Wmo",
        unit="uur",
        price_eur="50",
        valid_from="2022-01-01",
        source_text="verzonnen",
        is_local=True,
        price_basis="norm",
        valid_until="2023-01-01",
    )
    lines = [
        Usage(case_id="C1", moment=m, product_code="P1", quantity=q, per="maand")
        for m, q in (("voor", 4), ("na", 3))
    ]
    case = Case(case_id="C1", wijk="Noord", case_type="bestaand", mdo_date="2022-07-01")
    return analyse(CaseLoad(settings=settings, cases=[case], usage=lines, tariffs=[tariff]))


def test_the_amounts_are_those_of_a_reckoning_by_hand() -> None:
    # 12 months: 4 hours of 50 euros before, 3 after: 2.400 and 1.800. At 60 euros: 2.880 and 2.160. A third
    # less hours after: 2 a month, 1.200.
    frame = by_hand().scenarios([{}, {"prices": {"P1": 60}}, {"quantities": {"P1": Fraction(2, 3)}}])
    assert frame["before_cents"].tolist() == [240_000, 288_000, 240_000]
    assert frame["after_cents"].tolist() == [180_000, 216_000, 120_000]
    assert frame["delta_cents"].tolist() == [-60_000, -72_000, -120_000]


def test_what_cannot_be_priced_says_why_and_leaves_the_others_be() -> None:
    # A norm is never indexed, so that 2021 has no price; an own price helps.
    frame = by_hand().scenarios([{"price_year": 2021}, {"price_year": 2021, "prices": {"P1": 60}}, {}])
    assert frame["delta_cents"].isna().tolist() == [True, False, False]
    assert "geen prijs in 2021" in frame["not_priced"].tolist()[0]
    assert frame["not_priced"].tolist()[1:] == ["", ""]
    assert frame["delta_cents"].tolist()[1:] == [-72_000, -60_000]


@pytest.mark.parametrize(
    ("what_if", "kind", "says"),
    [
        ({"prijs": 1}, UsageError, "Keuze 1 heeft een onbekende naam"),
        ({"prices": {"GEHEIM": 1}}, UsageError, "geen enkele regel heeft dit product"),
        ({"prices": {"P1": -1}}, UsageError, "Keuze 1:"),
        ({"quantities": {"P1": "veel"}}, UsageError, "Keuze 1:"),
        ({"prices": ["P1"]}, UsageError, "Keuze 1: prices en quantities geeft u per productcode"),
        ({"quantities": None}, UsageError, "Keuze 1: prices en quantities geeft u per productcode"),
        ({"period_months": 99}, InputError, "period_months"),
    ],
)
def test_a_wrong_choice_is_refused_without_its_value(
    what_if: dict[str, Any], kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says) as refusal:
        by_hand().scenarios([what_if])
    assert "GEHEIM" not in str(refusal.value)


@pytest.mark.parametrize("what_ifs", [{"period_months": 6}, [3], "abc", None])
def test_anything_but_a_row_of_choices_is_refused_with_what_to_give(what_ifs: Any) -> None:
    with pytest.raises(UsageError, match="Geef een lijst van keuzes, elk een dict"):
        by_hand().scenarios(what_ifs)
