"""Make the two files that Python reads: its library, and our own package; both only bytecode."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pagina.builder.parts import CACHE, ROOT, SOURCE, Parts

PACKAGE = "maatschappelijk_rendement"
LONG_AGO = (1980, 1, 1, 0, 0, 0)

Files = Mapping[str, bytes]


def library(parts: Parts) -> bytes:
    """Give the library of the interpreter: without what the page never loads, with packages of the lock."""
    told = parts.told["library"]
    without, parted = set(told["without"]), tuple(told["without_parts"])
    replaced = set(parts.pure)
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(parts.python / str(parts.told["python"]["library"])) as archive:
        for name in archive.namelist():
            if name.partition("/")[0].partition(".")[0] not in without | replaced and not name.endswith("/"):
                found[name] = archive.read(name)
    for name, folder in parts.pure.items():
        found |= _files(folder / name, folder)
    kept = {name: data for name, data in found.items() if not _is_left_out(name, parted)}
    return _zip(compiled(parts, kept))


def _is_left_out(name: str, parted: tuple[str, ...]) -> bool:
    return "/tests/" in name or ".dist-info/" in name or name.startswith(parted)


def own_package(parts: Parts) -> bytes:
    """Give this package with its data, as one file: a list of names and lengths, and then the bytes."""
    source = ROOT / "src" / PACKAGE
    files = _files(source, ROOT / "src")
    prices = ROOT / "data" / "tariffs"
    for path in prices.iterdir():
        files[f"{PACKAGE}/data/tariffs/{path.name}"] = path.read_bytes()
    return packed(compiled(parts, files))


def packed(files: Files) -> bytes:
    """Put files in one: the length of a list, the list of names and lengths, the bytes.

    Example:
        >>> packed({"a": b"x"})
        b'\\n\\x00\\x00\\x00[["a", 1]]x'
    """
    head = json.dumps([[name, len(data)] for name, data in sorted(files.items())]).encode()
    return len(head).to_bytes(4, "little") + head + b"".join(data for _, data in sorted(files.items()))


def unpacked(whole: bytes) -> dict[str, bytes]:
    """Give the files that were put in one.

    Example:
        >>> unpacked(packed({"a": b"x", "b": b""}))
        {'a': b'x', 'b': b''}
    """
    at = 4 + int.from_bytes(whole[:4], "little")
    files = {}
    for name, length in json.loads(whole[4:at]):
        files[name] = whole[at : at + length]
        at += length
    return files


def compiled(parts: Parts, files: Files) -> dict[str, bytes]:
    """Compile modules with the Python that will run them, once; other files stay as they are."""
    script = SOURCE / "builder" / "compile_inside.py"
    key = sha256(packed(files) + script.read_bytes() + str(parts.python).encode()).hexdigest()
    found = CACHE / "compiled" / key
    if not found.exists():
        found.parent.mkdir(exist_ok=True)
        half = found.with_suffix(".half")
        half.write_bytes(packed(_compiled(parts, files, script)))
        half.rename(found)
    return unpacked(found.read_bytes())


def _compiled(parts: Parts, files: Files, script: Path) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as name:
        source, made = Path(name) / "source", Path(name) / "made"
        for path, data in files.items():
            if path.endswith((".py", ".pyc")):
                target = source / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        guest(parts, script, f"source={source}", f"--out=compiled:{made}")
        done = {path.relative_to(made).as_posix(): path.read_bytes() for path in made.rglob("*.pyc")}
    missing = {
        path for path in files if path.endswith((".py", ".pyc")) and f"{path.removesuffix('c')}c" not in done
    }
    if missing:
        raise SystemExit(f"not compiled: {', '.join(sorted(missing))}")
    return done | {path: data for path, data in files.items() if not path.endswith((".py", ".pyc"))}


def guest(parts: Parts, code: Path, *words: str, wasm: Path | None = None) -> None:
    """Run a file in the Python of the page, in node: as it came, or as ``wasm`` has it."""
    shelf = parts.python / str(parts.told["python"]["library"])
    python = wasm or parts.python / str(parts.told["python"]["wasm"])
    script = SOURCE / "builder" / "guest.mjs"
    subprocess.run([str(parts.node), str(script), str(python), str(shelf), str(code), *words], check=True)


def _files(folder: Path, above: Path) -> dict[str, bytes]:
    """Read the files of a package, by their path from the folder above it."""
    return {
        path.relative_to(above).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _zip(files: Files) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data)
    return made.getvalue()
