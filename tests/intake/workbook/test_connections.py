import base64
import io
import random
import struct
import zipfile

import pytest

from maatschappelijk_rendement.intake.door import check_workbook
from maatschappelijk_rendement.intake.workbook.connections import formula_reaches_outside, reaches_outside
from maatschappelijk_rendement.intake.workbook.gate import inspect

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MODEL = 'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"'
MASHUP = 'xmlns="http://schemas.microsoft.com/DataMashup"'
PROVIDER = "Provider=Microsoft.Mashup.OleDb.1"
WITHIN = f"{PROVIDER};Data Source=$Workbook$;Location=Gebruik;Extended Properties=&quot;&quot;"
OWN_TABLE = (
    'section Section1;\n\nshared Gebruik = let\n    Bron = Excel.CurrentWorkbook(){[Name="T"]}[Content],\n'
    '    #"Type gewijzigd" = Table.TransformColumnTypes(Bron,{{"a", Int64.Type}, {"b.1", type text}}),\n'
    '    // File.Contents("x") was vroeger de bron\n    Dag = #date(2018, 1, 1), Los = Bron[Naam.Kort]\n'
    'in\n    #"Type gewijzigd";'
)


def query(connection=WITHIN, attributes=""):
    return (
        f'<connection id="1" keepAlive="1" name="Query - Gebruik" type="5" refreshedVersion="6"{attributes}>'
        f'<dbPr connection="{connection}" command="SELECT * FROM [Gebruik]"/></connection>'
    )


def connections(*items):
    return f"<connections {MAIN} {MODEL}>{''.join(items)}</connections>"


