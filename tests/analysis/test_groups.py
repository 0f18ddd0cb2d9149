from __future__ import annotations

import pytest
from tests.analysis.cases import case, changes, line, load

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.analysis.groups import existing_cases
from maatschappelijk_rendement.domain.errors import UsageError


def test_only_existing_cases_are_compared() -> None:
    cases = [case("a"), case("b", case_type="nieuw")]
    analysis = analyse(load(cases, [line("a", "voor", 10), line("b", "na", 99)]))
    assert existing_cases(analysis).case_ids == ("a",)


def test_a_group_without_cases_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="geen bestaande casussen"):
        existing_cases(analyse(changes(a=1)), wijk="Zuid")
