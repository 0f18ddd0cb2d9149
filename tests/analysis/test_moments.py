"""The repeat has an uncertainty of its own: that of the cases that were measured again."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.analysis.cases import case, line, load, product

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.analysis.what_if import municipal_prices
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.statistics.assumptions import ComparisonDesign

REPEAT_DATE = date(2019, 7, 1)


def measured_again() -> MicroAnalysis:
    """Three cases of 1.000; after: -300, -100, -500; at the repeat, without the third: -400 and -200."""
    cases = [case("a", repeat_date=REPEAT_DATE), case("b", repeat_date=REPEAT_DATE), case("c", wijk="Zuid")]
    amounts = {
        "a": {"voor": 1000, "na": 700, "herhaling": 600},
        "b": {"voor": 1000, "na": 900, "herhaling": 800},
        "c": {"voor": 1000, "na": 500},
    }
    usage = [line(name, moment, euros) for name, of in amounts.items() for moment, euros in of.items()]
    return analyse(load(cases, usage))


ANALYSIS = measured_again()


def test_the_interval_of_the_repeat_is_that_of_its_own_cases() -> None:
    # -400 and -200: mean -300, standard error 100; t with one degree of freedom 12,7062.
    found = ANALYSIS.interval(moment="herhaling")
    assert found is not None
    assert (found.low_cents, found.high_cents, found.n, found.method) == (-1570_62, 970_62, 2, "t")
    # -300, -100 and -500: mean -300, standard error 200 / sqrt(3) = 115,47; t(2) = 4,30265: 496,83.
    after = ANALYSIS.interval()
    assert after is not None
    assert (after.low_cents, after.high_cents, after.n) == (-796_83, 196_83, 3)


def test_the_drawn_intervals_are_there_for_the_analyst() -> None:
    for kind in ("bca", "bootstrap-t"):
        found = ANALYSIS.interval(kind=kind)
        assert found is None or found.method == kind
    with pytest.raises(UsageError, match="soort marge"):
        ANALYSIS.interval(kind="anders")


def test_an_interval_may_be_of_one_wijk_and_another_level() -> None:
    found = ANALYSIS.interval(wijk="Noord", stream="Wmo", level=0.5)
    assert found is not None
    # -300 and -100: mean -200, standard error 100; half of the t with one degree lies within 1.
    assert (found.low_cents, found.high_cents, found.level) == (-300_00, -100_00, 0.5)
    assert ANALYSIS.interval(wijk="Zuid") is None


def test_the_permutation_test_of_the_repeat_flips_its_own_cases() -> None:
    after, again = ANALYSIS.permutation(), ANALYSIS.permutation(moment="herhaling")
    assert after is not None
    assert again is not None
    assert (after.p_value, after.n) == (0.25, 3)
    assert (again.p_value, again.n) == (0.5, 2)


def test_subgroups_at_the_repeat_leave_out_who_was_not_measured_again() -> None:
    assert [(row.name, row.n) for row in ANALYSIS.subgroups().rows] == [("Noord", 2), ("Zuid", 1)]
    assert [(row.name, row.n, row.mean_cents) for row in ANALYSIS.subgroups(moment="herhaling").rows] == [
        ("Noord", 2, -300_00)
    ]


def test_robustness_at_the_repeat_is_about_the_repeat() -> None:
    found = ANALYSIS.robustness(moment="herhaling")
    assert (found.n, found.total_cents, found.mean_cents) == (2, -600_00, -300_00)
    assert found.interval == ANALYSIS.interval(moment="herhaling")
    assert found.periods["total_cents"].iloc[-1] == -600_00
    assert set(found.indices["total_cents"]) == {-600_00}


def test_municipal_prices_at_the_repeat_leave_out_what_others_had_before() -> None:
    shipped = (
        product("W", "Wmo", "10", category="hulp", area="Nederland"),
        *(
            product(code, "Wmo", price, category="hulp", area=area, price_basis="tarief", kind="officieel")
            for code, price, area in (("X", "8", "Zeist"), ("Y", "15", "Oss"))
        ),
    )
    cases = [case("a", repeat_date=REPEAT_DATE), case("b")]
    usage = [line("a", "voor", 20), line("a", "herhaling", 5), line("b", "voor", 70)]
    analysis = analyse(load(cases, usage, tariffs=()), Tariffs(shipped=shipped))
    (row,) = municipal_prices(analysis, moment="herhaling").to_dict("records")
    # 15 units of 10 euro less; at 8 euro -120, at 15 euro -225.
    assert (row["delta_cents"], row["low_cents"], row["high_cents"]) == (-150_00, -120_00, -225_00)


def test_a_comparison_at_the_repeat_takes_the_repeat_and_is_not_published() -> None:
    found = ANALYSIS.compare(control=[-100_00, -50_00], moment="herhaling")
    effects = {effect.design: effect.effect_cents for effect in found.effects}
    assert effects[ComparisonDesign.BEFORE_AFTER] == -300_00
    assert effects[ComparisonDesign.COMPARISON_GROUP] == -225_00
    with pytest.raises(UsageError, match="alleen een vergelijking van na"):
        ANALYSIS.publish(internal=True, comparison=found)
    with pytest.raises(UsageError, match="alleen voor na"):
        ANALYSIS.compare(probability=Fraction(1, 2), moment="herhaling")


@pytest.mark.parametrize("ask", ["interval", "permutation", "subgroups", "robustness", "compare"])
def test_another_moment_is_refused_with_the_moments_that_there_are(ask: str) -> None:
    with pytest.raises(UsageError, match="na of herhaling"):
        getattr(ANALYSIS, ask)(moment="vermeden")
