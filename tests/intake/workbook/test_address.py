import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatschappelijk_rendement.intake.workbook.address import LAST_COLUMN, column_index, column_letters


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_the_letters_of_excel(column, letters):
    assert column_letters(column) == letters


@given(st.integers(0, LAST_COLUMN - 1))
def test_letters_read_back(column):
    assert column_index(column_letters(column)) == column


@pytest.mark.parametrize("letters", ["", "a", "XFE", "AAAA", "A1", "\u0410", "$A"])
def test_what_is_no_column_is_refused(letters):
    assert column_index(letters) == -1
