"""What is published is tested on figures to the cent; see ``exact_cents``."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _to_the_cent(exact_cents: None) -> None:
    """Take rounding out of every test here that is not marked ``rounded``."""


@pytest.fixture(autouse=True)
def _judged_once(verdicts_once: None) -> None:
    """Judge each caseload of these tests once."""
