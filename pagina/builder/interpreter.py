"""The interpreter of the page: without what only a debugger reads, and without code that no call can reach.

All compiled packages of the distribution are linked into one WebAssembly file. Of the packages that the page
leaves out the code is still there, and a browser compiles all of it before anything can start.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pagina.builder.library import guest
from pagina.builder.parts import CACHE, SOURCE, Parts, once


def interpreter(parts: Parts) -> Path:
    """Give the file with the interpreter, made once."""
    told = parts.told["library"]
    wasm = parts.python / str(parts.told["python"]["wasm"])
    script = SOURCE / "builder" / "prune.mjs"
    key = sha256(script.read_bytes() + repr(told).encode() + str(parts.python).encode()).hexdigest()[:16]

    def make(folder: Path) -> None:
        left = left_out(_names(parts), told["without"], told["without_parts"], told["linked"])
        (folder / "left_out.txt").write_text("\n".join(left), encoding="utf-8")
        made = [str(folder / name) for name in ("python.wasm", "left_out.txt")]
        subprocess.run([str(parts.node), str(script), str(wasm), *made], check=True)

    return once(CACHE / "interpreter" / key, make) / "python.wasm"


def left_out(
    names: Iterable[str], packages: Iterable[str], folders: Iterable[str], linked: Iterable[str]
) -> list[str]:
    """Name the compiled modules whose package the page leaves out.

    Args:
        names: Every compiled module, with the packages it is in.
        packages: Top packages left out.
        folders: Beginnings of paths left out.
        linked: Beginnings of paths that stay, though their package is left out.

    Example:
        >>> left_out(["lxml.etree", "scipy.fft._x", "_json"], ["lxml"], ["scipy/fft"], [])
        ['lxml.etree', 'scipy.fft._x']
        >>> left_out(["scipy.optimize._highspy._core"], [], ["scipy/optimize"], ["scipy/optimize/_highspy/"])
        []
    """
    tops, beginnings, stays = set(packages), tuple(folders), tuple(linked)
    paths = {name: name.replace(".", "/") for name in names}
    return [
        name
        for name, path in paths.items()
        if (name.partition(".")[0] in tops or path.startswith(beginnings)) and not path.startswith(stays)
    ]


def _names(parts: Parts) -> list[str]:
    """Ask the interpreter what is linked into it."""
    with tempfile.TemporaryDirectory() as name:
        guest(parts, SOURCE / "builder" / "names_inside.py", f"--out=names:{name}")
        return (Path(name) / "names.txt").read_text(encoding="utf-8").splitlines()
