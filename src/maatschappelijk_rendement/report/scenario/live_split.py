"""The sheet that splits: weights by a key that can be chosen, cents by largest remainder, side payments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.report.scenario.formulas import PAYMENT
from maatschappelijk_rendement.report.scenario.inputs import PART, PLAIN
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell, column
from maatschappelijk_rendement.sharing.contract import PayerKey, ProviderKey
from maatschappelijk_rendement.sharing.evaluation import Evaluation
from maatschappelijk_rendement.sharing.split import PayerStream

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SPLIT = "Verdeling"
KEY_CELL = cell(TOP, 1, fixed=True)
KEPT_ROW = TOP + 5
DIGITS = 7  # a remainder of a cent is a float in a workbook: what lies beyond this is noise
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
    *("Programma: ontvangt", "Verschil"),
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
        ("De betalers houden over", "B5-B6-B7-B8", split.kept_cents),
    )
    for y, (label, formula, cents) in enumerate(rows, start=TOP + 1):
        sheet.write_string(y, 0, label)
        sheets.formula(sheet, y, 1, formula, Fraction(cents, 100))
    last = _write_streams(sheets, sheet, evaluation, inputs, first_stream)
    check = f"ROUND(SUM({column(10, KEPT_ROW + 3, last)})+{cell(TOP + 4, 1)}+{cell(TOP + 3, 1)},2)"
    sheet.write_string(last + 1, 0, "Controle: verrekeningen, uitkering en reserve samen (moet 0 zijn)")
    sheets.formula(sheet, last + 1, 10, check, Fraction(0))
    _write_providers(sheets, sheet, evaluation, last + 4)


def _write_streams(
    sheets: LiveSheets, sheet: Worksheet, evaluation: Evaluation, inputs: str, first_stream: int
) -> int:
    """Write a row for each stream; gives the last row."""
    split = evaluation.split
    top = KEPT_ROW + 3
    last = top + len(split.streams) - 1
    sheets.heads(sheet, top - 1, HEADS)
    weights = [_weight_value(result.stream, split.key) for result in split.streams]
    for number, result in enumerate(split.streams):
        y, source = top + number, first_stream + number

        def given(x: int, row: int = source) -> str:
            return f"'{inputs}'!{cell(row, x)}"

        sheet.write_formula(y, 0, f"={given(0)}", None, result.stream.stream)
        sheets.formula(sheet, y, 1, f"ROUND({given(2)}-{given(3)},2)", _euros(result.stream.saving_cents))
        sheets.formula(sheet, y, 2, given(4), _euros(result.stream.investment_cents))
        sheets.formula(sheet, y, 3, f"{cell(y, 1)}-{cell(y, 2)}", _euros(result.own_result_cents))
        weight = _weight(y, given(5), given(6))
        part = result.entitlement_cents - result.stream.investment_cents
        _write_cents(sheets, sheet, y, (top, last), weight, weights, number, split.kept_cents, part, KEPT_ROW)
        received = f"{cell(y, 2)}+{cell(y, 9)}-{cell(y, 1)}"
        sheets.formula(sheet, y, 10, received, _euros(result.side_payment_cents))
        sheets.formula(sheet, y, 11, cell(y, 9), _euros(result.result_cents))
        _write_program(sheets, sheet, y, 10, result.side_payment_cents)
    return last


def _write_providers(sheets: LiveSheets, sheet: Worksheet, evaluation: Evaluation, top: int) -> None:
    split, scenario = evaluation.split, evaluation.scenario
    if not split.providers:
        return
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
        _write_cents(sheets, sheet, y, (top, last), weight, weights, number, split.pool_cents, cents, TOP + 4)
        _write_program(sheets, sheet, y, 9, cents)


def _write_cents(
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
    sheets.formula(sheet, y, 9, f"({cells[6]}+{cells[8]})/100", _euros(part_cents))


def _write_program(sheets: LiveSheets, sheet: Worksheet, y: int, x: int, cents: int) -> None:
    sheets.number(sheet, y, 12, _euros(cents))
    sheets.formula(sheet, y, 13, f"ROUND({cell(y, x)}-{cell(y, 12)},2)", Fraction(0))


def _weight(y: int, budget: str, agreed: str) -> str:
    """The weight of a row by the chosen key, as ``split.payer_weights`` has it."""
    by_key = (
        (PayerKey.INCIDENCE, f"MAX(0,{cell(y, 1)})"),
        (PayerKey.HOLD_HARMLESS, f"MAX(0,{cell(y, 3)})"),
        (PayerKey.INVESTMENT, cell(y, 2)),
        (PayerKey.BUDGET, budget),
        (PayerKey.NEGOTIATED, agreed),
    )
    formula = "1"
    for key, weight in by_key:
        formula = f'IF({KEY_CELL}="{key}",{weight},{formula})'
    return formula


def _weight_value(stream: PayerStream, key: PayerKey) -> Fraction:
    """The same weight as a number, in the units of the sheet."""
    match key:
        case PayerKey.INCIDENCE:
            return _euros(max(0, stream.saving_cents))
        case PayerKey.HOLD_HARMLESS:
            return _euros(max(0, stream.saving_cents - stream.investment_cents))
        case PayerKey.INVESTMENT:
            return _euros(stream.investment_cents)
        case PayerKey.BUDGET:
            return _euros(stream.budget_cents or 0)
        case PayerKey.NEGOTIATED:
            return stream.agreed or Fraction(0)
        case PayerKey.EQUAL:
            return Fraction(1)


def _euros(cents: int) -> Fraction:
    return Fraction(cents, 100)
