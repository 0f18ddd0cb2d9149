"""A triangle from CSV: read in the ways a sheet writes it, and refused by its row where it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.sharing.triangle import LARGEST_BYTES, parse_triangle, read_triangle

GOOD = "jaar;1;2;3\n2021;100;150;160\n2022;110;165;\n2023;90;;\n"
ROWS = ((10_000, 15_000, 16_000), (11_000, 16_500), (9_000,))


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace(";", ","),
        GOOD.replace(";", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("100", "100,00"),
        GOOD.replace(";;\n", "\n").replace(";\n", "\n"),
        GOOD + "\n;;;\n",
    ],
)
def test_the_ways_a_sheet_writes_it_read_alike(text: str) -> None:
    triangle = parse_triangle(text)
    assert (triangle.origins, triangle.rows_cents) == ((2021, 2022, 2023), ROWS)


def test_dutch_thousands_are_read() -> None:
    assert parse_triangle(GOOD.replace("160", "1.600,50")).rows_cents[0][-1] == 160_050


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (GOOD.replace("100;150", "100;"), "driehoek!2", "leeg vak midden"),
        (GOOD.replace("2022;110;165;", "2022;110;;"), "driehoek!3", "horen 2 bedragen"),
        (GOOD.replace("165;", "165;170"), "driehoek!3", "horen 2 bedragen"),
        (GOOD.replace("110", "-110"), "driehoek!3", "bedrag van 0 tot een biljoen"),
        (GOOD.replace("110", "0"), "driehoek!3", "0 of lager"),
        (GOOD.replace("150", "50").replace("160", "10"), "driehoek!2", "factor lager dan 1"),
        (GOOD.replace("110", "geheim"), "driehoek!3", "iets anders dan een bedrag"),
        (GOOD.replace("110", "1e9"), "driehoek!3", "iets anders dan een bedrag"),
        (GOOD.replace("110", "9" * 40), "driehoek!3", "iets anders dan een bedrag"),
        (GOOD.replace("2022", "2021"), "driehoek!A", "volgen elkaar niet op"),
        (GOOD.replace("2022", "2024"), "driehoek!A", "volgen elkaar niet op"),
        (GOOD.replace("2022", "vorig"), "driehoek!A3", "hoort een jaar"),
        ("jaar;1\n2021;100\n", "driehoek", "3 tot 40 jaren"),
        ("", "driehoek", "3 tot 40 jaren"),
        ('jaar;1\n"2021;100\n', "driehoek", "geen geldig CSV"),
        ("jaar;1\n" + "".join(f"{1900 + n};1\n" for n in range(41)), "driehoek", "3 tot 40 jaren"),
    ],
)
def test_what_is_no_triangle_is_refused_by_its_row(text: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_triangle(text)
    found = [str(finding) for finding in refused.value.findings]
    assert any(line.startswith(place) and words in line for line in found), found
    assert "geheim" not in str(refused.value)


def test_a_file_is_bounded_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    path.write_bytes(b"1" * (LARGEST_BYTES + 1))
    with pytest.raises(InputError, match="te groot"):
        read_triangle(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        read_triangle(path)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="het is er niet"):
        read_triangle(tmp_path / "weg.csv")
