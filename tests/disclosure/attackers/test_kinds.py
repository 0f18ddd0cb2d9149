"""The kinds of attack that once gave a few cases away, each with a pencil on ``resultaten.json``."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.analysis.cases import case, line, load, product, score

from maatschappelijk_rendement import CaseLoad, Usage, analyse
from maatschappelijk_rendement.domain.model import MdoEffort, WellbeingScore

NAMES = tuple(f"c{number:03}" for number in range(40))
CASES = tuple(case(name, wijk="Noord" if n % 2 else "Zuid") for n, name in enumerate(NAMES))


def usual(dice: random.Random, **how: Any) -> list[Usage]:
    """A whole quantity a month before and after, of every case."""
    return [
        line(name, moment, dice.randint(100, 900), per="maand", **how)
        for name in NAMES
        for moment in ("voor", "na")
    ]


def published(caseload: CaseLoad) -> Mapping[str, Any]:
    return analyse(caseload).publish().data


@pytest.mark.parametrize("stop", [date(2018, 4, 30), date(2018, 11, 30)])
@pytest.mark.parametrize("few", [1, 9])
def test_what_a_window_costs_less_what_runs_on_never_gives_those_whose_help_ends(
    stop: date, few: int
) -> None:
    usage = usual(random.Random(1))
    ends = set(NAMES[:few])
    usage = [replace(one, end=stop) if one.case_id in ends and one.moment == "na" else one for one in usage]
    data = published(load(CASES, usage))
    for row in data["verschil"]:
        runs_on, window = row["structureel_per_jaar_eur"], row["in_venster_eur"]
        # In a wijk where all help runs on they are equal.
        assert runs_on is None or window is None or (row["wijk"] != "totaal" and runs_on == window)


def mdo(odd: int, payer: str) -> tuple[MdoEffort, ...]:
    """Hours at the municipality's price; those of the first few at the price of a product."""
    dice = random.Random(2)
    return tuple(
        MdoEffort(case_id=name, hours=Decimal(37), product_code="J", payer=payer)
        if number < odd
        else MdoEffort(
            case_id=name,
            hours=Decimal(dice.randint(2, 9)),
            price_eur=Decimal(80),
            price_source="uurtarief gemeente",
            payer="gemeente",
        )
        for number, name in enumerate(NAMES)
    )


@pytest.mark.parametrize("payer", ["gemeente", "Rijk"])
@pytest.mark.parametrize("odd", [1, 9])
def test_hours_and_euros_with_two_prices_never_give_the_hours_at_the_other_price(
    odd: int, payer: str
) -> None:
    prices = (product("W", "Wmo"), product("J", "Overig", "113.5"))
    data = published(load(CASES, usual(random.Random(2)), mdo=mdo(odd, payer), tariffs=prices))
    assert data["mdo"]["uren"] is None or data["mdo"]["totaal_eur"] is None
    paid = {row["partij"]: row["investeert_eur"] for row in data["partijen"]}
    assert payer == "gemeente" or paid["Rijk"] is None


@pytest.mark.rounded
def test_forty_mdos_of_equal_hours_of_which_one_has_another_price_keep_their_cost() -> None:
    """39 of 8 hours at 80 and one at 113,50 are 25.868; with 320 hours, 268 more than all at 80 is one case.

    The amount is safe alone, and follows from the balance: it is not hidden together with the hours.
    """
    one, *others = mdo(1, "gemeente")
    equal = tuple(replace(effort, hours=Decimal(8)) for effort in (one, *others))
    prices = (product("W", "Wmo"), product("J", "Overig", "113.5"))
    data = published(load(CASES, usual(random.Random(2)), mdo=equal, tariffs=prices))
    assert (data["mdo"]["n"], data["mdo"]["totaal_eur"], data["mdo"]["uren"]) == (40, "25900.00", None)
    posts = {(row["post"], row["partij"]): row["bedrag_eur"] for row in data["balans"]}
    assert posts["mdo", "totaal"] == posts["mdo", "gemeente"] == "25900.00"
    (total,) = [r for r in data["verschil"] if r["wijk"] == r["stroom"] == "totaal" and r["moment"] == "na"]
    assert None not in (total["som_eur"], total["gemiddelde_eur"], total["bi95_laag_eur"])
    assert all(row["investeert_eur"] is not None for row in data["partijen"])


def margins(falls: list[int], price: str = "1") -> list[Any]:
    """Publish cases that cost 20.000 and fall by so many units, and give what is shown of their mean."""
    names = NAMES[: len(falls)]
    usage = [line(name, "voor", 20_000, per="totaal") for name in names]
    usage += [line(name, "na", 20_000 - fall, per="totaal") for name, fall in zip(names, falls, strict=True)]
    data = published(load(CASES[: len(falls)], usage, tariffs=(product("W", "Wmo", price),)))
    rows = [r for r in data["verschil"] if r["wijk"] == r["stroom"] == "totaal" and r["moment"] == "na"]
    return [rows[0][column] for column in ("n", "gemiddelde_eur", "bi95_laag_eur", "bi95_hoog_eur")]


