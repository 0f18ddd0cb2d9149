"""Workbooks as other programs write them: the same caseload, or a refusal that says what to do there."""

import io
from xml.sax.saxutils import escape

import openpyxl
import pytest
from xlsxwriter.workbook import Workbook

from maatschappelijk_rendement.domain.tariffs import Tariffs
from maatschappelijk_rendement.intake.door import check_workbook, read_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook

NO_PRICES = Tariffs()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data):
    return check_workbook(data, tariffs=NO_PRICES)


def errors(data):
    caseload, findings = read(data)
    assert caseload is None
    return [(finding.place, finding.code) for finding in findings if finding.level == "fout"]


def as_poi(value, reference):
    if value is None:
        return f"<c{reference}/>"
    if isinstance(value, str):
        text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c{reference} t="inlineStr">{text}</c>'
    return f'<c{reference} t="n"><v>{float(value)}</v></c>'


@pytest.mark.parametrize("every", [0, 1, 2], ids=["geen", "alle", "om en om"])
def test_a_workbook_of_apache_poi_reads_equal_with_or_without_references(draft, every):
    plain = read_workbook(draft.save(), tariffs=NO_PRICES)
    for position, rows in enumerate(draft.sheets.values(), 1):
        lines = []
        for number, row in enumerate(rows, 1):
            cells = "".join(
                as_poi(
                    value, f' r="{chr(ord("A") + column)}{number}"' if every and not column % every else ""
                )
                for column, value in enumerate(row)
            )
            place = f' r="{number}"' if every and not number % every else ""
            lines.append(f"<row{place}>{cells}</row>")
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        draft.options.setdefault("parts", {})[f"xl/worksheets/sheet{position}.xml"] = sheet
    data = draft.save()
    assert b"sharedStrings" not in data
    assert read_workbook(data, tariffs=NO_PRICES).content == plain.content


def by_xlsxwriter(draft, change=lambda book: None):
    """The draft as XlsxWriter makes it, where ``=`` begins a formula, with 0 for its result."""
    stream = io.BytesIO()
    with Workbook(stream) as book:
        for name, rows in draft.sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                sheet.write_row(y, 0, row)
        change(book)
    return stream.getvalue()


def test_a_workbook_of_xlsxwriter_reads_equal(draft):
    plain = read_workbook(draft.save(), tariffs=NO_PRICES)
    assert read_workbook(by_xlsxwriter(draft), tariffs=NO_PRICES).content == plain.content


def test_formulas_that_xlsxwriter_did_not_calculate_are_refused_and_never_read_as_0(draft):
    draft["Gebruik"][1][3] = "=2+2"
    draft.set("periode_maanden", "=6+6")
    data = by_xlsxwriter(draft)
    assert errors(data) == [
        ("Analyse!B4", "formule_zonder_uitkomst"),
        ("Gebruik!D2", "formule_zonder_uitkomst"),
    ]
    finding = read(data)[1][0]
    assert "niet is uitgerekend" in finding.text
    assert "Excel" in finding.advice
    assert "LibreOffice" in finding.advice


def test_an_array_formula_of_xlsxwriter_is_refused_in_all_of_its_cells(draft):
    def fill(book):
        book.get_worksheet_by_name("Gebruik").write_array_formula("D2:D4", "{=A2:A4*2}")

    places = [place for place, _ in errors(by_xlsxwriter(draft, fill))]
    assert places == ["Gebruik!D2", "Gebruik!D3", "Gebruik!D4"]


@pytest.mark.parametrize("placeholder", [0, "", False, "0"])
@pytest.mark.parametrize(
    ("sheet", "cell"), [("Gebruik", "D2"), ("Gebruik", "B2"), ("Casussen", "B2"), ("Casussen", "D2")]
)
def test_no_placeholder_of_any_type_passes_for_a_value_in_any_column(draft, sheet, cell, placeholder):
    def fill(book):
        book.get_worksheet_by_name(sheet).write_formula(cell, "=A1", value=placeholder)

    assert (f"{sheet}!{cell}", "formule_zonder_uitkomst") in errors(by_xlsxwriter(draft, fill))


def test_a_result_that_was_given_to_xlsxwriter_is_taken_with_a_warning(draft):
    def fill(book):
        book.get_worksheet_by_name("Gebruik").write_formula("D2", "=2+2", value=4)

    caseload, findings = read(by_xlsxwriter(draft, fill))
    assert caseload is not None
    assert ("Gebruik!D2", "formule") in [(finding.place, finding.code) for finding in findings]


@pytest.mark.parametrize("head", ["", '<calcPr calcId="191029"/>'])
def test_a_stored_0_of_a_program_that_calculates_is_a_0_with_a_warning(draft, head):
    draft["Gebruik"][1][3] = '<c r="D2"><f>2-2</f><v>0</v></c>'
    draft.options["workbook_head"] = head
    caseload, findings = read(draft.save())
    assert caseload is not None
    assert ("Gebruik!D2", "formule") in [(finding.place, finding.code) for finding in findings]


def test_a_placeholder_does_not_become_a_0_in_the_workbook_that_goes_back(draft):
    draft["Gebruik"][1][3] = "=2+2"
    data = by_xlsxwriter(draft)
    stream = io.BytesIO()
    annotate_workbook(data, read(data)[1], stream)
    assert [place for place, _ in errors(stream.getvalue())] == ["Gebruik!D2"]


def test_formulas_of_openpyxl_have_no_result_and_are_refused(draft):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in draft.sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["Gebruik"]["D2"] = "=2+2"
    stream = io.BytesIO()
    book.save(stream)
    assert errors(stream.getvalue()) == [("Gebruik!D2", "formule_zonder_uitkomst")]
