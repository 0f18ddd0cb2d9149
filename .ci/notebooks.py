"""Run every notebook (jupytext files in notebooks/) from top to bottom; a cell that fails stops the build."""

from __future__ import annotations

import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
SECONDS_PER_CELL = 300


def main() -> int:
    """Run the notebooks named as arguments, or all, and save what they showed under uit/notebooks."""
    out = ROOT / "uit" / "notebooks"
    out.mkdir(parents=True, exist_ok=True)
    sources = [Path(name).resolve() for name in sys.argv[1:]] or sorted((ROOT / "notebooks").glob("*.py"))
    if not sources:
        print("Geen notebook gevonden in notebooks/.", file=sys.stderr)
        return 1
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
