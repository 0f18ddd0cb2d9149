"""What cannot be priced is refused before anything is computed, each with its own words."""

from __future__ import annotations

from typing import Any

import pytest
from tests.costing.lines_by_hand import priced, usage

from maatschappelijk_rendement.domain.errors import Finding, InputError, MaatschappelijkRendementError

ADVICE = "Controleer deze kolom van het gebruik."


def refused(**changes: Any) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        priced(usage(**changes))
    return caught.value.findings


@pytest.mark.parametrize(
    ("changes", "code", "what"),
    [
        ({"moment": "Voor"}, "woord_onbekend", "een onbekend of leeg woord bij moment of per"),
        ({"per": None}, "woord_onbekend", "een onbekend of leeg woord bij moment of per"),
        ({"product_code": None}, "productcode_leeg", "geen productcode"),
        ({"case_id": "c"}, "casus_onbekend", "een casus die niet bij de casussen staat"),
        ({"quantity_milli": -1}, "aantal_ongeldig", "geen aantal of een negatief aantal"),
        ({"quantity_milli": None}, "aantal_ongeldig", "geen aantal of een negatief aantal"),
        ({"quantity_milli": (1 << 62) + 1}, "regel_te_groot", "een te groot aantal of een te grote prijs"),
        ({"price_e4": [100, -1, 100]}, "prijs_ongeldig", "een negatieve prijs"),
    ],
)
def test_what_cannot_be_priced_is_refused_in_its_own_words(
    changes: dict[str, Any], code: str, what: str
) -> None:
    assert refused(**changes) == (
        Finding("fout", "Gebruik", "", code, f"Er zijn regels met {what}.", ADVICE),
    )


def test_a_quantity_at_the_bound_passes_and_its_amount_is_still_refused_as_too_large() -> None:
    with pytest.raises(MaatschappelijkRendementError, match="te groot om exact"):
        priced(usage(quantity_milli=[1 << 62] * 3))


def test_every_problem_is_said_in_one_run_in_a_fixed_order() -> None:
    found = refused(quantity_milli=[-1, 2_000, 3_000], moment=["voor", "Na", "na"])
    assert [finding.code for finding in found] == ["aantal_ongeldig", "woord_onbekend"]
