"""A publication that is designed coarser before a single cell is hidden, and says so."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.analysis.cases import SETTINGS, case, line, load, product, score
from tests.publication.random_caseloads import random_caseload
from tests.publication.test_attacks import TOTAL, fallen, figure, hours, published

from maatschappelijk_rendement import Usage, analyse
from maatschappelijk_rendement.disclosure.matrix.design import FINEST, Design
from maatschappelijk_rendement.disclosure.protect.decide import decide
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.publication import gate
from maatschappelijk_rendement.publication.recoded import recoded

OLD = {"groep": "bestaand", "moment": "na"}


def few_new(n_new: int = 4) -> tuple[list[str], list[str], list[Usage]]:
    old, new = [f"b{n:02}" for n in range(32)], [f"n{n}" for n in range(n_new)]
    usage = [one for n, name in enumerate(old) for one in fallen(name, n)]
    return old, new, usage + [line(name, "na", 500 + n) for n, name in enumerate(new)]


def test_few_new_cases_stand_in_a_sentence_and_in_no_table() -> None:
    old, new, usage = few_new()
    mdo = tuple(hours(name, 3 + n % 3) for n, name in enumerate([*old, *new]))
    scores = tuple(score(name, "voor", str(4 + n % 5)) for n, name in enumerate([*old, *new]))
    cases = [*(case(name) for name in old), *(case(name, case_type="nieuw") for name in new)]
    data = published(load(cases, usage, mdo=mdo, scores=scores))
    assert {row["groep"] for row in data["verschil"]} == {"bestaand"}
    assert (data["analyse"]["n_casussen"], data["analyse"]["n_nieuw"]) == (32, None)
    assert figure(data, "verschil", "som_eur", **OLD, wijk=TOTAL, stroom=TOTAL) == sum(
        one.quantity * (1 if one.moment == "na" else -1) for one in usage if one.case_id.startswith("b")
    )
    # All four would be in these: 36 scores, 36 times three to five hours.
    assert {row["n_casussen"] for row in data["welbevinden"]} == {32}
    assert Decimal(data["mdo"]["totaal_eur"]) == sum(80 * one.hours for one in mdo[:32])
    assert "Er zijn ook nieuwe casussen." in data["openbaarmaking"]["tekst"]


def test_wijken_with_few_cases_stand_together_and_are_named() -> None:
    sizes = {"Noord": 20, "Oost": 6, "Zuid": 7}
    cases = [case(f"{wijk}{n:02}", wijk=wijk) for wijk, size in sizes.items() for n in range(size)]
    usage = [one for n, each in enumerate(cases) for one in fallen(each.case_id, n)]
    data = published(load(cases, usage))
    rest = {**OLD, "wijk": "overige wijken", "stroom": TOTAL}
    assert figure(data, "verschil", "n", **rest) == 13
    assert figure(data, "verschil", "som_eur", **rest) == sum(
        one.quantity * (1 if one.moment == "na" else -1) for one in usage if not one.case_id.startswith("N")
    )
    assert data["analyse"]["wijken"] == ["Noord", "overige wijken"]
    assert "Oost en Zuid staan samen als overige wijken" in data["openbaarmaking"]["tekst"]
    assert {row["wijk"] for row in data["stromen"]} == {"Noord", "overige wijken", TOTAL}


def test_what_is_large_enough_is_published_as_fine_as_it_came() -> None:
    cases = [case(f"{wijk}{n:02}", wijk=wijk) for wijk in ("Noord", "Oost") for n in range(20)]
    usage = [one for n, each in enumerate(cases) for one in fallen(each.case_id, n)]
    data = published(load(cases, usage))
    assert {row["wijk"] for row in data["verschil"]} == {"Noord", "Oost", TOTAL}
    assert "staan samen" not in data["openbaarmaking"]["tekst"]


def test_a_case_that_knows_one_of_two_streams_together_makes_their_sum_incomplete() -> None:
    products = (product("W", "Wmo"), product("J", "Jeugdwet"), product("Z", "Zvw"))
    cases = [
        case("a", observed_streams=("Wmo", "Jeugdwet", "Zvw")),
        replace(case("b"), observed_streams=("Wmo", "Zvw")),
    ]
    usage = [
        line("a", "voor", 100, "W"),
        line("a", "na", 40, "J"),
        line("b", "voor", 30, "W"),
        line("b", "na", 20, "Z"),
    ]
    exact = analyse(load(cases, usage, tariffs=products, settings=SETTINGS))
    name = "Jeugdwet en Wmo"
    coarse = recoded(exact, Design(streams={"Wmo": name, "Jeugdwet": name}))
    groups = {group.key[3]: group for group in coarse.groups if group.key[2] == TOTAL}
    assert groups[name].sum_cents() == (40 - 100 - 30) * 100
    assert groups[name].amounts["delta_cents"].tolist() == [-60_00, -30_00]
    assert (groups[name].is_complete, groups["Zvw"].is_complete) == (False, True)
    assert groups[TOTAL].sum_cents() == exact.totals["delta_cents"].sum()
    assert recoded(exact, FINEST) is exact


DESIGNS = {
    "no new cases": Design(has_new=False),
    "no wijken": Design(has_wijken=False),
    "no repeat": Design(has_repeat=False),
    "no parts": Design(has_parts=False),
    "two wijken": Design(wijken={"wijk 0": "overige wijken", "wijk 1": "overige wijken"}),
    "two streams": Design(streams={"Wmo": "Wmo en Zvw", "Zvw": "Wmo en Zvw"}),
    "all of it": Design(
        has_new=False,
        has_repeat=False,
        has_parts=False,
        wijken={"wijk 0": "overige wijken", "wijk 1": "overige wijken"},
        streams={"Wmo": "Wmo en Zvw", "Zvw": "Wmo en Zvw"},
    ),
}


@pytest.mark.parametrize("seed", [3, 31])
@pytest.mark.parametrize("name", DESIGNS)
def test_each_design_prints_the_numbers_that_were_judged(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing compares every printed number with what was judged, and refuses another one."""
    design = DESIGNS[name]
    monkeypatch.setattr(gate, "choose", lambda facts, rules: decide(facts, rules, design))
    data = analyse(random_caseload(seed)).publish().data
    groups = {row["groep"] for row in data["verschil"]}
    wijken = {row["wijk"] for row in data["verschil"]}
    streams = {row["stroom"] for row in data["verschil"]}
    assert ("nieuw" in groups) <= design.has_new
    assert wijken == {TOTAL} if not design.has_wijken else not set(design.wijken) & wijken
    assert not set(design.streams) & streams
    assert design.has_repeat or "herhaling" not in {row["moment"] for row in data["stromen"]}
    assert design.has_parts or {row["eenmalig_eur"] for row in data["verschil"]} == {None}


