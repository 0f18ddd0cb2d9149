"""Mutation testing: small faults are put into the code one by one; a test must fail at each of them.

mutmut makes the mutants and runs, in a fork, the tests that reach each of them. This script gives it a copy
of the source, the tests of one group (``groups.toml``) and, where a group is large, a sample with a fixed
seed. A mutant that no test reaches counts as survived; one that never ends as caught.

    uv pip install mutmut
    .venv/bin/python bench/mutation/run.py                # every group
    .venv/bin/python bench/mutation/run.py geld kalender  # some of them
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = Path("src/maatschappelijk_rendement")
COPIED = ("src", "tests", "data", "pyproject.toml", "README.md")
SEED = 20261122
CAUGHT = {"killed", "timeout", "segfault"}
NOTHING = "geen.mutant"
# How many times as long as the tests a mutant may take: most that take longer loop for ever. What took too
# long is run again with more time, for on a busy machine a mutant that nothing notices takes long too.
SOON, LATE = 2.0, 12.0


def prepare(folder: Path, group: Mapping[str, Any]) -> None:
    """Copy what the tests need, and tell mutmut what to change and what judges it."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    modules = sorted(
        str(path.relative_to(ROOT)) for m in group["modules"] for path in (ROOT / PACKAGE).glob(m)
    )
    settings = {
        "source_paths": [str(PACKAGE)],
        "only_mutate": modules,
        "also_copy": ["data"],
        # The examples in the docstrings are tests too.
        "pytest_add_cli_args_test_selection": [*group["tests"], *modules],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-m", "not slow and not spark"],
        "timeout_multiplier": SOON,
        # Each mutant in a fork of a clean process: a fork of one that has run Polars or DuckDB may hang.
        "process_isolation": "forkserver",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")


def mutmut(folder: Path, *words: str) -> str:
    """Run mutmut in the copy, one mutant at a time."""
    command = [sys.executable, "-m", "mutmut", *words]
    # Few random examples a test: a score at least as high comes out with more.
    surroundings = os.environ | {"HYPOTHESIS_PROFILE": "few"}
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    ).stdout


def outcomes(folder: Path) -> dict[str, str]:
    """Give what became of each mutant, in the words of mutmut."""
    found: dict[str, str] = {}
    for path in sorted((folder / "mutants").rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= {mutant: status_by_exit_code[code] for mutant, code in codes.items()}
    return found


def run(name: str, group: Mapping[str, Any], folder: Path, seed: int) -> None:
    """Run one group and print its score a module, and what survived."""
    prepare(folder, group)
    mutmut(folder, "run", "--max-children", "1", NOTHING)  # makes them, and learns which test reaches which
    everything = sorted(outcomes(folder))
    size = min(group.get("sample", len(everything)), len(everything))
    chosen = sorted(random.Random(seed).sample(everything, size))
    said = mutmut(folder, "run", "--max-children", "1", *chosen)
    slow = [mutant for mutant, word in outcomes(folder).items() if word == "timeout"]
    if slow:
        settings = folder / "pyproject.toml"
        written = settings.read_text(encoding="utf-8")
        settings.write_text(
            written.replace(f"timeout_multiplier = {SOON}", f"timeout_multiplier = {LATE}"), encoding="utf-8"
        )
        said = mutmut(folder, "run", "--max-children", "1", *slow)
    found = {mutant: word for mutant, word in outcomes(folder).items() if mutant in set(chosen)}
    if not found or "not checked" in found.values():
        sys.exit(f"{name}: mutmut did not run every mutant\n{said[-2000:]}")
    print(f"{name}: {size} of {len(everything)} mutants, seed {seed}")
    total: Counter[str] = Counter()
    for module in sorted({mutant.rsplit(".", 1)[0] for mutant in found}):
        words = [word for mutant, word in found.items() if mutant.rsplit(".", 1)[0] == module]
        caught = sum(word in CAUGHT for word in words)
        total.update(caught=caught, all=len(words))
        print(f"  {module.partition('.')[2]:<30}{caught:>4} of {len(words):<4} {caught / len(words):.0%}")
    print(f"  {'together':<30}{total['caught']:>4} of {total['all']:<4} {total['caught'] / total['all']:.1%}")
    for mutant, word in found.items():
        # One that took too long is shown too: it loops for ever, or the machine was busy.
        if word != "killed":
            print(f"\n{mutant}: {word}")
            shown = mutmut(folder, "show", mutant).splitlines()
            print("\n".join(line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")))
    sys.stdout.flush()


def main() -> None:
    """Read the command line and run the groups in a folder of their own."""
    groups = tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", choices=[*groups, []], default=[])
    parser.add_argument("--sample", type=int, help="another number of mutants a group")
    parser.add_argument("--seed", type=int, default=SEED, help="another draw")
    options = parser.parse_args()
    for name in options.groups or groups:
        with tempfile.TemporaryDirectory() as folder:
            group = groups[name] | ({"sample": options.sample} if options.sample else {})
            run(name, group, Path(folder), options.seed)


if __name__ == "__main__":
    main()
