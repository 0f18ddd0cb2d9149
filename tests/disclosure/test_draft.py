"""What an attacker is thought to know of each number, worked out by hand."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.disclosure.cells import EMPTY, CellStats, summarise
from maatschappelijk_rendement.disclosure.draft import Draft
from maatschappelijk_rendement.disclosure.rules import Rule, Rules
from maatschappelijk_rendement.disclosure.secondary import Step
from maatschappelijk_rendement.disclosure.system import Cell
from maatschappelijk_rendement.errors import MaatschappelijkRendementError


def draft() -> Draft:
    return Draft(Step(Rules()))


def amount(stats: CellStats, *, signed: bool) -> Cell:
    one = draft()
    one.add_amount("bedrag", "plek", stats, signed=signed)
    (cell,) = one.cells
    assert (cell.unit, cell.value, cell.stats) == ("plek", stats.sum_cents, stats)
    return cell


def score(stats: CellStats, scale: tuple[int, int]) -> Cell:
    one = draft()
    one.add_score("score", "plek", stats, scale)
    (cell,) = one.cells
    assert (cell.unit, cell.value) == ("plek", stats.sum_cents)
    return cell


def test_a_case_is_thought_to_cost_at_most_a_hundred_thousand_euros_and_a_level_is_not_negative() -> None:
    """Twelve cases of € 1.000: at most € 1.200.000, and a width of € 5.000, for a fifth is less."""
    cell = amount(summarise(12 * [1_000_00]), signed=False)
    assert (cell.low, cell.high, cell.width) == (0, 1_200_000_00, 5_000_00)


def test_a_difference_may_be_as_far_below_zero_as_above() -> None:
    cell = amount(summarise(12 * [1_000_00]), signed=True)
    assert (cell.low, cell.high) == (-1_200_000_00, 1_200_000_00)
    assert amount(summarise(12 * [-1_000_00]), signed=False).low == -1_200_000_00


def test_an_amount_larger_than_plausible_stays_possible() -> None:
    """One case of € 300.000 is three times what an attacker takes as the most of one case."""
    cell = amount(summarise([-300_000_00]), signed=True)
    assert (cell.low, cell.high) == (-300_000_00, 300_000_00)


def test_a_large_amount_keeps_a_fifth_of_itself_rounded_up_to_whole_cents() -> None:
    """A fifth of € 30.000,01 is 600.000,2 cents."""
    assert amount(summarise([30_000_01]), signed=False).width == 6_000_01
    assert amount(summarise([-30_000_01]), signed=True).width == 6_000_01
    assert amount(summarise([30_000_00]), signed=False).width == 6_000_00


def test_an_amount_of_nothing_but_zeros_may_be_known() -> None:
    assert amount(summarise(12 * [0]), signed=True).width == 0
    # A rise and a fall of the same size are zero together, and must not be known.
    assert amount(summarise([5_00, -5_00]), signed=True).width == 5_000_00


def test_a_score_lies_on_its_scale_for_every_resident() -> None:
    """Twenty residents with 7,00 on a scale of 1 to 10: 20 to 200 points, a fifth of 140 is 28."""
    stats = CellStats(12, 20, 140_00, 140_00, 7_00, 7_00, True, n_residents=20)
    cell = score(stats, (1_00, 10_00))
    assert (cell.low, cell.high, cell.width) == (20_00, 200_00, 28_00)
    by_case = score(CellStats(12, 12, 84_00, 84_00, 7_00, 7_00, True), (1_00, 10_00))
    assert (by_case.low, by_case.high) == (12_00, 120_00)


def test_a_score_keeps_no_more_than_its_scale_allows() -> None:
    """Ten residents on a scale of 4,00 to 5,00 have 40 to 50 points: a fifth of 45 is 9, of 56 it is 11,2."""
    assert score(CellStats(10, 10, 45_00, 45_00, 5_00, 5_00, False), (4_00, 5_00)).width == 9_00
    # Scores outside the scale stay possible.
    beyond = score(CellStats(10, 10, 56_00, 56_00, 6_00, 6_00, False), (4_00, 5_00))
    assert (beyond.low, beyond.high, beyond.width) == (40_00, 56_00, 11_20)
    below = score(CellStats(10, 10, -1_01, 1_01, 1_01, 0, False), (0, 1))
    # A fifth of 1,01 is 20,2 hundredths.
    assert (below.low, below.high, below.width) == (-1_01, 10, 21)
    assert score(CellStats(10, 10, 900_00, 900_00, 90_00, 90_00, True), (90_00, 90_00)).width == 0


def test_a_count_has_a_width_of_ten_and_no_upper_bound_to_speak_of() -> None:
    one = draft()
    one.add_count("n", "plek", 3)
    one.add_count("nul", "plek", 0)
    some, none = one.cells
    assert (some.value, some.low, some.width) == (3, 0, 10)
    assert some.high > 1_000 * some.width
    # That there is none may be known.
    assert (none.value, none.low, none.width) == (0, 0, 0)


def test_each_kind_of_number_is_judged_by_its_own_rule() -> None:
    one = draft()
    one.add_amount("a", "bedrag van negen", summarise(range(1, 10)), signed=True)
    one.add_amount("b", "bedrag van twaalf", summarise(range(1, 13)), signed=True)
    residents_of_twelve = CellStats(12, 9, 90_00, 90_00, 11_00, 10_00, False, n_residents=9)
    one.add_score("c", "score van negen bewoners", residents_of_twelve, (0, 10_00))
    one.add_count("d", "negen", 9)
    one.add_count("e", "negen naast een ander getal", 9, judged=False)
    assert one.reasons() == {
        "bedrag van negen": Rule.CASES,
        "score van negen bewoners": Rule.RESIDENTS,
        "negen": Rule.CASES,
    }
    assert one.primary() == set(one.reasons())


def test_of_two_reasons_the_first_in_the_list_of_rules_is_given() -> None:
    few, heavy = summarise([1] * 5), summarise([-1_000_00, *range(1, 12)])
    for order in ((few, heavy), (heavy, few)):
        one = draft()
        for name, stats in enumerate(order):
            one.add_amount(name, "plek", stats, signed=True)
        assert one.reasons() == {"plek": Rule.CASES}


def test_two_sums_are_tied_only_when_they_are_the_same_and_all_there() -> None:
    one = draft()
    for name, count in {"a": 20, "b": 30, "som": 50}.items():
        one.add_count(name, name, count)
    one.tie(["a", "b"], ["som"])
    one.tie(["a"], ["som"])
    one.tie(["a", "elders"], ["som"])
    one.tie(["a"], ["elders"])
    (equation,) = one.equations
    assert equation.terms == ((0, 1), (1, 1), (2, -1))
    assert equation.total is None


def test_a_known_sum_names_its_cells() -> None:
    one = draft()
    for name in "abc":
        one.add_count(name, name, 20)
    one.know_sum(["a", "c"])
    assert [equation.terms for equation in one.equations] == [((0, 1), (2, 1))]


def test_what_is_built_holds_everything_that_was_written_down() -> None:
    one = draft()
    one.add_count("a", "eenheid a", 20)
    one.add_count("som", "eenheid som", 20)
    one.weights["eenheid a"] = 7.0
    one.fixed.add("eenheid som")
    one.add_table({("a",): "a", ("totaal",): "som"}, [True])
    system = one.build()
    assert [cell.unit for cell in system.cells] == ["eenheid a", "eenheid som"]
    assert [(e.terms, e.disjoint, e.total) for e in system.equations] == [(((1, -1), (0, 1)), True, 1)]
    assert (system.weight("eenheid a"), system.weight("eenheid som")) == (7.0, 1.0)
    assert system.fixed == {"eenheid som"}
    assert one.value("som") == 20


def test_a_table_that_does_not_add_up_and_a_name_given_twice_are_refused() -> None:
    one = draft()
    one.add_count("a", "a", 20)
    one.add_count("som", "som", 21)
    with pytest.raises(MaatschappelijkRendementError) as wrong:
        one.add_table({("a",): "a", ("totaal",): "som"}, [True])
    assert str(wrong.value) == "Een tabel telt niet op tot zijn totaal; er is niets gepubliceerd."
    assert one.equations == []
    with pytest.raises(MaatschappelijkRendementError) as twice:
        one.add_count("a", "a", 20)
    assert str(twice.value) == "Een tabel heeft twee rijen met dezelfde sleutel."


def test_nobody_contributes_to_an_empty_cell() -> None:
    cell = amount(EMPTY, signed=False)
    assert (cell.low, cell.high, cell.width) == (0, 0, 0)
