"""One rule set: the same small mistake gets the same finding, in the same Dutch words, through every door."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.doors import DOORS, SPARK_DOOR, Rows, line, score, sound

from maatschappelijk_rendement.intake.checking import Findings
from maatschappelijk_rendement.intake.rules import RULES

Change = Callable[[Rows], object]


def add(rows: Rows, *lines: object) -> None:
    rows["Gebruik"].extend(lines)  # type: ignore[arg-type]


def both(code: str, quantity: str, per: str, **more: str | None) -> list[object]:
    """The same line before and after, so that nothing is missing after."""
    return [line("C1", moment, code, quantity, per, **more) for moment in ("voor", "na")]


def hours(rows: Rows, **changed: str | None) -> None:
    """One more row of hours, with a mistake."""
    rows["MDO"].append({**rows["MDO"][0], **changed})


# Rule code and column: what is done to the sound caseload, and the sheet that the finding is about.
MISTAKES: list[tuple[str, str, Change]] = [
    (
        "geen_casus",
        "Casussen",
        lambda r: (r["Casussen"].clear(), r["Gebruik"].clear(), r["Welbevinden"].clear(), r["MDO"].clear()),
    ),
    ("geen_gebruik", "Gebruik", lambda r: r["Gebruik"].clear()),
    ("getal_buiten_grenzen", "Gebruik", lambda r: add(r, *both("EIGEN.HULP", "100001", "totaal"))),
    (
        "naam_mogelijk",
        "Casussen",
        lambda r: r["Casussen"].append({**r["Casussen"][1], "casus_id": "Jan de Vries"}),
    ),
    ("wijk_twee_schrijfwijzen", "Casussen", lambda r: r["Casussen"][1].update(wijk="ru waard")),
    ("bestaand_zonder_voor", "Casussen", lambda r: r["Casussen"][1].update(casustype="bestaand")),
    (
        "mdo_ver_weg",
        "Casussen",
        lambda r: (
            r["Casussen"].append({**r["Casussen"][1], "casus_id": "C3"}),
            r["Casussen"][1].update(mdo_datum="2028-04-01"),
        ),
    ),
    ("herhaling_voor_mdo", "Casussen", lambda r: r["Casussen"][0].update(herhaling_datum="2018-02-01")),
    ("dubbel", "Casussen", lambda r: r["Casussen"].append({**r["Casussen"][1], "casus_id": "c2"})),
    ("dubbel", "Gebruik", lambda r: add(r, dict(r["Gebruik"][0], casus_id="c1"))),
    ("dubbel", "Welbevinden", lambda r: r["Welbevinden"].append(dict(r["Welbevinden"][0], bewoner="b1"))),
    ("casus_onbekend", "Gebruik", lambda r: add(r, line("C9", "na", "EIGEN.HULP", "1", "week"))),
    (
        "casus_onbekend",
        "Welbevinden",
        lambda r: r["Welbevinden"].append(score("C9", "B1", "na", "2019-03-01", "7")),
    ),
    ("casus_onbekend", "MDO", lambda r: r["MDO"].append(dict(r["MDO"][0], casus_id="C9"))),
    ("product_onbekend", "Gebruik", lambda r: add(r, line("C2", "na", "EIGEN.HULPP", "1", "week"))),
    ("product_onbekend", "MDO", lambda r: hours(r, productcode="BESTAAT.NIET")),
    ("prijsbron_ontbreekt", "Gebruik", lambda r: add(r, *both("EIGEN.HULP", "1", "dag", prijs="0"))),
    ("prijs_ontbreekt", "Gebruik", lambda r: add(r, *both("EIGEN.HULP", "1", "jaar", prijsbron="Contract"))),
    ("prijsbron_ontbreekt", "MDO", lambda r: hours(r, uurprijs="70")),
    ("prijs_ontbreekt", "MDO", lambda r: hours(r, prijsbron="Contract")),
    ("uren_zonder_prijs", "MDO", lambda r: hours(r, productcode=None)),
    ("product_niet_per_uur", "MDO", lambda r: hours(r, productcode="EIGEN.WLZ")),
    ("eenheid_anders", "Gebruik", lambda r: add(r, *both("EIGEN.HULP", "1", "maand", eenheid="maand"))),
    (
        "einddatum_voor_startdatum",
        "Gebruik",
        lambda r: add(
            r, *both("EIGEN.HULP", "1", "kwartaal", startdatum="2018-01-02", einddatum="2018-01-01")
        ),
    ),
    ("nieuw_met_voor", "Gebruik", lambda r: add(r, line("C2", "voor", "EIGEN.HULP", "1", "week"))),
    ("stroom_niet_bekend", "Gebruik", lambda r: r["Casussen"][1].update(stromen_bekend="Zvw;Wlz")),
    ("lijkt_bedrag", "Gebruik", lambda r: add(r, *both("EIGEN.NORM1", "1050", "maand"))),
    ("aantal_ongewoon", "Gebruik", lambda r: r["Gebruik"][1].update(aantal="168,5")),
    (
        "overlap_wlz",
        "Gebruik",
        lambda r: add(r, *both("EIGEN.WLZ", "1", "dag"), *both("EIGEN.BEGELEIDING", "1", "week")),
    ),
    (
        "bewind_en_budgetbeheer",
        "Gebruik",
        lambda r: add(r, *both("EIGEN.BEWIND", "1", "maand"), *both("EIGEN.BUDGET", "1", "maand")),
    ),
    (
        "twee_normen",
        "Gebruik",
        lambda r: add(r, *both("EIGEN.NORM1", "1", "maand"), *both("EIGEN.NORM2", "1", "maand")),
    ),
    (
        "dagbesteding_ongewoon",
        "Gebruik",
        lambda r: add(r, *both("EIGEN.DAG", "6", "week"), *both("EIGEN.DAG", "24", "maand")),
    ),
    ("verhouding_ongewoon", "Gebruik", lambda r: r["Gebruik"][1].update(aantal="60")),
    (
        "herhaling_zonder_datum",
        "Gebruik",
        lambda r: add(r, line("C1", "herhaling", "EIGEN.HULP", "1", "week")),
    ),
    (
        "score_past_niet",
        "Welbevinden",
        lambda r: r["Welbevinden"].append(score("C1", "B2", "na", "2019-03-01", "11")),
    ),
    (
        "score_past_niet",
        "Welbevinden",
        lambda r: r["Welbevinden"].append(score("C1", "B3", "na", "2019-03-01", "7", onderdeel="Geluk")),
    ),
    (
        "scores_verwisseld",
        "Welbevinden",
        lambda r: (
            r["Welbevinden"][0].update(datum="2019-03-01"),
            r["Welbevinden"][1].update(datum="2018-02-28"),
        ),
    ),
    (
        "score_andere_kant",
        "Welbevinden",
        lambda r: r["Welbevinden"].append(score("C1", "B4", "voor", "2018-03-02", "7")),
    ),
    (
        "meting_op_twee_dagen",
        "Welbevinden",
        lambda r: [
            r["Welbevinden"].append(
                score("C2", "B1", "na", day, "7", instrument="positieve_gezondheid", onderdeel=item)
            )
            for day, item in (("2019-04-01", "lichaamsfuncties"), ("2019-04-02", "zingeving"))
        ],
    ),
    ("stroom_zonder_na", "Gebruik", lambda r: add(r, line("C1", "voor", "EIGEN.ZVW", "4", "jaar"))),
    ("casus_zonder_na", "Casussen", lambda r: r["Gebruik"].pop(1)),
    (
        "na_ontbreekt",
        "Casussen",
        lambda r: add(
            r, line("C1", "voor", "EIGEN.ZVW", "4", "jaar"), line("C2", "na", "EIGEN.ZVW", "4", "jaar")
        ),
    ),
    ("bedrag_zonder_bron", "Gebruik", lambda r: add(r, *both("BEDRAG.WMO", "1200,50", "totaal"))),
    (
        "bedrag_met_prijs",
        "Gebruik",
        lambda r: add(r, *both("BEDRAG.WMO", "1200,50", "totaal", prijs="2", prijsbron="Factuur")),
    ),
]
# A door names the row as its source counts rows, so the numbers in a sentence differ; the sentence does not.
A_NUMBER = re.compile("[0-9]+")


def said(findings: Findings, code: str, sheet: str) -> set[tuple[str, str, str]]:
    return {
        (f.level, A_NUMBER.sub("#", f.text), A_NUMBER.sub("#", f.advice))
        for f in findings
        if (f.code, f.sheet) == (code, sheet)
    }


def test_the_sound_caseload_is_sound_through_every_door(tmp_path: Path) -> None:
    for name, door in DOORS.items():
        (folder := tmp_path / name).mkdir()
        findings = door(sound(), folder)
        assert findings is not None
        assert [str(finding) for finding in findings] == [], name


# Mistakes that leave each other alone are made together: a door is slow, and one caseload shows many.
ALONE = {"geen_casus", "geen_gebruik", "casus_zonder_na", "bestaand_zonder_voor", "scores_verwisseld"}
ALONE |= {"stroom_niet_bekend"}


def batches() -> list[list[tuple[str, str, Change]]]:
    """Put mistakes together: each alone that spoils others, the rest by turns."""
    together: list[list[tuple[str, str, Change]]] = [[], [], [], []]
    for number, mistake in enumerate(MISTAKES):
        if mistake[0] not in ALONE:
            together[number % 4].append(mistake)
    return [*together, *([mistake] for mistake in MISTAKES if mistake[0] in ALONE)]


@pytest.mark.slow
@pytest.mark.parametrize("mistakes", batches(), ids=lambda batch: batch[0][0])
def test_the_same_mistake_gets_the_same_words_through_every_door(
    mistakes: list[tuple[str, str, Change]], tmp_path: Path
) -> None:
    rows = sound()
    for _, _, change in mistakes:
        change(rows)
    found = {}
    for name, door in DOORS.items():
        (folder := tmp_path / name).mkdir()
        found[name] = door(rows, folder)
    for code, sheet, _ in mistakes:
        words = said(found["werkmap"], code, sheet)
        assert words, f"the workbook does not say {code}"
        # Where no object can be made of it, it is refused before any rule.
        others = {name: said(heard, code, sheet) for name, heard in found.items() if heard is not None}
        assert {name: heard for name, heard in others.items() if heard != words} == {}, code


@pytest.mark.slow
@given(chosen=st.sets(st.sampled_from(range(len(MISTAKES))), min_size=1, max_size=6))
@settings(max_examples=max(4, settings().max_examples // 10))
def test_what_a_workbook_refuses_every_door_refuses(
    chosen: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = sound()
    for number in sorted(chosen):
        _, sheet, change = MISTAKES[number]
        if rows[sheet]:  # an earlier mistake may have taken its rows away
            with suppress(IndexError):
                change(rows)
    refuses = {}
    for name, door in DOORS.items():
        found = door(rows, tmp_path_factory.mktemp("deur"))
        refuses[name] = found is None or bool(found.errors)
    assert len(set(refuses.values())) == 1, refuses


NAMES_OF_ROWS = [
    ("Gebruik", "financier"),
    ("Gebruik", "ontvanger"),
    ("MDO", "financier"),
    ("Tarieven", "financier"),
    ("Casussen", "wijk"),
]


@pytest.mark.slow
def test_no_door_lets_a_name_pass_that_the_results_use_for_a_sum(tmp_path: Path) -> None:
    """A payer called totaal would stand in the balance as the sum of all payers."""
    rows = sound()
    for sheet, column in NAMES_OF_ROWS:
        for number, row in enumerate(rows[sheet]):
            row[column] = "Totaal" if number == 0 else "gemeente"
    for name, door in DOORS.items():
        (folder := tmp_path / name).mkdir()
        found = door(rows, folder)
        # Where no object can be made of it, it is refused before any rule.
        if found is not None:
            said = sorted((f.sheet, f.code, f.advice) for f in found.errors)
            assert said == sorted((s, "naam_bezet", "Kies een andere naam.") for s, _ in NAMES_OF_ROWS), name


def test_every_rule_has_a_mistake_here() -> None:
    # Some rules speak about the settings or about Python alone: test_plausible and test_frames have those.
    elsewhere = {("totaal_te_laag", "Analyse"), ("instrument_onbekend", "Welbevinden")}
    elsewhere.add(("gemeentecode_van_voorbeeld", "Analyse"))
    assert {(rule.code, rule.table.sheet) for rule in RULES} - elsewhere == {(c, s) for c, s, _ in MISTAKES}


@pytest.mark.spark
@pytest.mark.slow
def test_lines_on_spark_get_the_words_of_a_workbook(tmp_path: Path) -> None:
    rows = sound()
    for code, sheet, change in MISTAKES:
        if sheet == "Gebruik" and code in ("aantal_ongewoon", "prijsbron_ontbreekt", "nieuw_met_voor"):
            change(rows)
    (folder := tmp_path / "werkmap").mkdir()
    expected = DOORS["werkmap"](rows, folder)
    assert expected is not None
    found = SPARK_DOOR(rows, tmp_path)
    wanted = {(f.code, f.sheet, f.text) for f in expected}
    assert {(f.code, f.sheet, f.text) for f in found} == wanted
    assert {"aantal_ongewoon", "prijsbron_ontbreekt", "nieuw_met_voor"} <= {code for code, _, _ in wanted}
