"""Canaries: a unique word and a BSN in every place a workbook has; none may come out anywhere.

The sender's own workbook, returned with findings, holds what the sender wrote, in the cells where it stood.
"""

import io
import json
import traceback
import zipfile

import openpyxl
import pytest

from maatschappelijk_rendement.app import cli
from maatschappelijk_rendement.domain.errors import WorkbookError
from maatschappelijk_rendement.intake.door import check_workbook, read_workbook
from maatschappelijk_rendement.intake.workbook import annotate_workbook

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BSN = "123456782"


def canary(where):
    return f"Kanarie{where}Q7 {BSN}"


CANARY = ("kanarie", BSN)


def has_canary(data):
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    return [word for word in CANARY if word in text.lower()]


def unpacked(data):
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: name.encode() + archive.read(name) for name in archive.namelist()}


@pytest.fixture
def outside_cells(draft):
    """A workbook that is accepted, with canaries in every place that is no cell of the contract."""
    cases = []
    del draft["Casussen"][2], draft["Gebruik"][3]  # the only new case, in a wijk of its own
    for number in range(3, 16):  # enough cases to publish
        cases.append([f"C{number}", "Ruwaard", "bestaand", "1-3-2018", "alle"])
        draft["Gebruik"].append([f"C{number}", "voor", "LOKAAL.HULP", 4 + number / 2, "week"])
        draft["Gebruik"].append([f"C{number}", "na", "LOKAAL.HULP", 2 + number / 8, "week"])
    draft["Casussen"].extend(cases)
    draft.sheets["Klad"] = [[canary("vreemdblad")]]
    draft.sheets["Geheim"] = [[canary("verborgenblad")]]
    names = f'<definedNames><definedName name="{canary("naam")}">Gebruik!A1</definedName></definedNames>'
    draft.options["states"] = {"Geheim": "veryHidden"}
    draft.options["workbook_head"] = f'<fileSharing userName="{canary("delen")}"/>{names}'
    draft.options["strings"] = f"<sst xmlns='{MAIN}'><si><t>{canary('ongebruikt')}</t></si></sst>"
    draft.options["parts"] = {
        "docProps/core.xml": f"<a>{canary('eigenschap')}</a>",
        "docProps/app.xml": f"<Company>{canary('bedrijf')}</Company>",
        "docProps/custom.xml": f"<a>{canary('eigen')}</a>",
        "customXml/item1.xml": f"<a>{canary('xml')}</a>",
        "xl/persons/person.xml": f"<a>{canary('persoon')}</a>",
        f"xl/media/{canary('onderdeel')}.png": canary("plaatje"),
        "xl/comments1.xml": (
            f'<comments xmlns="{MAIN}"><authors><author>{canary("auteur")}</author></authors><commentList>'
            f'<comment ref="A2" authorId="0"><text><t>{canary("opmerking")}</t></text></comment>'
            f'<comment ref="{canary("cel")}" authorId="0"><text><t>x</t></text></comment>'
            "</commentList></comments>"
        ),
        "xl/worksheets/_rels/sheet3.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="c" Type="{OFFICE}/comments" '
            f'Target="../comments1.xml"/><Relationship Id="h" Type="{OFFICE}/hyperlink" '
            f'TargetMode="External" Target="https://voorbeeld.invalid/{canary("link")}"/></Relationships>'
        ),
    }
    return draft.save()


