"""The value of the EQ-5D and the part that flourishes, from the answers to ``resultaten.json``, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.analysis.cases import case, line, load, score

from maatschappelijk_rendement import MicroAnalysis, analyse
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.instruments import load as load_instruments
from maatschappelijk_rendement.domain.model import WellbeingScore
from maatschappelijk_rendement.report.rows import first

EQ5D = [item.name for item in load_instruments()["eq5d5l"].items]
MHC = [item.name for item in load_instruments()["mhc_sf"].items]
TWENTY_FOUR = [f"c{number:02}" for number in range(24)]
Answers = Mapping[str, list[str]]


def scores_of(instrument: str, items: list[str], names: list[str], answers: Answers) -> list[WellbeingScore]:
    """Give the answers of each case at each moment; an answer to too few items leaves the last ones out."""
    return [
        score(name, moment, level, instrument=instrument, item=item)
        for moment, of_each in answers.items()
        for name, levels in zip(names, of_each, strict=True)
        for item, level in zip(items, levels, strict=False)
    ]


def analysed(names: list[str], scores: list[WellbeingScore]) -> MicroAnalysis:
    usage = [line(name, moment, 100 + n) for n, name in enumerate(names) for moment in ("voor", "na")]
    return analyse(load([case(name) for name in names], usage, scores=tuple(scores)))


def row(data: Mapping[str, Any], instrument: str, moment: str) -> dict[str, Any]:
    wanted = {"groep": "totaal", "wijk": "totaal", "onderdeel": None}
    found = first(data["welbevinden"], instrument=instrument, moment=moment, **wanted)
    assert found is not None
    return dict(found)


def test_the_value_of_three_published_states_is_averaged_internally() -> None:
    states = {"na": ["21345", "33333", "11122"]}
    analysis = analysed(["a", "b", "c"], scores_of("eq5d5l", EQ5D, ["a", "b", "c"], states))
    found = row(analysis.publish(internal=True).data, "eq5d5l_waarde", "na")
    # 0,0503003, 0,5126986 and 0,8175588 in hundredths: (5 + 51 + 82) / 3.
    assert (found["gemiddelde"], found["n_bewoners"], found["gemiddelde_als"]) == ("0.46", 3, "honderdsten")


VALUES = {"voor": 12 * ["21345"] + 12 * ["33333"], "na": 12 * ["11122"] + 12 * ["33333"]}


@pytest.mark.rounded
def test_the_value_of_24_residents_is_public_to_a_hundredth() -> None:
    data = analysed(TWENTY_FOUR, scores_of("eq5d5l", EQ5D, TWENTY_FOUR, VALUES)).publish().data
    before, after = (row(data, "eq5d5l_waarde", moment) for moment in ("voor", "na"))
    # (5 + 51) / 2 and (82 + 51) / 2 = 66,5 half-up; twelve rise by 77 hundredths, the others not at all.
    assert (before["gemiddelde"], after["gemiddelde"], after["gepaard_verschil"]) == ("0.28", "0.67", "0.39")
    assert (after["n_hoger"], after["n_gelijk"], after["n_lager"]) == (12, 12, 0)
    # Of the levels themselves there is no mean.
    items = [one for one in data["welbevinden"] if one["instrument"] == "eq5d5l"]
    assert {one["gemiddelde"] for one in items} == {None}
    assert not any("gemiddelde_als" in one for one in items)


@pytest.mark.rounded
@pytest.mark.parametrize(
    ("healthy", "shown"),
    [(12, "0.96"), (14, "0.97"), (15, None)],  # 0,96, 0,9667 and, with nine who are not, nothing
)
def test_a_mean_value_near_full_health_is_public_when_enough_residents_are_not(
    healthy: int, shown: str | None
) -> None:
    states = {"na": healthy * ["11111"] + (24 - healthy) * ["21111"]}
    data = analysed(TWENTY_FOUR, scores_of("eq5d5l", EQ5D, TWENTY_FOUR, states)).publish().data
    assert row(data, "eq5d5l_waarde", "na")["gemiddelde"] == shown


def test_the_value_of_nine_residents_is_hidden() -> None:
    names = TWENTY_FOUR[:12]
    states = {"na": 3 * ["21345", "33333", "11122"] + 3 * ["1111"]}
    data = analysed(names, scores_of("eq5d5l", EQ5D, names, states)).publish().data
    found = row(data, "eq5d5l_waarde", "na")
    assert (found["status"], found["gemiddelde"], found["n_bewoners"]) == ("onderdrukt", None, None)


def test_a_resident_with_a_missing_item_is_not_in_the_value_and_cannot_be_taken_out_of_it() -> None:
    states = {"na": [*VALUES["na"][:23], "3333"]}
    analysis = analysed(TWENTY_FOUR, scores_of("eq5d5l", EQ5D, TWENTY_FOUR, states))
    assert row(analysis.publish(internal=True).data, "eq5d5l_waarde", "na")["n_bewoners"] == 23
    data = analysis.publish().data
    assert row(data, "eq5d5l_waarde", "na")["n_bewoners"] == 23
    # 24 less 23 would be one resident: no item with 24 stands beside the value.
    shown = {one["n_bewoners"] for one in data["welbevinden"] if one["instrument"] == "eq5d5l"}
    assert shown <= {23, None}


def flourishing(number: int) -> list[str]:
    return number * ["4" * 14] + (24 - number) * ["2" * 14]


@pytest.mark.rounded
@pytest.mark.parametrize(("number", "shown"), [(12, "0.50"), (14, "0.58"), (9, None), (15, None), (0, None)])
def test_a_share_is_shown_where_both_parts_of_the_group_are_large_enough(
    number: int, shown: str | None
) -> None:
    scores = scores_of("mhc_sf", MHC, TWENTY_FOUR, {"na": flourishing(number)})
    found = row(analysed(TWENTY_FOUR, scores).publish().data, "mhc_sf_bloeiend", "na")
    assert (found["gemiddelde"], found["gemiddelde_als"]) == (shown, "deel")


def test_of_a_share_nobody_is_counted_who_rose_or_fell() -> None:
    answers = {"voor": flourishing(12), "na": list(reversed(flourishing(10)))}
    analysis = analysed(TWENTY_FOUR, scores_of("mhc_sf", MHC, TWENTY_FOUR, answers))
    found = row(analysis.publish().data, "mhc_sf_bloeiend", "na")
    # 12 fell and 10 rose: beside 12 of 24 before, that nobody flourished twice would follow.
    assert (found["n_hoger"], found["n_gelijk"], found["n_lager"]) == (None, None, None)
    assert (found["gemiddelde"], found["gepaard_verschil"]) == ("0.42", "-0.08")


def test_a_grade_of_as_many_residents_keeps_its_place_before_what_is_computed() -> None:
    states = [*VALUES["na"][:23], "3333"]
    grades = [score(name, "na", str(5 + n % 4)) for n, name in enumerate(TWENTY_FOUR[:22])]
    analysis = analysed(TWENTY_FOUR, [*grades, *scores_of("eq5d5l", EQ5D, TWENTY_FOUR, {"na": states})])
    data = analysis.publish().data
    # 23 residents have a value and 22 a grade: one of both must go, and it is not the grade.
    assert row(data, "rapportcijfer", "na")["gemiddelde"] is not None
    assert row(data, "eq5d5l_waarde", "na")["gemiddelde"] is None


@pytest.mark.parametrize("name", ["eq5d5l_waarde", "mhc_sf_bloeiend"])
def test_nobody_fills_in_what_is_computed(name: str) -> None:
    with pytest.raises(InputError, match="Dit instrument is onbekend"):
        analysed(["a"], [score("a", "na", "1", instrument=name)])


def test_what_is_computed_counts_as_no_row_read() -> None:
    data = analysed(TWENTY_FOUR, scores_of("eq5d5l", EQ5D, TWENTY_FOUR, VALUES)).publish(internal=True).data
    # 24 cases, 48 lines, 240 answers and 3 prices.
    assert data["controle"]["regels_gelezen"] == 24 + 48 + 240 + 3
    named = {one["instrument"]: one.get("berekend_uit") for one in data["instrumenten"]}
    assert named == {"eq5d5l": None, "eq5d5l_waarde": "eq5d5l"}
