"""The chain of the ledger: what is lost or altered is refused, and a kill leaves what can be gone on with."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.a_browser import NOT_IN_A_BROWSER
from tests.disclosure.test_ledger import KEY, record, scores
from tests.full_disk import small_disk

from maatschappelijk_rendement.disclosure.ledger.chain import (
    FILES,
    append_release,
    begin_ledger,
    note,
    read_ledger,
)
from maatschappelijk_rendement.disclosure.ledger.contents import Contributions
from maatschappelijk_rendement.disclosure.ledger.release import Release
from maatschappelijk_rendement.disclosure.ledger.releases import check_release, list_releases
from maatschappelijk_rendement.domain.errors import OutputError, PublicationRefusedError

ROOT = Path(__file__).parents[3]
OF_AN_EARLIER_VERSION = Path(__file__).parent / "register-1"
COPY = "Zet een kopie terug; zonder dit bestand is niet na te gaan of uitgaven samen iemand verraden."
ONLY_A_KEY = (
    "In het register staat alleen een sleutel (bestand register.sleutel). Zet een kopie van de hele map "
    "terug. Is in deze map nog nooit een uitgave vastgelegd, wis dan dat bestand en probeer het opnieuw."
)
KEY_FILE, STATE = "register.sleutel", "register.stand"
ONE, TWO, THREE = (f"uitgave-{number:04}.json" for number in (1, 2, 3))


def release(number: int) -> Release:
    return Release(number, f"uitgave {number}", 10, {})


def three(folder: Path) -> Path:
    """A ledger of three releases."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = begin_ledger(folder)
    for number in (1, 2, 3):
        ledger = append_release(ledger, release(number))
    return folder


def numbers(folder: Path) -> list[int]:
    ledger = read_ledger(folder)
    return [] if ledger is None else [one.number for one in ledger.releases]


def refusal(folder: Path) -> str:
    with pytest.raises(PublicationRefusedError) as refused:
        read_ledger(folder)
    assert refused.value.exit_code == 4
    return str(refused.value)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_ledger_that_is_whole_is_read(tmp_path: Path) -> None:
    ledger = read_ledger(three(tmp_path))
    assert ledger is not None
    assert [one.label for one in ledger.releases] == ["uitgave 1", "uitgave 2", "uitgave 3"]
    assert ledger.is_noted
    assert len({one.before for one in ledger.releases}) == 3, "each holds what was before it"
    assert set(content(tmp_path)) == {KEY_FILE, STATE, ONE, TWO, THREE}


def test_a_folder_without_a_ledger_has_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "elders") is None
    (tmp_path / "eigen.txt").write_text("van mij", encoding="utf-8")
    assert read_ledger(tmp_path) is None


@pytest.mark.parametrize("name", [ONE, TWO, THREE, KEY_FILE, STATE])
def test_a_file_that_is_lost_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    (three(tmp_path) / name).unlink()
    assert refusal(tmp_path) == f"In het register ontbreekt het bestand {name}. {COPY}"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((ONE, TWO), f"In het register ontbreekt het bestand {ONE} (en nog 1 andere). {COPY}"),
        ((ONE, TWO, THREE), f"In het register ontbreekt het bestand {ONE} (en nog 2 andere). {COPY}"),
        ((KEY_FILE, ONE, TWO, THREE), f"In het register ontbreekt het bestand {KEY_FILE}. {COPY}"),
        ((KEY_FILE, STATE), f"In het register ontbreekt het bestand {KEY_FILE}. {COPY}"),
        ((STATE, THREE), f"In het register ontbreekt het bestand {STATE}. {COPY}"),
        ((STATE, ONE, TWO, THREE), ONLY_A_KEY),
    ],
)
def test_several_files_that_are_lost_are_noticed_together(
    tmp_path: Path, names: tuple[str, ...], said: str
) -> None:
    three(tmp_path)
    for name in names:
        (tmp_path / name).unlink()
    assert refusal(tmp_path) == said


