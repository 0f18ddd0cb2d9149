from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.exact import PlainCase, cost_tables, facts, header, random_cases, wellbeing_table
from tests.disclosure.test_publish import ALL, existing, new, row, ruwaard, scores

from maatschappelijk_rendement.disclosure import ExactTable, Rules, publish
from maatschappelijk_rendement.disclosure.cells import summarise
from maatschappelijk_rendement.disclosure.rounding import (
    round_header,
    round_rows,
    round_to,
    rounded_counts,
)

ROUNDED = Rules(rounding=True)


@pytest.mark.parametrize(
    ("euros", "rounded"), [(-132_394, -132_000), (499, 0), (500, 1_000), (-500, -1_000), (-1_499, -1_000)]
)
def test_an_amount_is_rounded_to_a_thousand_euros_ties_away_from_zero(euros: int, rounded: int) -> None:
    assert round_to(euros * 100, 1_000_00) == rounded * 100


@pytest.mark.parametrize(("count", "rounded"), [(32, 30), (33, 35), (0, 0), (2, 0), (3, 5)])
def test_a_count_is_rounded_to_five(count: int, rounded: int) -> None:
    assert round_to(count, 5) == rounded


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_moves_a_number_by_at_most_half_a_step(value: int, step: int) -> None:
    assert 2 * abs(round_to(value, step) - value) <= step
    assert round_to(round_to(value, step), step) == round_to(value, step)


def test_the_rounded_ruwaard_adds_up_and_says_that_totals_may_differ() -> None:
    """Each stream falls by 33.098,50 on the average; four rounded streams are the rounded total."""
    cases = ruwaard()
    data = publish(cost_tables(cases), header=header(cases), facts=facts(cases), rules=ROUNDED).data
    main = row(data, "verschil", **ALL)
    streams = [row(data, "verschil", **ALL | {"stroom": s}) for s in ("Wmo", "Zvw", "Wlz", "Participatiewet")]
    assert [s["som_eur"] for s in streams] == 4 * ["-33000.00"]
    assert (main["som_eur"], main["n"]) == ("-132000.00", 30)
    assert main["gemiddelde_eur"] == "-4400.00"
    assert "door afronding kunnen totalen afwijken" in data["openbaarmaking"]["tekst"]
    assert data["analyse"]["afgerond"] is True
    assert data["analyse"]["n_casussen"] == 40


def test_rounded_margins_are_the_sums_of_rounded_inner_cells() -> None:
    cases = random_cases(3)
    table = publish(cost_tables(cases), header=header(cases), facts=facts(cases), rules=ROUNDED).data[
        "verschil"
    ]
    inner = {(r["groep"], r["moment"], r["wijk"], r["stroom"]): r for r in table}
    lines = 0
    for (group, moment, wijk, stream), margin in inner.items():
        parts = [
            r
            for key, r in inner.items()
            if key[:2] == (group, moment)
            and "totaal" not in key[2:]
            and key[3] == stream
            and wijk == "totaal"
        ]
        if parts and margin["som_eur"] and all(r["som_eur"] for r in parts):
            lines += 1
            assert Decimal(margin["som_eur"]) == sum(Decimal(r["som_eur"]) for r in parts)
            assert margin["n"] == sum(r["n"] for r in parts)
    assert lines


def test_hours_are_rounded_to_five_and_scores_to_a_tenth() -> None:
    stats = summarise([451_25] * 20)
    mdo = ExactTable("mdo", [{"totaal_eur": 9_025_00, "uren": 12_500, "n": 33}], {"totaal_eur": {(): stats}})
    assert round_rows(mdo) == [{"totaal_eur": 9_000_00, "uren": 15_000, "n": 35}]
    table = wellbeing_table(scores())
    means = replace(table, rows=[one | {"gemiddelde": 8_26, "gepaard_verschil": 4_84} for one in table.rows])
    (score,) = [
        found
        for found in round_rows(means)
        if (found["groep"], found["wijk"], found["moment"]) == ("totaal", "totaal", "na")
    ]
    assert (score["gemiddelde"], score["gepaard_verschil"]) == (8_30, 4_80)
    assert (score["n_bewoners"], score["n_casussen"]) == (25, 20)


def test_rounded_counts_of_two_wijken_add_up() -> None:
    """Eight fall in each wijk: 10 and 10 are 20, where 16 by itself would be 15."""
    cases = [existing(n, "Noord" if n < 8 else "Zuid") for n in range(16)]
    (total,) = [r for r in round_rows(cost_tables(cases)[1]) if {k: r[k] for k in ALL} == ALL]
    assert (total["n"], total["n_gedaald"], total["n_gestegen"]) == (20, 20, 0)


