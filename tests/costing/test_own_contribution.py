"""What residents pay themselves: a part of a line's amount, the same on every engine, never more than it."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.costing.lines_by_hand import CASES, priced, usage
from tests.engine_frames import Engine, back, on_every_engine

from maatschappelijk_rendement.costing.own_contribution import CONTRIBUTION, by_payer
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.outcomes.case_changes import party_deltas
from maatschappelijk_rendement.outcomes.per_wijk import line_sums

# A year of 1, 2 and 3 hours a week at 10 euro: 365 / 7 weeks of 10, 20 and 30 euro.
YEARS = [52_143, 104_286, 156_429]


def contributions(*cents: int | None) -> pd.DataFrame:
    return usage().assign(**{CONTRIBUTION: pd.array(cents, dtype="Int64")})


def sums(lines: Any, *by: str) -> dict[Any, int]:
    found = back(line_sums(lines, by))
    keys = [tuple(row) if len(by) > 1 else row[0] for row in found[list(by)].values.tolist()]
    return dict(zip(keys, (found["in_window_cents"] + found["one_off_cents"]).tolist(), strict=True))


@on_every_engine
def test_gemeente_and_resident_pay_a_line_together(engine: Engine) -> None:
    lines = engine.make(contributions(1_900, 10_000, None))
    found = priced(lines, engine.make(CASES))
    assert sums(found.lines, "moment", "payer") == {
        ("voor", "gemeente"): 52_143 - 1_900,
        ("voor", "bewoner"): 1_900,
        ("na", "gemeente"): 104_286 - 10_000 + 156_429,
        ("na", "bewoner"): 10_000,
    }
    assert sums(found.lines, "moment") == {"voor": 52_143, "na": 104_286 + 156_429}
    paid = back(party_deltas(found.lines))
    paid = paid[(paid["case_id"] == "a") & (paid["role"] == "betaalt")]
    of_party = dict(zip(paid["party"], paid["delta_cents"].tolist(), strict=True))
    assert of_party == {"gemeente": (104_286 - 10_000) - (52_143 - 1_900), "bewoner": 10_000 - 1_900}


def test_what_is_bought_once_is_paid_once() -> None:
    lines = contributions(1_000, None, None)
    lines["per"] = "eenmalig"
    split = back(by_payer(nw.from_native(priced(lines).lines)).to_native())
    amounts = split.loc[split["line"] == 2, ["payer", "in_window_cents", "one_off_cents"]]
    assert amounts.values.tolist() == [["gemeente", 0, 0], ["bewoner", 0, 1_000]]


@on_every_engine
@pytest.mark.parametrize("cents", [104_287, -1])
def test_a_resident_cannot_pay_more_of_a_line_than_it_costs(engine: Engine, cents: int) -> None:
    with pytest.raises(InputError) as error:
        priced(engine.make(contributions(None, cents, None)), engine.make(CASES))
    (found,) = error.value.findings
    assert (found.code, found.sheet, found.cell) == ("eigen_bijdrage_te_hoog", "Gebruik", "3")


def test_all_of_a_line_may_be_paid_by_the_resident() -> None:
    found = priced(contributions(*YEARS))
    assert {payer: cents for payer, cents in sums(found.lines, "payer").items() if cents} == {
        "bewoner": sum(YEARS)
    }


def test_a_line_outside_its_window_has_no_contribution() -> None:
    late = contributions(None, 1, None)
    late["start"] = pd.to_datetime([None, "2030-01-01", None])
    with pytest.raises(InputError, match="hoger dan wat deze regel in de meetperiode kost"):
        priced(late)


def test_income_of_a_resident_has_no_contribution() -> None:
    lines = contributions(None, 100, None)
    lines["money_kind"] = ["kasstroom", "inkomensoverdracht", "kasstroom"]
    with pytest.raises(InputError, match="Bij inkomen zoals bijstand hoort geen eigen bijdrage"):
        priced(lines)


def test_lines_without_numbers_are_counted_not_named() -> None:
    lines = contributions(60_000, 200_000, None).drop(columns="line")
    with pytest.raises(InputError, match="Aantal regels: 2"):
        priced(lines)


@given(parts=st.tuples(*(st.one_of(st.none(), st.integers(0, most)) for most in YEARS)))
def test_who_pays_is_all_that_a_contribution_changes(parts: tuple[int | None, ...]) -> None:
    bare, split = priced(usage()).lines, priced(contributions(*parts)).lines
    for by in (("case_id", "stream", "moment"), ("moment",), ("money_kind",)):
        assert sums(bare, *by) == sums(split, *by)
    found = sums(split, "payer")
    own = sum(part or 0 for part in parts)
    assert (found.get("bewoner", 0), found["gemeente"]) == (own, sum(YEARS) - own)
