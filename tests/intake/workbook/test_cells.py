import pytest

from maatschappelijk_rendement.intake.workbook.cells import SheetFacts, Type, iter_rows
from maatschappelijk_rendement.intake.workbook.formats import GENERAL, NumberFormat, Shape
from maatschappelijk_rendement.intake.workbook.gate import DamagedPartError, Limits, inspect
from maatschappelijk_rendement.intake.workbook.texts import TOO_LONG

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


@pytest.fixture
def read(one_sheet):
    """Rows and facts of a sheet given as XML."""

    def rows_of(rows, after="", before="", *, parts=None, limits=None, **options):
        container = inspect(one_sheet(rows, after, before, parts=parts))
        facts = SheetFacts()
        found = list(
            iter_rows(container, "xl/worksheets/sheet1.xml", facts, limits=limits or Limits(), **options)
        )
        return found, facts

    return rows_of


def written(rows):
    return [{column: value.written for column, value in row.values.items()} for row in rows]


def test_every_type_is_given_as_written(read):
    rows, _ = read(
        '<row r="2"><c r="A2"><v>007.50</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c>'
        '<c r="D2" t="e"><v>#N/A</v></c><c r="E2" t="str"><f>A2</f><v>x</v></c>'
        '<c r="F2" t="d"><v>2018-01-01</v></c>'
        '<c r="G2" t="inlineStr"><is><t> y </t></is></c><c r="H2" s="1"/></row>',
        strings=["nul", "een"],
        formats=(GENERAL, GENERAL),
    )
    (row,) = rows
    assert row.number == 2
    assert [(value.type, value.written) for value in row.values.values()] == [
        (Type.NUMBER, "007.50"),
        (Type.TEXT, "een"),
        (Type.BOOLEAN, "1"),
        (Type.ERROR, "#N/A"),
        (Type.TEXT, "x"),
        (Type.DATE, "2018-01-01"),
        (Type.TEXT, " y "),
    ]
    assert row.formulas == {4: "A2"}


def test_equal_contents_are_one_object(read):
    rows, _ = read(
        '<row><c t="str"><v>a</v></c><c t="str"><v>a</v></c></row><row><c t="str"><v>a</v></c></row>'
    )
    assert rows[0].values[0] is rows[0].values[1]
    assert rows[0].values[0] is rows[1].values[0]


def test_cells_and_rows_without_a_number_follow_the_one_before(read):
    rows, facts = read(
        '<row><c><v>1</v></c></row><row r="4"><c r="C4"><v>2</v></c><c><v>3</v></c></row>'
        "<row><c><v>4</v></c></row>"
    )
    assert [(row.number, list(row.values)) for row in rows] == [(1, [0]), (4, [2, 3]), (5, [0])]
    assert facts.flaws == []


def test_rich_text_is_joined_and_its_phonetic_guide_left_out(read):
    rows, _ = read(
        '<row><c t="inlineStr"><is><r><rPr><b/></rPr><t>Ru</t></r><r><t>waard</t></r>'
        '<rPh sb="0" eb="1"><t>guide</t></rPh><phoneticPr fontId="1"/></is></c></row>'
    )
    assert written(rows) == [{0: "Ruwaard"}]


def test_an_escaped_character_is_read_as_that_character(read):
    rows, _ = read('<row><c t="inlineStr"><is><t>a_x0007_b_x005F_x0041_</t></is></c></row>')
    assert written(rows) == [{0: "a\x07b_x0041_"}]


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_strict_workbooks_prefixes_and_other_encodings_read_the_same(read, namespace, encoding):
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet xmlns:x="{namespace}"><x:sheetData>'
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>caf\u00e9</x:t></x:is></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    rows, _ = read("", parts={"xl/worksheets/sheet1.xml": xml.encode(encoding)})
    assert written(rows) == [{0: "café"}]


def test_elements_of_another_namespace_are_no_cells(read):
    rows, _ = read(
        '<row><c><v>1</v></c><x:c xmlns:x="urn:iets"><x:v>2</x:v></x:c></row>',
        "<extLst><c><v>3</v></c></extLst>",
    )
    assert written(rows) == [{0: "1"}]


@pytest.mark.parametrize(
    ("rows", "flaw"),
    [
        ('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', ("2", "volgorde")),
        ('<row r="3"/><row r="3"/>', ("3", "rij_dubbel")),
        ('<row r="1"><c r="D1"><v>1</v></c><c r="D1"><v>9</v></c></row>', ("D1", "cel_dubbel")),
        ('<row r="1"><c r="D1"><v>1</v></c><c r="B1"><v>9</v></c></row>', ("B1", "volgorde")),
        ('<row r="1"><c r="A1" t="s"><v>5</v></c></row>', ("A1", "gedeelde_tekst")),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', ("A1", "gedeelde_tekst")),
        ('<row r="1"><c r="A1" t="s"><v>\u0661</v></c></row>', ("A1", "gedeelde_tekst")),
        ('<row r="1"><c r="A1" s="9"><v>5</v></c></row>', ("A1", "stijl")),
        ('<row r="1"><c r="A1" t="zz"><v>5</v></c></row>', ("A1", "celtype")),
        ('<row r="1"><c r="GS1"><v>5</v></c></row>', ("GS1", "grens_kolommen")),
    ],
)
def test_a_broken_structure_is_a_flaw_with_its_place(read, rows, flaw):
    _, facts = read(rows, strings=["een"])
    assert facts.flaws == [flaw]


