"""Rows of a card from a micro-analysis: what was measured over cases becomes effects, or the two lines.

A business case takes only what disclosure control has released, so that it may be published as the report
may. So does an SROI, and only for what goes in: a difference between before and after is no outcome with
deadweight and attribution. An effect calculator takes each case on sheet Casussen by itself, and is
confidential.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    BENEFIT,
    CASES,
    COST,
    EFFECTS,
    INVESTMENT,
    INVESTMENT_SHEET,
    PARTIES,
    UNKNOWN,
    WITH,
    WITHOUT,
    CardKind,
)
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import CaseType, Moment, MoneyKind, Payer
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.results.balance import BALANCE, EXISTING, MDO, PROGRAMME
from maatschappelijk_rendement.results.costs import OF_MONEY_KINDS
from maatschappelijk_rendement.results.words import TOTAL

if TYPE_CHECKING:
    import pandas as pd

Rows = Mapping[str, tuple[CardRow, ...]]

PUBLIC = (Payer.GEMEENTE, Payer.ZORGVERZEKERAAR, Payer.ZORGKANTOOR, Payer.RIJK, Payer.SVB, Payer.UWV)
SOURCE = "Micro-analyse, vrijgegeven cijfers"
OWN_SOURCE = "Micro-analyse, cijfers per casus"
HIDDEN = "Onderdrukt: te herleiden tot een casus"
NAMES = {
    EXISTING: "Kosten van bestaande casussen",
    MDO: "Uren van het MDO",
    PROGRAMME: "Kosten van het programma",
}
NOT_IN = (
    ("Nieuwe casussen", "Hun kosten zijn geen verschil; de uren van hun MDO tellen wel mee"),
    ("Wat er zonder de aanpak was gebeurd", "Voor en na is geen vergelijking met zonder"),
)


NO_OUTCOME = (
    "Kosten van bestaande casussen",
    "Voor en na zegt niet wat er toch al gebeurd was, en wat van anderen komt. Vul het zelf in",
)
NOT_ONLY_CASH = (
    "Hoeveel van de daling echt geld is, per partij",
    "Een deel is vrije capaciteit of overdracht. Een daling telt daarom niet mee in de begroting",
)
NO_INCOME = (
    "Wat de bewoner minder of meer aan inkomen krijgt",
    "Onderdrukt. Een overdracht telt hier alleen bij wie betaalt; het totaal is te gunstig als die daalde",
)


def rows_of_cases(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """Give the rows that a micro-analysis adds to a card.

    Args:
        analysis: The cases, priced and compared.
        raw: The card so far: its instrument, and the cases it names.

    Raises:
        UsageError: A case is not there, or has no null alternative.
        PublicationRefusedError: Too little may be shown.
    """
    if raw.kind is CardKind.SROI:
        return _investments(analysis)
    return _effects(analysis, raw) if raw.kind is CardKind.MKBA else _activities(analysis, raw)


def _investments(analysis: MicroAnalysis) -> Rows:
    """What goes in, of the published balance: hours of the MDO and the programme. No outcomes."""
    paid, unknown = [], [_row(what=NO_OUTCOME[0], why=NO_OUTCOME[1])]
    for row in analysis.publish().results.of(BALANCE):
        if row.party == TOTAL or row.post not in (MDO, PROGRAMME):
            continue
        if row.amount is None:
            unknown.append(_row(what=f"{NAMES[row.post]}, {row.party}", why=HIDDEN))
        elif row.amount:
            paid.append(
                _row(
                    post=NAMES[row.post],
                    party=row.party,
                    amount=Decimal(row.amount).scaleb(-2),
                    price_year=analysis.settings.price_year,
                    source=SOURCE,
                )
            )
    return {INVESTMENT_SHEET.sheet: tuple(paid), UNKNOWN.sheet: tuple(unknown)}


def _effects(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """One effect for each party and post of the published balance."""
    results = analysis.publish().results
    years = raw.settings.get("case_years", Decimal(1))
    kinds = {
        row.money_kind: row.total
        for row in results.of(OF_MONEY_KINDS)
        if row.group == CaseType.EXISTING.value and row.total != 0
    }
    only_cash = kinds.keys() <= {MoneyKind.CASH.value}
    effects, unknown, parties = [], [_row(what=what, why=why) for what, why in NOT_IN], dict[str, str]()
    for row in results.of(BALANCE):
        if row.party == TOTAL or row.post not in NAMES:
            continue
        name = f"{NAMES[row.post]}, {row.party}"
        if row.amount is None:
            unknown.append(_row(what=name, why=HIDDEN))
            continue
        if not row.amount:
            continue
        parties[row.party] = "ja" if row.party in PUBLIC else "nee"
        role = (BENEFIT if row.amount < 0 else COST) if row.post == EXISTING else INVESTMENT
        effects.append(
            _row(
                activity="MDO",
                effect=name,
                party=row.party,
                role=role,
                worth="fiscaal" if row.party in PUBLIC else "economisch",
                # What may be capacity is not claimed as money in the budget; a rise is feared as money.
                money=(MoneyKind.CASH if only_cash or role != BENEFIT else MoneyKind.CAPACITY).value,
                amount=Decimal(abs(row.amount)).scaleb(-2),
                duration=Decimal(years) if row.post == EXISTING else Decimal(1),
                certainty="gemeten",
                price_year=analysis.settings.price_year,
                source=SOURCE,
            )
        )
    if not only_cash:
        unknown.append(_row(what=NOT_ONLY_CASH[0], why=NOT_ONLY_CASH[1]))
    moved = kinds.get(MoneyKind.TRANSFER.value, 0)
    if moved is None:
        unknown.append(_row(what=NO_INCOME[0], why=NO_INCOME[1]))
    elif moved:
        resident = Payer.BEWONER.value
        parties.setdefault(resident, "nee")
        effects.append(
            _row(
                activity="MDO",
                effect="Inkomen uit overdrachten, bewoner",
                party=resident,
                role=COST if moved < 0 else BENEFIT,
                worth="economisch",
                money=MoneyKind.CASH.value,
                amount=Decimal(abs(moved)).scaleb(-2),
                duration=Decimal(years),
                certainty="gemeten",
                price_year=analysis.settings.price_year,
                source=SOURCE,
            )
        )
    known = {str(row.get("party", "")).casefold() for row in raw.rows.get(PARTIES.sheet, ())}
    more = tuple(
        _row(party=name, is_public=word) for name, word in parties.items() if name.casefold() not in known
    )
    return {EFFECTS.sheet: tuple(effects), PARTIES.sheet: more, UNKNOWN.sheet: tuple(unknown)}


def _activities(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """One activity for each case, stream, payer and line: na is met, nulalternatief is zonder.

    The hours of its MDO belong to what is done with the approach.
    """
    wanted = {row.get("case") for row in raw.rows.get(CASES.sheet, ())}
    lines = {Moment.AFTER.value: WITH, Moment.NULL_ALTERNATIVE.value: WITHOUT}
    sums = analysis.line_sums("case_id", "stream", "payer", "moment")
    found = [
        (case, lines[moment], f"Alles uit {stream}", stream, payer, in_window + one_off)
        for case, stream, payer, moment, in_window, one_off in _plain(
            sums, "case_id", "stream", "payer", "moment", "in_window_cents", "one_off_cents"
        )
        if case in wanted and moment in lines
    ]
    if wanted - {case for case, side, *_ in found if side == WITHOUT}:
        raise UsageError(
            "Van een casus op blad Casussen staat er geen nulalternatief in de werkmap met casussen. Vul op "
            "blad Gebruik regels met moment nulalternatief in."
        )
    unknown = set[str]()
    for case, payer, hours, cents in _plain(
        analysis.mdo_lines, "case_id", "payer", "quantity_milli", "one_off_cents"
    ):
        if case in wanted and cents:
            found.append((case, WITH, NAMES[MDO], "MDO", payer, cents))
        elif case in wanted and hours:
            unknown.add(payer or Payer.ONBEKEND)
    rows = tuple(
        _row(
            case=case,
            scenario=side,
            product=product,
            terrain=terrain,
            party=payer or Payer.ONBEKEND.value,
            quantity=Decimal(1),
            price=Decimal(cents).scaleb(-2),
            duration=Decimal(1),
            certainty="gemeten" if side == WITH else "aangenomen",
            price_year=analysis.settings.price_year,
            source=OWN_SOURCE,
        )
        for case, side, product, terrain, payer, cents in sorted(found)
        if cents
    )
    without_price = tuple(
        _row(what=f"{NAMES[MDO]}, {payer}", why="Er is geen prijs per uur") for payer in sorted(unknown)
    )
    return {ACTIVITIES.sheet: rows, UNKNOWN.sheet: without_price}


def _plain(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of some columns: texts (a payer that nobody wrote is empty) and whole numbers."""
    values = [
        [int(value) for value in frame[name]]
        if name.endswith(("_cents", "_milli"))
        else frame[name].astype("str").tolist()
        for name in columns
    ]
    yield from zip(*values, strict=True)


def _row(**values: Any) -> CardRow:
    """Make a row that stands on no sheet."""
    given = {name: value for name, value in values.items() if value is not None}
    return CardRow(given, dict.fromkeys(_FIELDS, ""), 0)


_FIELDS = frozenset(
    column.name
    for table in (EFFECTS, PARTIES, ACTIVITIES, CASES, INVESTMENT_SHEET, UNKNOWN)
    for column in table.columns
)
