"""A logo: an ordinary picture in the folder of the style, of a size a page can bear, and no more."""

from __future__ import annotations

import io
import os
import random
import struct
import zlib
from pathlib import Path

import docx
import pytest
from PIL import Image

from maatschappelijk_rendement.report.logo import (
    MOST_BYTES,
    MOST_PIXELS,
    UnfitPictureError,
    read_picture,
)

PNG_START = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int, height: int, depth: int = 8, colour: int = 2, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def png(*chunks: bytes) -> bytes:
    return PNG_START + b"".join(chunks)


PIXEL = chunk(b"IDAT", zlib.compress(b"\x00\x00\x5a\x94"))
END = chunk(b"IEND")


def drawn(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    chance = random.Random(3)
    channels = {"RGB": 3, "RGBA": 4, "L": 1, "1": 1, "CMYK": 4}[mode]
    if mode == "1":
        return Image.new("1", size, 1)
    return Image.frombytes(mode, size, chance.randbytes(size[0] * size[1] * channels))


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def read(folder: Path, content: bytes) -> bytes:
    (folder / "logo").write_bytes(content)
    return read_picture("logo", folder)[0]


def unfit(folder: Path, name: str = "logo", content: bytes | None = None) -> str:
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(UnfitPictureError) as refused:
        read_picture(name, folder)
    return str(refused.value)


# --- the pictures that people have come through, pixel by pixel ---


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1"])
def test_a_png_keeps_every_pixel(tmp_path: Path, mode: str) -> None:
    picture = drawn(mode=mode)
    kept = Image.open(io.BytesIO(read(tmp_path, saved(picture, "PNG"))))
    assert kept.tobytes() == picture.tobytes()


def test_a_png_of_few_colours_keeps_every_pixel(tmp_path: Path) -> None:
    picture = drawn().quantize(7)
    kept = Image.open(io.BytesIO(read(tmp_path, saved(picture, "PNG", transparency=0))))
    assert kept.convert("RGB").tobytes() == picture.convert("RGB").tobytes()
    assert kept.info["transparency"] is not None


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 20, "restart_marker_rows": 1}])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpg_keeps_every_pixel(tmp_path: Path, mode: str, options: dict[str, object]) -> None:
    content = saved(drawn(mode=mode), "JPEG", **options)
    kept = Image.open(io.BytesIO(read(tmp_path, content)))
    assert kept.tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_an_interlaced_png_is_counted_pass_by_pass(tmp_path: Path) -> None:
    # 3 by 3 points of one byte, by column and row. First pass 0,0; second and third none; fourth 2,0;
    # fifth 0,2 and 2,2 in one row; sixth 1,0 and 1,2 in two rows; seventh the whole of row 1.
    rows = b"\0A" + b"\0B" + b"\0CD" + b"\0E" + b"\0F" + b"\0GHI"
    chunks = (header(3, 3, colour=0, interlaced=1), chunk(b"IDAT", zlib.compress(rows)), END)
    assert Image.open(io.BytesIO(read(tmp_path, png(*chunks)))).tobytes() == b"AEBGHICFD"


def test_what_an_editor_wrote_about_its_maker_stays_behind(tmp_path: Path) -> None:
    secret = b"mevrouw Jansen"
    text = chunk(b"tEXt", b"Author\0" + secret)
    kept = read(tmp_path, png(header(1, 1), text, chunk(b"eXIf", secret), PIXEL, END, secret))
    assert kept == png(header(1, 1), PIXEL, END)
    about = Image.Exif()
    about[0x013B] = secret.decode()  # artist
    content = saved(drawn(), "JPEG", exif=about, comment=secret, icc_profile=b"kleuren" * 9)
    assert content.count(secret) == 2
    kept = read(tmp_path, content + secret)
    assert secret not in kept
    assert b"ICC_PROFILE" in kept, "colours are part of the picture"