def mashup(formula, name="Formulas/Section1.m"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Config/Package.xml", "<Package/>")
        archive.writestr(name, formula)
    packed = stream.getvalue()
    return written(struct.pack("<II", 0, len(packed)) + packed + struct.pack("<I", 0))


def written(stream):
    text = base64.b64encode(stream).decode()
    return f'<?xml version="1.0" encoding="utf-16"?><DataMashup {MASHUP}>{text}</DataMashup>'.encode("utf-16")


@pytest.fixture
def outside(build):
    """Whether a workbook with these connections and this formula of a query reaches outside."""

    def judge(*items, formula=None, item=None):
        parts = {"xl/connections.xml": connections(*items)}
        if item or formula is not None:
            parts["customXml/item1.xml"] = item or mashup(formula)
        return reaches_outside(inspect(build({}, parts=parts)))

    return judge


def test_a_query_on_a_table_of_the_same_workbook_stays_inside(outside):
    assert not outside(query(), formula=OWN_TABLE)


def test_a_query_of_which_only_the_result_was_kept_stays_inside(outside):
    assert not outside(query())


def test_the_data_model_of_the_workbook_stays_inside(outside):
    model = (
        '<connection id="2" keepAlive="1" name="ThisWorkbookDataModel" type="5" refreshedVersion="6">'
        '<dbPr connection="Data Model Connection" command="Model" commandType="1"/>'
        '<olapPr sendLocale="1" rowDrillCount="1000"/><extLst><ext uri="{DE250136}">'
        '<x15:connection id="" model="1"/></ext></extLst></connection>'
    )
    area = (
        '<connection id="3" name="WorksheetConnection_Map1!Tabel1" type="102" refreshedVersion="6">'
        '<extLst><ext><x15:connection id="Tabel1" autoDelete="1"><x15:rangePr sourceName="_xlcn.Tabel1"/>'
        "</x15:connection></ext></extLst></connection>"
    )
    assert not outside(query(), model, area, formula=OWN_TABLE)


@pytest.mark.parametrize(
    "connection",
    [
        query("Provider=SQLOLEDB;Data Source=server;Initial Catalog=zaken"),
        query(f"{PROVIDER};Data Source=$EmbeddedMashup(1)$;Location=x"),
        query(f"{PROVIDER};Data Source=$Workbook$;Data Source=server"),
        query(f"{PROVIDER};Data Source=$Workbook$;Extended Properties=&quot;UEsDBA&quot;"),
        query("Provider=Microsoft.ACE.OLEDB.12.0;Data Source=$Workbook$"),
        query(""),
        query(attributes=' odcFile="C:\\x.odc"'),
        query(attributes=' sourceFile="C:\\x.accdb"'),
        '<connection id="1" type="4"><webPr url="https://voorbeeld.invalid"/></connection>',
        '<connection id="1" type="6"><textPr sourceFile="C:\\a.csv"/></connection>',
        '<connection><dbPr connection="Data Model Connection"/><olapPr localConnection="a"/></connection>',
        "<connection><extLst><ext><x15:connection><x15:oledbPr/></x15:connection></ext></extLst></connection>",
        '<connection id="1" type="5"/>',
        '<connection id="1" type="5"/>' + query(),
        "<onbekend/>",
        "<connection>",
    ],
)
def test_any_other_connection_counts_as_one_with_the_outside(outside, connection):
    assert outside(connection, formula=OWN_TABLE)


@pytest.mark.parametrize(
    "formula",
    [
        'Csv.Document(File.Contents("C:/a.csv"))',
        "Excel.Workbook(Bron{0}[Content])",
        'Sql.Database("server", "zaken")',
        'Web.Contents("https://voorbeeld.invalid")',
        'SharePoint.Files("x")',
        'EigenBron.Feed("x")',
        '#"Web.Contents"("x")',
        '#"Web#(002E)Contents"("x")',
        'Record.Field(#shared, "Web" & ".Contents")',
        "#sections",
        'Expression.Evaluate("1")',
        '"een tekst" & Text.From(Folder.Files("C:/"){0}[Name])',
        '/* Table.Sort */ File.Contents("x")',
        '[Naam = File.Contents("x")]',
        '"een ""aanhaling""" & File.Contents("x")',
    ],
)
def test_a_formula_that_calls_outside_or_may_do_so_is_seen(outside, formula):
    assert formula_reaches_outside(formula)
    assert outside(query(), formula=f"section Section1;\nshared Gebruik = {formula};")


@pytest.mark.parametrize(
    "formula",
    [
        OWN_TABLE,
        "",
        'Json.Document(Binary.Decompress(Binary.FromText("i4", BinaryEncoding.Base64), Compression.Deflate))',
        "let _t = ((type text) meta [Serialized.Text = true]) in type table [a = _t]",
        '"Web.Contents" & "#shared"',
        "// Web.Contents\n1",
        "/* #shared\n Web.Contents */ 1",
        'Bron[Web.Adres] & Text.Upper(#"Naam.1")',
        'Table.SplitColumn(a, "b", Splitter.SplitTextByDelimiter(";"), {"b.1", "b.2"})',
    ],
)
def test_a_formula_on_values_and_tables_of_the_workbook_stays_inside(formula):
    assert not formula_reaches_outside(formula)


@pytest.mark.parametrize(
    "item",
    [
        mashup("x" * 500_001),
        written(struct.pack("<II", 0, 40) + bytes(44)),
        f"<DataMashup {MASHUP}>AAAA</DataMashup>".encode(),
        f"<DataMashup {MASHUP}>geen base64!</DataMashup>".encode(),
        written(random.Random(1).randbytes(1_600_000)),
        f"<x {MASHUP}/>".encode(),
        f"<DataMashup {MASHUP}>".encode(),
        mashup(b"\xff\xfe\xff"),
    ],
    ids=["lang", "geen zip", "kort", "geen base64", "groot", "ander element", "afgebroken", "geen tekst"],
)
def test_formulas_that_cannot_be_judged_count_as_outside(outside, item):
    assert outside(query(), item=item)


def test_every_text_of_formulas_is_looked_at(outside):
    assert outside(query(), item=mashup('Web.Contents("x")', name="Formulas/Section2.m"))


def test_long_formulas_and_connections_are_judged_in_one_pass(outside):
    # In a time that grows with the square of the length each of these would take minutes.
    for piece in ("/* ", "[a ", '"" ', "#", "a.", "//"):
        assert not formula_reaches_outside(piece * (450_000 // len(piece)))
    assert outside(query("a" * 900_000))
    assert outside(query(" " * 900_000))


def test_other_parts_of_customxml_are_no_formulas(outside):
    assert not outside(query(), item=b"<properties/>")


def test_a_workbook_without_connections_reaches_nowhere(build):
    assert not reaches_outside(inspect(build({})))


def test_a_workbook_with_an_inner_query_is_read_and_one_with_an_outer_query_refused(draft):
    draft.options["parts"] = {
        "xl/connections.xml": connections(query()),
        "customXml/item1.xml": mashup(OWN_TABLE),
    }
    assert check_workbook(draft.save())[0] is not None
    draft.options["parts"]["customXml/item1.xml"] = mashup(
        'Web.Contents("https://geheim.invalid/?naam=Jansen")'
    )
    caseload, findings = check_workbook(draft.save())
    assert caseload is None
    (finding,) = (finding for finding in findings if finding.level == "fout")
    assert (finding.place, finding.code) == ("xl/connections.xml", "externe_koppeling")
    assert "jansen" not in str(findings).lower()
