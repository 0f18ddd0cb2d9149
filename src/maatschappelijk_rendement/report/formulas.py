"""The amounts of an internal report as formulas: from priced lines by case and stream to every total.

Rows are put in such an order that what belongs together lies together, so that most formulas are a plain sum
over one range, to be followed by eye. The value stored beside a formula is that of ``resultaten.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from maatschappelijk_rendement.money import euro_string
from maatschappelijk_rendement.report import layouts
from maatschappelijk_rendement.report.document import Table
from maatschappelijk_rendement.report.formula_sheets import (
    AMOUNTS,
    CASE_TOTALS,
    CHANGES,
    HOURS,
    LINES,
    PARTY_STREAMS,
    PER_CASE,
    FormulaSheet,
    cents_of,
    equals,
    matching,
    rounded,
)
from maatschappelijk_rendement.report.layouts import TableLayout
from maatschappelijk_rendement.report.rows import Results, Row, ordered
from maatschappelijk_rendement.results.codec import to_json
from maatschappelijk_rendement.results.columns import columns_of
from maatschappelijk_rendement.results.lines import MdoHours, PricedLine, PricedLines
from maatschappelijk_rendement.results.words import word
from maatschappelijk_rendement.vocabulary import CaseType, Moment, MoneyKind, Per

TOTAL, AVERTED, MDO_STREAM = "totaal", "vermeden", "MDO"
# How many decimals of a fraction that does not end are shown beside its formula.
DECIMALS = 12


def formula_tables(results: Results, lines: PricedLines) -> tuple[Table, ...]:
    """Make the tables of the workbook with formulas.

    Args:
        results: Internal results (the content of ``resultaten.json``).
        lines: Every case, priced line and hour.
    """
    usage = _lines([to_json(line, columns_of(PricedLine)) for line in lines.lines])
    hours = _hours([to_json(row, columns_of(MdoHours)) for row in lines.hours])
    groups = {case.case_id: case.group for case in lines.cases}
    costs = _costs(results["kosten"], usage, hours)
    per_case = _per_case(costs, groups)
    totals = _case_totals(per_case)
    programme = FormulaSheet(layouts.PROGRAMME, results["programma"])
    parties = _party_streams(usage)
    sheets = (
        _mdo(results["mdo"], hours),
        _levels(results["stromen"], per_case, totals),
        _differences(layouts.DELTAS, results["verschil"], per_case, totals),
        _differences(layouts.AVERTED, results["vermeden"], per_case, totals),
        _societal(results["maatschappelijk"], usage, totals),
        _money_kinds(results["geldsoort"], usage),
        _parties(results["partijen"], usage, parties, hours, programme),
        parties,
        totals,
        per_case,
        costs,
        _mdo_cases(results["mdo"]["per_casus"], hours),
        programme,
        hours,
        usage,
    )
    return tuple(sheet.table() for sheet in sheets if sheet.rows)


def _lines(rows: Sequence[Row]) -> FormulaSheet:
    signs = {Moment.AFTER.value: 1, Moment.BEFORE.value: -1}
    full = []
    for row in rows:
        cents = cents_of(row["in_venster_eur"]) + cents_of(row["eenmalig_eur"])
        counts = euro_string(cents * signs.get(row["moment"], 0))
        full.append({**_with_factors(row), "bedrag_eur": euro_string(cents), "telt_eur": counts})
    sheet = FormulaSheet(LINES, full, ("casus_id", "stroom", "moment"))
    after, before = word(Moment.AFTER), word(Moment.BEFORE)
    for y in range(len(full)):
        moment, amount = sheet.at("moment", y, here=True), sheet.at("bedrag_eur", y, here=True)
        recurring, one_off = (sheet.at(key, y, here=True) for key in ("in_venster_eur", "eenmalig_eur"))
        _follow(sheet, y, "aantal", "eenmalig_eur" if full[y]["per"] == Per.ONE_OFF else "in_venster_eur")
        sheet.formulas[y, "bedrag_eur"] = rounded(f"{recurring}+{one_off}")
        sheet.formulas[y, "telt_eur"] = f'IF({moment}="{after}",{amount},IF({moment}="{before}",-{amount},0))'
    return sheet


def _with_factors(row: Row) -> Row:
    """Add what is multiplied as numbers to show: a fraction seldom ends."""
    shown = {name: row[key] and _decimal(row[key]) for name, key in FACTORS.items()}
    return {**row, **shown}


FACTORS = {"keer_getal": "keer", "prijs_eur": "prijs"}


def _decimal(fraction: str) -> Decimal:
    number = Fraction(fraction)
    return (Decimal(number.numerator) / number.denominator).quantize(Decimal(1).scaleb(-DECIMALS))


def _follow(sheet: FormulaSheet, y: int, quantity: str, amount: str) -> None:
    """Write the amount of a row as quantity x times x price, where it is that."""
    row = sheet.rows[y]
    if row["keer"] is None:
        return
    count, price = sheet.at(quantity, y, here=True), sheet.at("prijs_eur", y, here=True)
    if Fraction(row["prijs"]) != Fraction(row["prijs_eur"]):
        sheet.formulas[y, "prijs_eur"] = row["prijs"]
    times = ""
    if "keer_getal" in (column.key for column in sheet.layout.columns):
        sheet.formulas[y, "keer_getal"] = row["keer"]
        times = f"*{sheet.at('keer_getal', y, here=True)}"
    if not row["formule"]:
        return
    sheet.formulas[y, amount] = rounded(f"{count}{times}*{price}")
    if row["keer_per_jaar"] is not None:
        yearly = f"{count}*{row['keer_per_jaar']}*{price}"
        sheet.formulas[y, "structureel_per_jaar_eur"] = rounded(yearly)


def _hours(rows: Sequence[Row]) -> FormulaSheet:
    sheet = FormulaSheet(HOURS, [_with_factors(row) for row in rows], ("casus_id",))
    for y in range(len(rows)):
        _follow(sheet, y, "uren", "mdo_eur")
    return sheet


def _costs(rows: Iterable[Row], usage: FormulaSheet, hours: FormulaSheet) -> FormulaSheet:
    sheet = FormulaSheet(layouts.CASE_COSTS, list(rows))
    lines, mdo = usage.spans(3), hours.spans(1)
    for y, row in enumerate(sheet.rows):
        for key in AMOUNTS:
            span = lines.get((row["casus_id"], row["stroom"], row["moment"]))
            formula = usage.at(key, *span) if span else "0"
            if row["stroom"] == MDO_STREAM:
                formula = hours.at("mdo_eur", *mdo[row["casus_id"],]) if key == "eenmalig_eur" else "0"
            sheet.formulas[y, key] = rounded(f"SUM({formula})")
    return sheet


def _per_case(costs: FormulaSheet, groups: Mapping[str, str]) -> FormulaSheet:
    """Set each later moment against the earlier one, as a case and stream have them."""
    place = {(row["casus_id"], row["stroom"], row["moment"]): y for y, row in enumerate(costs.rows)}
    described = {case_id for case_id, _, moment in place if moment == Moment.NULL_ALTERNATIVE}
    found = []
    for y, row in enumerate(costs.rows):
        moment = row["moment"]
        pairs: list[tuple[str, str]] = []
        if moment in (Moment.AFTER, Moment.REPEAT):
            pairs.append((moment, Moment.BEFORE.value))
        if moment == Moment.AFTER and row["casus_id"] in described:
            pairs.append((AVERTED, Moment.NULL_ALTERNATIVE.value))
        for comparison, earlier in pairs:
            before = place.get((row["casus_id"], row["stroom"], earlier))
            found.append((comparison, groups[row["casus_id"]], row, y, before))
    found.sort(key=lambda one: (*one[:2], one[2]["stroom"], one[2]["wijk"], one[2]["casus_id"]))
    rows: list[Row] = []
    formulas = {}
    for y, (comparison, group, row, now, before) in enumerate(found):
        then = {key: cents_of(costs.rows[before][key]) if before is not None else 0 for key in AMOUNTS}
        cents = {key: cents_of(row[key]) - then[key] for key in AMOUNTS}
        earlier_cents = then["in_venster_eur"] + then["eenmalig_eur"]
        later_cents = cents_of(row["in_venster_eur"]) + cents_of(row["eenmalig_eur"])
        cents |= {"voor_eur": earlier_cents, "na_eur": later_cents, "som_eur": later_cents - earlier_cents}
        texts = {key: row[key] for key in ("stroom", "wijk", "casus_id")}
        euros = {key: euro_string(value) for key, value in cents.items()}
        rows.append({"vergelijking": comparison, "groep": group, **texts, **euros})
        for key, at in (("voor_eur", before), ("na_eur", now)):
            parts = [costs.at(part, at) for part in AMOUNTS[:2]] if at is not None else ["0"]
            formulas[y, key] = rounded("+".join(parts))
        for key in AMOUNTS:
            earlier_cell = costs.at(key, before) if before is not None else "0"
            formulas[y, key] = rounded(f"{costs.at(key, now)}-{earlier_cell}")
    sheet = FormulaSheet(PER_CASE, rows, ("vergelijking", "groep", "stroom", "wijk"), formulas)
    for y in range(len(rows)):
        after_cell, before_cell = (sheet.at(key, y, here=True) for key in ("na_eur", "voor_eur"))
        formulas[y, "som_eur"] = rounded(f"{after_cell}-{before_cell}")
    return sheet


def _case_totals(per_case: FormulaSheet) -> FormulaSheet:
    """Add the streams of each case."""
    members: dict[tuple[str, ...], list[int]] = {}
    keys = ("vergelijking", "groep", "wijk", "casus_id")
    for y, row in enumerate(per_case.rows):
        members.setdefault(tuple(row[key] for key in keys), []).append(y)
    rows: list[Row] = []
    formulas = {}
    for y, (names, places) in enumerate(sorted(members.items())):
        sums = {key: sum(cents_of(per_case.rows[at][key]) for at in places) for key in CHANGES}
        euros = {key: euro_string(value) for key, value in sums.items()}
        rows.append({**dict(zip(keys, names, strict=True)), **euros})
        for key in CHANGES:
            cells = ",".join(per_case.at(key, at) for at in places)
            formulas[y, key] = rounded(f"SUM({cells})")
    return FormulaSheet(CASE_TOTALS, rows, keys[:3], formulas)


def _range(row: Row, comparison: str, key: str, per_case: FormulaSheet, totals: FormulaSheet) -> str:
    """Write the range of the cases behind a row of results."""
    wijk = () if row["wijk"] == TOTAL else (row["wijk"],)
    if row["stroom"] == TOTAL:
        names: tuple[object, ...] = (comparison, row["groep"], *wijk)
        return totals.at(key, *totals.spans(len(names))[names])
    names = (comparison, row["groep"], row["stroom"], *wijk)
    return per_case.at(key, *per_case.spans(len(names))[names])


def _levels(rows: Iterable[Row], per_case: FormulaSheet, totals: FormulaSheet) -> FormulaSheet:
    sheet = FormulaSheet(layouts.LEVELS, ordered(rows))
    for y, row in enumerate(sheet.rows):
        key = "voor_eur" if row["moment"] == Moment.BEFORE else "na_eur"
        comparison = Moment.REPEAT.value if row["moment"] == Moment.REPEAT else Moment.AFTER.value
        sheet.formulas[y, "som_eur"] = rounded(f"SUM({_range(row, comparison, key, per_case, totals)})")
    return sheet


def _differences(
    layout: TableLayout, rows: Iterable[Row], per_case: FormulaSheet, totals: FormulaSheet
) -> FormulaSheet:
    sheet = FormulaSheet(layout, ordered(rows))
    for y, row in enumerate(sheet.rows):
        comparison = AVERTED if layout is layouts.AVERTED else str(row["moment"])
        for key in ("som_eur", *AMOUNTS):
            sheet.formulas[y, key] = rounded(f"SUM({_range(row, comparison, key, per_case, totals)})")
        cases = _range(row, comparison, "som_eur", per_case, totals)
        whole = sheet.at("som_eur", y, here=True)
        # Of two that are as large, results leave out the one that comes first.
        is_fall = Decimal(row["som_eur"]) < Decimal(row["som_zonder_grootste_eur"])
        largest = f"IF(MAX({cases}){'>' if is_fall else '>='}-MIN({cases}),MAX({cases}),MIN({cases}))"
        sheet.formulas[y, "gemiddelde_eur"] = rounded(f"{whole}/COUNT({cases})")
        sheet.formulas[y, "mediaan_eur"] = rounded(f"MEDIAN({cases})")
        sheet.formulas[y, "som_zonder_grootste_eur"] = rounded(f"{whole}-{largest}")
    return sheet


def _societal(rows: Iterable[Row], usage: FormulaSheet, totals: FormulaSheet) -> FormulaSheet:
    sheet = FormulaSheet(layouts.SOCIETAL, list(rows))
    for y, row in enumerate(sheet.rows):
        transfers = "waarvan_inkomensoverdracht_eur"
        sheet.formulas[y, transfers] = "0"
        if usage.rows:
            group = equals(usage.whole("groep"), sheet.at("groep", y, here=True))
            kind = equals(usage.whole("geldstroom"), f'"{word(MoneyKind.TRANSFER)}"')
            sheet.formulas[y, transfers] = rounded(matching(usage.whole("telt_eur"), group, kind))
        whole = totals.at("som_eur", *totals.spans(2)[Moment.AFTER.value, row["groep"]])
        sheet.formulas[y, "som_eur"] = rounded(f"SUM({whole})-{sheet.at(transfers, y, here=True)}")
    return sheet


def _money_kinds(rows: Iterable[Row], usage: FormulaSheet) -> FormulaSheet:
    sheet = FormulaSheet(layouts.MONEY_KINDS, ordered(rows))
    for y in range(len(sheet.rows)):
        conditions = [
            equals(usage.whole(key), sheet.at(key, y, here=True)) for key in ("groep", "geldstroom")
        ]
        sheet.formulas[y, "som_eur"] = rounded(matching(usage.whole("telt_eur"), *conditions))
    return sheet


def _party_streams(usage: FormulaSheet) -> FormulaSheet:
    sums: dict[tuple[str, str], int] = {}
    for row in usage.rows:
        if row["groep"] == CaseType.EXISTING and row["moment"] in (Moment.BEFORE, Moment.AFTER):
            names = row["financier"], row["stroom"]
            sums[names] = sums.get(names, 0) + cents_of(row["telt_eur"])
    rows = [
        {"partij": party, "stroom": stream, "som_eur": euro_string(cents)}
        for (party, stream), cents in sorted(sums.items())
    ]
    sheet = FormulaSheet(PARTY_STREAMS, rows)
    for y in range(len(rows)):
        party = equals(usage.whole("financier"), sheet.at("partij", y, here=True))
        stream = equals(usage.whole("stroom"), sheet.at("stroom", y, here=True))
        sheet.formulas[y, "som_eur"] = rounded(
            matching(usage.whole("telt_eur"), _existing(usage), party, stream)
        )
    return sheet


def _existing(sheet: FormulaSheet) -> str:
    return equals(sheet.whole("groep"), f'"{word(CaseType.EXISTING)}"')


def _parties(
    rows: Iterable[Row],
    usage: FormulaSheet,
    streams: FormulaSheet,
    hours: FormulaSheet,
    programme: FormulaSheet,
) -> FormulaSheet:
    sheet = FormulaSheet(layouts.PARTIES, list(rows))
    for y in range(len(sheet.rows)):
        party = sheet.at("partij", y, here=True)
        invests, gains, receives = [], [], []
        if streams.rows:
            own, change = equals(streams.whole("partij"), party), streams.whole("som_eur")
            invests.append(matching(change, own, f"({change}>0)"))
            gains.append(f"-{matching(change, own, f'({change}<0)')}")
            receiver = equals(usage.whole("ontvanger"), party)
            receives.append(matching(usage.whole("telt_eur"), _existing(usage), receiver))
        if hours.rows:
            payer = equals(hours.whole("financier"), party)
            invests.append(matching(hours.whole("mdo_eur"), _existing(hours), payer))
        if programme.rows:
            payer = equals(programme.whole("financier"), party)
            invests.append(matching(programme.whole("bedrag_eur"), payer))
        for key, parts in (
            ("investeert_eur", invests),
            ("profiteert_eur", gains),
            ("ontvangt_eur", receives),
        ):
            sheet.formulas[y, key] = rounded("+".join(parts) or "0")
    return sheet


def _mdo(row: Row, hours: FormulaSheet) -> FormulaSheet:
    sheet = FormulaSheet(layouts.MDO, [row])
    if hours.rows:
        sheet.formulas[0, "totaal_eur"] = rounded(f"SUM({hours.whole('mdo_eur')})")
    return sheet


def _mdo_cases(rows: Sequence[Row], hours: FormulaSheet) -> FormulaSheet:
    sheet, spans = FormulaSheet(layouts.MDO_CASES, rows), hours.spans(1)
    for y, row in enumerate(rows):
        sheet.formulas[y, "mdo_eur"] = rounded(f"SUM({hours.at('mdo_eur', *spans[row['casus_id'],])})")
    return sheet
