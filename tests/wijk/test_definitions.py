"""Definitions: what a partner calls its posts in one language, with nothing lost on the way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import Stream
from maatschappelijk_rendement.wijk.definitions import (
    NO_GOAL,
    NO_ROW,
    UNTRANSLATED,
    Definition,
    OwnLine,
    PolicyGoal,
    translate,
)


def test_a_post_gets_goal_stream_and_hours_of_the_one_definition() -> None:
    row = Definition(
        partner="ONS welzijn",
        term="Inloop",
        goal=PolicyGoal.COLLECTIVE,
        stream=Stream.WELZIJN,
        hours_factor=Fraction(6, 5),
    )
    line = OwnLine(year=2018, partner="ons welzijn", term="inloop", realised_hours_milli=1_500)
    (found,) = translate([line], [row])
    assert (found.goal, found.stream, found.realised_hours_milli) == ("collectieve zorg", "Welzijn", 1_800)
    assert (found.budgeted_hours_milli, found.why, found.is_translated) == (None, "", True)


def test_a_post_without_a_row_keeps_its_amount_and_says_why() -> None:
    row = Definition(partner="A", term="hulp", goal=PolicyGoal.INDIVIDUAL, stream=Stream.WMO)
    line = OwnLine(year=2018, partner="A", term="overhead", budgeted_cents=5, budgeted_hours_milli=1)
    (found,) = translate([line], [row])
    assert (found.goal, found.stream, found.why) == (UNTRANSLATED, UNTRANSLATED, NO_ROW)
    assert found.own.budgeted_cents == 5
    assert found.budgeted_hours_milli is None


@pytest.mark.parametrize(
    ("given", "why"),
    [({"goal": None}, NO_GOAL), ({"stream": None, "why": "half Wmo, half Zvw"}, "half Wmo, half Zvw")],
)
def test_what_has_no_single_goal_or_stream_is_shown_as_such(given: dict[str, str], why: str) -> None:
    kept = {"goal": PolicyGoal.INDIVIDUAL, "stream": Stream.WMO} | given
    (found,) = translate(
        [OwnLine(year=2018, partner="A", term="hulp")], [Definition(partner="A", term="hulp", **kept)]
    )
    assert UNTRANSLATED in (found.goal, found.stream)
    assert (found.why, found.is_translated) == (why, False)


def test_hours_that_nobody_can_translate_are_unknown_and_not_zero() -> None:
    row = Definition(
        partner="A", term="hulp", goal=PolicyGoal.INDIVIDUAL, stream=Stream.WMO, hours_factor=None
    )
    (found,) = translate([OwnLine(year=2018, partner="A", term="hulp", budgeted_hours_milli=9)], [row])
    assert (found.budgeted_hours_milli, found.is_translated) == (None, False)
    assert found.own.budgeted_hours_milli == 9


def test_a_partner_without_any_definition_is_refused_without_its_name() -> None:
    row = Definition(partner="A", term="hulp")
    with pytest.raises(UsageError, match=r"lines\[2\]: deze partner heeft geen enkele definitie") as refused:
        translate([OwnLine(year=2018, partner=name, term="hulp") for name in ("A", "Geheim")], [row])
    assert "Geheim" not in str(refused.value)


def test_a_post_with_two_definitions_is_refused() -> None:
    rows = [Definition(partner="A", term=term) for term in ("hulp", "Hulp ")]
    with pytest.raises(UsageError, match="twee keer"):
        translate([], rows)


@pytest.mark.parametrize("factor", [Fraction(0), Fraction(-1), Fraction(101)])
def test_a_factor_for_hours_is_above_nothing(factor: Fraction) -> None:
    with pytest.raises(UsageError, match="hours_factor"):
        Definition(partner="A", term="hulp", hours_factor=factor)


def test_a_definition_names_partner_and_term() -> None:
    with pytest.raises(UsageError, match="partner en term"):
        Definition(partner="", term="hulp")
