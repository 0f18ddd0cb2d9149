import pytest

from maatschappelijk_rendement.errors import UsageError
from maatschappelijk_rendement.workbook import survey_workbook
from maatschappelijk_rendement.workbook.bounded import Bounds, survey_bounded
from maatschappelijk_rendement.workbook.gate import MEBIBYTE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "".join(f'<row><c t="str"><v>{number}</v></c></row>' for number in ["casus_id", *range(60_000)])


def test_the_child_gives_what_reading_here_gives(corpus):
    for name in ("001_goed", "069_tekst_in_getalcel", "112_bsn_in_prijsbron", "073_ongeldige_utf8"):
        data = (corpus / f"{name}.xlsx").read_bytes()
        assert survey_bounded(data) == survey_workbook(data)


@pytest.mark.parametrize(
    ("bounds", "code"),
    [(Bounds(seconds=0), "grens_tijd"), (Bounds(memory_mb=60), "grens_geheugen")],
)
def test_a_bound_that_is_hit_is_one_error_in_dutch(draft, bounds, code):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{LONG}</sheetData></worksheet>'
    draft.options["parts"] = {"xl/worksheets/sheet2.xml": sheet}
    survey = survey_bounded(draft.save(), bounds=bounds)
    assert [finding.code for finding in survey.findings] == [code]
    assert "grens" in survey.findings[0].text
    assert survey.caseload is None


def test_a_larger_file_may_cost_more():
    seconds, memory = Bounds().for_size(0)
    assert (seconds, memory) == (20, 600 * MEBIBYTE)
    assert Bounds().for_size(10 * MEBIBYTE) == (120, 1200 * MEBIBYTE)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(UsageError):
        survey_bounded(tmp_path / "nergens.xlsx")
