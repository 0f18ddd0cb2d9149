"""What a frame of lines may hold, and what comes back."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.costing.lines_by_hand import CASES, priced, usage

from maatschappelijk_rendement.domain.errors import Finding, InputError


def test_a_column_of_prices_that_are_no_whole_numbers_is_refused_in_its_own_words() -> None:
    with pytest.raises(InputError) as refused:
        priced(usage(price_e4=[None, 12.5, None]))
    assert refused.value.findings == (
        Finding(
            "fout",
            "Gebruik",
            "",
            "prijs_geen_geheel_getal",
            "De kolom price_e4 heeft een type dat geen hele getallen bewaart.",
            "Geef hele tienduizendsten van een euro; in pandas met astype('Int64').",
        ),
    )


def test_a_column_of_prices_in_which_all_is_empty_counts_as_none() -> None:
    empty = priced(usage(price_e4=[None, None, None])).lines
    plain = priced(usage()).lines
    assert empty["in_window_cents"].tolist() == plain["in_window_cents"].tolist()


def test_what_a_line_names_itself_goes_before_what_its_product_says() -> None:
    found = priced(usage(payer=[None, "zorgkantoor", None], note=["x", "y", "z"])).lines.set_index("line")
    assert found["payer"].to_dict() == {2: "gemeente", 3: "zorgkantoor", 4: "gemeente"}
    assert found["note"].to_dict() == {2: "x", 3: "y", 4: "z"}
    assert found["wijk"].to_dict() == {2: "Noord", 3: "Noord", 4: "Zuid"}
    assert found["case_type"].to_dict() == {2: "bestaand", 3: "bestaand", 4: "nieuw"}
    assert found["stream"].unique().tolist() == ["Wmo"]


def test_columns_that_costing_makes_are_made_anew_and_not_taken_from_the_lines() -> None:
    stale = usage(wijk=["Oud"] * 3, stream=["Zvw"] * 3, in_window_cents=[7] * 3)
    found = priced(stale).lines
    assert found["stream"].unique().tolist() == ["Wmo"]
    assert sorted(found["wijk"].unique()) == ["Noord", "Zuid"]
    assert (found["in_window_cents"] > 7).all()


def test_no_lines_come_back_as_no_lines_with_every_column() -> None:
    found = priced(usage().iloc[:0])
    assert len(found.lines) == 0
    assert set(found.lines.columns) == set(priced(usage()).lines.columns)
    assert (found.prices, found.findings) == ((), ())


def test_a_week_of_an_hour_costs_what_the_convention_says() -> None:
    """An hour a week at 10 euros, a year without dates: 365/7 x 10 = 521,4286; two hours 1.042,8571."""
    found = priced(usage()).lines.set_index("line")
    assert found["in_window_cents"].to_dict() == {2: 521_43, 3: 1_042_86, 4: 1_564_29}
    # Without an end each still runs on the last day of its window, for as much a year.
    assert found["structural_cents"].to_dict() == {2: 521_43, 3: 1_042_86, 4: 1_564_29}
    assert found["one_off_cents"].tolist() == [0, 0, 0]


def test_a_case_in_no_list_is_refused() -> None:
    with pytest.raises(InputError, match="niet bij de casussen"):
        priced(usage(), pd.DataFrame(CASES.iloc[:1]))
