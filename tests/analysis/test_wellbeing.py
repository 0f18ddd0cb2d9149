"""Wellbeing by instrument: what may be averaged, who changed, who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.analysis.cases import case, changes, line, load, score

from maatschappelijk_rendement import CaseLoad, analyse
from maatschappelijk_rendement.domain.errors import InputError
from maatschappelijk_rendement.domain.instruments import load as load_instruments

CASES = [case("a"), case("b")]


def scored(*scores: Any) -> CaseLoad:
    return load(CASES, [line("a", "voor", 1)], scores=scores)


def row(frame: pd.DataFrame, moment: str, paired_with: str | None = None, **wanted: str) -> Any:
    found = frame[
        (frame["case_type"] == "totaal") & (frame["wijk"] == "totaal") & (frame["moment"] == moment)
    ]
    if paired_with:
        found = found[found["paired_with"] == paired_with]
    for column, value in wanted.items():
        found = found[found[column] == value]
    (only,) = found.to_dict("records")
    return only


GRADES = scored(
    score("a", "voor", "3"),
    score("a", "voor", "5", "B2"),
    score("b", "voor", "8"),
    score("a", "na", "7"),
    score("a", "na", "6", "B2"),
    score("a", "herhaling", "7"),
)


def test_residents_weigh_the_same_and_cases_do_when_asked() -> None:
    found = row(analyse(GRADES).wellbeing_change(), "voor")
    # The mean of 3, 5 and 8; and that of 4 (the first case) and 8.
    assert found["mean"] == pytest.approx(16 / 3)
    assert found["mean_per_case"] == 6


def test_a_threshold_is_strict_and_its_share_is_of_the_residents_measured() -> None:
    found = row(analyse(GRADES).wellbeing_change(), "na")
    # 7 is above 6, 6 is not.
    assert (found["n_above"], found["share_above"]) == (1, 0.5)


def test_change_is_paired_and_counted_both_ways() -> None:
    found = row(analyse(GRADES).wellbeing_change(), "na", "voor")
    # 7 - 3 and 6 - 5.
    assert (found["paired_n"], found["paired_difference"]) == (2, 2.5)
    assert (found["n_higher"], found["n_equal"], found["n_lower"]) == (2, 0, 0)


def test_an_order_has_no_mean_but_knows_who_rose() -> None:
    steps = [("voor", "2", "B1"), ("na", "4", "B1"), ("voor", "3", "B2"), ("na", "2", "B2")]
    scores = [score("a", m, v, r, instrument="participatieladder") for m, v, r in steps]
    found = row(analyse(scored(*scores)).wellbeing_change(), "na")
    assert all(pd.isna(found[name]) for name in ("mean", "mean_low", "mean_per_case", "paired_difference"))
    assert (found["n_higher"], found["n_lower"]) == (1, 1)
    assert "geen gemiddelde" in found["warning"]


def test_the_warning_of_the_makers_stands_beside_every_row() -> None:
    item = {"instrument": "positieve_gezondheid", "item": "zingeving"}
    frame = analyse(scored(score("a", "voor", "5", **item))).wellbeing_change()
    assert frame["warning"].str.contains("hulpmiddel voor het gesprek").all()


OWN = """
id = "buurtcijfer"
naam = "Cijfer voor de buurt"
bron = "eigen vragenlijst"
licentie = "eigen"
laagste = 1
hoogste = 5
stap = 1
ordinaal = false
grens_boven = 3
standaardmeetfout = 0.5
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "buurt.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


BUURT = [("voor", "1", "B1"), ("na", "3", "B1"), ("voor", "3", "B2"), ("na", "4", "B2")]


def own_scores() -> CaseLoad:
    return scored(*(score("a", m, v, r, instrument="buurtcijfer") for m, v, r in BUURT))


def test_an_own_instrument_goes_all_the_way(own: Path) -> None:
    analysis = analyse(own_scores(), instruments=[own])
    found = row(analysis.wellbeing_change(), "na")
    # 1,96 x sqrt(2) x 0,5 is 1,386: a change of 2 counts, one of 1 does not.
    assert (found["n_risen"], found["n_unclear"], found["n_fallen"]) == (1, 1, 0)
    assert (found["mean"], found["n_above"]) == (3.5, 1)
    assert set(analysis.under(period_months=6).wellbeing["instrument"]) == {"buurtcijfer"}


def test_an_instrument_nobody_defined_is_refused_without_repeating_it() -> None:
    with pytest.raises(InputError, match="Dit instrument is onbekend") as refused:
        analyse(own_scores())
    assert "buurtcijfer" not in str(refused.value)
    errors = [finding for finding in refused.value.findings if finding.level == "fout"]
    assert len(errors) == len(BUURT)


