"""How a file is written follows from its header and from nothing after it."""

from __future__ import annotations

import pytest

from maatschappelijk_rendement.intake.folder.heading import LONGEST_HEADER, NoHeadingError, find_heading


@pytest.mark.parametrize(
    ("beginning", "delimiter", "line_end", "cells"),
    [
        (b"a;b;c\n1,5;2,5;3,5\n", ";", b"\n", 3),
        (b"a,b\n1;2;3;4\n", ",", b"\n", 2),
        (b"a\tb\r\n", "\t", b"\n", 2),
        (b"a|b|c", "|", b"\n", 3),
        (b"a;b\rc;d\r", ";", b"\r", 2),
        (b"\n  \n;;\na,b\n", ",", b"\n", 2),
        (b'"a;b;c",d\n', ",", b"\n", 2),
        (b'"a\nb";c\n', ";", b"\n", 2),
        (b"a;b;c,d\n", ";", b"\n", 3),
        (b"a;b,c\n", ";", b"\n", 2),
    ],
)
def test_the_header_decides(beginning: bytes, delimiter: str, line_end: bytes, cells: int) -> None:
    found = find_heading(beginning)
    assert (found.dialect.delimiter, found.dialect.line_end, found.cells) == (delimiter, line_end, cells)
    assert found.skipped == 0


@pytest.mark.parametrize(
    ("beginning", "delimiter", "skipped"),
    [
        (b"sep=;\r\na;b,c,d\r\n", ";", 7),
        (b"SEP=,\na,b;c;d\n", ",", 6),
        (b"sep=\t\na\tb\n", "\t", 6),
        (b'"sep=|"\na|b\n', "|", 8),
        (b"sep=;\ra;b\r", ";", 6),
    ],
)
def test_the_line_of_excel_that_names_the_delimiter_counts(
    beginning: bytes, delimiter: str, skipped: int
) -> None:
    found = find_heading(beginning)
    assert (found.dialect.delimiter, found.skipped) == (delimiter, skipped)


@pytest.mark.parametrize(
    ("beginning", "why"),
    [
        (b"", "leeg"),
        (b"\n \n;;;\r\n", "leeg"),
        (b"sep=;\n", "leeg"),
        (b"casus_id\n1\n", "scheidingsteken"),
        (b'"casus_id;moment"\n', "scheidingsteken"),
        (b"sep=:\na:b\n", "scheidingsteken"),
        (b"sep=;\na,b\n", "scheidingsteken"),
        (b'"a;' + b"b" * LONGEST_HEADER, "grens"),
    ],
)
def test_what_is_no_header_is_refused(beginning: bytes, why: str) -> None:
    with pytest.raises(NoHeadingError) as caught:
        find_heading(beginning)
    assert caught.value.why == why
