"""The look of the user's own organisation: readable colours, a logo with words, named errors."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.report.conftest import PROVENANCE, published

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.report import read_house_style, render
from maatschappelijk_rendement.report.house_style import SURFACES, contrast

ROOT = Path(__file__).parents[2]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00\x5a\x94"))
    + chunk(b"IEND", b"")
)
STYLE = """naam = "Gemeente Oss"
[kleuren]
tekst = "#222222"
accent = "#7A003C"
[logo]
bestand = "logo.png"
alt = "Logo van de gemeente Oss"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logo.png").write_bytes(PNG)
    return tmp_path


def read(folder: Path, text: str) -> Any:
    (folder / "stijl.toml").write_text(text, encoding="utf-8")
    return read_house_style(folder / "stijl.toml")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),  # (1 + 0,05) / (0 + 0,05)
        ("#ff0000", "#ffffff", 1.05 / (0.2126 + 0.05)),  # the luminance of red is its own weight
        ("#ffffff", "#ffffff", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio)
    assert contrast(other, one) == pytest.approx(ratio)


def test_the_backgrounds_are_those_of_the_page() -> None:
    css = ROOT / "src" / "maatschappelijk_rendement" / "report" / "templates" / "rapport.css"
    text = css.read_text(encoding="utf-8")
    assert "--paper: #fff;" in text
    assert all(f"background: {colour}" in text for colour in SURFACES if colour != "#ffffff")


def test_page_and_document_carry_name_colours_and_logo(folder: Path, example: dict[str, Any]) -> None:
    style = read(folder, STYLE)
    files = render(published(example), provenance=PROVENANCE, formats=("html", "docx"), style=style)
    page = files["rapport.html"].decode()
    assert '<p class="huis">Gemeente Oss</p>' in page
    assert "--blue: #7a003c" in page
    assert "--ink: #222222" in page
    assert 'src="data:image/png;base64,' in page
    assert 'alt="Logo van de gemeente Oss"' in page
    with zipfile.ZipFile(io.BytesIO(files["rapport.docx"])) as parts:
        text, styles = parts.read("word/document.xml").decode(), parts.read("word/styles.xml").decode()
    assert 'descr="Logo van de gemeente Oss"' in text
    assert "Gemeente Oss" in text
    assert "7A003C" in styles


def test_a_pdf_holds_the_logo(folder: Path, example: dict[str, Any]) -> None:
    style = read(folder, STYLE)
    made = {
        name: render(published(example), provenance=PROVENANCE, formats=("pdf",), style=look)["rapport.pdf"]
        for name, look in (("with", style), ("without", None))
    }
    assert made["with"].count(b"/Subtype /Image") == made["without"].count(b"/Subtype /Image") + 1


