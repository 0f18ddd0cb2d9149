"""The workbook of a valuation: every amount is a live formula on yellow inputs, so that one may be changed.

Each instrument is the same sheet underneath: a row a flow, its inputs, its first year, its years, its
present value. Beside the outcomes stands what the program computed, with the difference: 0 as long as nothing
changes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from maatschappelijk_rendement.domain.money import half_up
from maatschappelijk_rendement.report.document import ReportDocument, Table
from maatschappelijk_rendement.report.scenario.live_sheets import TOP, LiveSheets, cell, column
from maatschappelijk_rendement.report.valuation.live_ranges import FlowCells, write_ranges
from maatschappelijk_rendement.report.valuation.live_words import (
    BUDGET,
    EURO,
    FACTOR,
    FIRST,
    FLOWS,
    INPUTS,
    OUTCOME,
    PLAIN,
    RATE,
)
from maatschappelijk_rendement.valuation.card_value import CardValue
from maatschappelijk_rendement.valuation.discounting import factor
from maatschappelijk_rendement.valuation.rates import schedule_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FIXED_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # a file must not tell when it was made
YEAR_ROW, FACTOR_ROW, HEADS = TOP, TOP + 1, TOP + 2
README = (
    "Verander alleen gele cellen, zoals op de bladen Invoer en Stromen. Alles wat erop volgt rekent opnieuw.",
    "Voeg geen rijen toe: maak daarvoor een nieuwe kaart.",
    "De kolom Programma is wat het programma heeft berekend. Het verschil is 0 zolang u niets verandert.",
    "Een deel is een getal van 0 tot 1: 0,4 is 40 %.",
)


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One flow of the workbook.

    Attributes:
        texts: Its words, one for each text column.
        inputs: Its numbers, by header.
        amounts: What it comes to in each year, exact.
        weight: What its years count for in a weighted sum.
    """

    texts: tuple[str, ...]
    inputs: Mapping[str, Fraction]
    amounts: tuple[Fraction, ...]
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class LiveFlows:
    """The flows of an instrument.

    Attributes:
        texts: Headers of the words.
        inputs: Headers of the numbers; ``start``, ``duur`` and ``afname`` shape the years.
        first: Formula of the first year, with ``{header}`` where a cell of the row comes.
        rows: The flows.
        weight: Formula of what a row counts for; empty where every row counts for one.
        sheet: The sheet they stand on.
        beside: Flows on a sheet of their own, that no other figure takes anything from.
    """

    texts: tuple[str, ...]
    inputs: tuple[str, ...]
    first: str
    rows: tuple[LiveRow, ...]
    weight: str = ""
    sheet: str = FLOWS
    beside: LiveFlows | None = None


@dataclass(frozen=True, slots=True)
class LiveOutcome:
    """A figure of the outcome: its words, its formula, and what the program computed.

    ``{header}`` in the formula is that column of sheet Stromen, ``{sheet.header}`` of the sheet beside it,
    and ``{#name}`` the cell of an earlier figure.
    """

    name: str
    label: str
    formula: str
    value: Fraction | None
    code: str = EURO


