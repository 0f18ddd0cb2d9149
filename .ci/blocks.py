"""Run the code blocks of every page, each page in its own folder with made-up files; or check the types.

A block of Python or of commands that cannot run has a reason above it: ``<!-- niet uitgevoerd: waarom -->``.
With ``--typen`` mypy reads the Python of the pages with all its strictness, as an analyst's script.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md")
FENCE = re.compile(
    r"(?:^<!-- niet uitgevoerd: (?P<why>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.M | re.S
)
SHOWN = ("text", "toml", "json")
"""Languages of a block that shows something; TOML and JSON are read."""
ELSEWHERE = {"eigen-bestand.md": "tests/test_own_file_page.py"}
"""Pages whose commands a test runs, on files that it makes of the tables of the page."""
WHERE_SPARK_IS = "# alleen waar Spark is"
APART = ("schaal.md", "galerij.md")
"""Pages whose blocks are scripts of their own."""
PRINTS = ("eigen-tabel.md",)
"""Pages on which a block of text is what the Python before it printed."""
# The made-up figures have codes that do not exist, so that nobody takes them for real ones.
CODES = {"WK082801": "WK082890", "WK082802": "WK082891", "WK082803": "WK082890"}


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    page: str
    line: int
    language: str
    code: str
    why_not: str

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.page}:{self.line}"


def blocks(path: Path) -> list[Block]:
    """Give the blocks of a page, in order."""
    text = path.read_text(encoding="utf-8")
    found = []
    for one in FENCE.finditer(text):
        line = text.count("\n", 0, one.start("code"))
        found.append(Block(path.name, line, one["language"], one["code"], one["why"] or ""))
    return found


def main(words: Sequence[str]) -> int:
    """Run the pages that are named, or all; or check their types."""
    sys.path.insert(0, str(Path(__file__).parent))
    if "--typen" in words:
        return check_types()
    failed = []
    for path in PAGES:
        if words and path.name not in words:
            continue
        start = time.perf_counter()
        try:
            number = run_page(path)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # each page is tried, and each fault is told
            failed.append(path.name)
            print(f"{path.name}: FOUT: {type(error).__name__}: {error}")
            continue
        if number:
            print(f"{path.name}: {number} blokken ({time.perf_counter() - start:.1f} s)")
    return 1 if failed else 0


def run_page(path: Path) -> int:
    """Run the blocks of one page, in order; give how many ran."""
    names: dict[str, object] = {"__name__": "__main__"}
    number, printed = 0, ""
    with working_folder(path.name):
        for block in blocks(path):
            if block.language == "toml":
                tomllib.loads(block.code)
            elif block.language == "json":
                json.loads(block.code)
            if page_prints(path.name, block) and block.code not in printed:
                raise SystemExit(f"{block.place}: dit drukt de Python ervoor niet af:\n{printed}")
            is_elsewhere = block.language == "bash" and path.name in ELSEWHERE
            if block.why_not or block.language in SHOWN or is_elsewhere:
                continue
            if block.language == "bash":
                run_commands(block)
            elif block.language == "python":
                printed = run_python(block, names)
            else:
                raise SystemExit(f"{block.place}: een blok zonder taal, of in een onbekende taal")
            number += 1
    return number


def page_prints(page: str, block: Block) -> bool:
    """Whether a block shows what the Python before it prints."""
    return page in PRINTS and block.language == "text"


def run_python(block: Block, names: dict[str, object]) -> str:
    """Run Python as a script would, and give what it prints, without blanks at the end of a line.

    What is shown on a page about Spark runs in a test that has Java.
    """
    if WHERE_SPARK_IS in block.code:
        return ""
    try:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(compile(block.code, block.place, "exec"), names)  # noqa: S102  # the pages are ours
    except Exception as error:
        raise SystemExit(f"{block.place}: {type(error).__name__}: {error}") from error
    return re.sub(r" +$", "", said.getvalue(), flags=re.M)


def run_commands(block: Block) -> None:
    """Give each command to the program itself; what the reader fills in by hand is filled in."""
    from maatschappelijk_rendement.app.cli import main as mr

    for line in block.code.splitlines():
        program, *words = shlex.split(line, comments=True) or ["mr"]
        if program != "mr":
            raise SystemExit(f"{block.place}: alleen mr kan hier draaien; geef anders een reden")
        if not words:
            continue
        words = [CODES.get(word.partition("=")[0], word) for word in words]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
            code = mr(words)
            if code == 0 and words[0] == "sjabloon" and not {"--voorbeeld", "--lopend"} & set(words):
                Path(words[1]).unlink()  # an empty workbook: the reader fills it
                mr([*words, "--voorbeeld"])
        if code:
            raise SystemExit(f"{block.place}: {line}: code {code}\n{said.getvalue()}")


@contextlib.contextmanager
def working_folder(page: str) -> Iterator[None]:
    """Work in a folder that holds what the page speaks of, and nothing else."""
    from page_folders import FILES

    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            Path("voorbeelden").symlink_to(ROOT / "voorbeelden")
            for make in FILES.get(page, ()):
                make()
            yield
        finally:
            os.chdir(before)


def check_types() -> int:
    """Let mypy read the Python of each page as a script of a strict analyst."""
    folder = ROOT / "uit" / "typen"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.py"):
        old.unlink()
    for path in PAGES:
        code = [b.code for b in blocks(path) if b.language == "python" and not b.why_not]
        code = [text for text in code if WHERE_SPARK_IS not in text]
        scripts = code if path.name in APART else ["\n".join(code)] if code else []
        for number, script in enumerate(scripts):
            name = re.sub(r"\W", "_", f"{path.stem}_{number}")
            (folder / f"{name}.py").write_text(script, encoding="utf-8")
    files = sorted(map(str, folder.glob("*.py")))
    settings = str(ROOT / "pyproject.toml")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", settings, *files]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603  # our own program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
