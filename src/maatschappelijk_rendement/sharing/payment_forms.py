"""Payment forms on the same use: what a payer pays and a provider earns under each, over some years.

PxQ pays for what is done, a bundle for a patient, a population payment for an inhabitant, a lump sum for a
wijk. Under a lump sum a saving frees capacity; it is the payer's cash only once the budget is set again. The
two stand apart. Under PxQ the provider that saves earns less: that perverse incentive is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.domain.tabular import Tabular

MILLI = 1_000


class PaymentForm(StrEnum):
    """How a provider is paid."""

    FEE_FOR_SERVICE = "PxQ"
    BUNDLE = "bundel"
    POPULATION = "populatie"
    LUMP_SUM = "lumpsum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One product: its price and how much of it is used in a year.

    Attributes:
        name: Name of the product.
        price_cents: Price of a unit [cent].
        before_milli: Use in a year without the change [1/1000 unit].
        after_milli: Use in a year with the change [1/1000 unit].
    """

    name: str
    price_cents: int
    before_milli: int
    after_milli: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms of the four forms; a form whose terms are not given is left out.

    Attributes:
        years: Number of years to look ahead.
        growth: Growth of prices and budgets a year, such as 0,03.
        avoidable: Part of a price that the provider no longer spends when a unit is not delivered; None
            leaves the provider's result out, because it is unknown.
        bundle_cents: Price of a bundle for a patient for a year [cent].
        patients_before: Patients in the bundle without the change.
        patients_after: Patients in the bundle with the change.
        inhabitants: Inhabitants in a population payment.
        inhabitant_cents: Mean payment for an inhabitant for a year [cent].
        risk: How heavy this population is beside the mean, as a factor.
        budget_cents: Lump sum in the first year [cent].
        rebase_after: Years after which the lump sum is set to what was really used, with and without the
            change alike; None for never.
    """

    years: int
    growth: Fraction = Fraction(0)
    avoidable: Fraction | None = None
    bundle_cents: int | None = None
    patients_before: int | None = None
    patients_after: int | None = None
    inhabitants: int | None = None
    inhabitant_cents: int | None = None
    risk: Fraction = Fraction(1)
    budget_cents: int | None = None
    rebase_after: int | None = None

    def __post_init__(self) -> None:
        if self.years < 1 or (self.rebase_after is not None and self.rebase_after < 1):
            raise UsageError("Betaalvormen: geef minstens 1 jaar, ook voor het opnieuw vaststellen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormYear(Tabular):
    """One form in one year, everything against the same form without the change [cent].

    Attributes:
        form: The form.
        year: 1, 2, ...
        paid_before_cents: What the payer would pay without the change.
        paid_after_cents: What the payer pays with it; what the provider earns.
        freed_capacity_cents: Value of the use that no longer happens while it is paid all the same.
        provider_result_cents: Change of the provider's result; None where its avoidable cost is unknown.
    """

    form: PaymentForm
    year: int
    paid_before_cents: int
    paid_after_cents: int
    freed_capacity_cents: int
    provider_result_cents: int | None

    @property
    def cash_delta_cents(self) -> int:
        """After minus before: what the payer's cash changes. A saving is negative."""
        return self.paid_after_cents - self.paid_before_cents

    @property
    def is_perverse(self) -> bool | None:
        """Whether the provider is worse off because it saved; None where its result is unknown."""
        return None if self.provider_result_cents is None else self.provider_result_cents < 0


def compare_forms(services: Sequence[Service], terms: Terms) -> tuple[FormYear, ...]:
    """Put the payment forms side by side on the same use.

    Args:
        services: The products with their use before and after.
        terms: Terms of the forms.

    Returns:
        A row for each form with terms, and each year.

    Source: PxQ = sum p q; bundle = price x patients; population = N x mean x risk x (1 + g); lump sum =
        H x product of (1 + g).

    Example:
        >>> day_care = Service(name="Dagbesteding", price_cents=100, before_milli=10_000, after_milli=8_000)
        >>> [(row.form.value, row.cash_delta_cents, row.freed_capacity_cents)
        ...  for row in compare_forms([day_care], Terms(years=1, budget_cents=1_000))]
        [('PxQ', -200, 0), ('lumpsum', 0, 200)]
    """
    rows = [_fee_for_service(services, terms, year) for year in range(1, terms.years + 1)]
    rows += _bundle(services, terms)
    rows += _population(services, terms)
    rows += _lump_sum(services, terms)
    return tuple(rows)


def use_cents(services: Sequence[Service]) -> tuple[int, int]:
    """Give the value of a year's use before and after, each product rounded once [cent].

    Example:
        >>> use_cents([Service(name="Uur", price_cents=3, before_milli=500, after_milli=0)])
        (2, 0)
    """
    before = sum(half_up(Fraction(service.price_cents * service.before_milli, MILLI)) for service in services)
    after = sum(half_up(Fraction(service.price_cents * service.after_milli, MILLI)) for service in services)
    return before, after


def _grown(cents: int, terms: Terms, year: int) -> int:
    return half_up(cents * (1 + terms.growth) ** (year - 1))


def _row(
    form: PaymentForm, services: Sequence[Service], terms: Terms, year: int, paid_before: int, paid_after: int
) -> FormYear:
    use_before, use_after = (_grown(cents, terms, year) for cents in use_cents(services))
    unused, paid_less = use_before - use_after, paid_before - paid_after
    result = None
    if terms.avoidable is not None:
        result = half_up(terms.avoidable * unused) - paid_less
    return FormYear(
        form=form,
        year=year,
        paid_before_cents=paid_before,
        paid_after_cents=paid_after,
        freed_capacity_cents=max(0, unused - max(0, paid_less)),
        provider_result_cents=result,
    )


def _fee_for_service(services: Sequence[Service], terms: Terms, year: int) -> FormYear:
    before, after = (_grown(cents, terms, year) for cents in use_cents(services))
    return _row(PaymentForm.FEE_FOR_SERVICE, services, terms, year, before, after)


def _bundle(services: Sequence[Service], terms: Terms) -> Iterator[FormYear]:
    if terms.bundle_cents is None or terms.patients_before is None or terms.patients_after is None:
        return
    for year in range(1, terms.years + 1):
        before = _grown(terms.bundle_cents * terms.patients_before, terms, year)
        after = _grown(terms.bundle_cents * terms.patients_after, terms, year)
        yield _row(PaymentForm.BUNDLE, services, terms, year, before, after)


def _population(services: Sequence[Service], terms: Terms) -> Iterator[FormYear]:
    if terms.inhabitants is None or terms.inhabitant_cents is None:
        return
    start = half_up(terms.inhabitants * terms.inhabitant_cents * terms.risk)
    for year in range(1, terms.years + 1):
        paid = _grown(start, terms, year)
        yield _row(PaymentForm.POPULATION, services, terms, year, paid, paid)


def _lump_sum(services: Sequence[Service], terms: Terms) -> Iterator[FormYear]:
    """A budget that grows each year, and is set to the real use when the rebasing year comes.

    Without the change it would have been set anew as well, to the use of then: else a budget that never
    fitted the use would count as a saving.
    """
    if terms.budget_cents is None:
        return
    for year in range(1, terms.years + 1):
        budget = (terms.budget_cents, terms.budget_cents)
        is_rebased = terms.rebase_after is not None and year > terms.rebase_after
        start = use_cents(services) if is_rebased else budget
        without, with_change = (_grown(cents, terms, year) for cents in start)
        yield _row(PaymentForm.LUMP_SUM, services, terms, year, without, with_change)