def changed_word(path: Path) -> None:
    """Other content that can be read as well as the old."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"minimum": 10', '"minimum": 11'), encoding="utf-8")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def not_text(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + path.read_bytes())


def of_another_ledger(path: Path) -> None:
    other = three(path.parent / "ander")
    shutil.copy(other / path.name, path)
    shutil.rmtree(other)


@pytest.mark.parametrize("name", [ONE, TWO, THREE])
@pytest.mark.parametrize("damage", [changed_word, cut_short, emptied, not_text, of_another_ledger])
def test_a_release_that_was_altered_is_named_itself(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(three(tmp_path) / name)
    assert refusal(tmp_path) == f"Het bestand {name} in het register is beschadigd. {COPY}"


@pytest.mark.parametrize("name", [STATE, KEY_FILE])
@pytest.mark.parametrize("damage", [cut_short, emptied, not_text])
def test_a_state_or_key_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    damage(three(tmp_path) / name)
    assert refusal(tmp_path) == f"Het bestand {name} in het register is beschadigd. {COPY}"


# In a browser so deep a text ends the stack before Python counts it; the page has no ledger.
DEEP = pytest.param("[" * 100_000, id="deep", marks=NOT_IN_A_BROWSER)


@pytest.mark.parametrize("text", ["[]", "{}", '{"schema": "stand-2"}', DEEP])
def test_a_state_of_another_form_is_damaged(tmp_path: Path, text: str) -> None:
    (three(tmp_path) / STATE).write_text(text, encoding="utf-8")
    assert refusal(tmp_path) == f"Het bestand {STATE} in het register is beschadigd. {COPY}"


def test_the_key_of_another_ledger_is_told_from_a_damaged_release(tmp_path: Path) -> None:
    of_another_ledger(three(tmp_path) / KEY_FILE)
    assert refusal(tmp_path) == (
        "De sleutel in het bestand register.sleutel hoort niet bij dit register. Zet de sleutel terug "
        "waarmee het register begon, uit een kopie van de map."
    )


def test_a_state_that_was_lowered_by_hand_does_not_hide_a_lost_last_release(tmp_path: Path) -> None:
    """There is no number to lower: it is the length of a list of hashes, each over all before it."""
    state = json.loads((three(tmp_path) / STATE).read_text(encoding="utf-8"))
    assert set(state) == {"schema", "sleutel", "schakels"}
    assert len(state["schakels"]) == 3
    state["schakels"] = state["schakels"][1:]
    (tmp_path / STATE).write_text(json.dumps(state), encoding="utf-8")
    (tmp_path / THREE).unlink()
    assert refusal(tmp_path) == f"Het bestand {ONE} in het register is beschadigd. {COPY}"


def test_releases_that_changed_places_are_damaged(tmp_path: Path) -> None:
    three(tmp_path)
    one, two = ((tmp_path / name).read_bytes() for name in (ONE, TWO))
    (tmp_path / ONE).write_bytes(two)
    (tmp_path / TWO).write_bytes(one)
    assert refusal(tmp_path) == f"Het bestand {ONE} in het register is beschadigd. {COPY}"


def test_a_copy_under_another_name_is_no_release(tmp_path: Path) -> None:
    three(tmp_path)
    for name in ("uitgave-0002 (kopie).json", "uitgave-00002.json", "uitgave-.json"):
        shutil.copy(tmp_path / TWO, tmp_path / name)
    assert numbers(tmp_path) == [1, 2, 3]


def test_a_folder_in_the_place_of_a_release_is_said(tmp_path: Path) -> None:
    (three(tmp_path) / TWO).unlink()
    (tmp_path / TWO).mkdir()
    assert refusal(tmp_path) == (
        f"Het bestand {TWO} in het register is niet te lezen: het is een map. Kies een bestand."
    )


def test_a_refused_ledger_takes_no_release_and_stays_as_it_was(tmp_path: Path) -> None:
    record(tmp_path, *range(30))
    record(tmp_path, *range(40))
    (tmp_path / TWO).unlink()
    before = content(tmp_path)
    with pytest.raises(PublicationRefusedError, match="ontbreekt het bestand uitgave-0002"):
        record(tmp_path, *range(41))
    assert content(tmp_path) == before


# --- one number, one release ---


@NOT_IN_A_BROWSER
def test_a_number_that_another_run_got_is_not_taken_twice(tmp_path: Path) -> None:
    """On a disk that says it locks and does not, two runs can come this far."""
    ledger = read_ledger(three(tmp_path))
    assert ledger is not None
    append_release(ledger, release(4))
    before = content(tmp_path)
    with pytest.raises(OutputError) as refused:
        append_release(ledger, release(4))
    assert str(refused.value) == (
        "In dit register is intussen een andere uitgave vastgelegd. Probeer het opnieuw."
    )
    assert content(tmp_path) == before


def test_a_disk_without_hard_links_keeps_a_ledger_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refuse)
    assert numbers(three(tmp_path)) == [1, 2, 3]
    ledger = read_ledger(tmp_path)
    assert ledger is not None
    (tmp_path / "uitgave-0004.json").write_bytes(b"half")
    with pytest.raises(OutputError, match="intussen een andere uitgave"):
        append_release(ledger, release(4))


TWO_AT_ONCE = """
import sys
from pathlib import Path
from tests.disclosure.test_ledger import record
from maatschappelijk_rendement.domain.errors import OutputError, PublicationRefusedError
print("klaar", flush=True)
sys.stdin.readline()
try:
    record(Path(sys.argv[1]), *range(int(sys.argv[2])))
    print("vastgelegd")
