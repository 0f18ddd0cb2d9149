"""From a caseload to the streams of a scenario."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.analysis.scenario_outcome import sharing_streams
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.intake.example import ruwaard


@pytest.fixture(scope="module")
def analysis() -> MicroAnalysis:
    return analyse(ruwaard())


def test_the_saving_is_that_of_the_existing_cases(analysis: MicroAnalysis) -> None:
    assert sum(stream.saving_cents for stream in sharing_streams(analysis)) == 132_394_00


def test_levels_add_up_to_those_of_the_group(analysis: MicroAnalysis) -> None:
    group = next(g for g in analysis.groups if g.key == ("na", "bestaand", "totaal", "totaal"))
    streams = sharing_streams(analysis)
    assert sum(s.before_cents for s in streams) == group.sum_cents("before_cents")
    assert sum(s.after_cents for s in streams) == group.sum_cents("after_cents")


def test_what_was_put_in_is_the_hours_of_existing_cases_and_the_programme(analysis: MicroAnalysis) -> None:
    hours = analysis.mdo.lines.query("case_type == 'bestaand'")["one_off_cents"].sum()
    programme = sum(int(post.amount_eur * 100) for post in analysis.caseload.programme)
    assert sum(s.investment_cents for s in sharing_streams(analysis)) == hours + programme


def test_new_cases_without_a_comparison_are_refused(analysis: MicroAnalysis) -> None:
    with pytest.raises(UsageError, match="vergelijkingsgroep"):
        sharing_streams(analysis, include_new=True)


def test_new_cases_with_a_comparison_are_counted(analysis: MicroAnalysis) -> None:
    both = sharing_streams(analysis, include_new=True, has_comparison_design=True)
    new = next(g for g in analysis.groups if g.key == ("na", "nieuw", "totaal", "totaal"))
    assert sum(stream.saving_cents for stream in both) == 132_394_00 - new.sum_cents()
