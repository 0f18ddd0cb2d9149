"""The parts of a difference add up to the cent, and each part is the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import settings as examples
from tests.analysis.cases import SETTINGS, case, changes, line, load, product
from tests.caseloads import caseloads

from maatschappelijk_rendement import CaseLoad, MdoEffort, ProgrammePost, analyse
from maatschappelijk_rendement.analysis.groups import existing_cases

few = examples(max_examples=max(5, examples().max_examples // 12))

USAGE = [
    line("a", "voor", 900, "Z"),
    line("a", "na", 300),
    line("a", "na", 50, per="eenmalig"),
    line("a", "na", 100, "P"),
]


def test_streams_payers_and_kinds_of_money_each_add_up() -> None:
    parts = analyse(load([case("a")], USAGE)).decompose()
    assert parts.delta_cents == -450_00
    assert parts.streams.set_index("stream")["delta_cents"].to_dict() == {
        "Participatiewet": 100_00,
        "Wmo": 350_00,
        "Zvw": -900_00,
    }
    assert parts.streams.set_index("stream").loc["Wmo", "one_off_cents"] == 50_00
    assert parts.payers.groupby("payer")["delta_cents"].sum().to_dict() == {
        "gemeente": 450_00,
        "zorgverzekeraar": -900_00,
    }
    assert (parts.between_streams.fallen_cents, parts.between_streams.moved_cents) == (-900_00, 450_00)
    assert parts.between_payers.came == (("gemeente", 450_00),)
    assert (parts.money.cash_cents, parts.money.capacity_cents, parts.money.transfer_cents) == (
        350_00,
        -900_00,
        100_00,
    )


@few
@given(caseloads(mode="constant"))
def test_every_table_adds_up_to_the_difference(caseload: CaseLoad) -> None:
    assume(caseload.usage)
    parts = analyse(caseload).decompose()
    assert int(parts.streams["delta_cents"].sum()) == parts.delta_cents
    assert int(parts.payers["delta_cents"].sum()) == parts.delta_cents
    assert int(parts.provisions["delta_cents"].sum()) == parts.delta_cents
    assert parts.between_streams.net_cents == parts.delta_cents
    assert parts.money.societal_cents + parts.money.transfer_cents == parts.delta_cents
    both = parts.streams["recurring_cents"] + parts.streams["one_off_cents"]
    assert both.tolist() == parts.streams["delta_cents"].tolist()


@few
@given(caseloads())
def test_volume_and_price_together_are_the_difference_at_current_prices(caseload: CaseLoad) -> None:
    assume(caseload.usage)
    analysis = analyse(caseload)
    split = analysis.decompose().volume_and_price
    assert split is not None
    current = existing_cases(analysis.under(price_mode="lopend"))
    assert sum(part.delta_cents for part in split.values()) == current.sum_cents()


def test_a_rise_of_prices_is_no_rise_of_use() -> None:
    # 100 units before and after; a unit costs one euro until 2018 and two from then on.
    prices = (
        product("W", "Wmo", "1", valid_until=date(2018, 1, 1)),
        product("W", "Wmo", "2", valid_from=date(2018, 1, 1)),
    )
    caseload = load([case("a")], [line("a", "voor", 100), line("a", "na", 100)], tariffs=prices)
    split = analyse(caseload).decompose().volume_and_price
    assert split is not None
    assert (split["Wmo"].volume_cents, split["Wmo"].price_cents) == (0, 100_00)


def test_lines_that_cannot_be_priced_both_ways_are_not_split_and_say_why() -> None:
    late = (product("W", "Wmo", valid_from=date(2018, 1, 1)),)
    caseload = load([case("a")], [line("a", "voor", 100)], tariffs=late)
    found = analyse(caseload).decompose()
    assert found.volume_and_price is None
    assert "1 prijzen ontbreken" in found.not_split
    assert analyse(caseload).decompose(carry=True).volume_and_price is not None
    current = replace(SETTINGS, price_mode="lopend", price_year=None)
    unsplit = analyse(replace(changes(a=1), settings=current)).decompose()
    assert unsplit.not_split.startswith("Vul een prijspeil")


def with_mdo(mdo_costs: str) -> CaseLoad:
    effort = MdoEffort(case_id="a", hours=Decimal(2), price_eur=Decimal(60), price_source="afspraak")
    post = ProgrammePost(post="team", payer="gemeente", amount_eur=Decimal(480), year=2018, one_off=True)
    settings = replace(SETTINGS, mdo_costs=mdo_costs)
    usage = [line("a", "voor", 100, per="maand")]
    return load([case("a")], usage, mdo=(effort,), programme=(post,), settings=settings)


def test_the_mdo_is_counted_once_whatever_the_setting() -> None:
    for mdo_costs, delta in (("apart", -1_200_00), ("meegerekend", -1_080_00)):
        parts = analyse(with_mdo(mdo_costs)).decompose()
        assert parts.delta_cents == delta
        assert (parts.without_mdo_cents, parts.with_mdo_cents) == (-1_200_00, -1_080_00)
        assert (parts.mdo_cents, parts.programme_cents) == (120_00, 480_00)
        # 120 / 100 a month; 600 / 100 a month.
        assert (parts.payback_months, parts.payback_with_programme_months) == (Fraction(6, 5), 6)
        assert parts.between_streams.net_cents == -1_200_00


def test_nothing_pays_back_where_nothing_runs_on_cheaper() -> None:
    assert analyse(changes(a=-5)).decompose().payback_months is None


def test_help_of_neighbours_is_counted_in_hours_and_is_not_zero_when_unknown() -> None:
    usage = [
        line("a", "na", 2, per="week", provision="informeel", price_eur=Decimal(0), price_source="geen"),
        line("a", "voor", 30, provision="collectief"),
    ]
    parts = analyse(load([case("a")], usage)).decompose()
    # Twice 365/7 weeks is 104,29 hours.
    assert parts.informal_hours is not None
    assert (parts.informal_hours.before_cents, parts.informal_hours.after_cents) == (0, 104_29)
    kinds = parts.provisions.set_index("provision")["delta_cents"].to_dict()
    assert kinds == {"collectief": -30_00, "informeel": 0}
    assert analyse(changes(a=1)).decompose().informal_hours is None
