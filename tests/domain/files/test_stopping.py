"""Ctrl-C and SIGTERM at any moment: 130, one Dutch sentence that is true, and no trace of Python."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from maatschappelijk_rendement.app.cli import main
from maatschappelijk_rendement.domain.files import stopping

NOTHING = "mr: afgebroken. Er is niets geschreven.\n"
WRITTEN = "mr: afgebroken. De uitvoer was al geschreven.\n"
SIGNALS = [signal.SIGINT, signal.SIGTERM]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signals")

# Runs `mr` and, when a point is reached, tells the parent and waits there for the signal.
STOP_HERE = """
import sys, time
def here(*args, **kwargs):
    print("hier", file=sys.__stdout__, flush=True)
    time.sleep(60)
    raise SystemExit("no signal came")
{point}
from maatschappelijk_rendement.app.cli import main
sys.exit(main())
"""
WHILE_IMPORTING = """
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            here()
sys.meta_path.insert(0, Slow())
"""


def stopped(point: str, number: signal.Signals, *words: str) -> tuple[int, str, str]:
    """Run to a point, send the signal, and give the exit code and what was said."""
    code = STOP_HERE.format(point=point)
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "hier\n"
        child.send_signal(number)
        out, err = child.communicate(timeout=120)
    return child.returncode, out, err


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "module",
    [
        "maatschappelijk_rendement.app.output",  # the first that main loads
        "argparse",
        "maatschappelijk_rendement.app.commands",
        "maatschappelijk_rendement.domain.tariffs",  # loaded by the command itself
    ],
)
def test_while_modules_load_a_stop_is_a_sentence(module: str, number: signal.Signals) -> None:
    assert stopped(WHILE_IMPORTING.format(module=module), number, "tarieven") == (130, "", NOTHING)


AT_WORK = """
from maatschappelijk_rendement.app import pipeline
pipeline.make_template = here
"""


@pytest.mark.parametrize("number", SIGNALS)
def test_at_work_a_stop_is_a_sentence_and_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    target = tmp_path / "leeg.xlsx"
    assert stopped(AT_WORK, number, "sjabloon", str(target)) == (130, "", NOTHING)
    assert list(tmp_path.iterdir()) == []


WRITING = """
import os
from maatschappelijk_rendement.app import pipeline
os.fsync = here
"""


@pytest.mark.parametrize("number", SIGNALS)
def test_half_way_a_file_a_stop_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    target = tmp_path / "leeg.xlsx"
    assert stopped(WRITING, number, "sjabloon", str(target)) == (130, "", NOTHING)
    assert list(tmp_path.iterdir()) == []


AFTER_WRITING = """
from maatschappelijk_rendement.app import pipeline
made = pipeline.make_template
def then_wait(*args, **kwargs):
    made(*args, **kwargs)
    here()
pipeline.make_template = then_wait
"""


def test_a_stop_after_the_output_is_there_says_that_it_is_there(tmp_path: Path) -> None:
    target = tmp_path / "leeg.xlsx"
    assert stopped(AFTER_WRITING, signal.SIGINT, "sjabloon", str(target)) == (130, "", WRITTEN)
    assert target.stat().st_size > 1_000


WHILE_PRINTING = """
from maatschappelijk_rendement.app import output
output.HeldOutput.deliver = here
"""


def test_a_stop_while_nobody_reads_what_is_printed_is_a_sentence() -> None:
    assert stopped(WHILE_PRINTING, signal.SIGINT, "tarieven", "bijstand") == (130, "", NOTHING)


def test_a_second_stop_changes_nothing() -> None:
    # The first comes at work, the second while its sentence is being said.
    twice = """
import os, signal
from maatschappelijk_rendement.app import output, pipeline
def again(text):
    os.kill(os.getpid(), signal.SIGINT)
    raise SystemExit("the second signal was not heard")
output.say = again
pipeline.make_template = here
"""
    assert stopped(twice, signal.SIGINT, "sjabloon", "leeg.xlsx") == (130, "", NOTHING)


def test_who_calls_main_keeps_its_own_way_of_stopping(capsys: pytest.CaptureFixture[str]) -> None:
    before = stopping.handlers()
    assert main(["tarieven", "bijstand"]) == 0
    with pytest.raises(SystemExit):
        main(["--versie"])
    assert stopping.handlers() == before


def test_what_was_written_by_an_earlier_call_is_not_said_of_this_one(tmp_path: Path) -> None:
    assert main(["sjabloon", str(tmp_path / "a.xlsx")]) == 0
    assert stopping.so_far() == stopping.OUTPUT_WRITTEN
    assert main(["controleer", str(tmp_path / "geen.xlsx")]) == 2
    assert stopping.so_far() == stopping.NOTHING_WRITTEN


def test_who_is_asked_to_stop_while_a_library_loads_stops_when_it_has_loaded() -> None:
    code = (
        "import os, signal\n"
        "from maatschappelijk_rendement.domain.files import stopping\n"
        "stopping.by_unwinding()\n"
        "try:\n"
        "    with stopping.later():\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        print('loaded')\n"
        "    print('went on')\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["loaded", "stopped"]
