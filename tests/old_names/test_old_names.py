"""Old names of modules work for one version more, and give the very same things."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("cli", "app.cli", ["main"]),
        ("errors", "domain.errors", ["InputError", "UsageError", "Finding"]),
        ("example", "intake.example", ["ruwaard", "SETTINGS"]),
        ("model", "domain.model", ["CaseLoad", "MdoEffort", "WellbeingScore"]),
        ("money", "domain.money", ["dutch_euro", "half_up"]),
        ("shared_savings", "sharing", ["mssp_contract", "settle"]),
        ("synthetic", "statistics.synthetic", ["CostShape", "as_caseload", "population"]),
        ("wijk", "outcomes.per_wijk", ["sum_lines"]),
    ],
)
def test_an_old_name_gives_what_the_room_gives(old: str, new: str, names: list[str]) -> None:
    before, after = (importlib.import_module(f"maatschappelijk_rendement.{name}") for name in (old, new))
    assert [name for name in names if getattr(before, name) is not getattr(after, name)] == []
    assert f"maatschappelijk_rendement.{new}" in (before.__doc__ or "")


def test_the_old_name_of_the_command_runs_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "maatschappelijk_rendement.cli", "--versie"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("mr ")
