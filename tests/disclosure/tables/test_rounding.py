"""Every published amount is on a grid that fits what the cases put into it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.disclosure.exact import cost_tables, facts, header, random_cases, wellbeing_table
from tests.disclosure.tables.test_publish import ALL, row, ruwaard, scores

from maatschappelijk_rendement.disclosure import ExactTable, Rules, publish
from maatschappelijk_rendement.disclosure.attack.certificate import grid_of
from maatschappelijk_rendement.disclosure.matrix.atoms import CENT, EURO
from maatschappelijk_rendement.disclosure.rules.cells import summarise
from maatschappelijk_rendement.disclosure.tables.rounding import round_to, rounded
from maatschappelijk_rendement.domain.errors import UsageError

pytestmark = pytest.mark.rounded
PLACE = {"groep": "bestaand", "moment": "na", "wijk": "Noord", "stroom": "Wmo"}
KEY = tuple(PLACE.values())
HUNDRED = 100_00


def one(**figures: object) -> ExactTable:
    return ExactTable("verschil", [PLACE | figures], {})


@pytest.mark.parametrize(
    ("euros", "rounded"), [(-132_394, -132_000), (499, 0), (500, 1_000), (-500, -1_000), (-1_499, -1_000)]
)
def test_an_amount_is_rounded_with_ties_away_from_zero(euros: int, rounded: int) -> None:
    assert round_to(euros * 100, 1_000_00) == rounded * 100


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_moves_a_number_by_at_most_half_a_step(value: int, step: int) -> None:
    assert 2 * abs(round_to(value, step) - value) <= step
    assert round_to(round_to(value, step), step) == round_to(value, step)


@pytest.mark.parametrize(
    ("largest", "step"), [(50, 100), (9_999, 100), (15_661, 100), (99_999, 100), (100_000, 1_000)]
)
def test_the_grid_is_a_hundredth_of_the_power_of_ten_of_the_largest_contribution(
    largest: int, step: int
) -> None:
    assert grid_of(float(largest * EURO)) == step * EURO
    assert EURO == 100 * CENT


def test_every_figure_of_a_row_is_rounded_in_its_own_unit() -> None:
    figures = {"som_eur": -132_394_00, "in_venster_eur": 549_99, "structureel_per_jaar_eur": None}
    counts = {"n": 32, "n_gestegen": 12, "marge_te_smal": True, "status": "onvolledig"}
    margin = {"gemiddelde_eur": -4_137_31, "bi95_laag_eur": -5_499_99, "bi95_hoog_eur": -2_450_00}
    (found,) = rounded(
        one(**figures, **counts, **margin), {("verschil", KEY, "som_eur"): 1_000_00}, HUNDRED
    ).rows
    assert found == PLACE | counts | {
        "som_eur": -132_000_00,
        "in_venster_eur": 500_00,
        "structureel_per_jaar_eur": None,
        # The mean is that of the rounded sum: 132.000 over 32.
        "gemiddelde_eur": -4_125_00,
        # Half of 3.049,99 is 1.525: a reach of 1.600, to either side of -4.100, the printed mean on the grid.
        "bi95_laag_eur": -5_700_00,
        "bi95_hoog_eur": -2_500_00,
    }


@given(
    st.integers(-(10**7), 10**7),
    st.integers(1, 10**7),
    st.integers(10, 90),
    st.sampled_from([100_00, 1_000_00]),
)
def test_rounded_bounds_say_no_more_than_the_printed_mean_and_a_reach(
    total: int, reach: int, n: int, step: int
) -> None:
    """Two totals that are printed alike have the same bounds, whatever the exact mean in their middle."""

    def bounds_around(cents: int) -> tuple[object, object, object]:
        mean = cents // n
        margin = {"gemiddelde_eur": mean, "bi95_laag_eur": mean - reach, "bi95_hoog_eur": mean + reach}
        table = one(som_eur=cents, n=n, **margin)
        (found,) = rounded(table, {("verschil", KEY, "som_eur"): 1_000_00}, step).rows
        return found["gemiddelde_eur"], found["bi95_laag_eur"], found["bi95_hoog_eur"]

    printed = round_to(total, 1_000_00)
    mean, low, high = bounds_around(total)
    assert (mean, low, high) == bounds_around(printed)
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert low % step == high % step == 0
    assert high - low >= 2 * reach


def test_a_coarser_grid_holds_for_every_amount() -> None:
    table = one(som_eur=-132_394_00, n=32, gemiddelde_eur=-4_137_31, bi95_laag_eur=-5_499_99)
    (found,) = rounded(table, {("verschil", KEY, "som_eur"): HUNDRED}, 5_000_00).rows
    assert (found["som_eur"], found["gemiddelde_eur"], found["bi95_laag_eur"]) == (
        -130_000_00,
        -4_063_00,
        -5_000_00,
    )


def test_hours_are_rounded_to_five_and_scores_to_a_tenth() -> None:
    stats = summarise([451_25] * 20)
    mdo = ExactTable("mdo", [{"totaal_eur": 9_025_00, "uren": 12_500, "n": 33}], {"totaal_eur": {(): stats}})
    assert rounded(mdo, {}, HUNDRED).rows == [{"totaal_eur": 9_000_00, "uren": 15_000, "n": 33}]
    table = wellbeing_table(scores())
    means = replace(table, rows=[one | {"gemiddelde": 8_26, "gepaard_verschil": 4_84} for one in table.rows])
    (score,) = [
        found
        for found in rounded(means, {}, HUNDRED).rows
        if (found["groep"], found["wijk"], found["moment"]) == ("totaal", "totaal", "na")
    ]
    assert (score["gemiddelde"], score["gepaard_verschil"]) == (8_30, 4_80)
    assert (score["n_bewoners"], score["n_casussen"]) == (23, 21)


def test_the_published_ruwaard_is_rounded_and_says_that_totals_may_differ() -> None:
    """Each stream falls by 33.098,50 on the average: 33.100, four times, beside a total of 132.400."""
    cases = ruwaard()
    data = publish(cost_tables(cases), header=header(cases), facts=facts(cases)).data
    main = row(data, "verschil", **ALL)
    streams = [row(data, "verschil", **ALL | {"stroom": s}) for s in ("Wmo", "Zvw", "Wlz", "Participatiewet")]
    assert [s["som_eur"] for s in streams] == 4 * ["-33100.00"]
    assert (main["som_eur"], main["n"], main["gemiddelde_eur"]) == ("-132400.00", 32, "-4138.00")
    assert "door afronding kunnen totalen afwijken" in data["openbaarmaking"]["tekst"]
    assert (data["analyse"]["afgerond"], data["analyse"]["rooster_eur"]) == (True, 100)


@pytest.mark.parametrize("seed", range(4))
def test_no_published_amount_has_cents_or_tens_of_euros(seed: int) -> None:
    cases = random_cases(seed)
    rules = Rules(grid_cents=500_00)
    data = publish(cost_tables(cases), header=header(cases), facts=facts(cases), rules=rules).data
    amounts = [
        Decimal(value)
        for name in ("stromen", "verschil", "partijen", "geldsoort")
        for row in data[name]
        for key, value in row.items()
        if key.endswith("_eur") and value is not None and key != "gemiddelde_eur"
    ]
    assert amounts
    assert not [amount for amount in amounts if amount % 500]
    assert {row["gemiddelde_eur"][-3:] for row in data["verschil"] if row["gemiddelde_eur"]} == {".00"}


@pytest.mark.parametrize("cents", [0, 99_00, 100_50, -100_00])
def test_a_grid_finer_than_a_hundred_euros_is_refused(cents: int) -> None:
    with pytest.raises(UsageError, match="op minstens € 100 afgerond"):
        Rules(grid_cents=cents)


def test_what_is_hidden_does_not_hang_on_the_grid() -> None:
    cases = random_cases(2)
    tables, behind = cost_tables(cases), facts(cases)
    fine, coarse = (
        publish(tables, header=header(cases), facts=behind, rules=Rules(grid_cents=cents)).data
        for cents in (HUNDRED, 5_000_00)
    )
    for name in ("stromen", "verschil", "partijen", "geldsoort"):
        assert [r["onderdrukt"] for r in fine[name]] == [r["onderdrukt"] for r in coarse[name]]


@pytest.mark.parametrize(("finest", "others"), [(100, (123, 150, 211, 999)), (1_000, (1_230, 1_500, 9_990))])
def test_reports_on_many_grids_say_no_more_than_those_of_a_power_of_ten(
    finest: int, others: tuple[int, ...]
) -> None:
    """Beside each other, reports on grids of any size would otherwise give each amount to the euro."""
    cases = random_cases(2)
    tables, behind = cost_tables(cases), facts(cases)
    fine, *coarser = (
        publish(tables, header=header(cases), facts=behind, rules=Rules(grid_cents=euros * EURO // CENT)).data
        for euros in (finest, *others)
    )
    moved = 0
    for euros, coarse in zip(others, coarser, strict=True):
        for name in ("stromen", "verschil", "partijen", "geldsoort"):
            for first, later in zip(fine[name], coarse[name], strict=True):
                for column in (column for column in first if column.endswith("_eur") and first[column]):
                    if column in ("gemiddelde_eur", "bi95_laag_eur", "bi95_hoog_eur"):
                        continue
                    cents = int(Decimal(first[column]) * 100)
                    assert Decimal(later[column]) * 100 == round_to(cents, euros * 100), (name, column)
                    moved += cents != Decimal(later[column]) * 100
                if first.get("bi95_laag_eur") is not None:
                    reach = (Decimal(first["bi95_hoog_eur"]) - Decimal(first["bi95_laag_eur"])) / 2
                    wide = (Decimal(later["bi95_hoog_eur"]) - Decimal(later["bi95_laag_eur"])) / 2
                    assert wide == -(-reach // euros) * euros
    assert moved > 20


@pytest.mark.parametrize(
    ("mean_as", "mean", "difference"), [(None, 70, 30), ("honderdsten", 72, 25), ("deel", 72, 25)]
)
def test_a_mean_on_a_scale_of_at_most_two_points_keeps_its_hundredths(
    mean_as: str | None, mean: int, difference: int
) -> None:
    key = ("totaal", "totaal", "eigen", None, "na", "voor")
    names = ("groep", "wijk", "instrument", "onderdeel", "moment", "gepaard_met")
    given = dict(zip(names, key, strict=True)) | {"gemiddelde": 72, "gepaard_verschil": 25}
    (found,) = rounded(ExactTable("welbevinden", [given | {"gemiddelde_als": mean_as}], {}), {}, HUNDRED).rows
    assert (found["gemiddelde"], found["gepaard_verschil"]) == (mean, difference)
