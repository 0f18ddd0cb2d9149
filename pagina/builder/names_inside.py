"""Runs in the Python of the page: writes the names of the compiled modules that are linked into it."""

import pathlib
import sys

made = pathlib.Path("/names")
made.mkdir()
(made / "names.txt").write_text("\n".join(sys.builtin_module_names), encoding="utf-8")
