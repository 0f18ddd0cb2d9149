from __future__ import annotations

from typing import Any

import pytest

from maatschappelijk_rendement.report.caveats import limits, marks, uncertainty
from maatschappelijk_rendement.report.rows import first


def words(data: dict[str, Any]) -> str:
    return " ".join(limits(data))


def test_before_and_after_is_not_called_an_effect(example: dict[str, Any]) -> None:
    assert "geen vergelijkingsgroep" in words(example)
    assert "terugval naar het gemiddelde" in words(example)


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("onbekend", "onbekend hoe de casussen zijn gekozen"),
        ("hoogste_kosten", "de casussen met de hoogste kosten"),
        ("inbreng_professional", "die professionals zelf inbrachten"),
        ("aselect", "door het lot gekozen"),
    ],
)
def test_how_cases_were_chosen_is_said(example: dict[str, Any], selection: str, expected: str) -> None:
    example["analyse"]["selectie"] = selection
    assert expected in words(example)


def test_all_cases_need_no_warning_about_choice(example: dict[str, Any]) -> None:
    example["analyse"].update(selectie="alle", casussen_in_totaal=42)
    assert "gekozen" not in words(example)
    assert "vermenigvuldigd" not in words(example)


def test_a_part_of_the_cases_may_not_be_multiplied(example: dict[str, Any]) -> None:
    assert "Er is aan 300 casussen gewerkt; 42 zijn onderzocht." in words(example)


def test_an_estimate_after_is_said_to_be_one(example: dict[str, Any]) -> None:
    assert "een raming" in words(example)
    example["analyse"]["basis_na"] = "realisatie"
    assert "een raming" not in words(example)


def test_unknown_and_hidden_are_said_only_when_they_occur(example: dict[str, Any]) -> None:
    assert "Onbekend is niet nul" in words(example)
    assert "Onderdrukt is niet nul" in words(example)
    for row in example["verschil"]:
        row["status"] = "getoond"
    assert "Onbekend is niet nul" not in words(example)
    assert "Onderdrukt is niet nul" not in words(example)


def interval(data: dict[str, Any], low: str | None, high: str | None) -> str:
    row = first(data["verschil"], moment="na", groep="bestaand", wijk="totaal", stroom="totaal")
    assert isinstance(row, dict)
    row.update(bi95_laag_eur=low, bi95_hoog_eur=high)
    return " ".join(uncertainty(data))


def test_an_interval_around_zero_says_it_can_go_both_ways(example: dict[str, Any]) -> None:
    assert "Nul ligt tussen die grenzen" in interval(example, "-100.00", "50.00")


def test_an_interval_below_zero_makes_a_fall_likely(example: dict[str, Any]) -> None:
    assert "een daling is aannemelijk" in interval(example, "-100.00", "-50.00")


def test_an_interval_above_zero_makes_a_rise_likely(example: dict[str, Any]) -> None:
    assert "een stijging is aannemelijk" in interval(example, "50.00", "100.00")


def test_an_interval_that_is_not_there_is_not_invented(example: dict[str, Any]) -> None:
    assert "is onbekend" in interval(example, None, None)


def test_the_marks_say_confidential_and_synthetic(example: dict[str, Any]) -> None:
    assert [mark.split(".")[0] for mark in marks(example, "intern")] == ["VERTROUWELIJK", "SYNTHETISCH"]
    example["analyse"]["synthetisch"] = False
    assert marks(example, "openbaar") == ()
