"""What each case contributes: the same, however its case and residents are written."""

from __future__ import annotations

from tests.analysis.cases import case, line, load, score

from maatschappelijk_rendement import analyse


def scored(resident: str) -> dict[str, object]:
    cases, scores = [case("c1")], []
    for moment, found in (("voor", "4"), ("na", "6")):
        scores.append(score("c1", moment, found, resident=resident))
    analysis = analyse(load(cases, [line("c1", "voor", 100)], scores=tuple(scores)))
    found = analysis.publish(internal=True).contributions()
    return {str(key): dict(value) for key, value in found.items() if key[0] == "welbevinden"}


def test_a_resident_written_with_another_capital_contributes_the_same() -> None:
    assert scored("B1")
    assert scored("B1") == scored("b1")