except (OutputError, PublicationRefusedError) as error:
    print(error)
"""


def python(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("begun", [False, True])
def test_of_two_processes_at_once_with_one_case_between_them_one_is_recorded(
    tmp_path: Path, *, begun: bool
) -> None:
    if begun:
        record(tmp_path, *range(100, 130))
    both = [python(TWO_AT_ONCE, str(tmp_path), n) for n in ("30", "31")]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "klaar\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = sorted(one.communicate()[0].splitlines()[0] for one in both)
    assert said[1] == "vastgelegd"
    assert said[0].startswith(
        ("In dit register wordt al een uitgave", "Deze uitgave wordt niet gepubliceerd")
    )
    assert numbers(tmp_path) == [1, 2] if begun else [1]


# --- killed at any moment ---

KILLED = """
import os, sys
from pathlib import Path
from tests.disclosure.test_ledger import record

def counted(name, left):
    done = getattr(os, name)
    def step(*words, **named):
        if left[0] == 0:
            os._exit(9)  # as a kill: no clean-up runs
        left[0] -= 1
        return done(*words, **named)
    setattr(os, name, step)

for steps, folder in enumerate(sorted(Path(sys.argv[1]).iterdir())):
    child = os.fork()
    if child == 0:
        left = [steps]
        for name in ("open", "link", "replace", "unlink", "fsync", "mkdir", "rmdir", "rename"):
            counted(name, left)
        record(folder, *range(30))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
MOST_STEPS = 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
@pytest.mark.parametrize("begun", [False, True])
def test_killed_at_each_step_nothing_is_half_and_the_next_run_works(tmp_path: Path, *, begun: bool) -> None:
    """The release that the next run makes is refused only where the killed one stands already."""
    folders = [tmp_path / f"{step:02}" for step in range(MOST_STEPS)]
    for folder in folders:
        if begun:
            record(folder, *range(100, 130))
        else:
            folder.mkdir()
    run = python(KILLED, str(tmp_path))
    out, err = run.communicate()
    assert run.returncode == 0, err
    ends = out.split()
    assert ends == sorted(ends, reverse=True), "killed ever later, and then no more"
    assert set(ends) == {"9", "0"}
    earlier = [1] if begun else []
    more = [*earlier, len(earlier) + 1]
    found = [numbers(folder) for folder in folders]
    assert found == sorted(found)
    assert all(there == more for there, end in zip(found, ends, strict=True) if end == "0")
    killed = range(ends.index("0"))
    assert found[0] == earlier
    assert found[killed[-1]] == more, "one was killed after it"
    for number in killed:
        folder, there = folders[number], found[number]
        if there == more:
            with pytest.raises(PublicationRefusedError, match="1 erbij"):
                record(folder, *range(31))
        assert record(folder, *range(40)) == there
        assert not list(folder.glob("*.deel"))
        last = sorted(folder.glob("uitgave-*.json"))[-1]
        last.unlink()
        assert refusal(folder) == f"In het register ontbreekt het bestand {last.name}. {COPY}"