@pytest.mark.parametrize("density", [b"\x01\x00\x00\x00\x00", b"\x02\xff\xff\x00\x01"])
def test_a_document_takes_a_jpg_whatever_it_says_of_its_density(tmp_path: Path, density: bytes) -> None:
    content = saved(drawn(), "JPEG")
    assert content[6:11] == b"JFIF\0"
    kept = read(tmp_path, content[:13] + density + content[18:])
    picture = docx.Document().add_picture(io.BytesIO(kept), height=90)
    assert picture.width == 180, "40 by 20 points"


def test_a_jpg_that_begins_as_no_camera_does_is_taken_by_a_document_too(tmp_path: Path) -> None:
    content = saved(drawn(), "JPEG")
    kept = read(tmp_path, content[:2] + b"\xff\xff" + content[20:])
    assert docx.Document().add_picture(io.BytesIO(kept))


def test_a_logo_may_lie_in_a_folder_within_or_behind_a_link_within(tmp_path: Path) -> None:
    (tmp_path / "beeld").mkdir()
    (tmp_path / "beeld" / "echt.png").write_bytes(png(header(1, 1), PIXEL, END))
    (tmp_path / "via.png").symlink_to("beeld/echt.png")
    for name in ("beeld/echt.png", "via.png", "./beeld/../via.png"):
        assert read_picture(name, tmp_path)[1] == "image/png"


# --- and the rest is refused, before anything is unpacked ---


def test_a_picture_that_unpacks_to_gigabytes_is_refused_by_its_header(tmp_path: Path) -> None:
    content = png(header(30_000, 30_000), PIXEL, END)
    assert unfit(tmp_path, content=content).startswith("heeft te veel pixels.")
    jpg = saved(drawn(), "JPEG")
    size = jpg.index(b"\xff\xc0") + 5
    jpg = jpg[:size] + struct.pack(">HH", 30_000, 30_000) + jpg[size + 4 :]
    assert unfit(tmp_path, content=jpg).startswith("heeft te veel pixels.")


def test_the_most_pixels_pass_and_one_row_more_does_not(tmp_path: Path) -> None:
    side = 2_000
    assert side * side == MOST_PIXELS
    for height, passes in ((side, True), (side + 1, False)):
        rows = zlib.compress(bytes((1 + side) * height))
        content = png(header(side, height, colour=0), chunk(b"IDAT", rows), END)
        if passes:
            assert read(tmp_path, content) == content
        else:
            assert "te veel pixels" in unfit(tmp_path, content=content)


@pytest.mark.parametrize(("width", "height"), [(11, 1), (1, 11), (2_000, 100)])
def test_a_strip_is_refused(tmp_path: Path, width: int, height: int) -> None:
    assert unfit(tmp_path, content=png(header(width, height), PIXEL, END)).startswith("is te langgerekt.")


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    content = png(header(1, 1), chunk(b"tEXt", bytes(MOST_BYTES)), PIXEL, END)
    assert unfit(tmp_path, content=content) == "is groter dan 500 kB. Maak het kleiner."


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM", b"\xff"]
)
def test_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    assert unfit(tmp_path, content=content) == "is geen png of jpg."


