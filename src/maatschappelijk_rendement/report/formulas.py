"""The amounts of an internal report as formulas: from priced lines by case and stream to every total.

Rows are put in such an order that what belongs together lies together, so that most formulas are a plain sum
over one range, to be followed by eye. The value stored beside a formula is that of ``resultaten.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Per
from maatschappelijk_rendement.report.cells import DECIMALS
from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.formula_parties import (
    Hours,
    Lines,
    balance_sheet,
    of_existing,
    party_sheet,
)
from maatschappelijk_rendement.report.formula_sheets import (
    AMOUNTS,
    CASE_TOTALS,
    CHANGES,
    HOURS,
    LINES,
    PARTY_STREAMS,
    PER_CASE,
    CaseChange,
    FormulaSheet,
    PartyChange,
    ShownHours,
    ShownLine,
    StreamChange,
    equals,
    matching,
    rounded,
)
from maatschappelijk_rendement.report.layouts import MDO
from maatschappelijk_rendement.report.rows import ordered
from maatschappelijk_rendement.results import costs as tables
from maatschappelijk_rendement.results.balance import BALANCE
from maatschappelijk_rendement.results.columns import Row, columns_of
from maatschappelijk_rendement.results.counts import MDO_OF_CASES, Mdo, MdoOfCase
from maatschappelijk_rendement.results.lines import MdoHours, PricedLine, PricedLines
from maatschappelijk_rendement.results.sections import CASE_COSTS, PROGRAMME, CaseCost
from maatschappelijk_rendement.results.shown import Results
from maatschappelijk_rendement.results.table import ResultTable
from maatschappelijk_rendement.results.words import MDO_STREAM, TOTAL, word

AVERTED = "vermeden"
PER_CASE_KEYS = ("vergelijking", "groep", "stroom", "wijk")
CASE_KEYS = ("vergelijking", "groep", "wijk", "casus_id")
# A sum over streams, of every amount of a change.
SUMMED = [column.name for column in columns_of(CaseChange) if column.key in CHANGES]


def formula_tables(results: Results, lines: PricedLines) -> tuple[Table, ...]:
    """Make the tables of the workbook with formulas.

    Args:
        results: Internal results.
        lines: Every case, priced line and hour.
    """
    usage, hours = _lines(lines.lines), _hours(lines.hours)
    groups = {case.case_id: case.group for case in lines.cases}
    costs = _costs(results.of(CASE_COSTS), usage, hours)
    per_case = _per_case(costs, groups)
    totals = _case_totals(per_case)
    changes = Changes(per_case, totals)
    programme = FormulaSheet(PROGRAMME, results.of(PROGRAMME))
    parties = _party_streams(usage)
    mdo = _mdo(results.mdo, hours)
    differences = _differences(tables.DIFFERENCES, results, changes)
    sheets: tuple[FormulaSheet[Any], ...] = (
        mdo,
        _levels(results.of(tables.LEVELS), changes),
        differences,
        _differences(tables.AVERTED, results, changes),
        _societal(results.of(tables.SOCIETAL), usage, totals),
        _money_kinds(results.of(tables.OF_MONEY_KINDS), usage),
        party_sheet(results.of(tables.PARTIES), usage, parties, hours, programme),
        balance_sheet(results.of(BALANCE), differences, mdo, programme, (usage, hours)),
        parties,
        totals,
        per_case,
        costs,
        _mdo_cases(results.mdo.per_case, hours),
        programme,
        hours,
        usage,
    )
    return tuple(sheet.table() for sheet in sheets if sheet.rows)


def _lines(lines: Sequence[PricedLine]) -> Lines:
    signs = {Moment.AFTER.value: 1, Moment.BEFORE.value: -1}
    full = []
    for line in lines:
        cents = line.in_window + line.one_off
        counts = cents * signs.get(line.moment, 0)
        shown = ShownLine(
            **vars(line), times_shown=line.times, price_shown=line.price, amount=cents, counts=counts
        )
        full.append(shown)
    sheet = FormulaSheet(LINES, full, ("casus_id", "stroom", "moment"))
    after, before = word(Moment.AFTER), word(Moment.BEFORE)
    for y, shown in enumerate(full):
        moment, amount = sheet.at("moment", y, here=True), sheet.at("bedrag_eur", y, here=True)
        recurring, one_off = (sheet.at(key, y, here=True) for key in ("in_venster_eur", "eenmalig_eur"))
        _follow(sheet, y, "aantal", "eenmalig_eur" if shown.per == Per.ONE_OFF else "in_venster_eur")
        sheet.formulas[y, "bedrag_eur"] = rounded(f"{recurring}+{one_off}")
        sheet.formulas[y, "telt_eur"] = f'IF({moment}="{after}",{amount},IF({moment}="{before}",-{amount},0))'
    return sheet


def _follow(sheet: Lines | Hours, y: int, quantity: str, amount: str) -> None:
    """Write the amount of a row as quantity x times x price, where it is that."""
    row = sheet.rows[y]
    if row.times is None or row.price is None:
        return
    count, price = sheet.at(quantity, y, here=True), sheet.at("prijs_eur", y, here=True)
    if (row.price * 10**DECIMALS).denominator != 1:
        sheet.formulas[y, "prijs_eur"] = str(row.price)
    times = ""
    if isinstance(row, ShownLine):
        sheet.formulas[y, "keer_getal"] = str(row.times)
        times = f"*{sheet.at('keer_getal', y, here=True)}"
    if not row.is_formula:
        return
    sheet.formulas[y, amount] = rounded(f"{count}{times}*{price}{_less(row)}")
    if row.times_a_year is not None:
        sheet.formulas[y, "structureel_per_jaar_eur"] = rounded(f"{count}*{row.times_a_year}*{price}")


def _less(row: ShownLine | ShownHours) -> str:
    """Write what the resident pays of a line as what goes off it."""
    own = row.own_contribution if isinstance(row, ShownLine) else None
    return "" if own is None else f"-{Decimal(own).scaleb(-2)}"


def _hours(rows: Sequence[MdoHours]) -> Hours:
    full = [ShownHours(**vars(row), price_shown=row.price) for row in rows]
    sheet = FormulaSheet(HOURS, full, ("casus_id",))
    for y in range(len(rows)):
        _follow(sheet, y, "uren", "mdo_eur")
    return sheet


def _costs(rows: Sequence[CaseCost], usage: Lines, hours: Hours) -> FormulaSheet[CaseCost]:
    sheet = FormulaSheet(CASE_COSTS, rows)
    lines = usage.spans(3)
    for y, row in enumerate(sheet.rows):
        for key in AMOUNTS:
            names = row.case_id, row.stream, row.moment
            formula = usage.span(key, *names) if names in lines else "0"
            if row.stream == MDO_STREAM:
                formula = hours.span("mdo_eur", row.case_id) if key == "eenmalig_eur" else "0"
            if row[key] is not None:  # of totals it is unknown what runs on
                sheet.formulas[y, key] = rounded(f"SUM({formula})")
    return sheet


def _per_case(costs: FormulaSheet[CaseCost], groups: Mapping[str, str]) -> FormulaSheet[StreamChange]:
    """Set each later moment against the earlier one, as a case and stream have them."""
    place = {(row.case_id, row.stream, row.moment): y for y, row in enumerate(costs.rows)}
    described = {case_id for case_id, _, moment in place if moment == Moment.NULL_ALTERNATIVE}
    found = []
    for y, row in enumerate(costs.rows):
        pairs: list[tuple[str, str]] = []
        if row.moment in (Moment.AFTER, Moment.REPEAT):
            pairs.append((row.moment, Moment.BEFORE.value))
        if row.moment == Moment.AFTER and row.case_id in described:
            pairs.append((AVERTED, Moment.NULL_ALTERNATIVE.value))
        for comparison, earlier in pairs:
            before = place.get((row.case_id, row.stream, earlier))
            then = None if before is None else costs.rows[before]
            found.append((_change(comparison, groups[row.case_id], row, then), y, before))
    found.sort(key=lambda one: _named(one[0], "vergelijking", "groep", "stroom", "wijk", "casus_id"))
    sheet = FormulaSheet(PER_CASE, [change for change, _, _ in found], PER_CASE_KEYS)
    for y, (_, now, before) in enumerate(found):
        for key, at in (("voor_eur", before), ("na_eur", now)):
            parts = [costs.at(part, at) for part in AMOUNTS[:2]] if at is not None else ["0"]
            sheet.formulas[y, key] = rounded("+".join(parts))
        for key in AMOUNTS:
            earlier_cell = costs.at(key, before) if before is not None else "0"
            sheet.formulas[y, key] = rounded(f"{costs.at(key, now)}-{earlier_cell}")
        after_cell, before_cell = (sheet.at(key, y, here=True) for key in ("na_eur", "voor_eur"))
        sheet.formulas[y, "som_eur"] = rounded(f"{after_cell}-{before_cell}")
    return sheet


def _change(comparison: str, group: str, row: CaseCost, then: CaseCost | None) -> StreamChange:
    later, earlier = _cents(row), _cents(then) if then else (0, 0, 0)
    in_window, one_off, structural = (one - other for one, other in zip(later, earlier, strict=True))
    return StreamChange(
        comparison=comparison,
        group=group,
        stream=row.stream,
        wijk=row.wijk,
        case_id=row.case_id,
        before=earlier[0] + earlier[1],
        after=later[0] + later[1],
        total=in_window + one_off,
        in_window=in_window,
        one_off=one_off,
        structural=structural,
    )


def _cents(row: CaseCost) -> tuple[int, int, int]:
    return row.in_window or 0, row.one_off or 0, row.structural or 0


def _named(row: Row, *keys: str) -> tuple[str, ...]:
    return tuple(str(row[key]) for key in keys)


def _case_totals(per_case: FormulaSheet[StreamChange]) -> FormulaSheet[CaseChange]:
    """Add the streams of each case."""
    members: dict[tuple[str, ...], list[int]] = {}
    for y, row in enumerate(per_case.rows):
        members.setdefault(_named(row, *CASE_KEYS), []).append(y)
    rows = []
    formulas = {}
    for y, (names, places) in enumerate(sorted(members.items())):
        changes = [per_case.rows[at] for at in places]
        comparison, group, wijk, case_id = names
        sums = {name: sum(getattr(one, name) for one in changes) for name in SUMMED}
        rows.append(CaseChange(comparison=comparison, group=group, wijk=wijk, case_id=case_id, **sums))
        for key in CHANGES:
            cells = ",".join(per_case.at(key, at) for at in places)
            formulas[y, key] = rounded(f"SUM({cells})")
    return FormulaSheet(CASE_TOTALS, rows, CASE_KEYS[:3], formulas)


class Changes(NamedTuple):
    """The changes of each case: in each stream, and in all of them."""

    per_case: FormulaSheet[StreamChange]
    totals: FormulaSheet[CaseChange]

    def range(self, row: tables.Level | tables.Difference, comparison: str, key: str) -> str:
        """Write the range of the cases behind a row of results."""
        wijk = () if row.wijk == TOTAL else (row.wijk,)
        if row.stream == TOTAL:
            return self.totals.span(key, comparison, row.group, *wijk)
        return self.per_case.span(key, comparison, row.group, row.stream, *wijk)


def _levels(rows: Iterable[tables.Level], changes: Changes) -> FormulaSheet[tables.Level]:
    sheet = FormulaSheet(tables.LEVELS, ordered(rows))
    for y, row in enumerate(sheet.rows):
        key = "voor_eur" if row.moment == Moment.BEFORE else "na_eur"
        comparison = Moment.REPEAT.value if row.moment == Moment.REPEAT else Moment.AFTER.value
        sheet.formulas[y, "som_eur"] = rounded(f"SUM({changes.range(row, comparison, key)})")
    return sheet


def _differences(
    table: ResultTable[tables.Difference], results: Results, changes: Changes
) -> FormulaSheet[tables.Difference]:
    sheet = FormulaSheet(table, ordered(results.of(table)))
    for y, row in enumerate(sheet.rows):
        comparison = AVERTED if table is tables.AVERTED else row.moment
        for key in ("som_eur", *AMOUNTS):
            if row[key] is not None:  # of totals it is unknown what runs on
                sheet.formulas[y, key] = rounded(f"SUM({changes.range(row, comparison, key)})")
        cases = changes.range(row, comparison, "som_eur")
        whole = sheet.at("som_eur", y, here=True)
        # Of two that are as large, results leave out the one that comes first.
        is_fall = (row.total or 0) < (row.without_largest or 0)
        largest = f"IF(MAX({cases}){'>' if is_fall else '>='}-MIN({cases}),MAX({cases}),MIN({cases}))"
        sheet.formulas[y, "gemiddelde_eur"] = rounded(f"{whole}/COUNT({cases})")
        sheet.formulas[y, "mediaan_eur"] = rounded(f"MEDIAN({cases})")
        sheet.formulas[y, "som_zonder_grootste_eur"] = rounded(f"{whole}-{largest}")
    return sheet


def _societal(
    rows: Sequence[tables.Societal], usage: Lines, totals: FormulaSheet[CaseChange]
) -> FormulaSheet[tables.Societal]:
    sheet = FormulaSheet(tables.SOCIETAL, rows)
    for y, row in enumerate(sheet.rows):
        transfers = "waarvan_inkomensoverdracht_eur"
        sheet.formulas[y, transfers] = "0"
        if usage.rows:
            group = equals(usage.whole("groep"), sheet.at("groep", y, here=True))
            kind = equals(usage.whole("geldstroom"), f'"{word(MoneyKind.TRANSFER)}"')
            sheet.formulas[y, transfers] = rounded(matching(usage.whole("telt_eur"), group, kind))
        whole = totals.span("som_eur", Moment.AFTER.value, row.group)
        sheet.formulas[y, "som_eur"] = rounded(f"SUM({whole})-{sheet.at(transfers, y, here=True)}")
    return sheet


def _money_kinds(rows: Iterable[tables.OfMoneyKind], usage: Lines) -> FormulaSheet[tables.OfMoneyKind]:
    sheet = FormulaSheet(tables.OF_MONEY_KINDS, ordered(rows))
    for y in range(len(sheet.rows)):
        conditions = [
            equals(usage.whole(key), sheet.at(key, y, here=True)) for key in ("groep", "geldstroom")
        ]
        sheet.formulas[y, "som_eur"] = rounded(matching(usage.whole("telt_eur"), *conditions))
    return sheet


def _party_streams(usage: Lines) -> FormulaSheet[PartyChange]:
    sums: dict[tuple[str, str], int] = {}
    for row in usage.rows:
        if row.group == CaseType.EXISTING and row.moment in (Moment.BEFORE, Moment.AFTER):
            names = row.payer, row.stream
            sums[names] = sums.get(names, 0) + row.counts
    rows = [
        PartyChange(party=party, stream=stream, total=cents)
        for (party, stream), cents in sorted(sums.items())
    ]
    sheet = FormulaSheet(PARTY_STREAMS, rows)
    for y in range(len(rows)):
        party = equals(usage.whole("financier"), sheet.at("partij", y, here=True))
        stream = equals(usage.whole("stroom"), sheet.at("stroom", y, here=True))
        sheet.formulas[y, "som_eur"] = rounded(
            matching(usage.whole("telt_eur"), of_existing(usage), party, stream)
        )
    return sheet


def _mdo(row: Mdo, hours: Hours) -> FormulaSheet[Mdo]:
    sheet = FormulaSheet(MDO, [row])
    if hours.rows:
        sheet.formulas[0, "totaal_eur"] = rounded(f"SUM({hours.whole('mdo_eur')})")
    return sheet


def _mdo_cases(rows: Sequence[MdoOfCase], hours: Hours) -> FormulaSheet[MdoOfCase]:
    sheet = FormulaSheet(MDO_OF_CASES, rows)
    for y, row in enumerate(rows):
        sheet.formulas[y, "mdo_eur"] = rounded(f"SUM({hours.span('mdo_eur', row.case_id)})")
    return sheet
