"""The balance: what was spent more or less, each part apart, and their sum. Amounts by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.domain.model import MdoEffort, ProgrammePost

TOTAL = "totaal"
Row = dict[str, Any]


def hours(case_id: str, number: int) -> MdoEffort:
    """Hours of an MDO at EUR 100 each."""
    price = Decimal(100)
    given = {"price_eur": price, "price_source": "eigen opgave", "payer": "gemeente"}
    return MdoEffort(case_id=case_id, hours=Decimal(number), **given)


def post(payer: str, euros: str) -> ProgrammePost:
    return ProgrammePost(post="verzonnen", payer=payer, amount_eur=Decimal(euros), year=2018, one_off=False)


def small(**more: Any) -> CaseLoad:
    """Two existing cases, one 700 down and one 200 up, and a new one of 450; 3 hours and a programme."""
    cases = [case("a"), case("b"), case("c", case_type="nieuw")]
    usage = [
        *(line("a", "voor", 1000), line("a", "na", 300)),
        *(line("b", "voor", 100), line("b", "na", 300)),
        line("c", "na", 450),
    ]
    given: dict[str, Any] = {
        "mdo": (hours("a", 2), hours("c", 1)),
        "programme": (post("gemeente", "60.25"), post("Rijk", "40")),
    }
    return load(cases, usage, **given | more)


def balance(caseload: CaseLoad) -> dict[str, Row]:
    rows = analyse(caseload).publish(internal=True).data["balans"]
    return {row["post"]: row for row in rows}


def amounts(caseload: CaseLoad) -> list[tuple[str, str | None]]:
    return [(post, row["bedrag_eur"]) for post, row in balance(caseload).items()]


def test_every_part_stands_apart_and_the_saldo_is_their_sum() -> None:
    # -700 + 200, 450, 3 x 100, 60.25 + 40.
    assert amounts(small()) == [
        ("bestaande_casussen", "-500.00"),
        ("nieuwe_casussen", "450.00"),
        ("mdo", "300.00"),
        ("programma", "100.25"),
        ("saldo", "350.25"),
    ]
    assert [(row["n"], row["status"]) for row in balance(small()).values()] == [
        *((2, "getoond"), (1, "getoond"), (2, "getoond"), (3, "getoond"), (3, "getoond")),
    ]


def test_hours_that_stand_among_the_streams_are_not_counted_twice() -> None:
    included = small(settings=replace(SETTINGS, mdo_costs="meegerekend"))
    # 200 of the hours are of an existing case, 100 of the new one: no row of their own, and the same saldo.
    assert amounts(included) == [
        ("bestaande_casussen", "-300.00"),
        ("nieuwe_casussen", "550.00"),
        ("programma", "100.25"),
        ("saldo", "350.25"),
    ]


def test_without_new_cases_there_is_no_row_for_them() -> None:
    usage = [line("a", "voor", 1000), line("a", "na", 300)]
    found = amounts(load([case("a")], usage, mdo=(hours("a", 2),), programme=(post("Rijk", "40"),)))
    assert found == [
        ("bestaande_casussen", "-700.00"),
        ("mdo", "200.00"),
        ("programma", "40.00"),
        ("saldo", "-460.00"),
    ]


def test_what_was_not_given_is_unknown_and_makes_the_saldo_incomplete() -> None:
    found = balance(small(mdo=(), programme=()))
    # That nobody wrote down hours or a programme does not make them free; nor is it told of how many cases.
    for part in ("mdo", "programma"):
        assert (found[part]["bedrag_eur"], found[part]["n"]) == (None, None)
        assert found[part]["status"] == "onbekend"
    assert (found["saldo"]["bedrag_eur"], found["saldo"]["status"]) == ("-50.00", "onvolledig")


def test_an_incomplete_difference_makes_an_incomplete_saldo() -> None:
    cases = [case("a", observed_streams=("Wmo", "Zvw")), case("b", observed_streams=("Wmo",))]
    usage = [line("a", "voor", 50, "Z"), line("a", "na", 20, "Z")]
    found = balance(load(cases, usage, mdo=(hours("a", 1),), programme=(post("Rijk", "40"),)))
    assert {post: row["status"] for post, row in found.items()} == {
        "bestaande_casussen": "onvolledig",
        "mdo": "getoond",
        "programma": "getoond",
        "saldo": "onvolledig",
    }


def test_the_ledger_knows_what_each_case_puts_into_the_balance() -> None:
    given = analyse(small()).publish(internal=True).contributions()
    found = {key[2][0]: dict(cases) for key, cases in given.items() if key[0] == "balans"}
    assert found == {
        "bestaande_casussen": {"a": -700_00, "b": 200_00},
        "nieuwe_casussen": {"c": 450_00},
        "mdo": {"a": 200_00, "c": 100_00},
        "programma": {},
        # a: 200 of hours beside a fall of 700.
        "saldo": {"a": -500_00, "b": 200_00, "c": 550_00},
    }


def caseload(old: int, new: int, worked: int, *, new_hours: int = 0) -> CaseLoad:
    """Existing cases that fall, new ones that cost, and hours of some of each."""
    cases = [case(f"o{n}") for n in range(old)] + [case(f"n{n}", case_type="nieuw") for n in range(new)]
    usage = [line(f"o{n}", "voor", 2000 + 31 * n) for n in range(old)]
    usage += [line(f"o{n}", "na", 900 + 7 * n * n % 400) for n in range(old)]
    usage += [line(f"n{n}", "na", 1500 + 111 * n) for n in range(new)]
    mdo = [hours(f"o{n}", 3 + n % 4) for n in range(worked)] + [hours(f"n{n}", 4) for n in range(new_hours)]
    return load(cases, usage, mdo=tuple(mdo), programme=(post("gemeente", "999.95"),))


def public(caseload: CaseLoad) -> dict[str, Any]:
    return analyse(caseload).publish().data


def test_a_public_balance_shows_what_is_about_enough_cases() -> None:
    data = public(caseload(30, 12, 30, new_hours=12))
    assert [row["bedrag_eur"] is not None for row in data["balans"]] == [True] * 5
    exact = amounts(caseload(30, 12, 30, new_hours=12))
    assert [(row["post"], row["bedrag_eur"]) for row in data["balans"]] == exact


@pytest.mark.parametrize(("worked", "new_hours"), [(30, 0), (30, 4), (0, 0)])
def test_the_saldo_never_gives_away_what_a_few_new_cases_cost(worked: int, new_hours: int) -> None:
    data = public(caseload(30, 4, worked, new_hours=new_hours))
    rows = {row["post"]: row["bedrag_eur"] for row in data["balans"]}
    # The new ones stand in one sentence: neither their cost nor their hours are in any post.
    assert "nieuwe_casussen" not in rows
    saldo = rows.pop("saldo")
    parts = [Decimal(amount) for amount in rows.values() if amount is not None]
    assert Decimal(saldo) == sum(parts)
    assert {row["n"] for row in data["balans"] if row["n"]} == {30}


@pytest.mark.parametrize("new", [0, 4, 12])
def test_a_post_is_hidden_where_the_same_figure_is_hidden_elsewhere(new: int) -> None:
    data = public(caseload(30, new, 12, new_hours=new))
    rows = {row["post"]: row for row in data["balans"]}
    for row in data["verschil"]:
        if row["moment"] == "na" and row["wijk"] == row["stroom"] == TOTAL:
            post = rows[f"{row['groep']}e_casussen"]
            assert (post["bedrag_eur"], post["n"]) == (row["som_eur"], row["n"])
    assert (rows["mdo"]["bedrag_eur"], rows["mdo"]["n"]) == (data["mdo"]["totaal_eur"], data["mdo"]["n"])
    for part in ("programma", "saldo"):
        assert rows[part]["n"] in (data["analyse"]["n_casussen"], None)
    assert rows["programma"]["bedrag_eur"] == "999.95"


def test_a_next_release_of_which_the_saldo_tells_of_one_case_is_refused(tmp_path: Path) -> None:
    first, more = caseload(30, 0, 30), caseload(31, 0, 31)
    analyse(first).publish().register(tmp_path, label="een")
    with pytest.raises(PublicationRefusedError, match=r"de balans \(saldo\)"):
        analyse(more).publish().register(tmp_path, label="twee")
