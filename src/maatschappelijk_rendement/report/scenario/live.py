"""The workbook for the actuary: settlement, split and grid are live formulas on inputs that may be changed.

The rules are those of this contract; another rule needs another contract file. Formulas round as the program
does. Beside them stands what the program computed, with the difference, so that a reader sees that they
agree. What was simulated stands as plain numbers. A text is always written as text and never becomes a
formula.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.report.document import Chart, ReportDocument, Table
from maatschappelijk_rendement.report.scenario.assumed_years import assumptions
from maatschappelijk_rendement.report.scenario.certainty import standing_still
from maatschappelijk_rendement.report.scenario.expressions import named, to_the_cent
from maatschappelijk_rendement.report.scenario.formulas import (
    LABELS,
    PAYMENT,
    QUALITY,
    SAVING,
    Steps,
    settlement_steps,
)
from maatschappelijk_rendement.report.scenario.inputs import (
    EURO,
    PART,
    PLAIN,
    stream_columns,
    workbook_inputs,
)
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell, column
from maatschappelijk_rendement.report.scenario.live_split import write_split
from maatschappelijk_rendement.report.scenario.live_years import write_years
from maatschappelijk_rendement.report.scenario.measured import moved_money
from maatschappelijk_rendement.report.scenario.not_applied import not_applied
from maatschappelijk_rendement.sharing.evaluation import Evaluation

# A fixed moment: a file must not tell when it was made, and the format wants a date.
FIXED_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
INPUTS, SETTLEMENT, GRID = "Invoer", "Afrekening", "Rooster"
SIMULATED = ("toeval", "hoge-kosten", "wat-als", "jaren", "afspraak-jaren", "betaalvormen")
README = (
    "Verander alleen gele cellen: op het blad Invoer, en de sleutel op het blad Verdeling.",
    "De bladen Afrekening, Verdeling en Rooster rekenen dan opnieuw, met de regels van dit contract.",
    "De kolom Programma is wat het programma heeft berekend. Het verschil is 0 zolang u niets verandert.",
    "De andere bladen zijn vaste getallen. Die zijn gesimuleerd en veranderen niet mee.",
)


def live_workbook(evaluation: Evaluation, report: ReportDocument) -> bytes:
    """Write the workbook.

    Args:
        evaluation: The results of a scenario.
        report: Its report, for title, marks and simulated tables.

    Returns:
        An ``.xlsx`` file; the same scenario gives the same bytes.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": report.title, "created": FIXED_MOMENT})
    sheets = LiveSheets(book, " ".join(mark.text for mark in report.marks))
    steps = _steps(evaluation)
    _write_readme(sheets, report, evaluation)
    first_stream = _write_inputs(sheets, evaluation, steps)
    _write_settlement(sheets, evaluation, steps)
    write_split(sheets, evaluation, INPUTS, first_stream)
    _write_grid(sheets, evaluation, steps)
    write_years(sheets, evaluation, steps, (INPUTS, first_stream))
    for section in report.sections:
        for block in section.blocks if section.name in SIMULATED else ():
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table) and table.name != "rooster":
                _write_table(sheets, table)
    book.close()
    return out.getvalue()


def _steps(evaluation: Evaluation) -> Steps:
    scenario = evaluation.scenario
    if scenario.provider_revenue_cents is None:
        return settlement_steps(replace(scenario.contract, loss_cap_revenue=None))
    return settlement_steps(scenario.contract)


def _write_readme(sheets: LiveSheets, report: ReportDocument, evaluation: Evaluation) -> None:
    sheet = sheets.sheet("Lees mij", report.title, (110,))
    scenario = evaluation.scenario
    told = (
        *README,
        *scenario.origin,
        *assumptions(evaluation),
        *not_applied(scenario),
        *evaluation.settlement.notes,
        *standing_still(scenario),
        *moved_money(scenario),
    )
    for y, sentence in enumerate(told, start=TOP):
        sheet.write_string(y, 0, sentence)


