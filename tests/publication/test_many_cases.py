"""A report of many cases is made of a few: it says the same, shows nothing more, and asks for no case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.engine_frames import session
from tests.publication.many_cases import analysed, fold_from, tables

from maatschappelijk_rendement import MicroAnalysis
from maatschappelijk_rendement.analysis.folded import folded
from maatschappelijk_rendement.costing import engines
from maatschappelijk_rendement.disclosure.attack import certificate
from maatschappelijk_rendement.disclosure.matrix.design import FINEST
from maatschappelijk_rendement.disclosure.matrix.elimination import Elimination
from maatschappelijk_rendement.disclosure.protect.choose import euros
from maatschappelijk_rendement.disclosure.protect.decide import finish, prepare
from maatschappelijk_rendement.disclosure.rules import Rules
from maatschappelijk_rendement.intake.doors import plan_tables
from maatschappelijk_rendement.outcomes import case_changes, folding, large_cases
from maatschappelijk_rendement.publication.gate import _tables, facts_to_judge

OF_ONE_CASE = {"mediaan_eur", "som_zonder_grootste_eur", "aandeel_grootste"}
"""What is about one case is in no public report, and not known of cases that stand together."""
MOST_OF_A_CASE = 60
"""Labels of an amount, comparisons and topics that one kind of case has in these caseloads, at most."""


def rows_of(analysis: MicroAnalysis) -> dict[str, list[dict[str, object]]]:
    built = _tables(analysis, FINEST, None, internal=False)
    return {
        one.table.name: [{k: v for k, v in row.items() if k not in OF_ONE_CASE} for row in one.rows]
        for one in built
    }


def test_every_table_of_cases_that_stand_together_is_that_of_each_case_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    each = analysed(tables(150, seed=3))
    before = rows_of(each)
    fold_from(monkeypatch, 50, apart=5)
    few = folded(each)
    assert len(few.delivery.cases) < 150 == few.n_of(few.delivery.cases["case_id"])
    assert rows_of(few) == before


@pytest.mark.parametrize(("seed", "apart"), [(0, 1), (1, 5), (6, 20)])
def test_what_is_unsafe_of_each_case_does_not_follow_from_what_is_shown_of_cases_together(
    monkeypatch: pytest.MonkeyPatch, seed: int, apart: int
) -> None:
    each = analysed(tables(90 + 60 * seed, seed, wijken=1 + seed % 3))
    exact = prepare(facts_to_judge(each), Rules(), FINEST)
    fold_from(monkeypatch, 50, apart=apart)
    draft = prepare(facts_to_judge(folded(each)), Rules(), FINEST)
    number = {figure.name: place for place, figure in enumerate(exact.problem.figures)}
    assert {figure.name for figure in draft.problem.figures} == set(number)
    shown = {number[draft.problem.figures[place].name] for place in finish(draft, Rules()).shown}
    assert shown.isdisjoint(exact.unsafe.rules)
    known = exact.problem.known
    told = Elimination([*known, *(exact.problem.figures[place].form for place in shown)], [])
    untold = Elimination(known, [])
    assert not [form for form in exact.unsafe.forms if told.follows(form) and not untold.follows(form)]


@pytest.mark.parametrize("seed", [2, 5])
def test_the_certificate_of_cases_together_holds_when_every_case_may_be_moved_by_itself(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    each = analysed(tables(400, seed=seed))
    exact = prepare(facts_to_judge(each), Rules(), FINEST).problem
    fold_from(monkeypatch, 50, apart=5)
    draft = prepare(facts_to_judge(folded(each)), Rules(), FINEST)
    monkeypatch.setattr(certificate, "MANY_CASES", 100)
    shown = finish(draft, Rules()).shown
    number = {figure.name: place for place, figure in enumerate(exact.figures)}
    these = frozenset(number[draft.problem.figures[place].name] for place in shown)
    # All of them, and by the program: projections find no certificate for some that have one.
    monkeypatch.setattr(certificate, "OTHERS", 400)
    monkeypatch.setattr(certificate, "MOST_SOLVED", 400)
    assert certificate.certify(exact, these, lambda some: euros(exact, some)) == these


def published(analysis: MicroAnalysis) -> str:
    return json.dumps(analysis.publish().data, ensure_ascii=False, sort_keys=True, default=str)


def few_kinds(n_cases: int) -> dict[str, pd.DataFrame]:
    """Many cases of few kinds: everyone has help of one stream before and after, each another amount."""
    found = tables(n_cases, seed=8)
    found["cases"] = found["cases"].assign(case_type="bestaand", observed_streams="alle")
    usage = found["usage"]
    usage = usage[usage["product_code"] == "SYNTHETISCH.BEGELEIDING"]
    found["usage"] = usage[usage["moment"] != "herhaling"]
    found["mdo"] = found["mdo"].iloc[:0]
    del found["scores"]
    return found


def count_rows_sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note how many rows each answer of an engine has that comes to Python."""
    sent: list[int] = []

    def counting(module: Any, name: str) -> None:
        original = getattr(module, name)

        def counted(frame: Any) -> Any:
            found = original(frame)
            sent.append(len(found))
            return found

        monkeypatch.setattr(module, name, counted)

    for module in (case_changes, folding, large_cases, engines):
        counting(module, "small")
    counting(plan_tables, "_fetch")
    return sent


def test_duckdb_gives_the_same_bytes_as_memory_and_sends_no_row_of_a_case(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    frames = few_kinds(1500)
    fold_from(monkeypatch, 100, apart=20)
    in_memory = published(analysed(frames))
    sent = count_rows_sent(monkeypatch)
    on_engine = analysed(frames, lambda _, frame: connection.from_df(frame))
    assert published(on_engine) == in_memory
    kept = len(folded(on_engine).delivery.cases)
    assert kept < 300
    # Less than one for each case, and bounded by what is kept apart.
    assert 0 < max(sent) <= min(1500 - 1, kept * MOST_OF_A_CASE)


@pytest.mark.slow
@pytest.mark.spark
def test_spark_gives_the_same_bytes_as_memory_and_sends_no_row_of_a_case(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spark = session()
    frames = few_kinds(600)
    fold_from(monkeypatch, 100, apart=20)

    def put(name: str, frame: pd.DataFrame) -> Any:
        path = tmp_path / f"{name}.parquet"
        days = [column for column in frame if str(frame[column].dtype).startswith("datetime")]
        frame.assign(**{day: frame[day].dt.date for day in days}).to_parquet(path, index=False)
        return spark.read.parquet(str(path))

    in_memory = published(analysed(frames))
    sent = count_rows_sent(monkeypatch)
    assert published(analysed(frames, put)) == in_memory
    assert 0 < max(sent) < 600
