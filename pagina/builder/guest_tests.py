"""Run tests in the Python of the page, in node: ``python -m pagina.builder.guest_tests tests/costing ...``.

pytest and Hypothesis come from the environment this runs in; what is compiled in them stays out. A test that
asks for what a browser has not got (another engine, a process, a program) is left out, and counted. So is one
that asks for compiled code of a package that the page leaves out, such as an attacker that needs more of
scipy than we do; after ``--geheel`` the interpreter runs as it came, with all of it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib.metadata import files
from pathlib import Path

from pagina.builder.interpreter import interpreter
from pagina.builder.library import PACKAGE, guest
from pagina.builder.parts import ROOT, SOURCE, get, pinned_package

TOOLS = ("pytest", "pluggy", "iniconfig", "packaging", "pygments", "sortedcontainers")
FROM_LOCK = ("narwhals", "xlsxwriter")


def main() -> None:
    """Lay out what the tests need, and run them."""
    parts = get()
    with tempfile.TemporaryDirectory() as name:
        app = Path(name)
        for tool in (*TOOLS, *FROM_LOCK):
            for file in files(tool) or ():
                source = Path(str(file.locate()))
                if source.suffix in (".py", ".typed", ".json", ".txt") and ".." not in file.parts:
                    target = app / file
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(source, target)
        shutil.copytree(pinned_package(parts.told["hypothesis"]), app, dirs_exist_ok=True)
        skip = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / "src" / PACKAGE, app / "src" / PACKAGE, ignore=skip)
        shutil.copytree(ROOT / "tests", app / "tests", ignore=skip)
        shutil.copytree(ROOT / "data", app / "data", ignore=skip)
        shutil.copytree(ROOT / "docs", app / "docs", ignore=shutil.ignore_patterns("*.png", "*.jpg"))
        shutil.copy(ROOT / "pyproject.toml", app)
        is_whole = "--geheel" in sys.argv
        asked = [word for word in sys.argv[1:] if word != "--geheel"]
        (app / "asked.txt").write_text("\n".join(asked), encoding="utf-8")
        pruned = interpreter(parts)
        left_out = "" if is_whole else (pruned.parent / "left_out.txt").read_text(encoding="utf-8")
        (app / "left_out.txt").write_text(left_out, encoding="utf-8")
        guest(parts, SOURCE / "builder" / "test_inside.py", f".={app}", wasm=None if is_whole else pruned)


if __name__ == "__main__":
    main()