def test_the_header_is_rounded_and_loses_the_exact_cents() -> None:
    rounded = round_header(
        {"analyse": {"n_casussen": 42, "titel": "Proef"}, "controle": {"centen_in": 7, "klopt": True}}
    )
    assert rounded == {
        "analyse": {"n_casussen": 40, "titel": "Proef"},
        "controle": {"centen_in": None, "klopt": True},
    }


def test_the_header_says_the_same_rounded_numbers_as_the_tables() -> None:
    """Eight in each wijk: the tables add 10 and 10, where 16 by itself would be 15."""
    cases = [existing(n, "Noord" if n < 8 else "Zuid") for n in range(16)]
    cases += [new(n, "Noord") for n in range(12)]
    data = publish(cost_tables(cases), header=header(cases), facts=facts(cases), rules=ROUNDED).data
    counts = data["analyse"]
    assert (counts["n_bestaand"], counts["n_nieuw"], counts["n_casussen"]) == (20, 10, 30)
    (total,) = [row for row in data["verschil"] if {k: row[k] for k in ALL} == ALL]
    assert total["n"] in (20, None)


def two_wijken() -> list[PlainCase]:
    """16 existing cases, 8 in each wijk, and 14 new ones, 7 in each: 20 and 10, where 30 by itself is 30."""
    cases = [existing(n, "Noord" if n < 8 else "Zuid") for n in range(16)]
    return [*cases, *(new(n, "Noord" if n < 7 else "Zuid") for n in range(14))]


def test_one_number_of_cases_is_not_rounded_in_two_ways_on_one_page() -> None:
    tables = cost_tables(two_wijken())
    known = rounded_counts(tables)
    assert known["bestaand", "na", "totaal"] == (16, 20)
    assert known["nieuw", "na", "totaal"] == (14, 10)
    assert known["", "na", "totaal"] == (30, 30)
    stats = {"totaal_eur": {(): summarise([451_25] * 16)}}
    mdo = ExactTable("mdo", [{"totaal_eur": 7_220_00, "uren": 12_500, "n": 16}], stats)
    assert round_rows(mdo)[0]["n"] == 15
    assert round_rows(mdo, {("", "na", "totaal"): (16, 20)})[0]["n"] == 20
    kinds = next(table for table in tables if table.name == "geldsoort")
    found = {(row["groep"], row["n"]) for row in round_rows(kinds, known)}
    assert found == {("bestaand", 20), ("nieuw", 10)}


def test_a_stream_is_known_of_as_many_cases_as_its_table_says() -> None:
    known = {("", "na", "totaal"): (16, 20), ("", "na", "Wmo"): (13, 10)}
    rows = [
        {"stroom": stream, "moment": moment, "n_bekend": n, "n_onbekend": 16 - n}
        for stream, moment, n in (("Wmo", "na", 13), ("Wmo", "voor", 13), ("Zvw", "na", 16), ("Wlz", "na", 8))
    ]
    found = round_rows(ExactTable("volledigheid", rows), known)
    assert [(row["n_bekend"], row["n_onbekend"]) for row in found] == [(10, 5), (10, 5), (20, 0), (10, 10)]


@pytest.mark.parametrize(
    ("worked_on", "shown"), [(16, 20), (17, 20), (24, 25), (300, 300), (12, 10), (13, 15)]
)
def test_what_was_worked_on_is_rounded_too_and_not_below_what_was_analysed(
    worked_on: int, shown: int
) -> None:
    known = {("", "na", "totaal"): (16, 20)}
    header = {"analyse": {"n_casussen": 16, "casussen_in_totaal": worked_on}}
    found = round_header(header, [], known)["analyse"]
    assert isinstance(found, dict)
    assert found["casussen_in_totaal"] == shown


def test_a_mean_of_rounded_figures_has_no_cents() -> None:
    data = publish(
        cost_tables(ruwaard()), header=header(ruwaard()), facts=facts(ruwaard()), rules=ROUNDED
    ).data
    means = [row["gemiddelde_eur"] for row in data["verschil"] if row["gemiddelde_eur"]]
    assert means
    assert all(mean.endswith(".00") for mean in means)


def test_what_was_hidden_stays_hidden_when_rounded() -> None:
    cases = random_cases(2)
    exact = publish(cost_tables(cases), header=header(cases), facts=facts(cases)).data
    rounded = publish(cost_tables(cases), header=header(cases), facts=facts(cases), rules=ROUNDED).data
    for name in ("stromen", "verschil", "partijen", "geldsoort"):
        assert [r["onderdrukt"] for r in exact[name]] == [r["onderdrukt"] for r in rounded[name]]
