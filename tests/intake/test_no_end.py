"""31-12-9999 as a last day is what systems write for "no end": every door reads it as an empty cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.doors import DOORS, sound

from maatschappelijk_rendement.intake.checking import Findings

ADVICE = "Vul dag, maand en jaar in, zoals 31-12-2018; laat de cel leeg als er geen einde is."


@pytest.mark.parametrize("door", DOORS)
def test_a_price_and_a_line_without_end_are_read(door: str, tmp_path: Path) -> None:
    rows = sound()
    rows["Tarieven"][0]["geldig_tot"] = "9999-12-31"
    for line in rows["Gebruik"]:
        line["einddatum"] = "9999-12-31"
    if door == "objecten":  # its day is the one after, and after this one no day comes
        pytest.skip("tests/test_odd_dates.py has the objects")
    found: Findings | None = DOORS[door](rows, tmp_path)
    assert found is not None
    assert not found.errors


def test_any_other_day_of_that_year_is_no_day(tmp_path: Path) -> None:
    rows = sound()
    rows["Gebruik"][0]["einddatum"] = "9999-12-30"
    for door in ("werkmap", "csv", "parquet", "tabel pandas", "tabel duckdb"):
        folder = tmp_path / door
        folder.mkdir()
        found = DOORS[door](rows, folder)
        assert found is not None
        assert [finding.advice for finding in found.errors] == [ADVICE]
        assert {finding.code for finding in found.errors} == {"geen_datum"}, door
