"""What is printed, on streams that are closed, full or left: the exit code still says what happened."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.output import HeldOutput, Sure, open_closed, say

# The command itself, with work that takes no time: a long list, a mistake, a file that is not there.
PROGRAM = """
import sys
from maatschappelijk_rendement.app import commands
from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.domain.errors import Finding, InputError, UsageError
def long_list(arguments):
    print("een regel\\n" * 9_000)
    return 0
def with_a_mistake(arguments):
    raise InputError([Finding("fout", "Gebruik", "B5", "moment_onbekend", "Onbekend moment.")])
def not_there(arguments):
    raise UsageError("Dit bestand is er niet.")
commands.tariffs, commands.check, commands.releases = long_list, with_a_mistake, not_there
sys.exit(main())
"""
CLOSED = "is niet te schrijven: de gewone uitvoer (stdout) is gesloten."
NO_SPACE = "past niet meer op de schijf. Maak ruimte en probeer het opnieuw."
NOT_SHOWN = f"mr: de uitkomst {CLOSED} Er is niets geschreven.\n"
FULL = f"mr: de uitkomst {NO_SPACE} Er is niets geschreven.\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="asks for a shell")


def outcome(line: str, *words: str, program: str = PROGRAM) -> tuple[int, str, str]:
    """Run a line of shell in which "mr" is the command and "$@" are the words."""
    script = f'mr() {{ "{sys.executable}" -c "$PROGRAM" "$@"; }}\n{line}'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PROGRAM": program},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def full() -> str:
    """A device on which nothing more fits."""
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    return "/dev/full"


# --- stdout ---


def test_a_closed_stdout_is_said_and_the_code_tells_it() -> None:
    assert outcome('mr "$@" >&-', "tarieven") == (1, "", NOT_SHOWN)
    assert outcome('mr "$@" >&-', "--versie") == (1, "", f"mr: de uitkomst {CLOSED}\n")


def test_a_full_stdout_is_said_and_the_code_tells_it(full: str) -> None:
    assert outcome(f'mr "$@" >{full}', "tarieven") == (1, "", FULL)
    assert outcome(f'mr "$@" >{full}', "--help") == (1, "", f"mr: de uitkomst {NO_SPACE}\n")


def test_findings_that_cannot_be_shown_keep_the_code_of_the_check(full: str) -> None:
    assert outcome('mr "$@" >&-', "controleer", "x.xlsx", "--json") == (3, "", NOT_SHOWN)
    assert outcome(f'mr "$@" >{full}', "controleer", "x.xlsx", "--json") == (3, "", FULL)


@pytest.mark.parametrize(
    ("words", "code"), [(["tarieven"], 0), (["controleer", "x.xlsx", "--json"], 3), (["--help"], 0)]
)
def test_a_reader_that_leaves_is_no_fault_and_keeps_the_code(words: list[str], code: int) -> None:
    assert outcome('{ sleep 0.2; mr "$@"; echo "code $?" >&2; } | true', *words) == (0, "", f"code {code}\n")


# --- stderr ---


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_a_stderr_that_takes_nothing_hides_what_is_said_there_alone(closed: str, full: str) -> None:
    code, out, _ = outcome(f'mr "$@" {closed}', "controleer", "x.xlsx", "--json")
    assert code == 3
    assert [row["cel"] for row in json.loads(out)] == ["B5"]
    assert outcome(f'mr "$@" {closed}', "controleer", "x.xlsx") == (3, "", "")
    assert outcome(f'mr "$@" {closed}', "uitgaven", "map") == (2, "", "")
    assert outcome(f'mr "$@" {closed}', "raport") == (2, "", "")


def test_an_unexpected_fault_says_its_place_and_never_on_stdout() -> None:
    broken = PROGRAM.replace("raise UsageError", "raise RuntimeError")
    code, out, err = outcome('mr "$@"', "uitgaven", "map", program=broken)
    assert (code, out) == (1, "")
    assert "onverwachte fout (RuntimeError in <string>" in err
    assert outcome('mr "$@" 2>&-', "uitgaven", "map", program=broken) == (1, "", "")


def test_a_fault_of_the_system_is_a_sentence() -> None:
    for number, says in ((13, "u heeft er geen rechten voor"), (5, "is niet te schrijven")):
        broken = PROGRAM.replace(
            'raise UsageError("Dit bestand is er niet.")', f"raise OSError({number}, 'x')"
        )
        code, out, err = outcome('mr "$@"', "uitgaven", "map", program=broken)
        assert (code, out) == (1, "")
        assert err.startswith("mr: een bestand of map ")
        assert says in err


REAL = "import sys; from maatschappelijk_rendement.app.cli import main; sys.exit(main())"


def test_with_all_streams_closed_a_report_is_whole(tmp_path: Path) -> None:
    workbook, folder = tmp_path / "voorbeeld.xlsx", tmp_path / "uit"
    closed = 'mr "$@" <&- >&- 2>&-'
    assert outcome(closed, "sjabloon", str(workbook), "--voorbeeld", program=REAL) == (1, "", "")
    words = ["rapport", str(workbook), "--uit", str(folder)]
    assert outcome(closed, *words, program=REAL) == (1, "", "")
    names = {"rapport.html", "rapport.xlsx", "resultaten.json", "herkomst.json"}
    assert {path.name for path in folder.iterdir()} == names
    assert folder.joinpath("rapport.xlsx").read_bytes()[:2] == b"PK", "nothing else was printed into it"
    assert json.loads(folder.joinpath("resultaten.json").read_text(encoding="utf-8"))


def test_what_is_made_is_there_when_its_name_cannot_be_shown(tmp_path: Path) -> None:
    target = tmp_path / "leeg.xlsx"
    code, _, err = outcome('mr "$@" >&-', "sjabloon", str(target), program=REAL)
    assert (code, err) == (1, f"mr: de uitkomst {CLOSED} De uitvoer was al geschreven.\n")
    assert target.exists()


# --- a pipe that is full, and does not wait ---


def test_a_slow_reader_of_a_pipe_that_does_not_wait_gets_it_all() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "tarieven"], stdout=writing, stderr=subprocess.PIPE
    ) as child:
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            assert pipe.read() == b"een regel\n" * 9_000 + b"\n"
        assert child.communicate()[1] == b""
    assert child.returncode == 0


# --- the parts ---


class Broken(io.StringIO):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (BrokenPipeError(32, ""), ""),
        (OSError(28, ""), NO_SPACE),
        (OSError(9, ""), CLOSED),
        (ValueError("closed"), CLOSED),
    ],
)
def test_why_results_were_not_delivered_is_said(error: Exception, says: str) -> None:
    results = HeldOutput(Broken(error))
    results.write("iets")
    assert results.deliver() == says


@pytest.mark.parametrize("error", [OSError(28, ""), BrokenPipeError(32, ""), ValueError("closed")])
def test_what_cannot_be_said_is_dropped(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Sure(Broken(error))
    assert stream.write("iets") == 4
    stream.flush()
    monkeypatch.setattr(sys, "stderr", Broken(error))
    say("iets")
    monkeypatch.setattr(sys, "stderr", None)
    say("iets")


def test_results_are_a_terminal_where_the_real_stream_is_one() -> None:
    closed = io.StringIO()
    closed.close()
    assert not HeldOutput(closed).isatty()
    assert not Sure(io.StringIO()).isatty()


def test_open_streams_stay_as_they_are() -> None:
    before = sys.stdout, sys.stderr
    open_closed()
    assert (sys.stdout, sys.stderr) == before
