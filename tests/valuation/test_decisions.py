"""Strategies, information and trees."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement import valuation as v
from maatschappelijk_rendement.domain.errors import UsageError

points = st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), min_size=1, max_size=8)
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(-9, 9), min_size=width, max_size=width), min_size=1, max_size=12
    )
)


def compared(given_points: list[tuple[int, int]], order: Any = None) -> v.StrategyTable:
    rows = [(f"s{place}", cost, effect) for place, (cost, effect) in enumerate(given_points)]
    if order:
        order.shuffle(rows)
    return v.compare_strategies(*zip(*rows, strict=True))


@given(points, st.randoms())
def test_the_order_of_strategies_never_changes_the_advice(given_points: Any, random: Any) -> None:
    assert compared(given_points, random) == compared(given_points)


@given(points, st.fractions(0, 20, max_denominator=6))
def test_what_is_dominated_is_best_at_no_price(given_points: Any, price: Fraction) -> None:
    found = compared(given_points)
    worth = {row.name: row.effect * price - row.cost for row in found}
    best = max(worth.values())
    for row in found:
        if row.dominated_by:
            assert worth[row.name] < best or price == 0
    assert best == max(worth[row.name] for row in found.frontier)


@given(points)
def test_ratios_rise_along_the_frontier(given_points: Any) -> None:
    places = {(row.cost, row.effect): row.icer for row in compared(given_points).frontier}
    icers = [icer for icer in places.values() if icer is not None]
    assert icers == sorted(icers)
    assert len(icers) == len(places) - 1


def test_strategies_that_are_the_same_share_their_status() -> None:
    found = v.compare_strategies(["a", "b", "c"], [1, 5, 5], [0, 2, 2])
    assert [(row.status, row.icer) for row in found] == [
        ("reference", None),
        ("undominated", 2),
        ("undominated", 2),
    ]


def test_a_named_reference_is_what_all_are_compared_with() -> None:
    found = v.compare_strategies(["a", "b", "c"], [0, 10, 30], [0, 1, 2], reference="b")
    assert (found.reference, found["b"].status, found["a"].status) == ("b", "reference", "undominated")
    assert [row.cost_to_reference for row in found] == [-10, 0, 20]
    assert found["c"].icer_to_reference == 20


def test_turning_the_reference_turns_the_sign_only() -> None:
    one = v.compare_strategies(["a", "b"], [3, 8], [1, 2], reference="a")
    other = v.compare_strategies(["a", "b"], [3, 8], [1, 2], reference="b")
    assert one["b"].cost_to_reference == -other["a"].cost_to_reference == 5
    assert one["b"].icer_to_reference == other["a"].icer_to_reference


@pytest.mark.parametrize(
    ("names", "costs", "reference"),
    [(["a", "a"], [1, 2], None), (["a", ""], [1, 2], None), (["a"], [1, 2], None), (["a", "b"], [1, 2], "c")],
)
def test_names_that_do_not_fit_are_refused(names: Any, costs: Any, reference: Any) -> None:
    with pytest.raises(UsageError):
        v.compare_strategies(names, costs, [1, 2], reference)


def test_options_that_tie_share_a_draw_and_the_label_says_what_is_counted() -> None:
    found = v.acceptability([[0, 1], [0, 3]], [[0, 1], [0, 1]], [1, 2], names=["niets", "coach"])
    assert found.definition == "kans dat deze optie de hoogste netto baat heeft"
    assert found.probabilities == ((Fraction(3, 4), Fraction(1, 4)), (Fraction(1, 2), Fraction(1, 2)))
    above = v.acceptability([1, 3], [1, 1], [1, 2])
    assert above.definition == "kans dat de netto baat boven nul is"
    assert above.probabilities == ((0,), (Fraction(1, 2),))


def test_the_frontier_takes_the_highest_mean_though_another_wins_more_often() -> None:
    point = v.frontier([[0, 1], [0, 1], [0, 1]], [[0, 0], [0, 0], [0, 9]], [1])[0]
    assert (point.name, point.mean_net_benefit, point.probability) == ("2", 2, Fraction(1, 3))


@given(tables, st.data())
def test_knowing_is_never_worth_less_than_nothing_nor_a_part_more_than_all(table: Any, data: Any) -> None:
    states = data.draw(st.lists(st.sampled_from("abc"), min_size=len(table), max_size=len(table)))
    whole = v.perfect_information(table)
    part = v.partial_perfect_information(table, states, states=["a", "b", "c"])
    bins = v.partial_perfect_information(table, [len(row) for row in table], bins=1)
    assert 0 <= part.value <= whole.value
    assert bins.value == 0


@given(tables, st.randoms())
def test_the_order_of_draws_does_not_matter(table: Any, random: Any) -> None:
    turned = list(table)
    random.shuffle(turned)
    assert v.perfect_information(turned) == v.perfect_information(table)


def test_weights_count_and_a_near_tie_is_decided_exactly() -> None:
    table = [[0.1 + 0.2, 0.3], [1.0, 1.0]]
    assert v.perfect_information(table).best == 0
    assert v.perfect_information(table).value == 0.0
    found = v.perfect_information([[10, 0], [0, 10]], ["0.9", "0.1"])
    assert (found.expected, found.with_perfect, found.value) == (9, 10, 1)


def test_draws_with_the_same_value_stay_in_one_group() -> None:
    table = [[0, 1], [0, -1], [0, 1], [0, -1]]
    assert v.partial_perfect_information(table, [1, 1, 1, 1], bins=2).value == 0
    assert v.partial_perfect_information(table, [1, 2, 1, 2], bins=2).value == Fraction(1, 2)
    assert v.partial_perfect_information(table, [1, 2, 1, 2], bins=[2]).value == Fraction(1, 2)


@pytest.mark.parametrize("probabilities", [[0.5, 0.4], [1], [1.5, -0.5], [True, False]])
def test_probabilities_that_are_not_one_together_are_refused(probabilities: Any) -> None:
    with pytest.raises(UsageError, match="probabilities"):
        v.perfect_information([[1], [2]], probabilities)


def test_values_that_all_differ_need_a_number_of_groups() -> None:
    with pytest.raises(UsageError, match="bins=20"):
        v.partial_perfect_information([[1], [2]], [0.1, 0.2])


def test_a_tree_of_more_levels_is_rolled_back_from_its_ends() -> None:
    late = v.Choice({"stop": 10, "door": v.Chance({"goed": ("0.5", 40), "slecht": ("0.5", -10)})})
    tree = v.Choice({"niets": 0, "proef": v.Chance({"ja": ("0.6", late), "nee": (None, 0)}, cost=4)})
    found = v.roll_back(tree)
    assert (found.expected, found.benefit, found.cost) == (Decimal(5), Decimal(9), Decimal(4))
    assert found.best == ("proef", "door")
    assert sum(found.probabilities.values()) == 1
    assert found.values[("proef", "ja", "door", "goed")] == 36


def test_a_tree_of_costs_is_minimised() -> None:
    assert v.roll_back(v.Tree(v.Choice({"a": 5, "b": 3}), minimise=True)).best == ("b",)
    assert v.roll_back(v.Choice({"a": v.End(cost=5), "b": v.End(cost=3)})).best == ("b",)


def test_of_equal_options_the_first_by_name_is_taken_and_the_tie_is_told() -> None:
    for options in ({"b": 1, "a": 1}, {"a": 1, "b": 1}):
        found = v.roll_back(v.Choice(options))
        assert (found.best, found.tied) == (("a",), ((),))


@pytest.mark.parametrize(
    "branches",
    [[(0.5, 1), (0.4, 1)], [(0.7, 1), (0.7, 1)], [(None, 1), (None, 1)], [], [(-0.1, 1), (1.1, 1)], [(1,)]],
)
def test_branches_whose_chances_are_not_one_are_refused(branches: Any) -> None:
    with pytest.raises(UsageError, match="Chance"):
        v.roll_back(v.Chance(branches))


def test_a_tree_that_goes_on_forever_is_refused() -> None:
    options: dict[str, Any] = {}
    tree = v.Choice(options)
    options["weer"] = tree
    with pytest.raises(UsageError, match="te groot"):
        v.roll_back(tree)


def test_options_may_be_nodes_with_a_name() -> None:
    assert v.roll_back(v.Choice([v.End(3, name="door"), v.End(1, name="stop")])).best == ("door",)


def test_a_comparison_gives_status_and_ratio_by_name() -> None:
    found = v.compare_strategies(["a", "b"], [0, 10], [0, 4])
    assert found.status == {"a": "reference", "b": "undominated"}
    assert found.icer == {"a": None, "b": Fraction(5, 2)}


def test_the_values_of_a_parameter_may_stand_where_bins_stand() -> None:
    table = [[0, 3], [0, -1], [0, 1], [0, -3]]
    found = v.partial_perfect_information(table, ["hoog", "hoog", "laag", "laag"], ["hoog", "laag"])
    assert found.value == Fraction(1, 2)
    assert float(found) == 0.5


@pytest.mark.parametrize("tree", [v.Choice(5), v.Chance(5), v.Chance([1, 2]), None, "boom"])
def test_what_is_no_tree_is_refused(tree: Any) -> None:
    with pytest.raises(UsageError):
        v.roll_back(tree)


def test_a_tree_may_be_written_with_the_name_or_the_node_first() -> None:
    usual = v.Choice({"dig": v.Chance({"gas": (0.7, 2500), "none": (0.3, 0)}, cost=300), "sell": 800})
    other = v.Choice(
        "dig?",
        {
            "dig": v.Chance("gas?", [("gas", v.End(2500), 0.7), ("none", v.End(0), 0.3)], cost=300),
            "sell": v.End(800),
        },
    )
    assert v.roll_back(usual) == v.roll_back(other)
    assert v.roll_back(v.Chance([(v.End(10), "0.5"), (v.End(20), "0.5")])).expected == 15


@pytest.mark.parametrize("rest", [0.6, 0.6 + 1e-9, 0.6 - 1e-9, "0.6", Fraction(3, 5), Decimal("0.6")])
def test_probabilities_that_are_off_by_a_last_digit_are_one(rest: Any) -> None:
    tree = v.Chance([(0.4, 100), (rest, -50)])
    assert float(v.roll_back(tree).expected) == pytest.approx(10, abs=1e-6)
    assert v.perfect_information([[1, 0], [0, 1]], [0.4, rest]).value == pytest.approx(0.4, abs=1e-6)


def test_parameters_that_become_known_together_are_worth_at_least_each_and_at_most_all() -> None:
    # Net benefit a + b of one option against nothing; a and b are -1 or 1, each as likely.
    pairs = [(a, b) for a in (-1, 1) for b in (-1, 1)]
    benefits = [[0, 2 * a + b] for a, b in pairs for _ in range(2)]
    pairs = [pair for pair in pairs for _ in range(2)]
    alone = v.partial_perfect_information(benefits, [a for a, _ in pairs]).value
    both = v.partial_perfect_information(benefits, pairs).value
    named = v.partial_perfect_information(benefits, {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]})
    binned = v.partial_perfect_information(benefits, pairs, bins=2).value
    # Knowing a: 2 in half of the cases. Both: (3 + 1) / 4. Nothing more is to be known.
    assert (alone, both, named.value, binned) == (1, 1, 1, 1)
    assert v.perfect_information(benefits).value == 1
    assert v.partial_perfect_information(benefits, [b for _, b in pairs]).value == Fraction(1, 2)


def test_parameters_of_different_lengths_are_refused() -> None:
    with pytest.raises(UsageError, match="evenveel waarden"):
        v.partial_perfect_information([[0, 1], [1, 0]], {"a": [1, 2], "b": [1]})


def test_an_end_may_have_its_name_first_as_a_choice_may() -> None:
    """Drilling for oil: 0,5 x -70 + 0,3 x 50 + 0,2 x 200 = 20."""
    ends = [
        ("dry", Decimal("0.5"), v.End("dry", -70)),
        ("wet", Decimal("0.3"), v.End("wet", 50)),
        ("soaking", None, v.End("soaking", 200)),
    ]
    found = v.roll_back(v.Choice("drill?", {"drill": v.Chance("oil", ends), "sell": v.End("sold", 0)}))
    assert found.expected == 20
    assert found.best == ("drill",)


def test_an_end_with_a_name_and_no_amount_is_refused() -> None:
    for end in (v.End("gas"), "gas"):
        with pytest.raises(UsageError, match="geen getal"):
            v.roll_back(v.Choice({"dig": end, "sell": 1}))


def test_names_that_read_the_same_are_refused_so_that_no_end_is_lost() -> None:
    with pytest.raises(UsageError, match="eigen naam"):
        v.roll_back(v.Chance({1: ("0.5", 10), "1": ("0.5", 30)}))
    with pytest.raises(UsageError, match="eigen naam"):
        v.roll_back(v.Choice({1: 10, "1": 30}))
