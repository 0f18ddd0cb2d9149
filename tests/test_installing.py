"""The lock files install as they are, also with an old pip and when the index has moved on."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest  # and packaging, which pytest needs itself
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LOCK_FILES = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))
# From this release on pip holds `noot[extra]` to the version that `noot` has in a file with hashes.
RESOLVES_EXTRAS = Version("23.3")
COMPUTERS = {
    "Linux, 3.11": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    | {"python_version": "3.11", "python_full_version": "3.11.7", "platform_machine": "x86_64"},
    "Windows, 3.11": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    | {"python_version": "3.11", "python_full_version": "3.11.7", "platform_machine": "AMD64"},
    "macOS, 3.13": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
    | {"python_version": "3.13", "python_full_version": "3.13.1", "platform_machine": "arm64"},
}

# ---- the command


def wheel(folder: Path, name: str, version: str, *lines: str) -> str:
    """Write an empty package and give its line for a lock file."""
    info = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    metadata = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""])
    record = "".join(f"{info}/{file},,\n" for file in ("METADATA", "WHEEL", "RECORD"))
    tags = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(f"{info}/WHEEL", tags)
        archive.writestr(f"{info}/RECORD", record)
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of an empty environment, with the pip that came with it."""
    folder = tmp_path_factory.mktemp("leeg") / "omgeving"
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip("Python maakt hier geen omgeving met pip (op Debian: installeer python3-venv)")
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


@pytest.fixture
def older_lock(tmp_path: Path) -> Path:
    """A folder with an index and a lock on noot 1.0, after which noot 2.0 came out."""
    pinned = wheel(tmp_path, "aap", "1.0", "Requires-Dist: noot[extra]>=1")
    pinned += wheel(tmp_path, "noot", "1.0", "Provides-Extra: extra")
    wheel(tmp_path, "noot", "2.0", "Provides-Extra: extra")
    (tmp_path / "lock.txt").write_text(pinned, encoding="utf-8")
    return tmp_path


def pip(python: Path, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run pip without network and without the settings of this computer."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *words]
    own |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(folder)}
    return subprocess.run(command, env=own, cwd=folder, capture_output=True, text=True, check=False)


def install(python: Path, folder: Path, flags: list[str]) -> subprocess.CompletedProcess[str]:
    return pip(python, "install", "--force-reinstall", *flags, "-r", "lock.txt", folder=folder)


def flags_of_the_makefile() -> list[str]:
    """Give what stands between `$(install)` and the lock file."""
    (flags,) = re.findall(r"\$\(install\) (.*) -r \$<$", MAKEFILE, flags=re.MULTILINE)
    return shlex.split(flags)


def versions(python: Path, folder: Path) -> set[str]:
    listed = pip(python, "list", "--format", "freeze", folder=folder).stdout.split()
    return {line for line in listed if line.startswith(("aap", "noot"))}


def test_an_older_lock_installs_with_the_flags_of_the_makefile(fresh_python: Path, older_lock: Path) -> None:
    done = install(fresh_python, older_lock, flags_of_the_makefile())
    assert done.returncode == 0, done.stderr
    assert versions(fresh_python, older_lock) == {"aap==1.0", "noot==1.0"}
    assert pip(fresh_python, "check", folder=older_lock).returncode == 0


def test_an_old_pip_refuses_that_lock_when_it_resolves_again(fresh_python: Path, older_lock: Path) -> None:
    """This is why the flags say no-deps: it takes noot[extra] 2.0, which has no hash in the file."""
    said = pip(fresh_python, "--version", folder=older_lock).stdout.split()[1]
    if Version(said) >= RESOLVES_EXTRAS:
        pytest.skip(f"pip {said} heeft deze fout niet meer (wel: pip ouder dan {RESOLVES_EXTRAS})")
    flags = [flag for flag in flags_of_the_makefile() if flag != "--no-deps"]
    done = install(fresh_python, older_lock, flags)
    assert done.returncode != 0
    assert "noot[extra]" in done.stderr


def test_a_changed_package_is_refused(fresh_python: Path, older_lock: Path) -> None:
    wheel(older_lock, "aap", "1.0", "Requires-Dist: noot")
    done = install(fresh_python, older_lock, flags_of_the_makefile())
    assert done.returncode != 0
    assert "HASHES" in done.stderr


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/wheel"])
def test_every_page_gives_the_flags_of_the_makefile(page: str) -> None:
    lines = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if "pip install" in line]
    locked = [line for line in lines if "requirements" in line]
    assert locked
    for line in locked:
        assert set(flags_of_the_makefile()) <= set(line.split()), line


