"""The balance: what was spent more or less, each part apart, and their sum. Amounts by hand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.cases import SETTINGS, case, line, load
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.disclosure.protect.any_minimum import choose
from maatschappelijk_rendement.disclosure.protect.recoding import finest_safe
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.domain.model import MdoEffort, ProgrammePost
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication.gate import facts_to_judge
from maatschappelijk_rendement.report.rounded import most_off

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
    return {row["post"]: row for row in whole(analyse(caseload).publish(internal=True).data)}


def whole(data: dict[str, Any]) -> list[Row]:
    """The rows of all parties together."""
    return [row for row in data["balans"] if row["partij"] == TOTAL]


def of_parties(caseload: CaseLoad) -> list[tuple[str, str, str | None]]:
    rows = analyse(caseload).publish(internal=True).data["balans"]
    return [(row["partij"], row["post"], row["bedrag_eur"]) for row in rows if row["partij"] != TOTAL]


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
    found = {key[2][0]: dict(cases) for key, cases in given.items() if key[2][1:] == (TOTAL,)}
    assert found == {
        "bestaande_casussen": {"a": -700_00, "b": 200_00},
        "nieuwe_casussen": {"c": 450_00},
        "mdo": {"a": 200_00, "c": 100_00},
        "programma": {},
        # a: 200 of hours beside a fall of 700.
        "saldo": {"a": -500_00, "b": 200_00, "c": 550_00},
    }


def two_payers(**more: Any) -> CaseLoad:
    """The gemeente pays Wmo of two existing cases and a new one, the zorgverzekeraar Zvw of one of each."""
    cases = [case("a"), case("b"), case("c", case_type="nieuw"), case("d", case_type="nieuw")]
    usage = [
        *(
            line("a", "voor", 1000),
            line("a", "na", 300),
            line("a", "voor", 50, "Z"),
            line("a", "na", 80, "Z"),
        ),
        *(line("b", "voor", 100), line("b", "na", 300)),
        *(line("c", "na", 450), line("d", "na", 20, "Z")),
    ]
    given: dict[str, Any] = {
        "mdo": (hours("a", 2), hours("c", 1), replace(hours("d", 3), payer="zorgverzekeraar")),
        "programme": (post("gemeente", "60.25"), post("Rijk", "40")),
    }
    return load(cases, usage, **given | more)


GEMEENTE, INSURER = "gemeente", "zorgverzekeraar"


def test_every_party_has_its_own_parts_and_its_own_saldo() -> None:
    # Gemeente: -700 + 200, 450, 2 + 1 hours, 60.25. Zorgverzekeraar: 80 - 50, 20, 3 hours. Rijk: 40.
    assert of_parties(two_payers()) == [
        ("Rijk", "programma", "40.00"),
        ("Rijk", "saldo", "40.00"),
        (GEMEENTE, "bestaande_casussen", "-500.00"),
        (GEMEENTE, "nieuwe_casussen", "450.00"),
        (GEMEENTE, "mdo", "300.00"),
        (GEMEENTE, "programma", "60.25"),
        (GEMEENTE, "saldo", "310.25"),
        (INSURER, "bestaande_casussen", "30.00"),
        (INSURER, "nieuwe_casussen", "20.00"),
        (INSURER, "mdo", "300.00"),
        (INSURER, "saldo", "350.00"),
    ]
    assert amounts(two_payers()) == [
        ("bestaande_casussen", "-470.00"),
        ("nieuwe_casussen", "470.00"),
        ("mdo", "600.00"),
        ("programma", "100.25"),
        ("saldo", "700.25"),
    ]


def test_a_party_is_told_of_the_cases_of_the_whole_post_and_no_more_sure_than_that() -> None:
    rows = analyse(two_payers(programme=())).publish(internal=True).data["balans"]
    found = {(row["partij"], row["post"]): (row["n"], row["status"]) for row in rows}
    for party in (GEMEENTE, INSURER):
        for part in ("bestaande_casussen", "nieuwe_casussen", "mdo", "saldo"):
            assert found[party, part] == found[TOTAL, part]
    # That the programme is not known is said once.
    assert {party for party, part in found if part == "programma"} == {TOTAL}
    assert found[INSURER, "saldo"][1] == "onvolledig"


def test_hours_among_the_streams_are_in_the_cases_of_who_pays_them() -> None:
    included = two_payers(settings=replace(SETTINGS, mdo_costs="meegerekend"))
    assert of_parties(included)[2:] == [
        (GEMEENTE, "bestaande_casussen", "-300.00"),
        (GEMEENTE, "nieuwe_casussen", "550.00"),
        (GEMEENTE, "programma", "60.25"),
        (GEMEENTE, "saldo", "310.25"),
        (INSURER, "bestaande_casussen", "30.00"),
        (INSURER, "nieuwe_casussen", "320.00"),
        (INSURER, "saldo", "350.00"),
    ]


def test_who_pays_only_hours_has_no_row_for_cases() -> None:
    worked = (hours("a", 2), replace(hours("b", 1), payer="Rijk"))
    found = of_parties(two_payers(mdo=worked, programme=()))
    assert [row for row in found if row[0] == "Rijk"] == [
        *(("Rijk", "mdo", "100.00"), ("Rijk", "saldo", "100.00")),
    ]


@pytest.mark.parametrize("mdo_costs", ["apart", "meegerekend"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_the_parties_add_up_and_are_those_who_invest_and_gain(seed: int | None, mdo_costs: str) -> None:
    analysis = analyse(two_payers() if seed is None else random_caseload(seed)).under(mdo_costs=mdo_costs)
    data = analysis.publish(internal=True).data
    sums: dict[str, Decimal] = defaultdict(Decimal)
    found = {(row["partij"], row["post"]): Decimal(row["bedrag_eur"] or 0) for row in data["balans"]}
    for (party, part), amount in found.items():
        sums[part] += amount if party != TOTAL else -amount
        sums[party] += amount if part != "saldo" else -amount
    assert set(sums.values()) == {Decimal(0)}
    new = {
        row["case_id"] for row in analysis.delivery.cases.to_dict("records") if row["case_type"] == "nieuw"
    }
    worked = analysis.mdo_lines[analysis.mdo_lines["case_id"].isin(new)]
    for row in data["partijen"]:
        party = row["partij"]
        of_new = found.get((party, "nieuwe_casussen"), Decimal(0))
        if mdo_costs == "apart":
            of_new += Decimal(int(worked["one_off_cents"][worked["payer"] == party].sum())) / 100
        saldo = found.get((party, "saldo"), Decimal(0))
        assert saldo - of_new == Decimal(row["investeert_eur"] or 0) - Decimal(row["profiteert_eur"])


@pytest.mark.parametrize("new", [0, 4, 12])
def test_parts_of_parties_that_are_shown_add_up_or_the_page_says_by_how_much_not(new: int) -> None:
    report = analyse(caseload(30, new, 30, new_hours=new)).publish()
    off = most_off(report.results)
    sums: dict[str, list[Row]] = defaultdict(list)
    for row in report.data["balans"]:
        sums[row["post"]].append(row)
    for whole_row, *parts in sums.values():
        amounts = [row["bedrag_eur"] for row in (whole_row, *parts)]
        if parts and None not in amounts:
            exact, *rest = map(Decimal, amounts)
            assert 100 * abs(exact - sum(rest)) <= off


def test_no_other_figure_is_hidden_for_what_a_party_pays() -> None:
    analysis = analyse(ruwaard())
    facts = facts_to_judge(analysis)
    before, _ = finest_safe(facts, Rules())
    after = choose(facts, Rules())
    added = after.shown - before.shown
    assert before.shown < after.shown
    assert {after.problem.figures[number].tier for number in added} == {"payers"}
    assert not any(before.problem.figures[number].tier == "payers" for number in before.shown)


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
    assert [row["bedrag_eur"] is not None for row in whole(data)] == [True] * 5
    exact = amounts(caseload(30, 12, 30, new_hours=12))
    assert [(row["post"], row["bedrag_eur"]) for row in whole(data)] == exact


@pytest.mark.parametrize(("worked", "new_hours"), [(30, 0), (30, 4), (0, 0)])
def test_the_saldo_never_gives_away_what_a_few_new_cases_cost(worked: int, new_hours: int) -> None:
    data = public(caseload(30, 4, worked, new_hours=new_hours))
    rows = {row["post"]: row["bedrag_eur"] for row in whole(data)}
    # The new ones stand in one sentence: neither their cost nor their hours are in any post.
    assert "nieuwe_casussen" not in rows
    saldo = rows.pop("saldo")
    parts = [Decimal(amount) for amount in rows.values() if amount is not None]
    assert Decimal(saldo) == sum(parts)
    assert {row["n"] for row in data["balans"] if row["n"]} == {30}


@pytest.mark.parametrize("new", [0, 4, 12])
def test_a_post_is_hidden_where_the_same_figure_is_hidden_elsewhere(new: int) -> None:
    data = public(caseload(30, new, 12, new_hours=new))
    rows = {row["post"]: row for row in whole(data)}
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
