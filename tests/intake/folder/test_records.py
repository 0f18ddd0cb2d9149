"""The records of a text are found by its bytes alone, and what breaks the rules is found at its place."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.intake.folder.records import Ambiguity, Dialect, find_records

SEMICOLON = Dialect(";")


def test_records_are_found_with_their_cells() -> None:
    found = find_records(b"a;b\r\n;;\n\nx\nrest", SEMICOLON)
    # Two cells and a return, three empty cells, an empty line, one cell; and one that does not end.
    assert found.starts.tolist() == [0, 5, 8, 9]
    assert found.ends.tolist() == [3, 7, 8, 10]
    assert found.cells.tolist() == [2, 3, 1, 1]
    assert found.length == 11
    assert found.broken is None


def test_what_stands_in_quotes_ends_nothing() -> None:
    found = find_records(b'"a;b";"c\r\nd"\n"say ""no"";\n"\n', SEMICOLON)
    assert found.starts.tolist() == [0, 13]
    assert found.cells.tolist() == [2, 1]
    assert found.broken is None


def test_a_return_alone_may_end_the_records() -> None:
    found = find_records(b'a;b\r"c\rd";\r', Dialect(";", b"\r"))
    assert found.starts.tolist() == [0, 4]
    assert found.cells.tolist() == [2, 2]
    assert found.broken is None


@pytest.mark.parametrize(
    ("text", "position", "why"),
    [
        (b'a;5" buis;"x\n', 3, Ambiguity.QUOTE),
        (b'a;5" buis" x\n', 3, Ambiguity.QUOTE),
        (b'a; "b"\n', 3, Ambiguity.QUOTE),
        (b'a;"b" \n', 4, Ambiguity.QUOTE),
        (b'a;"b"c;"d"\n', 4, Ambiguity.QUOTE),
        (b'a;x""y\n', 3, Ambiguity.QUOTE),
        (b"a;b\rc;d\n", 3, Ambiguity.LINE_END),
        (b"a;b\r\r\n", 3, Ambiguity.LINE_END),
        (b"a;b\nc;\0\n", 6, Ambiguity.NUL),
        (b"a;b\n\xef\xbb\xbfa;b\n", 4, Ambiguity.MARK),
    ],
)
def test_what_breaks_the_rules_is_found(text: bytes, position: int, why: Ambiguity) -> None:
    broken = find_records(text, SEMICOLON).broken
    assert broken is not None
    assert (broken.position, broken.why) == (position, why)


def test_a_newline_among_returns_breaks_the_rules() -> None:
    broken = find_records(b"a\rb\n\rc\r", Dialect(";", b"\r")).broken
    assert broken is not None
    assert (broken.position, broken.why) == (3, Ambiguity.LINE_END)


def test_a_mark_inside_a_cell_is_a_character() -> None:
    assert find_records(b"a;\xef\xbb\xbfb\n", SEMICOLON).broken is None


def test_the_first_break_is_given() -> None:
    broken = find_records(b'a\rb;x"\0"\n', SEMICOLON).broken
    assert broken is not None
    assert (broken.position, broken.why) == (1, Ambiguity.LINE_END)


def test_no_whole_record_is_nothing() -> None:
    found = find_records(b'"a;b\n', SEMICOLON)
    assert (found.starts.tolist(), found.length, found.broken) == ([], 0, None)