@pytest.mark.rounded
def test_a_mean_with_its_margin_does_not_tell_what_each_case_costs() -> None:
    """Ten that fall by about 2.000: -2.100 to -1.900 leaves 9 x 100 / 2,26 = 398 to each side of each."""
    falls = [1_980, 2_020, 1_990, 2_010, 1_970, 2_030, 1_995, 2_005, 1_985, 2_015]
    assert margins(falls) == [10, "-2000.00", None, None]
    # Fifty times as far apart: no case is known to within 5.000.
    assert None not in margins([2_000 + 50 * (fall - 2_000) for fall in falls])


@pytest.mark.rounded
def test_a_mean_with_its_margin_does_not_count_the_cases_with_twice_a_printed_price() -> None:
    """Twelve units of 5.000 of twelve cases: with the spread of two units, one has two and one has none."""
    assert margins([*10 * [1], 2, 0], "5000") == [12, "-5000.00", None, None]


def provenance(data: Mapping[str, Any]) -> dict[str, int | None]:
    return {row["herkomst"]: row["n_regels"] for row in data["herkomst_gebruik"]}


def told(cases: int, each: int) -> list[Usage]:
    """Lines after that residents told themselves: so many of each of the first few cases."""
    return [
        line(name, "na", 3, per="maand", provenance="opgave_bewoner", resident=f"B{number}")
        for name in NAMES[:cases]
        for number in range(each)
    ]


@pytest.mark.parametrize(("cases", "each"), [(1, 14), (9, 2), (2, 40)])
def test_many_lines_of_a_few_cases_are_not_a_number_of_many(cases: int, each: int) -> None:
    """Fourteen lines of one case: a number of lines is judged by the cases that they are of."""
    usage = [*usual(random.Random(3), provenance="registratie"), *told(cases, each)]
    # How many lines there are in all may be known, so the other number would give them.
    assert provenance(published(load(CASES, usage))) == {"opgave_bewoner": None, "registratie": None}


def test_one_case_with_most_of_the_lines_hides_their_number() -> None:
    """Eleven cases with one line each and one with twenty: more than half are of one case."""
    more = [replace(one, case_id="c039") for one in told(1, 20)]
    usage = [*usual(random.Random(3), provenance="registratie"), *told(11, 1), *more]
    assert provenance(published(load(CASES, usage)))["opgave_bewoner"] is None


def test_lines_of_ten_cases_are_shown() -> None:
    usage = [*usual(random.Random(3), provenance="registratie"), *told(10, 2)]
    assert provenance(published(load(CASES, usage))) == {"opgave_bewoner": 20, "registratie": 80}


def scored(after: list[int]) -> Mapping[str, Any]:
    """Publish a caseload of which each case has one resident with a score after, from 1 to 10."""
    scores: list[WellbeingScore] = [
        score(name, "na", str(one)) for name, one in zip(NAMES, after, strict=False)
    ]
    data = published(load(CASES, usual(random.Random(5)), scores=tuple(scores)))
    place = ("totaal", "totaal", "na")
    rows = [r for r in data["welbevinden"] if (r["groep"], r["wijk"], r["moment"]) == place]
    return dict(rows[0])


@pytest.mark.parametrize(
    "after",
    [
        [*11 * [1], 2],  # mean 1,08: eleven times 1 and one 2
        [*11 * [10], 9],
        [*31 * [1], *9 * [5]],  # nine cases hold every point above the end
        [*28 * [10], *12 * [10], 10],  # all the same
    ],
)
def test_a_mean_at_the_end_of_a_scale_is_hidden(after: list[int]) -> None:
    assert scored(after[:40])["gemiddelde"] is None


@pytest.mark.parametrize("after", [[*20 * [1], *20 * [4]], [*28 * [10], *12 * [7]]])
def test_a_mean_of_which_ten_are_away_from_the_end_is_shown(after: list[int]) -> None:
    assert scored(after)["gemiddelde"] is not None


@pytest.mark.parametrize("better", [4, 36, 38, 40])
def test_a_division_of_which_nine_of_ten_are_in_one_part_is_hidden(better: int) -> None:
    """Thirty-six of forty rose: of anyone in the group it is as good as known."""
    usage = [
        one
        for number, name in enumerate(NAMES)
        for one in (
            line(name, "voor", 500 + 13 * number),
            line(name, "na", 900 + 17 * number if number < better else 100 + 7 * number),
        )
    ]
    data = published(load(CASES, usage))
    for row in data["verschil"]:
        parts = [row[column] for column in ("n_gestegen", "n_gedaald", "n_gelijk")]
        assert parts == [None, None, None], row


def test_a_division_into_two_large_parts_is_shown() -> None:
    usage = [
        one
        for number, name in enumerate(NAMES)
        for one in (
            line(name, "voor", 500 + 13 * number),
            line(name, "na", 900 + 17 * number if number < 20 else 100 + 7 * number),
        )
    ]
    row = next(r for r in published(load(CASES, usage))["verschil"] if r["wijk"] == r["stroom"] == "totaal")
    assert (row["n_gestegen"], row["n_gedaald"], row["n_gelijk"]) == (20, 20, 0)
