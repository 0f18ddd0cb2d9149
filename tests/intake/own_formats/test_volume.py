from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.vocabulary import Per
from maatschappelijk_rendement.intake.own_formats.codelists import codelists
from maatschappelijk_rendement.intake.own_formats.volume import (
    MINUTES,
    NotExactError,
    UnitMismatchError,
    in_unit,
)

UNITS = codelists().units


@pytest.mark.parametrize(
    ("volume", "unit", "per", "target", "quantity", "new_per"),
    [
        (120, "01", Per.WEEK, "uur", "2", Per.WEEK),
        (90, "01", Per.WEEK, "uur", "1.5", Per.WEEK),
        (3, "01", Per.DAY, "uur", "0.05", Per.DAY),
        (45, "01", Per.MONTH, "kwartier", "3", Per.MONTH),
        (100, "01", Per.WEEK, "minuut", "100", Per.WEEK),
        (5, "04", Per.WEEK, "uur", "5", Per.WEEK),
        (6, "04", Per.WEEK, "dagdeel", "1.5", Per.WEEK),
        (2, "16", Per.TOTAL, "uur", "8", Per.TOTAL),
        (7, "16", Per.WEEK, "dagdeel", "7", Per.WEEK),
        (4, "14", Per.MONTH, "etmaal", "4", Per.MONTH),
        (1, "82", Per.MONTH, "stuks", "1", Per.MONTH),
        (3, "84", Per.TOTAL, "stuks", "3", Per.TOTAL),
        (0, "04", Per.WEEK, "uur", "0", Per.WEEK),
        # 15/240 is 0,0625: four decimals a week, and 0,25 in four weeks.
        (15, "01", Per.WEEK, "dagdeel", "0.25", Per.FOUR_WEEKS),
        # 6/240 is 0,025 a day: three decimals are enough.
        (6, "01", Per.DAY, "dagdeel", "0.025", Per.DAY),
        # 3/240 is 0,0125 a day, 0,0875 a week, and 0,35 in four weeks.
        (3, "01", Per.DAY, "dagdeel", "0.35", Per.FOUR_WEEKS),
    ],
)
def test_a_volume_in_the_unit_of_the_product_by_hand(
    volume: int, unit: str, per: Per, target: str, quantity: str, new_per: Per
) -> None:
    amount = in_unit(volume, UNITS[unit], per, target)
    assert (str(amount.quantity), amount.per, amount.unit) == (quantity, new_per, target)


@pytest.mark.parametrize("per", [Per.DAY, Per.WEEK, Per.FOUR_WEEKS, Per.MONTH, Per.YEAR, Per.TOTAL])
def test_a_third_of_an_hour_is_refused_in_every_period(per: Per) -> None:
    with pytest.raises(NotExactError):
        in_unit(100, UNITS["01"], per, "uur")


@pytest.mark.parametrize(
    ("unit", "target"),
    [("04", "etmaal"), ("14", "uur"), ("14", "dag"), ("82", "uur"), ("84", "keer"), ("04", "stuks")],
)
def test_units_of_another_kind_are_not_made_into_each_other(unit: str, target: str) -> None:
    with pytest.raises(UnitMismatchError):
        in_unit(1, UNITS[unit], Per.WEEK, target)


def test_a_piece_is_what_the_profile_says_it_is() -> None:
    amount = in_unit(3, UNITS["82"], Per.MONTH, "uur", per_piece=Decimal("1.5"))
    assert (amount.quantity, amount.unit) == (Decimal("4.5"), "uur")


@given(
    st.integers(min_value=0, max_value=99_999_999),
    st.sampled_from(["01", "04", "16"]),
    st.sampled_from(sorted(MINUTES)),
    st.sampled_from([Per.DAY, Per.WEEK, Per.MONTH, Per.TOTAL]),
)
def test_what_is_given_is_exactly_what_stood_there(volume: int, unit: str, target: str, per: Per) -> None:
    days = {Per.DAY: 1, Per.WEEK: 7, Per.FOUR_WEEKS: 28}
    try:
        amount = in_unit(volume, UNITS[unit], per, target)
    except NotExactError:
        assert unit == "01"
        assert 1000 * volume % MINUTES[target]
        return
    minutes = Fraction(amount.quantity) * MINUTES[target]
    there = Fraction(volume * (UNITS[unit].minutes or 0))
    if per is amount.per:
        assert minutes == there
    else:
        assert minutes / days[amount.per] == there / days[per]
    assert -int(amount.quantity.as_tuple().exponent) <= 3
