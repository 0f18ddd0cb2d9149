import io
import struct
import zipfile

import pytest

from maatschappelijk_rendement.domain.errors import WorkbookError
from maatschappelijk_rendement.intake.workbook.gate import inspect

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
END_BYTES = 22


def finding(data):
    with pytest.raises(WorkbookError) as caught:
        inspect(data)
    (found,) = caught.value.findings
    return found


def shifted(data, size):
    """The same zip with its directory written for a file that begins so many bytes earlier."""
    moved = bytearray(data)
    end = moved.rindex(b"PK\x05\x06")
    (count,) = struct.unpack_from("<H", moved, end + 10)
    (entry,) = struct.unpack_from("<I", moved, end + 16)
    struct.pack_into("<I", moved, end + 16, entry + size)
    for _ in range(count):
        (offset,) = struct.unpack_from("<I", moved, entry + 42)
        struct.pack_into("<I", moved, entry + 42, offset + size)
        entry += 46 + sum(struct.unpack_from("<HHH", moved, entry + 28))
    return bytes(moved)


@pytest.fixture
def sound(one_sheet):
    return one_sheet(ROWS)


@pytest.mark.parametrize("prefix", [b"PK", b"PK\x07\x08", b"PK00" + bytes(100)])
@pytest.mark.parametrize("adjusted", [False, True])
def test_bytes_before_the_first_part_are_refused_whether_the_directory_knows_of_them_or_not(
    sound, prefix, adjusted
):
    data = prefix + (shifted(sound, len(prefix)) if adjusted else sound)
    assert (finding(data).code, "voor de onderdelen" in finding(data).text) == ("zip_vreemd", True)
    assert finding(data).advice


@pytest.mark.parametrize("adjusted", [False, True])
def test_one_workbook_pasted_behind_another_is_refused(sound, one_sheet, adjusted):
    first = one_sheet("")
    data = first + (shifted(sound, len(first)) if adjusted else sound)
    assert finding(data).code == "zip_vreemd"


@pytest.mark.parametrize("suffix", [b"x", b"<script>", b"\0\0x", b"PK\x03\x04" + bytes(40)])
def test_bytes_behind_the_directory_are_refused(sound, suffix):
    assert finding(sound + suffix).code == "zip_vreemd"
    assert "achter de onderdelen" in finding(sound + suffix).text


@pytest.mark.parametrize("padding", [b"\0" * 512, b"\r\n", b"\n"])
def test_padding_behind_the_file_hides_nothing_and_is_no_matter(sound, padding):
    assert inspect(sound + padding).findings == ()


def with_comment(data, comment):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = comment
    return stream.getvalue()


def test_a_comment_on_the_zip_is_no_matter_unless_it_holds_a_zip(sound):
    assert inspect(with_comment(sound, b"bewaard door een programma")).findings == ()
    assert finding(with_comment(sound, sound[-END_BYTES:])).code in (
        "zip_vreemd",
        "beschadigd",
        "geen_werkmap",
    )
    assert finding(with_comment(sound, b"PK\x03\x04")).code == "zip_vreemd"


def gapped(data, filling):
    """The same zip with bytes between its parts and its directory."""
    end = data.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", data, end + 16)
    moved = bytearray(data[:start] + filling + data[start:])
    struct.pack_into("<I", moved, end + len(filling) + 16, start + len(filling))
    return bytes(moved)


def test_bytes_that_no_directory_mentions_are_refused(sound):
    assert inspect(gapped(sound, b"\0" * 30)).findings == ()
    assert "tussen de onderdelen" in finding(gapped(sound, b"iets")).text
    assert finding(gapped(sound, sound[:200])).code == "zip_vreemd"


def test_parts_over_each_other_are_damage(sound):
    data = bytearray(sound)
    entry = data.index(b"PK\x01\x02")
    (size,) = struct.unpack_from("<I", data, entry + 20)
    struct.pack_into("<I", data, entry + 20, size + 1)
    assert finding(bytes(data)).code == "beschadigd"


def test_a_directory_that_points_at_no_part_is_damage(sound):
    data = bytearray(sound)
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 42, 7)
    assert finding(bytes(data)).code == "beschadigd"


def test_a_workbook_that_was_written_as_a_stream_is_sound(sound):
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.written = b""

        def writable(self):
            return True

        def write(self, data):
            self.written += bytes(data)
            return len(data)

    pipe = Pipe()
    with (
        zipfile.ZipFile(io.BytesIO(sound)) as archive,
        zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as stream,
    ):
        for name in archive.namelist():
            stream.writestr(name, archive.read(name))
    assert pipe.written.count(b"PK\x07\x08") == len(inspect(pipe.written).names)