def test_without_a_style_nothing_changes(example: dict[str, Any]) -> None:
    page = render(published(example), provenance=PROVENANCE, formats=("html",))["rapport.html"].decode()
    assert "huis" not in page.partition("<main")[0].partition("<body")[2]
    assert "<img" not in page


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('[kleuren]\naccent = "#888888"', "kleuren.accent"),  # 3,54 on white
        ('[kleuren]\ntekst = "#767676"', "kleuren.tekst"),  # 4,54 on white, less on the tinted parts
        ('[kleuren]\naccent = "blauw"', "kleuren.accent"),
        (
            '[kleuren]\nrand = "#000000"',
            "kleuren.veld 1: Het veld op plaats 1 is onbekend. Haal het weg. Mogelijk",
        ),
        ('kleuren = "#000000"', "kleuren"),
        ("naam = 3", "naam"),
        ('naam = "=1+1"', "naam"),
        (
            'titel = "x"',
            "veld 1: Het veld op plaats 1 is onbekend. Haal het weg. Mogelijk zijn: naam, kleuren, logo.",
        ),
        ('[kleuren]\nacent = "#7a003c"', "kleuren.acent: Het veld 'acent' is onbekend. Bedoelde u 'accent'?"),
        ('[logo]\nbestand = "logo.png"', "logo.alt"),
        ('[logo]\nalt = "Logo"', "logo.bestand"),
        ('[logo]\nbestand = "geen.png"\nalt = "Logo"', "logo.bestand"),
        ('[logo]\nbestand = "stijl.toml"\nalt = "Logo"', "logo.bestand"),
        ("naam =", "regel 1"),
        ('naam = "Oss"\n\n[kleuren]\naccent = #7a003c', "regel 4"),
        ('naam = "Oss"\nnaam = "Oss"', "regel 2"),
        (
            'naam = "Oss"\na = ' + "[" * 5_000,
            "te veel haken in haken; kijk bij regel 2. Het mag 10 diep zijn.",
        ),
        ("naam = " + "9" * 5_000, "te veel cijfers; kijk bij regel 1"),
        (
            '[logo]\nbestand = "/dev/zero"\nalt = "Logo"',
            "logo.bestand: Het veld 'bestand' klopt niet. Dit bestand ligt buiten de map",
        ),
        (
            '[logo]\nbestand = "a\\u0000.png"\nalt = "Logo"',
            "logo.bestand: Het veld 'bestand' klopt niet. Dit bestand is niet te lezen",
        ),
        ('[logo]\nbestand = 3\nalt = "Logo"', "logo.bestand: Het veld 'bestand' klopt niet. Geef een tekst"),
    ],
)
def test_an_error_names_the_field(folder: Path, text: str, field: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(folder, text)
    assert str(raised.value).startswith("Huisstijl: ")
    assert field in str(raised.value)
    assert raised.value.exit_code == 2


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    text = """naam = 3
rand = "x"
[kleuren]
tekst = "#777777"
accent = "blauw"
[logo]
bestand = "geen.png"
"""
    with pytest.raises(UsageError) as raised:
        read(folder, text)
    lines = str(raised.value).splitlines()
    said = ("naam: ", "kleuren.tekst: ", "kleuren.accent: ", "logo.alt: ", "logo.bestand: ", "veld 2: ")
    assert len(lines) == len(said)
    for line, part in zip(lines, said, strict=True):
        assert line.startswith("Huisstijl: ")
        assert part in line


def test_a_light_colour_is_explained_in_words_with_one_that_will_do(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read(folder, '[kleuren]\naccent = "#888888"')
    text = str(raised.value)
    # Grey 0x88 is (136/255 + 0,055)/1,055 to the power 2,4 = 0,246 light; #f1f5f9 is 0,910: 0,960 / 0,296.
    assert "#888888 is te licht om te lezen op het lichtgrijze vak onder een getal (#f1f5f9)" in text
    assert "is 3,2 op 1" in text
    (shade,) = re.findall("zoals (#[0-9a-f]{6})", text)
    assert read(folder, f'[kleuren]\naccent = "{shade}"').accent == shade


def test_a_field_that_is_no_word_is_not_repeated(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read(folder, '"\\u001b[31m jansen@oss.nl" = 1')
    assert "jansen" not in str(raised.value)


def test_a_file_of_another_encoding_is_refused_with_its_line(folder: Path) -> None:
    (folder / "stijl.toml").write_bytes("[kleuren]\n# café\n# ".encode() + b"caf\xe9")
    with pytest.raises(UsageError, match=r"regel 3\. Bewaar het als UTF-8"):
        read_house_style(folder / "stijl.toml")


def test_the_example_in_the_docs_is_the_one_that_ships_and_can_be_read() -> None:
    page = (ROOT / "docs" / "rapport.md").read_text(encoding="utf-8")
    (shown,) = re.findall("```toml\n(.*?)```", page, flags=re.DOTALL)
    example = ROOT / "voorbeelden" / "huisstijl.toml"
    assert shown == example.read_text(encoding="utf-8")
    style = read_house_style(example)
    assert (style.name, style.ink, style.accent) == ("Gemeente Voorbeeld", "#1f2933", "#005f73")
    assert style.logo
    assert style.logo.media_type == "image/png"


def test_the_docs_name_every_field_of_a_style(folder: Path) -> None:
    page = (ROOT / "docs" / "rapport.md").read_text(encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        read(folder, "zzz = 1\n[kleuren]\nzzz = 1\n[logo]\nzzz = 1")
    known = {
        path: set(fields.split(", "))
        for path, fields in re.findall(
            r"^Huisstijl: (?:(\w+)\.)?veld 1: .* Mogelijk zijn: (.*)\.$", str(raised.value), re.MULTILINE
        )
    }
    assert known.keys() == {"", "kleuren", "logo"}
    fields = {f"{path}.{field}".lstrip(".") for path in known for field in known[path] - known.keys()}
    assert fields <= set(re.findall(r"^\| `([a-z.]+)` \|", page, flags=re.MULTILINE))


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(folder: Path) -> None:
    bomb = PNG.replace(struct.pack(">II", 1, 1), struct.pack(">II", 30_000, 30_000))
    start = bomb.index(b"IHDR")
    bomb = bomb[: start + 17] + struct.pack(">I", zlib.crc32(bomb[start : start + 17])) + bomb[start + 21 :]
    (folder / "logo.png").write_bytes(bomb)
    with pytest.raises(UsageError, match=r"Huisstijl: logo\.bestand: .* heeft te veel pixels"):
        read(folder, STYLE)


def test_a_thousand_unknown_fields_are_named_in_part_and_counted(folder: Path) -> None:
    with pytest.raises(UsageError) as raised:
        read(folder, "\n".join(f"veld{n} = 1" for n in range(1_000)))
    lines = str(raised.value).splitlines()
    assert len(lines) == 21
    assert "Huisstijl: Nog 980 andere velden zijn onbekend. Haal ze weg." in lines


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_style_that_is_a_device_is_refused(device: str) -> None:
    with pytest.raises(UsageError, match="geen gewoon bestand"):
        read_house_style(Path(device))


def test_a_style_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="niet te lezen"):
        read_house_style(tmp_path / "geen.toml")


def test_the_command_refuses_a_wrong_style_before_it_reads_the_workbook(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "stijl.toml").write_text('[kleuren]\naccent = "#888888"', encoding="utf-8")
    words = ["rapport", str(folder / "geen.xlsx"), "--uit", str(folder / "uit")]
    assert main([*words, "--huisstijl", str(folder / "stijl.toml")]) == 2
    assert "kleuren.accent" in capsys.readouterr().err
    assert not (folder / "uit").exists()