KILLED_AT_RANDOM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from killing import kill_at_random
from maatschappelijk_rendement.disclosure.ledger.chain import append_release, begin_ledger, read_ledger
from maatschappelijk_rendement.disclosure.ledger.release import Release
from maatschappelijk_rendement.domain.files.lock import BUSY, held
folder = Path(sys.argv[2])
seen = 0

def write(turn):
    with held(folder / BUSY) as free:
        assert free
        ledger = read_ledger(folder) or begin_ledger(folder)
        append_release(ledger, Release(ledger.number + 1, "x" * 20_000, 10, {}))

def check():
    global seen
    ledger = read_ledger(folder)
    number = 0 if ledger is None else ledger.number
    assert number >= seen, "a release is gone"
    seen = number

kill_at_random(write, check, seed=14)
assert seen > 0
print("klaar")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
def test_a_hundred_random_kills_never_lose_or_halve_a_release(tmp_path: Path) -> None:
    run = python(KILLED_AT_RANDOM, str(ROOT / "tests"), str(tmp_path))
    out, err = run.communicate()
    assert (run.returncode, out) == (0, "klaar\n"), err


def test_a_release_that_is_not_finished_says_that_it_can_go(tmp_path: Path) -> None:
    """On a disk without hard links a kill can leave a part; its report was never made."""
    three(tmp_path)
    last = tmp_path / "uitgave-0004.json"
    last.write_bytes(b'{"schema": "regis')
    assert refusal(tmp_path) == (
        "Het bestand uitgave-0004.json in het register is niet af: de opdracht die het schreef, is "
        "afgebroken en heeft geen rapport gemaakt. Wis alleen dat bestand en probeer het opnieuw."
    )
    last.unlink()
    assert numbers(tmp_path) == [1, 2, 3]


# --- a folder that cannot be written ---


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("step", "begun"), [("mkdir", False), ("mkdir", True), ("open", False), ("replace", False)]
)
def test_a_folder_that_cannot_be_written_says_so_and_holds_no_new_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, begun: bool
) -> None:
    earlier = [1] if begun else []
    if begun:
        record(tmp_path, *range(100, 130))
    monkeypatch.setattr(os, step, refuse)
    with pytest.raises(OutputError, match="u heeft er geen rechten voor"):
        record(tmp_path, *range(30))
    monkeypatch.undo()
    assert numbers(tmp_path) == earlier
    assert record(tmp_path, *range(30)) == earlier


def test_a_release_that_is_written_counts_also_where_the_state_could_not_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(tmp_path, *range(100, 130))
    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match="u heeft er geen rechten voor"):
        record(tmp_path, *range(30))
    monkeypatch.undo()
    assert numbers(tmp_path) == [1, 2]
    assert record(tmp_path, *range(40)) == [1, 2]


def test_a_full_disk_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        before = content(three(disk / "register"))
        ledger = read_ledger(disk / "register")
        assert ledger is not None
        with pytest.raises(OutputError, match="past niet meer op de schijf"):
            append_release(ledger, Release(4, "x" * 2_000_000, 10, {}))
        found = content(disk / "register")
        assert {name: found[name] for name in before} == before
        assert numbers(disk / "register") == [1, 2, 3]


