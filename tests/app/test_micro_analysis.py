"""What holds for every caseload: accounting, order, signs; and the analysis of a small one by hand."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests import day_by_day
from tests.caseloads import caseloads, settings

from maatschappelijk_rendement import Case, CaseLoad, MdoEffort, Tariff, Usage, WellbeingScore, analyse
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError, UsageError
from maatschappelijk_rendement.outcomes.case_changes import total_cents

# An example holds up to forty lines, so that few examples say much.
few = examples(max_examples=max(5, examples().max_examples // 4))


@few
@given(caseloads())
def test_every_line_costs_what_counting_day_by_day_gives(caseload: CaseLoad) -> None:
    priced = analyse(caseload).usage.lines.sort_values("line")
    found = (priced["in_window_cents"] + priced["one_off_cents"]).tolist()
    assert found == [day_by_day.amount(caseload, line).cents for line in caseload.usage]


@few
@given(
    caseloads(
        mode="lopend",
        moments=("voor", "na", "herhaling", "nulalternatief"),
        types=("bestaand", "nieuw"),
        gaps=True,
    )
)
def test_every_line_at_carried_prices_costs_what_counting_day_by_day_gives(caseload: CaseLoad) -> None:
    priced = analyse(caseload, carry=True).usage.lines.sort_values("line")
    found = (priced["in_window_cents"] + priced["one_off_cents"]).tolist()
    expected = [day_by_day.amount(caseload, line, carry=True) for line in caseload.usage]
    assert found == [line.cents for line in expected]
    assert priced["structural_cents"].tolist() == [line.structural for line in expected]


@few
@given(caseloads(types=("bestaand", "nieuw")), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(caseload: CaseLoad, order: random.Random) -> None:
    cases, usage = list(caseload.cases), list(caseload.usage)
    order.shuffle(cases)
    order.shuffle(usage)
    shuffled = replace(caseload, cases=tuple(cases), usage=tuple(usage))
    assert figures(analyse(shuffled)) == figures(analyse(caseload))


def figures(analysis: object) -> list[tuple[object, ...]]:
    return [
        (g.key, g.n, g.sum_cents(), g.sum_cents("structural_cents"), g.median_cents) for g in analysis.groups
    ]


@few
@given(caseloads(types=("bestaand", "nieuw"), moments=("voor", "na", "herhaling")))
def test_lines_cases_streams_and_wijken_add_up_to_the_same_cents(caseload: CaseLoad) -> None:
    analysis = analyse(caseload)
    assert total_cents(analysis.usage.lines) == total_cents(analysis.costs)
    sums: Counter[tuple[str, ...]] = Counter()
    for group in analysis.groups:
        comparison, case_type, wijk, stream = group.key
        sums[
            comparison,
            case_type,
            "wijken" if wijk != "totaal" else "gemeente",
            "stromen" if stream != "totaal" else "alle",
        ] += group.sum_cents()
    for comparison, case_type, *_ in set(sums):
        assert (
            len(
                {
                    sums[comparison, case_type, w, s]
                    for w in ("wijken", "gemeente")
                    for s in ("stromen", "alle")
                }
            )
            == 1
        )


@few
@given(caseloads(mode="constant", dated=False))
def test_swapping_before_and_after_negates_every_delta(caseload: CaseLoad) -> None:
    other = {"voor": "na", "na": "voor"}
    swapped = replace(caseload, usage=tuple(replace(u, moment=other[u.moment]) for u in caseload.usage))
    deltas = {g.key: g.sum_cents() for g in analyse(caseload).groups}
    assert {g.key: -g.sum_cents() for g in analyse(swapped).groups} == deltas


@few
@given(caseloads())
def test_doubling_the_quantity_doubles_the_unrounded_amount(caseload: CaseLoad) -> None:
    doubled = replace(caseload, usage=tuple(replace(u, quantity=2 * u.quantity) for u in caseload.usage))
    once = analyse(caseload).usage.lines.sort_values("line")
    twice = analyse(doubled).usage.lines.sort_values("line")
    for column in ("in_window_cents", "one_off_cents", "structural_cents"):
        # Rounded once each, twice the amount is at most one cent away from the double.
        assert (twice[column].to_numpy() - 2 * once[column].to_numpy() <= 1).all()
        assert (twice[column].to_numpy() - 2 * once[column].to_numpy() >= -1).all()


# --- a small caseload by hand ---

PRICE = Tariff(
    code="TEST.UUR",
    stream="Wmo",
    unit="uur",
    price_eur=Decimal("50"),
    valid_from=date(2010, 1, 1),
    source_text="verzonnen",
    is_local=True,
)
BENEFIT = replace(
    PRICE,
    code="TEST.UITKERING",
    stream="Participatiewet",
    money_kind="inkomensoverdracht",
    receiver="bewoner",
)


def case(
    case_id: str, *, case_type: str = "bestaand", wijk: str = "Ruwaard", streams: tuple[str, ...] = ("alle",)
) -> Case:
    return Case(
        case_id=case_id, wijk=wijk, case_type=case_type, mdo_date=date(2018, 3, 1), observed_streams=streams
    )


def line(case_id: str, moment: str, quantity: int, code: str = "TEST.UUR", per: str = "totaal") -> Usage:
    return Usage(case_id=case_id, moment=moment, product_code=code, quantity=Decimal(quantity), per=per)


def load(cases: list[Case], usage: list[Usage], **more: object) -> CaseLoad:
    return CaseLoad(
        settings=settings(), cases=tuple(cases), usage=tuple(usage), tariffs=(PRICE, BENEFIT), **more
    )


def group(analysis: object, *key: str) -> object:
    return next(g for g in analysis.groups if g.key == key)


def test_a_saving_is_negative() -> None:
    analysis = analyse(load([case("a")], [line("a", "voor", 10), line("a", "na", 4)]))
    assert group(analysis, "na", "bestaand", "totaal", "totaal").sum_cents() == -300_00


def test_existing_and_new_cases_are_never_pooled() -> None:
    analysis = analyse(
        load(
            [case("a"), case("b", case_type="nieuw")],
            [line("a", "voor", 10), line("a", "na", 4), line("b", "na", 7)],
        )
    )
    assert group(analysis, "na", "bestaand", "totaal", "Wmo").sum_cents() == -300_00
    assert group(analysis, "na", "nieuw", "totaal", "Wmo").sum_cents() == 350_00
    assert {g.key[1] for g in analysis.groups} == {"bestaand", "nieuw"}


def test_an_observed_stream_without_use_is_zero_and_an_unobserved_one_is_absent() -> None:
    analysis = analyse(
        load(
            [case("a"), case("b", streams=("Participatiewet",))],
            [line("a", "voor", 10), line("b", "voor", 1, "TEST.UITKERING")],
        )
    )
    costs = analysis.costs.set_index(["case_id", "stream", "moment"])["in_window_cents"]
    assert costs["a", "Participatiewet", "voor"] == 0
    assert costs["a", "Wmo", "na"] == 0
    assert ("b", "Wmo", "voor") not in costs.index
    assert group(analysis, "na", "bestaand", "totaal", "Wmo").n == 1
    assert not group(analysis, "na", "bestaand", "totaal", "totaal").is_complete


def test_a_stream_that_nobody_used_leaves_no_case_incomplete() -> None:
    analysis = analyse(load([case("a", streams=("Wmo", "Jeugdwet")), case("b")], [line("a", "voor", 10)]))
    assert group(analysis, "na", "bestaand", "totaal", "totaal").is_complete
    assert group(analysis, "na", "bestaand", "totaal", "Jeugdwet").n == 1


def test_a_case_without_usage_counts_zero_for_its_streams() -> None:
    analysis = analyse(load([case("a"), case("b")], [line("a", "voor", 10)]))
    wmo = group(analysis, "na", "bestaand", "totaal", "Wmo")
    assert wmo.n == 2
    assert wmo.amounts["delta_cents"].tolist() == [-500_00, 0]


def test_usage_in_an_unobserved_stream_is_refused_rather_than_lost() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="stromen_bekend"):
        analyse(load([case("a", streams=("Zvw",))], [line("a", "voor", 10)]))


def test_a_repeat_counts_only_for_cases_that_have_one() -> None:
    analysis = analyse(
        load([case("a"), case("b")], [line("a", "voor", 10), line("a", "herhaling", 2), line("b", "voor", 3)])
    )
    assert group(analysis, "herhaling", "bestaand", "totaal", "Wmo").case_ids == ("a",)
    assert group(analysis, "herhaling", "bestaand", "totaal", "Wmo").sum_cents() == -400_00


def test_averted_cost_stands_apart_from_the_difference() -> None:
    analysis = analyse(
        load([case("a")], [line("a", "voor", 10), line("a", "na", 8), line("a", "nulalternatief", 30)])
    )
    assert group(analysis, "na", "bestaand", "totaal", "totaal").sum_cents() == -100_00
    assert group(analysis, "vermeden", "bestaand", "totaal", "totaal").sum_cents() == -1100_00


def mdo_load(mdo_costs: str) -> CaseLoad:
    effort = MdoEffort(
        case_id="a",
        hours=Decimal("2.5"),
        price_eur=Decimal("60.01"),
        price_source="afspraak",
        payer="gemeente",
    )
    found = load([case("a")], [line("a", "voor", 10), line("a", "na", 4)], mdo=(effort,))
    return replace(found, settings=replace(found.settings, mdo_costs=mdo_costs))


def test_mdo_cost_apart_stays_out_of_every_stream() -> None:
    analysis = analyse(mdo_load("apart"))
    # 2,5 x 60,01 = 150,025, half-up 150,03.
    assert int(analysis.mdo.lines["one_off_cents"].sum()) == 150_03
    assert group(analysis, "na", "bestaand", "totaal", "totaal").sum_cents() == -300_00


def test_mdo_cost_included_is_a_one_off_cost_after() -> None:
    analysis = analyse(mdo_load("meegerekend"))
    mdo = group(analysis, "na", "bestaand", "totaal", "MDO")
    assert mdo.sum_cents() == mdo.sum_cents("one_off_cents") == 150_03
    assert group(analysis, "na", "bestaand", "totaal", "totaal").sum_cents() == -300_00 + 150_03


def test_wellbeing_weighs_residents_and_pairs_them() -> None:
    def score(case_id: str, resident: str, moment: str, value: str) -> WellbeingScore:
        return WellbeingScore(
            case_id=case_id,
            resident=resident,
            moment=moment,
            measured_on=date(2018, 3, 1),
            instrument="rapportcijfer",
            score=Decimal(value),
        )

    scores = (
        score("a", "B1", "voor", "3"),
        score("a", "B2", "voor", "4"),
        score("b", "B1", "voor", "8"),
        score("a", "B1", "na", "7"),
        score("a", "B2", "na", "9.5"),
    )
    analysis = analyse(load([case("a"), case("b")], [], scores=scores))
    rows = analysis.wellbeing.query("case_type == 'totaal' and wijk == 'totaal'").set_index("moment")
    assert rows.loc["voor", ["n_residents", "n_cases", "mean"]].tolist() == [3, 2, 5.0]
    # Paired over the two residents with both scores: (4 + 5,5) / 2.
    assert rows.loc["na", ["n_residents", "paired_n", "paired_difference"]].tolist() == [2, 2, 4.75]


def test_the_name_of_a_workbook_is_no_caseload() -> None:
    with pytest.raises(UsageError, match="read_workbook"):
        analyse("casussen.xlsx")  # type: ignore[arg-type]  # what a user may try
