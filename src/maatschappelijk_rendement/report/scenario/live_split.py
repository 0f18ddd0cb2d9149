"""The sheet that splits: weights by a key that can be chosen, cents by largest remainder, side payments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.scenario.formulas import PAYMENT
from maatschappelijk_rendement.report.scenario.inputs import PART, PLAIN
from maatschappelijk_rendement.report.scenario.live_cents import write_cents
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell, column
from maatschappelijk_rendement.report.scenario.live_stop_loss import (
    results_before_limits,
    stop_loss_of,
    write_stop_losses,
)
from maatschappelijk_rendement.sharing.contract import PayerKey, ProviderKey, ShortfallRule
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.split import Split

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SPLIT = "Verdeling"
KEY_CELL, SHORTFALL_CELL = cell(TOP, 1, fixed=True), cell(TOP, 4, fixed=True)
RESERVE_CELL, POOL_CELL = cell(TOP + 3, 1, fixed=True), cell(TOP + 4, 1, fixed=True)
KEPT_ROW = TOP + 5
KEPT_CELL = cell(KEPT_ROW, 1, fixed=True)
OWN_CELL = cell(TOP + 1, 4, fixed=True)  # 1 where each bears its own loss
DIVIDED_ROW = KEPT_ROW + 1
HEADS = (
    *("Stroom", "Daling", "Investering", "Voordeel zonder verrekening", "Gewicht", "Deel in centen, precies"),
    *(
        "Hele centen",
        "Rest",
        "Extra cent",
        "Deel",
        "Ontvangt (onder nul: betaalt)",
        "Voordeel met verrekening",
    ),
    *("Programma: ontvangt", "Verschil", "Uitgangspunt", "Verliesgrens"),
)
PROVIDER_HEADS = (
    *("Aanbieder", "Afgesproken deel", "", "", "Gewicht", "Deel in centen, precies", "Hele centen", "Rest"),
    *("Extra cent", "Bedrag", "", "", "Programma: bedrag", "Verschil"),
)


def write_split(sheets: LiveSheets, evaluation: Evaluation, inputs: str, first_stream: int) -> None:
    """Write the sheet.

    Args:
        sheets: The workbook; holds the payment and the reserve by name.
        evaluation: The results of a scenario.
        inputs: Name of the sheet with the inputs.
        first_stream: Row of the first stream there.
    """
    split = evaluation.split
    sheet = sheets.sheet(SPLIT, "Wie investeert, wie profiteert", [26, *[17] * (len(HEADS) - 1)])
    sheet.write_string(TOP, 0, "Sleutel (kies)")
    sheet.write_string(TOP, 1, split.key, sheets.look(PLAIN, is_input=True))
    sheet.data_validation(TOP, 1, TOP, 1, {"validate": "list", "source": [str(key) for key in PayerKey]})
    rows = (
        ("Daling samen", sheets.places["daling"], split.saving_cents),
        ("Investeringen samen", sheets.places["investering"], split.investment_cents),
        ("Reserve", sheets.places["reserve_bedrag"], split.reserve_cents),
        ("Aan de aanbieders", sheets.places[PAYMENT], split.pool_cents),
        ("De betalers houden over", "ROUND(B5-B6-B7-B8,2)", split.kept_cents),
    )
    for y, (label, formula, cents) in enumerate(rows, start=TOP + 1):
        sheet.write_string(y, 0, label)
        sheets.formula(sheet, y, 1, formula, Fraction(cents, 100))
    shortfall = evaluation.scenario.contract.shortfall
    sheet.write_string(TOP, 3, "Een tekort (kies)")
    sheet.write_string(TOP, 4, shortfall, sheets.look(PLAIN, is_input=True))
    words = {"validate": "list", "source": [str(rule) for rule in ShortfallRule]}
    sheet.data_validation(TOP, 4, TOP, 4, words)
    is_own = split.kept_cents < 0 and shortfall is ShortfallRule.OWN
    sheet.write_string(TOP + 1, 3, "Eigen verlies (1 = ja)")
    own = f'IF(AND({KEPT_CELL}<0,{SHORTFALL_CELL}="{ShortfallRule.OWN}"),1,0)'
    sheets.formula(sheet, TOP + 1, 4, own, Fraction(int(is_own)), PLAIN)
    sheet.write_string(DIVIDED_ROW, 0, "Te verdelen over de stromen")
    divided = f"IF({OWN_CELL}=1,-{POOL_CELL}-{RESERVE_CELL},{KEPT_CELL})"
    sheets.formula(sheet, DIVIDED_ROW, 1, divided, _euros(_divided_cents(split, is_own)))
    last = _write_streams(sheets, sheet, evaluation, inputs, first_stream, is_own)
    check = f"ROUND(SUM({column(10, DIVIDED_ROW + 3, last)})+{POOL_CELL}+{RESERVE_CELL},2)"
    sheet.write_string(last + 1, 0, "Controle: verrekeningen, uitkering en reserve samen (moet 0 zijn)")
    sheets.formula(sheet, last + 1, 10, check, Fraction(0))
    after = _write_providers(sheets, sheet, evaluation, last + 4)
    if evaluation.scenario.stop_losses:
        streams = (DIVIDED_ROW + 3, last)
        write_stop_losses(sheets, sheet, evaluation, inputs, first_stream, streams, after)


def _divided_cents(split: Split, is_own: bool) -> int:
    return -split.pool_cents - split.reserve_cents if is_own else split.kept_cents


def _write_streams(
    sheets: LiveSheets,
    sheet: Worksheet,
    evaluation: Evaluation,
    inputs: str,
    first_stream: int,
    is_own: bool,
) -> int:
    """Write a row for each stream; gives the last row."""
    split, streams = evaluation.split, evaluation.scenario.streams
    top = DIVIDED_ROW + 3
    last = top + len(split.streams) - 1
    sheets.heads(sheet, top - 1, HEADS)
    weights = _weight_values(split, is_own)
    before_limits = results_before_limits(evaluation)
    first_of = {stream.payer: number for number, stream in reversed([*enumerate(streams)])}
    for number, result in enumerate(split.streams):
        y, source = top + number, first_stream + number

        def given(x: int, row: int = source) -> str:
            return f"'{inputs}'!{cell(row, x)}"

        sheet.write_formula(y, 0, f"={given(0)}", None, result.stream.stream)
        sheets.formula(sheet, y, 1, f"ROUND({given(2)}-{given(3)},2)", _euros(result.stream.saving_cents))
        sheets.formula(sheet, y, 2, given(4), _euros(result.stream.investment_cents))
        own = f"ROUND({cell(y, 1)}-{cell(y, 2)},2)"
        sheets.formula(sheet, y, 3, own, _euros(result.own_result_cents))
        weight = _weight(y, given(5), given(6), column(1, top, last))
        start = result.own_result_cents if is_own else 0
        part = before_limits[number] - start
        total = _divided_cents(split, is_own)
        write_cents(sheets, sheet, y, (top, last), weight, weights, number, total, part, DIVIDED_ROW)
        received = f"ROUND({cell(y, 2)}+{cell(y, 11)}-{cell(y, 1)},2)"
        sheets.formula(sheet, y, 10, received, _euros(result.side_payment_cents))
        ended = f"ROUND({cell(y, 14)}+{cell(y, 9)}+{cell(y, 15)},2)"
        sheets.formula(sheet, y, 11, ended, _euros(result.result_cents))
        _write_program(sheets, sheet, y, 10, result.side_payment_cents)
        sheets.formula(sheet, y, 14, f"IF({OWN_CELL}=1,{cell(y, 3)},0)", _euros(start))
        moved = result.result_cents - before_limits[number]
        limit = "0"
        if evaluation.scenario.stop_losses:
            limit = stop_loss_of(
                f"'{inputs}'!", first_stream, source, _after_providers(evaluation, last), first_of
            )
        sheets.formula(sheet, y, 15, limit, _euros(moved))
    return last


def _after_providers(evaluation: Evaluation, last: int) -> int:
    """Give the first free row under the providers."""
    providers = len(evaluation.split.providers)
    return last + 4 + (providers + 1 if providers else 0)


def _write_providers(sheets: LiveSheets, sheet: Worksheet, evaluation: Evaluation, top: int) -> int:
    """Write a row for each provider; gives the first free row."""
    split, scenario = evaluation.split, evaluation.scenario
    if not split.providers:
        return top
    sheets.heads(sheet, top - 1, PROVIDER_HEADS)
    last = top + len(split.providers) - 1
    is_agreed = scenario.contract.provider_key is ProviderKey.NEGOTIATED
    weights = [(provider.agreed if is_agreed else None) or Fraction(1) for provider in scenario.providers]
    for number, (provider, cents) in enumerate(split.providers):
        y = top + number
        sheet.write_string(y, 0, provider.name)
        if provider.agreed is not None and is_agreed:
            sheets.number(sheet, y, 1, provider.agreed, PART, is_input=True)
        weight = cell(y, 1) if is_agreed else "1"
        write_cents(sheets, sheet, y, (top, last), weight, weights, number, split.pool_cents, cents, TOP + 4)
        _write_program(sheets, sheet, y, 9, cents)
    return last + 2


def _write_program(sheets: LiveSheets, sheet: Worksheet, y: int, x: int, cents: int) -> None:
    sheets.number(sheet, y, 12, _euros(cents))
    sheets.formula(sheet, y, 13, f"ROUND({cell(y, x)}-{cell(y, 12)},2)", Fraction(0))


def _weight(y: int, budget: str, agreed: str, savings: str) -> str:
    """The weight of a row, as ``joint_result`` has it: by the chosen key, or by who saved or lost."""
    saving, own = cell(y, 1), cell(y, 3)
    is_mirrored = f"AND({KEPT_CELL}<0,{OWN_CELL}=0)"
    by_key = (
        (PayerKey.INCIDENCE, f"IF({is_mirrored},MAX(0,-{saving}),MAX(0,{saving}))"),
        (PayerKey.HOLD_HARMLESS, f"IF({is_mirrored},MAX(0,-{own}),MAX(0,{own}))"),
        (PayerKey.INVESTMENT, cell(y, 2)),
        (PayerKey.BUDGET, budget),
        (PayerKey.NEGOTIATED, agreed),
    )
    keyed = "1"
    for key, weight in by_key:
        keyed = f'IF({KEY_CELL}="{key}",{weight},{keyed})'
    pays = f"IF(SUMPRODUCT(({savings}>0)*1)=0,{keyed},MAX(0,{saving}))"
    bears = f"IF({POOL_CELL}+{RESERVE_CELL}>=0,{pays},MAX(0,-{own}))"
    return f"IF({OWN_CELL}=1,{bears},{keyed})"


def _weight_values(split: Split, is_own: bool) -> list[Fraction]:
    """The same weights as numbers, in the units of the sheet."""
    streams = [result.stream for result in split.streams]
    savings = [Fraction(max(0, stream.saving_cents), 100) for stream in streams]
    if is_own and split.pool_cents + split.reserve_cents < 0:
        return [Fraction(max(0, -result.own_result_cents), 100) for result in split.streams]
    if is_own and any(savings):
        return savings
    sign = -1 if split.kept_cents < 0 and not is_own else 1
    match split.key:
        case PayerKey.INCIDENCE:
            return [_euros(max(0, sign * stream.saving_cents)) for stream in streams]
        case PayerKey.HOLD_HARMLESS:
            return [_euros(max(0, sign * result.own_result_cents)) for result in split.streams]
        case PayerKey.INVESTMENT:
            return [_euros(stream.investment_cents) for stream in streams]
        case PayerKey.BUDGET:
            return [_euros(stream.budget_cents or 0) for stream in streams]
        case PayerKey.NEGOTIATED:
            return [stream.agreed or Fraction(0) for stream in streams]
        case PayerKey.EQUAL:
            return [Fraction(1) for _ in streams]


def _euros(cents: int) -> Fraction:
    return Fraction(cents, 100)
