"""Whole reports against the attacker of ``printed.py``, who reads every published figure."""

from __future__ import annotations

from typing import Any

import pytest
from tests.publication.printed import breaches
from tests.publication.random_caseloads import random_caseload
from tests.remembered import choose_once

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.disclosure import Rules
from maatschappelijk_rendement.intake.example import ruwaard
from maatschappelijk_rendement.publication.facts import facts_of
from maatschappelijk_rendement.publication.gate import publish_analysis
from maatschappelijk_rendement.publication.recoded import recoded

# Without what this attacker taught, each of these gave away from one to fifty figures.
SEEDS = (1, 3, 17, 31, 212)


def published(analysis: MicroAnalysis) -> dict[str, Any]:
    return analysis.publish().data


@pytest.mark.parametrize("seed", SEEDS)
def test_no_figure_about_a_few_cases_follows_from_all_that_is_printed(seed: int) -> None:
    analysis = analyse(random_caseload(seed))
    assert breaches(published(analysis), analysis) == []


def test_no_figure_about_a_few_cases_follows_from_the_example() -> None:
    analysis = analyse(ruwaard())
    assert breaches(published(analysis), analysis) == []


@pytest.mark.parametrize("table", ["verschil", "stromen", "volledigheid", "partijen"])
def test_the_attacker_wins_where_a_hidden_table_is_shown_after_all(table: str) -> None:
    analysis = analyse(random_caseload(3))
    coarse = recoded(analysis, choose_once(facts_of(analysis), Rules()).design)
    exact = publish_analysis(coarse, Rules(), internal=True, report_date=None).data
    assert breaches({**published(analysis), table: exact[table]}, analysis)
