"""A short, seeded version of ``bench/fuzz``: whatever a file holds, the answer is a list of findings."""

import importlib.util
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings

from maatschappelijk_rendement.domain.errors import WorkbookError, describe
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook

FUZZ = Path(__file__).parents[3] / "bench" / "fuzz"
CORPUS = Path(__file__).parents[2] / "corpus"
NAMES = ("001_goed", "071_strict_ooxml", "126_zelfde_sleutel_twee_bewoners")
ORIGINALS = [(CORPUS / f"{name}.xlsx").read_bytes() for name in NAMES]
# The long profile makes hundreds; ``bench/fuzz`` makes as many as it is asked for.
SEEDS_A_TEST = max(10, settings().max_examples // 4)
NO_PRICES = Tariffs()


def load(name):
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", FUZZ / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


mutations = load("mutations")
sheets = load("sheets")


def judge(data):
    caseload, findings = check_workbook(data, tariffs=NO_PRICES)
    assert (caseload is None) == any(finding.level == "fout" for finding in findings)
    assert describe(findings)
    return findings


@pytest.mark.parametrize(
    "number", range(len(mutations.MUTATIONS)), ids=[m.__name__ for m in mutations.MUTATIONS]
)
def test_a_broken_workbook_only_ever_gives_findings(number):
    for run in range(SEEDS_A_TEST):
        name, data = mutations.mutated(number + run * len(mutations.MUTATIONS), ORIGINALS)
        findings = judge(data)
        if name in mutations.REFUSED:
            assert any(finding.level == "fout" for finding in findings)


@pytest.mark.parametrize("original", ORIGINALS, ids=NAMES)
def test_names_with_backslashes_change_nothing(original):
    data = mutations.write_names_with_backslashes(original, random.Random(1))
    assert b"xl\\" in data
    assert check_workbook(data, tariffs=NO_PRICES) == check_workbook(original, tariffs=NO_PRICES)


@settings(max_examples=40)
@given(sheets.workbooks())
def test_any_sheets_only_ever_give_findings(data):
    judge(data)


@settings(max_examples=15)
@given(sheets.workbooks())
def test_any_sheets_come_back_whole_or_not_at_all(data):
    findings = judge(data)
    stream = io.BytesIO()
    try:
        annotate_workbook(data, findings, stream)
    except WorkbookError:
        assert stream.getvalue() == b""
    else:
        judge(stream.getvalue())
