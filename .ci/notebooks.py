"""Run every notebook (jupytext files in notebooks/) from top to bottom; a cell that fails stops the build.

What each showed is kept as a notebook under uit/notebooks. With ``--bladzijden`` it also becomes a page of
the documentation, with its pictures; with ``--controleer`` it is compared with that page.
"""

from __future__ import annotations

import base64
import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
PAGES, PICTURES = ROOT / "docs" / "notebooks", ROOT / "docs" / "beelden"
SECONDS_PER_CELL = 300
GENERATED = "<!-- Gemaakt met make notebookbladzijden; niet met de hand veranderen. -->"
FOLDER = re.compile(r"/\S*?(?=/(?:voorbeelden|notebooks)/)|/\S*?tmp\w+(?=/|\b)")
"""A folder of the machine on which it ran says nothing to a reader."""
MOST_LINES = 25
HOW = (
    "Dit notebook staat in de broncode als `notebooks/{stem}.py`; Jupyter opent het met jupytext. U kunt de "
    "blokken ook een voor een overnemen in een eigen notebook. Wat eronder staat, is wat u dan ziet."
)


def main() -> int:
    """Run the notebooks named as arguments, or all, and save what they showed under uit/notebooks."""
    out = ROOT / "uit" / "notebooks"
    out.mkdir(parents=True, exist_ok=True)
    words = {word for word in sys.argv[1:] if word.startswith("--")}
    named = [Path(name).resolve() for name in sys.argv[1:] if not name.startswith("--")]
    sources = named or sorted((ROOT / "notebooks").glob("*.py"))
    if not sources:
        print("Geen notebook gevonden in notebooks/.", file=sys.stderr)
        return 1
    old = []
    for source in sources:
        notebook = jupytext.read(source)
        client = NotebookClient(
            notebook,
            timeout=SECONDS_PER_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": str(source.parent)}},
        )
        client.execute()
        made = out / f"{source.stem}.ipynb"
        nbformat.write(notebook, made)
        print(made.relative_to(ROOT))
        target = PAGES / f"{source.stem}.md"
        text, pictures = page(notebook, source.stem)
        if "--bladzijden" in words:
            PAGES.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
            for name, content in pictures.items():
                keep(content, name)
        elif "--controleer" in words and (not target.exists() or target.read_text(encoding="utf-8") != text):
            old.append(target.relative_to(ROOT))
    for name in old:
        print(f"{name} is verouderd: draai make notebookbladzijden.")
    return 1 if old else 0


def page(notebook: Any, stem: str) -> tuple[str, dict[str, bytes]]:
    """Write a notebook as a page: its texts, its code and what that showed."""
    parts, pictures = [GENERATED], {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source.replace("](../docs/", "](../"))
            continue
        code = "\n".join(line for line in cell.source.splitlines() if not line.startswith("%")).strip()
        if code:
            parts.append(f"```python\n{code}\n```")
        for kind, shown in outputs(cell):
            if kind == "image/png":
                name = f"notebook-{stem[:2]}-{len(pictures) + 1}.png"
                pictures[name] = base64.b64decode(shown)
                parts.append(f"![Grafiek van de code hierboven](../beelden/{name})")
            elif kind == "text/html":
                parts.append(f'<div class="uitvoer">{one_line(shown)}</div>')
            else:
                parts.append(f"```text\n{cut(shown)}\n```")
    title, *rest = parts[1:]
    heading, _, below = title.partition("\n")
    where = HOW.format(stem=stem)
    return "\n\n".join((heading, parts[0], below.strip(), where, *rest)).strip() + "\n", pictures


def outputs(cell: Any) -> Iterator[tuple[str, str]]:
    """Give what a cell showed, in its richest form."""
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            if output.name == "stdout":
                yield "text/plain", without_folders(output.text)
            continue
        data = output.get("data", {})
        kind = next((kind for kind in ("image/png", "text/html", "text/plain") if kind in data), "")
        if kind == "image/png":
            yield kind, data[kind]
        elif kind:
            yield kind, without_folders(data[kind])


def without_folders(text: str) -> str:
    """Leave out where on the machine it ran."""
    return FOLDER.sub("", text)


def one_line(text: str) -> str:
    """Give a table of HTML without the look that pandas adds and without empty lines."""
    bare = re.sub(r"<style.*?</style>|<script.*?</script>", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "", bare)


def cut(text: str) -> str:
    """Show the first lines; the rest is for who runs it."""
    lines = html.unescape(text).rstrip().splitlines()
    more = [f"... en nog {len(lines) - MOST_LINES} regels"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *more])


def keep(content: bytes, name: str) -> None:
    """Keep a picture, small."""
    from io import BytesIO

    from PIL import Image

    Image.open(BytesIO(content)).convert("RGB").quantize(64).save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
