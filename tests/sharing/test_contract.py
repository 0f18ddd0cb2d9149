"""Contracts: complete, frozen, and refused when they contradict themselves."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, replace
from fractions import Fraction
from typing import Any

import pytest

from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.sharing.contract import (
    Band,
    Contract,
    ContradictionError,
    LossRule,
    ThresholdKind,
    entries,
    meaning,
)

PLAIN = Contract(name="Test", source="toets", share=Fraction(1, 2))


def test_every_field_has_a_dutch_name_and_meaning() -> None:
    assert len(entries()) == len(fields(Contract))
    assert all(meaning(entry) for entry in entries().values())


def test_a_contract_cannot_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PLAIN.share = Fraction(1)  # type: ignore[misc]  # frozen: what is tested


def test_no_percentage_has_a_default_but_none_and_all() -> None:
    bare = Contract(name="Kaal", source="toets")
    percentages = [
        value for entry in fields(bare) if isinstance(value := getattr(bare, entry.name), Fraction)
    ]
    assert set(percentages) <= {Fraction(0), Fraction(1)}
    assert bare.share is None


def test_a_contradiction_comes_back_whole_from_another_process() -> None:
    error = ContradictionError(["plafond: te laag.", "vloer: te hoog."])
    found = pickle.loads(pickle.dumps(error))
    assert (found.problems, str(found)) == (error.problems, "plafond: te laag. vloer: te hoog.")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"share": Fraction(3, 2)}, "aandeel"),
        ({"levy": Fraction(-1, 2)}, "heffing"),
        ({"truncation_cents": -1}, "aftopping_eur"),
        ({"threshold": ThresholdKind.FIXED}, "drempelwaarde"),
        ({"confidence": Fraction(1, 3)}, "zekerheid"),
        ({"loss": LossRule.FLAT}, "verliesaandeel"),
        ({"loss": LossRule.BANDS}, "verliesschijven"),
        ({"loss_rate_floor": Fraction(1, 2), "loss_rate_ceiling": Fraction(1, 4)}, "verliesaandeel_minimum"),
        ({"proration": Fraction(0)}, "naar_rato"),
        ({"gain_bands": (Band(None, Fraction(1, 2)),)}, "aandeel en schijven"),
        ({"share": None, "gain_bands": (Band(None, Fraction(1)), Band(None, Fraction(1)))}, "schijven"),
        (
            {
                "share": None,
                "gain_bands": (Band(Fraction(1, 5), Fraction(1)), Band(Fraction(1, 10), Fraction(1))),
            },
            "schijven",
        ),
        ({"share": None, "gain_bands": (Band(None, Fraction(2)),)}, "schijven"),
    ],
)
def test_a_contradiction_names_its_field(change: dict[str, Any], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        replace(PLAIN, **change)
