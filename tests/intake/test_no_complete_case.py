"""Where no case is complete its windows are not known: that is one finding a case, and nothing falls over."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.doors import DOORS, line, sound


@pytest.mark.parametrize("door", sorted(set(DOORS) - {"objecten"}))  # an object cannot be without its day
def test_lines_that_may_overlap_are_read_without_one_day_of_an_mdo(door: str, tmp_path: Path) -> None:
    rows = sound()
    for case in rows["Casussen"]:
        case["mdo_datum"] = None
    rows["Gebruik"] += [line("C1", "voor", code, "1", "maand") for code in ("EIGEN.BEWIND", "EIGEN.BUDGET")]
    found = DOORS[door](rows, tmp_path)
    assert found is not None
    assert {(f.sheet, f.code) for f in found.errors} == {("Casussen", "waarde_ontbreekt")}
