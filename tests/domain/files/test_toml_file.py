"""A TOML file of a user: read exactly, bounded before it is parsed, every problem with its line."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.domain.errors import InputError, UsageError
from maatschappelijk_rendement.domain.files.toml_file import (
    DEEPEST,
    LARGEST_BYTES,
    LONGEST_NAME,
    MOST_DIGITS,
    MOST_FIELDS,
    parse_toml,
    read_toml,
)

ROOT = Path(__file__).parents[3]


def refusal(text: str) -> tuple[str, str]:
    """Give the code of the only finding and what it says."""
    with pytest.raises(InputError) as refused:
        parse_toml(text)
    (finding,) = refused.value.findings
    return finding.code, str(finding)


def test_numbers_are_exact_and_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfdeel = 0.10\r\n[[rij]]\r\nn = 1\r\n")
    found = read_toml(path)
    assert found == {"deel": Decimal("0.10"), "rij": [{"n": 1}]}
    assert str(found["deel"]) == "0.10"


@pytest.mark.parametrize("name", ["huisstijl.toml", "scenario_wijk.toml"])
def test_the_examples_that_ship_stay_within_the_bounds(name: str) -> None:
    assert read_toml(ROOT / "voorbeelden" / name)


def test_the_settings_of_this_project_stay_within_the_bounds() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert parse_toml(text) == tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 100_000, "toml_te_diep"),
        ("a = " + "{b = " * 100_000, "toml_te_diep"),
        ("a" + ".a" * 300_000 + " = 1", "toml_te_diep"),
        ('a."b"' * 300_000 + " = 1", "toml_te_diep"),
        ("[" + "a." * 300_000 + "a]", "toml_te_diep"),
        ("a = " + "9" * 5_000, "toml_getal_te_lang"),
        ("a = " + "9_" * 2_500 + "9", "toml_getal_te_lang"),
        ("a = 0." + "3" * 5_000, "toml_getal_te_lang"),
        ("a = 1e99999999999999999999", "toml_getal_te_groot"),
        ("a = 1.5E-1000", "toml_getal_te_groot"),
        ("a = 1e100", "toml_getal_te_groot"),
        ("a = 0x" + "f" * 5_000, "toml_naam_te_lang"),
        ("n" * 500_000 + " = 1", "toml_naam_te_lang"),
        ("x=1\n" * (MOST_FIELDS + 1), "toml_te_veel_velden"),
        ("[[x]]\n" * (MOST_FIELDS + 1), "toml_te_veel_velden"),
    ],
    ids=lambda part: part if len(part) < 30 else "",
)
def test_what_no_honest_file_needs_is_refused_before_it_is_parsed(text: str, code: str) -> None:
    assert refusal(text)[0] == code


@pytest.mark.parametrize("text", ["[" * 100, "9" * 100, "1e999", "a.b.c.d.e.f.g.h.i.j.k.l.m", "n" * 300])
@pytest.mark.parametrize(
    "around", ['"{}"', "'{}'", '"""\n{}"""', "'''\n{}'''", '"\\"{}"', '""""{}""""', "1 # {}"]
)
def test_within_a_text_or_a_comment_everything_may_stand(text: str, around: str) -> None:
    written = f"a = {around.format(text)}\nb = 1"
    assert parse_toml(written) == tomllib.loads(written)


def test_every_bound_itself_is_within() -> None:
    depth = "[" * DEEPEST + "]" * DEEPEST
    name = "n" * LONGEST_NAME
    number = "9" * MOST_DIGITS
    key = ".".join("k" * DEEPEST)
    assert parse_toml(f"a = {depth}\n{name} = {number}\n{key} = 1e99")[name] == int(number)
    assert len(parse_toml("\n".join(f"k{n} = 1" for n in range(MOST_FIELDS)))) == MOST_FIELDS


def test_a_bound_names_its_line() -> None:
    assert "kijk bij regel 4." in refusal('a = """\n\n"""\nb = ' + "9" * 99)[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = Klein", 1), ("a = 1\na = 2", 2), ("a = 1\n\nb =", 3), ("[a]\n[a]", 2), ("d = 0000-01-01", 1)],
)
def test_a_mistake_names_its_line(text: str, line: int) -> None:
    code, says = refusal(text)
    assert code == "geen_toml"
    assert f"kijk bij regel {line}. Staat elke tekst" in says


@pytest.mark.parametrize("opened", ['"', "'", '"""', "'''", '"\\', '"""\\', '"""' + '\\"""' * 250_000])
def test_a_text_that_is_never_closed_is_a_mistake(opened: str) -> None:
    assert refusal(f"a = {opened}")[0] == "geen_toml"


def test_the_file_is_never_repeated(tmp_path: Path) -> None:
    path = tmp_path / "jansen.toml"
    for text in ("[jansen]\n[jansen]", "jansen = 1\njansen = 1", "jansen." * 20, "jansen" * 20):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as refused:
            read_toml(path)
        assert "jansen" not in str(refused.value)


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"a = 1\nb = 'caf\xe9'")
    with pytest.raises(
        InputError, match=r"geen geldig TOML-bestand; kijk bij regel 2\. Bewaar het als UTF-8"
    ):
        read_toml(tmp_path / "a.toml")


def test_a_file_may_be_so_large_and_no_larger(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"#" * LARGEST_BYTES)
    assert read_toml(tmp_path / "a.toml") == {}
    (tmp_path / "a.toml").write_bytes(b"#" * (LARGEST_BYTES + 1))
    with pytest.raises(InputError, match="te groot"):
        read_toml(tmp_path / "a.toml")


def test_what_is_no_file_is_wrong_use(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    for name, says in (
        ("geen", "er niet"),
        ("pijp", "geen gewoon bestand"),
        (".", "een map"),
        ("a\0", "naam"),
    ):
        with pytest.raises(UsageError, match=f"niet te lezen: .*{says}"):
            read_toml(tmp_path / name)


PIECES = (
    "a",
    "b.c",
    "1",
    "-1.5",
    "1e5",
    '"',
    "'",
    '"""',
    "'''",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\\",
    "\n",
    " ",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_a_text_is_read_as_the_parser_of_python_reads_it_or_refused(text: str) -> None:
    try:
        expected = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        assert refusal(text)
    else:
        assert parse_toml(text) == expected