def test_a_score_off_the_scale_is_refused_from_python_too(own: Path) -> None:
    with pytest.raises(InputError, match="van 1 tot en met 5"):
        analyse(scored(score("a", "voor", "6", instrument="buurtcijfer")), instruments=[own])
    with pytest.raises(InputError, match="past niet op de schaal"):
        analyse(scored(score("a", "voor", "0")))


def test_no_shipped_instrument_claims_a_standard_error_it_has_no_source_for() -> None:
    assert all(definition.standard_error is None for definition in load_instruments().values())


def test_who_dropped_out_is_compared_at_the_start() -> None:
    frame = analyse(GRADES).attrition().set_index("moment")
    # Measured after: 3 and 5; not: 8.
    assert frame.loc["na", ["n_stayed", "n_left"]].tolist() == [2, 1]
    assert frame.loc["na", ["stayed_mean", "left_mean"]].tolist() == [4.0, 8.0]
    assert frame.loc["herhaling", ["n_stayed", "n_left"]].tolist() == [1, 2]
    assert pd.isna(frame.loc["na", "differed"])


def test_dropping_out_of_an_order_is_counted_and_not_averaged() -> None:
    scores = [score("a", m, "2", instrument="participatieladder") for m in ("voor", "na")]
    frame = analyse(scored(*scores)).attrition()
    assert frame[["n_stayed", "n_left"]].to_numpy().tolist() == [[1, 0]]
    assert frame["stayed_mean"].isna().all()


def test_everyone_who_was_not_asked_is_counted() -> None:
    frame = analyse(GRADES).missing()
    scores = frame[frame["about"] == "instrument"].set_index("moment")
    assert scores["n_known"].to_dict() == {"voor": 2, "na": 1, "herhaling": 1}
    assert scores["n_unknown"].to_dict() == {"voor": 0, "na": 1, "herhaling": 1}
    streams = frame[frame["about"] == "stroom"]
    assert set(streams["name"]) == {"Wmo"}


def state(levels: str, moment: str, resident: str) -> list[Any]:
    items = [item.name for item in load_instruments()["eq5d5l"].items]
    return [
        score("a", moment, level, resident, instrument="eq5d5l", item=item)
        for item, level in zip(items, levels, strict=True)
    ]


def test_the_value_of_a_health_state_is_averaged_and_its_levels_are_not() -> None:
    scores = [*state("11111", "voor", "B1"), *state("11122", "voor", "B2"), *state("11111", "voor", "B3")[:4]]
    analysis = analyse(scored(*scores))
    (found,) = analysis.whole_instruments().to_dict("records")
    # (1 + 0,8175588) / 2; the third answered four of five questions.
    assert found["mean"] == pytest.approx(0.9087794)
    assert (found["measure"], found["n_residents"], found["n_incomplete"]) == ("waarde", 2, 1)
    change = analysis.wellbeing_change()
    assert change.loc[change["instrument"] == "eq5d5l", "mean"].isna().all()
    # The value is an instrument of its own, in whole hundredths: (1 + 0,82) / 2.
    value = row(change, "voor", instrument="eq5d5l_waarde")
    assert (value["mean"], value["n_residents"]) == (0.91, 2)


def test_flourishing_is_a_part_of_the_residents() -> None:
    items = [item.name for item in load_instruments()["mhc_sf"].items]
    scores = [
        score("a", "na", level, who, instrument="mhc_sf", item=item)
        for who, level in (("B1", "5"), ("B2", "1"))
        for item in items
    ]
    (found,) = analyse(scored(*scores)).whole_instruments().to_dict("records")
    assert (found["measure"], found["mean"]) == ("deel_bloeiend", 0.5)


def test_an_analysis_without_scores_has_empty_tables() -> None:
    analysis = analyse(changes(a=1))
    assert analysis.wellbeing_change().empty
    assert analysis.attrition().empty
    assert analysis.whole_instruments().empty


@pytest.mark.parametrize("instrument", ["mhc_sf", "eq5d5l", "zrm_2017"])
def test_items_stand_in_the_order_of_their_instrument(instrument: str) -> None:
    """The fourteen questions of the MHC-SF are 1 to 14, not 1, 10, 11; the EQ-5D begins with mobility."""
    items = [item.name for item in load_instruments()[instrument].items]
    scores = [score("a", "voor", "1", instrument=instrument, item=item) for item in reversed(items)]
    frame = analyse(scored(*scores)).wellbeing_change()
    found = frame[(frame["instrument"] == instrument) & (frame["case_type"] == frame["wijk"])]
    assert found["item"].tolist() == items
