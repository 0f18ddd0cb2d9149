"""Stop-losses on the sheet that splits: what is over a limit goes back to who lost, as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from maatschappelijk_rendement.report.scenario.inputs import EURO
from maatschappelijk_rendement.report.scenario.live_cents import write_cents
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell, column
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.joint_result import payer_results
from maatschappelijk_rendement.sharing.largest_remainder import divide_cents

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEADS = (
    *("Betaler", "Verliesgrens", "Eindigt zonder grens op", "Eigen resultaat", "Boven de grens", "Ruimte"),
    "Verschuift",
)
KEPT_CELL = cell(TOP + 5, 1, fixed=True)
PAYER_COLUMN = 1  # of the streams, on the sheet with the inputs


def results_before_limits(evaluation: Evaluation) -> list[int]:
    """Give what each stream would end with if nobody had a stop-loss [cent]."""
    split, contract = evaluation.split, evaluation.scenario.contract
    results = payer_results(
        evaluation.scenario.streams,
        np.array([split.kept_cents], dtype=object),
        np.array([split.pool_cents + split.reserve_cents], dtype=object),
        split.key,
        shortfall=contract.shortfall,
    )
    return [int(result) for result in results[0].tolist()]


def stop_loss_of(inputs: str, first: int, source: int, top: int, first_of: Mapping[str, int]) -> str:
    """Write what a stream gets or gives by the stop-losses: the first stream of a payer has it all.

    Args:
        inputs: The sheet with the inputs, as a formula names it.
        first: Row of the first stream there.
        source: Row of this stream there.
        top: Row of the heads of the table of payers.
        first_of: Number of the first stream of each payer.
    """
    payer = f"{inputs}{cell(source, PAYER_COLUMN)}"
    so_far = f"{inputs}{cell(first, PAYER_COLUMN, fixed=True)}:{cell(source, PAYER_COLUMN)}"
    last = top + len(first_of)
    moved = f"SUMIF({column(0, top + 1, last)},{payer},{column(6, top + 1, last)})"
    return f"IF(COUNTIF({so_far},{payer})=1,{moved},0)"


def write_stop_losses(
    sheets: LiveSheets,
    sheet: Worksheet,
    evaluation: Evaluation,
    inputs: str,
    first_stream: int,
    streams: tuple[int, int],
    top: int,
) -> None:
    """Write a row for each payer, and under it who gets and who gives, by largest remainder."""
    scenario = evaluation.scenario
    payers = list(dict.fromkeys(stream.payer for stream in scenario.streams))
    limits = {one.payer: one.limit_cents for one in scenario.stop_losses}
    before = results_before_limits(evaluation)
    ended = [_of(evaluation, payer, before) for payer in payers]
    alone = [
        _of(evaluation, payer, [one.own_result_cents for one in evaluation.split.streams]) for payer in payers
    ]
    over, room = [], []
    for payer, end, own in zip(payers, ended, alone, strict=True):
        is_short = evaluation.split.kept_cents < 0
        floor = min(own, -limits[payer]) if payer in limits else end
        over.append(max(0, floor - end) if is_short else 0)
        room.append(max(0, end - own) if is_short else 0)
    moved = min(sum(over), sum(room))
    after = [
        _of(evaluation, payer, [one.result_cents for one in evaluation.split.streams]) for payer in payers
    ]
    sheets.heads(sheet, top, HEADS)
    rows = (top + 1, top + len(payers))
    moved_row = rows[1] + 1
    gives = (moved_row + 2, moved_row + 1 + len(payers))
    takes = (gives[1] + 2, gives[1] + 1 + len(payers))
    names = f"'{inputs}'!" + column(PAYER_COLUMN, first_stream, first_stream + len(scenario.streams) - 1)
    change = [after[number] - ended[number] for number in range(len(payers))]
    for number, payer in enumerate(payers):
        y = rows[0] + number
        sheet.write_string(y, 0, payer)
        if payer in limits:
            sheets.number(sheet, y, 1, Fraction(limits[payer], 100), EURO, is_input=True)
        starts, parts_of, alone_of = (
            f"SUMIF({names},{cell(y, 0)},{column(x, *streams)})" for x in (14, 9, 3)
        )
        sheets.formula(sheet, y, 2, f"ROUND({starts}+{parts_of},2)", Fraction(ended[number], 100))
        sheets.formula(sheet, y, 3, f"ROUND({alone_of},2)", Fraction(alone[number], 100))
        over_limit = f"MAX(0,ROUND(MIN({cell(y, 3)},-{cell(y, 1)})-{cell(y, 2)},2))"
        limit = f'IF({cell(y, 1)}="",0,{over_limit})'
        sheets.formula(sheet, y, 4, f"IF({KEPT_CELL}<0,{limit},0)", Fraction(over[number], 100))
        free = f"IF({KEPT_CELL}<0,MAX(0,ROUND({cell(y, 2)}-{cell(y, 3)},2)),0)"
        sheets.formula(sheet, y, 5, free, Fraction(room[number], 100))
        difference = f"ROUND({cell(gives[0] + number, 9)}-{cell(takes[0] + number, 9)},2)"
        sheets.formula(sheet, y, 6, difference, Fraction(change[number], 100))
    sheet.write_string(moved_row, 0, "Verschuift samen")
    total = f"ROUND(MIN(SUM({column(4, *rows)}),SUM({column(5, *rows)})),2)"
    sheets.formula(sheet, moved_row, 1, total, Fraction(moved, 100))
    parts = _parts(moved, over), _parts(moved, room)
    for place, label, column_at, weights, part in (
        (gives, "Krijgt terug", 4, over, parts[0]),
        (takes, "Neemt terug", 5, room, parts[1]),
    ):
        sheet.write_string(place[0] - 1, 0, label)
        for number, payer in enumerate(payers):
            y = place[0] + number
            sheet.write_string(y, 0, payer)
            exact = [Fraction(weight, 100) for weight in weights]
            source = cell(rows[0] + number, column_at)
            write_cents(sheets, sheet, y, place, source, exact, number, moved, part[number], moved_row)


def _of(evaluation: Evaluation, payer: str, amounts: list[int]) -> int:
    pairs = zip(evaluation.scenario.streams, amounts, strict=True)
    return sum(amount for stream, amount in pairs if stream.payer == payer)


def _parts(total: int, weights: list[int]) -> list[int]:
    row = weights if any(weights) else [1] * len(weights)
    return [int(part) for part in divide_cents(np.array([total], dtype=object), np.array([row]))[0].tolist()]
