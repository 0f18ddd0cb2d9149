"""What is foreseen is what is published, and a change that is said to help does help when it is made."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publication.random_caseloads import random_caseload

from maatschappelijk_rendement import analyse
from maatschappelijk_rendement.domain.errors import PublicationRefusedError
from maatschappelijk_rendement.publication import foresight
from maatschappelijk_rendement.publication.foresight import Foresight, foresee

EXISTING = ("bestaand", "na")


def published(analysis):
    """Count per topic what a report shows, from its data alone."""
    data = analysis.publish().data
    rows = [row for row in data["verschil"] if (row["groep"], row["moment"]) == EXISTING]
    total = [row for row in rows if row["wijk"] == row["stroom"] == "totaal"]
    return {
        foresight.CASES: [data["analyse"]["n_casussen"]],
        foresight.DIFFERENCE: [row["som_eur"] for row in total],
        foresight.MEAN: [row[name] for row in total for name in ("gemiddelde_eur", "bi95_laag_eur")],
        foresight.STREAMS: [row["som_eur"] for row in rows if row["wijk"] == "totaal" != row["stroom"]],
        foresight.BALANCE: [
            row["bedrag_eur"] for row in data["balans"] if (row["post"], row["partij"]) == ("saldo", "totaal")
        ],
    }


def counted(numbers):
    return sum(number is not None for number in numbers), len(numbers)


def of_cases(load, kept):
    parts = {
        name: tuple(item for item in getattr(load, name) if item.case_id in kept)
        for name in ("cases", "usage", "mdo", "scores")
    }
    return replace(load, **parts)


def without_mdo(load):
    return replace(load, mdo=())


def without_new(load):
    return of_cases(load, {case.case_id for case in load.cases if case.case_type == "bestaand"})


def without_repeat(load):
    parts = {
        name: tuple(item for item in getattr(load, name) if item.moment != "herhaling")
        for name in ("usage", "scores")
    }
    return replace(load, **parts)


MAKE = {
    "Laat het blad MDO weg.": without_mdo,
    "Laat de nieuwe casussen weg, met hun regels.": without_new,
    "Laat de regels en scores van de herhaling weg.": without_repeat,
}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_foreseen_is_what_is_published(seed):
    analysis = analyse(random_caseload(seed))
    try:
        rows = published(analysis)
    except PublicationRefusedError:
        assert foresee(analysis).is_refused
        return
    seen = foresee(analysis)
    assert not seen.is_refused
    assert {topic: seen.shown[topic] for topic in rows} == {
        topic: counted(numbers) for topic, numbers in rows.items()
    }


def test_a_change_that_is_said_to_help_helps_when_it_is_made():
    load = random_caseload(4)
    before = foresee(analyse(load))
    changes = [change for change in before.changes if change.text in MAKE]
    assert len(changes) == 2
    for change in changes:
        after = foresee(analyse(MAKE[change.text](load)))
        for topic in change.gained:
            some, every = after.shown[topic]
            was, all_of_it = before.shown.get(topic, (0, 1))
            assert some / every > was / all_of_it
        for topic in change.lost:
            assert after.shown.get(topic, (0, 1))[0] == 0 or after.shown[topic] < before.shown[topic]


def test_a_caseload_of_which_too_little_may_be_shown_is_said_to_be_refused():
    load = random_caseload(3)
    seen = foresee(analyse(of_cases(load, {case.case_id for case in load.cases[:4]})))
    assert seen.is_refused
    assert next(seen.lines()).startswith("Een openbaar rapport wordt zo niet gemaakt")


def test_where_everything_is_shown_nothing_is_tried():
    assert list(Foresight({foresight.CASES: (1, 1)}, (), 0, ()).lines()) == [
        "Wat een openbaar rapport laat zien:",
        "- wel: aantal casussen",
    ]
