"""The table of key figures."""

from __future__ import annotations

from typing import Any

from maatschappelijk_rendement.report.key_figures import key_figures
from maatschappelijk_rendement.results.shown import Results


def labels(results: dict[str, Any]) -> list[str]:
    return [row[0].text for row in key_figures(Results(results)).rows]


def test_bounds_stand_under_the_mean_of_measured_cases(example: dict[str, Any]) -> None:
    example["analyse"]["geijkt_op_totaal"] = False
    found = labels(example)
    at = found.index("Gemiddeld verschil per casus")
    assert found[at + 1 : at + 3] == ["Gemiddelde, ondergrens (95%)", "Gemiddelde, bovengrens (95%)"]


def test_no_two_key_figures_have_the_same_name(example: dict[str, Any]) -> None:
    found = labels(example)
    assert len(found) == len(set(found))
    assert "Verschil in kosten, nieuwe casussen" in found


def test_a_published_total_has_no_bounds_of_invented_cases(example: dict[str, Any]) -> None:
    example["analyse"]["geijkt_op_totaal"] = True
    assert not [label for label in labels(example) if "grens" in label]
