"""Sheet Gevoeligheid of the live workbook: the outcome at the lowest and highest of each amount, live."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from maatschappelijk_rendement.domain.card_sheets import CardKind
from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell
from maatschappelijk_rendement.report.valuation.live_words import EURO, FACTOR, FIRST, FLOWS, PLAIN, RATE
from maatschappelijk_rendement.valuation.card_ranges import CardSwing, RangedAmount
from maatschappelijk_rendement.valuation.card_value import CardValue

SHEET = "Gevoeligheid"
HEADS = (
    *("wat", "van wie", "nu", "laag", "hoog", "per euro netto", "per euro investering"),
    *("netto bij laag", "netto bij hoog", "ratio bij laag", "ratio bij hoog"),
    *("programma: netto bij laag", "programma: netto bij hoog", "verschil laag", "verschil hoog"),
)
RATIO = "0.0000"


def write_ranges(
    sheets: LiveSheets, value: CardValue, rows: FlowCells, figures: Mapping[str, str], first: str
) -> None:
    """Write the sheet.

    Args:
        sheets: The workbook.
        value: A computed card with ranges.
        rows: Where the cells of sheet Stromen stand.
        figures: The cell of each figure of the outcome.
        first: Formula of the first year of a flow.
    """
    if value.ranges is None:
        return
    sheet = sheets.sheet(SHEET, "Eén bedrag tegelijk laag of hoog", [28, 22, *[16] * (len(HEADS) - 2)])
    sheets.heads(sheet, TOP, HEADS)
    net, put_in = (figures[name] for name in (NET[value.kind], "#investering"))
    y = TOP
    for y, swing in enumerate(value.ranges.swings, start=TOP + 1):
        amount = swing.amount
        here = rows.of(amount.place)
        middle = here["bedrag" if value.kind is CardKind.MKBA else "proxy"]
        sheet.write_string(y, 0, amount.name)
        sheet.write_string(y, 1, amount.who)
        sheets.formula(sheet, y, 2, middle, amount.base)
        sheets.number(sheet, y, 3, amount.low, PLAIN, is_input=True)
        sheets.number(sheet, y, 4, amount.high, PLAIN, is_input=True)
        one = first.format(**{**here, "bedrag": "1", "proxy": "1"})
        _write_slopes(sheets, sheet, y, amount, f"{one}*{rows.years(here)}", value.kind)
        for side, x in enumerate((3, 4)):
            change = f"({cell(y, x)}-{cell(y, 2)})"
            sheets.formula(sheet, y, 7 + side, f"{net}+{cell(y, 5)}*{change}", swing.net[side])
            _write_ratio(sheets, sheet, y, side, f"({put_in}+{cell(y, 6)}*{change})", swing)
            shown = Fraction(half_up(swing.net[side] * 100), 100)
            sheets.number(sheet, y, 11 + side, shown, EURO)
            gap = f"ROUND(ROUND({cell(y, 7 + side)},2)-{cell(y, 11 + side)},2)"
            sheets.formula(sheet, y, 13 + side, gap, Fraction(0))
    drawn = value.ranges.draws
    words = (
        f"De trekkingen ({drawn.distribution}, {drawn.draws}, begin {drawn.seed}) rekenen hier niet mee: "
        "zij staan op de bladzijde en in waardering.json."
    )
    sheet.write_string(y + 2, 0, words)


NET = {CardKind.MKBA: "#ncw", CardKind.SROI: "#netto"}


def _write_slopes(
    sheets: LiveSheets, sheet: Any, y: int, amount: RangedAmount, one: str, kind: CardKind
) -> None:
    """Write what one euro more adds; nothing where the amount is in no total."""
    if kind is CardKind.SROI and amount.invested:
        one = f"-{one}*(1+{RATE})^{FIRST}"
    sheets.formula(sheet, y, 5, one if amount.net else "0", amount.net, FACTOR)
    sheets.formula(sheet, y, 6, f"-{cell(y, 5)}" if amount.invested else "0", amount.invested, FACTOR)


def _write_ratio(sheets: LiveSheets, sheet: Any, y: int, side: int, put_in: str, swing: CardSwing) -> None:
    formula = f'IF({put_in}>0,({cell(y, 7 + side)}+{put_in})/{put_in},"geen")'
    found = swing.ratio[side]
    if found is None:
        sheet.write_formula(y, 9 + side, f"={formula}", sheets.look(RATIO), "geen")
    else:
        sheets.formula(sheet, y, 9 + side, formula, found, RATIO)


class FlowCells:
    """Where the cells of sheet Stromen stand."""

    def __init__(self, columns: Mapping[str, int], top: int, years: tuple[str, str]) -> None:
        self._columns, self._top = columns, top
        self._ages, self._factors = (f"{FLOWS}!{area}" for area in years)

    def of(self, place: int) -> dict[str, str]:
        """Give the cells of a row."""
        return {
            name: f"{FLOWS}!{cell(self._top + place, x, fixed=True)}" for name, x in self._columns.items()
        }

    def years(self, here: Mapping[str, str]) -> str:
        """Give the formula of the discounted years of a row, of which each counts for its part.

        The years are one array here, where MIN, MAX and IF would give one number: so they are products.
        """
        age, length, drop = f"({self._ages}-{here['start']})", here["duur"], here["afname"]
        left = f"({length}-{age})"
        part = f"({left}>0)*(({left}<1)*{left}+({left}>=1))"
        kept = f"((1-{drop})+({age}<=0)*{drop})^({age}*({age}>0))"  # never nothing to the power nothing
        return f"SUMPRODUCT({self._factors}*({age}>=0)*{part}*{kept})"