def test_every_cell_with_the_same_broken_reference_is_reported(read):
    _, facts = read('<row r="1"><c r="A1" t="s"><v>5</v></c><c r="B1" t="s"><v>5</v></c></row>')
    assert [flaw.cell for flaw in facts.flaws] == ["A1", "B1"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="0"/>',
        '<row r="1048577"/>',
        '<row r="een"/>',
        "<c><v>1</v></c>",
        "<row><row/></row>",
        "<row><c><c/></c></row>",
        "<row><c><v>1</v><v>2</v></c></row>",
        "<row><v>1</v></row>",
        "<row><c><v>1</v></row>",
        # twice, or where it does not belong: nobody would see which one counts, or that something is lost
        '<row><c t="inlineStr"><is><t>a</t></is><v>1</v></c></row>',
        '<row><c t="inlineStr"><v>1</v><is><t>a</t></is></c></row>',
        '<row><c t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c></row>',
        '<row><c t="inlineStr"><is><v>1</v></is></c></row>',
        "<row><is><t>a</t></is></row>",
        "<row><f>1</f></row>",
        "<row><c><f>1</f><f>2</f><v>1</v></c></row>",
        "<row><c><f>1+<v>2</v></f></c></row>",
        "<row><c><v>1<x/>2</v></c></row>",
        "<row><c><v>1<cols/>2</v></c></row>",
        "<row><c><f>1<is/></f></c></row>",
        "<row><sheetData/></row>",
        "<sheetData/>",
        '<x><row r="1"><c r="A1"><v>1</v></c></row></x>',
        "<x><sheetData/></x>",
        '<row><c><f t="array" ref="overal">1</f><v>1</v></c></row>',
        "<a>" * 70 + "</a>" * 70,
    ],
)
def test_a_sheet_that_makes_no_sense_is_damaged(read, rows):
    with pytest.raises(DamagedPartError):
        read(rows)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<worksheet/>",
        b"<html/>",
        b'<?xml version="1.0" encoding="utf-7"?><worksheet/>',
        b'<?xml version="1.0" encoding="' + b"x" * 5_000 + b'"?><worksheet/>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>'.encode()
        + b"\xff\xfe</v></c></row></sheetData></worksheet>",
    ],
)
def test_a_part_that_is_no_sheet_is_damaged(read, data):
    with pytest.raises(DamagedPartError):
        read("", parts={"xl/worksheets/sheet1.xml": data})


def test_a_long_text_is_known_as_too_long_and_not_kept(read):
    rows, _ = read(
        f'<row><c t="inlineStr"><is><t>{"x" * 5_000}</t></is></c><c t="str"><v>{"x" * 50_000}</v></c></row>'
    )
    assert written(rows) == [{0: TOO_LONG, 1: TOO_LONG}]


def test_a_text_at_the_limit_is_kept(read):
    rows, _ = read(f'<row><c t="inlineStr"><is><t>{"x" * 1_000}</t></is></c></row>')
    assert written(rows) == [{0: "x" * 1_000}]


def test_reading_stops_past_the_last_row_allowed(read):
    rows, facts = read("<row><c><v>1</v></c></row>" * 30, limits=Limits(rows=9))
    assert len(rows) == 10  # the header and nine rows
    assert facts.flaws == [("11", "grens_rijen")]


