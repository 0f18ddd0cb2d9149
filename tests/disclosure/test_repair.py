"""The greedy repair: what it hides, what it shows again, and what it says when nothing helps."""

from __future__ import annotations

import pytest
from tests.disclosure.tables import count_system, system_of

from maatschappelijk_rendement.disclosure.audit import Attacker
from maatschappelijk_rendement.disclosure.optimum import cheapest_pattern
from maatschappelijk_rendement.disclosure.repair import release, repair
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.disclosure.secondary import EXACT_UNITS, Step, protect, suppress
from maatschappelijk_rendement.disclosure.system import Cell, System
from maatschappelijk_rendement.errors import PublicationRefusedError

RULES = Rules()


def line(weights: dict[str, float], **counts: int) -> System:
    """Counts with their total, and what it costs to hide each."""
    cells = {(name,): Cell(name, count, 0, count + 1000, 10) for name, count in counts.items()}
    total = sum(counts.values())
    keyed = {(name,): weight for name, weight in weights.items()}
    system = system_of({**cells, ("totaal",): Cell("totaal", total, 0, total + 1000, 10)})
    return System(system.cells, system.equations, {name: weight for (name,), weight in keyed.items()})


def test_of_two_that_protect_the_dearest_is_shown_again() -> None:
    for dear, cheap in (("b", "c"), ("c", "b")):
        system = line({dear: 5.0, cheap: 2.0, "totaal": 100.0}, a=3, b=50, c=60)
        shown_again = release(Attacker(system), frozenset("abc"), frozenset("a"), RULES)
        assert shown_again == {"a", cheap}


def test_of_two_that_cost_the_same_the_choice_is_that_of_the_alphabet() -> None:
    system = line({"totaal": 100.0}, a=3, b=50, c=60)
    assert release(Attacker(system), frozenset("abc"), frozenset("a"), RULES) == {"a", "c"}


def test_what_is_needed_is_never_shown_again() -> None:
    system = line({"totaal": 100.0}, a=30, b=50, c=60)
    assert release(Attacker(system), frozenset("abc"), frozenset("b"), RULES, frozenset("b")) == {"b"}


def test_the_cheapest_cell_that_gives_room_is_hidden() -> None:
    for dear, cheap in (("b", "c"), ("c", "b")):
        system = line({dear: 5.0, cheap: 2.0, "totaal": 100.0}, a=3, b=50, c=60)
        assert repair(Attacker(system), frozenset("a"), RULES) == {"a", cheap}


def test_a_part_that_is_too_small_to_give_room_is_not_enough() -> None:
    """Beside a 3 the 4 gives 7 of the 10 that are asked, whatever it costs to hide more."""
    system = line({"c": 50.0, "totaal": 100.0}, a=3, b=4, c=60)
    assert repair(Attacker(system), frozenset("a"), RULES, frozenset("b")) >= {"a", "c"}


def test_a_cell_that_follows_whatever_is_hidden_is_refused_with_advice() -> None:
    system = line({}, a=3, b=0)
    known = System(system.cells, system.equations, {}, frozenset({"totaal"}))
    with pytest.raises(PublicationRefusedError) as refused:
        repair(Attacker(known), frozenset("a"), RULES)
    assert str(refused.value) == (
        "Een onderdrukt getal kan niet worden beschermd: het volgt uit de andere getallen. Voeg wijken of "
        "stromen samen, of maak het rapport met --intern."
    )


def test_hidden_parts_that_are_too_few_cases_and_have_no_other_part_are_refused() -> None:
    """3 and 4 are the total less a third part that is known anyhow."""
    system = line({}, a=3, b=4, c=50)
    known = System(system.cells, system.equations, {}, frozenset({"c", "totaal"}))
    with pytest.raises(PublicationRefusedError):
        repair(Attacker(known), frozenset("ab"), RULES)


def test_what_cannot_be_protected_has_no_cheapest_pattern() -> None:
    system = line({}, a=3, b=0)
    known = System(system.cells, system.equations, {}, frozenset({"totaal"}))
    assert cheapest_pattern(Attacker(known), frozenset("a"), RULES) is None


def test_the_cheapest_pattern_weighs_and_does_not_count() -> None:
    """Two cells of weight 2 are cheaper than one of 5; of the first table one square of four does it."""
    system = line({"b": 2.0, "c": 2.0, "d": 5.0, "totaal": 100.0}, a=3, b=4, c=5, d=60)
    assert cheapest_pattern(Attacker(system), frozenset("a"), RULES) == frozenset("abc")
    dear = line({"b": 3.0, "c": 3.0, "d": 5.0, "totaal": 100.0}, a=3, b=4, c=5, d=60)
    assert cheapest_pattern(Attacker(dear), frozenset("a"), RULES) == frozenset("ad")


def test_a_large_table_is_repaired_and_a_small_one_solved() -> None:
    """Eleven by eleven with margins is over the limit; what is hidden is safe and no more than needed."""
    table = [[20 + 3 * row + column for column in range(11)] for row in range(11)]
    table[0][0] = 3
    system, _ = count_system(table)
    assert len(system.units) > EXACT_UNITS
    attacker = Attacker(system)
    hidden = protect(attacker, frozenset({("0", "0")}), RULES)
    assert hidden == release(
        attacker,
        repair(attacker, frozenset({("0", "0")}), RULES),
        frozenset({("0", "0")}),
        RULES,
    )
    assert len(hidden) == 4
    assert not attacker.exposed(hidden)


def test_an_equal_system_is_attacked_once_and_another_one_anew() -> None:
    step = Step(RULES)
    one, same, other = line({}, a=3, b=50), line({}, a=3, b=50), line({}, a=3, b=51)
    assert step.attacker(one) is step.attacker(same)
    assert step.attacker(other) is not step.attacker(one)
    assert len(step.attackers) == 2


def test_what_a_lower_minimum_hid_stays_hidden_where_it_is_there() -> None:
    before = suppress(line({"c": 2.0, "totaal": 100.0}, a=3, b=50, c=60), frozenset("a"), Step(RULES))
    assert before.hidden == {"a", "b"}
    # Nothing needs to be hidden now, and elsewhere is a table without the b.
    after = suppress(line({"c": 2.0, "totaal": 100.0}, a=30, b=50, c=60), frozenset(), Step(RULES, before))
    assert after.hidden == {"a", "b"}
    gone = suppress(line({"totaal": 100.0}, d=30, e=60), frozenset(), Step(RULES, before))
    assert gone.hidden == frozenset()


def test_units_of_any_shape_can_stand_in_one_table() -> None:
    """A name, a place and a number: they are put in order by how they are written."""
    names = (("wijk", ("Noord", "Wmo")), "som", 7, ("wijk", 3))
    cells = {(str(n),): Cell(name, 20 + n, 0, 1000, 10) for n, name in enumerate(names)}
    system = system_of({**cells, ("totaal",): Cell("totaal", 86, 0, 1000, 10)})
    weights = {"som": 3.0, 7: 2.0, ("wijk", 3): 4.0, "totaal": 100.0}
    weighed = System(system.cells, system.equations, weights)
    needed = frozenset({names[0]})
    assert cheapest_pattern(Attacker(weighed), needed, RULES) == needed | {7}
    assert repair(Attacker(weighed), needed, RULES) == needed | {7}