def _write_inputs(sheets: LiveSheets, evaluation: Evaluation, steps: Steps) -> int:
    """Write the inputs and name each; gives the row of the first stream."""
    scenario = evaluation.scenario
    used = {name for step in steps.values() for name in step.names()}
    sheet = sheets.sheet(INPUTS, "Invoer", (60, 20, 20, 20, 18, 18, 18))
    sheets.heads(sheet, TOP, ("Wat", "Waarde", "Naam in formules"))
    y = TOP
    for one in workbook_inputs(scenario):
        if one.name in used:
            y += 1
            sheet.write_string(y, 0, one.label)
            sheets.number(sheet, y, 1, one.value, one.code, is_input=True)
            sheet.write_string(y, 2, one.name)
            sheets.define(one.name, INPUTS, y, 1, one.value)
    first = y + 3
    last = first + len(scenario.streams) - 1
    columns = stream_columns(scenario)
    sheets.heads(sheet, first - 1, [entry.label for entry in columns])
    for x, entry in enumerate(columns):
        for y, value in enumerate(entry.values, start=first):
            if isinstance(value, str):
                sheet.write_string(y, x, value, sheets.look(PLAIN, is_input=True))
            elif value is not None:
                sheets.number(sheet, y, x, value, entry.code, is_input=True)
    before, after, investment = (f"SUM({column(x, first, last)})" for x in (2, 3, 4))
    totals = (
        ("benchmark", "Verwachte kosten samen", f"ROUND({before},2)", scenario.benchmark_cents),
        (SAVING, LABELS[SAVING], f"ROUND({before}-{after},2)", scenario.saving_cents),
        ("investering", "Investeringen samen", f"ROUND({investment},2)", scenario.investment_cents),
    )
    for y, (name, label, formula, cents) in enumerate(totals, start=last + 2):
        sheet.write_string(y, 0, label)
        sheets.formula(sheet, y, 1, formula, Fraction(cents, 100))
        sheet.write_string(y, 2, name)
        sheets.define(name, INPUTS, y, 1, Fraction(cents, 100))
    return first


def _write_settlement(sheets: LiveSheets, evaluation: Evaluation, steps: Steps) -> None:
    """Write each step under the other; reserve and payment beside what the program computed."""
    sheet = sheets.sheet(SETTLEMENT, "Van daling naar uitkering", (46, 20, 20, 20))
    sheets.heads(sheet, TOP, ("Stap", "Bedrag", "Programma", "Verschil"))
    split = evaluation.split
    program = {PAYMENT: split.pool_cents, "reserve_bedrag": split.reserve_cents}
    for y, (name, step) in enumerate(steps.items(), start=TOP + 1):
        value = step.value(sheets.values)
        sheet.write_string(y, 0, LABELS[name])
        sheets.formula(sheet, y, 1, step.formula(sheets.places), value, _code(name))
        sheets.places[name], sheets.values[name] = f"'{SETTLEMENT}'!{cell(y, 1, fixed=True)}", value
        if name in program:
            computed = Fraction(program[name], 100)
            sheets.number(sheet, y, 2, computed)
            sheets.formula(sheet, y, 3, f"ROUND({cell(y, 1)}-{cell(y, 2)},2)", value - computed)


def _write_grid(sheets: LiveSheets, evaluation: Evaluation, steps: Steps) -> None:
    """Write a row for each saving and quality: all steps of the settlement beside each other."""
    grid = evaluation.grid
    names = [SAVING, QUALITY, *steps]
    labels = ["Daling als deel", *(LABELS[name] for name in names), "Programma", "Verschil"]
    sheet = sheets.sheet(GRID, "Uitkering bij elke daling en kwaliteit", [16] * len(labels))
    sheets.heads(sheet, TOP, labels)
    cells = [
        (rate, quality, payment)
        for quality, payments in zip(grid.qualities, grid.payments_cents, strict=True)
        for rate, payment in zip(grid.rates, payments, strict=True)
    ]
    program = len(labels) - 2
    for y, (rate, quality, payment) in enumerate(cells, start=TOP + 1):
        saving = Fraction(half_up(rate * evaluation.scenario.benchmark_cents), 100)
        values = {**sheets.values, SAVING: saving, QUALITY: quality or Fraction(0)}
        places = sheets.places | {name: cell(y, x) for x, name in enumerate(names, start=1)}
        sheets.number(sheet, y, 0, rate, PART, is_input=True)
        shown = to_the_cent(named("rooster"), named("benchmark")).formula(
            {"rooster": f"{places['benchmark']}*{cell(y, 0)}", "benchmark": places["benchmark"]}
        )
        sheets.formula(sheet, y, 1, shown, saving)
        sheets.number(sheet, y, 2, values[QUALITY], PART, is_input=True)
        for x, (name, step) in enumerate(steps.items(), start=3):
            values[name] = step.value(values)
            sheets.formula(sheet, y, x, step.formula(places), values[name], _code(name))
        computed = Fraction(payment, 100)
        sheets.number(sheet, y, program, computed)
        difference = f"ROUND({places[PAYMENT]}-{cell(y, program)},2)"
        sheets.formula(sheet, y, program + 1, difference, values[PAYMENT] - computed)
    sheet.freeze_panes(TOP + 1, 3)


def _write_table(sheets: LiveSheets, table: Table) -> None:
    sheet = sheets.sheet(table.name.capitalize(), table.title, [32, *[20] * (len(table.columns) - 1)])
    sheet.write_string(2, 0, table.note)
    sheets.heads(sheet, TOP, [entry.label for entry in table.columns])
    for y, row in enumerate(table.rows, start=TOP + 1):
        for x, shown in enumerate(row):
            if shown.value is None:
                sheet.write_string(y, x, shown.text)
            else:
                sheets.number(sheet, y, x, Fraction(shown.value))


def _code(name: str) -> str:
    return PLAIN if name.endswith("_telt") else EURO
