"""The page on own files says what works: each of its commands runs, in its order, on the files it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from maatschappelijk_rendement.app import cli
from maatschappelijk_rendement.domain.tables import SHEETS
from maatschappelijk_rendement.intake.door import read_workbook
from maatschappelijk_rendement.intake.own_formats import presets

PAGE = (Path(__file__).parents[1] / "docs" / "eigen-bestand.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for kind, block in BLOCKS if kind == "bash" for line in block.splitlines()]
PROFILE, SECRET = (block for kind, block in BLOCKS if kind == "toml")


def rows_of(title: str) -> list[list[str]]:
    """Give the header of the first table below a heading."""
    part = PAGE.partition(f"## {title}")[2]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:1]]


def save(name: str, rows: list[list[str]]) -> None:
    Path(name).write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")


def sources() -> None:
    """Make the files that the page speaks of, each with twenty-four invented cases."""
    days = [f"{1 + number}-3-2022" for number in range(24)]
    wide = rows_of("In vijf minuten")
    units = rows_of("Een rij per casus met aantallen")
    listed = [["Dossier", "Wijk", "MDO", "Voorziening", "Aantal", "Frequentie", "Van", "Tot"]]
    secret = [["BSN", "Wijk", "MDO", "Wmo voor", "Wmo na"]]
    for number, day in enumerate(days):
        amounts = [
            str(part) for part in (900 + 71 * number, 400 + 53 * number, 700 + 31 * number, 650 + 7 * number)
        ]
        wide.append([f"2022-{number:03}", "Noord", day, *amounts])
        units.append([f"2022-{number:03}", "Noord", day, str(104 + number), str(52 - number)])
        listed.append(
            [f"D{number}", "R'waard", day, "huishoudelijke hulp", "90", "per week", "1-1-2022", "30-6-2022"]
        )
    secret += [["123456782", "Noord", days[0], "5", "6"], ["111222333", "Noord", days[1], "5", "6"]]
    for name, rows in (
        ("overzicht.xlsx", wide),
        ("uren.csv", units),
        ("lijst.csv", listed),
        ("bsn.csv", secret),
    ):
        save(name, rows)  # what a file is, is decided on its content


def test_every_command_of_the_page_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sources()
    assert len(COMMANDS) == 9
    for command in COMMANDS:
        program, *words = shlex.split(command)
        assert program == "mr"
        if "eigen.toml" in words and "--profiel" in words:
            Path("eigen.toml").write_text(PROFILE, encoding="utf-8")
        if "pseudoniem.toml" in words:
            Path("pseudoniem.toml").write_text(SECRET, encoding="utf-8")
        assert cli.main(words) == 0, command
    assert {line.moment.value for line in read_workbook("lijst.xlsx").usage} == {"voor", "na"}
    assert Path("rapport/rapport.html").is_file()
    assert Path("uren/rapport.html").is_file()


def test_the_page_names_every_sheet_and_both_presets_of_this_kind() -> None:
    for table in SHEETS[1:]:
        assert f"[{table.sheet.lower()}]" in PAGE
    for name in ("breed", "breed_producten"):
        assert name in presets()
        assert f"`{name}`" in PAGE
