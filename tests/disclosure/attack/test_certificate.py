"""The certificate for many cases never certifies what the program for few cases does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatschappelijk_rendement.disclosure.attack import certificate
from maatschappelijk_rendement.disclosure.attack.certificate import uncertain_cases


def made_up(seed):
    """Sums of some of forty cases, a few of them large, and how far each sum moves."""
    dice = np.random.default_rng(seed)
    amounts = dice.lognormal(5.0, 2.0, 40) * dice.choice([-1.0, 1.0], 40)
    rows = amounts * (dice.random((12, 40)) < dice.uniform(0.2, 0.9, (12, 1)))
    return rows, dice.choice([5.0, 50.0, 500.0], 12)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_projections_certify_the_program_certifies_too(seed):
    rows, noise = made_up(seed)
    exact = set(uncertain_cases(rows, noise, range(40)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certificate, "MOST_SOLVED", 0)
        projected = set(uncertain_cases(rows, noise, range(40)))
    assert exact <= projected


def test_projections_find_the_case_that_is_most_of_a_difference(monkeypatch):
    # All less all but the first: the first, which is twenty times its grid.
    everyone = np.full(30, 100.0)
    rows = np.array([everyone, [0.0, *everyone[1:]]])
    monkeypatch.setattr(certificate, "MOST_SOLVED", 0)
    found = uncertain_cases(rows, np.full(2, 5.0), range(30))
    assert list(found) == [0]
    first, second = found[0]
    assert first * second < 0
    assert abs(first + second) < 0.1 * abs(first)
