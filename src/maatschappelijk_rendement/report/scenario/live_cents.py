"""One row that divides an amount by largest remainder, as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.scenario.inputs import PLAIN
from maatschappelijk_rendement.report.scenario.live_sheets import LiveSheets, cell, column

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

DIGITS = 7  # a remainder of a cent is a float in a workbook: what lies beyond this is noise


def write_cents(
    sheets: LiveSheets,
    sheet: Worksheet,
    y: int,
    rows: tuple[int, int],
    weight: str,
    weights: Sequence[Fraction],
    number: int,
    total_cents: int,
    part_cents: int,
    total_row: int,
) -> None:
    """Write weight, exact part, whole cents, remainder, extra cent and part of one row (columns E to J)."""
    together = sum(weights)
    exact = total_cents * (weights[number] / together if together else Fraction(1, len(weights)))
    whole = exact.numerator // exact.denominator
    total = f"ROUND({cell(total_row, 1, fixed=True)}*100,0)"
    scale = f"SUM({column(4, *rows)})"
    cells = {x: cell(y, x) for x in range(4, 10)}
    sheets.formula(sheet, y, 4, weight, weights[number], PLAIN)
    equal = f"{total}/{rows[1] - rows[0] + 1}"
    share = f"IF({scale}=0,{equal},{total}*{cells[4]}/IF({scale}=0,1,{scale}))"
    sheets.formula(sheet, y, 5, f"ROUND({share},{DIGITS})", exact, "#,##0.0000")
    sheets.formula(sheet, y, 6, f"INT({cells[5]})", Fraction(whole), "#,##0")
    sheets.formula(sheet, y, 7, f"ROUND({cells[5]}-{cells[6]},{DIGITS})", exact - whole, "0.0000")
    remainders, left_over = column(7, *rows), f"{total}-SUM({column(6, *rows)})"
    ahead = f"SUMPRODUCT(({remainders}>{cells[7]})*1)"
    tied = f"SUMPRODUCT(({remainders}={cells[7]})*(ROW({remainders})>ROW({cells[7]})))"
    sheets.formula(sheet, y, 8, f"IF({ahead}+{tied}<{left_over},1,0)", Fraction(part_cents - whole), "0")
    sheets.formula(sheet, y, 9, f"({cells[6]}+{cells[8]})/100", Fraction(part_cents, 100))
