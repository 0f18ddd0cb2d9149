import pytest

from maatschappelijk_rendement.intake.workbook.formats import Shape, built_in, parse_format


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", Shape.GENERAL),
        ("0.00", Shape.NUMBER),
        ('"€" #,##0.00', Shape.NUMBER),
        ('0.00 "dagen per mnd"', Shape.NUMBER),
        (r"0\d", Shape.NUMBER),
        ("[Red]#,##0;[Blue]-0", Shape.NUMBER),
        ("[$-413]d mmmm jjjj", Shape.DATE),
        ("dd-mm-yyyy", Shape.DATE),
        ("mmm", Shape.DATE),
        ("yyyy-mm-dd hh:mm", Shape.DATE),
        ("hh:mm", Shape.TIME),
        ("[h]:mm", Shape.TIME),
        ("0%", Shape.PERCENT),
        ("@", Shape.TEXT),
        ('0"%"', Shape.NUMBER),
    ],
)
def test_a_format_tells_what_its_number_is(code, shape):
    assert parse_format(code).shape is shape


@pytest.mark.parametrize(
    ("code", "numbers", "text"),
    [
        (";;;", True, True),
        (";;", True, False),
        (";;;@", True, False),
        ("0;-0;;@", False, False),
        ("0", False, False),
    ],
)
def test_a_format_that_shows_nothing_is_told(code, numbers, text):
    found = parse_format(code)
    assert (found.hides_numbers, found.hides_text) == (numbers, text)


@pytest.mark.parametrize(
    ("number", "shape"),
    [
        (0, Shape.GENERAL),
        (2, Shape.NUMBER),
        (10, Shape.PERCENT),
        (14, Shape.DATE),
        (20, Shape.TIME),
        (49, Shape.TEXT),
    ],
)
def test_built_in_numbers_are_known(number, shape):
    assert built_in(number).shape is shape


def test_an_unknown_number_shows_as_it_is():
    assert built_in(999).shape is Shape.GENERAL


def test_a_bracket_that_is_never_closed_says_nothing_of_the_number():
    assert parse_format("0[Red").shape is Shape.NUMBER
