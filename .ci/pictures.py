"""Make the pictures of the documentation anew: of the workbook, the report, and each chart of the gallery.

Needs Chromium, LibreOffice and pdftoppm. The pictures are kept in docs/beelden; the texts beside them say
what they show, so that nothing is lost where they cannot be seen.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "beelden"
COLOURS = 64
SHOWN_ROWS = 14
DOTS = 110
# Of each sheet the columns that a first reader looks at.
SHEETS = {"Analyse": "B", "Casussen": "G", "Gebruik": "F"}
REPORT_SIZE = (900, 1150)


def main(words: Sequence[str]) -> int:
    """Make all pictures, or only the charts (``galerij``)."""
    sys.path.insert(0, str(Path(__file__).parent))
    PICTURES.mkdir(exist_ok=True)
    charts()
    if "galerij" not in words:
        with tempfile.TemporaryDirectory() as folder:
            from maatschappelijk_rendement.app.cli import main as mr

            workbook, report = Path(folder) / "voorbeeld.xlsx", Path(folder) / "rapport"
            mr(["sjabloon", str(workbook), "--voorbeeld"])
            mr(["rapport", str(workbook), "--uit", str(report), "--formaat", "html"])
            for sheet in SHEETS:
                keep(picture_of_sheet(workbook, sheet, Path(folder)), f"werkmap-{sheet.lower()}.png")
            keep(picture_of_page(report / "rapport.html", Path(folder)), "rapport-begin.png")
    return 0


def charts() -> None:
    """Run each block of the gallery and keep the axes that it names ``grafiek``."""
    from blocks import blocks, working_folder

    names = re.findall(
        r"!\[[^\]]*\]\(beelden/(galerij-\w+\.png)\)", (DOCS / "galerij.md").read_text(encoding="utf-8")
    )
    code = [block for block in blocks(DOCS / "galerij.md") if block.language == "python"]
    with working_folder("galerij.md"):
        for name, block in zip(names, code, strict=True):
            made: dict[str, object] = {}
            exec(compile(block.code, block.place, "exec"), made)  # noqa: S102  # the page is ours
            keep(Image.open(io.BytesIO(made["grafiek"]._repr_png_())), name)  # type: ignore[attr-defined]


def picture_of_sheet(workbook: Path, name: str, folder: Path) -> Image.Image:
    """Print the top of one sheet, with the letters and numbers of its columns and rows."""
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        if sheet.title != name:
            del book[sheet.title]
    sheet = book.worksheets[0]
    sheet.print_area = f"A1:{SHEETS[name]}{min(sheet.max_row, SHOWN_ROWS)}"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.gridLines = sheet.print_options.headings = True
    sheet.oddFooter.center.text = sheet.oddHeader.center.text = ""
    one = folder / f"{name}.xlsx"
    book.save(one)
    run(
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'lo').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        one,
    )
    run(
        "pdftoppm", "-png", "-r", DOTS, "-f", 1, "-l", 1, "-singlefile", folder / f"{name}.pdf", folder / name
    )
    return Image.open(folder / f"{name}.png")


def picture_of_page(page: Path, folder: Path) -> Image.Image:
    """Photograph the top of a page in Chromium."""
    target = folder / "pagina.png"
    width, height = REPORT_SIZE
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        f"--screenshot={target}",
        f"--window-size={width},{height}",
        page.as_uri(),
    )
    return Image.open(target)


def run(program: str, *words: object) -> None:
    """Run a program from outside Python."""
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"{program} staat niet op deze computer; installeer het met: make hulpmiddelen")
    subprocess.run([path, *map(str, words)], check=True, capture_output=True)  # noqa: S603  # known programs


def keep(picture: Image.Image, name: str) -> None:
    """Cut off the white around a picture and keep it small."""
    plain = picture.convert("RGB")
    edge = ImageChops.difference(plain, Image.new("RGB", plain.size, "white")).getbbox()
    small = plain.crop(edge).quantize(COLOURS)
    small.save(PICTURES / name, optimize=True)
    print(f"docs/beelden/{name}: {(PICTURES / name).stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
