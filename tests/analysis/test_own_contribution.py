"""What residents pay themselves, in the questions that an analyst asks of a whole caseload."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.analysis.cases import case, line, load

from maatschappelijk_rendement import CaseLoad, InputError, MicroAnalysis, analyse


def caseload(before: float = 20, after: float = 30) -> CaseLoad:
    """One case pays 20 of 1.000 before and 30 of 800 after; the other pays nothing itself."""
    return load(
        [case("A"), case("B")],
        [
            line("A", "voor", 1000, own_contribution_eur=Decimal(str(before))),
            line("A", "na", 800, own_contribution_eur=Decimal(str(after))),
            line("B", "voor", 500),
            line("B", "na", 400),
        ],
    )


def paid(result: MicroAnalysis) -> dict[str, int]:
    rows = result.decompose().payers
    return dict(zip(rows["payer"], rows["delta_cents"].tolist(), strict=True))


def codes(result: MicroAnalysis) -> list[str]:
    return [found.code for found in result.findings]


def test_the_difference_stays_and_its_payers_change() -> None:
    result = analyse(caseload())
    assert result.decompose().delta_cents == -30_000
    assert paid(result) == {"bewoner": 1_000, "gemeente": -31_000}


@pytest.mark.parametrize("other", [{"period_months": 6}, {"price_year": 2020}, {"price_mode": "lopend"}])
def test_at_other_prices_or_in_another_window_it_is_unknown_and_said(other: dict[str, Any]) -> None:
    result = analyse(caseload()).under(**other)
    assert set(paid(result)) == {"gemeente"}
    assert codes(result).count("eigen_bijdrage_onbekend") == 1


def test_a_choice_that_prices_nothing_keeps_it() -> None:
    result = analyse(caseload()).under(mdo_costs="meegerekend")
    assert paid(result) == {"bewoner": 1_000, "gemeente": -31_000}
    assert "eigen_bijdrage_onbekend" not in codes(result)


def test_what_if_counts_the_whole_line() -> None:
    (row,) = (
        analyse(caseload(before=1000, after=800)).scenarios([{"quantities": {"W": 0.5}}]).to_dict("records")
    )
    assert (row["before_cents"], row["after_cents"]) == (150_000, 60_000)


def test_more_than_the_line_is_refused_at_the_door() -> None:
    with pytest.raises(InputError, match="hoger dan wat deze regel in de meetperiode kost"):
        analyse(caseload(after=800.01))


def test_objects_become_tables_and_objects_again() -> None:
    from maatschappelijk_rendement import from_frames, to_frames

    given = caseload()
    assert from_frames(given.settings, to_frames(given)).usage == given.usage


def test_residents_are_no_party_to_a_contract() -> None:
    from maatschappelijk_rendement.analysis.scenario_outcome import case_outcome
    from maatschappelijk_rendement.sharing.contract import Contract

    found = case_outcome(analyse(caseload()))
    amounts = [(one.stream, one.before_cents, one.after_cents) for one in found.streams]
    assert amounts == [("Wmo (gemeente)", 148_000, 117_000)]
    assert found.costs is not None
    assert found.costs.totals() == {"Wmo (gemeente)": (148_000, 117_000)}
    assert found.residents_cents == (2_000, 3_000)
    said = " ".join(found.origin(Contract(name="C", source="B"))).replace("\N{NO-BREAK SPACE}", " ")
    assert "Bewoners betaalden zelf € 20,00 voor en € 30,00 na het MDO. Dat telt niet mee" in said
