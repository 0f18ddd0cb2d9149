"""Rows of a card from a micro-analysis: what was measured over cases becomes effects, or the two lines.

A business case takes only what disclosure control has released, so that it may be published as the report
may. An effect calculator takes each case on sheet Casussen by itself, and is confidential.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maatschappelijk_rendement.app.micro_analysis import MicroAnalysis
from maatschappelijk_rendement.domain.card import CardRow
from maatschappelijk_rendement.domain.card_sheets import (
    ACTIVITIES,
    BENEFIT,
    CASES,
    COST,
    EFFECTS,
    INVESTMENT,
    PARTIES,
    UNKNOWN,
    WITH,
    WITHOUT,
    CardKind,
)
from maatschappelijk_rendement.domain.errors import UsageError
from maatschappelijk_rendement.domain.vocabulary import DEFAULT_PAYER, Moment, MoneyKind, Payer, Stream
from maatschappelijk_rendement.intake.cards.raw import RawCard
from maatschappelijk_rendement.results.balance import BALANCE, EXISTING, MDO, PROGRAMME
from maatschappelijk_rendement.results.sections import CASE_COSTS
from maatschappelijk_rendement.results.words import TOTAL

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
    ("Nieuwe casussen", "Zij kregen nog geen hulp; hun kosten zijn geen verschil"),
    ("Wat daarvan vrije capaciteit is", "Per partij niet te zeggen; zie het rapport"),
    ("Wat er zonder de aanpak was gebeurd", "Voor en na is geen vergelijking met zonder"),
)


def rows_of_cases(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """Give the rows that a micro-analysis adds to a card.

    Args:
        analysis: The cases, priced and compared.
        raw: The card so far: its instrument, and the cases it names.

    Raises:
        UsageError: An SROI has no rows that a micro-analysis knows, or a case is not there.
        PublicationRefusedError: Too little may be shown.
    """
    if raw.kind is CardKind.SROI:
        raise UsageError("--casussen past bij een kaart mkba of effecten. Vul een waardekaart zelf in.")
    return _effects(analysis, raw) if raw.kind is CardKind.MKBA else _activities(analysis, raw)


def _effects(analysis: MicroAnalysis, raw: RawCard) -> Rows:
    """One effect for each party and post of the published balance."""
    results = analysis.publish().results
    years = raw.settings.get("case_years", Decimal(1))
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
                money=MoneyKind.CASH.value,
                amount=Decimal(abs(row.amount)).scaleb(-2),
                duration=Decimal(years) if row.post == EXISTING else Decimal(1),
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
    """One activity for each case, stream and line: na is met, nulalternatief is zonder."""
    wanted = {row.get("case") for row in raw.rows.get(CASES.sheet, ())}
    lines = {Moment.AFTER.value: WITH, Moment.NULL_ALTERNATIVE.value: WITHOUT}
    found = [
        row
        for row in analysis.publish(internal=True).results.of(CASE_COSTS)
        if row.case_id in wanted and row.moment in lines and (row.in_window or row.one_off)
    ]
    lacking = wanted - {row.case_id for row in found if lines[row.moment] == WITHOUT}
    if lacking:
        raise UsageError(
            "Van een casus op blad Casussen staat er geen nulalternatief in de werkmap met casussen. Vul op "
            "blad Gebruik regels met moment nulalternatief in."
        )
    rows = tuple(
        _row(
            case=row.case_id,
            scenario=lines[row.moment],
            product=f"Alles uit {row.stream}",
            terrain=row.stream,
            party=_payer(row.stream),
            quantity=Decimal(1),
            price=Decimal((row.in_window or 0) + (row.one_off or 0)).scaleb(-2),
            duration=Decimal(1),
            certainty="gemeten" if lines[row.moment] == WITH else "aangenomen",
            price_year=analysis.settings.price_year,
            source=OWN_SOURCE,
        )
        for row in found
    )
    return {ACTIVITIES.sheet: rows}


def _payer(stream: str) -> str:
    """Give who pays for a stream by default; of a stream of the user's own nobody knows."""
    return str(DEFAULT_PAYER[Stream(stream)] if stream in list(Stream) else Payer.ONBEKEND)


def _row(**values: Any) -> CardRow:
    """Make a row that stands on no sheet."""
    given = {name: value for name, value in values.items() if value is not None}
    return CardRow(given, dict.fromkeys(_FIELDS, ""), 0)


_FIELDS = frozenset(
    column.name for table in (EFFECTS, PARTIES, ACTIVITIES, CASES, UNKNOWN) for column in table.columns
)
