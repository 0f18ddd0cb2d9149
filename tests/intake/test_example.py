"""The numbers stated here are those printed in Leergeschiedenis Proeftuin Ruwaard (2018), chapter 4."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import mean

import pytest

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis, analyse
from maatschappelijk_rendement.domain.model import CaseLoad
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, Stream, fold
from maatschappelijk_rendement.intake.example import INVENTED_PRICE, NOTE, at_prices_of_the_day, ruwaard

WLZ_DAYS_OF_A_YEAR = 365


@pytest.fixture(scope="module")
def caseload() -> CaseLoad:
    return ruwaard()


@pytest.fixture(scope="module")
def result(caseload: CaseLoad) -> MicroAnalysis:
    return analyse(caseload)


def change(result: MicroAnalysis, wijk: str = "totaal", stream: str = "totaal", kind: str = "bestaand"):
    return next(group for group in result.groups if group.key == ("na", kind, wijk, stream))


def test_it_has_32_existing_and_10_new_cases(caseload):
    assert Counter(case.case_type for case in caseload.cases) == {CaseType.EXISTING: 32, CaseType.NEW: 10}


def test_the_existing_cases_change_by_exactly_minus_132394_euro(result):
    assert change(result).n == 32
    assert change(result).sum_cents() == -132_394_00


def test_new_cases_cost_more_after_than_before(result):
    new = change(result, kind="nieuw")
    assert new.n == 10
    assert new.n_risen == 10


def test_costs_fall_in_the_streams_where_the_source_saw_them_fall_and_nowhere_else(result):
    falls = {
        group.key[3]
        for group in result.groups
        if group.key[:3] == ("na", "bestaand", "totaal")
        and group.key[3] != "totaal"
        and group.sum_cents() < 0
    }
    assert falls == {"Wmo", "Zvw", "Wlz"}


def test_eight_existing_cases_are_measured_again_and_cost_less_than_after_the_mdo(result):
    repeat = next(g for g in result.groups if g.key == ("herhaling", "bestaand", "totaal", "totaal"))
    after = change(result)
    cents_after = dict(zip(after.case_ids, after.amounts["after_cents"].tolist(), strict=True))
    assert repeat.n == 8
    assert repeat.sum_cents("after_cents") < sum(cents_after[case_id] for case_id in repeat.case_ids)


@pytest.mark.parametrize(
    ("moment", "printed_mean", "residents", "cases"),
    [
        (Moment.BEFORE, Decimal("3.5"), 23, 21),
        (Moment.AFTER, Decimal("8.3"), 23, 21),
        (Moment.REPEAT, Decimal("8.5"), 10, 9),  # the source prints the number of cases only
    ],
)
def test_wellbeing_has_the_published_mean(caseload, moment, printed_mean, residents, cases):
    scores = [score for score in caseload.scores if score.moment is moment]
    assert round(mean(score.score for score in scores), 1) == printed_mean
    assert len({(score.case_id, score.resident) for score in scores}) == len(scores) == residents
    assert len({score.case_id for score in scores}) == cases


def test_a_score_after_belongs_to_a_resident_with_a_score_before(caseload):
    def residents(moment):
        return {(s.case_id, s.resident) for s in caseload.scores if s.moment is moment}

    assert residents(Moment.AFTER) == residents(Moment.BEFORE)
    assert residents(Moment.REPEAT) < residents(Moment.AFTER)


def test_scores_are_given_in_the_order_of_their_moments(caseload):
    days: dict[tuple[str, str], list] = {}
    for score in caseload.scores:
        days.setdefault((score.case_id, score.resident), []).append(score.measured_on)
    assert all(earlier < later for dates in days.values() for earlier, later in pairwise(dates))


def test_it_says_that_it_is_synthetic(caseload):
    assert "synthetisch, gekalibreerd op gepubliceerde totalen" in caseload.settings.title
    assert "Synthetisch" in NOTE
    assert "verzonnen" in NOTE


def test_it_uses_at_least_four_streams(caseload):
    tariffs = Tariffs.load().add(caseload.tariffs)
    streams = {tariffs.product(line.product_code).stream for line in caseload.usage}
    assert streams >= {Stream.WMO, Stream.ZVW, Stream.WLZ, Stream.PARTICIPATIEWET}


def test_every_product_has_a_shipped_price_or_is_the_one_local_row(caseload):
    shipped = Tariffs.load()
    codes = {line.product_code for line in caseload.usage}
    codes |= {effort.product_code for effort in caseload.mdo if effort.product_code is not None}
    assert {code for code in codes if code not in shipped} == {row.code for row in caseload.tariffs}
    assert [row.source_text for row in caseload.tariffs] == [INVENTED_PRICE]


def test_a_price_that_is_not_shipped_says_it_is_made_up(caseload):
    own = [line.price_source for line in (*caseload.usage, *caseload.mdo) if line.price_eur is not None]
    assert own
    assert all("erzonnen" in source for source in own)


def test_no_line_is_filler(caseload, result):
    """No quantity is more than a person can use, and no line carries the total."""
    tariffs = Tariffs.load().add(caseload.tariffs)
    most = {
        "uur": {"week": 10},  # hours of guidance or care a week
        "dagdeel": {"week": 9},
        "etmaal": {"totaal": WLZ_DAYS_OF_A_YEAR},
        "maand": {"maand": 1},
        "dag": {"dag": 1},
        "km": {"jaar": 500},
    }
    for line in caseload.usage:
        limit = most.get(tariffs.product(line.product_code).unit, {}).get(line.per.value, 60)
        # A quantity of 0 after the MDO says that there was no use: missing is not zero.
        is_none_after = line.quantity == 0 and line.moment == "na"
        assert is_none_after or 0 < line.quantity <= limit, (line.case_id, line.product_code)
    dearest = result.usage.lines[["in_window_cents", "one_off_cents"]].sum(axis=1).max()
    assert dearest < 25_000_00


def test_no_case_decides_the_total(result):
    """Dominance rules (1,50) and (2,67), over all existing cases and in each wijk."""
    wijken = {group.key[2] for group in result.groups} - {"totaal"}
    assert len(wijken) == 2
    for wijk in (*wijken, "totaal"):
        group = change(result, wijk)
        sizes = sorted((abs(cents) for cents in group.amounts["delta_cents"].tolist()), reverse=True)
        assert group.n >= 10
        assert sum(size > 0 for size in sizes) >= 10
        assert 2 * sizes[0] <= sum(sizes)
        assert 100 * sum(sizes[:2]) <= 67 * sum(sizes)


def test_some_cases_cost_more_afterwards(result):
    assert change(result).n_risen >= 5


def test_some_cases_left_a_stream_out(caseload):
    assert any(Stream.PARTICIPATIEWET not in case.observed_streams for case in caseload.cases)


def test_mdo_days_lie_in_2017_and_2018(caseload):
    assert {case.mdo_date.year for case in caseload.cases} == {2017, 2018}


def test_it_shows_what_a_workbook_can_hold(caseload):
    usage = caseload.usage
    assert any(line.start and line.end for line in usage)
    assert any(line.start is None and line.end is None for line in usage)
    for name in ("unit", "price_eur", "provision", "money_kind", "resident", "provenance"):
        assert any(getattr(line, name) is not None for line in usage), name
    assert {fold(effort.case_id) for effort in caseload.mdo} == {
        fold(case.case_id) for case in caseload.cases
    }
    assert caseload.programme


def test_it_is_clean(result):
    assert result.findings == ()


def days_of(caseload, words):
    """The days on which each resident has a product with these words, by case, resident and moment."""
    cases = {case.case_id: case for case in caseload.cases}
    found: dict[tuple, list] = {}
    for line in caseload.usage:
        if words in line.product_code and line.quantity:
            mdo = cases[line.case_id].mdo_date
            start, end = line.start or date.min, line.end or date.max
            found.setdefault((line.case_id, line.resident, line.moment), []).append((start, end, mdo))
    return found


def test_no_household_has_bewind_and_budgetbeheer(caseload):
    bewind, budget = (
        {case_id for case_id, _, _ in days_of(caseload, word)} for word in ("BEWIND", "BUDGETBEHEER")
    )
    assert bewind
    assert budget
    assert not bewind & budget


def test_bewind_is_paid_by_the_month_after_it_has_started(caseload):
    starts = {
        (line.case_id, line.resident): line.start
        for line in caseload.usage
        if "BEWIND_START" in line.product_code
    }
    months = {
        (line.case_id, line.resident): line.start
        for line in caseload.usage
        if "BEWIND_SCHULDEN" in line.product_code
    }
    assert starts
    assert all(months[who] > start for who, start in starts.items())


def test_the_example_at_prices_of_the_day_uses_shipped_prices_by_index_only_where_none_is_known():
    caseload = at_prices_of_the_day()
    found = analyse(caseload, carry=True)
    assert found.settings.price_mode == "lopend"
    assert "synthetisch" in caseload.settings.title
    assert len(caseload.cases) == 42
    notes = [span.index_note for line in found.usage.prices for span in line.spans]
    assert any(notes)
    # A norm is never indexed: those of bijstand are there for every day.
    norms = [line for line in found.usage.prices if line.code.startswith("PW.")]
    assert norms
    assert not any(span.index_note for line in norms for span in line.spans)
