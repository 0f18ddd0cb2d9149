"""What each party pays and gains as formulas, and the balance with its saldo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment
from maatschappelijk_rendement.report.formula_sheets import (
    FormulaSheet,
    PartyChange,
    ShownHours,
    ShownLine,
    equals,
    matching,
    rounded,
)
from maatschappelijk_rendement.results import balance as balances
from maatschappelijk_rendement.results import costs as tables
from maatschappelijk_rendement.results.counts import Mdo
from maatschappelijk_rendement.results.sections import Post
from maatschappelijk_rendement.results.words import TOTAL, word

Lines = FormulaSheet[ShownLine]
Hours = FormulaSheet[ShownHours]


def of_existing(sheet: Lines | Hours) -> str:
    """Give the condition that a row is of an existing case."""
    return equals(sheet.whole("groep"), f'"{word(CaseType.EXISTING)}"')


def party_sheet(
    rows: Sequence[tables.OfParty],
    usage: Lines,
    streams: FormulaSheet[PartyChange],
    hours: Hours,
    programme: FormulaSheet[Post],
) -> FormulaSheet[tables.OfParty]:
    """Give what each party pays, gains and gets as formulas over lines, hours and programme."""
    sheet = FormulaSheet(tables.PARTIES, rows)
    for y in range(len(sheet.rows)):
        party = sheet.at("partij", y, here=True)
        invests, gains, receives = [], [], []
        if streams.rows:
            own, change = equals(streams.whole("partij"), party), streams.whole("som_eur")
            invests.append(matching(change, own, f"({change}>0)"))
            gains.append(f"-{matching(change, own, f'({change}<0)')}")
            receiver = equals(usage.whole("ontvanger"), party)
            receives.append(matching(usage.whole("telt_eur"), of_existing(usage), receiver))
        if hours.rows:
            payer = equals(hours.whole("financier"), party)
            invests.append(matching(hours.whole("mdo_eur"), of_existing(hours), payer))
        if programme.rows:
            payer = equals(programme.whole("financier"), party)
            invests.append(matching(programme.whole("bedrag_eur"), payer))
        for key, parts in (
            ("investeert_eur", invests),
            ("profiteert_eur", gains),
            ("ontvangt_eur", receives),
        ):
            if sheet.rows[y][key] is not None:
                sheet.formulas[y, key] = rounded("+".join(parts) or "0")
    return sheet


def balance_sheet(
    rows: Sequence[balances.Balance],
    differences: FormulaSheet[Any],
    mdo: FormulaSheet[Mdo],
    programme: FormulaSheet[Post],
    lines: tuple[Lines, Hours],
) -> FormulaSheet[balances.Balance]:
    """Give the posts of the balance in all and of each party as formulas, and each saldo as their sum."""
    sheet = FormulaSheet(balances.BALANCE, rows)
    place = {
        row.group: y
        for y, row in enumerate(differences.rows)
        if (row.moment, row.wijk, row.stream) == (Moment.AFTER, TOTAL, TOTAL)
    }
    starts: dict[str, int] = {}
    for y, row in enumerate(rows):
        first = starts.setdefault(row.party, y)
        if row.post == balances.SALDO:
            formula = f"SUM({sheet.at('bedrag_eur', first, y - 1, here=True)})"
        elif row.party != TOTAL:
            formula = "+".join(_paid(sheet, y, programme, *lines)) or "0"
        elif row.post in balances.OF_CASES:
            formula = differences.at("som_eur", place[balances.OF_CASES[row.post]])
        elif row.post == balances.MDO:
            formula = mdo.at("totaal_eur", 0)
        else:
            formula = f"SUM({programme.whole('bedrag_eur')})"
        if row.amount is not None:
            sheet.formulas[y, "bedrag_eur"] = rounded(formula)
    return sheet


def _paid(
    sheet: FormulaSheet[balances.Balance], y: int, programme: FormulaSheet[Post], usage: Lines, hours: Hours
) -> Iterator[str]:
    """Give what a party pays of a post: its lines, its hours, or its part of the programme."""
    row, party = sheet.rows[y], sheet.at("partij", y, here=True)
    if row.post == balances.PROGRAMME:
        yield matching(programme.whole("bedrag_eur"), equals(programme.whole("financier"), party))
    elif row.post == balances.MDO:
        yield matching(hours.whole("mdo_eur"), equals(hours.whole("financier"), party))
    else:
        group = f'"{word(balances.OF_CASES[row.post])}"'
        # Without a post of its own the MDO stands among the streams.
        is_included = all(other.post != balances.MDO for other in sheet.rows)
        for lines, amount in ((usage, "telt_eur"), (hours, "mdo_eur")):
            if lines.rows and (lines is usage or is_included):
                own = equals(lines.whole("financier"), party)
                yield matching(lines.whole(amount), equals(lines.whole("groep"), group), own)
