"""From measured deltas to streams: existing cases, signs turned once, nothing guessed."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.outcome import outcome_from_streams

BEFORE = {"Wmo": 10_000, "Zvw": 20_000}


def test_a_negative_delta_is_a_saving() -> None:
    wmo, zvw = outcome_from_streams({"Wmo": 500, "Zvw": -4_000}, {"Wmo": 900}, before_cents=BEFORE)
    assert (wmo.saving_cents, wmo.investment_cents, wmo.payer) == (-500, 900, "gemeente")
    assert (zvw.saving_cents, zvw.before_cents, zvw.after_cents) == (4_000, 20_000, 16_000)


def test_a_stream_that_only_invests_also_counts() -> None:
    streams = outcome_from_streams({"Zvw": -4_000}, {"Welzijn": 900}, before_cents=BEFORE)
    assert [(one.stream, one.saving_cents, one.investment_cents) for one in streams] == [
        ("Zvw", 4_000, 0),
        ("Welzijn", 0, 900),
    ]


def test_new_cases_are_refused_without_a_comparison_design() -> None:
    with pytest.raises(UsageError, match="Nieuwe casussen"):
        outcome_from_streams({"Wmo": 500}, {}, before_cents=BEFORE, has_new_cases=True)
    assert outcome_from_streams(
        {"Wmo": 500}, {}, before_cents=BEFORE, has_new_cases=True, has_comparison_design=True
    )


def test_an_unknown_delta_is_not_zero() -> None:
    with pytest.raises(UsageError, match="Zvw"):
        outcome_from_streams({"Wmo": 500, "Zvw": None}, {}, before_cents=BEFORE)


def test_a_delta_without_its_cost_before_is_refused() -> None:
    with pytest.raises(UsageError, match="Wlz"):
        outcome_from_streams({"Wlz": -1}, {}, before_cents=BEFORE)


def test_an_own_stream_needs_its_payer() -> None:
    with pytest.raises(UsageError, match="financier"):
        outcome_from_streams({"Fonds": -1}, {}, before_cents={"Fonds": 5})
    (own,) = outcome_from_streams({"Fonds": -1}, {}, before_cents={"Fonds": 5}, payers={"Fonds": "stichting"})
    assert own.payer == "stichting"