def test_one_cell_far_below_is_past_the_limit_but_an_empty_row_is_not(read):
    _, facts = read('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert facts.flaws == [("1048576", "grens_rijen")]
    _, facts = read('<row r="1048576"><c r="A1048576" s="0"/></row>')
    assert facts.flaws == []


def test_merged_and_hidden_cells_are_told(read):
    rows, facts = read(
        '<row r="1"/><row r="2" hidden="1"/><row r="3" ht="0"/>',
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="6"/>'
        "</cols>",
    )
    assert facts.merged == ["A1:B2"]
    assert facts.hidden_columns == [(1, 2), (4, 4)]
    assert [row.is_hidden for row in rows] == [False, True, True]


def test_the_cells_of_a_shared_formula_have_the_formula_of_the_first(read):
    rows, _ = read(
        '<row><c><f t="shared" si="0" ref="A1:A2">[1]X!A1</f><v>1</v></c></row>'
        '<row><c><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert [row.formulas for row in rows] == [{0: "[1]X!A1"}, {0: "[1]X!A1"}]


def test_a_formula_without_a_stored_result_has_a_formula_and_no_value(read):
    rows, _ = read("<row><c><f>1+1</f></c></row>")
    assert rows[0].formulas == {0: "1+1"}
    assert rows[0].values == {}


def test_the_number_format_comes_with_the_value(read):
    percent = NumberFormat(Shape.PERCENT)
    rows, _ = read('<row><c s="1"><v>0.21</v></c></row>', formats=(GENERAL, percent))
    assert rows[0].values[0].format == percent


def test_a_formula_longer_than_excel_allows_is_a_flaw(read):
    rows, facts = read(f"<row><c><f>{'A1+' * 3_000}1</f><v>1</v></c></row>")
    assert facts.flaws == [("A1", "formule_te_lang")]
    assert rows[0].formulas == {0: ""}


def test_rows_that_hold_nothing_do_not_count_towards_the_limit(read):
    rows, facts = read("<row/>" * 50 + "<row><c><v>1</v></c></row>", limits=Limits(rows=60))
    assert facts.flaws == []
    assert rows[-1].number == 51


def test_cells_without_end_are_past_the_limit(read):
    _, facts = read('<row><c s="0"/><c s="0"/></row>' * 10, limits=Limits(cells=15))
    assert facts.flaws == [("8", "grens_rijen")]


def test_flaws_without_end_are_damage(read):
    with pytest.raises(DamagedPartError):
        read('<row r="1">' + '<c r="A1"><v>1</v></c>' * 30 + "</row>", limits=Limits(findings=20))


@pytest.mark.parametrize("after", ["<row/>", "<worksheet/>", "<cols><row/></cols>", "<x><sheetData/></x>"])
def test_rows_in_another_place_are_never_left_out_in_silence(read, after):
    with pytest.raises(DamagedPartError):
        read("<row><c><v>1</v></c></row>", after)


def test_a_second_block_of_data_is_one_flaw_and_its_rows_are_not_read(read):
    rows, facts = read(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<sheetData><row r="1"><c r="A1"><v>9</v></c></row><row r="1"/></sheetData>',
    )
    assert written(rows) == [{0: "1"}]
    assert facts.flaws == [("", "gegevens_dubbel")]


def test_a_text_in_a_cell_of_another_type_is_a_flaw(read):
    _, facts = read('<row><c t="n"><is><t>5</t></is></c><c t="n"><is/></c></row>')
    assert facts.flaws == [("A1", "celtype")]


PLACEHOLDERS = (
    '<row><c><f>1+1</f><v>0</v></c><c t="b"><f>TRUE()</f><v>0</v></c><c t="str"><f>A1</f><v></v></c>'
    "<c><f>1+1</f><v>2</v></c><c><v>0</v></c></row>"
)


def test_a_workbook_that_waits_for_a_calculation_has_no_result_where_a_placeholder_stands(read):
    rows, _ = read(PLACEHOLDERS, awaits_calculation=True)
    assert written(rows) == [{3: "2", 4: "0"}]
    assert rows[0].formulas == {0: "1+1", 1: "TRUE()", 2: "A1", 3: "1+1"}


def test_elsewhere_a_stored_0_is_a_0(read):
    rows, _ = read(PLACEHOLDERS)
    assert written(rows) == [{0: "0", 1: "0", 2: "", 3: "2", 4: "0"}]


def test_a_shared_formula_waits_in_each_of_its_cells(read):
    rows, _ = read(
        '<row><c><f t="shared" si="0" ref="A1:A2">B1*2</f><v>0</v></c></row>'
        '<row><c><f t="shared" si="0"/><v>0</v></c></row>',
        awaits_calculation=True,
    )
    assert [(row.values, row.formulas) for row in rows] == [({}, {0: "B1*2"}), ({}, {0: "B1*2"})]


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_a_formula_that_fills_an_area_is_in_all_of_its_cells_though_the_first_alone_spells_it(read, kind):
    rows, _ = read(
        f'<row r="1"><c r="A1"><v>0</v></c><c r="B1"><f t="{kind}" ref="B1:C2">[1]X!A1:B2</f><v>0</v></c>'
        '<c r="C1"><v>0</v></c><c r="D1"><v>0</v></c></row>'
        '<row r="2"><c r="B2"><v>5</v></c><c r="C2"><v>0</v></c></row>'
        '<row r="3"><c r="B3"><v>0</v></c></row>',
        awaits_calculation=True,
    )
    assert written(rows) == [{0: "0", 3: "0"}, {1: "5"}, {1: "0"}]
    assert [list(row.formulas) for row in rows] == [[1, 2], [1, 2], []]
    assert {formula for row in rows for formula in row.formulas.values()} == {"[1]X!A1:B2"}
