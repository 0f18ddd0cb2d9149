"""What the findings in a report say, to its reader and to who filled in the workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.cases import SETTINGS, case, line, load

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.domain.errors import Finding
from maatschappelijk_rendement.domain.model import Reading
from maatschappelijk_rendement.report import render

ADVICE = "Doe er iets aan."


def caseload(**settings: object) -> CaseLoad:
    names = [f"c{n:02}" for n in range(12)]
    usage = [line(n, m, 100 + 7 * i) for i, n in enumerate(names) for m in ("voor", "na")]
    warning = Finding("waarschuwing", "Analyse", "B14", "een_code", "Dit valt op.", ADVICE)
    return load(
        [case(name, mdo_date=date(2018, 1, 1)) for name in names],
        usage,
        settings=replace(SETTINGS, **settings),
        reading=Reading(warnings=(warning,)),
    )


def test_the_advice_is_for_the_sender_and_not_for_the_reader_of_a_public_report() -> None:
    found = analyse(caseload())
    (public,) = found.publish().data["meldingen"]
    (own,) = found.publish(internal=True).data["meldingen"]
    assert (public["tekst"], public["cel"]) == ("Dit valt op.", "")
    assert (own["tekst"], own["cel"]) == (f"Dit valt op. {ADVICE}", "B14")


def test_a_finding_that_stands_for_more_says_so_to_the_sender_alone() -> None:
    warning = Finding("waarschuwing", "Gebruik", "D9", "een_code", "Dit valt op.", ADVICE, count=41)
    whole = replace(caseload(), reading=Reading(warnings=(warning,)))
    found = analyse(whole)
    (public,) = found.publish().data["meldingen"]
    (own,) = found.publish(internal=True).data["meldingen"]
    assert public["tekst"] == "Dit valt op."
    assert own["tekst"] == f"Dit valt op. {ADVICE} Verderop geldt dit nog 40 keer."


def test_a_public_list_of_findings_has_no_column_for_cells() -> None:
    found = analyse(caseload())
    pages = [
        render(report.published, provenance=report.provenance, formats=("html",))["rapport.html"].decode()
        for report in (found.publish(), found.publish(internal=True))
    ]
    assert [">Cel</th>" in page for page in pages] == [False, True]


@pytest.mark.parametrize(
    ("day", "is_said"),
    [(None, False), (date(2018, 12, 30), True), (date(2018, 12, 31), False), (date(2019, 6, 1), False)],
)
def test_realised_use_after_the_date_of_the_report_is_warned_of(day: date | None, is_said: bool) -> None:
    data = analyse(caseload()).publish(report_date=day).data
    assert ("na_nog_niet_voorbij" in [row["code"] for row in data["meldingen"]]) == is_said


def test_planned_use_may_lie_behind_the_date_of_the_report() -> None:
    data = analyse(caseload(after_basis="raming")).publish(report_date=date(2018, 2, 1)).data
    assert [row["code"] for row in data["meldingen"]] == ["een_code"]
