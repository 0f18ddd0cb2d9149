"""What a case costs depends on that case alone: adding any other changes no cent of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests import day_by_day
from tests.caseloads import EXTRA, STREAMS, caseloads, settings, with_one_more_case
from tests.caseloads import price as price_of
from tests.costing.test_engines_agree import cents, price
from tests.engine_frames import IN_MEMORY, Engine, back, on_every_engine

from maatschappelijk_rendement import Case, CaseLoad, MdoEffort, Usage, analyse
from maatschappelijk_rendement.costing import price_usage
from maatschappelijk_rendement.costing.priced_delivery import price_mode
from maatschappelijk_rendement.domain import frames
from maatschappelijk_rendement.domain.tariffs import Tariffs

DAYS_AND_CENTS = ["first_day", "end_day", "in_window_cents", "one_off_cents", "structural_cents"]
PANDAS = IN_MEMORY[0]
MOMENTS = ("voor", "na", "herhaling", "nulalternatief")
# Without carrying, current prices need one on every day; the other ways bring a price to days without one.
WAYS = st.sampled_from([("lopend", True), ("lopend", False), ("constant", True), ("constant", False)])


def lines_of_the_first(caseload: CaseLoad, engine: Engine, *, carry: bool) -> list[list[int]]:
    lines = back(price(caseload, engine, carry=carry).lines)
    kept = lines[lines["case_id"] != EXTRA].sort_values("line")
    found: list[list[int]] = kept[DAYS_AND_CENTS].astype("int64").values.tolist()
    return found


def drawn(data: st.DataObject) -> tuple[CaseLoad, CaseLoad, bool]:
    """A caseload of few cases, the same with one case more, and whether a missing price is carried.

    Lines without dates and without an own price reach the days around their MDO most often.
    """
    mode, carry = data.draw(WAYS)
    one = data.draw(
        caseloads(
            mode=mode,
            moments=MOMENTS,
            types=("bestaand", "nieuw"),
            dated=data.draw(st.booleans()),
            gaps=carry or mode == "constant",
            most_cases=2,
            own_prices=data.draw(st.booleans()),
        )
    )
    return one, data.draw(with_one_more_case(one)), carry


@examples(max_examples=max(12, examples().max_examples // 3))
@given(data=st.data())
def test_one_more_case_changes_no_cent_of_another(data: st.DataObject) -> None:
    one, more, carry = drawn(data)
    assert lines_of_the_first(more, PANDAS, carry=carry) == lines_of_the_first(one, PANDAS, carry=carry)


@pytest.mark.parametrize("engine", IN_MEMORY[1:], ids=str)
@examples(max_examples=max(4, examples().max_examples // 15))
@given(data=st.data())
def test_one_more_case_changes_no_cent_of_another_on_any_engine(engine: Engine, data: st.DataObject) -> None:
    one, more, carry = drawn(data)
    assert lines_of_the_first(more, engine, carry=carry) == lines_of_the_first(one, engine, carry=carry)


MDO_DAYS = st.dates(date(2015, 1, 1), date(2020, 12, 31))


@st.composite
def far_apart(draw: st.DrawFn) -> tuple[CaseLoad, CaseLoad]:
    """One case whose whole windows lie near two or three short prices; and the same beside other cases."""
    starts = draw(st.lists(st.dates(date(2014, 1, 1), date(2021, 6, 1)), min_size=2, max_size=3, unique=True))
    euros = draw(st.permutations([Decimal(10), Decimal(70), Decimal(300)]))
    stream = STREAMS[0]
    rows, latest = [], date.min
    for amount, start in zip(euros, sorted(starts), strict=False):
        first = max(start, latest)
        latest = first + timedelta(days=draw(st.integers(1, 60)))
        rows.append(price_of(stream, amount, first, latest))
    cases = tuple(
        Case(case_id=f"C{number}", wijk="Noord", case_type="bestaand", mdo_date=day)
        for number, day in enumerate(draw(st.lists(MDO_DAYS, min_size=2, max_size=4)))
    )
    usage = tuple(
        Usage(case_id="C0", moment=moment, product_code=rows[0].code, quantity=Decimal(1), per="dag")
        for moment in ("voor", "na")
    )
    months = draw(st.integers(1, 24))
    more = CaseLoad(settings=settings("lopend", months), cases=cases, usage=usage, tariffs=tuple(rows))
    return replace(more, cases=cases[:1]), more


@given(caseloads=far_apart())
def test_between_prices_years_apart_a_day_has_the_same_price_whatever_other_cases_there_are(
    caseloads: tuple[CaseLoad, CaseLoad],
) -> None:
    alone, more = (cents(price(caseload, PANDAS, carry=True)) for caseload in caseloads)
    assert more == alone
    assert alone == [day_by_day.amount(caseloads[0], line, carry=True).cents for line in caseloads[0].usage]


DOCTOR = "ZVW.HUISARTS.CONSULT_LANG.NZA"


def doctor(moment: str, start: date, end: date) -> Usage:
    return Usage(
        case_id="A",
        moment=moment,
        product_code=DOCTOR,
        quantity=Decimal(10),
        per="maand",
        start=start,
        end=end,
    )


# Ten consultations a month from March to June and from September to November 2018, a year without a price.
ALONE = CaseLoad(
    settings=settings("lopend", 6),
    cases=(Case(case_id="A", wijk="Noord", case_type="bestaand", mdo_date=date(2018, 8, 1)),),
    usage=(
        doctor("voor", date(2018, 3, 1), date(2018, 7, 1)),
        doctor("na", date(2018, 9, 1), date(2018, 12, 1)),
    ),
)
OTHERS = {
    "nobody": (),
    "a case two months earlier": (date(2018, 6, 1),),
    "a case of 2014 and one of 2021": (date(2014, 1, 1), date(2021, 1, 1)),
}


@on_every_engine
@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
def test_a_year_between_two_published_ones_is_carried_from_the_nearer_by_day(
    engine: Engine, others: tuple[date, ...]
) -> None:
    """Until 2 July 18,47 of 2017 is nearest, after it 21,03 of 2019; CPI 1,281, 1,260 and 1,227.

    40 x 18,47 x 1,281 / 1,260 = 751,1133; 30 x 21,03 x 1,227 / 1,260 = 614,3764.
    """
    more = tuple(
        Case(case_id=f"B{number}", wijk="Noord", case_type="bestaand", mdo_date=day)
        for number, day in enumerate(others)
    )
    priced = price_usage(
        engine.make(frames.usage_frame(ALONE)),
        engine.make(frames.case_frame(replace(ALONE, cases=(*ALONE.cases, *more)))),
        Tariffs.load(),
        mode=price_mode(ALONE.settings, carry=True),
        period_months=6,
    )
    lines = back(priced.lines).sort_values("line")
    assert lines["in_window_cents"].astype("int64").tolist() == [751_11, 614_38]


def test_the_analysis_of_a_case_is_the_same_beside_a_case_without_any_line() -> None:
    other = Case(case_id="B", wijk="Noord", case_type="bestaand", mdo_date=date(2018, 6, 1))
    hours = MdoEffort(case_id="A", product_code=DOCTOR, hours=Decimal(2))
    alone = replace(ALONE, mdo=(hours,))
    both = replace(alone, cases=(other, *alone.cases))
    one, two = (analyse(caseload, carry=True) for caseload in (alone, both))
    # The MDO was on 1 August: 2 x 21,03 x 1,227 / 1,260 = 40,9584.
    assert one.mdo.lines["one_off_cents"].tolist() == two.mdo.lines["one_off_cents"].tolist() == [40_96]
    costs = [found.costs[found.costs["case_id"] == "A"].reset_index(drop=True) for found in (one, two)]
    assert costs[0].set_index("moment")["in_window_cents"].to_dict() == {"voor": 751_11, "na": 614_38}
    pd.testing.assert_frame_equal(costs[0], costs[1])
