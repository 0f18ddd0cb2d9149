"""Attacks on two reports of nearly the same cases: one case changed in what is in no stream and no level."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.analysis.cases import case, line, load, score
from tests.publication.test_attacks import hours

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.publication import Report

NAMES = [f"c{number:02}" for number in range(32)]


def caseload(changed: str = "") -> CaseLoad:
    """32 cases; of the first the kind of money or the payer changed, of the last one more is known."""
    usage = []
    for n, name in enumerate(NAMES):
        before = {
            "money_kind": "capaciteit" if n % 2 else "kasstroom",
            "payer": "gemeente" if n % 3 else "zorgkantoor",
        }
        after = dict(before)
        if n == 0 and changed == "soort geld":
            after["money_kind"] = "capaciteit"
        if n == 0 and changed == "betaler":
            after["payer"] = "gemeente"
        usage.append(line(name, "voor", 5000 + 37 * n, **before))
        usage.append(line(name, "na", 3000 + 11 * n, **after))
    scored = NAMES[: 30 + (changed == "trede")]
    steps = {"voor": 3, "na": 4}
    return load(
        [case(name) for name in NAMES],
        usage,
        mdo=tuple(hours(name, 3 + n % 3) for n, name in enumerate(NAMES[: 20 + (changed == "uren")])),
        scores=tuple(
            score(name, moment, str(1 + n % step), instrument="participatieladder")
            for n, name in enumerate(scored)
            for moment, step in steps.items()
        ),
    )


def publish(folder: Path, changed: str = "") -> Report:
    return analyse(caseload(changed)).publish().register(folder, label=changed or "eerste")


@pytest.mark.parametrize("changed", ["uren", "soort geld", "betaler", "trede"])
def test_one_case_that_changed_beside_the_streams_keeps_the_second_report_back(
    changed: str, tmp_path: Path
) -> None:
    """The cost of one MDO, one amount of another kind or payer, or one resident on a ladder."""
    publish(tmp_path)
    with pytest.raises(PublicationRefusedError, match="over minder dan 10 casussen"):
        publish(tmp_path, changed)


def test_the_same_cases_may_be_published_again(tmp_path: Path) -> None:
    publish(tmp_path)
    assert publish(tmp_path).data["mdo"]["totaal_eur"] is not None
