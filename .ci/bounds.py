"""Run a part of the tests with the lowest and with the newest versions that pyproject.toml allows.

Both environments are made at the same time, each in a folder of its own beside .venv. Nothing is listed here
that pyproject.toml or a lock file says already.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOWEST, NEWEST = "laagste", "nieuwste"
# PySpark is 400 MB, wants Java and takes minutes, and PostgreSQL a server: their tests run with what
# requirements/spark.txt and requirements/postgres.txt hold.
LEFT_OUT = frozenset({"spark", "postgres"})
TOOLS = ("pytest", "hypothesis", "openpyxl", "hatchling", "editables")
# What says something about those packages and takes seconds; before them the example goes to a report.
_DOORS = "tests/intake/test_every_rule_on_every_source.py::"
TESTS = (
    "tests/intake/test_example.py",
    # narwhals on pandas, Polars, PyArrow and DuckDB: each of the first two batches holds many rules
    f"{_DOORS}test_the_sound_caseload_is_sound_through_every_door",
    f"{_DOORS}test_the_same_mistake_gets_the_same_words_through_every_door[getal_buiten_grenzen]",
    f"{_DOORS}test_the_same_mistake_gets_the_same_words_through_every_door[naam_mogelijk]",
    "tests/costing/test_engines_agree.py",
    "tests/disclosure/attack/test_program.py",  # highspy: silent, and bears a second solver in the process
    "tests/disclosure/attack/test_solver.py",  # the HiGHS of highspy and that of scipy
    "tests/disclosure/tables/test_publish.py",
    "tests/intake/workbook/test_round_trip.py",  # defusedxml
    "tests/report/test_xlsx.py",  # XlsxWriter
    "tests/report/test_html.py",  # Jinja2
    "tests/report/test_docx.py",
    "tests/plots",
)


def declared() -> list[str]:
    """Give every package that is used at run time, as pyproject.toml declares it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [
        *project["dependencies"],
        *(line for name in extras if name not in LEFT_OUT for line in extras[name]),
    ]
    return list(dict.fromkeys(lines))


def lowest(line: str) -> str:
    """Give the lowest version that a line of pyproject.toml allows.

    Example:
        >>> lowest("pandas>=3.0,<5")
        'pandas==3.0'
    """
    found = re.fullmatch(r"([A-Za-z0-9._-]+)>=([0-9.]+)(,.*)?", line)
    if found is None:
        raise SystemExit(f"Schrijf de ondergrens in pyproject.toml als pakket>=versie, niet als {line}.")
    return f"{found[1]}=={found[2]}"


def locked(names: Iterable[str]) -> list[str]:
    """Give the tools of the tests in the version that is locked."""
    text = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
    return [re.findall(rf"^{name}==[^ ;]+", text, flags=re.MULTILINE)[0] for name in names]


def program(name: str) -> Path:
    """Give the Python of an environment."""
    return ROOT / f".venv-{name}" / ("Scripts" if os.name == "nt" else "bin") / "python"


def steps(name: str) -> list[tuple[str, list[str]]]:
    """Give what is done for an environment, each with its name in the output."""
    python = str(program(name))
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    packages = [lowest(line) for line in declared()] if name == LOWEST else declared()
    made = f"uit/grenzen/{name}"
    shutil.rmtree(ROOT / made, ignore_errors=True)
    (ROOT / made).mkdir(parents=True)
    workbook, documents = f"{made}/voorbeeld.xlsx", ("--formaat", "html,xlsx,pdf,docx")
    job = [python, "-m", "maatschappelijk_rendement"]
    test = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not spark", "--durations=5"]
    make = [] if program(name).exists() else [("omgeving", [sys.executable, "-m", "venv", f".venv-{name}"])]
    return [
        *make,
        # Eager: what was installed before is no reason to stay below the newest that is allowed.
        (
            "installeren",
            [*pip, "install", "-q", "-U", "--upgrade-strategy", "eager", *packages, *locked(TOOLS)],
        ),
        ("installeren", [*pip, "install", "-q", "--no-deps", "--no-build-isolation", "-e", "."]),
        ("pip check", [*pip, "check"]),
        ("versies", [*pip, "list", "--format", "freeze"]),
        ("sjabloon", [*job, "sjabloon", workbook, "--voorbeeld"]),
        ("rapport", [*job, "rapport", workbook, "--uit", f"{made}/rapport", *documents]),
        # That a package will change something later is shown, and is no error here.
        ("tests", [*test, "-W", "default::DeprecationWarning", *TESTS]),
    ]


def run(name: str, said: dict[str, tuple[bool, str]]) -> None:
    """Do the steps of an environment until one fails, and keep what is to be shown of them."""
    lines, is_good = [f"==== {name}"], True
    for step, command in steps(name):
        start = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  ours
        is_good = done.returncode == 0
        lines.append(f"-- {step}: {'goed' if is_good else 'FOUT'} ({time.monotonic() - start:.0f} s)")
        if step == "versies":
            names = {re.split("[>=]", line)[0].lower() for line in declared()}
            kept = [line for line in done.stdout.splitlines() if line.split("==")[0].lower() in names]
            lines.append("   " + ", ".join(kept))
        elif step == "tests" or not is_good:
            lines.append(done.stdout)
        if not is_good:
            lines.append(done.stderr)
            break
    said[name] = is_good, "\n".join(lines)


def main() -> int:
    """Make both environments, run the tests in each, and say how it went."""
    said: dict[str, tuple[bool, str]] = {}
    at_work = [threading.Thread(target=run, args=(name, said)) for name in (LOWEST, NEWEST)]
    for thread in at_work:
        thread.start()
    for thread in at_work:
        thread.join()
    for name in (LOWEST, NEWEST):
        print(said[name][1] if name in said else f"==== {name}: FOUT", flush=True)
    return int(not all(name in said and said[name][0] for name in (LOWEST, NEWEST)))


if __name__ == "__main__":
    sys.exit(main())
