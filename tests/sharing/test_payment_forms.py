"""Payment forms: the same use under each, by hand, and what a saving does to payer and provider."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.payment_forms import (
    FormYear,
    PaymentForm,
    Service,
    Terms,
    compare_forms,
    use_cents,
)

# 100 units of 10,00 fall to 80: a use of 1.000,00 becomes 800,00.
UNITS = [Service(name="Uur", price_cents=1_000, before_milli=100_000, after_milli=80_000)]


def rows(form: PaymentForm, terms: Terms, services: list[Service] = UNITS) -> list[FormYear]:
    return [row for row in compare_forms(services, terms) if row.form is form]


def test_under_pxq_the_payer_has_the_cash_and_the_provider_the_loss() -> None:
    (row,) = rows(PaymentForm.FEE_FOR_SERVICE, Terms(years=1, avoidable=Fraction(1, 4)))
    assert (row.cash_delta_cents, row.freed_capacity_cents) == (-20_000, 0)
    # 200,00 less income, 50,00 less cost.
    assert row.provider_result_cents == -15_000
    assert row.is_perverse is True


def test_under_a_lump_sum_a_saving_is_capacity_until_the_budget_is_set_again() -> None:
    terms = Terms(
        years=3, growth=Fraction(1, 10), avoidable=Fraction(1, 4), budget_cents=100_000, rebase_after=2
    )
    first, second, third = rows(PaymentForm.LUMP_SUM, terms)
    assert [row.paid_after_cents for row in (first, second, third)] == [100_000, 110_000, 96_800]
    assert [row.cash_delta_cents for row in (first, second, third)] == [0, 0, -24_200]
    assert [row.freed_capacity_cents for row in (first, second, third)] == [20_000, 22_000, 0]
    assert [row.is_perverse for row in (first, second, third)] == [False, False, True]


def test_without_rebasing_a_lump_sum_never_becomes_cash() -> None:
    five = rows(PaymentForm.LUMP_SUM, Terms(years=5, budget_cents=100_000))
    assert [row.cash_delta_cents for row in five] == [0] * 5


def test_a_bundle_pays_by_patient() -> None:
    terms = Terms(
        years=1, bundle_cents=10_000, patients_before=10, patients_after=9, avoidable=Fraction(1, 2)
    )
    (row,) = rows(PaymentForm.BUNDLE, terms)
    assert (row.paid_before_cents, row.paid_after_cents) == (100_000, 90_000)
    # Of the 200,00 that is no longer used, 100,00 is cash and 100,00 capacity; the provider is even.
    assert (row.freed_capacity_cents, row.provider_result_cents, row.is_perverse) == (10_000, 0, False)


def test_a_population_payment_counts_inhabitants_and_their_risk() -> None:
    terms = Terms(
        years=2, growth=Fraction(3, 100), inhabitants=50, inhabitant_cents=2_000, risk=Fraction("1.1")
    )
    first, second = rows(PaymentForm.POPULATION, terms)
    assert (first.paid_after_cents, second.paid_after_cents) == (110_000, 113_300)
    assert (first.cash_delta_cents, first.freed_capacity_cents) == (0, 20_000)


def test_a_provider_result_is_unknown_without_its_avoidable_cost() -> None:
    (row,) = rows(PaymentForm.FEE_FOR_SERVICE, Terms(years=1))
    assert (row.provider_result_cents, row.is_perverse) == (None, None)


def test_forms_without_terms_are_left_out() -> None:
    assert {row.form for row in compare_forms(UNITS, Terms(years=2))} == {PaymentForm.FEE_FOR_SERVICE}


def test_each_product_is_rounded_once() -> None:
    half = Service(name="Half", price_cents=1, before_milli=500, after_milli=1_500)
    assert use_cents([half, half]) == (2, 4)


@pytest.mark.parametrize("wrong", [{"years": 0}, {"years": 1, "rebase_after": 0}])
def test_at_least_one_year_is_needed(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="minstens 1 jaar"):
        Terms(**wrong)


@given(
    st.lists(
        st.builds(
            Service,
            name=st.just("product"),
            price_cents=st.integers(0, 10**6),
            before_milli=st.integers(0, 10**7),
            after_milli=st.integers(0, 10**7),
        ),
        max_size=4,
    ),
    st.fractions(0, Fraction(1, 10), max_denominator=100),
    st.integers(0, 10**9),
)
def test_what_the_payer_saves_under_pxq_the_provider_loses_in_income(
    services: list[Service], growth: Fraction, budget: int
) -> None:
    terms = Terms(years=3, growth=growth, avoidable=Fraction(0), budget_cents=budget, rebase_after=1)
    for row in compare_forms(services, terms):
        # Without avoidable cost a provider's result is its income: no euro is lost between the two.
        assert row.provider_result_cents == row.cash_delta_cents
        assert row.freed_capacity_cents >= 0


@given(
    st.integers(0, 10**7),
    st.integers(0, 10**6),
    st.integers(0, 10**9),
    st.integers(1, 6),
    st.integers(1, 6),
    st.fractions(0, Fraction(1, 10), max_denominator=100),
)
def test_where_nothing_changed_no_form_shows_a_change(
    price: int, use: int, budget: int, years: int, rebase_after: int, growth: Fraction
) -> None:
    same = [Service(name="Uur", price_cents=price, before_milli=use, after_milli=use)]
    terms = Terms(
        years=years,
        growth=growth,
        avoidable=Fraction(1, 3),
        budget_cents=budget,
        rebase_after=rebase_after,
        bundle_cents=price,
        patients_before=7,
        patients_after=7,
        inhabitants=11,
        inhabitant_cents=price,
    )
    for row in compare_forms(same, terms):
        assert (row.cash_delta_cents, row.freed_capacity_cents, row.provider_result_cents) == (0, 0, 0)


def test_a_budget_above_the_use_is_rebased_with_and_without_the_change() -> None:
    # Budget 600, use 500 and then 400: from the second year both are set to the use.
    hours = [Service(name="Uur", price_cents=1, before_milli=500_000, after_milli=400_000)]
    lump = [
        row
        for row in compare_forms(hours, Terms(years=2, budget_cents=600, rebase_after=1))
        if row.form is PaymentForm.LUMP_SUM
    ]
    assert [(row.paid_before_cents, row.paid_after_cents) for row in lump] == [(600, 600), (500, 400)]
    assert [row.freed_capacity_cents for row in lump] == [100, 0]