@pytest.mark.parametrize("hidden", [("Oost",), ("Oost", "Zuid"), ("Noord",), ("Noord", "West")])
def test_wijken_go_together_by_the_names_that_are_shown(hidden: tuple[str, ...]) -> None:
    # A name that may be a person's number is not shown, and does not keep its wijk apart either.
    bsns = ("123456782", "111222333")
    names = {name: f"wijk {bsn}" for name, bsn in zip(hidden, bsns, strict=False)}
    sizes = {"Noord": 20, "West": 21, "Oost": 6, "Zuid": 7}
    cases = [
        case(f"{wijk}{n:02}", wijk=names.get(wijk, wijk)) for wijk, size in sizes.items() for n in range(size)
    ]
    usage = [one for n, each in enumerate(cases) for one in fallen(each.case_id, n)]
    data = published(load(cases, usage))
    assert not [bsn for bsn in bsns if bsn in json.dumps(data)]
    rows = [(row["groep"], row["moment"], row["wijk"], row["stroom"]) for row in data["verschil"]]
    assert len(rows) == len(set(rows))
    shown = {row["wijk"]: row["n"] for row in data["verschil"] if row["stroom"] == TOTAL}
    assert shown[TOTAL] == 54
    assert sum(n for wijk, n in shown.items() if wijk != TOTAL and n) in (0, 54)


def test_new_cases_alone_are_too_few_and_no_mistake() -> None:
    new = [case(f"n{n}", case_type="nieuw") for n in range(4)]
    analysis = analyse(load(new, [line(one.case_id, "na", 500 + n) for n, one in enumerate(new)]))
    with pytest.raises(PublicationRefusedError, match="te weinig casussen"):
        analysis.publish()
    told = analysis.publish(internal=True, account=True).data["openbaarmaking"]["tekst"]
    assert "te weinig casussen" in told
