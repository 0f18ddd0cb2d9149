"""What somebody changed since a report was written is recognised, also after a run that was killed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import OutputError, UsageError
from maatschappelijk_rendement.domain.files.lock import held
from maatschappelijk_rendement.report import file_names, refuse_changed, save
from maatschappelijk_rendement.report.manifest import RECORD, record
from maatschappelijk_rendement.report.save import NEW, OLD, PLAN, STAGE

FILES = {"rapport.html": b"html", "rapport.docx": b"docx"}


def a_report(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, RECORD: json.dumps(record(files)).encode()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(a_report(FILES), tmp_path / "uit")
    return tmp_path / "uit"


def test_a_report_as_it_was_written_may_be_replaced(folder: Path) -> None:
    (folder / "notulen.txt").write_text("van mij")
    refuse_changed(folder, file_names())


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    refuse_changed(tmp_path / "geen", file_names())
    assert not (tmp_path / "geen").exists()


def test_each_file_that_was_changed_is_named(folder: Path) -> None:
    for name in FILES:
        (folder / name).write_bytes(b"anders")
    with pytest.raises(UsageError, match=r"eigen werk: rapport\.html, rapport\.docx\."):
        refuse_changed(folder, file_names())


def test_a_file_the_report_did_not_make_is_somebodys_own(folder: Path) -> None:
    (folder / "rapport.pdf").write_bytes(b"zelf gemaakt")
    with pytest.raises(UsageError, match=r"eigen werk: rapport\.pdf\."):
        refuse_changed(folder, file_names())


@pytest.mark.parametrize("content", [b"", b"geen json", b"[]", b'{"bestanden": 3}', b"\xff"])
def test_without_a_record_every_file_is_somebodys_own(folder: Path, content: bytes) -> None:
    (folder / RECORD).write_bytes(content)
    with pytest.raises(UsageError, match=r"rapport\.html, rapport\.docx, herkomst\.json"):
        refuse_changed(folder, file_names())


def test_a_run_that_was_killed_half_way_is_no_change_by_hand(folder: Path) -> None:
    # As `save` leaves it when it is killed between two files: one is new, the others are still to come.
    stage = folder / STAGE
    for part in (NEW, OLD):
        (stage / part).mkdir(parents=True)
    (folder / "rapport.html").rename(stage / OLD / "rapport.html")
    (folder / "rapport.html").write_bytes(b"nieuw")
    (stage / NEW / "rapport.docx").write_bytes(b"nieuw")
    (stage / PLAN).write_text(json.dumps({"rapport.html": True, "rapport.docx": True}))
    refuse_changed(folder, file_names())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == a_report(FILES)


def test_a_folder_in_which_another_run_writes_is_left_alone(folder: Path) -> None:
    with held(folder / STAGE), pytest.raises(OutputError, match="wordt al een rapport geschreven"):
        refuse_changed(folder, file_names())
