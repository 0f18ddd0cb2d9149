"""The figures of the balance: those of elsewhere under another name, and a sum that is judged like any."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.disclosure.exact import STREAMS, TOTAL, PlainCase, facts, header

from maatschappelijk_rendement.disclosure import ExactTable, Rules, publish
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.facts import Facts
from maatschappelijk_rendement.disclosure.matrix.figures import Figure, Name
from maatschappelijk_rendement.disclosure.matrix.problem import make
from maatschappelijk_rendement.disclosure.protect.choose import begin, eliminate
from maatschappelijk_rendement.disclosure.protect.decide import decide, prepare
from maatschappelijk_rendement.domain.errors import MaatschappelijkRendementError

OLD: Name = ("verschil", ("bestaand", "na", TOTAL, TOTAL), "som_eur")
NEW: Name = ("verschil", ("nieuw", "na", TOTAL, TOTAL), "som_eur")
MDO: Name = ("mdo", (), "totaal_eur")
SALDO: Name = ("balans", ("saldo", TOTAL), "bedrag_eur")


def cases(old: int, new: int) -> list[PlainCase]:
    """Existing cases that fall by 1.000 and a bit, new ones that cost 2.000 and a bit [euro]."""
    assert "Wmo" in STREAMS
    return [
        PlainCase(
            f"o{n}", "Noord", "bestaand", {"voor": {"Wmo": 300_000 + 7 * n}, "na": {"Wmo": 200_000 + n}}
        )
        for n in range(old)
    ] + [
        PlainCase(f"n{n}", "Noord", "nieuw", {"voor": {"Wmo": 0}, "na": {"Wmo": 200_000 + 13 * n}})
        for n in range(new)
    ]


def given(old: int, new: int, *, counts: bool = False) -> Facts:
    made = cases(old, new)
    hours = {case.case_id: 400_00 + 10 * n for n, case in enumerate(made)}
    return facts(made, mdo=hours, mdo_counts_as_cost=counts)


def figures(given: Facts) -> dict[Name, Figure]:
    return {figure.name: figure for figure in make(given).figures}


def test_each_post_is_the_figure_that_stands_elsewhere() -> None:
    found = figures(given(20, 12))
    twins = {
        ("bestaande_casussen", "bedrag_eur"): OLD,
        ("nieuwe_casussen", "bedrag_eur"): NEW,
        ("mdo", "bedrag_eur"): MDO,
        ("bestaande_casussen", "n"): (*OLD[:2], "n"),
        ("nieuwe_casussen", "n"): (*NEW[:2], "n"),
        ("mdo", "n"): ("mdo", (), "n"),
        ("programma", "n"): ("analyse", (), "n_casussen"),
        ("saldo", "n"): ("analyse", (), "n_casussen"),
    }
    for (post, column), twin in twins.items():
        one, other = found["balans", (post, TOTAL), column], found[twin]
        assert (one.form, one.about, one.bundle) == (other.form, other.about, other.bundle)
        assert one.form
    assert {name[1] for name in found if name[0] == "balans" and name[1][1] == TOTAL} == {
        (post, TOTAL) for post in ("bestaande_casussen", "nieuwe_casussen", "mdo", "programma", "saldo")
    }


@pytest.mark.parametrize("counts", [False, True])
def test_each_case_puts_its_difference_and_its_hours_once_into_the_saldo(counts: bool) -> None:
    problem = make(given(2, 1, counts=counts))
    found = {figure.name: figure for figure in problem.figures}
    # In twelfths of a cent: -100.000 + 400,00 euro of hours, and so on.
    by_hand = [-100_000 + 400_00, -100_006 + 400_10, 200_000 + 400_20]
    assert problem.atoms.row(found[SALDO].form).tolist() == [12 * cents for cents in by_hand]
    assert (("balans", ("mdo", TOTAL), "bedrag_eur") in found) is not counts


def test_the_cost_of_the_programme_is_of_no_case_and_always_shown() -> None:
    rules = decide(given(3, 2), Rules()).rules
    assert rules["balans", ("programma", TOTAL), "bedrag_eur"] is None
    assert rules["balans", ("programma", TOTAL), "n"] is not None
    assert rules[SALDO] is not None


def test_the_saldo_is_not_shown_beside_the_parts_of_which_one_is_hidden() -> None:
    draft = prepare(given(30, 4), Rules(), FINEST)
    number = {figure.name: place for place, figure in enumerate(draft.problem.figures)}
    old, new, mdo, saldo = (number[name] for name in (OLD, NEW, MDO, SALDO))
    assert new in draft.unsafe.rules
    for order, refused in (([old, mdo, saldo], saldo), ([old, saldo, mdo], mdo), ([mdo, saldo, old], old)):
        start = begin(draft.problem, draft.unsafe.forms)
        shown = eliminate(draft.problem, [[one] for one in order], start).figures
        assert shown == {*order} - {refused}


def table(amount: int) -> ExactTable:
    return ExactTable("balans", [{"post": "saldo", "partij": TOTAL, "n": 20, "bedrag_eur": amount}])


def test_a_saldo_that_is_not_the_sum_that_was_judged_is_refused() -> None:
    made = cases(20, 0)
    hours = dict.fromkeys((case.case_id for case in made), 400_00)
    known = replace(facts(made, mdo=hours), programme={"gemeente": 500_00, "Rijk": 25})
    # 20 times -1.000 plus 400 of hours, less 6 cents for each number before, and the programme.
    right = 20 * (-100_000 + 400_00) - 6 * 190 + 500_25
    publish([table(right)], header=header(made), facts=known)
    with pytest.raises(MaatschappelijkRendementError, match="balans"):
        publish([table(right - 500_25)], header=header(made), facts=known)
