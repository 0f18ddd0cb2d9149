"""Put the page together: its own source, and the parts as text inside."""

from __future__ import annotations

import base64
import html
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256

from pagina.builder.interpreter import interpreter
from pagina.builder.library import library, own_package
from pagina.builder.parts import CACHE, ROOT, SOURCE, Parts

PIECE = 3 << 22
"""Of so many bytes is one element with text: browsers read a few large ones best."""
NPM = ("@bjorn3/browser_wasi_shim", "brotli-dec-wasm")


def assemble(parts: Parts) -> bytes:
    """Give the page."""
    shelf = library(parts)
    (CACHE / "library.zip").write_bytes(shelf)
    inside = {
        "python": compressed(parts, interpreter(parts).read_bytes()),
        "library": compressed(parts, shelf),
        "own": compressed(parts, own_package(parts)),
        "licences": compressed(parts, licences(parts).encode()),
    }
    worker, script = bundled(parts, "worker.js"), bundled(parts, "page.js")
    style = (SOURCE / "page.css").read_text(encoding="utf-8")
    mark = sha256()
    for part in (*inside.values(), worker.encode(), script.encode(), style.encode()):
        mark.update(sha256(part).digest())
    filled = {
        "CSP": policy(script),
        "STYLE": style,
        "VERSION": _version(),
        "MARK": mark.hexdigest(),
        "PARTS": html.escape(", ".join(_versions(parts))),
        "INSIDE": "".join(_texts(inside)) + _element("worker", worker),
        "SCRIPT": f"<script>{script}</script>",
    }
    page = (SOURCE / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda place: filled[place[1]], page).encode()


def policy(script: str) -> str:
    """Say what the page may do: run its script, Python in a worker, and show a report; no network."""
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{digest}' 'wasm-unsafe-eval'",
            "worker-src blob:",
            # A report in its frame is under the policy of this page, and has a style of its own.
            "style-src 'unsafe-inline'",
            "img-src data:",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def compressed(parts: Parts, data: bytes) -> bytes:
    """Compress bytes, once: what was compressed before comes from the cache."""
    found = CACHE / "brotli" / sha256(data).hexdigest()
    if not found.exists():
        found.parent.mkdir(exist_ok=True)
        raw, half = found.with_suffix(".raw"), found.with_suffix(".half")
        raw.write_bytes(data)
        subprocess.run(
            [str(parts.node), str(SOURCE / "builder" / "compress.mjs"), str(raw), str(half)], check=True
        )
        raw.unlink()
        half.rename(found)
    return found.read_bytes()


def bundled(parts: Parts, name: str) -> str:
    """Put a script and what it imports in one, without a module left to load."""
    esbuild = parts.modules / "esbuild" / "bin" / "esbuild"
    words = [
        "--bundle",
        "--format=iife",
        "--minify",
        "--charset=utf8",
        "--loader:.wasm=binary",
        "--log-level=error",
    ]
    words += ["--target=es2022", "--legal-comments=none", f"--define:import.meta.url={'0'!r}"]
    done = subprocess.run(
        [str(parts.node), str(esbuild), str(SOURCE / "script" / name), *words],
        check=True,
        capture_output=True,
    )
    text = done.stdout.decode().strip()
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise SystemExit(f"{name}: this text would end its element")
    return text


def licences(parts: Parts) -> str:
    """Put the licences of all that is inside under each other."""
    folder = parts.python / str(parts.told["python"]["licences"])
    texts = {"maatschappelijk-rendement": (ROOT / "LICENSE").read_text(encoding="utf-8")}
    texts |= {
        path.stem: path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.txt"))
    }
    for name, inside in parts.pure.items():
        files = sorted(inside.glob("*.dist-info/**/*LICEN*"))
        texts[name] = "\n".join(path.read_text(encoding="utf-8") for path in files if path.is_file())
    for name in NPM:
        files = sorted((parts.modules / name).glob("LICENSE*"))
        texts[name] = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return "\n\n".join(f"==== {name}\n\n{text.strip()}" for name, text in texts.items())


def _versions(parts: Parts) -> Iterator[str]:
    """Name what is inside, with its version."""
    told = parts.told["python"]
    yield f"{told['name']} {told['version']}"
    manifest = (parts.python / str(told["manifest"])).read_text(encoding="utf-8")
    of_python = dict(re.findall(r"^(?:package )?(\S+) (\d\S*)$", manifest, flags=re.MULTILINE))
    yield f"Python {of_python['python']}"
    for name in ("numpy", "pandas", "scipy", "jinja2", "markupsafe", "defusedxml"):
        yield f"{name} {of_python[name]}"
    for name, inside in parts.pure.items():
        (about,) = inside.glob("*.dist-info")
        yield f"{name} {about.stem.split('-')[1]}"
    lock = json.loads((SOURCE / "package-lock.json").read_bytes())["packages"]
    for name in NPM:
        yield f"{name} {lock[f'node_modules/{name}']['version']}"


def _version() -> str:
    text = (ROOT / "src" / "maatschappelijk_rendement" / "domain" / "version.py").read_text(encoding="utf-8")
    return str(re.findall(r'"(\S+)"', text)[-1])


def _texts(inside: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in inside.items():
        for at in range(0, len(data), PIECE):
            yield _element(name, base64.b64encode(data[at : at + PIECE]).decode())


def _element(name: str, text: str) -> str:
    return f'<script type="text/plain" data-part="{name}">{text}</script>\n'
