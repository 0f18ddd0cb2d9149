"""Numbers of cases: beside amounts, in the header, per kind of money, with an MDO, and of usage lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pytest

from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.disclosure.counts import judge_counts, judge_lines
from maatschappelijk_rendement.disclosure.layout import COUNT, LAYOUTS, ExactTable
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Pattern, Step
from maatschappelijk_rendement.disclosure.units import Place, place_of

Cell = tuple[str, str, str, str]
TOTAL = "totaal"


def amounts(name: str, cases: Mapping[Cell, int]) -> ExactTable:
    """A cost table with this number of cases at each group, moment, wijk and stream."""
    columns = ("groep", "moment", "wijk", "stroom")
    rows = [dict(zip(columns, cell, strict=True)) for cell in cases]
    keys = [tuple(row[column] for column in LAYOUTS[name].key) for row in rows]
    stats = {key: summarise(range(1, n + 1)) for key, n in zip(keys, cases.values(), strict=True)}
    return ExactTable(name, rows, dict.fromkeys(LAYOUTS[name].stats, stats))


def place(group: str, wijk: str, stream: str) -> Place:
    return place_of("stromen", {"groep": group, "moment": "na", "wijk": wijk, "stroom": stream})


def hidden(
    *tables: ExactTable, analysis: Mapping[str, object] | None = None, main: frozenset[Hashable] = frozenset()
) -> dict[Hashable, Rule]:
    return dict(judge_counts(tables, analysis or {}, Pattern(main), Step(Rules())).rules)


def split_by_wijk(moment: str = "na") -> dict[Cell, int]:
    """Of 23, 24 and 40 cases 3, 12 and none left the Zvw out."""
    both = {"Noord": (23, 20), "Zuid": (24, 12), "West": (40, 40), "totaal": (87, 72)}
    return {
        ("bestaand", moment, wijk, stream): n
        for wijk, cases in both.items()
        for stream, n in zip(("totaal", "Zvw"), cases, strict=True)
    }


@pytest.mark.parametrize(
    "tables",
    [
        [amounts("stromen", split_by_wijk())],
        [amounts("verschil", split_by_wijk())],
        [amounts("stromen", split_by_wijk() | split_by_wijk("voor")), amounts("verschil", split_by_wijk())],
    ],
)
def test_three_cases_without_a_stream_hide_its_count_in_their_wijk_and_in_one_other(
    tables: list[ExactTable],
) -> None:
    """The total of 72 is shown, so beside the 20 another wijk goes: that with the fewest cases."""
    assert hidden(*tables) == {
        (COUNT, place("bestaand", "Noord", "Zvw")): Rule.DIFFERENCE,
        (COUNT, place("bestaand", "Zuid", "Zvw")): Rule.SECONDARY,
    }


def test_a_count_is_hidden_with_its_amount() -> None:
    where = place("bestaand", "West", "Zvw")
    found = hidden(
        amounts("stromen", {cell: n for cell, n in split_by_wijk().items() if cell[2] == "West"}),
        main=frozenset({where}),
    )
    assert found == {(COUNT, where): Rule.LINKED}


TWO_GROUPS = {("bestaand", "na", "totaal", "totaal"): 30, ("nieuw", "na", "totaal", "totaal"): 12}
HEADER = {"n_casussen": 42, "n_bestaand": 30, "n_nieuw": 12}


@pytest.mark.parametrize("name", ["stromen", "verschil"])
def test_the_header_does_not_give_a_hidden_count_of_a_group(name: str) -> None:
    """The twelve new cases are hidden with their amount: their number in the header goes too, and the sum."""
    group = place("nieuw", "totaal", "totaal")
    found = hidden(amounts(name, TWO_GROUPS), analysis=HEADER, main=frozenset({group}))
    assert found == {
        (COUNT, group): Rule.LINKED,
        ("analyse", "n_nieuw"): Rule.SECONDARY,
        ("analyse", "n_casussen"): Rule.SECONDARY,
    }


def test_the_header_does_not_give_the_hidden_count_before() -> None:
    group = place("bestaand", "totaal", "totaal")
    levels = amounts("stromen", {("bestaand", "voor", "totaal", "totaal"): 30})
    assert hidden(levels, analysis=HEADER, main=frozenset({group})) == {
        (COUNT, group): Rule.LINKED,
        ("analyse", "n_bestaand"): Rule.SECONDARY,
        ("analyse", "n_nieuw"): Rule.SECONDARY,
    }


def test_counts_of_other_cases_than_the_header_counts_do_not_bind_it() -> None:
    """Only 25 of the 30 existing cases have an amount after: their number says nothing of the 30."""
    group = place("bestaand", "totaal", "totaal")
    levels = amounts("stromen", {("bestaand", "na", "totaal", "totaal"): 25})
    assert hidden(levels, analysis=HEADER, main=frozenset({group})) == {(COUNT, group): Rule.LINKED}


def test_a_header_of_few_new_cases_hides_their_number_and_the_sum() -> None:
    counts = {"n_casussen": 37, "n_bestaand": 32, "n_nieuw": 5, "titel": "Proef"}
    assert hidden(analysis=counts) == {
        ("analyse", "n_nieuw"): Rule.CASES,
        ("analyse", "n_casussen"): Rule.SECONDARY,
    }
    assert hidden(analysis=HEADER | {"n_nieuw": 0, "n_casussen": 30}) == {}


def known(stream: str, moment: str, cases: int, others: int) -> ExactTable:
    row = {"stroom": stream, "moment": moment, "n_bekend": cases, "n_onbekend": others}
    return ExactTable("volledigheid", [row])


@pytest.mark.parametrize(
    ("cases", "others", "is_hidden"), [(30, 9, True), (9, 30, True), (30, 10, False), (40, 0, False)]
)
def test_few_cases_known_or_unknown_hide_both_numbers(cases: int, others: int, is_hidden: bool) -> None:
    unit = ("volledigheid", "Zvw", "na")
    assert hidden(known("Zvw", "na", cases, others)) == ({unit: Rule.CASES} if is_hidden else {})


def test_the_number_of_known_cases_does_not_give_a_hidden_count_of_a_stream() -> None:
    """25 existing cases are hidden and 20 new ones shown: 45 known cases would give the 25."""
    stream = place("bestaand", "totaal", "Zvw")
    levels = amounts(
        "stromen", {("bestaand", "na", "totaal", "Zvw"): 25, ("nieuw", "na", "totaal", "Zvw"): 20}
    )
    assert hidden(levels, known("Zvw", "na", 45, 15), main=frozenset({stream})) == {
        (COUNT, stream): Rule.LINKED,
        ("volledigheid", "Zvw", "na"): Rule.SECONDARY,
    }
    # Of another stream it says nothing.
    found = hidden(levels, known("Wmo", "na", 45, 15), main=frozenset({stream}))
    assert found == {(COUNT, stream): Rule.LINKED}


def test_known_and_unknown_cases_together_do_not_give_the_hidden_count_of_all() -> None:
    group = place("nieuw", "totaal", "totaal")
    found = hidden(amounts("stromen", TWO_GROUPS), known("Zvw", "na", 27, 15), main=frozenset({group}))
    assert found == {(COUNT, group): Rule.LINKED, ("volledigheid", "Zvw", "na"): Rule.SECONDARY}


def test_known_and_unknown_cases_together_do_not_give_a_hidden_number_of_the_header() -> None:
    """32 existing and 5 new cases: after there are 37, which would give the 5; before there are 32."""
    counts = {"n_casussen": 37, "n_bestaand": 32, "n_nieuw": 5}
    found = hidden(known("Zvw", "na", 25, 12), analysis=counts)
    assert found[("volledigheid", "Zvw", "na")] is Rule.SECONDARY
    assert found.keys() == {
        ("volledigheid", "Zvw", "na"),
        ("analyse", "n_nieuw"),
        ("analyse", "n_casussen"),
    }
    assert ("volledigheid", "Zvw", "voor") not in hidden(known("Zvw", "voor", 20, 12), analysis=counts)


def kinds(group: str, cases: int) -> ExactTable:
    key = (group, "kasstroom")
    return ExactTable(
        "geldsoort",
        [{"groep": group, "geldstroom": "kasstroom", "n": cases}],
        {"som_eur": {key: summarise(range(1, cases + 1))}},
    )


@pytest.mark.parametrize(
    ("cases", "rule"), [(9, Rule.CASES), (20, None), (21, Rule.DIFFERENCE), (29, Rule.DIFFERENCE), (30, None)]
)
def test_a_kind_of_money_does_not_tell_how_few_cases_have_it_or_have_it_not(
    cases: int, rule: Rule | None
) -> None:
    found = hidden(amounts("verschil", TWO_GROUPS), kinds("bestaand", cases))
    assert found == ({("geldsoort", COUNT, "bestaand", "kasstroom"): rule} if rule else {})


def test_a_kind_of_money_is_compared_with_its_own_group_and_hidden_with_its_amount() -> None:
    unit = ("geldsoort", COUNT, "nieuw", "kasstroom")
    assert hidden(amounts("verschil", TWO_GROUPS), kinds("nieuw", 12)) == {}
    assert hidden(amounts("verschil", TWO_GROUPS), kinds("nieuw", 11)) == {unit: Rule.DIFFERENCE}
    amount = ("geldsoort", "nieuw", "kasstroom")
    assert hidden(kinds("nieuw", 12), main=frozenset({amount})) == {unit: Rule.LINKED}


def meetings(cases: int) -> ExactTable:
    return ExactTable("mdo", [{"n": cases}], {"totaal_eur": {(): summarise(range(1, cases + 1))}})


@pytest.mark.parametrize(
    ("cases", "rule"),
    [
        (9, Rule.CASES),
        (12, None),
        (13, Rule.DIFFERENCE),
        (21, Rule.DIFFERENCE),
        (22, None),
        (30, None),
        (31, Rule.DIFFERENCE),
        (39, Rule.DIFFERENCE),
        (40, Rule.DIFFERENCE),
        (42, None),
    ],
)
def test_the_number_with_an_mdo_does_not_tell_how_few_are_of_the_other_group(
    cases: int, rule: Rule | None
) -> None:
    """30 existing and 12 new cases: 13 with an MDO are at least one existing one, 31 at least one new one.

    Of 40 with an MDO everyone knows that two have none.
    """
    found = hidden(meetings(cases), analysis=HEADER)
    assert found == ({("mdo", COUNT): rule} if rule else {})


def test_the_number_with_an_mdo_is_hidden_with_its_cost() -> None:
    assert hidden(meetings(40), main=frozenset({("mdo",)})) == {("mdo", COUNT): Rule.LINKED}


def lines(**numbers: int | None) -> dict[Hashable, Rule]:
    rows = [{"herkomst": word, "n_regels": n} for word, n in numbers.items()]
    judged = judge_lines(ExactTable("herkomst_gebruik", rows), Step(Rules()))
    return {unit[-1]: rule for unit, rule in judged.rules.items() if isinstance(unit, tuple)}


def test_few_usage_lines_are_hidden_with_the_smallest_other_number() -> None:
    """The sum of all lines stands elsewhere, so one hidden number alone would follow."""
    assert lines(declaratie=12, raming=40, registratie=90) == {}
    for order in (("a", "b", "c"), ("c", "b", "a")):
        numbers = dict(zip(order, (3, 40, 90), strict=True))
        assert lines(**numbers) == {order[0]: Rule.CASES, order[1]: Rule.SECONDARY}


def test_few_usage_lines_that_nothing_can_protect_hide_every_number() -> None:
    assert lines(declaratie=3) == {"declaratie": Rule.CASES}
    assert lines(declaratie=3, raming=None) == {"declaratie": Rule.CASES, "raming": Rule.SECONDARY}


def test_a_kind_of_money_is_not_compared_with_another_group() -> None:
    """25 new cases have it, of 25: that there are 30 existing ones, five more, says nothing of it."""
    totals = amounts("verschil", {("bestaand", "na", TOTAL, TOTAL): 30, ("nieuw", "na", TOTAL, TOTAL): 25})
    assert hidden(totals, kinds("nieuw", 25)) == {}


def test_the_number_with_an_mdo_does_not_give_a_hidden_number_of_all_cases() -> None:
    """The twelve new cases are hidden, and so is the sum of 42; all 42 have an MDO."""
    group = place("nieuw", TOTAL, TOTAL)
    found = hidden(amounts("verschil", TWO_GROUPS), meetings(42), analysis=HEADER, main=frozenset({group}))
    assert found[("mdo", COUNT)] is Rule.SECONDARY
    assert found[("analyse", "n_casussen")] is Rule.SECONDARY


def test_few_cases_left_out_do_not_follow_from_those_left_out_in_all_wijken() -> None:
    """Three, four and twelve left the Zvw out; nineteen less twelve are seven, so the twelve go too."""
    both = {"Noord": (23, 20), "Zuid": (24, 20), "West": (40, 28), TOTAL: (87, 68)}
    cases = {
        ("bestaand", "na", wijk, stream): n
        for wijk, numbers in both.items()
        for stream, n in zip((TOTAL, "Zvw"), numbers, strict=True)
    }
    assert hidden(amounts("verschil", cases)) == {
        (COUNT, place("bestaand", "Noord", "Zvw")): Rule.DIFFERENCE,
        (COUNT, place("bestaand", "Zuid", "Zvw")): Rule.DIFFERENCE,
        (COUNT, place("bestaand", "West", "Zvw")): Rule.SECONDARY,
    }
