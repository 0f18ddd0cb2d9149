import io
import re
import subprocess
import zipfile
from datetime import date

import openpyxl
import pytest

from maatschappelijk_rendement.domain.errors import OutputError, WorkbookError
from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook
from maatschappelijk_rendement.intake.workbook.gate import Limits
from maatschappelijk_rendement.intake.workbook.sheets import OWN_COMMENT

NO_PRICES = Tariffs()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DATES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    "</styleSheet>"
)


def check(data):
    return check_workbook(data, tariffs=NO_PRICES)


def annotate(data):
    findings = check(data)[1]
    stream = io.BytesIO()
    annotate_workbook(data, findings, stream)
    return stream.getvalue(), findings


def codes(findings):
    return {(finding.place, finding.code) for finding in findings}


@pytest.fixture
def faulty(draft):
    """A workbook with mistakes of many kinds, and how each is mended: cell -> value."""
    draft.options["styles"] = DATES
    draft.set("selectie", "zomaar")
    draft["Casussen"][1][1] = "=1+1"
    draft["Casussen"][2][3] = "31-4-2018"
    draft["Gebruik"][1][3] = "veel"
    draft["Gebruik"][2][1] = "naa"
    draft["Gebruik"][3][3] = '<c r="D4" s="2"><v>0.21</v></c>'
    draft["Gebruik"].append(["C1", "na", "LOKAAL.HULPP", '<c r="D5"><f>1+1</f><v>2</v></c>', "dag"])
    draft["Gebruik"].append(["C1", "na", "LOKAAL.HULP", '<c r="D6"><f>cmd|A0</f><v>0</v></c>', "maand"])
    draft["Gebruik"].append(["C1", "na", "LOKAAL.HULP", '<c r="D7"><f>1+1</f></c>', "jaar"])
    mended = {
        "Analyse": {"B12": "onbekend"},
        "Casussen": {"B2": "Ruwaard", "D2": date(2018, 3, 1), "D3": date(2018, 4, 1)},
        "Gebruik": {"D2": 4, "B3": "na", "D4": 1, "C5": "LOKAAL.HULP", "D6": 3, "D7": 5},
        "Tarieven": {"E2": date(2015, 1, 1), "F2": date(2030, 12, 31)},
    }
    return draft.save(), mended


def test_each_finding_is_a_comment_with_a_colour_on_its_cell(faulty):
    copy, findings = annotate(faulty[0])
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for finding in findings:
        cell = book[finding.sheet][finding.cell]
        assert finding.text in cell.comment.text
        assert cell.comment.text.startswith(OWN_COMMENT)
        assert cell.fill.fgColor.rgb in ("FFF8D7DA", "FFFFF3CD")
    assert book["Gebruik"]["A2"].comment is None


def test_the_first_sheet_lists_what_to_do_with_links_to_the_cells(faulty):
    copy, findings = annotate(faulty[0])
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0]
    assert sheet.title == "Te doen"
    rows = [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert [row[1].value for row in rows] == [finding.place for finding in findings]
    assert [row[3].value for row in rows] == [finding.text for finding in findings]
    for row, finding in zip(rows, findings, strict=True):
        assert row[1].hyperlink.location == f"'{finding.sheet}'!{finding.cell}"


def test_the_list_has_one_line_a_cause_with_its_number_and_a_link_to_its_first_place(draft):
    draft["Gebruik"].extend(["C1", "na", "LOKAAL.HULP", "veel", "dag"] for _ in range(40))
    copy, findings = annotate(draft.save())
    book = openpyxl.load_workbook(io.BytesIO(copy))
    (row,) = (row for row in book.worksheets[0].iter_rows() if row[3].value and "een letter" in row[3].value)
    assert row[1].value == "Gebruik, kolom aantal: 40 cellen, eerst D5, D6, D7"
    assert row[1].hyperlink.location == "'Gebruik'!D5"
    marked = [f.cell for f in findings if f.code == "geen_getal"]
    assert marked == [f"D{number}" for number in range(5, 45)]
    assert all(book["Gebruik"][cell].comment for cell in marked)


def test_a_cell_after_which_no_more_are_marked_says_how_many_follow(draft):
    draft["Gebruik"].extend(["C1", "na", "LOKAAL.HULP", "veel", "dag"] for _ in range(40))
    data = draft.save()
    _, findings = check_workbook(data, tariffs=NO_PRICES, limits=Limits(findings=10))
    stream = io.BytesIO()
    annotate_workbook(data, findings, stream)
    sheet = openpyxl.load_workbook(stream)["Gebruik"]
    told = [row[3].comment.text for row in sheet.iter_rows(min_row=5) if row[3].comment]
    assert len(told) < 40
    assert told[-1].endswith(f"Verderop geldt dit nog {40 - len(told)} keer.")
    assert not any("Verderop" in text for text in told[:-1])


def test_formulas_are_replaced_by_their_values(faulty):
    copy, _ = annotate(faulty[0])
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ >]", archive.read(name)) or "worksheets" not in name
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book["Gebruik"]["D5"].value == 2


