import io
import struct
import zipfile

import pytest

from maatschappelijk_rendement.errors import WorkbookError
from maatschappelijk_rendement.workbook.gate import Limits, inspect, show_part

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(data, **limits):
    with pytest.raises(WorkbookError) as caught:
        inspect(data, Limits(**limits))
    return caught.value.findings


def words(data, **limits):
    return " ".join(str(finding) for finding in refusal(data, **limits)).lower()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leeg"),
        (b"\x00" * 40, "leeg"),
        (b"casus_id;wijk\nC1;Ussen\n", "csv"),
        (b"\xef\xbb\xbfcasus_id\twijk\r\n", "csv"),
        ("casus_id;wijk\n".encode("utf-16"), "csv"),
        (b"  <html><table></table></html>", "html"),
        (b"<!DOCTYPE HTML><body>", "html"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "xml"),
        (b"%PDF-1.7 ...", "pdf"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le"), "oude excel-formaat (.xls)"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (bytes.fromhex("D0CF11E0A1B11AE1"), "oud office-bestand"),
        (b"\x07\x08\x01", "geen werkmap"),
    ],
)
def test_a_file_that_is_no_workbook_is_named(data, word):
    assert word in words(data)


def test_a_workbook_cut_off_anywhere_is_damaged(one_sheet):
    data = one_sheet(ROWS)
    for size in range(4, len(data), 97):
        assert "beschadigd" in words(data[:size]), size


def test_a_sound_workbook_passes_and_its_parts_are_found_whatever_their_case(one_sheet):
    container = inspect(one_sheet(ROWS))
    assert container.findings == ()
    assert container.has("XL/Workbook.xml")
    assert b"sheetData" in b"".join(container.chunks("xl/WORKSHEETS/sheet1.xml"))


@pytest.mark.parametrize(
    ("names", "word"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}, ".ods"),
        ({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}, "word-document"),
        ({"hallo.txt": "x"}, "zonder werkmap"),
        ({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}, ".xlsb"),
    ],
)
def test_another_zip_is_named(names, word):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    assert word in words(stream.getvalue())


@pytest.mark.parametrize(
    "name", ["../kwaad.txt", "/xl/x.xml", "xl/./x.xml", "xl\\x.xml", "C:x", "xl/a\tb", "a//b"]
)
def test_a_part_name_that_leaves_the_folder_is_refused(build, name):
    assert "ongeldig" in words(build({}, parts={name: "x"}))


def test_a_part_that_stands_there_twice_is_refused_also_in_other_case(build):
    assert "dubbel" in words(build({}, parts={"XL/Workbook.xml": "<a/>"}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("word", ["<!DOCTYPE a>", '<!ENTITY a "b">'])
def test_a_document_type_is_refused_in_every_encoding_and_across_pieces(build, word, encoding):
    data = (" " * 262_137 + word).encode(encoding)
    findings = refusal(build({}, parts={"xl/styles.xml": data}, compression=zipfile.ZIP_STORED))
    assert [(finding.sheet, finding.code) for finding in findings] == [("xl/styles.xml", "doctype")]


def test_a_part_that_unpacks_too_far_is_refused_however_small_the_file(one_sheet):
    data = one_sheet(ROWS, parts={"xl/media/image1.png": b"\0" * 3_000_000})
    assert "grens" in words(data)


def test_the_sum_of_all_parts_is_bounded(build):
    data = build({}, parts={f"xl/deel{number}.xml": bytes(range(256)) * 40 for number in range(30)})
    assert "grens" in words(data, unpacked_bytes=300_000)
    inspect(data, Limits(unpacked_bytes=310_000 + 10_000))


def test_a_size_that_lies_is_found_while_unpacking(one_sheet):
    data = bytearray(one_sheet(ROWS))
    directory = data.index(b"PK\x01\x02")
    entry = data.index(b"xl/worksheets/sheet1.xml", directory) - 46
    struct.pack_into("<I", data, entry + 24, 10)  # the directory now promises 10 bytes
    assert "beschadigd" in words(bytes(data))


def test_a_damaged_part_is_found_by_its_sum(one_sheet):
    data = bytearray(one_sheet(ROWS, compression=zipfile.ZIP_STORED))
    data[data.index(b"<sheetData>") + 3] ^= 1
    findings = refusal(bytes(data))
    assert (findings[0].sheet, findings[0].code) == ("xl/worksheets/sheet1.xml", "beschadigd")


def test_another_compression_is_refused(one_sheet):
    assert "compressie" in words(one_sheet(ROWS, compression=zipfile.ZIP_BZIP2))


def test_a_zip_with_a_password_is_refused(one_sheet):
    data = bytearray(one_sheet(ROWS))
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "wachtwoord" in words(bytes(data))


def test_too_many_parts_are_refused_before_the_directory_is_read(build):
    assert "grens" in words(build({}, parts={f"xl/{n}.xml": "" for n in range(20)}), parts=20)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/vbaProject.bin": b"x"},
        {"xl/macrosheets/sheet1.xml": "<a/>"},
        {"xl/activeX/activeX1.xml": "<a/>"},
        {"[Content_Types].xml": '<T ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'},
    ],
)
def test_macros_are_an_error_that_lets_the_rest_be_read(build, parts):
    container = inspect(build({}, parts=parts))
    assert [finding.code for finding in container.findings] == ["macro"]


def test_a_link_to_another_workbook_is_an_error(build):
    container = inspect(build({}, parts={"xl/externalLinks/externalLink1.xml": "<a/>"}))
    assert container.findings[0].sheet == "xl/externalLinks/externalLink1.xml"
    assert "extern" in container.findings[0].text


def test_a_made_up_part_name_is_never_repeated(build):
    text = words(build({}, parts={"xl/Jansen 123456782.xml": "<!DOCTYPE a>"}))
    assert "jansen" not in text
    assert "123456782" not in text
    assert "onderdeel" in text


def test_only_short_numbers_count_as_a_known_part_name():
    assert show_part("xl/worksheets/sheet12.xml", 1) == "xl/worksheets/sheet12.xml"
    assert show_part("xl/worksheets/sheet123456782.xml", 7) == "onderdeel 7"
