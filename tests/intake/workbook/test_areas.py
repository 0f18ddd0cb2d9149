import pytest

from maatschappelijk_rendement.intake.workbook.areas import Area, ArrayFormulas, parse_area


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("A1", Area(1, 0, 1, 0)),
        ("R1:S1", Area(1, 17, 1, 18)),
        ("S2:R1", Area(1, 17, 2, 18)),
        ("AA10:B2", Area(2, 1, 10, 26)),
        ("A1:XFD1048576", Area(1, 0, 1048576, 16383)),
    ],
)
def test_a_reference_is_the_block_between_its_corners(reference, area):
    assert parse_area(reference) == area


@pytest.mark.parametrize(
    "reference", ["", "A", "1", "A0", "a1", "$A$1", "A1:", "A1:B2:C3", "XFE1", "A1 B2", "A1,B2"]
)
def test_what_is_no_reference_is_none(reference):
    assert parse_area(reference) is None


def test_a_later_area_in_a_column_takes_the_place_of_an_earlier_one():
    arrays = ArrayFormulas(most_columns=200, most_cells=100)
    assert arrays.add("B1:C3", "een")
    assert arrays.add("C5:C6", "twee")
    assert [arrays.at(row, 1) for row in (1, 3, 4)] == ["een", "een", None]
    assert [arrays.at(row, 2) for row in (5, 6, 7)] == ["twee", "twee", None]
    assert arrays.at(5, 3) is None


def test_areas_without_end_are_not_noted():
    arrays = ArrayFormulas(most_columns=200, most_cells=450)
    assert [arrays.add("A1:XFD9", "x") for _ in range(3)] == [True, True, False]
    assert not ArrayFormulas(most_columns=200, most_cells=9).add("overal", "x")
