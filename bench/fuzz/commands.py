"""Type random commands with random names, dates and TOML files, and see that each ends as it should.

Run: .venv/bin/python bench/fuzz/commands.py 2000 [first seed]

For every command: an exit code of 0 to 4, no exception, no "onverwachte fout", no word of English or of
Python, a reason where something was refused, whole JSON where that was asked, nothing written where it was
refused, and no run over a minute. Each twentieth runs as a child with a stream closed, full or left. Ends
with 1 when anything failed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toml_texts import mutated

from maatschappelijk_rendement.app.cli import main as mr

ROOT = Path(__file__).parents[2]
CODES = range(5)
SLOWEST_SECONDS = 60
MOST_FAILURES = 20
CHILD_EVERY, REPORT_EVERY = 20, 500
MOST_MEMORY = 8 << 30
STRANGE = re.compile(
    r"Traceback|onverwachte fout|Errno|Error\b|usage:|invalid|error:|\bNone\b|No such file", re.I
)
STREAMS = ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", "| true", "2>&1 | head -c 1")

ODD_NAMES = (
    "", " ", ".", "..", "-", "--", "-x", "a" * 255, "a" * 256, "a" * 250 + ".xlsx", "é" * 128, "a/" * 2_100,
    "a\nb", "a\tb.xlsx", "\x1b[31m.xlsx", "half\udce9.xlsx", "ster*.xlsx", "~", "$HOME", "CON", "geen.xlsx",
    "geen/map", "geen.toml", "a\0b", "=1+1.xlsx", "Jan Jansen.xlsx", "kring", "dood", "bestand/in/bestand",
)  # fmt: skip
DEVICES = ("/dev/null", "/dev/full", "/dev/zero", "/proc/self/mem", "/proc/geen/map", "/proc/version")
DATES = (
    "3-9-2018", "2018-09-03", "31-12-9999", "1-1-1", "1-1-0001", "9999-12-31", "0000-00-00", "31-2-2018",
    "infinity", "", "nu", "20180903", "3/9/2018", "-1-1-2018", "٣-٩-٢٠١٨", "1e3",
)  # fmt: skip
NUMBERS = ("10", "15", "0", "1", "3", "-1", "1e3", "", "9" * 9, "9" * 5_000, "1_0", "٣", "inf", "10.5")
WORDS = (
    "html",
    "html,xlsx",
    "pdf",
    "docx",
    "HTML , docx",
    "",
    ",",
    "odt",
    "html\n",
    "gemeente",
    "bewoner,verzekeraar",
)
TEXTS = (
    "besluit van het college",
    "",
    " ",
    "\x00",
    "\ud83d",
    "x" * 501,
    "a\nb",
    "<b>&",
    "=1+1",
    "\u202e",
    "é€",
)
SIZES = ("4GB", "1500mb", "0GB", "-1GB", "", "veel", "4", "999999TB", "4GB; drop table x", "1e3GB")
SEARCHES = ("bijstand", "", "*", "(", "\\", "%s", "{0}", "\x00", "é" * 1_000, "--")


@dataclass(frozen=True)
class Ground:
    """What lies on the disk: names that can be read, and names where something can be written."""

    folder: Path
    reading: tuple[str, ...]
    writing: tuple[str, ...]
    styles: tuple[str, ...]
    scenario: str


def prepared(folder: Path) -> Ground:
    """Lay down a workbook, a folder of files, a pipe, links that lead nowhere and the examples."""
    with contextlib.redirect_stdout(io.StringIO()):
        mr(["sjabloon", "goed.xlsx", "--voorbeeld"])
        mr(["sjabloon", "leeg.xlsx"])
        mr(["sleutel", "eigen.sleutel"])
    for name in ("030_zipbom_blad_150MB", "132_moment_verschreven", "064_extra_kolom_naam"):
        shutil.copy(ROOT / "tests" / "corpus" / f"{name}.xlsx", f"{name}.xlsx")
    shutil.copy(ROOT / "voorbeelden" / "logo.png", "logo.png")
    os.mkfifo("pijp.png")
    Path("kring").symlink_to("kring")
    Path("dood").symlink_to("nergens")
    Path("bestand").write_bytes(b"niets")
    Path("map").mkdir()
    Path("lake").mkdir()
    for name in ("analyse", "casussen", "gebruik"):
        Path(f"lake/{name}.csv").write_text("casus_id;moment\n", encoding="utf-8")
    workbooks = ("goed.xlsx", "leeg.xlsx", "132_moment_verschreven.xlsx", "064_extra_kolom_naam.xlsx")
    reading = (*workbooks, *workbooks, "030_zipbom_blad_150MB.xlsx", "bestand", "map", "logo.png", "lake")
    writing = ("uit", "uit", "uit/dieper", "map", "nieuw.xlsx", "eigen.sleutel", "bestand", "goed.xlsx")
    style = (ROOT / "voorbeelden" / "huisstijl.toml").read_text(encoding="utf-8")
    scenario = (ROOT / "voorbeelden" / "scenario_wijk.toml").read_text(encoding="utf-8")
    return Ground(
        folder, reading, writing, (style,), re.sub("trekkingen = [0-9]+", "trekkingen = 1000", scenario)
    )


def command(ground: Ground, rng: random.Random) -> list[str]:
    """Make up a command, with the files it names."""
    kind = rng.choices(
        ("scenario", "huisstijl", "rapport", "controleer", "sjabloon", "rest", "wild"),
        (34, 22, 8, 8, 8, 14, 6),
    )[0]
    reading = rng.choice(ground.reading if rng.random() < 0.6 else (*ODD_NAMES, *DEVICES))
    writing = rng.choice(ground.writing if rng.random() < 0.5 else (*ODD_NAMES, *DEVICES))
    if kind == "scenario":
        Path("afspraak.toml").write_bytes(mutated(ground.scenario, rng))
        name = "afspraak.toml" if rng.random() < 0.95 else reading
        words = ["scenario", name, "--uit", writing if rng.random() < 0.2 else "uit"]
    elif kind == "huisstijl":
        Path("stijl.toml").write_bytes(mutated(rng.choice(ground.styles), rng))
        name = "stijl.toml" if rng.random() < 0.95 else reading
        words = [
            "rapport",
            "goed.xlsx" if rng.random() < 0.02 else "geen.xlsx",
            "--uit",
            "uit",
            "--huisstijl",
            name,
        ]
    elif kind == "rapport":
        words = ["rapport", reading, "--uit", writing, *options(ground, rng)]
    elif kind == "controleer":
        words = ["controleer", reading, *options(ground, rng)]
        words += ["--aantekeningen", writing] if rng.random() < 0.3 else []
    elif kind == "sjabloon":
        words = ["sjabloon", writing, *(["--voorbeeld"] if rng.random() < 0.3 else [])]
    elif kind == "rest":
        words = rng.choice(
            (
                ["uitgaven", reading],
                ["opruimen", writing],
                ["opruimen", writing, "--ja"],
                ["sleutel", writing],
                ["tarieven", rng.choice(SEARCHES)],
                ["tarieven", "--stroom", rng.choice(("Wmo", "zvw", "", "x", "\n"))],
                ["tarieven", "--ontbreekt"],
                ["--versie"],
                ["rapport", "--help"],
                [],
            )
        )
    else:
        pool = ("rapport", "--uit", "--json", "--uit=", "-h", "--", "x", "tarieven", *ODD_NAMES)
        words = [rng.choice(pool) for _ in range(rng.randrange(6))]
    return list(words)


def options(ground: Ground, rng: random.Random) -> Iterator[str]:
    """Some options, each with a value that may be odd."""
    values: dict[str, Sequence[str]] = {
        "--formaat": WORDS,
        "--datum": DATES,
        "--minimum": NUMBERS,
        "--reden": TEXTS,
        "--voor": WORDS,
        "--geheugen": SIZES,
        "--register": ("register", *ODD_NAMES, *DEVICES),
        "--sleutel": ("eigen.sleutel", *ODD_NAMES, *DEVICES),
    }
    for name in rng.sample(sorted(values), rng.choice((0, 0, 1, 1, 2))):
        yield name
        yield rng.choice(values[name])
    for flag in ("--json", "--intern", "--afronden", "--indexeer"):
        if rng.random() < 0.2:
            yield flag


def run_here(words: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = mr(words)
        except SystemExit as end:
            code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


def run_as_child(words: list[str], streams: str) -> tuple[int, str, str]:
    words = [
        os.fsdecode(os.fsencode(word.replace("\0", "").encode("utf-8", "replace").decode())) for word in words
    ]
    line = f'"{sys.executable}" -m maatschappelijk_rendement "$@" {streams}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}", "bash", *words],
        capture_output=True,
        check=False,
        timeout=600,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".toml" and "register" not in path.parts
    }


def tidy(folder: Path, laid_down: set[str]) -> None:
    """Remove what a command made, so that the next one finds the same disk."""
    for path in [*folder.iterdir(), *folder.joinpath("map").iterdir()]:
        if path.name in laid_down and path.parent == folder:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def judge(words: list[str], code: int, out: str, err: str, streams: str) -> Iterator[str]:
    """Say what is wrong with how a command ended."""
    if code not in CODES:
        yield f"code {code}"
    for found in STRANGE.finditer(err):
        yield f"says {found[0]!r}"
    is_json = "--json" in words and words[0] in ("rapport", "controleer")
    if code and not streams and not err and not out:
        yield "refuses without a word"
    if is_json and out and not streams:
        try:
            json.loads(out)
        except ValueError:
            yield "is no JSON"


def main(runs: int, first: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    outcomes: Counter[str] = Counter()
    failures, slowest = 0, 0.0
    begin = time.perf_counter()
    start = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "hier" / "werk"
        folder.mkdir(parents=True)
        os.chdir(folder)
        ground = prepared(folder)
        laid_down = {path.name for path in folder.iterdir()}
        for seed in range(first, first + runs):
            rng = random.Random(seed)
            words = command(ground, rng)
            streams = rng.choice(STREAMS) if seed % CHILD_EVERY == 0 else ""
            before, since = files_in(folder), time.process_time()
            signal.alarm(SLOWEST_SECONDS * 10)
            try:
                code, out, err = run_as_child(words, streams) if streams else run_here(words)
                problems = list(judge(words, code, out, err, streams))
                if code and not streams and words[:1] != ["opruimen"] and files_in(folder) != before:
                    problems.append("wrote something and refused")
            except Exception as error:  # noqa: BLE001  any exception here is what we look for
                code, problems = -1, [repr(error)[:200], traceback.format_exc(limit=-3)]
            signal.alarm(0)
            seconds = time.process_time() - since
            slowest = max(slowest, seconds)
            if seconds > SLOWEST_SECONDS:
                problems.append(f"{seconds:.0f} s")
            outcomes[f"code {code}"] += 1
            if problems:
                failures += 1
                print(
                    f"seed {seed} {ascii(words)[:300]} {streams}: code {code}",
                    *problems,
                    sep="\n  ",
                    flush=True,
                )
            tidy(folder, laid_down)
            if any(not (folder / name).is_symlink() and not (folder / name).exists() for name in laid_down):
                raise SystemExit(f"seed {seed} took away what was laid down")
            if failures >= MOST_FAILURES or (seed - first + 1) % REPORT_EVERY == 0:
                print(f"{seed - first + 1} runs, {failures} failures, {dict(outcomes)}", flush=True)
            if failures >= MOST_FAILURES:
                break
        os.chdir(start)
    wall = time.perf_counter() - begin
    print(f"{outcomes.total()} commands in {wall:.0f} s: {dict(sorted(outcomes.items()))}")
    print(f"slowest {slowest:.1f} s of processor time, failures: {failures}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
