from __future__ import annotations

from maatschappelijk_rendement.report.document import ShownValue, Table
from maatschappelijk_rendement.report.xlsx_layout import MOST_POINTS, pages, points, widths
from maatschappelijk_rendement.results.columns import Column, Kind


def made(column: Column, *texts: str) -> Table:
    return Table("t", "T", (column,), tuple((ShownValue(text),) for text in texts))


def test_an_amount_stands_in_one_piece_with_its_direction() -> None:
    from decimal import Decimal

    amount = ShownValue("€ -1.091.575,88", Kind.DELTA, Decimal("-1091575.88"), "daling")
    table = Table("t", "T", (Column("a", "Verschil", Kind.DELTA),), ((amount,),))
    assert widths(table) == [len("€ -1.091.575,88 daling") + 2]


def test_a_word_in_a_column_of_numbers_does_not_make_it_wide() -> None:
    assert widths(made(Column("n", "n", Kind.COUNT), "niet van toepassing")) == [14]
    assert widths(made(Column("n", "n", Kind.COUNT), "150 casussen")) == [len("150 casussen") + 2]


def test_a_long_text_wraps_and_a_status_has_more_room() -> None:
    text = "een lange zin die niet op een regel past omdat er steeds meer achter komt"
    assert widths(made(Column("a", "A"), text)) == [36]
    assert widths(made(Column("s", "S", Kind.STATUS), text)) == [44]


def test_a_code_stays_in_one_piece() -> None:
    code = "WMO.BEGELEIDING_IND.UUR.REF2022"  # 31 signs, 23 of them capitals
    assert widths(made(Column("code", "Code"), code)) == [round(31 + 0.15 * 23 + 2, 1)]


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_excel_allows() -> None:
    assert points(["a b c d", "a"], [4, 20]) == 30  # 3 letters beside the indent: "a b" and "c d"
    assert points(["woord " * 1000], [20]) == MOST_POINTS


def test_pages_side_by_side_count_the_columns_that_are_repeated() -> None:
    # 11,69 - 0,8 inch is 1045 pixels, 1643 at 7 of 11 points; a column of 30 letters has 293.
    assert pages([30.0] * 5, 1) == 1
    assert pages([30.0] * 6, 1) == 2
    assert pages([30.0] * 9, 1) == 2  # 1 + 4 and 1 + 4
    assert pages([30.0] * 10, 1) == 3