def test_the_first_screen_of_the_readme_names_both_commands() -> None:
    """And what each of them sets up."""
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    for command in ("make rapport", "make test"):
        assert command in first_screen
        assert any(line.startswith(f"| `{command}` |") for line in first_screen)


# ---- the files: installed as they are, so nothing may be missing from them


def locked(file: str, computer: dict[str, str]) -> dict[str, Version]:
    """Give the version of each package that a lock file installs on a computer."""
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            pinned = Requirement(line.partition("--hash")[0])
            (exact,) = pinned.specifier
            assert exact.operator == "=="
            if pinned.marker is None or pinned.marker.evaluate(computer):
                found[canonicalize_name(pinned.name)] = Version(exact.version)
    return found


def group(names: list[str], groups: dict[str, list[str | dict[str, str]]]) -> Iterator[str]:
    for name in names:
        for line in groups[name]:
            if isinstance(line, str):
                yield line
            else:
                yield from group([line["include-group"]], groups)


def wanted(file: str) -> list[Requirement]:
    """Give what pyproject.toml asks for a lock file, by the words that `make lock` makes it with."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (recipe,) = (line for line in MAKEFILE.splitlines() if line.endswith(f"-o requirements/{file}"))
    lines = list(declared["project"]["dependencies"])
    for extra in re.findall(r"--extra (\S+)", recipe):
        lines += declared["project"]["optional-dependencies"][extra]
    lines += group(re.findall(r"--group (\S+)", recipe), declared["dependency-groups"])
    return [Requirement(line) for line in lines]


def asked_by(name: str, version: Version, extras: set[str], computer: dict[str, str]) -> list[Requirement]:
    """Give what a package asks, when it is installed here in that version."""
    try:
        installed = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return []
    if Version(installed.version) != version:
        return []
    asked = [Requirement(line) for line in installed.requires or ()]
    return [
        one
        for one in asked
        if one.marker is None
        or any(one.marker.evaluate(computer | {"extra": extra}) for extra in ("", *extras))
    ]


@pytest.mark.parametrize("computer", COMPUTERS.values(), ids=COMPUTERS)
@pytest.mark.parametrize("file", LOCK_FILES)
def test_a_lock_file_holds_all_that_its_packages_ask(file: str, computer: dict[str, str]) -> None:
    """What pip check says of an environment, for each computer that a file is for."""
    pinned = locked(file, computer)
    todo, extras = wanted(file), dict[str, set[str]]()
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        assert name in pinned, f"{one} ontbreekt"
        assert one.specifier.contains(pinned[name], prereleases=True), f"{one}, maar vast op {pinned[name]}"
        if name not in extras or one.extras - extras[name]:
            extras[name] = extras.get(name, set()) | one.extras
            todo += asked_by(name, pinned[name], extras[name], computer)


# ---- the bounds: what `make grenzen` installs follows from pyproject.toml


def bounds_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bounds", ROOT / ".ci" / "bounds.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_lowest_versions_are_those_of_the_declared_bounds() -> None:
    bounds = bounds_script()
    assert bounds.lowest("pandas>=3.0") == "pandas==3.0"
    assert bounds.lowest("python-docx>=1.2.1,<2") == "python-docx==1.2.1"
    for line in bounds.declared():
        pinned = Requirement(bounds.lowest(line))
        (exact,) = pinned.specifier
        assert Requirement(line).specifier.contains(exact.version), line


def test_a_package_without_a_lowest_version_is_refused() -> None:
    with pytest.raises(SystemExit, match="numpy<3"):
        bounds_script().lowest("numpy<3")


def test_both_bounds_hold_every_package_of_run_time_but_spark_and_postgres() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = declared["optional-dependencies"]
    wanted = {*declared["dependencies"], *(line for name in extras for line in extras[name])}
    assert wanted - set(bounds_script().declared()) == {*extras["spark"], *extras["postgres"]}


def test_the_tools_of_the_bounds_are_the_locked_ones() -> None:
    bounds = bounds_script()
    pinned = locked("test.txt", COMPUTERS["Linux, 3.11"])
    for line in bounds.locked(bounds.TOOLS):
        tool = Requirement(line)
        assert tool.specifier.contains(pinned[canonicalize_name(tool.name)])