BROKEN = {
    "only a start": PNG_START,
    "no end": png(header(1, 1), PIXEL),
    "no pixels": png(header(1, 1), END),
    "no header": png(PIXEL, END),
    "nothing": png(END),
    "two headers": png(header(1, 1), header(1, 1), PIXEL, END),
    "header after the pixels": png(PIXEL, header(1, 1), END),
    "no width": png(header(0, 1), PIXEL, END),
    "unknown depth": png(header(1, 1, depth=3), PIXEL, END),
    "unknown colour": png(header(1, 1, colour=5), PIXEL, END),
    "unknown order": png(header(1, 1, interlaced=2), PIXEL, END),
    "colours that are not there": png(header(1, 1, colour=3), PIXEL, END),
    "short header": png(chunk(b"IHDR", b"\0\0\0\1"), PIXEL, END),
    "a part nobody knows": png(header(1, 1), chunk(b"XXXX"), PIXEL, END),
    "wrong sum": png(header(1, 1), PIXEL[:-1] + b"x", END),
    "length past the end": png(header(1, 1), b"\xff\xff\xff\xff" + PIXEL[4:], END),
    "fewer pixels than it says": png(header(2, 1), PIXEL, END),
    "more pixels than it says": png(header(1, 1), chunk(b"IDAT", zlib.compress(bytes(10**7))), END),
    "pixels cut off": png(header(1, 1), chunk(b"IDAT", zlib.compress(b"\x00\x00\x5a\x94")[:-5]), END),
    "pixels that are no pixels": png(header(1, 1), chunk(b"IDAT", b"jansen"), END),
    "jpg: only a start": b"\xff\xd8",
    "jpg: no end": saved(drawn(), "JPEG")[:-2],
    "jpg: cut in a segment": saved(drawn(), "JPEG")[:100],
    "jpg: no frame": b"\xff\xd8\xff\xd9",
    "jpg: short frame": b"\xff\xd8\xff\xc0\x00\x04\x08\x00\xff\xd9",
    "jpg: no height": b"\xff\xd8\xff\xc0\x00\x08\x08\x00\x00\x00\x05\x01\xff\xd9",
    "jpg: length of nothing": b"\xff\xd8\xff\xdb\x00\x00\xff\xd9",
    "jpg: two frames": b"\xff\xd8" + b"\xff\xc0\x00\x08\x08\x00\x05\x00\x05\x01" * 2 + b"\xff\xd9",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_picture_is_refused(tmp_path: Path, name: str) -> None:
    assert unfit(tmp_path, content=BROKEN[name]) == "is beschadigd. Bewaar het logo opnieuw als png."


def test_a_jpg_of_adobe_without_the_usual_colours_is_refused(tmp_path: Path) -> None:
    content = saved(drawn(), "JPEG")
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00"
    assert "ongewone kleuren" in unfit(tmp_path, content=content[:2] + adobe + b"\x00" + content[20:])
    assert read(tmp_path, content[:2] + adobe + b"\x01" + content[20:])


def test_a_logo_outside_the_folder_is_refused_also_behind_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "stijl"
    folder.mkdir()
    (tmp_path / "elders.png").write_bytes(png(header(1, 1), PIXEL, END))
    (folder / "via.png").symlink_to("../elders.png")
    (folder / "apparaat.png").symlink_to("/dev/zero")
    names = (
        "../elders.png",
        str(tmp_path / "elders.png"),
        "via.png",
        "apparaat.png",
        "/dev/zero",
        "/dev/null",
    )
    for name in names:
        assert unfit(folder, name) == "ligt buiten de map van de huisstijl. Zet het logo in die map."


def test_a_pipe_and_a_folder_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.png")
    assert "geen gewoon bestand" in unfit(tmp_path, "pijp.png")
    assert "een map" in unfit(tmp_path, ".")


@pytest.mark.parametrize("name", ["geen.png", "a\0b.png", "half\ud83d.png", "x" * 300, "kring.png"])
def test_a_name_without_a_picture_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "kring.png").symlink_to("kring.png")
    assert unfit(tmp_path, name).startswith("is niet te lezen")


def test_a_thousand_broken_pictures_are_refused_or_taken_by_a_document(tmp_path: Path) -> None:
    chance = random.Random(11)
    originals = [saved(drawn(), "PNG"), saved(drawn(), "JPEG"), saved(drawn(), "JPEG", progressive=True)]
    taken = 0
    for _ in range(1_000):
        content = bytearray(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 2, 8))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            kept = read(
                tmp_path, bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
            )
        except UnfitPictureError:
            continue
        docx.Document().add_picture(io.BytesIO(kept), height=90)
        taken += 1
    assert 100 < taken < 1_000