@dataclass(slots=True)
class _Places:
    """Where things stand on a sheet with flows."""

    columns: dict[str, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    sheet: str = FLOWS

    def area(self, header: str) -> str:
        return f"{self.sheet}!{column(self.columns[header], self.first, self.last)}"

    def known(self) -> dict[str, str]:
        """Give the area of each column."""
        return {name: self.area(name) for name in self.columns}


def live_workbook(
    value: CardValue,
    report: ReportDocument,
    flows: LiveFlows,
    outcomes: Sequence[LiveOutcome],
    others: Sequence[Table] = (),
) -> bytes:
    """Write the workbook.

    Args:
        value: A computed card.
        report: Its report, for title and marks.
        flows: The rows behind everything.
        outcomes: The figures, each after those it uses.
        others: Tables to write as plain values.

    Returns:
        An ``.xlsx`` file; the same card gives the same bytes.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(out, {"in_memory": True, **plain})
    book.set_properties({"title": report.title, "created": FIXED_MOMENT})
    sheets = LiveSheets(book, " ".join(mark.text for mark in report.marks))
    sheet = sheets.sheet("Lees mij", report.title, (110,))
    for y, sentence in enumerate(README, start=TOP):
        sheet.write_string(y, 0, sentence)
    _write_inputs(sheets, value)
    main = _write_flows(sheets, value, flows)
    known = main.known()
    if flows.beside:
        places = _write_flows(sheets, value, flows.beside)
        known |= {f"{places.sheet}.{name}": area for name, area in places.known().items()}
    figures = _write_outcomes(sheets, outcomes, known)
    years = [main.columns[str(year)] for year in value.timeline.calendar]
    spans = _across(YEAR_ROW, years, fixed=True), _across(FACTOR_ROW, years, fixed=True)
    write_ranges(sheets, value, FlowCells(main.columns, main.first, spans), figures, flows.first)
    for table in others:
        _write_table(sheets, table)
    book.close()
    return out.getvalue()


def _write_inputs(sheets: LiveSheets, value: CardValue) -> None:
    sheet = sheets.sheet(INPUTS, "Invoer", (60, 20, 40))
    sheets.heads(sheet, TOP, ("Wat", "Waarde", "Bron of uitleg"))
    line = value.timeline
    budget = Fraction(int(value.card.settings.get("budget_years", 5)))
    rows = (
        (RATE, "Discontovoet per jaar", value.rate, line.source),
        (FIRST, "Eerste jaar verdisconteren: 1 is ja, 0 is nee", Fraction(line.first), ""),
        (BUDGET, "Jaren van het begrotingseffect", budget, ""),
    )
    for y, (name, label, number, why) in enumerate(rows, start=TOP + 1):
        sheet.write_string(y, 0, label)
        sheets.number(sheet, y, 1, number, PLAIN, is_input=True)
        sheet.write_string(y, 2, why)
        sheets.define(name, INPUTS, y, 1, number)


def _write_flows(sheets: LiveSheets, value: CardValue, flows: LiveFlows) -> _Places:
    calendar = value.timeline.calendar
    extra = (*(("gewicht",) if flows.weight else ()), "contant", "totaal", "begroting")
    headers = (*flows.texts, *flows.inputs, "eerste jaar", *map(str, calendar), *extra)
    places = _Places(
        {name: x for x, name in enumerate(headers)}, HEADS + 1, HEADS + len(flows.rows), flows.sheet
    )
    widths = [28] * len(flows.texts) + [14] * (len(headers) - len(flows.texts))
    sheet = sheets.sheet(flows.sheet, flows.sheet, widths)
    years = [places.columns[str(year)] for year in calendar]
    schedule, first = schedule_of(value.timeline.rate), Fraction(value.timeline.first)
    factors = [factor(first + t, schedule) for t in range(len(calendar))]
    sheet.write_string(YEAR_ROW, 0, "Jaren na het begin")
    sheet.write_string(FACTOR_ROW, 0, "Factor")
    for t, x in enumerate(years):
        sheets.number(sheet, YEAR_ROW, x, Fraction(t), PLAIN)
        formula = f"1/(1+{RATE})^({FIRST}+{cell(YEAR_ROW, x)})"
        sheets.formula(sheet, FACTOR_ROW, x, formula, factors[t], FACTOR)
    sheets.heads(sheet, HEADS, headers)
    for y, row in enumerate(flows.rows, start=places.first):
        for x, text in enumerate(row.texts):
            sheet.write_string(y, x, text)
        for name in flows.inputs:
            sheets.number(sheet, y, places.columns[name], row.inputs[name], PLAIN, is_input=True)
        _write_row(sheets, sheet, y, row, flows, places, years, factors, budget=_budget_years(value))
    sheet.freeze_panes(HEADS + 1, 1)
    return places


def _budget_years(value: CardValue) -> int:
    return int(value.card.settings.get("budget_years", 5))


def _write_row(
    sheets: LiveSheets,
    sheet: Worksheet,
    y: int,
    row: LiveRow,
    flows: LiveFlows,
    places: _Places,
    years: Sequence[int],
    factors: Sequence[Fraction],
    *,
    budget: int,
) -> None:
    here = {name: f"${cell(y, x)}" for name, x in places.columns.items()}
    base, start, drop = here["eerste jaar"], here["start"], here.get("afname", "0")
    sheets.formula(sheet, y, places.columns["eerste jaar"], flows.first.format(**here), _first(row, flows))
    for t, x in enumerate(years):
        age = f"({cell(YEAR_ROW, x)}-{start})"
        kept = f"IF({age}=0,1,(1-{drop})^{age})"
        part = f"MAX(0,MIN(1,{here['duur']}-{age}))"
        if flows.weight:  # activities may begin halfway a year
            t_cell = cell(YEAR_ROW, x)
            part = f"MAX(0,MIN({t_cell}+1,{start}+{here['duur']})-MAX({t_cell},{start}))"
            formula = f"{base}*{part}"
        else:
            formula = f"IF({age}<0,0,{base}*{part}*{kept})"
        sheets.formula(sheet, y, x, formula, row.amounts[t])
    line, over = _across(y, years), _across(FACTOR_ROW, years, fixed=True)
    worth = sum((a * f for a, f in zip(row.amounts, factors, strict=True)), Fraction(0))
    sheets.formula(sheet, y, places.columns["contant"], f"SUMPRODUCT({line},{over})", worth)
    sheets.formula(sheet, y, places.columns["totaal"], f"SUM({line})", sum(row.amounts, Fraction(0)))
    within = f"SUMPRODUCT(({_across(YEAR_ROW, years, fixed=True)}<{BUDGET})*{line})"
    sheets.formula(sheet, y, places.columns["begroting"], within, sum(row.amounts[:budget], Fraction(0)))
    if flows.weight:
        sheets.formula(sheet, y, places.columns["gewicht"], flows.weight.format(**here), row.weight, PLAIN)


def _first(row: LiveRow, flows: LiveFlows) -> Fraction:
    """Give the value of a first year by the same words as its formula: a product of inputs."""
    found = Fraction(1)
    for name in flows.inputs:
        given = row.inputs[name]
        if name in ("deadweight", "verdringing", "attributie"):
            found *= 1 - given
        elif name not in ("start", "duur", "afname", "kans zonder"):
            found *= given
    return found


def _across(y: int, years: Sequence[int], *, fixed: bool = False) -> str:
    return f"{cell(y, years[0], fixed=fixed)}:{cell(y, years[-1], fixed=fixed)}"


def _write_outcomes(
    sheets: LiveSheets, outcomes: Sequence[LiveOutcome], areas: Mapping[str, str]
) -> dict[str, str]:
    """Write each figure: live, as the program has it, and the difference; give where each stands."""
    sheet = sheets.sheet(OUTCOME, "Uitkomst", (62, 20, 20, 14))
    sheets.heads(sheet, TOP, ("Wat", "Formule", "Programma", "Verschil"))
    known = dict(areas)
    for y, each in enumerate(outcomes, start=TOP + 1):
        sheet.write_string(y, 0, each.label)
        known[f"#{each.name}"] = f"{OUTCOME}!{cell(y, 1, fixed=True)}"
        formula = _filled(each.formula, known)
        if each.value is None:
            sheet.write_formula(y, 1, f"={formula}", sheets.look(each.code), "geen")
            sheet.write_string(y, 2, "geen")
            continue
        sheets.formula(sheet, y, 1, formula, each.value, each.code)
        decimals = 2 if each.code == EURO else 4
        shown = Fraction(half_up(each.value * 10**decimals), 10**decimals)
        sheets.number(sheet, y, 2, shown, each.code)
        difference = f"ROUND(ROUND({cell(y, 1)},{decimals})-{cell(y, 2)},{decimals})"
        sheets.formula(sheet, y, 3, difference, Fraction(0), each.code)
    return known


def _filled(formula: str, known: Mapping[str, str]) -> str:
    for name, place in known.items():
        formula = formula.replace("{" + name + "}", place)
    return formula


def _write_table(sheets: LiveSheets, table: Table) -> None:
    sheet = sheets.sheet(table.name.capitalize(), table.title, [40] * len(table.columns))
    sheets.heads(sheet, TOP, [entry.label for entry in table.columns])
    for y, row in enumerate(table.rows, start=TOP + 1):
        for x, shown in enumerate(row):
            sheet.write_string(y, x, shown.text)
