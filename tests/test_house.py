"""The house itself: what the tree, the package and the pages about them promise."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from enum import StrEnum
from pathlib import Path

import pytest

import maatschappelijk_rendement
from maatschappelijk_rendement.domain import vocabulary

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "maatschappelijk_rendement"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
# Made, installed or fetched; the rest of the tree is ours.
NOT_OURS = {
    ".git",
    ".venv",
    "uit",
    "site",
    "dist",
    "build",
    "node_modules",
    "htmlcov",
    ".hypothesis",
    ".pagina",
    ".spark",
}


def own_texts() -> list[tuple[Path, str]]:
    texts = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if not path.is_file() or NOT_OURS & set(parts) or any(part.endswith("cache") for part in parts):
            continue
        try:
            texts.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return texts


def lint_imports(folder: Path) -> tuple[int, str]:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache"], cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": "src"}
    )
    return done.returncode, done.stdout + done.stderr


def test_imports_only_go_down() -> None:
    code, output = lint_imports(ROOT)
    assert code == 0, output


def test_every_import_contract_can_break(tmp_path: Path) -> None:
    # A contract that names a module that moved would hold for ever, so each gets its own trespass.
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "src" / SOURCE.name
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
    trespass = "\n".join(
        f"import {name}"
        for name in (
            "openpyxl",
            "xlsxwriter",
            "matplotlib",
            "docx",
            "duckdb",
            "python_calamine",
            "fcntl",
            "maatschappelijk_rendement.outcomes.case_changes",
        )
    )
    for module in ("domain/money.py", "report/__init__.py"):
        with (package / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{trespass}\n")
    with (package / "outcomes" / "per_wijk.py").open("a", encoding="utf-8") as file:
        file.write("\nimport maatschappelijk_rendement.domain.record\n")
    with (package / "analysis" / "groups.py").open("a", encoding="utf-8") as file:
        # An annotation closes a circle as well.
        file.write("\nif TYPE_CHECKING:\n    import maatschappelijk_rendement.analysis.charts\n")
    code, output = lint_imports(tmp_path)
    contracts = [contract["name"] for contract in PYPROJECT["tool"]["importlinter"]["contracts"]]
    held = [name for name in contracts if not re.search(re.escape(name) + r"\s+BROKEN", output)]
    assert (code, held) == (1, []), output


@pytest.mark.parametrize(
    "statement", ["import maatschappelijk_rendement", "import maatschappelijk_rendement.app.cli"]
)
def test_starting_up_loads_no_heavy_library(statement: str) -> None:
    heavy = (
        "pandas",
        "numpy",
        "scipy",
        "matplotlib",
        "openpyxl",
        "xlsxwriter",
        "narwhals",
        "jinja2",
        "pydantic",
    )
    code = f"import sys; {statement}; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    missing = [
        name for name in maatschappelijk_rendement.__all__ if not hasattr(maatschappelijk_rendement, name)
    ]
    assert maatschappelijk_rendement.__all__
    assert not missing


def test_the_wheel_holds_the_prices_the_code_and_the_licences(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    def inside(folder: Path, root: Path) -> set[str]:
        files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return {f"{SOURCE.name}/{path.relative_to(root).as_posix()}" for path in files}

    prices = inside(ROOT / "data" / "tariffs", ROOT)
    code = inside(SOURCE, SOURCE)
    assert prices
    assert prices | code <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests/", "bench/", "docs/")) for name in names)


def test_no_file_names_a_registry_or_a_folder_of_a_machine() -> None:
    # Written in parts, so that this file does not hold what it looks for.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org"]
    folders = ["/" + name + "/" for name in ("tmp", "work", "root", "home")]
    pattern = re.compile("|".join(map(re.escape, hosts)) + r"|(?<![\w.*])(?:" + "|".join(folders) + r")\w")
    found = [f"{path}: {match.group()}" for path, text in own_texts() for match in pattern.finditer(text)]
    assert not found


def locked_names(name: str) -> set[str]:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {match.lower() for match in re.findall(r"^([A-Za-z0-9._-]+)==", text, flags=re.MULTILINE)}


def names_of(requirements: list[str | dict[str, str]]) -> set[str]:
    return {re.split(r"[<>=~! \[;]", item)[0].lower() for item in requirements if isinstance(item, str)}


GROUPS = PYPROJECT["dependency-groups"]
EXTRAS = PYPROJECT["project"]["optional-dependencies"]
RUN = names_of(PYPROJECT["project"]["dependencies"])


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("run.txt", RUN | names_of(GROUPS["build"])),
        (
            "formaten.txt",
            RUN
            | names_of(GROUPS["build"])
            | names_of(EXTRAS["pdf"] + EXTRAS["docx"] + EXTRAS["xls"] + EXTRAS["duckdb"]),
        ),
        ("test.txt", RUN | names_of(GROUPS["test"])),
        ("dev.txt", RUN | names_of(GROUPS["check"]) | names_of(GROUPS["docs"])),
        ("spark.txt", RUN | names_of(EXTRAS["spark"])),
        ("postgres.txt", RUN | names_of(EXTRAS["postgres"])),
    ],
)
def test_every_declared_dependency_is_locked(file: str, wanted: set[str]) -> None:
    assert wanted <= locked_names(file)


def test_who_wants_a_pdf_gets_no_tools_of_developers() -> None:
    tools = names_of(GROUPS["test"]) - names_of(GROUPS["build"])
    assert tools
    assert not tools & locked_names("formaten.txt")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "formaten: $(VENV)/.klaar-formaten " in makefile
    assert "-r requirements\\formaten.txt" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_every_locked_version_has_a_hash_and_no_address(path: Path) -> None:
    # A pin ends in a backslash and is followed by its hashes; an option line would start with two dashes.
    lines = path.read_text(encoding="utf-8").splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if "==" in line and not line.startswith(" "):
            assert following.strip().startswith("--hash=sha256:"), line
        assert not line.startswith("-"), line
        assert "://" not in line, line


def test_one_version_of_a_package_in_all_locks() -> None:
    pins: dict[str, set[str]] = {}
    for path in (ROOT / "requirements").glob("*.txt"):
        for pin in re.findall(r"^\S+==.*?(?= \\$)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            name, version = re.split("==", pin, maxsplit=1)
            marker = version.partition(";")[2].strip()
            pins.setdefault(f"{name} {marker}", set()).add(version.partition(" ")[0])
    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def imported_packages() -> set[str]:
    """Every package from outside that src imports, for a type too, as it is declared."""
    declared_as = {
        "docx": "python-docx",
        "ibis": "ibis-framework",
        "python_calamine": "python-calamine",
    }
    names = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "importlib.import_module":
                names |= {word.value for word in node.args if isinstance(word, ast.Constant)}
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {SOURCE.name}
    return {declared_as.get(name, name) for name in tops}


def test_what_is_installed_for_a_user_is_what_src_imports() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    (engines,) = [set(contract["forbidden_modules"]) for contract in contracts if contract["id"] == "engines"]
    # An engine is never imported to compute with: narwhals speaks to it.
    # The SQL of ibis is written by sqlglot, of which not every version fits: see docs/afhankelijkheden.md.
    bounded = {"sqlglot"}
    assert imported_packages() | engines | bounded == RUN.union(*map(names_of, EXTRAS.values()))


def reasons(heading: str) -> dict[str, str]:
    """The packages of one table of the page, each with the cell behind it."""
    page = (ROOT / "docs" / "afhankelijkheden.md").read_text(encoding="utf-8")
    (table,) = re.findall(rf"^## {heading}\n(.*?)(?=^## )", page, flags=re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| `([^`]+)` \| (.*?) \|", table, flags=re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {name.lower(): behind for name, behind in rows}


def test_every_dependency_has_its_reason_and_no_reason_is_left_over() -> None:
    assert reasons("Bij gebruik").keys() == RUN
    chosen = {name: f"`[{extra}]`" for extra, lines in EXTRAS.items() for name in names_of(lines)}
    assert reasons("Naar keuze") == chosen
    assert reasons("Bij het maken").keys() == set().union(*map(names_of, GROUPS.values()))


def vocabulary_words() -> list[tuple[str, str]]:
    words = []
    for name, kind in sorted(vars(vocabulary).items()):
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            words += [(f"{name}.{member.name}", member.value) for member in kind]
    return words


def test_every_listed_word_stands_in_the_glossary() -> None:
    rows = re.findall(
        r"^\| `([A-Za-z0-9]+\.[A-Z0-9_]+)` \| `([^`]+)` \| \S",
        (ROOT / "docs" / "begrippen.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert sorted(rows) == sorted(vocabulary_words())


def test_every_page_stands_in_the_menu_once() -> None:
    menu = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    assert sorted(menu) == sorted(pages)


def test_every_public_name_stands_on_the_python_page() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    described = re.findall(r"^::: \S+\.(\w+)$", page, flags=re.MULTILINE)
    assert sorted(described) == sorted(maatschappelijk_rendement.__all__)


def test_the_design_page_is_the_table_of_contents_in_the_order_of_the_layers() -> None:
    page = (ROOT / "docs" / "ontwerp.md").read_text(encoding="utf-8")
    (table,) = re.findall(r"^\| Kamer \|.*?\n\n", page, flags=re.MULTILINE | re.DOTALL)
    rooms = re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["id"] == "layers"]
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    modules = {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"} | packages
    assert rooms == layers
    assert set(rooms) == modules


def test_the_version_is_the_same_everywhere() -> None:
    version = PYPROJECT["project"]["version"]
    assert maatschappelijk_rendement.__version__ == version
    for name, pattern in (
        ("CITATION.cff", r"^version: (\S+)$"),
        ("publiccode.yml", r"^softwareVersion: (\S+)$"),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.findall(pattern, text, flags=re.MULTILINE) == [version], name


def test_the_module_names_say_something() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert not [path for path in SOURCE.rglob("*.py") if path.stem in vague]


def test_toml_is_parsed_in_one_place_only() -> None:
    # There a text is bounded before it is parsed, and its numbers stay exact.
    parsing = {path.name for path in SOURCE.rglob("*.py") if "tomllib" in path.read_text(encoding="utf-8")}
    assert parsing == {"toml_file.py"}


def test_no_two_public_classes_have_one_name() -> None:
    # One word, one meaning: a stranger who meets a name must not have to ask which of two it is.
    places: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for name in re.findall(r"^class ([A-Z]\w*)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            places.setdefault(name, []).append(path.relative_to(SOURCE).as_posix())
    assert not {name: found for name, found in places.items() if len(found) > 1}