# --- a ledger of an earlier version ---


def old_ledger(folder: Path) -> Path:
    shutil.copytree(OF_AN_EARLIER_VERSION, folder)
    return folder


def scored(*cases: int) -> Contributions:
    """As the ledger of the earlier version was made: each case has a resident b1."""
    return {
        ("welbevinden", "gemiddelde", KEY): {f"c{n}": (("b1", 600 + 10 * (n % 21)),) for n in cases},
        ("welbevinden", "gepaard_verschil", KEY): {
            f"c{n}": (("b1", 500 + 10 * (n % 21) - 10 * (n % 3)),) for n in cases
        },
    }


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_is_read_without_changing_it(tmp_path: Path) -> None:
    folder = old_ledger(tmp_path / "register")
    found = list_releases(folder)
    assert [(one.number, one.label, one.cases) for one in found] == [(1, "maart", 20), (2, "juni", 30)]
    assert content(folder) == content(OF_AN_EARLIER_VERSION)


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_is_continued_and_guarded_from_then_on(tmp_path: Path) -> None:
    folder = old_ledger(tmp_path / "register")
    before = content(folder)
    with pytest.raises(PublicationRefusedError, match=r"uitgave 2 \(juni\)"):
        check_release(folder, scores(31), scored(*range(31)), label="een erbij")
    assert content(folder) == {**before, STATE: (folder / STATE).read_bytes()}
    assert check_release(folder, scores(40), scored(*range(40)), label="september") == [1, 2]
    assert {name: content(folder)[name] for name in before} == before, "its releases stay as they were"
    assert numbers(folder) == [1, 2, 3]
    for name in (ONE, TWO, THREE):
        kept = (folder / name).read_bytes()
        (folder / name).unlink()
        assert refusal(folder) == f"In het register ontbreekt het bestand {name}. {COPY}"
        (folder / name).write_bytes(kept)
    changed_word(folder / ONE)
    assert refusal(folder) == f"Het bestand {ONE} in het register is beschadigd. {COPY}"


@NOT_IN_A_BROWSER
def test_a_ledger_of_an_earlier_version_that_lacks_a_file_is_refused(tmp_path: Path) -> None:
    folder = old_ledger(tmp_path / "register")
    (folder / ONE).unlink()
    assert refusal(folder) == f"In het register ontbreekt het bestand {ONE}. {COPY}"
    shutil.copy(OF_AN_EARLIER_VERSION / ONE, folder)
    (folder / KEY_FILE).unlink()
    assert refusal(folder) == f"In het register ontbreekt het bestand {KEY_FILE}. {COPY}"


def test_what_an_earlier_version_added_after_all_still_counts(tmp_path: Path) -> None:
    """A colleague with the earlier version goes on in a ledger of which the state was noted."""
    folder = tmp_path / "register"
    folder.mkdir()
    for name in (KEY_FILE, ONE):
        shutil.copy(OF_AN_EARLIER_VERSION / name, folder)
    ledger = read_ledger(folder)
    assert ledger is not None
    note(ledger)
    shutil.copy(OF_AN_EARLIER_VERSION / TWO, folder)
    assert numbers(folder) == [1, 2]
    ledger = read_ledger(folder)
    assert ledger is not None
    append_release(note(ledger), release(3))
    written = json.loads((folder / TWO).read_bytes())
    (folder / "uitgave-0004.json").write_text(json.dumps({**written, "nummer": 4}), encoding="utf-8")
    assert refusal(folder) == f"Het bestand uitgave-0004.json in het register is beschadigd. {COPY}"


def test_all_that_a_ledger_writes_is_known_by_name(tmp_path: Path) -> None:
    """Who cleans up a ledger leaves nothing of it behind."""
    three(tmp_path)
    for name in ("register.sleutel.deel", "register.deel", "uitgave-0004.deel"):
        (tmp_path / name).touch()
    assert {path for pattern in FILES for path in tmp_path.glob(pattern)} == set(tmp_path.iterdir())
