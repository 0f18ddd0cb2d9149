import errno
import subprocess

import pytest

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.domain.errors import UsageError, WorkbookError
from maatschappelijk_rendement.intake.bounded import Bounds, annotate_bounded, survey_bounded
from maatschappelijk_rendement.intake.door import survey_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook
from maatschappelijk_rendement.intake.workbook.gate import MEBIBYTE

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONG = "".join(f'<row><c t="str"><v>{number}</v></c></row>' for number in ["casus_id", *range(60_000)])


def test_the_child_gives_what_reading_here_gives(corpus):
    for name in ("001_goed", "069_tekst_in_getalcel", "112_bsn_in_prijsbron", "073_ongeldige_utf8"):
        data = (corpus / f"{name}.xlsx").read_bytes()
        there, here = survey_bounded(data), survey_workbook(data)
        assert there.findings == here.findings
        assert (there.delivery is None) is (here.delivery is None)
        assert there.sound is not None
        assert there.sound.caseload == here.sound.caseload
        assert there.sound.content_hash() == here.sound.content_hash()


@pytest.fixture
def long_workbook(draft):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{LONG}</sheetData></worksheet>'
    draft.options["parts"] = {"xl/worksheets/sheet2.xml": sheet}
    return draft.save()


@pytest.mark.parametrize(
    ("bounds", "code"),
    [(Bounds(seconds=0), "grens_tijd"), (Bounds(120, memory_mb=60), "grens_geheugen")],
)
def test_a_bound_that_is_hit_is_one_error_in_dutch(long_workbook, bounds, code):
    survey = survey_bounded(long_workbook, bounds=bounds)
    assert [finding.code for finding in survey.findings] == [code]
    assert "grens" in survey.findings[0].text
    assert survey.delivery is None


def test_a_larger_file_may_cost_more():
    seconds, memory = Bounds().for_size(0)
    assert (seconds, memory) == (20, 600 * MEBIBYTE)
    assert Bounds().for_size(10 * MEBIBYTE) == (120, 1200 * MEBIBYTE)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(UsageError):
        survey_bounded(tmp_path / "nergens.xlsx")


def test_without_child_processes_nothing_is_read_without_a_bound(corpus, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.ENOTSUP, "no processes here")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    said = "Hier kan geen apart proces starten, dus --veilig kan niet. Laat --veilig weg als u het bestand"
    with pytest.raises(UsageError, match=said):
        survey_bounded(corpus / "001_goed.xlsx")
    with pytest.raises(UsageError, match=said):
        annotate_bounded(corpus / "001_goed.xlsx", (), tmp_path / "uit.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_child_gives_the_copy_that_is_made_here(corpus, tmp_path):
    data = (corpus / "069_tekst_in_getalcel.xlsx").read_bytes()
    findings = survey_workbook(data).findings
    annotate_workbook(data, findings, tmp_path / "hier.xlsx")
    annotate_bounded(data, findings, tmp_path / "kind.xlsx")
    assert (tmp_path / "kind.xlsx").read_bytes() == (tmp_path / "hier.xlsx").read_bytes()


def test_a_copy_that_costs_too_much_is_refused_beside_what_was_found(corpus, long_workbook, tmp_path):
    findings = survey_workbook((corpus / "069_tekst_in_getalcel.xlsx").read_bytes()).findings
    with pytest.raises(WorkbookError) as caught:
        annotate_bounded(long_workbook, findings, tmp_path / "uit.xlsx", bounds=Bounds(120, memory_mb=60))
    assert {finding.code for finding in caught.value.findings} == {"grens_geheugen"} | {
        f.code for f in findings
    }
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_cannot_be_read_to_its_end_gives_no_copy_from_the_child_either(corpus, tmp_path):
    with pytest.raises(WorkbookError) as caught:
        annotate_bounded(corpus / "012_csv_als_xlsx.xlsx", (), tmp_path / "uit.xlsx")
    assert [finding.code for finding in caught.value.findings] == ["geen_aantekeningen"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["controleer"], ["rapport", "--uit", "uit"]])
def test_the_command_hits_the_bound_with_exit_code_3_and_writes_nothing(
    words, long_workbook, tmp_path, capsys, monkeypatch
):
    (tmp_path / "in.xlsx").write_bytes(long_workbook)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Bounds, "for_size", lambda self, size: (120, 60 * MEBIBYTE))
    assert main([words[0], "in.xlsx", *words[1:], "--veilig"]) == 3
    printed = capsys.readouterr()
    assert "meer geheugen dan de grens van 60 MB" in printed.out + printed.err
    assert "Traceback" not in printed.out + printed.err
    assert [path.name for path in tmp_path.iterdir()] == ["in.xlsx"]


def test_a_careful_check_says_what_an_ordinary_one_says(corpus, tmp_path, capsys):
    path = str(corpus / "069_tekst_in_getalcel.xlsx")
    assert main(["controleer", path]) == 3
    said = capsys.readouterr().out
    assert "fout" in said
    copy = tmp_path / "uit.xlsx"
    assert main(["controleer", path, "--veilig", "--aantekeningen", str(copy)]) == 3
    assert capsys.readouterr().out == f"{copy}\n{said}"
    assert copy.exists()
