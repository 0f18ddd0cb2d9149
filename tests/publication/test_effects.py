"""From a comparison to a published effect: only what can be judged, and nothing that was hidden."""

from __future__ import annotations

from typing import Any

import pytest
from tests.analysis.cases import case, line, load

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report.facts import facts_from
from maatschappelijk_rendement.report.words import sentences
from maatschappelijk_rendement.results.shown import Results

NAMES = [f"c{number:02}" for number in range(12)]
CONTROL = [-45_00 - 10_00 * number for number in range(12)]  # a mean of -100


@pytest.fixture(scope="module")
def analysis() -> MicroAnalysis:
    """Twelve cases that cost 1.000 or 1.200 euro and fell by 190, 210 and so on to 410: a mean of -300."""
    usage = []
    for number, name in enumerate(NAMES):
        before = 1000 + 200 * (number // 6)
        usage += [line(name, "voor", before), line(name, "na", before - 190 - 20 * number)]
    return analyse(load([case(name) for name in NAMES], usage))


def published(analysis: MicroAnalysis, **given: Any) -> dict[str, Any]:
    return analysis.publish(comparison=analysis.compare(**given)).data


def test_an_effect_is_published_with_both_numbers_of_cases(analysis: MicroAnalysis) -> None:
    (row,) = published(analysis, control=CONTROL)["effect"]
    # -300 less -100.
    assert row["effect_eur"] == "-200.00"
    assert (row["ontwerp"], row["n"], row["n_vergelijking"]) == ("vergelijkingsgroep", 12, 12)
    assert row["status"] == "getoond"


def test_without_a_comparison_there_is_no_effect(analysis: MicroAnalysis) -> None:
    assert analysis.publish().data["effect"] == []
    assert published(analysis)["effect"] == []


def test_a_comparison_with_few_cases_is_hidden_and_said_to_be_there(analysis: MicroAnalysis) -> None:
    data = published(analysis, control=CONTROL[:9])
    (row,) = data["effect"]
    assert (row["status"], row["effect_eur"], row["n_vergelijking"]) == ("onderdrukt", None, None)
    said = {sentence.id for sentence in sentences(facts_from(Results(data)))}
    assert "vergelijking_onderdrukt" in said
    assert not {"geen_vergelijkingsgroep", "effect"} & said


def test_only_an_effect_may_be_said_to_save(analysis: MicroAnalysis) -> None:
    with_effect = {s.id: s.text for s in sentences(facts_from(Results(published(analysis, control=CONTROL))))}
    assert "bespaart het MDO" in with_effect["effect"]
    assert "verschil" not in with_effect
    without = {s.id: s.text for s in sentences(facts_from(Results(analysis.publish().data)))}
    assert "zijn de kosten na het MDO samen" in without["verschil"]
    assert not any("bespaart" in text for text in without.values())


def test_the_margin_of_an_effect_goes_where_it_tells_how_much_each_case_of_the_comparison_changed(
    analysis: MicroAnalysis,
) -> None:
    """All of the comparison fell by two thousand: with the margin of the difference, Welch's tells it."""
    (row,) = published(analysis, control=[-2_000_11 + 2 * number for number in range(12)])["effect"]
    assert row["effect_eur"] == "1700.00"
    assert (row["bi95_laag_eur"], row["bi95_hoog_eur"], row["marge_te_smal"]) == (None, None, None)
    (row,) = published(analysis, control=CONTROL)["effect"]
    assert row["bi95_laag_eur"] is not None


def test_a_second_baseline_is_published_by_the_amounts_it_reveals(analysis: MicroAnalysis) -> None:
    # The second time half of them cost 900 and half 1.050, 975 in the mean; after it is 1.100 less 300.
    again = {name: 900_00 + 150_00 * (number // 6) for number, name in enumerate(NAMES)}
    (row,) = published(analysis, second_baseline=again)["effect"]
    # 800 less 975.
    assert (row["effect_eur"], row["n_vergelijking"]) == ("-175.00", 0)
    again["c00"] = 99_999_00
    (row,) = published(analysis, second_baseline=again)["effect"]
    assert row["status"] == "onderdrukt"


def test_what_cannot_be_judged_is_left_to_the_analyst(analysis: MicroAnalysis) -> None:
    register = ([1_000_00 + number for number in range(20)], [900_00 + 2 * number for number in range(20)])
    assert published(analysis, register=register)["effect"] == []


def test_a_report_with_an_effect_does_not_enter_the_ledger(analysis: MicroAnalysis, tmp_path: Any) -> None:
    report = analysis.publish(comparison=analysis.compare(control=CONTROL))
    with pytest.raises(UsageError, match="kan niet in het register"):
        report.register(tmp_path, label="proef")
    assert list(tmp_path.iterdir()) == []
