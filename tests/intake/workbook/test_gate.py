import io
import struct
import zipfile

import pytest

from maatschappelijk_rendement.domain.errors import WorkbookError
from maatschappelijk_rendement.intake.workbook.gate import Limits, inspect, show_part

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
    "name",
    [
        "../kwaad.txt", "/xl/x.xml", "xl/./x.xml", "C:x", "xl/a\tb", "a//b",
        "..\\kwaad.txt", "\\xl\\x.xml", "xl\\.\\x.xml", "xl\\..\\..\\x.xml", "C:\\x", "xl\\/x.xml",
        "\\\\host\\x",
    ],
)  # fmt: skip
def test_a_part_name_that_leaves_the_folder_is_refused(build, name):
    assert "ongeldig" in words(build({}, parts={name: "x"}))


def rezipped(data, rename=lambda name: name):
    """The same zip under other names, as a program on Windows would write them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo("x")
            info.filename = rename(name)  # set here: on Windows ZipInfo would turn the separator by itself
            new.writestr(info, old.read(name))
    return stream.getvalue()


def test_part_names_with_the_separator_of_windows_are_read(one_sheet):
    container = inspect(rezipped(one_sheet(ROWS), lambda name: name.replace("/", "\\")))
    assert container.findings == ()
    assert b"sheetData" in b"".join(container.chunks("xl/worksheets/sheet1.xml"))


def test_macros_under_a_name_of_windows_are_found(build):
    data = build({}, parts={"xl/vbaProject.bin": b"x"})
    assert inspect(rezipped(data, lambda name: name.replace("/", "\\"))).findings[0].code == "macro"


@pytest.mark.parametrize("name", ["xl\\workbook.xml", "XL\\Workbook.xml", "xl\\WORKSHEETS/sheet1.xml"])
def test_a_part_that_stands_there_twice_is_refused_also_under_the_other_separator(one_sheet, name):
    data = one_sheet(ROWS, parts={"xl/twee.xml": "<a/>"})
    assert "dubbel" in words(rezipped(data, lambda old: name if "twee" in old else old))


def test_a_folder_that_holds_something_is_refused(build):
    def as_folder(name):
        return f"{name}/" if name == "xl/map" else name

    assert "ongeldig" in words(rezipped(build({}, parts={"xl/map": "x"}), as_folder))
    assert inspect(rezipped(build({}, parts={"xl/map": ""}), as_folder)).findings == ()


@pytest.mark.parametrize("name", ["xl/embeddings/Microsoft_Excel_Sheet.xlsx", "xl/media/image1.png", "x.zip"])
@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_in_the_workbook_is_refused_whatever_its_name(build, one_sheet, name, compression):
    (finding,) = refusal(one_sheet(ROWS, parts={name: build({})}, compression=compression))
    assert finding.code == "zip_in_zip"
    assert finding.advice


def test_an_empty_zip_in_the_workbook_is_a_zip_too(build):
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert refusal(build({}, parts={"xl/x.bin": empty.getvalue()}))[0].code == "zip_in_zip"


def test_a_workbook_packed_in_a_zip_is_asked_for_itself(one_sheet):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("map/Casussen J. Jansen.XLSX", one_sheet(ROWS))
    text = words(stream.getvalue())
    assert "zip-bestand met een werkmap erin" in text
    assert "pak het zip-bestand uit" in text
    assert "jansen" not in text


def test_a_label_that_does_not_encrypt_is_no_matter(build):
    assert inspect(build({}, parts={"docMetadata/LabelInfo.xml": "<labelList/>"})).findings == ()


def many_styles(size):
    style = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    return f'<styleSheet xmlns="urn:x"><cellXfs>{style * (size // len(style))}</cellXfs></styleSheet>'


@pytest.mark.parametrize("name", ["xl/styles.xml", "XL/Styles.xml"])
def test_honest_styles_that_repeat_thousands_of_times_are_read(build, name):
    data = build({}, parts={name: many_styles(1_500_000)})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    assert entry.file_size > 200 * entry.compress_size
    assert inspect(data).findings == ()


def test_styles_past_their_own_limit_and_any_other_part_keep_the_ratio(build):
    data = build({}, parts={"xl/styles.xml": many_styles(3_000_000)})
    assert refusal(data, styles_bytes=2_000_000)[0].code == "grens_verhouding"
    other = build({}, parts={"xl/worksheets/sheet1.xml": many_styles(3_000_000)})
    assert {finding.code for finding in refusal(other)} == {"grens_verhouding"}


@pytest.mark.parametrize(
    "limits",
    [{"packed_bytes": 100}, {"unpacked_bytes": 100}, {"parts": 2}, {"ratio": 0, "ratio_from_bytes": 9}],
)
def test_every_limit_says_what_to_do(one_sheet, limits):
    for finding in refusal(one_sheet(ROWS), **limits):
        assert "lege werkmap" in finding.advice


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
