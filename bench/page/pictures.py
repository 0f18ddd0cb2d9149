"""Renew the pictures of docs/zonder-installatie.md: ``.venv/bin/python -m bench.page.pictures``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.page.evidence import ROOT, browsers
from PIL import Image

FOLDER = ROOT / "docs" / "beelden"
COLOURS, WIDTH = 32, 900


def main() -> None:
    """Open the page, take a picture before and after the example, and make them small."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        page = Path(name) / "maatschappelijk-rendement.html"
        subprocess.run([sys.executable, "-m", "pagina.builder", str(page)], cwd=ROOT, check=True)
        with browsers(Path(name), "chromium") as (browser,):
            browser.ready(page, width=WIDTH)
            picture(browser.do, Path(name), "pagina-begin", 640)
            browser.do("evaluate", code="document.getElementById('try').click()")
            browser.until("^Gecontroleerd")
            browser.make()
            browser.do("evaluate", code="document.getElementById('report-title').scrollIntoView()")
            time.sleep(2)  # the report is drawn in its frame
            picture(browser.do, Path(name), "pagina-rapport", 900)


def picture(do: Callable[..., object], folder: Path, name: str, height: int) -> None:
    """Take a picture, cut it, and keep few colours."""
    do("picture", path=str(folder / "beeld.png"))
    image = Image.open(folder / "beeld.png").convert("RGB").crop((0, 0, WIDTH, height))
    image.quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name}: {(FOLDER / f'{name}.png').stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