def test_without_mending_no_error_goes_away_by_itself(faulty):
    copy, before = annotate(faulty[0])
    again = check(copy)[1]
    errors = {finding.place for finding in before if finding.level == "fout"}
    assert errors <= {finding.place for finding in again if finding.level == "fout"}
    assert {finding.place for finding in again} <= {finding.place for finding in before}


def test_mending_what_is_marked_converges_to_zero_findings(faulty):
    copy, findings = annotate(faulty[0])
    # The second round has nothing on its list that the first did not show.
    mended = openpyxl.load_workbook(io.BytesIO(copy))
    touched = {f"{sheet}!{cell}" for sheet, cells in faulty[1].items() for cell in cells}
    assert {finding.place for finding in findings} == touched | {
        "Gebruik!D5"
    }  # a formula, replaced by its value
    for sheet, cells in faulty[1].items():
        for cell, value in cells.items():
            mended[sheet][cell] = value
    stream = io.BytesIO()
    mended.save(stream)
    caseload, again = check(stream.getvalue())
    assert again == ()
    assert len(caseload.usage) == 6


def test_an_annotated_copy_of_an_annotated_copy_says_the_same(faulty):
    copy, _ = annotate(faulty[0])
    second, findings = annotate(copy)
    assert codes(check(second)[1]) == codes(findings)