def add_to_sheet(data, after):
    """Put markup behind the cells of sheet Gebruik."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet3.xml"
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + after.encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


SHEET_EXTRAS = (
    f"<headerFooter><oddHeader>{canary('kop')}</oddHeader></headerFooter>"
    f'<dataValidations><dataValidation prompt="{canary("hint")}"/></dataValidations>'
    f'<hyperlinks><hyperlink ref="A2" display="{canary("tekst")}"/></hyperlinks>'
    f'<protectedRanges><protectedRange name="{canary("bereik")}"/></protectedRanges>'
)


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.mark.parametrize("internal", [(), ("--intern",)], ids=["openbaar", "intern"])
def test_what_is_no_cell_comes_out_nowhere(outside_cells, internal, tmp_path, capsys, caplog):
    source, folder = tmp_path / "werkmap.xlsx", tmp_path / "uit"
    source.write_bytes(add_to_sheet(outside_cells, SHEET_EXTRAS))
    code, told = run(capsys, "rapport", source, "--uit", folder, *internal)
    assert code == 0, told
    assert not has_canary(told)
    assert not has_canary(caplog.text)
    for path in folder.iterdir():
        for name, part in unpacked(path.read_bytes()).items():
            assert not has_canary(part), f"{path.name} {name}"


def test_the_returned_workbook_has_only_what_stood_in_visible_cells(outside_cells, tmp_path, capsys):
    source, target = tmp_path / "werkmap.xlsx", tmp_path / "terug.xlsx"
    source.write_bytes(add_to_sheet(outside_cells, SHEET_EXTRAS))
    _, told = run(capsys, "controleer", source, "--aantekeningen", target)
    assert not has_canary(told)
    parts = unpacked(target.read_bytes())
    assert [name for name, part in parts.items() if has_canary(part)] == ["xl/sharedStrings.xml"]
    # What is left is the cell of the visible sheet that does not belong: its own words, in its own place.
    book = openpyxl.load_workbook(target)
    found = [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and has_canary(str(cell.value))
    ]
    assert found == [("blad 5", "A1")]


CELLS = [
    ("Casussen", 1, 0), ("Casussen", 1, 1), ("Casussen", 1, 2), ("Casussen", 1, 3), ("Casussen", 1, 4),
    ("Casussen", 0, 1), ("Gebruik", 1, 0), ("Gebruik", 1, 1), ("Gebruik", 1, 2), ("Gebruik", 1, 3),
    ("Gebruik", 1, 4), ("Gebruik", 0, 2), ("Tarieven", 1, 0), ("Tarieven", 1, 1), ("Tarieven", 1, 2),
    ("Tarieven", 1, 3), ("Tarieven", 1, 4), ("Analyse", 1, 0), ("Analyse", 4, 1), ("Analyse", 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "column"), CELLS)
def test_what_is_in_a_wrong_cell_is_never_repeated(draft, sheet, row, column):
    draft[sheet][row][column] = f"{canary('cel')}!"
    data = draft.save()
    _, findings = check_workbook(data)
    told = json.dumps([str(finding) for finding in findings])
    with pytest.raises(WorkbookError) as caught:
        read_workbook(data)
    told += (
        "".join(traceback.format_exception(caught.value)) + repr(caught.value) + str(caught.value.__dict__)
    )
    assert not has_canary(told)
    copy = io.BytesIO()
    annotate_workbook(data, findings, copy)
    places = [
        (cell.parent.title, cell.row - 1, cell.column - 1)
        for page in openpyxl.load_workbook(io.BytesIO(copy.getvalue()))
        for line in page.iter_rows()
        for cell in line
        if has_canary(str(cell.value)) or (cell.comment and has_canary(cell.comment.text))
    ]
    assert places == [(sheet, row, column)]
    leaks = [name for name, part in unpacked(copy.getvalue()).items() if has_canary(part)]
    assert leaks == ["xl/sharedStrings.xml"]


def test_the_command_repeats_no_wrong_cell_in_any_form(draft, tmp_path, capsys):
    for sheet, row, column in CELLS:
        draft[sheet][row][column] = f"{canary('cel')}!"
    source = tmp_path / "werkmap.xlsx"
    source.write_bytes(draft.save())
    for arguments in (
        ("controleer", source),
        ("controleer", source, "--json"),
        ("rapport", source, "--uit", tmp_path),
    ):
        code, printed = run(capsys, *arguments)
        assert code == 3
        assert not has_canary(printed)
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("name", [f"mw. Jansen {BSN}", canary("blad")[:31], "geb. 12-03-1951"])
def test_a_sheet_name_is_never_repeated(draft, name):
    draft.sheets[name] = [["x"]]
    data = draft.save()
    _, findings = check_workbook(data)
    told = " ".join(map(str, findings))
    assert "blad 5" in told
    assert name not in told
    copy = io.BytesIO()
    annotate_workbook(data, findings, copy)
    assert not any(name.encode() in part for part in unpacked(copy.getvalue()).values())


@pytest.mark.parametrize("content", [b"", b"niets", b"PK\x03\x04"])
def test_the_name_of_the_file_is_not_repeated(content, tmp_path, capsys):
    source = tmp_path / f"{canary('bestand')}.xlsx"
    source.write_bytes(content)
    code, told = run(capsys, "controleer", source)
    assert code == 3
    assert not has_canary(told)
    code, told = run(capsys, "controleer", tmp_path / f"{canary('weg')}.xlsx")
    assert code == 2
    assert not has_canary(told)


def test_the_name_of_the_file_reaches_no_report(outside_cells, tmp_path, capsys):
    source, folder = tmp_path / f"{canary('bestand')}.xlsx", tmp_path / "uit"
    source.write_bytes(outside_cells)
    code, told = run(capsys, "rapport", source, "--uit", folder, "--intern")
    assert code == 0
    assert not has_canary(told)
    assert not any(
        has_canary(part) for path in folder.iterdir() for part in unpacked(path.read_bytes()).values()
    )


def test_a_text_with_a_possible_bsn_is_not_shown_in_any_output(outside_cells, draft, tmp_path, capsys):
    draft["Casussen"][5][1] = f"Wijk {BSN}"
    draft.set("titel", f"Titel {BSN}")
    draft["Tarieven"][1][6] = f"offerte {BSN}"
    source, folder = tmp_path / "werkmap.xlsx", tmp_path / "uit"
    source.write_bytes(draft.save())
    code, told = run(capsys, "rapport", source, "--uit", folder, "--intern")
    assert code == 0, told
    assert not has_canary(told)
    for path in folder.iterdir():
        for name, part in unpacked(path.read_bytes()).items():
            assert BSN.encode() not in part, f"{path.name} {name}"
