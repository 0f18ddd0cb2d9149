import pytest

from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError, inspect
from maatschappelijk_rendement.intake.workbook.package import read_comment_cells, read_contents

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = f"<worksheet {MAIN}><sheetData/></worksheet>"


def test_sheets_come_in_order_with_their_state(build):
    contents = read_contents(inspect(build({"Een": SHEET, "Twee": SHEET}, states={"Twee": "veryHidden"})))
    assert [(s.name, s.position, s.part, s.is_hidden) for s in contents.sheets] == [
        ("Een", 1, "xl/worksheets/sheet1.xml", False),
        ("Twee", 2, "xl/worksheets/sheet2.xml", True),
    ]
    assert not contents.is_1904


def test_the_1904_system_is_told(build):
    assert read_contents(inspect(build({}, workbook_head='<workbookPr date1904="true"/>'))).is_1904


def test_a_workbook_without_a_table_of_contents_is_damaged(build):
    with pytest.raises(DamagedPartError):
        read_contents(inspect(build({}, parts={"_rels/.rels": f'<Relationships xmlns="{PACKAGE}"/>'})))


def test_a_chart_sheet_has_no_cells_to_read(build):
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/chartsheet" '
        'Target="chartsheets/sheet1.xml"/></Relationships>'
    )
    contents = read_contents(inspect(build({"Een": SHEET}, parts={"xl/_rels/workbook.xml.rels": relations})))
    assert contents.sheets[0].part == ""


def test_comments_give_their_cells_never_their_text_and_ours_are_left_out(build):
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="c" Type="{OFFICE}/comments" '
        'Target="../comments1.xml"/></Relationships>'
    )
    comments = (
        f"<comments {MAIN}><authors><author>J. Jansen</author></authors><commentList>"
        '<comment ref="A2" authorId="0"><text><t>geheim</t></text></comment>'
        '<comment ref="B2" authorId="0"><text><r><t>Wij: on</t></r><r><t>ze melding</t></r></text></comment>'
        '<comment ref="C2" authorId="7"/><comment ref="D2"><text><t>Wij</t></text></comment>'
        "</commentList></comments>"
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/comments1.xml": comments}
    container = inspect(build({"Een": SHEET}, parts=parts))
    assert read_comment_cells(container, "xl/worksheets/sheet1.xml", ("Wij:", "Ooit wij:")) == (
        *("A2", "C2", "D2"),
    )


def test_a_part_that_is_not_there_is_damaged(build):
    container = inspect(build({}, parts={"xl/worksheets/x.xml": SHEET}))
    with pytest.raises(DamagedPartError):
        list(container.chunks("xl/styles.xml"))


def test_a_sheet_name_is_kept_no_longer_than_a_name_can_be(build):
    contents = read_contents(inspect(build({"x" * 70_000: SHEET})))
    assert len(contents.sheets[0].name) == 100


@pytest.mark.parametrize(
    ("calculation", "waits"),
    [
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', True),
        ('<calcPr fullCalcOnLoad="true"/>', True),
        ('<calcPr calcId="191029" calcCompleted="0"/>', True),
        ('<calcPr calcId="191029"/>', False),
        ('<calcPr fullCalcOnLoad="0" calcCompleted="1" forceFullCalc="1"/>', False),
        ("", False),
    ],
)
def test_it_is_told_whether_the_results_of_formulas_may_be_placeholders(build, calculation, waits):
    assert read_contents(inspect(build({}, workbook_head=calculation))).awaits_calculation is waits


def test_a_target_with_the_separator_of_windows_leads_to_the_same_part(build):
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
        'Target="worksheets\\sheet1.xml"/></Relationships>'
    )
    contents = read_contents(inspect(build({"Een": SHEET}, parts={"xl/_rels/workbook.xml.rels": relations})))
    assert contents.sheets[0].part == "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "second",
    [
        f'Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"',
        f'Id="s" Type="{OFFICE}/styles" Target="a"/><Relationship Id="t" Type="{OFFICE}/styles" Target="b"',
    ],
)
def test_two_parts_for_one_place_are_damage(build, second):
    relations = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship {second}/></Relationships>'
    )
    data = build({"Een": SHEET, "Twee": SHEET}, parts={"xl/_rels/workbook.xml.rels": relations})
    with pytest.raises(DamagedPartError):
        read_contents(inspect(data))


def test_two_date_systems_are_damage(build):
    with pytest.raises(DamagedPartError):
        read_contents(inspect(build({}, workbook_head='<workbookPr date1904="1"/><workbookPr/>')))