def test_libreoffice_keeps_our_comments_apart_from_those_of_users(faulty, libreoffice, tmp_path):
    copy, findings = annotate(faulty[0])
    source = tmp_path / "aantekeningen.xlsx"
    source.write_bytes(copy)
    profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
    target = tmp_path / "uit"
    command = [
        libreoffice,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(target),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = check((target / source.name).read_bytes())[1]
    assert {finding.place for finding in again} <= {finding.place for finding in findings}
    assert "opmerking" not in {finding.code for finding in again}


@pytest.mark.parametrize("number", ["1.7976931348623157e+308", "9.99999999999999e307", "1e-320"])
def test_the_largest_and_smallest_numbers_come_along(draft, number):
    draft["Gebruik"][1][3] = f'<c r="D2"><v>{number}</v></c>'
    copy, _ = annotate(draft.save())
    assert openpyxl.load_workbook(io.BytesIO(copy))["Gebruik"]["D2"].value is not None


@pytest.mark.parametrize(
    ("stored", "shown"), [("0.21", "21%"), ("0.125", "12,5%"), ("-1.5", "-150%"), ("1e40", f"1{'0' * 42}%")]
)
def test_a_percentage_where_a_number_belongs_stays_one_as_text(draft, stored, shown):
    draft.options["styles"] = DATES
    draft["Gebruik"][3][3] = f'<c r="D4" s="2"><v>{stored}</v></c>'
    copy, _ = annotate(draft.save())
    assert openpyxl.load_workbook(io.BytesIO(copy))["Gebruik"]["D4"].value == shown
    assert ("Gebruik!D4", "percentage") in codes(check(copy)[1])


def test_all_cells_come_along_as_they_were_written(draft):
    draft.options["styles"] = DATES
    draft["Casussen"][1][0] = "007"
    draft["Casussen"][1][3] = '<c r="D2" s="1"><v>43101</v></c>'
    draft["Gebruik"][1][3] = "1.234,56"
    draft["Gebruik"][2][3] = '<c r="D3"><v>57.009999999999998</v></c>'
    draft.add_column("Gebruik", "kleur", "rood")
    copy, _ = annotate(draft.save())
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book["Casussen"]["A2"].value == "007"
    assert book["Casussen"]["D2"].value.date() == date(2018, 1, 1)
    assert book["Gebruik"]["D2"].value == "1.234,56"
    assert book["Gebruik"]["D3"].value == 57.01
    assert [book["Gebruik"][cell].value for cell in ("F1", "F2")] == ["kleur", "rood"]


def test_dates_of_1904_become_the_same_days(draft):
    draft.options.update(styles=DATES, workbook_head='<workbookPr date1904="1"/>')
    draft["Casussen"][1][3] = '<c r="D2" s="1"><v>41639</v></c>'
    copy, _ = annotate(draft.save())
    assert check(copy)[0].cases[0].mdo_date == date(2018, 1, 1)


@pytest.mark.parametrize(
    "text", ["=1+1", "+31", "-2+3", "@SUM(A1)", "{=1}", "http://voorbeeld.invalid", "=cmd|' '!A0"]
)
def test_a_text_never_becomes_a_formula_or_a_link(draft, text):
    draft["Casussen"][1][1] = text
    copy, _ = annotate(draft.save())
    cell = openpyxl.load_workbook(io.BytesIO(copy))["Casussen"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize("text", ["a_x0000_b", "a_xD800_b", "a_xFFFE_b", "a_x000D_b", "_x005F_x0041_"])
def test_odd_characters_do_not_break_the_copy(draft, text):
    draft["Casussen"][1][1] = text
    copy, findings = annotate(draft.save())
    assert codes(check(copy)[1]) >= {(f.place, f.code) for f in findings if f.code == "teken"}


def test_a_stray_sheet_comes_along_under_its_position_unless_it_is_hidden(draft):
    draft.sheets["Geheim Jansen"] = [["stiekem"]]
    draft.sheets["Gebruk"] = [["zichtbaar"]]
    draft.options["states"] = {"Geheim Jansen": "hidden"}
    copy, _ = annotate(draft.save())
    assert openpyxl.load_workbook(io.BytesIO(copy)).sheetnames == [
        "Te doen", "Analyse", "Casussen", "Gebruik", "Tarieven", "blad 6", "Toelichting",
    ]  # fmt: skip
    assert "Jansen" not in text_of(copy)
    assert "stiekem" not in text_of(copy)
    assert ("blad 5", "blad_onbekend") in codes(check(copy)[1])


def text_of(copy):
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_workbook_without_findings_says_so(draft):
    draft.options["styles"] = DATES
    for sheet, cells in (("Casussen", ["D2", "D3"]), ("Tarieven", ["E2", "F2"])):
        for cell in cells:
            row, column = int(cell[1:]) - 1, ord(cell[0]) - ord("A")
            draft[sheet][row][column] = f'<c r="{cell}" s="1"><v>43101</v></c>'
    copy, findings = annotate(draft.save())
    assert findings == ()
    assert "Er zijn geen fouten" in text_of(copy)


@pytest.mark.parametrize(
    ("sheet", "rows"),
    [
        ("sheet2", "<a>"),
        ("sheet3", '<row r="1"/><row r="1"/>'),
        ("sheet3", '<row r="1"><c r="GZ1"><v>1</v></c></row>'),
        ("sheet3", '<row r="200000"><c r="A200000"><v>1</v></c></row>'),
        ("sheet3", '<row r="1"/></sheetData><sheetData><row r="2"/>'),
    ],
)
def test_a_workbook_that_would_lose_something_is_not_returned(draft, sheet, rows, tmp_path):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    draft.options["parts"] = {f"xl/worksheets/{sheet}.xml": xml}
    data = draft.save()
    findings = check(data)[1]
    with pytest.raises(WorkbookError) as caught:
        annotate_workbook(data, findings, tmp_path / "uit.xlsx")
    assert {finding.code for finding in caught.value.findings} >= {
        "geen_aantekeningen",
        *(f.code for f in findings),
    }
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_leaves_nothing_behind(draft, tmp_path):
    data = draft.save()
    with pytest.raises(OutputError):
        annotate_workbook(data, check(data)[1], tmp_path / "nergens" / "uit.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["044_mergebom_2000xXFD", "050_samengevoegde_cellen", "052_verborgen_rij_kolom", "056_kop_op_rij_4",
     "064_extra_kolom_naam", "065_cel_dubbel_in_xml", "094_injectie_wijk", "110_persoon_in_wijk"],
)  # fmt: skip
def test_files_of_the_corpus_come_back_with_no_new_findings(corpus, name):
    data = (corpus / f"{name}.xlsx").read_bytes()
    copy, findings = annotate(data)
    assert codes(check(copy)[1]) <= codes(findings) | {("Gebruik!D2", "geen_getal")}


def test_each_setting_keeps_its_list_to_choose_from(faulty):
    copy, _ = annotate(faulty[0])
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["Analyse"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    settings = {row[0].value: row[1].coordinate for row in sheet.iter_rows(min_row=2)}
    assert set(rules) == set(settings.values())
    assert rules[settings["selectie"]].type == "list"
    assert rules[settings["periode_maanden"]].type == "whole"
